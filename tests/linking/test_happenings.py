"""Claims of one happening are joined across languages, others kept apart, and a reviewer has the last word."""

from __future__ import annotations

import random
from datetime import date

import pytest

from mithaq.gazetteer import load_gazetteer
from mithaq.linking.happenings import Happening, happenings
from mithaq.linking.likeness import likeness
from mithaq.linking.sides import Sides
from mithaq.linking.tellings import Key, Telling, telling
from mithaq.linking.tellings import tellings as made_ready
from mithaq.reading.reader import Reader

TOLD = {
    "en-june": ("en", "2021-06-12", "Azerbaijan freed 15 Armenian prisoners on Saturday at the Georgian border."),
    "ru-june": ("ru", "2021-06-12", "Азербайджан передал Армении 15 военнопленных 12 июня, сообщил МИД Грузии."),
    "ar-june": ("ar", "2021-06-13", "أفرجت أذربيجان عن 15 أسيراً أرمينياً يوم 12 حزيران/يونيو 2021."),
    "en-july": ("en", "2021-07-04", "Azerbaijan released 15 Armenian prisoners on 3 July."),
    "ru-july": ("ru", "2021-07-03", "Баку в субботу, 3 июля, освободил 15 армянских военнопленных."),
    "back": ("en", "2021-06-12", "Armenia freed 15 Azerbaijani prisoners and returned them to Azerbaijan on 12 June."),
}


@pytest.fixture(scope="module")
def tellings() -> list[Telling]:
    reader, gazetteer = Reader(), load_gazetteer()
    found = []
    for name, (language, day, text) in TOLD.items():
        reading = reader.read(text, language=language, published=day)
        for claim in reading.claims:
            if claim.kind == "prisoner-exchange":
                made = telling(name, date.fromisoformat(day), claim, Sides(gazetteer, day), gazetteer)
                assert made is not None
                found.append(made)
    return found


def reports(found: list[Happening]) -> list[list[str]]:
    return [sorted({one.report for one in happening.tellings}) for happening in found]


def test_the_same_is_joined_and_another_kept_apart(tellings: list[Telling]) -> None:
    found = reports(happenings(tellings, load_gazetteer()))
    assert ["ar-june", "en-june", "ru-june"] in found
    assert ["en-july", "ru-july"] in found
    assert ["back"] in found


def test_every_claim_is_in_one_happening(tellings: list[Telling]) -> None:
    found = happenings(tellings, load_gazetteer())
    assert sorted(one.key for happening in found for one in happening.tellings) == sorted(one.key for one in tellings)


def test_joins_carry_reasons(tellings: list[Telling]) -> None:
    june = next(one for one in happenings(tellings, load_gazetteer()) if len(one.tellings) == 3)
    assert len(june.joins) == 2
    assert all("tell the number 15" in join.reasons for join in june.joins)
    assert june.range("prisoner") == (15, 15)
    assert str(june.days) == "2021-06-12"


def test_the_order_of_claims_does_not_matter(tellings: list[Telling]) -> None:
    expected = happenings(tellings, load_gazetteer())
    for seed in range(5):
        shuffled = tellings.copy()
        random.Random(seed).shuffle(shuffled)
        assert happenings(shuffled, load_gazetteer()) == expected


def test_a_reviewer_keeps_apart_and_joins(tellings: list[Telling]) -> None:
    key: dict[str, Key] = {one.report: one.key for one in tellings}
    apart = [(key["ru-june"], key["en-june"]), (key["ru-june"], key["ar-june"])]
    found = reports(happenings(tellings, load_gazetteer(), apart=apart))
    assert ["ar-june", "en-june"] in found
    assert ["ru-june"] in found
    found = reports(happenings(tellings, load_gazetteer(), together=[(key["back"], key["en-july"])]))
    assert any({"back", "en-july"} <= set(group) for group in found)


