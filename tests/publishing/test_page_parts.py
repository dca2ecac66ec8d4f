"""The parts of a page: safe words, files put in place whole, columns, texts."""

from __future__ import annotations

import errno
import os
import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publishing_world import Page, World, filled

from mithaq.errors import DataError, InputError
from mithaq.publishing import safe
from mithaq.publishing.board import columns
from mithaq.publishing.files import write_whole
from mithaq.publishing.page import render
from mithaq.publishing.wording import LANGUAGES, check, read_texts, wording


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " https://a.example/", "data:text/html,x", "//a.example/",
        "https://", "https:///path", "http://user:word@a.example/", "https://a.example/\n", "https://a.exa\u202emple/",
        "ftp://a.example/", "https://a.example:x/", "https://[bad/", "file:///etc/passwd", "", None,
        "https://a.example/" + "x" * 3000, "https://a.example/ b",
    ],
)  # fmt: skip
def test_addresses_that_are_never_linked(address: str | None) -> None:
    assert safe.link(address) is None


@pytest.mark.parametrize(
    "address", ["https://a.example/x?y=1&z=2#q", "http://пример.рф/новость", "https://a.example:8080/خبر"]
)
def test_addresses_that_are_linked(address: str) -> None:
    assert safe.link(address) == address


@given(st.text(alphabet=st.characters(), max_size=60), st.data())
def test_quotations_keep_every_character(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    at = data.draw(st.integers(start, end))
    to = data.draw(st.integers(at, end))
    html = str(safe.quotation(text, start, end, (at, to)))
    html.encode("utf-8")
    page = Page(f"<blockquote>{html}</blockquote>")
    expected = "".join(
        "" if "\u202a" <= one <= "\u202e" or "\u2066" <= one <= "\u2069"
        else "\ufffd" if _unprintable(one) else one
        for one in text[start:end]
    )  # fmt: skip
    assert page.quotes == [expected]


def _unprintable(one: str) -> bool:
    code = ord(one)
    return (code < 32 and one not in "\t\n\r") or 0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF


def test_long_quotations_are_cut_around_the_marked_word() -> None:
    assert safe.window(10, 100, (20, 30)) == (10, 100)
    start, end = safe.window(0, 100_000, (50_000, 50_005))
    assert end - start == safe.QUOTE
    assert start <= 50_000 < 50_005 <= end
    assert safe.window(0, 100_000, (99_999, 100_000)) == (100_000 - safe.QUOTE, 100_000)


def test_plain_words_are_bounded_and_without_hidden_characters() -> None:
    assert safe.plain("a\u202eb\u2066c\x00d\n e", 100) == "a b c d e"
    assert safe.plain("x" * 1_000_000, 50) == "x" * 49 + "…"
    assert safe.plain(None, 5) == ""
    assert safe.language_tag('en" onload="x') == ""


def test_columns_are_months_then_years() -> None:
    found = columns(date(2020, 11, 9), date(2021, 1, 15), date(2020, 12, 10))
    assert [(str(one.day), str(one.known_by)) for one in found] == [
        ("2020-11-30", "2020-11-30"),
        ("2020-12-31", "2020-12-10"),
        ("2021-01-15", "2020-12-10"),
    ]
    assert [str(one.known_by) for one in columns(date(2020, 11, 9), date(2020, 12, 5), date(2021, 5, 1))] == [
        "2021-05-01",
        "2021-05-01",
    ]
    assert [str(one.day) for one in columns(date(2020, 11, 9), date(2020, 2, 3), date(2020, 2, 3))] == ["2020-02-03"]
    years = columns(date(2000, 1, 1), date(2020, 6, 1), date(2020, 6, 1))
    assert (len(years), str(years[0].day), str(years[-1].day)) == (21, "2000-12-31", "2020-06-01")


def test_a_far_day_still_gives_a_page_of_bounded_width(tmp_path: Path) -> None:
    world = filled(tmp_path)
    page = Page(render(world.record, as_of="2400-01-01", known_by="2400-01-01", language="en"))
    world.record.close()
    assert "Only the last 120 columns are shown." in page.text


def test_an_empty_record_gives_a_page(tmp_path: Path) -> None:
    world = World(tmp_path)
    page = Page(render(world.record, as_of="2021-03-01", known_by="2021-03-01", language="ru"))
    world.record.close()
    assert wording("ru")("timeline.none") in page.text
    assert page.quotes == []


def test_a_full_disk_leaves_the_old_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "page.html"
    write_whole(out, b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="no space left") as caught:
        write_whole(out, b"new")
    assert caught.value.place == str(out)
    assert caught.value.mend
    assert out.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a folder"):
        write_whole(tmp_path, b"x")
    with pytest.raises(InputError, match="no such folder"):
        write_whole(tmp_path / "none" / "x.html", b"x")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError) as caught:
        write_whole(tmp_path / "file" / "x.html", b"x")
    assert caught.value.mend


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_device_is_written_to_and_not_replaced() -> None:
    with pytest.raises(InputError, match="no space left"):
        write_whole(Path("/dev/full"), b"x" * 10_000)
    assert not Path("/dev/full").is_file()


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.html", tmp_path / "link.html"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_text_stands_out_from_its_ground(scheme: int) -> None:
    css = files("mithaq.publishing").joinpath("templates", "page.css").read_text("utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, flags=re.DOTALL)
    colours: dict[str, str] = dict(re.findall(r"--([\w-]+): (#\w{6})", blocks[scheme]))
    grounds = [("paper", "ink soft link"), ("card", "ink soft link for against other"), ("mark", "ink")]
    grounds += [(f"l{level}", f"l{level}-ink") for level in range(4)]
    for ground, texts in grounds:
        for text in texts.split():
            assert _contrast(colours[ground], colours[text]) >= 4.5, (text, ground)


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it, 1 to 21."""
    lights = sorted(_light(colour) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_complete(language: str) -> None:
    texts = wording(language)
    assert texts.direction == ("rtl" if language == "ar" else "ltr")
    assert "2020" in texts.day("2020-11-25")
    for length in ("P5Y", "P1M", "P2W", "P10D", "P1Y6M"):
        assert "{" not in texts.duration(length)
        assert not texts.duration(length).startswith("P")


def test_wrong_texts_are_refused_by_file_and_key(tmp_path: Path) -> None:
    model = read_texts(files("mithaq.publishing").joinpath("interface", "en.yaml"))
    with pytest.raises(DataError, match=r"missing \['page.title'\]"):
        check({key: text for key, text in model.items() if key != "page.title"}, model, "ru")
    with pytest.raises(DataError, match=r"ru.yaml: promise.moved: the words in braces differ"):
        check({**model, "promise.moved": "moved to {dya}, {said}"}, model, "ru")
    empty = tmp_path / "xx.yaml"
    empty.write_text("page: {title: }\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"xx.yaml: page.title: not a text"):
        read_texts(empty)
