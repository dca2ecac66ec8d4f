"""What each coder made of each unit."""

from __future__ import annotations

from review_world import ACCORD, decided, evidence

from mithaq.evaluation.agreement import alpha, kappa
from mithaq.review.codings import between, evidence_codings, level_codings

ONE, TWO = evidence("e-1"), evidence("e-2", bearing="plans")
MOVED = {"stipulation": f"{ACCORD}/6b"}


def test_each_coder_s_last_own_word_counts() -> None:
    decisions = [
        decided("accept", 1, ONE),
        decided("reject", 2, ONE, "ben"),
        decided("correct", 3, TWO, fields={"bearing": "advances"}),
        decided("accept", 4, TWO, "ben"),
        decided("correct", 5, TWO, "cleo", fields=MOVED),
        decided("reject", 6, ONE, "llm:m"),
        decided("accept", 7, ONE, "dan"),
        decided("undo", 8, "e-1", "dan", undoes=7),
    ]
    assert evidence_codings([ONE, TWO], decisions) == {
        "rules": {"e-1": "completes", "e-2": "plans"},
        "ann": {"e-1": "completes", "e-2": "advances"},
        "ben": {"e-1": "rejected", "e-2": "advances"},
        "cleo": {"e-2": "elsewhere"},
        "llm:m": {"e-1": "rejected"},
    }


def test_a_blind_acceptance_is_of_what_the_machine_gave() -> None:
    decisions = [
        decided("correct", 1, TWO, fields={"bearing": "advances"}),
        decided("accept", 2, TWO, "ben", blind=True),
        decided("correct", 3, TWO, "cleo", blind=True, fields={"day": "2020-11-20"}),
    ]
    found = evidence_codings([TWO], decisions)
    assert (found["ben"]["e-2"], found["cleo"]["e-2"]) == ("plans", "plans")


def test_what_others_undo_was_still_coded_and_lost_evidence_still_counts() -> None:
    decisions = [decided("reject", 1, ONE), decided("undo", 2, "e-1", "ben", undoes=1)]
    assert evidence_codings([ONE], decisions)["ann"] == {"e-1": "rejected"}
    assert evidence_codings([], decisions[:1]) == {"rules": {"e-1": "completes"}, "ann": {"e-1": "rejected"}}


def test_levels_are_coded_by_promise_and_day_and_the_rules_beside_them() -> None:
    subject = f"{ACCORD}/6a"
    decisions = [
        decided("score", 1, subject, level=2, day="2020-12-01"),
        decided("score", 2, subject, "ben", level=3, day="2020-12-01"),
        decided("score", 3, subject, "ben", level=1, day="2021-01-01"),
        decided("score", 4, f"{ACCORD}/8a", level=0, day="2021-01-01"),
        decided("undo", 5, subject, "ben", undoes=3),
    ]
    found = level_codings(decisions, lambda promise, day: 3 if promise == subject else None)
    assert found == {
        "ann": {f"{subject}@2020-12-01": 2, f"{ACCORD}/8a@2021-01-01": 0},
        "ben": {f"{subject}@2020-12-01": 3},
        "rules": {f"{subject}@2020-12-01": 3},
    }
    assert between(found, ["ann", "ben"]) == [(f"{subject}@2020-12-01", [2, 3])]
    assert kappa(found["ann"], found["ben"]) == 0
    assert alpha(found, "ordinal") is not None
