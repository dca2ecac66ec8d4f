"""Keys by which the forms of one word are alike: enough for finding phrases, not an analysis of words.

A key is only ever compared with keys of the same language, so it need not be a word.
"""

from __future__ import annotations

import re
from functools import lru_cache

_EN_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "y", "e")
_EN_IRREGULAR = {
    "held": "hold", "left": "leave", "leaves": "leave", "paid": "pay", "sent": "send", "built": "build",
    "rebuilt": "rebuild", "gave": "give", "given": "give", "took": "take", "taken": "take", "laid": "lay",
    "met": "meet", "drawn": "draw", "withdrew": "withdraw", "withdrawn": "withdraw", "men": "man", "women": "woman",
    "children": "child", "bodies": "body", "chosen": "choose", "frozen": "freeze", "sought": "seek", "lies": "lie",
    "going": "go", "went": "go", "people": "people", "peoples": "people", "written": "write", "begun": "begin",
    "police": "police", "policy": "policy", "policies": "policy", "lets": "let",
}  # fmt: skip
_AR_BEFORE = ("", "و", "ف")
_AR_PREPOSITIONS = ("", "ب", "ل", "ك", "س")
_AR_PRONOUNS = ("هما", "هم", "ها", "هن", "كم", "نا", "ه")
_AR_ENDINGS = ("تان", "تين", "ات", "ان", "ون", "ين", "ية", "ة", "ا", "ي", "و", "ت", "ه")
_AR_VERB = "يتنا"
_RARE = 0.1
"""Readings of a Russian word that are seldomer than this are left out ("после" as a form of "посол")."""
_SHORT = 3
"""Letters that a stem keeps at least."""


@lru_cache(maxsize=65536)
def keys(word: str, language: str) -> frozenset[str]:
    """The keys of a word as it stands in a text; every reading of it that the language allows."""
    if language == "ru":
        return _russian(word)
    return _arabic(word) if language == "ar" else frozenset({_english(word)})


@lru_cache(maxsize=65536)
def key_of_entry(word: str, language: str) -> frozenset[str]:
    """The keys of a word as a list of phrases has it: in its plain form, without an article, so with one reading."""
    if language != "ar":
        return keys(word, language)
    if word[0] == "ي" and len(word) > _SHORT:  # a verb in the present: any person of it
        return frozenset({"+" + _arabic_stem(word[1:])})
    return frozenset({_arabic_stem(word)})


def _english(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("'")
    if word in _EN_IRREGULAR:
        word = _EN_IRREGULAR[word]
        return word if word in _EN_IRREGULAR else _english(word)
    word = word.replace("isation", "ization").replace("ise", "ize")
    for ending in _EN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORT:
            word = word.removesuffix(ending)
            break
    if len(word) > _SHORT and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word


def _russian(word: str) -> frozenset[str]:
    from mithaq.languages.russian.morphology import parses, plain

    found = {re.sub("(?:ся|сь)$", "", plain(parse.normal_form)) for parse in parses(word) if parse.score > _RARE}
    return frozenset(found or {word})


def _arabic(word: str) -> frozenset[str]:
    found = set()
    for before in _AR_BEFORE:
        if not word.startswith(before):
            continue
        rest = word.removeprefix(before)
        if rest.startswith("لل") and len(rest) > _SHORT + 1:
            found.add(_arabic_stem(rest[2:]))
            found.add(_arabic_stem(rest[1:]))
        for preposition in _AR_PREPOSITIONS:
            if not rest.startswith(preposition):
                continue
            bare = rest.removeprefix(preposition)
            if bare.startswith("ال") and len(bare) > _SHORT + 1:
                found.add(_arabic_stem(bare[2:]))
            if len(bare) >= _SHORT:
                found.add(_arabic_stem(bare))
                if bare[0] in _AR_VERB and len(bare) > _SHORT:
                    found.add("+" + _arabic_stem(bare[1:]))
    return frozenset(found or {word})


def _arabic_stem(word: str) -> str:
    """Without the pronoun, and without the ending of number, gender or case."""
    for ending in _AR_PRONOUNS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORT:
            word = word.removesuffix(ending)
            break
    for ending in _AR_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORT:
            return word.removesuffix(ending)
    return word
