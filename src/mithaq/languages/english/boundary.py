"""Whether a match stands as a word: possessives, hyphens, apostrophes. Works on normalised text."""

from __future__ import annotations

import re

from mithaq.languages.base import Clitics, Pos

# What may follow an apostrophe and still leave the word before it whole: "Armenia's", "they'll", "who'd".
_TAIL = re.compile(r"'(?:s|d|ll|re|ve|m)(?![\w'])")
_NEXT_PART = re.compile(r"-[^\W_]+(?:-[^\W_]+)*")
_PREVIOUS_PART = re.compile(r"[^\W_]+(?:'s)?-\Z")
_PART_WINDOW = 24

# A word so prefixed says another thing or the contrary: "non-compliance", "anti-Russian", "un-blocked".
_TURNING = frozenset({"non", "anti", "counter", "pro", "un", "de", "mis", "dis", "quasi", "pseudo", "mid"})
# After a name and a hyphen these still tell what somebody did ("Russian-brokered truce"); any other verb there only
# describes a thing ("rebel-held", "Iran-backed", "long-delayed").
_DONE_BY = re.compile(
    r"(?:re)?(?:brokered|mediated|negotiated|facilitated|arbitrated|sponsored|supervised|monitored|patrolled|imposed)\Z"
)
_VERBAL = ("verb", "participle", "phrase")


def boundary(text: str, start: int, end: int, pos: Pos) -> Clitics | None:
    """The clitics and hyphenated parts around text[start:end], or None if it is only a piece of a word.

    before: the part before a hyphen with the hyphen ("russian-" of "russian-brokered" for "brokered"); after: a
    possessive or contraction ("'s"), or the part after a hyphen ("-backed" of "iran-backed" for "iran").
    """
    before = after = ""
    if start and (text[start].isalnum() or text[start] == "_"):
        left = text[start - 1]
        if left.isalnum() or left == "_":
            return None
        if left == "'" and start > 1 and text[start - 2].isalnum():
            return None  # the second half of "O'Brien", "Sana'a"
        if left == "-" and start > 1 and text[start - 2].isalnum():
            part = _PREVIOUS_PART.search(text, max(0, start - _PART_WINDOW), start)
            before = part.group() if part else "-"
            head = before[:-1]
            if head in _TURNING:
                return None
            if pos in _VERBAL and not _DONE_BY.match(text, start, end):
                return None
        elif left in "@#":
            return None  # an address or a tag, not a word of the sentence
    if end < len(text) and not (text[end - 1].isalnum() or text[end - 1] == "_"):
        if text[end - 1] == "." and text[end].isalnum():
            return None  # "u.s." in "u.s.a"
    elif end < len(text):
        right = text[end]
        if right.isalnum() or right == "_":
            return None
        if right == "'" and end + 1 < len(text) and text[end + 1].isalnum():
            tail = _TAIL.match(text, end)
            if tail is None:
                return None
            after = tail.group()
        elif right == "'" and text[end - 1] == "s":
            after = "'"
        elif right == "-" and end + 1 < len(text) and text[end + 1].isalnum():
            part = _NEXT_PART.match(text, end, end + _PART_WINDOW)
            after = part.group() if part else "-"
            if pos == "verb":
                return None  # "cease-fire", "hand-over", "stand-off": not the verb
    return Clitics(before, after) if before or after else _NONE


_NONE = Clitics()
