"""From the order in which letters stand on a page, left to right, to the order in which they are read.

A page knows only where each letter stands. What is done here is the Unicode Bidirectional Algorithm (UAX #9) backwards,
for one line without embeddings, which is all that a printed line can tell: words of letters read from the left, and
numbers, keep their order; all else in a line of Arabic is turned round.
"""

from __future__ import annotations

import re
import unicodedata

_MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_DIGITS = frozenset(("EN", "AN"))
_RIGHT = frozenset(("R", "AL"))
_SEPARATORS = frozenset(".,:/٫٬-")
_TATWEEL = re.compile("(?<=[\u0620-\u064a])\u0640+(?=[\u0620-\u064a])")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\ufb00-\ufb06]")


def is_right_to_left(text: str) -> bool:
    """Whether more of a text's letters are read from the right than from the left."""
    right = left = 0
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        right += kind in _RIGHT
        left += kind == "L"
    return right > left


def logical(visual: list[str], *, right_to_left: bool, turned: bool = False) -> str:
    """The line that reads as `visual` looks. Linear in its length.

    visual: what stands on the line from left to right; each element is a letter with the marks written on it (or the
    letters of a ligature), in their order of reading. right_to_left: the direction of the paragraph. turned: whether
    brackets in Arabic are given by their shape, not by their meaning, and have to be exchanged.
    """
    levels = _levels(visual, right_to_left=right_to_left)
    order: list[int] = []
    at = 0
    while at < len(visual):
        end = at
        while end < len(visual) and levels[end] == levels[at]:
            end += 1
        run = list(range(at, end))
        if right_to_left:
            order.extend(run if levels[at] == "R" else run[::-1])
        else:
            order.extend(run if levels[at] == "L" else _inner(visual, run))
        at = end
    if right_to_left:
        order.reverse()
    out = []
    for place in order:
        one = visual[place]
        out.append(_MIRRORED.get(one, one) if turned and levels[place] == "R" else one)
    return "".join(out)


def _inner(visual: list[str], run: list[int]) -> list[int]:
    """Arabic in a line read from the left: turned round, the numbers in it excepted."""
    out: list[int] = []
    number: list[int] = []
    for place in run:
        if unicodedata.bidirectional(visual[place][0]) in _DIGITS:
            number.append(place)
        else:
            out.extend(reversed(number))
            number.clear()
            out.append(place)
    out.extend(reversed(number))
    return out[::-1]


def _levels(visual: list[str], *, right_to_left: bool) -> list[str]:
    """ "L" for what keeps its order from left to right, "R" for what is turned round."""
    kinds = [unicodedata.bidirectional(one[0]) for one in visual]
    size = len(visual)
    levels = [""] * size
    for at, kind in enumerate(kinds):
        if kind == "L":
            levels[at] = "L"
        elif kind in _RIGHT:
            levels[at] = "R"
        elif kind in _DIGITS:
            levels[at] = "N"
    for at in range(1, size - 1):
        if visual[at] in _SEPARATORS and levels[at - 1] == "N" and levels[at + 1] == "N":
            # "10:30" and "1,960" are one number; "5-10" is one only between digits that no Arabic letter precedes.
            levels[at] = "N" if visual[at] != "-" or kinds[at - 1] == "EN" else ""
    # Numbers and marks behind a word read from the left belong to it ("S/2020/1104"); others stand for themselves.
    last = ""
    for at in range(size):
        if levels[at] in ("L", "R"):
            last = levels[at]
        elif levels[at] == "N" and last == "L":
            levels[at] = "L"
    base = "R" if right_to_left else "L"
    at = 0
    while at < size:
        if levels[at]:
            at += 1
            continue
        end = at
        while end < size and not levels[end]:
            end += 1
        before = levels[at - 1] if at else base
        after = levels[end] if end < size else base
        sides = {"R" if one == "N" else one for one in (before, after)}
        levels[at:end] = [sides.pop() if len(sides) == 1 else base] * (end - at)
        at = end
    if right_to_left:
        return ["L" if one == "N" else one for one in levels]
    # In a line read from the left a number is turned only with the Arabic on both its sides.
    for at in range(size):
        if levels[at] == "N":
            end = at
            while end < size and levels[end] == "N":
                end += 1
            inside = at > 0 and levels[at - 1] == "R" and end < size and levels[end] == "R"
            levels[at:end] = ["R" if inside else "L"] * (end - at)
    return levels


def brackets_turned(lines: list[str]) -> bool:
    """Whether the brackets of these lines close before they open more often than the other way round."""
    right = wrong = 0
    for line in lines:
        depth, shut = 0, False
        for letter in line:
            if letter in _OPENING:
                wrong += shut
                depth, shut = depth + 1, False
            elif letter in _CLOSING:
                right += depth > 0
                depth, shut = max(0, depth - 1), True
    return wrong > right


def folded(text: str) -> str:
    """Letters in place of printed forms (U+FB50 to U+FEFF, fi and fl), without signs of direction and lengthening.

    Marks on one letter come into one order (NFC), so that a text has the same letters from whichever file it comes.
    """
    text = _FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return unicodedata.normalize("NFC", _TATWEEL.sub("", _INVISIBLE.sub("", text)))
