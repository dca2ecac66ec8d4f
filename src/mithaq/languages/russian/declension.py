"""Endings of adjectives and of names, by rule: for words that no dictionary holds ("Кельбаджарский", "Пашинян").

A table is a mapping from case (nom, gen, dat, acc, ins, loc) to the forms of that case. All words are normalised.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Gender = Literal["m", "f", "n", "pl"]
Table = Mapping[str, tuple[str, ...]]

CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
_VELAR, _HUSH = "гкх", "жшщч"
_VOWELS = "аеиоуыэюя"
_ADJECTIVE_ENDINGS: Mapping[str, Gender] = {
    "ый": "m", "ий": "m", "ой": "m", "ая": "f", "яя": "f", "ое": "n", "ее": "n", "ые": "pl", "ие": "pl",
}  # fmt: skip


def table(*forms: str | tuple[str, ...]) -> Table:
    """A table of one form or several a case, in the order of CASES."""
    return {case: (one,) if isinstance(one, str) else one for case, one in zip(CASES, forms, strict=True)}


def fixed(word: str) -> Table:
    """The table of a word that does not change."""
    return dict.fromkeys(CASES, (word,))


def adjective_gender(word: str) -> Gender | None:
    """The gender an adjective's nominative shows, "pl" for the plural; None if it does not look like one."""
    word = word.removesuffix("ся") if word.endswith(("щийся", "щаяся", "щееся", "щиеся", "шийся", "шиеся")) else word
    return _ADJECTIVE_ENDINGS.get(word[-2:]) if len(word) > 3 else None


def adjective(word: str, gender: Gender | None = None, *, animate: bool = False) -> Table:
    """All cases of an adjective given in the nominative of any gender, in the gender wanted (its own if None)."""
    own = adjective_gender(word)
    if own is None:
        return fixed(word)
    tail = "ся" if word.endswith("ся") else ""
    bare = word.removesuffix("ся") if tail else word
    stem, ending = bare[:-2], bare[-2:]
    last = stem[-1]
    velar, hush = last in _VELAR, last in _HUSH
    soft = (ending in ("яя", "ее") and not hush) or (ending in ("ий", "ие") and not velar and not hush)
    light = soft or (hush and ending not in ("ой",))  # его, ему, ем; stressed "большой" keeps ого
    if last == "ц":
        light = True
    high = "и" if soft or velar or hush else "ы"
    wanted = gender or own
    if wanted == "f":
        oblique = "ей" if light else "ой"
        nom, acc = ("яя", "юю") if soft else ("ая", "ую")
        ends: tuple[str, ...] = (nom, oblique, oblique, acc, oblique, oblique)
    elif wanted == "pl":
        ends = (f"{high}е", f"{high}х", f"{high}м", f"{high}х" if animate else f"{high}е", f"{high}ми", f"{high}х")
    else:
        gen, dat, loc = ("его", "ему", "ем") if light else ("ого", "ому", "ом")
        if wanted == "m":
            nominative = ending if own == "m" else f"{high}й"
            accusative = gen if animate else nominative
        else:
            nominative = accusative = "ее" if light else "ое"
        ends = (nominative, gen, dat, accusative, f"{high}м", loc)
    if wanted == "f" and tail:
        tail = "ся"
    return table(*(stem + end + tail for end in ends))


def noun(word: str, *, animate: bool, surname: bool = False) -> Table:
    """All cases of a name in the singular, by its ending. Names in -о, -е, -и, -у, -ы, -э, -ю do not change."""
    if len(word) < 2:
        return fixed(word)
    last, stem = word[-1], word[:-1]
    if word.endswith("ия"):
        return table(word, stem + "и", stem + "и", stem + "ю", stem + "ей", stem + "и")
    if last == "а":
        if stem[-1] in _VOWELS:
            return fixed(word)
        low = "и" if stem[-1] in _VELAR + _HUSH else "ы"
        instrumental: str | tuple[str, ...] = stem + ("ей" if stem[-1] in _HUSH + "ц" else "ой")
        if stem[-1] in _HUSH:
            instrumental = (stem + "ей", stem + "ой")  # by stress, which is not written: Шушей and Шушой
        return table(word, stem + low, stem + "е", stem + "у", instrumental, stem + "е")
    if last == "я":
        return table(word, stem + "и", stem + "е", stem + "ю", stem + "ей", stem + "е")
    if last == "ь":
        return table(word, stem + "я", stem + "ю", stem + "я" if animate else word, stem + "ем", stem + "е")
    if last == "й":
        loc = stem + ("и" if stem[-1] == "и" else "е")
        return table(word, stem + "я", stem + "ю", stem + "я" if animate else word, stem + "ем", loc)
    if last in _VOWELS or not last.isalpha():
        return fixed(word)
    ins: str | tuple[str, ...] = word + ("ем" if last in _HUSH + "ц" else "ом")
    if surname and word.endswith(("ов", "ев", "ин", "ын")):
        ins = word + "ым" if word.endswith(("ов", "ев")) else (word + "ым", word + "ом")
    genitives: tuple[str, ...] = (word,)
    if surname and word.endswith("ец") and len(word) > 4 and word[-3] not in _VOWELS:
        genitives = (word, word[:-2] + "ц")  # Кравец, Кравца
        return table(
            word, tuple(one + "а" for one in genitives), tuple(one + "у" for one in genitives),
            tuple(one + "а" for one in genitives), tuple(one + "ем" for one in genitives),
            tuple(one + "е" for one in genitives),
        )  # fmt: skip
    return table(word, word + "а", word + "у", word + "а" if animate else word, ins, word + "е")


def feminine_surname(word: str) -> Table:
    """All cases of a woman's surname: Захарова, Захаровой; Налбандян and Порошенко do not change."""
    if word.endswith(("ова", "ева", "ина", "ына")):
        stem = word[:-1]
        return table(word, stem + "ой", stem + "ой", stem + "у", stem + "ой", stem + "ой")
    if word.endswith(("ая", "яя")):
        return adjective(word)
    if word.endswith(("а", "я")):
        return noun(word, animate=True)
    return fixed(word)
