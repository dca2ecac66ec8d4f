"""`--without CLASS`, reprints in `why` and `voices`: whose word a level rests on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_world import FIRST, World

TEXT = (
    "6a completes: Kalbajar was handed over, it said.\n"
    "The convoy left at dawn and crossed the bridge before noon, while the engineers stayed behind to take down the "
    "last of the posts along the road and load what was left of the stores on the trucks that waited below.\n"
    "«peace is kept on the whole line of contact»\n"
)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    return World(tmp_path, monkeypatch)


def _json(world: World, *arguments: str | Path) -> Any:
    done = world.run(*arguments, "--json", "--record", world.record)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def _row(world: World, *arguments: str) -> Any:
    rows = _json(world, "status", "--as-of", "2020-12-02", *arguments)
    return next(row for row in rows if row["accord"] == FIRST and row["stipulation"] == "6a")


def test_status_without_a_class_shows_what_changes(world: World) -> None:
    world.filled()
    assert _row(world)["level"] == 3
    row = _row(world, "--without", "beneficiary")
    assert (row["level"], row["without"]) == (2, ["beneficiary"])
    assert row["with_all"]["level"] == 3
    assert _row(world, "--without", "witness", "--without", "mediator")["level"] == 3
    done = world.run("status", "--as-of", "2020-12-02", "--without", "beneficiary", "--record", world.record)
    assert f"{FIRST}/6a: 3 full" in done.stdout
    assert "pieces of evidence are left out" in done.stdout


def test_why_without_a_class_says_so(world: World) -> None:
    world.filled()
    (found,) = _json(world, "why", "6a", "--as-of", "2020-12-02", "--without", "beneficiary")
    assert {one["source"] for one in found["evidence"]} == {"obligor"}
    assert (found["status"]["level"], found["with_all"]["level"]) == (2, 3)
    done = world.run("why", "6a", "--as-of", "2020-12-02", "--without", "beneficiary", "--record", world.record)
    assert "without beneficiary; with all voices: 3 full" in done.stdout


def test_an_unknown_class_is_refused_with_those_there_are(world: World) -> None:
    world.filled()
    done = world.run("status", "--without", "friends", "--record", world.record)
    assert done.exit_code == 2
    assert "state-media" in done.output


def test_reprints_are_named_and_are_no_further_voice(world: World, tmp_path: Path) -> None:
    for number, outlet in enumerate(("Wire", "Two", "Three")):
        head = f"---\nlanguage: en\npublished: 2020-11-26T{10 + number}:00+00:00\noutlet: {outlet}\n---\n"
        file = tmp_path / f"{outlet}.txt"
        file.write_text(head + TEXT.replace("at dawn", f"at dawn of day {number}"), encoding="utf-8")
        assert world.run("add", file, "--record", world.record).exit_code == 0
    # "Two" would speak for the side that is owed, had it not reprinted what the other side's outlet says.
    (found,) = _json(world, "why", "6a", "--as-of", "2020-12-02")
    assert found["status"]["level"] == 2
    assert [[again["outlet"] for again in one["reprints"]] for one in found["evidence"]] == [["Two", "Three"]]
    rows = _json(world, "voices", "--as-of", "2020-12-02")
    assert [[again["outlet"] for again in row["reprints"]] for row in rows] == [["Two", "Three"]] * len(rows)
    done = world.run("why", "6a", "--as-of", "2020-12-02", "--record", world.record)
    assert "reprinted by 2: Two, Three" in done.stdout
