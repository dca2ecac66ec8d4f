"""An agreement's text, taken apart: title, preamble, clauses, annexes, signatures, each with its characters.

How it is told: lines are marked by what they begin with (`markers`), a list is followed by its order (a number that
does not go on in an open list, in the middle of a paragraph, is a number of the sentence), and what the words of
preambles, contents, annexes and signatures show (`data/structure.yaml`) divides the text into its parts.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from mithaq.drafting.layout import HEADING, Layout, Part
from mithaq.drafting.markers import Marker, Reading
from mithaq.drafting.words import Words, fold, words
from mithaq.reports.model import Span


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


class _Reader(Layout):
    def __init__(self, text: str, known: Words) -> None:
        super().__init__(text, known)
        self.nodes: list[_Node] = []

    # ---- reading, part by part

    def read(self) -> Structure:
        if not self.rows:
            return Structure(None, self._parts(), ())
        self.plausible()
        start = self.opening()
        bounds = [start, *self.annexes(start), len(self.rows)]
        for number, (first, last) in enumerate(itertools.pairwise(bounds)):
            self._segment(first, last, annex=number > 0)
        self._ids()
        clauses = self._clauses()
        titled = [row.line for row in self.rows if row.part == "title"]
        title = Span(titled[0].start, titled[-1].end) if titled else None
        return Structure(title, self._parts(), clauses)

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
            begun = self.paragraph(first)
        self.accept(begun, last)
        end = self.signatures(begun, last)
        for row in self.rows[end:last]:
            row.part = "signatures"
            row.reading = None
        for row in self.rows[first:end]:
            row.part = "annex" if annex else "body"
        self._grow(begun, end, root)
        if annex and root is not None:
            self.nodes[root].last = end

    def _grow(self, first: int, last: int, root: int | None) -> None:
        """The segment's clauses, from the readings of its rows, its headings and its paragraphs without a number."""
        rows = self.rows
        numbered = any(row.reading and not row.reading.style.startswith("bullet") for row in rows[first:last])
        stack: list[int] = []
        at = first
        loose = True  # no numbered clause is open
        while at < last:
            row = rows[at]
            end = min(self.paragraph(at), last)
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
                close = min(self.paragraph(at + 1), last)
                length = sum(len(one.text) + 1 for one in rows[at + 1 : close])
                behind = close < last and (rows[close].reading is None or self._deeper(at, close))
                if length <= HEADING and behind and not any(rows[n].reading for n in range(at + 1, close)):
                    node.heading = True
                    return close
            return end
        length = sum(len(one.text) + 1 for one in rows[at:end]) - row.marker.after
        if length > HEADING or rows[end - 1].text[-1] in ".;:،؛,!?؟" or end >= last:
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
        if length > HEADING or text[-1] in ".;:،؛,!?؟" or end >= last or rows[at].joined or rows[at].text[0].islower():
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
            close = min(self.paragraph(node.first), max(node.last, node.first + 1))
        else:
            close = min(self.paragraph(node.first + 1), max(node.last, node.first + 1))
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
