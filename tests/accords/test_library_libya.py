"""The ceasefire agreement for Libya of 23 October 2020: facts that must hold."""

from __future__ import annotations

import pytest

from mithaq.accords import add, library, resolve_reference
from mithaq.gazetteer import load_gazetteer

LIBYA = "libya-2020-10-23"


def test_signed_by_ten_officers_before_the_united_nations() -> None:
    accord = library()[LIBYA]
    assert (accord.signed, accord.in_force) == ("2020-10-23", "2020-10-23")
    assert (accord.ids["un"], accord.ids["pax"]) == ("S/2020/1043", "2320")
    signed = {party.entity: party.signatories for party in accord.parties}
    assert {id: len(names) for id, names in signed.items()} == {"gna-libya": 5, "libyan-national-army": 5, "unsmil": 1}
    assert {party.entity for party in accord.parties if "signatory" in party.roles} == {
        "gna-libya",
        "libyan-national-army",
    }


def test_four_principles_and_twelve_clauses() -> None:
    assert [one.id for one in library()[LIBYA].provisions] == ["principles", *map(str, range(1, 13))]


@pytest.mark.parametrize("stipulation", ["2a", "2b"])
def test_the_front_lines_and_foreign_fighters_have_three_months(stipulation: str) -> None:
    from datetime import date

    accord = library()[LIBYA]
    deadline = accord.stipulation(stipulation).deadline
    assert deadline is not None
    assert deadline.after == "signature"
    assert deadline.within is not None
    assert add(date.fromisoformat(accord.signed), deadline.within).isoformat() == "2021-01-23"


def test_both_sides_owe_what_is_not_the_commissions() -> None:
    accord = library()[LIBYA]
    sides = {"gna-libya", "libyan-national-army"}
    shared = {one.id for one in accord.stipulations if not sides <= set(one.obligors)}
    assert shared == {"11"}
    assert "terrorist" in (accord.stipulation("1").condition or "")
    assert {one.kind for one in accord.stipulations} >= {
        "ceasefire",
        "force-withdrawal",
        "foreign-forces-withdrawal",
        "foreign-training-halt",
        "joint-forces",
        "paramilitary-groups",
        "prisoner-exchange",
        "incitement-end",
    }


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("the Libyan ceasefire agreement", "en"),
        ("Libya's ceasefire deal", "en"),
        ("соглашения о прекращении огня в Ливии", "ru"),
        ("اتفاق وقف إطلاق النار في ليبيا", "ar"),
    ],
)
def test_reports_call_it_so(words: str, language: str) -> None:
    assert resolve_reference((), words, language, library(), "2021-06-01") == (LIBYA,)


@pytest.mark.parametrize(
    ("words", "language"),
    [("the ceasefire agreement", "en"), ("соглашение о прекращении огня", "ru"), ("اتفاق وقف إطلاق النار", "ar")],
)
def test_a_general_word_does_not_mean_it(words: str, language: str) -> None:
    assert LIBYA not in resolve_reference((), words, language, library(), "2021-06-01")


def test_the_signatories_are_known_by_name_in_three_languages() -> None:
    gazetteer = load_gazetteer()
    for party in library()[LIBYA].parties:
        for person in party.signatories:
            entity = gazetteer.get(person)
            assert entity is not None, person
            assert all(entity.names.get(code) for code in ("en", "ru", "ar")), person