def test_numbers_that_differ_a_little_are_a_range() -> None:
    reader, gazetteer = Reader(), load_gazetteer()
    day = "2021-07-03"
    made = []
    for number in (92, 97):
        text = f"Azerbaijan freed {number} Armenian prisoners on Saturday."
        for claim in reader.read(text, language="en", published=day).claims:
            one = telling(str(number), date.fromisoformat(day), claim, Sides(gazetteer, day), gazetteer)
            if one is not None and claim.kind == "prisoner-exchange":
                made.append(one)
    found = happenings(made, gazetteer)
    assert [one.range("prisoner") for one in found] == [(92, 97)]
    assert {value: [report for report, _ in keys] for value, keys in found[0].numbers["prisoner"].items()} == {
        92: ["92"],
        97: ["97"],
    }


def told(report: str, text: str, day: str) -> list[Telling]:
    gazetteer = load_gazetteer()
    claims = Reader().read(text, language="en", published=day).claims
    made = (telling(report, date.fromisoformat(day), one, Sides(gazetteer, day), gazetteer) for one in claims)
    return [one for one in made if one is not None and one.claim.kind == "prisoner-exchange"]


def test_one_report_that_tells_two_days_tells_two_things() -> None:
    first = "Azerbaijan released four Armenian prisoners on 28 December."
    second = "Azerbaijan released Armenian prisoners on 26 December."
    (one, *_), gazetteer = told("a", f"{first} {second}", "2020-12-29"), load_gazetteer()
    other = next(two for two in told("a", f"{first} {second}", "2020-12-29") if two.days != one.days)
    assert likeness(one, other, gazetteer).apart == "one report tells them of two days"
    (elsewhere, *_) = told("b", second, "2020-12-29")
    assert likeness(one, elsewhere, gazetteer).apart is None


def test_news_long_after_a_deed_is_less_likely_of_it() -> None:
    gazetteer = load_gazetteer()
    (deed, *_) = told("a", "Azerbaijan released Armenian prisoners on 14 December.", "2020-12-14")
    (soon, *_) = told("b", "Azerbaijan released Armenian prisoners.", "2020-12-16")
    (late, *_) = told("c", "Azerbaijan released Armenian prisoners.", "2020-12-20")
    assert likeness(deed, soon, gazetteer).points - likeness(deed, late, gazetteer).points == 3


TWICE = (
    "Fifteen Armenian prisoners were released by Azerbaijan on 3 July. Baku released them after Yerevan had handed "
    "over maps of mines."
)


def of_report(report: str, text: str, day: str) -> list[Telling]:
    gazetteer = load_gazetteer()
    claims = Reader().read(text, language="en", published=day).claims
    return list(made_ready(report, date.fromisoformat(day), claims, Sides(gazetteer, day), gazetteer))


def test_what_a_report_comes_back_to_has_the_kind_of_what_it_told() -> None:
    first, again = [one for one in of_report("a", TWICE, "2021-07-04") if one.claim.sense == "release"]
    assert again.claim.kind is None
    assert (first.lent, again.lent) == (False, True)
    assert again.about == first.about
    assert len(happenings([first, again], load_gazetteer())) == 1


def test_far_from_its_deed_a_word_has_no_kind_lent() -> None:
    first, again = TWICE.split(". ")
    long = f"{first}. {'Nothing else was said that day. ' * 20}{again}"
    assert not any(one.lent for one in of_report("a", long, "2021-07-04"))


def test_one_claim_read_wrongly_does_not_part_many() -> None:
    gazetteer = load_gazetteer()
    some = [
        one
        for n in range(5)
        for one in told(f"r{n}", "Azerbaijan released 15 Armenian prisoners on 3 July.", "2021-07-04")
    ]
    (odd, *_) = told("odd", "Armenia released 15 Azerbaijani prisoners on 3 July.", "2021-07-04")
    both = "Armenia and Azerbaijan exchanged prisoners on 3 July."
    links = [told(f"s{n}", both, "2021-07-04")[0] for n in range(4)]
    assert likeness(odd, some[0], gazetteer).apart is not None
    # by itself it stays alone; drawn in by some that are like both, it is one against many and parts nobody
    assert sorted(len(one.tellings) for one in happenings([*some, odd], gazetteer)) == [1, 5]
    assert len(happenings([*some, *links, odd], gazetteer)) == 1
    # what a reviewer keeps apart stays apart
    kept = happenings([*some, odd, *links], gazetteer, apart=[(odd.key, one.key) for one in some])
    assert not any({odd.key, some[0].key} <= {one.key for one in found.tellings} for found in kept)
