"""Declining proper names: persons by gender and ending, places and bodies as phrases, foreign words by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mithaq.languages.russian import declension
from mithaq.languages.russian.declension import CASES, Gender, Table
from mithaq.languages.russian.irregular import irregular
from mithaq.languages.russian.morphology import Noun, Number, is_adjective, noun_of, parses
from mithaq.languages.russian.phrases import joined, phrase

_PLACE = frozenset({"Geox", "Orgn"})
_HUSHING = ("жа", "ша", "ча", "ща")
_GIVEN = frozenset({"Name"})
_ON_RIVER = re.compile(r"(.+?)(-(?:на|под|он|де|дю)-.+)")
_ABBREVIATED = re.compile(r".+\.$")
_PATRONYMIC = re.compile(r"(?:ович|евич|ич|овна|евна|ична|инична)$")
_FEMININE = ("ова", "ева", "ина", "ына", "ская", "цкая", "ая")


def proper_tables(
    name: str, type: str, quoted: str = "", acronyms: frozenset[str] = frozenset()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Case and forms of a normalised name of this NameType.

    quoted: the part of it that stood in quotation marks. acronyms: words of it written all in capitals.
    """
    tables = _person(name) if type == "person" else _Thing(acronyms, type == "group").tables(name, quoted)
    for one in tables:
        yield from one.items()


# --- persons


def _person(name: str) -> Iterator[Table]:
    words = name.split(" ")
    gender = _gender(words)
    if len(words) == 1:
        yield _surname(words[0], "f" if gender == "f" else "m")
        return
    for one in ("m", "f") if gender is None else (gender,):
        yield joined([_part(word, place, len(words), one) for place, word in enumerate(words)])
    if len(words) > 2 and not any(_PATRONYMIC.search(word) for word in words):
        # "Ким Чен Ын", "Реджеп Тайип Эрдоган": often only the last word is declined, or all but the first
        own = gender or "m"
        last = _surname(words[-1], own)
        yield joined([*(declension.fixed(word) for word in words[:-1]), last])
        middle = [_part(word, place, len(words), own) for place, word in enumerate(words[1:-1], 1)]
        yield joined([declension.fixed(words[0]), *middle, last])


def _gender(words: list[str]) -> str | None:
    """ "m", "f", or None if neither the patronymic, the first name nor the surname tells."""
    for word in words:
        if word.endswith(("овна", "евна", "ична", "инична", "кызы", "гызы")):
            return "f"
        if word.endswith(("ович", "евич", "ьич")) or word in ("оглы", "оглу"):
            return "m"
    first, last = words[0], words[-1]
    if first in irregular().men:
        return "m"
    if first in irregular().women:
        return "f"
    if len(words) == 1 or _ABBREVIATED.match(first):
        return "f" if last.endswith(_FEMININE) else "m"
    genders = {
        str(one.tag.gender) for one in parses(first)
        if one.is_known and "Name" in one.tag.grammemes and one.tag.case == "nomn" and one.tag.number == "sing"
    }  # fmt: skip
    if genders == {"femn"} and first[-1] in "ая":
        return "f"  # of others the dictionary knows only that some woman bears them ("Эммануэль")
    if genders == {"masc"}:
        return "m"
    if last.endswith(_FEMININE) and first[-1] in "аяеиоуэ":
        return "f"
    if first[-1] not in "аеиоуыэюяь" and first[-1].isalpha():
        return "m"
    return None


def _part(word: str, place: int, count: int, gender: str) -> Table:
    """One word of a person's name."""
    if _ABBREVIATED.match(word) or word in irregular().particles:
        return declension.fixed(word)
    if place == count - 1:
        return _surname(word, gender)
    head, dash, tail = word.rpartition("-")
    if dash:
        if tail in irregular().particles:
            return declension.fixed(word)
        return _prefixed(head + dash, _part(tail, 0, 2, gender))
    if _PATRONYMIC.search(word) and place:
        return declension.noun(word, animate=True)
    found = noun_of(word, kinds=_GIVEN, known_only=True)
    if found is not None and "sing" in found[0].tables and found[0].gender == gender:
        return found[0].tables["sing"]
    if gender == "f" and word[-1] not in "ая":
        return declension.fixed(word)
    return declension.noun(word, animate=True)


def _surname(word: str, gender: str) -> Table:
    head, dash, tail = word.rpartition("-")
    if dash:
        if tail in irregular().particles:
            return declension.fixed(word)
        return _prefixed(head + dash, _surname(tail, gender))
    if word in irregular().particles or word.endswith(("ых", "их")):
        return declension.fixed(word)
    if gender == "f":
        return declension.feminine_surname(word)
    if word.endswith(("ский", "цкий", "ской", "цкой", "ый", "ний", "хий", "кий", "гий")):
        return declension.adjective(word, "m", animate=True)
    found = noun_of(word, kinds=frozenset({"Surn", "Name"}), known_only=True)
    own = found[0].tables.get("sing") if found is not None and found[0].gender == "m" else None
    if own is not None and _regular(word, own):
        return _merged(own, declension.noun(word, animate=True, surname=True)) if word.endswith("ин") else own
    return declension.noun(word, animate=True, surname=True)


def _regular(word: str, found: Table) -> bool:
    """Whether the dictionary's noun is declined at all, or drops a vowel that the rule would keep."""
    return found.get("gen", ()) != (word,) or word[-1] in "аеиоуыэюя"


