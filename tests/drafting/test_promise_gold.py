"""Clauses of every kind of wording: how many of their promises are found, and how rightly."""

from __future__ import annotations

import promise_gold as gold
import pytest

from mithaq.data import load_yaml

HALVES = [(code, half) for code in ("en", "ru", "ar") for half in gold.HALVES]


@pytest.mark.parametrize(("code", "half"), HALVES)
def test_promises_are_found_with_their_doers_and_deadlines(code: str, half: str) -> None:
    scores = gold.score(code, half)
    told = "\n".join(scores.misses) if half == "look" else scores.line()
    assert scores.paired >= 0.95 * scores.wanted, told
    assert scores.paired >= 0.9 * scores.found, told
    assert scores.obligor >= 0.93 * scores.paired, told
    assert scores.deadline >= 0.9 * scores.paired, told
    assert scores.kind >= (0.93 if half == "look" else 0.8) * scores.paired, told
    assert scores.details >= 0.95 * scores.paired, told


def test_the_gold_has_eighty_clauses_a_language_with_hard_negatives() -> None:
    for code, rules in load_yaml(gold.FILE).items():
        clauses = rules["clauses"]
        assert len(clauses) >= 80, code
        assert sum(1 for one in clauses if not one["yields"]) >= 7, code
        assert len({one["n"] for one in clauses}) == len(clauses), code
