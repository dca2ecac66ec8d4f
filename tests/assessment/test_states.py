"""The status in one word, its pace, and what each side says."""

from __future__ import annotations

from dataclasses import replace

from assessment_world import FIRST, NOBODY, SECOND, said, stands

from mithaq.accords import library
from mithaq.accords.model import Change
from mithaq.assessment import assess, breaches, versions

MINSK = library()["minsk-2015-02-12"]


def test_no_news_is_told_apart_from_news_that_nothing_was_done() -> None:
    silent, told = stands("2", [], "2020-12-02"), stands("2", [said("2", "delays", "2020-11-21")], "2020-12-02")
    assert (silent.state, silent.level) == ("no report", 0)
    assert (told.state, told.level) == ("not begun", 0)
    assert "No report found" in silent.because
    assert "No report found" not in told.because
    assert "2020-11-21" in told.because


def test_a_thing_done_once_goes_from_announced_to_done() -> None:
    plan, step = said("6b", "plans", "2020-11-12"), said("6b", "advances", "2020-11-28")
    done, late = said("6b", "completes", "2020-12-01"), said("6b", "completes", "2020-12-03")
    assert stands("6b", [plan], "2020-11-20").state == "announced"
    assert stands("6b", [plan, step], "2020-11-29").state == "under way"
    assert stands("6b", [plan, step, done], "2020-12-02").state == "done"
    assert stands("6b", [plan, step, late], "2020-12-05").state == "done late"


def test_what_lasts_is_overdue_only_while_nothing_has_begun() -> None:
    control = "9b"  # of the border, by the end of 2015
    plan = said(control, "plans", "2015-09-30", accord=MINSK)
    step = said(control, "advances", "2016-02-01", accord=MINSK)
    breach = said(control, "breaches", "2016-03-01", accord=MINSK)
    assert stands(control, [], "2015-12-31", accord=MINSK).flags == ()
    assert stands(control, [], "2016-01-01", accord=MINSK).flags == ("overdue",)
    assert "overdue" in stands(control, [plan], "2016-01-01", accord=MINSK).flags
    begun = stands(control, [plan, step], "2016-02-02", accord=MINSK)
    assert "overdue" not in begun.flags
    assert begun.state == "kept so far"
    assert "overdue" not in stands(control, [step, breach], "2016-03-02", accord=MINSK).flags


def test_what_was_done_and_then_ended_is_undone() -> None:
    evidence = [said("5", "completes", "2020-12-01"), said("5", "ends", "2021-04-01")]
    assert stands("5", evidence, "2021-05-01").state == "undone"


def test_a_lasting_promise_is_kept_so_far_then_broken_then_ended() -> None:
    kept, broken = said("1a", "complies", "2020-11-20"), said("1a", "breaches", "2020-12-12")
    ended = said("1a", "ends", "2021-02-01")
    assert stands("1a", [kept], "2020-12-01").state == "kept so far"
    assert stands("1a", [kept, broken], "2020-12-13").state == "broken"
    assert stands("1a", [kept, broken, ended], "2021-03-01").state == "ended early"


def test_a_force_that_stays_to_the_end_has_served_its_term() -> None:
    there = said("4b", "complies", "2020-12-01", "RUS/ministry-of-defence")
    seen = said("4b", "complies", "2024-12-01")
    assert stands("4b", [there, seen], "2025-01-01").state == "kept so far"
    assert stands("4b", [there, seen], "2025-12-01").state == "term served"
    gone = said("4b", "ends", "2024-06-12")
    assert stands("4b", [there, gone], "2025-01-01").state == "ended early"


