"""Senses and concepts: what words mean, whatever the language. Data in senses.yaml and concepts.yaml."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, get_args

from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError
from mithaq.languages.base import Effect

EVENTS = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
ROLES = ("subject", "object", "to", "from", "with", "against", "between", "none")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an event of a sense claims: PLOVER event and mode, kind of stipulation, effect on it."""

    event: str
    mode: str | None
    kind: str | None
    effect: Effect


@dataclass(frozen=True, slots=True)
class Sense:
    """One entry of senses.yaml. `objects` maps a concept (or "place") to its verdict."""

    id: str
    actor: str
    recipient: str
    verdict: Verdict | None
    objects: dict[str, Verdict]
    cue: str | None
    asks: frozenset[str]
    """Concepts of which its sentence, or the one before, must speak one."""
    peacekeepers: str | None
    """The sense it has when peacekeepers do it."""
    forces: bool
    """Named places and districts are things concerned only where forces act."""
    denies: bool = False
    """Where somebody is said to be still: said to be so, what its verdict names is denied; denied, it happened."""
    left_in: bool = False
    """It counts only of a thing right behind the word, with a place behind that: "leaves troops in"."""
    only: frozenset[str] = frozenset()
    """Concepts beside which the other things are not what it concerns: "the road is closed to military convoys"."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry of concepts.yaml."""

    id: str
    unit: str | None
    parent: str | None


def _verdict(raw: dict[str, Any], base: Verdict | None, place: str) -> Verdict:
    unknown = set(raw) - {"event", "mode", "kind", "effect"}
    start = base or Verdict("", None, None, "other")
    found = replace(start, **{key: value for key, value in raw.items() if key not in unknown})
    if unknown or found.event not in EVENTS or found.effect not in get_args(Effect):
        raise DataError(f"not a verdict: {raw}", place=place, mend="give event (PLOVER), mode, kind, effect")
    return found


@cache
def concepts() -> dict[str, Concept]:
    """All concepts by id."""
    path = package_file("languages", "concepts.yaml")
    out = {id: Concept(id, row.get("unit"), row.get("parent")) for id, row in load_yaml(path).items()}
    for one in out.values():
        if one.parent is not None and one.parent not in out:
            raise DataError(f"unknown parent {one.parent!r}", place=f"{path}: {one.id}", mend="name a concept")
    return out


_KEYS = {"about", "roles", "verdict", "objects", "cue", "forces", "peacekeepers", "asks", "denies", "left_in", "only"}


@cache
def senses() -> dict[str, Sense]:
    """All senses by id. DataError names the sense that is wrong."""
    path = package_file("languages", "senses.yaml")
    out: dict[str, Sense] = {}
    known = concepts()
    for id, row in load_yaml(path).items():
        place = f"{path}: {id}"
        unknown = set(row) - _KEYS
        if unknown:
            raise DataError(f"unknown keys {sorted(unknown)}", place=place, mend="see the head of the file")
        roles = row["roles"]
        if any(role not in ROLES for role in roles.values()):
            raise DataError(f"unknown role in {roles}", place=place, mend=f"use {', '.join(ROLES)}")
        base = _verdict(row["verdict"], None, place) if row.get("verdict") else None
        objects: dict[str, Verdict] = {}
        for concept, raw in (row.get("objects") or {}).items():
            if concept != "place" and concept not in known:
                raise DataError(f"unknown concept {concept!r}", place=place, mend="use one of concepts.yaml")
            objects[concept] = _verdict(raw or {}, base, place)
        out[id] = Sense(
            id, roles["actor"], roles["recipient"], base, objects,
            cue=row.get("cue"), asks=frozenset(row.get("asks", ())), peacekeepers=row.get("peacekeepers"),
            forces=row.get("forces") is True, denies=row.get("denies") is True,
            left_in=row.get("left_in") is True, only=frozenset(row.get("only", ())),
        )  # fmt: skip
    return out
