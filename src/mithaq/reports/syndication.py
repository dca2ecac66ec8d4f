"""Which reports print one text: an agency's dispatch in ten outlets, shortened or with another headline.

A text is taken as the set of its five-word pieces, and sets are compared by their MinHash signatures (Broder 1997):
the share of equal places in two signatures estimates the share of pieces that two texts have in common. An edited
reprint shares a third of them or more; reports that repeat one paragraph of background share a sixth, others next to
nothing. Outlets cut from the end, so the first eighty words are compared by themselves as well. Candidates are found
by bands of the signatures, so that a text is never held against all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import eq

PLACES = 126
"""Numbers in a signature: the estimate is then off by 0.04 on average at a share of one third."""
ROWS = 3
"""Numbers in a band: of two texts that share 0.35 of their pieces some band is equal with a chance of 0.84, of two
that share one half with 0.996, of two that share 0.03 with 0.001."""
PIECE = 5
LEAD = 80
SAME = 0.35
SAME_LEAD = 0.45
FEWEST = 12
"""Pieces a text must have: of two short notes of one fact, equal words do not tell that one was copied."""
_SEED = 20201109
_WORD = re.compile(r"\w+")
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200e\u200f\u00ad]")
_FOLD = str.maketrans("أإآٱىةё", "اااايهе")


@dataclass(frozen=True, slots=True)
class Print:
    """The signatures of a text: of the whole and of its first words; empty where there are too few words."""

    whole: tuple[int, ...]
    lead: tuple[int, ...]

    def bands(self) -> Iterator[str]:
        """Keys under which texts that may be the same meet; the texts must share one of them."""
        for name, places in (("w", self.whole), ("l", self.lead)):
            for n in range(0, len(places), ROWS):
                yield f"{name}{n // ROWS}:" + ",".join(map(str, places[n : n + ROWS]))

    def same(self, other: Print) -> bool:
        """Whether the two are one text with edits."""
        return _share(self.whole, other.whole) >= SAME or _share(self.lead, other.lead) >= SAME_LEAD


def text_print(text: str) -> Print:
    """The signatures of a text. Letters are folded (case, vowel signs, hamza), marks and spacing do not count."""
    words = _WORD.findall(_MARKS.sub("", text).casefold().translate(_FOLD))
    return Print(_signature(words), _signature(words[:LEAD]))


def _signature(words: list[str]) -> tuple[int, ...]:
    from rensa import RMinHash

    pieces = {" ".join(words[n : n + PIECE]) for n in range(len(words) - PIECE + 1)}
    if len(pieces) < FEWEST:
        return ()
    made = RMinHash(PLACES, _SEED)
    made.update(sorted(pieces))
    return tuple(made.digest())


def _share(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Jaccard similarity as estimated; 0 if one of the texts is too short to tell."""
    if not one or not other:
        return 0.0
    return float(sum(map(eq, one, other))) / len(one)


def reprints(prints: Mapping[str, Print], order: Iterable[str] | None = None) -> dict[str, str]:
    """Each report's id to that of the first report of its text, itself if it is the only one.

    Parameters
    ----------
    prints: by id of the report. order: ids, the first published first; the ids' own order if None.

    Texts that are the same as a third are the same; the order in which reports are given does not matter.
    """
    rank = {id: n for n, id in enumerate(order if order is not None else sorted(prints))}
    root = {id: id for id in prints}

    def find(id: str) -> str:
        while root[id] != id:
            root[id] = root[root[id]]
            id = root[id]
        return id

    met: dict[str, list[str]] = {}
    for id in sorted(prints, key=lambda id: (rank.get(id, len(rank)), id)):
        near = {other for band in prints[id].bands() for other in met.get(band, ())}
        for other in sorted(near):
            if prints[id].same(prints[other]):
                one, two = sorted((find(id), find(other)), key=lambda id: (rank.get(id, len(rank)), id))
                root[two] = one
        for band in prints[id].bands():
            met.setdefault(band, []).append(id)
    return {id: find(id) for id in prints}
