"""`mithaq journal`: what was done to a record, and whether it still is what was written."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.options import Place, day_option, json_option, record_options
from mithaq.cli.output import Screen, echo, print_json, shorten

if TYPE_CHECKING:
    from mithaq.record.journal import Entry


@click.group("journal", short_help="Show and verify what was done to the record.")
def command() -> None:
    """Show what was done to the record, and verify that nothing of it was altered since.

    Every entry is chained to the one before by its hash. Note the head now and then somewhere else: with it a journal
    that was cut short or written anew is told.
    """


@command.command("verify", short_help="Find anything altered after it was written.")
@click.option("--head", metavar="HASH", help="The head as you noted it elsewhere: the journal must still have it.")
@record_options
@json_option
@click.pass_context
def verify(ctx: click.Context, head: str | None, record: Place | None, demo: str | None, as_json: bool) -> None:
    """Find anything that was altered, removed, reordered, put in or cut off, in the journal or against it.

    Reports, originals, what was read in them and decisions are held against the journal. Ends with the head. The exit
    status is 1 if anything was found.
    """
    from mithaq.cli.store import open_record

    with open_record(record, demo) as opened:
        found = opened.check_journal(head)
    if as_json:
        print_json(asdict(found))
    else:
        for fault in found.faults:
            echo(fault)
        if found.more:
            echo(f"… and {found.more} more")
        faults = len(found.faults) + found.more
        echo(f"{found.entries} entries, {faults} faults; head: {found.head or 'none'}")
    ctx.exit(1 if found.faults else 0)


@command.command("show", short_help="List the entries.")
@click.option("--subject", metavar="ID", help="Only what was done to this report, evidence, claim or promise.")
@click.option("--coder", metavar="NAME", help="Only what this coder decided.")
@day_option("--since", "Leave out what is earlier than this day.")
@record_options
@json_option
def show(
    subject: str | None, coder: str | None, since: str | None, record: Place | None, demo: str | None, as_json: bool
) -> None:
    """List the entries of the journal: what was done when, by whom and why, the first first."""
    from mithaq.cli.store import open_record

    screen = Screen()
    with open_record(record, demo) as opened:
        found = list(opened.journal(subject=subject, coder=coder, since=since))
    if as_json:
        print_json([asdict(one) for one in found])
        return
    screen.table(
        ("entry", "at", "what", "of", "by", "detail"),
        [
            (str(one.seq), one.at, one.action, one.subject, str(one.detail.get("coder", "")), _detail(one))
            for one in found
        ],
    )


def _detail(entry: Entry) -> str:
    detail: dict[str, Any] = entry.detail
    if "coder" not in detail:
        counts = (f"{detail[name]} {name}" for name in ("claims", "quotations", "evidence") if name in detail)
        return ", ".join(counts)
    said = [f"{name} → {value}" for name, value in (detail.get("fields") or {}).items()]
    said += [f"{name} {detail[name]}" for name in ("level", "day", "other", "undoes") if detail.get(name) is not None]
    said += ["blind"] if detail.get("blind") else []
    said += [*detail.get("reasons", ()), detail.get("words", "")]
    return shorten("; ".join(one for one in said if one), 120)


@command.command("head", short_help="Print number and hash of the last entry.")
@record_options
@json_option
def head(record: Place | None, demo: str | None, as_json: bool) -> None:
    """Print number and hash of the last entry, to be noted elsewhere and given to `mithaq journal verify --head`."""
    from mithaq.cli.store import open_record

    with open_record(record, demo) as opened:
        seq, digest = opened.journal_head()
    if as_json:
        print_json({"entry": seq, "hash": digest})
    else:
        echo(f"{seq} {digest}" if seq else "the journal is empty")
