"""Noun phrases: which word is the head, which agree with it, which stay as they are.

"Кельбаджарский район" inflects both words, "режим прекращения огня" the first, "убитые и раненые" the first and the
last. Works on normalised text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mithaq.languages.russian import declension
from mithaq.languages.russian.declension import CASES, Gender, Table
from mithaq.languages.russian.irregular import irregular
from mithaq.languages.russian.morphology import Number, is_adjective, noun_of, parses


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase in all cases, by number."""

    numbers: Mapping[Number, Table]


def joined(parts: list[Table]) -> Table:
    """The words of a phrase in one case each: every form of the head with the first form of the others."""
    out: dict[str, tuple[str, ...]] = {}
    for case in CASES:
        rows = [""]
        for part in parts:
            forms = part.get(case) or part["nom"]
            rows = [f"{row} {form}" if row else form for row in rows for form in forms]
        out[case] = tuple(dict.fromkeys(rows))
    return out


def _agreeing(word: str, gender: Gender, animate: bool) -> Table:
    return declension.adjective(word, gender, animate=animate)


def adjective_like(word: str) -> bool:
    """Whether a word looks like an adjective or participle in the nominative, hyphenated or not."""
    return declension.adjective_gender(word) is not None and is_adjective(word)


def _is_adverb(word: str) -> bool:
    return any(parse.tag.POS in ("ADVB", "NUMR") for parse in parses(word)[:2])


@cache
def phrase(text: str) -> Phrase | None:
    """The phrase in all cases; None if it has no head in the nominative (a preposition, a fixed expression)."""
    words = text.split(" ")
    at = 0
    fixed: list[Table] = []
    if words[0] in irregular().prepositions:
        if len(words) != 3 or not adjective_like(words[2]):
            return None
        at, fixed = 2, [declension.fixed(word) for word in words[:2]]  # "без вести пропавший"
    while at < len(words) - 1 and _is_adverb(words[at]) and not noun_of(words[at], known_only=True):
        fixed.append(declension.fixed(words[at]))
        at += 1
    head = _head(words, at)
    if head is None:
        return None
    adjectives, rest = words[at:head], words[head + 1 :]
    core = _core(words[head], adjectives)
    if core is None:
        return None
    second = _second(rest)
    tail = [declension.fixed(word) for word in (rest[:1] if second else rest)]
    numbers: dict[Number, Table] = {}
    for number, parts in core.items():
        both = [second.numbers.get(number) or next(iter(second.numbers.values()))] if second else []
        numbers[number] = joined([*fixed, *parts, *tail, *both])
    return Phrase(numbers)


def _head(words: list[str], at: int) -> int | None:
    """The place of the head: the first noun, or the last of the adjectives if no noun agrees with them."""
    last = None
    for place in range(at, len(words)):
        word = words[place]
        adjective = adjective_like(word)
        if adjective:
            last = place
            following = words[place + 1] if place + 1 < len(words) else ""
            if following and (adjective_like(following) or _agrees(word, following)):
                continue
            return place
        if noun_of(word) is not None:
            return place
        break
    return last


def _agrees(adjective: str, following: str) -> bool:
    found = noun_of(following)
    if found is None:
        return False
    noun, number = found
    gender = declension.adjective_gender(adjective)
    return gender == ("pl" if number == "plur" else noun.gender)


def _core(head: str, adjectives: list[str]) -> dict[Number, list[Table]] | None:
    """Head and adjectives in each number, agreeing."""
    if adjective_like(head):  # an adjective used as a noun: "раненые", "пленный"
        gender = declension.adjective_gender(head) or "m"
        found = noun_of(head)
        animate = found is None or found[0].animate
        shapes: list[Gender] = ["pl"] if gender == "pl" else [gender, "pl"]
        return {
            "plur" if shape == "pl" else "sing": [_agreeing(word, shape, animate) for word in (*adjectives, head)]
            for shape in shapes
        }
    found = noun_of(head)
    if found is None:
        return None
    noun, given = found
    out: dict[Number, list[Table]] = {}
    for number, forms in noun.tables.items():
        if given == "plur" and number == "sing":
            continue
        gender = "pl" if number == "plur" else noun.gender
        out[number] = [*(_agreeing(word, gender, noun.animate) for word in adjectives), forms]
    return out


def _second(rest: list[str]) -> Phrase | None:
    """The second member of "убитые и раненые", if the rest is one."""
    if len(rest) < 2 or rest[0] != "и":
        return None
    return phrase(" ".join(rest[1:]))
