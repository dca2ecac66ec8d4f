"""Agreement between coders, against published worked examples and by what must always hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mithaq.evaluation.agreement import Scale, alpha, kappa, linear, quadratic, share_alike, table


def coded(*rows: str) -> dict[str, dict[str, Any]]:
    """Coders by letter, units by number; a dot is a missing value."""
    return {
        chr(65 + number): {
            str(unit): int(value) if value.isdigit() else value
            for unit, value in enumerate(row.split())
            if value != "."
        }
        for number, row in enumerate(rows)
    }


# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability": sections A (two coders, two values), B (two coders,
# five values) and C and D (four coders, missing values).
BINARY = coded("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
NOMINAL = coded("a a b b d c c c e d d a", "b a b b b c c c e d d d")
FOUR = coded("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .")


@pytest.mark.parametrize(
    ("codings", "scale", "expected"),
    [
        (BINARY, "nominal", 0.095),
        (NOMINAL, "nominal", 0.692),
        (FOUR, "nominal", 0.743),
        (FOUR, "ordinal", 0.815),
        (FOUR, "interval", 0.849),
    ],
)
def test_alpha_of_published_examples(codings: dict[str, dict[str, Any]], scale: Scale, expected: float) -> None:
    assert alpha(codings, scale) == pytest.approx(expected, abs=0.0005)


def from_table(rows: list[list[int]]) -> tuple[dict[str, int], dict[str, int]]:
    """Two coders' values from how often each pair of values was given."""
    one: dict[str, int] = {}
    other: dict[str, int] = {}
    for a, row in enumerate(rows):
        for b, count in enumerate(row):
            for _ in range(count):
                unit = str(len(one))
                one[unit], other[unit] = a, b
    return one, other


# Cohen 1968, the worked example: three diagnoses, 100 persons, weights of disagreement 0, 1, 3, 6.
DIAGNOSES = from_table([[44, 5, 1], [7, 20, 3], [9, 5, 6]])
WEIGHTS = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]


def test_kappa_of_published_examples() -> None:
    one, other = DIAGNOSES
    assert share_alike(one, other) == pytest.approx(0.70)
    assert kappa(one, other) == pytest.approx(0.492, abs=0.0005)
    assert kappa(one, other, lambda a, b: WEIGHTS[a][b]) == pytest.approx(0.348, abs=0.0005)
    assert table(one, other)[1, 2] == 3


def test_nothing_to_go_by_gives_no_figure() -> None:
    assert alpha({}) is None
    assert alpha(coded("1 . 2", ". 1 .")) is None
    assert alpha(coded("1 1 1", "1 1 1")) is None
    assert kappa({}, {"1": 2}) is None
    assert kappa({"1": 2}, {"1": 2}) is None
    assert share_alike({}, {}) is None


values = st.integers(0, 3)
codings = st.dictionaries(
    st.sampled_from(["ann", "ben", "cleo", "rules"]), st.dictionaries(st.sampled_from("abcdefgh"), values), min_size=2
)
SCALES = st.sampled_from(["nominal", "ordinal", "interval"])


@settings(max_examples=200, deadline=None)
@given(codings, SCALES, st.randoms())
def test_alpha_does_not_know_who_is_who_nor_the_order_of_units(found: Any, scale: Scale, random: Any) -> None:
    value = alpha(found, scale)
    names = list(found)
    random.shuffle(names)
    renamed = {new: dict(reversed(found[old].items())) for new, old in zip(sorted(found), names, strict=True)}
    again = alpha(renamed, scale)
    assert (value is None) == (again is None)
    assert value is None or value == pytest.approx(again)
    assert value is None or value <= 1 + 1e-12


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdefgh"), values, min_size=2), SCALES)
def test_coders_who_agree_in_all_have_alpha_and_kappa_one(one: dict[str, int], scale: Scale) -> None:
    if len(set(one.values())) > 1:
        assert alpha({"ann": one, "ben": dict(one), "cleo": dict(one)}, scale) == pytest.approx(1)
        for weight in (None, linear, quadratic):
            assert kappa(one, dict(one), weight) == pytest.approx(1)


@settings(max_examples=100, deadline=None)
@given(codings, SCALES)
def test_a_unit_coded_by_one_alone_changes_nothing(found: dict[str, dict[str, int]], scale: Scale) -> None:
    first = min(found)
    more = {**found, first: {**found[first], "coded by one": 3}}
    assert alpha(more, scale) == alpha(found, scale)


@settings(max_examples=100, deadline=None)
@given(codings)
def test_names_of_values_do_not_matter_on_the_nominal_scale(found: dict[str, dict[str, int]]) -> None:
    named = {coder: {unit: "dcba"[value] for unit, value in units.items()} for coder, units in found.items()}
    value, again = alpha(found), alpha(named)
    assert value == (None if again is None else pytest.approx(again))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(values, values), min_size=1, max_size=12), st.sampled_from([None, linear, quadratic]))
def test_kappa_is_the_same_both_ways_round(
    pairs: list[tuple[int, int]], weight: Callable[[float, float], float] | None
) -> None:
    one = {str(number): pair[0] for number, pair in enumerate(pairs)}
    other = {str(number): pair[1] for number, pair in enumerate(pairs)}
    value, again = kappa(one, other, weight), kappa(other, one, weight)
    assert value == (None if again is None else pytest.approx(again))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=12))
def test_with_two_values_all_scales_and_weights_are_one(pairs: list[tuple[bool, bool]]) -> None:
    one = {str(number): int(pair[0]) for number, pair in enumerate(pairs)}
    other = {str(number): int(pair[1]) for number, pair in enumerate(pairs)}
    plain = kappa(one, other)
    for weight in (linear, quadratic):
        assert kappa(one, other, weight) == (None if plain is None else pytest.approx(plain))
    nominal = alpha({"ann": one, "ben": other})
    for scale in ("ordinal", "interval"):
        found = alpha({"ann": one, "ben": other}, scale)
        assert found == (None if nominal is None else pytest.approx(nominal))
