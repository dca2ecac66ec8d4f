"""The two trilateral statements, and the catalogue of kinds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mithaq.accords import add, kind_rules, kinds, library
from mithaq.accords.consistent import unknown_references
from mithaq.accords.kinds import read_kinds
from mithaq.accords.library import followed
from mithaq.data import package_file
from mithaq.errors import DataError
from mithaq.languages.senses import senses

FIRST, SECOND = "karabakh-2020-11-09", "karabakh-2021-01-11"


def test_both_statements_are_there_and_the_oldest_accord_is_first() -> None:
    days = [accord.signed for accord in library().values()]
    assert days == sorted(days)
    assert [id for id in library() if id in (FIRST, SECOND)] == [FIRST, SECOND]


def test_what_accords_of_the_library_say_of_each_other_is_true() -> None:
    for accord in library().values():
        assert list(unknown_references(accord, library())) == []
    lone = {SECOND: library()[SECOND]}
    (fault,) = unknown_references(library()[SECOND], lone)
    assert (fault.at, fault.message) == (("implements",), f"there is no accord {FIRST!r}")


def test_stipulations_have_the_ids_agreed() -> None:
    first = "1a 1b 2 3 4a 4b 5 6a 6b 6c 6d 6e 6f 7 8a 8b 9a 9b 9c 9d"
    assert " ".join(one.id for one in library()[FIRST].stipulations) == first
    assert " ".join(one.id for one in library()[SECOND].stipulations) == "1 2a 2b 3a 3b 4"


def test_deadlines_are_those_signed_not_those_moved_later() -> None:
    deadlines = {one.id: one.deadline.by for one in library()[FIRST].stipulations if one.deadline and one.deadline.by}
    assert deadlines == {"2": "2020-11-20", "6a": "2020-11-15", "6b": "2020-12-01"}


def test_both_days_of_the_night_are_kept() -> None:
    accord = library()[FIRST]
    assert (accord.signed, accord.also_dated) == ("2020-11-09", ("2020-11-10",))
    assert accord.ids["un"] == "S/2020/1104"
    assert accord.ids["pax"] == "2324"
    assert library()[SECOND].ids["pax"] == "2455"


def test_the_leaked_text_is_kept_apart_from_the_official_one() -> None:
    official, leaked = library()[FIRST].variants
    assert official.startswith("official:")
    assert leaked.startswith("not official, clause 2:")
    assert "Gazakh" in leaked


def test_everything_is_said_in_three_languages() -> None:
    for accord in library().values():
        assert set(accord.names) == {"en", "ru", "ar"}
        for summary in [one.summary for one in accord.provisions] + [one.summary for one in accord.stipulations]:
            assert set(summary) == {"en", "ru", "ar"}
    for kind in kinds().values():
        assert set(kind.label) == {"en", "ru", "ar"}


def test_every_kind_a_sense_names_is_in_the_catalogue() -> None:
    named = {
        verdict.kind
        for sense in senses().values()
        for verdict in (sense.verdict, *sense.objects.values())
        if verdict is not None and verdict.kind is not None
    }
    assert named
    assert named <= set(kinds())


def test_senses_that_kinds_name_exist() -> None:
    for rules in kind_rules().values():
        for one in rules.bears_on:
            assert set(one.senses) <= set(senses())


def test_look_alikes_name_each_other() -> None:
    assert kind_rules()["ceasefire-monitoring-centre"].look_alike == ("joint-monitoring-centre",)
    assert kind_rules()["joint-monitoring-centre"].look_alike == ("ceasefire-monitoring-centre",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("completion: once", "completion: sometimes", "unknown completion"),
        ("kind: working-group,", "kind: working-party,", "no other kind"),
        ("when: [complete]", "when: [done]", "unknown effect"),
        ("definition:", "define:", "missing"),
        ("ru: амнистия, ", "", "not in all languages"),
        ("recovery_days: 30", "recovery_days: soon", "not a number of days"),
    ],
)
def test_a_wrong_catalogue_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = package_file("accords", "kinds.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "kinds.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=message) as caught:
        read_kinds(path)
    assert caught.value.place is not None
    assert caught.value.place.startswith("kinds.yaml")


@pytest.mark.parametrize(
    ("day", "duration", "then"),
    [
        ("2021-01-30", "P1M", "2021-02-28"),
        ("2020-11-09", "P3Y", "2023-11-09"),
        ("2020-12-31", "P2M", "2021-02-28"),
        ("2020-11-09", "P1W3D", "2020-11-19"),
        ("2020-02-29", "P1Y", "2021-02-28"),
        ("2020-10-23", "PT72H", "2020-10-26"),
        ("2020-10-23", "PT36H", "2020-10-25"),
    ],
)
def test_durations(day: str, duration: str, then: str) -> None:
    assert add(date.fromisoformat(day), duration).isoformat() == then


@pytest.mark.parametrize("text", ["", "P", "5Y", "P5H", "PT", "P1Y2"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        add(date(2020, 1, 1), text)


def test_the_accords_followed_are_those_with_evidence_and_those_tied_to_them() -> None:
    karabakh = {"karabakh-2020-11-09", "karabakh-2021-01-11"}
    assert set(followed(["karabakh-2020-11-09"])) == karabakh
    assert set(followed(["karabakh-2021-01-11", "an-accord-of-ones-own"])) == karabakh
    # The statements of Sochi only add to the first one: they lead to it, and it does not lead to them.
    assert set(followed(["sochi-2022-10-31"])) == karabakh | {"sochi-2022-10-31"}
    assert set(followed(["nairobi-2022-11-12"])) == {"nairobi-2022-11-12", "pretoria-2022-11-02"}
    assert followed([]) == library()
    assert followed(["an-accord-of-ones-own"]) == library()
