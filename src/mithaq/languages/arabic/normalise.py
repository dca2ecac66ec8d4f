"""Folding Arabic text for matching: hamza on alif, dotless ya, vowel signs, tatweel, digits, marks of direction.

Two spellings that a reader takes for one word fold to one string: "أذربيجان" and "اذربيجان", "فى" and "في",
"اتّفاقاً" and "اتفاقا", "١٥" and "15". What is kept apart, because folding it makes different words alike: ta marbuta
and ha (حملة a campaign, حمله he carried it; the careless spelling with ha is made by `inflect`), hamza on waw and ya
(فئة a group would become فيه in it; مسئول for مسؤول is made by `inflect`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from mithaq.languages.base import Normalised
from mithaq.languages.offsets import Offsets

DROPPED = (
    "\u00ad\u0300-\u036f\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
"""Characters (as a regular expression's class) that stand inside words and say nothing for matching."""
_DROP = re.compile(f"[{DROPPED}]+")
_MOVED = re.compile(f"[{DROPPED}]+|[\ufb00-\ufb06\ufc00-\ufdff\ufe70-\ufe7f\ufef5-\ufefc]")

_SINGLES = {
    **dict.fromkeys("أإآٱٲٳٵ", "ا"),
    **dict.fromkeys("ىیېۍےێ", "ي"),
    **dict.fromkeys("کڪګگ", "ك"),
    **dict.fromkeys("ہەھۀہ", "ه"),
    "ۃ": "ة", "پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف", "ڨ": "ق", "ٶ": "ؤ", "ٸ": "ئ", "ۆ": "و", "ۇ": "و", "ۋ": "و",
    "٪": "%", "٫": ".", "٬": ",",
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u02bb\u2032\u00b4\u0060", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    ),
    **{chr(0x660 + digit): str(digit) for digit in range(10)},
    **{chr(0x6F0 + digit): str(digit) for digit in range(10)},
}  # fmt: skip


@cache
def fold(char: str) -> str:
    """One character folded: another one, several (a ligature taken apart) or none."""
    if _DROP.match(char):
        return ""
    found = _SINGLES.get(char)
    if found is not None:
        return found
    code = ord(char)
    if 0xFB00 <= code <= 0xFB06 or 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC:  # presentation forms, PDF text
        plain = unicodedata.normalize("NFKC", char)
        if plain != char:
            return "".join(fold(one) for one in plain)
    low = char.lower()
    return low if len(low) == 1 else char


def _with_moves(text: str) -> tuple[str, Offsets | None]:
    """The text without dropped characters and with ligatures taken apart, and the map back."""
    parts: list[str] = []
    starts, shifts = [0], [0]
    at, length = 0, 0

    def shift(place: int, by: int) -> None:
        if starts[-1] == place:
            shifts[-1] = by
        else:
            starts.append(place)
            shifts.append(by)

    for found in _MOVED.finditer(text):
        put = "" if _DROP.match(found.group()) else fold(found.group())
        if len(put) == 1:
            continue  # a presentation form of one letter moves nothing
        parts.append(text[at : found.start()])
        length += found.start() - at
        at = found.end()
        for number in range(1, len(put)):
            shift(length + number, found.start() - length - number)
        parts.append(put)
        length += len(put)
        shift(length, at - length)
    if not parts:
        return text, None
    parts.append(text[at:])
    out = "".join(parts)
    return out, Offsets(starts, shifts, len(out))


def _one_to_one(text: str) -> str:
    """Every character that folds to one other, folded."""
    table = {}
    for char in set(text):
        put = fold(char)
        if len(put) == 1 and put != char:
            table[char] = put
    if len(table) <= 64:  # one pass of replace() each is faster than one of translate()
        for char, put in table.items():
            text = text.replace(char, put)
        return text
    return text.translate({ord(char): put for char, put in table.items()})


def normalise(text: str) -> Normalised:
    """Fold a text for matching. Never raises: control characters and lone surrogates stay as they are."""
    offsets: Offsets | None = None
    if _MOVED.search(text):
        text, offsets = _with_moves(text)
    return Normalised(_one_to_one(text), offsets)
