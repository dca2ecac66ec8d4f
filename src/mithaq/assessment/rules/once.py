"""Promises kept by one act: a district handed over, a group set up, a plan agreed."""

from __future__ import annotations

from datetime import date

from mithaq.assessment.facts import NEGATIVE, Case, Fact
from mithaq.assessment.says import Judgement, days, silence, who
from mithaq.assessment.status import Flag
from mithaq.assessment.voices import confirmed, disputers


def once(case: Case) -> Judgement:
    """3 when done on more than the obligor's word, 2 on its word or when under way, 1 when planned.

    What was done and then ended or closed again is at most 2.
    """
    done, steps = case.having("completes"), case.having("advances", "complies")
    flags: set[Flag] = set()
    against = disputers(case, [one for one in case.facts if one.bearing in NEGATIVE], [*done, *steps])
    if against:
        flags.add("disputed")
    level, because, change, decisive = _level(case, done, steps)
    ended = _ended(case, [*done, *steps])
    if ended:
        flags.add("ended")
        level = min(level, 2)
        because += f"; ended {days(ended)}, say {who(ended, case.label)}"
        change = "a report that it has been taken up again"
        decisive = [*ended, *decisive]
    if against:
        because += f"; disputed by {who(against, case.label)}"
    return Judgement(level, "once", because, change, (*decisive, *against), frozenset(flags), first_dated(done))


def _level(case: Case, done: list[Fact], steps: list[Fact]) -> tuple[int, str, str, list[Fact]]:
    if done and confirmed(done):
        return 3, f"reported done {days(done)} by {who(done, case.label)}", "a report that it was undone", done
    if done:
        change = "a report that it is done from a voice that is not on the side of the one who owes it"
        return 2, f"said to be done {days(done)}, but only by {who(done, case.label)}", change, done
    if steps:
        return 2, f"under way {days(steps)}, by {who(steps, case.label)}", "a report that it is done", steps
    hints = case.hints()
    if hints:
        because = f"only planned, announced or alleged {days(hints)}, by {who(hints, case.label)}"
        return 1, because, "a report that it has begun or is done", hints
    return 0, silence(case), "any report that it is planned, begun or done", []


def _ended(case: Case, positive: list[Fact]) -> list[Fact]:
    """Reports that it was ended, if nothing later says that it goes on; none if it had never begun."""
    ends = case.having("ends")
    if not ends or not positive:
        return []
    last = max(one.first for one in ends)
    if any(one.after(last) is not None for one in positive):
        return []
    return ends


def first_dated(done: list[Fact]) -> date | None:
    """The first day on which it was done by a report that names a day; others cannot show it to be late."""
    return min((one.first for one in done if one.dated), default=None)
