"""The demo dossier: short reports in our own words, of facts that real outlets reported, shipped with Mithaq."""

from __future__ import annotations

from importlib.resources.abc import Traversable

from mithaq.data import package_file
from mithaq.errors import DataError
from mithaq.reports.files import report_from_bytes
from mithaq.reports.model import Report


def dossier_files() -> list[Traversable]:
    """The dossier's files, by name. DataError if there are none."""
    folder = package_file("demo", "reports")
    found = [one for one in folder.iterdir() if one.name.endswith(".txt")] if folder.is_dir() else []
    if not found:
        raise DataError("the demo's reports are missing", place=str(folder), mend="install Mithaq again")
    return sorted(found, key=lambda one: one.name)


def dossier() -> list[Report]:
    """The reports of the dossier, in the order of their files. Errors as in `read_report`."""
    return [report_from_bytes(file.read_bytes(), place=f"demo/reports/{file.name}") for file in dossier_files()]
