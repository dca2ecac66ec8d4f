"""Which kinds of promise the words of an agreement's own text name.

The words are data, one file a language in kind_words/: kind → phrases. In a phrase

- a word stands for all its forms (give the plain form: Russian nominative or infinitive, Arabic noun without its
  article or verb with ي; broken plurals, other aspects and other words of one meaning are given beside it);
- `a|b` is a place where either word may stand;
- words follow each other; words that say nothing of themselves (articles, "all", "their") may stand between them;
- ` … ` parts what may stand apart, in either order, with up to GAP words between, within one sentence;
- a phrase that belongs to several kinds begins with `~ ` in each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from mithaq.accords.kinds import kinds
from mithaq.accords.stems import key_of_entry, keys
from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError
from mithaq.languages.base import Normalised, language

GAP = 6
"""Words that may stand between the parts of a phrase that ` … ` keeps apart."""
_FILL = 2
"""Words without a meaning of their own that may stand between two words of one part."""
_FILLERS: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        [
            "the",
            "a",
            "an",
            "of",
            "all",
            "any",
            "their",
            "its",
            "his",
            "her",
            "our",
            "for",
            "to",
            "by",
            "and",
            "in",
            "on",
            "this",
            "that",
            "these",
            "such",
            "other",
        ]
    ),
    "ru": frozenset(
        [
            "всех",
            "все",
            "всего",
            "всей",
            "своих",
            "свои",
            "свою",
            "и",
            "из",
            "в",
            "на",
            "с",
            "об",
            "их",
            "его",
            "ее",
            "этот",
            "этих",
            "других",
        ]
    ),
    "ar": frozenset(["من", "في", "على", "الى", "عن", "كل", "كافة", "جميع", "هذا", "هذه", "ان", "أن", "كامل"]),
}
_SECOND = 0.25
"""What a further phrase of the same kind adds, as part of its own weight."""
_EARLY = 0.3
"""What a phrase at the very head of the text gains; none at its end."""
_MORE = 0.3
"""What each further word of a part adds: "peacekeeping force" names one thing, "withdraw … artillery" two."""
_FULL = 4.0
"""The weight that counts as sure."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STOP = re.compile(r"[.;!?؛؟\n]")

