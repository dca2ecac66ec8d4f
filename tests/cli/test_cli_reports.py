"""`mithaq read` and `mithaq add`."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from cli_world import HANDED, PRAISED, World

from mithaq.errors import RecordError
from mithaq.gazetteer import load_gazetteer
from mithaq.record import Record
from mithaq.reports.model import Report

ALIYEV, PUTIN = (load_gazetteer().label(id, "en") for id in ("ilham-aliyev", "vladimir-putin"))


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    return World(tmp_path, monkeypatch)


def _dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    found = list(connection.iterdump())
    connection.close()
    return found


def test_read_shows_every_part_to_a_person(world: World) -> None:
    done = world.run("read", world.write("a.txt", PRAISED, outlet="The Outlet", address="https://one.example/a"))
    assert done.exit_code == 0, done.output
    for words in (
        "The Outlet",
        "language: en",
        "https://one.example/a",
        "2020-11-25",
        f"{ALIYEV} (praise), to {PUTIN}, through",
        "«peace is kept on the whole line of contact»",
        "karabakh-2020-11-09",
        "RETREAT/return [happened] on territory-transfer: complete",
        f"on the word of: {ALIYEV}",
        "a table",
    ):
        assert words in done.stdout
    assert "\x1b" not in done.stdout
    assert "\u2068" not in done.stdout


def test_read_json_is_one_object_a_report_with_the_words_of_every_span(world: World) -> None:
    first = world.write("a.txt", PRAISED, outlet="The Outlet")
    second = world.write("b.txt", HANDED)
    done = world.run("read", first, second, "--json")
    assert done.exit_code == 0, done.output
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 2
    row = rows[0]
    assert row["report"]["outlet"] == "The Outlet"
    assert row["report"]["id"].startswith("r-")
    assert row["language"] == "en"
    assert row["published"] == "2020-11-25"
    quotation = row["quotations"][0]
    assert quotation["text"] == "peace is kept on the whole line of contact"
    assert row["text"][quotation["start"] : quotation["end"]] == quotation["text"]
    assert quotation["speaker"]["entity"] == "ilham-aliyev"
    assert quotation["occasion"]["text"] == row["text"][3:5]
    claim = row["claims"][0]
    assert claim["trigger"] == {"start": 3, "end": 11, "text": "complies"}
    assert claim["attribution"][0]["text"] == "1a"
    assert row["references"][0]["accords"] == ["karabakh-2020-11-09"]
    assert row["skipped"] == ["a table"]


def test_read_from_the_standard_input_with_what_the_person_knows(world: World) -> None:
    arguments = ("read", "-", "--json", "--published", "2021-06-11", "--outlet", "X", "--encoding", "windows-1251")
    done = world.run(*arguments, input="Министерство сообщило о передаче района.".encode("windows-1251"))
    assert done.exit_code == 0, done.output
    row = json.loads(done.stdout)
    assert (row["language"], row["published"], row["report"]["outlet"]) == ("ru", "2021-06-11", "X")
    done = world.run("read", "-", input="")
    assert (done.exit_code, "standard input: the file is empty" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"abc\x00def", "binary file"),
        ("Министерство сообщило о передаче района под контроль.".encode("windows-1251"), "windows-1251"),
        ("Les forces ont pris le contrôle du corridor, a déclaré hier soir le ministère.".encode(), "language"),
        (b"---\npublished: 2020-13-01\n---\nThe text of it.", "bad.txt:2"),
        (b"---\nlanguage: fr\n---\nThe text of it.", "bad.txt:2"),
        (b"---\nauthor: X\n---\nThe text of it.", "unknown key 'author'"),
    ],
)
def test_bad_input_is_named_with_file_and_mend(world: World, content: bytes, words: str) -> None:
    path = world.folder / "bad.txt"
    path.write_bytes(content)
    for arguments in (("read", path), ("read", path, "--json")):
        done = world.run(*arguments)
        assert done.exit_code == 2
        assert done.stdout == ""
        assert words in done.stderr
        assert str(path) in done.stderr
        assert "mend:" in done.stderr
        assert "Traceback" not in done.output
    world.write("good.txt", HANDED)
    done = world.run("add", path, world.folder / "good.txt", "--record", world.record)
    assert done.exit_code == 1
    assert words in done.stderr
    assert "1 read: 1 new, 0 known; 1 failed" in done.stdout


def test_read_goes_on_after_a_bad_file_and_says_so(world: World) -> None:
    (world.folder / "bad.txt").write_bytes(b"")
    done = world.run("read", world.folder / "bad.txt", world.write("good.txt", HANDED), "--json")
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 1
    assert "bad.txt: the file is empty" in done.stderr
    assert "2 reports: 1 read, 1 failed" in done.stderr


def test_the_traceback_is_there_for_those_who_ask(world: World) -> None:
    done = world.run("read", world.folder / "none.txt", env={"MITHAQ_DEBUG": "1"})
    assert done.exit_code == 2
    assert "Traceback" in done.stderr


def test_add_counts_and_adding_again_changes_nothing(world: World) -> None:
    record = world.filled()
    before, held = _dump(record), record.read_bytes()
    done = world.run("add", world.folder / "in", "--record", record)
    assert done.exit_code == 0
    assert "4 read: 0 new, 4 known; 0 failed" in done.stdout
    assert _dump(record) == before
    assert record.read_bytes() == held


def test_add_goes_on_after_failures_and_lists_them_all(world: World) -> None:
    world.write("in/1.txt", HANDED)
    (world.folder / "in" / "2.txt").write_bytes(b"")
    world.write("in/3.txt", "make the reader fail, please do it now")
    world.write("in/deep/4.txt", PRAISED)
    done = world.run("add", world.folder / "in", world.folder / "none.txt", "--record", world.record, "--json")
    assert done.exit_code == 1
    account = json.loads(done.stdout)
    assert (account["read"], account["new"], account["known"]) == (3, 2, 0)
    failed = {Path(str(one["file"])).name: one["reason"] for one in account["failed"]}
    assert set(failed) == {"2.txt", "3.txt", "none.txt"}
    assert failed["2.txt"] == "the file is empty"
    assert "ZeroDivisionError" in failed["3.txt"]
    assert "3.txt: Mithaq failed on it" in done.stderr


def test_a_report_without_a_day_is_kept_and_named(world: World) -> None:
    done = world.run("add", world.write("a.txt", HANDED, None), "--record", world.record)
    assert done.exit_code == 0
    assert "1 new" in done.stdout
    assert "without a day of publication" in done.stderr
    done = world.run("add", world.write("b.txt", HANDED, None), "--record", world.record, "--published", "2020-11-25")
    assert "1 pieces of evidence" in done.stdout


def test_wrong_options_are_refused_once(world: World) -> None:
    path = world.write("a.txt", HANDED)
    for option, value in (("--published", "soon"), ("--language", "fr"), ("--encoding", "nonsense")):
        done = world.run("add", path, "--record", world.record, option, value)
        assert done.exit_code == 2
        assert value in done.stderr
        assert not world.record.exists()
    assert world.run("add").exit_code == 2


def test_reread_replaces_what_was_read(world: World) -> None:
    record = world.filled()
    done = world.run("add", "--reread", "--record", record)
    assert done.exit_code == 0
    assert "4 read: 0 new, 0 known, 4 read again; 0 failed" in done.stdout
    new = world.write("in/5.txt", PRAISED + "More of it.", "2020-12-11")
    done = world.run("add", "--reread", new, world.folder / "in" / "1.txt", "--record", record)
    assert "2 read: 1 new, 0 known, 1 read again; 0 failed" in done.stdout
    done = world.run("add", "--reread", "--record", world.folder / "none.sqlite")
    assert done.exit_code == 4


def test_the_record_may_be_named_in_the_environment(world: World) -> None:
    path = world.write("a.txt", HANDED)
    done = world.run("add", path, env={"MITHAQ_RECORD": str(world.record)})
    assert done.exit_code == 0
    assert world.record.exists()
    done = world.run("add", path)
    assert done.exit_code == 0
    assert (world.folder / "home" / "mithaq" / "record.sqlite").exists()


@pytest.mark.parametrize("trouble", ["newer", "text", "other"])
def test_a_record_that_cannot_be_used_is_left_as_it_was(world: World, trouble: str) -> None:
    record = world.filled()
    if trouble == "text":
        record.write_bytes(b"not a database")
    else:
        connection = sqlite3.connect(record)
        connection.execute(
            "UPDATE meta SET value = '99' WHERE key = 'schema'"
            if trouble == "newer"
            else "ALTER TABLE meta RENAME TO m"
        )
        connection.commit()
        connection.close()
    before = record.read_bytes()
    for arguments in (("add", world.folder / "in"), ("status",), ("why", "6a"), ("timeline",), ("voices",)):
        done = world.run(*arguments, "--record", record)
        assert done.exit_code == 4
        assert done.stdout == ""
        assert str(record) in done.stderr
        assert "mend:" in done.stderr
    assert record.read_bytes() == before


def test_a_disk_that_fills_up_ends_the_run_and_keeps_what_was_done(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = Record.add

    def full(record: Record, report: Report, *rest: Any, **options: Any) -> bool:
        if report.published == "2020-12-10":
            raise RecordError("the disk is full", place=record.place, mend="free some space")
        return add(record, report, *rest, **options)

    monkeypatch.setattr(Record, "add", full)
    for number, day in enumerate(("2020-11-25", "2020-12-10", "2020-12-11")):
        world.write(f"in/{number}.txt", HANDED, day)
    done = world.run("add", world.folder / "in", "--record", world.record)
    assert done.exit_code == 4
    assert "stopped before the end; 2 read: 1 new" in done.stderr
    assert "the disk is full" in done.stderr
    with Record.open(world.record, readonly=True) as record:
        assert [report.published for report in record.reports()] == ["2020-11-25"]
