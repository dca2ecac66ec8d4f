"""The Arabic lexicon: every line loads, every sense and concept has words, nothing hides what it must not."""

from __future__ import annotations

import functools
import time

import pytest

from mithaq.data import load_yaml, package_file
from mithaq.languages.arabic import LANGUAGE
from mithaq.languages.base import Form
from mithaq.languages.lexicon import Entry, Hit, lexicon, load_words
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
    return load_words("ar").entries


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


def hits(text: str) -> list[Hit]:
    return lexicon("ar").scan(text)[1]


def found(text: str) -> set[tuple[str, str]]:
    return {(hit.what, hit.id) for hit in hits(text)}


def test_every_sense_has_words() -> None:
    assert {entry.id for entry in of("event")} == set(senses())


def test_every_concept_has_words() -> None:
    assert {entry.id for entry in of("concept")} == set(concepts())
    by_concept = [sum(entry.id == concept for entry in of("concept")) for concept in concepts()]
    assert min(by_concept) >= 12


def test_breadth() -> None:
    assert len(of("event")) >= 1000
    assert len(of("concept")) >= 2000
    assert len(of("speech")) >= 90
    assert len(of("cue")) >= 250
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
    for entry, made in all_forms():
        assert made, entry
        for form in made:
            assert form.text, entry
            assert form.text == LANGUAGE.normalise(form.text).text, entry
            assert form.text == form.text.strip(), entry
            assert ":" not in form.text or entry.what == "attribution", entry
            whole = form.text + ("كلمة" if form.text.endswith((" ل", " ب")) else "")
            assert LANGUAGE.boundary(whole, 0, len(form.text), entry.pos) is not None, (entry, form.text)


def test_verbs_are_conjugated() -> None:
    """A verb of few forms is one whose shape the rules do not know."""
    plain = {
        entry.lemma for entry, made in all_forms()
        if entry.what in ("event", "speech", "cue") and entry.pos == "verb" and len(made) < 20
    }  # fmt: skip
    assert plain <= {"رابطت", "يزور", "لقوا حتفهم", "بحثا هاتفيا"}


def test_examples_hold_their_word() -> None:
    seen = 0
    for name in ("speech.yaml", "cues.yaml"):
        for row in load_yaml(package_file("languages", "arabic", "lexicon", name)):
            if "example" not in row:
                continue
            seen += 1
            text = LANGUAGE.normalise(row["example"]).text
            extra = [f"imperfect={row['imperfect']}"] if "imperfect" in row else []
            made = LANGUAGE.event_forms(row["lemma"], row.get("pos", "particle"), [*extra, *row.get("forms", ())])
            assert any(form.text in text for form in made), row
    assert seen >= 20


@functools.cache
def shortest() -> dict[str, set[str]]:
    """Forms of one and of several words, by what they are."""
    out: dict[str, set[str]] = {}
    for entry, made in all_forms():
        out.setdefault(entry.what, set()).update(form.text for form in made)
    return out


@pytest.mark.parametrize("word", ["دعا", "طالبت", "رفضت", "نفت", "اتهمت", "هددت", "تعهدت", "وافقت", "اتفق", "امتنع"])
def test_no_cue_or_speech_hides_a_word_that_is_an_event_itself(word: str) -> None:
    """Of nested matches the longest wins: a cue "دعا إلى" would hide the demand itself."""
    folded = LANGUAGE.normalise(word).text
    events = shortest()["event"]
    assert folded in events
    for what in ("cue", "speech"):
        for form in shortest()[what]:
            first, _, rest = form.partition(" ")
            assert not (rest and first == folded and form not in events), form


def test_small_words_that_are_other_words_colour_nothing() -> None:
    alone = shortest()["cue"] | shortest()["speech"]
    strange = {"ما", "من", "هنا", "كان", "ايضا", "خلفية", "حال", "القاضي", "الي ان", "جدد", "ضمن", "امر"}
    assert not alone & {LANGUAGE.normalise(word).text for word in strange}


def test_quotation_marks() -> None:
    assert {("«", "»"), ("“", "”"), ('"', '"'), ("”", "“")} <= set(load_words("ar").quotes)


