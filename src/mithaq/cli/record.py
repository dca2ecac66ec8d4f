"""`mithaq record`: the record as a whole."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from mithaq.cli.options import Place, PlaceType, json_option, record_option
from mithaq.cli.output import note, print_json

if TYPE_CHECKING:
    from mithaq.linking.evidence import Evidence
    from mithaq.reading.claims import Reading
    from mithaq.reports.model import Report


@click.group("record", short_help="Work on the record as a whole.")
def command() -> None:
    """Work on the record as a whole."""


@command.command("rebuild", short_help="Make a record anew from reports, originals and journal.")
@click.option("--from", "old", type=PlaceType(), required=True, metavar="OLD", help="The record to make it from.")
@click.option(
    "--into", "new", type=PlaceType(), required=True, metavar="NEW", help="A new place: a file or postgresql://…"
)
@click.option("--accord", multiple=True, metavar="FILE", help="Also link to the accord in this YAML file.")
@json_option
@click.pass_context
def rebuild_command(ctx: click.Context, old: Place, new: Place, accord: tuple[str, ...], as_json: bool) -> None:
    """Make a record anew from the reports, originals and journal of another: all else follows from these.

    Every report is read again by the reader installed here, and people's decisions are taken from the journal. OLD is
    not touched; what was read there is not used, so that damaged tables are mended. Refused if OLD's journal, reports
    or originals are not what was written. The exit status is 1 if a report could not be read.
    """
    from mithaq import Reader
    from mithaq.cli.promises import accords_for_linking
    from mithaq.gazetteer import load_gazetteer
    from mithaq.linking import link
    from mithaq.record import Record
    from mithaq.record.rebuild import rebuild

    accords, reader, gazetteer = accords_for_linking(accord), Reader(), load_gazetteer()

    def read(report: Report) -> tuple[Reading, list[Evidence]]:
        reading = reader.read(report.text, language=report.language, published=report.published)
        return reading, link(report, reading, accords, gazetteer)

    with Record.open(old, create=False, readonly=True) as source, Record.open(new) as made:
        done = rebuild(source, made, read)
    for id, reason in done.failed:
        note(f"{id}: {reason}")
    if as_json:
        print_json({**asdict(done), "failed": [{"report": id, "reason": reason} for id, reason in done.failed]})
    else:
        click.echo(
            f"{done.reports} reports, {done.originals} originals, {done.decisions} decisions; "
            f"{done.evidence} pieces of evidence; {len(done.failed)} failed"
        )
    ctx.exit(1 if done.failed else 0)


@command.command("upgrade", short_help="Bring a record of an older version up to date.")
@record_option
def upgrade_command(record: Place | None) -> None:
    """Bring a record of an older version up to date, as every command that writes does by itself.

    Keep a copy of it before: an older Mithaq cannot open it afterwards.
    """
    from mithaq.cli.store import default_path
    from mithaq.record import Record
    from mithaq.record.tables import SCHEMA_VERSION

    with Record.open(record or default_path(), create=False) as opened:
        click.echo(f"{opened.place}: version {SCHEMA_VERSION}")
