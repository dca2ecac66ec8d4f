"""`mithaq accord`: show, check, diff, schema; and what `status`, `why` and `timeline` tell of steps and changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_world import World

from mithaq.accords.shape import accord_schema

TRUCE = """\
id: truce
names: {en: [Truce of 2020]}
signed: "2020-11-10"
parties:
  - {entity: AZE, roles: [signatory]}
  - {entity: ARM, roles: [signatory]}
provisions:
  - {id: "1", summary: {en: A group meets.}, title: {en: The <b>group</b>}}
stipulations:
  - id: 5a
    provision: "1"
    kind: working-group-meeting
    obligors: [AZE, ARM]
    deadline: {by: "2020-12-01"}
    unsure: [deadline]
    summary: {en: A group <script>meets</script>.}
  - id: 5b
    provision: "1"
    kind: project-list
    obligors: [ARM]
    beneficiaries: [AZE]
    deadline: {within: P30D, after: 5a}
    summary: {en: It lists projects.}
"""
PROTOCOL = """\
id: protocol
names: {en: [Protocol of 2020]}
signed: "2020-11-20"
supplements: truce
changes:
  - {stipulation: truce/5a, provision: "1", deadline: {within: P2M, after: signature}}
parties:
  - {entity: AZE, roles: [signatory]}
provisions:
  - {id: "1", summary: {en: The group has more time.}}
stipulations:
  - {id: "1", provision: "1", kind: working-group, obligors: [AZE], summary: {en: A group is set up.}}
