"""Disks that are full: a small one really filled, and a limit to what a file may have, which needs no rights."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from faulty_writer import plan, read, report_of, work
from looking import check, journal_of, rows_of
from pg_server import Server
from unaltered import entries_of

from mithaq.errors import RecordError
from mithaq.record import Record

HERE = Path(__file__).parent
Tight = tuple[Path, Callable[..., subprocess.CompletedProcess[str]]]
STEPS = plan(3, 24)
_ADD = "import sys, faulty_writer as f; from pathlib import Path; f.work(Path(sys.argv[1]), 3, f.plan(3, 24), print)"


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A disk of this size at the folder; skips with the reason where mounting is not allowed."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root may mount a small disk")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("mounting a small disk is not allowed here")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture(params=["disk", "limit"])
def tight(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tight]:
    """A folder, and what runs Python in it with so many bytes left: on the disk, or above the size of a file."""
    folder = tmp_path / "small"
    folder.mkdir()

    path = f"{os.environ.get('PYTHONPATH', '')}{os.pathsep}{HERE}"

    def run(left: int, above: Path | None, *words: str | Path) -> subprocess.CompletedProcess[str]:
        filler, limit = folder / "filler", left + (above.stat().st_size if above else 0)
        if request.param == "disk":
            free = shutil.disk_usage(folder).free
            filler.write_bytes(bytes(max(0, free - left)))
        try:
            return subprocess.run(
                [sys.executable, *words], capture_output=True, text=True, check=False, timeout=300,
                env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
                preexec_fn=(
                    (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
                    if request.param == "limit" else None
                ),
            )  # fmt: skip
        finally:
            filler.unlink(missing_ok=True)

    if request.param == "limit":
        yield folder, run
        return
    with small_disk(folder, "8m"):
        yield folder, run


def _names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_adding_stops_with_a_message_and_goes_on_with_space(tight: Tight, tmp_path: Path) -> None:
    folder, run = tight
    whole = tmp_path / "whole.sqlite"
    work(whole, 3, STEPS, lambda word: None)
    path = folder / "r.sqlite"
    work(path, 3, STEPS[:4], lambda word: None)
    with Record.open(whole) as record:
        story, rows = journal_of(record), rows_of(record)
    done = run(150_000, path, "-c", _ADD, path)
    assert done.returncode == 1
    assert "RecordError" in done.stderr
    assert "disk" in done.stderr
    assert "nothing in it was changed" in done.stderr
    assert "mend:" in done.stderr
    far = check(path, story)
    assert 4 <= far == 4 + done.stdout.split().count("e") < len(STEPS)
    assert _names(folder) == ["r.sqlite"]
    work(path, 3, STEPS, lambda word: None)
    assert check(path, story) == len(STEPS)
    with Record.open(path) as record:
        assert rows_of(record) == rows


def test_a_backup_that_does_not_fit_leaves_the_former_one(tight: Tight) -> None:
    folder, run = tight
    path, backup = folder / "r.sqlite", folder / "b.mithaq"
    work(path, 3, STEPS[:4], lambda word: None)
    with Record.open(path) as record:
        record.backup(backup)
    former = backup.read_bytes()
    work(path, 3, STEPS, lambda word: None)
    done = run(12_000, None, "-m", "mithaq", "record", "backup", backup, "--record", path)
    assert done.returncode == 4, done.stderr
    assert "mend:" in done.stderr
    assert "Traceback" not in done.stderr
    assert backup.read_bytes() == former
    assert _names(folder) == ["b.mithaq", "r.sqlite"]
    assert run(4_000_000, None, "-m", "mithaq", "record", "backup", backup, "--record", path).returncode == 0
    assert backup.read_bytes() != former


def test_a_restore_that_does_not_fit_leaves_nothing(tight: Tight, tmp_path: Path) -> None:
    folder, run = tight
    path, backup, new = tmp_path / "r.sqlite", tmp_path / "b.mithaq", folder / "new.sqlite"
    work(path, 3, STEPS, lambda word: None)
    with Record.open(path) as record:
        record.backup(backup)
    done = run(250_000, None, "-m", "mithaq", "record", "restore", backup, "--into", new)
    assert done.returncode == 4, done.stderr
    assert "disk" in done.stderr
    assert _names(folder) == []


def test_a_page_that_does_not_fit_leaves_the_former_one(tight: Tight, tmp_path: Path) -> None:
    folder, run = tight
    path, page = tmp_path / "r.sqlite", folder / "page.html"
    work(path, 3, STEPS[:4], lambda word: None)
    page.write_text("the former one")
    done = run(2_000, None, "-m", "mithaq", "page", page, "--record", path)
    assert done.returncode in (2, 4), done.stderr
    assert "mend:" in done.stderr
    assert "Traceback" not in done.stderr
    assert page.read_text() == "the former one"
    assert _names(folder) == ["page.html"]


def test_a_full_disk_of_the_server_undoes_the_change_and_is_named(server: Server) -> None:
    disk = server.folder / "small"
    disk.mkdir(exist_ok=True)
    with small_disk(disk, "24m"):
        place = server.database(space=disk)
        try:
            with Record.open(place) as record:
                report, other = report_of(3, 0), report_of(3, 1)
                record.add(report, *read(report, 0, 1))
                with pytest.raises(RecordError, match="disk or memory is full") as caught:
                    record.add(other, *read(other, 1, 1), original=os.urandom(40 << 20))
                assert "free some space" in (caught.value.mend or "")
                subprocess.run(["mount", "-o", "remount,size=48m", disk], check=True)  # it may not even be asked before
                assert [one[:2] for one in journal_of(record)] == [("add", report.id)]
                assert entries_of(record) == len(record) == 1
                assert record.add(other, *read(other, 1, 1), original=b"small")
                assert entries_of(record) == len(record) == 2
        finally:
            server.forget(place)
