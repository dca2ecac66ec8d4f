"""Promises of a number, or of all: prisoners, bodies, links, returns, weapons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from mithaq.assessment.facts import NEGATIVE, OUTSIDE, Case, Fact
from mithaq.assessment.rules.once import first_dated
from mithaq.assessment.says import Judgement, days, silence, times, who
from mithaq.assessment.status import Flag
from mithaq.assessment.voices import confirmed, confirmed_breaches, disputers

SAME_DAYS = 2
"""Dated reports that lie no further apart may speak of one deed."""
SAME_DAYS_UNDATED = 14
"""The same where one of the reports gives no day: papers come back to a deed for a while."""


def quantity(case: Case) -> Judgement:
    """3 when all is said to be done on more than the obligor's word and no party says otherwise after it.

    Short of that 2 for several deeds or a claim of all, 1 for one deed or a plan. Of a number owed, the level is
    the share of it times three, rounded down, and at least 1 once something is done. A reversal (people driven
    out anew) takes away what was reached before it.
    """
    done, steps = case.having("completes"), case.having("advances", "completes", "complies")
    sure, alleged = confirmed_breaches(case)
    flags: set[Flag] = set()
    reversed_on = max((one.last for one in sure), default=None) if case.rules.reversal else None
    before = steps
    if reversed_on is not None:
        steps = [one for one in steps if one.first > reversed_on]
        done = [one for one in done if one.first > reversed_on]
    level, because, change, decisive = _level(case, done, steps)
    if reversed_on is not None and not steps:
        flags.add("breached")
        level = min(1, len(before)) if level == 0 else min(level, 1)
        because = f"reversed {days(sure)}, say {who(sure, case.label)}"
        change = "reports of new progress after it"
        decisive = [*sure, *before]
    elif reversed_on is not None and len(steps) < len(before):
        because += f"; what was reported before is not counted: reversed {days(sure)}, say {who(sure, case.label)}"
        decisive = [*decisive, *sure]
    told = case.having("disputes", sure=False)
    negatives = sorted([*told, *alleged, *([] if case.rules.reversal else sure)], key=lambda one: one.order)
    against = disputers(case, negatives, steps or before or case.hints())
    if against:
        flags.add("disputed")
        because += f"; disputed {days(against)} by {who(against, case.label)}"
        change = "agreement of the sides, or a report from outside them, on what is still owed"
    decisive = [*decisive, *against]
    return Judgement(level, "quantity", because, change, tuple(decisive), frozenset(flags), first_dated(done))


def _level(case: Case, done: list[Fact], steps: list[Fact]) -> tuple[int, str, str, list[Fact]]:
    deeds = deeds_in(steps)
    if case.stipulation.quantity is not None and deeds:
        return _share(case, case.stipulation.quantity, steps)
    against = [one for one in case.facts if one.bearing in NEGATIVE and one.side in case.parties]
    whole = _uncontradicted(done, against)
    if whole and confirmed(whole):
        because = f"all is reported done {days(whole)} by {who(whole, case.label)}, and no party says otherwise since"
        return 3, because, "a party's word that something is still owed", whole
    if deeds:
        several = deeds > 1 or bool(done)
        because = f"{times(deeds, 'deed')} reported {days(steps)}, by {who(steps, case.label)}"
        if done:
            because += "; said to be all, but contradicted or only by the one who owes it"
        change = "a report, not contradicted, that nothing is owed any more" if several else "a further deed reported"
        return (2 if several else 1), because, change, [*steps, *(against if done else ())]
    hints = case.hints()
    if hints:
        because = f"only planned, agreed or alleged {days(hints)}, by {who(hints, case.label)}"
        return 1, because, "a report of a first deed", hints
    return 0, silence(case), "any report that it is planned or begun", []


def _uncontradicted(done: list[Fact], against: list[Fact]) -> list[Fact]:
    """The claims after which no party of another side says, on their day or later, that it is not so."""
    last: dict[str | None, date] = {}
    for one in against:
        last[one.side] = max(one.last, last.get(one.side, one.last))
    return [one for one in done if not any(side != one.side and day >= one.first for side, day in last.items())]


def _share(case: Case, owed: float, steps: list[Fact]) -> tuple[int, str, str, list[Fact]]:
    """The level by the share of a number owed; a deed counts with the largest number said of it."""
    outside = [one for one in steps if one.source in OUTSIDE]
    reached = total_in(steps)
    level = max(1, min(3, int(3 * reached / owed)))
    if level == 3 and not confirmed(steps):
        level = 2
    because = f"{reached:g} of {owed:g} reported {days(steps)}, by {who(outside or steps, case.label)}"
    change = "reports of the rest" if reached < owed else "a report from outside the side that owes it"
    return level, because, change if level < 3 else "a report that less was done", steps


def deeds_in(steps: Sequence[Fact]) -> int:
    """How many deeds these reports speak of at the least.

    That it goes on, without a day or a number, tells no deed of its own beside those that are told.
    """
    told = [one for one in steps if one.modality != "ongoing" or one.dated or one.quantity is not None]
    return max(round(_apart(told, lambda _: 1.0)), min(1, len(steps)))


def total_in(steps: Sequence[Fact]) -> float:
    """How many persons or things these reports speak of, all deeds together."""
    return _apart(steps, lambda one: one.quantity or 0.0)


def _apart(steps: Sequence[Fact], weight: Callable[[Fact], float]) -> float:
    """The largest sum over reports no two of which can speak of one deed: dated ones alone, or all of them.

    Taking the largest sum, rather than grouping from the first report on, makes sure that a further report never
    lowers it.
    """
    dated = [one for one in steps if one.dated]
    return max(_largest(dated, weight, SAME_DAYS), _largest(steps, weight, SAME_DAYS_UNDATED))


def _largest(steps: Sequence[Fact], weight: Callable[[Fact], float], apart: int) -> float:
    """The largest sum of weights of reports more than so many days apart. The steps are in order of their days."""
    days = [one.first.toordinal() for one in steps]
    best, before = [0.0], 0
    for n, one in enumerate(steps):
        while days[before] < days[n] - apart:
            before += 1
        best.append(max(best[n], best[before] + weight(one)))
    return best[-1]
