"""The rows of an agreement's text and what each is: title, contents, preamble, body, annex, signatures, notes.

Lines are marked by what they begin with (`markers`); a marker is a number of a list only where the lists that are open
before it make it one. What the words of preambles, contents, annexes and signatures show is in `data/structure.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from mithaq.drafting.lines import Line, footnotes, goes_on, lines, running, width
from mithaq.drafting.markers import BARE, Marker, Reading, marker
from mithaq.drafting.words import Words, fold

Part = Literal["title", "contents", "preamble", "body", "annex", "signatures", "definitions", "notes"]

HEADING = 100
"""Characters of a heading, at most."""
_TITLE = 300
_NAME = 70
"""Characters of a line of a signature block, at most."""
_LIMIT = 300
"""A clause's number, at most: what is larger is a year, a sum or a resolution."""
_SIGNS = (BARE, "n.", "n)", "n()", "n-", "n:", "n/")
"""Styles of numbers, by the sign behind them."""
_LEADERS = ("...", "…", ". . .", "\t", "___", "····")


@dataclass(slots=True)
class Row:
    """A line that is the agreement's own (no page number, no note), and what is found of it."""

    line: Line
    joined: bool
    """Whether it goes on in the paragraph of the row before."""
    marker: Marker | None
    reading: Reading | None = None
    part: Part = "body"

    @property
    def text(self) -> str:
        return self.line.text


