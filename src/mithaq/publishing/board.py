"""The scoreboard: where every promise stood at the end of every month."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mithaq.accords import library
from mithaq.accords.model import Accord, Stipulation
from mithaq.accords.terms import Written
from mithaq.assessment import Status
from mithaq.assessment.deadlines import Deadlines, needed
from mithaq.assessment.facts import fold
from mithaq.errors import InputError
from mithaq.gazetteer import Gazetteer
from mithaq.linking.evidence import Evidence
from mithaq.review import Decision, assess_reviewed

COLUMNS = 120
"""More months than these are shown as years; more years, only the last ones."""


@dataclass(frozen=True, slots=True)
class Column:
    """A month, or a year, that ends on `day`; reports count that were published by `known_by`."""

    day: date
    known_by: date
    whole_year: bool = False

    def holds(self, day: date) -> bool:
        """Whether a day lies in the month, or the year, of this column."""
        return day.year == self.day.year and (self.whole_year or day.month == self.day.month)


@dataclass(frozen=True, slots=True)
class Due:
    """A day that matters to a promise: kept as the due day, moved to another, or the end of a term."""

    day: date
    sort: str  # "due", "moved" or "term"


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a promise stood. changed: not as in the column before. dues: the days that fall into it."""

    column: Column
    status: Status
    changed: bool
    dues: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One promise over time.

    now: its status on the day asked about. terms: the promise as later accords changed it. agreed: the due day
    before any move. written: what later accords changed, the earliest first.
    """

    stipulation: Stipulation
    now: Status
    cells: tuple[Cell, ...]
    dues: tuple[Due, ...]
    agreed: date | None
    term_end: date | None
    terms: Stipulation
    written: tuple[Written, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """One accord over time. cut: whether earlier columns are left out."""

    accord: Accord
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cut: bool

    def years(self) -> list[tuple[int, int]]:
        """Each year with how many columns it has."""
        found: dict[int, int] = {}
        for one in self.columns:
            found[one.day.year] = found.get(one.day.year, 0) + 1
        return list(found.items())


def columns(start: date, as_of: date, known_by: date) -> list[Column]:
    """The months from `start` to `as_of`, or the years if these are too many; at the least that of `as_of`.

    In a column counts what was published by its last day, and by `known_by`. If `known_by` lies after `as_of`,
    hindsight is what was asked for: then every column counts all that was published by `known_by`.
    """
    start = min(start, as_of)
    months = (as_of.year - start.year) * 12 + as_of.month - start.month + 1
    ends: list[date] = []
    if months <= COLUMNS:
        for number in range(months):
            year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
            ends.append(date(year, month + 1, monthrange(year, month + 1)[1]))
    else:
        ends = [date(year, 12, 31) for year in range(start.year, as_of.year + 1)]
    hindsight = known_by > as_of
    return [
        Column(day, known_by if hindsight else min(day, known_by), months > COLUMNS)
        for day in (min(end, as_of) for end in ends)
    ]


def make_board(
    accord: Accord,
    published: Iterable[Evidence],
    *,
    as_of: str,
    known_by: str,
    gazetteer: Gazetteer,
    accords: Mapping[str, Accord] | None = None,
    decisions: Iterable[Decision] = (),
) -> Board:
    """The scoreboard of an accord from the evidence published by `known_by`; accords, decisions: as for a status.

    The last column is the status on `as_of`, as `mithaq status` gives it. Raises InputError for a day that is none.
    """
    on, known = _day(as_of), _day(known_by)
    others = library() if accords is None else accords
    wanted = needed(accord, others)
    words = fold(one for one in published if (one.accord, one.stipulation) in wanted)
    given = list(decisions)
    every = columns(date.fromisoformat(accord.signed), on, known)
    shown = every[-COLUMNS:]
    history = [
        assess_reviewed(
            accord, words, given, as_of=str(one.day), known_by=str(one.known_by), gazetteer=gazetteer, accords=others
        )
        for one in shown
    ]
    deadlines = Deadlines(accord, words, on, known, others)
    rows = []
    for number, stipulation in enumerate(accord.stipulations):
        now = history[-1][number]
        agreed, term_end = deadlines.signed(stipulation), deadlines.term_end(stipulation)
        dues = _dues(agreed, now.deadline, term_end)
        cells = []
        before: Status | None = None
        for column, statuses in zip(shown, history, strict=True):
            status = statuses[number]
            inside = tuple(one for one in dues if column.holds(one.day))
            cells.append(Cell(column, status, before is None or _differ(before, status), inside))
            before = status
        terms, written = deadlines.now(stipulation), deadlines.changes.get(stipulation.id, ())
        rows.append(Row(stipulation, now, tuple(cells), dues, agreed, term_end, terms, written))
    return Board(accord, tuple(shown), tuple(rows), len(every) > len(shown))


def _differ(one: Status, other: Status) -> bool:
    return (one.level, one.flags, one.late) != (other.level, other.flags, other.late)


def _dues(agreed: date | None, in_force: str | None, term_end: date | None) -> tuple[Due, ...]:
    found = []
    if agreed is not None and str(agreed) != in_force:
        found.append(Due(agreed, "moved"))
    if in_force is not None:
        found.append(Due(date.fromisoformat(in_force), "due"))
    if term_end is not None:
        found.append(Due(term_end, "term"))
    return tuple(sorted(found, key=lambda one: (one.day, one.sort)))


def _day(text: str) -> date:
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"not an ISO 8601 day: {text!r}", mend="write it as 2020-11-16") from None
