"""The demo dossier with the two sides' names exchanged in its accord and in all its reports: the mirrored record."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from worlds import ACCORD, HERE, evidence, gist, mirrored, standing

from mithaq.data import load_yaml
from mithaq.demo import dossier
from mithaq.linking import Evidence

PAIRS: dict[str, list[list[str]]] = load_yaml(HERE / "exchanged.yaml")
DAYS = (
    "2020-11-12", "2020-11-16", "2020-11-21", "2020-11-26", "2020-12-02", "2020-12-16", "2021-02-01", "2021-07-05",
    "2022-01-01", "2022-12-20", "2023-10-01", "2024-06-13",
)  # fmt: skip
ALIKE = 0.9
"""Share of the evidence that is read alike. Sentences with the sides exchanged are not always good grammar (a verb in
the masculine beside a feminine name), so that some of it is read otherwise, on either side alike."""


@cache
def words(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    found: dict[str, str] = {}
    for one, other in PAIRS[language]:
        found.setdefault(one, other)
        found.setdefault(other, one)
    return re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True)))), found


def exchanged(text: str, language: str) -> str:
    pattern, found = words(language)
    return pattern.sub(lambda word: found[word[0]], text)


@cache
def both() -> tuple[list[Evidence], list[Evidence]]:
    plain: list[Evidence] = []
    turned: list[Evidence] = []
    for report in dossier():
        assert report.language
        plain += evidence(report, ACCORD)
        turned += evidence(replace(report, text=exchanged(report.text, report.language)), mirrored(ACCORD))
    return plain, turned


def test_the_names_are_exchanged_in_most_reports() -> None:
    assert exchanged("Azerbaijan accused Armenia, the Armenian side said in Yerevan.", "en") == (
        "Armenia accused Azerbaijan, the Azerbaijani side said in Baku."
    )
    changed = sum(exchanged(one.text, one.language or "") != one.text for one in dossier())
    assert changed > 0.9 * len(dossier())


@pytest.mark.parametrize("day", DAYS)
def test_every_promise_stands_where_its_mirror_stands(day: str) -> None:
    plain, turned = both()
    one, other = standing(ACCORD, plain, day), standing(mirrored(ACCORD), turned, day)
    assert [(each.stipulation, each.level, each.deadline, each.late) for each in other] == [
        (each.stipulation, each.level, each.deadline, each.late) for each in one
    ]
    assert len({each.level for each in one}) > 1, "all stand alike: nothing is tested"


def test_the_evidence_is_the_mirrored_evidence() -> None:
    plain, turned = both()
    one, other = gist(plain), gist(turned, turn=True)
    assert sum((one & other).values()) >= ALIKE * max(len(plain), len(turned))
    # what is read on one side only is not more on the one than on the other
    assert abs(len(plain) - len(turned)) <= 0.02 * len(plain)
