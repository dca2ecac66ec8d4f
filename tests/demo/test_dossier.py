"""The demo dossiers keep their form: enough reports, each with its place, none twice but declared reprints."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

import mithaq.demo
from mithaq.errors import InputError

HERE = Path(mithaq.demo.__file__).parent
NAMES = mithaq.demo.dossiers()
FILES = [(name, path) for name in NAMES for path in sorted((HERE / name / "reports").glob("*.txt"))]
LEAST = {"karabakh": {"reports": 69, "a language": 22, "checks": 35}}
"""How many reports and checks a dossier has at least; one that is not named here: SMALL."""
SMALL = {"reports": 36, "a language": 12, "checks": 25}
KEYS = {"outlet", "published", "language", "address", "title", "licence"}
NAME = re.compile(r"(\d{4}-\d\d-\d\d)-(ar|ru|en)-[a-z0-9]+(?:-[a-z0-9]+)*\.txt")
ARABIC, CYRILLIC, LATIN = re.compile(r"[\u0621-\u064a]"), re.compile(r"[\u0400-\u04ff]"), re.compile(r"[A-Za-z]")
SCRIPT = {"ar": ARABIC, "ru": CYRILLIC, "en": LATIN}


def parts(path: Path) -> tuple[dict[str, Any], str]:
    """Front matter and body of a report file."""
    text = path.read_text(encoding="utf-8")
    assert text.startswith("---\n"), path.name
    head, body = text[4:].split("\n---\n", 1)
    return yaml.safe_load(head), body


Files = dict[str, tuple[dict[str, Any], str]]
every_dossier = pytest.mark.parametrize("name", NAMES)
every_file = pytest.mark.parametrize(("name", "path"), FILES, ids=lambda one: getattr(one, "name", one))


@cache
def dossier(name: str) -> Files:
    return {path.name: parts(path) for of, path in FILES if of == name}


def readme(name: str) -> str:
    return (HERE / name / "README.md").read_text(encoding="utf-8")


def reprints(name: str) -> list[list[str]]:
    """Files that the README declares to be reprints of one text: a list of them for each text."""
    section = readme(name).split("## Reprints\n", 1)[1].split("\n## ", 1)[0]
    lists = re.findall(r"(?:^- .*\n?)+", section, re.MULTILINE)
    return [found for one in lists if (found := re.findall(r"`([^`]+\.txt)`", one))]


def reprinted(name: str) -> set[str]:
    return {file for one in reprints(name) for file in one}


@every_dossier
def test_enough_reports_in_each_language(name: str) -> None:
    count = Counter(head["language"] for head, _ in dossier(name).values())
    least = LEAST.get(name, SMALL)
    assert len(dossier(name)) >= least["reports"]
    assert all(count[code] >= least["a language"] for code in ("ar", "ru", "en")), count


@every_dossier
def test_readme_counts_are_true(name: str) -> None:
    first = readme(name).split("\n## ", 1)[0]
    count = Counter(head["language"] for head, _ in dossier(name).values())
    for number in (len(dossier(name)), count["en"], count["ru"], count["ar"]):
        assert re.search(rf"\b{number}\b", first), number


@every_dossier
def test_a_dossier_says_what_it_is_about(name: str) -> None:
    about = mithaq.demo.about(name)
    assert about.line.endswith(".")
    assert set(about.accords) == set(mithaq.demo.dossier_accords(name))
    assert len(mithaq.demo.dossier(name)) == len(mithaq.demo.dossier_files(name)) == len(dossier(name))


def test_a_dossier_that_is_none_is_refused() -> None:
    assert NAMES[0] == mithaq.demo.DEFAULT
    for name in ("nowhere", "..", ""):
        with pytest.raises(InputError, match="no dossier"):
            mithaq.demo.dossier(name)


@every_file
def test_report_has_its_fields_and_length(name: str, path: Path) -> None:
    head, body = parts(path)
    assert set(head) == KEYS
    assert all(isinstance(value, str) and value.strip() for value in head.values())
    address = urlsplit(head["address"])
    assert address.scheme in {"http", "https"}
    assert "." in address.netloc
    assert " " not in head["address"]
    assert 60 <= len(body.split()) <= 220
    assert not {"\ufffd", "\r"} & set(body)
    assert body.endswith("\n")


@every_file
def test_name_day_and_script_agree(name: str, path: Path) -> None:
    head, body = parts(path)
    match = NAME.fullmatch(path.name)
    assert match, path.name
    published = head["published"]
    if len(published) > 10:
        assert datetime.fromisoformat(published).tzinfo is not None
    assert date(2020, 1, 1) <= date.fromisoformat(published[:10]) <= date(2026, 12, 31)
    assert (match[1], match[2]) == (published[:10], head["language"])
    letters = {code: len(script.findall(body)) for code, script in SCRIPT.items()}
    assert letters[head["language"]] > 0.8 * sum(letters.values())


@every_dossier
def test_addresses_are_unique(name: str) -> None:
    count = Counter(head["address"] for file, (head, _) in dossier(name).items() if file not in reprinted(name))
    assert [address for address, times in count.items() if times > 1] == []


@every_dossier
def test_no_text_twice_but_declared_reprints(name: str) -> None:
    """Two reports share no long run of words, unless both are declared reprints."""
    seen: dict[tuple[str, ...], str] = {}
    for file, (_, body) in dossier(name).items():
        if file in reprinted(name):
            continue
        words = re.findall(r"\w+", body.casefold())
        for run in zip(*(words[at:] for at in range(16)), strict=False):
            assert seen.setdefault(run, file) == file, (file, seen[run], " ".join(run))


@every_dossier
def test_declared_reprints_are_reprints(name: str) -> None:
    assert any(len(one) >= 3 for one in reprints(name))
    for files in reprints(name):
        assert set(files) <= set(dossier(name))
        assert len({dossier(name)[file][0]["outlet"] for file in files}) == len(files) >= 2
        first = dossier(name)[files[0]][1]
        for file in files[1:]:
            other = dossier(name)[file][1]
            assert other != first
            assert SequenceMatcher(None, first.split(), other.split(), autojunk=False).ratio() > 0.6


def test_moved_deadline_is_told_on_the_day_in_all_languages() -> None:
    """Nobody knows of 25 November before the 15th; on the 15th all three languages do."""
    new_day = re.compile(r"\b25(?:th)? (?:Nov|ноября|نوفمبر|تشرين)|(?:Nov\w*|حتى) 25\b|(?:до|с 15 на|إلى) 25 ")
    files = dossier("karabakh")
    tell = {file for file, (_, body) in files.items() if new_day.search(body)}
    assert all(file >= "2020-11-15" for file in tell), sorted(tell)[:3]
    on_the_day = {files[file][0]["language"] for file in tell if file.startswith("2020-11-15")}
    assert on_the_day == {"ar", "ru", "en"}


@every_dossier
def test_readme_names_only_files_that_exist(name: str) -> None:
    told = set(re.findall(r"`(\*-[a-z0-9*-]+)`", readme(name)))
    assert len(told) > len(dossier(name)) / 3
    for file in told:
        assert list((HERE / name / "reports").glob(f"????-??-??-??-{file[2:]}.txt")), file


@every_dossier
def test_every_report_is_told_of_in_the_readme(name: str) -> None:
    text = readme(name)
    named = "".join(path.name for told in re.findall(r"`(\*-[a-z0-9-]+\*)`", text) for path in _matching(name, told))
    missing = [
        file
        for file in dossier(name)
        if f"*-{file[14:-4]}`" not in text and file[:-4] not in text and file not in named
    ]
    assert missing == []


def _matching(name: str, told: str) -> list[Path]:
    return sorted((HERE / name / "reports").glob(f"????-??-??-??-{told[2:]}.txt"))


@every_dossier
def test_checks_are_well_formed(name: str) -> None:
    checks = yaml.safe_load((HERE / name / "checks.yaml").read_text(encoding="utf-8"))
    assert len(checks) >= LEAST.get(name, SMALL)["checks"]
    flags = {"overdue", "disputed", "breached", "amended", "ended"}
    asked = {"as_of", "known_by", "accord", "stipulation"}
    held = {"level", "min_level", "max_level", "flags", "not_flags", "deadline"}
    accords = mithaq.demo.dossier_accords(name)
    for check in checks:
        assert set(check) <= asked | held | {"known_gap"}, check
        assert accords[check["accord"]].stipulation(check["stipulation"])
        for key in ("as_of", "known_by", "deadline"):
            if check.get(key) is not None:
                assert date.fromisoformat(check[key]).isoformat() == check[key]
        assert set(check.get("flags", [])) | set(check.get("not_flags", [])) <= flags, check
        assert not set(check.get("flags", [])) & set(check.get("not_flags", [])), check
        levels = [check.get("min_level", 0), check.get("level", check.get("min_level", 0)), check.get("max_level", 3)]
        assert levels == sorted(levels), check
        assert set(levels) <= {0, 1, 2, 3}, check
        assert set(check) & held, check
        assert check.get("known_gap", "why").strip(), check
