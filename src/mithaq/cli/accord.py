"""`mithaq accord`: writing an accord's file: show it, check it, compare two of them, help an editor."""

from __future__ import annotations

from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.options import json_option, language_option
from mithaq.cli.output import Screen, echo, print_json, shorten
from mithaq.errors import InputError

if TYPE_CHECKING:
    from mithaq.accords.diff import Difference
    from mithaq.accords.model import Accord

ELSEWHERE: dict[str, str] = {"draft": "mithaq.cli.draft", "compare": "mithaq.cli.compare"}
"""Commands of the group that have a module of their own: each is the object of its name in it."""


class Group(click.Group):
    """A group that also has the commands of other modules, which are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.commands, *ELSEWHERE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in ELSEWHERE:
            found = getattr(import_module(ELSEWHERE[cmd_name]), cmd_name)
            assert isinstance(found, click.Command)
            return found
        return super().get_command(ctx, cmd_name)


@click.group("accord", cls=Group, short_help="Show, check and compare accords' files.")
def command() -> None:
    """Work on an accord's file: show it, check it, compare two of them.

    An accord is one YAML file; docs/how-to/own-accord.md tells how it is written.
    """


@command.command("show", short_help="Show an accord in full, or write it as a page.")
@click.argument("accord", metavar="ID|FILE")
@click.option("--html", "out", type=click.Path(path_type=Path, dir_okay=False), help="Write a page for a browser.")
@language_option
@json_option
def show(accord: str, out: Path | None, language: str, as_json: bool) -> None:
    """Show an accord in full: its parties, clauses and promises with their terms.

    With --html it is written as one page that needs no network and no script, and can be printed.
    """
    from mithaq.cli.accords import show_accord

    if out is not None and as_json:
        raise click.UsageError("give --html or --json, not both")
    one = _accord(accord)
    if as_json:
        print_json(asdict(one))
    elif out is None:
        show_accord(Screen(), one, language)
    else:
        _write(one, out, language)


def _write(accord: Accord, out: Path, language: str) -> None:
    from mithaq.publishing.accord_page import write_accord_page

    if not out.absolute().parent.is_dir():
        raise InputError("there is no such folder", place=str(out.parent), mend="make it, or name another file")
    try:
        write_accord_page(accord, out, language=language)
    except PermissionError as error:
        raise InputError("the page may not be written here", place=str(out), mend="name another file") from error
    echo(f"wrote {out} ({out.stat().st_size / 1024:,.0f} KB); open it in a browser")


@command.command("check", short_help="List all that is wrong in accords' files.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--strict", is_flag=True, help="Warnings count as faults.")
@json_option
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...], strict: bool, as_json: bool) -> None:
    """List all that is wrong in accords' files, a line each: file:line: key: what; mend.

    Faults are what cannot be right: unknown keys, kinds and ids, days that contradict each other, deadlines that
    wait for themselves, spans outside of the text. Warnings are what a person should look at: keys still unsure,
    clauses without a promise, languages that are missing. The files may refer to each other and to the accords that
    come with Mithaq. The exit status is 1 if there are faults.
    """
    from mithaq.accords import library
    from mithaq.accords.check import check_accords
    from mithaq.gazetteer import load_gazetteer

    found, accords = check_accords(files, load_gazetteer(), library())
    faults = sum(one.severity == "fault" for one in found)
    warnings = len(found) - faults
    if as_json:
        print_json([asdict(one) for one in found])
    else:
        for one in found:
            echo(str(one))
        promises = sum(len(one.stipulations) for one in accords)
        counts = f"{_count(faults, 'fault')}, {_count(warnings, 'warning')}"
        echo(f"{_count(len(files), 'file')}, {_count(promises, 'promise')}: {counts}")
    ctx.exit(1 if faults or (strict and warnings) else 0)


@command.command("diff", short_help="List what differs between two accords.")
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@json_option
@click.pass_context
def diff(ctx: click.Context, old: str, new: str, as_json: bool) -> None:
    """List what differs between two accords, key by key: two versions of a file, or two readings of one text.

    A and B are ids or YAML files. Promises are matched by id, and where ids differ by kind, obligors, places and
    deadline. The exit status is 0 if nothing differs, 1 if something does.
    """
    from mithaq.accords.diff import differences

    found = differences(_accord(old), _accord(new))
    if as_json:
        print_json([asdict(one) for one in found])
    else:
        for one in found:
            echo(_line(one))
    ctx.exit(1 if found else 0)


@command.command("schema", short_help="Print the JSON Schema of an accord's file.")
def schema() -> None:
    """Print the JSON Schema of an accord's file, for editors: they then complete keys and show what is wrong.

    Keep it in a file, and name that in the first line of your accord: # yaml-language-server: $schema=FILE
    """
    from mithaq.accords.shape import accord_schema

    print_json(accord_schema())


def _accord(name: str) -> Accord:
    from mithaq.cli.promises import accords_named

    return next(iter(accords_named([name]).values()))


def _line(one: Difference) -> str:
    head = f"{one.what} {one.id}"
    if one.other is not None:
        head += f" (now {one.other})"
    if one.how != "changed":
        return f"{'+' if one.how == 'added' else '-'} {head}: {_summary(one.new if one.how == 'added' else one.old)}"
    return f"~ {head}: {one.key}: {_value(one.old)} → {_value(one.new)}"


def _summary(row: dict[str, Any]) -> str:
    texts = row.get("summary") or {}
    words = texts.get("en") or next(iter(texts.values()), "") or row.get("entity") or row.get("stipulation", "")
    return shorten(str(words), 100)


def _value(value: Any) -> str:
    if value is None or value in ([], {}, ()):
        return "none"
    if isinstance(value, dict):
        return ", ".join(f"{key} {said}" for key, said in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
