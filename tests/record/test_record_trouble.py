"""Records that cannot be used: every one is named with its mend, and left as it was."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from unaltered import entries_of

from mithaq.errors import RecordError
from mithaq.reading.claims import Reading
from mithaq.record import Record, database, sqlite
from mithaq.reports.model import Report

ROOT = os.geteuid() == 0


def _report(text: str = "One.") -> Report:
    return Report.of(text, language="en", published="2020-11-25")


def _add(record: Record, text: str = "One.") -> bool:
    report = _report(text)
    return record.add(report, Reading(report.text, "en", report.published), [])


def _made(path: Path) -> Path:
    with Record.open(path) as record:
        _add(record)
    return path


def _refused(path: Path, **options: Any) -> RecordError:
    with pytest.raises(RecordError) as caught:
        Record.open(path, **options)
    assert caught.value.mend
    assert str(path) in (caught.value.place or "")
    return caught.value


def test_no_record_here(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite"
    assert "no record" in _refused(path, create=False).message
    assert "no record" in _refused(path, readonly=True).message
    assert not path.exists()


def test_folders_are_made_for_a_new_record(tmp_path: Path) -> None:
    assert _made(tmp_path / "a" / "b" / "r.sqlite").exists()


def test_a_record_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = _made(tmp_path / "r.sqlite")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    connection.close()
    before = path.read_bytes()
    error = _refused(path)
    assert "version 99" in error.message
    assert "upgrade" in (error.mend or "")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"just some text that is no database at all", b"SQLite format 3\x00 but damaged" * 99]
)
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.sqlite"
    path.write_bytes(content)
    _refused(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE songs (name TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    assert "another program" in _refused(path).message
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    connection.commit()
    connection.close()
    assert "another program" in _refused(path).message
    assert path.read_bytes() != before  # by us, with the second table
    assert sqlite3.connect(path).execute("SELECT count(*) FROM sqlite_master").fetchone() == (2,)


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    assert "folder" in _refused(tmp_path).message
    (tmp_path / "file").write_text("x")
    _refused(tmp_path / "file" / "r.sqlite")


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    path.touch()
    assert "empty" in _refused(path, readonly=True).message
    assert len(_made(path).read_bytes()) > 0


def test_a_full_disk_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    path = _made(tmp_path / "r.sqlite")
    before = path.read_bytes()
    with Record.open(path) as record:

        @event.listens_for(record._engine, "connect")
        def _no_more_pages(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA max_page_count = 1")  # SQLite rounds it up to what is used already

        record._engine.dispose()  # the connection that it keeps was made before
        with pytest.raises(RecordError, match="disk is full") as caught:
            _add(record, "Two. " * 100_000)
        assert "space" in (caught.value.mend or "")
        assert len(record) == 1
    assert path.read_bytes() == before
    with Record.open(path) as record:
        assert _add(record, "Two.")


@pytest.mark.skipif(not ROOT, reason="only root may mount")
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", tmp_path], capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        path = _made(tmp_path / "r.sqlite")
        before = path.read_bytes()
        with Record.open(path) as record, pytest.raises(RecordError) as caught:
            _add(record, "Two. " * 100_000)
        assert "full" in caught.value.message
        assert path.read_bytes() == before
        assert [one.name for one in tmp_path.iterdir()] == ["r.sqlite"]
    finally:
        subprocess.run(["umount", "--lazy", tmp_path], check=True)


_AS_NOBODY = """
import os, sys
from mithaq.errors import RecordError
from mithaq.record import Record
from mithaq.reading.claims import Reading
from mithaq.reports.model import Report
report = Report.of("Two.", language="en")
with Record.open(sys.argv[2]) as record:
    record.add(report, Reading(report.text, "en", None), [])
    record.reports()
# All that is imported on first use is imported now; another user may not be able to read it.
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    with Record.open(sys.argv[1]) as record:
        record.add(report, Reading(report.text, "en", None), [])
except RecordError as error:
    print("refused:", error)
with Record.open(sys.argv[1], readonly=True) as record:
    print("held:", len(record))
"""


def _as_nobody(path: Path) -> str:
    source = str(Path(database.__file__).parents[2])
    found = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, path, path.with_name("warm-up.sqlite")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": source, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert found.returncode == 0, found.stderr
    return found.stdout


def test_no_right_to_write_the_file(tmp_path: Path) -> None:
    path = _made(tmp_path / "r.sqlite")
    _open_up(tmp_path)
    path.chmod(0o444)
    before = path.read_bytes()
    said = _as_nobody(path)
    assert "refused:" in said
    assert "mend:" in said
    assert "held: 1" in said
    assert path.read_bytes() == before


def test_no_right_to_write_the_folder(tmp_path: Path) -> None:
    path = _made(tmp_path / "r.sqlite")
    _open_up(tmp_path)
    path.chmod(0o666)
    _made(tmp_path / "warm-up.sqlite")
    tmp_path.chmod(0o555)
    before = path.read_bytes()
    try:
        said = _as_nobody(path)
    finally:
        tmp_path.chmod(0o755)
    assert "refused:" in said
    assert "held: 1" in said
    assert path.read_bytes() == before


def _open_up(folder: Path) -> None:
    """Let others reach a folder of pytest's, whose parents are private."""
    for one in (folder, *folder.parents):
        if one.stat().st_mode & 0o005 == 0o005:  # the system's folder of temporary files
            break
        one.chmod(0o755)


def test_another_writer_is_waited_for_and_then_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    path = _made(tmp_path / "r.sqlite")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Record.open(path) as record:
        with pytest.raises(RecordError, match="another program is writing"):
            _add(record, "Two.")
        assert len(record) == 1
        other.execute("ROLLBACK")
        assert _add(record, "Two.")
    other.close()


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    _made(path)
    failures: list[Exception] = []

    def write(name: str) -> None:
        try:
            with Record.open(path) as record:
                for number in range(15):
                    _add(record, f"{name} {number}")
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Record.open(path) as record:
        assert len(record) == 31
        assert entries_of(record) == 31


def test_what_a_killed_writer_left_is_undone_by_the_next_reader(tmp_path: Path) -> None:
    path = _made(tmp_path / "r.sqlite")
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN IMMEDIATE');"
        "c.execute('UPDATE reports SET text = hex(zeroblob(200000))'); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code, path], check=False).returncode == 9
    assert (tmp_path / "r.sqlite-journal").exists()
    with Record.open(path, readonly=True) as record:
        assert record.reports() == [_report()]


def test_a_record_opened_to_be_asked_cannot_be_written(tmp_path: Path) -> None:
    path = _made(tmp_path / "r.sqlite")
    with Record.open(path, readonly=True) as record, pytest.raises(RecordError, match="may not be written"):
        _add(record, "Two.")
