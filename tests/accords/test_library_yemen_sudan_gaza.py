"""The accords on Hudaydah, Sudan and Gaza: facts that must hold."""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.accords import Accord, add, library, resolve_reference

STOCKHOLM = "stockholm-2018-12-13"
JEDDAH, TRUCE = "sudan-2023-05-11", "sudan-2023-05-20"
GAZA = "gaza-2025-01-15"


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
        (JEDDAH, "2023-05-11", "2023-05-11", {"SDN/armed-forces", "rapid-support-forces"}),
        (TRUCE, "2023-05-20", "2023-05-20", {"SDN/armed-forces", "rapid-support-forces"}),
        (GAZA, "2025-01-15", "2025-01-19", {"ISR", "hamas"}),
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
        (GAZA, "stage-1-6b", "2025-01-19"),
        (GAZA, "stage-1-6c", "2025-01-25"),
        (GAZA, "stage-1-3a", "2025-01-25"),
        (GAZA, "appendix-7a", "2025-01-25"),
        (GAZA, "stage-1-8a", "2025-02-03"),
        (GAZA, "stage-1-3b", "2025-02-09"),
        (GAZA, "appendix-7c", "2025-02-09"),
        (GAZA, "stage-1-8b", "2025-02-22"),
        (GAZA, "stage-1-6a", "2025-03-01"),
        (GAZA, "appendix-4b", "2025-03-09"),
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


def test_the_jeddah_declaration_has_seven_commitments_and_fifteen_duties() -> None:
    accord = library()[JEDDAH]
    assert [one.id for one in accord.provisions if one.parent is None] == [str(n) for n in range(1, 8)]
    assert [one.id for one in accord.provisions if one.parent == "2"] == [f"2{letter}" for letter in "abcdefghijklmno"]
    assert [one.id for one in accord.provisions if one.parent == "3"] == ["3a", "3b", "3c"]
    assert {one.obligors for one in accord.stipulations} == {("SDN/armed-forces", "rapid-support-forces")}


@pytest.mark.parametrize(
    ("provision", "kinds"),
    [
        ("2c", {"protection-of-civilians", "evacuation-from-facilities"}),
        ("2g", {"evacuation-from-facilities"}),
        ("2l", {"child-soldiers"}),
        ("2o", {"human-rights", "detainee-access"}),
        ("3b", {"humanitarian-access", "ceasefire"}),
        ("4", {"publication", "liaison"}),
        ("5", {"exchange-of-remains"}),
        ("7", {"political-dialogue"}),
    ],
)
def test_what_the_jeddah_declaration_promises(provision: str, kinds: set[str]) -> None:
    found = {one.kind for one in library()[JEDDAH].stipulations if one.provision == provision}
    assert found == kinds


def test_the_declaration_is_no_ceasefire_and_the_truce_is() -> None:
    declared = [one for one in library()[JEDDAH].stipulations if one.kind == "ceasefire"]
    assert [one.object for one in declared] == ["humanitarian pauses and days of quiet"]
    truce = library()[TRUCE]
    assert truce.supplements == JEDDAH
    ceasefire = truce.stipulation("1")
    assert (ceasefire.kind, ceasefire.start, ceasefire.duration) == ("ceasefire", "2023-05-22T21:45+02:00", "P7D")
    assert ceasefire.renewal


def test_the_truce_is_watched_by_four_and_asks_for_hospitals_and_services() -> None:
    truce = library()[TRUCE]
    assert truce.stipulation("8a").obligors == ("USA", "SAU", "SDN/armed-forces", "rapid-support-forces")
    assert truce.stipulation("8b").kind == "ceasefire-monitoring"
    assert {one.kind for one in truce.stipulations} >= {
        "halt-at-positions",
        "evacuation-from-facilities",
        "essential-services",
        "humanitarian-access",
        "exchange-of-remains",
    }


