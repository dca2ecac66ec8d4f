"""Which promises a claim bears on, and how."""

from __future__ import annotations

from dataclasses import replace

import pytest
from linking_world import ACCORDS, FIRST, SECOND, TEXT, WORLD, bears, claim, linked, when

from mithaq.accords import library
from mithaq.accords.model import Change, Deadline
from mithaq.gazetteer import Gazetteer
from mithaq.languages.base import Effect
from mithaq.linking import link
from mithaq.reading.claims import Modality, Reading, Reference
from mithaq.reports.model import Report


def test_a_handover_bears_on_the_district_named_and_no_other() -> None:
    one = claim("territory-transfer", "complete", actors="ARM", to="AZE", places="kalbajar", times=[when("2020-11-25")])
    found = linked(one)
    assert bears(found) == {"6a": "completes"}
    assert (found[0].day, found[0].dated, found[0].known) == ("2020-11-25", True, "2020-11-26")
    assert found[0].voices == ("jam-news",)
    assert (found[0].source, found[0].side) == ("independent", None)
    assert any("Kalbajar" in reason for reason in found[0].reasons)


def test_three_districts_in_one_clause() -> None:
    places = "kalbajar-district lachin-district agdam-district"
    one = claim("territory-transfer", "complete", actors="ARM", places=places)
    assert bears(linked(one, published="2020-12-02")) == {"2": "completes", "6a": "completes", "6b": "completes"}


def test_a_part_of_the_district_advances_only() -> None:
    one = claim("territory-transfer", "complete", actors="ARM", places="istisu")
    assert bears(linked(one)) == {"6a": "advances"}


def test_without_a_place_only_if_the_report_names_one_alone() -> None:
    one = claim("territory-transfer", "complete", actors="ARM", to="AZE")
    assert bears(linked(one, others="kalbajar")) == {"6a": "completes"}
    assert bears(linked(one, others="kalbajar agdam-district")) == {}
    assert bears(linked(one)) == {}


def test_another_place_does_not_link() -> None:
    assert linked(claim("territory-transfer", "complete", actors="ARM", places="ganja")) == []
    assert linked(claim("ceasefire", "breach", actors="ARM AZE", places="ganja")) == []
    inside = claim("ceasefire", "breach", actors="ARM AZE", places="stepanakert", sense="clash")
    assert bears(linked(inside)) == {"1a": "breaches"}


@pytest.mark.parametrize(
    ("actors", "to", "places", "others"),
    [
        ("YEM", "houthis", "sanaa", "ARM"),
        ("LBY", "", "", ""),
        ("RUS", "GEO", "", "AZE ARM"),
        ("", "", "", "YEM houthis sanaa"),
        ("", "", "", "AZE YEM houthis sanaa"),
        ("RUS", "", "", "RUS"),
    ],
)
def test_another_conflict_does_not_link(actors: str, to: str, places: str, others: str) -> None:
    assert linked(claim("prisoner-exchange", "progress", actors=actors, to=to, places=places), others=others) == []


def test_an_exchange_between_russia_and_ukraine_is_not_one_of_karabakh() -> None:
    one = claim("prisoner-exchange", "progress", actors="RUS", to="UKR")
    found = linked(one, others="AZE ARM", accords=library())
    assert {one.accord for one in found} == {"minsk-2015-02-12"}


def test_nobody_named_links_in_a_report_about_this_conflict() -> None:
    one = claim("prisoner-exchange", "progress")
    assert bears(linked(one, others="AZE ARM GEO")) == {"8a": "advances"}
    through = claim("prisoner-exchange", "progress", actors="AZE GEO", to="ARM")
    assert bears(linked(through)) == {"8a": "advances"}


def test_before_signature_is_no_evidence() -> None:
    october = claim("ceasefire", "breach", actors="AZE ARM", times=[when("2020-10-10")], background=True)
    assert linked(october) == []
    undated = claim("ceasefire", "breach", actors="AZE ARM", background=True)
    assert linked(undated) == []
    either = claim("ceasefire", "breach", actors="AZE ARM", times=[when("2020-11")])
    assert linked(either) == []
    night = claim("ceasefire", "complete", actors="AZE ARM", times=[when("2020-11-09/2020-11-10")])
    assert bears(linked(night)) == {"1a": "completes"}


