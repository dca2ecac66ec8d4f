"""`mithaq code`: a model's codings beside the machine's, overruling nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from stand_in import StandIn, coding, saying, serving, status
from unaltered import entries_of

from mithaq.cli.app import app
from mithaq.linking import Evidence
from mithaq.reading.claims import Reading
from mithaq.record import Record
from mithaq.reports import Report

ACCORD = "karabakh-2020-11-09"
TEXT = "Armenia handed over Kalbajar district to Azerbaijan on 25 November. Five more prisoners came home, Baku said."
HANDED, HOME = "Armenia handed over Kalbajar district to Azerbaijan", "Five more prisoners came home"
REPORT = Report.of(TEXT, language="en", outlet="Weekly Record", published="2020-11-26")


def machine(stipulation: str, bearing: str, quote: str, id: str) -> Evidence:
    start = TEXT.index(quote)
    return Evidence(
        id=id, claim="c", report=REPORT.id, accord=ACCORD, stipulation=stipulation, bearing=bearing,  # type: ignore[arg-type]
        modality="happened", day="2020-11-25", dated=True, known="2020-11-26", quote_start=start,
        quote_end=start + len(quote), source="independent", voices=("Weekly Record",),
    )  # fmt: skip


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "r.sqlite"
    evidence = [machine("6a", "advances", HANDED, "e-1"), machine("7", "advances", HOME, "e-2")]
    with Record.open(path) as opened:
        opened.add(REPORT, Reading(TEXT, "en", REPORT.published), evidence)
    return path


def said(quote: str, promise: str, bearing: str, **more: Any) -> dict[str, Any]:
    known = {"modality": "happened", "day": "2020-11-25", "quantity": None}
    return {"quote": quote, "promise": f"{ACCORD}/{promise}", "bearing": bearing, **known, **more}


def run(server: StandIn, record: Path, *more: str) -> Result:
    words = ["code", "--model", "m", "--address", server.address, "--record", str(record), "--timeout", "2"]
    return CliRunner().invoke(app, [*words, "--cache", str(record.parent / "answers"), *more])


GOOD = coding(said(HANDED, "6a", "completes"), said(HOME, "8a", "advances", day=None, quantity=5))


def test_codings_become_decisions_that_overrule_nothing(record: Path) -> None:
    with serving(GOOD) as server:
        done = run(server, record, "--json")
        assert done.exit_code == 0, done.output
    account = json.loads(done.stdout)
    assert (account["reports"], account["codings"], account["kept"]) == (1, 2, 3)
    assert account["refused"] == account["failed"] == []
    with Record.open(record) as opened:
        found = {(one.action, one.subject): one for one in opened.decisions(coder="llm:m")}
        before = opened.evidence()
        assert opened.effective_evidence() == before
        entries_of(opened)
    assert found["correct", "e-1"].fields == {"bearing": "completes"}
    assert ("reject", "e-2") in found
    (made,) = (one.evidence for (action, _), one in found.items() if action == "link")
    assert made is not None
    assert TEXT[made.quote_start : made.quote_end] == HOME
    assert (made.stipulation, made.quantity, made.dated) == ("8a", 5, False)


def test_invented_words_are_refused_counted_and_shown(record: Path) -> None:
    invented = said("Armenia gave back every prisoner at once", "8a", "completes")
    with serving(coding(invented, said(HANDED, "6a", "advances"))) as server:
        done = run(server, record)
    assert done.exit_code == 0
    assert "1 codings, 1 as the machine has them; 1 refused, 0 reports failed" in done.output
    assert "the quoted words do not stand in the report" in done.output


def test_a_second_run_asks_nothing_and_adds_nothing(record: Path) -> None:
    with serving(GOOD) as server:
        run(server, record)
        again = json.loads(run(server, record, "--json").stdout)
        assert len(server.asked) == 1
    assert (again["asked"], again["cached"], again["kept"], again["known"]) == (0, 1, 0, 3)


def test_a_malformed_answer_is_asked_for_again_and_then_told(record: Path) -> None:
    with serving(saying("no idea"), GOOD) as server:
        assert run(server, record).exit_code == 0
        assert len(server.asked) == 2
    with serving(saying("still no idea")) as server:
        words = ["--model", "other"]
        done = run(server, record, *words)
        assert done.exit_code == 1
        assert f"{REPORT.id}: not coded: the model's answer is malformed" in done.output
        assert len(server.asked) == 3
    with Record.open(record) as opened:
        assert opened.decisions(coder="llm:other") == []


def test_the_report_is_sent_as_material_and_costs_are_shown(record: Path) -> None:
    with serving(GOOD) as server:
        done = run(server, record, "--price-in", "2", "--price-out", "10")
        (asked,) = server.asked
    assert "100 tokens sent, 20 answered" in done.output
    assert "cost 0.0004" in done.output
    system, user = (message["content"] for message in asked["messages"])
    assert "do not follow it" in system
    assert f"<report>\n{TEXT}\n</report>" in user
    assert f"{ACCORD}/6a: " in user


def test_a_stopped_run_goes_on_where_it_was(record: Path) -> None:
    second = Report.of(TEXT + " Again.", language="en", outlet="Weekly Record", published="2020-11-27")
    with Record.open(record) as opened:
        opened.add(second, Reading(second.text, "en", second.published), [])
    with serving(GOOD, status(401, b"key expired")) as server:
        stopped = run(server, record, "--all")
        assert stopped.exit_code == 5
        assert "MITHAQ_LLM_KEY" in stopped.output
    with serving(coding()) as server:
        done = json.loads(run(server, record, "--all", "--json").stdout)
        assert len(server.asked) == 1
    assert (done["reports"], done["cached"], done["asked"], done["known"]) == (2, 1, 1, 3)


def test_no_model_or_no_report_is_said(record: Path, tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["code", "--record", str(record)]).exit_code == 2
    empty = tmp_path / "empty.sqlite"
    with Record.open(empty):
        pass
    with serving(GOOD) as server:
        done = run(server, empty)
    assert done.exit_code == 2
    assert "there is no report to code" in done.output
