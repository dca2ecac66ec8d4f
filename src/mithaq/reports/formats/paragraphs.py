"""The lines of printed pages joined to paragraphs: what every page repeats and the pages' numbers are left out."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mithaq.reports.formats.bidi import brackets_turned, folded, is_right_to_left, logical
from mithaq.reports.formats.sheet import Row

_EDGE = 3
"""Lines at the head and the foot of a page among which running titles and numbers stand."""
_LEADING = 1.3
"""A gap between lines that parts paragraphs is larger than the usual one by this."""
_FOOTNOTE = 0.92
"""Letters of footnotes are smaller than those of the text by this at least."""
_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|страница|стр\.|صفحة|الصفحة)\s)?\W*(?:\d{1,4}|[ivxlcIVXLC]{1,6})(?:\s*(?:/|of|из|من)\s*\d{1,4})?\W*"
)
_MARKER = re.compile(
    r"(?:[-–—•▪●○◦*■□\u2022\uf0b7]\s|\(?\s?(?:\d{1,3}|[A-Za-zА-Яа-яء-ي]|[ivxIVX]{1,5})\s?[).\-–:]|\d{1,2}(?:\.\d{1,2}){1,3}[.\s])"
)
_ENDED = frozenset('.;:!?؟؛…»”"')


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int
    row: Row
    right_to_left: bool


def paragraphs(pages: Sequence[Sequence[Row]]) -> tuple[list[str], list[str], int]:
    """The paragraphs of the text, its footnotes, and how many lines of running titles and page numbers were left out.

    A paragraph that a page's end breaks is joined again, a word broken at a line's end too. Time grows with the
    number of lines only.
    """
    lines = _read(pages)
    furniture = _furniture(lines)
    body = [line for at, line in enumerate(lines) if at not in furniture]
    if not body:
        return [], [], len(furniture)
    text, notes = _footnotes(body)
    compounds = set(re.findall(r"\w+-\w+", " ".join(line.text for line in body).lower()))
    return _joined(text, compounds), _joined(notes, compounds, notes=True), len(furniture)


def _read(pages: Sequence[Sequence[Row]]) -> list[_Line]:
    """Every line in the order of reading."""
    rows = [(number, row) for number, page in enumerate(pages) for row in page]
    whole = is_right_to_left("".join(row.visual for _, row in rows))
    right = [_direction(row.visual, whole=whole) for _, row in rows]
    plain = [folded(logical(row.pieces, right_to_left=to)) for (_, row), to in zip(rows, right, strict=True)]
    turned = brackets_turned([text for text, to in zip(plain, right, strict=True) if to])
    out = []
    for (number, row), to, text in zip(rows, right, plain, strict=True):
        if to and turned:
            text = folded(logical(row.pieces, right_to_left=True, turned=True))
        text = " ".join(text.split())
        if text:
            out.append(_Line(text, number, row, to))
    return out


def _direction(text: str, *, whole: bool) -> bool:
    """Whether a line is read from the right: as its letters are, a line of both as the whole text."""
    letters = [one for one in text if one.isalpha()]
    right = is_right_to_left(text)
    if not letters or (right != whole and any(is_right_to_left(one) == whole for one in letters)):
        return whole
    return right


def _furniture(lines: Sequence[_Line]) -> set[int]:
    """The lines that are page numbers or running titles: at a page's edge, alike on three pages or on half of them."""
    by_page: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(at)
    edges: dict[int, list[int]] = {}
    for page, places in by_page.items():
        # By height, and not by the order of reading: of two columns the second ends last.
        ordered = sorted(places, key=lambda at: -lines[at].row.y)
        edges[page] = list(dict.fromkeys((*ordered[:_EDGE], *ordered[-_EDGE:])))
    counts = Counter(key for places in edges.values() for key in {_key(lines[at]) for at in places})
    # What stands inside pages more often than at their edges is text, however often it is repeated.
    every = Counter(_key(line) for line in lines)
    enough = 2 if len(by_page) == 2 else max(3, min(10, len(by_page) // 3))
    out: set[int] = set()
    heights: dict[tuple[int, str], list[_Line]] = {}
    for page, places in edges.items():
        for at in places:
            heights.setdefault((page, _key(lines[at])), []).append(lines[at])
    for page in edges:
        ordered = sorted(by_page[page], key=lambda at: -lines[at].row.y)
        for edge in (ordered[:_EDGE], ordered[::-1][:_EDGE]):
            # From the edge inwards: what stands behind a line of the text is text too.
            for at in edge:
                key = _key(lines[at])
                number = _NUMBER.fullmatch(lines[at].text) is not None
                if len(key) > 1 and not number:
                    if counts[key] < max(enough, every[key] / 2) or key.endswith((".", ";", "؛", ":")):
                        break
                    if not _again(at, lines, heights):
                        break
                    out.add(at)
        for edge in (ordered, ordered[::-1]):
            for at in edge[:2]:
                if _NUMBER.fullmatch(lines[at].text) and _numbers(lines[at].text, page, lines, edges, at):
                    out.add(at)
                if at not in out:
                    break
    return out


def _again(at: int, lines: Sequence[_Line], heights: dict[tuple[int, str], list[_Line]]) -> bool:
    """Whether a third of the pages near by have the line at the same height: a text may repeat its words, not so."""
    line = lines[at]
    near = [page for page in range(line.page - 5, line.page + 6) if page != line.page and 0 <= page <= lines[-1].page]
    alike = sum(
        any(
            abs(other.row.y - line.row.y) < 0.5 * line.row.size and _counts(line, other)
            for other in heights.get((page, _key(line)), ())
        )
        for page in near
    )
    return alike >= max(1, len(near) / 3)


def _counts(one: _Line, other: _Line) -> bool:
    """Whether the numbers of two lines are the same or count with the pages: those of headings ("Article 7") do not."""
    pairs = zip(re.findall(r"\d{1,9}", one.text), re.findall(r"\d{1,9}", other.text), strict=False)
    return all(int(b) - int(a) in (0, other.page - one.page) for a, b in pairs)


def _numbers(text: str, page: int, lines: Sequence[_Line], edges: dict[int, list[int]], at: int) -> bool:
    """Whether a line that holds a number is the page's: it counts with the pages, or stands apart from the text."""
    found = re.search(r"\d+", text)
    if found is None:
        return len(text.strip(" -–—.()[]")) <= 6 and _apart(lines, at)
    value = int(found[0])
    for other in (page - 1, page + 1):
        for place in edges.get(other, ()):
            near = re.search(r"\d+", lines[place].text)
            if near and _NUMBER.fullmatch(lines[place].text) and int(near[0]) - value == other - page:
                return True
    return value == page + 1 or _apart(lines, at)


def _apart(lines: Sequence[_Line], at: int) -> bool:
    near = [
        abs(lines[one].row.y - lines[at].row.y)
        for one in (at - 1, at + 1)
        if 0 <= one < len(lines) and lines[one].page == lines[at].page
    ]
    return bool(near) and min(near) > 2 * lines[at].row.size


def _key(line: _Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())


def _footnotes(lines: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    """The text's lines, and those in smaller letters at the foot of a page that begin with a number or a star."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.row.size, 1)] += len(line.text)
    usual = sizes.most_common(1)[0][0]
    text: list[_Line] = []
    notes: list[_Line] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].page == lines[at].page:
            end += 1
        start = end
        while start > at and lines[start - 1].row.size <= _FOOTNOTE * usual:
            start -= 1
        while start < end and not re.match(r"[\[(]?\d{1,3}\b|[*†‡¹²³⁴-⁹]", lines[start].text):
            start += 1
        text.extend(lines[at:start])
        notes.extend(lines[start:end])
        at = end
    return text, notes


def _joined(lines: Sequence[_Line], compounds: set[str], *, notes: bool = False) -> list[str]:
    if not lines:
        return []
    usual = _leading(lines)
    columns = {kind: _edges([line for line in lines if line.row.column == kind]) for kind in range(4)}
    out: list[str] = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if before is None or not _goes_on(before, line, usual, columns, notes=notes):
            out.append(line.text)
            continue
        out[-1] = _glued(out[-1], line.text, compounds)
    return out


def _glued(text: str, more: str, compounds: set[str]) -> str:
    """Two lines of a paragraph as one; a word broken between them is made whole."""
    if text[-1] == "\u00ad":
        return text[:-1] + more
    if text[-1] in "-\u2010" and len(text) > 1 and text[-2].isalpha() and more[0].islower():
        first = re.search(r"(\w+)[-\u2010]$", text)
        then = re.match(r"\w+", more)
        whole = f"{first[1]}-{then[0]}".lower() if first and then else ""
        return text + more if whole in compounds else text[:-1] + more
    return f"{text} {more}"


def _leading(lines: Sequence[_Line]) -> float:
    """The usual distance of two lines, in sizes of their letters."""
    gaps = [
        round((one.row.y - other.row.y) / max(one.row.size, 1), 1)
        for one, other in itertools.pairwise(lines)
        if one.page == other.page and other.row.y < one.row.y
    ]
    close = [gap for gap in gaps if gap < 3]
    if not close:
        return 1.5
    # Lines of one paragraph stand closer than paragraphs do, and most paragraphs may be of one line.
    counts = Counter(close)
    return min(gap for gap, count in counts.items() if count >= 0.15 * len(close))


def _edges(lines: Sequence[_Line]) -> tuple[float, float]:
    """Where the text begins and ends on its pages, in points."""
    if not lines:
        return 0.0, 0.0
    lefts = sorted(line.row.left for line in lines)
    rights = sorted(line.row.right for line in lines)
    return lefts[int(len(lefts) * 0.05)], rights[min(len(rights) - 1, int(len(rights) * 0.95))]


def _goes_on(before: _Line, line: _Line, usual: float, columns: dict[int, tuple[float, float]], *, notes: bool) -> bool:
    """Whether a line belongs to the paragraph of the one before it."""
    size = max(before.row.size, line.row.size, 1.0)
    ended = before.text.rstrip(")]»”\"'")[-1:] in _ENDED or before.text[-1] in _ENDED
    if notes and re.match(r"[\[(]?\d{1,3}\b\W|[*†‡¹²³⁴-⁹]", line.text) and ended:
        return False
    gap = (before.row.y - line.row.y) / max(line.row.size, 1.0)
    same = before.page == line.page and gap > 0
    if same and gap > usual * _LEADING + 0.1:
        return False
    if abs(before.row.size - line.row.size) > 0.12 * size:
        return False
    if ended and _MARKER.match(line.text):
        return False
    left, right = columns[before.row.column]
    begins, ends = columns[line.row.column]
    if line.right_to_left:
        room, indent, hung = before.row.left - left, ends - line.row.right, right - before.row.right
    else:
        room, indent, hung = right - before.row.right, line.row.left - begins, before.row.left - left
    if ended and indent - hung > 0.9 * size and indent > 0.9 * size:
        return False
    # The line before was broken because the next word did not fit; else a paragraph ended there.
    word = line.text.split(maxsplit=1)[0]
    needed = (len(word) + 1) * 0.5 * size
    if room > needed + 1.5 * size and (ended or room > 0.3 * (right - left)):
        return line.text[0].islower() and not ended and room < 0.5 * (right - left)
    if room > needed + 1.5 * size and not ended:
        return line.text[0].islower() or not line.text[0].isupper()
    if not same and ended:
        return room <= needed and indent <= 0.9 * size and not _MARKER.match(line.text)
    return True
