"""Where every promise of an accord stands on a day, as known on a day. The method: docs/method.md."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import get_args

from mithaq.accords import kind_rules, library
from mithaq.accords.model import Accord, Completion, Stipulation
from mithaq.accords.terms import Written
from mithaq.assessment.deadlines import LASTING, Deadlines
from mithaq.assessment.facts import Case, Words, fold
from mithaq.assessment.rules.continuous import continuous
from mithaq.assessment.rules.once import once
from mithaq.assessment.rules.others import conditional, periodic
from mithaq.assessment.rules.quantity import quantity
from mithaq.assessment.rules.term import term
from mithaq.assessment.says import Judgement, who
from mithaq.assessment.state import begun, speed_of, state_of
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

_FLAGS: tuple[Flag, ...] = get_args(Flag)


def assess(
    accord: Accord,
    evidence: Iterable[Evidence] | Words,
    *,
    as_of: str,
    known_by: str,
    gazetteer: Gazetteer,
    accords: Mapping[str, Accord] | None = None,
    only: Collection[str] | None = None,
) -> list[Status]:
    """The status of every stipulation, in the order of the accord.

    Parameters
    ----------
    evidence: of any accord and in any order; that of this accord counts, and that of the steps its deadlines wait
    for. Or the words of that evidence, each once, as `fold` gives them and a record keeps them: that gives the same
    statuses sooner. as_of: ISO 8601 day asked about. known_by: ISO 8601 day; reports published later and accords
    signed later do not count, for levels or for moved deadlines. accords: those that may change this one or be
    waited for, by id; without it the library. only: ids of the promises asked about, all if None.

    Raises InputError if one of the days is not an ISO 8601 day.
    """
    on, known = _day(as_of, "as_of"), _day(known_by, "known_by")
    words = evidence if isinstance(evidence, Mapping) else fold(evidence)
    deadlines = Deadlines(accord, words, on, known, library() if accords is None else accords, only)
    return [
        _status(accord, one, deadlines, on, known, gazetteer)
        for one in accord.stipulations
        if only is None or one.id in only
    ]


def _status(
    accord: Accord, one: Stipulation, deadlines: Deadlines, as_of: date, known_by: date, gazetteer: Gazetteer
) -> Status:
    rules = kind_rules()[one.kind]
    completion = one.completion or rules.kind.completion
    deadline, move, step = deadlines.in_force(one), deadlines.moves[one.id], deadlines.step(one)
    changes, taken_back = deadlines.changes.get(one.id, ()), deadlines.ended(one)
    facts, on = deadlines.facts[one.id], as_of
    if taken_back is not None:  # it is judged as it stood when it ceased to be owed
        on = min(as_of, date.fromisoformat(taken_back.since))
        facts = [fact for fact in facts if fact.first <= on]

    def label(id: str) -> str:
        return gazetteer.label(id, "en")

    case = Case(accord, deadlines.now(one), rules, facts, on, deadline, deadlines.term_end(one), label)
    found = RULES[completion](case)
    flags: set[Flag] = set(found.flags)
    because = found.because
    signed = str(as_of) >= accord.signed
    if not signed:  # a promise not yet made is neither kept nor neglected
        because = f"the accord was signed later, on {accord.signed}"
    late = False
    if step is not None and deadline is None:
        because += f"; its deadline waits for {step.name}, which is not reported done"
    if deadline is not None:
        # What lasts is to have begun by its deadline; after that it is kept or broken, and no longer due.
        fulfilled = found.level == 3 or (completion in LASTING and begun(case))
        late = found.level == 3 and found.done is not None and found.done > deadline
        if as_of > deadline and not fulfilled and taken_back is None:
            flags.add("overdue")
        because += f"; deadline {deadline}"
        if "overdue" in flags:
            because += " has passed"
        elif late and found.done is not None:
            because += f", {(found.done - deadline).days} days before it was done"
        if step is not None:
            because += f", counted from {step.name}, which was done on {step.done}"
    if changes:
        flags.add("amended")
        because += "".join(f"; {words}" for words in _changed(one, deadlines, changes))
    if taken_back is not None:
        flags.add("ended")
        flags.discard("overdue")
    if move is not None:
        flags.add("amended")
        because += f", moved from {deadlines.written(one)} on the word of {who(move.facts, label)}"
    speed = speed_of(case, found, completion) if signed and taken_back is None else None
    if speed is not None and speed.pace == "behind":
        # A level is no measure of work done: only of a number owed is a share said.
        reached = f"{speed.share:.0%} of the number" if speed.counted else f"level {found.level} of 3"
        because += f"; {reached} when {speed.elapsed:.0%} of the time has passed"
    moved = list(move.facts) if move is not None else []
    decisive = [*found.decisive, *moved] if found.level == 3 else [*moved, *found.decisive]
    ids = dict.fromkeys(fact.id for fact in [*decisive, *facts])
    return Status(
        accord=accord.id,
        stipulation=one.id,
        level=found.level,
        flags=tuple(flag for flag in _FLAGS if flag in flags),
        deadline=str(deadline) if deadline is not None else None,
        as_of=str(as_of),
        known_by=str(known_by),
        evidence=tuple(ids),
        rule=found.rule,
        because=f"{because[0].upper()}{because[1:]}.",
        would_change=f"{found.would_change[0].upper()}{found.would_change[1:]}.",
        late=late,
        step=step.name if step is not None else None,
        step_done=str(step.done) if step is not None and step.done is not None else None,
        changed_by=tuple(dict.fromkeys(written.source for written in changes)),
        state=state_of(case, found, completion, late=late, signed=signed, taken_back=taken_back is not None),
        share=speed.share if speed is not None else None,
        pace=speed.pace if speed is not None else None,
        expected=speed.expected if speed is not None else None,
        decisive=len({fact.id for fact in decisive}),
    )


def _changed(one: Stipulation, deadlines: Deadlines, changes: tuple[Written, ...]) -> Iterator[str]:
    """What later accords wrote, each with its source: "deadline changed from 2021-01-30 by <accord>, clause 2"."""
    for written in changes:
        change = written.change
        by = f"by {written.accord}, clause {change.provision}, from {written.since}"
        if change.deadline is not None:
            yield f"deadline changed from {deadlines.signed(one) or 'none'} {by}"
        if change.duration is not None:
            yield f"duration changed from {one.duration or 'none'} to {change.duration} {by}"
        if change.quantity is not None:
            old = f"{one.quantity:g}" if one.quantity is not None else "none"
            yield f"quantity changed from {old} to {change.quantity:g} {by}"
        if change.ended:
            yield f"taken back {by}"


def _day(text: str, name: str) -> date:
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{name} is not an ISO 8601 day: {text!r}", mend="write it as 2020-11-16") from None
