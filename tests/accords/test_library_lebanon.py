"""The cessation of hostilities between Israel and Lebanon of November 2024: facts that must hold."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from mithaq.accords import add, library, resolve_reference
from mithaq.accords.check import doubts
from mithaq.gazetteer import load_gazetteer

LEBANON = "israel-lebanon-2024-11-26"


def test_thirteen_points_between_preamble_and_last_paragraph() -> None:
    accord = library()[LEBANON]
    points = [str(n) for n in range(1, 14)]
    assert [one.id for one in accord.provisions if one.parent is None] == ["preamble", *points, "closing"]
    assert [one.id for one in accord.provisions if one.parent == "7"] == ["7-1", "7-2", "7-3"]
    counted = Counter(one.provision for one in accord.stipulations)
    promised = dict(zip(points, (1, 2, 1, 1, 1, 2, 1, 2, 5, 2, 2, 4, 2), strict=True))
    assert counted == promised | {"preamble": 1, "7-1": 1, "7-2": 1, "7-3": 2, "closing": 1}
    unseen = [one.id for one in accord.stipulations if one.unsure]
    assert unseen == ["9c", "10b", "closing"]  # printed on no public page that was found
    assert len(list(doubts(accord, library()))) == len(unseen)


def test_nobody_signed_and_two_states_stand_behind_it() -> None:
    accord = library()[LEBANON]
    assert (accord.signed, accord.also_dated, accord.in_force) == ("2024-11-26", ("2024-11-27",), "2024-11-27")
    assert accord.ids["un"] == "S/2024/870"
    roles = {one.entity: one.roles for one in accord.parties}
    assert roles == {
        "ISR": ("signatory",),
        "LBN": ("signatory",),
        "USA": ("guarantor", "mediator"),
        "FRA": ("guarantor", "mediator"),
        "unifil": ("observer",),
    }
    assert not [person for one in accord.parties for person in one.signatories]


def test_fire_ceases_at_four_in_the_morning() -> None:
    accord = library()[LEBANON]
    for id in ("1", "2a", "2b", "11a", "11b"):
        assert accord.stipulation(id).start == "2024-11-27T04:00+02:00"
    assert accord.stipulation("1").obligors == ("ISR", "LBN")
    owed = {id: (accord.stipulation(id).obligors, accord.stipulation(id).beneficiaries) for id in ("2a", "2b")}
    assert owed == {"2a": (("LBN",), ("ISR",)), "2b": (("ISR",), ("LBN",))}


def test_sixty_days_for_withdrawal_and_deployment_and_no_other_day() -> None:
    accord = library()[LEBANON]
    assert accord.in_force
    due = {}
    for one in accord.stipulations:
        if one.deadline is not None:
            assert one.deadline.within == "P60D"
            assert one.deadline.after == "in-force"
            due[one.id] = add(date.fromisoformat(accord.in_force), one.deadline.within).isoformat()
    assert due == dict.fromkeys(("12a", "12b", "12d"), "2025-01-26")
    leave, enter = accord.stipulation("12a"), accord.stipulation("12b")
    assert (leave.kind, leave.obligors, leave.places) == ("force-withdrawal", ("ISR",), ("southern-lebanon",))
    assert (enter.kind, enter.obligors, enter.places) == ("army-deployment", ("LBN",), ("south-litani",))
    assert "parallel" in (enter.condition or "")


def test_ten_thousand_soldiers() -> None:
    counted = {one.id: (one.quantity, one.unit) for one in library()[LEBANON].stipulations if one.quantity}
    assert counted == {"8a": (10000, "troop")}


def test_lebanon_alone_owes_disarmament() -> None:
    accord = library()[LEBANON]
    arms = {one.id: one.obligors for one in accord.stipulations if one.kind in ("disarmament", "arms-control")}
    assert arms == dict.fromkeys(("preamble", "6a", "6b", "7-2", "7-3a", "7-3b", "12c"), ("LBN",))
    assert accord.stipulation("5").kind == "demilitarised-zone"
    assert "hezbollah" not in {id for one in accord.stipulations for id in one.obligors}


def test_the_mechanism_is_chaired_by_the_united_states_with_france() -> None:
    accord = library()[LEBANON]
    for id in ("9b", "10b"):
        assert accord.stipulation(id).obligors == ("USA", "FRA", "unifil")
        assert accord.stipulation(id).kind == "ceasefire-monitoring"
    assert accord.stipulation("13b").obligors == ("USA", "united-nations")


def test_places_south_of_the_litani_are_parts_of_the_south() -> None:
    gazetteer = load_gazetteer()
    for town in ("naqoura", "kfar-kila", "marjayoun", "bint-jbeil"):
        assert gazetteer.within(town, "south-litani")
        assert gazetteer.within(town, "southern-lebanon")


@pytest.mark.parametrize(
    ("words", "language", "published", "found"),
    [
        ("the ceasefire agreement between Israel and Hezbollah", "en", "2025-01-10", (LEBANON,)),
        ("the Lebanon ceasefire", "en", "2025-01-10", (LEBANON,)),
        ("соглашения о прекращении огня между Израилем и Ливаном", "ru", "2025-01-10", (LEBANON,)),
        ("اتفاق وقف إطلاق النار بين إسرائيل وحزب الله", "ar", "2025-01-10", (LEBANON,)),
        ("the ceasefire between Israel and Hamas", "en", "2025-01-20", ()),
        ("the ceasefire between Israel and Hezbollah", "en", "2006-08-20", ()),
        ("اتفاق وقف إطلاق النار", "ar", "2025-01-10", ()),
        ("соглашение о прекращении огня", "ru", "2025-01-10", ()),
    ],
)
def test_reports_call_it_so(words: str, language: str, published: str, found: tuple[str, ...]) -> None:
    assert resolve_reference((), words, language, library(), published) == found
