"""Periods of the calendar: days, weeks, months, parts of them, and how their values are written."""

from __future__ import annotations

from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from mithaq.reading.claims import Precision

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
"""First month of each season."""


Grain = Literal["day", "month", "year"]


@dataclass(slots=True)
class Period:
    """From the first day to the last, both included, and how exactly it is known.

    grain: what an interval is written in: days, months or years.
    """

    first: date
    last: date
    precision: Precision
    grain: Grain = "day"

    @property
    def value(self) -> str:
        """ISO 8601 day, month or year, or an EDTF interval."""
        first, last = self.first, self.last
        if self.precision == "year":
            return str(first)[:4]
        if self.precision == "decade" or self.grain == "year":
            return f"{str(first)[:4]}/{str(last)[:4]}"
        if self.precision == "month":
            return str(first)[:7]
        if self.precision == "season" or self.grain == "month":
            return f"{str(first)[:7]}/{str(last)[:7]}"
        return str(first) if first == last else f"{first}/{last}"


def day(one: date, precision: Precision = "day") -> Period:
    """One day."""
    return Period(one, one, precision)


def month(year: int, number: int) -> Period:
    """One month."""
    return Period(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")


def year(number: int) -> Period:
    """One year."""
    return Period(date(number, 1, 1), date(number, 12, 31), "year")


def week(of: date, shift: int = 0) -> Period:
    """The week, Monday to Sunday, that a day is in, or one `shift` weeks later."""
    monday = of - timedelta(days=of.weekday()) + timedelta(weeks=shift)
    return Period(monday, monday + timedelta(days=6), "week")


def season(number: int, name: str) -> Period:
    """A season of the northern year; winter runs into the next year."""
    first = SEASONS[name]
    end = add_months(date(number, first, 1), 2)
    return Period(date(number, first, 1), month(end.year, end.month).last, "season")


def add_months(one: date, months: int) -> date:
    """The same day some months later, or the last of that month. Raises ValueError outside the years 1 to 9999."""
    count = one.year * 12 + one.month - 1 + months
    number, which = divmod(count, 12)
    if not 1 <= number <= 9999:
        raise ValueError(f"no year {number}")
    return date(number, which + 1, min(one.day, monthrange(number, which + 1)[1]))


def part(of: Period, name: str) -> Period:
    """A part of a period: start, mid, end, half1, half2. A month has days 1-10, 11-20, and 21 on."""
    first, last = of.first, of.last
    if of.precision == "month":
        days = last.day
        begin, end = {
            "start": (1, 10), "mid": (11, 20), "end": (21, days), "half1": (1, 15), "half2": (16, days),
        }[name]  # fmt: skip
        return Period(first.replace(day=begin), first.replace(day=end), "part")
    if of.precision == "year":
        begin, end = {"start": (1, 3), "mid": (5, 8), "end": (10, 12), "half1": (1, 6), "half2": (7, 12)}[name]
        whole = Period(date(first.year, begin, 1), month(first.year, end).last, "part")
        return Period(whole.first, whole.last, "interval", "month") if name.startswith("half") else whole
    if of.precision == "decade":
        begin, end = {"start": (0, 2), "mid": (4, 6), "end": (7, 9), "half1": (0, 4), "half2": (5, 9)}[name]
        return Period(date(first.year + begin, 1, 1), date(first.year + end, 12, 31), "decade")
    if of.grain == "year":
        # Of a century the first or last thirty years, or the forty between.
        years = last.year - first.year + 1
        begin, end = {
            "start": (0, 3), "mid": (3, 7), "end": (7, 10), "half1": (0, 5), "half2": (5, 10),
        }[name]  # fmt: skip
        first_year, last_year = first.year + years * begin // 10, first.year + years * end // 10 - 1
        return Period(date(first_year, 1, 1), date(max(first_year, last_year), 12, 31), "interval", "year")
    third = ((last - first).days + 1) // 3
    if not third:
        return Period(first, last, "part")
    cut = timedelta(days=third - 1)
    if name in ("start", "half1"):
        return Period(first, first + cut, "part")
    if name in ("end", "half2"):
        return Period(last - cut, last, "part")
    return Period(first + timedelta(days=third), last - timedelta(days=third), "part")


def nearest_year(number: int, day_number: int, reference: date, future: bool | None) -> int | None:
    """The year in which a day of a month was most likely meant, seen from a day of reference.

    The past is preferred: a day to come must be twice as near. With a word for the future near by (`future`) it is
    the other way round; with one for the past (False) a day to come must be much nearer.
    """
    weight = {None: 2.0, True: 0.5, False: 3.0}[future]
    best: tuple[float, int] | None = None
    for candidate in (reference.year - 1, reference.year, reference.year + 1):
        try:
            away = (date(candidate, number, day_number) - reference).days
        except ValueError:
            continue
        cost = away * weight if away > 0 else -away
        if best is None or cost < best[0]:
            best = cost, candidate
    if best is None and (number, day_number) == (2, 29):
        # A leap day: the last one.
        return next((one for one in range(reference.year, reference.year - 9, -1) if isleap(one)), None)
    return best[1] if best else None


def weekday_near(number: int, reference: date, which: int | None, future: bool | None) -> date:
    """The day of the week (1 Monday to 7 Sunday) meant.

    which: -1 "last" (before the reference), 1 "next" (after it), 0 or None: the last one up to the reference,
    or, with a word for the future near by, the next one after it.
    """
    back = (reference.isoweekday() - number) % 7
    if which == -1:
        return reference - timedelta(days=back or 7)
    if which == 1 or (which is None and future):
        return reference + timedelta(days=7 - back)
    return reference - timedelta(days=back)


def offset(zone: str, at: date) -> str:
    """The offset of a zone: "+03:00", or "+02:00/+03:00" for winter and summer by the European rule."""
    winter, slash, summer = zone.partition("/")
    if not slash:
        return winter
    begins, ends = _last_sunday(at.year, 3), _last_sunday(at.year, 10)
    return summer if begins <= at < ends else winter


def _last_sunday(number: int, which: int) -> date:
    last = month(number, which).last
    return last - timedelta(days=last.isoweekday() % 7)
