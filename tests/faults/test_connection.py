"""A connection to the server that is lost in the middle of a change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from faulty_writer import AT, plan, read, report_of, work
from looking import check, journal_of
from pg_server import Server
from sqlalchemy import event
from unaltered import entries_of

from mithaq.errors import RecordError
from mithaq.record import Record
from mithaq.review import Decision

MOMENTS = ("INSERT INTO reports", "INSERT INTO claims", "INSERT INTO prints", "INSERT INTO journal", "UPDATE meta", "")
"""Statements before which the connection goes; the empty one is the commit."""


def _cut(place: str) -> None:
    """End every other connection to the database, and wait until they are gone."""
    with psycopg.connect(place, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )


def _at(record: Record, moment: str, happen: Callable[[], None]) -> list[str]:
    """Let it happen once, before the first statement that begins so; the list tells that it did."""
    happened: list[str] = []

    def once(statement: str) -> None:
        if not happened and statement.startswith(moment):
            happened.append(statement)
            happen()

    if moment:

        @event.listens_for(record._engine, "before_cursor_execute")
        def _before(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
            once(statement)
    else:

        @event.listens_for(record._engine, "commit")
        def _commit(conn: Any) -> None:
            once("")

    return happened


@pytest.mark.parametrize("how", ["terminated", "stopped"])
@pytest.mark.parametrize("moment", MOMENTS, ids=lambda one: one.replace(" ", "-").lower() or "commit")
def test_a_connection_lost_in_the_middle_of_adding(server: Server, moment: str, how: str) -> None:
    place = server.database()
    whole = [("add", report_of(1, number).id) for number in (1, 2)]
    with Record.open(place) as record:
        report = report_of(1, 1)
        record.add(report, *read(report, 1, 1), original=b"1")
        before = journal_of(record)
    with Record.open(place) as record:
        happened = _at(
            record, moment, (lambda: _cut(place)) if how == "terminated" else lambda: server.stop("immediate")
        )
        report = report_of(1, 2)
        try:
            with pytest.raises(RecordError, match="cannot be reached") as caught:
                record.add(report, *read(report, 2, 1), original=b"2")
        finally:
            if how == "stopped":
                server.start()
        assert happened
        assert "try again" in (caught.value.mend or "")
        assert check(place, before) == 1
        assert record.add(report, *read(report, 2, 1), original=b"2")
        assert [one[:2] for one in journal_of(record)] == whole
        assert entries_of(record) == 2


def test_an_answer_to_the_commit_that_is_lost_is_not_called_a_change_undone(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server has kept the report, but the connection goes before it can say so."""
    place, report = server.database(), report_of(1, 1)
    with Record.open(place) as record:
        usual = record._engine.dialect.do_commit

        def lost(connection: Any) -> None:
            usual(connection)
            _cut(place)
            connection.execute("SELECT 1")  # which is when a connection notices

        with monkeypatch.context() as patch:
            patch.setattr(record._engine.dialect, "do_commit", lost)
            with pytest.raises(RecordError, match="cannot be reached") as caught:
                record.add(report, *read(report, 1, 1))
        assert "nothing in it was changed" not in caught.value.message
        assert "wholly or not at all" in caught.value.message
        assert not record.add(report, *read(report, 1, 1))
        assert entries_of(record) == len(record) == 1


def test_a_connection_lost_while_deciding_and_while_restoring(server: Server, tmp_path: Path) -> None:
    place = server.database()
    work(place, 1, plan(1, 4), lambda word: None)
    with Record.open(place) as record:
        record.backup(tmp_path / "b")
        whole = journal_of(record)
        for moment in ("INSERT INTO journal", "INSERT INTO decisions", "INSERT INTO decision_promises", ""):
            with Record.open(place) as writer:
                happened = _at(writer, moment, lambda: _cut(place))
                with pytest.raises(RecordError, match="cannot be reached"):
                    writer.decide(Decision("ben", AT, "reject", "e-2-0", words="no"))
                assert happened
            assert check(place, whole) == len(whole)
    other = server.database()
    with Record.open(other) as record:
        happened = _at(record, "INSERT INTO evidence", lambda: _cut(other))
        with pytest.raises(RecordError, match="cannot be reached"):
            record.restore(tmp_path / "b")
        assert happened
        assert len(record) == 0
        record.restore(tmp_path / "b")
    assert check(other, whole) == len(whole)


def test_a_connection_lost_in_the_middle_of_many_is_named_and_keeps_the_former_ones(server: Server) -> None:
    place, reports = server.database(), [report_of(1, number) for number in range(5)]
    with Record.open(place) as record:
        with pytest.raises(RecordError, match="cannot be reached"), record.bulk(2):
            _cut_after(3, record, place, reports)
        assert len(record) == entries_of(record) == 2
        with pytest.raises(RecordError, match="cannot be reached"), record.bulk(2):
            _cut_within(record, place, reports)
        with record.bulk(2):
            added = [record.add(report, *read(report, number, 1)) for number, report in enumerate(reports)]
        assert added == [False] * 2 + [True] * 3
        assert len(record) == entries_of(record) == 5


def _cut_after(count: int, record: Record, place: str, reports: list[Any]) -> None:
    for number, report in enumerate(reports):
        if number == count:
            _cut(place)
        record.add(report, *read(report, number, 1))


def _cut_within(record: Record, place: str, reports: list[Any]) -> None:
    """Go on after the loss, as one would who takes no notice of it."""
    record.add(reports[2], *read(reports[2], 2, 1))
    _cut(place)
    with pytest.raises(RecordError, match="cannot be reached"):
        record.add(reports[3], *read(reports[3], 3, 1))
    record.add(reports[4], *read(reports[4], 4, 1))
