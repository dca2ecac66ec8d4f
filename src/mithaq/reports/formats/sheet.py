"""A printed page as lines: letters by their places, put into the order of reading."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from mithaq.reports.formats.bidi import is_right_to_left

_SAME_LINE = 0.4
"""How far from a line's foot a letter may stand, in sizes of its letters: raised numbers and marks are within."""
_SPACE = 0.18
"""How wide a gap between letters has to be to part two words, in sizes; a space is a quarter in most fonts."""
_GUTTER = 1.5
"""How wide the empty band between two columns is at least, in sizes."""
_CROSSED = 0.15
"""The share of lines that may cross that band: running titles, headings in full breadth."""
_SMALL = 0.8
"""Letters of a raised number are smaller than the line's by this at least."""
_LAM, _ALEFS = "ل", frozenset("اأإآٱ")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter on a page: its place in points, from the page's lower left corner, and the size of its font."""

    letter: str
    x: float
    y: float
    left: float
    right: float
    size: float


@dataclass(slots=True)
class Row:
    """A line of a page: what stands on it from left to right, and where."""

    pieces: list[str]
    left: float
    right: float
    y: float
    size: float
    column: int = 0
    """0 on a page of one column; 1, 2 for the columns in their order of reading, 3 what stands across them."""
    notes: list[str] = field(default_factory=list)
    """The raised numbers that were taken out of it: they call notes."""

    @property
    def visual(self) -> str:
        return "".join(self.pieces)


def rows(glyphs: Sequence[Glyph]) -> list[Row]:
    """The lines of a page from its head to its foot, a page of two columns column by column."""
    out: list[Row] = []
    for column, part in _columns(list(glyphs)):
        for row in (_row(line) for line in _lines(part)):
            if row is not None:
                row.column = column
                out.append(row)
    return out


