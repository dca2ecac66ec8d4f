"""All written forms of the words of the lexicon and of names, normalised, with their features."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from mithaq.languages.arabic import nouns, verbs
from mithaq.languages.arabic.normalise import normalise
from mithaq.languages.base import Form, Pos

_TA = re.compile(r"ة(?=\s|$)")
_SEAT = re.compile("ؤو")
_SHORTEST_CARELESS = 5


def _careless(text: str) -> str:
    """The spelling of writers who put ha for ta marbuta."""
    return _TA.sub("ه", text)


def _spellings(text: str) -> Iterable[str]:
    """A form and the ways it is also printed: ta marbuta without dots, the Egyptian seat of hamza."""
    yield text
    if "ة" in text and (" " in text or len(text) >= _SHORTEST_CARELESS):
        yield _careless(text)
    if "ؤو" in text:  # مسؤول, شؤون: also مسئول, شئون
        yield _SEAT.sub("ئو", text)


def _collected(made: Iterable[tuple[str, Iterable[str]]]) -> list[Form]:
    out: dict[str, set[str]] = {}
    for text, features in made:
        for spelling in _spellings(text):
            folded = normalise(spelling).text.strip()
            if folded:
                out.setdefault(folded, set()).update(features)
    return [Form(text, frozenset(features)) for text, features in out.items()]


def _named(extra: Sequence[str]) -> tuple[Mapping[str, str], list[str]]:
    named = dict(one.split("=", 1) for one in extra if "=" in one)
    return named, [one for one in extra if "=" not in one]


def event_forms(lemma: str, pos: Pos, extra: Sequence[str] = ()) -> list[Form]:
    """All forms of a verb, deverbal noun, participle or phrase.

    extra: "perfect=…", "imperfect=…" (stems without the person's prefix) for verbs the rules do not know, "masdar=…"
    (its verbal noun, inflected as one), and further forms as they are written. A verb of several words has its
    first word conjugated, a noun of several words its first word declined; a phrase stays as written.
    """
    named, forms = _named(extra)
    made: list[tuple[str, Iterable[str]]] = []
    first, _, rest = lemma.partition(" ")
    tail = f" {verbs.plain(rest)}" if rest else ""
    if pos == "verb":
        for form in verbs.conjugate(first, named.get("perfect"), named.get("imperfect")):
            made.append((form.text + tail, form.features))
    elif pos == "noun":
        for text, features in nouns.phrase_variants(lemma).items():
            made.append((text, {"noun", *features}))
        if tail:
            head = nouns.bare(first)
            for text in nouns.noun_forms(head):
                if text.endswith(("ه", "ها", "هم", "هما")) and text != head:
                    made.append((text + tail, {"noun"}))
    elif pos in ("participle", "adjective"):
        kind = {"participle", "passive"} if re.fullmatch("م..و.", nouns.bare(first)) else {"participle", "past"}
        for text, features in nouns.adjective_forms(nouns.bare(first)).items():
            made.append((text + tail, {*features, *kind}))
    else:
        made.append((verbs.plain(lemma), set()))
    if "masdar" in named:
        declined = nouns.noun_forms(nouns.bare(named["masdar"]))
        made.extend((text, {"noun", *features}) for text, features in declined.items())
    base = {"noun"} if pos == "noun" else set()
    made.extend((verbs.plain(form), _features_of(form, pos) or base) for form in forms)
    return _collected(made)


def _features_of(form: str, pos: Pos) -> set[str]:
    """What the shape of an irregular form tells."""
    if pos != "verb":
        return set()
    word = verbs.plain(form)
    if re.match("س[يتنأ]", word) and len(word) > 4:
        return {"future"}
    return {"present"} if word[0] in "يتن" else {"past"}


def phrase_forms(phrase: str) -> list[Form]:
    """All forms of a common noun phrase (concepts, titles of offices)."""
    return _collected(nouns.phrase_variants(phrase).items())


def name_forms(name: str, type: str) -> list[Form]:
    """All spellings of a proper name. Foreign names are never stemmed; one that begins with the article is also
    written without its alif after ل (للعراق)."""
    text = verbs.plain(name)
    spellings = {text}
    if text.startswith("عبد ال"):
        spellings.add("عبدال" + text[6:])
    if " عبد ال" in text:
        spellings.add(text.replace(" عبد ال", " عبدال"))
    if "-" in text:
        spellings.update((re.sub(r"\s*-\s*", " ", text), re.sub(r"\s*-\s*", " - ", text)))
    if text.endswith("ه"):
        spellings.add(text[:-1] + "ة")
    out: dict[str, Form] = {}
    for spelling in sorted(spellings):
        for variant in (spelling, _careless(spelling)):
            folded = normalise(variant).text
            out[folded] = Form(folded)
            if folded.startswith("ال") and len(folded) > 4 and type != "person":
                out[folded[1:]] = Form(folded[1:])
    return list(out.values())


def demonym_forms(lemma: str) -> list[Form]:
    """All forms of an adjective or noun of nationality, without the article. The accusative in ـا is left out: of
    روسي and ليبي it is the name of the state."""
    word = nouns.bare(lemma)
    made: list[tuple[str, Iterable[str]]] = [(word, {"adj"})]
    if word.endswith("ي"):
        for ending in ("ة", "ين", "ون", "ات", "ان", "تين", "تان"):
            features = {"adj"} if ending == "ة" else {"adj", "plural" if ending in ("ين", "ون", "ات") else "dual"}
            made.append((word + ending, features))
    return _collected(made)
