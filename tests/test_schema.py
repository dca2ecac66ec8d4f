"""The JSON Schemas are valid and describe what the models are."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from mithaq.cli.app import app
from mithaq.reports.model import Report
from mithaq.schema import combined_schema, json_schema, models

PROMISED = (
    *("Accord", "Party", "Provision", "Stipulation", "Amendment", "Report", "Span"),
    *("Time", "Name", "Quantity", "Quotation", "Claim", "Evidence", "Status"),
)


@pytest.mark.parametrize("name", [*PROMISED, "Reading", "Reference", "Kind", "Deadline"])
def test_every_model_has_a_valid_schema_with_its_fields(name: str) -> None:
    schema = json_schema(name)
    Draft202012Validator.check_schema(schema)
    target = schema["$defs"][schema["$ref"].split("/")[-1]] if "$ref" in schema else schema
    assert set(target["properties"]) == {one.name for one in fields(models()[name])}
    assert target["description"]


def test_a_model_fits_its_schema_and_a_wrong_one_does_not() -> None:
    validator = Draft202012Validator(json_schema("Report"))
    row = asdict(Report.of("Text", language="en"))
    assert validator.is_valid(row)
    assert not validator.is_valid({**row, "text": 5})
    assert not validator.is_valid({"id": "r-1"})


def test_all_together() -> None:
    whole = combined_schema()
    Draft202012Validator.check_schema(whole)
    assert set(models()) <= set(whole["$defs"])


def test_the_command(tmp_path: Path) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(app, ["schema", *arguments])
        return done.exit_code, done.stdout, done.stderr

    assert json.loads(run("evidence")[1]) == json_schema("Evidence")
    assert json.loads(run()[1]) == combined_schema()
    assert run("--out", str(tmp_path / "s"))[0] == 0
    assert json.loads((tmp_path / "s" / "Claim.schema.json").read_text("utf-8")) == json_schema("Claim")
    assert len(list((tmp_path / "s").iterdir())) == len(models())
    status, out, error = run("nothing")
    assert (status, out) == (2, "")
    assert "Accord" in error
    assert run("Claim", "--out", str(tmp_path))[0] == 2
