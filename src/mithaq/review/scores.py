"""Levels given by hand, over those of the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from mithaq.accords import kind_rules
from mithaq.accords.model import Accord
from mithaq.assessment import Flag, Status, assess
from mithaq.assessment.deadlines import LASTING
from mithaq.assessment.facts import Words, fold
from mithaq.assessment.status import State
from mithaq.gazetteer import Gazetteer
from mithaq.linking.evidence import Evidence
from mithaq.review.apply import standing
from mithaq.review.model import Decision, is_machine

BY_HAND = "by hand"
"""Status.rule of a level that a person gave."""
LEVELS = ("not begun", "minimal", "intermediate", "full")


def assess_reviewed(
    accord: Accord,
    evidence: Iterable[Evidence] | Words,
    decisions: Iterable[Decision] = (),
    *,
    as_of: str,
    known_by: str,
    gazetteer: Gazetteer,
    accords: Mapping[str, Accord] | None = None,
    only: Collection[str] | None = None,
) -> list[Status]:
    """The status of every stipulation, as `assess` gives it, with the levels that people gave by hand over it.

    Parameters
    ----------
    evidence: as it stands by people's decisions, or its words. decisions: of them the scores are used here, whatever
    else is among them. The others: as for `assess`.

    A score stands from its own day on until the next one, and only as long as the level by the rules is what it was on
    that day: once reports of what came later move it, the rules' level is shown again, and the score beside it. Of two
    scores as of one day the later made stands. Raises InputError as `assess` does.
    """
    told = evidence if isinstance(evidence, Mapping) else fold(evidence)

    def by_rules(day: str) -> list[Status]:
        return assess(accord, told, as_of=day, known_by=known_by, gazetteer=gazetteer, accords=accords, only=only)

    now = by_rules(as_of)
    scores: dict[str, list[Decision]] = {}
    for one in standing(decisions):
        if one.action == "score" and not is_machine(one.coder) and (one.day or "9") <= as_of:
            scores.setdefault(one.subject, []).append(one)
    if not scores:
        return now
    days: dict[str, list[Status]] = {as_of: now}
    found = []
    for number, status in enumerate(now):
        given = scores.get(f"{accord.id}/{status.stipulation}", [])
        if not given:
            found.append(status)
            continue
        day = max(one.day or "" for one in given)
        if day not in days:
            days[day] = by_rules(day)
        found.append(_scored(accord, status, days[day][number].level, [one for one in given if one.day == day]))
    return found


def _scored(accord: Accord, status: Status, then: int, given: Sequence[Decision]) -> Status:
    """The status with the last of these scores, all as of one day, over it. then: level by the rules on that day."""
    last = given[-1]
    level = last.level or 0
    each: dict[str, int] = {one.coder: one.level or 0 for one in given}
    differ = tuple(f"{coder}: {value} {LEVELS[value]}" for coder, value in each.items())
    seqs = tuple(one.seq for one in given)
    why = f" ({last.why})" if last.why else ""
    said = f"scored {level} {LEVELS[level]} as of {last.day} by {last.coder}{why}"
    if len(set(each.values())) < 2:
        differ = ()
    else:
        said += f", while others differ ({'; '.join(one for one in differ if not one.startswith(last.coder + ':'))})"
    rules = f"{status.because[0].lower()}{status.because[1:]}"
    if then != status.level:
        since = f"when the level by the rules was {then}: what is told since has moved it"
        because = f"{status.because[:-1]}; {said}, {since}."
        return replace(status, because=because, decisions=seqs, coders_differ=differ)
    flags = set(status.flags)
    stipulation = accord.stipulation(status.stipulation)
    completion = stipulation.completion or kind_rules()[stipulation.kind].kind.completion
    due = status.deadline is not None and status.as_of > status.deadline and completion not in LASTING
    if level == 3:
        flags.discard("overdue")
    elif due and not status.changed_by:
        flags.add("overdue")
    share, pace = status.share, status.pace
    if share is not None and level != status.level:
        share, pace = round(level / 3, 4), "on pace" if level == 3 else "missed" if due else pace
    return replace(
        status,
        level=level,
        state=_state(status, level, lasting=completion in LASTING),
        share=share,
        pace=pace,
        expected=status.expected if level == status.level else None,
        flags=tuple(flag for flag in get_args(Flag) if flag in flags),
        evidence=tuple(dict.fromkeys([*last.cited, *status.evidence])),
        rule=BY_HAND,
        because=f"{said[0].upper()}{said[1:]}; by the rules {status.level} {LEVELS[status.level]}: {rules}",
        late=status.late and level == 3,
        machine_level=status.level,
        decisions=seqs,
        coders_differ=differ,
        decisive=len({*last.cited}),
    )


def _state(status: Status, level: int, *, lasting: bool) -> State:
    """The word for a status whose level was given by hand, as far as that of the rules no longer fits it."""
    state = status.state
    if level == status.level or state in ("not signed", "taken back"):
        return state
    if level == 3:
        if lasting:
            return "term served" if state == "term served" else "kept so far"
        return "done late" if status.late else "done"
    if level == 0:
        return "not begun"
    if state in ("no report", "not begun", "announced"):
        return "under way" if level == 2 else "announced"
    return "under way" if state in ("done", "done late") else state
