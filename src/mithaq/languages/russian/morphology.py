"""What pymorphy3 knows of a word, as tables of forms with features. The analyser is made on first use only.

Rare, archaic and colloquial variants are left out: "переданною", "передавши", "соглашенье", comparatives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from mithaq.languages.russian.declension import CASES, Table

CASE_OF: Mapping[str, str] = {
    "nomn": "nom", "gent": "gen", "datv": "dat", "accs": "acc", "ablt": "ins", "loct": "loc",
    "gen1": "gen", "gen2": "gen", "acc2": "acc", "loc1": "loc", "loc2": "loc",
}  # fmt: skip
_UNUSED = frozenset(
    {"V-oy", "V-ey", "V-sh", "V-be", "V-ie", "V-bi", "Arch", "Erro", "Slng", "Dist"}
    | {"COMP", "Supr", "Cmp2", "voct", "incl"}
)
_TENSE: Mapping[str, str] = {"past": "past", "pres": "present", "futr": "future"}
Number = Literal["sing", "plur"]


@cache
def analyser() -> Any:
    """The analyser with its dictionary, loaded once a process (about 0.2 s)."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


@cache
def parses(word: str) -> tuple[Any, ...]:
    """All analyses of a word; none of one with a letter that the analyser's tables of Unicode do not know."""
    try:
        return tuple(analyser().parse(word))
    except ValueError:
        return ()


def plain(word: str) -> str:
    """A dictionary's form as texts are folded."""
    return word.replace("ё", "е")


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun's forms by number, its gender and animacy."""

    tables: Mapping[Number, Table]
    gender: Literal["m", "f", "n"]
    animate: bool


def _is_unused(grammemes: Iterable[str]) -> bool:
    return not _UNUSED.isdisjoint(grammemes)


@cache
def noun_of(
    word: str,
    *,
    kinds: frozenset[str] = frozenset(),
    barred: frozenset[str] = frozenset(),
    known_only: bool = False,
) -> tuple[Noun, Number] | None:
    """The noun whose nominative this word is, and in which number it was given; None if there is none.

    kinds: grammemes of which the analysis must carry one (Geox, Orgn, Name …); barred: it must carry none of these.
    """
    best: tuple[Any, Number] | None = None
    for parse in parses(word):
        grammemes = parse.tag.grammemes
        if "NOUN" not in grammemes or "nomn" not in grammemes or plain(parse.word) != word or _is_unused(grammemes):
            continue
        if (known_only and not parse.is_known) or (kinds and kinds.isdisjoint(grammemes)) or barred & grammemes:
            continue
        number: Number = "plur" if "plur" in grammemes else "sing"
        if best is None or (number == "sing" and best[1] == "plur" and parse.score >= best[0].score):
            best = (parse, number)
    return (_noun(best[0]), best[1]) if best else None


def _noun(parse: Any) -> Noun:
    tables: dict[Number, dict[str, list[str]]] = {"sing": {}, "plur": {}}
    for one in parse.lexeme:
        grammemes = one.tag.grammemes
        case = CASE_OF.get(str(one.tag.case))
        informal = "Infr" in grammemes and "Infr" not in parse.tag.grammemes  # "фейк" has no other forms
        if case is None or _is_unused(grammemes) or informal:
            continue
        if "Surn" in grammemes and one.tag.gender != parse.tag.gender:
            continue  # the dictionary keeps Захаров and Захарова together
        number: Number = "plur" if "plur" in grammemes else "sing"
        tables[number].setdefault(case, []).append(plain(one.word))
    gender: Any = {"masc": "m", "femn": "f", "neut": "n"}.get(str(parse.tag.gender), "m")
    full: dict[Number, Table] = {
        number: {case: tuple(dict.fromkeys(found.get(case, ()))) for case in CASES}
        for number, found in tables.items()
        if found
    }
    return Noun(full, gender, "anim" in parse.tag.grammemes)


def is_adjective(word: str) -> bool:
    """Whether a word can be an adjective or participle in the nominative."""
    return any(
        parse.tag.POS in ("ADJF", "PRTF") and "nomn" in parse.tag.grammemes and plain(parse.word) == word
        for parse in parses(word)
    )


def is_known(word: str) -> bool:
    """Whether the dictionary holds the word, in any form."""
    return any(parse.is_known for parse in parses(word))


def is_infinitive(word: str) -> bool:
    """Whether a word is a verb's infinitive."""
    return any(parse.tag.POS == "INFN" and plain(parse.word) == word for parse in parses(word))


def features_of(tag: Any) -> frozenset[str]:
    """The features of one form of a verb, from its analysis.

    An active participle is not marked "participle" unless it is past: "participle" without "past" reads as passive.
    """
    grammemes = tag.grammemes
    out: set[str] = set()
    tense = _TENSE.get(str(tag.tense))
    match tag.POS:
        case "INFN":
            out.add("infinitive")
        case "GRND":
            out.add("gerund")
        case "PRTF" | "PRTS" if "pssv" in grammemes:
            out |= {"participle", "passive"}
        case "PRTF":
            out |= {"active", "participle"} if tense == "past" else {"active"}
        case "VERB" if "impr" in grammemes:
            out.add("imperative")
    if tense:
        out.add(tense)
    if tag.POS == "PRTF":
        out |= {"adj", CASE_OF[str(tag.case)]}
        if "plur" in grammemes:
            out.add("plural")
    return frozenset(out)


def _is_news(tag: Any) -> bool:
    """Whether news uses such a form: no "ты", no command to one person, no participle that only grammars know."""
    grammemes = tag.grammemes
    if "2per" in grammemes or ("impr" in grammemes and "sing" in grammemes):
        return "impr" in grammemes and "plur" in grammemes
    if tag.POS == "PRTS" and "pres" in grammemes:
        return False  # "контролируем" is nearly always "we control"
    if tag.POS in ("PRTF", "PRTS") and {"impf", "past", "pssv"} <= grammemes:
        return False  # "передаванный"
    return not (tag.POS == "PRTF" and "actv" in grammemes and tag.case in ("datv", "ablt", "loct"))


@cache
def verb_of(infinitive: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """All forms of a verb with their features; both readings of a verb of two aspects. Empty if it is no verb."""
    found = [
        one for one in parses(infinitive) if one.tag.POS == "INFN" and plain(one.word) == infinitive
    ]  # fmt: skip
    known = [one for one in found if one.is_known] or found[:1]
    if len(known) > 1 and infinitive.endswith(("ать", "ять")) and not infinitive.endswith(("овать", "евать")):
        # "передавать" has a rare perfective beside it; only -овать and a few others are truly of two aspects
        known = [one for one in known if "impf" in one.tag.grammemes] or known
    reflexive = infinitive.endswith(("ся", "сь"))
    # "передавши" is rare beside "передав", but "договорившись" is the only such form that a reflexive verb has
    unused = _UNUSED - {"V-sh"} if reflexive else _UNUSED
    out: dict[tuple[str, frozenset[str]], None] = {}
    for one in known:
        for form in one.lexeme:
            if not unused.isdisjoint(form.tag.grammemes) or not _is_news(form.tag):
                continue
            features = features_of(form.tag)
            if reflexive:
                features |= {"reflexive"}
            out[(plain(form.word), features)] = None
    return tuple(out)


def takes_reflexive_passive(infinitive: str) -> bool:
    """Whether a verb is imperfective and transitive, so that -ся can make it passive ("передается")."""
    return any(
        one.tag.POS == "INFN" and one.is_known and {"impf", "tran"} <= one.tag.grammemes for one in parses(infinitive)
    )
