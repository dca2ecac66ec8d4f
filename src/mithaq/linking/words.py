"""Which promise a claim means by its words, where kind and place do not tell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from mithaq.accords.model import Stipulation

ENOUGH = 2
"""Words that a claim has to share with a promise to be taken for it."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6
"""Letters that are compared: what differs behind them is mostly the ending."""
_JOINED = (("وال", 3), ("بال", 3), ("فال", 3), ("كال", 3), ("لل", 3), ("ال", 3), ("و", 5), ("ل", 5), ("ب", 5))
"""Arabic letters written as one with the word that they stand before, and how many must be left without them."""


def stems(text: str) -> frozenset[str]:
    """The beginnings of the longer words of a text, in any of our languages, without marks and case."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return frozenset(_stem(word) for word in _WORD.findall(bare))


def _stem(word: str) -> str:
    for joined, least in _JOINED:
        if word.startswith(joined) and len(word) - len(joined) >= least:
            return word[len(joined) :][: _STEM - 1]
    return word[: _STEM - 1] if "\u0600" <= word[0] <= "\u06ff" else word[:_STEM]


def promised(one: Stipulation, language: str) -> frozenset[str]:
    """The words of a promise: its summary in that language, and its object, which is written in English."""
    said = one.summary.get(language, "")
    return stems(f"{said} {one.object}" if one.object and language == "en" else said)


def shared(text: str, one: Stipulation, language: str) -> int:
    """How many words of what the promise is about the text has: its object, in other languages its summary."""
    about = stems(one.object) if one.object and language == "en" else promised(one, language)
    return len(stems(text) & about)


def meant(text: str, choices: Sequence[Stipulation], language: str) -> frozenset[str]:
    """Ids of the promises, of several of one kind, that a text may mean; all of them if its words do not tell.

    What only one of them is about tells: with two such words the others fall away that are about something else
    (they have an `object`) and share none. A promise without an object, or of all ("all weapons"), holds the others.
    """
    ours, words = stems(text), {one.id: promised(one, language) for one in choices}
    points = {}
    for one in choices:
        others = frozenset[str]().union(*(words[other.id] for other in choices if other.id != one.id))
        points[one.id] = len(ours & (words[one.id] - others))
    if max(points.values(), default=0) < ENOUGH:
        return frozenset(points)
    return frozenset(one.id for one in choices if points[one.id] or _holds_all(one))


def _holds_all(one: Stipulation) -> bool:
    return one.object is None or one.object.casefold().startswith("all ")
