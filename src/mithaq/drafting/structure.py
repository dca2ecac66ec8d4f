"""An agreement's text, taken apart: title, preamble, clauses, annexes, signatures, each with its characters.

How it is told: lines are marked by what they begin with (`markers`), a list is followed by its order (a number that
does not go on in an open list, in the middle of a paragraph, is a number of the sentence), and what the words of
preambles, contents, annexes and signatures show (`data/structure.yaml`) divides the text into its parts.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Literal

from mithaq.drafting.lines import Line, footnotes, goes_on, lines, running, width
from mithaq.drafting.markers import Marker, Reading, marker
from mithaq.drafting.words import Words, fold, words
from mithaq.reports.model import Span

Part = Literal["title", "contents", "preamble", "body", "annex", "signatures", "definitions", "notes"]

_HEADING = 100
"""Characters of a heading, at most."""
_TITLE = 300
_NAME = 70
"""Characters of a line of a signature block, at most."""
_LIMIT = 300
"""A clause's number, at most: what is larger is a year, a sum or a resolution."""
_LEADERS = ("...", "…", ". . .", "\t", "___", "····")


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered (or bulleted) clause of an agreement's text.

    Attributes
    ----------
    id: unique in the text and fit for the accord's file: "6", "2-1", "2-a", "a1-3" (annex 1, clause 3), "2-b1" (a
        bullet), "p4" (a paragraph of a text without numbers), "2-p1" (a paragraph behind the list of clause 2), "h1" (a
        heading without a number), "ch2" (a chapter whose articles count on from those before), "4_2" (a second 4).
        Letters of every alphabet are given by their place in it, so that "ب" and "б" are "b".
    number: as printed: "Article 6", "٣", "أولاً", "IV", "(a)", "•"; "" for none.
    part: "body", "annex" or "definitions".
    parent: the id of the clause it stands in.
    heading: its title, if it has one.
    body: its own words, without number, heading and the clauses in it; empty if it has none.
    span: the whole of it, the clauses in it included.
    """

    id: str
    number: str
    part: Part
    parent: str | None
    heading: Span | None
    body: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Structure:
    """A text's parts, in order, without gap or overlap, and its clauses in the order of the text."""

    title: Span | None
    parts: tuple[tuple[Part, Span], ...]
    clauses: tuple[Clause, ...]


def structure(text: str, language: str) -> Structure:
    """Take an agreement's text apart. Linear in its length; LanguageError for a language that is not read."""
    return _Reader(text, words(language)).read()


@dataclass(slots=True)
class _Row:
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


@dataclass(slots=True)
class _Node:
    """A clause while it is being found. rows: its first row and the one behind its last own row."""

    kind: str
    reading: Reading | None
    parent: int | None
    first: int
    last: int = 0
    id: str = ""
    heading: bool = False
    """Whether its first row, or the row behind its number, is its heading."""


