"""Quantities: notations, number words, ranges, bounds, units, and numbers that count nothing."""

from __future__ import annotations

import itertools
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mithaq.reading.quantities import find_quantities
from mithaq.reading.times import find_times

GOLD = Path(__file__).parent.parent / "gold"
Found = tuple[str, float, str | None]


@cache
def gold(language: str, part: str) -> list[dict[str, Any]]:
    """The annotated sentences of one file."""
    found: list[dict[str, Any]] = yaml.safe_load((GOLD / f"times-{language}-{part}.yaml").read_text("utf-8"))
    return found


def read(text: str, language: str) -> list[Found]:
    """Words, value and unit of every quantity."""
    times = find_times(text, language, "2020-11-15")
    return [(one.words(text), one.value, one.unit) for one in find_quantities(text, language, times)]


ONE = [
    ("en", "a force of 1,960 troops is", "1,960 troops", 1960, "troop"),
    ("en", "some 44 Armenian prisoners of war are", "44 Armenian prisoners of war", 44, "prisoner"),
    ("en", "forty-four Armenian captives", "forty-four Armenian captives", 44, "prisoner"),
    ("en", "two hundred and five vehicles", "two hundred and five vehicles", 205, "vehicle"),
    ("en", "1.5 million people", "1.5 million people", 1_500_000, "person"),
    ("en", "12.5 km of road", "12.5 km", 12.5, "kilometre"),
    ("en", "three thousand two hundred mines", "three thousand two hundred mines", 3200, "mine"),
    ("en", "paid $25 million for it", "$25 million", 25_000_000, "usd"),
    ("en", "1\u202f960 soldiers", "1\u202f960 soldiers", 1960, "troop"),
    ("ru", "1 960 военнослужащих", "1 960 военнослужащих", 1960, "troop"),
    ("ru", "1\u00a0960 военнослужащих", "1\u00a0960 военнослужащих", 1960, "troop"),
    ("ru", "1.960 военнослужащих", "1.960 военнослужащих", 1960, "troop"),
    ("ru", "сорока четырёх армянских военнопленных", "сорока четырёх армянских военнопленных", 44, "prisoner"),
    ("ru", "38,3 тыс. человек", "38,3 тыс. человек", 38300, "person"),
    ("ru", "тысяча девятьсот шестьдесят солдат", "тысяча девятьсот шестьдесят солдат", 1960, "troop"),
    ("ru", "двое военных", "двое военных", 2, "troop"),
    ("ru", "90 бронетранспортёров", "90 бронетранспортёров", 90, "apc"),
    ("ru", "12 процентов", "12 процентов", 12, "percent"),
    ("ar", "١٬٩٦٠ جندياً", "١٬٩٦٠ جندياً", 1960, "troop"),
    ("ar", "سلم 44 أسيراً أرمينياً", "44 أسيراً", 44, "prisoner"),
    ("ar", "أربعة وأربعون أسيرا", "أربعة وأربعون أسيرا", 44, "prisoner"),
    ("ar", "ألف وتسعمئة وستون جنديا", "ألف وتسعمئة وستون جنديا", 1960, "troop"),
    ("ar", "خمسة عشر أسيرا", "خمسة عشر أسيرا", 15, "prisoner"),
    ("ar", "عن أسيرين و", "أسيرين", 2, "prisoner"),
    ("ar", "97 ألف لغم", "97 ألف لغم", 97000, "mine"),
    ("ar", "ينشر 960 1 جندياً", "960 1 جندياً", 1960, "troop"),
    ("ar", "1960 عسكريا", "1960 عسكريا", 1960, "troop"),
    ("ar", "40٪ منها", "40٪", 40, "percent"),
]


@pytest.mark.parametrize(("language", "text", "words", "value", "unit"), ONE)
def test_one_quantity(language: str, text: str, words: str, value: float, unit: str) -> None:
    assert read(text, language) == [(words, value, unit)]


