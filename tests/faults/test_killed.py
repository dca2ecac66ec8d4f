"""Writers killed at random moments, hundreds of them: nothing lost, nothing doubled, nothing half."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from statistics import median

import pytest
from faulty_writer import Place, plan, work
from looking import check, journal_of, rows_of
from nursery import nursery
from pg_server import Server

from mithaq.record import Record

KILLS = 200
REPORTS = 36
OPENING = 0.2
"""Seconds that one writer in five lives at most, from its start."""
STEPS = 8
"""Steps that the others may do, about, from the first on."""


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
                (number,) = writers.start(place, seed, steps, bulk=chance.choice((0, 0, 4)))
                if kills < KILLS:
                    if chance.random() < 0.2:
                        time.sleep(chance.uniform(0, OPENING))
                    else:
                        writers.wait_for_a_step(number)
                        time.sleep(chance.uniform(0, STEPS * each))
                    if server and kills % 20 == 19:  # the server is killed under the writer, which then stops by itself
                        server.stop("immediate")
                        stops += 1
                        (status,) = writers.end()
                        server.start()
                        done, killed = status == 0, status != 0
                    else:
                        with suppress(ProcessLookupError):  # it may have ended
                            os.kill(number, signal.SIGKILL)
                        (status,) = writers.end()
                        done, killed = status == 0, status == signal.SIGKILL
                        assert done or killed, writers.errors()
                    kills += killed
                    inside += killed and writers.told.read_bytes()[-1:] == b"b"
                else:
                    assert writers.end() == [0], writers.errors()
                    done = True
                if _is_there(place):
                    far = check(place, whole)
                    assert far >= before
                    reached.add(far)
                    before = far
            with Record.open(place, readonly=True) as record:
                assert journal_of(record) == whole
                assert rows_of(record) == rows
        # The driver has its own remarks on a lost connection; a writer's last words begin with the kind of error.
        complaints = [line for line in writers.errors().splitlines() if re.match(r"\w+Error: ", line)]
    print(f"{each * 1000:.1f} ms a step")
    print(f"{kills} killed, {inside} inside a step, at {len(reached)} points; {stops} stops; {rounds} rounds")
    assert kills >= KILLS
    assert inside >= KILLS / 10
    assert len(reached) >= len(steps) / 2
    assert len(complaints) <= stops
    assert all(line.startswith("RecordError: ") and "cannot be reached" in line for line in complaints), complaints