def test_dated_background_is_evidence() -> None:
    one = claim(
        "territory-transfer", "complete", actors="ARM", places="agdam-district", times=[when("2020-11-20")],
        background=True,
    )  # fmt: skip
    found = linked(one, published="2021-06-11")
    assert (found[0].stipulation, found[0].day, found[0].background) == ("2", "2020-11-20", True)


def test_news_without_a_day_takes_the_day_of_publication() -> None:
    found = linked(claim("prisoner-exchange", "progress", actors="AZE", to="ARM"), published="2020-12-14T18:30+03:00")
    assert (found[0].day, found[0].dated, found[0].known) == ("2020-12-14", False, "2020-12-14")


def test_no_day_of_publication_no_evidence() -> None:
    assert linked(claim("prisoner-exchange", "progress", actors="AZE", to="ARM"), published=None) == []


@pytest.mark.parametrize("relation", ["at", "by", "until"])
def test_a_moved_deadline(relation: str) -> None:
    one = claim(
        "territory-transfer", "amend", "promised", actors="AZE", to="ARM", places="kalbajar", event="AGREE",
        times=[when("2020-11-15"), when("2020-11-25", relation)], by="hikmet-hajiyev", sense="extend",  # type: ignore[arg-type]
    )  # fmt: skip
    found = linked(one, published="2020-11-15")
    assert bears(found) == {"6a": "amends"}
    assert found[0].deadline == "2020-11-25"
    assert found[0].day == "2020-11-15"
    assert found[0].voices == ("hikmet-hajiyev", "jam-news")
    assert (found[0].side, found[0].source) == ("AZE", "beneficiary")
    assert any("from 2020-11-15 to 2020-11-25, by Azerbaijan, for or with Armenia" in one for one in found[0].reasons)


def test_a_moved_deadline_that_does_not_say_of_what() -> None:
    by_place = claim(None, "amend", actors="AZE", places="kalbajar", times=[when("2020-11-25", "until")])
    assert bears(linked(by_place, published="2020-11-15")) == {"6a": "amends"}
    by_day = claim(None, "amend", actors="AZE", times=[when("2020-11-15"), when("2020-11-25")])
    assert bears(linked(by_day, published="2020-11-15")) == {"6a": "amends"}


def test_a_moved_deadline_that_is_counted_or_was_written_anew() -> None:
    first = ACCORDS[FIRST]

    def moved(deadline: Deadline, *changes: Change, day: str = "2020-11-15", new: str = "2020-11-25") -> list[str]:
        rows = tuple(replace(one, deadline=deadline) if one.id == "6a" else one for one in first.stipulations)
        later = replace(ACCORDS[SECOND], signed="2020-11-12", in_force="2020-11-13", changes=changes)
        one = claim("territory-transfer", "amend", actors="AZE", places="kalbajar", times=[when(new, "until")])
        found = linked(one, published=day, accords={FIRST: replace(first, stipulations=rows), SECOND: later})
        return [reason for one in found for reason in one.reasons if reason.startswith("moves the deadline")]

    for after, old in (("in-force", "2020-11-15"), ("signature", "2020-11-14"), (f"{SECOND}/in-force", "2020-11-18")):
        (reason,) = moved(Deadline(within="P5D", after=after))
        assert reason.startswith(f"moves the deadline from {old} to 2020-11-25")
    assert moved(Deadline(within="P5D", after="2")) == []  # which day that is, only evidence tells
    change = Change(f"{FIRST}/6a", "1", deadline=Deadline(within="P7D", after="in-force"))
    (reason,) = moved(Deadline(by="2020-11-15"), change)
    assert reason.startswith("moves the deadline from 2020-11-20 to 2020-11-25")
    (reason,) = moved(Deadline(by="2020-11-15"), change, day="2020-11-12", new="2020-11-18")
    assert reason.startswith("moves the deadline from 2020-11-15 to 2020-11-18")  # the change did not hold yet


def test_a_move_without_a_new_day_delays() -> None:
    one = claim("territory-transfer", "amend", actors="AZE", places="kalbajar")
    assert bears(linked(one, published="2020-11-15")) == {"6a": "delays"}


def test_the_look_alike_centre_is_not_clause_5() -> None:
    joint = claim("joint-monitoring-centre", "complete", actors="RUS TUR", places="agdam-district", event="COOPERATE")
    assert linked(joint, published="2021-01-30") == []
    own = claim("ceasefire-monitoring-centre", "complete", actors="RUS", places="stepanakert", event="COOPERATE")
    assert bears(linked(own)) == {"5": "completes"}


