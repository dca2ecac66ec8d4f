"""The English lexicon: every line loads, every sense and concept has words, nothing hides what it must not."""

from __future__ import annotations

import functools

from mithaq.data import load_yaml, package_file
from mithaq.languages.base import Form
from mithaq.languages.english import LANGUAGE
from mithaq.languages.english.irregular import irregular
from mithaq.languages.lexicon import Entry, load_words
from mithaq.languages.senses import concepts, senses

STANCES = {
    "say", "praise", "criticise", "accuse", "deny", "demand", "promise", "threaten", "confirm", "doubt", "thank",
}  # fmt: skip
CUES = {
    "negation", "planned", "promised", "demanded", "conditional", "denied", "alleged", "failed", "ongoing",
    "background", "completed", "obligation", "partial", "terms", "figure",
}  # fmt: skip


@functools.cache
def entries() -> tuple[tuple[Entry, tuple[str, ...]], ...]:
    return load_words("en").entries


def forms_of(entry: Entry, extra: tuple[str, ...]) -> list[Form]:
    match entry.what:
        case "event" | "speech":
            return LANGUAGE.event_forms(entry.lemma, entry.pos, extra)
        case "cue" if entry.pos in ("verb", "noun", "participle"):
            return LANGUAGE.event_forms(entry.lemma, entry.pos, extra)
        case "concept":
            return LANGUAGE.phrase_forms(entry.lemma)
    return [Form(LANGUAGE.normalise(entry.lemma).text)]


def of(what: str) -> list[Entry]:
    return [entry for entry, _ in entries() if entry.what == what]


def test_every_sense_has_words() -> None:
    assert {entry.id for entry in of("event")} == set(senses())


def test_every_concept_has_words() -> None:
    assert {entry.id for entry in of("concept")} == set(concepts())


def test_breadth() -> None:
    assert len(of("event")) >= 350
    assert len(of("speech")) >= 90
    assert {entry.id for entry in of("speech")} == STANCES
    assert {entry.id for entry in of("cue")} == CUES
    assert {entry.detail for entry in of("cue")} <= {"before", "after", "both"}
    assert {entry.id for entry in of("marker")} >= {
        "to", "from", "by", "with", "against", "between", "in", "through", "about", "under", "for", "and", "be", "have",
    }  # fmt: skip


def test_every_entry_makes_forms_that_can_match() -> None:
    for entry, extra in entries():
        found = forms_of(entry, extra)
        assert found, entry
        for form in found:
            assert form.text == LANGUAGE.normalise(form.text).text, entry
            assert form.text == form.text.strip(), entry
            assert LANGUAGE.boundary(form.text, 0, len(form.text), entry.pos) is not None, entry


def test_examples_hold_their_word() -> None:
    raw = [
        *load_yaml(package_file("languages", "english", "lexicon", "events.yaml")),
        *load_yaml(package_file("languages", "english", "lexicon", "speech.yaml")),
        *load_yaml(package_file("languages", "english", "lexicon", "cues.yaml")),
    ]
    seen = 0
    for row in raw:
        if "example" not in row:
            continue
        seen += 1
        text = LANGUAGE.normalise(row["example"]).text
        found = LANGUAGE.event_forms(row["lemma"], row.get("pos", "particle"), row.get("forms", ()))
        assert any(form.text in text for form in found), row
    assert seen >= 40


def test_no_month_or_pronoun_is_a_word_of_its_own() -> None:
    """Case is folded, so words that mean another thing with a capital must not stand alone."""
    alone = {form.text for entry, extra in entries() for form in forms_of(entry, extra)}
    assert not alone & {"may", "march", "us", "who", "it", "august", "turkey", "mali", "chad"}


def test_no_cue_or_speech_hides_an_agreement_a_refusal_or_a_denial() -> None:
    """Of nested matches the longest wins: a cue "refused to" would hide the refusal itself."""
    hidden = {"agreed", "refused", "denied", "accused", "demanded", "promised", "rejected", "threatened"}
    events = {form.text for entry, extra in entries() if entry.what == "event" for form in forms_of(entry, extra)}
    for entry, extra in entries():
        if entry.what not in ("cue", "speech"):
            continue
        for form in forms_of(entry, extra):
            first, _, rest = form.text.partition(" ")
            assert not (rest and first in hidden and form.text not in events), (entry, form.text)


def test_separable_verbs_are_in_the_lexicon() -> None:
    lemmas = {entry.lemma for entry, _ in entries() if entry.pos == "verb"}
    assert irregular().separable <= lemmas


def test_quotation_marks() -> None:
    assert {("“", "”"), ("«", "»"), ('"', '"')} <= set(load_words("en").quotes)
