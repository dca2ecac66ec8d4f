"""Whatever is altered in the record or its journal is told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from mithaq.linking.evidence import Evidence
from mithaq.reading.claims import Claim, Name, Quotation, Reading
from mithaq.record import Record, journal, tables
from mithaq.reports.model import Report, Span
from mithaq.review import Decision

Place = Path | str


def fill(record: Record) -> tuple[Report, str]:
    """Two reports with all that can be read in them, one read again, and two decisions; entries 1 to 5."""
    for number in (2, 1):
        report = Report.of(f"Report {number}: handed over.", language="en", outlet="One", published="2021-06-12")
        claim = Claim(0, 9, f"c-{number}", "RETREAT", None, "transfer", None, "complete", "happened", Span(0, 3))
        evidence = Evidence(
            f"e-{number}", claim.id, report.id, "a", "6a", "completes", "happened", "2021-06-12", True, "2021-06-12",
            0, 9, "independent",
        )  # fmt: skip
        said = Quotation(0, 9, Name(0, 3, "person", "somebody"))
        reading = Reading(report.text, "en", report.published, claims=(claim,), quotations=(said,))
        record.add(report, reading, [evidence], arrival="a folder", original=b"as it came")
    record.add(report, reading, [evidence], replace=True)
    record.decide(Decision("ann", "2021-07-01T10:00:00+00:00", "accept", "e-1"))
    record.decide(Decision("ben", "2021-07-01T11:00:00+00:00", "reject", "e-1", words="no such deed"))
    return report, "e-1"


def tamper(record: Record, *statements: str) -> None:
    """Write past the record's own guards, as somebody with the file or the server could."""
    with record._engine.connect().execution_options(writing=True) as connection, connection.begin():
        _unguard(connection)
        for statement in statements:
            connection.execute(text(statement))


def _unguard(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE journal DISABLE TRIGGER ALL"))
        connection.execute(text("SET session_replication_role = replica"))
    else:
        connection.execute(text("DROP TRIGGER IF EXISTS journal_no_update"))
        connection.execute(text("DROP TRIGGER IF EXISTS journal_no_delete"))


def test_what_nobody_touched_is_without_fault(place: Place) -> None:
    with Record.open(place) as record:
        assert record.check_journal() == record.check_journal()
        assert record.check_journal().faults == ()
        fill(record)
        found = record.check_journal()
        assert (found.entries, found.faults, found.more) == (5, (), 0)
        assert record.journal_head() == (5, found.head)
    with Record.open(place, readonly=True) as record:
        assert record.check_journal(found.head) == record.check_journal(found.head[:12]) == found


SWAP = (
    "UPDATE journal SET seq = 99 WHERE seq = 4",
    "UPDATE journal SET seq = 4 WHERE seq = 5",
    "UPDATE journal SET seq = 5 WHERE seq = 99",
)


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        (("UPDATE journal SET subject = 'x' WHERE seq = 2",), "entry 2 of the journal was altered"),
        (("UPDATE journal SET at = '2000-01-01T00:00:00+00:00' WHERE seq = 1",), "entry 1 of the journal was altered"),
        (("UPDATE journal SET detail = '{}' WHERE seq = 4",), "entry 4 of the journal was altered"),
        (("UPDATE journal SET detail = 'x' WHERE seq = 4",), "entry 4 of the journal was altered"),
        (("UPDATE journal SET hash = 'x' WHERE seq = 5",), "entry 5 of the journal was altered"),
        (("DELETE FROM journal WHERE seq = 3",), "lacks entry 3"),
        (("DELETE FROM journal WHERE seq = 1",), "lacks entry 1"),
        (("DELETE FROM journal WHERE seq > 3",), "ends with entry 3, but 5 were written"),
        (("DELETE FROM journal",), "ends with entry 0, but 5 were written"),
        (SWAP, "was altered"),
        (("INSERT INTO journal SELECT 6, at, action, subject, detail, hash, hash FROM journal WHERE seq = 5",), "6"),
        (("DELETE FROM meta WHERE key = 'journal'",), "not noted where the journal ends"),
        (("UPDATE reports SET text = 'Another text.' WHERE id = :id",), "is not the one that came"),
        (("UPDATE reports SET text = 'x', sha256 = 'x' WHERE id = :id",), "stands under another hash"),
        (("UPDATE reports SET published = '2020-01-01' WHERE id = :id",), "outlet, day, title"),
        (("UPDATE reports SET arrival = 'elsewhere' WHERE id = :id",), "arrival"),
        (("UPDATE originals SET content = 'x' WHERE report = :id",), "original of report"),
        (("DELETE FROM originals WHERE report = :id",), "original of report r-[0-9a-f]+ is gone"),
        (("UPDATE claims SET payload = replace(payload, 'happened', 'planned') WHERE report = :id",), "claims of"),
        (("UPDATE evidence SET bearing = 'plans' WHERE report = :id",), "evidence of report r-[0-9a-f]+ were altered"),
        (("UPDATE evidence SET stipulation = '6b' WHERE report = :id",), "were altered since entry"),
        (("DELETE FROM evidence WHERE report = :id",), "has no evidence; entry"),
        (("DELETE FROM quotations WHERE report = :id",), "has no quotations; entry"),
        (
            (
                "INSERT INTO evidence SELECT report, 7, id, claim, accord, stipulation, bearing, day, known, payload "
                "FROM evidence WHERE report = :id",
            ),
            "has 2 evidence; entry",
        ),
        (("DELETE FROM decision_promises WHERE seq = 5", "DELETE FROM decisions WHERE seq = 5"), "5 is missing"),
        (("UPDATE decisions SET coder = 'cleo' WHERE seq = 5",), "entry 5 was altered in the table"),
        (("UPDATE decision_promises SET stipulation = '6b' WHERE seq = 5",), "entry 5 was altered in the table"),
        (
            ("INSERT INTO decisions SELECT 7, at, coder, action, subject, payload FROM decisions WHERE seq = 5",),
            "decision 7 has no entry",
        ),
    ],
)
def test_each_alteration_is_told(place: Place, statements: tuple[str, ...], message: str) -> None:
    with Record.open(place) as record:
        report, _ = fill(record)
        tamper(record, *(one.replace(":id", f"'{report.id}'") for one in statements))
        found = record.check_journal()
        assert any(re.search(message, fault) for fault in found.faults), found.faults


