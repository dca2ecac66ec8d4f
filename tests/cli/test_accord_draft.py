"""`mithaq accord draft` and `mithaq accord compare`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mithaq.cli.compare import compare
from mithaq.cli.draft import draft

TEXT = """Agreement between the Republic of Armenia and the Republic of Azerbaijan

Signed in Moscow on 1 March 2021

1. Both sides shall observe a full ceasefire from 5 March 2021.

2. Armenia shall return Agdam district to Azerbaijan by 20 March 2021.
"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "hills.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_a_draft_is_written_and_agrees_with_itself(text: Path) -> None:
    out = text.with_suffix(".yaml")
    result = CliRunner().invoke(draft, [str(text), "-o", str(out)], catch_exceptions=False)
    assert result.exit_code == 0
    assert "2 clauses" in result.output
    assert "id: hills\n" in out.read_text(encoding="utf-8")
    found = CliRunner().invoke(compare, [str(out), str(out), "--errors"], catch_exceptions=False)
    assert found.exit_code == 0
    assert "stipulations found" in found.output
    rows = json.loads(CliRunner().invoke(compare, [str(out), str(out), "--json"]).output)
    assert all(row["right"] == row["of"] for row in rows.values())


def test_a_draft_is_printed(text: Path) -> None:
    result = CliRunner().invoke(draft, [str(text), "--signed", "2021-03-02", "--title", "The hills", "--id", "hills-1"])
    assert 'signed: "2021-03-02"' in result.output
    assert "- The hills" in result.output
    assert "id: hills-1" in result.output


def test_a_day_that_is_none_is_refused(text: Path) -> None:
    assert CliRunner().invoke(draft, [str(text), "--signed", "yesterday"]).exit_code == 2


def test_a_docx_and_pdfs_of_one_arabic_text_give_the_same_draft(tmp_path: Path) -> None:
    documents = Path(__file__).parent.parent / "reports" / "documents"
    drafts = []
    for name in ("arabic.docx", "arabic-shaped.pdf", "arabic-forms.pdf"):
        out = tmp_path / f"{name}.yaml"
        result = CliRunner().invoke(draft, [str(documents / name), "--id", "one", "-o", str(out)])
        assert result.exit_code == 0, result.output
        lines = out.read_text(encoding="utf-8").splitlines()
        drafts.append([line for line in lines if name not in line and "sha256" not in line])
    assert drafts[0] == drafts[1] == drafts[2]
    assert sum(line.startswith("  - id:") for line in drafts[0]) >= 20
