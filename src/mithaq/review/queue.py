"""What a person should look at first, and why: what would move a level, what is disputed, what was read unsurely."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

from mithaq.accords.model import Accord
from mithaq.assessment import Status
from mithaq.assessment.deadlines import needed
from mithaq.assessment.facts import Fact, Promise, Words, earlier, fact_of, fold
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
    steps: Words | None = None,
    coder: str | None = None,
    reviewed: bool = False,
) -> list[Task]:
    """The evidence on promises of these accords, what matters most first.

    Parameters
    ----------
    found: the evidence with what was decided on it; for blind coding, without anybody's decisions. others: accords that
    may change these. reprints: each report that prints another's text → the first of them, so that they count once, as
    for every status. scores: the levels given by hand; for blind coding, none. steps: where `found` is of some promises
    only, the words on the steps that their deadlines wait for. coder: leave out what this coder has decided on, instead
    of what anybody has. reviewed: leave out nothing.

    Whether a level rests on a piece of evidence is found by leaving it out and judging the promise again. Evidence that
    people have decided on comes back if coders differ, or if what they decided on is read otherwise now.
    """
    tasks = []
    stranded = {one.evidence.claim for one in found.stranded if one.evidence is not None}
    by_promise: dict[Promise, list[Reviewed]] = {}
    for item in found.items:
        by_promise.setdefault(item.promise, []).append(item)
    for (accord_id, stipulation), items in by_promise.items():
        accord = accords.get(accord_id)
        if accord is None:
            continue
        waited = _waited_for(accord, stipulation, by_promise, steps, others, reprints or {})
        counted = [one.evidence for one in items if one.rejected is None]
        judge = _Judge(accord, stipulation, counted, waited, as_of, known_by, gazetteer, others, reprints or {}, scores)
        for item in items:
            if item.evidence.known[:10] > known_by:
                continue
            said = [one for one in item.decisions if one.action in ON_EVIDENCE and not is_machine(one.coder)]
            coded = any(one.coder == coder for one in said) if coder else bool(said)
            again = bool(item.differ) or item.evidence.claim in stranded
            if reviewed or not coded or again:
                task = _task(item, judge, again_stranded=item.evidence.claim in stranded)
                tasks.append(replace(task, coded=coded))
    return sorted(tasks, key=order)


def order(one: Task) -> tuple[int, str, str]:
    """What matters most first; then in order of publication."""
    return -one.points, one.evidence.known, one.evidence.id


def _waited_for(
    accord: Accord,
    stipulation: str,
    by_promise: Mapping[Promise, Sequence[Reviewed]],
    steps: Words | None,
    others: Mapping[str, Accord],
    reprints: Mapping[str, str],
) -> Words:
    """The words on the steps that a promise's deadline waits for."""
    wanted = needed(accord, others, [stipulation]) - {(accord.id, stipulation)}
    if steps is not None:
        return {one: steps.get(one, ()) for one in wanted}
    told = [item.evidence for one in wanted for item in by_promise.get(one, ()) if item.rejected is None]
    return fold(told_once(told, {one.report: reprints[one.report] for one in told if one.report in reprints}).evidence)


def sample(tasks: Iterable[Task], number: int, seed: str) -> list[Task]:
    """So many of the tasks, drawn at random by the seed; the same for everybody who gives the same seed.

    A piece of evidence keeps its place in the draw when others are added.
    """

    def place(one: Task) -> str:
        return hashlib.sha256(f"{seed}\n{one.evidence.id}".encode()).hexdigest()

    return sorted(tasks, key=place)[:number]


class _Judge:
    """One promise, judged with and without a piece of its evidence. waited: the words on the steps it waits for."""

    def __init__(
        self,
        accord: Accord,
        stipulation: str,
        evidence: Sequence[Evidence],
        waited: Words,
        as_of: str,
        known_by: str,
        gazetteer: Gazetteer,
        others: Mapping[str, Accord],
        reprints: Mapping[str, str],
        scores: Sequence[Decision],
    ) -> None:
        self._accord, self._stipulation, self._others, self._gazetteer = accord, stipulation, others, gazetteer
        self._evidence, self._waited, self._scores = evidence, waited, scores
        self.as_of, self.known_by = as_of, known_by
        self._reprints = {one.report: reprints[one.report] for one in evidence if one.report in reprints}
        self._printed = {*self._reprints, *self._reprints.values()}
        self._said: dict[str, Fact] = {}
        self._words: dict[tuple[object, ...], list[Fact]] = {}
        for one in told_once(evidence, self._reprints).evidence:
            fact = self._said[one.id] = fact_of(one)
            self._words.setdefault(fact.word, []).append(fact)
        promised = any(one.id == stipulation for one in accord.stipulations)
        self.status = self._stands([reduce(earlier, facts) for facts in self._words.values()]) if promised else None

    def without(self, evidence: Evidence) -> Status | None:
        """The status if this did not count; None if it does not count now."""
        if self.status is None or evidence.id not in self.status.evidence:
            return None
        if evidence.report in self._printed or evidence.id not in self._said:  # another print may stand in its place
            rest = told_once([one for one in self._evidence if one.id != evidence.id], self._reprints).evidence
            return self._stands(fold(rest).get((self._accord.id, self._stipulation), ()))
        word = self._said[evidence.id].word
        left = [
            [one for one in facts if one.id != evidence.id] if key == word else facts
            for key, facts in self._words.items()
        ]
        return self._stands([reduce(earlier, facts) for facts in left if facts])

    def _stands(self, facts: Sequence[Fact]) -> Status:
        (found,) = assess_reviewed(
            self._accord, {**self._waited, (self._accord.id, self._stipulation): facts}, self._scores,
            as_of=self.as_of, known_by=self.known_by, gazetteer=self._gazetteer, accords=self._others,
            only=[self._stipulation],
        )  # fmt: skip
        return found


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
