"""English forms made by rule: verbs, nouns, phrases, names; British and American spelling; hyphens.

What no rule makes is in lexicon/irregular.yaml. Forms are generated when a lexicon is compiled, never when reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mithaq.languages.base import Form, Pos
from mithaq.languages.english.irregular import irregular
from mithaq.languages.english.normalise import normalise
from mithaq.languages.english.spelling import american, british, variants

_VOWELS = "aeiou"
_SYLLABLE = re.compile(r"[aeiouy]+")
_PREPOSITIONS = frozenset(
    ("of", "for", "on", "to", "in", "from", "with", "against", "between", "at", "by", "into", "under", "over", "about",
     "through", "after", "before", "within", "off", "along")
)  # fmt: skip
# A phrase that begins with one of these is kept as written; no verb heads it.
_NOT_A_VERB = _PREPOSITIONS | frozenset(
    ("no", "not", "the", "a", "an", "all", "both", "without", "until", "since", "as", "if", "when", "while", "because",
     "so", "such", "any", "some", "more", "less", "per")
)  # fmt: skip
_VERBS_IN_LY = frozenset(
    {"ally", "apply", "bully", "comply", "fly", "imply", "multiply", "rally", "rely", "reply", "supply", "tally"}
)
_BARE = frozenset({"infinitive", "present"})


# --- single words


def _doubles(verb: str) -> bool:
    """Whether the last letter doubles before -ed and -ing."""
    if len(verb) < 3 or verb[-1] in "wxy" or verb[-1] in _VOWELS or verb[-2] not in _VOWELS:
        return False
    if verb[-3] in _VOWELS and not (verb[-3] == "u" and verb[-4:-3] == "q"):
        return False
    if verb in irregular().doubling:
        return True
    return len(_SYLLABLE.findall(verb)) == 1


def third_person(verb: str) -> str:
    """The form after he, she, it: "carries" of "carry"."""
    if verb in ("be", "have", "do", "go"):
        return {"be": "is", "have": "has", "do": "does", "go": "goes"}[verb]
    return _with_s(verb)


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")) and not word.endswith("arch"):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    if word.endswith("o") and word[-2:-1] not in _VOWELS:
        return word + "es"
    return word + "s"


def _endings(verb: str, ending: str) -> list[str]:
    """The verb with "ed" or "ing", in every spelling."""
    if verb.endswith("c") and not verb.endswith("sync"):
        return [f"{verb}k{ending}"]
    out = [f"{verb}{verb[-1]}{ending}"] if _doubles(verb) else []
    if verb in irregular().either:
        out = [f"{verb}{verb[-1]}{ending}", f"{verb}{ending}"]
    if out:
        return out
    if ending == "ed":
        if verb.endswith("e"):
            return [verb + "d"]
        if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
            return [verb[:-1] + "ied"]
        return [verb + "ed"]
    if verb.endswith("ie"):
        return [verb[:-2] + "ying"]
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and len(verb) > 2:
        return [verb[:-1] + "ing"]
    return [verb + "ing"]


def verb_forms(verb: str) -> dict[str, frozenset[str]]:
    """Every form of one verb with its features."""
    out: dict[str, set[str]] = {}

    def put(text: str, *features: str) -> None:
        out.setdefault(text, set()).update(features)

    put(verb, *_BARE)
    put(third_person(verb), "present")
    if verb == "be":
        for text in ("am", "are"):
            put(text, "present")
    for text in _endings(verb, "ing"):
        put(text, "gerund")
    prefix, stem = _stem(verb)
    parts = irregular().verbs.get(stem)
    if parts is None:
        for text in _endings(verb, "ed"):
            put(text, "past", "participle")
    else:
        for text in parts[0]:
            put(prefix + text, "past")
        for text in parts[1]:
            put(prefix + text, "participle")
    return {text: frozenset(features) for text, features in out.items()}


def _stem(verb: str) -> tuple[str, str]:
    """A hyphenated prefix and the verb that is in the list of irregular verbs: ("re-", "take")."""
    prefix, hyphen, stem = verb.rpartition("-")
    return (prefix + hyphen, stem) if hyphen and stem in irregular().verbs else ("", verb)


def plurals(noun: str) -> tuple[str, ...]:
    """The plural or plurals of one noun; none for one that has none or is plural already."""
    known = irregular()
    if noun in known.nouns:
        return known.nouns[noun]
    if noun in known.uncountable or _is_plural(noun):
        return ()
    for ending in ("man", "woman"):
        if noun.endswith(ending) and len(noun) > len(ending) + 2 and not noun.endswith(("human", "roman", "german")):
            return (noun[: -len(ending)] + known.nouns[ending][0],)
    head, hyphen, tail = noun.partition("-")
    if hyphen and tail.partition("-")[0] in _PREPOSITIONS and tail.partition("-")[2]:  # commander-in-chief
        return tuple(f"{many}-{tail}" for many in plurals(head))
    return (_with_s(noun),)


def _is_plural(noun: str) -> bool:
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is", "as", "os"))


def _collect(found: Iterable[tuple[str, Iterable[str]]]) -> list[Form]:
    table: dict[str, set[str]] = {}
    for text, features in found:
        for spelt in variants(text):
            table.setdefault(normalise(spelt).text, set()).update(features)
    return [Form(text, frozenset(features)) for text, features in table.items()]


# --- the faces


def event_forms(lemma: str, pos: Pos, extra: Sequence[str] = ()) -> list[Form]:
    """All forms of a word or phrase of doing or saying; see `Language.event_forms`."""
    found: list[tuple[str, Iterable[str]]] = []
    words = lemma.split(" ")
    match pos:
        case "verb":
            found.extend(_headed_by_verb(words))
            if lemma in irregular().separable:
                head, particle = words
                split = (f"particle:{particle}", "split")
                found.extend((text, (*features, *split)) for text, features in verb_forms(head).items())
        case "phrase":
            found.extend([(lemma, ())] if words[0] in _NOT_A_VERB else _headed_by_verb(words))
        case "participle":
            found.append((lemma, ("participle",)))
        case "noun":
            found.extend(_headed_by_noun(words, ("noun",)))
        case _:
            found.append((lemma, ()))
    for text in extra:
        found.append((text, ("noun",) if pos == "noun" else ("participle",) if pos == "participle" else ()))
    return _collect(found)


def _headed_by_verb(words: Sequence[str]) -> Iterator[tuple[str, Iterable[str]]]:
    """All forms of a phrase whose first word, or the one after its leading adverb, is a verb."""
    leading = {word for word in words[:-1] if word.endswith("ly") and word not in _VERBS_IN_LY}
    at = next((index for index, word in enumerate(words) if word not in leading), 0)
    for text, features in verb_forms(words[at]).items():
        yield " ".join((*words[:at], text, *words[at + 1 :])), features


def _headed_by_noun(words: Sequence[str], features: tuple[str, ...]) -> Iterator[tuple[str, Iterable[str]]]:
    """Singular and plural of a noun phrase; its head stands before the first preposition, else last."""
    at = next((index for index, word in enumerate(words) if index and word in _PREPOSITIONS), len(words)) - 1
    whole = " ".join(words)
    plural_already = whole in irregular().uncountable or _is_plural(words[at])
    yield whole, (*features, "plural") if plural_already and _is_plural(words[at]) else features
    if plural_already:
        return
    for many in plurals(words[at]):
        yield " ".join((*words[:at], many, *words[at + 1 :])), (*features, "plural")


def phrase_forms(phrase: str) -> list[Form]:
    """All forms of a common noun phrase; see `Language.phrase_forms`. An acronym asks for a capital in the text."""
    shape = ("cap",) if phrase.isupper() else ()
    low = phrase if not phrase.isupper() else phrase.lower()
    return _collect((text, (*features, *shape)) for text, features in _headed_by_noun(low.split(" "), ()))


def _shape(name: str) -> tuple[str, ...]:
    """What capitals the name needs in the original text to be believed."""
    letters = [char for char in name if char.isalpha()]
    if not letters or not name[0].isupper():
        return ()
    if len(letters) > 1 and all(char.isupper() for char in letters):
        short = len(letters) <= 3 or name in irregular().caps
        return ("cap", "caps") if short else ("cap",)
    return ("cap",)


def name_forms(name: str, type: str) -> list[Form]:
    """All forms of a proper name; see `Language.name_forms`.

    Features: "cap" when the first letter must be a capital in the original text, "caps" when all letters must be;
    "plural" for members of a group ("Houthis").
    """
    shape = _shape(name)
    spelt = [name]
    letters = name.replace(".", "")
    if name.isupper() and letters.isalpha() and 2 <= len(letters) <= 4:
        spelt += [letters, "".join(f"{char}." for char in letters)]
    if "'" in name or "\u2019" in name:
        spelt.append(re.sub("['\u2019\u2018]", "", name))
    if "-" in name:
        spelt.append(name.replace("-", " "))
    if "&" in name:
        spelt.append(name.replace("&", "and"))
    if name.startswith("St. "):
        spelt += ["St " + name[4:], "Saint " + name[4:]]
    table: dict[str, set[str]] = {}
    for one in spelt:
        for text in [one, *_other_spelling(one)]:
            table.setdefault(normalise(text).text, set()).update(shape)
    plural_ends = ("i", "n", "er", "or", "ist", "ite")
    if type == "group" and " " not in name and name.endswith(plural_ends) and shape == ("cap",):
        for text in list(table):
            table.setdefault(text + "s", set()).update((*shape, "plural"))
    return [Form(text, frozenset(features)) for text, features in table.items() if text.strip()]


def _other_spelling(name: str) -> list[str]:
    """A name of several words in the other spelling: "Ministry of Defense"."""
    words = name.split(" ")
    if len(words) < 2:
        return []
    there = [american(word.lower()) or word for word in words]
    here = [british(word.lower()) or word for word in words]
    return [" ".join(one) for one in (there, here) if one != words]


def demonym_forms(lemma: str) -> list[Form]:
    """The adjective, and the people in the plural where English makes one of it (Russians, not Turkishes)."""
    shape = _shape(lemma)
    people = lemma.endswith(("Turk", "Kurd", "Arab", "Serb", "Croat", "man", "men"))
    found = {normalise(lemma).text: {"noun" if people else "adj", *shape}}
    ends = ("an", "i", "ite", "er", "ot", "Arab", "Kurd", "Turk", "Serb", "Croat", "ek", "ak", "en", "on")
    if (lemma.endswith(ends) and not lemma.endswith(("men", "man"))) or lemma in ("German", "Roman"):
        found[normalise(lemma + "s").text] = {"noun", "plural", *shape}
    return [Form(text, frozenset(features)) for text, features in found.items()]
