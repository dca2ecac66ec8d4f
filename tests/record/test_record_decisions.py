"""People's decisions in the record: kept, looked up, and what stands by them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from unaltered import entries_of

from mithaq.errors import InputError
from mithaq.linking.evidence import Evidence
from mithaq.reading.claims import Claim, Reading
from mithaq.record import Record
from mithaq.reports.model import Report, Span
from mithaq.review import Action, Decision

Place = Path | str
A, B = "accord-a", "accord-b"


def add(record: Record, number: int, *promises: tuple[str, str], reread: bool = False, **fields: Any) -> list[Evidence]:
    """A report whose one claim bears on these promises."""
    report = Report.of(f"Report {number}: it was handed over.", language="en", outlet="One", published="2021-06-12")
    claim = Claim(
        0, 30, f"c-{number}", "RETREAT", None, "transfer", "territory-transfer", "complete", "happened", Span(0, 3)
    )
    tail = fields.pop("tail", "")
    found = [
        Evidence(
            f"e-{number}-{accord}-{id}{tail}", claim.id, report.id, accord, id, "completes", "happened", "2021-06-12",
            True, "2021-06-12", 0, 30, "independent", reasons=("same kind",),
        )
        for accord, id in promises
    ]  # fmt: skip
    found = [replace(one, **fields) for one in found]
    record.add(report, Reading(report.text, "en", report.published, claims=(claim,)), found, replace=reread)
    return found


def decide(record: Record, action: Action, subject: str, coder: str = "ann", **fields: Any) -> Decision:
    if action not in ("accept", "undo"):
        fields.setdefault("words", "because")
    return record.decide(Decision(coder, "2021-07-01T10:00:00+00:00", action, subject, **fields))


def ids(found: list[Evidence]) -> list[str]:
    return [one.id for one in found]


def test_decisions_are_kept_whole_and_found_by_what_they_touch(place: Place) -> None:
    with Record.open(place) as record:
        (one,) = add(record, 1, (A, "6a"))
        (two,) = add(record, 2, (B, "1"))
        first = decide(record, "reject", one.id, words="سبب \x00 \uf8ff — 'quoted'")
        second = decide(record, "accept", two.id, coder="Бен", blind=True)
        third = decide(record, "score", f"{A}/6a", level=2, day="2021-07-01", cited=(one.id,))
    with Record.open(place, readonly=True) as record:
        assert record.decisions() == [first, second, third]
        assert [one.seq for one in record.decisions()] == [3, 4, 5]
        assert record.decisions(accord=A, stipulation="6a") == [first, third]
        assert record.decisions(coder="Бен") == [second]
        assert record.decisions(subject=two.id) == [second]
        assert record.decisions(since="2021-07-02") == []
        assert record.scores() == record.scores(A, "6a") == [third]
        assert record.decision(3) == first
        assert record.decision(1) is None
        assert first.touches == ((A, "6a"),)
        assert first.evidence == one
        assert entries_of(record) == 5
        assert ids(record.evidence()) == [one.id, two.id] or ids(record.evidence()) == [two.id, one.id]
        assert ids(record.effective_evidence()) == [two.id]
        assert ids(record.effective_evidence(A)) == []
        assert ids(record.effective_evidence(B, "1")) == [two.id]
        assert record.accords() == [A, B]


def test_undo_restores_exactly_what_was(place: Place) -> None:
    with Record.open(place) as record:
        (one,) = add(record, 1, (A, "6a"))
        add(record, 2, (A, "6a"))
        before = record.reviewed()
        for action, fields in (("reject", {}), ("correct", {"fields": {"bearing": "plans", "quantity": 4.0}})):
            made = decide(record, action, one.id, **fields)  # type: ignore[arg-type]
            assert record.effective_evidence() != before.evidence
            decide(record, "undo", one.id, coder="ben", undoes=made.seq)
            assert record.reviewed() == before
            assert record.reviewed(A, "6a") == before


def test_evidence_moved_to_another_promise_is_found_there_alone(place: Place) -> None:
    with Record.open(place) as record:
        (one,) = add(record, 1, (A, "6a"))
        (other,) = add(record, 2, (A, "6a"))
        decide(record, "correct", one.id, fields={"stipulation": f"{B}/1", "day": "2021-06-10"})
        made = decide(record, "correct", one.id, coder="ben", fields={"stipulation": f"{A}/6b"})
        assert set(made.touches) == {(A, "6a"), (B, "1"), (A, "6b")}
        assert ids(record.effective_evidence(A, "6a")) == [other.id]
        assert record.effective_evidence(B, "1") == []
        (moved,) = record.effective_evidence(A, "6b")
        assert (moved.id, moved.accord, moved.stipulation, moved.day) == (one.id, A, "6b", "2021-06-10")
        assert [item.evidence.id for item in record.reviewed(A, "6a").away] == [one.id]
        assert moved in record.effective_evidence()
        everywhere = [*record.effective_evidence(A, "6a"), moved]
        assert sorted(ids(record.effective_evidence(A))) == sorted(ids(everywhere))


def test_one_promise_at_a_time_gives_what_all_at_once_gives(place: Place) -> None:
    with Record.open(place) as record:
        found = [one for number in range(6) for one in add(record, number, (A, "6a"), (A, "6b"), (B, "1"))]
        decide(record, "reject", found[0].id)
        decide(record, "correct", found[1].id, fields={"stipulation": f"{A}/6a"})
        decide(record, "correct", found[3].id, fields={"bearing": "plans"})
        decide(record, "reject", found[3].id, coder="ben")
        decide(record, "correct", found[5].id, fields={"stipulation": "accord-c/9"})
        decide(record, "accept", found[6].id)
        by_hand = replace(found[8], id="e-hand", stipulation="2")
        decide(record, "link", "e-hand", evidence=by_hand)
        every = record.effective_evidence()
        assert len(every) == 18 - 2 + 1
        for accord, stipulation in {(one.accord, one.stipulation) for one in every}:
            expected = [one for one in every if (one.accord, one.stipulation) == (accord, stipulation)]
            assert record.effective_evidence(accord, stipulation) == expected
        assert record.effective_evidence(stipulation="6a") == [one for one in every if one.stipulation == "6a"]


def test_decisions_outlast_reading_again(place: Place) -> None:
    with Record.open(place) as record:
        (one,) = add(record, 1, (A, "6a"))
        (two,) = add(record, 2, (A, "6a"))
        (three,) = add(record, 3, (A, "6a"))
        decide(record, "accept", one.id)
        decide(record, "reject", two.id)
        decide(record, "reject", three.id)
        add(record, 1, reread=True)  # the reader no longer finds it
        add(record, 2, (A, "6a"), reread=True, tail="-new", voices=("reuters",))
        add(record, 3, (A, "6a"), reread=True, tail="-new", bearing="plans")
        found = record.reviewed(A, "6a")
        assert ids(found.evidence) == [one.id, f"{three.id}-new"] or ids(found.evidence) == [f"{three.id}-new", one.id]
        assert [item.evidence.id for item in found.items if item.rejected] == [f"{two.id}-new"]
        assert [decision.subject for decision in found.stranded] == [three.id]
        assert record.reviewed() == found


def test_joined_claims_touch_the_promises_they_bear_on(place: Place) -> None:
    with Record.open(place) as record:
        (one,) = add(record, 1, (A, "6a"))
        (two,) = add(record, 2, (B, "1"))
        names = [f"{one.report}/{one.claim}", f"{two.report}/{two.claim}"]
        made = decide(record, "join", names[0], other=names[1])
        assert set(made.touches) == {(A, "6a"), (B, "1")}
        note = decide(record, "note", names[0], words="look again")
        assert note.touches
        assert ids(record.effective_evidence(A)) == [one.id]


def test_what_is_not_there_cannot_be_decided_on(place: Place) -> None:
    with Record.open(place) as record:
        (one,) = add(record, 1, (A, "6a"))
        refused: list[tuple[Action, str, dict[str, Any]]] = [
            ("accept", "e-none", {}),
            ("join", f"{one.report}/{one.claim}", {"other": "r-none/c-none"}),
            ("undo", one.id, {"undoes": 1}),
            ("undo", one.id, {"undoes": 99}),
            ("score", f"{A}/6a", {"level": 2, "day": "2021-01-01", "cited": ("e-none",)}),
            ("reject", one.id, {"words": ""}),
        ]
        for action, subject, fields in refused:
            with pytest.raises(InputError):
                decide(record, action, subject, **fields)
        assert record.decisions() == []
        assert entries_of(record) == 1


def test_a_machine_is_refused_what_a_person_decided(place: Place) -> None:
    with Record.open(place) as record:
        (one,) = add(record, 1, (A, "6a"))
        reject = decide(record, "reject", one.id)
        with pytest.raises(InputError, match="is no person"):
            decide(record, "undo", one.id, coder="llm:some-model", undoes=reject.seq)
        assert record.effective_evidence(A) == []


def test_evidence_is_named_by_the_beginning_of_its_id(place: Place) -> None:
    with Record.open(place) as record:
        (one,) = add(record, 1, (A, "6a"))
        add(record, 21, (A, "6a"), (A, "6b"))
        assert record.find_evidence(one.id) == record.find_evidence("e-1-acc") == one.id
        by_hand = replace(one, id="e-hand-made")
        decide(record, "link", by_hand.id, evidence=by_hand)
        assert record.find_evidence("e-hand") == by_hand.id
        for name, message in (("e-21-a", "begins several"), ("e-1", "no evidence"), ("e-%_%_%", "no evidence")):
            with pytest.raises(InputError, match=message):
                record.find_evidence(name)


def test_the_table_of_decisions_is_made_anew_from_the_journal(place: Place) -> None:
    with Record.open(place) as record:
        (one,) = add(record, 1, (A, "6a"))
        for number in range(3):
            decide(record, "reject", one.id, words=f"reason {number}")
        kept, found = record.decisions(), record.reviewed()
        with record._writing() as connection:
            connection.exec_driver_sql("DELETE FROM decision_promises")
            connection.exec_driver_sql("DELETE FROM decisions")
        assert record.decisions() == []
        assert record.rebuild_decisions() == 3
        assert record.decisions() == kept
        assert record.reviewed() == found


def test_decisions_go_with_a_backup(place: Place, tmp_path: Path) -> None:
    with Record.open(place) as record:
        (one,) = add(record, 1, (A, "6a"))
        decide(record, "reject", one.id)
        kept = record.decisions()
        record.backup(tmp_path / "b.gz")
    with Record.open(tmp_path / "new.sqlite") as record:
        record.restore(tmp_path / "b.gz")
        assert record.decisions() == kept
        assert record.effective_evidence() == []
        assert entries_of(record) == 2
