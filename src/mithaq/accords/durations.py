"""ISO 8601 days and durations of years, months, weeks, days and hours, as accords use them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_DURATION = re.compile(r"P(?=\d|T\d)(?:(?P<y>\d+)Y)?(?:(?P<m>\d+)M)?(?:(?P<w>\d+)W)?(?:(?P<d>\d+)D)?(?:T(?P<h>\d+)H)?")


def is_duration(text: str) -> bool:
    """Whether the text is a duration such as "P5Y", "P1M", "P2W", "P10D", "PT72H" or a mixture of these."""
    return _DURATION.fullmatch(text) is not None


def add(day: date, duration: str) -> date:
    """The day that lies a duration after another.

    A month after 31 January is the last of February; a day begun counts whole: PT36H is two days.
    Raises ValueError if the text is no duration.
    """
    found = _DURATION.fullmatch(duration)
    if found is None:
        raise ValueError(f"not an ISO 8601 duration: {duration!r}")
    years, months, weeks, days, hours = (int(found[part] or 0) for part in "ymwdh")
    days += -(-hours // 24)
    month = day.month - 1 + months
    year, month = day.year + years + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1])) + timedelta(weeks=weeks, days=days)