class Layout:
    """One text's rows, marked part by part."""

    def __init__(self, text: str, known: Words) -> None:
        self.text = text
        self.words = known
        self.all = lines(text)
        gone = running(self.all, known.pages)
        notes = footnotes(self.all, gone)
        self.labels: list[Part | None] = [None] * len(self.all)
        for index in gone | notes:
            self.labels[index] = "notes"
        self._contents()
        kept = [index for index in range(len(self.all)) if self.labels[index] is None]
        self.places = kept
        wide = width([self.all[index] for index in kept])
        self.rows: list[Row] = []
        for at, index in enumerate(kept):
            line = self.all[index]
            before = self.all[kept[at - 1]] if at else None
            apart = at > 0 and (kept[at - 1] != index - 1 or line.page)
            joined = before is not None and goes_on(before, line, wide, apart=apart)
            found = marker(line.text, known)
            if joined and before is not None and found is not None and found.kind in ("letter", "roman"):
                # "a." begins with a small letter, and still opens a list under the short heading before it
                heads = self.rows[-1].marker is not None and len(before.text) <= min(HEADING, 0.8 * wide or HEADING)
                joined = not (heads and any(one.value == 1 for one in found.readings))
            self.rows.append(Row(line, joined, found))

    def _contents(self) -> None:
        """Mark a table of contents: under its heading, or lines that lead to a page's number."""
        rows, known = self.all, self.words
        seen: dict[str, int] = {}
        for index, row in enumerate(rows):
            if len(row.text) <= HEADING:
                seen[fold(row.text)] = index
        index = 0
        while index < len(rows):
            if self.labels[index] is None and fold(rows[index].text.rstrip(":")) in known.contents:
                self.labels[index] = "contents"
                index += 1
                begun = index
                while index < len(rows) and len(rows[index].text) <= 160:
                    again = seen.get(fold(rows[index].text), index) > index
                    if self.labels[index] != "notes" and not (_leads(rows[index].text) or again):
                        break
                    self.labels[index] = self.labels[index] or "contents"
                    index += 1
                if index == begun:
                    self.labels[index - 1] = None
                continue
            run = index
            while run < len(rows) and self.labels[run] is None and _leads(rows[run].text, dots=True):
                run += 1
            if run - index >= 3:
                self.labels[index:run] = ["contents"] * (run - index)
            index = max(run, index + 1)

    def plausible(self) -> None:
        """Take back the markers that words of the line or of the one before show to be part of a sentence."""
        for at, row in enumerate(self.rows):
            found = row.marker
            if not found:
                continue
            before = self.rows[at - 1] if at else None
            rest = row.text[found.after : found.after + 60]
            first = fold(rest.split(maxsplit=1)[0].strip(",.;:،؛")) if rest.split() else ""
            cited = bool(before and row.joined and not before.line.ended and self._cites(before.text))
            spoken = found.kind in ("group", "clause", "annex") and not found.closed
            if spoken and (first in self.words.refers or rest[:1].islower() or rest[:1] in ",،;"):
                cited = True
            if spoken and before and row.joined and not before.line.ended:
                cited = True
            if found.kind in ("group", "clause") and row.joined and before and not before.line.ended and rest:
                cited = cited or rest[:1].islower()
            if cited or any(one.value > _LIMIT for one in found.readings):
                row.marker = None

    def _cites(self, text: str) -> bool:
        tail = text[-30:].split()
        return bool(tail) and fold(tail[-1].strip("(«\"'")) in self.words.cites

    def opening(self) -> int:
        """Mark title and preamble; the row that the body begins at."""
        rows = self.rows
        start = self._agreed()
        numbered = self._first_list(start or 0)
        if start is None:
            start = numbered
        titled = self._title_end(start)
        if start is None:
            start = titled
            while start < len(rows) and self._recital(start):
                start = self.paragraph(start)
            if start >= len(rows):
                start = titled
        for row in rows[: min(titled, start)]:
            row.part = "title"
        for row in rows[titled:start]:
            row.part = "preamble"
        return start

    def _agreed(self) -> int | None:
        """The row behind the words that close a preamble ("have agreed as follows"), if they are there."""
        at, rows = 0, self.rows
        while at < len(rows):
            end = self.paragraph(at)
            found = rows[at].marker
            if end < len(rows):
                tail = " ".join(row.text[-300:] for row in rows[max(at, end - 4) : end])[-400:]
                plain = not found or found.kind == "bullet" or self._recital(at)
                if plain and any(one.search(tail) for one in self.words.agreed):
                    return end
                if not plain and found and found.kind in ("clause", "number", "ordinal", "group", "roman"):
                    return None
            at = end
        return None

    def _first_list(self, start: int) -> int | None:
        """The first row from `start` whose marker opens a list that goes on, bullets apart."""
        twos = {(one.style, one.value) for row in self.rows[start:] if row.marker for one in row.marker.readings}
        # A list of numbers goes on whatever sign is printed behind them.
        twos |= {("n", value) for style, value in twos if style.startswith("n") and not style.startswith("n ")}
        several = False
        for at in range(start, len(self.rows)):
            row = self.rows[at]
            if not row.marker or row.marker.kind in ("bullet", "annex") or (row.joined and not self._announced(at)):
                continue
            if row.marker.kind in ("group", "clause"):
                return at
            if self._recital(at) and row.marker.kind == "letter":
                continue
            several = any(one.value == 1 and (one.style, 2) in twos for one in row.marker.readings)
            mixed = row.marker.kind == "number" and any(
                one.value == 1 and {("n", 2), (BARE, 2)} & twos for one in row.marker.readings
            )
            if several or mixed or self._holds(at):
                return at
            if row.marker.kind in ("number", "decimal") and any(
                (one.style, one.value + 1) in twos for one in row.marker.readings
            ):
                return at
        return None

    def _holds(self, at: int) -> bool:
        """Whether the next number behind row `at` is one of a clause in it: "2) …" before "2.1 …"."""
        found = self.rows[at].marker
        if found is None or found.kind not in ("number", "decimal"):
            return False
        path = found.readings[0].path
        for row in self.rows[at + 1 : at + 6]:
            if row.marker and row.marker.kind != "bullet":
                return row.marker.kind == "decimal" and row.marker.readings[0].path == (*path, 1)
        return False

    def _numbered_on(self, one: Reading, ahead: dict[tuple[str, int], int], at: int) -> bool:
        """Whether the next number comes, with whatever sign behind it."""
        return any(ahead.get((style, one.value + 1), -1) > at for style in _SIGNS)

    def _announced(self, at: int) -> bool:
        return at > 0 and self.rows[at - 1].line.ended

    def _title_end(self, start: int | None) -> int:
        """The row behind the title: what stands at the head and is no sentence."""
        rows = self.rows
        limit = len(rows) - 1 if start is None else start
        at = 0
        while at < limit and at < 12:
            end = min(self.paragraph(at), limit)
            last = rows[end - 1].text
            length = sum(len(row.text) + 1 for row in rows[at:end])
            if length > _TITLE or last[-1] in ".;:،؛,!" or (rows[at].marker and at) or self._recital(at):
                break
            dated = any(one.isdigit() for one in last) or length <= 40
            if start is None and at and not (length <= 90 and dated):
                break
            at = end
        return at

    def _recital(self, at: int) -> bool:
        """Whether a paragraph begins as those of preambles do, and binds nobody."""
        row = self.rows[at]
        if row.marker and row.marker.kind in ("clause", "group", "annex"):
            return False
        text = fold(row.text[row.marker.after if row.marker else 0 :][:80])
        text = text.lstrip("\"'«“( ")
        if not text.startswith(self.words.recital):
            return False
        end = min(self.paragraph(at), at + 8)
        whole = f" {fold(' '.join(one.text[:1000] for one in self.rows[at:end]))} "
        sure = text.startswith(tuple(one for one in self.words.recital if one not in self.words.duty))
        return not any(f" {one} " in whole for one in self.words.duty) or (sure and whole.rstrip()[-1] in ",،;؛:")

    def paragraph(self, at: int) -> int:
        """The row behind the paragraph that begins at `at`."""
        at += 1
        while at < len(self.rows) and self.rows[at].joined:
            at += 1
        return at

    def annexes(self, start: int) -> list[int]:
        """The rows that annexes begin at."""
        found = []
        for at in range(start + 1, len(self.rows) - 1):
            row = self.rows[at]
            if not row.marker or row.marker.kind != "annex" or row.joined:
                continue
            end = self.paragraph(at)
            length = sum(len(one.text) + 1 for one in self.rows[at:end])
            named = row.line.blank or row.marker.readings
            if end < len(self.rows) and length <= 160 and named and rows_end(self.rows[end - 1].text):
                found.append(at)
        return found

    def accept(self, first: int, last: int) -> None:
        """Choose each marker's reading by the lists that are open before it, or refuse it."""
        ahead: dict[tuple[str, int], int] = {}
        for at in range(first, last):
            found = self.rows[at].marker
            for one in found.readings if found else ():
                ahead[one.style, one.value] = at
        stack: list[Reading] = []
        for at in range(first, last):
            row = self.rows[at]
            if row.marker and row.marker.kind != "annex":
                row.reading = self._choose(at, row, row.marker, stack, ahead)

    def _choose(
        self, at: int, row: Row, found: Marker, stack: list[Reading], ahead: dict[tuple[str, int], int]
    ) -> Reading | None:
        best: tuple[int, int, Reading] | None = None
        fresh = not row.joined or (at > 0 and self.rows[at - 1].line.ended and found.kind != "bullet")
        opening = not row.joined
        heads = len(row.text) <= _NAME and not row.line.ended
        for one in [_as_listed(one, found, stack, ahead, heads=heads) for one in found.readings]:
            depth = next((level for level in range(len(stack) - 1, -1, -1) if stack[level].style == one.style), None)
            follows = ahead.get((one.style, one.value + 1), -1) > at
            score = -1
            if one.style == BARE:
                follows = self._numbered_on(one, ahead, at)
                if not (opening and (stack[depth].value + 1 == one.value if depth is not None else follows)):
                    continue
            if found.kind == "bullet":
                score = 5 if opening or fresh else -1
            elif depth is not None and one.value == stack[depth].value + 1 and _same_head(one, stack[depth]):
                score = 9 if fresh else -1
            elif found.kind == "decimal":
                inside = any(held.path == one.path[:-1] for held in stack)
                if fresh and (inside or one.value == 1 or opening):
                    score = 8 if inside else 4
            elif found.kind in ("group", "clause"):
                score = 7 if opening and (depth is not None or found.closed or one.value == 1 or follows) else -1
            elif one.value == 1:
                score = 6 if fresh and (follows or found.kind in ("number", "ordinal")) else -1
                if found.kind == "number" and not follows and (depth is None and not opening):
                    score = -1
            elif depth is not None and opening:
                score = 3 if found.kind in ("number", "ordinal") or one.value - stack[depth].value in (0, 2) else -1
            elif opening and found.kind in ("number", "ordinal") and (follows or self._holds(at)):
                score = 2
            score *= 10
            if score >= 0 and found.kind == "letter" and len(found.readings) > 1:
                score += self._run(at, one)  # "أ ب ت" is of another alphabet's order than "أ ب ج"
            if score >= 0 and (best is None or score > best[0]):
                best = (score, -1 if depth is None else depth, one)
        if best is None:
            return None
        _, depth, one = best
        if depth >= 0:
            del stack[depth:]
        elif found.kind == "group":
            while stack and not stack[-1].style.startswith("group:"):
                stack.pop()
        elif found.kind == "clause":
            while stack and not stack[-1].style.startswith(("group:", "ordinal", "I", "A")):
                stack.pop()
        elif found.kind == "decimal":
            level = next((n for n in range(len(stack) - 1, -1, -1) if stack[n].path == one.path[:-1]), None)
            if level is not None:
                del stack[level + 1 :]
            else:
                while stack and stack[-1].style.startswith(("dec", "bullet", "a")):
                    stack.pop()
        stack.append(one)
        return one

    def _run(self, at: int, one: Reading) -> int:
        """How far a list of a style goes on from a row, up to 9 items."""
        wanted = one.value + 1
        for row in self.rows[at + 1 : at + 80]:
            values = [other.value for other in row.marker.readings if other.style == one.style] if row.marker else []
            if wanted in values:
                wanted += 1
            elif 1 in values or wanted - one.value > 9:
                break
        return min(wanted - one.value - 1, 9)

    def signatures(self, first: int, last: int) -> int:
        """The row that the signatures of a segment begin at; `last` when it has none."""
        rows = self.rows
        top = next((row.reading.style for row in rows[first:last] if row.reading), None)
        heads = [at for at in range(first, last) if rows[at].reading and rows[at].reading.style == top]  # type: ignore[union-attr]
        tail = self.paragraph(heads[-1]) if heads else min(self.paragraph(first), last)
        if heads and len(heads) == 1 and len(rows) - tail > 3 and top and top.startswith("bullet"):
            tail = self.paragraph(first)
        at = tail
        while at < last:
            end = min(self.paragraph(at), last)
            if not rows[at].reading or (rows[at].marker and rows[at].marker.kind != "clause"):  # type: ignore[union-attr]
                if self._signs(at, end):
                    return at
            at = end
        # No word of signing: the names alone, on short lines at the end.
        at = last
        while at - 1 > tail - 1 and at - 1 > first:
            line = rows[at - 1].line
            if line.ended or len(line.text) > _NAME or rows[at - 1].reading or rows[at - 1].joined:
                break
            at -= 1
        if at < last and rows[at - 1].line.ended and (last - at >= 2 or rows[at].line.blank):
            return at
        return last

    def _signs(self, at: int, end: int) -> bool:
        text = " ".join(row.text[:200] for row in self.rows[at:end][:4])[:400]
        text = text.lower() if text.isupper() else text[:1].lower() + text[1:]
        return any(one.match(text) for one in self.words.signing)


