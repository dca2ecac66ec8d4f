"""Reports from web pages."""

from __future__ import annotations

import pytest

from mithaq.errors import FormatError
from mithaq.reports import Report, report_from_bytes
from mithaq.reports.formats import page

PARAGRAPHS = (
    "The ministry of defence said that the district was handed over on 25 November as it had been agreed.",
    "The deadline had been moved by ten days at the request of the other side, which was passed on by Moscow.",
    "A column of vehicles was seen on the road in the morning, and the last of the posts was left at noon.",
)


def _page(head: str = "", paragraphs: tuple[str, ...] = PARAGRAPHS, lang: str = "en") -> str:
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f"<!DOCTYPE html>\n<html lang='{lang}'><head><title>Handover | Outlet</title>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li></ul></nav>"
        f"<article><h1>The handover</h1>{body}</article><footer><p>All rights reserved 2024</p></footer></body></html>"
    )


def _read(text: str | bytes) -> Report:
    return report_from_bytes(text.encode() if isinstance(text, str) else text, place="report.txt")


def test_the_article_is_taken_and_the_menus_are_left() -> None:
    report = _read(_page())
    for one in PARAGRAPHS:
        assert one in report.text
    assert "Home" not in report.text
    assert report.language == "en"


def test_what_the_page_says_of_itself() -> None:
    head = (
        "<meta property='og:site_name' content='The Outlet'><meta property='og:title' content='The handover'>"
        "<meta property='article:published_time' content='2020-11-25T18:00:00+03:00'>"
        "<link rel='canonical' href='https://example.org/handover'>"
    )
    report = _read(_page(head))
    assert report.outlet == "The Outlet"
    assert report.title == "The handover"
    assert report.published == "2020-11-25T18:00:00+03:00"
    assert report.address == "https://example.org/handover"


def test_day_and_outlet_from_linked_data() -> None:
    head = (
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2020-11-25", '
        '"publisher": {"name": "The Outlet"}}]}</script><script type="application/ld+json">{broken</script>'
    )
    report = _read(_page(head))
    assert (report.published, report.outlet) == ("2020-11-25", "The Outlet")


def test_no_day_is_guessed_from_prose_or_footer() -> None:
    assert _read(_page()).published is None
    assert _read(_page("<meta name='date' content='last Tuesday'>")).published is None


def test_the_encoding_that_a_page_declares_is_believed() -> None:
    russian = (
        "Министерство обороны сообщило, что район передан двадцать пятого ноября, как и было условлено сторонами.",
        "Срок был перенесён на десять дней по просьбе другой стороны, которую передала Москва, говорится в сообщении.",
        "Утром по дороге прошла колонна машин, а последний пост был оставлен в полдень, рассказали местные жители.",
    )
    text = _page("<meta charset='windows-1251'>", russian, "ru").encode("windows-1251")
    report = _read(text)
    assert russian[0] in report.text
    assert report.language == "ru"
    with pytest.raises(FormatError):
        _read(_page("<meta charset='nonsense'>", russian, "ru").encode("windows-1251"))


def test_a_wrong_lang_attribute_does_not_decide_for_english() -> None:
    arabic = (
        "أعلنت وزارة الدفاع أن القوات دخلت المنطقة في العشرين من تشرين الثاني كما كان مقررا في الاتفاق الموقع.",
    ) * 3
    assert _read(_page("", arabic, "en")).language == "ar"


@pytest.mark.parametrize(
    "text", ["<html><body></body></html>", "<!doctype html><html><head><title>x</title></head></html>"]
)
def test_a_page_without_an_article_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match="no article") as caught:
        _read(text)
    assert caught.value.place == "report.txt"


def test_feeds_and_large_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FormatError, match="feed"):
        _read("<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>")
    monkeypatch.setattr(page, "LIMIT", 100)
    with pytest.raises(FormatError, match="larger"):
        _read(_page())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html><html>", True),
        ("\n<!-- saved from url --><html lang=ar>", True),
        ("<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE html><html>", True),
        ("<div class=a><p>Text</p></div>", True),
        ("<p>Text in a tag that is never closed", False),
        ("<They said> that it is over.", False),
        ("Text that speaks of <html> pages.", False),
    ],
)
def test_pages_are_told_by_their_content(text: str, expected: bool) -> None:
    assert page.is_page(text) is expected


def test_a_page_with_a_declared_xml_encoding_and_deep_nesting_is_survived() -> None:
    report = _read("<?xml version='1.0' encoding='utf-8'?>\n" + _page())
    assert PARAGRAPHS[0] in report.text
    with pytest.raises(FormatError):
        _read("<html><body>" + "<div>" * 20_000 + "</body></html>")
