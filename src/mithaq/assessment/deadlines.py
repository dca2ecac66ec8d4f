"""Deadlines: as signed, counted from a step, as moved by a later accord, and as moved by word of mouth."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mithaq.accords import add, kind_rules
from mithaq.accords.model import Accord, Amendment, Deadline, Stipulation
from mithaq.accords.terms import Written, as_changed, changes_of, ended, fixed_day, holds_from, step_of
from mithaq.assessment.facts import SURE, Fact, Promise, Words, facts_of, parse
from mithaq.linking.evidence import Evidence

SAME_MOVE_DAYS = 7
"""Reports of a moved deadline that are this close speak of the same move."""

LASTING = ("continuous", "term")
"""Completions of promises that are never over and done with."""


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
    moves = [one for one in facts if one.bearing == "amends" and one.deadline is not None]
    if not moves:
        return None
    latest = max(one.first for one in moves)
    speakers: dict[str, set[str]] = {}
    for one in moves:
        if one.first >= latest - timedelta(days=SAME_MOVE_DAYS):
            speakers.setdefault(one.deadline or "", set()).add(one.speaker)
    day = max(speakers, key=lambda day: (len(speakers[day]), day))
    return Move(date.fromisoformat(day[:10]), tuple(one for one in moves if one.deadline == day))


@dataclass(frozen=True, slots=True)
class Step:
    """A step after which a deadline is counted. name: its id, after "<accord>/" if it is of another accord.

    done: the first day on which it is reported done, None while it is not.
    """

    name: str
    done: date | None


def needed(accord: Accord, accords: Mapping[str, Accord], only: Collection[str] | None = None) -> frozenset[Promise]:
    """The promises whose words an assessment needs: its own (those of `only`), and the steps their deadlines wait for.

    Of any day: also the steps that a later accord, which may not hold yet, wrote into them.
    """
    mine = [one for one in accord.stipulations if only is None or one.id in only]
    found = {(accord.id, one.id) for one in mine}
    waiting = [(accord.id, one.deadline) for one in mine]
    for home in accords.values():
        for change in home.changes:
            of, _, id = change.stipulation.rpartition("/")
            if of == accord.id and home.id != accord.id and (only is None or id in only):
                waiting.append((home.id, change.deadline))
    return frozenset(found | {step for home, deadline in waiting if (step := step_of(deadline, home)) is not None})


class Deadlines:
    """The terms of an accord's promises by the words that count, and by what later accords changed in them.

    only: ids of the promises asked about, all of them if None. facts: by promise. changes: what later accords wrote,
    by promise; `ended` gives the one that took it back.
    """

    def __init__(
        self,
        accord: Accord,
        words: Words,
        on: date,
        known: date,
        accords: Mapping[str, Accord],
        only: Collection[str] | None = None,
    ) -> None:
        self._accord, self._accords = accord, accords
        self.changes = changes_of(accord, accords, as_of=str(on), known_by=str(known))
        self._now = {one.id: as_changed(one, self.changes.get(one.id, ())) for one in accord.stipulations}
        mine = [one for one in accord.stipulations if only is None or one.id in only]
        wanted = {(accord.id, one.id) for one in mine}
        for one in (*mine, *(self._now[one.id] for one in mine)):
            step = step_of(one.deadline, accord.id)
            wanted |= {step} if step is not None else set()
        self._told = facts_of(wanted, words, on, known)
        self.facts = {one.id: self._told[accord.id, one.id] for one in mine}
        self.moves = {id: move_in_force(self._since(id, facts)) for id, facts in self.facts.items()}

    def now(self, one: Stipulation) -> Stipulation:
        """The promise with the terms that later accords gave it."""
        return self._now[one.id]

    def ended(self, one: Stipulation) -> Written | None:
        """What took the promise back; None if it stands."""
        return ended(self.changes.get(one.id, ()))

    def signed(self, one: Stipulation) -> date | None:
        """The deadline before any move; None if there is none, or what it waits for is not reported done."""
        return self._day(one.deadline)

    def written(self, one: Stipulation) -> date | None:
        """The deadline as the latest accord has it, before any move by word of mouth; None as for `signed`."""
        return self._day(self.now(one).deadline)

    def in_force(self, one: Stipulation) -> date | None:
        """The deadline as last moved, by word or in writing, or as signed; None for a promise without one."""
        if self.now(one).deadline is None:
            return None
        move = self.moves[one.id]
        return move.day if move is not None else self.written(one)

    def step(self, one: Stipulation) -> Step | None:
        """The step after which the deadline in force is counted; None if it is a day, or counted from none."""
        found = step_of(self.now(one).deadline, self._accord.id)
        if found is None or self.moves[one.id] is not None:
            return None
        return Step(found[1] if found[0] == self._accord.id else "/".join(found), self._done(found))

    def term_end(self, one: Stipulation) -> date | None:
        """When the term of a lasting promise ends, as renewed; None if it has none."""
        now = self.now(one)
        if now.duration is None:
            return None
        end = add(term_start(self._accord, now), now.duration)
        move = self.moves[one.id]
        return max(end, move.day) if move is not None and now.deadline is None else end

    def _day(self, deadline: Deadline | None) -> date | None:
        if deadline is None:
            return None
        step = step_of(deadline, self._accord.id)
        if step is None:
            return fixed_day(deadline, self._accord, self._accords)
        done = self._done(step)
        return add(done, deadline.within) if done is not None and deadline.within is not None else None

    def _since(self, id: str, facts: Sequence[Fact]) -> list[Fact]:
        """The facts from after the last change of time in writing: what was said before it, it has overtaken."""
        changes = self.changes.get(id, ())
        since = max((one.since for one in changes if one.change.deadline or one.change.duration), default="")
        return [one for one in facts if str(one.first) > since] if since else list(facts)

    def _done(self, step: tuple[str, str]) -> date | None:
        """The first day on which a step is reported done; a promise that lasts, on which it is reported kept."""
        home = self._accord if step[0] == self._accord.id else self._accords.get(step[0])
        one = next((one for one in home.stipulations if one.id == step[1]), None) if home is not None else None
        bearings = {"completes"}
        if one is not None and (one.completion or kind_rules()[one.kind].kind.completion) in LASTING:
            bearings.add("complies")
        done = (fact for fact in self._told.get(step, ()) if fact.bearing in bearings and fact.modality in SURE)
        return min((fact.first for fact in done), default=None)


def term_start(accord: Accord, one: Stipulation) -> date:
    """The day from which a term runs: the promise's own start, else the accord's entry into force, else signature."""
    return date.fromisoformat((one.start or holds_from(accord))[:10])
