"""The terms of a promise: what its deadline is counted from, and what later accords wrote anew in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from mithaq.accords.durations import add
from mithaq.accords.model import Accord, Change, Deadline, Stipulation

SIGNATURE, IN_FORCE = "signature", "in-force"
BEGINNINGS = frozenset({SIGNATURE, IN_FORCE})
"""What a deadline may be counted from that is no step; no promise may have such an id."""


@dataclass(frozen=True, slots=True)
class Written:
    """A change as it holds: `accord` is the id of the one that wrote it, `since` the ISO 8601 day from which.

    The deadline of its change names the accord of every step it waits for.
    """

    accord: str
    change: Change
    since: str

    @property
    def source(self) -> str:
        """Where it is written: "<accord>/<provision>"."""
        return f"{self.accord}/{self.change.provision}"


def holds_from(accord: Accord) -> str:
    """The ISO 8601 day of an accord's entry into force, else of its signature."""
    return accord.in_force or accord.signed


def step_of(deadline: Deadline | None, accord: str) -> tuple[str, str] | None:
    """The step (accord, stipulation) after which a deadline of this accord is counted; None if it is after none."""
    if deadline is None or deadline.after is None:
        return None
    of, _, id = deadline.after.rpartition("/")
    return None if id in BEGINNINGS else (of or accord, id)


def fixed_day(deadline: Deadline, accord: Accord, accords: Mapping[str, Accord]) -> date | None:
    """The day of a deadline that waits for no step.

    None if it waits for one, or is counted from the signature of an accord that is not among `accords`.
    """
    if deadline.by is not None:
        return date.fromisoformat(deadline.by)
    of, _, id = (deadline.after or "").rpartition("/")
    home = accord if of in ("", accord.id) else accords.get(of)
    if id not in BEGINNINGS or home is None or deadline.within is None:
        return None
    return add(date.fromisoformat(home.signed if id == SIGNATURE else holds_from(home)), deadline.within)


def changes_of(
    accord: Accord, accords: Mapping[str, Accord], *, as_of: str, known_by: str
) -> dict[str, tuple[Written, ...]]:
    """What other accords wrote anew in the promises of this one, by id of the promise, the earliest first.

    as_of: ISO 8601 day on which the change must hold: its accord is in force. known_by: ISO 8601 day by which it
    must be known: its accord is signed.
    """
    found: dict[str, list[tuple[str, str, Written]]] = {}
    for other in accords.values():
        since = holds_from(other)
        if other.id == accord.id or other.signed > known_by or since > as_of:
            continue
        for change in other.changes:
            of, _, id = change.stipulation.rpartition("/")
            if of == accord.id:
                written = Written(other.id, replace(change, deadline=_named(change.deadline, other.id)), since)
                found.setdefault(id, []).append((since, other.signed, written))
    return {
        id: tuple(row[2] for row in sorted(rows, key=lambda row: (row[0], row[1], row[2].accord)))
        for id, rows in found.items()
    }


def as_changed(one: Stipulation, changes: tuple[Written, ...]) -> Stipulation:
    """The promise with its new deadline, duration and quantity; each later change outweighs the earlier ones."""
    for written in changes:
        change = written.change
        one = replace(
            one,
            deadline=change.deadline if change.deadline is not None else one.deadline,
            duration=change.duration if change.duration is not None else one.duration,
            quantity=change.quantity if change.quantity is not None else one.quantity,
        )
    return one


def ended(changes: tuple[Written, ...]) -> Written | None:
    """The change that takes a promise back; None if none does."""
    return next((one for one in changes if one.change.ended), None)


def _named(deadline: Deadline | None, accord: str) -> Deadline | None:
    """The deadline with the accord of its step before the step's id, so that another accord can carry it."""
    if deadline is None or deadline.after is None or "/" in deadline.after:
        return deadline
    return replace(deadline, after=f"{accord}/{deadline.after}")