# --- what news says, in words of our own


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أشاد الرئيس بجهود الوساطة", {("event", "praise"), ("speech", "praise"), ("concept", "mediation")}),
        ("ثمّنت يريفان وساطة موسكو", {("event", "praise"), ("concept", "mediation")}),
        ("وجّه رسالة إلى نظيره بمناسبة يوم روسيا", {("concept", "message"), ("attribution", "occasion_cue")}),
        ("نقلها المكتب الصحفي", {("attribution", "channel_cue")}),
        ("أعرب عن ارتياحه", {("event", "praise")}),
        ("استؤنفت العمليات القتالية", {("event", "resume_fighting"), ("concept", "hostilities")}),
        ("تجددت المعارك", {("event", "resume_fighting"), ("concept", "hostilities")}),
        ("وقوع ضحايا بين السكان المدنيين", {("concept", "casualties"), ("concept", "civilians")}),
        ("عدة محاولات للتوصل إلى هدنة", {("event", "attempt"), ("event", "agree"), ("concept", "ceasefire")}),
        ("وبوساطة من روسيا اتفق الجانبان", {("event", "mediate"), ("marker", "through"), ("event", "agree")}),
        ("وقف إطلاق النار بشكل كامل", {("concept", "ceasefire")}),
        ("عملية لتبادل الأسرى وجثث القتلى", {("event", "exchange"), ("concept", "prisoner"), ("concept", "body")}),
        ("سلّمت أرمينيا ثلاث مناطق", {("event", "transfer"), ("concept", "district"), ("name", "ARM")}),
        ("أصبحت تحت سيطرة باكو", {("event", "take_control")}),
        ("تمركزت قوات روسية لحفظ السلام", {("event", "deploy"), ("concept", "peacekeeper")}),
        ("تبنّت الدول بياناً مشتركاً", {("event", "adopt"), ("concept", "accord")}),
        ("إنشاء مجموعة عمل ثلاثية", {("event", "create"), ("concept", "working_group")}),
        ("فك الحظر عن طرق النقل والروابط الاقتصادية", {("event", "open"), ("concept", "links")}),
        ("فتح طرق المواصلات", {("event", "open"), ("concept", "links")}),
        ("الجدير بالذكر أن الطريق مغلق", {("cue", "background"), ("concept", "road")}),
        ("المصدر: نوفوستي", {("attribution", "source_label")}),
        ("الصورة: الموقع الرسمي", {("attribution", "photo_label")}),
        ("جنود الكتيبة الأممية في نقطتي مراقبة", {("concept", "post")}),
        ("عاد ألف من نازحي الإقليم", {("event", "return_home"), ("concept", "displaced")}),
        ("سلموا خرائط حقول الألغام", {("event", "transfer"), ("concept", "minemap")}),
        ("افتتح المركز الروسي التركي المشترك", {("event", "open"), ("concept", "joint_centre")}),
        ("مددت ولاية البعثة", {("event", "extend"), ("concept", "mandate")}),
        ("مؤكداً أن الهدنة صامدة", {("speech", "confirm"), ("concept", "ceasefire")}),
        ("لم تنسحب القوات", {("cue", "negation"), ("event", "withdraw"), ("concept", "troops")}),
        ("من المقرر أن تنسحب القوات", {("cue", "planned"), ("event", "withdraw")}),
        ("ينبغي فتح الممر", {("cue", "obligation"), ("event", "open"), ("concept", "corridor")}),
        ("ما لم يتوقف القصف", {("cue", "conditional"), ("event", "cease")}),
        ("زعمت الجماعة أن الجيش خرق الهدنة", {("cue", "alleged"), ("event", "violate")}),
        ("فشل الطرفان في تبادل الأسرى", {("cue", "failed"), ("event", "exchange")}),
        ("ما زالت القوافل متوقفة", {("cue", "ongoing"), ("concept", "movement")}),
        ("استكملت الوحدات انسحابها", {("cue", "completed"), ("event", "withdraw")}),
    ],
)
def test_finds(text: str, expected: set[tuple[str, str]]) -> None:
    seen = found(text)
    if ("cue", "completed") in expected and ("event", "complete_withdrawal") in seen:
        seen |= expected  # one phrase for the whole
    assert expected <= seen, expected - seen


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("وأشار إلى أن الطريق مفتوح", {("cue", "conditional")}),
        ("تستعد موسكو لافتتاح المركز", {("cue", "background"), ("cue", "failed")}),
        ("نقلت وكالة الأنباء أن المنطقة هادئة", {("event", "transfer")}),
        ("وأجاب رداً على سؤال عن الأسرى", {("event", "return_thing")}),
        ("على خلفية النزاع", {("cue", "background")}),
    ],
)
def test_does_not_find(text: str, unwanted: set[tuple[str, str]]) -> None:
    assert not unwanted & found(text)


def test_a_name_keeps_its_article_and_its_clitic() -> None:
    hit = next(hit for hit in hits("وصلت المساعدات لأذربيجان") if hit.id == "AZE")
    assert hit.before == "ل"


def test_the_lexicon_loads_fast(capsys: pytest.CaptureFixture[str]) -> None:
    """Made once, a lexicon comes from the cache; the time is printed."""
    lexicon("ar")
    lexicon.cache_clear()
    began = time.perf_counter()
    words = lexicon("ar")
    took = time.perf_counter() - began
    with capsys.disabled():
        print(f"\nArabic lexicon from the cache: {took:.2f} s, {len(words.entries)} entries")
    assert took < 8
