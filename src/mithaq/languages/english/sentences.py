"""Where English sentences end.

A break is a full stop, question or exclamation mark or an ellipsis followed by white space and something that can
begin a sentence, or the end of a paragraph. Abbreviations, initials and decimals do not end one, nor does anything
inside a direct quotation. Every step looks at a bounded stretch of text, so time grows in proportion to length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, fields
from functools import cache

from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError
from mithaq.languages.spans import spans
from mithaq.reports.model import Span

QUOTATION = 1500
"""A quotation longer than this is not held together: an unclosed mark must not swallow a report."""
LONGEST = 4000
"""A stretch without any break longer than this is cut at a white space (OCR, tables, a whole page in one line)."""

# A line end is a paragraph's end unless the line was only wrapped: no mark before it, a small letter after it.
_PARAGRAPH = re.compile(r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])(?:\s*[\n\r\x0b\x0c\x85\u2028\u2029])*", re.ASCII)
# The marks and what follows them are two patterns, both possessive: a megabyte of dots is looked at once.
_END = re.compile(r"[.!?\u2026]++")
_AFTER_END = re.compile(r"[\"'\u201d\u2019\u00bb)\]]*+(\s++)")
# "fired.The": the space lost in copying; three small letters before and a word after, so as not to cut addresses.
_GLUED = re.compile(r"(?<=[a-z]{3})[.!?][A-Z][a-z]{1,20}[ ,]")
_MARKS = re.compile('["\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019]')
_LAST_WORD = re.compile(r"[A-Za-z][A-Za-z.]*\Z")
_FIRST_WORD = re.compile(r"[\"'\u201c\u2018\u00ab(\[]*([A-Za-z]+)")
_FRAME = re.compile(
    r"(?:[A-Z][\w'\u2019-]*\.?\s+){0,4}(?:[a-z]+\s+){0,2}"
    r"(?:said|says|asked|asks|told|tells|added|adds|wrote|writes|wondered|exclaimed|replied|answered|continued|"
    r"declared|stated|insisted|warned|noted|stressed)\b"
)
_FRAME_SPAN = 90


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    """lexicon/abbreviations.yaml."""

    never_end: frozenset[str]
    may_end: frozenset[str]
    before_number: frozenset[str]
    openers: frozenset[str]


@cache
def _known() -> _Abbreviations:
    path = package_file("languages", "english", "lexicon", "abbreviations.yaml")
    raw = load_yaml(path)
    keys = {one.name for one in fields(_Abbreviations)}
    if not isinstance(raw, dict) or set(raw) != keys:
        raise DataError("has not exactly the keys it should", place=str(path), mend=f"keys are {sorted(keys)}")
    return _Abbreviations(**{key: frozenset(str(word) for word in words) for key, words in raw.items()})


def _quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The quotations of a paragraph: from mark to mark, closed, no longer than QUOTATION."""
    found: list[tuple[int, int]] = []
    opened, closer = -1, ""
    for mark in _MARKS.finditer(text, start, end):
        place, char = mark.start(), mark.group()
        before = text[place - 1] if place > start else " "
        after = text[place + 1] if place + 1 < end else " "
        if opened >= 0 and place - opened > QUOTATION:
            opened = -1
        if opened >= 0:
            closes = char in closer
            if char == "\u2019" and after.isalnum():
                closes = False  # an apostrophe inside ‘…’ stands between letters
            if char == '"' and closes and (before.isspace() and after.isalnum()):
                opened = place  # a new quotation opens: the one before was never closed
                continue
            if closes:
                found.append((opened, place + 1))
                opened = -1
            elif char == "\u201c" and closer == "\u201d":
                opened = place
            continue
        if char in "\u201c\u201e":
            opened, closer = place, "\u201d\u201c" if char == "\u201e" else "\u201d"
        elif char == "\u00ab":
            opened, closer = place, "\u00bb"
        elif char == '"':
            opened, closer = place, '"'
        elif char == "\u2018" and after.isalnum() and not before.isalnum():
            opened, closer = place, "\u2019"
    return found


def _abbreviated(text: str, start: int, dot: int, after: int) -> bool:
    """Whether the full stop at `dot` belongs to an abbreviation and the sentence goes on at `after`."""
    word_found = _LAST_WORD.search(text, max(start, dot - 20), dot)
    if word_found is None:
        number = text[max(start, dot - 3) : dot].strip()
        at_head = not text[max(start, dot - 12) : dot - len(number)].strip() and dot - start < 14
        return number.isdigit() and at_head  # "1. The parties …" at the head of a paragraph
    word = word_found.group()
    left = text[word_found.start() - 1] if word_found.start() > start else " "
    if left.isalnum() or left in "@/":
        return False
    low = word.lower()
    known = _known()
    following = _FIRST_WORD.match(text, after)
    opener = following is not None and following.group(1).lower() in known.openers
    if low in known.never_end:
        return True
    if low in known.before_number:
        return text[after : after + 1].isdigit()
    if low in known.may_end:
        return not opener
    if len(word) == 1 and word.isupper():  # an initial: "N. Pashinyan", not "Plan B. The …"
        return not opener and following is not None
    parts = low.split(".")
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        return not opener
    return False


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
        if quote is not None and space.start(1) < quote[1]:
            continue
        if text[after].islower():
            continue
        if quote is not None and _FRAME.match(text, after, min(end, after + _FRAME_SPAN)):
            continue  # “Why now?” Mr Putin asked.
        single = text[head] == "." and tail == head + 1
        if single and quote is None and _abbreviated(text, start, head, after):
            continue
        out.append(after)
    return out


def sentences(text: str) -> list[Span]:
    """The sentences of a text in order; together they cover it (white space belongs to what stands before)."""
    bounds: list[int] = []
    at = 0
    for line in _PARAGRAPH.finditer(text):
        before = text[line.start() - 1] if line.start() else "\n"
        after = text[line.end()] if line.end() < len(text) else "\n"
        wrapped = after.islower() and (before.isalnum() or before in ",;-") and line.group() in ("\n", "\r", "\r\n")
        if wrapped:
            continue
        bounds.extend(_breaks(text, at, line.start()))
        bounds.append(line.end())
        at = line.end()
    bounds.extend(_breaks(text, at, len(text)))
    bounds.append(len(text))
    return spans(text, bounds, LONGEST)
