"""Where Russian sentences end.

A break is a full stop, question or exclamation mark or an ellipsis followed by white space and something that can
begin a sentence, or the end of a paragraph. Abbreviations, initials and decimals do not end one, nor does anything
inside a direct quotation or between it and the words that give it («…! …», — сказал он). Every step looks at a
bounded stretch of text, so time grows in proportion to length.
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

_PARAGRAPH = re.compile(r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])(?:\s*[\n\r\x0b\x0c\x85\u2028\u2029])*", re.ASCII)
_END = re.compile(r"[.!?\u2026]++")
_AFTER_END = re.compile(r"[\"'\u201d\u201c\u2019\u00bb)\]]*+(\s++)")
_DASH = re.compile(r"[-\u2010-\u2015]\s*+")
# "огонь.Президент": the space lost in copying; three small letters before and a word after, so as not to cut addresses.
_GLUED = re.compile(r"(?<=[а-яё]{3})[.!?](?!Ру\b|Рф\b)[А-ЯЁ][а-яё]{1,20}[ ,]")
_MARKS = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')
_LAST_WORD = re.compile(r"[^\W\d_][^\W\d_.-]*(?:[.-][^\W\d_]+)*\Z")
_WORD_REACH = 16
_LONG_WORD = 8  # no abbreviation has so many letters without a stop
_NUMBER_BEFORE = re.compile(r"[\dIVXХ]\s?\Z")
# A finite verb by its ending: without one the abbreviation of a year does not end a sentence ("В 2020 г. Армения …").
_VERB = re.compile(
    r"\b(?!(?:если|около|дела|сила|села|числа|граждан)\b)"
    r"(?:[а-яё]{2,}(?:ла|ло|ли|лся|лась|лось|лись|ется|ится|утся|ются|ятся|ают|яют|уют|ает|яет|ует|ены|ена|ено|аны|ана|ано)"
    r"|[а-яё]{3,}[аияуеы]л|[а-яё]{2,}(?:сан|дан|ван|тан|жен|лен|чен|шен|щен|нут|рыт|зят|нят)"
    r"|(?:вы|у|во|при|на|по)?(?:шел|шёл|шла|шло|шли)|был[аио]?|будет|будут|есть)\b"
)
_OPENERS = "\"'«“„‘(["


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    """lexicon/abbreviations.yaml."""

    never_end: frozenset[str]
    may_end: frozenset[str]
    after_number: frozenset[str]


@cache
def _known() -> _Abbreviations:
    path = package_file("languages", "russian", "lexicon", "abbreviations.yaml")
    raw = load_yaml(path)
    keys = {one.name for one in fields(_Abbreviations)}
    if not isinstance(raw, dict) or set(raw) != keys:
        raise DataError("has not exactly the keys it should", place=str(path), mend=f"keys are {sorted(keys)}")
    return _Abbreviations(**{key: frozenset(str(word) for word in words) for key, words in raw.items()})


def _quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The quotations of a paragraph: from mark to mark, closed, no longer than QUOTATION.

    Russian print often closes «… «…» with one mark for both.
    """
    marks = [(mark.start(), mark.group()) for mark in _MARKS.finditer(text, start, end)]
    found: list[tuple[int, int]] = []
    opened, closer, depth = -1, "", 0
    for number, (place, char) in enumerate(marks):
        if opened >= 0 and place - opened > QUOTATION:
            opened = -1
        if opened < 0:
            if char in "«„“":
                opened, depth = place, 1
                closer = {"«": "»", "„": "“”", "“": "”"}[char]
            elif char == '"' and _opens(text, place, start):
                opened, closer, depth = place, '"', 1
            continue
        if char in closer:
            if char == '"' and _opens(text, place, start) and not _closes(text, place, end):
                continue  # a name in straight marks inside the quotation: "… "Град" …"
            depth -= 1
            if depth and not _inner(text, place, marks[number + 1 : number + 2]):
                depth = 0
            if depth == 0:
                found.append((opened, place + 1))
                opened = -1
        elif char == "«" and closer == "»":
            depth += 1
    return found


def _opens(text: str, place: int, start: int) -> bool:
    """Whether a straight mark stands before a word."""
    before = text[place - 1] if place > start else " "
    after = text[place + 1 : place + 2]
    return (before.isspace() or before in "([-—–«") and bool(after) and not after.isspace()


