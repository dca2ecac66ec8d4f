"""What the record keeps, and that it keeps it whole, once, and in order."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from unaltered import entries_of

from mithaq.linking.evidence import Evidence
from mithaq.reading.claims import Claim, Name, Quantity, Quotation, Reading, Reference, Time
from mithaq.record import Record, installed_versions
from mithaq.reports.model import Report, Span

TEXT = "علييف: «عاد كلبجر» — Aliyev said Kalbajar was returned on 25 November, 44 men."


def _report(text: str = TEXT, published: str | None = "2020-11-25", address: str | None = None) -> Report:
    return Report.of(text, language="en", outlet="The Outlet", published=published, title="T", address=address)


def _reading(report: Report) -> Reading:
    name = Name(0, 5, "person", "ilham-aliyev", "AZE", "name", None)
    place = Name(8, 16, "place", "kalbajar")
    time = Time(20, 30, "2020-11-25", "day", "by", None)
    claim = Claim(
        0, 40, "c-1", "RETREAT", "return", "transfer", "territory-transfer", "complete", "happened", Span(3, 6),
        actors=(name,), places=(place,), objects=(Span(1, 2),), times=(time,),
        quantities=(Quantity(30, 32, 44.0, "prisoner", 40.0, None, True),), attribution=(name, place),
        stance="confirm", background=True, reference=Reference(5, 9, ("2020-11-10",), ("a",)),
    )  # fmt: skip
    quotation = Quotation(8, 16, name, place, Span(1, 3), name, True, "praise", Span(2, 4))
    return Reading(
        report.text, "en", report.published, claims=(claim,), quotations=(quotation,), skipped=("line 3: a table",)
    )


def _evidence(report: Report, stipulation: str = "6a", accord: str = "a", id: str = "e-1") -> Evidence:
    return Evidence(
        id, "c-1", report.id, accord, stipulation, "completes", "happened", "2020-11-24/2020-11-25", True,
        "2020-11-25", 0, 40, "obligor", "AZE", ("ilham-aliyev", "tass"), 44.0, "2020-11-25", True, ("kind", "place"),
    )  # fmt: skip


def _dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        found = list(connection.iterdump())
    connection.close()
    return found


def test_everything_comes_back_as_it_was_given(tmp_path: Path) -> None:
    report = _report(address="https://example.org/1")
    reading, evidence = _reading(report), _evidence(report)
    with Record.open(tmp_path / "r.sqlite") as record:
        assert record.add(report, reading, [evidence], arrival="some/file.txt") is True
    with Record.open(tmp_path / "r.sqlite", readonly=True) as record:
        assert record.reports() == [report]
        assert record.report(report.id) == report
        assert record.claims() == [(report.id, reading.claims[0])]
        assert record.claims(report.id) == record.claims()
        assert record.claims("r-none") == []
        assert record.quotations() == [(report.id, reading.quotations[0])]
        assert record.evidence() == [evidence]
        assert report.id in record
        assert "r-none" not in record
        assert len(record) == 1
        arrival = record.arrival(report.id)
        assert (arrival.way, arrival.run) == ("some/file.txt", 1)
        with pytest.raises(KeyError):
            record.report("r-none")
        with pytest.raises(KeyError):
            record.arrival("r-none")


def test_the_same_report_again_changes_nothing(tmp_path: Path) -> None:
    path, report = tmp_path / "r.sqlite", _report()
    with Record.open(path) as record:
        record.add(report, _reading(report), [_evidence(report)], arrival="a")
    before, held = _dump(path), path.read_bytes()
    with Record.open(path) as record:
        assert record.add(report, _reading(report), [_evidence(report)], arrival="b") is False
        assert record.add(report, Reading(report.text, "en", None), []) is False
    assert _dump(path) == before
    assert path.read_bytes() == held


def test_two_reports_with_the_same_words_are_both_kept(tmp_path: Path) -> None:
    first, second = _report(address="https://a.example/"), _report(address="https://b.example/")
    with Record.open(tmp_path / "r.sqlite") as record:
        # A reprint has the same claims, with the same ids.
        assert record.add(first, _reading(first), [_evidence(first)])
        assert record.add(second, _reading(second), [_evidence(second)])
        assert len(record.claims()) == len(record.evidence()) == 2


def test_evidence_by_promise_and_reports_by_day(tmp_path: Path) -> None:
    early, late = _report("One.", "2020-11-20"), _report("Two.", "2020-12-01")
    undated = _report("Three.", None)
    with Record.open(tmp_path / "r.sqlite") as record:
        record.add(late, _reading(late), [_evidence(late, "6b", id="e-2"), _evidence(late, "6a", "b", "e-3")])
        record.add(early, _reading(early), [_evidence(early)])
        record.add(undated, _reading(undated), [])
        assert [one.id for one in record.reports()] == [undated.id, early.id, late.id]
        assert {one.id for one in record.evidence("a")} == {"e-1", "e-2"}
        assert [one.id for one in record.evidence("a", "6b")] == ["e-2"]
        assert {one.id for one in record.evidence(stipulation="6a")} == {"e-1", "e-3"}
        assert record.evidence("none") == []


def test_reading_again_replaces_what_was_read_and_keeps_the_report(tmp_path: Path) -> None:
    report = _report()
    with Record.open(tmp_path / "r.sqlite") as record:
        record.add(report, _reading(report), [_evidence(report)], arrival="a")
        arrival = record.arrival(report.id)
    with Record.open(tmp_path / "r.sqlite") as record:
        assert record.add(report, Reading(report.text, "en", None), [], arrival="b", replace=True) is False
        assert record.reports() == [report]
        assert not record.claims()
        assert not record.quotations()
        assert not record.evidence()
        again = record.arrival(report.id)
        assert (again.way, again.added, again.run) == (arrival.way, arrival.added, 2)
        assert [(run.new, run.reread) for run in record.runs()] == [(1, 0), (0, 1)]


def test_a_run_names_its_versions_and_older_ones_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with Record.open(path) as record:
        for text in ("One.", "Two."):
            report = _report(text)
            record.add(report, _reading(report), [])
        assert [(run.versions, run.new) for run in record.runs()] == [(installed_versions(), 2)]
        assert record.outdated() == 0
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE runs SET data = 'older'")
    connection.close()
    with Record.open(path) as record:
        assert record.outdated() == 2


def test_the_journal_is_only_added_to_and_shows_alterations(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    with Record.open(path) as record:
        for text in ("One.", "Two.", "Three."):
            report = _report(text)
            record.add(report, _reading(report), [])
        assert entries_of(record) == 3
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        connection.execute("DELETE FROM journal")
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        connection.execute("UPDATE journal SET subject = 'x'")
    connection.execute("DROP TRIGGER journal_no_update")
    connection.execute("UPDATE journal SET subject = 'x' WHERE seq = 2")
    connection.commit()
    connection.close()
    with Record.open(path) as record:
        assert "entry 2" in record.check_journal().faults[0]


def test_a_fault_in_the_middle_leaves_no_half_report(tmp_path: Path) -> None:
    path, report = tmp_path / "r.sqlite", _report()
    with Record.open(path) as record:
        record.add(_report("One."), _reading(_report("One.")), [])
        before = _dump(path)

        def faulty() -> object:
            yield _evidence(report)
            raise ValueError("a fault while linking")

        with pytest.raises(ValueError, match="while linking"):
            record.add(report, _reading(report), faulty())  # type: ignore[arg-type]
        assert _dump(path) == before
        assert record.add(report, _reading(report), [_evidence(report)])


def test_words_of_any_kind_are_kept(tmp_path: Path) -> None:
    report = _report("a\U0001f54a\u200f\u2068ب\u2069 'quoted' \"twice\" %s :x ; --")
    with Record.open(tmp_path / "it's a record?#.sqlite") as record:
        record.add(report, _reading(report), [])
        assert record.reports() == [report]
    assert (tmp_path / "it's a record?#.sqlite").exists()
