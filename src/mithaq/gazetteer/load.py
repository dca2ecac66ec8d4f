"""Reading the gazetteer's data files and checking that they hold together.

A file's kind is the first word of its name: `places.yaml` and `places-libya.yaml` both hold places.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from re import sub
from unicodedata import normalize

from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError
from mithaq.gazetteer.model import Entity, Gazetteer, Names, Title, may_have_offices
from mithaq.gazetteer.parse import KEYS, Entry, split_entry, split_title
from mithaq.gazetteer.tables import read_table


@cache
def load_gazetteer() -> Gazetteer:
    """Mithaq's own gazetteer, read once. Raises DataError naming file and entry if a data file is wrong."""
    return read_gazetteer(package_file("gazetteer", "data"))


def read_gazetteer(folder: Traversable | Path) -> Gazetteer:
    """The gazetteer in a folder of YAML files.

    Raises DataError for: a file of unknown kind, an unknown key, an id given twice, a date that does not
    exist, an office, country, containing place or title that is nowhere defined.
    """
    reader = _Reader()
    for file in sorted(folder.iterdir(), key=lambda one: (not one.name.startswith("territories"), one.name)):
        if file.name.endswith(".yaml") and not file.name.startswith("table"):
            reader.read(file)
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml") and file.name.startswith("table"):
            reader.read_table(file)
    reader.check()
    return Gazetteer(reader.entities, reader.titles)


class _Reader:
    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.titles: dict[str, Title] = {}
        self._places: dict[str, str] = {}
        self._territories: dict[str, Entity] = {}

    def read(self, file: Traversable | Path) -> None:
        """Add the entries of one file."""
        kind = file.name.removesuffix(".yaml").partition("-")[0]
        if kind not in KEYS:
            raise DataError(
                f"the kind of file {kind!r} is unknown",
                place=file.name,
                mend=f"start its name with one of {', '.join(KEYS)}",
            )
        raw = load_yaml(file)
        if not isinstance(raw, list):
            raise DataError("the file is not a list of entries", place=file.name, mend="start every entry with - {id:")
        for number, one in enumerate(raw, 1):
            self._add(Entry(one, kind, file.name, number))

    def read_table(self, file: Traversable | Path) -> None:
        """Add the entities of a table, as far as no other file names them."""
        self._rest_of_states()
        taken = {
            (one.type, code, name.casefold())
            for one in self.entities.values()
            for code, names in one.names.items()
            for name in names
        }
        for entity in read_table(file)[0]:
            # One of its names may be a variant's: then what the other files know is the same thing under more names.
            names = {
                code: tuple(name for name in listed if (entity.type, code, name.casefold()) not in taken)
                for code, listed in entity.names.items()
            }
            if names.get("en", ())[:1] != entity.names["en"][:1] or entity.id in self.entities:
                continue
            names = {code: listed for code, listed in names.items() if listed}
            self._put(replace(entity, names=names), f"{file.name}: {entity.id}")
            taken.update((entity.type, code, one.casefold()) for code, listed in names.items() for one in listed)

    def _add(self, entry: Entry) -> None:
        if entry.kind == "territories":
            if entry.id in self._territories:
                entry.refuse("the id is given twice", "remove one of the entries")
            self._territories[entry.id] = replace(split_entry(entry), country=entry.id)
            return
        if entry.kind == "titles":
            if entry.id in self.titles:
                entry.refuse("the id is given twice", "join the two entries")
            self.titles[entry.id] = split_title(entry)
            return
        entity = split_entry(entry)
        if entry.kind == "states":
            entity = self._state(entry, entity)
        self._put(entity, entry.place)

    def _put(self, entity: Entity, place: str) -> None:
        if entity.id in self.entities:
            raise DataError(
                "the id is given twice", place=place, mend=f"join it with the entry in {self._places[entity.id]}"
            )
        self.entities[entity.id] = entity
        self._places[entity.id] = place

    def _state(self, entry: Entry, entity: Entity) -> Entity:
        """The state with the names of territories.yaml after its own, and its capital as a place."""
        known = self._territories.get(entity.id)
        names = _joined(entity.names, known.names if known else {})
        of = {**(known.of if known else {}), **entity.of}
        metonyms = entity.metonyms
        if "capital" in entry.raw:
            capital = entry.by_language("capital")
            if "en" not in capital:
                entry.refuse("the capital has no English name", "give capital: {en: ...}")
            plain = normalize("NFKD", capital["en"][0]).encode("ascii", "ignore").decode().lower()
            slug = sub("[^a-z0-9]+", "-", plain).strip("-")
            self._put(
                Entity(
                    id=slug,
                    type="place",
                    names=capital,
                    country=entity.id,
                    capital_of=entity.id,
                    classes=("city", "capital"),
                    weak_names=entity.weak_names & {name for listed in capital.values() for name in listed},
                ),
                entry.place,
            )
            metonyms = _joined(capital, metonyms)
        return replace(entity, names=names, metonyms=metonyms, of=of, country=entity.id)

    def _rest_of_states(self) -> None:
        """States that need nothing beyond their names have no entry of their own."""
        for id, entity in self._territories.items():
            if id not in self.entities:
                self._put(entity, f"territories.yaml: {id}")

    def check(self) -> None:
        """Every id that an entity refers to is defined."""
        self._rest_of_states()
        for entity in self.entities.values():
            place = self._places[entity.id]
            if "/" in entity.id:
                self._office(entity.id, place)
            for tenure in entity.holds:
                self._office(tenure.office, place)
            self._defined("country", (entity.country,), place, state=True)
            self._defined("capital_of", (entity.capital_of,), place, state=False)
            self._defined("part_of", entity.part_of, place, state=False)
            self._no_circle(entity, place)

    def _office(self, office: str, place: str) -> None:
        base, slash, title = office.partition("/")
        if not slash and office in self.entities and self.entities[office].type == "office":
            return
        if not slash or title not in self.titles:
            raise DataError(
                f"the office {office!r} is nowhere defined",
                place=place,
                mend="add its title to titles.yaml or the office to offices.yaml",
            )
        if base not in self.entities or not may_have_offices(self.entities[base]):
            raise DataError(
                f"{base!r} of the office {office!r} is not known to have offices",
                place=place,
                mend='correct the id, or give the place the class "authority"',
            )

    def _defined(self, key: str, ids: Iterable[str | None], place: str, *, state: bool) -> None:
        for id in ids:
            if id is not None and (id not in self.entities or (state and self.entities[id].type != "state")):
                raise DataError(
                    f"{key} names {id!r}, which is nowhere defined", place=place, mend="correct the id or add the entry"
                )

    def _no_circle(self, entity: Entity, place: str) -> None:
        seen, waiting = set(), list(entity.part_of)
        while waiting:
            here = waiting.pop()
            if here == entity.id:
                raise DataError("it is part of itself", place=place, mend="break the circle of part_of")
            if here not in seen:
                seen.add(here)
                found = self.entities.get(here)
                waiting.extend(found.part_of if found else ())


def _joined(first: Names, then: Names) -> dict[str, tuple[str, ...]]:
    """The names of both, language by language, without repeats."""
    return {
        code: tuple(dict.fromkeys((*first.get(code, ()), *then.get(code, ()))))
        for code in dict.fromkeys((*first, *then))
    }
