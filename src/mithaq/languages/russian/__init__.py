"""Russian: how its words are folded, split into sentences, inflected and bounded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from mithaq.languages.base import Clitics, Form, Normalised, Pos
from mithaq.languages.russian import boundary as _boundary
from mithaq.languages.russian.normalise import normalise as _normalise
from mithaq.languages.russian.sentences import sentences as _sentences
from mithaq.reports.model import Span

__all__ = ["LANGUAGE", "Russian"]


class Russian:
    """The faces of `mithaq.languages.base.Language`. What inflects, and pymorphy3 with it, is imported on first use
    only: a lexicon taken from the cache never needs it."""

    code = "ru"
    direction: Literal["ltr", "rtl"] = "ltr"
    order: Literal["svo", "vso"] = "svo"
    article = ""
    joined_before = ""
    joined_after = ""
    cased = True

    def normalise(self, text: str) -> Normalised:
        return _normalise(text)

    def sentences(self, text: str) -> list[Span]:
        return _sentences(text)

    def event_forms(self, lemma: str, pos: Pos, extra: Sequence[str] = ()) -> list[Form]:
        from mithaq.languages.russian.inflect import event_forms

        return event_forms(lemma, pos, extra)

    def phrase_forms(self, phrase: str) -> list[Form]:
        from mithaq.languages.russian.inflect import phrase_forms

        return phrase_forms(phrase)

    def name_forms(self, name: str, type: str) -> list[Form]:
        from mithaq.languages.russian.inflect import name_forms

        return name_forms(name, type)

    def demonym_forms(self, lemma: str) -> list[Form]:
        from mithaq.languages.russian.inflect import demonym_forms

        return demonym_forms(lemma)

    def boundary(self, text: str, start: int, end: int, pos: Pos) -> Clitics | None:
        return _boundary.boundary(text, start, end, pos)

    def role_of_clitic(self, before: str) -> str | None:
        return None  # Russian writes its prepositions apart

    def particle_after(self, text: str, end: int, particle: str) -> tuple[int, int] | None:
        return None  # no verbs with particles of their own


LANGUAGE = Russian()
