"""English: folding, boundaries, sentences, inflection."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mithaq.languages.base import Form, language
from mithaq.languages.english import LANGUAGE, English

ANY = st.text(st.characters(), max_size=80)
MESSY = st.text(st.sampled_from("aZéŞğıİßſﬁ’‘–— \u00a0\u00ad\u200b\u200f\u0301\ud800\x00.!?\"“”\n'`əΣς"), max_size=60)


def forms(found: list[Form]) -> dict[str, frozenset[str]]:
    return {form.text: form.features for form in found}


def test_the_registry_gives_english() -> None:
    assert isinstance(language("en"), English)
    assert (LANGUAGE.code, LANGUAGE.direction, LANGUAGE.article, LANGUAGE.cased) == ("en", "ltr", "", False)


# --- normalise


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Cease\u2011Fire", "cease-fire"),
        ("Sana’a", "sana'a"),
        ("Ağdam, Şuşa, Kəlbəcər", "agdam, susa, kalbacar"),
        ("İlham Əliyev", "ilham aliyev"),
        ("15\u00a0November", "15 november"),
        ("Bogotá", "bogota"),
        ("“Stop”", "“stop”"),
        ("A\u2013B \u2014 C", "a-b - c"),
    ],
)
def test_folds_one_letter_for_one(text: str, folded: str) -> None:
    found = LANGUAGE.normalise(text)
    assert found.text == folded
    assert found.offsets is None


def test_drops_what_cannot_be_seen_and_knows_where_it_was() -> None:
    text = "\u200fThe cease\u00ad\u00adfire in S\u0327us\u0327a\u200b held"
    found = LANGUAGE.normalise(text)
    assert found.text == "the ceasefire in susa held"
    at = found.text.index("ceasefire")
    start, end = found.original(at, at + len("ceasefire"))
    assert text[start:end] == "cease\u00ad\u00adfire"
    assert found.offsets is not None
    assert found.offsets[len(found.text)] == len(text)
    assert list(found.offsets) == sorted(found.offsets)
    with pytest.raises(IndexError):
        found.offsets[len(found.text) + 1]


@given(st.one_of(ANY, MESSY))
def test_offsets_lead_back_to_the_same_letters(text: str) -> None:
    found = LANGUAGE.normalise(text)
    if found.offsets is None:
        assert len(found.text) == len(text)
        return
    assert len(found.offsets) == len(found.text) + 1
    assert found.offsets[len(found.text)] == len(text)
    for index, char in enumerate(found.text):
        start, end = found.original(index, index + 1)
        assert end == start + 1
        assert LANGUAGE.normalise(text[start:end]).text == char


@given(st.one_of(ANY, MESSY))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = LANGUAGE.normalise(text).text
    assert LANGUAGE.normalise(once).text == once


# --- boundary


@pytest.mark.parametrize(
    ("text", "word", "pos", "expected"),
    [
        ("armenia's army", "armenia", "name", ("", "'s")),
        ("the parties' forces", "parties", "noun", ("", "'")),
        ("russian-brokered truce", "russian", "adjective", ("", "-brokered")),
        ("russian-brokered truce", "brokered", "verb", ("russian-", "")),
        ("armenia-azerbaijan border", "azerbaijan", "name", ("armenia-", "")),
        ("armenia-azerbaijan border", "armenia", "name", ("", "-azerbaijan")),
        ("iran-backed houthis", "iran", "name", ("", "-backed")),
        ("ceasefire-monitoring mission", "ceasefire", "noun", ("", "-monitoring")),
        ("they'll withdraw.", "withdraw", "verb", ("", "")),
        ("(withdrawal)", "withdrawal", "noun", ("", "")),
        ("u.s. troops", "u.s.", "name", ("", "")),
        ("source:tass", "source:", "particle", ("", "")),
        ("ministry's", "ministry", "noun", ("", "'s")),
    ],
)
def test_stands_as_a_word(text: str, word: str, pos: str, expected: tuple[str, str]) -> None:
    start = text.index(word)
    found = LANGUAGE.boundary(text, start, start + len(word), pos)  # type: ignore[arg-type]
    assert found is not None
    assert (found.before, found.after) == expected


@pytest.mark.parametrize(
    ("text", "word", "pos"),
    [
        ("warfare", "war", "noun"),
        ("the reopening", "opening", "noun"),
        ("cease-fire", "cease", "verb"),
        ("a stand-off", "stand", "verb"),
        ("re-open", "open", "verb"),
        ("rebel-held town", "held", "verb"),
        ("long-delayed talks", "delayed", "verb"),
        ("non-implementation", "implementation", "noun"),
        ("anti-russian", "russian", "adjective"),
        ("pro-russian", "russian", "adjective"),
        ("o'brien", "brien", "name"),
        ("ra'ad", "ra", "name"),
        ("didn't", "did", "verb"),
        ("u.s.a", "u.s.", "name"),
        ("mi-24x", "24", "noun"),
        ("@tass", "tass", "name"),
        ("un_mission", "un", "name"),
    ],
)
def test_is_only_a_piece_of_a_word(text: str, word: str, pos: str) -> None:
    start = text.index(word)
    assert LANGUAGE.boundary(text, start, start + len(word), pos) is None  # type: ignore[arg-type]


def test_no_clitic_carries_a_role() -> None:
    assert LANGUAGE.role_of_clitic("russian-") is None


@pytest.mark.parametrize(
    ("text", "verb", "particle", "there"),
    [
        ("armenia handed the district over to baku", "handed", "over", True),
        ("armenia handed over the district", "handed", "over", True),
        ("armenia handed baku a list. over there", "handed", "over", False),
        ("armenia handed baku a list", "handed", "over", False),
        ("they set the overland route", "set", "over", False),
    ],
)
def test_finds_the_particle_of_a_verb(text: str, verb: str, particle: str, there: bool) -> None:
    end = text.index(verb) + len(verb)
    found = LANGUAGE.particle_after(text, end, particle)
    assert (found is not None) is there
    if found is not None:
        assert text[slice(*found)] == particle


# --- sentences


def split(text: str) -> list[str]:
    return [span.words(text).strip() for span in LANGUAGE.sentences(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Troops left. Talks began.", 2),
        ("Gen. R. Muradov met Mr. Smith at 10 a.m. on Nov. 12.", 1),
        ("The U.S. Embassy said so.", 1),
        ("He flew to the U.S. The envoy stayed.", 2),
        ("It starts at 00.00 and costs 3.5 million. Nobody pays.", 2),
        ("Clause No. 5 was signed. No. Nobody objected.", 3),
        ('"It is over. We go home." The envoy smiled.', 2),
        ('"It is over. We go home," he said. "At last."', 2),
        ("“Why now? Why here?” Mr Putin asked.", 1),
        ("‘We came. We’re gone,’ he said. He left.", 2),
        ("«All is calm. Nobody fires.» The day passed.", 2),
        ("The end... and more. Next.", 2),
        ("1. The parties stop.\n2. Agdam is returned.", 2),
        ("a line that was\nwrapped by a machine", 1),
        ("Headline without a stop\nThe text begins.", 2),
        ("One.\n\nTwo", 2),
        ("The last shots were fired.The troops left.", 2),
        ("Prices rose by 5 per cent! Really?! Yes.", 3),
        ('An unclosed " mark. Another sentence. A third.', 3),
        ("", 0),
        (" \n\t ", 0),
    ],
)
def test_counts_sentences(text: str, count: int) -> None:
    assert len(split(text)) == count, split(text)


def test_a_very_long_quotation_is_split_after_all() -> None:
    text = "“" + "We shall see. " * 300 + "” he said."
    assert len(split(text)) > 100


@given(st.one_of(ANY, MESSY))
def test_sentences_cover_the_text(text: str) -> None:
    spans = LANGUAGE.sentences(text)
    if not text.strip():
        assert spans == []
        return
    assert spans[0].start == 0
    assert spans[-1].end == len(text)
    assert all(one.end == two.start for one, two in pairwise(spans))
    assert all(span.words(text).strip() for span in spans[1:])


def test_time_grows_with_length() -> None:
    """A megabyte of the worst cases takes seconds at most; quadratic behaviour would take hours."""
    began = time.process_time()
    for unit in (".", '"', '."', "“a. B", "\n ", "A. ", "a\u00ad", "’", "x"):
        text = unit * (300_000 // len(unit))
        LANGUAGE.normalise(text)
        LANGUAGE.sentences(text)
    assert time.process_time() - began < 20


# --- inflection


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("withdraw", "withdraw withdraws withdrawing withdrew withdrawn"),
        ("release", "release releases releasing released"),
        ("occupy", "occupy occupies occupying occupied"),
        ("deploy", "deploy deploys deploying deployed"),
        ("commit", "commit commits committing committed"),
        ("patrol", "patrol patrols patrolling patrolled"),
        ("open", "open opens opening opened"),
        ("shell", "shell shells shelling shelled"),
        ("stop", "stop stops stopping stopped"),
        ("free", "free frees freeing freed"),
        ("flee", "flee flees fleeing fled"),
        ("die", "die dies dying died"),
        ("seize", "seize seizes seizing seized"),
        ("veto", "veto vetoes vetoing vetoed"),
        ("hit", "hit hits hitting"),
        ("hold", "hold holds holding held"),
        ("undertake", "undertake undertakes undertaking undertook undertaken"),
        ("quit", "quit quits quitting quitted"),
        ("be", "be is am are being was were been"),
        ("clash", "clash clashes clashing clashed"),
        ("fix", "fix fixes fixing fixed"),
        ("raid", "raid raids raiding raided"),
        ("shoot dead", "shoot dead|shoots dead|shooting dead|shot dead"),
        ("come into force", "come into force|comes into force|coming into force|came into force"),
        ("fully deploy", "fully deploy|fully deploys|fully deploying|fully deployed"),
    ],
)
def test_inflects_verbs(lemma: str, expected: str) -> None:
    want = set(expected.split("|") if " " in lemma else expected.split())
    assert want <= set(forms(LANGUAGE.event_forms(lemma, "verb")))


@pytest.mark.parametrize(
    ("lemma", "both"),
    [
        ("travel", {"travelled", "traveled"}),
        ("cancel", {"cancelling", "canceling"}),
        ("demobilise", {"demobilised", "demobilized"}),
        ("organise", {"organising", "organizing"}),
        ("co-operate", {"cooperated", "co-operated"}),
        ("reopen", {"reopened", "re-opened"}),
        ("honour", {"honoured", "honored"}),
        ("fulfil", {"fulfilled", "fulfil", "fulfill"}),
    ],
)
def test_writes_both_spellings(lemma: str, both: set[str]) -> None:
    assert both <= set(forms(LANGUAGE.event_forms(lemma, "verb")))


@pytest.mark.parametrize("word", ["promise", "raise", "exercise", "advise", "surprise", "rise", "supervise"])
def test_keeps_words_that_are_never_spelt_with_z(word: str) -> None:
    assert not any("iz" in text for text in forms(LANGUAGE.event_forms(word, "verb")))


def test_features_of_verbs() -> None:
    regular, irregular = forms(LANGUAGE.event_forms("free", "verb")), forms(LANGUAGE.event_forms("take", "verb"))
    assert regular["freed"] == {"past", "participle"}
    assert regular["free"] == {"infinitive", "present"}
    assert regular["freeing"] == {"gerund"}
    assert irregular["took"] == {"past"}
    assert irregular["taken"] == {"participle"}
    assert "past" in forms(LANGUAGE.event_forms("hold", "verb"))["held"]
    assert forms(LANGUAGE.event_forms("jailed", "participle"))["jailed"] == {"participle"}


def test_a_verb_with_a_particle_stands_together_and_apart() -> None:
    found = forms(LANGUAGE.event_forms("hand over", "verb"))
    assert found["handed over"] == {"past", "participle"}
    assert found["handed"] == {"past", "participle", "split", "particle:over"}
    assert "broke" not in forms(LANGUAGE.event_forms("break out", "verb"))


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("handover", {"handover", "hand-over", "handovers"}),
        ("prisoner of war", {"prisoner of war", "prisoners of war"}),
        ("exchange of fire", {"exchanges of fire"}),
        ("cessation of hostilities", {"cessation of hostilities"}),
        ("memorandum", {"memoranda", "memorandums"}),
        ("crisis", {"crises"}),
        ("ceasefire", {"ceasefire", "cease-fire", "cease fire", "cease-fires"}),
        ("withdrawal", {"withdrawals"}),
        ("ally", {"allies"}),
        ("talks", {"talks"}),
    ],
)
def test_inflects_nouns(lemma: str, expected: set[str]) -> None:
    found = forms(LANGUAGE.event_forms(lemma, "noun"))
    assert expected <= set(found)
    assert all("noun" in features for features in found.values())


def test_a_noun_that_looks_like_a_phrasal_verb_is_not_written_apart() -> None:
    assert "hand over" not in forms(LANGUAGE.event_forms("handover", "noun"))


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("peacekeeping centre", {"peacekeeping centre", "peacekeeping center", "peace-keeping centres"}),
        ("commander-in-chief", {"commanders-in-chief", "commander in chief"}),
        ("serviceman", {"servicemen"}),
        ("armoured vehicle", {"armored vehicles"}),
        ("spokeswoman", {"spokeswomen"}),
        ("missing person", {"missing persons", "missing person"}),
        ("refugee", {"refugees"}),
        ("minister of defence", {"minister of defense", "ministers of defence"}),
    ],
)
def test_inflects_phrases(phrase: str, expected: set[str]) -> None:
    assert expected <= set(forms(LANGUAGE.phrase_forms(phrase)))


def test_no_doubled_plurals() -> None:
    assert set(forms(LANGUAGE.phrase_forms("armed forces"))) == {"armed forces"}
    assert set(forms(LANGUAGE.phrase_forms("the dead"))) == {"the dead"}


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("US", "state", {"us": {"cap", "caps"}, "u.s.": {"cap", "caps"}}),
        ("WHO", "organisation", {"who": {"cap", "caps"}}),
        ("UNICEF", "organisation", {"unicef": {"cap"}}),
        ("Armenia", "state", {"armenia": {"cap"}}),
        ("Nagorno-Karabakh", "place", {"nagorno-karabakh": {"cap"}, "nagorno karabakh": {"cap"}}),
        ("Sana’a", "place", {"sana'a": {"cap"}, "sanaa": {"cap"}}),
        ("Houthi", "group", {"houthi": {"cap"}, "houthis": {"cap", "plural"}}),
        ("al-Shabaab", "group", {"al-shabaab": set()}),
        ("Ministry of Defence", "organisation", {"ministry of defense": {"cap"}}),
        ("Ağdam", "place", {"agdam": {"cap"}}),
    ],
)
def test_names_ask_for_their_capitals(name: str, kind: str, expected: dict[str, set[str]]) -> None:
    found = forms(LANGUAGE.name_forms(name, kind))
    for text, features in expected.items():
        assert found[text] == features


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("Russian", {"russian", "russians"}),
        ("Azerbaijani", {"azerbaijani", "azerbaijanis"}),
        ("Turkish", {"turkish"}),
        ("Chinese", {"chinese"}),
        ("Kurd", {"kurd", "kurds"}),
        ("Israeli", {"israeli", "israelis"}),
    ],
)
def test_peoples(lemma: str, expected: set[str]) -> None:
    assert set(forms(LANGUAGE.demonym_forms(lemma))) == expected
