"""Reprints are told from reports of the same thing, whatever the order."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from mithaq.demo import dossier
from mithaq.reports.syndication import FEWEST, PIECE, reprints, text_print

FIRST = """The commander of the peacekeepers said on Monday that the road to the town had been opened to cars and that
two convoys had passed it without a shot. He thanked both commands for keeping their word and promised that patrols
would go on by day and by night. Mine clearers, he added, still needed a week for the verges. The ministry of the other
side confirmed that the first buses had arrived, and said that it would judge the matter by what happened in winter."""
OTHER = """Two convoys reached the town on Monday by the road that had been shut since spring, the ministry said. Buses
were let through at noon after the peacekeepers had looked at papers. Their commander told reporters that patrols go on
and that the verges must be cleared of mines. Residents met the buses with bread; nobody fired, said a teacher who
had come to meet her sister, and nobody asked for money, which she had feared most of all that morning."""


def edits(text: str) -> list[tuple[str, str]]:
    words = text.split()
    return [
        ("a headline and an agency's name", f"Road opened, says commander. (Agency) {text} Read more on our site."),
        ("cut from the end", " ".join(words[: len(words) * 2 // 3])),
        ("capitals and spacing", "\n\n".join(text.upper().split("\n"))),
        ("a sentence put in", text.replace("He thanked", "It was his first briefing this month. He thanked")),
        ("other words here and there", text.replace("said on Monday", "told us").replace("promised", "vowed")),
    ]


@pytest.mark.parametrize(("how", "text"), edits(FIRST), ids=[how for how, _ in edits(FIRST)])
def test_an_edited_text_is_the_same(how: str, text: str) -> None:
    assert text_print(FIRST).same(text_print(text)), how


def test_another_report_of_the_same_thing_is_not_a_reprint() -> None:
    assert not text_print(FIRST).same(text_print(OTHER))


def test_vowel_signs_hamza_and_tatweel_do_not_make_another_text() -> None:
    text = "أعلن قائد القوات أن الطريق إلى المدينة فُتح أمام السيارات وأن قافلتين عبرتاه من دون إطلاق رصاصة واحدة " * 2
    bare = text.replace("أ", "ا").replace("إ", "ا").replace("ُ", "").replace("عبر", "عـبـر")
    assert bare != text
    assert text_print(bare) == text_print(text)


def test_a_note_of_a_few_words_is_nobodys_reprint() -> None:
    note = "Fifteen prisoners came home on Saturday."
    assert len(note.split()) < FEWEST + PIECE
    assert not text_print(note).same(text_print(note))


def test_the_dossiers_reprints_are_found_and_nothing_else() -> None:
    reports = dossier()
    order = [one.id for one in sorted(reports, key=lambda one: (one.published or "", one.id))]
    found = reprints({one.id: text_print(one.text) for one in reports}, order)
    groups: dict[str, set[str]] = {}
    for one in reports:
        groups.setdefault(found[one.id], set()).add(one.outlet or "")
    assert [sorted(outlets) for outlets in groups.values() if len(outlets) > 1] == [
        ["NovostiNK", "ИА REGNUM", "РИА Новости"]
    ]


def test_the_order_in_which_reports_come_does_not_matter() -> None:
    texts = {f"r{n}": text for n, (_, text) in enumerate(edits(FIRST))} | {"r9": OTHER}
    prints = {id: text_print(text) for id, text in texts.items()}
    expected = reprints(prints, sorted(prints))
    assert expected == {**dict.fromkeys([f"r{n}" for n in range(5)], "r0"), "r9": "r9"}
    for seed in range(10):
        shuffled = list(prints.items())
        random.Random(seed).shuffle(shuffled)
        assert reprints(dict(shuffled), sorted(prints)) == expected


def test_texts_that_are_the_same_meet_in_a_band() -> None:
    prints = [text_print(text) for _, text in edits(FIRST)] + [text_print(FIRST)]
    for one, other in combinations(prints, 2):
        assert set(one.bands()) & set(other.bands())
