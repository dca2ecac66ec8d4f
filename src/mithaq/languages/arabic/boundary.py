"""Whether a match stands as a word: what Arabic writes as one word with it, before and behind. On normalised text."""

from __future__ import annotations

from functools import cache

from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError
from mithaq.languages.base import Clitics, Pos

_AND = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")

CONJUNCTIONS = frozenset(_AND)
BEFORE_NAME = frozenset(a + p for a in _AND for p in _PREPOSITIONS)
BEFORE_NOUN = frozenset(
    [*BEFORE_NAME, *(a + p + "ال" for a in _AND for p in ("", "ب", "ك")), *(a + "لل" for a in _AND)]
)
"""With the article: و + ب + ال; ل + ال is written لل."""
BEFORE_PRESENT = frozenset([*CONJUNCTIONS, *(a + "ل" for a in _AND)])
"""A verb of the present with "so that" or "let": لتصبح."""

AFTER_NOUN = frozenset(["", "ه", "ها", "هم", "هما", "هن", "نا", "كم"])
AFTER_VERB = frozenset(["", "ه", "ها", "هم", "هما", "هن", "نا", "ني", "ك", "كم"])
AFTER_THAT = frozenset(["", "ه", "ها", "هم", "هما", "هن", "نا", "ني", "ك", "كم"])
"""Pronouns behind "that": أنها."""
_NOTHING = frozenset([""])

_LONGEST_BEFORE, _LONGEST_AFTER = 4, 3
_NONE = Clitics()


@cache
def homographs() -> frozenset[str]:
    """Words that look like a short word with a clitic but are words of their own (lexicon/homographs.yaml)."""
    path = package_file("languages", "arabic", "lexicon", "homographs.yaml")
    raw = load_yaml(path) or []
    if not isinstance(raw, list) or not all(isinstance(word, str) and word for word in raw):
        raise DataError("is not a list of words", place=str(path), mend="write one `- word` a line")
    from mithaq.languages.arabic.normalise import normalise

    return frozenset(normalise(word).text for word in raw)


def boundary(text: str, start: int, end: int, pos: Pos) -> Clitics | None:
    """The clitics around text[start:end], or None if it is only a piece of another word."""
    size = len(text)
    first = start
    if text[start].isalnum():
        while first and text[first - 1].isalnum():
            first -= 1
            if start - first > _LONGEST_BEFORE:
                return None
    if first and text[first - 1] in "@#_" and text[first - 1 : first + 1] != "_ ":
        return None  # an address or a tag
    last = end
    attaching = text[end - 1] in "لب" and end - start > 2 and text[end - 2] == " "
    if attaching:  # "وفقا ل": the next word is written with it
        if end >= size or not (text[end].isalnum() or text[end] in ' -"«“('):
            return None
    elif text[end - 1].isalnum():
        while last < size and text[last].isalnum():
            last += 1
            if last - end > _LONGEST_AFTER:
                return None
        if last < size and text[last] == "_":
            return None
    if first == start and last == end:
        return _NONE
    before, after = text[first:start], text[end:last]
    if before not in _allowed_before(text, start, pos) or after not in _allowed_after(text, start, end, pos):
        return None
    if last - first <= 6 and text[first:last] in homographs():
        return None
    return Clitics(before, after)


def _allowed_before(text: str, start: int, pos: Pos) -> frozenset[str]:
    if pos == "name":
        return BEFORE_NAME
    if pos == "verb":
        return BEFORE_PRESENT if text[start] in "يتن" else CONJUNCTIONS
    if pos == "particle":
        return CONJUNCTIONS
    return BEFORE_NOUN


def _allowed_after(text: str, start: int, end: int, pos: Pos) -> frozenset[str]:
    if pos == "verb" or (pos == "phrase" and text[start] in "يتناس"):
        return AFTER_VERB
    if pos in ("noun", "phrase"):
        return AFTER_NOUN if text[end - 1] not in "ةا" else _NOTHING
    if pos == "particle" and text.startswith("ان", end - 2) and (end - start == 2 or text[end - 3] in " ب"):
        return AFTER_THAT
    return _NOTHING


def role_of_clitic(before: str) -> str | None:
    """The role marker a proclitic carries."""
    rest = before[1:] if before[:1] in ("و", "ف") else before
    if rest.startswith("ل"):
        return "to"
    if rest.startswith("ب"):
        return "in"
    return "and" if before[:1] == "و" else None
