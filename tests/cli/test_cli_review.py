"""`mithaq review` and `mithaq agreement`: looking, deciding, undoing, importing, and how far coders agree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_world import FIRST, World

DAY = ("--as-of", "2020-12-20")


class Desk(World):
    """A filled record and a coder."""

    def review(self, *arguments: str | Path, coder: str = "ann", status: int = 0) -> str:
        done = self.run("review", *arguments, "--record", self.record, env={"MITHAQ_CODER": coder})
        assert done.exit_code == status, done.output
        return done.stdout if status == 0 else done.stderr

    def json(self, *arguments: str | Path, status: int = 0) -> Any:
        done = self.run(*arguments, "--json", "--record", self.record)
        assert done.exit_code == status, done.output
        return json.loads(done.stdout)

    def handed(self) -> list[str]:
        """Ids of the evidence of the handover: the one outlet's, the other's."""
        rows = self.json("why", "6a", *DAY)[0]["evidence"]
        done = {row["outlet"]: row["id"] for row in rows if row["bearing"] == "completes"}
        return [done["One"], done["Two"]]

    def level(self, *arguments: str) -> dict[str, Any]:
        rows = self.json("status", *DAY, *arguments)
        found: dict[str, Any] = next(r for r in rows if (r["accord"], r["stipulation"]) == (FIRST, "6a"))
        return found


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.delenv("MITHAQ_CODER", raising=False)
    desk = Desk(tmp_path, monkeypatch)
    desk.filled()
    return desk


def test_the_queue_says_what_matters_and_why(desk: Desk) -> None:
    rows = desk.json("review", "queue", *DAY)
    assert len(rows) == 4
    assert [row["points"] for row in rows] == sorted((row["points"] for row in rows), reverse=True)
    assert (rows[0]["stipulation"], rows[0]["level"], rows[0]["without"]) == ("1a", 3, 0)
    first = rows[1]
    assert (first["outlet"], first["level"], first["without"]) == ("Two", 3, 2)
    assert "without it the level would be 2, not 3" in first["why"]
    assert first["quote"].startswith("Kalbajar was handed over")
    shown = desk.review("queue", *DAY, "--limit", "2")
    assert "- without it the level would be 2, not 3" in shown
    assert "… and 2 more" in shown
    assert {row["stipulation"] for row in desk.json("review", "queue", *DAY, "--stipulation", "1a")} == {"1a"}


def test_rejecting_moves_the_level_and_undo_brings_it_back(desk: Desk) -> None:
    _, two = desk.handed()
    before = desk.level()
    said = desk.review("reject", two, "--reason", "not-happened", "--reason", "a plan only")
    assert "3 full" in said
    assert f"5  reject  {two}  by ann: planned, demanded or denied, not done; a plan only" in said
    assert desk.level()["level"] == 2
    (why,) = desk.json("why", "6a", *DAY)
    assert [one["id"] for one in why["taken_out"]] == [two]
    assert why["taken_out"][0]["decisions"][0]["coder"] == "ann"
    shown = desk.run("why", "6a", *DAY, "--all", "--record", desk.record).stdout
    assert "Taken out by people (1)" in shown
    assert "rejected by ann on" in shown
    assert "1 taken out by people" in desk.run("why", "6a", *DAY, "--record", desk.record).stdout
    assert "2 intermediate" in desk.review("undo", "5", coder="ben")
    assert desk.level() == before
    assert "(undone)" in desk.review("show", two)
    assert "undone already" in desk.review("undo", "5", status=2)


def test_correcting_every_way_and_what_is_refused(desk: Desk) -> None:
    one, _ = desk.handed()
    said = desk.review(
        "correct", one[:-3], "--set", "day=2020-12-01", "--set", "quantity=none", "--reason", "wrong-day"
    )
    assert "correct" in said
    (why,) = desk.json("why", "6a", *DAY)
    assert any(row["id"] == one and row["day"] == "2020-12-01" for row in why["evidence"])
    desk.review("correct", one, "--set", "stipulation=6d", "--reason", "not-about-this")
    assert any(row["id"] == one for row in desk.json("why", "6d", *DAY)[0]["evidence"])
    assert [row["id"] for row in desk.json("why", "6a", *DAY)[0]["taken_out"]] == [one]
    for arguments, message in (
        (("correct", one, "--set", "day=soon", "--reason", "x"), "day is no day"),
        (("correct", one, "--set", "colour=red", "--reason", "x"), "not a value to set"),
        (("correct", one, "--set", "bearing=plans"), "A reason is needed"),
        (("correct", one, "--set", "stipulation=99", "--reason", "x"), "no promise"),
        (("reject", one), "A reason is needed"),
        (("accept", "e-none-there"), "no evidence"),
        (("accept", "e-r-"), "no evidence"),
        (("undo", "1"), "is no decision"),
    ):
        assert message in desk.review(*arguments, status=2), arguments
    done = desk.run("review", "accept", one, "--record", desk.record)
    assert done.exit_code == 2
    assert "who decides" in done.stderr


def test_linking_and_unlinking_a_claim(desk: Desk) -> None:
    one, _ = desk.handed()
    found = desk.json("review", "show", one)
    report = found["evidence"][0]["report"]
    (claim,) = desk.json("review", "show", report)["claims"]
    assert claim["bears_on"] == [f"{FIRST}/6a"]
    desk.review(
        "link", claim["claim"], "6d", "--bearing", "plans", "--set", "day=2020-11-24", "--reason", "says so too"
    )
    (linked,) = desk.json("why", "6d", *DAY)[0]["evidence"]
    assert (linked["bearing"], linked["day"], linked["side"]) == ("plans", "2020-11-24", "AZE")
    assert linked["reasons"][-1].startswith("linked by hand by ann")
    assert "evidence on 6a already" in desk.review("link", claim["claim"], "6a", "--bearing", "plans", status=2)
    assert "bearing cannot be" in desk.review("link", claim["claim"], "1a", "--bearing", "helps", status=2)
    desk.review("unlink", claim["claim"], "6d", "--reason", "not-about-this", coder="ben")
    assert desk.json("why", "6d", *DAY)[0]["evidence"] == []
    desk.review("unlink", claim["claim"], "6a", "--reason", "wrong-place")
    assert one in [row["id"] for row in desk.json("why", "6a", *DAY)[0]["taken_out"]]


def test_a_level_by_hand_stands_beside_that_of_the_rules(desk: Desk) -> None:
    one, _ = desk.handed()
    desk.review("score", "6a", "--level", "2", "--as-of", "2020-12-01", "--reason", "weighed", "--cite", one)
    found = desk.level()
    assert (found["level"], found["machine_level"], found["rule"]) == (2, 3, "by hand")
    assert found["evidence_ids"][0] == one
    assert "by ann" in desk.run("why", "6a", *DAY, "--record", desk.record).stdout
    desk.review("score", "6a", "--level", "1", "--as-of", "2020-12-01", "--reason", "rule-too-lenient", coder="ben")
    assert desk.level()["coders_differ"] == ["ann: 2 intermediate", "ben: 1 minimal"]
    assert len(desk.json("why", "6a", *DAY)[0]["scores"]) == 2
    assert "Give --as-of DAY" in desk.review("score", "6a", "--level", "2", "--reason", "x", status=2)
    rows = desk.json("changes", "--since", "2020-11-26", "--until", "2020-12-20")
    assert [(row["day"], row["cause"]) for row in rows if row["stipulation"] == "6a"] == [("2020-12-01", "people")]


def test_joining_splitting_and_noting(desk: Desk) -> None:
    claims = []
    for id in desk.handed():
        report = desk.json("review", "show", id)["evidence"][0]["report"]
        claims.append(desk.json("review", "show", report)["claims"][0]["claim"])
    desk.review("join", *claims, "--reason", "same-happening")
    desk.review("split", *claims, "--reason", "another-happening", coder="ben")
    desk.review("note", claims[0], "--reason", "compare with the map")
    shown = desk.review("show", claims[0].partition("/")[0])
    assert "join: both tell of one thing" in shown
    assert "note: compare with the map" in shown
    assert "bears on karabakh-2020-11-09/6a" in shown


def test_blind_coding_hides_what_others_decided(desk: Desk) -> None:
    one, two = desk.handed()
    desk.review("reject", two, "--reason", "forged")
    assert two not in [row["id"] for row in desk.json("review", "queue", *DAY)]
    blind = desk.json("review", "queue", *DAY, "--coder", "ben", "--blind")
    assert len(blind) == 4
    assert all(row["decisions"] == [] for row in blind)
    assert "ann" not in json.dumps(blind)
    draw = ("--blind", "--sample", "2", "--seed", "s")
    drawn = [row["id"] for row in desk.json("review", "queue", "--coder", "ben", *draw)]
    again = [row["id"] for row in desk.json("review", "queue", "--coder", "cleo", *draw)]
    assert drawn == again
    desk.review("accept", drawn[0], "--blind", coder="ben")
    left = desk.json("review", "queue", "--coder", "ben", *draw)
    assert [row["id"] for row in left] == drawn[1:]
    assert "ann" not in desk.review("show", two, "--coder", "ben", "--blind")
    assert "say who you are" in desk.run("review", "queue", "--blind", "--record", desk.record).stderr
    assert one


def test_agreement_of_people_and_of_the_rules(desk: Desk) -> None:
    one, two = desk.handed()
    desk.review("accept", one, two)
    desk.review("accept", one, coder="ben")
    desk.review("reject", two, "--reason", "forged", coder="ben")
    found = desk.json("agreement", "ann", "ben", "--differences")
    assert (found["units"], found["differing"], found["alike"]) == (2, 1, 0.5)
    assert found["kappa"] == pytest.approx(0)
    assert found["alpha"] == pytest.approx(0)
    assert found["differences"] == [{"unit": two, "values": ["completes", "rejected"]}]
    assert "Krippendorff's alpha: 0.000" in desk.run("agreement", "ann", "ben", "--record", desk.record).stdout
    desk.review("score", "6a", "--level", "3", "--as-of", "2020-12-01", "--reason", "weighed")
    desk.review("score", "6a", "--level", "1", "--as-of", "2020-11-16", "--reason", "weighed")
    levels = desk.json("agreement", "rules", "ann", "--on", "levels")
    assert (levels["units"], levels["alpha"], levels["kappa_quadratic"]) == (2, 1.0, 1.0)
    assert {row["coder"]: row["units"] for row in desk.json("agreement")} == {"rules": 4, "ann": 2, "ben": 2}
    assert "has coded no evidence" in desk.run("agreement", "ann", "zoe", "--record", desk.record).stderr
    assert desk.run("agreement", "ann", "--record", desk.record).exit_code == 2
    assert "coded no evidence" in desk.run("agreement", "ann", "ben", "--blind", "--record", desk.record).stderr


def test_a_spreadsheet_is_taken_in_once(desk: Desk) -> None:
    one, two = desk.handed()
    file = desk.folder / "coded.csv"
    file.write_text(
        "Coder;Action;Subject;Reason;Words;Bearing;Level;As_of\n"
        f"ben;accept;{one};;;;;\n"
        f"ben;reject;{two};wrong-day, history;seen before;;;\n"
        f";correct;{two};it was, I think, a plan;;plans;;\n"
        f"ben;score;{FIRST}/6a;weighed;;;2;2020-12-01\n"
        "ben;accept;e-none-there;;;;;\n"
        f"ben;reject;{one};;;;;\n"
        f"ben;score;{FIRST}/6a;weighed;;;high;2020-12-01\n"
        ";;;;;;;\n",
        "utf-8-sig",
    )
    account = desk.json("review", "import", file, "--coder", "ann", status=1)
    assert (account["read"], account["new"], account["known"], len(account["failed"])) == (7, 4, 0, 3)
    assert [one["place"].rpartition(":")[2] for one in account["failed"]] == ["6", "7", "8"]
    assert all(one["mend"] for one in account["failed"])
    entries = desk.json("journal", "show", "--coder", "ben")
    assert entries[1]["detail"]["reasons"] == ["wrong-day", "history"]
    assert desk.json("journal", "show", "--coder", "ann")[0]["detail"]["words"] == "it was, I think, a plan"
    again = desk.run("review", "import", file, "--coder", "ann", "--record", desk.record)
    assert "7 read: 0 new, 4 known; 3 failed" in again.stdout
    assert desk.json("journal", "verify")["faults"] == []


def test_json_is_taken_in_too_and_other_files_are_refused(desk: Desk) -> None:
    one, _ = desk.handed()
    file = desk.folder / "coded.json"
    row = {"coder": "ben", "at": "2021-03-01T10:00:00+00:00", "action": "reject", "subject": one, "reason": ["forged"]}
    file.write_text(json.dumps([row, row, "no object", {**row, "colour": "red"}]), "utf-8")
    account = desk.json("review", "import", file, status=1)
    assert (account["new"], account["known"], len(account["failed"])) == (1, 1, 2)
    assert desk.json("journal", "show", "--coder", "ben")[0]["detail"]["at"] == row["at"]
    for name, words, message in (
        ("a.csv", "coder,subject\n", "no column 'action'"),
        ("b.csv", "action,subject,colour\n", "no such column: 'colour'"),
        ("c.json", "[", "not JSON"),
        ("d.json", "{}", "not a list"),
    ):
        (desk.folder / name).write_text(words, "utf-8")
        assert message in desk.review("import", desk.folder / name, status=2)
    (desk.folder / "e.csv").write_bytes(b"action,subject\n\xff\xfe,x\n")
    assert "UTF-8" in desk.review("import", desk.folder / "e.csv", status=2)
    assert "cannot be read" in desk.review("import", desk.folder / "none.csv", status=2)


def test_many_failures_are_counted_and_given_to_programs(desk: Desk) -> None:
    one, _ = desk.handed()
    file = desk.folder / "many.csv"
    file.write_text("action,subject\n" + "accept,e-none\n" * 25 + f"accept,{one}\n", "utf-8")
    told = desk.review("import", file, status=1)
    assert told.count("many.csv:") == 20
    assert "and 5 more failed: --json gives all" in told
    assert len(desk.json("journal", "show", "--coder", "ann")) == 1  # the good row is kept
    assert len(desk.json("review", "import", file, "--coder", "ann", status=1)["failed"]) == 25


def test_a_file_too_long_or_broken_leaves_nothing_half_done(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = desk.handed()
    good, bad = desk.folder / "good.csv", desk.folder / "bad.csv"
    good.write_text(f"action,subject\naccept,{one}\n", "utf-8")
    bad.write_text(f'action,subject\naccept,{two}\naccept,"{two}" x\n', "utf-8")
    assert "not CSV" in desk.review("import", good, bad, status=2)
    bad.write_text(f"action,subject\naccept,{two}\nreject,{two}\n", "utf-8")
    monkeypatch.setattr("mithaq.review.importing.MOST_ROWS", 1)
    assert "too many rows" in desk.review("import", good, bad, status=2)
    assert desk.json("journal", "show", "--coder", "ann") == []
    desk.review("import", good)
    assert len(desk.json("journal", "show", "--coder", "ann")) == 1


def test_what_is_undone_or_only_noted_comes_back_to_the_blind_queue(desk: Desk) -> None:
    one, two = desk.handed()
    blind = ("review", "queue", *DAY, "--coder", "ann", "--blind")
    every = {row["id"] for row in desk.json(*blind)}
    desk.review("note", one, "--reason", "look again")
    assert {row["id"] for row in desk.json(*blind)} == every
    desk.review("accept", two)
    assert {row["id"] for row in desk.json(*blind)} == every - {two}
    number = next(row["seq"] for row in desk.json("review", "show", two)["decisions"] if row["action"] == "accept")
    desk.review("undo", str(number))
    assert {row["id"] for row in desk.json(*blind)} == every


def test_what_another_has_undone_is_undone_for_the_blind_too(desk: Desk) -> None:
    _, two = desk.handed()
    queue = ("review", "queue", *DAY, "--coder", "ann", "--blind")
    desk.review("accept", two)
    assert two not in {row["id"] for row in desk.json(*queue)}
    (made,) = desk.json("review", "show", two, "--coder", "ann", "--blind")["decisions"]
    assert not made["undone"]
    desk.review("undo", str(made["seq"]), coder="ben")
    assert two in {row["id"] for row in desk.json(*queue)}
    (now,) = desk.json("review", "show", two, "--coder", "ann", "--blind")["decisions"]
    assert now["undone"]
    assert now["coder"] == "ann"


def test_reasons_are_listed(desk: Desk) -> None:
    shown = desk.run("review", "reasons").stdout
    assert "not-happened" in shown
    rows = json.loads(desk.run("review", "reasons", "--json").stdout)
    assert {"en", "ru", "ar"} == set(rows[0]["label"])


def test_what_is_decided_shows_on_page_and_timeline(desk: Desk) -> None:
    one, two = desk.handed()
    desk.review("reject", one, two, "--reason", "forged")
    assert not [row for row in desk.json("timeline", *DAY) if row["bearing"] == "completes"]
    desk.review("score", "6a", "--level", "2", "--as-of", "2020-12-01", "--reason", "known-otherwise")
    page = desk.folder / "page.html"
    done = desk.run("page", page, *DAY, "--record", desk.record)
    assert done.exit_code == 0, done.output
    html = page.read_text("utf-8")
    assert "cored 2 intermediate as of 2020-12-01 by ann" in html
    assert "by the rules 1 minimal" in html
