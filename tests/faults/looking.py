"""What a record tells and holds, to be compared with what an undisturbed run made."""

from __future__ import annotations

from typing import Any

from faulty_writer import Place
from sqlalchemy import select, text

from mithaq.record import Record, tables

Told = list[tuple[str, str, dict[str, Any]]]


def journal_of(record: Record) -> Told:
    """What the journal tells, without times and runs."""
    return [
        (one.action, one.subject, {key: value for key, value in one.detail.items() if key not in ("run", "fields")})
        for one in record.journal()
    ]


def rows_of(record: Record) -> dict[str, list[str]]:
    """Every row of every table, kept or made, without times, runs and numbers that have no meaning."""
    left_out = {"run", "added", "at", "number"}
    kept = {}
    with record._asking() as connection:
        for table in tables.metadata.sorted_tables:
            if table in (tables.meta, tables.runs, tables.journal):
                continue
            query = select(*(column for column in table.columns if column.name not in left_out))
            if table is tables.bands:
                query = select(table.c.band, tables.prints.c.report).join(tables.prints)
            kept[table.name] = sorted(repr(tuple(row)) for row in connection.execute(query))
    return kept


def check(place: Place, whole: Told) -> int:
    """The record opens, verifies, has nothing half, and tells the beginning of the whole story; how much of it."""
    with Record.open(place, create=False, readonly=True) as record:
        verdict = record.check_journal()
        assert verdict.faults == ()
        found = journal_of(record)
        assert found == whole[: len(found)]
        with record._asking() as connection:
            ids = set(connection.execute(select(tables.reports.c.id)).scalars())
            assert ids == {subject for action, subject, _ in found if action == "add"}
            for table in (tables.originals, tables.prints):
                assert set(connection.execute(select(table.c.report)).scalars()) == ids
            assert set(connection.execute(text("SELECT report FROM word_index")).scalars()) == ids
            if connection.dialect.name == "sqlite":
                assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
                assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    return len(found)
