"""The demo dossiers: short reports in our own words, of facts that real outlets reported, shipped with Mithaq.

A dossier is a folder here: `dossier.yaml` (what it is about and which accords it follows), `reports/*.txt`,
`checks.yaml` (what a careful person concludes) and a README. A new folder with a `dossier.yaml` is a new dossier.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from mithaq.accords import Accord, library
from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError, InputError
from mithaq.reports.files import report_from_bytes
from mithaq.reports.model import Report

DEFAULT = "karabakh"
"""The dossier that is meant where none is named."""


@dataclass(frozen=True, slots=True)
class About:
    """What a dossier is about: one line for people, and the ids of the accords of the library that it follows."""

    line: str
    accords: tuple[str, ...]


def dossiers() -> tuple[str, ...]:
    """Names of the dossiers, the default one first, then by name."""
    found = [one.name for one in package_file("demo").iterdir() if one.joinpath("dossier.yaml").is_file()]
    return tuple(sorted(found, key=lambda name: (name != DEFAULT, name)))


def about(name: str = DEFAULT) -> About:
    """What the dossier is about. InputError if there is none of that name, DataError if its file is wrong."""
    file = _folder(name).joinpath("dossier.yaml")
    found = load_yaml(file)
    if not isinstance(found, dict) or set(found) != {"about", "accords"} or not isinstance(found["about"], str):
        raise DataError("a dossier names `about` and `accords`", place=str(file), mend="write both, and nothing else")
    accords = found["accords"]
    if not isinstance(accords, list) or not accords:
        raise DataError("`accords` is not a list of ids", place=str(file), mend="name at least one accord")
    if unknown := [one for one in accords if one not in library()]:
        raise DataError(f"no accord {unknown[0]!r} in the library", place=str(file), mend="correct the id")
    return About(found["about"], tuple(accords))


def dossier_accords(name: str = DEFAULT) -> dict[str, Accord]:
    """The accords that the dossier follows, by id. Errors as in `about`."""
    return {id: library()[id] for id in about(name).accords}


def dossier_files(name: str = DEFAULT) -> list[Traversable]:
    """The dossier's reports as files, by name. InputError if there is no such dossier, DataError if it has none."""
    folder = _folder(name).joinpath("reports")
    found = [one for one in folder.iterdir() if one.name.endswith(".txt")] if folder.is_dir() else []
    if not found:
        raise DataError("the demo's reports are missing", place=str(folder), mend="install Mithaq again")
    return sorted(found, key=lambda one: one.name)


def dossier(name: str = DEFAULT) -> list[Report]:
    """The reports of the dossier, in the order of their files. Errors as in `dossier_files` and `read_report`."""
    return [report for report, _ in dossier_documents(name)]


def dossier_documents(name: str = DEFAULT) -> list[tuple[Report, bytes]]:
    """The reports of the dossier, each with the bytes of its file. Order and errors as in `dossier`."""
    found = [(f"demo/{name}/reports/{file.name}", file.read_bytes()) for file in dossier_files(name)]
    return [(report_from_bytes(data, place=place), data) for place, data in found]


def _folder(name: str) -> Traversable:
    known = dossiers()
    if name not in known:
        raise InputError(f"there is no dossier {name!r}", mend=f"name one of: {', '.join(known)}")
    return package_file("demo", name)
