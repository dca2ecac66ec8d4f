"""The page is whole, safe, cites word for word, and says what `status` says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from publishing_world import FIRST, HOSTILE_ADDRESS, PRISONER, SECOND, Page, World, filled

from mithaq.accords.library import followed
from mithaq.assessment import aggregates, assess
from mithaq.errors import InputError, LanguageError
from mithaq.gazetteer import load_gazetteer
from mithaq.publishing.page import flags_of, render, write_page
from mithaq.publishing.wording import LANGUAGES, wording

DAY = "2021-03-15"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = filled(tmp_path_factory.mktemp("page"))
    yield made
    made.record.close()


@pytest.fixture(scope="module")
def pages(world: World) -> dict[str, Page]:
    return {language: Page(render(world.record, as_of=DAY, known_by=DAY, language=language)) for language in LANGUAGES}


@pytest.fixture(scope="module", params=LANGUAGES)
def page(request: pytest.FixtureRequest, pages: dict[str, Page]) -> Page:
    return pages[request.param]


def test_it_stands_alone(page: Page) -> None:
    names = {name for name, _ in page.tags}
    assert page.html.startswith("<!DOCTYPE html>")
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "base", "form", "svg", "audio", "video"}
    assert not [one for _, one in page.tags if {"src", "srcset", "style", "background"} & set(one)]
    assert not [key for _, one in page.tags for key in one if key.startswith("on")]
    style = page.html.partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style
    policy = [one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_links_lead_into_the_page_or_to_sources(page: Page) -> None:
    ids = page.ids()
    assert len(ids) == len(set(ids))
    for link in page.all("a"):
        if link["href"].startswith("#"):
            assert link["href"][1:] in ids
        else:
            assert re.match(r"https?://", link["href"])
            assert link["rel"] == "noopener noreferrer"


def test_every_promise_has_a_row_and_a_section(page: Page) -> None:
    months = {FIRST: 5, SECOND: 3}
    for accord in followed(["karabakh-2020-11-09"]).values():
        for one in accord.stipulations:
            anchor = f"{accord.id}-{one.id}"
            assert anchor in page.sections
            assert [link for link in page.all("a") if link["href"] == f"#{anchor}"]
            cells = [link for link in page.all("a") if re.match(rf"#{anchor}--\d{{4}}", link["href"])]
            assert len(cells) == months[accord.id]
            assert all(cell["aria-label"] == cell["title"] and one.id in cell["title"] for cell in cells)


def test_every_quotation_is_exact(world: World, page: Page) -> None:
    for report, one in world.evidence:
        words = report.text[one.quote_start : one.quote_end]
        shown = re.sub("[\u202a-\u202e]", "", words)
        assert (shown in page.quotes) == (one.known <= DAY)
    assert "сообщили" not in "".join(page.quotes)
    assert {"moved", "سُلّمت", "передан", "kept", "fired", "met", "carried"} == set(page.marks)
    quotes = page.all("blockquote")
    assert {one["lang"] for one in quotes} == {"en", "ru", "ar"}
    assert all(one["dir"] == "auto" for one in quotes)


def test_levels_are_those_of_status(world: World, pages: dict[str, Page]) -> None:
    for language, page in pages.items():
        texts = wording(language)
        for accord in followed(["karabakh-2020-11-09"]).values():
            found = assess(accord, world.record.evidence(), as_of=DAY, known_by=DAY, gazetteer=load_gazetteer())
            for status in found:
                head = page.sections[f"{accord.id}-{status.stipulation}"]
                name = texts(f"levels.{status.level}.name")
                flags = [texts(f"flags.{flag}.name") for flag in flags_of(status)]
                assert re.search(rf"{status.level} \S {name}", head), (status, head[:200])
                assert all(flag in head for flag in flags)
                last = [one for one in page.all("a") if one["href"].startswith(f"#{accord.id}-{status.stipulation}--")]
                day = texts.day(DAY)
                words = texts("board.cell", promise=status.stipulation, day=day, level=status.level, name=name)
                assert last[-1]["title"].startswith(words)
                assert all(flag in last[-1]["title"] for flag in flags)


def test_the_reasons_stand_on_the_page(world: World, pages: dict[str, Page]) -> None:
    accord = followed(["karabakh-2020-11-09"])[FIRST]
    found = assess(accord, world.record.evidence(), as_of=DAY, known_by=DAY, gazetteer=load_gazetteer())
    status = next(one for one in found if one.stipulation == "6a")
    section = pages["en"].sections[f"{FIRST}-6a"]
    assert status.level == 3
    assert status.because in section
    assert "15 November 2020 25 November 2020" in section
    assert "Moved to 25 November 2020, as said on 15 November 2020" in section
    assert "The same word in other reports: 1" in section
    assert "وكالة المثال" in section
    assert "No report found" in pages["en"].sections[f"{FIRST}-9d"]


def test_the_deadline_moves_only_once_it_is_known(world: World) -> None:
    early = Page(render(world.record, as_of="2021-01-15", known_by="2020-11-14", language="en"))
    assert "Moved to" not in early.text
    titles = [one["title"] for one in early.all("a") if one["href"].startswith(f"#{FIRST}-6a--")]
    assert len(titles) == 3
    assert "due 15 November 2020" in titles[0]
    assert "later moved" not in "".join(titles)
    assert "overdue" in titles[-1]
    assert "Reports published after the day asked about, not counted: 10." in early.text


def test_columns_keep_to_what_was_known_then(world: World) -> None:
    titles = [
        one["title"]
        for one in Page(render(world.record, as_of="2021-02-28", known_by="2021-02-28", language="en")).all("a")
        if one["href"].startswith(f"#{FIRST}-6a--")
    ]
    assert titles[0].startswith("6a, 30 November 2020: level 3, full; amended; due 15 November 2020, later moved")
    first = Page(render(world.record, as_of="2020-11-20", known_by="2020-11-20", language="en"))
    assert "6a, 20 November 2020: level 1, minimal; amended" in first.html


def test_hindsight_counts_everywhere(world: World) -> None:
    late = Page(render(world.record, as_of="2021-06-02", known_by="2021-06-02", language="en"))
    hindsight = Page(render(world.record, as_of="2021-03-01", known_by="2021-06-02", language="en"))
    assert "In hindsight" in hindsight.text
    assert "In hindsight" not in late.text
    assert "All prisoners were freed" in late.quotes
    assert "All prisoners were freed" not in hindsight.quotes


def test_hostile_words_are_only_words(pages: dict[str, Page]) -> None:
    page = pages["en"]
    assert "alert('title')" in page.text
    assert "<script" not in page.html
    assert "<img" not in page.html
    assert not [one for one in page.all("a") if one["href"].lower().startswith("javascript")]
    assert HOSTILE_ADDRESS in page.text
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page.html)
    assert "shots were fired <again> & again near the road" in page.quotes
    assert {one["data-code"] for one in page.all("span") if "data-code" in one} == {"U+202E", "U+202C"}


def test_private_persons_are_not_named(page: Page) -> None:
    outside = page.text
    for quote in page.quotes:
        outside = outside.replace(quote, "")
    assert PRISONER.casefold() not in outside.casefold()


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ru", "ltr"), ("ar", "rtl")])
def test_language_and_direction(pages: dict[str, Page], language: str, direction: str) -> None:
    page = pages[language]
    assert page.all("html") == [{"lang": language, "dir": direction}]
    texts = wording(language)
    for key in ("page.title", "board.title", "promise.title", "timeline.title", "voices.title", "limits.harm"):
        assert texts(key) in page.text
    for accord in followed(["karabakh-2020-11-09"]).values():
        assert accord.names[language][0] in page.text
        assert all(one.summary[language] in page.text for one in accord.stipulations)
    assert load_gazetteer().label("AZE", language) in page.text


def test_headings_and_tables_can_be_followed(page: Page) -> None:
    levels = [int(name[1]) for name, _ in page.tags if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(one.get("scope") in ("row", "col", "colgroup") for one in page.all("th"))
    regions = [one for one in page.all("div") if one.get("role") == "region"]
    assert regions
    assert all(one["tabindex"] == "0" and one["aria-label"] for one in regions)
    opened = [one for one in page.all("details") if one.get("class") == "evidence" and "open" in one]
    assert len(opened) == 1


def test_voices_and_timeline(pages: dict[str, Page]) -> None:
    voices, timeline = pages["en"].sections["voices"], pages["en"].sections["timeline"]
    assert "praises" in voices
    assert "occasion: Victory Day" in voices
    assert "peace is kept on the whole line of contact" in voices
    assert re.search(r"25 November 2020\s*6a 2020-11-09\s*completes it", timeline)


def test_what_is_left_out_is_counted(pages: dict[str, Page]) -> None:
    limits = pages["en"].sections["limits"]
    assert "Of 9 reports, 8 give evidence" in limits
    assert "Reports in which nothing was found that bears on a promise: 1." in limits
    assert "Passages that could not be read: 2, in 1 reports." in limits
    assert "a table (2)" in limits
    assert "not counted: 1." in limits


def test_same_in_same_out(world: World, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        write_page(world.record, tmp_path / name, as_of=DAY, known_by=DAY, language="ar")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["one.html", "two.html"]


def test_wrong_questions(world: World, tmp_path: Path) -> None:
    out = tmp_path / "x.html"
    with pytest.raises(LanguageError, match="no page in 'xx'"):
        write_page(world.record, out, as_of=DAY, known_by=DAY, language="xx")
    with pytest.raises(InputError, match="not an ISO 8601 day"):
        write_page(world.record, out, as_of="yesterday", known_by=DAY, language="en")
    assert not out.exists()


def test_the_sums_are_those_of_summary_with_what_they_count(world: World, pages: dict[str, Page]) -> None:
    for accord in followed(world.record.accords()).values():
        statuses = assess(
            accord, world.record.effective_evidence(), as_of=DAY, known_by=DAY, gazetteer=load_gazetteer()
        )
        (sums,) = aggregates(accord, statuses)
        assert sums.counted
        for language, page in pages.items():
            assert f"({sums.points} " in page.html
            assert sums.denominator in page.html
            for status in statuses:
                assert wording(language)(f"states.{status.state.replace(' ', '_')}") in page.html


def test_one_accord_alone_can_be_shown(world: World) -> None:
    one = {SECOND: followed([SECOND])[SECOND]}
    page = Page(render(world.record, as_of=DAY, known_by=DAY, language="en", accords=one))
    assert SECOND in page.ids()
    assert FIRST not in page.ids()
