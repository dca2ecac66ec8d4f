"""Arabic: folding, what is written as one word, sentences, inflection."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mithaq.languages.arabic import LANGUAGE, Arabic
from mithaq.languages.base import Form, language

ANY = st.text(st.characters(), max_size=80)
MESSY = st.text(
    st.sampled_from(
        "أإآٱاىيةهؤئوكکگبلسمن\u0640\u064b\u0651\u0670\u200e\u200f\u202b\u2067\u00a0"
        '\ufefb\ufdf2\ud800\x00.!؟؛،«»"“”\n\t١۴5 '
    ),
    max_size=60,
)


def fold(text: str) -> str:
    return LANGUAGE.normalise(text).text


def forms(found: list[Form]) -> dict[str, frozenset[str]]:
    return {form.text: form.features for form in found}


def made(lemma: str, pos: str, *extra: str) -> dict[str, frozenset[str]]:
    return forms(LANGUAGE.event_forms(lemma, pos, extra))  # type: ignore[arg-type]


def test_the_registry_gives_arabic() -> None:
    assert isinstance(language("ar"), Arabic)
    assert (LANGUAGE.code, LANGUAGE.direction, LANGUAGE.article, LANGUAGE.cased) == ("ar", "rtl", "ال", False)
    assert LANGUAGE.order == "vso"


def test_reading_text_does_not_load_what_inflects() -> None:
    code = (
        "import sys; from mithaq.languages.arabic import LANGUAGE as L; "
        "L.normalise('أعلن'); L.sentences('أعلن. وقال.'); L.boundary('سلم', 0, 3, 'verb'); "
        "sys.exit('mithaq.languages.arabic.inflect' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- normalise


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("أرمينيا وإيران وآسيا", "ارمينيا وايران واسيا"),
        ("إلى مستشفى", "الي مستشفي"),
        ("١٥ نوفمبر ۲۰۲۰", "15 نوفمبر 2020"),
        ("کلبجار في إیران", "كلبجار في ايران"),
        ("يوم\u00a010 نوفمبر", "يوم 10 نوفمبر"),
        ("الروسي \u2013 التركي", "الروسي - التركي"),
        ("مسؤول وشؤون وفئة", "مسؤول وشؤون وفئة"),
        ("هدنة وهدنه", "هدنة وهدنه"),
        ("TASS", "tass"),
    ],
)
def test_folds_one_letter_for_one(text: str, folded: str) -> None:
    found = LANGUAGE.normalise(text)
    assert found.text == folded
    assert found.offsets is None
    assert found.original(0, len(folded)) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "word", "original"),
    [
        ("ثم سلّمت يريفان", "سلمت", "سلّمت"),
        ("بياناً ثلاثياً", "ثلاثيا", "ثلاثيا"),
        ("الـــسلام الآن", "السلام", "الـــسلام"),
        ("\u200fفي أغدام\u200f هدوء", "اغدام", "أغدام"),
        ("وقف \u2067إطلاق\u2069 النار", "اطلاق", "إطلاق"),
        ("ﻻ هدنة", "لا", "ﻻ"),
    ],
)
def test_drops_what_cannot_be_seen_and_knows_where_it_was(text: str, word: str, original: str) -> None:
    found = LANGUAGE.normalise(text)
    at = found.text.index(word)
    start, end = found.original(at, at + len(word))
    assert text[start:end] == original
    assert found.offsets is not None
    assert found.offsets[len(found.text)] == len(text)
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
    places = list(found.offsets)
    assert places == sorted(places)
    for index, char in enumerate(found.text):
        start, end = found.original(index, index + 1)
        assert end == start + 1
        assert char in fold(text[start:end])  # a ligature stands for several letters


@given(st.one_of(ANY, MESSY))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


# --- boundary


@pytest.mark.parametrize(
    ("text", "word", "pos", "expected"),
    [
        ("وسلمت المنطقة", "سلمت", "verb", ("و", "")),
        ("فسلمتها يريفان", "سلمت", "verb", ("ف", "ها")),
        ("لتصبح تحت", "تصبح", "verb", ("ل", "")),
        ("والانسحاب", "انسحاب", "noun", ("وال", "")),
        ("بالانسحاب", "انسحاب", "noun", ("بال", "")),
        ("للانسحاب", "انسحاب", "noun", ("لل", "")),
        ("وللهدنة", "هدنة", "noun", ("ولل", "")),
        ("انسحابها", "انسحاب", "noun", ("", "ها")),
        ("بتسليمهم", "تسليم", "noun", ("ب", "هم")),
        ("كالهدنة", "هدنة", "noun", ("كال", "")),
        ("لارمينيا", "ارمينيا", "name", ("ل", "")),
        ("وباذربيجان", "اذربيجان", "name", ("وب", "")),
        ("«باكو»", "باكو", "name", ("", "")),
        ("الى باكو.", "باكو", "name", ("", "")),
        ("وفقا لوكالة", "وفقا ل", "particle", ("", "")),
        ("ولم تسلم", "لم", "particle", ("و", "")),
        ("يذكر انها", "يذكر ان", "particle", ("", "ها")),
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
        ("ورد في البيان", "رد", "verb"),  # "was mentioned", not "and answered"
        ("وعد الرئيس", "عد", "verb"),
        ("فشل الطرفان", "شل", "verb"),
        ("المسلمون", "سلم", "verb"),
        ("استسلمت", "سلمت", "verb"),
        ("حكومات", "حكوم", "noun"),
        ("سباكو", "باكو", "name"),
        ("باكوي", "باكو", "name"),
        ("العلم", "لم", "particle"),
        ("عالمية", "لم", "particle"),
        ("بسلمت", "سلمت", "verb"),  # a preposition stands before no verb
        ("هدنةها", "هدنة", "noun"),
        ("@باكو", "باكو", "name"),
        ("كلمة_باكو", "باكو", "name"),
    ],
)
def test_is_only_a_piece_of_a_word(text: str, word: str, pos: str) -> None:
    start = text.index(word)
    assert LANGUAGE.boundary(text, start, start + len(word), pos) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("clitic", "role"),
    [("ل", "to"), ("ول", "to"), ("لل", "to"), ("ب", "in"), ("فب", "in"), ("بال", "in"), ("و", "and"), ("وال", "and")],
)
def test_clitics_carry_roles(clitic: str, role: str) -> None:
    assert LANGUAGE.role_of_clitic(clitic) == role


def test_other_clitics_carry_none() -> None:
    assert all(LANGUAGE.role_of_clitic(clitic) is None for clitic in ("", "ال", "ف", "ك", "كال"))
    assert LANGUAGE.particle_after("سلم المنطقة", 3, "الى") is None


# --- sentences


def split(text: str) -> list[str]:
    return [span.words(text).strip() for span in LANGUAGE.sentences(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("انسحبت القوات. وبدأت المحادثات.", 2),
        ("هل صمدت الهدنة؟ لا يعرف أحد!", 2),
        ("توقف القتال… ثم استؤنف.", 2),
        ("قال د. أحمد إن الطريق مفتوح. وأضاف أن القوافل تتحرك.", 2),
        ("التقى أ.د. سامي الوفد. ثم غادر.", 2),
        ("نقلت أ.ف.ب. عن مصدر أن الهدنة صامدة.", 1),
        ("بلغت الخسائر 3.5 مليون دولار. وهذا كثير.", 2),
        ("يبدأ وقف النار عند الساعة 00.00 يوم 10.11.2020. وهذا نص البيان.", 2),
        ("وقع الاتفاق عام 2020 م. وقال الوزير إنه باق.", 2),
        ("كتب ن. باشينيان والتقى إ. علييف في سوتشي.", 1),
        ("«نحن ننسحب. لا أحد يطلق النار»، قال القائد. ثم سكت.", 2),
        ('قال: "انتهى القتال. عدنا إلى بيوتنا". وغادر.', 2),
        ("”انتهى القتال. عدنا“ قال المبعوث. وغادر.", 2),
        ("«لماذا الآن؟» تساءل الوزير.", 1),
        ("1. يوقف الطرفان النار.\n2. تعاد أغدام.", 2),
        ("عنوان بلا نقطة\nويبدأ النص هنا.", 2),
        ("انتهى إطلاق النار.وأضاف البيان أن الوضع هادئ.", 2),
        ("علامة « لم تغلق. جملة ثانية. وجملة ثالثة.", 3),
        ("واحد.\n\nاثنان", 2),
        ("", 0),
        (" \n\t ", 0),
    ],
)
def test_counts_sentences(text: str, count: int) -> None:
    assert len(split(text)) == count, split(text)


def test_a_quotation_stays_with_the_words_that_give_it() -> None:
    text = "تكلم مساء. «نحن ننسحب. لا أحد يطلق النار»، قال القائد. وصمت الحاضرون."
    assert split(text)[1] == "«نحن ننسحب. لا أحد يطلق النار»، قال القائد."


def test_a_very_long_quotation_is_split_after_all() -> None:
    assert len(split("«" + "سنرى مرة أخرى. " * 300 + "» قال.")) > 100


@given(st.one_of(ANY, MESSY))
def test_sentences_cover_the_text(text: str) -> None:
    spans = LANGUAGE.sentences(text)
    if not text.strip():
        assert spans == [] or spans[-1].end == len(text)
        return
    assert spans[0].start == 0
    assert spans[-1].end == len(text)
    assert all(one.end == two.start for one, two in pairwise(spans))


def test_time_grows_with_length() -> None:
    """Seconds for the worst cases; quadratic behaviour would take hours."""
    began = time.process_time()
    for unit in (".", '"', "«", '."', "«أ. ب", "\n ", "د. ", "و\u0651", "\u200f", "ا", "ﻻ", "لل", "؟ "):
        text = unit * (200_000 // len(unit))
        LANGUAGE.normalise(text)
        LANGUAGE.sentences(text)
    assert time.process_time() - began < 20


# --- verbs


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("سلّم", "سلم سلمت سلموا سلمتا سلمنا يسلم تسلم نسلم سيسلم ستسلم يسلمون يسلموا يسلمان سلموها"),
        ("قال", "قال قالت قالوا قلت قلنا يقول تقول نقول سيقول يقولون"),
        ("أعاد", "أعاد أعادت أعادوا أعدنا يعيد تعيد سيعيد يعيدون أعيد أعيدت أعيدوا يعاد تعاد ستعاد"),
        ("استعاد", "استعاد استعادت استعدنا يستعيد تستعيد يستعد استعيدت تستعاد"),
        ("احتلّ", "احتل احتلت احتلوا احتللنا يحتل تحتل يحتلون"),
        ("ردّ", "رد ردت ردوا رددنا يرد ترد سترد يردون"),
        ("استمرّ", "استمر استمرت استمررنا يستمر تستمر"),
        ("دعا", "دعا دعت دعوا دعونا دعوتم يدعو تدعو ندعو سيدعو يدعون دعي دعيت"),
        ("نفى", "نفى نفت نفوا نفينا ينفي تنفي سينفي ينفون نفاه نفاها"),
        ("بنى", "بنى بنت بنوا بنينا يبني تبني سيبني بناها"),
        ("تبنّى", "تبنى تبنت تبنوا تبنينا يتبنى تتبنى يتبن سيتبنى تبناه يتبناها"),
        ("أدلى", "أدلى أدلت أدلوا أدلينا يدلي تدلي سيدلي"),
        ("التقى", "التقى التقت التقوا التقيا يلتقي تلتقي سيلتقي يلتق يلتقيان"),
        ("تولّى", "تولى تولت يتولى تتولى سيتولى"),
        ("وصل", "وصل وصلت وصلوا يصل تصل سيصل ستصل يصلون"),
        ("وقّع", "وقع وقعت وقعوا يوقع توقع سيوقع يوقعون"),
        ("بدأ", "بدأ بدأت بدأوا بدؤوا بدآ يبدأ تبدأ سيبدأ يبدأون يبدؤون"),
        ("أنشأ", "أنشأ أنشأت ينشئ تنشئ سينشئ أنشئ أنشئت ينشئون"),
        ("استأنف", "استأنف استأنفت يستأنف سيستأنف استؤنف استؤنفت استؤنفا"),
        ("انسحب", "انسحب انسحبت انسحبوا ينسحب تنسحب ستنسحب ينسحبون"),
        ("اتّفق", "اتفق اتفقت اتفقوا اتفقا اتفقنا يتفق تتفق سيتفقان"),
        ("تبادل", "تبادل تبادلت تبادلا تبودل تبودلت يتبادل يتبادلان سيتبادلون"),
        ("قاتل", "قاتل قوتل يقاتل تقاتل يقاتلون"),
        ("أكّد", "أكد أكدت أكدوا يؤكد تؤكد نؤكد سيؤكد"),
        ("أعلن", "أعلن أعلنت أعلنا يعلن تعلن ستعلن"),
        ("أفرج", "أفرج أفرجت يفرج تفرج سيفرج"),
        ("سأل", "سأل سألت سئل يسأل"),
        ("أطلق سراح", "أطلق سراح أطلقت سراح يطلق سراح ستطلق سراح"),
    ],
)
def test_conjugates(lemma: str, expected: str) -> None:
    found = made(lemma, "verb")
    _, _, rest = lemma.partition(" ")
    wanted = [f"{word} {rest}".strip() for word in expected.split() if word != rest]
    assert {fold(word) for word in wanted} <= set(found)


def test_verbs_whose_letters_do_not_tell_their_present_take_it_from_the_lexicon() -> None:
    assert {"يبيع", "تبيع", "بعنا"} <= set(made("باع", "verb", "imperfect=بيع"))
    assert {"يري", "تري", "يرون"} <= set(made("رأى", "verb", "imperfect=رى"))


@pytest.mark.parametrize(
    ("lemma", "form", "features"),
    [
        ("سلّم", "سلمت", {"past"}),
        ("سلّم", "يسلم", {"present"}),
        ("سلّم", "ستسلم", {"future"}),
        ("أعاد", "اعيدت", {"past", "passive"}),
        ("أعاد", "يعاد", {"present", "passive"}),
        ("أعاد", "ستعاد", {"future", "passive"}),
        ("استأنف", "استؤنفت", {"past", "passive"}),
        ("دعا", "دعي", {"past", "passive"}),
        ("انسحب", "انسحبت", {"past"}),
    ],
)
def test_forms_tell_time_and_voice(lemma: str, form: str, features: set[str]) -> None:
    assert made(lemma, "verb")[form] == features


@pytest.mark.parametrize(
    ("lemma", "strange"),
    [
        ("أعاد", "يعود"),  # "returns" of another verb
        ("قال", "نقل"),  # "we say" without its long vowel would be "he moved"
        ("انسحب", "انسحبيب"),
        ("اتّفق", "اتفيق"),
        ("انهار", "انهير"),
        ("سلّم", "اسلم"),
    ],
)
def test_no_strange_forms(lemma: str, strange: str) -> None:
    assert strange not in made(lemma, "verb")


# --- nouns, phrases, names


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("انسحاب", "انسحاب انسحابا انسحابات"),
        ("هدنة", "هدنة هدنتها هدنتين هدنات"),
        ("إجلاء", "إجلاء إجلاؤها إجلائهم إجلاءات"),
        ("مسعى", "مسعى مسعاه"),
        ("محاولة", "محاولة محاولات محاولته محاولتان"),
        ("تبادل", "تبادل تبادلا"),
        ("إطلاق سراح", "إطلاق سراح إطلاق السراح"),
        ("مفاوضات", "مفاوضات"),
    ],
)
def test_declines_deverbal_nouns(lemma: str, expected: str) -> None:
    found = made(lemma, "noun")
    wanted = [expected[: len(lemma)]] if " " in lemma else expected.split()
    assert {fold(word) for word in wanted} <= set(found)
    assert all("noun" in features for features in found.values())


def test_broken_plurals_and_other_forms_come_from_the_lexicon() -> None:
    found = made("وعد", "noun", "وعود", "وعودها")
    assert {"وعد", "وعدا", "وعود", "وعودها"} <= set(found)
    assert "noun" in found["وعود"]
    found = made("أبى", "verb", "يأبى", "أبت", "سيأبى")
    assert found["يابي"] == {"present"}
    assert found["ابت"] == {"past"}
    assert found["سيابي"] == {"future"}


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("أسير", ("أسير", "أسيرا", "أسيرين")),
        ("معتقلين", ("معتقلين", "معتقلون", "معتقلي")),
        ("نقطة تفتيش", ("نقطة تفتيش", "نقطة التفتيش", "نقطه تفتيش")),
        ("القوات المسلحة", ("قوات المسلحة", "قوات مسلحة")),
        ("اتفاق ثلاثي", ("اتفاق ثلاثي", "اتفاق الثلاثي", "اتفاقا ثلاثيا")),
        ("ممر آمن", ("ممر آمن", "ممرا آمنا")),
        ("رسالة", ("رسالة", "رسالته", "رسالتين")),
        ("قوات حفظ السلام", ("قوات حفظ السلام",)),
        ("مسؤول", ("مسؤول", "مسؤولون", "مسؤولين")),
    ],
)
def test_declines_phrases(phrase: str, expected: tuple[str, ...]) -> None:
    found = forms(LANGUAGE.phrase_forms(phrase))
    assert {fold(one) for one in expected} <= set(found)


@pytest.mark.parametrize(
    ("name", "type", "expected"),
    [
        ("العراق", "state", {"العراق", "لعراق"}),
        ("عبد الله حمدوك", "person", {"عبد الله حمدوك", "عبدالله حمدوك"}),
        ("الأمم المتحدة", "organisation", {"الامم المتحدة", "لامم المتحدة", "الامم المتحده"}),
        ("روسيا اليوم", "organisation", {"روسيا اليوم"}),
        ("باكو", "place", {"باكو"}),
    ],
)
def test_names_are_spelled_not_stemmed(name: str, type: str, expected: set[str]) -> None:
    assert expected <= set(forms(LANGUAGE.name_forms(name, type)))


def test_nationalities() -> None:
    found = forms(LANGUAGE.demonym_forms("الأرميني"))
    assert {"ارميني", "ارمينية", "ارمينيين", "ارمينيون", "ارمينيات"} <= set(found)
    assert "ارمينيا" not in found  # the accusative is the name of the state
    assert all("adj" in features for features in found.values())


def test_every_form_is_folded_already() -> None:
    for lemma, pos in (("استأنف", "verb"), ("إجلاء", "noun"), ("مؤتمر صحفي", "noun"), ("مسؤول", "participle")):
        assert all(form == fold(form) for form in made(lemma, pos))
