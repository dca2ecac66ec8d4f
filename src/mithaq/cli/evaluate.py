"""`mithaq evaluate`: how well the reader reads, against annotated files."""

from __future__ import annotations

from pathlib import Path

import click

from mithaq.cli.options import json_option
from mithaq.cli.output import echo, note, print_json


@click.command("evaluate", short_help="Score the reader on annotated files.")
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...")
@click.option("--errors", is_flag=True, help="List what went wrong, each with its words in context.")
@click.option("--layer", "layers", multiple=True, metavar="LAYER", help="With --errors: only this layer (repeatable).")
@click.option("--brief", is_flag=True, help="Layers only, not their types.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, gold: tuple[str, ...], errors: bool, layers: tuple[str, ...], brief: bool, as_json: bool
) -> None:
    """Score the reader on annotated files.

    GOLD is a file of annotated sentences or reports (see docs/reference/gold.md), or a folder of them. Prints for each
    language, layer and type how many were wanted, found and right, precision, recall and F1, of spans that overlap
    and of spans exact to the character. Where a file has faults, nothing is scored: they are listed, exit status 1.
    """
    from mithaq.evaluation import score
    from mithaq.evaluation.gold import check_gold
    from mithaq.evaluation.table import lines, rows

    items = []
    wrong = []
    for name in gold:
        found, faults = check_gold(Path(name))
        items.extend(found)
        wrong.extend(faults)
    for fault in wrong:
        note(str(fault))
    if wrong:
        note(f"{len(wrong)} faults; nothing was scored")
        ctx.exit(1)
    for language, scores in sorted(score(items).items()):
        if as_json:
            for row in rows(language, scores):
                print_json(row, indent=None)
            continue
        for line in lines(language, scores, types=not brief):
            echo(line)
        if errors:
            for miss in scores.misses:
                if not layers or miss.layer in layers:
                    echo(f"  {miss.line()}")