def _closes(text: str, place: int, end: int) -> bool:
    after = text[place + 1] if place + 1 < end else " "
    return after.isspace() or after in ".,!?;:)…»"


def _inner(text: str, place: int, following: list[tuple[int, str]]) -> bool:
    """Whether a » inside a nested quotation closes the inner one only: another » comes before the next «."""
    if following and following[0][1] == "»":
        return following[0][0] - place < QUOTATION
    return text[place + 1 : place + 2] not in (",", ".", "!", "?", "…", "", "\n") and bool(following)


def _abbreviated(text: str, start: int, dot: int) -> bool:
    """Whether the full stop at `dot`, with a capital, digit or mark after it, does not end the sentence."""
    if dot - start > _LONG_WORD and text[dot - _LONG_WORD : dot].isalpha():
        return False
    word_found = _LAST_WORD.search(text, max(start, dot - _WORD_REACH), dot)
    if word_found is None:
        number = text[max(start, dot - 3) : dot].strip()
        at_head = not text[max(start, dot - 12) : dot - len(number)].strip() and dot - start < 14
        return number.isdigit() and at_head  # "1. Стороны …" at the head of a paragraph
    word = word_found.group()
    before = text[max(start, word_found.start() - 3) : word_found.start()]
    left = text[word_found.start() - 1] if word_found.start() > start else " "
    if left.isalnum() or left in "@/":
        return False
    if len(word) == 1 and word.isupper() and not _NUMBER_BEFORE.search(before):
        return True  # an initial, though "в." and "г." are abbreviations too: "В. В. Путин"
    low = word.lower()
    known = _known()
    if low in known.after_number:
        if _NUMBER_BEFORE.search(before):
            return _VERB.search(text, max(start, dot - 300), dot) is None
        return low != "в" and not (low == "мин" and not before.strip())
    if low in known.never_end:
        return True
    if low in known.may_end:
        return False
    if len(word) == 1:  # an initial: "И. Алиев"
        return word.isupper()
    parts = word.split(".")
    return len(parts) > 1 and all(len(part) == 1 and part.isupper() for part in parts)  # "В.В. Путин"


def _breaks(text: str, start: int, end: int) -> list[int]:
    """Places inside a paragraph where a new sentence begins."""
    quotes = _quoted(text, start, end)
    heads = [head for head, _ in quotes]
    out: list[int] = []
    last = start
    for found in _END.finditer(text, start, end):
        head, tail = found.span()
        at = bisect_right(heads, head) - 1
        quote = quotes[at] if at >= 0 and head < quotes[at][1] else None
        space = _AFTER_END.match(text, tail, end)
        if space is None:
            if tail == head + 1 and quote is None and _GLUED.match(text, head, end):
                out.append(tail)
                last = tail
            continue
        after = space.end()
        if after >= end:
            break
        if quote is not None and space.start(1) < quote[1]:
            continue
        first = after
        dash = _DASH.match(text, after, end)
        if dash:
            if quote is not None or text[head - 1] in '»”"“':
                continue  # «… !» — сказал он
            first = dash.end()
        while first < end and text[first] in _OPENERS:
            first += 1
        if first < end and text[first].islower():
            continue
        single = text[head] == "." and tail == head + 1
        if single and quote is None and not dash and _abbreviated(text, last, head):
            continue
        out.append(after)
        last = after
    return out


def _wrapped(text: str, line: re.Match[str]) -> bool:
    """Whether a line end only wraps a line: no mark before it, a small letter after it."""
    before = text[line.start() - 1] if line.start() else "\n"
    after = text[line.end()] if line.end() < len(text) else "\n"
    return after.islower() and (before.isalnum() or before in ",;-—–»") and line.group() in ("\n", "\r", "\r\n")


def sentences(text: str) -> list[Span]:
    """The sentences of a text in order; together they cover it (white space belongs to what stands before)."""
    bounds: list[int] = []
    at = 0
    for line in _PARAGRAPH.finditer(text):
        if _wrapped(text, line):
            continue
        bounds.extend(_breaks(text, at, line.start()))
        bounds.append(line.end())
        at = line.end()
    bounds.extend(_breaks(text, at, len(text)))
    bounds.append(len(text))
    return spans(text, bounds, LONGEST)
