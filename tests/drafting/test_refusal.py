"""What is no agreement is refused with its own reason; what only looks like something else is not."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from mithaq.data import load_yaml
from mithaq.drafting.draft import draft
from mithaq.errors import InputError
from mithaq.reports.files import read_report, report_files

TEXTS: dict[str, Any] = load_yaml(Path(__file__).with_name("no-agreements.yaml"))
NO = [(code, one["why"], one["text"]) for code, rows in TEXTS.items() for one in rows["refused"]]
YES = [(code, one) for code, rows in TEXTS.items() for one in rows["drafted"]]
STRUCTURES = sorted(Path(__file__).with_name("structures").glob("*.txt"))
REPORTS = [one for one in report_files([Path(str(files("mithaq") / "demo"))]) if one.stem != "README"]
READMES = sorted(Path(str(files("mithaq") / "demo")).glob("*/README*"))


def drafted(text: str, code: str) -> int:
    """How many promises are found."""
    made = draft(text, file="x.txt", sha256="0" * 64, code=code, signed="2021-03-01")
    return len(made.accord.stipulations)


@pytest.mark.parametrize(("code", "why", "text"), NO)
def test_what_is_no_agreement_is_refused_with_the_reason(code: str, why: str, text: str) -> None:
    with pytest.raises(InputError) as refused:
        drafted(text, code)
    assert why in refused.value.message
    assert refused.value.mend


@pytest.mark.parametrize(("code", "text"), YES)
def test_agreements_without_numbers_or_with_words_of_news_are_drafted(code: str, text: str) -> None:
    assert drafted(text, code) >= 3


@pytest.mark.parametrize("path", STRUCTURES, ids=lambda path: path.stem)
def test_no_agreement_of_the_set_is_refused(path: Path) -> None:
    assert drafted(path.read_text(encoding="utf-8"), path.stem[:2])


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.parent.name)
def test_descriptions_of_files_are_refused_for_what_they_are(path: Path) -> None:
    with pytest.raises(InputError, match="description of files"):
        drafted(path.read_text(encoding="utf-8"), "en")


def test_there_are_descriptions_of_files() -> None:
    assert len(READMES) >= 3


@pytest.mark.parametrize(
    "path", [one for one in REPORTS if one.suffix in (".txt", ".md")][::6], ids=lambda path: path.stem
)
def test_reports_about_an_agreement_are_refused(path: Path) -> None:
    report = read_report(path)
    assert report.language
    with pytest.raises(InputError):
        drafted(report.text, report.language)
