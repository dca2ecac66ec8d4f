"""The accords that ended the wars in Tigray, Colombia and Northern Ireland: facts that must hold."""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.accords import Accord, Stipulation, add, library, resolve_reference

PRETORIA, NAIROBI = "pretoria-2022-11-02", "nairobi-2022-11-12"
COLOMBIA, BELFAST = "colombia-2016-11-24", "good-friday-1998-04-10"


def due(accord: Accord, one: Stipulation) -> str | None:
    """The day by which it is owed, if every step it waits for is done on its last day."""
    if one.deadline is None:
        if one.start and one.duration:
            return add(date.fromisoformat(one.start[:10]), one.duration).isoformat()
        return None
    if one.deadline.by:
        return one.deadline.by
    after, within = one.deadline.after, one.deadline.within
    assert after
    assert within
    start = {"signature": accord.signed, "in-force": accord.in_force}.get(after)
    start = start or due(accord, accord.stipulation(after))
    return add(date.fromisoformat(start), within).isoformat() if start else None


@pytest.mark.parametrize(
    ("id", "signed", "in_force", "signatories"),
    [
        (PRETORIA, "2022-11-02", "2022-11-03", {"redwan-hussein", "getachew-reda"}),
        (NAIROBI, "2022-11-12", "2022-11-12", {"birhanu-jula", "tadesse-werede"}),
        (COLOMBIA, "2016-11-24", "2016-12-01", {"juan-manuel-santos", "rodrigo-londono"}),
        (BELFAST, "1998-04-10", "1999-12-02", {"tony-blair", "mo-mowlam", "bertie-ahern", "david-andrews"}),
    ],
)
def test_days_and_signatories(id: str, signed: str, in_force: str, signatories: set[str]) -> None:
    accord = library()[id]
    assert (accord.signed, accord.in_force) == (signed, in_force)
    signed_by = {person for one in accord.parties if "signatory" in one.roles for person in one.signatories}
    assert signed_by == signatories


@pytest.mark.parametrize(
    ("id", "stipulation", "day"),
    [
        (PRETORIA, "6a", "2022-11-03"),
        (PRETORIA, "6b", "2022-11-07"),
        (PRETORIA, "6c", "2022-11-17"),
        (PRETORIA, "6d", "2022-12-02"),
        (NAIROBI, "2-1a", "2022-11-22"),
        (NAIROBI, "2-1h", "2022-11-12"),
        (NAIROBI, "2-1i", "2022-11-26"),
        (COLOMBIA, "3-1-7a", "2017-03-01"),
        (COLOMBIA, "3-1-7b", "2017-03-31"),
        (COLOMBIA, "3-1-7c", "2017-04-30"),
        (COLOMBIA, "3-1-7d", "2017-05-30"),
        (COLOMBIA, "3-1-4c", "2017-05-30"),
        (COLOMBIA, "6-1-1", "2017-03-24"),
        (BELFAST, "validation-2a", "1998-05-22"),
        (BELFAST, "validation-2b", "1998-05-22"),
        (BELFAST, "validation-3a", "1998-06-25"),
        (BELFAST, "decommissioning-3", "2000-05-22"),
        (BELFAST, "decommissioning-6", "1998-06-30"),
        (BELFAST, "prisoners-4", "1998-06-30"),
        (BELFAST, "strand-two-8", "1998-10-31"),
        (BELFAST, "validation-8b", "2003-12-02"),
    ],
)
def test_deadlines(id: str, stipulation: str, day: str) -> None:
    accord = library()[id]
    assert due(accord, accord.stipulation(stipulation)) == day


def test_pretoria_has_fifteen_articles_and_nairobi_carries_it_out() -> None:
    articles = [one.id for one in library()[PRETORIA].provisions if one.parent is None]
    assert articles == [str(n) for n in range(1, 16)]
    nairobi = library()[NAIROBI]
    assert nairobi.supplements == PRETORIA
    assert nairobi.implements == f"{PRETORIA}/6b"
    assert nairobi.ids["pax"] == "2464"


def test_heavy_weapons_and_foreign_forces_go_together() -> None:
    nairobi = library()[NAIROBI]
    arms, foreign = nairobi.stipulation("2-1e"), nairobi.stipulation("2-1f")
    assert (arms.kind, arms.obligors) == ("disarmament", ("tplf",))
    assert (foreign.kind, foreign.obligors) == ("foreign-forces-withdrawal", ("ETH",))
    assert arms.condition
    assert foreign.condition


def test_who_owes_what_for_trust_in_pretoria() -> None:
    accord = library()[PRETORIA]
    owed = {one.provision: one.obligors for one in accord.stipulations if one.provision in ("7-1", "7-2")}
    assert owed == {"7-1": ("tplf",), "7-2": ("ETH",)}


def test_colombias_numbers() -> None:
    accord = library()[COLOMBIA]
    counted = {one.id: (one.quantity, one.unit) for one in accord.stipulations if one.quantity}
    assert counted == {"1-1-1": (3e6, "hectare"), "1-1-5": (7e6, "hectare"), "2-3-6": (16, "seat")}
    assert accord.stipulation("3-2-2b").duration == "P24M"
    assert accord.stipulation("5-1-1-1").duration == "P3Y"
    assert {one.obligors for one in accord.stipulations if one.id in ("3-1-7a", "3-1-7b", "3-1-7c")} == {("farc",)}
    guarantors = {one.entity for one in accord.parties if "guarantor" in one.roles}
    assert guarantors == {"CUB", "NOR"}


def test_prisoners_of_groups_without_a_ceasefire_are_not_released() -> None:
    accord = library()[BELFAST]
    assert "ceasefire" in (accord.stipulation("prisoners-1").condition or "")
    left = accord.stipulation("prisoners-3b").deadline
    assert left is not None
    assert (left.within, left.after) == ("P2Y", "prisoners-1")


@pytest.mark.parametrize(
    ("words", "language", "id"),
    [
        ("the Pretoria peace deal", "en", PRETORIA),
        ("the Nairobi declaration", "en", NAIROBI),
        ("the Good Friday Agreement", "en", BELFAST),
        ("the peace deal with the FARC", "en", COLOMBIA),
        ("Преторийского соглашения", "ru", PRETORIA),
        ("Соглашения Страстной пятницы", "ru", BELFAST),
        ("мирному соглашению с ФАРК", "ru", COLOMBIA),
        ("اتفاق بريتوريا", "ar", PRETORIA),
        ("لاتفاق الجمعة العظيمة", "ar", BELFAST),
        ("اتفاق السلام الكولومبي", "ar", COLOMBIA),
    ],
)
def test_reports_call_them_so(words: str, language: str, id: str) -> None:
    assert resolve_reference((), words, language, library(), "2023-06-01") == (id,)


@pytest.mark.parametrize(
    ("words", "language"),
    [("the ceasefire agreement", "en"), ("мирное соглашение", "ru"), ("اتفاق وقف إطلاق النار", "ar")],
)
def test_a_general_word_means_none_of_them(words: str, language: str) -> None:
    found = resolve_reference((), words, language, library(), "2023-06-01")
    assert not {PRETORIA, NAIROBI, COLOMBIA, BELFAST} & set(found)
