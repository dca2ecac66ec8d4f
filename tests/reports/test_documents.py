"""PDF and DOCX: the same words in the same order from every kind of file, and refusals that say why."""

from __future__ import annotations

import contextlib
import io
import signal
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from make_documents import ARABIC, TEXTS

from mithaq.accords.check import _length
from mithaq.errors import FormatError, MithaqError
from mithaq.reports import report_from_bytes
from mithaq.reports.files import document_from_bytes
from mithaq.reports.formats import docx, pdf
from mithaq.reports.formats.bidi import folded, logical
from mithaq.reports.formats.paragraphs import paragraphs
from mithaq.reports.formats.sheet import Row

HERE = Path(__file__).parent / "documents"


def _pdf(name: str) -> str:
    return pdf.extract((HERE / name).read_bytes(), place=name)[0]


def word(
    text: list[tuple[int, str]], *, first: str = "%1.", second: str = "(%2)", kinds: str = "decimal arabicAlpha"
) -> bytes:
    """A DOCX whose clauses are numbered by Word's lists, with no number in their words."""
    made = Document()
    numbering = made.part.numbering_part.element
    one, two = kinds.split()
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{shown}"/></w:lvl>'
        for at, (kind, shown) in enumerate(((one, first), (two, second)))
    )
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    made.sections[0].header.paragraphs[0].text = "A running title"
    for level, words in text:
        paragraph = made.add_paragraph(words)
        if level:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level - 1}"/><w:numId w:val="77"/></w:numPr>')
            )
    return _saved(made)


