"""`mithaq journal`: what was done to a record, and whether it still is what was written."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from cli_world import World


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    return World(tmp_path, monkeypatch)


def test_head_show_and_verify(world: World) -> None:
    world.filled()
    number, noted = world.run("journal", "head", "--record", world.record).stdout.split()
    assert number == "4"
    done = world.run("journal", "verify", "--record", world.record, "--head", noted)
    assert (done.exit_code, done.stdout) == (0, f"4 entries, 0 faults; head: {noted}\n")
    rows = json.loads(world.run("journal", "show", "--record", world.record, "--json").stdout)
    assert [row["seq"] for row in rows] == [1, 2, 3, 4]
    assert rows[-1]["hash"] == noted
    shown = world.run("journal", "show", "--record", world.record, "--subject", rows[0]["subject"]).stdout
    assert "add" in shown
    assert len(shown.splitlines()) == 2


def test_an_altered_record_is_told_with_the_exit_status(world: World) -> None:
    connection = sqlite3.connect(world.filled())
    connection.execute("UPDATE reports SET text = text || '!'")
    connection.commit()
    connection.close()
    done = world.run("journal", "verify", "--record", world.record)
    assert done.exit_code == 1
    assert done.stdout.count("is not the one that came") == 4
    found = json.loads(world.run("journal", "verify", "--record", world.record, "--json").stdout)
    assert len(found["faults"]) == 4
    assert world.run("journal", "verify", "--record", world.record, "--head", "0" * 64).exit_code == 1
