"""The words that a record keeps give the same statuses as all the evidence does."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import replace as changed
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pg_server import Server
from sqlalchemy import select

from mithaq.accords import Accord, library
from mithaq.assessment import Status, assess
from mithaq.assessment.deadlines import needed
from mithaq.assessment.facts import Fact, Promise, fact_of
from mithaq.cli.work import Intake
from mithaq.demo import dossier
from mithaq.gazetteer import Gazetteer, load_gazetteer
from mithaq.linking.evidence import Bearing, Evidence, SourceClass
from mithaq.linking.reprints import told_once
from mithaq.reading.claims import Reading
from mithaq.record import Record
from mithaq.record.tables import sayings
from mithaq.record.words import refold_all
from mithaq.reports.model import Report
from mithaq.review import Decision

NOBODY = Gazetteer({}, {})
FIRST = library()["karabakh-2020-11-09"]
BEARINGS: tuple[Bearing, ...] = (
    "completes", "completes", "advances", "complies", "breaches", "disputes", "amends", "plans", "ends", "assesses",
)  # fmt: skip
SIDES: dict[str | None, SourceClass] = {"AZE": "beneficiary", "ARM": "obligor", "RUS": "guarantor", None: "independent"}
PROMISES = ("1a", "2", "4b", "5", "6a", "6f", "7", "8a", "")
FEW = st.sampled_from
VOICES = ["unknown", "tass", "Ilham \x00 \uf8ff (unlisted)", "A\x1fB\x1e1"]
"""Some with characters that a database does not keep, or that stand between what it gives."""
TEXTS = [
    f"{name} said on Monday that the convoys of village {name} had left the valley by the old road, that the monitors "
    f"of mission {name} had counted forty trucks, and that nobody in {name} had been hurt on the way to the border."
    for name in ("Alda", "Bren", "Corv", "Dask")
]


def _counting(evidence: Iterable[Evidence], as_of: str, known_by: str) -> dict[Promise, list[Fact]]:
    """As docs/method.md says it: first what counts on the two days, then each word once, its earliest publication."""
    found: dict[Promise, dict[tuple[object, ...], Fact]] = {}
    for one in sorted(evidence, key=lambda one: (one.known, one.id)):
        fact = fact_of(one)
        if one.known[:10] <= known_by and str(fact.first) <= as_of:
            found.setdefault((one.accord, one.stipulation), {}).setdefault(fact.word, fact)
    return {promise: list(facts.values()) for promise, facts in found.items()}


def _statuses(record: Record, accord: Accord, as_of: str, known_by: str, *, cut: bool) -> list[Status]:
    """From the record's words; cut: the database leaves out what cannot count."""
    promises = needed(accord, library())
    words = record.words(promises, as_of=as_of, known_by=known_by) if cut else record.words(promises)
    return assess(accord, words, as_of=as_of, known_by=known_by, gazetteer=NOBODY)


days = st.dates(min_value=date(2020, 11, 9), max_value=date(2022, 6, 30))


@st.composite
def reports(draw: st.DrawFn) -> list[tuple[Report, list[Evidence]]]:
    """Reports of few voices and days, so that many say the same; some of them reprints with the same ids."""
    every = []
    for number in range(draw(st.integers(1, 12))):
        published = draw(days)
        text = f"{TEXTS[number % 4]} Edition {number}." if draw(st.booleans()) else f"Report {number}."
        report = Report.of(text, language="en", outlet=f"outlet-{number % 3}", published=str(published))
        evidence = []
        for n in range(draw(st.integers(0, 4))):
            first = published - timedelta(days=draw(FEW([0, 0, 1, 30])))
            day = draw(FEW([str(first), f"{first}/{first + timedelta(days=20)}", f"{first}/{published}"]))
            bearing = draw(FEW(BEARINGS))

            side = draw(FEW(list(SIDES)))
            source = SIDES[side]
            voice = (
                draw(FEW(["unknown", "tass", "Ilham \x00 \uf8ff (unlisted)", "A\x1fB\x1e1"])) if side is None else side
            )
            evidence.append(
                Evidence(
                    f"e-{draw(st.integers(0, 9))}-{number}-{n}", f"c-{n}", report.id, FIRST.id, draw(FEW(PROMISES)),
                    bearing,
                    draw(FEW(["happened", "ongoing", "alleged", "denied"])), day, draw(st.booleans()), str(published),
                    0, 3, source, side, (voice, report.outlet or ""), draw(FEW([None, 15.0, 44.5])),
                    "2020-11-25" if bearing == "amends" else None,
                )
            )  # fmt: skip
        every.append((report, evidence))
    return every


