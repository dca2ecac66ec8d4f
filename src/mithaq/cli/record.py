"""`mithaq record`: the record as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mithaq.cli.options import Place, PlaceType, json_option, record_option, record_options
from mithaq.cli.output import echo, note, print_json
from mithaq.errors import InputError, RecordError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mithaq.linking.evidence import Evidence
    from mithaq.reading.claims import Reading
    from mithaq.record import Record
    from mithaq.reports.model import Report


@click.group("record", short_help="Work on the record as a whole.")
def command() -> None:
    """Work on the record as a whole."""


@command.command("info", short_help="Show place, version, size, counts and head.")
@record_options
@json_option
def info_command(record: Place | None, demo: str | None, as_json: bool) -> None:
    """Show where the record is, its version and size, how much it holds, and the head of its journal."""
    from mithaq.cli.store import open_record
    from mithaq.record.info import info

    with open_record(record, demo) as opened:
        found = info(opened)
    if as_json:
        print_json(asdict(found))
        return
    echo(f"place: {found.place} ({found.kind})")
    echo(f"version: {found.schema}, made by Mithaq {found.mithaq}")
    echo(f"size: {found.bytes:,} bytes")
    echo(f"last written: {found.written or 'never'}")
    echo(f"journal head: {f'{found.head[0]} {found.head[1]}' if found.head[0] else 'none'}")
    for name, count in found.counts.items():
        echo(f"  {name.replace('_', ' ')}: {count:,}")


@command.command("backup", short_help="Write all of it into one portable file.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@record_options
@json_option
def backup_command(file: Path, record: Place | None, demo: str | None, as_json: bool) -> None:
    """Write all of the record into FILE, from which `mithaq record restore` makes it again, in a file or a server.

    The record may be in use meanwhile: what is written is its state at one moment. FILE is put in place when it is
    whole, so that a backup that is stopped leaves the former one. A FILE that is no backup is not overwritten.
    """
    from mithaq.cli.store import open_record
    from mithaq.record.backup import is_backup

    if file.exists() and file.stat().st_size and not is_backup(file):
        raise InputError("this is no backup and is not overwritten", place=str(file), mend="name another file")
    with open_record(record, demo) as opened:
        counts = opened.backup(file)
    size = file.stat().st_size
    if as_json:
        print_json({"file": str(file), "bytes": size, "counts": counts})
    else:
        echo(f"{file}: {_counted(counts)}; {size:,} bytes")


@command.command("restore", short_help="Make a record from a backup.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--into", "new", type=PlaceType(), required=True, metavar="NEW", help="A new place: a file or postgresql://…"
)
@json_option
@click.pass_context
def restore_command(ctx: click.Context, file: Path, new: Place, as_json: bool) -> None:
    """Make a record from a backup, in a new file or an empty database, and hold it against its journal.

    All of it is taken in or nothing. The exit status is 1 if the record is not what its journal says: then it was
    altered before the backup was made.
    """
    from mithaq.record.info import info

    with _new_record(new) as made:
        counts = made.restore(file)
        about = info(made)
        verdict = made.check_journal()
    if any(counts[name] != held for name, held in about.counts.items()):
        raise RecordError("not all of the backup is in the record", place=about.place, mend="remove it and try again")
    for fault in verdict.faults:
        note(fault)
    faults = len(verdict.faults) + verdict.more
    if as_json:
        print_json({"record": about.place, "counts": about.counts, **asdict(verdict)})
    else:
        echo(f"{about.place}: {_counted(about.counts)}")
        echo(f"{verdict.entries} entries, {faults} faults; head: {verdict.head or 'none'}")
    ctx.exit(1 if faults else 0)


@contextmanager
def _new_record(place: Place) -> Iterator[Record]:
    """A new, empty record. The file is removed again if it cannot be filled; RecordError if the place is taken."""
    from mithaq.record import Record

    is_new = isinstance(place, Path) and not place.exists()
    with Record.open(place) as made:
        if len(made) or made.journal_head()[0]:
            raise RecordError("the record is not empty", place=made.place, mend="name a new place; nothing was changed")
        try:
            yield made
        except BaseException:
            made.close()
            if is_new:
                Path(place).unlink(missing_ok=True)
            raise


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[name]:,} {name}" for name in ("reports", "originals", "decisions", "journal"))


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
        echo(
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
        echo(f"{opened.place}: version {SCHEMA_VERSION}")
