"""`mithaq lexicon`: whether the words the reader goes by are in order."""

from __future__ import annotations

from pathlib import Path

import click

from mithaq.cli.options import json_option
from mithaq.cli.output import echo, note, print_json


@click.command("lexicon", short_help="Check the reader's words, and what of annotated files they cover.")
@click.argument("gold", nargs=-1, metavar="[GOLD]...")
@click.option(
    "--language", "languages", multiple=True, type=click.Choice(["ar", "ru", "en"]), help="Only this one (repeatable)."
)
@click.option("--lacking", is_flag=True, help="With GOLD: list the words of events that no entry knows.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, gold: tuple[str, ...], languages: tuple[str, ...], lacking: bool, as_json: bool
) -> None:
    """Check the reader's words, and what of annotated files they cover.

    Makes every form of every entry and looks it up: an entry that another makes needless, and a form that is never
    found in a text, are faults; they are listed, and the exit status is 1. With GOLD (files of annotated sentences or
    folders of them), also counts how many of the events' words there are known.
    """
    from mithaq.evaluation.coverage import cover
    from mithaq.evaluation.gold import load_gold
    from mithaq.languages.check import check_lexicon

    chosen = languages or ("ar", "ru", "en")
    faults = 0
    for code in chosen:
        found = check_lexicon(code)
        faults += len(found.faults)
        for fault in found.faults:
            note(str(fault))
        if as_json:
            row = {"language": code, "entries": found.entries, "forms": found.forms, "faults": len(found.faults)}
            print_json(row, indent=None)
        else:
            counts = ", ".join(f"{count} {what}" for what, count in sorted(found.entries.items()))
            echo(f"{code}: {sum(found.entries.values())} entries ({counts}), {found.forms} forms")
            echo(f"  {len(found.faults)} faults")
    items = [item for name in gold for item in load_gold(Path(name)) if item.language in chosen]
    for code, one in sorted(cover(items).items()):
        if as_json:
            print_json({"language": code, "wanted": one.wanted, "known": one.known}, indent=None)
            continue
        wanted, known = sum(one.wanted.values()), sum(one.known.values())
        echo(f"{code}: {known} of {wanted} words of events are known")
        for event in sorted(one.wanted):
            echo(f"  {event:10} {one.known.get(event, 0):5} of {one.wanted[event]}")
        if lacking:
            for item, event, words in one.lacking:
                echo(f"  lacks {event} {words!r} ({item})")
    if faults:
        ctx.exit(1)
