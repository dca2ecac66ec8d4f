"""One article read whole: a president's letter that praises how an accord is carried out, passed on by his press office
and reprinted from an agency, with the accord's history behind it. The text is our own."""

from __future__ import annotations

from functools import cache

from mithaq import Reader
from mithaq.reading.claims import Claim, Name, Quotation, Reading

TEXT = """\
ثمّن الرئيس الأذربيجاني إلهام علييف، دور موسكو في تطبيق الاتفاقات الثلاثية الخاصة بوقف إطلاق النار في قره باغ.
وجاء ذلك في رسالة وجهها إلى نظيره الروسي فلاديمير بوتين، بمناسبة يوم روسيا، كما أعرب علييف عن أمله في توسيع التعاون.
وفي نص رسالة نشرها المكتب الصحفي للرئيس الأذربيجاني، في 11 يونيو/حزيران 2021، أكد علييف أن "روسيا تسهم إسهاماً كبيراً في صون السلام في منطقتنا وفي العالم كله".
وأضاف: "إننا نقدّر تقديراً عالياً ما تبذله روسيا من وساطة لتنفيذ البيانات الثلاثية الصادرة في 10 نوفمبر/ تشرين الثاني 2020 و11 يناير/ كانون الثاني 2021. ونحن على ثقة بأن شراكتنا ستتعمق".
الجدير بالذكر أنه في أواخر سبتمبر/ أيلول 2020، استؤنفت الأعمال القتالية في قره باغ وسقط ضحايا بين المدنيين.
وجرت محاولات للتوصل إلى هدنة لكنها فشلت. وبوساطة من روسيا، اتفقت أذربيجان وأرمينيا على وقف إطلاق النار وتبادل الأسرى وجثث القتلى.
ثم سلّمت يريفان مناطق كيلبجار ولاتشين وأغدام إلى باكو، وانتشرت قوات روسية لحفظ السلام هناك.
وتبنّت الدول الثلاث بياناً، في 11 يناير/ كانون الثاني 2021، حول إنشاء مجموعة عمل ثلاثية تعنى بفتح طرق النقل.
مجموعة الرؤية الاستراتيجية "روسيا - العالم الإسلامي"
المصدر: نوفوستي
"""  # noqa: E501


@cache
def reading() -> Reading:
    return Reader().read(TEXT)


def ids(names: tuple[Name, ...]) -> set[str | None]:
    return {name.holder or name.entity for name in names}


def claims(**wanted: object) -> list[Claim]:
    return [one for one in reading().claims if all(getattr(one, key) == value for key, value in wanted.items())]


def direct() -> list[Quotation]:
    return [one for one in reading().quotations if one.direct]


def test_the_language_the_agency_and_the_outlet() -> None:
    assert reading().language == "ar"
    assert [name.entity for name in reading().source] == ["ria-novosti", "russia-islamic-world"]


def test_days_in_dual_month_names_are_read_once() -> None:
    days = [(time.value, time.words(TEXT)) for time in reading().times if time.precision == "day"]
    assert days == [
        ("2021-06-11", "11 يونيو/حزيران 2021"),
        ("2020-11-10", "10 نوفمبر/ تشرين الثاني 2020"),
        ("2021-01-11", "11 يناير/ كانون الثاني 2021"),
        ("2021-01-11", "11 يناير/ كانون الثاني 2021"),
    ]


def test_both_quotations_whole_with_speaker_addressee_occasion_and_channel() -> None:
    first, second = direct()
    assert first.words(TEXT).startswith("روسيا تسهم")
    assert first.words(TEXT).endswith("العالم كله")
    assert second.words(TEXT).startswith("إننا نقدّر")
    assert second.words(TEXT).endswith("ستتعمق")
    for one in (first, second):
        assert one.speaker is not None
        assert "ilham-aliyev" in (one.speaker.entity, one.speaker.holder)
        assert one.addressee is not None
        assert one.addressee.entity == "vladimir-putin"
        assert one.occasion is not None
        assert one.occasion.words(TEXT) == "يوم روسيا"
    assert second.channel is not None
    assert second.channel.entity == "AZE/press-service"


def test_the_letter_is_from_him_to_his_counterpart() -> None:
    (letter,) = [one for one in claims(sense="address") if "vladimir-putin" in ids(one.recipients)]
    assert ids(letter.actors) == {"ilham-aliyev"}
    assert any(time.value == "2021-06-11" for one in claims(sense="address") for time in one.times)


def test_praise_of_how_the_agreements_are_carried_out() -> None:
    praise = claims(event="SUPPORT", effect="assess")
    assert any(ids(one.actors) == {"ilham-aliyev"} and "RUS" in ids(one.recipients) for one in praise)
    named = {accord for one in reading().references for accord in one.accords}
    assert named == {"karabakh-2020-11-09", "karabakh-2021-01-11"}
    both = [one for one in reading().references if one.dates == ("2020-11-10", "2021-01-11")]
    assert [one.accords for one in both] == [("karabakh-2020-11-09", "karabakh-2021-01-11")]


def test_the_fighting_is_history() -> None:
    (resumed,) = claims(sense="resume_fighting")
    assert resumed.background
    assert [place.entity for place in resumed.places] == ["nagorno-karabakh"]
    assert any(one.event == "ASSAULT" and one.sense != "resume_fighting" for one in reading().claims)


def test_the_attempts_at_a_truce_did_not_succeed() -> None:
    assert any(one.kind == "ceasefire" and one.modality == "failed" for one in reading().claims)


def test_what_was_agreed_and_who_mediated() -> None:
    kinds = {one.kind for one in claims(sense="agree") if ids(one.actors) == {"AZE", "ARM"}}
    assert kinds >= {"ceasefire", "prisoner-exchange", "exchange-of-remains"}
    assert any(ids(one.actors) == {"RUS"} for one in claims(sense="mediate"))
    # What is only agreed on is not done.
    assert not claims(kind="prisoner-exchange", event="RETREAT", modality="happened")


def test_the_districts_the_peacekeepers_and_the_working_group() -> None:
    (handed,) = claims(sense="transfer")
    assert ids(handed.actors) == {"ARM"}
    assert ids(handed.recipients) == {"AZE"}
    assert len(handed.places) == 3
    assert claims(kind="peacekeeper-deployment", modality="happened")
    (group,) = claims(kind="working-group")
    assert group.modality in ("planned", "promised")
    assert group.reference is not None
    assert group.reference.accords == ("karabakh-2021-01-11",)
    assert claims(kind="transport-unblocking")
