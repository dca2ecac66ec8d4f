"""A status in one word, and whether its pace will meet the deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mithaq.accords.model import Completion
from mithaq.assessment.deadlines import LASTING, term_start
from mithaq.assessment.facts import POSITIVE, SURE, Case
from mithaq.assessment.rules.quantity import total_in
from mithaq.assessment.says import TELLING, Judgement
from mithaq.assessment.status import Pace, State


@dataclass(frozen=True, slots=True)
class Speed:
    """How far a promise with a deadline has come.

    share: of what is owed, 0 to 1 (of a number: that share; else the level over three). elapsed: share of the time
    from its start to the deadline that has passed, 0 to 1. pace: whether share keeps up with elapsed. expected:
    ISO 8601 day on which a number would be reached at the rate so far; None if there is no rate to go by. counted:
    whether share is of a number owed, and not the level in other words.
    """

    share: float
    elapsed: float
    pace: Pace
    expected: str | None = None
    counted: bool = False


def state_of(
    case: Case, found: Judgement, completion: Completion, *, late: bool, signed: bool, taken_back: bool
) -> State:
    """The status in one word; see `State`."""
    if not signed:
        return "not signed"
    if taken_back:
        return "taken back"
    acted = begun(case)
    if completion in LASTING:
        if "ended" in found.flags:
            return "ended early"
        if "breached" in found.flags:
            return "broken"
        if acted:
            over = completion == "term" and case.term_end is not None and case.as_of >= case.term_end
            return "term served" if over else "kept so far"
    else:
        if found.level == 3:
            return "done late" if late else "done"
        if found.flags & {"ended", "breached"}:
            return "undone"
        if acted:
            return "under way"
    if case.hints():
        return "announced"
    return "not begun" if any(one.bearing in TELLING for one in case.facts) else "no report"


def begun(case: Case) -> bool:
    """Whether anything is reported done, short of plans and allegations."""
    return any(one.bearing in POSITIVE and one.modality in SURE for one in case.facts)


def speed_of(case: Case, found: Judgement, completion: Completion) -> Speed | None:
    """How its pace stands against its deadline; None if it has none, if it lasts, and if it is done."""
    if case.deadline is None or completion in LASTING or found.level == 3:
        return None
    start = term_start(case.accord, case.stipulation)
    allowed, passed = max(1, (case.deadline - start).days), (case.as_of - start).days
    elapsed = min(1.0, max(0.0, passed / allowed))
    share, expected = found.level / 3, None
    owed = case.stipulation.quantity if completion == "quantity" else None
    if owed:
        share = min(1.0, total_in(case.having("advances", "completes", "complies")) / owed)
        if 0 < share < 1 and passed > 0:
            expected = _after(start, passed / share)
    pace: Pace = "missed" if case.as_of > case.deadline else "on pace" if share >= elapsed else "behind"
    return Speed(round(share, 4), round(elapsed, 4), pace, expected, counted=bool(owed))


def _after(start: date, days: float) -> str | None:
    try:
        return str(start + timedelta(days=round(days)))
    except OverflowError:  # at this rate it is never reached
        return None
