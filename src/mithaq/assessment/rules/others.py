"""Promises that wait for a condition, and promises kept again and again."""

from __future__ import annotations

from dataclasses import replace

from mithaq.accords import add
from mithaq.assessment.facts import Case
from mithaq.assessment.rules.once import once
from mithaq.assessment.rules.quantity import deeds_in
from mithaq.assessment.says import Judgement, days, silence, times, who
from mithaq.assessment.status import Flag
from mithaq.assessment.voices import confirmed, disputers


def conditional(case: Case) -> Judgement:
    """As a promise kept once; while nothing is reported, its condition is named, for it may not be due."""
    found = once(case)
    because = found.because
    if found.level == 0 and case.stipulation.condition is not None:
        because += f"; it is due only {case.stipulation.condition}"
    return replace(found, rule="conditional", because=because)


def periodic(case: Case) -> Judgement:
    """1 for one time, 2 for several, 3 while the last is confirmed and no longer ago than the promise's duration."""
    steps = case.having("advances", "completes", "complies")
    turns = deeds_in(steps)
    if not turns:
        hints = case.hints()
        because = f"only planned {days(hints)}, by {who(hints, case.label)}" if hints else silence(case)
        return Judgement(1 if hints else 0, "periodic", because, "a report of a first time", tuple(hints))
    level = 1 if turns == 1 else 2
    last = max(one.first for one in steps)
    period = case.stipulation.duration
    if level == 2 and period is not None and add(last, period) >= case.as_of and confirmed(steps):
        level = 3
    flags: set[Flag] = set()
    because = f"{times(turns, 'time')} reported {days(steps)}, by {who(steps, case.label)}"
    against = disputers(case, case.having("disputes", "breaches", sure=False), steps)
    if against:
        flags.add("disputed")
        because += f"; disputed {days(against)} by {who(against, case.label)}"
    change = "a report of the next time" if level < 3 else f"no further report by {add(last, period or 'P1Y')}"
    return Judgement(level, "periodic", because, change, (*steps, *against), frozenset(flags))
