"""What of an answer holds against the report: quotations above all."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mithaq.coders.answers import MOST, Coding, MalformedError, checked, find, parse
from mithaq.coders.prompt import LONGEST, parts

TEXT = (
    "На границе:\nАрмения передала Азербайджану Кельбаджарский район 25 ноября.\nВозвращены ٤٤ пленных и 1 960 солдат."
)
PROMISES = {"a/6a", "a/8"}
GOOD: dict[str, Any] = {
    "quote": "Армения передала Азербайджану Кельбаджарский район",
    "promise": "a/6a",
    "bearing": "completes",
    "modality": "happened",
    "day": "2020-11-25",
    "quantity": None,
}


def reasons(**changed: Any) -> list[str]:
    taken, refused = checked([{**GOOD, **changed}], TEXT, PROMISES, "2020-11-26")
    assert len(taken) + len(refused) == 1
    return [one.reason for one in refused]


def test_a_coding_whose_words_stand_in_the_report_is_taken_with_its_place() -> None:
    (one,), refused = checked([GOOD], TEXT, PROMISES, "2020-11-26")
    assert refused == []
    assert TEXT[one.start : one.end] == GOOD["quote"]
    assert one == Coding(one.start, one.end, "a/6a", "completes", "happened", "2020-11-25", None)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"quote": "Армения передала Азербайджану Лачинский район"}, "do not stand in the report"),
        ({"quote": "Armenia handed Kalbajar district over"}, "do not stand in the report"),
        ({"quote": "Армения"}, "too short"),
        ({"quote": None}, "no quotation"),
        ({"promise": "a/99"}, "no such promise"),
        ({"promise": ["a/6a"]}, "no such promise"),
        ({"bearing": "won"}, "no such bearing"),
        ({"modality": "certain"}, "no such modality"),
        ({"day": "25 November"}, "the day is none"),
        ({"day": "2020-11-31"}, "the day is none"),
        ({"day": "2020-12-01"}, "after it was published"),
        ({"quantity": "many"}, "the number is none"),
        ({"quantity": True}, "the number is none"),
        ({"quantity": 44}, "does not stand in the quoted words"),
    ],
)
def test_everything_else_is_refused_with_its_reason(changed: dict[str, Any], reason: str) -> None:
    (found,) = reasons(**changed)
    assert reason in found


def test_a_day_to_come_is_none_only_of_what_has_happened() -> None:
    assert reasons(day="2020-12-01", modality="planned", bearing="plans") == []


@pytest.mark.parametrize("number", [44, 1960, 2, 1.96])
def test_a_number_must_stand_in_the_words_in_any_figures(number: float) -> None:
    assert reasons(quote="Возвращены ٤٤ пленных и 1 960 солдат", quantity=number) == []


def test_white_space_may_differ_and_nothing_else() -> None:
    quote = "границе: Армения   передала"
    found = find(quote, TEXT)
    assert found is not None
    assert TEXT[found[0] : found[1]] == "границе:\nАрмения передала"
    assert find("границе: армения передала", TEXT) is None
    assert find("", TEXT) in (None, (0, 0))


def test_the_same_coding_counts_once_and_a_flood_is_cut() -> None:
    taken, refused = checked([GOOD, GOOD], TEXT, PROMISES, "2020-11-26")
    assert (len(taken), [one.reason for one in refused]) == (1, ["said twice"])
    taken, refused = checked([GOOD] * (MOST + 7), TEXT, PROMISES, "2020-11-26")
    assert len(taken) + len(refused) == MOST + 7


@pytest.mark.parametrize(
    "answer", ["", "I cannot do that.", "[]", "{}", '{"codings": {}}', '{"codings": [', "[" * 100_000]
)
def test_an_answer_that_is_not_what_was_asked_for(answer: str) -> None:
    with pytest.raises(MalformedError):
        parse(answer)


def test_a_fence_around_the_answer_is_no_matter() -> None:
    assert parse(f"```json\n{json.dumps({'codings': [GOOD]})}\n```") == [GOOD]


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)
    )
)
def test_nothing_a_model_says_breaks_the_check(value: Any) -> None:
    assert checked([value, {**GOOD, "quantity": value}, {**GOOD, "promise": value}], TEXT, PROMISES, "2020-11-26")


@given(st.text(max_size=200), st.integers(1, 5))
def test_parts_lose_no_character(text: str, times: int) -> None:
    text = (text + "\n\n") * times * 40
    found = list(parts(text))
    assert "".join(part for _, part in found) == text
    assert all(len(part) <= LONGEST and text[start : start + len(part)] == part for start, part in found)
