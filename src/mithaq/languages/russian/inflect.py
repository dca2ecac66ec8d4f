"""Russian surface forms: verbs, deverbal nouns, phrases, names, adjectives of nationality.

pymorphy3's dictionary gives what it knows; names it does not know follow the rules of declension.py. Forms are made
when a lexicon is compiled, never when reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from mithaq.languages.base import Form, Pos
from mithaq.languages.russian import declension, morphology
from mithaq.languages.russian.irregular import irregular
from mithaq.languages.russian.names import acronym_table, proper_tables
from mithaq.languages.russian.normalise import normalise
from mithaq.languages.russian.phrases import Phrase, phrase

_NO_PARTICIPLES = "without=adj"
_FINITE = frozenset({"past", "present", "future"})
_ACRONYM = re.compile(r"[А-ЯЁA-Z][А-ЯЁA-Z0-9-]+")
_CAPITALS = re.compile(r"(?<!\w)[А-ЯЁA-Z][А-ЯЁA-Z0-9]+(?!\w)")
_QUOTED = re.compile('[«“„"]([^»”“"]+)[»”“"]')
_QUOTES = (("«", "»"), ('"', '"'), ("“", "”"), ("„", "“"))


def _fold(text: str) -> str:
    return normalise(text).text.strip()


class _Forms:
    """Forms gathered by their text, features joined."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: dict[str, set[str]] = {}

    def add(self, text: str, features: Iterable[str] = ()) -> None:
        if text:
            self._found.setdefault(text, set()).update(features)

    def list(self, *more: str) -> list[Form]:
        return [Form(text, frozenset((*features, *more))) for text, features in self._found.items()]


# --- verbs


