"""The demo dossier keeps its form: enough reports, each with where it is reported, none twice but declared reprints."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

import mithaq.demo

HERE = Path(mithaq.demo.__file__).parent
FILES = sorted((HERE / "reports").glob("*.txt"))
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


@pytest.fixture(scope="module")
def dossier() -> dict[str, tuple[dict[str, Any], str]]:
    return {path.name: parts(path) for path in FILES}


def section(title: str) -> str:
    """A section of the dossier's README."""
    return (HERE / "README.md").read_text(encoding="utf-8").split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def reprints() -> set[str]:
    """Files that the README declares to be reprints of one text."""
    return set(re.findall(r"`([^`]+\.txt)`", section("Reprints")))


def test_enough_reports_in_each_language(dossier: dict[str, tuple[dict[str, Any], str]]) -> None:
    count = Counter(head["language"] for head, _ in dossier.values())
    assert len(dossier) >= 69
    assert all(count[code] >= 22 for code in ("ar", "ru", "en")), count


def test_readme_counts_are_true(dossier: dict[str, tuple[dict[str, Any], str]]) -> None:
    first = (HERE / "README.md").read_text(encoding="utf-8").split("\n## ", 1)[0]
    count = Counter(head["language"] for head, _ in dossier.values())
    for number in (len(dossier), count["en"], count["ru"], count["ar"]):
        assert re.search(rf"\b{number}\b", first), number


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_report_has_its_fields_and_length(path: Path) -> None:
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


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_name_day_and_script_agree(path: Path) -> None:
    head, body = parts(path)
    match = NAME.fullmatch(path.name)
    assert match, path.name
    published = head["published"]
    if len(published) > 10:
        assert datetime.fromisoformat(published).tzinfo is not None
    assert date(2020, 1, 1) <= date.fromisoformat(published[:10]) <= date(2024, 12, 31)
    assert (match[1], match[2]) == (published[:10], head["language"])
    letters = {code: len(script.findall(body)) for code, script in SCRIPT.items()}
    assert letters[head["language"]] > 0.8 * sum(letters.values())


def test_addresses_are_unique(dossier: dict[str, tuple[dict[str, Any], str]]) -> None:
    count = Counter(head["address"] for name, (head, _) in dossier.items() if name not in reprints())
    assert [address for address, times in count.items() if times > 1] == []


def test_no_text_twice_but_declared_reprints(dossier: dict[str, tuple[dict[str, Any], str]]) -> None:
    """Two reports share no long run of words, unless both are declared reprints."""
    seen: dict[tuple[str, ...], str] = {}
    for name, (_, body) in dossier.items():
        if name in reprints():
            continue
        words = re.findall(r"\w+", body.casefold())
        for run in zip(*(words[at:] for at in range(16)), strict=False):
            assert seen.setdefault(run, name) == name, (name, seen[run], " ".join(run))


def test_declared_reprints_are_reprints(dossier: dict[str, tuple[dict[str, Any], str]]) -> None:
    names = sorted(reprints())
    assert len(names) >= 3
    assert set(names) <= set(dossier)
    assert len({dossier[name][0]["outlet"] for name in names}) == len(names)
    first = dossier[names[0]][1]
    for name in names[1:]:
        other = dossier[name][1]
        assert other != first
        assert SequenceMatcher(None, first.split(), other.split(), autojunk=False).ratio() > 0.6


def test_moved_deadline_is_told_on_the_day_in_all_languages(dossier: dict[str, tuple[dict[str, Any], str]]) -> None:
    """Nobody knows of 25 November before the 15th; on the 15th all three languages do."""
    new_day = re.compile(r"\b25(?:th)? (?:Nov|ноября|نوفمبر|تشرين)|(?:Nov\w*|حتى) 25\b|(?:до|с 15 на|إلى) 25 ")
    tell = {name for name, (_, body) in dossier.items() if new_day.search(body)}
    assert all(name >= "2020-11-15" for name in tell), sorted(tell)[:3]
    on_the_day = {dossier[name][0]["language"] for name in tell if name.startswith("2020-11-15")}
    assert on_the_day == {"ar", "ru", "en"}


def test_readme_names_only_files_that_exist(dossier: dict[str, tuple[dict[str, Any], str]]) -> None:
    told = set(re.findall(r"`(\*-[a-z0-9*-]+)`", (HERE / "README.md").read_text(encoding="utf-8")))
    assert len(told) > 60
    for name in told:
        assert list((HERE / "reports").glob(f"????-??-??-??-{name[2:]}.txt")), name


def test_every_report_is_told_of_in_the_readme() -> None:
    text = (HERE / "README.md").read_text(encoding="utf-8")
    missing = [
        path.name
        for path in FILES
        if f"*-{path.stem[14:]}`" not in text and path.stem not in text and not path.stem[14:].startswith("muradov-")
    ]
    assert missing == []


def test_checks_are_well_formed() -> None:
    checks = yaml.safe_load((HERE / "checks.yaml").read_text(encoding="utf-8"))
    assert len(checks) >= 35
    flags = {"overdue", "disputed", "breached", "amended", "ended"}
    asked = {"as_of", "known_by", "accord", "stipulation"}
    known = asked | {"level", "min_level", "max_level", "flags", "not_flags", "deadline"}
    stipulations = {
        "karabakh-2020-11-09": re.compile("1[ab]|2|3|4[ab]|5|6[a-f]|7|8[ab]|9[a-d]"),
        "karabakh-2021-01-11": re.compile("1|2[ab]|3[ab]|4"),
    }
    for check in checks:
        assert set(check) <= known, check
        assert stipulations[check["accord"]].fullmatch(check["stipulation"]), check
        for key in ("as_of", "known_by", "deadline"):
            if key in check:
                assert date.fromisoformat(check[key]).isoformat() == check[key]
        assert set(check.get("flags", [])) | set(check.get("not_flags", [])) <= flags, check
        assert not set(check.get("flags", [])) & set(check.get("not_flags", [])), check
        levels = [check.get("min_level", 0), check.get("level", check.get("min_level", 0)), check.get("max_level", 3)]
        assert levels == sorted(levels), check
        assert set(levels) <= {0, 1, 2, 3}, check
        assert set(check) - asked, check
