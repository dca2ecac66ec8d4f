"""Reports, originals and journal are enough: all the rest can be made from them, row by row the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from pg_server import Server
from sqlalchemy import select, text

from mithaq import Reader
from mithaq.accords import library
from mithaq.cli.promises import statuses
from mithaq.demo import dossier
from mithaq.errors import InputError, RecordError
from mithaq.gazetteer import load_gazetteer
from mithaq.linking import Evidence, link
from mithaq.reading.claims import Reading
from mithaq.record import Record, tables
from mithaq.record.rebuild import rebuild
from mithaq.reports.model import Report
from mithaq.review import Decision

Place = Path | str
DAY = "2021-02-15"
DERIVED = ("claims", "quotations", "evidence", "decisions", "decision_promises", "sayings")


@pytest.fixture(scope="session")
def read_reports() -> dict[str, tuple[Report, Reading, list[Evidence]]]:
    """Some of the demo's reports, read by the installed reader."""
    reader, gazetteer, accords = Reader(), load_gazetteer(), library()
    found = {}
    for report in [one for one in dossier() if (one.published or "") < "2020-12-05"][:24]:
        reading = reader.read(report.text, report.language, report.published)
        found[report.id] = (report, reading, link(report, reading, accords, gazetteer))
    return found


Read = dict[str, tuple[Report, Reading, list[Evidence]]]


def fill(record: Record, read: Read) -> None:
    """The reports with originals, and decisions of every kind on what was read."""
    for report, reading, evidence in read.values():
        record.add(report, reading, evidence, arrival="demo", original=report.text.encode())
    found = [one for one in record.evidence() if one.stipulation]
    assert len(found) > 10

    def decide(action: Any, subject: str, coder: str = "ann", **fields: Any) -> Decision:
        words = "" if action in ("accept", "undo") else "because"
        return record.decide(Decision(coder, "2026-01-01T00:00:00+00:00", action, subject, words=words, **fields))

    decide("accept", found[0].id)
    reject = decide("reject", found[1].id)
    decide("undo", found[1].id, "ben", undoes=reject.seq)
    decide("reject", found[2].id, "ben", blind=True)
    decide("correct", found[3].id, fields={"bearing": "plans", "day": "2020-11-20"})
    decide("correct", found[4].id, fields={"stipulation": "karabakh-2020-11-09/8a"})
    decide("score", "karabakh-2020-11-09/6a", level=2, day="2020-12-01", cited=(found[0].id,))
    decide("note", found[5].id)
    one, other = found[0], found[6]
    decide("join", f"{one.report}/{one.claim}", other=f"{other.report}/{other.claim}")


def rows(record: Record, name: str) -> list[tuple[Any, ...]]:
    table = tables.metadata.tables[name]
    with record._engine.connect() as connection:
        query = select(table).order_by(*table.primary_key.columns)
        return sorted(map(tuple, connection.execute(query)), key=repr)


def reader_of(read: Read) -> Any:
    """Reads the reports anew, as they were read before."""
    reader, gazetteer, accords = Reader(), load_gazetteer(), library()

    def again(report: Report) -> tuple[Reading, Sequence[Evidence]]:
        reading = reader.read(report.text, report.language, report.published)
        return reading, link(report, reading, accords, gazetteer)

    assert read
    return again


@pytest.fixture
def other_place(place: Place, tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    """A second new place of the same kind."""
    server: Server | None = request.getfixturevalue("server") if isinstance(place, str) else None
    return server.database() if server else tmp_path / "new.sqlite"


def test_a_rebuilt_record_is_the_same_row_by_row(place: Place, other_place: Place, read_reports: Read) -> None:
    with Record.open(place) as old, Record.open(other_place) as new:
        fill(old, read_reports)
        head = old.journal_head()
        done = rebuild(old, new, reader_of(read_reports))
        assert (done.reports, done.originals, done.decisions) == (len(read_reports), len(read_reports), 9)
        assert done.failed == []
        assert done.evidence == len(old.evidence())
        for name in DERIVED:
            assert rows(new, name) == rows(old, name), name
            assert rows(old, name), name
        for name in ("reports", "originals"):
            assert [row[:-2] for row in rows(new, name)] == [row[:-2] for row in rows(old, name)]
        assert new.skipped() == old.skipped()
        assert new.reviewed() == old.reviewed()
        assert new.reprints() == old.reprints()
        assert new.search("Kalbajar") == old.search("Kalbajar")
        assert _statuses(new) == _statuses(old)
        assert any(one.rule == "by hand" for one in _statuses(new))
        entries = [(one.seq, one.hash) for one in new.journal()]
        assert head in entries
        assert entries[: head[0]] == [(one.seq, one.hash) for one in old.journal()]
        assert new.check_journal(head[1]).faults == ()
        assert old.journal_head() == head


def _statuses(record: Record) -> list[Any]:
    accords = {id: library()[id] for id in record.accords()}
    return statuses(record.effective_evidence(), accords, as_of=DAY, known_by=DAY, decisions=record.scores())


def test_damaged_tables_are_mended(place: Place, other_place: Place, read_reports: Read) -> None:
    with Record.open(place) as old, Record.open(other_place) as new:
        fill(old, read_reports)
        before = {name: rows(old, name) for name in DERIVED}
        with old._writing() as connection:
            connection.execute(text("DELETE FROM decision_promises"))
            connection.execute(text("DELETE FROM decisions"))
            connection.execute(text("UPDATE evidence SET bearing = 'plans', payload = '{}'"))
            connection.execute(text("DELETE FROM claims"))
        rebuild(old, new, lambda report: read_reports[report.id][1:])
        assert {name: rows(new, name) for name in DERIVED} == before
        assert new.check_journal().faults == ()


def test_an_altered_source_is_refused(place: Place, other_place: Place, read_reports: Read) -> None:
    with Record.open(place) as old, Record.open(other_place) as new:
        fill(old, read_reports)
        with old._writing() as connection:
            connection.execute(text("UPDATE reports SET text = 'another text'"))
        with pytest.raises(RecordError, match="not what was written"):
            rebuild(old, new, lambda report: read_reports[report.id][1:])
        assert len(new) == 0


def test_what_cannot_be_read_again_is_told_and_kept(place: Place, other_place: Place, read_reports: Read) -> None:
    broken = next(iter(read_reports))

    def read(report: Report) -> tuple[Reading, Sequence[Evidence]]:
        if report.id == broken:
            raise InputError("a language that is not read")
        return read_reports[report.id][1:]

    with Record.open(place) as old, Record.open(other_place) as new:
        fill(old, read_reports)
        done = rebuild(old, new, read)
        assert done.failed == [(broken, "a language that is not read")]
        assert len(new) == len(read_reports)
        assert "could not be read again" in new.skipped()[broken][0]
        assert new.check_journal().faults == ()
        with pytest.raises(RecordError, match="not empty"):
            rebuild(old, new, read)