def _as_listed(
    one: Reading, found: Marker, stack: list[Reading], ahead: dict[tuple[str, int], int], *, heads: bool
) -> Reading:
    """A number or letter that goes on in a list that is open, though it is printed otherwise: "d)" behind "(c)", "2"
    behind "1." where "3." follows. heads: whether its line is as short as a heading."""
    if found.kind not in ("letter", "roman", "number") or any(held.style == one.style for held in stack):
        return one
    number = found.kind == "number"
    for held in reversed(stack) if number else stack[-1:]:
        same = held.style[:1] == one.style[:1] and held.style.partition(":")[2] == one.style.partition(":")[2]
        if not same or one.value != held.value + 1 or (number and not held.style.startswith("n")):
            continue
        goes_on = any((style, one.value + 1) in ahead for style in _SIGNS)
        if one.style != BARE or goes_on or heads:
            return replace(one, style=held.style)
    return one


def rows_end(text: str) -> bool:
    """Whether a line can close an annex's heading: no sentence does."""
    return text[-1] not in ".;،؛," or len(text) <= 14


def _leads(text: str, *, dots: bool = False) -> bool:
    """Whether a line of a table of contents leads to its page: by dots, or by white space before a number."""
    if len(text) > 200 or not text[-1].isdigit():
        return False
    head = text.rstrip("0123456789٠١٢٣٤٥٦٧٨٩")
    if len(text) - len(head) > 4 or len(head.strip()) < 3:
        return False
    if any(head.rstrip(" ").endswith(one) or one in head[-12:] for one in _LEADERS):
        return True
    return not dots and head.endswith(" ")


def _same_head(one: Reading, other: Reading) -> bool:
    return len(one.path) < 2 or one.path[:-1] == other.path[:-1]
