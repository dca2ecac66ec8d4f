"""The texts of a page in one language, read from interface/<language>.yaml and checked against the English ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date

from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError, LanguageError

LANGUAGES = ("en", "ru", "ar")
MODEL = "en"
"""The language whose keys and placeholders the others must have."""
_FILLED = re.compile(r"\{(\w+)\}")
_DURATION = re.compile(r"(\d+)([YMWDH])")


@dataclass(frozen=True, slots=True)
class Wording:
    """Texts by dotted key, and days, months and durations in words."""

    language: str
    texts: Mapping[str, str]

    @property
    def direction(self) -> str:
        """Of the script: "ltr" or "rtl"."""
        return self.texts["direction"]

    def __call__(self, key: str, **words: object) -> str:
        """The text of this key, with its {braces} filled in; KeyError if there is none."""
        text = self.texts[key]
        return _FILLED.sub(lambda found: str(words[found[1]]), text) if words else text

    def day(self, iso: str) -> str:
        """An ISO 8601 day or interval ("2020-11-09/2020-11-10") in words; as it is if it is neither."""
        return " – ".join(self._date(part, "day") for part in dict.fromkeys(iso.split("/")))

    def month(self, day: date) -> str:
        """The month of a day: "November 2020"."""
        return format_date(day, self.texts["month"], locale=self.language)

    def _date(self, iso: str, pattern: str) -> str:
        try:
            return format_date(date.fromisoformat(iso[:10]), self.texts[pattern], locale=self.language)
        except ValueError:
            return iso

    def duration(self, iso: str) -> str:
        """An ISO 8601 duration in words: "5 years" for P5Y."""
        plural = Locale.parse(self.language).plural_form
        parts = []
        for number, unit in _DURATION.findall(iso):
            forms = f"durations.{unit}"
            key = f"{forms}.{plural(int(number))}"
            parts.append(self.texts.get(key, self.texts[f"{forms}.other"]).replace("{n}", number))
        return self("list").join(parts) or iso

    def names(self, names: list[str]) -> str:
        """Names, one after the other."""
        return self("list").join(names)


@cache
def wording(language: str) -> Wording:
    """The texts in a language.

    Raises LanguageError for a language without texts, DataError if a key is missing, unknown, or lacks a word in
    braces that the English text has.
    """
    if language not in LANGUAGES:
        raise LanguageError(f"there is no page in {language!r}", mend=f"choose one of {', '.join(LANGUAGES)}")
    folder = package_file("publishing", "interface")
    model = read_texts(folder.joinpath(f"{MODEL}.yaml"))
    return check(read_texts(folder.joinpath(f"{language}.yaml")), model, language)


def read_texts(source: Traversable | Path) -> dict[str, str]:
    """The texts of a file by dotted key. Raises DataError if an entry is not a text."""
    found: dict[str, str] = {}
    _flatten(load_yaml(source), "", found, source.name)
    return found


def _flatten(raw: Any, key: str, found: dict[str, str], place: str) -> None:
    if isinstance(raw, dict):
        for name, value in raw.items():
            _flatten(value, f"{key}.{name}" if key else str(name), found, place)
    elif isinstance(raw, str) and raw.strip():
        found[key] = raw.strip() if key != "list" else raw
    else:
        raise DataError(f"not a text: {raw!r}", place=f"{place}: {key}", mend="write a text, in quotes if need be")


def check(texts: dict[str, str], model: Mapping[str, str], language: str) -> Wording:
    """The texts, with the keys and the placeholders of the model. Raises DataError naming file and key."""
    place = f"{language}.yaml"
    wanted, given = _keys(model), _keys(texts)
    if wanted != given:
        raise DataError(
            f"missing {sorted(wanted - given)}, unknown {sorted(given - wanted)}",
            place=place,
            mend=f"give the keys of {MODEL}.yaml",
        )
    for key, text in texts.items():
        if key.startswith("durations."):
            continue
        if set(_FILLED.findall(text)) != set(_FILLED.findall(model[key])):
            words = ", ".join(f"{{{word}}}" for word in sorted(set(_FILLED.findall(model[key])))) or "none"
            raise DataError("the words in braces differ", place=f"{place}: {key}", mend=f"keep {words}")
    if texts["direction"] not in ("ltr", "rtl"):
        raise DataError("not a direction", place=f"{place}: direction", mend="write ltr or rtl")
    return Wording(language, texts)


def _keys(texts: Mapping[str, str]) -> set[str]:
    """The keys; of durations only the units and the form every language has, for the plural forms differ."""
    return {key for key in texts if not key.startswith("durations.") or key.endswith(".other")}
