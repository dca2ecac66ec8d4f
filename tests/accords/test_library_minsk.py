"""The Minsk Package of Measures of February 2015: facts that must hold."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from mithaq.accords import add, library, resolve_reference
from mithaq.accords.check import doubts
from mithaq.gazetteer import load_gazetteer
from mithaq.linking.sides import Sides

MINSK = "minsk-2015-02-12"
SIDES = ("UKR", "dpr", "lpr")


def due(id: str) -> str | None:
    """The day by which it is owed, if every step it waits for is done on its last day."""
    accord = library()[MINSK]
    deadline = accord.stipulation(id).deadline
    if deadline is None or deadline.by:
        return deadline.by if deadline else None
    assert deadline.after
    assert deadline.within
    start = accord.signed if deadline.after == "signature" else due(deadline.after)
    return add(date.fromisoformat(start), deadline.within).isoformat() if start else None


def test_thirteen_points_and_the_note() -> None:
    accord = library()[MINSK]
    assert [one.id for one in accord.provisions if one.parent is None] == [str(n) for n in range(1, 14)]
    assert [one.id for one in accord.provisions if one.parent == "11"] == [f"11-{n}" for n in range(1, 9)]
    counted = Counter(one.provision for one in accord.stipulations)
    points = dict(zip(map(str, range(1, 14)), (1, 5, 1, 3, 1, 1, 2, 3, 2, 3, 3, 3, 2), strict=True))
    assert counted == points | {f"11-{n}": 1 for n in range(1, 9)}
    unseen = [one.id for one in accord.stipulations if one.unsure]
    assert unseen == [
        "6",
        "7b",
        "8b",
        "8c",
        "11-3",
        "11-4",
        "11-5",
        "11-8",
        "12b",
        "12c",
        "13b",
    ]  # printed on no public page that was found
    assert len(list(doubts(accord, library()))) == len(unseen)


def test_who_signed_and_who_stood_behind_it() -> None:
    accord = library()[MINSK]
    assert accord.ids["un"] == "S/RES/2202(2015)"
    signed = {one.entity: one.signatories for one in accord.parties if "signatory" in one.roles}
    assert signed == {
        "UKR": ("leonid-kuchma",),
        "dpr": ("alexander-zakharchenko",),
        "lpr": ("igor-plotnitsky",),
        "RUS": ("mikhail-zurabov",),
    }
    osce = next(one for one in accord.parties if one.entity == "osce")
    assert (osce.roles, osce.signatories) == (("mediator", "observer"), ("heidi-tagliavini",))
    russia = next(one for one in accord.parties if one.entity == "RUS")
    assert russia.roles == ("signatory", "observer"), "its word would confirm, or its name alone would link"
    assert {one.entity for one in accord.parties if "guarantor" in one.roles} == {"FRA", "DEU"}


@pytest.mark.parametrize(
    ("id", "day"),
    [
        ("2a", "2015-02-17"),
        ("2b", "2015-03-03"),
        ("2c", "2015-03-03"),
        ("2d", "2015-03-03"),
        ("4a", "2015-03-04"),
        ("4b", "2015-03-04"),
        ("4c", "2015-03-14"),
        ("6", "2015-03-08"),
        ("9b", "2015-12-31"),
        ("11a", "2015-12-31"),
        ("11b", "2015-12-31"),
        ("11c", "2015-12-31"),
        *((f"11-{n}", "2015-12-31") for n in range(1, 9)),
        ("9a", None),
        ("12b", None),
    ],
)
def test_deadlines(id: str, day: str | None) -> None:
    assert due(id) == day


def test_the_ceasefire_begins_at_midnight_in_kyiv() -> None:
    assert library()[MINSK].stipulation("1").start == "2015-02-15T00:00+02:00"


def test_border_and_special_status_wait_for_each_other() -> None:
    accord = library()[MINSK]
    begin, full = accord.stipulation("9a"), accord.stipulation("9b")
    assert begin.deadline is not None
    assert (begin.deadline.within, begin.deadline.after) == ("P1D", "12b")
    assert "point 11" in (full.condition or "")
    assert (begin.beneficiaries, full.beneficiaries) == (("UKR",), ("UKR",))


def test_each_side_draws_back_from_its_own_line() -> None:
    accord = library()[MINSK]
    both, own, other = (accord.stipulation(id) for id in ("2b", "2c", "2d"))
    assert (both.obligors, own.obligors, other.obligors) == (SIDES, ("UKR",), ("dpr", "lpr"))
    assert all(distance in (both.object or "") for distance in ("50 km", "70 km", "140 km"))
    assert "actual line" in (own.object or "")
    assert "19 September 2014" in (other.object or "")


def test_what_waits_for_the_withdrawal_waits_for_both_sides() -> None:
    accord = library()[MINSK]
    waiting = {one.id: one.deadline.after for one in accord.stipulations if one.deadline and one.deadline.within}
    assert waiting == {
        **dict.fromkeys(("2b", "2c", "2d"), "2a"),
        **dict.fromkeys(("4a", "4b", "6"), "2b"),
        "4c": "signature",
        "9a": "12b",
    }


def test_ukraine_alone_owes_law_and_constitution_and_both_sides_the_rest() -> None:
    accord = library()[MINSK]
    laws = {one.id for one in accord.stipulations if one.obligors == ("UKR",)}
    assert laws == {"2c", "4c", "5", "8b", "11a", "11b", "11c", *(f"11-{n}" for n in range(1, 9))}
    for id in ("1", "2a", "2b", "4a", "4b", "6", "7a", "7b", "9a", "9b", "10c", "12a", "12b"):
        assert accord.stipulation(id).obligors == SIDES
    assert {one.id for one in accord.stipulations if one.obligors == ("osce",)} == {"2e", "3", "10b", "12c"}
    assert {one.id for one in accord.stipulations if "RUS" in one.obligors} == {"10a", "13a", "13b"}


def test_the_authorities_of_donetsk_and_luhansk_speak_for_themselves() -> None:
    sides = Sides(load_gazetteer(), "2016-01-01", library()[MINSK])
    assert (sides.of("dpr"), sides.of("lpr")) == ("dpr", "lpr")
    assert sides.of("alexander-zakharchenko") == "dpr"
    assert sides.of("igor-plotnitsky") == "lpr"
    assert sides.of("donbas-separatists") in ("dpr", "lpr")
    assert sides.of("heidi-tagliavini") == "osce"


@pytest.mark.parametrize(
    ("dates", "words", "language", "published", "found"),
    [
        ((), "the Minsk agreements", "en", "2016-05-01", (MINSK,)),
        ((), "Minsk II", "en", "2016-05-01", (MINSK,)),
        ((), "Минских соглашений", "ru", "2016-05-01", (MINSK,)),
        ((), "اتفاقات مينسك", "ar", "2016-05-01", (MINSK,)),
        (("2015-02-12",), "Комплекс мер", "ru", "2016-05-01", (MINSK,)),
        (("2014-09-05",), "the Minsk agreement", "en", "2016-05-01", ()),
        ((), "the Minsk agreement", "en", "2014-10-01", ()),
        ((), "the Minsk Group", "en", "2016-05-01", ()),
    ],
)
def test_reports_call_it_so(
    dates: tuple[str, ...], words: str, language: str, published: str, found: tuple[str, ...]
) -> None:
    assert resolve_reference(dates, words, language, library(), published) == found
