"""A disk that may only be read, a file whose pages are damaged, and a newer record on a server."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import psycopg
import pytest
from faulty_writer import plan, read, report_of, work
from pg_server import Server
from test_full_disk import small_disk
from unaltered import entries_of

from mithaq.errors import RecordError
from mithaq.record import Record

STEPS = plan(5, 12)


def test_a_disk_that_may_only_be_read(tmp_path: Path) -> None:
    with small_disk(tmp_path, "8m"):
        path, report = tmp_path / "r.sqlite", report_of(5, 100)
        work(path, 5, STEPS, lambda word: None)
        subprocess.run(["mount", "-o", "remount,ro", tmp_path], check=True)
        before = path.read_bytes()
        with Record.open(path, readonly=True) as record:
            assert entries_of(record) == len(STEPS)
            assert record.effective_evidence()
        with pytest.raises(RecordError) as caught, Record.open(path) as record:
            record.add(report, *read(report, 100, 1))
        assert "may not be written" in caught.value.message
        assert caught.value.mend
        with pytest.raises((RecordError, OSError)), Record.open(path, readonly=True) as record:
            record.backup(tmp_path / "b")
        assert path.read_bytes() == before
        assert [one.name for one in tmp_path.iterdir()] == ["r.sqlite"]


def test_damage_anywhere_in_the_file_is_told_or_harmless(tmp_path: Path) -> None:
    """A page of noise: either an error names the damage, or verifying finds it, or it lay where nothing is kept."""
    whole, path = tmp_path / "whole.sqlite", tmp_path / "r.sqlite"
    work(whole, 5, STEPS, lambda word: None)
    with Record.open(whole, readonly=True) as record:
        wanted = (record.reports(), record.claims(), record.quotations(), record.evidence(), record.decisions())
        originals = [record.original(id) for id in record.ids()]
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance, told = random.Random(seed), 0
    errors: list[RecordError] = []
    size = whole.stat().st_size
    for start in chance.sample(range(0, size, 4096), 25):
        shutil.copy(whole, path)
        with path.open("r+b") as file:
            file.seek(start)
            file.write(chance.randbytes(4096))
        try:
            with Record.open(path, readonly=True) as record:
                if record.check_journal().faults:
                    told += 1
                    continue
                found = (record.reports(), record.claims(), record.quotations(), record.evidence(), record.decisions())
                assert found == wanted, start
                assert [record.original(id) for id in record.ids()] == originals, start
        except RecordError as error:
            errors.append(error)
    assert all(error.mend and str(path) in (error.place or "") for error in errors)
    assert told + len(errors) >= 5


def test_a_newer_record_on_a_server_is_left_alone(server: Server) -> None:
    place = server.database()
    work(place, 5, STEPS, lambda word: None)
    with psycopg.connect(place, autocommit=True) as other:
        other.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    for readonly in (True, False):
        with pytest.raises(RecordError, match="version 99") as caught:
            Record.open(place, readonly=readonly)
        assert "upgrade" in (caught.value.mend or "")
    with psycopg.connect(place, autocommit=True) as other:
        other.execute(
            "UPDATE meta SET value = (SELECT max(substr(version_num, 1))::int::text FROM alembic_version) "
            "WHERE key = 'schema'"
        )
    with Record.open(place, readonly=True) as record:
        assert entries_of(record) == len(STEPS)
