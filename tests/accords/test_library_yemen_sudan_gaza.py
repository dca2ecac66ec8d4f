"""The accords on Hudaydah, Sudan and Gaza: facts that must hold."""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.accords import Accord, add, library, resolve_reference

STOCKHOLM = "stockholm-2018-12-13"


def last_day(accord: Accord, stipulation: str) -> str | None:
    """The day by which it is owed, if every step that it waits for is done on its last day."""
    deadline = accord.stipulation(stipulation).deadline
    if deadline is None or deadline.by:
        return deadline.by if deadline else None
    assert deadline.after
    assert deadline.within
    known = {"signature": accord.signed, "in-force": accord.in_force}
    start = known[deadline.after] if deadline.after in known else last_day(accord, deadline.after)
    return add(date.fromisoformat(start), deadline.within).isoformat() if start else None


@pytest.mark.parametrize(
    ("id", "signed", "in_force", "parties"),
    [
        (STOCKHOLM, "2018-12-13", "2018-12-18", {"YEM", "houthis"}),
    ],
)
def test_days_and_sides(id: str, signed: str, in_force: str, parties: set[str]) -> None:
    accord = library()[id]
    assert (accord.signed, accord.in_force) == (signed, in_force)
    assert {one.entity for one in accord.parties if "signatory" in one.roles} == parties


@pytest.mark.parametrize(
    ("id", "stipulation", "day"),
    [
        (STOCKHOLM, "hodeidah-2a", "2019-01-01"),
        (STOCKHOLM, "hodeidah-2b", "2019-01-08"),
        (STOCKHOLM, "prisoners-2a", "2018-12-20"),
        (STOCKHOLM, "prisoners-2d", "2019-01-10"),
        (STOCKHOLM, "common-2", "2019-01-31"),
    ],
)
def test_deadlines(id: str, stipulation: str, day: str) -> None:
    assert last_day(library()[id], stipulation) == day


def test_the_ports_are_left_first_and_then_the_city() -> None:
    accord = library()[STOCKHOLM]
    first, whole = accord.stipulation("hodeidah-2a"), accord.stipulation("hodeidah-2b")
    assert first.kind == whole.kind == "force-withdrawal"
    assert set(first.places) == {"hodeidah-port", "salif", "ras-isa"}
    assert set(whole.places) - set(first.places) == {"hodeidah"}
    assert first.obligors == whole.obligors == ("YEM", "houthis")


def test_who_watches_over_hudaydah() -> None:
    accord = library()[STOCKHOLM]
    committee = "redeployment-coordination-committee"
    owed = {one.id: one.kind for one in accord.stipulations if committee in one.obligors}
    assert owed == {"hodeidah-6a": "ceasefire-monitoring", "hodeidah-6b": "mine-action", "hodeidah-7": "reporting"}
    weekly = accord.stipulation("hodeidah-7")
    assert (weekly.period, weekly.beneficiaries) == ("P1W", ("un-security-council",))
    assert accord.stipulation("hodeidah-8a").beneficiaries == ("yemen-red-sea-ports",)
    assert accord.stipulation("hodeidah-12").kind == "revenue-sharing"


def test_prisoners_go_free_when_the_last_list_is_signed() -> None:
    accord = library()[STOCKHOLM]
    rounds = [one for one in accord.stipulations if one.kind == "detainee-lists"]
    waits = [one.deadline.after if one.deadline else None for one in rounds]
    assert waits == ["signature", "prisoners-2a", "prisoners-2b", "prisoners-2c", None]
    exchange = accord.stipulation("prisoners-1").deadline
    assert exchange is not None
    assert (exchange.within, exchange.after) == ("P10D", "prisoners-2e")


def test_taiz_gets_a_committee_that_reports() -> None:
    kinds = [one.kind for one in library()[STOCKHOLM].stipulations if "taiz" in one.places]
    assert kinds == ["working-group", "working-group-meeting", "lines-of-work", "reporting"]


@pytest.mark.parametrize("id", [STOCKHOLM])
def test_every_clause_promises_something(id: str) -> None:
    accord = library()[id]
    above = {one.parent for one in accord.provisions}
    promising = {one.provision for one in accord.stipulations}
    assert {one.id for one in accord.provisions if one.id not in above} == promising


@pytest.mark.parametrize(
    ("words", "language", "id"),
    [
        ("the Stockholm Agreement", "en", STOCKHOLM),
        ("the Hodeidah agreement", "en", STOCKHOLM),
        ("Стокгольмского соглашения", "ru", STOCKHOLM),
        ("اتفاق ستوكهولم", "ar", STOCKHOLM),
        ("لاتفاق الحديدة", "ar", STOCKHOLM),
    ],
)
def test_reports_call_them_so(words: str, language: str, id: str) -> None:
    assert resolve_reference((), words, language, library(), "2025-02-20") == (id,)
