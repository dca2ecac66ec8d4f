"""Levels by hand over those of the rules."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from review_world import ACCORD, decided, evidence

from mithaq.accords import library
from mithaq.assessment import Status, changes
from mithaq.gazetteer import Gazetteer
from mithaq.linking.evidence import Evidence
from mithaq.review import Decision, assess_reviewed

HANDED = evidence("e-1")
SAYS_SO = replace(HANDED, id="e-2", source="obligor", side="ARM", voices=("ARM/prime-minister",))


def stands(told: list[Evidence], decisions: list[Decision], as_of: str, promise: str = "6a") -> Status:
    found = assess_reviewed(
        library()[ACCORD], told, decisions, as_of=as_of, known_by=as_of, gazetteer=Gazetteer({}, {})
    )
    return next(one for one in found if one.stipulation == promise)


def score(seq: int, level: int, day: str, coder: str = "ann", **fields: Any) -> Decision:
    return decided("score", seq, f"{ACCORD}/6a", coder, level=level, day=day, **fields)


def test_a_score_stands_over_the_rules_and_both_are_shown() -> None:
    given = score(4, 2, "2020-12-01", reasons=("weighed",), words="two villages were left out", cited=("e-9",))
    found = stands([HANDED], [given], "2020-12-31")
    assert (found.level, found.rule, found.machine_level, found.decisions) == (2, "by hand", 3, (4,))
    assert found.evidence == ("e-9", "e-1")
    assert found.because.startswith(
        "Scored 2 intermediate as of 2020-12-01 by ann (the evidence weighs otherwise as a whole; "
        "two villages were left out); by the rules 3 full: reported done on 2020-11-25 by "
    )
    assert "overdue" in found.flags


def test_before_its_day_a_score_does_not_stand() -> None:
    assert stands([HANDED], [score(1, 2, "2020-12-01")], "2020-11-30") == stands([HANDED], [], "2020-11-30")


def test_the_last_day_and_of_it_the_last_made_stands() -> None:
    given = [score(1, 1, "2020-12-02"), score(2, 0, "2020-12-01"), score(3, 2, "2020-12-02", "ben")]
    found = stands([HANDED], given, "2020-12-31")
    assert (found.level, found.decisions) == (2, (1, 3))
    assert found.coders_differ == ("ann: 1 minimal", "ben: 2 intermediate")
    assert "while others differ (ann: 1 minimal)" in found.because


def test_what_is_told_since_overtakes_a_score() -> None:
    given = [score(1, 1, "2020-11-26")]
    assert stands([SAYS_SO], given, "2020-12-31").level == 1
    confirmed = replace(HANDED, day="2020-12-05", known="2020-12-05", dated=True)
    found = stands([SAYS_SO, confirmed], given, "2020-12-31")
    assert (found.level, found.machine_level, found.decisions) == (3, None, (1,))
    assert "scored 1 minimal as of 2020-11-26 by ann" in found.because
    assert "when the level by the rules was 2" in found.because


def test_a_score_of_three_is_not_overdue() -> None:
    assert "overdue" in stands([], [], "2020-12-31").flags
    assert stands([], [score(1, 3, "2020-12-01")], "2020-12-31").flags == ()


def test_an_undone_score_and_one_of_a_model_change_nothing() -> None:
    plain = stands([HANDED], [], "2020-12-31")
    undo = decided("undo", 2, f"{ACCORD}/6a", undoes=1)
    assert stands([HANDED], [score(1, 0, "2020-12-01"), undo], "2020-12-31") == plain
    assert stands([HANDED], [score(1, 0, "2020-12-01", "llm:m")], "2020-12-31") == plain
    assert stands([HANDED], [score(1, 0, "2020-12-01")], "2020-12-31", "6b") == stands([HANDED], [], "2020-12-31", "6b")


def test_the_word_for_a_status_fits_the_level_given_by_hand() -> None:
    def state(told: list[Evidence], level: int) -> str:
        return stands(told, [score(1, level, "2020-12-01")], "2020-12-31").state

    assert [state([HANDED], level) for level in range(4)] == ["not begun", "under way", "under way", "done late"]
    assert [state([], level) for level in range(4)] == ["no report", "announced", "under way", "done"]


def test_a_change_by_hand_is_told_to_be_people_s() -> None:
    given = [score(1, 2, "2020-12-01")]
    found = changes(
        library()[ACCORD], [HANDED], since="2020-11-26", until="2020-12-31", gazetteer=Gazetteer({}, {}),
        judge=partial(assess_reviewed, decisions=given),
    )  # fmt: skip
    mine = [(one.day, one.cause, one.after.level) for one in found if one.stipulation == "6a"]
    assert mine == [("2020-12-01", "people", 2)]
