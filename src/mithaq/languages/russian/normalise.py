"""Folding Russian text for matching: case, ё, dashes, spaces, stress marks, Latin letters that look Cyrillic.

Nearly all of it is one letter for one letter; only characters that are dropped (soft hyphens, marks of direction,
stress marks) or composed (и and a breve into й) move the text, and then a table of offsets says how.
"""

from __future__ import annotations

import re

from mithaq.languages.base import Normalised
from mithaq.languages.offsets import Offsets

_INVISIBLE = "\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff"
# Decomposed й and ё are letters; every other combining mark in a Russian text is a stress mark.
_DROPPED = re.compile(f"[иИ]\u0306[{_INVISIBLE}]*|[{_INVISIBLE}]+")
_MOVES = re.compile(f"[{_INVISIBLE}]")
_SHORT_I = ("и\u0306", "И\u0306")

_ONE_TO_ONE = {
    "ё": "е", "Ё": "е", "ѐ": "е", "Ѐ": "е", "ѝ": "и", "Ѝ": "и", "\t": " ",
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u02bb\u2032\u00b4\u0060\uff07", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    ),
    # lower() would lengthen the first and look at the neighbours of the others
    "İ": "i", "Σ": "σ", "ς": "σ",
}  # fmt: skip
_FOLDED = frozenset(_ONE_TO_ONE)

# Latin letters that print like Cyrillic ones: typed by mistake or read so by OCR inside a Russian word.
_LOOKALIKE = dict(zip("abcehkmoptxy", "авсенкмортху", strict=True))
_TWINS = frozenset("ABCEHKMOPTXYabcehkmoptxy")
_MIXED = re.compile("[a-z][а-я]|[а-я][a-z]")
# A line end inside a sentence (wrapped text) is a space; before a capital it may end a heading and stays.
_WRAP = re.compile("\n(?=[a-zа-яё])")


def _without_dropped(text: str) -> tuple[str, Offsets]:
    """The text without invisible characters and with й composed, and the map back."""
    parts: list[str] = []
    starts, shifts, at, gone = [0], [0], 0, 0
    for found in _DROPPED.finditer(text):
        parts.append(text[at : found.start()])
        kept = found.start()
        if found.group()[:2] in _SHORT_I:
            parts.append("й")
            kept += 1
        at = found.end()
        starts.append(kept - gone)
        gone += at - kept
        shifts.append(gone)
    parts.append(text[at:])
    out = "".join(parts)
    return out, Offsets(starts, shifts, len(out))


def _unmixed(text: str) -> str:
    """Words of both scripts whose Latin letters all look Cyrillic, in Cyrillic: "Aлиев" typed with a Latin A."""
    parts: list[str] = []
    at = 0
    while found := _MIXED.search(text, at):
        start, end = found.span()
        while start > at and text[start - 1].isalpha():
            start -= 1
        while end < len(text) and text[end].isalpha():
            end += 1
        word = text[start:end]
        put = "".join(_LOOKALIKE.get(char, char) for char in word)
        parts.append(text[at:start])
        parts.append(word if _MIXED.search(put) else put)
        at = end
    parts.append(text[at:])
    return "".join(parts)


def normalise(text: str) -> Normalised:
    """Fold a text for matching. Never raises: control characters and lone surrogates stay as they are."""
    chars = set(text)
    offsets: Offsets | None = None
    if _MOVES.search("".join(chars)):
        text, offsets = _without_dropped(text)
    for char in chars & _FOLDED:
        text = text.replace(char, _ONE_TO_ONE[char])
    if "\n" in chars:
        text = _WRAP.sub(" ", text)
    text = text.lower()
    if chars & _TWINS and not text.isascii():
        text = _unmixed(text)
    return Normalised(text, offsets)