def test_only_the_one_who_owes_a_deed_can_do_it() -> None:
    turkish = claim("peacekeeper-deployment", "progress", actors="TUR", places="nagorno-karabakh", event="AID")
    assert linked(turkish) == []
    russian = claim("peacekeeper-deployment", "progress", actors="RUS/peacekeepers", event="AID", sense="deploy")
    assert bears(linked(russian, others="stepanakert")) == {"3": "advances", "4b": "advances"}
    theirs = claim("force-withdrawal", "progress", actors="AZE/armed-forces", places="nagorno-karabakh")
    assert linked(theirs) == []


def test_an_event_bears_on_other_promises() -> None:
    gone = claim("peacekeeper-deployment", "end", actors="RUS/peacekeepers", places="nagorno-karabakh")
    assert bears(linked(gone, published="2024-06-12")) == {"3": "ends", "4b": "ends", "6c": "ends"}
    blocked = claim("safe-movement", "breach", places="lachin-corridor", event="COERCE", sense="block")
    assert bears(linked(blocked, published="2022-12-12")) == {"6f": "breaches", "6c": "breaches"}
    stormed = claim("ceasefire", "breach", actors="AZE", places="nagorno-karabakh", event="ASSAULT", sense="attack")
    assert bears(linked(stormed, published="2023-09-19")) == {"1a": "breaches", "1b": "breaches"}


def test_restating_the_accord_is_no_step() -> None:
    agreed = claim("prisoner-exchange", "begin", actors="AZE ARM", event="AGREE", sense="agree")
    assert linked(agreed, published="2020-11-10") == []
    by = when("2020-11-15", "by")
    due = claim("territory-transfer", "complete", "planned", actors="ARM", places="kalbajar", times=[by])
    assert linked(due, published="2020-11-13") == []
    later = claim("prisoner-exchange", "begin", actors="AZE ARM", event="AGREE", sense="agree")
    assert bears(linked(later, published="2021-06-10")) == {"8a": "plans"}
    told = claim(
        "prisoner-exchange", "progress", "planned", actors="AZE ARM", reference=Reference(0, 3, accords=(FIRST,))
    )
    assert linked(told, published="2021-06-10") == []


def test_what_is_due_has_not_happened() -> None:
    ahead = [when("2020-11-25", "by")]
    one = claim("territory-transfer", "complete", "ongoing", actors="ARM", places="kalbajar", times=ahead)
    assert bears(linked(one, published="2020-11-17")) == {"6a": "plans"}
    assert bears(linked(one, published="2020-11-25")) == {"6a": "advances"}
    accord = Reference(0, 3, accords=(FIRST,))
    fresh = claim("territory-transfer", "complete", actors="ARM", places="kalbajar", reference=accord)
    assert linked(fresh, published="2020-11-10") == []


def test_a_claim_about_another_agreement_does_not_link() -> None:
    truce = Reference(0, 3, dates=("2020-10-10",))
    assert linked(claim("ceasefire", "breach", actors="AZE ARM", reference=truce), published="2020-11-20") == []
    second = Reference(0, 3, dates=("2021-01-11",), accords=(SECOND,))
    opened = claim("transport-unblocking", "progress", actors="ARM", reference=second)
    assert bears(linked(opened, published="2021-03-11")) == {"9a": "advances"}


@pytest.mark.parametrize(
    ("effect", "modality", "expected"),
    [
        ("complete", "happened", "completes"),
        ("complete", "ongoing", "advances"),
        ("progress", "happened", "advances"),
        ("complete", "planned", "plans"),
        ("complete", "conditional", "plans"),
        ("complete", "denied", "disputes"),
        ("complete", "failed", "disputes"),
        ("complete", "alleged", "advances"),
        ("complete", "demanded", "disputes"),
        ("delay", "happened", "delays"),
        ("assess", "happened", "assesses"),
        ("dispute", "happened", "disputes"),
        ("breach", "planned", None),
        ("other", "happened", None),
    ],
)
def test_effect_and_modality_give_the_bearing(effect: Effect, modality: Modality, expected: str | None) -> None:
    one = claim("territory-transfer", effect, modality, actors="ARM", places="lachin-district", by="AZE/president")
    assert bears(linked(one)).get("6b") == expected


