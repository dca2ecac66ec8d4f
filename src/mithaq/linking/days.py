"""Days and spans of days: what a time named by a report says of the day of a fact."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from mithaq.reading.claims import Claim, Time

_YEAR, _MONTH = re.compile(r"\d{4}"), re.compile(r"\d{4}-\d\d")
_COARSE = frozenset({"season", "year", "decade", "unknown"})
_AT = frozenset({"at", "during", "about", "within", "since"})


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day to the last, both included. dated: whether a report named them."""

    first: date
    last: date
    dated: bool = True

    def __str__(self) -> str:
        """One ISO 8601 day, or an EDTF interval of two."""
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"


def parse_days(value: str) -> Days | None:
    """The days of an ISO 8601 day, time, month or year, or of an EDTF interval; None for anything else.

    An interval open at one end is the day at the other: "../2020-12-01" is 1 December.
    """
    first, slash, last = value.partition("/")
    if not slash:
        return _simple(value)
    begin = _simple(first) if first not in ("", "..") else None
    end = _simple(last) if last not in ("", "..") else None
    if begin is None or end is None:
        return begin or end
    return Days(begin.first, end.last) if begin.first <= end.last else None


def _simple(value: str) -> Days | None:
    try:
        if _YEAR.fullmatch(value):
            return Days(date(int(value), 1, 1), date(int(value), 12, 31))
        if _MONTH.fullmatch(value):
            year, month = int(value[:4]), int(value[5:])
            return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        day = date.fromisoformat(value[:10])
    except ValueError:
        return None
    return Days(day, day)


def fact_days(claim: Claim, published: date) -> Days:
    """When the fact was that a claim tells: the time it names, or the day of publication.

    Of several times the one tied to the event by "on", "in", "since" is taken, then the more precise, then the
    one nearest to the word that tells the event. A time after publication cannot be when something happened.
    """
    best: tuple[tuple[bool, int, int, int], Days] | None = None
    for time in claim.times:
        days = parse_days(time.value)
        if days is None or days.first > published:
            continue
        lasts = time.relation == "since" and claim.modality == "ongoing"
        days = Days(days.first, published if lasts else min(days.last, published))
        distance = max(time.start - claim.trigger.end, claim.trigger.start - time.end, 0)
        width = 0 if lasts else (days.last - days.first).days
        rank = (time.relation not in _AT, width, distance, time.start)
        if best is None or rank < best[0]:
            best = rank, days
    return best[1] if best else Days(published, published, dated=False)


def only_to_come(claim: Claim, published: date) -> bool:
    """Whether all days the claim names lie after publication: then it tells what is due, not what happened."""
    found = [days for time in claim.times if (days := parse_days(time.value)) is not None]
    return bool(found) and all(days.first > published for days in found)


def new_deadline(times: Iterable[Time], old: date) -> date | None:
    """The latest day named that lies after the old deadline: the old one is often named beside the new one."""
    found = [
        days.last
        for time in times
        if time.precision not in _COARSE and time.relation != "since" and (days := parse_days(time.value))
    ]
    return max((day for day in found if day > old), default=None)


def names_day(times: Iterable[Time], day: date) -> bool:
    """Whether one of the times is that very day."""
    return any(days.first <= day == days.last for time in times if (days := parse_days(time.value)))


def next_day(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1)
