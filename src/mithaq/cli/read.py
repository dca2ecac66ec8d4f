"""`mithaq read`: what one report says."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.options import json_option, report_options
from mithaq.cli.output import Screen, note, print_json, read_and_tell
from mithaq.errors import MithaqError

if TYPE_CHECKING:
    from mithaq.reports.model import Report


@click.command("read", short_help="Show what reports say, each item with its words.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@report_options
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    text_language: str | None,
    published: str | None,
    outlet: str | None,
    encoding: str | None,
    as_json: bool,
) -> None:
    """Show what reports say: times, names, quotations, claims, each with its words. Nothing is kept.

    FILE is text (with optional YAML front matter), HTML, PDF or DOCX; - reads the standard input. With --json: one
    object a report, one report a line.
    """
    given = {"language": text_language, "published": published, "outlet": outlet, "encoding": encoding}
    failed: list[MithaqError] = []
    screen, reader, number = Screen(), None, 0
    for found in _reports(files, given):
        number += 1
        if isinstance(found, MithaqError):
            failed.append(found)
            if len(files) > 1 or number > 1:
                note(str(found))
            continue
        if reader is None:
            from mithaq import Reader

            reader = Reader()
        reading = reader.read(found.text, language=found.language, published=found.published)
        if as_json:
            from mithaq.cli.reading import reading_row

            print_json(reading_row(found, reading), indent=None)
        else:
            from mithaq.cli.reading import show_reading

            if number > 1:
                screen.line()
            show_reading(screen, found, reading)
    if failed and number == 1:
        raise failed[0]
    if failed:
        note(f"{number} reports: {number - len(failed)} read, {len(failed)} failed")
        ctx.exit(1)


def _reports(files: tuple[str, ...], given: dict[str, Any]) -> Iterator[Report | MithaqError]:
    from mithaq.reports import report_files

    for name in files:
        if name == "-":
            yield _standard_input(given)
            continue
        for path in report_files([Path(name)]):
            try:
                yield read_and_tell(path, given)[0]
            except MithaqError as error:
                yield error


def _standard_input(given: dict[str, Any]) -> Report | MithaqError:
    from mithaq.reports import report_from_bytes
    from mithaq.reports.fields import Fields
    from mithaq.reports.files import LIMIT

    fields = Fields(given["outlet"], given["published"], given["language"])
    try:
        data = sys.stdin.buffer.read(LIMIT + 1)
        return report_from_bytes(data, place="standard input", fields=fields, encoding=given["encoding"])
    except MithaqError as error:
        return error
