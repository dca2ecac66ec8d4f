"""The words that show how an agreement's text is built, from data/structure.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError, LanguageError

_FILE = ("drafting", "data", "structure.yaml")
_LISTS = [
    "clauses",
    "annexes",
    "letters",
    "refers",
    "cites",
    "months",
    "agreed",
    "recital",
    "contents",
    "definitions",
    "signing",
    "notes",
    "pages",
    "named",
    "duty",
]


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words. The keys are explained at the head of the data file."""

    language: str
    groups: dict[str, str]
    clauses: tuple[str, ...]
    annexes: tuple[str, ...]
    ordinals: dict[str, int]
    tens: dict[str, int]
    letters: tuple[str, ...]
    refers: frozenset[str]
    cites: frozenset[str]
    months: tuple[str, ...]
    agreed: tuple[re.Pattern[str], ...]
    recital: tuple[str, ...]
    contents: frozenset[str]
    definitions: frozenset[str]
    signing: tuple[re.Pattern[str], ...]
    notes: frozenset[str]
    pages: tuple[str, ...]
    named: tuple[str, ...]
    duty: tuple[str, ...]


@cache
def words(language: str) -> Words:
    """The words of "ar", "ru" or "en"; LanguageError for another, DataError if the file is wrong."""
    source = package_file(*_FILE)
    data = load_yaml(source)
    if not isinstance(data, dict) or not isinstance(data.get(language), dict):
        raise LanguageError(f"agreements in {language!r} are not read", mend="give one of ar, ru, en")
    found: dict[str, Any] = data[language]
    for key in _LISTS:
        rows = found.get(key)
        if not isinstance(rows, list) or not rows or not all(isinstance(one, str) and one for one in rows):
            raise DataError(
                "the key has to hold a list of words",
                place=f"{source}: {language}.{key}",
                mend="quote words like no, on",
            )
    try:
        ordinals = {_fold(word): value for value, row in enumerate(found["ordinals"], 1) for word in row}
        return Words(
            language=language,
            groups={_fold(word): letters for word, letters in found["groups"].items()},
            clauses=tuple(map(_fold, found["clauses"])),
            annexes=tuple(map(_fold, found["annexes"])),
            ordinals=ordinals,
            tens={_fold(word): value for word, value in found["tens"].items()},
            letters=tuple(found["letters"]),
            refers=frozenset(map(_fold, found["refers"])),
            cites=frozenset(map(_fold, found["cites"])),
            months=tuple(map(_fold, found["months"])),
            agreed=tuple(re.compile(one, re.I) for one in found["agreed"]),
            recital=tuple(map(_fold, found["recital"])),
            contents=frozenset(map(_fold, found["contents"])),
            definitions=frozenset(map(_fold, found["definitions"])),
            signing=tuple(re.compile(one) for one in found["signing"]),
            notes=frozenset(map(_fold, found["notes"])),
            pages=tuple(found["pages"]),
            named=tuple(map(_fold, found["named"])),
            duty=tuple(map(_fold, found["duty"])),
        )
    except (KeyError, TypeError, AttributeError, re.error) as error:
        raise DataError(
            f"the words cannot be read: {error}", place=f"{source}: {language}", mend="write them as in en"
        ) from error


_MARKS = re.compile(r"[\u064B-\u0652\u0640]")


def _fold(text: str) -> str:
    return _MARKS.sub("", text.casefold())


def fold(text: str) -> str:
    """Small letters, without the marks of Arabic vowels: as the words of `Words` are kept."""
    return _fold(text)
