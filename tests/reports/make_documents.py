"""Makes the documents of `documents`. Not run by the tests: it needs weasyprint, fpdf2, uharfbuzz, arabic-reshaper and
python-bidi, and the free font DejaVu. The tests hold that what is read from each is `TEXTS`.

    python tests/reports/make_documents.py

arabic-shaped.pdf has letters shaped by Pango and drawn from the left; arabic-forms.pdf has the printed forms of letters
(U+FB50 to U+FEFF) in the order in which they stand on the page; the others are wrapped, broken, in columns or locked.
"""

# ruff: noqa: E501
from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "documents"
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

# (level, words): level 0 is no list, 1 a clause, 2 an item of one. The words are ours.
ARABIC: list[tuple[int, str]] = [
    (0, "اتفاق بين جمهورية أرمينيا وجمهورية أذربيجان بشأن وقف إطلاق النار"),
    (0, "وُقِّع في موسكو في 1 مارس 2021"),
    (0, "إن الطرفين، رغبةً منهما في إنهاء القتال، قد اتفقا على ما يلي:"),
    (1, "تلتزم جمهورية أرمينيا وجمهورية أذربيجان بوقف كامل لإطلاق النار اعتباراً من 5 مارس 2021، ولا يجوز لأي طرف أن "
        "يتقدم بقواته (نحو 1,960 جندياً و90 ناقلة) عن مواقعها الحالية قبل الساعة 10:30."),
    (1, "تعيد أرمينيا مقاطعة أغدام إلى أذربيجان بحلول 20 مارس 2021، ومقاطعة لاتشين بحلول 1 أبريل 2021، وفق الوثيقة "
        "S/2020/1104 الصادرة عن United Nations في نيويورك."),
    (1, "يتبادل الطرفان جميع أسرى الحرب خلال عشرة أيام من وقف إطلاق النار [البند 1]؛ وتكون الحصة 25% في كل مرحلة."),
    (1, "يلتزم الطرفان بما يأتي:"),
    (2, "سحب الأسلحة الثقيلة من خط التماس خلال 15 يوماً؛"),
    (2, "تسليم خرائط الألغام إلى الطرف الآخر خلال 30 يوماً؛"),
    (2, "إعادة رفات القتلى «دون شروط» وبلا تأخير."),
    (1, "تنشر روسيا قوات لحفظ السلام على طول خط التماس لمدة خمس سنوات، وتُجدَّد المدة تلقائياً لخمس سنوات أخرى إذا لم "
        "يعترض أي من الطرفين قبل ستة أشهر من انتهائها."),
    (1, "تُشكَّل لجنة مشتركة للإشراف على تنفيذ هذا الاتفاق، وتعقد أول اجتماع لها قبل 30 مارس 2021."),
    (1, "تُفتح جميع طرق النقل والمواصلات في المنطقة، وتضمن أرمينيا سلامة حركة المواطنين والمركبات والبضائع في الاتجاهين."),
    (1, "يعود النازحون واللاجئون إلى ديارهم تحت إشراف المفوضية السامية للأمم المتحدة لشؤون اللاجئين."),
    (0, "عن جمهورية أرمينيا"),
    (0, "عن جمهورية أذربيجان"),
]  # fmt: skip
RUSSIAN: list[tuple[int, str]] = [
    (0, "Соглашение о прекращении огня и обмене удерживаемыми лицами"),
    (0, "Подписано в Москве 1 марта 2021 года"),
    (1, "Стороны прекращают огонь и все военные действия с 00 часов 00 минут 5 марта 2021 года и остаются на занимаемых "
        "позициях вплоть до развёртывания миротворческого контингента."),
    (1, "Азербайджанская Республика и Республика Армения обмениваются всеми военнопленными и удерживаемыми лицами в "
        "течение десяти дней после прекращения огня, представители Международного комитета Красного Креста присутствуют."),
    (1, "Разблокируются все экономические и транспортные связи в регионе; беспрепятственное передвижение граждан, "
        "транспортных средств и грузов гарантируется правительствами в сотрудничестве с социально-экономическими службами."),
    (1, "Учреждается совместная комиссия по социально-экономическим вопросам, первое заседание которой проводится до 30 "
        "марта 2021 года."),
]  # fmt: skip
ENGLISH: list[tuple[int, str]] = [
    (0, "Agreement on the Northern Road"),
    (0, "The Government and the Movement agree on the following:"),
    *(
        (1, f"The Government shall reopen section {number} of the northern road within {number + 5} days of the ceasefire, "
            "and the Movement shall withdraw its fighters from it; the joint commission inspects the section and "
            "publishes what it has found.")
        for number in range(1, 25)
    ),
]  # fmt: skip
LETTERS = "أبتثجح"


