"""Levels added up: every figure can be worked out by hand from the rows."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from assessment_world import FIRST, NOBODY, SECOND, said
from hypothesis import given, settings
from test_assess_properties import on, some

from mithaq.accords import Accord
from mithaq.assessment import Aggregate, Status, aggregates, assess
from mithaq.assessment.aggregate import PROGRESS, By, denominator, paimt
from mithaq.linking.evidence import Evidence


def statuses(accord: Accord, evidence: list[Evidence], as_of: str) -> list[Status]:
    return assess(accord, evidence, as_of=as_of, known_by=as_of, gazetteer=NOBODY)


def whole(evidence: list[Evidence], as_of: str) -> Aggregate:
    (found,) = aggregates(FIRST, statuses(FIRST, evidence, as_of))
    return found


def test_the_percentage_is_points_over_three_times_the_number() -> None:
    found = whole([said("2", "completes", "2020-11-20"), said("6b", "plans", "2020-11-20")], "2020-11-25")
    number = len(FIRST.stipulations)
    assert (found.points, found.counted) == (4, number)
    assert found.percent == round(100 * 4 / (3 * number), 1)
    assert found.paimt == round((10 + 2.5) / number, 2)
    assert found.levels == (number - 2, 1, 0, 1)
    assert (found.completed, found.ongoing, found.pending) == (1, 0, number - 1)


def test_silence_everywhere_is_nought_and_an_accord_not_signed_yet_has_no_percentage() -> None:
    assert whole([], "2020-11-25").percent == 0.0
    (found,) = aggregates(SECOND, statuses(SECOND, [], "2020-11-25"))
    assert (found.counted, found.percent, found.paimt) == (0, None, None)
    assert len(found.left_out) == len(SECOND.stipulations)
    assert {reason for _, reason in found.left_out} == {"not signed yet on the day asked about"}


@given(some, on)
@settings(max_examples=60, deadline=None)
def test_the_rows_give_every_figure(evidence: list[Evidence], as_of: str) -> None:
    found = statuses(FIRST, evidence, as_of)
    by_id = {one.stipulation: one for one in found}
    for by in get_args(By):
        groups = aggregates(FIRST, found, by)
        seen = {id for one in groups for id, *_ in (*one.rows, *one.left_out)}
        assert seen == set(by_id)
        for one in groups:
            assert one.points == sum(level for _, level, _ in one.rows)
            assert one.counted == len(one.rows) == sum(one.levels) == one.completed + one.ongoing + one.pending
            assert one.percent is not None
            assert one.percent == round(100 * one.points / (3 * one.counted), 1)
            assert one.paimt == round(sum(paimt(by_id[id]) for id, *_ in one.rows) / one.counted, 2)


@given(some, on)
@settings(max_examples=60, deadline=None)
def test_the_three_scales_agree_on_the_ends(evidence: list[Evidence], as_of: str) -> None:
    for one in statuses(FIRST, evidence, as_of):
        assert 0 <= paimt(one) <= 10
        if PROGRESS[one.state] == "completed" and one.state in ("done", "done late"):
            assert (one.level, paimt(one)) == (3, 10)
        if one.state in ("no report", "not begun"):
            assert (one.level, paimt(one)) == (0, 0)


@pytest.mark.parametrize(
    ("state", "level", "pace", "step"),
    [
        ("announced", 1, None, 2.5),
        ("under way", 2, "on pace", 7.5),
        ("under way", 2, "behind", 5.0),
        ("under way", 2, "missed", 5.0),
        ("under way", 2, None, 5.0),
        ("kept so far", 2, None, 7.5),
        ("kept so far", 3, None, 10.0),
        ("broken", 1, None, 2.5),
        ("ended early", 2, None, 5.0),
        ("ended early", 0, None, 0.0),
    ],
)
def test_the_steps_of_paimt(state: str, level: int, pace: str | None, step: float) -> None:
    one = statuses(FIRST, [], "2020-11-25")[0]
    assert paimt(replace(one, state=state, level=level, pace=pace)) == step  # type: ignore[arg-type]


def test_the_denominator_changes_with_what_is_counted_and_with_nothing_else() -> None:
    before = whole([], "2020-11-25").denominator
    assert before == whole([said("2", "completes", "2020-11-20")], "2021-11-25").denominator
    fewer = denominator(FIRST, FIRST.stipulations[1:])
    asked = denominator(FIRST, [replace(FIRST.stipulations[0], quantity=5.0), *FIRST.stipulations[1:]])
    assert len({before, fewer, asked}) == 3
    assert denominator(FIRST, reversed(FIRST.stipulations)) == before


@pytest.mark.parametrize("by", ["provision", "theme", "pam", "obligor"])
def test_groups_cover_the_accord(by: By) -> None:
    groups = aggregates(FIRST, statuses(FIRST, [], "2020-11-25"), by)
    owed = sum(len(one.obligors) if by == "obligor" else 1 for one in FIRST.stipulations)
    assert sum(one.counted for one in groups) == owed
    assert len({one.group for one in groups}) == len(groups) > 1
