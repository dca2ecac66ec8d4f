"""Which accord a mention of an agreement means: by its date, or by a name that only one accord has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from mithaq.accords.model import Accord

_WORD = re.compile(r"\w+")
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})
_CLITICS = re.compile("^[وف]?(?:[بك]?ال|لل|[بلك])(?=.{3})|^[وف](?=.{4})")
_ENDING = 3
"""Letters at the end of a word that inflection may change (Russian: заявление, заявлениями)."""


def resolve_reference(
    dates: Sequence[str],
    words: str,
    language: str,
    accords: Mapping[str, Accord],
    published: str | None,
) -> tuple[str, ...]:
    """Ids of the accords that a mention means, in the order of `accords`; () when it may mean another one.

    Parameters
    ----------
    dates: days the mention gives (ISO 8601 days or months, EDTF intervals); words: the words of the mention.
    language: of the words. accords: those that may be meant. published: ISO 8601 day of the report; an accord
    that was signed later cannot be meant.

    A date decides: a day an accord is dated by means that accord, any other day means none of ours. A month
    decides only together with a name. Without a date, a name must be contained in the words that no other
    accord signed by then has.
    """
    day = published[:10] if published else None
    known = [one for one in accords.values() if day is None or one.signed <= day]
    if dates:
        found = {one.id for one in known for date in dates if _dated(one, date)}
        months = [date for date in dates if re.fullmatch(r"\d{4}-\d\d", date)]
        named = set(_named(words, language, known)) if months else set()
        found |= {one.id for one in known if one.id in named and any(one.signed.startswith(m) for m in months)}
        return tuple(one.id for one in known if one.id in found)
    most = _named(words, language, known)
    return most if len(most) == 1 else ()


def _dated(accord: Accord, date: str) -> bool:
    """Whether the day, or an interval of at most three days, is one by which the accord is dated."""
    days = (accord.signed, *accord.also_dated)
    first, slash, last = date.partition("/")
    if not slash:
        return first[:10] in days
    return first[:10] in days and last[:10] in days


def _named(words: str, language: str, accords: Sequence[Accord]) -> tuple[str, ...]:
    """The accords that have the longest of the names that the words contain."""
    said = _tokens(words)
    best: dict[str, int] = {}
    for accord in accords:
        for name in accord.names.get(language, ()):
            wanted = _name_tokens(name)
            if wanted and _contains(said, wanted):
                best[accord.id] = max(best.get(accord.id, 0), len(wanted))
    longest = max(best.values(), default=0)
    return tuple(id for id, length in best.items() if length == longest)


def _tokens(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", text.translate(_ARABIC))
    plain = "".join(ch for ch in decomposed if not unicodedata.combining(ch)).casefold()
    return [_CLITICS.sub("", token) for token in _WORD.findall(plain)]


@lru_cache(maxsize=1024)
def _name_tokens(name: str) -> list[str]:
    return _tokens(name)


def _contains(said: list[str], wanted: list[str]) -> bool:
    """Whether the wanted words stand in this order, one behind the other."""
    first, length = wanted[0], len(wanted)
    for n in range(len(said) - length + 1):
        if _same(said[n], first) and all(_same(said[n + m], wanted[m]) for m in range(1, length)):
            return True
    return False


def _same(one: str, other: str) -> bool:
    """Equal, or equal up to an ending."""
    if one == other:
        return True
    if one[0] != other[0]:
        return False
    short = min(len(one), len(other))
    if short < 5 or abs(len(one) - len(other)) > _ENDING or one.isdecimal() or other.isdecimal():
        return False
    return one[: max(4, short - _ENDING)] == other[: max(4, short - _ENDING)]
