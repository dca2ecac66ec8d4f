"""Where a provision, a theme or an accord stands: levels added up, with the rows they come from.

Three scales are shown beside each other, all of them from the same statuses:

- the percentage of the Peace Accords Matrix (Kroc Institute): points over three times the number of promises;
- the five steps of the Peace Barometer Africa (PAIMT): 0, 2.5, 5, 7.5, 10;
- completed, ongoing, pending, as the monitors of South Sudan's accord report.

What is counted has a version, since a percentage without its denominator cannot be compared with another day's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mithaq.accords import kind_rules
from mithaq.accords.kinds import THEMES
from mithaq.accords.model import Accord, Stipulation
from mithaq.assessment.status import State, Status

By = Literal["accord", "provision", "theme", "pam", "obligor"]
Progress = Literal["completed", "ongoing", "pending"]

PROGRESS: Mapping[State, Progress] = {
    "not signed": "pending",
    "no report": "pending",
    "not begun": "pending",
    "announced": "pending",
    "under way": "ongoing",
    "kept so far": "ongoing",
    "broken": "ongoing",
    "undone": "ongoing",
    "ended early": "ongoing",
    "done": "completed",
    "done late": "completed",
    "term served": "completed",
    "taken back": "completed",
}
"""A promise that was broken, undone or ended early is still owed, and something was done: it is ongoing."""
_LEFT_OUT: Mapping[State, str] = {
    "not signed": "not signed yet on the day asked about",
    "taken back": "taken back by a later accord: no longer owed",
}
_LOST = frozenset({"broken", "undone", "ended early"})


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Statuses added up.

    by: what they are grouped by; group: the accord, "<accord>/<provision>", the theme, the PAM category, or the
    obligor; accord: of which it is. points: sum of levels; counted: how many promises; percent: 100 × points over
    3 × counted, None if none is counted. paimt: mean of the five steps, 0 to 10, None likewise. levels: how many
    stand at 0, 1, 2, 3. completed, ongoing, pending: how many are. flags: flag → how many. denominator: version of
    what is counted: "d-" and 10 hex digits of the SHA-256 of the counted promises' ids and terms. rows: ids counted,
    with level and state. left_out: ids not counted, with the reason.
    """

    by: By
    accord: str
    group: str
    points: int
    counted: int
    percent: float | None
    paimt: float | None
    levels: tuple[int, int, int, int]
    completed: int
    ongoing: int
    pending: int
    flags: Mapping[str, int]
    denominator: str
    rows: tuple[tuple[str, int, State], ...]
    left_out: tuple[tuple[str, str], ...] = ()


def aggregates(accord: Accord, statuses: Iterable[Status], by: By = "accord") -> list[Aggregate]:
    """The statuses of an accord added up, in the accord's order; themes in the catalogue's.

    statuses: of any accords; those of this one count. A promise owed by several, or of none of PAM's categories,
    stands in each of its groups, or under "" (none).
    """
    promises = {one.id: one for one in accord.stipulations}
    groups: dict[str, list[Status]] = {}
    for status in statuses:
        if status.accord == accord.id:
            for group in _groups(promises[status.stipulation], accord, by):
                groups.setdefault(group, []).append(status)
    if by == "theme":
        groups = {theme: groups[theme] for theme in THEMES if theme in groups}
    return [_aggregate(accord, promises, by, group, found) for group, found in groups.items()]


def _groups(one: Stipulation, accord: Accord, by: By) -> tuple[str, ...]:
    rules = kind_rules()[one.kind]
    if by == "provision":
        return (f"{accord.id}/{one.provision}",)
    if by == "theme":
        return (rules.theme,)
    if by == "pam":
        return (rules.kind.pam or "",)
    return one.obligors if by == "obligor" else (accord.id,)


def _aggregate(
    accord: Accord, promises: Mapping[str, Stipulation], by: By, group: str, statuses: Sequence[Status]
) -> Aggregate:
    counted = [one for one in statuses if one.state not in _LEFT_OUT]
    points, number = sum(one.level for one in counted), len(counted)
    progress = [PROGRESS[one.state] for one in counted]
    flags: dict[str, int] = {}
    for one in counted:
        for flag in one.flags:
            flags[flag] = flags.get(flag, 0) + 1
    levels = [sum(one.level == level for one in counted) for level in range(4)]
    return Aggregate(
        by=by,
        accord=accord.id,
        group=group,
        points=points,
        counted=number,
        percent=round(100 * points / (3 * number), 1) if number else None,
        paimt=round(sum(map(paimt, counted)) / number, 2) if number else None,
        levels=(levels[0], levels[1], levels[2], levels[3]),
        completed=progress.count("completed"),
        ongoing=progress.count("ongoing"),
        pending=progress.count("pending"),
        flags=flags,
        denominator=denominator(accord, [promises[one.stipulation] for one in counted]),
        rows=tuple((one.stipulation, one.level, one.state) for one in counted),
        left_out=tuple((one.stipulation, _LEFT_OUT[one.state]) for one in statuses if one.state in _LEFT_OUT),
    )


def paimt(status: Status) -> float:
    """The step of the Peace Barometer Africa's scale that a status stands on (peacebarometerafrica.org/paimt).

    0 nothing is reported, or reported not begun; 2.5 a date is set, or it is talked about; 5 it is under way, and
    its pace will not meet the deadline or there is none to hold it against; 7.5 it is under way and keeps pace, or
    a lasting promise is kept so far on one side's word or against another's; 10 it is done, or kept so far in full.
    What was reached and lost again stands by its level: 0, 2.5, 5.
    """
    if status.state in ("not signed", "no report", "not begun"):
        return 0.0
    if status.state == "announced":
        return 2.5
    if status.state in _LOST:
        return 2.5 * min(status.level, 2)
    if status.level == 3:
        return 10.0
    if status.state == "kept so far":
        return 7.5 if status.level == 2 else 5.0
    return 7.5 if status.pace == "on pace" else 5.0


def denominator(accord: Accord, counted: Iterable[Stipulation]) -> str:
    """The version of what a percentage is of: it changes when a promise comes, goes, or is asked for anew."""
    key = [
        [accord.id, one.id, one.kind, list(one.obligors), one.quantity, one.completion] for one in counted
    ]  # fmt: skip
    return "d-" + hashlib.sha256(json.dumps(sorted(key), ensure_ascii=True).encode("ascii")).hexdigest()[:10]
