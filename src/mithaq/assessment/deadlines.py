"""Deadlines: as signed, counted from another promise, and as moved later by word of mouth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mithaq.accords import add
from mithaq.accords.model import Accord, Amendment, Stipulation
from mithaq.assessment.facts import SURE, Fact, parse
from mithaq.linking.evidence import Evidence

SAME_MOVE_DAYS = 7
"""Reports of a moved deadline that are this close speak of the same move."""


@dataclass(frozen=True, slots=True)
class Move:
    """A deadline as moved: the new day, the evidence that says so (first said first)."""

    day: date
    facts: tuple[Fact, ...]


def amendments(accord: Accord, evidence: Iterable[Evidence], known_by: str) -> tuple[Amendment, ...]:
    """The changes of promises known by a day (ISO 8601), in the order in which they were said."""
    found = {
        one.id: Amendment(accord.id, one.stipulation, one.deadline, str(parse(one.day)[0]), one.id)
        for one in evidence
        if one.accord == accord.id and one.bearing == "amends" and one.deadline is not None and one.known <= known_by
    }
    return tuple(sorted(found.values(), key=lambda one: (one.said, one.stipulation, one.deadline or "", one.evidence)))


def move_in_force(facts: Sequence[Fact]) -> Move | None:
    """The last move of a deadline that these facts report.

    Where reports of one move name different days, the day that most first speakers name stands, then the later.
    """
    moves = [one for one in facts if one.evidence.bearing == "amends" and one.evidence.deadline is not None]
    if not moves:
        return None
    latest = max(one.first for one in moves)
    speakers: dict[str, set[str]] = {}
    for one in moves:
        if one.first >= latest - timedelta(days=SAME_MOVE_DAYS):
            speakers.setdefault(one.evidence.deadline or "", set()).add(one.speaker)
    day = max(speakers, key=lambda day: (len(speakers[day]), day))
    return Move(date.fromisoformat(day[:10]), tuple(one for one in moves if one.evidence.deadline == day))


class Deadlines:
    """The deadlines of one accord, by the facts that count."""

    def __init__(self, accord: Accord, facts: Mapping[str, Sequence[Fact]]) -> None:
        self._accord, self._facts = accord, facts
        self.moves = {one.id: move_in_force(facts[one.id]) for one in accord.stipulations}

    def signed(self, one: Stipulation) -> date | None:
        """The deadline before any move; None if there is none, or what it waits for is not reported done."""
        deadline = one.deadline
        if deadline is None:
            return None
        if deadline.by is not None:
            return date.fromisoformat(deadline.by)
        if deadline.after is None or deadline.within is None:
            return None
        if deadline.after == "signature":
            start: date | None = date.fromisoformat(self._accord.signed)
        elif deadline.after == "in-force":
            start = date.fromisoformat(self._accord.in_force or self._accord.signed)
        else:
            start = self._done(deadline.after) if "/" not in deadline.after else None
        return add(start, deadline.within) if start is not None else None

    def in_force(self, one: Stipulation) -> date | None:
        """The deadline as last moved, or as signed; None for a promise without one."""
        if one.deadline is None:
            return None
        move = self.moves[one.id]
        return move.day if move is not None else self.signed(one)

    def term_end(self, one: Stipulation) -> date | None:
        """When the term of a lasting promise ends, as renewed; None if it has none."""
        if one.duration is None:
            return None
        end = add(term_start(self._accord, one), one.duration)
        move = self.moves[one.id]
        return max(end, move.day) if move is not None and one.deadline is None else end

    def _done(self, id: str) -> date | None:
        """The first day on which a promise is reported done."""
        done = (one for one in self._facts[id] if one.evidence.bearing == "completes" and one.evidence.modality in SURE)
        return min((one.first for one in done), default=None)


def term_start(accord: Accord, one: Stipulation) -> date:
    """The day from which a term runs: the promise's own start, else the accord's entry into force, else signature."""
    return date.fromisoformat((one.start or accord.in_force or accord.signed)[:10])
