"""`mithaq evidence`: one promise's evidence as an archive that others can check."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from mithaq.cli.options import Place, accord_option, day_options, record_options
from mithaq.cli.output import echo


@click.command("evidence", short_help="Pack the evidence on a promise for others to check.")
@click.argument("promise", metavar="STIPULATION")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="The archive [default: by promise]."
)
@click.option("--without-texts", is_flag=True, help="Leave the reports' texts out; quoted words and hashes stay.")
@accord_option
@day_options
@record_options
def command(
    promise: str,
    out: Path | None,
    without_texts: bool,
    accord: tuple[str, ...],
    as_of: str | None,
    known_by: str | None,
    record: Place | None,
    demo: str | None,
) -> None:
    """Pack the reports, quotations, offsets, hashes and the derivation of one level into one archive.

    It holds a script of fifty lines, check_evidence.py, that checks all of it with Python alone. The reports are in it
    as published: think of the people they name before you pass it on.
    """
    from mithaq.cli.promises import accords_named, promise_of
    from mithaq.cli.store import days, open_record
    from mithaq.cli.why import explain
    from mithaq.publishing.archive import CHECK, write_archive
    from mithaq.publishing.files import write_whole

    accords = accords_named(accord)
    with open_record(record, demo) as opened:
        of, one = promise_of(opened, promise, accord)
        on, known = days(opened, as_of, known_by, demo=demo is not None)
        found = explain(opened, of, one, as_of=on, known_by=known, language="en", others=accords)
        content, counts = write_archive(opened, of, found, texts=not without_texts)
        number, head = opened.journal_head()
    path = out or Path(f"{of.id}-{one.id}-{on}.zip")
    write_whole(path, content)
    echo(
        f"wrote {path} ({len(content) / 1024:,.0f} KB): {counts['evidence']} pieces of evidence from "
        f"{counts['reports']} reports, {counts['journal']} entries of the journal"
    )
    echo(f"head of the journal: {head} (entry {number}); note it apart from the archive")
    where = shlex.quote(str(path))
    echo(f"check it anywhere: unzip -p {where} {CHECK} > {CHECK}; python {CHECK} {where} {head}")
