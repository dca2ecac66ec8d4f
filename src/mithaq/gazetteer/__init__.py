"""Who and where: states, offices, people, organisations, groups, outlets and places, with their names."""

from __future__ import annotations

from mithaq.gazetteer.load import load_gazetteer, read_gazetteer
from mithaq.gazetteer.model import Entity, Gazetteer, Tenure, Title

__all__ = ["Entity", "Gazetteer", "Tenure", "Title", "load_gazetteer", "read_gazetteer"]
