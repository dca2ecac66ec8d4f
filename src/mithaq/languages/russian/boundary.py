"""Whether a match stands as a word of its own: hyphens, compounds, addresses. Works on normalised text."""

from __future__ import annotations

import re

from mithaq.languages.base import Clitics, Pos

_PREVIOUS_PART = re.compile(r"[^\W_]+-\Z")
_NEXT_PART = re.compile(r"-[^\W_]+(?:-[^\W_]+)*")
_PART_WINDOW = 24
# A word so prefixed says the contrary, or something that only pretends to be it.
_TURNING = frozenset({"не", "анти", "контр", "псевдо", "лже", "квази", "недо"})
# Particles written with a hyphen after any word.
_PARTICLES = frozenset({"-то", "-ка", "-таки", "-либо", "-нибудь", "-с"})
_VERBAL = ("verb", "participle", "phrase")
_NONE = Clitics()


def _wordly(char: str) -> bool:
    return char.isalnum() or char == "_"


def boundary(text: str, start: int, end: int, pos: Pos) -> Clitics | None:
    """The hyphenated parts around text[start:end], or None if it is only a piece of a word.

    before: the part before a hyphen with the hyphen ("экс-" of "экс-президент" for "президент"); after: the part
    behind ("-азербайджанская" of "армяно-азербайджанская" for "армяно", or the particle "-таки").
    """
    before = after = ""
    if start and _wordly(text[start]):
        left = text[start - 1]
        if _wordly(left) or left in "@#":
            return None
        if left == "'" and start > 1 and text[start - 2].isalnum():
            return None
        if left == "-" and start > 1 and text[start - 2].isalnum():
            part = _PREVIOUS_PART.search(text, max(0, start - _PART_WINDOW), start)
            before = part.group() if part else "-"
            if pos == "particle" or pos in _VERBAL or before[:-1] in _TURNING:
                return None  # "кое-где", "из-за": not the preposition
    if end < len(text) and _wordly(text[end - 1]):
        right = text[end]
        if _wordly(right):
            return None
        if right == "'" and text[end + 1 : end + 2].isalnum():
            return None
        if right == "." and text[end + 1 : end + 3] in ("ру", "ru", "рф") and not text[end + 3 : end + 4].isalnum():
            return None  # an address: "газета.ру"
        if right == "-" and text[end + 1 : end + 2].isalnum():
            part = _NEXT_PART.match(text, end, end + _PART_WINDOW)
            after = part.group() if part else "-"
            if (pos == "particle" or pos in _VERBAL) and after not in _PARTICLES:
                return None
    elif end < len(text) and text[end - 1] == "." and text[end].isalnum():
        return None  # "т.д" in "т.д.н"
    return Clitics(before, after) if before or after else _NONE
