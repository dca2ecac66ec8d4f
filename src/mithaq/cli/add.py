"""`mithaq add`: reports into the record."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mithaq.cli.options import Place, json_option, record_option, report_options
from mithaq.cli.output import echo, note, print_json, progress, read_and_tell
from mithaq.errors import MithaqError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mithaq.record import Record
    from mithaq.reports.model import Report


@click.command("add", short_help="Read reports and keep them in the record.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@report_options
@click.option("--accord", multiple=True, metavar="FILE", help="Also link to the accord in this YAML file.")
@click.option("--reread", is_flag=True, help="Read again what is known already; without PATHS, all of the record.")
@click.option("--no-originals", is_flag=True, help="Keep the text of the reports only, not the files they came in.")
@record_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    text_language: str | None,
    published: str | None,
    outlet: str | None,
    encoding: str | None,
    accord: tuple[str, ...],
    reread: bool,
    no_originals: bool,
    record: Place | None,
    as_json: bool,
) -> None:
    """Read reports (files, or folders of them) and keep them in the record.

    The bytes of each file are kept beside its text. A report that the record has already is left as it is. Ends with
    how many were read, new, known and failed, each failure with its file, line and reason; the exit status is 1 if any
    failed.
    """
    if not paths and not reread:
        raise click.UsageError("name the files or folders to add, or give --reread to read the record again")
    from mithaq.cli.promises import accords_for_linking
    from mithaq.cli.store import default_path
    from mithaq.cli.work import Intake, tell_failures
    from mithaq.record import Record
    from mithaq.reports import report_files

    accords = accords_for_linking(accord)
    given = {"language": text_language, "published": published, "outlet": outlet, "encoding": encoding}
    _check(published, text_language, encoding)
    path = record or default_path()
    with Record.open(path, create=not reread or bool(paths)) as opened:
        intake = Intake(opened, accords, originals=not no_originals)
        jobs: list[tuple[str, Callable[[], tuple[Report, bytes | None]]]]
        if paths:
            jobs = [(str(file), partial(read_and_tell, file, given)) for file in report_files(paths)]
        else:
            jobs = [(id, partial(_kept, opened, id)) for id in opened.ids()]
        account = intake.account
        try:
            with progress(jobs, len(jobs), "reading") as running:
                for name, bring in running:
                    intake.take(name, bring, reread=reread)
        except (MithaqError, KeyboardInterrupt):
            # What was taken in before stays: say how far it came.
            note(f"stopped before the end; {account.summary()}")
            raise
        finally:
            tell_failures(account.failed)
    if account.undated:
        note(
            f"{len(account.undated)} without a day of publication: kept, but counted for no promise; "
            f"add `published:` to the front matter, or give --published ({', '.join(account.undated[:3])} …)"
        )
    if as_json:
        print_json({"record": str(path), **asdict(account)})
    else:
        echo(f"{account.summary()}; {account.evidence} pieces of evidence")
        echo(f"record: {path}")
    if account.failed:
        ctx.exit(1)


def _kept(record: Record, id: str) -> tuple[Report, None]:
    """A report of the record; its original is there, or it was never kept."""
    return record.report(id), None


def _check(published: str | None, language: str | None, encoding: str | None) -> None:
    """Refuse a wrong option once, instead of failing every report for it."""
    from mithaq.reports.encoding import encoding_name
    from mithaq.reports.fields import checked_day, checked_language

    if published is not None:
        checked_day(published, place="--published")
    if language is not None:
        checked_language(language, place="--language")
    if encoding is not None:
        encoding_name(encoding)
