"""Where Arabic sentences end.

A break is a full stop, question or exclamation mark or an ellipsis followed by white space, or the end of a line.
Abbreviations, initials and decimals do not end one, nor does anything inside a direct quotation. Every step looks at a
bounded stretch of text, so time grows in proportion to length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError
from mithaq.languages.spans import spans
from mithaq.reports.model import Span

QUOTATION = 1500
"""A quotation longer than this is not held together: an unclosed mark must not swallow a report."""
LONGEST = 4000
"""A stretch without any break longer than this is cut at a white space (OCR, tables, a whole page in one line)."""

_PARAGRAPH = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]\s*", re.ASCII)
_END = re.compile(r"[.!?\u2026\u061f\u06d4]++")
_AFTER_END = re.compile("[\"'\u201d\u2019\u00bb)\\]\u200e\u200f\u202a-\u202e\u2066-\u2069]*+(\\s++)")
# "النار.وأضاف": the space lost in copying
_GLUED = re.compile("(?<=[\u0621-\u064a\u0629]{3})[.!?\u061f][\u0621-\u064a]{2,20}[\u0640-\u0652]*[ \u060c]")
_MARKS = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')
_LAST_WORD = re.compile('[^\\s()«»"“”\\[\\]،,:/-]+\\Z')
_PLAIN = re.compile("[\u0640\u064b-\u0652\u0670\u200e\u200f]+")
_CLOSERS = {
    "\u201c": "\u201d", "\u201d": "\u201c\u201d", "\u201e": "\u201c\u201d", "\u00ab": "\u00bb", "\u00bb": "\u00ab",
    '"': '"',
}  # fmt: skip
"""What closes a quotation, by the mark that opened it; right-to-left pages often swap the two."""


@cache
def _abbreviations() -> frozenset[str]:
    path = package_file("languages", "arabic", "lexicon", "abbreviations.yaml")
    raw = load_yaml(path) or []
    if not isinstance(raw, list) or not all(isinstance(word, str) and word for word in raw):
        raise DataError("is not a list of words", place=str(path), mend='write one `- "د"` a line, without the stop')
    return frozenset(raw)


def _quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The quotations of a paragraph: from mark to mark, closed, no longer than QUOTATION."""
    found: list[tuple[int, int]] = []
    opened, closer = -1, ""
    for mark in _MARKS.finditer(text, start, end):
        place, char = mark.start(), mark.group()
        if opened >= 0 and place - opened > QUOTATION:
            opened = -1
        if opened < 0:
            opened, closer = place, _CLOSERS[char]
        elif char in closer:
            found.append((opened, place + 1))
            opened = -1
    return found


def _abbreviated(text: str, start: int, dot: int, after: int) -> bool:
    """Whether the full stop at `dot` belongs to an abbreviation and the sentence goes on at `after`."""
    low = max(start, dot - 24)
    found = _LAST_WORD.search(text, low, dot)
    if found is None:
        return False
    word = _PLAIN.sub("", found.group())
    before = text[max(start, found.start() - 6) : found.start()].rstrip()
    if word.isdigit():  # "1. يلتزم الطرفان": the number of a list at the head of a line
        return dot - start < 6 and not before
    if word in ("م", "هـ", "ه") and before[-1:].isdigit():
        return False  # "عام 2020 م. وقال": the era ends its sentence as often as not
    if word.lower() in _abbreviations():
        return True
    parts = [part for part in word.split(".") if part]
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        return not _starts_anew(text, after)
    return len(word) == 1 and word.isalpha() and word not in "وم"


def _starts_anew(text: str, after: int) -> bool:
    """Whether a new sentence plainly begins: Arabic begins most of them with "and"."""
    return text.startswith(("و", "ف"), after)


def _breaks(text: str, start: int, end: int) -> list[int]:
    """Places inside a paragraph where a new sentence begins."""
    quotes = _quoted(text, start, end)
    heads = [head for head, _ in quotes]
    out: list[int] = []

    def inside(place: int) -> tuple[int, int] | None:
        at = bisect_right(heads, place) - 1
        return quotes[at] if at >= 0 and place < quotes[at][1] else None

    for found in _END.finditer(text, start, end):
        head, tail = found.span()
        space = _AFTER_END.match(text, tail, end)
        if space is None:
            if tail == head + 1 and _GLUED.match(text, head, end) and inside(head) is None:
                out.append(tail)
            continue
        after = space.end()
        if after >= end:
            break
        quote = inside(head)
        if quote is not None:
            if space.start(1) < quote[1]:
                continue
            # «لماذا الآن؟» تساءل الوزير: the frame goes on, unless a new sentence plainly begins
            if not (text[head] == "." or _starts_anew(text, after)):
                continue
        elif text[head] == "." and tail == head + 1 and _abbreviated(text, start, head, after):
            continue
        elif text[head] == "." and tail > head + 1 and not _starts_anew(text, after):
            continue  # ".." in the middle of a headline
        out.append(after)
    return out


def sentences(text: str) -> list[Span]:
    """The sentences of a text in order; together they cover it (white space belongs to what stands before)."""
    bounds: list[int] = []
    at = 0
    for line in _PARAGRAPH.finditer(text):
        bounds.extend(_breaks(text, at, line.start()))
        bounds.append(line.end())
        at = line.end()
    bounds.extend(_breaks(text, at, len(text)))
    bounds.append(len(text))
    return spans(text, bounds, LONGEST)
