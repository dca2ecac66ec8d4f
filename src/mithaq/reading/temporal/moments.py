"""What the words of a time mean: from the roles of a matched pattern to a period of the calendar."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from mithaq.reading.claims import Precision
from mithaq.reading.temporal import calendar
from mithaq.reading.temporal.calendar import Grain, Period

_HALF = {"noon": "pm", "evening": "pm", "morning": "am", "night": "night"}
Bag = Mapping[str, Any]
"""Roles of a matched pattern with their values."""

_UNIT = re.compile(r"P(T?)(\d+)([YMWDHS])")
_MONTHS, _DAYS = ("month", "shymonth", "mon"), ("day", "oday", "nday")
_WEEKDAYS = ("weekday", "shyweekday", "wday")
_CLOCKS = ("clock", "dotclock", "clockword", "hour", "whour", "hhmm")
_FIELDS = ("day", "oday", "nday", "month", "shymonth", "mon", "year", "yearth", "hmonth", "hyear")


@dataclass(slots=True)
class Context:
    """From where a time is seen. published: day of the report. named: the last day named before, if any.

    near: the day named just before in the same sentence. future: whether the words around speak of the future
    (True), of the past (False) or of neither.
    """

    published: date | None
    named: date | None
    near: date | None
    future: Callable[[], bool | None]


@dataclass(slots=True)
class Meaning:
    """A value with its precision; value "" when it could not be resolved. period: its days, if it has them."""

    value: str
    precision: Precision
    period: Period | None = None


UNKNOWN = Meaning("", "unknown")


def moment(bag: Bag, context: Context) -> Meaning | None:
    """The meaning of one time; None if its words make no date (31 September)."""
    try:
        base = _edge(bag, context) if "edgeunit" in bag else _base(bag, context)
        if any(name in bag for name in _CLOCKS):
            return _at_time(bag, base, context)
        if base is None:
            return UNKNOWN
        if "part" in bag:
            base = calendar.part(base, bag["part"])
        if "daytime" in bag and base.precision == "day":
            base = replace(base, precision="part")
        return Meaning(base.value, base.precision, base)
    except (ValueError, OverflowError):
        return None


def range_of(first: Bag, second: Bag, context: Context) -> Meaning | None:
    """From one time to another; what one leaves out it has from the other."""
    if any(name in first for name in _CLOCKS) and any(name in second for name in _CLOCKS):
        return _clock_range(first, second, context)
    begin, end = _filled(first, second), _filled(second, first)
    two = moment(end, context)
    if two is None:
        return None
    if "year" not in begin and two.period is not None:
        # "from 28 December to 3 January": the beginning is before the end.
        context = replace(context, published=two.period.first, future=lambda: False)
    one = moment(begin, context)
    if one is None:
        return None
    if one.period is None or two.period is None:
        value = f"{one.value}/{two.value}" if one.value and two.value else ""
        return Meaning(value, "interval" if value else "unknown")
    if one.period.first > two.period.last:
        shifted = moment({**begin, "year": two.period.first.year - 1}, context)
        if shifted is None or shifted.period is None or shifted.period.first > two.period.last:
            return None
        one = shifted
    assert one.period is not None
    kinds = {one.period.precision, two.period.precision}
    grain: Grain = "month" if kinds == {"month"} else "year" if kinds == {"year"} else "day"
    period = Period(one.period.first, two.period.last, "interval", grain)
    return Meaning(period.value, "interval", period)


def _clock_range(first: Bag, second: Bag, context: Context) -> Meaning | None:
    """From one clock time to another, on the day named with either; past midnight if the second is the earlier."""
    own = frozenset(_CLOCKS) | {"ampm", "minutes"}
    shared = {name: value for name, value in {**second, **first}.items() if name not in own}
    half = {"ampm": second["ampm"]} if "ampm" in second and "ampm" not in first and "clock" not in first else {}
    one, two = moment({**shared, **half, **first}, context), moment({**shared, **second}, context)
    if one is None or two is None or not one.value or not two.value or one.period is None or two.period is None:
        return one
    if half and two.value < one.value:
        one = moment({**shared, **first}, context) or one
    if two.value < one.value:
        after = two.period.first + timedelta(days=1)
        two = Meaning(f"{after}{two.value[10:]}", "minute", calendar.day(after))
    assert one.period is not None
    assert two.period is not None
    period = Period(one.period.first, two.period.last, "interval")
    return Meaning(f"{one.value}/{two.value}", "interval", period)


def night(first: Bag, second: Bag, context: Context) -> Meaning | None:
    """The night from one day to the next, named by both."""
    two = moment(second, context)
    if two is None or two.period is None:
        return two
    one = moment(_filled(first, second), context) if any(name in first for name in _FIELDS) else None
    last = two.period.first
    begin = one.period.first if one is not None and one.period is not None else last - timedelta(days=1)
    if not 0 < (last - begin).days < 8:
        begin = last - timedelta(days=1)
    period = Period(begin, last, "part")
    return Meaning(period.value, "part", period)


def listed(bags: list[dict[str, Any]], context: Context) -> list[Meaning | None]:
    """Several times in a row ("10 and 11 November"): what one leaves out it has from the next, or the one before."""
    filled: list[dict[str, Any]] = list(bags)
    for index in range(len(filled) - 2, -1, -1):
        filled[index] = _filled(filled[index], filled[index + 1])
    for index in range(1, len(filled)):
        filled[index] = _filled(filled[index], filled[index - 1])
    meanings = [moment(bag, context) for bag in filled]
    for index in range(len(filled) - 2, -1, -1):
        one, two = meanings[index], meanings[index + 1]
        if one is None or two is None or one.period is None or two.period is None or "year" in bags[index]:
            continue
        own = any(name in bags[index] for name in _MONTHS)
        if own and one.period.first > two.period.last and "year" in filled[index]:
            # "moved from 18 October to 21 February 2016": the year of the last one is not that of the first.
            meanings[index] = moment({**filled[index], "year": two.period.first.year - 1}, context)
    return meanings


def ago(duration: str, context: Context) -> Meaning:
    """So long before publication, as exactly as the unit allows."""
    return _moved(duration, context.published, -1)


def hence(duration: str, context: Context) -> Meaning:
    """So long after publication, as exactly as the unit allows."""
    return _moved(duration, context.published, 1)


def shift(duration: str, direction: int, context: Context) -> Meaning:
    """So long before (-1) or after (1) the day named last, or else publication."""
    return _moved(duration, context.named or context.published, direction)


def duration_of(bag: Bag) -> str | None:
    """The ISO 8601 duration of "three years", "a year and five months"; None if it cannot be written as one."""
    if "span" in bag:
        return str(bag["span"])
    parts = []
    for suffix in ("", "2"):
        unit = bag.get("unit" + suffix) or bag.get("yearunit" + suffix) or bag.get("dualunit" + suffix)
        if unit is None:
            continue
        count = next((bag[name + suffix] for name in ("couple", "count", "num", "amount") if name + suffix in bag), 1)
        # Half of one, whether one or two are named by the word.
        half = (0.25 if "dualunit" + suffix in bag else 0.5) if "half" + suffix in bag else 0.0
        parts.append(_times(str(unit), float(count), half))
    if not parts or None in parts:
        return None
    date_part = "".join(one[1:] for one in parts if one and not one.startswith("PT"))
    time_part = "".join(one[2:] for one in parts if one and one.startswith("PT"))
    return f"P{date_part}{'T' + time_part if time_part else ''}"


def _times(unit: str, count: float, half: float) -> str | None:
    found = _UNIT.fullmatch(unit)
    if found is None:
        return None
    count = (count + half) * int(found[2])
    timed, letter = found[1], found[3]
    if count != int(count):
        smaller = {
            ("", "Y"): ("", "M", 12), ("", "M"): ("", "D", 30), ("", "W"): ("", "D", 7), ("", "D"): ("T", "H", 24),
            ("T", "H"): ("T", "M", 60), ("T", "M"): ("T", "S", 60),
        }.get((timed, letter))  # fmt: skip
        if smaller is None:
            return None
        timed, letter, count = smaller[0], smaller[1], count * smaller[2]
    return f"P{timed}{round(count)}{letter}" if 0 < count < 10**6 else None


def _moved(duration: str, reference: date | None, direction: int) -> Meaning:
    found = _UNIT.fullmatch(duration)
    if reference is None or found is None:
        return UNKNOWN
    count = direction * int(found[2])
    try:
        if found[1]:
            # Hours or minutes: the day, as the hour of publication is seldom known.
            period = calendar.day(reference + timedelta(hours=count if found[3] == "H" else 0))
        elif found[3] == "Y":
            period = calendar.year(reference.year + count)
        elif found[3] == "M":
            moved = calendar.add_months(reference, count)
            period = calendar.month(moved.year, moved.month)
        elif found[3] == "W":
            period = calendar.week(reference, count)
        else:
            period = calendar.day(reference + timedelta(days=count))
    except (ValueError, OverflowError):
        return UNKNOWN
    return Meaning(period.value, period.precision, period)


def _filled(bag: Bag, other: Bag) -> dict[str, Any]:
    """The bag with month, year and Hijri month from another where it has none."""
    filled = dict(bag)
    if not any(name in bag for name in ("date", "dayword", "weekday", "clock")) or "day" in bag:
        if not any(name in bag for name in (*_MONTHS, "hmonth")) and any(name in bag for name in _DAYS):
            filled |= {name: other[name] for name in (*_MONTHS, "hmonth", "unit") if name in other}
        if "year" not in bag and any(name in filled for name in (*_MONTHS, "hmonth")):
            filled |= {name: other[name] for name in ("year", "which", "yearunit", "hyear") if name in other}
    return filled


def _first(bag: Bag, names: tuple[str, ...]) -> int | None:
    return next((int(bag[name]) for name in names if name in bag), None)


def _base(bag: Bag, context: Context) -> Period | None:
    """The period of the calendar that the words name, clock and parts apart."""
    if "date" in bag:
        return calendar.day(date.fromisoformat(bag["date"]))
    number, day, year = _first(bag, _MONTHS), _first(bag, _DAYS), _first(bag, ("year", "yearth"))
    which = bag.get("which")
    unit = (
        bag.get("yearunit") or bag.get("unit") or ("P100Y" if "centuryword" in bag and "century" not in bag else None)
    )
    published = context.published
    if "sameday" in bag:
        # "the same day", "that evening": the day told of before.
        named = context.named or published
        return calendar.day(named + timedelta(days=int(bag["sameday"]))) if named else None
    if "century" in bag:
        last = int(bag["century"]) * 100
        return Period(date(last - 99, 1, 1), date(last, 12, 31), "interval", "year") if 1 <= last < 9999 else None
    if "years" in bag and "season" in bag:
        return calendar.season(int(str(bag["years"])[:4]), str(bag["season"]))
    if "years" in bag:
        begin, _, end = str(bag["years"]).partition("/")
        return Period(date(int(begin), 1, 1), date(int(end), 12, 31), "interval", "year")
    if "isomonth" in bag:
        return calendar.month(int(bag["isomonth"][:4]), int(bag["isomonth"][5:]))
    if "weekend" in bag:
        return _weekend(which, context)
    if "holiday" in bag:
        return _in_month(int(bag["holiday"][:2]), int(bag["holiday"][3:]), year, which, context)
    if "daymonth" in bag:
        return _in_month(int(bag["daymonth"][3:]), int(bag["daymonth"][:2]), year, which, context)
    if number is None and "hmonth" in bag:
        return _hijri(int(bag["hmonth"]), day, bag.get("hyear"), which, published)
    if year is None and unit == "P1Y" and (number is not None or "season" in bag or "quarter" in bag):
        year = _which_year(bag, context)
        which = None
        if year is None:
            return None
    if number is not None:
        return _in_month(number, day, year, which, context)
    if day is not None:
        return _day_of_month(day, bag, context)
    if "tonight" in bag:
        return calendar.day(published + timedelta(days=int(bag["tonight"])), "part") if published else None
    if "dayword" in bag:
        return calendar.day(published + timedelta(days=int(bag["dayword"]))) if published else None
    number = _first(bag, _WEEKDAYS)
    if number is not None:
        if published is None:
            return None
        if unit == "P1W" and which is not None:
            # "Monday of last week".
            return calendar.day(calendar.week(published, int(which)).first + timedelta(days=number - 1))
        if which == 0:
            return calendar.day(calendar.week(published).first + timedelta(days=number - 1))
        future = context.future() if which is None else None
        return calendar.day(calendar.weekday_near(number, published, which, future))
    if "decade" in bag or "yy" in bag:
        start = int(bag.get("decade") or bag["yy"])
        start = start if start >= 100 else (1900 if start >= 20 else 2000) + start
        return Period(date(start, 1, 1), date(start + 9, 12, 31), "decade")
    if "season" in bag:
        return _season(str(bag["season"]), year, which, context)
    if "quarter" in bag:
        year = year if year is not None else published.year if published else None
        index = int(bag.get("ordinal") or bag["quarter"])
        if year is not None and "year" not in bag and "yearth" not in bag and which is None and published:
            # Without a year the quarter that has begun last, or with a word for the future the next.
            year += (context.future() is True) * (index * 3 < published.month) - (context.future() is not True) * (
                index * 3 - 2 > published.month
            )
        if year is None or not 1 <= index <= 4:
            return None
        return Period(date(year, index * 3 - 2, 1), calendar.month(year, index * 3).last, "interval", "month")
    if year is None and "halfyear" in bag and which is None and published:
        year = published.year
    if year is not None:
        return calendar.year(year)
    if "daytime" in bag and not unit:
        # "this morning", "last night", "in the evening".
        if which is None:
            near = context.near or published
            if near and published and near > published and context.future() is False:
                near = published
            return calendar.day(near) if near else None
        seen = context.named or published if int(which) > 0 else published
        return calendar.day(seen + timedelta(days=int(which))) if seen else None
    if "then" in bag and unit:
        # "the following week", "in the previous year": seen from the day told of before.
        return _of_unit(str(unit), int(bag["then"]), replace(context, published=context.named or published))
    if "sameword" in bag and unit:
        return _of_unit(str(unit), 0, replace(context, published=context.named or published))
    return _of_unit(str(unit), 0 if which is None else int(which), context) if unit else None


def _edge(bag: Bag, context: Context) -> Period | None:
    """ "the first three weeks of May", "the last Friday of the month": the first or last days of a longer period.

    edge: 1 and on counts from its beginning, -1 from its end; edgenum: how many units.
    """
    inner = {name: value for name, value in bag.items() if name not in ("edge", "edgeunit", "edgenum")}
    of = _base(inner, context)
    if of is None:
        return None
    edge, count = int(bag["edge"]), int(bag.get("edgenum", 1))
    if isinstance(bag["edgeunit"], int):
        number = bag["edgeunit"]
        first = calendar.weekday_near(number, of.first - timedelta(days=1), 1, None)
        one = first + timedelta(weeks=edge - 1) if edge > 0 else calendar.weekday_near(number, of.last, 0, None)
        return calendar.day(one) if of.first <= one <= of.last else None
    found = _UNIT.fullmatch(str(bag["edgeunit"]))
    if found is None or found[1] or not 0 < count < 1000:
        return None
    size = int(found[2]) * count

    def after(one: date, times: int) -> date:
        if found[3] in "YM":
            return calendar.add_months(one, times * size * (12 if found[3] == "Y" else 1))
        return one + timedelta(days=times * size * (7 if found[3] == "W" else 1))

    if edge < 0:
        begin, end = after(of.last + timedelta(days=1), -1), of.last
    else:
        begin = after(of.first, edge - 1)
        end = after(of.first, edge) - timedelta(days=1)
    if begin < of.first or begin > of.last:
        return None
    end = min(end, of.last)
    if begin == end:
        return calendar.day(begin)
    if found[3] == "M" and size == 1:
        return calendar.month(begin.year, begin.month)
    if found[3] == "W" and size == 1 and (end - begin).days == 6:
        return Period(begin, end, "week")
    return Period(begin, end, "part", "month" if found[3] == "M" else "year" if found[3] == "Y" else "day")


def _weekend(which: int | None, context: Context) -> Period | None:
    """Saturday and Sunday: the last ones begun, or with a word for the future the next."""
    published = context.published
    if published is None:
        return None
    future = which == 1 or (which is None and context.future())
    shift = 0 if published.isoweekday() > 5 or future or which == 0 else -1
    if which in (1, -1) and published.isoweekday() > 5:
        shift = which
    first = calendar.week(published, shift).first + timedelta(days=5)
    return Period(first, first + timedelta(days=1), "interval")


def _which_year(bag: Bag, context: Context) -> int | None:
    """ "this year", "last year", "the same year"."""
    if "sameword" in bag:
        return context.named.year if context.named else None
    return context.published.year + int(bag.get("which") or 0) if context.published else None


def _in_month(number: int, day: int | None, year: int | None, which: int | None, context: Context) -> Period | None:
    reference = context.published
    if year is None:
        if reference is None:
            return None
        if which is not None:
            # "last November": the latest that is over; "next March": the next to begin.
            here, there = (number, day or 0), (reference.month, reference.day if day else 0)
            year = reference.year + (-1 if which < 0 and here >= there else 1 if which > 0 and here <= there else 0)
        else:
            found = calendar.nearest_year(number, day or 15, reference, context.future())
            if found is None:
                raise ValueError("no such day")
            year = found
    return calendar.day(date(year, number, day)) if day else calendar.month(year, number)


def _day_of_month(day: int, bag: Bag, context: Context) -> Period | None:
    """ "the 25th", "25 of this month": a day whose month is named by its place."""
    if "sameword" in bag:
        return calendar.day(context.named.replace(day=day)) if context.named else None
    published = context.published
    if published is None:
        return None
    if bag.get("unit") == "P1M":
        moved = calendar.add_months(published.replace(day=1), int(bag.get("which") or 0))
        return calendar.day(moved.replace(day=day))
    if context.near is not None:
        return calendar.day(context.near.replace(day=day))
    shift = 0 if day <= published.day or context.future() else -1
    return calendar.day(calendar.add_months(published.replace(day=1), shift).replace(day=day))


def _season(name: str, year: int | None, which: int | None, context: Context) -> Period | None:
    reference = context.published
    if year is None:
        if reference is None:
            return None
        if which == 0:
            # "this winter" in January began in December.
            year = reference.year - (1 if name == "winter" and reference.month < 6 else 0)
        else:
            options = [calendar.season(reference.year + shift, name) for shift in (-2, -1, 0, 1, 2)]
            if which == -1:
                return [one for one in options if one.last < reference][-1]
            if which == 1 or context.future():
                return next(one for one in options if one.first > reference)
            over = [one for one in options if one.first <= reference]
            coming = next(one for one in options if one.first > reference)
            # The past is preferred; a season to come must be twice as near.
            near = (coming.first - reference).days * 2 < (reference - over[-1].last).days
            return coming if near else over[-1]
    return calendar.season(year, name)


def _of_unit(unit: str, which: int, context: Context) -> Period | None:
    """ "this week", "last month", "next year"."""
    reference = context.published
    if reference is None:
        return None
    if unit == "P1W":
        return calendar.week(reference, which)
    if unit == "P1M":
        moved = calendar.add_months(reference, which)
        return calendar.month(moved.year, moved.month)
    if unit == "P1Y":
        return calendar.year(reference.year + which)
    if unit == "P1D":
        return calendar.day(reference + timedelta(days=which))
    if unit == "P100Y":
        last = -(-reference.year // 100) * 100 + 100 * which
        return Period(date(last - 99, 1, 1), date(last, 12, 31), "interval", "year")
    if unit == "P10Y":
        start = reference.year // 10 * 10 + 10 * which
        return Period(date(start, 1, 1), date(start + 9, 12, 31), "decade")
    return None


def _at_time(bag: Bag, base: Period | None, context: Context) -> Meaning:
    """A clock time on a day: the one named with it, or just before it, or that of publication."""
    day = base.last if base is not None else None
    if day is None and not any(name in bag for name in (*_FIELDS, *_WEEKDAYS, "date", "dayword")):
        day = context.near or context.published
    if day is None:
        return UNKNOWN
    minutes = int(bag.get("minutes", bag.get("minute", 0)))
    precision: Precision = "minute"
    if "hour" in bag or "whour" in bag:
        hour, minute, precision = int(bag.get("hour", bag.get("whour", 0))), 0, "hour"
    else:
        written = str(next(bag[name] for name in ("clock", "dotclock", "clockword", "hhmm") if name in bag))
        hour, minute = int(written[:2]), int(written[3:5])
    if minutes or "minute" in bag:
        # "half past five", "a quarter to six".
        hour, minute = divmod(hour * 60 + minute + minutes, 60)
        precision = "minute"
    half = bag.get("ampm") or ("pm" if "tonight" in bag and hour > 4 else None) or _HALF.get(str(bag.get("daytime")))
    if half == "pm" and hour < 12:
        hour += 12
    elif half in ("am", "night") and hour == 12:
        hour = 0
    if half == "night" and 6 <= hour < 12:
        hour += 12
    if not 0 <= hour <= 24 or not 0 <= minute < 60 or (hour == 24 and minute):
        return UNKNOWN
    if hour == 24:
        hour, day = 0, day + timedelta(days=1)
    zone = calendar.offset(str(bag["zone"]), day) if bag.get("zone") else ""
    return Meaning(f"{day}T{hour:02}:{minute:02}{zone}", precision, calendar.day(day))


def _hijri(number: int, day: int | None, year: int | None, which: int | None, published: date | None) -> Period | None:
    """A day or month of the Hijri calendar (Umm al-Qura); None without the library that knows it."""
    convert = _hijri_converter()
    if convert is None:
        return None
    if year is None:
        if published is None:
            return None
        # Lunar years are eleven days shorter: try the two or three that can be near, take the nearest begun.
        rough = int((published.year - 622) * 33 / 32)
        options = [_hijri_period(convert, guess, number, day) for guess in range(rough - 1, rough + 3)]
        known = [one for one in options if one is not None]
        if which:
            known = [one for one in known if (one.first > published if which > 0 else one.last < published)]
        return min(known, key=lambda one: abs((one.first - published).days), default=None)
    return _hijri_period(convert, int(year), number, day)


def _hijri_period(convert: Any, year: int, number: int, day: int | None) -> Period | None:
    try:
        first = convert(year, number, day or 1)
        begin = first.to_gregorian()
        begin = date(begin.year, begin.month, begin.day)
        if day:
            return calendar.day(begin)
        return Period(begin, begin + timedelta(days=first.month_length() - 1), "interval")
    except (ValueError, OverflowError):
        return None


@cache
def _hijri_converter() -> Any:
    try:
        from hijridate import Hijri
    except ImportError:
        return None
    return Hijri