NONE = [
    ("en", "Article 10 and points 9 and 11"), ("en", "resolution 1325 (2000)"), ("en", "in 2020 they met"),
    ("en", "a T-72 and an S-300"), ("en", "call 555-12-34"), ("en", "it ended 3-0 and 2:1"), ("en", "five years on"),
    ("en", "one of them, the first"), ("en", "see S/2020/1104"), ("en", "https://example.org/44/12"),
    ("en", "the 15th brigade"), ("en", "a 25-year-old"), ("en", "at 17:00 on 12 November"),
    ("ru", "пункт 9 и статья 10"), ("ru", "102-я база"), ("ru", "в 2020 году"), ("ru", "С-300 и Су-25"),
    ("ru", "солдату 20 лет"), ("ru", "№ 5"), ("ar", "البند 9 والمادة 10"), ("ar", "اللواء 15"), ("ar", "عام 2020"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), NONE)
def test_numbers_that_count_nothing(language: str, text: str) -> None:
    assert read(text, language) == []


BOUNDS = [
    ("en", "about 40 mines", (None, None, True)), ("en", "at least 40 mines", (40, None, True)),
    ("en", "up to 40 mines", (None, 40, True)), ("en", "40 mines", (None, None, False)),
    ("en", "from 92,000 to 97,000 mines", (92000, 97000, False)),
    ("en", "between 10 and 15 mines", (10, 15, False)), ("ru", "от 10 до 15 мин", (10, 15, False)),
    ("ru", "более 40 мин", (40, None, True)), ("ru", "от 5 до 7 тысяч мин", (5000, 7000, False)),
    ("ar", "نحو 40 لغما", (None, None, True)), ("ar", "ما بين 10 و15 لغما", (10, 15, False)),
    ("ar", "من 10 إلى 15 لغما", (10, 15, False)), ("ar", "ما لا يقل عن 40 لغما", (40, None, True)),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "bounds"), BOUNDS)
def test_bounds(language: str, text: str, bounds: tuple[float | None, float | None, bool]) -> None:
    (one,) = find_quantities(text, language, [])
    assert (one.low, one.high, one.approximate) == bounds
    assert one.unit == "mine"
    if one.low is not None and one.high is not None:
        assert one.value == (one.low + one.high) / 2


def test_two_that_share_a_unit_and_two_that_do_not() -> None:
    assert read("30 soldiers and 14 civilians", "en") == [
        ("30 soldiers", 30, "troop"),
        ("14 civilians", 14, "civilian"),
    ]
    assert read("44 to Armenia and 12 to Azerbaijan", "en") == [("44", 44, None), ("12", 12, None)]


@settings(max_examples=50, deadline=None)
@given(
    st.text(alphabet="1290 ,.-/:$%اوأسير двапленных twomines\u200f\u064b\n", max_size=40),
    st.sampled_from(["ar", "ru", "en"]),
)
def test_spans_match_and_order(text: str, language: str) -> None:
    found = find_quantities(text, language, [])
    assert found == find_quantities(text, language, [])
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.start <= two.start for one, two in itertools.pairwise(found))


@pytest.mark.parametrize("piece", ["1", "123 ", " ", "1.", "two and ", "/1", "خمسة و"])
def test_time_grows_with_length(piece: str) -> None:
    """A megabyte of what tempts a pattern to go back and forth."""
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()
    find_quantities(text, "ar" if piece > "z" else "en", [])
    assert time.process_time() - start < 25


@pytest.mark.parametrize("part", ["look", "test"])
@pytest.mark.parametrize("language", ["ar", "ru", "en"])
def test_gold(language: str, part: str) -> None:
    """Strict: span, value, unit, bounds all right."""
    hits = wanted = got = 0
    for sentence in gold(language, part):
        if sentence["quantities"] == "skip":
            continue
        text, at = sentence["text"], 0
        times = find_times(text, language, str(sentence["published"]))
        found = {
            (one.start, one.end, one.value, one.unit, one.low, one.high, one.approximate)
            for one in find_quantities(text, language, times)
        }
        got += len(found)
        for words, value, unit, *rest in sentence["quantities"]:
            more = rest[0] if rest else {}
            at = text.index(str(words), at)
            one = (at, at + len(str(words)), value, unit, more.get("low"), more.get("high"), more.get("about", False))
            wanted += 1
            hits += one in found
    score = 2 * hits / (wanted + got)
    print(language, part, "strict F1", round(score, 3))
    assert score >= 0.87
