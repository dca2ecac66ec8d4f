"""Levels and flags, promise by promise, on hand-made evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from assessment_world import FIRST, NOBODY, SECOND, reprinted, said, stands

from mithaq.accords import library
from mithaq.assessment import amendments, assess
from mithaq.errors import InputError


def test_one_status_a_stipulation_in_the_order_of_the_accord() -> None:
    found = assess(FIRST, [], as_of="2020-11-16", known_by="2020-11-16", gazetteer=NOBODY)
    assert [one.stipulation for one in found] == [one.id for one in FIRST.stipulations]
    assert {one.level for one in found} == {0}


def test_silence_is_not_failure() -> None:
    found = stands("8a", [], "2021-01-01")
    assert found.because.startswith("No report found")
    assert "not implemented" not in found.because
    assert found.flags == ()
    assert found.would_change


def test_before_its_signature_an_accord_promises_nothing_yet() -> None:
    found = assess(SECOND, [], as_of="2020-11-16", known_by="2020-11-16", gazetteer=NOBODY)
    assert {one.level for one in found} == {0}
    assert {one.flags for one in found} == {()}
    assert all(one.because.startswith("The accord was signed later, on 2021-01-11") for one in found)


@pytest.mark.parametrize("day", ["2020-13-01", "yesterday", "2020-11", "2020-11-16T10:00"])
def test_a_wrong_day_is_refused(day: str) -> None:
    with pytest.raises(InputError):
        assess(FIRST, [], as_of=day, known_by="2020-11-16", gazetteer=NOBODY)


class TestOnce:
    def test_the_obligor_s_word_alone_is_not_enough(self) -> None:
        ours = [said("2", "completes", "2020-11-20", "ARM/ministry-of-defence")]
        assert stands("2", ours, "2020-12-02").level == 2
        theirs = [*ours, said("2", "completes", "2020-11-20", "AZE/ministry-of-defence")]
        assert stands("2", theirs, "2020-12-02").level == 3

    @pytest.mark.parametrize("speaker", ["AZE/president", "RUS/ministry-of-defence", "reuters", "USA/state-department"])
    def test_one_voice_from_outside_is(self, speaker: str) -> None:
        found = stands("6b", [said("6b", "completes", "2020-12-01", speaker)], "2020-12-02")
        assert (found.level, found.flags, found.late) == (3, (), False)
        assert "2020-12-01" in found.because

    def test_steps_and_plans(self) -> None:
        assert stands("4a", [said("4a", "advances", "2020-11-12")], "2020-12-01").level == 2
        assert stands("4a", [said("4a", "plans", "2020-11-12")], "2020-12-01").level == 1
        alleged = [said("4a", "completes", "2020-11-12", modality="alleged")]
        assert stands("4a", alleged, "2020-12-01").level == 1

    def test_overdue_from_the_day_after_the_deadline(self) -> None:
        plan = [said("2", "plans", "2020-11-12")]
        assert stands("2", plan, "2020-11-20").flags == ()
        assert stands("2", plan, "2020-11-21").flags == ("overdue",)

    def test_done_on_the_deadline_is_not_late_and_after_it_is(self) -> None:
        assert not stands("2", [said("2", "completes", "2020-11-20")], "2020-12-01").late
        late = stands("2", [said("2", "completes", "2020-11-23")], "2020-12-01")
        assert late.late
        assert late.level == 3
        assert "3 days" in late.because

    def test_a_report_without_a_day_cannot_show_it_late(self) -> None:
        assert not stands("2", [said("2", "completes", "2020-11-23", dated=False)], "2020-12-01").late

    def test_what_was_closed_again_no_longer_stands_in_full(self) -> None:
        opened = said("5", "completes", "2020-11-15")
        closed = said("5", "ends", "2024-04-26")
        assert stands("5", [opened, closed], "2024-04-25").level == 3
        found = stands("5", [opened, closed], "2024-06-13")
        assert (found.level, found.flags) == (2, ("ended",))

    def test_a_contradiction_is_shown_and_lapses(self) -> None:
        evidence = [
            said("2", "completes", "2020-11-20", "ARM/government"),
            said("2", "disputes", "2020-11-22", "AZE/government"),
        ]
        assert "disputed" in stands("2", evidence, "2020-12-01").flags
        assert "disputed" not in stands("2", evidence, "2021-12-01").flags

    def test_a_complaint_before_the_deed_is_no_contradiction(self) -> None:
        evidence = [
            said("2", "disputes", "2020-11-18", "AZE/government"),
            said("2", "completes", "2020-11-20", "ARM/government"),
        ]
        assert "disputed" not in stands("2", evidence, "2020-12-01").flags

    def test_duty_of_all_signatories_needs_two_of_them_or_another(self) -> None:
        one = said("1", "completes", "2021-01-30", "RUS/deputy-prime-minister", accord=SECOND)
        assert stands("1", [one], "2021-02-01", accord=SECOND).level == 2
        two = said("1", "completes", "2021-01-30", "ARM/deputy-prime-minister", accord=SECOND)
        assert stands("1", [one, two], "2021-02-01", accord=SECOND).level == 3


class TestTwoClocks:
    moved = said("6a", "amends", "2020-11-15", "AZE/presidential-aide", deadline="2020-11-25")

    def test_a_moved_deadline_is_in_force_once_known(self) -> None:
        found = stands("6a", [self.moved], "2020-11-16")
        assert (found.deadline, found.flags, found.level) == ("2020-11-25", ("amended",), 1)
        assert "moved from 2020-11-15" in found.because
        assert found.evidence == (self.moved.id,)

    def test_before_it_was_known_the_old_one_is(self) -> None:
        found = stands("6a", [self.moved], "2020-11-16", known_by="2020-11-14")
        assert (found.deadline, found.flags, found.level) == ("2020-11-15", ("overdue",), 0)

    def test_done_by_the_new_day_is_not_late(self) -> None:
        done = said("6a", "completes", "2020-11-25", "AZE/ministry-of-defence")
        found = stands("6a", [self.moved, done], "2020-12-02")
        assert (found.level, found.late, found.deadline) == (3, False, "2020-11-25")
        found = stands("6a", [done], "2020-12-02")
        assert found.late

    def test_what_happens_later_does_not_count_yet(self) -> None:
        done = said("6a", "completes", "2020-11-25", known="2020-11-24")
        assert stands("6a", [done], "2020-11-24").level == 0

    def test_amendments_are_rows_with_their_evidence(self) -> None:
        rows = amendments(FIRST, [self.moved, self.moved], "2020-11-16")
        assert [(one.stipulation, one.deadline, one.said, one.evidence) for one in rows] == [
            ("6a", "2020-11-25", "2020-11-15", self.moved.id)
        ]
        assert amendments(FIRST, [self.moved], "2020-11-14") == ()

    def test_a_misprinted_day_does_not_win_against_several_voices(self) -> None:
        others = [
            said("6a", "amends", "2020-11-15", "ARM/press-service", deadline="2020-11-25"),
            said("6a", "amends", "2020-11-16", "gazette", deadline="2020-11-26"),
        ]
        assert stands("6a", [self.moved, *others], "2020-11-17").deadline == "2020-11-25"

    def test_a_deadline_counted_from_another_promise(self) -> None:
        assert stands("3b", [], "2021-03-15", accord=SECOND).deadline is None
        met = said("2a", "completes", "2021-01-30", accord=SECOND)
        again = said("2a", "completes", "2021-03-01", accord=SECOND)
        found = stands("3b", [met, again], "2021-03-15", accord=SECOND)
        assert (found.deadline, found.flags) == ("2021-02-28", ("overdue",))


class TestPrisoners:
    first = said("8a", "advances", "2020-12-14", "RUS/peacekeepers", quantity=44)
    second = said("8a", "advances", "2020-12-28", "RUS/peacekeepers", quantity=4)
    more = said("8a", "breaches", "2020-12-29", "ARM/human-rights-defender", modality="alleged")

    def test_one_then_several(self) -> None:
        assert stands("8a", [self.first], "2020-12-20").level == 1
        assert stands("8a", [self.first, self.second], "2021-01-01").level == 2

    def test_a_party_says_that_more_are_held(self) -> None:
        found = stands("8a", [self.first, self.second, self.more], "2021-01-01")
        assert (found.level, found.flags) == (2, ("disputed",))
        assert "disputed on 2020-12-29 by ARM/human-rights-defender (obligor)" in found.because

    def test_reports_of_one_exchange_are_one_deed(self) -> None:
        evidence = [
            self.first,
            said("8a", "advances", "2020-12-15", "tass", quantity=44),
            said("8a", "advances", "2020-12-16", "afp", dated=False, quantity=56),
            said("8a", "advances", "2020-12-24", "jam-news", dated=False),
        ]
        assert stands("8a", evidence, "2020-12-31").level == 1

    def test_all_for_all_is_full_only_while_nobody_contradicts(self) -> None:
        whole = said("8a", "completes", "2020-12-20", "RUS/president")
        assert stands("8a", [self.first, whole], "2020-12-21").level == 3
        found = stands("8a", [self.first, whole, self.more], "2021-01-01")
        assert (found.level, found.flags) == (2, ("disputed",))

    def test_one_party_saying_all_are_free_is_not_enough(self) -> None:
        whole = said("8a", "completes", "2020-12-20", "AZE/president")
        assert stands("8a", [self.first, whole], "2020-12-21").level == 2


class TestNumbers:
    def test_the_share_of_a_number_owed(self) -> None:
        counted = replace(FIRST.stipulation("8b"), quantity=900.0)
        accord = replace(FIRST, stipulations=(counted,))

        def at(*numbers: float) -> int:
            evidence = [
                said("8b", "advances", f"2021-{month:02d}-10", "icrc", quantity=number)
                for month, number in enumerate(numbers, 1)
            ]
            return stands("8b", evidence, "2022-01-01", accord=accord).level

        assert [at(10), at(300, 299), at(300, 300), at(600, 299), at(600, 300)] == [1, 1, 2, 2, 3]

    def test_people_driven_out_take_away_what_was_reached(self) -> None:
        returned = [said("7", "advances", "2020-12-01"), said("7", "advances", "2021-02-01")]
        assert stands("7", returned, "2021-03-01").level == 2
        driven = said("7", "breaches", "2023-09-25", "unhcr")
        found = stands("7", [*returned, driven], "2023-10-01")
        assert (found.level, found.flags) == (1, ("breached",))


class TestContinuous:
    kept = said("1a", "complies", "2020-11-12", "RUS/ministry-of-defence")

    def test_confirmed_from_outside(self) -> None:
        assert stands("1a", [self.kept], "2020-12-01").level == 3
        assert stands("1a", [said("1a", "complies", "2020-11-12", "AZE/president")], "2020-12-01").level == 2

    def test_one_side_s_allegation_disputes(self) -> None:
        alleged = said("1a", "breaches", "2020-12-11", "ARM/ministry-of-defence", modality="alleged")
        found = stands("1a", [self.kept, alleged], "2020-12-13")
        assert (found.level, found.flags) == (2, ("disputed",))

    def test_both_sides_allegations_make_a_breach(self) -> None:
        evidence = [
            self.kept,
            said("1a", "breaches", "2020-12-11", "ARM/ministry-of-defence", modality="alleged"),
            said("1a", "breaches", "2020-12-12", "AZE/ministry-of-defence", modality="alleged"),
        ]
        found = stands("1a", evidence, "2020-12-13")
        assert (found.level, found.flags) == (1, ("breached",))

    def test_friends_of_one_side_do_not_confirm_it(self) -> None:
        evidence = [
            said("6f", "complies", "2020-12-01"),
            said("6f", "breaches", "2022-12-12", "ARM/government", modality="alleged"),
            said("6f", "breaches", "2022-12-12", "nagorno-karabakh/government", modality="alleged"),
        ]
        found = stands("6f", evidence, "2022-12-20")
        assert (found.level, found.flags) == (2, ("disputed",))

    def test_the_only_obligor_s_admission_is_enough(self) -> None:
        evidence = [
            said("6f", "complies", "2020-12-01"),
            said("6f", "breaches", "2023-04-23", "AZE/border-service"),
        ]
        assert stands("6f", evidence, "2023-05-01").flags == ("breached",)

    def test_it_stands_again_after_days_of_reported_compliance(self) -> None:
        evidence = [self.kept, said("1a", "breaches", "2020-12-11"), said("1a", "complies", "2020-12-20", "afp")]
        found = {day: stands("1a", evidence, day) for day in ("2020-12-21", "2021-01-18", "2021-01-19", "2021-03-20")}
        assert [one.level for one in found.values()] == [1, 1, 2, 3]
        assert [one.flags for one in found.values()] == [("breached",), ("breached",), (), ()]

    def test_silence_after_a_breach_does_not_heal_it(self) -> None:
        evidence = [self.kept, said("1a", "breaches", "2020-12-11")]
        assert stands("1a", evidence, "2023-01-01").flags == ("breached",)

    def test_an_autumn_of_2023(self) -> None:
        evidence = [
            self.kept,
            said("1a", "breaches", "2023-09-19", "afp"),
            said("1a", "complies", "2023-09-20", "RUS/ministry-of-defence"),
            said("6f", "complies", "2020-12-01"),
            said("6f", "breaches", "2022-12-12/2023-09-19", "afp", modality="ongoing"),
            said("6f", "complies", "2023-09-25", "afp"),
        ]
        for id in ("1a", "6f"):
            found = stands(id, evidence, "2023-10-01")
            assert (found.level, found.flags) == (1, ("breached",))

    def test_an_end_of_the_state(self) -> None:
        found = stands("6c", [said("6c", "complies", "2020-12-01"), said("6c", "ends", "2024-06-12")], "2024-06-13")
        assert (found.level, found.flags) == (0, ("ended",))


class TestTerm:
    arrived = (
        said("3", "advances", "2020-11-10", "RUS/ministry-of-defence", quantity=400),
        said("3", "advances", "2020-11-12", "afp"),
        said("3", "advances", "2020-11-14", "euronews"),
    )

    def test_the_sender_s_word_or_a_part_is_2(self) -> None:
        assert stands("3", [self.arrived[0]], "2020-11-11").level == 2
        assert stands("3", [*self.arrived[:2]], "2020-11-12").level == 2

    def test_seen_for_a_month_or_at_strength_is_3(self) -> None:
        assert stands("3", [*self.arrived], "2020-12-02").level == 2
        later = said("3", "advances", "2020-12-15", "afp")
        assert stands("3", [*self.arrived, later], "2020-12-20").level == 3
        full = said("3", "advances", "2020-11-20", "afp", quantity=1960)
        assert stands("3", [full], "2020-12-02").level == 3

    @pytest.mark.parametrize("id", ["3", "4b"])
    def test_gone_before_its_term(self, id: str) -> None:
        evidence = [
            said(id, "completes", "2020-11-20", "afp"),
            said(id, "ends", "2024-04-17", "AZE/presidential-aide", modality="ongoing"),
            said(id, "ends", "2024-06-12", "AZE/ministry-of-defence"),
        ]
        assert stands(id, evidence, "2024-05-01").level == 3
        found = stands(id, evidence, "2024-06-13")
        assert (found.level, found.flags) == (2, ("ended",))
        assert "72%" in found.because

    def test_gone_after_its_term_is_kept(self) -> None:
        evidence = [said("4b", "completes", "2020-11-20", "afp"), said("4b", "ends", "2025-12-01", "afp")]
        found = stands("4b", evidence, "2025-12-02")
        assert (found.level, found.flags) == (3, ())

    def test_a_renewed_term_is_longer(self) -> None:
        evidence = [
            said("4b", "completes", "2020-11-20", "afp"),
            said("4b", "amends", "2025-05-01", "RUS/president", deadline="2030-11-10"),
            said("4b", "ends", "2025-12-01", "afp"),
        ]
        found = stands("4b", evidence, "2025-12-02")
        assert found.level == 1
        assert found.flags == ("amended", "ended")


def test_a_lasting_promise_of_which_only_steps_are_told_is_kept_in_part() -> None:
    libya = library()["libya-2020-10-23"]
    room, force = said("3", "advances", "2021-03-01", accord=libya), said("3", "advances", "2021-09-01", accord=libya)
    whole = said("3", "complies", "2022-01-10", accord=libya)
    assert stands("3", [room, force], "2021-10-01", accord=libya).level == 2
    assert "in part" in stands("3", [room, force], "2021-10-01", accord=libya).because
    assert stands("3", [room, force, whole], "2022-02-01", accord=libya).level == 3


def test_what_goes_on_is_no_deed_beside_the_one_that_is_told() -> None:
    leaving = said("8a", "advances", "2020-12-05", modality="ongoing", dated=False)
    one, other = said("8a", "advances", "2021-03-16"), said("8a", "advances", "2021-06-01")
    assert stands("8a", [leaving], "2021-07-01").level == 1
    assert stands("8a", [leaving, one], "2021-07-01").level == 1
    assert stands("8a", [leaving, one, other], "2021-07-01").level == 2
    counted = said("8a", "advances", "2020-12-05", modality="ongoing", dated=False, quantity=44)
    assert stands("8a", [counted, one], "2021-07-01").level == 2


def test_reprints_do_not_raise_a_level() -> None:
    word = said("2", "completes", "2020-11-20", "ARM/ministry-of-defence")
    copies = [reprinted(word, outlet) for outlet in ("tass", "ria", "sputnik")]
    found = stands("2", [word, *copies], "2020-12-02")
    assert found.level == 2
    assert len(found.evidence) == 1


def test_every_status_says_why_and_what_would_change_it() -> None:
    evidence = [
        said("1a", "complies", "2020-11-12"),
        said("2", "completes", "2020-11-20"),
        said("3", "advances", "2020-11-12"),
        said("8a", "advances", "2020-12-14"),
        said("6d", "plans", "2021-01-01"),
    ]
    for one in assess(FIRST, evidence, as_of="2021-02-01", known_by="2021-02-01", gazetteer=NOBODY):
        assert one.because.endswith(".")
        assert not one.because[0].islower()
        assert one.would_change.endswith(".")
        assert one.rule
