"""`mithaq demo` and `mithaq page`."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cli_world import FIRST, HANDED, MOVED, PRAISED, World

import mithaq.demo
from mithaq.cli.store import demo_path
from mithaq.record import Record
from mithaq.reports.model import Report


def _report(text: str, day: str, outlet: str) -> Report:
    return Report.of(text.strip(), language="en", outlet=outlet, published=day, address=f"https://{outlet}.example/")


REPORTS = [
    _report(MOVED, "2020-11-15", "One"),
    _report(HANDED, "2020-11-25", "One"),
    _report(HANDED, "2020-11-25", "Two"),
    _report(PRAISED, "2020-12-10", "Two"),
]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    made = World(tmp_path, monkeypatch)
    monkeypatch.setattr(mithaq.demo, "dossier", lambda name="karabakh": list(REPORTS))
    return made


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """A stand-in for the room that draws the page, noting what it is asked."""
    asked: list[dict[str, Any]] = []
    module = ModuleType("mithaq.publishing.page")

    def write_page(record: Record, path: Path, **options: Any) -> None:
        asked.append({"reports": len(record), **options})
        path.write_text("<!doctype html>", "utf-8")

    module.write_page = write_page  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "mithaq.publishing.page", module)
    return asked


def test_the_dossier_is_readable_and_complete() -> None:
    reports = mithaq.demo.dossier()
    assert len({report.id for report in reports}) == len(reports) >= 60
    for report in reports:
        assert report.language in ("ar", "ru", "en")
        assert report.published
        assert report.outlet
        assert report.address


def test_demo_shows_the_scoreboard_and_says_what_to_type_next(world: World) -> None:
    done = world.run("demo")
    assert done.exit_code == 0, done.output
    out = done.stdout
    assert "4 short reports (4 in English) of 2 outlets, 2020-11-15 to 2020-12-10." in out
    assert f"The deadline of {FIRST}/6a was moved to 2020-11-25, as said on 2020-11-15." in out
    assert "as of 2020-12-11, by reports published up to 2020-12-11" in out
    assert "mithaq why 6a --demo" in out
    assert "mithaq page demo.html --demo" in out
    for command in ("why 6a", "status --as-of 2020-11-25", "voices", "timeline"):
        after = world.run(*command.split(), "--demo")
        assert after.exit_code == 0, after.output


def test_demo_json_has_the_shape_of_status(world: World) -> None:
    done = world.run("demo", "--json", "--as-of", "2020-11-16")
    assert done.exit_code == 0, done.output
    rows = json.loads(done.stdout)
    row = next(one for one in rows if (one["accord"], one["stipulation"]) == (FIRST, "6a"))
    assert (row["as_of"], row["known_by"], row["deadline"]) == ("2020-11-16", "2020-11-16", "2020-11-25")
    assert "overdue" not in row["flags"]
    assert isinstance(row["evidence"], int)
    done = world.run("demo", "--json", "--as-of", "2020-11-16", "--known-by", "2020-11-14")
    row = next(one for one in json.loads(done.stdout) if (one["accord"], one["stipulation"]) == (FIRST, "6a"))
    assert (row["deadline"], row["evidence"]) == ("2020-11-15", 0)


def test_the_demo_record_is_made_once_and_anew_when_it_is_stale(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.run("demo")
    made = demo_path().read_bytes()
    world.run("demo")
    assert demo_path().read_bytes() == made
    assert [one.name for one in demo_path().parent.iterdir()] == ["demo-karabakh.sqlite"]
    monkeypatch.setattr(mithaq.demo, "dossier", lambda name="karabakh": REPORTS[:2])
    world.run("demo")
    with Record.open(demo_path(), readonly=True) as record:
        assert len(record) == 2
    demo_path().write_bytes(b"spoilt")
    assert world.run("demo").exit_code == 0
    with Record.open(demo_path(), readonly=True) as record:
        assert len(record) == 2


def test_the_demo_keeps_out_of_a_record_of_ones_own(world: World) -> None:
    own = world.folder / "own.sqlite"
    done = world.run("demo", env={"MITHAQ_RECORD": str(own)})
    assert done.exit_code == 0
    assert not own.exists()
    done = world.run("demo", "--record", own)
    assert done.exit_code == 0
    assert f"mithaq why 6a --record {own}" in done.stdout
    with Record.open(own, readonly=True) as record:
        assert len(record) == 4


def test_without_a_cache_folder_the_demo_finds_another_place(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = world.folder / "blocked"
    blocked.write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    monkeypatch.setattr(tempfile, "tempdir", str(world.folder))
    done = world.run("demo")
    assert done.exit_code == 0, done.output
    assert "cannot be written" in done.stderr
    record = next(world.folder.glob("mithaq-demo-*/demo-karabakh.sqlite"))
    assert f"--record {record}" in done.stdout


def test_a_fault_in_the_dossier_is_told_and_leaves_the_former_record(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.run("demo")
    made = demo_path().read_bytes()
    bad = _report("make the reader fail, please do it now", "2020-12-11", "Three")
    monkeypatch.setattr(mithaq.demo, "dossier", lambda name="karabakh": [*REPORTS, bad])
    done = world.run("demo")
    assert done.exit_code == 4
    assert "ZeroDivisionError" in done.stderr
    assert "Three.example" in done.stderr
    assert demo_path().read_bytes() == made
    assert [one.name for one in demo_path().parent.iterdir()] == ["demo-karabakh.sqlite"]


def test_pages(world: World, pages: list[dict[str, Any]]) -> None:
    done = world.run("demo", "--page", world.folder / "demo.html", "--language", "ar")
    assert done.exit_code == 0, done.output
    done = world.run("page", world.folder / "p.html", "--demo", "--as-of", "2020-11-30", "--known-by", "2020-12-30")
    assert done.exit_code == 0, done.output
    assert "p.html" in done.stdout
    assert [(one["as_of"], one["known_by"], one["language"], one["reports"]) for one in pages] == [
        ("2020-12-11", "2020-12-11", "ar", 4),
        ("2020-11-30", "2020-12-30", "en", 4),
    ]
    done = world.run("page", world.folder / "none" / "p.html", "--demo")
    assert done.exit_code == 2
    assert "no such folder" in done.stderr


def test_the_dossiers_are_listed(world: World) -> None:
    done = world.run("demo", "--list")
    assert done.exit_code == 0, done.output
    rows = json.loads(world.run("demo", "--list", "--json").stdout)
    assert [row["name"] for row in rows] == list(mithaq.demo.dossiers())
    for row in rows:
        assert f"{row['name']} {row['reports']} reports. {row['about']}" in " ".join(done.stdout.split())
    assert not list(demo_path().parent.glob("*.sqlite"))


def test_a_dossier_that_is_none_is_refused(world: World) -> None:
    for command in (("demo", "nowhere"), ("status", "--dossier", "nowhere"), ("status", "--dossier", "../x")):
        done = world.run(*command)
        assert done.exit_code == 2, done.output
        assert "no dossier" in done.stderr
        assert "karabakh" in done.stderr


def test_each_dossier_has_a_record_of_its_own(world: World) -> None:
    other = mithaq.demo.dossiers()[1]
    done = world.run("status", "--dossier", other)
    assert done.exit_code == 4
    assert f"mithaq demo {other}" in done.stderr
    done = world.run("demo", other)
    assert done.exit_code == 0, done.output
    assert f"--dossier {other}" in done.stdout
    assert demo_path(other).exists()
    assert not demo_path().exists()
    assert world.run("voices", "--dossier", other).exit_code == 0
