"""Sides that are not states: for whom groups, bodies and their people speak, seen from an accord."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from mithaq import Reader
from mithaq.accords import library
from mithaq.accords.model import Party
from mithaq.gazetteer import load_gazetteer
from mithaq.linking import Evidence, link
from mithaq.linking.sides import Sides
from mithaq.reports.model import Report

PRETORIA, GOOD_FRIDAY, COLOMBIA = "pretoria-2022-11-02", "good-friday-1998-04-10", "colombia-2016-11-24"
KARABAKH = "karabakh-2020-11-09"


@cache
def reader() -> Reader:
    return Reader()


def told(text: str, language: str, day: str, accord: str) -> list[Evidence]:
    """The evidence that one sentence gives for an accord."""
    report = Report.of(text, language=language, outlet="example-news.org", published=day)
    reading = reader().read(text, language=language, published=day)
    return [one for one in link(report, reading, library(), load_gazetteer()) if one.accord == accord]


@pytest.mark.parametrize(
    ("accord", "day", "who", "side"),
    [
        (PRETORIA, "2023-01-05", "tplf", "tplf"),
        (PRETORIA, "2023-01-05", "tigray-defence-forces", "tplf"),
        (PRETORIA, "2023-01-05", "debretsion-gebremichael", "tplf"),
        (PRETORIA, "2023-01-05", "getachew-reda", "tplf"),
        (PRETORIA, "2023-01-05", "tadesse-werede", "tplf"),
        (PRETORIA, "2023-04-05", "tigray-interim-administration", "tigray"),
        (PRETORIA, "2023-01-05", "mekelle", "tigray"),
        (PRETORIA, "2023-01-05", "ETH/prime-minister", "ETH"),
        (PRETORIA, "2023-01-05", "addis-ababa", "ETH"),
        (PRETORIA, "2023-01-05", "ola", "ola"),
        (PRETORIA, "2023-01-05", "au-mvcm", "african-union"),
        (PRETORIA, "2023-01-05", "unhcr", "united-nations"),
        (GOOD_FRIDAY, "2001-10-23", "gerry-adams", "sinn-fein"),
        (GOOD_FRIDAY, "2001-10-23", "ira", "ira"),
        (GOOD_FRIDAY, "2001-10-23", "democratic-unionist-party", "democratic-unionist-party"),
        (GOOD_FRIDAY, "2001-10-23", "psni", "northern-ireland"),
        (GOOD_FRIDAY, "2001-10-23", "northern-ireland-secretary", "GBR"),
        (GOOD_FRIDAY, "2001-10-23", "iicd", "iicd"),
        (COLOMBIA, "2017-06-27", "rodrigo-londono", "farc"),
        (COLOMBIA, "2019-06-27", "rodrigo-londono", "farc"),
        (COLOMBIA, "2017-06-27", "comunes", "farc"),
        (COLOMBIA, "2017-06-27", "eln", "eln"),
        (COLOMBIA, "2017-06-27", "juan-manuel-santos", "COL"),
        (KARABAKH, "2020-12-01", "nagorno-karabakh-defence-army", "nagorno-karabakh"),
        (KARABAKH, "2020-12-01", "stepanakert", "nagorno-karabakh"),
        (KARABAKH, "2020-12-01", "houthis", "houthis"),
    ],
)
def test_whoever_belongs_to_a_party_speaks_for_it(accord: str, day: str, who: str, side: str) -> None:
    assert Sides(load_gazetteer(), day, library()[accord]).of(who) == side


@pytest.mark.parametrize(
    ("parties", "who", "side"),
    [
        ("gna-libya libyan-national-army", "LBY/prime-minister", "gna-libya"),
        ("gna-libya libyan-national-army", "fayez-al-sarraj", "gna-libya"),
        ("gna-libya libyan-national-army", "LBY", "gna-libya"),
        ("gna-libya libyan-national-army", "khalifa-haftar", "libyan-national-army"),
        ("LBY libyan-national-army", "gna-libya", "LBY"),
        ("SDN/armed-forces rapid-support-forces", "abdel-fattah-al-burhan", "SDN/armed-forces"),
        ("SDN/armed-forces rapid-support-forces", "mohamed-hamdan-dagalo", "rapid-support-forces"),
        ("ISR LBN", "hezbollah", "hezbollah"),
        ("ISR hezbollah", "LBN/president", "LBN"),
        ("YEM houthis", "mahdi-al-mashat", "houthis"),
        ("UKR dpr lpr", "dpr/leader", "dpr"),
    ],
)
def test_a_government_may_be_a_party_under_its_own_name(parties: str, who: str, side: str) -> None:
    signing = tuple(Party(id, ("signatory",)) for id in parties.split())
    accord = replace(library()[KARABAKH], id="made", parties=signing, stipulations=())
    assert Sides(load_gazetteer(), "2020-10-23", accord).of(who) == side


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The TPLF said its fighters handed over their heavy weapons in Tigray.", "en"),
        ("В НФОТ заявили, что его бойцы сдали тяжёлое вооружение в Тыграе.", "ru"),
        ("قالت جبهة تحرير شعب تيغراي إن مقاتليها سلموا أسلحتهم الثقيلة في تيغراي.", "ar"),
    ],
)
def test_a_movement_speaks_for_itself_of_its_promise(text: str, language: str) -> None:
    found = {
        one.stipulation: (one.bearing, one.source, one.side) for one in told(text, language, "2023-01-12", PRETORIA)
    }
    assert found["6c"] == ("advances", "obligor", "tplf")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Ethiopian government said TPLF fighters attacked its troops in Tigray.", "en"),
        ("Власти Эфиопии заявили, что НФОТ нарушил прекращение огня в Тыграе.", "ru"),
        ("قالت الحكومة الإثيوبية إن جبهة تحرير شعب تيغراي انتهكت وقف إطلاق النار في تيغراي.", "ar"),
    ],
)
def test_a_government_speaks_for_itself_of_the_movement(text: str, language: str) -> None:
    found = {one.stipulation: (one.bearing, one.side) for one in told(text, language, "2023-01-12", PRETORIA)}
    assert found["3a"] == ("breaches", "ETH")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("FARC said its members handed over their last weapons to the United Nations.", "en"),
        ("В ФАРК сообщили, что бойцы сдали последнее оружие наблюдателям ООН.", "ru"),
    ],
)
def test_rebels_are_not_their_country(text: str, language: str) -> None:
    found = told(text, language, "2017-06-27", COLOMBIA)
    assert found
    assert {(one.source, one.side) for one in found} == {("obligor", "farc")}


@pytest.mark.parametrize(
    ("text", "language", "day", "accord"),
    [
        ("The Colombian government and the ELN signed a ceasefire.", "en", "2017-09-04", COLOMBIA),
        ("Правительство Колумбии и АНО подписали соглашение о прекращении огня.", "ru", "2017-09-04", COLOMBIA),
        ("The ELN broke the ceasefire, Colombian President Juan Manuel Santos said.", "en", "2018-01-10", COLOMBIA),
        ("Ethiopia and the Oromo Liberation Army agreed on a ceasefire.", "en", "2023-04-12", PRETORIA),
        ("Ethiopian forces clashed with Sudanese troops at the border.", "en", "2022-12-12", PRETORIA),
        ("Эфиопские войска обстреляли суданских военных на границе.", "ru", "2022-12-12", PRETORIA),
        ("اشتبكت القوات الإثيوبية مع القوات السودانية على الحدود.", "ar", "2022-12-12", PRETORIA),
        ("Fano militia attacked Ethiopian forces in Amhara.", "en", "2023-08-12", PRETORIA),
        ("British troops withdrew from Iraq.", "en", "2009-04-30", GOOD_FRIDAY),
    ],
)
def test_what_the_same_state_does_elsewhere_is_another_conflict(
    text: str, language: str, day: str, accord: str
) -> None:
    assert told(text, language, day, accord) == []


def test_the_state_alone_counts_in_a_report_about_the_conflict() -> None:
    deed = "Ethiopian authorities let aid convoys through."
    assert told(deed, "en", "2023-01-12", PRETORIA) == []
    found = told(f"The TPLF welcomed the step in Mekelle. {deed}", "en", "2023-01-12", PRETORIA)
    assert any("the report is about this conflict" in reason for one in found for reason in one.reasons)


def test_an_observer_is_no_side() -> None:
    found = told("The UN said TPLF fighters attacked Ethiopian troops in Tigray.", "en", "2023-01-12", PRETORIA)
    assert {(one.source, one.side) for one in found} == {("international", "united-nations")}
