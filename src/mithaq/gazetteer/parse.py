"""One entry of a data file, checked and turned into an Entity or a Title.

How entries are written (the same in every file):

    - {id: slug, en: Name | Other name, ru: Имя, ar: اسم, ...}

Several names stand in one string with " | " between them, the one to show first. `short`, `demonyms`,
`metonyms` and `of` are mappings by language. `weak: true` says that all names need context; a list of
names says that only those do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NoReturn

from mithaq.errors import DataError
from mithaq.gazetteer.model import Entity, EntityType, Names, Tenure, Title, TitleType

LANGUAGES = ("en", "ru", "ar")
_ALWAYS = frozenset({"id", *LANGUAGES, "short", "weak", "wikidata", "classes", "note"})
KEYS: Mapping[str, frozenset[str]] = {
    "territories": frozenset({"id", "alpha2", "of", *LANGUAGES}),
    "states": _ALWAYS | {"demonyms", "metonyms", "capital", "of"},
    "titles": frozenset({"id", "type", *LANGUAGES, "classes", "shared", "body", "note"}),
    "offices": _ALWAYS | {"country", "part_of", "metonyms"},
    "persons": _ALWAYS | {"country", "holds"},
    "organisations": _ALWAYS | {"country", "part_of", "demonyms", "metonyms", "of"},
    "outlets": _ALWAYS | {"country", "part_of", "domains"},
    "groups": _ALWAYS | {"country", "part_of", "demonyms", "metonyms", "of"},
    "places": _ALWAYS | {"country", "part_of", "demonyms", "metonyms", "capital_of", "population", "of"},
}
TYPES: Mapping[str, EntityType] = {
    "territories": "state",
    "states": "state",
    "offices": "office",
    "persons": "person",
    "organisations": "organisation",
    "outlets": "organisation",
    "groups": "group",
    "places": "place",
}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ID = re.compile(r"([A-Z]{3}|[a-z0-9]+(-[a-z0-9]+)*)(/[a-z0-9]+(-[a-z0-9]+)*)?")
_TENURE = re.compile(r"(?P<office>\S+)(?: (?P<start>[\d-]*)\.\.(?P<end>[\d-]*))?(?P<lead> lead)?")
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")


class Entry:
    """A mapping read from a data file, with the place to name in errors."""

    def __init__(self, raw: object, kind: str, file: str, number: int) -> None:
        self.place = f"{file}: entry {number}"
        if not isinstance(raw, dict):
            self.refuse("an entry is a mapping of keys to values", "write it as - {id: ..., en: ..., ru: ..., ar: ...}")
        self.raw: dict[str, Any] = raw
        self.kind = kind
        id = raw.get("id")
        if not isinstance(id, str) or not _ID.fullmatch(id):
            self.refuse(f"the id {id!r} is not usable", "give a slug (small letters, digits, hyphens) or alpha-3 code")
        self.id: str = id
        self.place = f"{file}: {id}"
        unknown = sorted(str(key) for key in raw if key not in KEYS[kind])
        if unknown:
            self.refuse(f"unknown key {unknown[0]!r}", f"use only {', '.join(sorted(KEYS[kind]))}")

    def refuse(self, message: str, mend: str) -> NoReturn:
        """Raise the DataError that names file and entry."""
        raise DataError(message, place=self.place, mend=mend)

    def names(self, key: str, value: object) -> tuple[str, ...]:
        """The names in one string, split at "|"."""
        if not isinstance(value, str):
            self.refuse(f"{key} is {value!r}, not text", 'write names as text, several with " | " between them')
        found = tuple(part.strip() for part in value.split("|"))
        if "" in found:
            self.refuse(f"{key} has an empty name", "remove the stray | or give the name")
        if len(set(found)) != len(found):
            self.refuse(f"{key} has the same name twice", "keep one of them")
        return found

    def by_language(self, key: str) -> dict[str, tuple[str, ...]]:
        """A mapping language → names under `key`; empty if there is none."""
        value = self.raw.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.refuse(f"{key} is not a mapping by language", f"write {key}: {{en: ..., ru: ..., ar: ...}}")
        for code in value:
            if code not in LANGUAGES:
                self.refuse(f"{key} names the language {code!r}", f"use {', '.join(LANGUAGES)}")
        return {code: self.names(f"{key}.{code}", one) for code, one in value.items() if one is not None}

    def own_names(self) -> dict[str, tuple[str, ...]]:
        """The entry's names by language."""
        return {code: self.names(code, self.raw[code]) for code in LANGUAGES if code in self.raw}

    def words(self, key: str) -> tuple[str, ...]:
        """A list of words under `key`; one word may stand alone."""
        value = self.raw.get(key, ())
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, (list, tuple)) or not all(isinstance(one, str) for one in value):
            self.refuse(f"{key} is {value!r}, not a list of words", f"write {key}: [one, two]")
        return tuple(value)

    def word(self, key: str) -> str | None:
        """One word under `key`, or None."""
        value = self.raw.get(key)
        if value is not None and not isinstance(value, str):
            self.refuse(f"{key} is {value!r}, not text", f"write {key}: text")
        return value

    def weak(self) -> tuple[bool, frozenset[str]]:
        """Whether all names are weak, and the names that are."""
        value = self.raw.get("weak", False)
        if isinstance(value, bool):
            return value, frozenset()
        return False, frozenset(self.words("weak"))


