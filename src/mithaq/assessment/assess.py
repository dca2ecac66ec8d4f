"""Where every promise of an accord stands on a day, as known on a day. The method: docs/method.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import get_args

from mithaq.accords import kind_rules
from mithaq.accords.model import Accord, Completion, Stipulation
from mithaq.assessment.deadlines import Deadlines
from mithaq.assessment.facts import Case, Fact, facts_by_stipulation
from mithaq.assessment.rules.continuous import continuous
from mithaq.assessment.rules.once import once
from mithaq.assessment.rules.others import conditional, periodic
from mithaq.assessment.rules.quantity import quantity
from mithaq.assessment.rules.term import term
from mithaq.assessment.says import Judgement, who
from mithaq.assessment.status import Flag, Status
from mithaq.errors import InputError
from mithaq.gazetteer import Gazetteer
from mithaq.linking.evidence import Evidence

RULES: Mapping[Completion, Callable[[Case], Judgement]] = {
    "once": once,
    "quantity": quantity,
    "continuous": continuous,
    "periodic": periodic,
    "term": term,
    "conditional": conditional,
}
_LASTING = ("continuous", "term")


def assess(
    accord: Accord, evidence: Iterable[Evidence], *, as_of: str, known_by: str, gazetteer: Gazetteer
) -> list[Status]:
    """The status of every stipulation, in the order of the accord.

    Parameters
    ----------
    evidence: of any accord and in any order; only this accord's counts. as_of: ISO 8601 day asked about.
    known_by: ISO 8601 day; reports published later do not count, for levels or for moved deadlines.

    Raises InputError if one of the days is not an ISO 8601 day.
    """
    on, known = _day(as_of, "as_of"), _day(known_by, "known_by")
    facts = facts_by_stipulation(accord, evidence, on, known)
    deadlines = Deadlines(accord, facts)
    return [_status(accord, one, facts[one.id], deadlines, on, known, gazetteer) for one in accord.stipulations]


def _status(
    accord: Accord,
    one: Stipulation,
    facts: list[Fact],
    deadlines: Deadlines,
    as_of: date,
    known_by: date,
    gazetteer: Gazetteer,
) -> Status:
    rules = kind_rules()[one.kind]
    completion = one.completion or rules.kind.completion
    deadline, move = deadlines.in_force(one), deadlines.moves[one.id]

    def label(id: str) -> str:
        return gazetteer.label(id, "en")

    case = Case(accord, one, rules, facts, as_of, deadline, deadlines.term_end(one), label)
    found = RULES[completion](case)
    flags: set[Flag] = set(found.flags)
    because = found.because
    if str(as_of) < accord.signed:  # a promise not yet made is neither kept nor neglected
        because = f"the accord was signed later, on {accord.signed}"
    late = False
    if deadline is not None and completion not in _LASTING:
        late = found.level == 3 and found.done is not None and found.done > deadline
        if as_of > deadline and found.level < 3:
            flags.add("overdue")
        because += f"; deadline {deadline}"
        if "overdue" in flags:
            because += " has passed"
        elif late and found.done is not None:
            because += f", {(found.done - deadline).days} days before it was done"
    if move is not None:
        flags.add("amended")
        signed = deadlines.signed(one)
        because += f", moved from {signed} on the word of {who(move.facts, label)}"
    decisive = [*(move.facts if move is not None and found.level < 3 else ()), *found.decisive]
    ids = dict.fromkeys(fact.evidence.id for fact in [*decisive, *facts])
    return Status(
        accord=accord.id,
        stipulation=one.id,
        level=found.level,
        flags=tuple(flag for flag in get_args(Flag) if flag in flags),
        deadline=str(deadline) if deadline is not None else None,
        as_of=str(as_of),
        known_by=str(known_by),
        evidence=tuple(ids),
        rule=found.rule,
        because=f"{because[0].upper()}{because[1:]}.",
        would_change=f"{found.would_change[0].upper()}{found.would_change[1:]}.",
        late=late,
    )


def _day(text: str, name: str) -> date:
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{name} is not an ISO 8601 day: {text!r}", mend="write it as 2020-11-16") from None
