"""A record in a file and one in a database server keep the same, find the same, and lose nothing."""

from __future__ import annotations

import gzip
import multiprocessing
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from pg_server import Server
from sqlalchemy import text
from unaltered import entries_of

from mithaq.errors import FormatError, RecordError
from mithaq.linking.evidence import Evidence
from mithaq.reading.claims import Claim, Reading
from mithaq.record import Record
from mithaq.record.database import open_engine
from mithaq.record.tables import metadata
from mithaq.reports.model import Report, Span

Place = Path | str
WORDS = (
    "The commander said that fifteen prisoners of war were handed over on Saturday at the border crossing, in return "
    "for maps of minefields, and that both commands had kept their word."
)
ARABIC = "سلّمت القيادة خمسة عشر أسيراً يوم السبت عند المعبر الحدودي، وتسلّمت في المقابل خرائط حقول الألغام."
RUSSIAN = (
    "Командование передало пятнадцать военнопленных в субботу на пограничном переходе в обмен на карты минных полей."
)


def _report(words: str, outlet: str = "The Outlet", published: str = "2021-06-12") -> Report:
    return Report.of(words, language="en", outlet=outlet, published=published)


def _add(record: Record, report: Report, number: int = 0) -> bool:
    claim = Claim(
        0, 3, f"c-{number}", "RETREAT", None, "release", "prisoner-exchange", "progress", "happened", Span(0, 3)
    )
    evidence = Evidence(
        f"e-{number}", claim.id, report.id, "a", "8a", "advances", "happened", "2021-06-12", True, "2021-06-12", 0, 3,
        "independent",
    )  # fmt: skip
    return record.add(report, Reading(report.text, "en", report.published, claims=(claim,)), [evidence])


def test_what_is_kept_comes_back(place: Place) -> None:
    report = _report(WORDS)
    with Record.open(place) as record:
        assert _add(record, report)
        assert not _add(record, report)
    with Record.open(place, readonly=True) as record:
        assert record.reports() == [report]
        assert [one.id for one in record.evidence("a")] == ["e-0"]
        assert entries_of(record) == 1
        with pytest.raises(RecordError, match="may not be written"):
            _add(record, _report("Another."))


def test_any_characters_are_kept(place: Place) -> None:
    words = "nul \x00, half a pair \ud800, the mark \uf8ff0000, both \u202b directions \u202c, 🕊"
    with Record.open(place) as record:
        _add(record, _report(words))
        assert record.reports()[0].text == words


def test_the_original_is_kept_byte_for_byte(place: Place) -> None:
    report = _report(WORDS)
    with Record.open(place) as record:
        record.add(report, Reading(report.text, "en", None), [], original=b"\xff\xfe as it came \x00")
        assert record.original(report.id) == b"\xff\xfe as it came \x00"
        assert record.original("r-none") is None


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("prisoner", "en"),
        ("handing over prisoners", "en"),
        ("BORDER crossings", "en"),
        ("الأسير", "ar"),
        ("أسيرا معبر", "ar"),
        ("والحقول", "ar"),
        ("военнопленный", "ru"),
        ("минное поле", "ru"),
        ("nothing", None),
        ("'; DROP TABLE reports; --", None),
        ("", None),
    ],
)
def test_reports_are_found_by_their_words_in_any_form(place: Place, words: str, found: str | None) -> None:
    reports = {"en": _report(WORDS), "ar": _report(ARABIC), "ru": _report(RUSSIAN)}
    with Record.open(place) as record:
        for number, report in enumerate(reports.values()):
            _add(record, report, number)
        assert record.search(words) == ([reports[found].id] if found else [])
        assert len(record) == 3


def test_search_gives_the_last_published_first_and_no_more_than_asked(place: Place) -> None:
    with Record.open(place) as record:
        for day in range(1, 10):
            _add(record, _report(f"Prisoners came home, number {day}.", published=f"2021-06-0{day}"), day)
        days = [record.report(id).published for id in record.search("prisoners home", limit=3)]
        assert days == ["2021-06-09", "2021-06-08", "2021-06-07"]


def test_reprints_are_those_of_the_first_published(place: Place) -> None:
    first = _report(WORDS, "Agency", "2021-06-12")
    second = _report(f"A headline\n{WORDS} (Agency)", "Daily", "2021-06-13")
    third = _report(WORDS.replace("on Saturday", "last Saturday"), "Weekly", "2021-06-15")
    alone = _report(RUSSIAN)
    with Record.open(place) as record:
        for number, report in enumerate((third, alone, second, first)):
            _add(record, report, number)
        assert record.reprints() == {second.id: first.id, third.id: first.id}


