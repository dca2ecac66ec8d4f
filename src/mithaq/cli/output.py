"""What people see: colour, tables and marks of direction on a terminal, plain lines in a pipe; JSON for programs."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

    from mithaq.reports import Report

T = TypeVar("T")

FSI, PDI = "\u2068", "\u2069"
_RIGHT_TO_LEFT = ((0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF))
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff]")
"""Characters that command a terminal, or turn the order of what is read."""
_TURNING = re.compile("[\u202a-\u202c\u2066-\u2069]")
"""Characters that open and close parts of another direction: closed too often they leak into what stands around."""
_NOT_IN_JSON = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def has_right_to_left(text: str) -> bool:
    """Whether any letter of the text is written from right to left."""
    return any(low <= ord(char) <= high for char in text for low, high in _RIGHT_TO_LEFT)


def isolate(text: str) -> str:
    """The text set apart from its surroundings if it runs right to left, so that neither disturbs the other."""
    return f"{FSI}{text}{PDI}" if has_right_to_left(text) else text


def harmless(text: str) -> str:
    """The text as it may be shown: what would command the terminal or turn the order of letters is � or left out.

    Reports, titles, names and files of others are hostile input. `--json` and the record keep every character.
    """
    return _TURNING.sub("", _COMMANDS.sub("\ufffd", text))


def echo(text: str = "", *, err: bool = False) -> None:
    """A line of text to the standard output, or to the standard error."""
    click.echo(harmless(text), err=err)


def one_line(text: str) -> str:
    """The words on one line."""
    return " ".join(text.split())


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters of the text on one line, cut at a word."""
    text = one_line(text)
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0] + "…"


def print_json(value: Any, *, indent: int | None = 2) -> None:
    """JSON to the standard output, and nothing else there; one line when `indent` is None."""
    readable = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    text = json.dumps(value, ensure_ascii=not readable, indent=indent)
    click.echo(_NOT_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def read_and_tell(path: Path, given: Mapping[str, str | None]) -> tuple[Report, bytes]:
    """The report in a file and the bytes of that file; what was left out in reading goes to the standard error.

    given: "language", "published", "outlet" and "encoding", as told on the command line. Errors as of `read_report`.
    """
    from mithaq.reports.fields import Fields
    from mithaq.reports.files import document_from_bytes, read_bytes

    fields = Fields(given.get("outlet"), given.get("published"), given.get("language"))
    data = read_bytes(path)  # once: the file may change between two readings
    report, notes = document_from_bytes(data, place=str(path), fields=fields, encoding=given.get("encoding"))
    if notes:
        note(f"{path}: {'; '.join(notes)}")
    return report, data


def note(text: str) -> None:
    """A remark to the person, on the standard error so that no program reads it as a result."""
    echo(f"mithaq: {text}", err=True)


class Screen:
    """The standard output, as a terminal or as a pipe."""

    def __init__(self) -> None:
        self._console: Console | None = None
        if sys.stdout.isatty():
            from rich.console import Console

            self._console = Console(highlight=False)

    def room(self, beside: int) -> int:
        """Characters left on a line beside so many others: cells that fit are not broken in the middle."""
        return max(24, self._console.width - beside) if self._console else 100

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        """A line of text; on a terminal it is wrapped to the width, its lines indented alike."""
        self._line(harmless(text), style, indent)

    def _line(self, text: str, style: str = "", indent: int = 0) -> None:
        if self._console is None:
            click.echo(" " * indent + text)
            return
        from rich.padding import Padding
        from rich.text import Text

        self._console.print(Padding(Text(text, style=style), (0, 0, 0, indent), expand=False))

    def heading(self, text: str) -> None:
        """A line that opens a part."""
        self.line()
        text = harmless(text)
        self._line(isolate(text) if self._console else text, "bold")

    def quote(self, words: str, indent: int = 4, marks: tuple[str, str] = ("«", "»")) -> None:
        """Quoted words, in their own direction; every line of them is set apart by itself."""
        words = f"{marks[0]}{one_line(harmless(words))}{marks[1]}"
        if self._console is None:
            click.echo(" " * indent + words)
            return
        from rich.text import Text

        for piece in Text(words).wrap(self._console, max(20, self._console.width - indent - 2)):
            self._console.print(Text(" " * indent + isolate(piece.plain.rstrip()), style="italic"), soft_wrap=True)

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]], styles: Sequence[str] = ()) -> None:
        """Rows under their columns; in a pipe: plain, aligned, one row a line. styles: one a row, or none."""
        found = [[one_line(harmless(cell)) for cell in row] for row in rows]
        if self._console is None:
            for text in _plain_table(columns, found):
                click.echo(text)
            return
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for number, column in enumerate(columns):
            table.add_column(column, no_wrap=number == 0, overflow="fold")
        for number, row in enumerate(found):
            table.add_row(*(Text(isolate(cell)) for cell in row), style=styles[number] if styles else None)
        self._console.print(table)


def _plain_table(columns: Sequence[str], rows: list[list[str]]) -> Iterator[str]:
    from rich.cells import cell_len

    everything = [list(columns), *rows]
    widths = [max(cell_len(row[number]) for row in everything) for number in range(len(columns))]
    for row in everything:
        # A column wider than a line would push the others out of sight: it is not padded.
        cells = [
            cell + " " * (widths[number] - cell_len(cell) if widths[number] <= 60 else 0)
            for number, cell in enumerate(row[:-1])
        ]
        yield "  ".join([*cells, row[-1]]).rstrip()


@contextmanager
def progress(items: Iterable[T], total: int, label: str) -> Iterator[Iterator[T]]:
    """The items, with a bar on the standard error while they are worked through, if that is a terminal."""
    if not sys.stderr.isatty() or total < 3:
        yield iter(items)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)

        def counted() -> Iterator[T]:
            for item in items:
                yield item
                bar.advance(task)

        yield counted()