Slot = frozenset[str]
Part = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class KindWord:
    """A phrase found: the kind it marks, where it stands, and how much it says (about 1 for each thing it names)."""

    kind: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class _Phrase:
    kind: str
    parts: tuple[Part, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    sentence: int
    keys: frozenset[str]
    filler: bool


def kinds_in(text: str, code: str) -> list[KindWord]:
    """All phrases of the kinds found in a text in this language, in its order.

    A phrase that lies wholly inside a weightier one of another kind is left out. Raises LanguageError for a
    language Mithaq does not read.
    """
    normalised = language(code).normalise(text)
    tokens = _tokens(normalised, code)
    found: dict[tuple[str, int, int], KindWord] = {}
    for phrase, at in _candidates(tokens, code):
        ends = _match(phrase, tokens, at)
        if ends is None:
            continue
        start, end = normalised.original(tokens[ends[0]].start, tokens[ends[1]].end)
        one = KindWord(phrase.kind, start, end, phrase.weight)
        known = found.get((one.kind, start, end))
        if known is None or known.weight < one.weight:
            found[one.kind, start, end] = one
    every = list(found.values())
    return sorted((one for one in every if not _hidden(one, every)), key=lambda one: (one.start, one.end, one.kind))


def kind_of(text: str, code: str) -> list[tuple[str, float]]:
    """The kinds a text names, likeliest first, each with a score from 0 to 1; empty if it names none.

    The weightiest phrase of a kind counts in full and others of it in part; what stands early counts a little more.
    """
    weights: dict[str, list[float]] = {}
    for one in kinds_in(text, code):
        early = _EARLY * (1 - one.start / max(len(text), 1))
        weights.setdefault(one.kind, []).append(one.weight + early)
    scores: dict[str, float] = {}
    for kind, found in weights.items():
        best, *rest = sorted(found, reverse=True)
        scores[kind] = best + _SECOND * sum(rest[:2])
    order = sorted(scores, key=lambda kind: -scores[kind])
    return [(kind, round(min(scores[kind] / _FULL, 1.0), 3)) for kind in order]


@cache
def kind_words(code: str) -> dict[str, tuple[str, ...]]:
    """The phrases of every kind in a language, as they are written in its file."""
    return read_words(package_file("accords", "kind_words", f"{code}.yaml"))


def read_words(source: Traversable | Path) -> dict[str, tuple[str, ...]]:
    """Read the phrases of one language.

    Raises DataError naming file and kind for a kind that does not exist or has no phrases, an empty phrase, or one
    that two kinds have without the mark.
    """
    raw = load_yaml(source)
    if not isinstance(raw, dict):
        raise DataError("the words are not a mapping", place=str(source), mend="write kind: [phrases]")
    known = kinds()
    wrong = sorted(set(raw) ^ set(known))
    if wrong:
        message = "no words for the kind" if wrong[0] in known else "no such kind"
        raise DataError(f"{message} {wrong[0]!r}", place=source.name, mend="give every kind of kinds.yaml its phrases")
    owners: dict[str, str] = {}
    for kind, phrases in raw.items():
        place = f"{source.name}: {kind}"
        if not isinstance(phrases, list) or not phrases:
            raise DataError("no phrases", place=place, mend="write a list of phrases")
        for phrase in phrases:
            if not isinstance(phrase, str) or not all(_WORD.search(slot) for slot in phrase.removeprefix("~ ").split()
                                                      if slot != "…"):  # fmt: skip
                raise DataError(f"not a phrase: {phrase!r}", place=place, mend="write words, a|b or ` … ` between them")
            plain = phrase.removeprefix("~ ")
            other = owners.setdefault(plain, kind if plain == phrase else "")
            if (plain == phrase and other != kind) or (plain != phrase and other not in ("", kind)):
                raise DataError(f"{plain!r} stands for {other or 'several kinds'} too", place=place, mend="mark it ~")
    return {kind: tuple(phrases) for kind, phrases in raw.items()}


@cache
def _index(code: str) -> dict[str, tuple[_Phrase, ...]]:
    """Phrases by the keys of their first word."""
    out: dict[str, list[_Phrase]] = {}
    for kind, phrases in kind_words(code).items():
        for text in phrases:
            parts = tuple(_part(part, code) for part in text.removeprefix("~ ").split(" … "))
            phrase = _Phrase(kind, parts, len(parts) + _MORE * (sum(map(len, parts)) - len(parts)))
            for key in parts[0][0]:
                out.setdefault(key, []).append(phrase)
    return {key: tuple(found) for key, found in out.items()}


def _part(text: str, code: str) -> Part:
    slots = []
    for slot in text.split():
        bare = (word.removeprefix("ال") if code == "ar" else word for word in slot.split("|"))
        words = (language(code).normalise(word).text for word in bare)
        slots.append(frozenset(key for word in words for key in key_of_entry(word, code)))
    return tuple(slots)


def _tokens(normalised: Normalised, code: str) -> list[_Token]:
    text, out, sentence, last = normalised.text, [], 0, 0
    for found in _WORD.finditer(text):
        sentence += len(_STOP.findall(text, last, found.start()))
        last = found.end()
        word = found.group()
        filler = word in _FILLERS[code]
        out.append(_Token(found.start(), found.end(), sentence, keys(word, code), filler))
    return out


def _candidates(tokens: list[_Token], code: str) -> Iterator[tuple[_Phrase, int]]:
    index = _index(code)
    for at, token in enumerate(tokens):
        seen: set[int] = set()
        for key in token.keys:
            for phrase in index.get(key, ()):
                if id(phrase) not in seen:
                    seen.add(id(phrase))
                    yield phrase, at


def _match(phrase: _Phrase, tokens: list[_Token], at: int) -> tuple[int, int] | None:
    """First and last word of a phrase whose first part begins at a word; None if it does not stand there."""
    end = _run(phrase.parts[0], tokens, at)
    if end is None:
        return None
    low, high = at, end
    for part in phrase.parts[1:]:
        found = _near(part, tokens, low, high)
        if found is None:
            return None
        low, high = min(low, found[0]), max(high, found[1])
    return low, high


def _near(part: Part, tokens: list[_Token], low: int, high: int) -> tuple[int, int] | None:
    """Where a part stands nearest behind or before words `low` to `high`, in their sentence."""
    sentence = tokens[low].sentence
    for step in range(1, GAP + 2):
        for at in (high + step, low - step):
            if 0 <= at < len(tokens) and tokens[at].sentence == sentence:
                end = _run(part, tokens, at)
                if end is not None and (at > high or end < low):
                    return at, end
    return None


def _run(part: Part, tokens: list[_Token], at: int) -> int | None:
    """The last word of a part that begins at a word; None if it does not."""
    if part[0].isdisjoint(tokens[at].keys):
        return None
    for slot in part[1:]:
        for filled in range(_FILL + 1):
            at += 1
            if at >= len(tokens) or tokens[at].sentence != tokens[at - 1].sentence:
                return None
            if not slot.isdisjoint(tokens[at].keys):
                break
            if not tokens[at].filler or filled == _FILL:
                return None
    return at


def _hidden(one: KindWord, every: list[KindWord]) -> bool:
    return any(
        other.kind != one.kind and other.weight > one.weight and other.start <= one.start and one.end <= other.end
        for other in every
    )