def _saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _with_body(body: str, **parts: str) -> bytes:
    """A DOCX of this XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("arabic-shaped.pdf", "arabic"),  # running titles, page numbers, letters joined by the font
        ("arabic-forms.pdf", "arabic"),  # printed forms in the order of the page
        ("russian-hyphens.pdf", "russian"),  # words broken at the ends of lines, a paragraph broken by a page
        ("english-columns.pdf", "english"),  # two columns, paragraphs that go on in the next
    ],
)
def test_a_pdf_gives_the_paragraphs_as_they_were_written(name: str, text: str) -> None:
    assert _pdf(name).split("\n\n") == TEXTS[text]


def test_a_docx_of_the_same_text_gives_the_same_words_with_the_numbers_of_its_lists() -> None:
    text, notes = docx.extract(word(ARABIC), place="x.docx")
    assert text.split("\n\n") == TEXTS["arabic"]
    assert notes == ("numbers of lists restored: 11",)
    assert text == _pdf("arabic-shaped.pdf") == _pdf("arabic-forms.pdf")


@pytest.mark.parametrize(
    ("first", "second", "kinds", "labels"),
    [
        ("Article %1", "%1.%2.", "decimal decimal", ["Article 1", "1.1.", "1.2.", "Article 2", "2.1."]),
        ("%1.", "%2)", "upperRoman lowerLetter", ["I.", "a)", "b)", "II.", "a)"]),
        ("المادة %1:", "%2-", "decimal arabicAbjad", ["المادة 1:", "أ-", "ب-", "المادة 2:", "أ-"]),
        ("Статья %1.", "%2)", "decimal russianLower", ["Статья 1.", "а)", "б)", "Статья 2.", "а)"]),
        ("%1:", "o", "ordinalText bullet", ["First:", "•", "•", "Second:", "•"]),
    ],
)
def test_numbers_of_lists_are_counted_as_word_does(first: str, second: str, kinds: str, labels: list[str]) -> None:
    text = [(1, "one"), (2, "two"), (2, "three"), (1, "four"), (0, "no list"), (2, "five")]
    found = docx.extract(word(text, first=first, second=second, kinds=kinds), place="x")[0].split("\n\n")
    expected = [
        f"{label} {words}" for label, words in zip(labels, ("one", "two", "three", "four", "five"), strict=True)
    ]
    assert [line for line in found if line != "no list"] == expected


def test_a_docx_with_tables_changes_and_notes() -> None:
    note = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2">{_p("Of the former line.")}</w:footnote></w:footnotes>'
    body = (
        '<w:p><w:r><w:t xml:space="preserve">The line </w:t></w:r>'
        "<w:del><w:r><w:delText>of 1994</w:delText></w:r></w:del>"
        '<w:ins><w:r><w:t>of 2020</w:t></w:r></w:ins><w:r><w:footnoteReference w:id="2"/></w:r>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t> holds</w:t><w:br/><w:t>here.</w:t></w:r></w:p>"
        f"<w:tbl><w:tr><w:tc>{_p('Agdam')}</w:tc><w:tc>{_p('20 November')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{_p('For the Government')}{_p('N. N.')}</w:tc>"
        f"<w:tc>{_p('For the Movement')}</w:tc></w:tr></w:tbl>"
        f"<w:sdt><w:sdtContent>{_p('Last.')}</w:sdtContent></w:sdt>"
    )
    text, notes = docx.extract(_with_body(body, footnotes=note), place="x")
    assert text.split("\n\n") == [
        "The line of 2020 holds\nhere.",
        "Agdam\t20 November",
        "For the Government",
        "N. N.",
        "For the Movement",
        "Last.",
        "[1] Of the former line.",
    ]
    assert notes == (
        "tables read row by row: 1",
        "footnotes put at the end: 1",
        "tracked deletions left out: 1",
    )


def test_reports_come_in_pdf_and_docx_too() -> None:
    report, notes = document_from_bytes((HERE / "arabic-shaped.pdf").read_bytes(), place="x")
    assert report.language == "ar"
    assert notes == ("lines of running titles and page numbers left out: 4",)
    assert report_from_bytes(word(ARABIC), place="y") == report


@pytest.mark.parametrize(
    ("visual", "read"),
    [
        ("2021 سرام 1", "1 مارس 2021"),
        ("S/2020/1104 رارقلا", "القرار S/2020/1104"),
        (".10:30 ةعاسلا", "الساعة 10:30."),
        ("United Nations نع", "عن United Nations"),
    ],
)
def test_arabic_lines_are_turned_round_without_their_numbers(visual: str, read: str) -> None:
    assert logical(list(visual), right_to_left=True) == read


def test_a_line_of_english_keeps_its_order_and_turns_the_arabic_in_it() -> None:
    assert logical(list("the word هنده (truce)"), right_to_left=False) == "the word هدنه (truce)"


def test_printed_forms_become_letters() -> None:
    assert (
        folded("\ufefb \ufedf\ufe97\u200f ﬁve ﷲ \u0642\u0640\u0640\u0627\u0644 1442\u0647\u0640")
        == "لا لت five الله قال 1442هـ"
    )


EMPTY = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj\ntrailer<</Root 1 0 R>>\n"
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (EMPTY, "its page is a picture"),
        (b"%PDF-1.7 and so on", "damaged"),
        (b"PK\x03\x04 and so on", "damaged"),
        (_with_body(""), "holds no text"),
        (_with_body("<w:p>"), "damaged"),
    ],
)
def test_what_holds_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(FormatError) as refused:
        report_from_bytes(data, place="x")
    assert reason in str(refused.value)
    assert refused.value.mend


def test_a_locked_pdf_is_refused() -> None:
    with pytest.raises(FormatError, match="locked with a password"):
        _pdf("locked.pdf")


@pytest.mark.parametrize(
    ("name", "what"),
    [("xl/workbook.xml", "a spreadsheet"), ("ppt/presentation.xml", "a presentation"), ("a.txt", "a ZIP archive")],
)
def test_other_archives_are_named(name: str, what: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    with pytest.raises(FormatError, match=f"this is {what}"):
        docx.extract(out.getvalue(), place="x")


def test_a_docx_that_unpacks_to_too_much_is_refused_without_unpacking_it() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(70):
            part.write(b" " * 1024 * 1024)
    begun = time.perf_counter()
    with pytest.raises(FormatError, match="larger than 60 MB"):
        docx.extract(out.getvalue(), place="x")
    assert time.perf_counter() - begun < 1


def test_entities_of_xml_are_not_made_large() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + _p("&b;")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", bomb.replace("<w:p>", f"<w:p {nsdecls('w')}>"))
    with pytest.raises(FormatError, match="declares a document type"):
        docx.extract(out.getvalue(), place="x")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_docx_is_read_or_refused_and_never_breaks(data: Any) -> None:
    whole = bytearray(word(ARABIC[:6]))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(MithaqError):
        docx.extract(bytes(whole), place="x")


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_a_damaged_pdf_is_read_or_refused_and_never_breaks(data: Any) -> None:
    whole = bytearray((HERE / "locked.pdf").read_bytes())
    at = data.draw(st.integers(8, len(whole) - 1))
    whole[at : at + 40] = data.draw(st.binary(max_size=40))
    with contextlib.suppress(MithaqError):
        pdf.extract(bytes(whole), place="x")


def test_a_reader_that_breaks_down_takes_nothing_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PYTHON", "/bin/false")
    with pytest.raises(FormatError, match="broke off"):
        _pdf("arabic-forms.pdf")


def test_a_span_behind_the_text_of_a_pdf_is_told(tmp_path: Path) -> None:
    data = (HERE / "arabic-shaped.pdf").read_bytes()
    assert _length(data, "ar") == len(_pdf("arabic-shaped.pdf"))
    assert _length(EMPTY, "ar") is None


def test_a_heading_that_ends_in_a_number_is_no_page_number() -> None:
    def row(text: str, y: float) -> Row:
        return Row(list(text), 50, 300, y, 10)

    pages = [
        [
            row("A running title", 800),
            row(f"Article {n * 3}", 770),
            row(f"The Parties shall meet {n * n} times.", 740),
            row(f"Page {n}", 40),
        ]
        for n in range(1, 5)
    ]
    text, _, left_out = paragraphs(pages)
    assert text[0].startswith("Article 3")
    assert left_out == 8


@pytest.mark.skipif(not hasattr(signal, "SIGXCPU"), reason="computing is bounded by the system only on Unix")
def test_a_pdf_that_computes_too_long_is_refused_whatever_the_clock_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = tmp_path / "busy"
    busy.write_text(
        f"#!{sys.executable}\n"
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (1, 6))\n"
        "while True:\n"
        "    pass\n",
        encoding="utf-8",
    )
    busy.chmod(0o755)
    monkeypatch.setattr(pdf, "PYTHON", str(busy))
    with pytest.raises(FormatError, match="seconds of computing"):
        pdf.extract(b"%PDF-1.4", place="busy.pdf")


def test_the_reader_of_a_pdf_is_bounded_in_computing_time() -> None:
    from mithaq.reports.formats import pdf_reader

    assert pdf_reader.SECONDS == pdf.SECONDS <= pdf.WAIT
