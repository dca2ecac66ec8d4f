"""`mithaq status`, `why`, `timeline`, `voices`, `accords`: what is asked of a record."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cli_world import FIRST, HANDED, World

from mithaq.gazetteer import load_gazetteer

ALIYEV, PUTIN = (load_gazetteer().label(id, "en") for id in ("ilham-aliyev", "vladimir-putin"))
SECOND = "karabakh-2021-01-11"


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    return World(tmp_path, monkeypatch)


def _json(world: World, *arguments: str | Path) -> Any:
    done = world.run(*arguments, "--json", "--record", world.record)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def _status(world: World, id: str, *arguments: str) -> Any:
    rows = _json(world, "status", *arguments)
    return next(row for row in rows if row["accord"] == FIRST and row["stipulation"] == id)


def test_status_has_the_shape_that_others_rely_on(world: World) -> None:
    world.filled()
    rows = _json(world, "status", "--as-of", "2020-12-02")
    assert {row["accord"] for row in rows} == {FIRST, SECOND}
    for row in rows:
        assert row["level"] in (0, 1, 2, 3)
        assert set(row["flags"]) <= {"overdue", "disputed", "breached", "amended", "ended"}
        assert isinstance(row["evidence"], int)
        assert row["evidence"] == len(row["evidence_ids"])
        assert (row["as_of"], row["known_by"]) == ("2020-12-02", "2020-12-02")
        assert row["because"]
        assert "deadline" in row
    assert next(row["stipulation"] for row in rows if row["accord"] == SECOND) == "1"


def test_status_knows_two_clocks(world: World) -> None:
    world.filled()
    assert _status(world, "6a", "--as-of", "2020-11-16")["deadline"] == "2020-11-25"
    assert "amended" in _status(world, "6a", "--as-of", "2020-11-16")["flags"]
    unknown = _status(world, "6a", "--as-of", "2020-11-16", "--known-by", "2020-11-14")
    assert (unknown["deadline"], unknown["flags"]) == ("2020-11-15", ["overdue"])
    assert _status(world, "6a", "--as-of", "2020-11-24")["level"] < 3
    assert _status(world, "6a", "--as-of", "2020-11-25")["level"] == 3
    # Known later than the day asked about is a fair question: what do we know now of that day?
    assert _status(world, "6a", "--as-of", "2020-11-24", "--known-by", "2020-12-24")["level"] < 3


def test_nothing_found_is_not_said_to_be_missed(world: World) -> None:
    world.filled()
    done = world.run("why", "6a", "--record", world.record, "--as-of", "2020-11-16", "--known-by", "2020-11-14")
    assert "\n  no report\n" in done.stdout
    assert "missed" not in done.stdout


def test_status_is_of_today_unless_a_day_is_given(world: World) -> None:
    world.filled()
    rows = _json(world, "status")
    assert {row["as_of"] for row in rows} == {row["known_by"] for row in rows} == {date.today().isoformat()}


def test_status_for_people(world: World) -> None:
    world.filled()
    done = world.run("status", "--record", world.record, "--as-of", "2020-12-02", "--accord", FIRST)
    assert done.exit_code == 0
    assert "as of 2020-12-02, by reports published up to 2020-12-02" in done.stdout
    row = next(line for line in done.stdout.splitlines() if line.startswith("6a "))
    assert "3 full" in row
    assert "amended" in row
    assert SECOND not in done.stdout
    arabic = world.run("status", "--record", world.record, "--language", "ar").stdout
    assert any("\u0600" <= letter <= "\u06ff" for letter in arabic)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--as-of", "2020-13-01"), "write it as 2020-11-16"),
        (("--as-of", "yesterday"), "not a day"),
        (("--known-by", "20201116"), "not a day"),
        (("--accord", "none"), "no accord 'none'"),
        (("--accord", "none.yaml"), "no such file"),
        (("--demo",), "two records"),
        (("--dossier", "karabakh"), "two records"),
        (("--language", "fr"), "'fr'"),
    ],
)
def test_wrong_options_end_with_a_message(world: World, arguments: tuple[str, ...], words: str) -> None:
    world.filled()
    done = world.run("status", "--record", world.record, *arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stdout == ""


OWN = """
id: own-accord
names: {en: [An accord of our own]}
signed: "2020-11-09"
parties:
  - {entity: AZE, roles: [signatory]}
  - {entity: ARM, roles: [signatory]}
provisions:
  - {id: "6", summary: {en: Fighting ends.}}
stipulations:
  - {id: 6a, provision: "6", kind: ceasefire, obligors: [AZE, ARM], summary: {en: Both sides stop fighting.}}
