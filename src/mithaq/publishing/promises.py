"""A promise as a page shows it: its words, who owes whom, where it stands and why, how it came there, the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mithaq.accords import kinds
from mithaq.accords.model import Accord, Amendment, Stipulation
from mithaq.accords.terms import step_of
from mithaq.assessment import Status, amendments
from mithaq.linking.evidence import Evidence
from mithaq.publishing.board import Board, Cell, Row
from mithaq.publishing.citations import Citation, Citer, by_day, in_order, reprinted
from mithaq.publishing.dossier import Dossier
from mithaq.publishing.terms import agreed_words, step_words, with_step, written_words
from mithaq.publishing.wording import Wording

FIRST = 8
"""Pieces of evidence of a group shown at once; the others are folded away."""
LIMIT = 300
"""Pieces of evidence of one promise that a page holds at the most."""
GROUPS = ("for", "against", "other")


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Group:
    """Evidence on one side: the first pieces, and the rest."""

    id: str
    first: tuple[Citation, ...]
    rest: tuple[Citation, ...]

    @property
    def count(self) -> int:
        """All of it, repetitions not counted."""
        return len(self.first) + len(self.rest)


@dataclass(frozen=True, slots=True)
class Change:
    """A column in which the level or a flag changed, with the evidence that decided it."""

    anchor: str
    cell: Cell
    because: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A deadline moved: to which day, said on which, on whose words."""

    to: str
    said: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise with all that is known of it. written: what later accords changed, in sentences."""

    anchor: str
    stipulation: Stipulation
    words: Words
    row: Row
    owes: tuple[str, ...]
    to: tuple[str, ...]
    kind: Words
    agreed: str
    in_force: str
    term: str
    term_end: str
    because: str
    change: str
    moves: tuple[Move, ...]
    written: tuple[str, ...]
    history: tuple[Change, ...]
    groups: tuple[Group, ...]
    cut: int

    @property
    def status(self) -> Status:
        """Where it stands on the day asked about."""
        return self.row.now

    @property
    def count(self) -> int:
        """Pieces of evidence, repetitions not counted."""
        return sum(group.count for group in self.groups) + self.cut


def anchor_of(accord: str, stipulation: str) -> str:
    """The id of a promise's section; that of what is said of the accord as a whole if it names no promise."""
    return f"{accord}-{stipulation or 'whole'}"


def in_language(texts: Mapping[str, str], language: str) -> Words:
    """What is said in this language, else in English, else in the first there is, else nothing."""
    for code in (language, "en", *texts):
        if texts.get(code):
            return Words(texts[code], code)
    return Words("", language)


def make_promises(board: Board, dossier: Dossier, citer: Citer, texts: Wording) -> list[Promise]:
    """The promises of an accord, in its order."""
    accord = board.accord
    mine: dict[str, list[Evidence]] = {}
    for one in dossier.evidence:
        if one.accord == accord.id:
            mine.setdefault(one.stipulation, []).append(one)
    moved: dict[str, list[Amendment]] = {}
    known = min(dossier.as_of, dossier.known_by)
    for move in amendments(accord, [one for found in mine.values() for one in found], known):
        moved.setdefault(move.stipulation, []).append(move)
    return [
        _promise(accord, row, mine.get(row.stipulation.id, []), moved.get(row.stipulation.id, []), citer, texts)
        for row in board.rows
    ]


def whole_accord(board: Board, dossier: Dossier, citer: Citer) -> tuple[tuple[Group, ...], int]:
    """The evidence on the accord that names no promise, and how much of it is left out."""
    evidence = [one for one in dossier.evidence if one.accord == board.accord.id and not one.stipulation]
    return _grouped(evidence, (), citer)