def test_before_signature_and_after_being_taken_back() -> None:
    before = assess(SECOND, [], as_of="2020-12-01", known_by="2020-12-01", gazetteer=NOBODY)
    assert {one.state for one in before} == {"not signed"}
    later = replace(
        SECOND, id="later", signed="2021-06-01", in_force="2021-06-01", implements=None,
        changes=(Change(f"{FIRST.id}/8a", "1", ended=True),),
    )  # fmt: skip
    accords = {FIRST.id: FIRST, later.id: later}
    found = assess(
        FIRST, [said("8a", "completes", "2020-12-14")], as_of="2021-07-01", known_by="2021-07-01",
        gazetteer=NOBODY, accords=accords,
    )  # fmt: skip
    assert next(one for one in found if one.stipulation == "8a").state == "taken back"


def test_the_pace_of_a_number_owed_by_a_day() -> None:
    counted = replace(FIRST.stipulation("2"), completion="quantity", quantity=100.0)
    accord = replace(FIRST, stipulations=(counted,))  # from 10 to 20 November: ten days

    def on(day: str, number: float) -> tuple[str | None, float | None, str | None]:
        evidence = [said("2", "advances", "2020-11-12", quantity=number)]
        (found,) = assess(accord, evidence, as_of=day, known_by=day, gazetteer=NOBODY)
        return found.pace, found.share, found.expected

    start = FIRST.in_force or FIRST.signed
    assert start[:10] == "2020-11-10"
    assert on("2020-11-15", 50)[:2] == ("on pace", 0.5)
    assert on("2020-11-15", 49)[:2] == ("behind", 0.49)
    assert on("2020-11-15", 25) == ("behind", 0.25, "2020-11-30")
    assert on("2020-11-21", 99)[0] == "missed"
    assert on("2020-11-15", 100) == (None, None, None)  # done: there is no pace to keep any more


def test_a_plan_is_not_said_to_be_a_third_done() -> None:
    plan = said("2", "plans", "2020-11-12", modality="planned")
    found = stands("2", [plan], "2020-11-18")
    assert (found.state, found.level, found.pace) == ("announced", 1, "behind")
    assert found.because.endswith("; level 1 of 3 when 80% of the time has passed.")
    counted = replace(FIRST.stipulation("2"), completion="quantity", quantity=100.0)
    some = [said("2", "advances", "2020-11-12", quantity=25)]
    (found,) = assess(
        replace(FIRST, stipulations=(counted,)), some, as_of="2020-11-15", known_by="2020-11-15", gazetteer=NOBODY
    )
    assert "; 25% of the number when 50% of the time has passed" in found.because


def test_a_promise_without_a_deadline_has_no_pace() -> None:
    found = stands("8a", [said("8a", "advances", "2020-12-14", quantity=44)], "2021-01-01")
    assert (found.pace, found.share, found.expected) == (None, None, None)


def test_versions_stand_beside_each_other_by_side() -> None:
    evidence = [
        said("6f", "complies", "2022-12-13", "AZE/president"),
        said("6f", "complies", "2022-12-20", "AZE/president"),
        said("6f", "breaches", "2022-12-12", "ARM/government"),
        said("6f", "breaches", "2022-12-12", "reuters"),
    ]
    found = versions(evidence)
    assert [(one.side, one.says, one.words) for one in found] == [
        ("ARM", "not kept", 1),
        ("AZE", "kept or done", 2),
        (None, "not kept", 1),
    ]
    assert (found[1].first, found[1].last) == ("2022-12-13", "2022-12-20")
    assert found[1].evidence == (evidence[1].id, evidence[0].id)
    assert versions(reversed(evidence)) == found


def test_breaches_are_listed_in_time_and_place_with_what_counts() -> None:
    shusha = replace(said("1a", "breaches", "2020-12-12", "reuters"), places=("shusha",))
    alleged = said("1a", "breaches", "2021-02-01", "ARM/government", modality="alleged")
    late = said("1a", "breaches", "2021-05-01", "reuters")
    found = breaches(FIRST, FIRST.stipulation("1a"), [late, alleged, shusha], as_of="2021-03-01", known_by="2021-03-01")
    assert [(one.day, one.places, one.counts, one.evidence) for one in found] == [
        ("2020-12-12", ("shusha",), True, shusha.id),
        ("2021-02-01", (), False, alleged.id),
    ]
