"""`mithaq happenings`: each thing once, with who tells what of it; a reviewer's word stands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mithaq.cli.app import app
from mithaq.gazetteer import load_gazetteer
from mithaq.publishing.happenings import Account, accounts
from mithaq.record import Record

ACCORD = "karabakh-2020-11-09"
TEXTS = (
    ("en", "2020-12-15", "Wire", "Azerbaijan handed over 44 prisoners to Armenia on 14 December, Russia's army said."),
    ("ru", "2020-12-14", "Ru", "Азербайджан передал Армении 44 пленных 14 декабря, сообщило Минобороны Азербайджана."),
    ("ar", "2020-12-15", "الخبر", "سلمت أذربيجان إلى أرمينيا 43 أسيراً في 14 ديسمبر."),
    ("en", "2020-12-29", "Wire", "Azerbaijan handed over four prisoners to Armenia on 28 December."),
    ("en", "2020-11-20", "Wire", "Armenia handed over the Agdam district to Azerbaijan on 20 November."),
)  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("told")
    for number, (language, day, outlet, text) in enumerate(TEXTS):
        head = f"---\nlanguage: {language}\npublished: {day}\noutlet: {outlet}\n---\n"
        (folder / f"{number}.txt").write_text(head + text + "\n", encoding="utf-8")
    place = tmp_path_factory.mktemp("kept") / "record.sqlite"
    _run("add", str(folder), "--record", str(place))
    return place


def _run(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments), prog_name="mithaq")
    assert done.exit_code == 0, done.output
    return done.stdout


def _rows(record: Path, *arguments: str) -> Any:
    return json.loads(_run("happenings", *arguments, "--record", str(record), "--json"))


def _accounts(record: Path, **decided: Sequence[tuple[tuple[str, str], tuple[str, str]]]) -> list[Account]:
    with Record.open(record, create=False, readonly=True) as opened:
        return accounts(
            opened, [ACCORD], load_gazetteer(), as_of="2021-01-01", known_by="2021-01-01", stipulation="8a", **decided
        )


def test_reports_of_three_languages_are_one_happening(record: Path) -> None:
    first, second = _rows(record, "8a", "--as-of", "2021-01-01")
    assert (first["days"], first["kind"], first["done"]) == ("2020-12-14", "prisoner-exchange", "deed")
    assert (first["texts"], second["texts"]) == (3, 1)
    assert {one["language"] for one in first["tellings"]} == {"en", "ru", "ar"}
    (numbers,) = first["numbers"]
    assert (numbers["unit"], numbers["low"], numbers["high"]) == ("prisoner", 43, 44)
    assert [len(one["by"]) for one in numbers["said"]] == [1, 2]
    assert [one["side"] for one in first["versions"]] == ["AZE", "RUS", None]
    assert all(join["reasons"] for join in first["joins"])
    assert len(first["joins"]) == 2


def test_the_days_asked_about_and_known_count(record: Path) -> None:
    assert len(_rows(record, "8a", "--as-of", "2020-12-20")) == 1
    (only,) = _rows(record, "8a", "--as-of", "2021-01-01", "--known-by", "2020-12-14")
    assert only["texts"] == 1
    assert {promise for row in _rows(record, "--as-of", "2021-01-01") for promise in row["promises"]} >= {
        f"{ACCORD}/2",
        f"{ACCORD}/8a",
    }


def test_for_people(record: Path) -> None:
    table = _run("happenings", "--as-of", "2021-01-01", "--record", str(record))
    assert "43 to 44 prisoner" in table
    one = _run("happenings", "8a", "--as-of", "2021-01-01", "--record", str(record))
    assert "told by 3 texts" in one
    assert "43: الخبر" in one
    assert "why joined: told of 2020-12-14" in one
    nothing = _run("happenings", "9b", "--as-of", "2021-01-01", "--record", str(record))
    assert "Nothing is reported" in nothing


def test_decisions_of_the_journal_count(record: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    shutil.copy(record, copy)
    first, second = _rows(copy, "8a", "--as-of", "2021-01-01")
    names = [f"{row['tellings'][0]['report']}/{row['tellings'][0]['claim']}" for row in (first, second)]
    _run("review", "join", *names, "--coder", "ann", "--reason", "one exchange in two parts", "--record", str(copy))
    (only,) = _rows(copy, "8a", "--as-of", "2021-01-01")
    assert only["texts"] == 4
    assert ["joined by a reviewer"] in [join["reasons"] for join in only["joins"]]


def test_a_reviewer_has_the_last_word(record: Path) -> None:
    first, second = _accounts(record)
    one, other = first.happening.tellings[0].key, second.happening.tellings[0].key
    assert len(_accounts(record, together=[(one, other)])) == 1
    last = first.happening.tellings[-1].key
    assert len(_accounts(record, apart=[(one, last)])) == 3


def test_a_claim_that_is_no_evidence_is_carried_and_can_be_split_off(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    text = (
        "Fifteen Armenian prisoners were released by Azerbaijan on 3 July. Baku released them after Yerevan had handed "
        "over maps of mines."
    )
    head = "---\nlanguage: en\npublished: 2021-07-04\noutlet: Wire\n---\n"
    (folder / "a.txt").write_text(head + text + "\n", encoding="utf-8")
    place = tmp_path / "record.sqlite"
    _run("add", str(folder), "--record", str(place))
    (only,) = _rows(place, "8a", "--as-of", "2021-08-01")
    bare = [one for one in only["tellings"] if not one["bears"]]
    assert [(one["quote"].split()[:3], one["source"], one["chain"]) for one in bare] == [
        (["Baku", "released", "them"], "unknown", ["Wire"])
    ]
    names = [f"{one['report']}/{one['claim']}" for one in only["tellings"]]
    _run("review", "split", *names, "--coder", "ann", "--reason", "another release", "--record", str(place))
    (left,) = _rows(place, "8a", "--as-of", "2021-08-01")
    assert len(left["tellings"]) == 1
    assert all(one["bears"] for one in left["tellings"])