def _promise(
    accord: Accord, row: Row, evidence: list[Evidence], moved: list[Amendment], citer: Citer, texts: Wording
) -> Promise:
    one, status = row.stipulation, row.now
    anchor = anchor_of(accord.id, one.id)
    groups, cut = _grouped(evidence, status.evidence, citer)
    here = {id: cite for group in groups for cite in (*group.first, *group.rest) for id in ids(cite)}
    kind = kinds().get(one.kind)
    return Promise(
        anchor=anchor,
        stipulation=one,
        words=in_language(one.summary, texts.language),
        row=row,
        owes=tuple(citer.label(who) for who in one.obligors),
        to=tuple(citer.label(who) for who in one.beneficiaries),
        kind=in_language(kind.label, texts.language) if kind else Words(one.kind, ""),
        agreed=_agreed(one, row, texts),
        in_force=_in_force(row, texts),
        term=texts.duration(row.terms.duration) if row.terms.duration else "",
        term_end=texts.day(str(row.term_end)) if row.term_end else "",
        because=citer.masked(status.because),
        change=citer.masked(status.would_change),
        moves=_moves(moved, here, texts),
        written=tuple(words for one in row.written for words in written_words(one, texts)),
        history=tuple(
            Change(
                history_anchor(anchor, cell),
                cell,
                citer.masked(cell.status.because),
                tuple(dict.fromkeys(here[id] for id in cell.status.evidence if id in here))[:3],
            )
            for cell in row.cells
            if cell.changed
        ),
        groups=groups,
        cut=cut,
    )


def history_anchor(anchor: str, cell: Cell) -> str:
    """The id of the entry in a promise's history that was made in this column."""
    return f"{anchor}--{cell.column.day:%Y-%m-%d}"


def _grouped(evidence: list[Evidence], decisive: tuple[str, ...], citer: Citer) -> tuple[tuple[Group, ...], int]:
    ordered = in_order(reprinted(evidence), decisive)
    cited = [(group, citer.cite(group[0], group[1:])) for group in ordered[:LIMIT]]
    found = []
    for id in GROUPS:
        inside = [pair for pair in cited if pair[1].group == id]
        # What decides the level is shown at once, the rest is folded away; both in the order of time.
        first, rest = (
            tuple(cite for _, cite in sorted(part, key=lambda pair: by_day(pair[0])))
            for part in (inside[:FIRST], inside[FIRST:])
        )
        if first:
            found.append(Group(id, first, rest))
    return tuple(found), max(0, len(ordered) - LIMIT)


def ids(cite: Citation) -> list[str]:
    """The ids of the evidence that a citation shows: its own and those that repeat it."""
    return [cite.evidence.id, *(again.evidence.id for again in cite.reprints)]


def _agreed(one: Stipulation, row: Row, texts: Wording) -> str:
    """The deadline as signed: its day, how it is counted, and what that comes to or waits for."""
    if one.deadline is None:
        return ""
    words = agreed_words(one.deadline, texts)
    if one.deadline.by is not None:
        return words
    if step_of(one.deadline, row.now.accord) is not None:
        now = row.now
        counted = row.terms.deadline == one.deadline  # a step named in a later accord is not the one agreed
        step = step_words(now.step, now.step_done, now.deadline, texts) if counted else ""
        return with_step(words, step, texts)
    return f"{texts.day(str(row.agreed))} ({words})" if row.agreed else words


def _in_force(row: Row, texts: Wording) -> str:
    """The deadline in force; what it waits for if it has no day yet."""
    now = row.now
    if now.deadline:
        return texts.day(now.deadline)
    return step_words(now.step, now.step_done, now.deadline, texts)


def _moves(moved: list[Amendment], here: Mapping[str, Citation], texts: Wording) -> tuple[Move, ...]:
    found: dict[str, list[Amendment]] = {}
    for one in moved:
        found.setdefault(one.deadline or "", []).append(one)
    return tuple(
        Move(
            texts.day(day),
            texts.day(min(one.said for one in group)),
            tuple(dict.fromkeys(here[one.evidence] for one in group if one.evidence in here))[:5],
        )
        for day, group in found.items()
    )
