"""The scorer of happenings, its gold, and that joining does not get worse."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from mithaq.data import load_yaml
from mithaq.errors import DataError
from mithaq.evaluation.happenings import Agreement, Outcome, b_cubed, pooled, score_file
from mithaq.gazetteer import load_gazetteer
from mithaq.reading.reader import Reader

GOLD = Path(__file__).parents[1] / "gold" / "happenings"


@cache
def outcome(part: str) -> dict[str, Outcome]:
    return score_file(GOLD / f"{part}.yaml", Reader(), load_gazetteer())


def test_b_cubed_by_hand() -> None:
    groups = [{0, 1, 2}, {3, 4}]
    gold = ["a", "a", "b", "b", "b"]

    def same(one: int, other: int) -> bool:
        return any({one, other} <= group for group in groups)

    precision, recall = b_cubed(gold, same)
    assert precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert recall == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    assert b_cubed(gold, lambda one, other: False) == pytest.approx((1, (0.5 + 0.5 + 3 * (1 / 3)) / 5))
    assert b_cubed([], same) == (1, 1)


def test_sets_are_pooled_by_their_items() -> None:
    large, small = Agreement(30, 30, 0, 1.0, 0.8, 0.9, 100, 0.9), Agreement(10, 9, 1, 0.6, 0.4, 0.5, 300, 0.5)
    found = pooled([large, small])
    assert (found.items, found.read, found.alone, found.pairs) == (40, 39, 1, 400)
    assert (found.precision, found.recall, found.accuracy) == pytest.approx((0.9, 0.7, 0.6))
    assert found.f1 == pytest.approx(2 * 0.9 * 0.7 / 1.6)


@pytest.mark.parametrize("part", ["look", "test"])
def test_the_gold_is_large_enough_and_of_three_languages(part: str) -> None:
    scenes = load_yaml(GOLD / f"{part}.yaml")["scenes"]
    assert {row[1] for scene in scenes for row in scene["texts"]} == {"en", "ru", "ar"}
    assert all(len({row[0] for row in scene["texts"]}) >= 1 for scene in scenes)
    assert sum(len(scene["texts"]) * (len(scene["texts"]) - 1) // 2 for scene in scenes) >= 80


def test_look_and_test_share_no_text() -> None:
    def texts(part: str) -> set[str]:
        scenes = load_yaml(GOLD / f"{part}.yaml")["scenes"]
        return {re.sub(r"\W+", " ", row[3]).casefold() for scene in scenes for row in scene["texts"]}

    assert texts("look").isdisjoint(texts("test"))


@pytest.mark.parametrize(
    ("part", "set", "least"),
    [
        ("look", "scenes", 0.96),
        ("look", "karabakh", 0.93),
        ("look", "libya", 0.83),
        ("look", "pretoria", 0.90),
        ("test", "scenes", 0.96),
        ("test", "karabakh", 0.85),
        ("test", "pretoria", 0.91),
    ],
)
def test_joining_is_not_worse_than_it_was(part: str, set: str, least: float) -> None:
    assert outcome(part)[set].agreement.f1 >= least


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("claims: []", "no file of happenings"),
        ("scenes: [{id: a, texts: []}]", "says not what is hard"),
        ("scenes: [{id: a, hard: b, texts: [[a, en, '2020-01-01']]}]", "not a list of four strings"),
        ("dossiers: [{dossier: karabakh, claims: [[a, none.txt, ceasefire, fire]]}]", "not there just once"),
    ],
)
def test_a_wrong_file_is_refused(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        score_file(file, Reader(), load_gazetteer())


@pytest.mark.parametrize(("part", "least"), [("look", 0.92), ("test", 0.905)])
def test_all_sets_together(part: str, least: float) -> None:
    assert pooled([one.agreement for one in outcome(part).values()]).f1 >= least
