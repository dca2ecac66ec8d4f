"""What a person should look at first, and why: what would move a level, what is disputed, what was read unsurely."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mithaq.accords.model import Accord
from mithaq.accords.terms import step_of
from mithaq.assessment import Status
from mithaq.gazetteer import Gazetteer
from mithaq.linking.evidence import Evidence
from mithaq.linking.reprints import told_once
from mithaq.review.apply import Effective, Reviewed
from mithaq.review.model import ON_EVIDENCE, Decision, is_machine
from mithaq.review.scores import assess_reviewed

LEVEL, FLAG, DIFFER, DISPUTED, DEADLINE, DOUBT, STRANDED = 100, 40, 80, 30, 15, 10, 90
"""Points: a level moved by it, each step of it; a flag moved; coders who differ; part of a dispute; a deadline near;
each doubt of the reading; a decision whose evidence is read otherwise now."""
NEAR_DAYS = 30
"""A deadline is near within so many days of the day asked about, before it or after."""


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of evidence to look at. points: how much it matters; why: each reason for them.

    status: of its promise on the day asked about; without: the level that would stand if it did not count, None if
    the evidence does not count now. coded: whether the coder asked for has decided on it.
    """

    item: Reviewed
    points: int
    why: tuple[str, ...]
    status: Status | None
    without: int | None = None
    coded: bool = False

    @property
    def evidence(self) -> Evidence:
        """The evidence as it stands."""
        return self.item.evidence


def queue(
    found: Effective,
    accords: Mapping[str, Accord],
    *,
    as_of: str,
    known_by: str,
    gazetteer: Gazetteer,
    others: Mapping[str, Accord],
    reprints: Mapping[str, str] | None = None,
    scores: Sequence[Decision] = (),
    coder: str | None = None,
    reviewed: bool = False,
) -> list[Task]:
    """The evidence on promises of these accords, what matters most first.

    Parameters
    ----------
    found: the evidence with what was decided on it; for blind coding, without anybody's decisions. others: accords that
    may change these. reprints: each report that prints another's text → the first of them, so that they count once, as
    for every status. scores: the levels given by hand; for blind coding, none. coder: leave out what this coder has
    decided on, instead of what anybody has. reviewed: leave out nothing.

    Whether a level rests on a piece of evidence is found by leaving it out and judging the promise again. Evidence that
    people have decided on comes back if coders differ, or if what they decided on is read otherwise now.
    """
    counted = found.evidence
    tasks = []
    stranded = {one.evidence.claim for one in found.stranded if one.evidence is not None}
    by_promise: dict[tuple[str, str], list[Reviewed]] = {}
    for item in found.items:
        if item.evidence.known[:10] <= known_by:
            by_promise.setdefault(item.promise, []).append(item)
    for (accord_id, stipulation), items in by_promise.items():
        accord = accords.get(accord_id)
        if accord is None:
            continue
        judge = _Judge(accord, stipulation, counted, as_of, known_by, gazetteer, others, reprints or {}, scores)
        for item in items:
            said = [one for one in item.decisions if one.action in ON_EVIDENCE and not is_machine(one.coder)]
            coded = any(one.coder == coder for one in said) if coder else bool(said)
            again = bool(item.differ) or item.evidence.claim in stranded
            if reviewed or not coded or again:
                task = _task(item, judge, again_stranded=item.evidence.claim in stranded)
                tasks.append(replace(task, coded=coded))
    return sorted(tasks, key=lambda one: (-one.points, one.evidence.known, one.evidence.id))


def sample(tasks: Iterable[Task], number: int, seed: str) -> list[Task]:
    """So many of the tasks, drawn at random by the seed; the same for everybody who gives the same seed.

    A piece of evidence keeps its place in the draw when others are added.
    """

    def place(one: Task) -> str:
        return hashlib.sha256(f"{seed}\n{one.evidence.id}".encode()).hexdigest()

    return sorted(tasks, key=place)[:number]


