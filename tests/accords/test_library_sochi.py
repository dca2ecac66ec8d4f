"""The two statements of Sochi, which go on from the trilateral statement on Karabakh: facts that must hold."""

from __future__ import annotations

import pytest

from mithaq.accords import library, resolve_reference
from mithaq.accords.check import doubts

KARABAKH, FIRST, SECOND = "karabakh-2020-11-09", "sochi-2021-11-26", "sochi-2022-10-31"


@pytest.mark.parametrize(("id", "day", "pax"), [(FIRST, "2021-11-26", "2396"), (SECOND, "2022-10-31", "2454")])
def test_they_add_to_the_statement_on_karabakh(id: str, day: str, pax: str) -> None:
    accord = library()[id]
    assert (accord.signed, accord.in_force, accord.place) == (day, day, "sochi")
    assert accord.supplements == KARABAKH
    assert accord.ids["pax"] == pax
    signed_by = {one.entity: one.signatories for one in accord.parties if "signatory" in one.roles}
    assert signed_by == {"AZE": ("ilham-aliyev",), "ARM": ("nikol-pashinyan",), "RUS": ("vladimir-putin",)}
    assert {one.entity for one in accord.parties if "guarantor" in one.roles} == {"RUS"}
    assert list(doubts(accord, library())) == []


@pytest.mark.parametrize(
    ("id", "kinds"),
    [
        (
            FIRST,
            "statements-1:earlier-commitments statements-2:political-dialogue border-1:ceasefire "
            "border-2:working-group border-3:border-delimitation border-4:mediation-support "
            "projects:economic-development "
            "assistance:mediation-support",
        ),
        (
            SECOND,
            "commitments-1:earlier-commitments commitments-2:political-dialogue force-1:renunciation-of-force "
            "force-2:sovereignty-and-integrity treaty-1:political-dialogue treaty-2:mediation-support "
            "contacts-1:inter-ethnic-relations contacts-2:political-dialogue readiness:mediation-support",
        ),
    ],
)
def test_promises(id: str, kinds: str) -> None:
    assert " ".join(f"{one.id}:{one.kind}" for one in library()[id].stipulations) == kinds


def test_neither_sets_a_day() -> None:
    assert not [one.id for id in (FIRST, SECOND) for one in library()[id].stipulations if one.deadline]


def test_who_owes_peace_and_who_only_helps() -> None:
    first, second = library()[FIRST], library()[SECOND]
    for accord, ids in ((first, ("border-1", "border-2", "border-3")), (second, ("force-1", "force-2", "treaty-1"))):
        assert {accord.stipulation(id).obligors for id in ids} == {("AZE", "ARM")}
    for accord in (first, second):
        helps = [one for one in accord.stipulations if one.kind == "mediation-support"]
        assert [one.obligors for one in helps] == [("RUS",), ("RUS",)]
    assert first.stipulation("border-4").condition
    assert first.stipulation("border-3").condition


def test_the_second_reaffirms_the_first_too() -> None:
    assert "26 November 2021" in (library()[SECOND].stipulation("commitments-1").object or "")
    assert "26 November 2021" not in (library()[FIRST].stipulation("statements-1").object or "")


@pytest.mark.parametrize(
    ("dates", "words", "language", "published", "found"),
    [
        (("2021-11-26",), "the trilateral statement", "en", "2022-05-01", (FIRST,)),
        (("2022-10-31",), "трёхстороннее заявление", "ru", "2022-11-01", (SECOND,)),
        ((), "the Sochi statement", "en", "2022-05-01", (FIRST,)),
        ((), "بيان سوتشي", "ar", "2022-05-01", (FIRST,)),
        ((), "Сочинского заявления", "ru", "2022-05-01", (FIRST,)),
        ((), "the Sochi statement", "en", "2023-05-01", ()),
        ((), "the trilateral statement", "en", "2020-12-01", (KARABAKH,)),
    ],
)
def test_reports_call_them_so(
    dates: tuple[str, ...], words: str, language: str, published: str, found: tuple[str, ...]
) -> None:
    assert resolve_reference(dates, words, language, library(), published) == found