def _lines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Letters by the line they stand on. The larger letters say where a line is; small ones and marks join it."""
    bodies = sorted((one for one in glyphs if not _is_mark(one.letter)), key=lambda one: -one.y)
    found: list[list[Glyph]] = []
    feet: list[tuple[float, float]] = []
    for one in bodies:
        if feet and abs(feet[-1][0] - one.y) <= _SAME_LINE * max(one.size, feet[-1][1]):
            found[-1].append(one)
            if one.size > feet[-1][1]:
                feet[-1] = (one.y, one.size)
        else:
            found.append([one])
            feet.append((one.y, one.size))
    # Marks stand above and below their letters: each goes to the letter that it is written on.
    ordered = sorted((one for one in glyphs if _is_mark(one.letter)), key=lambda one: -one.y)
    at = 0
    for mark in ordered:
        while at + 1 < len(feet) and abs(feet[at + 1][0] - mark.y) < abs(feet[at][0] - mark.y):
            at += 1
        if feet:
            near = [level for level in (at - 1, at, at + 1) if 0 <= level < len(feet)]
            best = min(near, key=lambda level: (_reach(found[level], mark), abs(feet[level][0] - mark.y)))
            found[best].append(mark)
    return found


def _reach(line: list[Glyph], mark: Glyph) -> int:
    """0 if a line has a letter that a mark may stand on, else 1."""
    foot = line[0].y
    near = abs(foot - mark.y) <= mark.size
    return 0 if near and any(one.left - 1 <= mark.x <= one.right + 1 for one in line) else 1


def _row(line: list[Glyph]) -> Row | None:
    letters = [one for one in line if not _is_mark(one.letter)]
    if not any(one.letter.strip() for one in letters):
        return None
    size = _usual([one.size for one in letters if one.letter.strip()])
    foot = _usual([round(one.y, 1) for one in letters if one.letter.strip()])
    raised = [
        one for one in letters if one.letter.isdigit() and one.size <= _SMALL * size and one.y > foot + 0.15 * size
    ]
    right_to_left = is_right_to_left("".join(one.letter for one in letters))
    letters.sort(key=lambda one: (one.x, one.left))
    if raised:
        # At a line's beginning a raised number is the note's own, elsewhere it calls one.
        body = [one for one in letters if one.letter.strip()]
        first = body[-1] if right_to_left else body[0]
        kept = {id(first)} if first in raised else set()
        raised = [one for one in raised if id(one) not in kept]
        gone = {id(one) for one in raised}
        letters = [one for one in letters if id(one) not in gone]
    marks = [one for one in line if _is_mark(one.letter)]
    pieces = _pieces(letters, marks, size)
    if not pieces:
        return None
    solid = [one for one in letters if one.letter.strip()]
    notes = [one.letter for one in sorted(raised, key=lambda one: one.x)]
    left, right = min(one.left for one in solid), max(one.right for one in solid)
    return Row(pieces, left, right, foot, size, notes=notes)


def _pieces(letters: list[Glyph], marks: list[Glyph], size: float) -> list[str]:
    """What stands on a line from left to right, spaces where the gap is one, marks behind their letters."""
    groups: list[list[Glyph]] = []
    for one in letters:
        if groups and abs(groups[-1][0].x - one.x) < 0.01 and one.letter.strip() and groups[-1][0].letter.strip():
            if one.letter != groups[-1][-1].letter:
                groups[-1].append(one)
        elif groups and one.letter == groups[-1][0].letter and abs(groups[-1][0].x - one.x) < 0.08 * size:
            continue  # printed twice, to look bold
        else:
            groups.append([one])
    written = _written(groups, marks)
    out: list[str] = []
    edge: float | None = None
    for group, more in zip(groups, written, strict=True):
        text = _ligature([one.letter for one in group])
        if not text.strip():
            if out and out[-1] != " ":
                out.append(" ")
            continue
        left = min(one.left for one in group)
        if edge is not None and left - edge > _SPACE * size and out and out[-1] != " ":
            out.append(" ")
        out.append(text + more)
        edge = max(one.right for one in group)
    while out and out[-1] == " ":
        out.pop()
    return out


def _written(groups: list[list[Glyph]], marks: list[Glyph]) -> list[str]:
    """The marks that stand on each group of letters."""
    out: list[list[str]] = [[] for _ in groups]
    solid = [at for at, group in enumerate(groups) if group[0].letter.strip()]
    for mark in sorted(marks, key=lambda one: one.x):
        if not solid:
            break
        middle = (mark.left + mark.right) / 2

        def away(at: int, middle: float = middle, mark: Glyph = mark) -> tuple[float, float]:
            left, right = min(one.left for one in groups[at]), max(one.right for one in groups[at])
            return max(left - middle, middle - right, 0.0), abs(groups[at][0].x - mark.x)

        best = min(_near(solid, groups, mark.x), key=away)
        out[best].append(mark.letter)
    return ["".join(one) for one in out]


def _near(solid: list[int], groups: list[list[Glyph]], x: float) -> list[int]:
    """The letters around a place of the line: it is sorted, so a few are enough."""
    low, high = 0, len(solid)
    while low < high:
        middle = (low + high) // 2
        if groups[solid[middle]][0].x < x:
            low = middle + 1
        else:
            high = middle
    return solid[max(0, low - 3) : low + 3]


def _ligature(letters: list[str]) -> str:
    """Letters that one sign stands for: lam comes before its alef, in whichever order the file gives them."""
    if len(letters) == 2 and letters[0] in _ALEFS and letters[1] == _LAM:
        letters = letters[::-1]
    return "".join(letters)


def _columns(glyphs: list[Glyph]) -> list[tuple[int, list[Glyph]]]:
    """A page parted where an empty band runs down its middle; what crosses it above and below stays whole."""
    solid = [one for one in glyphs if one.letter.strip()]
    if len(solid) < 200:
        return [(0, glyphs)]
    size = _usual([one.size for one in solid])
    left, right = min(one.left for one in solid), max(one.right for one in solid)
    breadth = right - left
    if breadth < 20 * size:
        return [(0, glyphs)]
    cells = [0] * (int(breadth / (size / 2)) + 2)
    for one in _without_edges(solid, size):
        for cell in range(int((one.left - left) / (size / 2)), int((one.right - left) / (size / 2)) + 1):
            if 0 <= cell < len(cells):
                cells[cell] += 1
    usual = sorted(cells)[len(cells) // 2]
    empty = [
        at for at in range(len(cells)) if len(cells) * 0.3 < at < len(cells) * 0.7 and cells[at] <= _CROSSED * usual
    ]
    runs: list[list[int]] = []
    for at in empty:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    runs = [run for run in runs if len(run) * size / 2 >= _GUTTER * size]
    if not runs:
        return [(0, glyphs)]
    band = max(runs, key=len)
    middle = left + (band[0] + band[-1] + 1) / 2 * size / 2
    crossing = [one.y for one in solid if one.left < middle < one.right]
    half = (max(one.y for one in solid) + min(one.y for one in solid)) / 2
    top = min((y for y in crossing if y >= half), default=float("inf"))
    bottom = max((y for y in crossing if y < half), default=float("-inf"))
    inside = [one for one in glyphs if bottom < one.y < top]
    one_side = [one for one in inside if one.x < middle]
    other = [one for one in inside if one.x >= middle]
    if min(sum(bool(one.letter.strip()) for one in part) for part in (one_side, other)) < 0.2 * len(solid):
        return [(0, glyphs)]
    first, second = one_side, other
    if is_right_to_left("".join(one.letter for one in inside)):
        first, second = other, one_side
    above = [one for one in glyphs if one.y >= top]
    below = [one for one in glyphs if one.y <= bottom]
    return [(column, part) for column, part in ((3, above), (1, first), (2, second), (3, below)) if part]


def _without_edges(solid: list[Glyph], size: float) -> list[Glyph]:
    """A page's letters without a first and a last line that stand apart: running titles cross every column."""
    feet = sorted({round(one.y, 1) for one in solid})
    if len(feet) < 4:
        return solid
    low = feet[0] if feet[1] - feet[0] > 1.8 * size else feet[0] - 1
    high = feet[-1] if feet[-1] - feet[-2] > 1.8 * size else feet[-1] + 1
    return [one for one in solid if low < round(one.y, 1) < high]


def _usual(values: list[float]) -> float:
    """The value that most have; of two, the larger."""
    counts: dict[float, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return max(counts, key=lambda value: (counts[value], value))


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter[0]) == "Mn"