def lines(text: list[tuple[int, str]]) -> list[str]:
    """The paragraphs with the numbers that their lists have."""
    out, clause, item = [], 0, 0
    for level, words in text:
        if level == 1:
            clause, item = clause + 1, 0
            out.append(f"{clause}. {words}")
        elif level == 2:
            item += 1
            out.append(f"({LETTERS[item - 1]}) {words}")
        else:
            out.append(words)
    return [unicodedata.normalize("NFC", one) for one in out]


TEXTS = {"arabic": lines(ARABIC), "russian": lines(RUSSIAN), "english": lines(ENGLISH)}


def _page(text: list[str], name: str, *, language: str, style: str) -> None:
    import weasyprint  # type: ignore[import-not-found, import-untyped, unused-ignore]

    direction = "rtl" if language == "ar" else "ltr"
    body = "".join(f"<p>{one}</p>" for one in text)
    html = f'<html lang="{language}" dir="{direction}"><style>body{{font-family:"DejaVu Sans"}}{style}</style>{body}</html>'
    weasyprint.HTML(string=html).write_pdf(HERE / name)


def _forms(text: list[str], name: str, *, password: str | None = None) -> None:
    """As programs print that know no Arabic: forms and order made beforehand."""
    import arabic_reshaper  # type: ignore[import-not-found, import-untyped, unused-ignore]
    from bidi.algorithm import get_display  # type: ignore[import-not-found, import-untyped, unused-ignore]
    from fpdf import FPDF  # type: ignore[import-not-found, import-untyped, unused-ignore]

    pdf: Any = FPDF(format="A5")
    pdf.add_font("d", fname=FONT)
    if password:
        pdf.set_encryption(owner_password=password, user_password=password)
    pdf.add_page()
    pdf.set_font("d", size=11)
    shaper = arabic_reshaper.ArabicReshaper({"delete_harakat": False, "support_ligatures": True})
    for paragraph in text:
        line = ""
        for word in [*paragraph.split(" "), None]:
            longer = f"{line} {word}".strip()
            if word is None or pdf.get_string_width(shaper.reshape(longer)) > pdf.epw - 4:
                pdf.cell(w=pdf.epw, h=6, text=get_display(shaper.reshape(line), base_dir="R"), align="R")
                pdf.ln(6)
                line = word or ""
            else:
                line = longer
        pdf.ln(4)
    pdf.output(str(HERE / name))


def main() -> None:
    """Make them all."""
    running = '@page{size:A5;margin:2cm;@top-center{content:"%s"}@bottom-center{content:"- " counter(page) " -"}}'
    _page(
        TEXTS["arabic"],
        "arabic-shaped.pdf",
        language="ar",
        style=running % "نص الاتفاق كما وُقِّع" + "p{text-align:justify}",
    )
    _forms(TEXTS["arabic"], "arabic-forms.pdf")
    _forms(TEXTS["arabic"][:2], "locked.pdf", password="x")
    hyphens = "@page{size:A6;margin:1.5cm}p{hyphens:auto;text-align:justify}"
    _page(TEXTS["russian"], "russian-hyphens.pdf", language="ru", style=hyphens)
    columns = running % "Northern Road" + "body{columns:2;font-size:8pt;column-gap:1cm}"
    _page(TEXTS["english"], "english-columns.pdf", language="en", style=columns)


if __name__ == "__main__":
    main()
