"""`mithaq accord compare`: a drafted file against one that a person wrote."""

from __future__ import annotations

from pathlib import Path

import click

from mithaq.cli.options import json_option
from mithaq.cli.output import Screen, print_json


@click.command("compare", short_help="Compare a drafted accord with a finished one.")
@click.argument("draft", type=click.Path(path_type=Path))
@click.argument("accord", type=click.Path(path_type=Path))
@click.option("--errors", is_flag=True, help="List what is missing, too much or different, with its words.")
@json_option
def compare(draft: Path, accord: Path, errors: bool, as_json: bool) -> None:
    """Compare a drafted accord with a finished one.

    DRAFT and ACCORD are YAML files of one accord. Clauses are matched by number; promises of a clause by what they
    promise, never by their letters. Prints how many of ACCORD's were found in DRAFT, and how many agree.
    """
    from mithaq.accords.load import read_accord
    from mithaq.evaluation.accords import compare as compared

    found = compared(read_accord(draft), read_accord(accord))
    if as_json:
        rows = {what: {"right": right, "of": of} for what, right, of in found.rows()}
        print_json({**rows, "misses": found.misses} if errors else rows)
        return
    screen = Screen()
    screen.table(
        ("", "right", "of", "share"),
        [(what, str(right), str(of), f"{right / of:.2f}" if of else "-") for what, right, of in found.rows()],
    )
    if errors:
        for miss in found.misses:
            screen.line(miss, indent=2)