"""


def test_an_accord_file_can_stand_for_an_accord(world: World) -> None:
    world.filled()
    own = world.folder / "own.yaml"
    own.write_text(OWN, "utf-8")
    rows = _json(world, "status", "--accord", str(own))
    assert [(row["accord"], row["stipulation"]) for row in rows] == [("own-accord", "6a")]
    shown = world.run("accords", own)
    assert "Both sides stop fighting." in shown.stdout
    report = world.write("own.txt", "own-accord/6a complies: it is quiet.\n", "2020-12-01")
    assert world.run("add", report, "--record", world.record, "--accord", own).exit_code == 0
    (row,) = _json(world, "status", "--accord", str(own))
    assert row["evidence"] == 1


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('signed: "2020-11-09"', 'signed: "2020-11-31"'),
        ("kind: ceasefire", "kind: no-such-kind"),
        ("obligors:", "debtors:"),
        ("parties:", "parties: ["),
    ],
)
def test_a_wrong_accord_file_is_named_with_its_place(world: World, right: str, wrong: str) -> None:
    broken = world.folder / "broken.yaml"
    assert right in OWN
    broken.write_text(OWN.replace(right, wrong, 1), "utf-8")
    before = world.filled().read_bytes()
    for arguments in (
        ("accords", broken),
        ("status", "--accord", broken, "--record", world.record),
        ("add", world.folder / "in", "--accord", broken, "--record", world.record),
    ):
        done = world.run(*arguments)
        assert done.exit_code in (2, 3)
        assert "broken.yaml" in done.stderr
        assert "mend:" in done.stderr
        assert done.stdout == ""
    assert world.record.read_bytes() == before


def test_why_tells_the_whole_story_of_one_promise(world: World) -> None:
    world.filled()
    done = world.run("why", "6a", "--record", world.record, "--as-of", "2020-12-02")
    assert done.exit_code == 0, done.output
    for words in (
        "Kalbajar",
        "owed by Armenia to Azerbaijan",
        "Level 3 full: amended",
        "agreed: by 2020-11-15; in force: 2020-11-25",
        "moved to 2020-11-25, as said on 2020-11-15",
        "«the deadline for Kalbajar was moved, as the press office was told.»",
        "of Armenia → ",
        "https://one.example/moved",
        "why linked: same kind; same place",
    ):
        assert words in done.stdout, words


def test_why_as_json_cites_the_amendment(world: World) -> None:
    world.filled()
    (found,) = _json(world, "why", f"{FIRST}/6a", "--as-of", "2020-11-16")
    assert found["status"]["deadline"] == "2020-11-25"
    assert found["agreed_deadline"] == "by 2020-11-15"
    moved = found["amendments"][0]
    assert moved["deadline"] == "2020-11-25"
    assert moved["cited"]["address"] == "https://one.example/moved"
    assert moved["cited"]["voices"] == ["ARM/prime-minister", "tass"]
    assert len(moved["cited"]["chain"]) == 2
    (earlier,) = _json(world, "why", "6a", "--as-of", "2020-11-16", "--known-by", "2020-11-14")
    assert earlier["amendments"] == []
    assert earlier["evidence"] == []


def test_why_says_when_there_is_no_report(world: World) -> None:
    world.filled()
    done = world.run("why", "8b", "--record", world.record)
    assert done.exit_code == 0
    assert "not the same as not done" in done.stdout


def test_why_names_the_choices_when_the_id_is_wrong_or_not_enough(world: World) -> None:
    world.filled()
    assert world.run("why", "4", "--record", world.record).exit_code == 0  # only the second statement has a 4
    done = world.run("why", "6", "--record", world.record, "--accord", FIRST)
    assert done.exit_code == 2
    assert "6a, 6b" in done.stderr
    own = world.folder / "own.yaml"
    own.write_text(OWN, "utf-8")
    both = ("--accord", FIRST, "--accord", own)
    done = world.run("why", "6a", "--record", world.record, *both)
    assert done.exit_code == 2
    assert f"say {FIRST}/6a or own-accord/6a" in done.stderr
    assert world.run("why", "own-accord/6A", "--record", world.record, *both).exit_code == 0
    assert "no accord 'x'" in world.run("why", "x/6a", "--record", world.record).stderr


def test_timeline_tells_each_thing_once(world: World) -> None:
    world.filled()
    rows = _json(world, "timeline")
    assert [row["day"] for row in rows] == ["2020-11-15", "2020-11-25", "2020-12-10"]
    handed = rows[1]
    assert (handed["stipulation"], handed["bearing"], len(handed["reports"])) == ("6a", "completes", 2)
    assert handed["words"] == HANDED.split(": ")[1].strip()
    assert len(_json(world, "timeline", "--as-of", "2020-11-25")) == 2
    assert len(_json(world, "timeline", "--known-by", "2020-11-20")) == 1
    assert len(_json(world, "timeline", "--since", "2020-11-20")) == 2
    assert len(_json(world, "timeline", "--stipulation", "1a")) == 1
    assert _json(world, "timeline", "--accord", SECOND) == []
    done = world.run("timeline", "--record", world.record)
    assert "6a" in done.stdout
    assert "completes (happened)" in done.stdout
    assert "Nothing is reported" in world.run("timeline", "--record", world.record, "--as-of", "2019-01-01").stdout


def test_voices_tell_who_said_what_to_whom_of_which_promise(world: World) -> None:
    world.filled()
    rows = _json(world, "voices")
    letter = next(row for row in rows if row["direct"])
    assert letter["speaker"]["name"] == ALIYEV
    assert letter["addressee"]["entity"] == "vladimir-putin"
    assert letter["channel"]["entity"] == "AZE/press-service"
    assert letter["stance"] == "praise"
    assert letter["promises"] == [f"{FIRST}/1a"]
    assert letter["words"] == "peace is kept on the whole line of contact"
    # The claim inside the quotation is not told a second time.
    assert sum(row["promises"] == [f"{FIRST}/1a"] for row in rows) == 1
    assert {row["promises"][0] for row in _json(world, "voices", "--stipulation", "6a")} == {f"{FIRST}/6a"}
    assert len(_json(world, "voices", "--speaker", "aliyev")) == len(rows)
    assert len(_json(world, "voices", "--speaker", "aze")) == len(rows)
    assert _json(world, "voices", "--speaker", "nobody") == []
    assert len(_json(world, "voices", "--as-of", "2020-11-30")) == len(rows) - 1
    shown = world.run("voices", "--record", world.record).stdout
    assert f"{ALIYEV} (praise), to {PUTIN}, through" in shown
    assert "«peace is kept" in shown


def test_accords_are_listed_and_shown(world: World) -> None:
    listed = world.run("accords").stdout
    assert FIRST in listed
    assert SECOND in listed
    shown = world.run("accords", FIRST)
    assert shown.exit_code == 0
    for words in ("signed 2020-11-09", "2020-11-10", "6a", "by 2020-11-15", "Azerbaijan: signatory", "S/2020/1104"):
        assert words in shown.stdout, words
    row = json.loads(world.run("accords", FIRST, "--json").stdout)[0]
    assert row["id"] == FIRST
    assert any(one["id"] == "6a" for one in row["stipulations"])


def test_without_a_record_the_way_to_one_is_told(world: World) -> None:
    done = world.run("status")
    assert done.exit_code == 4
    assert "mithaq demo" in done.stderr
    assert "mithaq demo" in world.run("status", "--demo").stderr
    demo = world.folder / "home" / "mithaq" / "demo-karabakh.sqlite"
    demo.parent.mkdir(parents=True)
    demo.write_bytes(world.filled().read_bytes())
    assert "add --demo" in world.run("status").stderr
    done = world.run("status", "--demo", "--json")
    assert {row["as_of"] for row in json.loads(done.stdout)} == {"2020-12-11"}
    # The environment names a record of one's own; --demo is the more particular wish.
    assert world.run("status", "--demo", env={"MITHAQ_RECORD": "/none"}).exit_code == 0


def test_summary_adds_up_with_its_rows(world: World) -> None:
    world.filled()
    (first, second) = _json(world, "summary", "--as-of", "2020-12-02")
    assert (first["accord"], second["accord"]) == (FIRST, SECOND)
    assert first["points"] == sum(row["level"] for row in first["rows"])
    assert first["percent"] == round(100 * first["points"] / (3 * len(first["rows"])), 1)
    assert second["percent"] is None
    assert {row["reason"] for row in second["left_out"]} == {"not signed yet on the day asked about"}
    shown = world.run("summary", "--by", "obligor", "--as-of", "2020-12-02", "--record", world.record)
    assert shown.exit_code == 0
    assert "6a  3  done" in shown.stdout
    assert first["denominator"].startswith("d-")


def test_changes_tell_the_day_and_cite_the_report(world: World) -> None:
    world.filled()
    rows = _json(world, "changes", "--since", "2020-11-10", "--until", "2020-12-02")
    mine = [row for row in rows if row["stipulation"] == "6a"]
    assert mine[-1]["after"]["level"] == 3
    assert mine[-1]["cause"] == "reports"
    assert mine[-1]["reports"][0]["quote"] in HANDED
    assert any(row["cause"] == "time" and "overdue" in row["after"]["flags"] for row in rows)
    shown = world.run("changes", "--since", "2020-11-10", "--until", "2020-12-02", "--record", world.record)
    assert f"{FIRST}/6a" in shown.stdout
    assert "cause: reports" in shown.stdout


def test_changes_need_a_first_day_and_one_before_the_last(world: World) -> None:
    world.filled()
    assert world.run("changes", "--record", world.record).exit_code == 2
    turned = world.run("changes", "--since", "2021-01-01", "--until", "2020-01-01", "--record", world.record)
    assert turned.exit_code == 2
    assert "exchange them" in turned.output
