"""Writers killed at random moments, hundreds of them: nothing lost, nothing doubled, nothing half."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from faulty_writer import Place, plan, work
from pg_server import Server
from sqlalchemy import select, text

from mithaq.record import Record, tables

KILLS = 200
REPORTS = 36
OPENING = 0.2
"""Seconds that one writer in five lives at most, from its start."""
STEPS = 8
"""Steps that the others may do, about, from the first on."""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a killed program leaves the same there, and hundreds cost less."""
    if not os.access("/dev/shm", os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(prefix="mithaq-faults-", dir="/dev/shm") as name:
        yield Path(name)


class Nursery:
    """A process that forks writers; see faulty_writer.py."""

    def __init__(self, folder: Path, *places: str) -> None:
        self.told = folder / "told"
        self._errors = (folder / "errors").open("w+b")
        self._process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("faulty_writer.py"), folder / "warm.sqlite", *places],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, text=True,
        )  # fmt: skip
        assert self._line() == "ready", self.errors()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def errors(self) -> str:
        """What writers complained of."""
        self._errors.seek(0)
        return self._errors.read().decode()

    def start(self, place: Place, seed: int, steps: list[tuple[str, int]]) -> int:
        """Let a writer begin; its process number."""
        assert self._process.stdin is not None
        self.told.write_bytes(b"")
        job = {"place": str(place), "seed": seed, "steps": steps, "tell": str(self.told)}
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        return int(self._line())

    def wait_for_a_step(self, number: int) -> None:
        """Until the writer has begun a step, or has ended without one."""
        with suppress(ProcessLookupError):
            while not self.told.stat().st_size:
                os.kill(number, 0)
                time.sleep(0.001)

    def end(self) -> int:
        """The status of the writer that was started, once it has ended."""
        return int(self._line())

    def close(self) -> None:
        """Let it end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()
        self._errors.close()


@contextmanager
def nursery(folder: Path, *places: str) -> Iterator[Nursery]:
    """One, closed afterwards."""
    one = Nursery(folder, *places)
    try:
        yield one
    finally:
        one.close()


Told = list[tuple[str, str, dict[str, Any]]]


def journal_of(record: Record) -> Told:
    """What the journal tells, without times and runs."""
    return [
        (one.action, one.subject, {key: value for key, value in one.detail.items() if key not in ("run", "fields")})
        for one in record.journal()
    ]


def rows_of(record: Record) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, without times, runs and what hangs on them."""
    left_out = {"run", "added", "at", "hash", "previous"}
    kept = {}
    with record._asking() as connection:
        for table in tables.KEPT:
            if table not in (tables.meta, tables.runs, tables.journal):
                columns = [column for column in table.columns if column.name not in left_out]
                kept[table.name] = sorted(map(repr, map(tuple, connection.execute(select(*columns)))))
    return kept  # type: ignore[return-value]


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


def _is_there(place: Place) -> bool:
    """Whether a record was begun: a writer may be killed before it has made one."""
    if isinstance(place, Path):
        if not place.exists():
            return False
        connection = sqlite3.connect(place)  # which undoes what was left half done
        names = connection.execute("SELECT name FROM sqlite_master").fetchall()
        connection.close()
        return bool(names)
    import psycopg

    with psycopg.connect(place) as server:
        return bool(server.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").fetchall())


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_hundreds_of_killed_writers_lose_double_and_halve_nothing(
    kind: str, folder: Path, request: pytest.FixtureRequest
) -> None:
    seed = random.randrange(10**6)
    seed = int(os.environ.get("FAULTS_SEED", seed))
    print(f"FAULTS_SEED={seed}")
    chance, steps = random.Random(seed), plan(seed, REPORTS)
    server: Server | None = request.getfixturevalue("server") if kind == "postgresql" else None

    def new(name: str) -> Place:
        return server.database() if server else folder / f"{name}.sqlite"

    undisturbed = new("undisturbed")
    times: list[float] = []
    work(undisturbed, seed, steps, lambda word: times.append(time.monotonic()))
    each = median(ended - begun for begun, ended in zip(times[::2], times[1::2], strict=True))
    with Record.open(undisturbed, readonly=True) as record:
        whole, rows = journal_of(record), rows_of(record)
        assert len(whole) == len(steps) == 63
    kills = inside = stops = rounds = 0
    reached: set[int] = set()
    with nursery(folder, *([server.database()] if server else [])) as writers:
        while kills < KILLS:
            rounds += 1
            place, done, before = new(f"round-{rounds}"), False, 0
            while not done:
                number = writers.start(place, seed, steps)
                if kills < KILLS:
                    if chance.random() < 0.2:
                        time.sleep(chance.uniform(0, OPENING))
                    else:
                        writers.wait_for_a_step(number)
                        time.sleep(chance.uniform(0, STEPS * each))
                    if server and kills % 20 == 19:  # the server is killed under the writer, which then stops by itself
                        server.stop("immediate")
                        stops += 1
                        status = writers.end()
                        server.start()
                        done, killed = status == 0, status != 0
                    else:
                        with suppress(ProcessLookupError):  # it may have ended
                            os.kill(number, signal.SIGKILL)
                        status = writers.end()
                        done, killed = status == 0, status == signal.SIGKILL
                        assert done or killed, writers.errors()
                    kills += killed
                    inside += killed and writers.told.read_bytes()[-1:] == b"b"
                else:
                    assert writers.end() == 0, writers.errors()
                    done = True
                if _is_there(place):
                    far = check(place, whole)
                    assert far >= before
                    reached.add(far)
                    before = far
            with Record.open(place, readonly=True) as record:
                assert journal_of(record) == whole
                assert rows_of(record) == rows
        complaints = [line for line in writers.errors().splitlines() if not line.startswith("  mend:")]
    print(f"{each * 1000:.1f} ms a step")
    print(f"{kills} killed, {inside} inside a step, at {len(reached)} points; {stops} stops; {rounds} rounds")
    assert kills >= KILLS
    assert inside >= KILLS / 10
    assert len(reached) >= len(steps) / 2
    assert len(complaints) <= stops
    assert all(line.startswith("RecordError: ") and "cannot be reached" in line for line in complaints), complaints
