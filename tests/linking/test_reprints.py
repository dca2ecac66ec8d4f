"""Reprints weigh as the first publication: one text, one voice."""

from __future__ import annotations

import random
from collections.abc import Iterable

from mithaq.accords import library
from mithaq.assessment import assess
from mithaq.gazetteer import load_gazetteer
from mithaq.linking import Evidence
from mithaq.linking.evidence import Bearing, SourceClass
from mithaq.linking.reprints import told_once

ACCORD = "karabakh-2020-11-09"


def said(
    report: str,
    voices: str,
    source: SourceClass = "independent",
    side: str | None = None,
    *,
    known: str = "2020-11-26",
    bearing: Bearing = "completes",
    day: str | None = None,
    stipulation: str = "6a",
    start: int = 0,
) -> Evidence:
    return Evidence(
        f"e-{report}-{bearing}-{stipulation}-{start}", f"c-{start}", report, ACCORD, stipulation, bearing, "happened",
        day or known, day is not None, known, start, start + 9, source, side, tuple(voices.split()),
    )  # fmt: skip


def first_speakers(evidence: Iterable[Evidence]) -> set[tuple[str, str | None, str]]:
    return {(one.voices[0], one.side, one.source) for one in evidence}


TEN = [said(f"r-{n}", f"outlet-{n}.example", known=f"2020-11-{26 + n // 4}") for n in range(10)]
ONE_TEXT = {f"r-{n}": "r-0" for n in range(1, 10)}


def test_ten_outlets_that_reprint_one_text_are_one_voice() -> None:
    told = told_once(TEN, ONE_TEXT)
    assert first_speakers(told.evidence) == {("outlet-0.example", None, "independent")}
    assert {one.day for one in told.evidence} == {"2020-11-26"}
    assert [one.voices[-1] for one in told.evidence] == [one.voices[-1] for one in TEN]
    assert set(told.first.values()) == {TEN[0].id}
    assert len(told.first) == 9
    assert told_once(TEN, {}).evidence == tuple(TEN)


def test_an_obligor_s_own_text_reprinted_does_not_confirm() -> None:
    ministry = said("r-0", "ARM/ministry-of-defence outlet-0.example", "obligor", "ARM")
    lost = [said(f"r-{n}", f"outlet-{n}.example") for n in range(1, 4)]
    gazetteer = load_gazetteer()

    def level(evidence: Iterable[Evidence]) -> int:
        found = assess(library()[ACCORD], evidence, as_of="2020-12-02", known_by="2020-12-02", gazetteer=gazetteer)
        return next(one.level for one in found if one.stipulation == "6a")

    assert level([ministry, *lost]) == 3
    assert level(told_once([ministry, *lost], ONE_TEXT).evidence) == 2
    assert level([*told_once([ministry, *lost], ONE_TEXT).evidence, said("r-77", "another.example")]) == 3


def test_whoever_is_named_in_both_stays_himself() -> None:
    both = [
        one
        for report in ("r-0", "r-1")
        for one in (
            said(report, f"ARM/president {report}.example", "obligor", "ARM"),
            said(report, f"AZE/president {report}.example", "beneficiary", "AZE", start=50),
        )
    ]
    told = told_once(both, ONE_TEXT).evidence
    assert [one.voices[0] for one in told] == ["ARM/president", "AZE/president"] * 2


def test_words_that_only_a_reprint_has_are_of_the_same_text() -> None:
    first = said("r-0", "tass outlet-0.example", "state-media", "RUS")
    more = said("r-1", "outlet-1.example", bearing="advances", start=70)
    told = told_once([first, more], ONE_TEXT).evidence
    assert first_speakers(told) == {("tass", "RUS", "state-media")}


def test_an_unknown_voice_is_the_same_in_all_prints() -> None:
    unknown = [said(f"r-{n}", f"unknown outlet-{n}.example", "unknown") for n in range(3)]
    told = told_once(unknown, ONE_TEXT).evidence
    assert {one.source for one in told} == {"unknown"}
    assert {one.voices[0] for one in told[1:]} == {"unknown (r-0)"}


def test_the_order_of_arrival_does_not_matter_and_each_promise_is_judged_alone() -> None:
    shuffler = random.Random(20201109)
    every = [
        *TEN,
        *(said(f"r-{n}", "AZE/president", "beneficiary", "AZE", start=90, stipulation="2") for n in range(4)),
        *(said(f"r-{n}", f"outlet-{n}.example", start=40, stipulation="2") for n in range(2, 8)),
        said("r-50", "alone.example"),
    ]
    expected = {one.id: one for one in told_once(every, ONE_TEXT).evidence}
    assert len(expected) == len({one.id for one in every})
    for _ in range(20):
        shuffled = shuffler.sample(every, len(every))
        assert {one.id: one for one in told_once(shuffled, ONE_TEXT).evidence} == expected
    for promise in ("6a", "2"):
        alone = [one for one in every if one.stipulation == promise]
        assert {one.id: one for one in told_once(alone, ONE_TEXT).evidence}.items() <= expected.items()
