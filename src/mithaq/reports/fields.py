"""What is known of a report beside its text: the six fields, and what each may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from mithaq.errors import FormatError, LanguageError

LANGUAGES = {"ar": "Arabic", "ru": "Russian", "en": "English"}
KEYS = ("outlet", "published", "language", "address", "title", "licence")

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)\s?(Z|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True, slots=True)
class Fields:
    """What a file, or whoever brings it, says of a report. None: not said."""

    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    address: str | None = None
    title: str | None = None
    licence: str | None = None

    def over(self, other: Fields) -> Fields:
        """These fields where they are said, `other`'s where they are not."""
        said = {key: value for key in KEYS if (value := getattr(self, key)) is not None}
        return replace(other, **said)


def checked_day(value: str, *, place: str) -> str:
    """`value` as ISO 8601 day or time ("2020-11-15", "2020-11-15T14:30+03:00"); FormatError if it is neither."""
    text = value.strip()
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
        if match := _TIME.fullmatch(text):
            written = f"{match[1]}T{match[2]}{match[3] or ''}"
            datetime.fromisoformat(written)
            return written
    except ValueError as error:
        raise _wrong_day(value, place, f": {error}") from error
    raise _wrong_day(value, place, "")


def _wrong_day(value: str, place: str, why: str) -> FormatError:
    return FormatError(
        f"{value!r} is not a day or time of publication{why}",
        place=place,
        mend="write an ISO 8601 day such as 2020-11-15, or a time such as 2020-11-15T14:30+03:00",
    )


def checked_language(value: str, *, place: str) -> str:
    """`value` if it is a language Mithaq reads; LanguageError if not."""
    code = value.strip().lower()
    if code not in LANGUAGES:
        raise LanguageError(f"Mithaq does not read the language {value!r}", place=place, mend=f"give {choices()}")
    return code


def choices() -> str:
    """The languages as a phrase for messages: "ar (Arabic), ru (Russian) or en (English)"."""
    named = [f"{code} ({name})" for code, name in LANGUAGES.items()]
    return f"{', '.join(named[:-1])} or {named[-1]}"
