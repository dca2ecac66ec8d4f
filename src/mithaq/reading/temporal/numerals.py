"""What a written figure can be: a count, a day of the month, a year, an hour, a whole date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

LONGEST = 24
"""Figures with more characters than this are no numbers (keys, account numbers, noise)."""

_PLAIN = re.compile(r"\d{1,15}")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_DMY = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_DMYY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2})")
_SHORT = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{2})")
_DAY_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})")
_YEARS = re.compile(r"(\d{4})([-/])(\d{2}|\d{4})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_DOT_CLOCK = re.compile(r"([01]?\d|2[0-4])[.,]([0-5]\d)")
_GROUPED = re.compile(r"\d{1,3}(?:([ ,.'])\d{3})(?:\1\d{3}){0,3}")
_DECIMAL = re.compile(r"\d{1,12}[.,]\d{1,6}")


@dataclass(frozen=True, slots=True)
class Notation:
    """How a language writes figures. free_order: whether units may stand before tens (Arabic, "four and forty").

    reversed_groups: whether "960 1" may stand for 1,960. unit_reach: how many words may stand between a number and
    what it counts. ordinal, cardinal, decade: endings written behind a figure ("th", "-го"; "-ти"; "-х", "s").
    """

    decimal: str
    thousands: str
    free_order: bool
    reversed_groups: bool
    unit_reach: int
    ordinal: frozenset[str]
    cardinal: frozenset[str]
    decade: frozenset[str]


SAMPLES = (
    *map(str, (*range(65), *range(95, 105), 999, 1000, 1299, 1300, 1400, 1499, 1500, 1501, 2000, 2100, 2101, 9999)),
    "00", "05", "007", "0012", "2020-11-10", "00:00", "10.30", "3.50", "1,960", "1 960", "1.960", "24.00", "3,5", "0.5",
    "99.99", "5-6-7", "25:99", "24:00", "1960", "1380", "0660", "2359", "2014-22", "2020-11", "4/12", "9:30",
    *(f"{value}+{ending}" for value in ("5", "28", "40", "90", "99", "100", "1990", "2016", "5000", "05")
      for ending in ("ordinal", "decade", "cardinal", "word")),
)  # fmt: skip
"""Figures of every sort that there is, so that every set of classes is known before the patterns are made."""


def classify(figure: str, notation: Notation) -> dict[str, Any]:
    """The classes of a figure with their values; {"other": True} if it is none.

    num: a whole number; amount: any number; day, hour, year, hyear (Hijri), yy; date: an ISO day; clock, dotclock:
    "HH:MM". A figure with "+ordinal" and the like is one with such an ending.
    """
    figure, plus, ending = figure.partition("+")
    if plus:
        return _with_ending(figure, ending)
    if len(figure) > LONGEST:
        return {"other": True}
    if _PLAIN.fullmatch(figure):
        return _plain(figure)
    if day := _date(figure):
        return {"date": day}
    if found := _CLOCK.fullmatch(figure):
        time = _time(found[1], found[2])
        if time is None:
            return {"other": True}
        return {"clock": time, "wideclock": time} if len(found[1]) == 2 else {"clock": time}
    if found := _YEARS.fullmatch(figure):
        if values := _years(found[1], found[2], found[3]):
            return values
    if found := _DAY_MONTH.fullmatch(figure):
        if 1 <= int(found[1]) <= 31 and 1 <= int(found[2]) <= 12:
            return {"daymonth": f"{int(found[1]):02}-{int(found[2]):02}"}
        if 1 <= int(found[1]) <= 12 and 12 < int(found[2]) <= 31:
            return {"daymonth": f"{int(found[2]):02}-{int(found[1]):02}"}
    if found := _DOT_CLOCK.fullmatch(figure):
        time, amount = _time(found[1], found[2]), float(f"{found[1]}.{found[2]}")
        return {"dotclock": time, "amount": amount} if time else {"amount": amount}
    if found := _GROUPED.fullmatch(figure):
        value = int(re.sub(r"\D", "", figure))
        # "1.960" and "1,960" are thousands if that is how the language groups, or if it is not its decimal mark.
        if found[1] != notation.decimal or figure.count(found[1]) > 1:
            return {"grouped": value, "amount": float(value), "count": value}
        return {"amount": float(figure.replace(",", ".")), "unsure": float(value)}
    if _DECIMAL.fullmatch(figure):
        return {"amount": float(figure.replace(",", "."))}
    return {"other": True}


def _plain(figure: str) -> dict[str, Any]:
    value = int(figure)
    found: dict[str, Any] = {"num": value, "amount": float(value)}
    if value < 1000:
        found["count"] = value
    if len(figure) <= 2:
        if 1 <= value <= 31:
            found["day"] = value
        if value <= 24:
            found["hour"] = value
        if value % 10 == 0 and len(figure) == 2:
            found["yy"] = value
    elif len(figure) == 4:
        if 1500 <= value <= 2100:
            found["year"] = value
        elif 1300 <= value < 1500:
            found["hyear"] = value
        if value <= 2400 and value % 100 < 60:
            found["hhmm"] = f"{figure[:2]}:{figure[2:]}"
    return found


def _years(first: str, mark: str, second: str) -> dict[str, Any] | None:
    """ "2014-22", "2002/03", "2014/2022": years; "2020-11": a month, if it cannot be years."""
    begin, end = int(first), int(second)
    if not 1500 <= begin <= 2100:
        return None
    if len(second) == 2:
        if end <= begin % 100 or (mark == "/" and end != begin % 100 + 1):
            return {"isomonth": f"{first}-{second}"} if mark == "-" and 1 <= end <= 12 else None
        end += begin // 100 * 100
    return {"years": f"{begin}/{end}"} if begin < end <= 2100 and (mark == "/" or len(second) == 2) else None


def _with_ending(figure: str, ending: str) -> dict[str, Any]:
    value = int(figure) if _PLAIN.fullmatch(figure) else -1
    if value < 0:
        return {"other": True}
    if ending == "word":
        found: dict[str, Any] = {"num": value, "amount": float(value), "worded": True}
        if value < 1000:
            found["count"] = value
        return found
    if ending == "cardinal":
        return {"num": value, "amount": float(value), "count": value}
    if ending == "decade":
        if value >= 100:
            decade = 1500 <= value <= 2100 and value % 10 == 0
            return {"decade": value, "yearth": value} if decade else {"ordinal": value}
        return {"decade": value, "ordinal": value} if value % 10 == 0 and value else {"ordinal": value}
    if 1 <= value <= 31:
        return {"ordinal": value, "oday": value, "nday": value}
    return {"ordinal": value, "yearth": value} if 1500 <= value <= 2100 else {"ordinal": value}


def _date(figure: str) -> str | None:
    """The ISO day of a figure such as 2020-11-10, 10.11.2020, 10/11/2020; day before month unless that cannot be."""
    if found := _ISO.fullmatch(figure):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
    elif found := _DMY.fullmatch(figure):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
        if month > 12 and found[2] == "/":
            day, month = month, day
    elif found := _SHORT.fullmatch(figure):
        day, month, year = int(found[1]), int(found[3]), 2000 + int(found[4])
        if month > 12 and found[2] == "/":
            day, month = month, day
        if found[2] == "-" or year > 2060:
            return None
    elif found := _DMYY.fullmatch(figure):
        day, month, year = int(found[1]), int(found[2]), 2000 + int(found[3])
    else:
        return None
    if not 1500 <= year <= 2100:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _time(hour: str, minute: str) -> str | None:
    return f"{int(hour):02}:{minute}" if int(hour) <= 24 and int(minute) < 60 else None
