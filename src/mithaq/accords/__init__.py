"""What was agreed: accords, the catalogue of kinds, and which accord a mention means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mithaq.accords.durations import add
from mithaq.accords.kinds import BearsOn, KindRules, kind_rules, kinds
from mithaq.accords.library import library
from mithaq.accords.model import Accord, Amendment, Deadline, Kind, Party, Provision, Stipulation
from mithaq.accords.references import resolve_reference

if TYPE_CHECKING:
    from mithaq.accords.consistent import Names

__all__ = [
    "Accord",
    "Amendment",
    "BearsOn",
    "Deadline",
    "Kind",
    "KindRules",
    "Party",
    "Provision",
    "Stipulation",
    "add",
    "kind_rules",
    "kinds",
    "library",
    "load_accord",
    "resolve_reference",
]


def load_accord(path: str | Path, *, gazetteer: Names | None = None) -> Accord:
    """The accord in a YAML file, checked; see accords/load.py. Raises AccordError naming file, key and mend."""
    from mithaq.accords.load import load_accord as load  # pydantic takes a while to import

    return load(path, gazetteer=gazetteer)
