"""What changed between two days, why, and by which reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from mithaq.accords.model import Accord
from mithaq.assessment.assess import assess
from mithaq.assessment.facts import fold
from mithaq.assessment.status import Status
from mithaq.gazetteer import Gazetteer
from mithaq.linking.evidence import Evidence

Cause = Literal["reports", "time", "accord", "people"]
Judge = Callable[..., list[Status]]
"""What gives statuses: `assess`, or what stands in its place and takes the same arguments."""


@dataclass(frozen=True, slots=True)
class Change:
    """That a promise stood otherwise on a day than on the day before.

    day: ISO 8601; both clocks stand at it. before, after: the two statuses. cause: "reports" published that day,
    "accord" if a later accord came into force, "people" if a level given by hand stands from that day or no longer
    does, else "time" (a deadline or a term passed, a breach was long enough
    ago). evidence: ids of what was published that day on the promise, or on a step that its deadline waits for.
    """

    accord: str
    stipulation: str
    day: str
    before: Status
    after: Status
    cause: Cause
    evidence: tuple[str, ...] = ()


def changes(
    accord: Accord,
    evidence: Iterable[Evidence],
    *,
    since: str,
    until: str,
    gazetteer: Gazetteer,
    accords: Mapping[str, Accord] | None = None,
    judge: Judge = assess,
) -> list[Change]:
    """Every change of level, flags, deadline or state after the day `since` up to `until`, in order of days.

    Both clocks walk together: on each day counts what was published by it. Parameters as in `assess`; judge: what
    gives the statuses. Between two days on which nothing was published only time works; that a status which is the
    same at both ends was another between them is not looked for.
    """
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    listed = [one for one in evidence if one.known[:10] <= until]
    known: dict[str, list[Evidence]] = {}
    for one in listed:
        if since < one.known[:10]:
            known.setdefault(one.known[:10], []).append(one)
    ours = {one.id for one in listed if one.accord == accord.id}

    words = fold(listed)

    def on(day: date) -> list[Status]:
        return judge(accord, words, as_of=str(day), known_by=str(day), gazetteer=gazetteer, accords=accords)

    found: list[Change] = []

    def walk(start: date, before: list[Status], end: date, after: list[Status]) -> None:
        differing = [(one, two) for one, two in zip(before, after, strict=True) if _told(one) != _told(two)]
        if not differing:
            return
        if (end - start).days > 1:
            middle = start + (end - start) // 2
            between = on(middle)
            walk(start, before, middle, between)
            walk(middle, between, end, after)
            return
        found.extend(_change(one, two, known.get(str(end), []), ours) for one, two in differing)

    edges = {last} | {date.fromisoformat(day) for day in known}
    edges |= {day - timedelta(days=1) for day in edges if day - timedelta(days=1) > first}
    at, standing = first, on(first)
    for day in sorted(day for day in edges if day > first):
        now = on(day)
        walk(at, standing, day, now)
        at, standing = day, now
    return found


def _told(one: Status) -> tuple[object, ...]:
    return one.level, one.flags, one.deadline, one.state, one.late, one.changed_by


def _change(before: Status, after: Status, published: list[Evidence], ours: set[str]) -> Change:
    mine = [one.id for one in published if one.id in ours and one.stipulation == after.stipulation]
    if not mine and (after.step, after.step_done) != (before.step, before.step_done):
        mine = [one.id for one in published if _is_step(one, after)]
    cause: Cause = "reports" if mine else "accord" if after.changed_by != before.changed_by else "time"
    if not mine and (after.rule, after.decisions) != (before.rule, before.decisions):
        cause = "people"
    return Change(after.accord, after.stipulation, after.as_of, before, after, cause, tuple(dict.fromkeys(mine)))


def _is_step(one: Evidence, status: Status) -> bool:
    name = status.step or ""
    return name in (one.stipulation, f"{one.accord}/{one.stipulation}")