def test_gaza_has_three_stages_of_which_the_later_wait_for_lasting_calm() -> None:
    accord = library()[GAZA]
    assert [one.id for one in accord.provisions if one.parent is None] == ["stage-1", "stage-2", "stage-3", "appendix"]
    assert [one.id for one in accord.provisions if one.parent == "appendix"] == [f"appendix-{n}" for n in range(1, 9)]
    assert accord.stipulation("stage-1-1").duration == "P42D"
    waits = {
        one.id: one.deadline.within for one in accord.stipulations if one.deadline and one.deadline.after == "stage-2-1"
    }
    assert waits == {"stage-2-2a": "P42D", "stage-2-2b": "P42D", "stage-2-3": "P42D", "stage-3-1": "P84D"}
    assert last_day(accord, "stage-2-3") is None


def test_thirty_three_hostages_go_free_in_seven_releases() -> None:
    accord = library()[GAZA]
    freed = [one for one in accord.stipulations if one.provision == "stage-1-6" and one.kind == "prisoner-exchange"]
    whole, *steps = freed
    assert (whole.quantity, whole.obligors, whole.unit) == (33, ("hamas",), "prisoner")
    assert [one.quantity for one in steps] == [3, 4, 3, 3, 3, 3, 14]
    assert sum(one.quantity or 0 for one in steps) == whole.quantity
    days = [last_day(accord, one.id) or "" for one in steps]
    assert days == sorted(days)
    assert (days[0], days[-1]) == ("2025-01-19", "2025-03-01")


def test_numbers_of_the_gaza_agreement() -> None:
    counted = {
        (one.quantity, one.unit) for one in library()[GAZA].stipulations if one.obligors[0] == "ISR" and one.quantity
    }
    assert counted == {
        (600, "lorry"),
        (50, "lorry"),
        (300, "lorry"),
        (60_000, "dwelling"),
        (200_000, "tent"),
        (110, "prisoner"),
        (1000, "prisoner"),
        (107, "prisoner"),
        (50, "person"),
    }


def test_where_israel_withdraws_from_in_gaza() -> None:
    accord = library()[GAZA]
    left = [one for one in accord.stipulations if one.kind == "force-withdrawal"]
    assert {one.obligors for one in left} == {("ISR",)}
    named = {place for one in left for place in one.places}
    assert named == {"gaza", "wadi-gaza", "al-rashid-street", "netzarim", "kuwait-roundabout", "philadelphi", "rafah"}
    assert accord.stipulation("appendix-4b").places == ("philadelphi",)


def test_three_mediators_guarantee_the_gaza_agreement() -> None:
    accord = library()[GAZA]
    guarantors = {one.entity for one in accord.parties if "guarantor" in one.roles}
    assert guarantors == {"QAT", "EGY", "USA"} == set(accord.stipulation("appendix-1a").obligors)


@pytest.mark.parametrize("id", [STOCKHOLM, JEDDAH, TRUCE, GAZA])
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
        ("the Jeddah Declaration", "en", JEDDAH),
        ("the Jeddah ceasefire agreement", "en", TRUCE),
        ("Джиддийской декларации", "ru", JEDDAH),
        ("إعلان جدة", "ar", JEDDAH),
        ("اتفاق وقف إطلاق النار قصير الأمد", "ar", TRUCE),
        ("the Gaza ceasefire deal", "en", GAZA),
        ("соглашения о прекращении огня в секторе Газа", "ru", GAZA),
        ("لاتفاق وقف إطلاق النار في غزة", "ar", GAZA),
    ],
)
def test_reports_call_them_so(words: str, language: str, id: str) -> None:
    assert resolve_reference((), words, language, library(), "2025-02-20") == (id,)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("the ceasefire agreement", "en"),
        ("the prisoner swap", "en"),
        ("соглашение о прекращении огня", "ru"),
        ("اتفاق وقف إطلاق النار", "ar"),
    ],
)
def test_a_general_word_means_none_of_them(words: str, language: str) -> None:
    found = resolve_reference((), words, language, library(), "2025-02-20")
    assert not {STOCKHOLM, JEDDAH, TRUCE, GAZA} & set(found)
