"""Several writers at once, and locks that are held too long."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import psycopg
import pytest
from faulty_writer import Place, plan, read, report_of, work
from looking import journal_of, rows_of
from nursery import nursery
from pg_server import Server
from unaltered import entries_of

from mithaq.errors import RecordError
from mithaq.record import Record, postgres

REPORTS, SHARED = 8, 4


@pytest.mark.parametrize("writers", [2, 8])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_writers_at_once_keep_every_report_once_in_one_chain(
    kind: str, writers: int, folder: Path, request: pytest.FixtureRequest
) -> None:
    server: Server | None = request.getfixturevalue("server") if kind == "postgresql" else None

    def new(name: str) -> Place:
        return server.database() if server else folder / f"{name}.sqlite"

    plans = [plan(1, REPORTS, writer, SHARED) for writer in range(writers)]
    place, alone = new("together"), new("alone")
    with nursery(folder, *([server.database()] if server else [])) as started:
        started.start(place, 1, *plans)  # the record is made by one of them, while the others wait
        assert started.end() == [0] * writers, started.errors()
    for steps in plans:
        work(alone, 1, steps, lambda word: None)
    with Record.open(place, readonly=True) as record, Record.open(alone, readonly=True) as other:
        assert len(record) == writers * REPORTS + SHARED
        together, in_turn = journal_of(record), journal_of(other)
        assert entries_of(record) == len(together) == len(in_turn)
        assert sorted(one[:2] for one in together) == sorted(one[:2] for one in in_turn)
        assert [one.seq for one in record.journal()] == list(range(1, len(together) + 1))
        rows, wanted = rows_of(record), rows_of(other)
        for name in rows.keys() - {"decisions", "decision_promises"}:  # these are numbered as they came
            assert rows[name] == wanted[name], name
        assert record.reprints() == other.reprints()
        assert sorted(one.id for one in record.effective_evidence()) == sorted(
            one.id for one in other.effective_evidence()
        )
        if writers == 8:  # they took turns: none wrote all of its own before another began
            owners = [report_of_writer(subject, writers) for action, subject, _ in together if action == "add"]
            assert sum(one != two for one, two in pairwise(owners)) >= writers


def report_of_writer(id: str, writers: int) -> int | None:
    """Which writer brings this report; None if all do."""
    for writer in range(writers):
        if any(report_of(1, 1000 * writer + number).id == id for number in range(REPORTS)):
            return writer
    return None


def test_a_lock_of_the_server_that_is_held_is_waited_for_and_then_named(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "WAIT", "200ms")
    place, report = server.database(), report_of(1, 1)
    with Record.open(place) as record:
        with psycopg.connect(place) as other:
            other.execute("SELECT pg_advisory_xact_lock(%s)", (postgres._LOCK,))
            with pytest.raises(RecordError, match="another program is writing") as caught:
                record.add(report, *read(report, 1, 1))
            assert "try again" in (caught.value.mend or "")
            assert len(record) == 0
        assert record.add(report, *read(report, 1, 1))
        assert entries_of(record) == 1
