"""Deadlines that wait for steps, and what later accords write anew, by the two clocks."""

from __future__ import annotations

from dataclasses import replace

from assessment_world import FIRST, NOBODY, SECOND, said

from mithaq.accords.model import Accord, Change, Deadline, Party, Provision, Stipulation
from mithaq.assessment import Status, assess
from mithaq.linking.evidence import Evidence

BOTH = (Party("AZE", ("signatory",)), Party("ARM", ("signatory",)))


def promise(id: str, kind: str, deadline: Deadline | None = None, duration: str | None = None) -> Stipulation:
    return Stipulation(id, "1", kind, ("AZE",), ("ARM",), deadline=deadline, duration=duration)


def accord(id: str, signed: str, in_force: str, *promises: Stipulation, changes: tuple[Change, ...] = ()) -> Accord:
    clauses = (Provision("1", {"en": "It is so."}),)
    return Accord(id, {"en": (id,)}, signed, BOTH, clauses, promises, in_force=in_force, changes=changes)


TRUCE = accord(
    "truce",
    "2030-01-10",
    "2030-01-20",
    promise("1a", "ceasefire", duration="P6M"),
    promise("2a", "working-group", Deadline(by="2030-03-01")),
    promise("2b", "exchange-of-remains", Deadline(within="P30D", after="2a")),
    promise("2c", "lines-of-work", Deadline(within="PT72H", after="in-force")),
    promise("2d", "project-list", Deadline(within="PT36H", after="2b")),
    promise("2e", "works-timetable", Deadline(within="P1M", after="1a")),
)
PROTOCOL = accord(
    "protocol",
    "2030-02-10",
    "2030-02-20",
    promise("3", "expert-subgroups", Deadline(within="P10D", after="truce/2b")),
    changes=(
        Change("truce/1a", "1", duration="P1Y"),
        Change("truce/2a", "1", deadline=Deadline(within="P2M", after="in-force")),
        Change("truce/2c", "1", ended=True),
    ),
)
WORLD = {one.id: one for one in (TRUCE, PROTOCOL)}
OLD = {TRUCE.id: TRUCE}


def stands(
    id: str,
    evidence: list[Evidence],
    as_of: str,
    known_by: str | None = None,
    of: Accord = TRUCE,
    world: dict[str, Accord] = WORLD,
) -> Status:
    found = assess(of, evidence, as_of=as_of, known_by=known_by or as_of, gazetteer=NOBODY, accords=world)
    return next(one for one in found if one.stipulation == id)


def done(id: str, day: str, known: str | None = None) -> Evidence:
    of = TRUCE
    return said(id, "completes", day, accord=of, known=known)


class TestSteps:
    def test_the_list_of_projects_waits_for_the_first_meeting(self) -> None:
        waiting = assess(SECOND, [], as_of="2021-06-01", known_by="2021-06-01", gazetteer=NOBODY)[4]
        assert (waiting.stipulation, waiting.deadline, waiting.step, waiting.step_done) == ("3b", None, "2a", None)
        assert waiting.flags == ()
        assert "its deadline waits for 2a" in waiting.because
        met = [said("2a", "completes", "2021-01-30", "RUS/president", accord=SECOND)]
        for day, flags in (("2021-02-28", ()), ("2021-03-01", ("overdue",))):
            found = assess(SECOND, met, as_of=day, known_by=day, gazetteer=NOBODY)[4]
            assert (found.deadline, found.step, found.step_done) == ("2021-02-28", "2a", "2021-01-30")
            assert found.flags == flags
        assert "counted from 2a, which was done on 2021-01-30" in found.because

    def test_a_promise_of_the_other_statement_can_be_the_step(self) -> None:
        later = replace(SECOND.stipulation("3b"), deadline=Deadline(within="P30D", after=f"{FIRST.id}/6a"))
        changed = replace(SECOND, stipulations=(*SECOND.stipulations[:4], later, SECOND.stipulations[5]))
        handed = [said("6a", "completes", "2020-11-25")]
        found = assess(changed, handed, as_of="2021-02-01", known_by="2021-02-01", gazetteer=NOBODY)[4]
        assert (found.deadline, found.step) == ("2020-12-25", f"{FIRST.id}/6a")

    def test_a_corrected_day_of_the_step_moves_the_deadline(self) -> None:
        assert stands("2b", [done("2a", "2030-02-01")], "2030-02-10").deadline == "2030-03-03"
        assert stands("2b", [done("2a", "2030-02-05")], "2030-02-10").deadline == "2030-03-07"

    def test_only_what_was_known_by_then_counts(self) -> None:
        met = [done("2a", "2030-02-01", known="2030-02-09")]
        assert stands("2b", met, "2030-02-15", "2030-02-08").step_done is None
        assert stands("2b", met, "2030-02-15", "2030-02-09").step_done == "2030-02-01"
        assert stands("2b", met, "2030-01-31", "2030-02-09").step_done is None

    def test_what_is_only_planned_alleged_or_denied_is_no_step_done(self) -> None:
        for modality in ("planned", "alleged", "denied"):
            met = [said("2a", "completes", "2030-02-01", accord=TRUCE, modality=modality)]
            assert stands("2b", met, "2030-02-15").deadline is None

    def test_steps_in_a_chain_and_hours(self) -> None:
        first = done("2a", "2030-02-01")
        waiting = stands("2d", [first], "2030-06-01")
        assert (waiting.deadline, waiting.step, waiting.flags) == (None, "2b", ())
        both = [first, done("2b", "2030-02-20")]
        assert stands("2d", both, "2030-06-01").deadline == "2030-02-22"  # 36 hours: a day begun counts whole
        assert stands("3", both, "2030-06-01", of=PROTOCOL).deadline == "2030-03-02"

    def test_entry_into_force_and_hours(self) -> None:
        found = stands("2c", [], "2030-01-24", world=OLD)
        assert (found.deadline, found.flags, found.step) == ("2030-01-23", ("overdue",), None)

    def test_a_promise_that_lasts_is_a_step_from_the_first_day_it_is_reported_kept(self) -> None:
        kept = [said("1a", "complies", day, accord=TRUCE) for day in ("2030-01-25", "2030-01-22")]
        assert stands("2e", kept, "2030-02-01").deadline == "2030-02-22"

    def test_a_move_by_word_of_mouth_outweighs_the_step(self) -> None:
        moved = said("2b", "amends", "2030-02-15", accord=TRUCE, deadline="2030-04-30")
        found = stands("2b", [done("2a", "2030-02-01"), moved], "2030-03-20")
        assert (found.deadline, found.step, found.flags) == ("2030-04-30", None, ("amended",))