def test_the_migrations_make_what_the_tables_say(place: Place) -> None:
    engine = open_engine(place, create=True, readonly=False)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _: kind != "table" or not (name or "").startswith("word_index"),
                "compare_type": False,
            },
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_record_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    report, again = _report(WORDS), _report(f"{WORDS} (Agency)", "Daily", "2021-06-13")
    with Record.open(path) as record:
        _add(record, report)
        _add(record, again, 1)
    before = _journal(path)
    connection = sqlite3.connect(path)
    for table in (
        "decision_promises",
        "decisions",
        "sayings",
        "originals",
        "reprints",
        "bands",
        "prints",
        "word_index",
        "alembic_version",
    ):
        connection.execute(f"DROP TABLE {table}")
    connection.executescript("DROP INDEX journal_subject; DROP INDEX journal_action;")
    connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    connection.commit()
    connection.close()
    with pytest.raises(RecordError, match="older than version"):
        Record.open(path, readonly=True)
    with Record.open(path) as record:
        assert record.reports() == [report, again]
        assert record.search("minefields") == [again.id, report.id]
        assert record.reprints() == {again.id: report.id}
        assert entries_of(record) == 2
    assert _journal(path) == before


def _journal(path: Path) -> list[object]:
    connection = sqlite3.connect(path)
    found = list(connection.execute("SELECT * FROM journal ORDER BY seq"))
    connection.close()
    return found


def _write(place: Place, name: str, failures: multiprocessing.queues.Queue[str]) -> None:
    try:
        with Record.open(place) as record:
            for number in range(12):
                _add(record, _report(f"{name} number {number}. {WORDS}"), number)
                _add(record, _report(f"Shared number {number}. {RUSSIAN}"), number)
    except Exception as error:
        failures.put(repr(error))


def test_several_writers_at_once_lose_nothing_and_double_nothing(place: Place) -> None:
    with Record.open(place):
        pass
    context = multiprocessing.get_context("fork")
    failures = context.Queue()
    writers = [context.Process(target=_write, args=(place, f"Writer {n}", failures)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures.empty(), failures.get()
    with Record.open(place) as record:
        assert len(record) == 4 * 12 + 12
        assert entries_of(record) == 60


def test_postgres_refuses_changes_of_the_journal(server: Server) -> None:
    place = server.database()
    with Record.open(place) as record:
        _add(record, _report(WORDS))
        for change in ("UPDATE journal SET subject = 'x'", "DELETE FROM journal", "TRUNCATE journal"):
            with pytest.raises(Exception, match="only added to"), record._engine.begin() as connection:
                connection.execute(text(change))
        assert entries_of(record) == 1


def test_a_lost_server_is_named_and_the_work_goes_on_after_it(server: Server) -> None:
    place = server.database()
    with Record.open(place) as record:
        _add(record, _report(WORDS))
        server.stop("immediate")
        try:
            with pytest.raises(RecordError, match="cannot be reached") as caught:
                _add(record, _report(RUSSIAN), 1)
            assert "try again" in (caught.value.mend or "")
        finally:
            server.start()
        assert _add(record, _report(RUSSIAN), 1)
        assert (len(record), entries_of(record)) == (2, 2)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda place: place.replace("@/test", "@/none"), "no such database"),
        (lambda place: place.replace("host=", "host=/nowhere"), "cannot be reached"),
        (lambda place: place.replace("tester@", "nobody-here@"), "with this name"),
        (lambda place: place.replace("postgresql://", "mysql://"), "not the address"),
    ],
    ids=["database", "server", "name", "kind"],
)
def test_a_wrong_address_is_refused_with_the_mend(server: Server, change: object, message: str) -> None:
    assert callable(change)
    with pytest.raises(RecordError, match=message) as caught:
        Record.open(change(server.database()))
    assert caught.value.mend


def test_a_password_is_never_shown(server: Server) -> None:
    place = server.database().replace("tester@", "tester:secret@").replace("host=", "host=/nowhere")
    with pytest.raises(RecordError) as caught:
        Record.open(place)
    assert "secret" not in str(caught.value)


def test_an_empty_database_is_no_record_to_ask(server: Server) -> None:
    place = server.database()
    with pytest.raises(RecordError, match="empty"):
        Record.open(place, create=False)
    with pytest.raises(RecordError, match="empty"):
        Record.open(place, readonly=True)


