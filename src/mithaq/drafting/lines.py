"""The lines of a text as it was laid out: which of them go on from the line before, which are no part of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

ENDS = frozenset(".;:!?؟؛…")
"""What ends a sentence or a clause, or announces what follows."""

_STRIP = " \t\r\v\f\u00a0\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_CLOSING = "\"'»”’)]›"
_WIDEST = 130
"""Characters of a line that a page is wrapped at, at most: what is longer was broken only where paragraphs end."""
_RUNNING = 120
"""Characters of a page's header or footer, at most."""
_DIGITS = re.compile(r"\d+")
_RULE = re.compile(r"[_\-–—=]{3,}$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its characters without the white space around them, and how it was laid out."""

    start: int
    end: int
    text: str
    blank: bool
    """Whether an empty line (or the text's beginning, or a new page) stands before it."""
    page: bool
    """Whether it is the first of a page."""

    @property
    def ended(self) -> bool:
        """Whether it ends as a sentence or a clause does."""
        return self.text.rstrip(_CLOSING)[-1:] in ENDS or self.text[-1:] in ENDS


def lines(text: str) -> list[Line]:
    """The lines of `text` that hold anything, in order."""
    found: list[Line] = []
    at, blank, page = 0, True, True
    for raw in text.split("\n"):
        if "\f" in raw:
            page = blank = True
        words = raw.strip(_STRIP)
        if words:
            start = at + raw.index(words[0])
            found.append(Line(start, start + len(words), words, blank, page))
            blank = page = False
        else:
            blank = True
        at += len(raw) + 1
    return found


def running(rows: Sequence[Line], pages: Sequence[str]) -> set[int]:
    """The rows that are page numbers, or headers and footers: short, and repeated but for their numbers."""
    number = re.compile(
        r"(?:[-–—\[(|]\s*)?(?:(?:" + "|".join(map(re.escape, pages)) + r")\s*)?\d{1,4}"
        r"(?:\s*(?:/|of|из|من)\s*\d{1,4})?(?:\s*[-–—\])|])?$",
        re.I,
    )
    keys = [_DIGITS.sub("#", row.text.casefold()) if len(row.text) <= _RUNNING else "" for row in rows]
    counts = Counter(keys)
    texts = Counter(row.text for row in rows)
    out: set[int] = set()
    for index, row in enumerate(rows):
        alone = row.blank or row.page or index - 1 in out
        if (number.match(row.text) and (alone or (index + 1 < len(rows) and rows[index + 1].blank))) or (
            counts[keys[index]] >= 3 and keys[index] and _furniture(rows, index, keys, texts)
        ):
            out.add(index)
    return out


def _furniture(rows: Sequence[Line], index: int, keys: Sequence[str], texts: Counter[str]) -> bool:
    """Whether a repeated line stands where pages meet: alone, or beside a page's number, and is no clause."""
    row = rows[index]
    if row.ended or re.match(r"\W*\w{1,3}[.)\-:]|[-•*–—●▪]", row.text) or len(keys[index].replace("#", "")) < 6:
        return False
    after = index + 1 >= len(rows) or rows[index + 1].blank
    # The same words with other numbers are as often numbered headings ("Article 1", "Article 2") as running ones.
    return (row.page or (row.blank and after)) and texts[row.text] >= 3


def footnotes(rows: Sequence[Line], gone: set[int]) -> set[int]:
    """The rows of notes at the foot of pages: behind a short rule, or begun by a number in brackets or raised."""
    out: set[int] = set()
    inside = False
    for index, row in enumerate(rows):
        if index in gone or row.page:
            inside = False
        if _RULE.match(row.text) and index + 1 < len(rows):
            follows = rows[index + 1].text
            inside = bool(re.match(r"(?:\[?\d{1,3}\]?|[¹²³⁴-⁹*†])[\s.)]?\s*\S", follows))
            if inside:
                out.add(index)
            continue
        if re.match(r"(?:\[\d{1,3}\]|[¹²³⁴-⁹]+)\s*\S", row.text) and (row.blank or index - 1 in out):
            out.add(index)
        elif inside:
            if row.blank and not re.match(r"\[?\d{1,3}\]?[\s.)]|[*†]", row.text):
                inside = False
            else:
                out.add(index)
    return out


def width(rows: Sequence[Line]) -> int:
    """Characters that the text's lines are wrapped at, or 0 when only paragraphs end its lines."""
    lengths = sorted(len(row.text) for row in rows)
    if len(lengths) < 2:
        return 0
    widest = lengths[min(len(lengths) - 1, int(len(lengths) * 0.97))]
    if not 40 <= widest <= _WIDEST or lengths[-1] > _WIDEST * 1.3:
        return 0
    full = sum(
        not rows[index + 1].blank and not row.ended and len(row.text) >= 0.8 * widest
        for index, row in enumerate(rows[:-1])
    )
    return widest if full >= 1 else 0


def goes_on(before: Line, row: Line, wide: int, *, apart: bool = False) -> bool:
    """Whether `row` goes on in the sentence that `before` broke off. apart: a page's end stood between them."""
    first = row.text[0]
    if apart:
        return not before.ended and (first.islower() or len(before.text) >= 0.8 * wide > 0)
    if row.blank:
        return False
    if before.text[-1] in "-\u00ad" and len(before.text) > 1 and before.text[-2].isalpha() and first.islower():
        return True
    if first.islower() and not before.ended:
        return True
    if not wide:
        return False
    word = row.text.split(maxsplit=1)[0] if len(row.text) < 4 * _WIDEST else row.text[:20]
    # A line was broken because its next word did not fit; letters of printed pages are not all of one breadth.
    return len(before.text) + 1 + len(word) > 0.9 * wide