"""


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    return World(tmp_path, monkeypatch)


@pytest.fixture
def files(world: World) -> tuple[Path, Path]:
    found = (world.folder / "truce.yaml", world.folder / "protocol.yaml")
    for path, text in zip(found, (TRUCE, PROTOCOL), strict=True):
        path.write_text(text, encoding="utf-8")
    return found


def test_check_ends_with_0_for_warnings_and_1_for_faults(world: World, files: tuple[Path, Path]) -> None:
    done = world.run("accord", "check", *files)
    assert done.exit_code == 0, done.output
    assert f"{files[0]}:15: stipulations.1.unsure: warning: still to be checked: deadline; " in done.stdout
    assert "2 files, 3 promises: 0 faults, " in done.stdout
    assert world.run("accord", "check", "--strict", *files).exit_code == 1
    files[0].write_text(TRUCE.replace("id: 5b", "id: 5a").replace("[AZE, ARM]", "[AZE, ARMENIA]"), encoding="utf-8")
    done = world.run("accord", "check", files[0], "--json")
    assert done.exit_code == 1
    rows = [one for one in json.loads(done.stdout) if one["severity"] == "fault"]
    assert [one["key"] for one in rows] == [
        "stipulations.1.obligors.2",
        "stipulations.2.id",
        "stipulations.2.deadline.after",
    ]
    assert set(rows[0]) == {"severity", "file", "line", "key", "message", "mend"}


def test_check_of_a_file_that_is_not_there(world: World) -> None:
    done = world.run("accord", "check", world.folder / "no.yaml")
    assert done.exit_code == 1
    assert "cannot be read" in done.stdout


def test_show(world: World, files: tuple[Path, Path]) -> None:
    done = world.run("accord", "show", files[0])
    assert done.exit_code == 0, done.output
    assert "within 30 days after 5a is done" in done.stdout
    assert "still to be checked: deadline" in done.stdout
    done = world.run("accord", "show", files[1])
    assert "supplements truce" in done.stdout
    assert "changes truce/5a: deadline within 2 months after signature (clause 1)" in done.stdout
    assert json.loads(world.run("accord", "show", files[1], "--json").stdout)["changes"][0]["stipulation"] == "truce/5a"
    assert world.run("accord", "show", "nowhere").exit_code == 2


@pytest.mark.parametrize(("language", "words"), [("en", "after 5a is done"), ("ru", "30 дней"), ("ar", "30 يوماً")])
def test_the_page_of_an_accord_is_safe(
    world: World,
    files: tuple[Path, Path],
    language: str,
    words: str,
) -> None:
    out = world.folder / "truce.html"
    done = world.run("accord", "show", files[0], "--html", out, "--language", language)
    assert done.exit_code == 0, done.output
    html = out.read_text(encoding="utf-8")
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html
    assert "<script" not in html
    assert "<b>group" not in html
    assert "&lt;script&gt;meets" in html
    assert words in html
    again = html
    world.run("accord", "show", files[0], "--html", out, "--language", language)
    assert out.read_text(encoding="utf-8") == again
    done = world.run("accord", "show", files[1], "--html", out, "--language", language)
    assert "truce/5a" in out.read_text(encoding="utf-8")
    assert world.run("accord", "show", files[0], "--html", world.folder / "no" / "x.html").exit_code == 2


def test_diff(world: World, files: tuple[Path, Path]) -> None:
    done = world.run("accord", "diff", files[0], files[0])
    assert (done.exit_code, done.stdout) == (0, "")
    later = world.folder / "later.yaml"
    later.write_text(TRUCE.replace("2020-12-01", "2020-12-05").replace("P30D", "P60D"), encoding="utf-8")
    done = world.run("accord", "diff", files[0], later)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "~ stipulation 5a: deadline: by 2020-12-01 → by 2020-12-05",
        "~ stipulation 5b: deadline: within P30D, after 5a → within P60D, after 5a",
    ]
    rows = json.loads(world.run("accord", "diff", files[0], later, "--json").stdout)
    assert (rows[0]["old"], rows[0]["new"]) == ({"by": "2020-12-01"}, {"by": "2020-12-05"})


def test_schema(world: World) -> None:
    assert json.loads(world.run("accord", "schema").stdout) == json.loads(json.dumps(accord_schema()))


def test_steps_and_changes_in_status_why_and_timeline(world: World, files: tuple[Path, Path]) -> None:
    both = ("--accord", files[0], "--accord", files[1])
    world.write("in/1.txt", "truce/5a completes: the group met.\n", "2020-12-20", outlet="Two")
    done = world.run("add", world.folder / "in", *both, "--record", world.record)
    assert done.exit_code == 0, done.output

    def run(*arguments: str) -> str:
        done = world.run(*arguments, *both, "--record", world.record)
        assert done.exit_code == 0, done.output
        return done.stdout

    assert "waits for 5a" in run("status", "--as-of", "2020-12-10")
    assert "2021-01-19 (5a done 2020-12-20)" in run("status", "--as-of", "2020-12-25")
    waiting = run("why", "truce/5b", "--as-of", "2020-12-10")
    assert "agreed: within 30 days after 5a is done (waits for 5a); in force: none" in waiting
    told = run("why", "truce/5b", "--as-of", "2020-12-25")
    assert "(5a was done on 20 December 2020, so by 19 January 2021); in force: 2021-01-19" in told
    moved = run("why", "truce/5a", "--as-of", "2020-12-25")
    assert "agreed: by 2020-12-01; in force: 2021-01-20" in moved
    assert "changed by protocol, clause 1, signed 2020-11-20, from 2020-11-20: deadline within 2 months" in moved
    assert "The group has more time." in moved
    (row,) = json.loads(run("why", "truce/5a", "--as-of", "2020-12-25", "--json"))
    assert row["status"]["changed_by"] == ["protocol/1"]
    assert row["changes"][0]["accord"] == "protocol"
    first = json.loads(run("timeline", "--as-of", "2020-12-25", "--json"))[0]
    assert (first["day"], first["stipulation"], first["changed_by"]) == ("2020-11-20", "5a", "protocol/1")
    assert "Protocol of 2020, clause 1: deadline within 2 months" in run("timeline", "--as-of", "2020-12-25")
    assert json.loads(run("timeline", "--as-of", "2020-11-15", "--json")) == []