def test_both_places_keep_the_same(server: Server, tmp_path: Path) -> None:
    kept = []
    for place in (tmp_path / "r.sqlite", server.database()):
        with Record.open(place) as record:
            for number, words in enumerate((WORDS, ARABIC, RUSSIAN, WORDS + " (Agency)")):
                _add(record, _report(words, f"Outlet {number}"), number)
            runs = [replace(run, started="") for run in record.runs()]
            kept.append((record.reports(), record.claims(), record.evidence(), record.reprints(), runs))
    assert kept[0] == kept[1]


def _filled(place: Place) -> None:
    with Record.open(place) as record:
        for number, words in enumerate((WORDS, ARABIC, RUSSIAN, WORDS + " (Agency) \x00")):
            report = _report(words, f"Outlet {number}")
            record.add(
                report, Reading(report.text, "en", None), [], original=f"{words}\xff".encode("latin-1", "replace")
            )


def test_a_backup_of_one_kind_of_place_is_restored_into_the_other(server: Server, tmp_path: Path) -> None:
    file, database = tmp_path / "r.sqlite", server.database()
    _filled(file)
    first, second = tmp_path / "first.backup", tmp_path / "second.backup"
    with Record.open(file) as record:
        counts = record.backup(first)
        assert (counts["reports"], counts["originals"], counts["journal"]) == (4, 4, 4)
    with Record.open(database) as record:
        assert record.restore(first) == counts
        assert entries_of(record) == 4
        assert len(record.search("prisoners")) == 2
        assert len(record.reprints()) == 1
        assert _add(record, _report("One more."), 9)
        assert record.runs()[-1].id == 2
    with Record.open(tmp_path / "back.sqlite") as record:
        record.restore(first)
        record.backup(second)
    assert first.read_bytes() == second.read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith(".")) == []


def test_a_backup_is_restored_into_an_empty_record_only(place: Place, tmp_path: Path) -> None:
    _filled(place)
    with Record.open(place) as record:
        record.backup(tmp_path / "b")
        with pytest.raises(RecordError, match="not empty"):
            record.restore(tmp_path / "b")
        assert len(record) == 4


@pytest.mark.parametrize("fault", ["cut", "altered", "missing", "text", "row"])
def test_a_broken_backup_is_refused_and_nothing_is_taken_in(place: Place, tmp_path: Path, fault: str) -> None:
    _filled(tmp_path / "full.sqlite")
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    with Record.open(tmp_path / "full.sqlite") as record:
        record.backup(whole)
    lines = gzip.decompress(whole.read_bytes()).splitlines(keepends=True)
    if fault == "cut":
        broken.write_bytes(whole.read_bytes()[:-200])
    elif fault == "altered":
        broken.write_bytes(gzip.compress(b"".join(lines).replace(b"fifteen", b"sixteen")))
    elif fault == "row":
        broken.write_bytes(gzip.compress(b"".join(lines[:5] + lines[6:])))
    elif fault == "text":
        broken.write_text("some text")
    with Record.open(place) as record:
        with pytest.raises(FormatError):
            record.restore(broken)
        assert len(record) == 0
        assert _add(record, _report(WORDS))


def _stopped(record: Record, reports: list[Report]) -> None:
    with record.bulk(5):
        for number, report in enumerate(reports):
            assert _add(record, report, number)
            assert report.id in record
            assert not _add(record, report, number)
        bad = replace(_report("Bad."), text=None)  # type: ignore[arg-type]
        with pytest.raises(Exception, match=r"NOT NULL|not-null|encode"):
            record.add(bad, Reading("", "en", None), [])
        assert bad.id not in record
        assert len(record.search("prisoners")) == len(reports)
        raise KeyboardInterrupt


def test_in_bulk_each_report_is_kept_wholly_or_not(place: Place) -> None:
    reports = [_report(f"Report number {n}. {WORDS}", published=f"2021-06-{n + 10}") for n in range(12)]
    with Record.open(place) as record:
        with pytest.raises(KeyboardInterrupt):
            _stopped(record, reports[:8])
        assert (len(record), len(record.evidence()), len(record.runs())) == (8, 8, 1)
        with record.bulk():
            for number, report in enumerate(reports):
                assert _add(record, report, number) == (number >= 8)
        assert len(record.reprints()) == 11
        assert entries_of(record) == 12
        assert record.search("prisoners", 2) == [reports[11].id, reports[10].id]
