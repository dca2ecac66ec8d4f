"""`mithaq evidence`: one promise's evidence as an archive that others can check."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from mithaq.cli.options import Asked, accord_option, asked_options, day_options
from mithaq.cli.output import echo


@click.command("evidence", short_help="Pack the evidence on a promise for others to check.")
@click.argument("promise", metavar="STIPULATION")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="The archive [default: by promise]."
)
@click.option("--without-texts", is_flag=True, help="Leave the reports' texts out; quoted words and hashes stay.")
@accord_option
@day_options
@asked_options
def command(promise: str, out: Path | None, without_texts: bool, accord: tuple[str, ...], asked: Asked) -> None:
    """Pack the reports, quotations, offsets, hashes and the derivation of one level into one archive.

    It holds a script of fifty lines, check_evidence.py, that checks all of it with Python alone. The reports are in it
    as published: think of the people they name before you pass it on.
    """
    from mithaq.cli.promises import accords_named, promise_of
    from mithaq.cli.why import explain
    from mithaq.publishing.archive import CHECK, write_archive
    from mithaq.publishing.files import write_whole

    accords = accords_named(accord)
    of, one = promise_of(asked.record, promise, accord)
    found = explain(asked.record, of, one, as_of=asked.on, known_by=asked.known, language="en", others=accords)
    content, counts = write_archive(asked.record, of, found, texts=not without_texts)
    number, head = asked.record.journal_head()
    path = out or Path(f"{of.id}-{one.id}-{asked.on}.zip")
    write_whole(path, content)
    echo(
        f"wrote {path} ({len(content) / 1024:,.0f} KB): {counts['evidence']} pieces of evidence from "
        f"{counts['reports']} reports, {counts['journal']} entries of the journal"
    )
    echo(f"head of the journal: {head} (entry {number}); note it apart from the archive")
    where = shlex.quote(str(path))
    echo(f"check it anywhere: unzip -p {where} {CHECK} > {CHECK}; python {CHECK} {where} {head}")
