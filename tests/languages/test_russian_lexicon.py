"""The Russian lexicon: every line loads, every sense and concept has words, nothing hides what it must not."""

from __future__ import annotations

import functools
import time

import pytest

from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError
from mithaq.languages.base import Form
from mithaq.languages.lexicon import Entry, lexicon, load_words
from mithaq.languages.russian import LANGUAGE
from mithaq.languages.russian.irregular import irregular
from mithaq.languages.russian.sentences import _known
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
    return load_words("ru").entries


def forms_of(entry: Entry, extra: tuple[str, ...]) -> list[Form]:
    match entry.what:
        case "event" | "speech":
            return LANGUAGE.event_forms(entry.lemma, entry.pos, extra)
        case "cue" if entry.pos in ("verb", "noun", "participle"):
            return LANGUAGE.event_forms(entry.lemma, entry.pos, extra)
        case "concept":
            return LANGUAGE.phrase_forms(entry.lemma)
        case "attribution" if entry.pos == "noun":
            return LANGUAGE.phrase_forms(entry.lemma)
    return [Form(LANGUAGE.normalise(form).text) for form in (entry.lemma, *(one for one in extra if "=" not in one))]


@functools.cache
def all_forms() -> tuple[tuple[Entry, tuple[Form, ...]], ...]:
    """Every entry with its forms, made once."""
    return tuple((entry, tuple(forms_of(entry, extra))) for entry, extra in entries())


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
        "to", "from", "by", "with", "against", "between", "in", "through", "about", "under", "for", "and", "request",
    }  # fmt: skip
    assert {entry.id for entry in of("attribution")} == {
        "agency_cue", "source_label", "photo_label", "channel_cue", "occasion_cue", "medium", "issue_cue",
        "addressee_cue",
    }  # fmt: skip


def test_every_entry_makes_forms_that_can_match() -> None:
    for entry, found in all_forms():
        assert found, entry
        for form in found:
            assert form.text, entry
            assert form.text == LANGUAGE.normalise(form.text).text, entry
            assert form.text == form.text.strip(), entry
            assert LANGUAGE.boundary(form.text, 0, len(form.text), entry.pos) is not None, entry


def test_most_verbs_and_nouns_are_inflected() -> None:
    """An entry with a single form is one the dictionary does not know, or a word that does not change."""
    plain = {
        entry.lemma for entry, found in all_forms()
        if entry.what == "event" and " " not in entry.lemma and entry.pos in ("verb", "noun") and len(found) < 3
    }  # fmt: skip
    assert plain <= {"турне", "признательны", "вето", "эмбарго", "фиаско"}


def test_examples_hold_their_word() -> None:
    seen = 0
    for name in ("events.yaml", "speech.yaml", "cues.yaml"):
        for row in load_yaml(package_file("languages", "russian", "lexicon", name)):
            if "example" not in row:
                continue
            seen += 1
            text = LANGUAGE.normalise(row["example"]).text
            found = LANGUAGE.event_forms(row["lemma"], row.get("pos", "particle"), row.get("forms", ()))
            assert any(form.text in text for form in found), row
    assert seen >= 40


def test_no_small_word_stands_alone_for_an_event() -> None:
    """Words that news uses for quite other things must not be events by themselves."""
    alone = {form.text for entry, found in all_forms() if entry.what == "event" for form in found}
    assert not alone & {"мая", "мир", "пол", "три", "при", "век", "день", "есть", "стать", "баку", "мали", "чад"}


def test_no_cue_or_speech_hides_an_agreement_a_refusal_or_a_denial() -> None:
    """Of nested matches the longest wins: a cue "отказался от" would hide the refusal itself."""
    hidden = {"согласился", "отказался", "отверг", "обвинил", "потребовал", "пообещал", "пригрозил", "опроверг"}
    events = {form.text for entry, found in all_forms() if entry.what == "event" for form in found}
    for entry, found in all_forms():
        if entry.what in ("cue", "speech"):
            for form in found:
                first, _, rest = form.text.partition(" ")
                assert not (rest and first in hidden and form.text not in events), (entry, form.text)


def test_quotation_marks() -> None:
    assert {("«", "»"), ("„", "“"), ("“", "”"), ('"', '"')} <= set(load_words("ru").quotes)


def test_the_irregular_words_are_folded() -> None:
    lists = irregular()
    words = [*lists.no_passive, *lists.particles, *lists.prepositions, *lists.men, *lists.women, *lists.combining]
    assert all(word == LANGUAGE.normalise(word).text for word in words)
    assert not lists.men & lists.women


def test_abbreviations_are_small_and_without_their_last_stop() -> None:
    known = _known()
    for word in (*known.never_end, *known.may_end, *known.after_number):
        assert word == word.lower()
        assert not word.endswith(".")
    assert not known.never_end & known.may_end


def test_the_lexicon_loads_fast_and_finds_words(capsys: pytest.CaptureFixture[str]) -> None:
    """Made once, a lexicon comes from the cache; the time is printed."""
    lexicon("ru")
    lexicon.cache_clear()
    began = time.perf_counter()
    found = lexicon("ru")
    took = time.perf_counter() - began
    with capsys.disabled():
        print(f"\nRussian lexicon from the cache: {took:.2f} s, {len(found.entries)} entries")
    assert took < 8
    _, hits = found.scan("Армения передала Азербайджану Кельбаджарский район, сообщил Пашинян.")
    seen = {(hit.what, hit.id) for hit in hits}
    assert ("event", "transfer") in seen
    assert ("concept", "district") in seen or any(what == "name" for what, _ in seen)
    assert any(what == "speech" for what, _ in seen)


def test_a_broken_list_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    from mithaq.languages.russian import irregular as module

    monkeypatch.setattr(module, "load_yaml", lambda _path: {"no_passive": []})
    module.irregular.cache_clear()
    try:
        with pytest.raises(DataError, match=r"irregular\.yaml"):
            module.irregular()
    finally:
        monkeypatch.undo()
        module.irregular.cache_clear()