class _Reader:
    def __init__(self, text: str, known: Words) -> None:
        self.text = text
        self.words = known
        self.all = lines(text)
        self.nodes: list[_Node] = []
        gone = running(self.all, known.pages)
        notes = footnotes(self.all, gone)
        self.labels: list[Part | None] = [None] * len(self.all)
        for index in gone | notes:
            self.labels[index] = "notes"
        self._contents()
        kept = [index for index in range(len(self.all)) if self.labels[index] is None]
        self.places = kept
        wide = width([self.all[index] for index in kept])
        self.rows: list[_Row] = []
        for at, index in enumerate(kept):
            line = self.all[index]
            before = self.all[kept[at - 1]] if at else None
            apart = at > 0 and (kept[at - 1] != index - 1 or line.page)
            joined = before is not None and goes_on(before, line, wide, apart=apart)
            self.rows.append(_Row(line, joined, marker(line.text, known)))

    # ---- reading, part by part

    def read(self) -> Structure:
        if not self.rows:
            return Structure(None, self._parts(), ())
        self._plausible()
        start = self._opening()
        bounds = [start, *self._annexes(start), len(self.rows)]
        for number, (first, last) in enumerate(itertools.pairwise(bounds)):
            self._segment(first, last, annex=number > 0)
        self._ids()
        clauses = self._clauses()
        titled = [row.line for row in self.rows if row.part == "title"]
        title = Span(titled[0].start, titled[-1].end) if titled else None
        return Structure(title, self._parts(), clauses)

    def _contents(self) -> None:
        """Mark a table of contents: under its heading, or lines that lead to a page's number."""
        rows, known = self.all, self.words
        seen: dict[str, int] = {}
        for index, row in enumerate(rows):
            if len(row.text) <= _HEADING:
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

    def _plausible(self) -> None:
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

    def _opening(self) -> int:
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
                start = self._paragraph(start)
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
            end = self._paragraph(at)
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
            if several:
                return at
            if row.marker.kind in ("number", "decimal") and any(
                (one.style, one.value + 1) in twos for one in row.marker.readings
            ):
                return at
        return None

    def _announced(self, at: int) -> bool:
        return at > 0 and self.rows[at - 1].line.ended

    def _title_end(self, start: int | None) -> int:
        """The row behind the title: what stands at the head and is no sentence."""
        rows = self.rows
        limit = len(rows) - 1 if start is None else start
        at = 0
        while at < limit and at < 12:
            end = min(self._paragraph(at), limit)
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
        end = min(self._paragraph(at), at + 8)
        whole = f" {fold(' '.join(one.text[:1000] for one in self.rows[at:end]))} "
        sure = text.startswith(tuple(one for one in self.words.recital if one not in self.words.duty))
        return not any(f" {one} " in whole for one in self.words.duty) or (sure and whole.rstrip()[-1] in ",،;؛:")

    def _paragraph(self, at: int) -> int:
        """The row behind the paragraph that begins at `at`."""
        at += 1
        while at < len(self.rows) and self.rows[at].joined:
            at += 1
        return at

    def _annexes(self, start: int) -> list[int]:
        """The rows that annexes begin at."""
        found = []
        for at in range(start + 1, len(self.rows) - 1):
            row = self.rows[at]
            if not row.marker or row.marker.kind != "annex" or row.joined:
                continue
            end = self._paragraph(at)
            length = sum(len(one.text) + 1 for one in self.rows[at:end])
            named = row.line.blank or row.marker.readings
            if end < len(self.rows) and length <= 160 and named and rows_end(self.rows[end - 1].text):
                found.append(at)
        return found

    # ---- one stretch with numbering of its own: the body, or an annex

    def _segment(self, first: int, last: int, *, annex: bool) -> None:
        root: int | None = None
        begun = first
        if annex:
            found = self.rows[first].marker
            assert found is not None
            root = len(self.nodes)
            reading = found.readings[0] if found.readings else None
            self.nodes.append(_Node("annex", reading, None, first, heading=True))
            begun = self._paragraph(first)
        self._accept(begun, last)
        end = self._signatures(begun, last)
        for row in self.rows[end:last]:
            row.part = "signatures"
            row.reading = None
        for row in self.rows[first:end]:
            row.part = "annex" if annex else "body"
        self._grow(begun, end, root)
        if annex and root is not None:
            self.nodes[root].last = end

    def _accept(self, first: int, last: int) -> None:
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
        self, at: int, row: _Row, found: Marker, stack: list[Reading], ahead: dict[tuple[str, int], int]
    ) -> Reading | None:
        best: tuple[int, int, Reading] | None = None
        fresh = not row.joined or (at > 0 and self.rows[at - 1].line.ended and found.kind != "bullet")
        opening = not row.joined
        for one in found.readings:
            depth = next((level for level in range(len(stack) - 1, -1, -1) if stack[level].style == one.style), None)
            follows = ahead.get((one.style, one.value + 1), -1) > at
            score = -1
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
            elif opening and found.kind in ("number", "ordinal") and follows:
                score = 2
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

    def _signatures(self, first: int, last: int) -> int:
        """The row that the signatures of a segment begin at; `last` when it has none."""
        rows = self.rows
        top = next((row.reading.style for row in rows[first:last] if row.reading), None)
        heads = [at for at in range(first, last) if rows[at].reading and rows[at].reading.style == top]  # type: ignore[union-attr]
        tail = self._paragraph(heads[-1]) if heads else min(self._paragraph(first), last)
        if heads and len(heads) == 1 and len(rows) - tail > 3 and top and top.startswith("bullet"):
            tail = self._paragraph(first)
        at = tail
        while at < last:
            end = min(self._paragraph(at), last)
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

    def _grow(self, first: int, last: int, root: int | None) -> None:
        """The segment's clauses, from the readings of its rows, its headings and its paragraphs without a number."""
        rows = self.rows
        numbered = any(row.reading and not row.reading.style.startswith("bullet") for row in rows[first:last])
        stack: list[int] = []
        at = first
        loose = True  # no numbered clause is open
        while at < last:
            row = rows[at]
            end = min(self._paragraph(at), last)
            inner = next((n for n in range(at + 1, end) if rows[n].reading), end)
            end = inner
            if row.reading:
                self._pop(stack, row.reading, row.marker)
                parent = stack[-1] if stack else root
                if row.reading.style.startswith("bullet") and not stack:
                    parent = self._chapeau(at, root)
                assert row.marker is not None
                stack.append(self._add(_Node(row.marker.kind, row.reading, parent, at)))
                loose = False
                at = self._titled(self.nodes[-1], at, end, last)
                self._last(at)
                continue
            if self._heads(at, end, last, numbered):
                stack = [self._add(_Node("heading", None, root, at, heading=True))]
                loose = True
            elif (
                stack
                and self.nodes[stack[-1]].kind == "bullet"
                and not row.joined
                and (not numbered or rows[at - 1].line.ended)
            ):
                while stack and self.nodes[stack[-1]].kind == "bullet":
                    stack.pop()
                if numbered and stack:
                    self._add(_Node("paragraph", None, stack[-1], at))
                else:
                    parent = stack[0] if stack and self.nodes[stack[0]].kind == "heading" else root
                    self._add(_Node("paragraph", None, parent, at))
                    loose = True
            elif loose and not (row.joined and self.nodes and self.nodes[-1].kind == "paragraph"):
                head = stack[0] if stack and self.nodes[stack[0]].kind == "heading" else root
                stack = [head] if head is not None and head != root else []
                self._add(_Node("paragraph", None, head, at))
            at = end
            self._last(at)
        self._last(last)

    def _add(self, node: _Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

    def _last(self, at: int) -> None:
        if self.nodes:
            self.nodes[-1].last = at

    def _pop(self, stack: list[int], reading: Reading, found: Marker | None) -> None:
        """Close the clauses that the new one does not stand in."""
        for level in range(len(stack) - 1, -1, -1):
            held = self.nodes[stack[level]].reading
            if held and held.style == reading.style:
                if found and found.kind == "decimal" and held.path[:-1] != reading.path[:-1]:
                    break
                del stack[level:]
                return
        kind = found.kind if found else ""
        if kind == "decimal":
            for level in range(len(stack) - 1, -1, -1):
                held = self.nodes[stack[level]].reading
                if held and held.path == reading.path[:-1]:
                    del stack[level + 1 :]
                    return
            while stack and self.nodes[stack[-1]].kind in ("decimal", "bullet", "letter", "paragraph"):
                stack.pop()
            return
        keep: tuple[str, ...] = ()
        if kind == "group":
            keep = ("group", "heading")
        elif kind == "clause":
            keep = ("group", "heading", "ordinal", "roman")
        while keep and stack and self.nodes[stack[-1]].kind not in keep:
            stack.pop()
        while stack and self.nodes[stack[-1]].kind == "paragraph":
            stack.pop()

    def _chapeau(self, at: int, root: int | None) -> int | None:
        """The paragraph that a list of bullets hangs on, when it announces them."""
        if at and self.nodes and self.nodes[-1].kind in ("paragraph", "heading"):
            if self.rows[at - 1].text[-1:] in ":：" or self.nodes[-1].kind == "heading":
                return len(self.nodes) - 1
            return self.nodes[-1].parent
        return root

    def _titled(self, node: _Node, at: int, end: int, last: int) -> int:
        """Whether a new clause has a heading, on its number's line or the next one; the row behind both."""
        rows, row = self.rows, self.rows[at]
        assert row.marker is not None
        if row.marker.kind in ("bullet",):
            return end
        rest = row.text[row.marker.after :]
        if not rest:
            if at + 1 < last and not rows[at + 1].reading and not rows[at + 1].line.ended:
                close = min(self._paragraph(at + 1), last)
                length = sum(len(one.text) + 1 for one in rows[at + 1 : close])
                behind = close < last and (rows[close].reading is None or self._deeper(at, close))
                if length <= _HEADING and behind and not any(rows[n].reading for n in range(at + 1, close)):
                    node.heading = True
                    return close
            return end
        length = sum(len(one.text) + 1 for one in rows[at:end]) - row.marker.after
        if length > _HEADING or rows[end - 1].text[-1] in ".;:،؛,!?؟" or end >= last:
            return end
        if rows[end].reading:
            named = row.marker.kind in ("group", "clause") and self._deeper(at, end)
            node.heading = named or row.marker.kind == "group" or self._deeper(at, end)
        else:
            node.heading = not rows[end].text[0].islower() and not rows[end].joined
        return end

    def _deeper(self, at: int, other: int) -> bool:
        """Whether the clause at `other` stands in the one at `at`, by its style."""
        one, two = self.rows[at].reading, self.rows[other].reading
        if not one or not two or one.style == two.style:
            return False
        return two.value <= 1 or two.path[:-1] == one.path or one.style.startswith(("group", "I", "A", "ordinal"))

    def _heads(self, at: int, end: int, last: int, numbered: bool) -> bool:
        """Whether a paragraph without a number is a heading over what follows it."""
        rows = self.rows
        text = rows[end - 1].text
        length = sum(len(row.text) + 1 for row in rows[at:end])
        if length > _HEADING or text[-1] in ".;:،؛,!?؟" or end >= last or rows[at].joined or rows[at].text[0].islower():
            return False
        if rows[at].marker and rows[at].marker.kind != "annex":  # type: ignore[union-attr]
            return False
        if at and rows[at - 1].part in ("body", "annex") and self.nodes and not rows[at - 1].line.ended:
            if self.nodes[-1].kind not in ("bullet", "heading", "annex") and not rows[at].line.blank:
                return False
        if rows[end].reading:
            return True
        return (
            rows[at].line.blank
            and not (numbered and not rows[end].line.blank and length > 60)
            and (not numbered or rows[end].line.blank)
        )

    # ---- ids, clauses, parts

    def _ids(self) -> None:
        nodes = self.nodes
        children: dict[int | None, list[int]] = {}
        for index, node in enumerate(nodes):
            children.setdefault(node.parent, []).append(index)
        counting = self._counting(children)
        taken: dict[str, int] = {}
        counts: dict[tuple[int | None, str], int] = {}
        for index, node in enumerate(nodes):
            parent = node.parent
            while parent is not None and (nodes[parent].kind == "heading" or parent in counting):
                parent = nodes[parent].parent
            prefix = nodes[parent].id + "-" if parent is not None else ""
            own = self._own(node, index in counting)
            if not own:
                letter = {"bullet": "b", "heading": "h", "annex": "a"}.get(node.kind, "p")
                where = node.parent if node.kind == "bullet" else parent
                if node.kind == "bullet" and node.parent is not None:
                    prefix = nodes[node.parent].id + "-"
                counts[where, letter] = counts.get((where, letter), 0) + 1
                own = f"{letter}{counts[where, letter]}"
            if node.kind == "decimal" and node.reading and parent is not None:
                held = nodes[parent].reading
                if held and held.path == node.reading.path[:-1] and nodes[parent].kind != "annex":
                    own = str(node.reading.value)
            name = prefix + own
            taken[name] = taken.get(name, 0) + 1
            if taken[name] > 1:
                # The same number again: under a heading it is told by the heading, otherwise by its turn.
                above = node.parent
                if above is not None and above != parent and f"{nodes[above].id}-{own}" not in taken:
                    name = f"{nodes[above].id}-{own}"
                else:
                    name = f"{name}_{taken[name]}"
                while name in taken:
                    name += "x"
                taken[name] = 1
            node.id = name

    def _own(self, node: _Node, counting: bool) -> str:
        if not node.reading or node.kind == "bullet":
            return ""
        if node.kind == "annex":
            return f"a{node.reading.id}"
        if counting:
            if node.kind == "group":
                word = node.reading.style.removeprefix("group:").split(":")[0]
                letters = self.words.groups.get(word) or self.words.groups.get("ال" + word) or "s"
                return f"{letters}{node.reading.id}"
            return f"s{node.reading.id}"
        return node.reading.id

    def _counting(self, children: dict[int | None, list[int]]) -> set[int]:
        """The clauses that only gather others, whose numbers count on from one to the next."""
        out: set[int] = set()
        nodes = self.nodes
        kinds = ("group", "roman", "ordinal", "letter")
        for members in list(children.values()):
            styles: dict[str, list[int]] = {}
            for one in members:
                held = nodes[one].reading
                if nodes[one].kind in kinds and held:
                    styles.setdefault(held.style, []).append(one)
            for style, row in styles.items():
                inner = [kid for one in row for kid in children.get(one, ()) if nodes[kid].reading]
                # Chapters may hold sections that hold the articles.
                inner += [
                    deep
                    for kid in inner
                    if nodes[kid].kind == "group"
                    for deep in children.get(kid, ())
                    if nodes[deep].reading
                ]
                inner = sorted(kid for kid in inner if nodes[kid].kind in ("clause", "number", "decimal"))
                if any(nodes[kid].kind == "clause" for kid in inner):
                    inner = [kid for kid in inner if nodes[kid].kind == "clause"]
                values = [nodes[kid].reading.path for kid in inner]  # type: ignore[union-attr]
                if not values or any(one >= two for one, two in itertools.pairwise(values)):
                    continue
                owners = {nodes[kid].parent for kid in inner}
                if len(owners) > 1 or (style.startswith("group:") and nodes[inner[0]].kind == "clause"):
                    out.update(row)
        return out

    def _clauses(self) -> tuple[Clause, ...]:
        nodes, rows = self.nodes, self.rows
        ends = [0] * len(nodes)
        for index in range(len(nodes) - 1, -1, -1):
            node = nodes[index]
            own = min(node.last, nodes[index + 1].first) if index + 1 < len(nodes) else node.last
            own = max(own, node.first + 1)
            node.last = own
            ends[index] = max(ends[index], rows[own - 1].line.end)
            if node.parent is not None:
                ends[node.parent] = max(ends[node.parent], ends[index])
        defined: set[int] = set()
        out = []
        for index, node in enumerate(nodes):
            first = rows[node.first]
            end = rows[node.last - 1].line.end
            after = first.line.start
            printed = ""
            if (node.reading or node.kind == "annex") and first.marker:
                printed = first.text[: first.marker.printed].rstrip()
                after = min(first.line.start + first.marker.after, first.line.end)
            heading: Span | None = None
            if node.heading:
                close = self._heading_end(node, after)
                start = after
                while start < close and self.text[start].isspace():
                    start += 1
                heading = Span(start, close) if close > start else None
                after = close
            while after < end and self.text[after].isspace():
                after += 1
            body = Span(min(after, end), end)
            words_in = heading.words(self.text) if heading else body.words(self.text)[:60]
            if node.parent in defined or fold(words_in.strip(' .:«»"')) in self.words.definitions:
                defined.add(index)
            part: Part = "definitions" if index in defined else first.part
            for row in rows[node.first : node.last]:
                row.part = part
            out.append(
                Clause(
                    node.id,
                    printed,
                    part,
                    nodes[node.parent].id if node.parent is not None else None,
                    heading,
                    body,
                    Span(first.line.start, ends[index]),
                )
            )
        return tuple(out)

    def _heading_end(self, node: _Node, after: int) -> int:
        rows = self.rows
        first = rows[node.first]
        if node.kind in ("heading", "annex") or after < first.line.end:
            close = min(self._paragraph(node.first), max(node.last, node.first + 1))
        else:
            close = min(self._paragraph(node.first + 1), max(node.last, node.first + 1))
        return max(rows[close - 1].line.end, after)

    def _parts(self) -> tuple[tuple[Part, Span], ...]:
        for at, index in enumerate(self.places):
            self.labels[index] = self.rows[at].part
        out: list[tuple[Part, Span]] = []
        for index, label in enumerate(self.labels):
            start = self.all[index].start if out else 0
            assert label is not None
            if out and out[-1][0] == label:
                continue
            if out:
                out[-1] = (out[-1][0], Span(out[-1][1].start, start))
            out.append((label, Span(start, start)))
        if out:
            out[-1] = (out[-1][0], Span(out[-1][1].start, len(self.text)))
        return tuple(out)


def rows_end(text: str) -> bool:
    """Whether a line can close an annex's heading: no sentence does."""
    return text[-1] not in ".;،؛," or len(text) <= 14


def _same_head(one: Reading, other: Reading) -> bool:
    return len(one.path) < 2 or one.path[:-1] == other.path[:-1]


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
