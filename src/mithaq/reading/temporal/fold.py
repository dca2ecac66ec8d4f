"""Folding a text of any of the languages so that numbers and time words can be looked up.

Coarser than the languages' own normalisers and the same for all of them: digits of every script become ASCII,
spaces and dashes become plain, letters are lowered, marks that change nothing (vowel signs, tatweel, marks of
direction) are dropped. Nearly all is one character for one; where something is dropped, a table says how far.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

_DROPPED = re.compile(
    "[\u00ad\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff]+"
)
_DROPPED_CHARS = frozenset(filter(_DROPPED.match, map(chr, range(0x80, 0x10000))))
_MARKS = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670]+")
_OTHER = re.compile(r"[^\x00-\x7f]")


def _ranges() -> str:
    """The letters below U+2000 as ranges of a character class: matched much faster than "a word character that is no
    digit", which stands in for the letters beyond."""
    letter = re.compile(r"[^\W\d_]")
    found: list[list[int]] = []
    for code in range(0x80, 0x2000):
        if letter.match(chr(code)):
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    return "a-zA-Z" + "".join(f"{chr(first)}-{chr(last)}" for first, last in found)


_LETTER = f"[{_ranges()}]"
RAW = re.compile(
    rf"{_LETTER}(?:(?:\.{_LETTER})+\.|{_LETTER}*)"
    r"|\d{1,3}(?: \d{3}){1,3}(?!\d)(?:[.,]\d{1,6}(?!\d))?|\d+(?:[.,:/'-]\d+)*"
    r"|[^\W\d_]+|\n|[^\w\s]|_"
)
"""Figures, words and marks of a folded text."""

_SINGLES = {
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032\u00b4", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    ),
    **dict.fromkeys("\u2028\u2029\u0085", "\n"),
    **dict.fromkeys("أإآٱ", "ا"),
    "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۃ": "ه", "ک": "ك", "ؤ": "و", "ئ": "ي",
    "ё": "е", "Ё": "е", "،": ",", "؛": ";", "٬": "'", "٫": ".", "٪": "%", "⁄": "/",
}  # fmt: skip
_FEW = 64


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. starts, shifts: from folded place starts[i] on, the original lies shifts[i] further."""

    text: str
    original: str
    starts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def at(self, place: int) -> int:
        """Where the folded character at `place` stands in the original."""
        if not self.starts:
            return place
        index = bisect_right(self.starts, place) - 1
        return place + (self.shifts[index] if index >= 0 else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's span of folded characters `start` to `end`, with the marks on its last letter."""
        if not self.starts:
            return start, end
        last = self.at(end - 1) + 1
        marks = _MARKS.match(self.original, last)
        return self.at(start), marks.end() if marks else last


class _Folds(dict[str, str]):
    """Every character seen, folded."""

    def __missing__(self, char: str) -> str:
        put = self[char] = _fold_char(char)
        return put


_FOLDED = _Folds()


def _fold_char(char: str) -> str:
    """One character folded; always one character. Digits of any script become ASCII; lone surrogates a box."""
    if char in _SINGLES:
        return _SINGLES[char]
    if 0xD800 <= ord(char) <= 0xDFFF:
        return "\ufffd"
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    low = char.lower()
    return low if len(low) == 1 else char


def fold(text: str) -> Folded:
    """Fold a text. Never raises; linear in length."""
    if text.isascii():
        return Folded(text.lower(), text)
    original = text
    starts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()
    strange = {char for char in set(text) if char >= "\x80"}
    if not strange.isdisjoint(_DROPPED_CHARS):
        text, starts, shifts = _without_dropped(text)
        strange -= _DROPPED_CHARS
    changed = {char: put for char in strange if (put := _FOLDED[char]) != char}
    if len(changed) <= _FEW:
        # Cyrillic and Latin capitals are left to lower(), which does them all at once.
        for char, put in changed.items():
            if put != char.lower():
                text = text.replace(char, put)
        low = text.lower()
        if len(low) == len(text):
            return Folded(low, original, starts, shifts)
    text = text.translate({ord(char): put for char, put in changed.items()})
    return Folded(text.translate(_ascii_lower()), original, starts, shifts)


@cache
def _ascii_lower() -> dict[int, int]:
    return {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def _without_dropped(text: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    parts: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    at = gone = 0
    for found in _DROPPED.finditer(text):
        parts.append(text[at : found.start()])
        at = found.end()
        gone += at - found.start()
        starts.append(at - gone)
        shifts.append(gone)
    parts.append(text[at:])
    return "".join(parts), tuple(starts), tuple(shifts)


def fold_form(form: str) -> str:
    """A form of a lexicon, folded as texts are, with one space between its words and marks ("o ' clock")."""
    return " ".join(plain_word(found.group()) for found in RAW.finditer(fold(form).text))


def plain_word(word: str) -> str:
    """A word without the dots of an abbreviation: "p.m." is "pm"."""
    return word.replace(".", "") if "." in word else word