def split_entry(entry: Entry) -> Entity:
    """The entity an entry of any file but titles and territories describes."""
    names = entry.own_names()
    if not names and "/" not in entry.id and entry.kind != "states":
        entry.refuse("it has no name in any language", "give en, ru or ar")
    short = entry.by_language("short")
    if entry.kind == "persons":
        short = _surnames(names, short, given="short" in entry.raw)
    weak, weak_names = entry.weak()
    known = {
        name
        for group in (names, short, entry.by_language("demonyms"), entry.by_language("metonyms"))
        for listed in group.values()
        for name in listed
    }
    strangers = weak_names - known
    if strangers and entry.kind != "states":
        entry.refuse(f"weak lists {min(strangers)!r}, which is not a name of it", "copy the name exactly")
    population = entry.raw.get("population")
    if population is not None and not isinstance(population, int):
        entry.refuse(f"population is {population!r}, not a number", "write digits only")
    return Entity(
        id=entry.id,
        type=TYPES[entry.kind],
        names=names,
        short=short,
        demonyms=entry.by_language("demonyms"),
        metonyms=entry.by_language("metonyms"),
        of={code: listed[0] for code, listed in entry.by_language("of").items()},
        country=entry.word("country"),
        part_of=entry.words("part_of"),
        capital_of=entry.word("capital_of"),
        holds=tenures(entry),
        classes=entry.words("classes"),
        domains=entry.words("domains"),
        wikidata=entry.word("wikidata"),
        population=population,
        weak=weak,
        weak_names=weak_names,
    )


def _surnames(names: Names, short: Names, *, given: bool) -> dict[str, tuple[str, ...]]:
    """Short names of a person: those given, else the last word of each full name, language by language.

    `short: {}` says that no part of the name stands alone.
    """
    if given and not short:
        return {}
    found = dict(short)
    for code, listed in names.items():
        if code not in found:
            last = tuple(dict.fromkeys(name.split()[-1] for name in listed if " " in name))
            if last:
                found[code] = last
    return found


def tenures(entry: Entry) -> tuple[Tenure, ...]:
    """The offices under `holds`: "office start..end" with " | " between several, " lead" after one that leads.

    A start or end may be a day, a month or a year; a month or year starts with its first day and ends with
    its last. Left empty, it is not known or has not come.
    """
    if "holds" not in entry.raw:
        return ()
    found = []
    for text in entry.names("holds", entry.raw["holds"]):
        match = _TENURE.fullmatch(text)
        if match is None:
            entry.refuse(f"holds has {text!r}", "write office 2020-11-10..2021-01-31, with | between several")
        start = _day(entry, match["start"], last=False)
        end = _day(entry, match["end"], last=True)
        if start is not None and end is not None and end < start:
            entry.refuse(f"{match['office']} ends on {end}, before it starts on {start}", "correct the days")
        found.append(Tenure(match["office"], start, end, match["lead"] is not None))
    return tuple(found)


def _day(entry: Entry, text: str | None, *, last: bool) -> str | None:
    """The ISO 8601 day of a day, month or year: its last day if `last`, else its first."""
    if not text:
        return None
    try:
        if not _DAY.fullmatch(text):
            raise ValueError(text)
        if len(text) == 10:
            return date.fromisoformat(text).isoformat()
        if len(text) == 4:
            return f"{text}-12-31" if last else f"{text}-01-01"
        first = date.fromisoformat(f"{text}-01")
        if not last:
            return first.isoformat()
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1).isoformat()
    except ValueError:
        entry.refuse(f"the date {text!r} does not exist", "write a day as 2020-11-10, a month 2020-11, a year 2020")


def split_title(entry: Entry) -> Title:
    """The title an entry of titles.yaml describes."""
    type: TitleType
    match entry.raw.get("type"):
        case "office":
            type = "office"
        case "organisation":
            type = "organisation"
        case "group":
            type = "group"
        case other:
            entry.refuse(f"the type {other!r} is unknown", "use office, organisation or group")
    if not _SLUG.fullmatch(entry.id):
        entry.refuse("the id of a title is a slug", "use small letters, digits and hyphens")
    names = entry.own_names()
    missing = [code for code in LANGUAGES if code not in names]
    if missing:
        entry.refuse(f"it has no name in {', '.join(missing)}", "a title is named in every language")
    return Title(entry.id, type, names, entry.words("classes"), shared=entry.raw.get("shared", False) is True,
                 body=str(entry.raw["body"]) if "body" in entry.raw else None)  # fmt: skip