@pytest.mark.parametrize(
    ("effect", "modality", "expected"),
    [
        ("comply", "ongoing", "complies"),
        ("complete", "ongoing", "complies"),
        ("breach", "alleged", "breaches"),
        ("breach", "denied", "disputes"),
        ("comply", "failed", "breaches"),
        ("end", "happened", "ends"),
    ],
)
def test_states_that_last(effect: Effect, modality: Modality, expected: str) -> None:
    one = claim("ceasefire", effect, modality, actors="AZE ARM", by="ARM/ministry-of-defence")
    found = linked(one)
    assert bears(found)["1a"] == expected
    assert found[0].modality == modality


def test_a_demand_of_an_outsider_assesses() -> None:
    one = claim("prisoner-exchange", "progress", "demanded", actors="AZE", to="ARM", by="unhcr")
    assert bears(linked(one)) == {"8a": "assesses"}


@pytest.mark.parametrize(
    ("by", "voice", "side", "source"),
    [
        ("AZE/president", "AZE/president", "AZE", "beneficiary"),
        ("ARM/ministry-of-defence", "ARM/ministry-of-defence", "ARM", "obligor"),
        ("RUS/ministry-of-defence", "RUS/ministry-of-defence", "RUS", "guarantor"),
        ("unhcr", "unhcr", "unhcr", "international"),
        ("GEO/president", "GEO/president", "GEO", "international"),
        ("tass", "tass", None, "independent"),
        ("ilham-aliyev", "ilham-aliyev", "AZE", "beneficiary"),
    ],
)
def test_whose_word_it_is(by: str, voice: str, side: str | None, source: str) -> None:
    one = claim("territory-transfer", "complete", actors="ARM", places="agdam-district", by=by)
    found = linked(one)[0]
    assert found.voices == (voice, "jam-news")
    assert (found.side, found.source) == (side, source)


def test_numbers_go_with_what_they_count() -> None:
    numbers = [(44.0, "prisoner"), (12.0, "prisoner"), (97000.0, "mine")]
    one = claim("prisoner-exchange", "progress", actors="AZE", to="ARM", numbers=numbers)
    assert linked(one)[0].quantity == 44
    assert linked(claim("prisoner-exchange", "progress", actors="AZE", numbers=[(15, "person")]))[0].quantity == 15
    assert linked(claim("prisoner-exchange", "progress", actors="AZE", numbers=[(5, "mine")]))[0].quantity is None


def test_a_state_that_lasts_since_a_day_holds_until_the_report() -> None:
    since = when("2022-12-12", "since")
    one = claim("safe-movement", "breach", "ongoing", places="lachin-corridor", times=[since], sense="block")
    found = [e for e in linked(one, published="2023-01-20") if e.stipulation == "6f"]
    assert found[0].day == "2022-12-12/2023-01-20"


def test_what_is_said_of_the_accord_as_a_whole_attaches_to_no_promise() -> None:
    one = claim(
        None, "assess", actors="AZE", to="RUS", by="ilham-aliyev", event="SUPPORT",
        reference=Reference(0, 3, dates=("2020-11-10", "2021-01-11"), accords=(FIRST, SECOND)),
    )  # fmt: skip
    found = linked(one, published="2021-06-11")
    assert [(e.accord, e.stipulation, e.bearing) for e in found] == [(FIRST, "", "assesses"), (SECOND, "", "assesses")]


def test_the_second_statement() -> None:
    met = claim("working-group-meeting", "complete", actors="AZE ARM RUS", places="moscow", event="CONSULT")
    found = {e.stipulation: e.bearing for e in linked(met, published="2021-01-30") if e.accord == SECOND}
    assert found == {"2a": "completes", "1": "completes"}


def test_the_same_again_has_the_same_ids() -> None:
    one = claim("prisoner-exchange", "progress", actors="AZE", to="ARM")
    assert linked(one) == linked(one)
    assert len({e.id for e in linked(one, one)}) == len(linked(one))


def test_a_medium_that_is_its_state_s_organ_speaks_for_it() -> None:
    organ = replace(WORLD.entities["tass"], classes=("agency", "state-organ"))
    world = Gazetteer({**WORLD.entities, "tass": organ}, WORLD.titles)
    one = claim("peacekeeper-deployment", "progress", actors="RUS/peacekeepers", places="stepanakert", by="tass")
    reading = Reading(TEXT, "en", "2020-11-12", claims=(one,))
    found = link(Report.of(TEXT, published="2020-11-12"), reading, ACCORDS, world)
    assert {e.stipulation for e in found} == {"3", "4b"}
    assert {(e.source, e.side) for e in found} == {("state-media", "RUS")}
