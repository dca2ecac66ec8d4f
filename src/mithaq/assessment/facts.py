"""Evidence made ready for the rules: days parsed, what counts by both clocks, each word counted once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mithaq.accords.kinds import KindRules
from mithaq.accords.model import Accord, Stipulation
from mithaq.linking.evidence import Evidence, SourceClass
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


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of evidence with its days. speaker: the first of the chain, on whose word it stands."""

    evidence: Evidence
    first: date
    last: date

    @property
    def speaker(self) -> str:
        """The first speaker; a report whose voice is unknown speaks only for itself."""
        voices = self.evidence.voices
        return voices[0] if voices and voices[0] != "unknown" else f"unknown ({self.evidence.report})"

    @property
    def side(self) -> str | None:
        """The state or body the first speaker speaks for."""
        return self.evidence.side

    @property
    def source(self) -> SourceClass:
        """The class of the first speaker as seen from the promise."""
        return self.evidence.source

    @property
    def order(self) -> tuple[date, date, str, str]:
        """By day, then by when it became known; the id settles the rest, so that arrival never matters."""
        return self.first, self.last, self.evidence.known, self.evidence.id

    def after(self, day: date) -> date | None:
        """The first day after this one on which the fact is told to hold."""
        if self.first > day:
            return self.first
        return self.last if self.last > day else None


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
        return [
            one
            for one in self.facts
            if one.evidence.bearing in bearings and (not sure or one.evidence.modality in SURE)
        ]

    def hints(self) -> list[Fact]:
        """Plans, dates set, and deeds that are only alleged: enough to say that a beginning is spoken of."""
        return [
            one
            for one in self.facts
            if one.evidence.bearing in ("plans", "amends")
            or (one.evidence.bearing in POSITIVE and one.evidence.modality not in SURE)
        ]

    @property
    def parties(self) -> frozenset[str]:
        """Entities of the accord's parties."""
        return frozenset(party.entity for party in self.accord.parties)


def facts_by_stipulation(
    accord: Accord, evidence: Iterable[Evidence], as_of: date, known_by: date
) -> dict[str, list[Fact]]:
    """The evidence on each promise of an accord that counts on these days; see `facts_of`."""
    wanted = [(accord.id, one.id) for one in accord.stipulations]
    return {id: found for (_, id), found in facts_of(wanted, evidence, as_of, known_by).items()}


def facts_of(
    promises: Iterable[tuple[str, str]], evidence: Iterable[Evidence], as_of: date, known_by: date
) -> dict[tuple[str, str], list[Fact]]:
    """The evidence on each promise (accord, stipulation) that counts on these days, in order, each word once.

    It counts if it was published by `known_by` and its fact had begun by `as_of`. The same speaker saying the same
    of the same day is one word, in however many outlets: the earliest publication stands for it.
    """
    found: dict[tuple[str, str], dict[tuple[object, ...], Fact]] = {promise: {} for promise in promises}
    for one in evidence:
        words = found.get((one.accord, one.stipulation))
        if words is None or date.fromisoformat(one.known[:10]) > known_by:
            continue
        first, last = parse(one.day)
        if one.bearing == "completes" and last - first > WIDE:
            # "In November": done by the end of it, or by the day that told it
            first = max(first, min(last, date.fromisoformat(one.known[:10])))
        if first > as_of:
            continue
        fact = Fact(one, first, min(last, as_of))
        key = (fact.speaker, one.bearing, one.modality, one.day, one.quantity, one.deadline, one.source, one.side)
        earlier = words.get(key)
        if earlier is None or (one.known, one.id) < (earlier.evidence.known, earlier.evidence.id):
            words[key] = fact
    return {promise: sorted(words.values(), key=lambda fact: fact.order) for promise, words in found.items()}


def parse(day: str) -> tuple[date, date]:
    """First and last day of Evidence.day."""
    first, slash, last = day.partition("/")
    begin = date.fromisoformat(first[:10])
    return begin, date.fromisoformat(last[:10]) if slash else begin