def test_a_report_without_its_entry_and_one_that_is_gone(place: Place) -> None:
    with Record.open(place) as record:
        report, _ = fill(record)
        tables_of = ("claims", "quotations", "evidence", "originals", "reprints", "prints", "word_index")
        tamper(
            record,
            "DELETE FROM bands",
            *(f"DELETE FROM {name} WHERE report = '{report.id}'" for name in tables_of),
            f"DELETE FROM reports WHERE id = '{report.id}'",
            "INSERT INTO reports SELECT 'r-forged', text, language, outlet, published, title, address, licence, "
            "sha256, added, arrival, run, skipped FROM reports",
        )
        faults = record.check_journal().faults
        assert any("is gone" in one and report.id in one for one in faults)
        assert any("report r-forged has no entry" in one for one in faults)


def _written_anew(record: Record, change: Callable[[list[dict[str, Any]]], None]) -> None:
    """Write the whole journal anew with right hashes and note its head, as a forger who knows how would."""
    with record._engine.connect().execution_options(writing=True) as connection, connection.begin():
        _unguard(connection)
        rows = [dict(row._mapping) for row in connection.execute(select(tables.journal).order_by(tables.journal.c.seq))]
        change(rows)
        previous = ""
        for number, row in enumerate(rows, 1):
            row |= {"seq": number, "previous": previous}
            row["hash"] = previous = journal.link(
                previous, number, row["at"], row["action"], row["subject"], row["detail"]
            )
        connection.execute(text("DELETE FROM journal"))
        connection.execute(tables.journal.insert(), rows)
        journal.note_head(connection)


@pytest.mark.parametrize(
    "change", [lambda rows: rows.pop(), lambda rows: rows[0].update(at="2000-01-01T00:00:00+00:00")]
)
def test_a_journal_written_anew_is_told_by_a_head_noted_elsewhere(
    place: Place, change: Callable[[list[dict[str, Any]]], None]
) -> None:
    with Record.open(place) as record:
        fill(record)
        _, noted = record.journal_head()
        record.decide(Decision("ann", "2021-07-02T10:00:00+00:00", "accept", "e-2"))
        assert record.check_journal(noted).faults == ()
        _written_anew(record, lambda rows: (change(rows), rows.pop())[0])  # type: ignore[func-returns-value]
        record.rebuild_decisions()
        assert record.check_journal().faults == ()
        assert "no entry of the journal has the hash" in record.check_journal(noted).faults[0]


def test_a_head_too_short_to_mean_anything_is_refused(place: Place) -> None:
    with Record.open(place) as record:
        fill(record)
        assert record.check_journal("").faults
        assert record.check_journal(record.journal_head()[1][:4]).faults


def test_entries_are_found_by_subject_coder_and_day(place: Place) -> None:
    with Record.open(place) as record:
        report, _ = fill(record)
        assert [one.action for one in record.journal()] == ["add", "add", "reread", "accept", "reject"]
        assert [one.seq for one in record.journal(subject=report.id)] == [2, 3]
        assert [one.seq for one in record.journal(subject="e-1", coder="ben")] == [5]
        assert list(record.journal(since="2999-01-01")) == []
        assert next(record.journal(coder="ben")).detail["words"] == "no such deed"


def test_a_restored_backup_has_the_journal_whole(place: Place, tmp_path: Path) -> None:
    with Record.open(place) as record:
        fill(record)
        head = record.journal_head()
        record.backup(tmp_path / "b.gz")
    with Record.open(tmp_path / "new.sqlite") as record:
        record.restore(tmp_path / "b.gz")
        assert record.journal_head() == head
        assert record.check_journal(head[1]).faults == ()


def test_entries_of_an_older_version_vouch_for_what_they_say(place: Place) -> None:
    def older(rows: list[dict[str, Any]]) -> None:
        for row in rows:
            detail = json.loads(row["detail"])
            row["detail"] = journal.dump({k: v for k, v in detail.items() if k not in ("read", "fields", "original")})

    with Record.open(place) as record:
        report, _ = fill(record)
        _written_anew(record, older)
        assert record.check_journal().faults == ()
        tamper(record, f"UPDATE evidence SET bearing = 'plans' WHERE report = '{report.id}'")
        assert record.check_journal().faults == ()  # they count the evidence, and do not vouch for its words
        tamper(record, f"DELETE FROM evidence WHERE report = '{report.id}'")
        assert "has no evidence" in record.check_journal().faults[0]