class TestWrittenChanges:
    def test_a_new_deadline_holds_from_entry_into_force(self) -> None:
        before = stands("2a", [], "2030-02-19", "2030-02-19")
        assert (before.deadline, before.changed_by, before.flags) == ("2030-03-01", (), ())
        after = stands("2a", [], "2030-02-20")
        assert (after.deadline, after.changed_by, after.flags) == ("2030-04-20", ("protocol/1",), ("amended",))
        assert "deadline changed from 2030-03-01 by protocol, clause 1, from 2030-02-20" in after.because
        assert stands("2a", [], "2030-04-21").flags == ("overdue", "amended")

    def test_it_is_known_from_its_signing(self) -> None:
        assert stands("2a", [], "2030-03-15", "2030-02-09").deadline == "2030-03-01"
        assert stands("2a", [], "2030-03-15", "2030-02-10").deadline == "2030-04-20"

    def test_the_later_of_word_and_writing_stands(self) -> None:
        earlier = said("2a", "amends", "2030-02-01", accord=TRUCE, deadline="2030-03-10")
        later = said("2a", "amends", "2030-03-05", accord=TRUCE, deadline="2030-05-01")
        assert stands("2a", [earlier], "2030-02-15").deadline == "2030-03-10"
        assert stands("2a", [earlier], "2030-03-15").deadline == "2030-04-20"
        found = stands("2a", [earlier, later], "2030-03-15")
        assert found.deadline == "2030-05-01"
        assert "moved from 2030-04-20 on the word of" in found.because

    def test_a_longer_term(self) -> None:
        from datetime import date

        from mithaq.assessment.deadlines import Deadlines

        for day, end in (("2030-02-19", date(2030, 7, 20)), ("2030-02-20", date(2031, 1, 20))):
            on = date.fromisoformat(day)
            assert Deadlines(TRUCE, {}, on, on, WORLD).term_end(TRUCE.stipulations[0]) == end

    def test_what_is_taken_back_is_owed_no_more_and_judged_as_it_stood(self) -> None:
        assert stands("2c", [], "2030-02-19").flags == ("overdue",)
        found = stands("2c", [said("2c", "completes", "2030-03-05", accord=TRUCE)], "2030-04-01")
        assert (found.level, found.flags) == (0, ("amended", "ended"))
        assert "taken back by protocol, clause 1" in found.because

    def test_a_later_change_outweighs_an_earlier_one(self) -> None:
        second = accord(
            "second",
            "2030-03-01",
            "2030-03-01",
            promise("1", "working-group"),
            changes=(Change("truce/2a", "1", deadline=Deadline(by="2030-09-01")),),
        )
        world = {**WORLD, second.id: second}
        assert stands("2a", [], "2030-02-25", world=world).deadline == "2030-04-20"
        found = stands("2a", [], "2030-03-01", world=world)
        assert (found.deadline, found.changed_by) == ("2030-09-01", ("protocol/1", "second/1"))

    def test_a_quantity(self) -> None:
        truce = accord("t", "2030-01-10", "2030-01-10", replace(promise("8", "prisoner-exchange"), quantity=100))
        more = accord(
            "m", "2030-02-10", "2030-02-10", promise("1", "working-group"), changes=(Change("t/8", "1", quantity=120),)
        )
        freed = [said("8", "advances", "2030-01-15", accord=truce, quantity=100)]
        world = {"t": truce, "m": more}
        assert stands("8", freed, "2030-02-01", of=truce, world=world).level == 3
        found = stands("8", freed, "2030-02-11", of=truce, world=world)
        assert found.level == 2
        assert "quantity changed from 100 to 120 by m, clause 1" in found.because
