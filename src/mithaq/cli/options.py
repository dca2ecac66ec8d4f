"""Options that several commands share, so that they are named, explained and checked alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

if TYPE_CHECKING:
    from mithaq.record import Record

F = TypeVar("F", bound=Callable[..., Any])

DISPLAY_LANGUAGES = ("en", "ru", "ar")

Place = Path | str
"""Where a record is: a file, or the address of a PostgreSQL database."""


class PlaceType(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A path, or an address such as postgresql://user@host/name."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Place:
        """The address as it is, anything else as a path."""
        return value if isinstance(value, str) and "://" in value else Path(value)


def day_option(name: str, help: str) -> Callable[[F], F]:
    """An option whose value is an ISO 8601 day, or None when it is not given."""

    def check(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        try:
            if value is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                raise ValueError("not in the form YYYY-MM-DD")
            return date.fromisoformat(value).isoformat() if value is not None else None
        except ValueError as error:
            message = f"{value!r} is not a day ({error}): write it as 2020-11-16"
            raise click.BadParameter(message, ctx, param) from error

    return click.option(name, metavar="DAY", callback=check, help=help)


def record_options(command: F) -> F:
    """`record` (a path or None) and `demo` (the name of the dossier whose demo record to use, or None)."""

    @wraps(command)
    def named(*args: Any, demo: bool, dossier: str | None, **options: Any) -> Any:
        from mithaq.demo import DEFAULT

        return command(*args, demo=dossier or (DEFAULT if demo else None), **options)

    dossier = click.option("--dossier", metavar="NAME", help="Use the record that `mithaq demo NAME` made.")
    demo = click.option("--demo", is_flag=True, help="Use the record that `mithaq demo` made.")
    return record_option(demo(dossier(cast(F, named))))


def record_option(command: F) -> F:
    """`record`: the file or the address of the record, or None for the default place."""
    return click.option(
        "--record",
        type=PlaceType(),
        envvar="MITHAQ_RECORD",
        metavar="PLACE",
        help="The record: a file or postgresql://… [default: in your data folder; or set MITHAQ_RECORD].",
    )(command)


def day_options(command: F) -> F:
    """`as_of` and `known_by`: ISO 8601 days or None."""
    known_by = day_option("--known-by", "Count only reports published up to this day [default: the day of --as-of].")
    as_of = day_option("--as-of", "The day asked about, such as 2020-12-02 [default: today].")
    return as_of(known_by(command))


@dataclass(frozen=True, slots=True)
class Asked:
    """An opened record, the day asked about, and the day up to which reports count."""

    record: Record
    on: str
    known: str


def asked_options(command: F) -> F:
    """`asked`: of the options of `record_options` and of `day_options`, which are given above it; closed afterwards."""

    @wraps(command)
    def opening(
        *args: Any, record: Place | None, demo: str | None, as_of: str | None, known_by: str | None, **options: Any
    ) -> Any:
        from mithaq.cli.store import days, open_record

        with open_record(record, demo) as opened:
            return command(*args, asked=Asked(opened, *days(opened, as_of, known_by, demo=demo is not None)), **options)

    return record_options(cast(F, opening))


def without_option(command: F) -> F:
    """`without`: classes of sources whose evidence is left out."""

    def check(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
        if value:
            from mithaq.linking.sources import source_kinds

            wrong = next((one for one in value if one not in set(source_kinds())), None)
            if wrong is not None:
                message = f"{wrong!r} is no class of sources: name one of {', '.join(source_kinds())}"
                raise click.BadParameter(message, ctx, param)
        return tuple(dict.fromkeys(value))

    return click.option(
        "--without",
        multiple=True,
        metavar="CLASS",
        callback=check,
        help="Leave out the evidence of a class of sources, such as independent, and show what changes. Repeatable.",
    )(command)


def accord_option(command: F) -> F:
    """`accord`: ids of accords, or files of them."""
    return click.option(
        "--accord",
        multiple=True,
        metavar="ID|FILE",
        help="Only this accord: its id (see `mithaq accords`) or a YAML file. May be repeated.",
    )(command)


def language_option(command: F) -> F:
    """`language`: in which names and promises are shown; quoted words stay in their own."""
    return click.option(
        "--language",
        type=click.Choice(DISPLAY_LANGUAGES),
        default="en",
        show_default=True,
        help="Language of names and promises; quoted words stay in their own.",
    )(command)


def json_option(command: F) -> F:
    """`as_json`: whether to print JSON for programs instead of text for people."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")(command)


def report_options(command: F) -> F:
    """`text_language`, `published`, `outlet`, `encoding`: what the bringer of a report knows better than the file."""
    for option in (
        click.option("--encoding", metavar="NAME", help="Encoding of the files, such as windows-1256."),
        click.option("--outlet", metavar="NAME", help="Who published the reports."),
        click.option("--published", metavar="DAY", help="Day or time of publication (ISO 8601)."),
        click.option("--language", "text_language", metavar="ar|ru|en", help="Language of the reports."),
    ):
        command = option(command)
    return command
