"""Folding English text for matching: case, accents, apostrophes and dashes, invisible characters.

Two texts that a reader takes for the same word fold to the same string: "Ağdam" and "Agdam", "cease\u2011fire" and
"cease-fire", "Sana’a" and "Sana'a". Nearly all of it is one letter for one letter; only characters that are dropped
(soft hyphens, marks of direction, combining accents) move the text, and then a table of offsets says how.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from mithaq.languages.base import Normalised
from mithaq.languages.offsets import Offsets

# Invisible in print, yet they stand inside words on web pages; and accents written as characters of their own.
_DROPPED = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff]+")
_OTHER = re.compile(r"[^\x00-\x7f]")
_FEW = 48
"""Up to this many different non-ASCII characters, replacing them one after the other is faster than translate()."""

_SINGLES = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u02bb\u02bd\u02be\u02bf\u2032\u00b4\u0060\u055a\uff07", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ac\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    ),
    # Letters that no decomposition takes apart. Azerbaijani ə is printed "a" in English names (Əliyev, Aliyev).
    "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ħ": "h", "Ħ": "h",
    "ı": "i", "İ": "i", "ə": "a", "Ə": "a", "ð": "d", "Ð": "d", "ſ": "s", "µ": "μ",
}  # fmt: skip


@cache
def _table() -> dict[int, str]:
    """What each non-ASCII character becomes; always one character for one."""
    table = {ord(char): put for char, put in _SINGLES.items()}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), *range(0xFF01, 0xFF5F)):
        char = chr(code)
        if code in table:
            continue
        base = unicodedata.normalize("NFKD", char)[0]
        if base.isascii():
            table[code] = base.lower()
    return table


def fold(char: str) -> str:
    """One character folded; always one character."""
    found = _table().get(ord(char))
    if found is not None:
        return found
    low = char.casefold()
    return low if len(low) == 1 else char


def _without_dropped(text: str) -> tuple[str, Offsets]:
    """The text without invisible characters, and the map back."""
    parts: list[str] = []
    starts, shifts, at, gone = [0], [0], 0, 0
    for found in _DROPPED.finditer(text):
        parts.append(text[at : found.start()])
        at = found.end()
        gone += at - found.start()
        starts.append(at - gone)
        shifts.append(gone)
    parts.append(text[at:])
    out = "".join(parts)
    # Two drops with nothing between them cannot occur (the pattern is greedy), so starts rise strictly after the
    # first; a drop at the very head gives a second entry at 0, which bisect takes.
    return out, Offsets(starts, shifts, len(out))


def _one_to_one(text: str, strange: set[str]) -> str:
    """The text folded letter by letter; `strange` are the non-ASCII characters it holds."""
    table = _table()
    if len(strange) <= _FEW:
        for char in strange:
            put = fold(char)
            if put != char:
                text = text.replace(char, put)
        text = text.replace("`", "'")
    else:
        text = text.translate({**table, **{ord(char): fold(char) for char in strange}, ord("`"): "'"})
    low = text.lower()
    # Whatever non-ASCII is left folds to itself, but lower() may still lengthen a rare capital or look at its
    # neighbours (final sigma); then only the ASCII letters are lowered.
    if len(low) == len(text):
        return low
    return text.translate({code: code + 32 for code in range(ord("A"), ord("Z") + 1)})


def normalise(text: str) -> Normalised:
    """Fold a text for matching. Never raises: control characters and lone surrogates stay as they are."""
    if text.isascii():
        return Normalised(text.replace("`", "'").lower())
    strange = set(_OTHER.findall(text))
    offsets: Offsets | None = None
    if any(_DROPPED.match(char) for char in strange):
        text, offsets = _without_dropped(text)
    return Normalised(_one_to_one(text, strange), offsets)
