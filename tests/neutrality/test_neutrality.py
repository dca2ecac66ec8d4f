"""No side, no language and no order of reports is treated otherwise than another."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from worlds import (
    ACCORD,
    AS_IT_WAS,
    DAYS,
    LANGUAGES,
    TEMPLATES,
    TURNED,
    evidence,
    gist,
    levels,
    mirrored,
    standing,
    told,
)

from mithaq.linking import Evidence
from mithaq.reports import Report

IDS = [one["id"] for one in TEMPLATES]


def everything(
    language: str, sides: tuple[str, str], templates: Sequence[Mapping[str, str]] = TEMPLATES
) -> list[Evidence]:
    accord = ACCORD if sides == AS_IT_WAS else mirrored(ACCORD)
    return [found for one in templates for found in evidence(told(one, language, sides), accord)]


def test_no_report_moves_a_level_by_its_language() -> None:
    def alone(template: Mapping[str, str], language: str) -> list[tuple[object, ...]]:
        found = evidence(told(template, language, AS_IT_WAS), ACCORD)
        return [row for day in DAYS for row in levels(standing(ACCORD, found, day))]

    differ = {
        one["id"]
        for one in TEMPLATES
        if any(alone(one, language) != alone(one, "en") for language in LANGUAGES)
    }  # fmt: skip
    assert differ == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES, ids=IDS)
def test_a_report_with_the_sides_exchanged_is_read_as_its_mirror(template: dict[str, str], language: str) -> None:
    plain = evidence(told(template, language, AS_IT_WAS), ACCORD)
    turned = evidence(told(template, language, TURNED), mirrored(ACCORD))
    assert plain, "the report says nothing: the test would hold of any reader"
    assert gist(turned, turn=True) == gist(plain)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", DAYS)
def test_the_record_with_the_sides_exchanged_is_the_mirrored_record(day: str, language: str) -> None:
    plain = standing(ACCORD, everything(language, AS_IT_WAS), day)
    turned = standing(mirrored(ACCORD), everything(language, TURNED), day)
    assert levels(turned) == levels(plain)
    if day >= "2020-12-01":
        assert any(one.level == 3 for one in plain), "nothing stands at 3: nothing is tested"


@pytest.mark.parametrize("language", ["ru", "ar"])
@pytest.mark.parametrize("day", DAYS)
def test_a_report_in_another_language_moves_no_level(day: str, language: str) -> None:
    english, theirs = (everything(code, AS_IT_WAS) for code in ("en", language))
    assert levels(standing(ACCORD, theirs, day)) == levels(standing(ACCORD, english, day))


@pytest.mark.parametrize("day", DAYS)
def test_reports_of_three_languages_say_no_more_than_those_of_one(day: str) -> None:
    one = everything("en", AS_IT_WAS)
    all_of_them = [found for language in LANGUAGES for found in everything(language, AS_IT_WAS)]
    assert levels(standing(ACCORD, all_of_them, day)) == levels(standing(ACCORD, one, day))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_reports_moves_no_level(seed: int) -> None:
    reports = [told(one, language, AS_IT_WAS) for one in TEMPLATES for language in LANGUAGES]
    plain = [found for one in reports for found in evidence(one, ACCORD)]
    random.Random(seed).shuffle(reports)
    mixed = [found for one in reports for found in evidence(one, ACCORD)]
    for day in DAYS:
        assert standing(ACCORD, mixed, day) == standing(ACCORD, plain, day)


@pytest.mark.parametrize("language", LANGUAGES)
def test_doubling_and_reprinting_move_no_level(language: str) -> None:
    reports = [told(one, language, AS_IT_WAS) for one in TEMPLATES]
    plain = [found for one in reports for found in evidence(one, ACCORD)]
    again = [reprint(one, outlet) for one in reports for outlet in ("Weekly Record", "Evening Echo", "Morning Mirror")]
    more = [found for one in again for found in evidence(one, ACCORD)]
    assert len(more) > len(plain)
    for day in DAYS:
        assert levels(standing(ACCORD, [*plain, *plain], day)) == levels(standing(ACCORD, plain, day))
        assert levels(standing(ACCORD, [*plain, *more], day)) == levels(standing(ACCORD, plain, day))


def reprint(report: Report, outlet: str) -> Report:
    """The same words of the same day in another outlet."""
    made = Report.of(report.text, language=report.language, published=report.published, outlet=outlet)
    return replace(made, title="Reprinted")
