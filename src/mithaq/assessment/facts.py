"""Evidence made ready for the rules: days parsed, what counts by both clocks, each word counted once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter
from typing import NamedTuple

from mithaq.accords.kinds import KindRules
from mithaq.accords.model import Accord, Stipulation
from mithaq.linking.evidence import Bearing, Evidence, SourceClass
from mithaq.linking.sources import with_effect

NEUTRAL = with_effect("neutral")
"""Classes that neither owe the promise nor are owed it: a breach that one of them reports counts."""
OUTSIDE = NEUTRAL | with_effect("confirms")
"""Classes whose word about a promise is not that of the one who owes it."""
SECOND = with_effect("second")
"""Classes whose word confirms only together with that of another side."""
SURE = frozenset({"happened", "ongoing"})
POSITIVE = frozenset({"advances", "completes", "complies"})
NEGATIVE = frozenset({"disputes", "breaches"})


class Fact(NamedTuple):
    """One word on a promise: who says what of which days. The fields that give its order come first.

    first, last: days on which it is told to hold; in `facts_of` not later than the day asked about. known: ISO 8601
    day on which it was first published. id: of the evidence that said it first. speaker: the first of the chain, on
    whose word it stands. side: the state or body the speaker speaks for. day, dated, quantity, deadline: as in
    Evidence. A tuple and no dataclass, since many thousands are made for one status.
    """

    first: date
    last: date
    known: str
    id: str
    speaker: str
    bearing: Bearing
    modality: str
    source: SourceClass
    side: str | None
    dated: bool
    quantity: float | None
    deadline: str | None
    day: str

    @property
    def order(self) -> tuple[date, date, str, str, str]:
        """By day, then by when it became known; id and speaker settle the rest, so that arrival never matters."""
        return self[:5]

    @property
    def word(self) -> tuple[object, ...]:
        """What makes it one word, in however many outlets: the same speaker saying the same of the same day."""
        return (
            self.speaker, self.bearing, self.modality, self.day, self.quantity, self.deadline, self.source, self.side,
        )  # fmt: skip

    def after(self, day: date) -> date | None:
        """The first day after this one on which the fact is told to hold."""
        if self.first > day:
            return self.first
        return self.last if self.last > day else None


Promise = tuple[str, str]
"""Accord and stipulation."""
Words = Mapping[Promise, Sequence[Fact]]
"""The words on promises, each once, in any order; a promise that is left out has none."""

_ORDER = itemgetter(0, 1, 2, 3, 4)
WIDE = timedelta(days=3)
"""Longer than this, an interval does not tell the day of a deed."""


@dataclass(frozen=True, slots=True)
class Case:
    """One promise to be judged. facts: in order of their days. done_by: deadline in force.

    label: the English name of an id of the gazetteer.
    """

    accord: Accord
    stipulation: Stipulation
    rules: KindRules
    facts: Sequence[Fact]
    as_of: date
    deadline: date | None
    term_end: date | None
    label: Callable[[str], str]

    def having(self, *bearings: str, sure: bool = True) -> list[Fact]:
        """The facts with one of these bearings; only those asserted as happened or ongoing, if `sure`."""
        return [one for one in self.facts if one.bearing in bearings and (not sure or one.modality in SURE)]

    def hints(self) -> list[Fact]:
        """Plans, dates set, and deeds that are only alleged: enough to say that a beginning is spoken of."""
        return [
            one
            for one in self.facts
            if one.bearing in ("plans", "amends") or (one.bearing in POSITIVE and one.modality not in SURE)
        ]

    @property
    def parties(self) -> frozenset[str]:
        """Entities of the accord's parties."""
        return frozenset(party.entity for party in self.accord.parties)


def fact_of(one: Evidence) -> Fact:
    """What a piece of evidence says, as the rules see it."""
    first, last = parse(one.day)
    if one.bearing == "completes" and last - first > WIDE:
        # "In November": done by the end of it, or by the day that told it
        first = max(first, min(last, date.fromisoformat(one.known[:10])))
    voices = one.voices
    # A report whose voice is unknown speaks only for itself.
    speaker = voices[0] if voices and voices[0] != "unknown" else f"unknown ({one.report})"
    return Fact(
        first, last, one.known, one.id, speaker, one.bearing, one.modality, one.source, one.side, one.dated,
        one.quantity, one.deadline, one.day,
    )  # fmt: skip


def earlier(one: Fact, other: Fact) -> Fact:
    """Which of two that say the same word stands for it: the one published first."""
    return one if (one.known, one.id) <= (other.known, other.id) else other


def fold(evidence: Iterable[Evidence]) -> dict[Promise, list[Fact]]:
    """The words of all this evidence, each once: the earliest publication stands for it.

    Words may be folded before it is asked which of them count by a day: if any publication of a word counts, its
    earliest does, since a later one is neither known earlier nor tells an earlier first day.
    """
    found: dict[Promise, dict[tuple[object, ...], Fact]] = {}
    for one in evidence:
        fact = fact_of(one)
        words, word = found.setdefault((one.accord, one.stipulation), {}), fact.word
        words[word] = earlier(fact, words[word]) if word in words else fact
    return {promise: list(words.values()) for promise, words in found.items()}


def facts_of(promises: Iterable[Promise], words: Words, as_of: date, known_by: date) -> dict[Promise, list[Fact]]:
    """The words on each promise that count on these days, in order.

    A word counts if it was published by `known_by` and its fact had begun by `as_of`.
    """
    return {promise: _counted(words.get(promise, ()), as_of, str(known_by)) for promise in promises}


def _counted(words: Iterable[Fact], as_of: date, known_by: str) -> list[Fact]:
    until = f"{known_by}~"  # a day, or a time on it
    facts = [
        one if one.last <= as_of else one._replace(last=as_of)
        for one in words
        if one.first <= as_of and one.known < until
    ]
    facts.sort(key=_ORDER)
    return facts


def parse(day: str) -> tuple[date, date]:
    """First and last day of Evidence.day."""
    first, slash, last = day.partition("/")
    begin = date.fromisoformat(first[:10])
    return begin, date.fromisoformat(last[:10]) if slash else begin
