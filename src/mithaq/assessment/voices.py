"""Whose word counts for what: independence as first speakers and their sides, never as outlets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from mithaq.assessment.facts import NEUTRAL, OUTSIDE, SECOND, Case, Fact

TOGETHER_DAYS = 7
"""Two sides that each report a breach within this many days report the same breach."""
DISPUTE_DAYS = 180
"""A dispute not repeated for this long no longer stands."""


def confirmed(facts: Iterable[Fact]) -> bool:
    """Whether it rests on more than the word of the one who owes it.

    That is: one voice from outside the obligor's side, or first speakers of two different sides. Witnesses who are
    not named are all of one side.
    """
    sides: set[str] = set()
    for one in facts:
        if one.source in OUTSIDE:
            return True
        side = one.side or (one.source if one.source in SECOND else None)
        if side is not None:
            sides.add(side)
    return len(sides) > 1


def confirmed_breaches(case: Case) -> tuple[list[Fact], list[Fact]]:
    """Reported breaches: those that count as breaches, and those that one side only alleges.

    A breach counts when a voice reports it that neither owes nor is owed the promise; when the only side that
    owes it admits it; or when two parties, one of them owing it, each report one within a week of each other.
    """
    breaches = [one for one in case.having("breaches", sure=False) if one.modality != "denied"]
    days: dict[str, list[date]] = {}
    for one in breaches:
        if one.side in case.parties:
            days.setdefault(one.side, []).append(one.first)
    sure: list[Fact] = []
    alleged: list[Fact] = []
    for one in breaches:
        (sure if _counts(one, case, days) else alleged).append(one)
    return sure, alleged


def _counts(one: Fact, case: Case, days: dict[str, list[date]]) -> bool:
    asserted = one.modality != "alleged"
    if one.source in NEUTRAL and (asserted or one.source != "independent"):
        return True
    obligors = case.stipulation.obligors
    if one.source == "obligor" and asserted and obligors == (one.side,):
        return True
    if one.side not in case.parties:
        return False
    return any(
        other != one.side and (other in obligors or one.side in obligors) and _near(listed, one.first)
        for other, listed in days.items()
    )


def _near(days: Sequence[date], day: date) -> bool:
    """Whether one of the sorted days lies within a week of the day."""
    window = timedelta(days=TOGETHER_DAYS)
    at = bisect_left(days, day - window)
    return at < len(days) and days[at] <= day + window


def disputers(case: Case, negatives: Iterable[Fact], claims: Sequence[Fact]) -> list[Fact]:
    """The denials and complaints that stand against claims of another voice, on the day asked about.

    One stands for half a year after it was last made, if it came on or after the first claim it contradicts,
    and the side that made it has not since said itself that the promise is kept in full.
    """
    settled: dict[str, date] = {}
    for one in claims:
        if one.side is not None and one.bearing == "completes":
            settled[one.side] = max(one.first, settled.get(one.side, one.first))
    first: dict[str | None, date] = {}
    for one in claims:
        first[one.side] = min(one.first, first.get(one.side, one.first))
    claimed: dict[str | None, date] = {}
    forgotten = case.as_of.toordinal() - DISPUTE_DAYS
    standing = []
    for one in negatives:
        side = one.side
        if side is None:
            continue
        if side not in claimed:
            claimed[side] = min((day for other, day in first.items() if other != side), default=date.max)
        if one.last < claimed[side] or one.last.toordinal() < forgotten or settled.get(side, date.min) >= one.last:
            continue
        standing.append(one)
    return standing