class _Judge:
    """One promise, judged with and without a piece of its evidence."""

    def __init__(
        self,
        accord: Accord,
        stipulation: str,
        evidence: Sequence[Evidence],
        as_of: str,
        known_by: str,
        gazetteer: Gazetteer,
        others: Mapping[str, Accord],
        reprints: Mapping[str, str],
        scores: Sequence[Decision],
    ) -> None:
        promise = next((one for one in accord.stipulations if one.id == stipulation), None)
        self._stipulation, self._others, self._gazetteer = stipulation, others, gazetteer
        self._reprints, self._scores = reprints, scores
        self.as_of, self.known_by = as_of, known_by
        changed = any(
            one.stipulation == f"{accord.id}/{stipulation}" for home in others.values() for one in home.changes
        )
        alone = promise is not None and step_of(promise.deadline, accord.id) is None and not changed
        # A promise that waits for no other is judged by itself: the others cannot move it.
        self._accord = replace(accord, stipulations=(promise,)) if promise is not None and alone else accord
        self._evidence = (
            [one for one in evidence if (one.accord, one.stipulation) == (accord.id, stipulation)]
            if alone
            else list(evidence)
        )
        self.status = self._stands(self._evidence) if promise is not None else None

    def without(self, evidence: Evidence) -> Status | None:
        """The status if this did not count; None if it does not count now."""
        if self.status is None or evidence.id not in self.status.evidence:
            return None
        return self._stands([one for one in self._evidence if one.id != evidence.id])

    def _stands(self, evidence: Sequence[Evidence]) -> Status | None:
        found = assess_reviewed(
            self._accord, told_once(evidence, self._reprints).evidence, self._scores, as_of=self.as_of,
            known_by=self.known_by, gazetteer=self._gazetteer, accords=self._others,
        )  # fmt: skip
        return next((one for one in found if one.stipulation == self._stipulation), None)


def _task(item: Reviewed, judge: _Judge, *, again_stranded: bool) -> Task:
    points, why = 0, []
    status, without = judge.status, judge.without(item.evidence)
    if status is not None and without is not None:
        if without.level != status.level:
            points += LEVEL * abs(without.level - status.level)
            why.append(f"without it the level would be {without.level}, not {status.level}")
        if without.flags != status.flags:
            points += FLAG
            moved = sorted({*without.flags} ^ {*status.flags})
            why.append(f"without it these flags would change: {', '.join(moved)}")
        if without.deadline != status.deadline:
            points += FLAG
            why.append(
                f"without it the deadline would be {without.deadline or 'none'}, not {status.deadline or 'none'}"
            )
    if item.differ:
        points += DIFFER
        why.append(f"coders differ: {'; '.join(item.differ)}")
    if again_stranded:
        points += STRANDED
        why.append("a decision was made on these words, which are read otherwise now")
    if status is not None:
        if "disputed" in status.flags and item.evidence.bearing in ("disputes", "breaches", "completes", "complies"):
            points += DISPUTED
            why.append("part of a dispute")
        near = _near(status)
        if near:
            points += DEADLINE
            why.append(near)
    for doubt in doubts(item.evidence):
        points += DOUBT
        why.append(doubt)
    return Task(
        item, points, tuple(why) or ("nobody has looked at it yet",), status, without.level if without else None
    )


def doubts(one: Evidence) -> list[str]:
    """Why the reading of it may be wrong, as far as the evidence itself tells."""
    found = []
    if not one.dated:
        found.append("names no day")
    if one.source == "unknown" or not one.voices:
        found.append("it is not known whose word it is")
    if one.background:
        found.append("told as history")
    if one.modality in ("alleged", "failed", "denied"):
        found.append(f"told as {one.modality}")
    if "/" in one.day:
        found.append("the day is not told exactly")
    return found


def _near(status: Status) -> str:
    if status.deadline is None:
        return ""
    days = (date.fromisoformat(status.deadline) - date.fromisoformat(status.as_of)).days
    if abs(days) > NEAR_DAYS:
        return ""
    return f"the deadline is in {days} days" if days >= 0 else f"the deadline passed {-days} days ago"