@cache
def _verb_forms(infinitive: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """All forms of a verb, with the passive in -ся of an imperfective transitive one."""
    own = morphology.verb_of(infinitive)
    if infinitive.endswith(("ся", "сь")) or infinitive in irregular().no_passive:
        return own
    if not morphology.takes_reflexive_passive(infinitive):
        return own
    passive = []
    for text, features in morphology.verb_of(infinitive + "ся"):
        if features & {"imperative", "gerund"} or {"adj", "past"} <= features or text.endswith(("юсь", "усь", "мся")):
            continue  # "передаюсь", "передававшийся" are no passives that news uses
        passive.append((text, features - {"active"} | {"passive"} | ({"participle"} if "adj" in features else set())))
    return (*own, *passive)


def _verb_phrase(before: str, verb: str, rest: str) -> Iterator[tuple[str, frozenset[str]]]:
    """A phrase whose verb is inflected; what follows it stays. A prepositional rest may come first as well."""
    adverbial = rest.partition(" ")[0] in irregular().prepositions
    turns = bool(rest) and not before and adverbial
    for text, features in _verb_forms(verb):
        if rest and ("imperative" in features or ("adj" in features and not adverbial)):
            continue  # "прекращенный огонь" is another phrase
        yield " ".join(filter(None, (before, text, rest))), features
        if turns and features & _FINITE and not features & {"adj", "gerund"}:
            yield f"{rest} {text}", features


def _participle_forms(word: str) -> list[tuple[str, frozenset[str]]]:
    """The forms of a participle or adjective given as a lemma ("захваченный", "подконтрольный")."""
    for one in morphology.parses(word):
        if one.tag.POS == "PRTF" and one.is_known:
            wanted = morphology.features_of(one.tag) - {"adj", "plural", *declension.CASES}
            return [(text, features) for text, features in morphology.verb_of(one.normal_form) if wanted <= features]
    out: list[tuple[str, frozenset[str]]] = []
    for gender in ("m", "f", "n", "pl"):
        for animate in (False, True):
            for case, forms in declension.adjective(word, gender, animate=animate).items():
                out.extend((form, frozenset({"adj", case})) for form in forms)
    for one in morphology.parses(word):
        if one.tag.POS == "ADJF" and one.is_known:
            out.extend(
                (morphology.plain(form.word), frozenset({"adj"})) for form in one.lexeme if form.tag.POS == "ADJS"
            )
            break
    return out


def _extra(form: str) -> tuple[str, frozenset[str]]:
    """An irregular form with the features its own shape shows."""
    folded = _fold(form)
    found = [one for one in morphology.parses(folded) if one.is_known] if " " not in folded else []
    return folded, morphology.features_of(found[0].tag) if found else frozenset()


def _is_small(words: list[str]) -> bool:
    """Whether these words can stand before a verb in its phrase: none, "не", "вновь", "с удовлетворением"."""
    return not words or words[0] in irregular().prepositions or morphology.noun_of(words[0], known_only=True) is None


def _is_nominal(word: str) -> bool:
    """Whether a phrase that begins with this word is headed by a noun."""
    return word not in irregular().prepositions and morphology.noun_of(word) is not None


def event_forms(lemma: str, pos: Pos, extra: Sequence[str] = ()) -> list[Form]:
    """All surface forms of a verb, deverbal noun or phrase.

    `extra` are further forms as written; "without=adj" leaves the full participles out ("задержанные лица").
    """
    out = _Forms()
    described = _NO_PARTICIPLES in extra
    folded = _fold(lemma)
    words = folded.split(" ")
    # "не соблюдать", "вновь вспыхнуть": up to two small words may stand before the verb
    at = next((i for i, word in enumerate(words[:3]) if morphology.is_infinitive(word)), None)
    if pos in ("verb", "phrase") and at is not None and _is_small(words[:at]):
        for text, features in _verb_phrase(" ".join(words[:at]), words[at], " ".join(words[at + 1 :])):
            if not (described and "adj" in features):
                out.add(text, features)
    elif pos in ("participle", "adjective") and len(words) == 1:
        for text, features in _participle_forms(folded):
            out.add(text, features)
    elif pos == "noun" or (pos == "phrase" and _is_nominal(words[0])):
        for one in phrase_forms(lemma):
            out.add(one.text, one.features | {"noun"})
    else:
        out.add(*_extra(folded))
    for form in extra:
        if "=" not in form:
            out.add(*_extra(form))
    return out.list()


# --- common noun phrases


def _all(shape: Phrase) -> _Forms:
    out = _Forms()
    for number, tables in shape.numbers.items():
        plural = {"plural"} if number == "plur" else set()
        for case in declension.CASES:
            for text in tables.get(case, ()):
                out.add(text, {case, *plural})
    return out


def phrase_forms(text: str) -> list[Form]:
    """All forms of a common noun phrase, both numbers if it is given in the singular."""
    if _ACRONYM.fullmatch(text):
        return _acronym(text)
    folded = _fold(text)
    shape = phrase(folded)
    if shape is None:
        return _unknown(folded)
    out = _all(shape)
    out.add(folded)
    return out.list()


def _unknown(text: str) -> list[Form]:
    """A phrase without a head that the dictionary knows: by the ending of a single word, else as written."""
    out = _Forms()
    if text.isalpha() and text not in irregular().prepositions:
        for case, forms in declension.noun(text, animate=True).items():
            for form in forms:
                out.add(form, {case})
    out.add(text)
    return out.list()


def _acronym(text: str) -> list[Form]:
    """МИД, which asks for capitals in the text, and МИДа where it can be declined."""
    folded = _fold(text)
    out = _Forms()
    for case, forms in acronym_table(folded).items():
        for form in forms:
            out.add(form, {case, "caps" if form == folded else "cap"})
    return out.list()


# --- names


def name_forms(name: str, type: str) -> list[Form]:
    """All forms of a proper name, declined; a name written with a capital asks for one in the text ("Того", "Чад").

    A name inside quotation marks is found with any marks and without.
    """
    whole = name.strip()
    if _QUOTED.fullmatch(whole):
        whole = whole[1:-1]
    if _ACRONYM.fullmatch(whole):
        return _acronym(whole)
    capital = ("cap",) if whole[:1].isupper() else ()
    acronyms = frozenset(_fold(word) for word in _CAPITALS.findall(whole))
    out = _Forms()
    quoted = _QUOTED.search(whole)
    variants = [whole]
    if quoted:
        inner = quoted.group(1)
        head, tail = whole[: quoted.start()], whole[quoted.end() :]
        variants = [f"{head}{left}{inner}{right}{tail}" for left, right in _QUOTES] + [head + inner + tail]
    for variant in variants:
        folded = _fold(variant)
        for case, forms in proper_tables(folded, type, _fold(quoted.group(1)) if quoted else "", acronyms):
            for form in forms:
                out.add(form, (case,))
    return out.list(*capital)


# --- nationality


def demonym_forms(lemma: str) -> list[Form]:
    """All forms of an adjective ("армянский", "армянского", "армяно-") or noun ("армянин", "армяне") of nationality."""
    folded = _fold(lemma)
    out = _Forms()
    if declension.adjective_gender(folded) == "m" and not morphology.noun_of(folded, known_only=True):
        for gender in ("m", "f", "n", "pl"):
            for animate in (False, True):
                for case, forms in declension.adjective(folded, gender, animate=animate).items():
                    for form in forms:
                        out.add(form, {"adj", case, *({"plural"} if gender == "pl" else ())})
        for form in _combining(folded):
            out.add(form, {"adj", "combining"})
        return out.list()
    for one in phrase_forms(folded):
        out.add(one.text, one.features)
    return out.list()


def _combining(adjective: str) -> tuple[str, ...]:
    """What stands before a hyphen: "армяно" of "армяно-азербайджанский"."""
    listed = irregular().combining.get(adjective)
    if listed is not None:
        return listed
    if adjective.endswith("ский"):
        return (adjective[:-2] + "о",)
    return ()
