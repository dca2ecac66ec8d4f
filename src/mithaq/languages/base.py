"""How a language is read: the faces every language folder shows to the rest of Mithaq."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Literal, Protocol

from mithaq.errors import LanguageError
from mithaq.reports.model import Span

Pos = Literal["verb", "noun", "participle", "phrase", "name", "adjective", "particle"]

Effect = Literal[
    "begin", "progress", "complete", "comply", "breach", "delay", "amend", "end", "assess", "dispute", "other"
]
"""What an event does to a promise of its kind."""

FOLDERS = {"ar": "arabic", "ru": "russian", "en": "english"}


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text folded for matching. `offsets[i]` is where character i of `text` stands in the original;
    `offsets[len(text)]` is the original's length. None when nothing moved (offsets are the identity)."""

    text: str
    offsets: Sequence[int] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The original's span of the folded characters `start` to `end` (end > start)."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Form:
    """One surface form, normalised, with what its shape tells.

    features, verbs: past, present, future, infinitive, imperative, participle, gerund, adverbial,
    passive (passive by its form alone), reflexive; nouns and names: nom, gen, dat, acc, ins, loc (Russian),
    plural, dual, adj; noun for a deverbal noun. A form that can be several things carries all of them.
    """

    text: str
    features: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Clitics:
    """Letters of the same written word that stand before and after a match: ("و", "") in Arabic."""

    before: str = ""
    after: str = ""


class Language(Protocol):
    """What a language folder's LANGUAGE offers. All strings given and taken as `text` of `boundary`, and
    all Form texts, are normalised; `sentences` works on the original text."""

    code: str
    direction: Literal["ltr", "rtl"]
    order: Literal["svo", "vso"]
    """Where the subject of a verb usually stands: before it, or behind it."""
    cased: bool
    """Whether names carry case features."""
    article: str
    """A definite article written as one word with its noun ("ال"); it belongs to a name's span. "" if none."""

    joined_before: str
    """The letters that what is written as one word with the next can end in ("و" of "والجيش"); "" if nothing is."""
    joined_after: str
    """The letters that what is written as one word with the last can begin with."""

    def normalise(self, text: str) -> Normalised:
        """Fold letters (case, hamza, ё, diacritics, tatweel, quotation marks kept) and keep an offset map."""

    def sentences(self, text: str) -> list[Span]:
        """Sentences in order; together they cover every letter; paragraphs always break. Linear in length."""

    def event_forms(self, lemma: str, pos: Pos, extra: Sequence[str] = ()) -> list[Form]:
        """All surface forms of a verb, deverbal noun or phrase; `extra` are irregular forms from the lexicon."""

    def phrase_forms(self, phrase: str) -> list[Form]:
        """All forms of a common noun phrase (concepts, titles of offices)."""

    def name_forms(self, name: str, type: str) -> list[Form]:
        """All forms of a proper name of the given NameType, inflected where the language inflects names."""

    def demonym_forms(self, lemma: str) -> list[Form]:
        """All forms of an adjective or noun of nationality."""

    def boundary(self, text: str, start: int, end: int, pos: Pos) -> Clitics | None:
        """Whether text[start:end] stands as a word (with clitics the language allows before and after a word of
        this part of speech); None if it is part of another word."""

    def role_of_clitic(self, before: str) -> str | None:
        """The role marker a proclitic carries ("to", "by", "in", "and") or None."""

    def particle_after(self, text: str, end: int, particle: str) -> tuple[int, int] | None:
        """Where the particle of a verb that ends at `end` stands after its object ("handed the district *over*"), or
        None. Only languages with such verbs give forms the features "split" and "particle:over"."""


@cache
def language(code: str) -> Language:
    """The language with this ISO 639-1 code. Raises LanguageError for one Mithaq does not read."""
    folder = FOLDERS.get(code)
    if folder is None:
        raise LanguageError(
            f"Mithaq does not read the language {code!r}",
            mend=f"give one of {', '.join(sorted(FOLDERS))}",
        )
    found: Language = import_module(f"mithaq.languages.{folder}").LANGUAGE
    return found
