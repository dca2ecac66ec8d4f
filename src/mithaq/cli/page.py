"""`mithaq page`: the record as one page for a browser."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mithaq.cli.options import Asked, accord_option, asked_options, day_options, language_option
from mithaq.cli.output import echo
from mithaq.errors import InputError

if TYPE_CHECKING:
    from mithaq.record import Record


@click.command("page", short_help="Write the record as one page for a browser.")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@accord_option
@day_options
@language_option
@asked_options
def command(out: Path, accord: tuple[str, ...], language: str, asked: Asked) -> None:
    """Write the record as one page, OUT.html, that needs no network and no script.

    The scoreboard, the timeline, and for every level its evidence, quoted in its own language, with its source.
    """
    write(asked.record, out, as_of=asked.on, known_by=asked.known, language=language, names=accord)
    echo(f"wrote {out} ({out.stat().st_size / 1024:,.0f} KB); open it in a browser")


def write(record: Record, out: Path, *, as_of: str, known_by: str, language: str, names: Iterable[str] = ()) -> None:
    """Write the page on the accords named, or those the record has evidence on.

    InputError if its folder is not there or may not be written.
    """
    from mithaq.cli.promises import accords_of
    from mithaq.publishing.page import write_page

    if not out.absolute().parent.is_dir():
        raise InputError("there is no such folder", place=str(out.parent), mend="make it, or name another file")
    try:
        accords = accords_of(record, names)
        write_page(record, out, as_of=as_of, known_by=known_by, language=language, accords=accords)
    except PermissionError as error:
        raise InputError("the page may not be written here", place=str(out), mend="name another file") from error