def _merged(one: Table, other: Table) -> Table:
    return {case: tuple(dict.fromkeys((*one.get(case, ()), *other.get(case, ())))) for case in CASES}


def _prefixed(prefix: str, inner: Table) -> Table:
    return {case: tuple(prefix + form for form in forms) for case, forms in inner.items()}


# --- places, states, organisations, groups

_PEOPLE = frozenset({"Name", "Surn", "Patr"})
_PLURAL = re.compile(r"[а-я]{3,}(?:[бвдзлмнпрстфц]ы|[гкх]и)")
_DECLINABLE = re.compile(r"[а-я]*[бвгджзклмнпрстфхцчшщ][аеиоуыэюя][бвгджзклмнпрстфхцчшщ]{1,2}")


def acronym_table(word: str) -> Table:
    """МИД in all cases, and МИДа where a vowel before the last consonant lets it be declined (not США, ЛНА)."""
    if len(word) < 3 or not _DECLINABLE.fullmatch(word):
        return declension.fixed(word)
    return declension.table(word, (word, word + "а"), (word, word + "у"), word, (word, word + "ом"), (word, word + "е"))


def _suffixed(inner: Table, suffix: str) -> Table:
    return {case: tuple(form + suffix for form in forms) for case, forms in inner.items()}


def _known(word: str) -> tuple[Noun, Number] | None:
    """The dictionary's noun for a word of a name: a place or body first, a common noun else, never a person."""
    return noun_of(word, kinds=_PLACE, known_only=True) or noun_of(word, barred=_PEOPLE, known_only=True)


def _leads(word: str) -> bool:
    """Whether a word can be an adjective before a noun: known as one, or shaped so ("Кельбаджарский")."""
    if declension.adjective_gender(word) is None:
        return False
    return is_adjective(word) or word.endswith(("ский", "ская", "ское", "ские", "цкий", "цкая", "цкое", "цкие"))


@dataclass(frozen=True, slots=True)
class _Thing:
    """Declines names that are not persons'. `acronyms` are words of the name that stood in capitals; `people`: it names
    people, so that an unknown word on -ы is their plural ("хуситы")."""

    acronyms: frozenset[str]
    people: bool = False

    def tables(self, name: str, quoted: str) -> Iterator[Table]:
        words = name.split(" ")
        if quoted:
            # "чвк «вагнер»": what stands before the quotation is declined, the quotation stays
            head = name.partition(quoted)[0].rstrip('«“„" ')
            if head:
                yield _suffixed(self._phrase(head.split(" ")), name[len(head) :])
                return
        if len(words) == 1:
            yield self.word(words[0])
        elif _known(words[0]) is None and not _leads(words[0]) and words[0] not in self.acronyms:
            # a foreign name of several words: as it is, or with its last word declined
            yield declension.fixed(name)
            yield joined([*(declension.fixed(word) for word in words[:-1]), self.word(words[-1])])
        else:
            yield self._phrase(words)

    def _phrase(self, words: list[str]) -> Table:
        """Adjectives agree with the first noun, what follows stays, both change in "A и B" and "A - B"."""
        at = 0
        while at < len(words) - 1 and _leads(words[at]):
            at += 1
        adjectives, head, rest = words[:at], words[at], words[at + 1 :]
        found = _known(head)
        if found is None and _leads(head):
            shape = phrase(" ".join(words))
            if shape is not None:
                return next(iter(shape.numbers.values()))
        gender: Gender = declension.adjective_gender(adjectives[-1]) or "m" if adjectives else "m"
        animate = found is not None and found[0].animate and found[1] == "plur"
        parts = [*(declension.adjective(word, gender, animate=animate) for word in adjectives), self.word(head)]
        if len(rest) >= 2 and rest[0] in ("и", "-"):
            return joined([*parts, declension.fixed(rest[0]), self._phrase(rest[1:])])
        return joined([*parts, *(declension.fixed(word) for word in rest)])

    def word(self, word: str) -> Table:
        """All cases of one word: as the dictionary has it, else by its ending."""
        if word in self.acronyms:
            return acronym_table(word)
        if word in irregular().particles or not word[-1:].isalpha():
            return declension.fixed(word)
        found = _known(word)
        if found is not None:
            own = found[0].tables[found[1]]
            # the dictionary knows one stress of Шуша and Гянджа, print uses both
            return _merged(own, declension.noun(word, animate=False)) if word.endswith(_HUSHING) else own
        river = _ON_RIVER.fullmatch(word)
        if river:
            return _suffixed(self.word(river.group(1)), river.group(2))
        head, dash, tail = word.rpartition("-")
        if dash and tail:
            return _prefixed(head + dash, self.word(tail))
        if _leads(word):
            return declension.adjective(word)
        if self.people and _PLURAL.fullmatch(word):
            stem = word[:-1]
            return declension.table(word, stem + "ов", stem + "ам", stem + "ов", stem + "ами", stem + "ах")
        if word[-1] == "ь":
            guessed = noun_of(word, barred=_PEOPLE)
            if guessed is not None:
                return guessed[0].tables[guessed[1]]
        if word.endswith(("ово", "ево", "ино", "ыно")):
            stem = word[:-1]
            regular = declension.table(word, stem + "а", stem + "у", word, stem + "ом", stem + "е")
            return _merged(regular, declension.fixed(word))
        return declension.noun(word, animate=False)
