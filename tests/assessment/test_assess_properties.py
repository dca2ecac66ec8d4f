"""What must hold for any evidence: order, doubling, reprints, more of the same."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from assessment_world import FIRST, NOBODY, reprinted, said
from hypothesis import given, settings
from hypothesis import strategies as st

from mithaq.accords import Accord
from mithaq.assessment import Status, assess
from mithaq.linking.evidence import Bearing, Evidence

PROMISES = ("1a", "2", "3", "4b", "5", "6a", "6f", "7", "8a", "9a")
SPEAKERS = ("AZE/president", "ARM/government", "RUS/president", "afp", "unhcr", "nagorno-karabakh/government")
BEARINGS: tuple[Bearing, ...] = (
    "plans", "advances", "completes", "complies", "breaches", "delays", "amends", "ends", "disputes", "assesses",
)  # fmt: skip
CONFIRMING: tuple[Bearing, ...] = ("advances", "completes", "complies")
days = st.dates(min_value=date(2020, 11, 10), max_value=date(2024, 12, 31))


def one_of(bearings: tuple[Bearing, ...]) -> st.SearchStrategy[Evidence]:
    def build(
        stipulation: str, bearing: Bearing, day: str, speaker: str, modality: str, dated: bool, number: int
    ) -> Evidence:
        deadline = "2020-11-25" if bearing == "amends" and stipulation == "6a" else None
        id = f"e-{stipulation}-{bearing}-{day}-{speaker}-{modality}-{dated}-{number}"
        return said(
            stipulation, bearing, day, speaker, modality=modality, dated=dated, quantity=number, deadline=deadline,
            id=id,
        )  # fmt: skip

    modality = st.sampled_from(("happened", "ongoing", "alleged") if bearings is BEARINGS else ("happened", "ongoing"))
    return st.builds(
        build,
        st.sampled_from(PROMISES),
        st.sampled_from(bearings),
        days.map(str),
        st.sampled_from(SPEAKERS),
        modality,
        st.booleans(),
        st.integers(1, 2500),
    )


some = st.lists(one_of(BEARINGS), max_size=12)
on = st.sampled_from(["2020-11-16", "2021-02-01", "2023-10-01", "2024-06-13", "2025-01-01"])


def judged(evidence: list[Evidence], as_of: str) -> list[Status]:
    return assess(FIRST, evidence, as_of=as_of, known_by=as_of, gazetteer=NOBODY)


def levels(evidence: list[Evidence], as_of: str) -> dict[str, int]:
    return {one.stipulation: one.level for one in judged(evidence, as_of)}


@given(some, on, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_order_never_matters(evidence: list[Evidence], as_of: str, chance: random.Random) -> None:
    mixed = list(evidence)
    chance.shuffle(mixed)
    assert judged(mixed, as_of) == judged(evidence, as_of)


@given(some, on)
@settings(max_examples=150, deadline=None)
def test_without_what_it_does_not_rest_on_a_status_is_the_same(evidence: list[Evidence], as_of: str) -> None:
    for one in judged(evidence, as_of):
        for id in one.evidence[one.decisive :]:
            rest = judged([other for other in evidence if other.id != id], as_of)
            again = next(other for other in rest if other.stipulation == one.stipulation)
            assert (again.level, again.flags, again.deadline) == (one.level, one.flags, one.deadline)


@given(some, on)
@settings(max_examples=60, deadline=None)
def test_doubling_changes_nothing(evidence: list[Evidence], as_of: str) -> None:
    assert judged([*evidence, *evidence], as_of) == judged(evidence, as_of)


@given(some, on, st.integers(0, 11), st.integers(0, 10))
@settings(max_examples=100, deadline=None)
def test_a_reprint_never_moves_a_level(evidence: list[Evidence], as_of: str, which: int, late: int) -> None:
    if not evidence:
        return
    one = evidence[which % len(evidence)]
    known = str(date.fromisoformat(one.known) + timedelta(days=late))
    assert levels([*evidence, reprinted(one, "another", known)], as_of) == levels(evidence, as_of)


@given(some, one_of(CONFIRMING), on)
@settings(max_examples=300, deadline=None)
def test_more_confirming_evidence_never_lowers_a_level(evidence: list[Evidence], more: Evidence, as_of: str) -> None:
    before, after = levels(evidence, as_of), levels([*evidence, more], as_of)
    assert all(after[id] >= before[id] for id in before)


def swapped(one: Evidence) -> Evidence:
    """The same evidence with the two sides' names exchanged."""
    names = {"AZE": "ARM", "ARM": "AZE"}

    def other(id: str) -> str:
        base, slash, title = id.partition("/")
        return f"{names.get(base, base)}{slash}{title}"

    return replace(one, voices=tuple(map(other, one.voices)), side=other(one.side) if one.side else None)


def mirrored(accord: Accord) -> Accord:
    """The same accord with the two sides' names exchanged."""
    names = {"AZE": "ARM", "ARM": "AZE"}

    def other(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names.get(id, id) for id in ids)

    return replace(
        accord,
        parties=tuple(replace(one, entity=names.get(one.entity, one.entity)) for one in accord.parties),
        stipulations=tuple(
            replace(one, obligors=other(one.obligors), beneficiaries=other(one.beneficiaries))
            for one in accord.stipulations
        ),
    )


@given(some, on)
@settings(max_examples=100, deadline=None)
def test_the_sides_are_treated_alike(evidence: list[Evidence], as_of: str) -> None:
    turned = assess(mirrored(FIRST), map(swapped, evidence), as_of=as_of, known_by=as_of, gazetteer=NOBODY)
    plain = judged(evidence, as_of)
    assert [(one.level, one.flags, one.deadline, one.late) for one in turned] == [
        (one.level, one.flags, one.deadline, one.late) for one in plain
    ]


@given(some, on)
@settings(max_examples=60, deadline=None)
def test_levels_and_flags_are_in_range_and_cite(evidence: list[Evidence], as_of: str) -> None:
    known = {one.id for one in evidence}
    for one in judged(evidence, as_of):
        assert 0 <= one.level <= 3
        assert set(one.evidence) <= known
        assert one.level == 0 or one.evidence


@pytest.mark.parametrize("id", PROMISES)
def test_assessing_grows_about_as_the_evidence(id: str) -> None:
    def took(count: int) -> float:
        evidence = [
            said(id, BEARINGS[n % len(BEARINGS)], f"202{1 + n % 3}-{1 + n % 12:02d}-{1 + n % 28:02d}", f"v-{n}")
            for n in range(count)
        ]
        start = time.process_time()  # what else the machine does is no fault of the rules
        judged(evidence, "2024-01-01")
        return time.process_time() - start

    took(100)
    small, large = min(took(500) for _ in range(3)), min(took(5000) for _ in range(3))
    assert large < 40 * small + 0.05
