"""Tables of names: many entities of one kind in one file, a line each (data/table-*.yaml).

A line is "English | Russian | Arabic", with "=" between several names in one language, "-" for none, and "?" after a
name that is also a common word or somebody else's name. What the other data files name already is left to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from re import sub
from typing import Any, cast
from unicodedata import normalize

from mithaq.data import load_yaml
from mithaq.errors import DataError
from mithaq.gazetteer.model import Entity, EntityType
from mithaq.gazetteer.parse import LANGUAGES

_KEYS = {"type", "classes", "entries", "loose"}
WORLD = "world"


@dataclass(frozen=True, slots=True)
class Loose:
    """A name that is known to be of some type and country, without an entity of its own."""

    name: str
    type: EntityType
    country: str | None
    weak: bool


def read_table(file: Traversable | Path) -> tuple[list[Entity], dict[str, list[Loose]]]:
    """The entities of a table and its loose names by language. DataError names file and line."""
    raw = load_yaml(file)
    if not isinstance(raw, dict) or set(raw) - _KEYS or raw.get("type") not in ("place", "organisation"):
        raise DataError("the table is not one of type, classes, entries and loose", place=file.name,
                        mend="start it with type: place or type: organisation")  # fmt: skip
    type = cast(EntityType, raw["type"])
    entities = []
    for country, line, columns in _lines(raw, "entries", file.name):
        names = {code: tuple(name for name, _ in column) for code, column in columns.items() if column}
        if "en" not in names:
            raise DataError(f"{line!r} has no English name", place=file.name, mend="give it one, its id is made of it")
        entities.append(
            Entity(
                id=slug(names["en"][0]), type=type, names=names, country=country,
                classes=tuple(raw.get("classes") or ()),
                weak_names=frozenset(name for column in columns.values() for name, weak in column if weak),
            )
        )  # fmt: skip
    loose: dict[str, list[Loose]] = {code: [] for code in LANGUAGES}
    for country, _, columns in _lines(raw, "loose", file.name):
        for code, column in columns.items():
            loose[code].extend(Loose(name, type, country, weak) for name, weak in column)
    return entities, loose


def slug(name: str) -> str:
    """An id made of an English name."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return sub("[^a-z0-9]+", "-", plain).strip("-")


def _lines(
    raw: Mapping[str, Any], part: str, file: str
) -> Iterator[tuple[str | None, str, dict[str, list[tuple[str, bool]]]]]:
    for key, lines in (raw.get(part) or {}).items():
        for line in lines or ():
            columns = str(line).split(" | ")
            if len(columns) != len(LANGUAGES):
                raise DataError(
                    f"{line!r} has not three columns", place=file, mend='write "English | Russian | Arabic"'
                )
            found = {
                code: [
                    (name.strip().removesuffix("?"), name.strip().endswith("?"))
                    for name in column.split("=")
                    if name.strip() not in ("", "-")
                ]
                for code, column in zip(LANGUAGES, columns, strict=True)
            }
            yield (None if key == WORLD else str(key)), str(line), found
