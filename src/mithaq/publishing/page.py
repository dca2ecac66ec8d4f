"""The record as one page for a browser: all in one file, without script, without network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from mithaq import __version__
from mithaq.accords import library
from mithaq.accords.library import followed
from mithaq.accords.model import Accord
from mithaq.assessment import Aggregate, Status, aggregates
from mithaq.gazetteer import Gazetteer, load_gazetteer
from mithaq.publishing import safe
from mithaq.publishing.board import Board, Cell, make_board
from mithaq.publishing.citations import Citer
from mithaq.publishing.dossier import Dossier, gather
from mithaq.publishing.events import timeline, voices
from mithaq.publishing.files import write_whole
from mithaq.publishing.promises import Group, Promise, anchor_of, history_anchor, make_promises, whole_accord
from mithaq.publishing.wording import Wording, wording

if TYPE_CHECKING:
    from mithaq.record import Record

SHAPES = ("○", "◔", "◑", "●")
"""The shapes of the levels, so that they are never told by colour alone."""
MARKS = {"overdue": "!", "disputed": "≠", "breached": "×", "amended": "Δ", "ended": "■", "late": "›"}
"""The signs of the flags."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a page tells of one accord."""

    accord: Accord
    name: str
    language: str
    board: Board
    promises: list[Promise]
    sums: Aggregate
    whole: tuple[Group, ...]
    whole_cut: int

    @property
    def levels(self) -> list[tuple[int, int]]:
        """How many promises stand at each level, the highest first."""
        found = Counter(one.status.level for one in self.promises)
        return [(level, found[level]) for level in (3, 2, 1, 0)]

    @property
    def flags(self) -> list[tuple[str, int]]:
        """How many promises have each flag that any has."""
        found = Counter(flag for one in self.promises for flag in flags_of(one.status))
        return [(flag, found[flag]) for flag in MARKS if found[flag]]


def write_page(
    record: Record,
    path: Path,
    *,
    as_of: str,
    known_by: str,
    language: str,
    accords: Mapping[str, Accord] | None = None,
) -> None:
    """Write the record as one self-contained HTML page.

    Parameters
    ----------
    as_of, known_by: ISO 8601 days, as for a status. language: of the page ("en", "ru", "ar"); quoted words stay
    in their own. accords: those to show; without it those that the record has evidence on.

    The same record gives the same bytes. What stood at `path` stays if the page cannot be written. Raises
    LanguageError, InputError (a wrong day, a place that cannot be written), RecordError.
    """
    text = render(record, as_of=as_of, known_by=known_by, language=language, accords=accords)
    write_whole(Path(path), text.encode("utf-8"))


def render(
    record: Record, *, as_of: str, known_by: str, language: str, accords: Mapping[str, Accord] | None = None
) -> str:
    """The page as text; see `write_page`."""
    texts, gazetteer = wording(language), load_gazetteer()
    dossier = gather(record, followed(record.accords()) if accords is None else accords, as_of=as_of, known_by=known_by)
    citer = Citer(dossier, gazetteer, texts)
    parts = [_part(accord, dossier, citer, texts, gazetteer) for accord in dossier.accords.values()]
    years, later = timeline(dossier, citer, texts)
    speakers, unheard = voices(dossier, citer)
    return environment().get_template("page.html").render(
        t=texts,
        dossier=dossier,
        counts=dossier.counts,
        reasons=[(safe.plain(reason, safe.REMARK), number) for reason, number in dossier.counts.skipped.items()][:40],
        parts=parts,
        titles={part.accord.id: part.name for part in parts},
        label=citer.label,
        years=years,
        later=later,
        speakers=speakers,
        unheard=unheard,
        version=__version__,
        shapes=SHAPES,
        marks=MARKS,
        link=safe.link,
        flags_of=flags_of,
        sentence=_Sentence(texts),
        trail=trail,
    )  # fmt: skip


def flags_of(status: Status) -> list[str]:
    """The flags of a status, being late among them."""
    return [*status.flags, *(["late"] if status.late else [])]


def trail(promise: Promise) -> list[tuple[Cell, str]]:
    """Every cell of a promise with the id of the entry of its history that holds there."""
    found, anchor = [], promise.anchor
    for cell in promise.row.cells:
        if cell.changed:
            anchor = history_anchor(promise.anchor, cell)
        found.append((cell, anchor))
    return found


def _part(accord: Accord, dossier: Dossier, citer: Citer, texts: Wording, gazetteer: Gazetteer) -> Part:
    board = make_board(
        accord,
        dossier.told,
        as_of=dossier.as_of,
        known_by=dossier.known_by,
        gazetteer=gazetteer,
        accords={**library(), **dossier.accords},
        decisions=dossier.decisions,
    )
    code = next((code for code in (texts.language, "en", *accord.names) if accord.names.get(code)), "")
    name = accord.names[code][0] if code else accord.id
    whole, cut = whole_accord(board, dossier, citer)
    promises = make_promises(board, dossier, citer, texts)
    (sums,) = aggregates(accord, [one.status for one in promises])
    return Part(accord, name, code, board, promises, sums, whole, cut)


class _Sentence:
    """Says in a sentence what a cell of the scoreboard shows by number, colour, shape and signs."""

    def __init__(self, texts: Wording) -> None:
        self._texts = texts

    def __call__(self, promise: str, cell: Cell) -> str:
        texts, status = self._texts, cell.status
        level = texts(f"levels.{status.level}.name")
        day = texts.day(str(cell.column.day))
        parts = [texts("board.cell", promise=promise, day=day, level=status.level, name=level)]
        parts += [texts(f"flags.{flag}.name") for flag in flags_of(status)]
        keys = {"due": "board.due_on", "moved": "board.moved_on", "term": "board.term_on"}
        parts += [texts(keys[due.sort], day=texts.day(str(due.day))) for due in cell.dues]
        return ("؛ " if texts.direction == "rtl" else "; ").join(parts)


@cache
def environment() -> Environment:
    """The templates; every value is escaped, and a name that is not given is an error."""
    environment = Environment(
        loader=PackageLoader("mithaq.publishing", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["anchor_of"] = anchor_of
    return environment