def _same(record: Record, evidence: list[Evidence], on: Iterable[str], known: Iterable[str]) -> None:
    for as_of in on:
        for known_by in known:
            wanted = assess(FIRST, _counting(evidence, as_of, known_by), as_of=as_of, known_by=known_by,
                            gazetteer=NOBODY)  # fmt: skip
            assert assess(FIRST, evidence, as_of=as_of, known_by=known_by, gazetteer=NOBODY) == wanted
            for cut in (False, True):
                assert _statuses(record, FIRST, as_of, known_by, cut=cut) == wanted


def _all(record: Record) -> list[Evidence]:
    """All evidence as it counts, from all reports at once."""
    return list(told_once(record.effective_evidence(), record.reprints()).evidence)


def _keep(record: Record, report: Report, evidence: list[Evidence], *, replace: bool = False) -> None:
    record.add(report, Reading(report.text, "en", report.published), evidence, replace=replace)


@given(reports(), st.lists(days.map(str), min_size=1, max_size=3), st.data())
@settings(max_examples=10, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_words_give_the_statuses_that_all_evidence_gives(
    every: list[tuple[Report, list[Evidence]]], on: list[str], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder, Record.open(Path(folder, "r.sqlite")) as record:
        for report, evidence in data.draw(st.permutations(every)):
            _keep(record, report, evidence)
        _same(record, _all(record), on, on)
        for one in record.evidence()[:4]:
            record.decide(Decision("ann", "2022-07-01T10:00:00+00:00", "reject", one.id, words="not this"))
        _same(record, _all(record), on, on)
        again = data.draw(FEW(every))[0]  # read again, with other evidence
        other = [one for _, found in every for one in found if one.report != again.id][:3]
        _keep(record, again, [_moved(one, again) for one in other], replace=True)
        _same(record, _all(record), on, on)
        kept = record.words(needed(FIRST, library()))
        record.backup(Path(folder, "b"))
        with Record.open(Path(folder, "back.sqlite")) as back:
            back.restore(Path(folder, "b"))
            found = back.words(needed(FIRST, library()))
        assert {one: sorted(facts) for one, facts in found.items()} == {one: sorted(kept[one]) for one in kept}


@given(reports(), st.data())
@settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_words_counted_out_leave_what_counting_anew_gives(
    every: list[tuple[Report, list[Evidence]]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder, Record.open(Path(folder, "r.sqlite")) as record:
        with record.bulk(data.draw(FEW([1, 3, 50]))) if data.draw(st.booleans()) else nullcontext():
            for report, evidence in data.draw(st.permutations(every)):
                _keep(record, report, evidence)
        report, evidence = data.draw(FEW(every))
        _keep(record, report, evidence[1:], replace=True)
        kept = _sayings(record)
        with record._engine.begin() as connection:
            refold_all(connection)
        assert _sayings(record) == kept


@pytest.mark.parametrize("others", ["2020-12-01", "2020-12-09"])
def test_a_word_that_others_say_too_loses_one_telling_when_an_earlier_print_does_not_say_it(
    others: str, tmp_path: Path
) -> None:
    def said(report: Report, id: str) -> Evidence:
        return Evidence(
            id, "c-1", report.id, FIRST.id, "6a", "completes", "happened", "2020-11-25", True, report.published or "",
            0, 3, "obligor", "ARM", ("ARM",), None, None,
        )  # fmt: skip

    def report(text: str, published: str) -> Report:
        return Report.of(text, language="en", outlet="a", published=published)

    first, other = report(TEXTS[0], "2020-12-05"), report("A note of its own on it.", others)
    earlier = report(f"{TEXTS[0]} Edition 2.", "2020-12-03")
    with Record.open(tmp_path / "r.sqlite") as record:
        _keep(record, first, [said(first, "e-first")])
        _keep(record, other, [said(other, "e-other")])
        _keep(record, earlier, [said(earlier, "e-earlier")])
        assert record.reprints() == {first.id: earlier.id}
        _keep(record, earlier, [], replace=True)
        kept = _sayings(record)
        with record._engine.begin() as connection:
            refold_all(connection)
        assert _sayings(record) == kept
        ((told,),) = record.words({(FIRST.id, "6a")}).values()
        assert told.id == min(("2020-12-05", "e-first"), (others, "e-other"))[1]


@pytest.mark.parametrize("voice", [one for one in VOICES if one != "tass"])
def test_a_server_gives_names_with_any_characters(voice: str, server: Server) -> None:
    report = Report.of("A note of its own on it.", language="en", outlet="a", published="2020-12-01")
    plain, odd = (
        Evidence(
            id, id, report.id, FIRST.id, "6a", "completes", "happened", "2020-11-25", True, report.published or "",
            0, 3, "independent", None, (name,), 0.1 + 0.2, None,
        )
        for id, name in (("e-plain", "tass"), ("e-odd", voice))
    )  # fmt: skip
    with Record.open(server.database()) as record:
        _keep(record, report, [plain, odd])
        promise = FIRST.id, "6a"
        for days in ({}, {"as_of": "2020-12-01", "known_by": "2020-12-01"}):
            found = record.words({promise}, **days)[promise]
            assert set(found) == {fact_of(plain), fact_of(odd)}
            assert {fact.speaker for fact in found} == {fact_of(plain).speaker, fact_of(odd).speaker}


def _sayings(record: Record) -> list[tuple[object, ...]]:
    with record._engine.connect() as connection:
        return sorted((tuple(row) for row in connection.execute(select(sayings)).all()), key=str)


def _moved(one: Evidence, report: Report) -> Evidence:
    return changed(one, report=report.id, known=report.published or "", id=f"{one.id}-again")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the demo dossier."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    with Record.open(path) as record:
        intake = Intake(record, library())
        for report in dossier():
            intake.take(report.id, partial(_itself, report))
        assert not intake.account.failed
    return path


def _itself(report: Report) -> tuple[Report, bytes | None]:
    return report, None


def test_words_of_the_demo_give_its_statuses_on_many_days(demo: Path) -> None:
    gazetteer = load_gazetteer()
    with Record.open(demo, readonly=True) as record:
        evidence = _all(record)
        assert len(evidence) > 100
        assert sum(map(len, record.words({(one.accord, one.stipulation) for one in evidence}).values())) < len(evidence)
        for accord in (library()[id] for id in record.accords()):
            words = record.words(needed(accord, library()))
            for n in range(0, 1500, 20):
                as_of = str(date(2020, 11, 1) + timedelta(days=n))
                for known_by in (as_of, "2021-01-31", "2024-12-31"):
                    ask = partial(assess, accord, as_of=as_of, known_by=known_by, gazetteer=gazetteer)
                    wanted = ask(_counting(evidence, as_of, known_by))
                    assert ask(words) == wanted
                    one = wanted[n % len(wanted)]
                    only = ask(record.words(needed(accord, library(), [one.stipulation])), only=[one.stipulation])
                    assert only == [one]


def test_a_server_keeps_the_words_that_a_file_does(demo: Path, server: Server, tmp_path: Path) -> None:
    with Record.open(demo, readonly=True) as record:
        promises = {(one.accord, one.stipulation) for one in record.evidence()}
        wanted, reports, accords = record.words(promises), record.reports(), record.accords()
        record.backup(tmp_path / "b")
        parts = [(one, record.evidence()) for one in reports[:40]]
    with Record.open(server.database()) as record:
        record.restore(tmp_path / "b")
        assert record.accords() == accords
        found = record.words(promises)
        assert {one: sorted(found[one]) for one in found} == {one: sorted(wanted[one]) for one in wanted}
    with Record.open(server.database()) as record:
        for report, evidence in parts:
            _keep(record, report, [one for one in evidence if one.report == report.id])
        _same(record, _all(record), ["2020-12-01", "2021-03-01"], ["2020-11-20", "2021-03-01"])


def test_reports_written_together_leave_what_they_leave_one_by_one(demo: Path, server: Server, tmp_path: Path) -> None:
    with Record.open(demo, readonly=True) as record:
        given: dict[str, list[Evidence]] = {}
        for one in record.evidence():
            given.setdefault(one.report, []).append(one)
        reports = record.reports()[::-1]
    copies = [changed(one, id=f"r-{n:020x}", outlet=f"copy-{n}") for n, one in enumerate(reports[:40])]  # reprints
    every = [(one, given.get(one.id, [])) for one in reports]
    every += [(two, [changed(e, report=two.id, id=f"{e.id}-c") for e in given.get(one.id, [])])
              for one, two in zip(reports, copies, strict=False)]  # fmt: skip
    promises = {(one.accord, one.stipulation) for found in given.values() for one in found}
    left = []
    for place, size in ((tmp_path / "one.sqlite", 0), (tmp_path / "many.sqlite", 70), (server.database(), 70)):
        with Record.open(place) as record:
            with record.bulk(size) if size else nullcontext():
                for report, evidence in every:
                    _keep(record, report, evidence)
            assert not record.check_journal().faults
            found = {one: sorted(facts) for one, facts in record.words(promises).items()}
            searches = [record.search(word, 500) for word in ("peacekeepers", "миротворцы", "الطريق")]
            left.append((record.ids(), record.reprints(), found, searches, record.claims_of(record.ids())))
    assert len(left[0][1]) >= len(copies)
    assert left[0] == left[1] == left[2]
