"""Which promise the words of a step speak of: "within ten days after the exchange of prisoners"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from mithaq.accords.words import kind_of
from mithaq.languages.base import Language

STEM = 6
"""Letters of a word that are compared."""
NEAR = 100
"""Promises with the same word that are looked at on either side: a text may have thousands, a step is seldom far."""


class Steps:
    """The promises of a text, found by what a step says of them. Building it takes time as the text is long; a search
    does not depend on how many promises there are."""

    def __init__(self, tongue: Language, ids: Sequence[str], kinds: Sequence[str], words: Iterable[str]) -> None:
        self._tongue = tongue
        self._ids = ids
        self._at = {id: n for n, id in enumerate(ids)}
        self._waits: dict[str, str] = {}
        self._by_kind: dict[str, list[int]] = {}
        self._by_stem: dict[str, list[int]] = {}
        for n, (kind, said) in enumerate(zip(kinds, words, strict=True)):
            self._by_kind.setdefault(kind, []).append(n)
            for stem in _stems(tongue.normalise(said or " ").text):
                self._by_stem.setdefault(stem, []).append(n)

    def wait(self, id: str, after: str) -> None:
        """Remember that one promise waits for another, so that none is found to wait for itself in the end."""
        self._waits[id] = after

    def find(self, words: str, id: str) -> str | None:
        """The promise that a step's words speak of, as promise `id` says them: by its kind, else by the words they
        share; the nearest before it, else the nearest behind it; never one that itself waits for this."""
        at = self._at[id]
        for kind, _ in kind_of(words, self._tongue.code)[:1]:
            for n in _near(self._by_kind.get(kind, []), at):
                if id not in self._waited_for(self._ids[n]):
                    return self._ids[n]
        wanted = _stems(words)
        shared: dict[int, int] = {}
        for stem in wanted:
            for n in _near(self._by_stem.get(stem, []), at):
                shared[n] = shared.get(n, 0) + 1
        for n in sorted(shared, key=lambda n: (-shared[n], n > at, abs(n - at))):
            if shared[n] < min(2, len(wanted)):
                break
            if id not in self._waited_for(self._ids[n]):
                return self._ids[n]
        return None

    def _waited_for(self, id: str) -> Iterator[str]:
        """All that a promise waits for, step by step."""
        while id in self._waits:
            id = self._waits[id]
            yield id


def _near(places: Sequence[int], at: int) -> Iterator[int]:
    """The places nearest to one, itself left out: those before it, then those behind it."""
    here = bisect_left(places, at)
    yield from reversed(places[max(0, here - NEAR) : here])
    yield from (n for n in places[here : here + NEAR + 1] if n != at)


def _stems(folded: str) -> set[str]:
    """Longer words without their endings, by which two mentions of one act are told to be alike."""
    return {word[:STEM] for word in re.findall(r"\w{5,}", folded)}
