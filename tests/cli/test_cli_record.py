"""`mithaq record`: backup, restore and info; and that `mithaq add` keeps the files as they came."""

from __future__ import annotations

import gzip
import json
import sqlite3
from pathlib import Path

import pytest
from cli_world import HANDED, World
from unaltered import entries_of

from mithaq.record import Record
from mithaq.reports import report_from_bytes


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    return World(tmp_path, monkeypatch)


def _dump(path: Path) -> list[str]:
    """Every row of every table; the index of words is made anew by a restore, in another order."""
    connection = sqlite3.connect(path)
    found = sorted(line for line in connection.iterdump() if "word_index" not in line)
    connection.close()
    return found


def _arrival(path: Path, id: str) -> str:
    connection = sqlite3.connect(path)
    (found,) = connection.execute("SELECT arrival FROM reports WHERE id = ?", (id,)).fetchone()
    connection.close()
    assert isinstance(found, str)
    return found


def test_the_original_is_byte_for_byte_the_file(world: World) -> None:
    page = "<html><head><meta charset='windows-1251'></head><body><article><p>{}</p></article></body></html>"
    russian = "Министерство обороны сообщило, что район передан 25 ноября, и подразделения вошли в него. " * 3
    files = {
        "in/crlf.txt": HANDED.replace("\n", "\r\n\r\n").encode(),
        "in/mark.txt": b"\xef\xbb\xbf" + f"---\noutlet: One\n---\n{HANDED}".encode(),
        "in/page.html": page.format(russian).encode("windows-1251"),
    }
    for name, data in files.items():
        path = world.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    done = world.run("add", world.folder / "in", "--published", "2020-11-25", "--record", world.record)
    assert done.exit_code == 0, done.output
    with Record.open(world.record) as record:
        kept = {id: record.original(id) for id in record.ids()}
        arrivals = {str(world.folder / name): data for name, data in files.items()}
        assert {id: arrivals[_arrival(world.record, id)] for id in record.ids()} == kept
        assert len(kept) == 3
    assert world.run("add", "--reread", "--record", world.record).exit_code == 0
    with Record.open(world.record) as record:
        assert {id: record.original(id) for id in record.ids()} == kept
        assert entries_of(record) == 6


def test_originals_can_be_left_out(world: World) -> None:
    path = world.write("a.txt", HANDED)
    assert world.run("add", path, "--no-originals", "--record", world.record).exit_code == 0
    with Record.open(world.record) as record:
        (id,) = record.ids()
        assert record.original(id) is None
        assert entries_of(record) == 1


def test_what_is_kept_is_what_was_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if the file changes under our hands."""
    path = world.write("a.txt", HANDED)
    first = path.read_bytes()

    def changing(name: Path) -> bytes:
        data = name.read_bytes()
        name.write_bytes(b"---\npublished: 2020-11-26\n---\nchanged meanwhile")
        return data

    monkeypatch.setattr("mithaq.reports.files.read_bytes", changing)
    assert world.run("add", path, "--record", world.record).exit_code == 0
    with Record.open(world.record) as record:
        (id,) = record.ids()
        assert record.original(id) == first
        assert report_from_bytes(first, place="a.txt").id == id


def test_backup_and_restore_keep_every_row(world: World) -> None:
    world.filled()
    backup, new = world.folder / "b.mithaq", world.folder / "new.sqlite"
    made = json.loads(world.run("record", "backup", backup, "--record", world.record, "--json").stdout)
    assert made["bytes"] == backup.stat().st_size
    assert (made["counts"]["reports"], made["counts"]["originals"], made["counts"]["journal"]) == (4, 4, 4)
    done = world.run("record", "restore", backup, "--into", new)
    assert done.exit_code == 0, done.output
    head = world.run("journal", "head", "--record", world.record).stdout.split()[1]
    assert f"4 entries, 0 faults; head: {head}" in done.stdout
    assert _dump(new) == _dump(world.record)
    again = world.run("record", "backup", backup, "--record", new)
    assert again.exit_code == 0
    assert "4 reports, 4 originals" in again.stdout


def test_restore_refuses_a_record_and_a_broken_backup_and_leaves_no_file(world: World) -> None:
    world.filled()
    before = world.record.read_bytes()
    backup, new = world.folder / "b.mithaq", world.folder / "new.sqlite"
    assert world.run("record", "backup", backup, "--record", world.record).exit_code == 0
    done = world.run("record", "restore", backup, "--into", world.record)
    assert (done.exit_code, "not empty" in done.stderr) == (4, True)
    assert world.record.read_bytes() == before
    whole = gzip.decompress(backup.read_bytes())
    for broken in (backup.read_bytes()[:-20], gzip.compress(whole.replace(b"Kalbajar", b"Kalbadjar"))):
        backup.write_bytes(broken)
        done = world.run("record", "restore", backup, "--into", new)
        assert (done.exit_code, "mend" in done.stderr) == (2, True)
        assert not new.exists()
    assert world.run("record", "restore", world.folder / "none", "--into", new).exit_code == 2
    assert not new.exists()


def test_restore_tells_that_the_backup_was_of_an_altered_record(world: World) -> None:
    connection = sqlite3.connect(world.filled())
    connection.execute("UPDATE reports SET text = text || '!'")
    connection.commit()
    connection.close()
    backup = world.folder / "b.mithaq"
    assert world.run("record", "backup", backup, "--record", world.record).exit_code == 0
    done = world.run("record", "restore", backup, "--into", world.folder / "new.sqlite", "--json")
    assert done.exit_code == 1
    assert len(json.loads(done.stdout)["faults"]) == 4


def test_a_backup_overwrites_a_backup_and_nothing_else(world: World) -> None:
    world.filled()
    before = world.record.read_bytes()
    done = world.run("record", "backup", world.record, "--record", world.record)
    assert (done.exit_code, "not overwritten" in done.stderr) == (2, True)
    assert world.record.read_bytes() == before
    note = world.folder / "note.gz"
    note.write_bytes(gzip.compress(b"not a backup"))
    assert world.run("record", "backup", note, "--record", world.record).exit_code == 2
    assert gzip.decompress(note.read_bytes()) == b"not a backup"


def test_info(world: World) -> None:
    world.filled()
    found = json.loads(world.run("record", "info", "--record", world.record, "--json").stdout)
    assert found["kind"] == "sqlite"
    assert found["bytes"] == world.record.stat().st_size
    assert found["head"] == [4, world.run("journal", "head", "--record", world.record).stdout.split()[1]]
    assert (found["counts"]["reports"], found["counts"]["journal"]) == (4, 4)
    shown = world.run("record", "info", "--record", world.record).stdout
    assert "reports: 4" in shown
    assert str(world.record) in shown
    assert world.run("record", "info", "--record", world.folder / "none").exit_code == 4
