"""The record: every report, what was read in it, and what that means for the promises, in one file or database."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Table, delete, func, select
from sqlalchemy.exc import DataError, IntegrityError

from mithaq.assessment.facts import Fact, Promise
from mithaq.errors import RecordError
from mithaq.linking.evidence import Evidence
from mithaq.linking.reprints import Told
from mithaq.reading.claims import Claim, Quotation, Reading
from mithaq.record import adding, index, journal, tables, verify, words
from mithaq.record.backup import SOURCES, read_backup, write_backup
from mithaq.record.database import Place, lock_journal, open_engine, plain_errors, shown
from mithaq.record.decisions import Decided
from mithaq.record.journal import now
from mithaq.record.versions import Versions, installed_versions
from mithaq.reports.model import Report

_CHUNK = 500
"""Values that one query asks for; not all versions of SQLite take more than 1,000."""
_REPORT_COLUMNS = [tables.reports.c[name] for name in adding.FIELDS]


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a report came: when it was added (UTC, ISO 8601), by which way, and the SHA-256 of its text."""

    report: str
    added: str
    way: str
    sha256: str
    run: int


@dataclass(frozen=True, slots=True)
class Run:
    """One run that changed the record, with the versions it used and what it did."""

    id: int
    started: str
    versions: Versions
    new: int
    reread: int


class Record(Decided):
    """A store of reports and what was read in them. Open it with `Record.open`, as a context manager."""

    def __init__(self, engine: Engine, place: Place) -> None:
        self._engine = engine
        self._place = place
        self._run: int | None = None
        self._held: Connection | None = None
        self._waiting: dict[str, adding.Arriving] = {}

    @classmethod
    def open(cls, place: Place, create: bool = True, *, readonly: bool = False) -> Self:
        """Open the record in a file or at an address of PostgreSQL, making it if `create` and it is not there.

        readonly: never write, so that a record on a read-only disk can be asked. Raises RecordError if there
        is none, if the place holds none or one of a newer version, if the server cannot be reached, or if rights
        or space are lacking. A record of an older version is brought up to date; with `readonly` it is refused.
        """
        return cls(open_engine(place, create=create, readonly=readonly), place)

    @property
    def at(self) -> Place:
        """Where it is kept, to open it again."""
        return self._place

    @property
    def place(self) -> str:
        """Where it is kept, without a password."""
        return shown(self._place)

    def close(self) -> None:
        """Let go of the file or the server."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- writing

    def add(
        self,
        report: Report,
        reading: Reading,
        evidence: Iterable[Evidence],
        *,
        arrival: str = "",
        original: bytes | None = None,
        replace: bool = False,
    ) -> bool:
        """Keep a report with what was read in it; True if the record did not have it yet.

        A report that is there already is left alone, byte for byte, unless `replace`: then what was read in it
        is put in place of the former reading, and the report itself stays as it came. arrival: by which way it
        came (a path, an address). original: the bytes of the file it came in. All of it happens or none. Raises
        RecordError, the record being unchanged.
        """
        evidence = list(evidence)
        try:
            return self._add(report, reading, evidence, arrival, original, replace)
        except RecordError as error:
            cause = error.__cause__
            if isinstance(cause, IntegrityError) and not replace and report.id in self:
                return False  # another writer was quicker with the same report
            raise

    def _add(
        self, report: Report, reading: Reading, evidence: list[Evidence], arrival: str, original: bytes | None,
        replace: bool,
    ) -> bool:  # fmt: skip
        if self._held is not None and not replace:
            return self._put_by(report, reading, evidence, arrival, original)
        with self._writing() as connection:
            # Groups of reprints and the counts of words are read and written again: one writer at a time.
            lock_journal(connection)
            fresh = not adding.known(connection, report.id)
            if not fresh and not replace:
                return False
            run = self._current_run(connection, new=int(fresh), reread=int(not fresh))
            if fresh:
                adding.keep(connection, run, [adding.arriving(report, reading, evidence, arrival, original)])
            else:
                self._reread(connection, run, report.id, adding.derived(report.id, reading, evidence))
        self._run = run
        return fresh

    def _reread(self, connection: Connection, run: int, report: str, read: adding.Derived) -> None:
        former, decided = words.given_by(connection, report, [one.id for one in read.evidence])
        printed = index.printed(connection, report)
        column = tables.reports.c
        connection.execute(tables.reports.update().where(column.id == report).values(run=run, skipped=read.skipped))
        for table in (tables.claims, tables.quotations, tables.evidence):
            connection.execute(delete(table).where(table.c.report == report))
        adding.write(connection, [read])
        words.told_anew(connection, [words.Arrived(report, former, read.evidence, printed, decided)])
        journal.append(connection, "reread", report, {"run": run, **read.detail})

    @contextmanager
    def bulk(self, size: int = 100) -> Iterator[None]:
        """While it lasts, as many reports are written in one transaction: an import is several times as fast.

        Each report is still kept wholly or not at all, and asking sees what was added; other writers wait meanwhile.
        At the end, or at an error, what was added is kept. A process that is killed loses what it added since the
        last `size` reports. Raises RecordError if they cannot be kept; the former ones are. A report that the
        database refuses keeps none of the others out: the rest are kept, then RecordError is raised for it.
        """
        if self._held is not None:
            raise RuntimeError("a bulk is going on already")
        with plain_errors(self._place), self._engine.connect().execution_options(writing=True) as connection:
            self._held, self._left, self._size = connection, size, size
            try:
                yield
            finally:
                try:
                    if connection.invalidated:  # what waits cannot be kept either
                        self._waiting = {}
                    self._write_down()
                finally:
                    self._held = None
                    if connection.invalidated:  # lost with all that was not kept; the error that says so is on its way
                        self._run = None
                    else:
                        self._commit(connection)

    def _put_by(
        self, report: Report, reading: Reading, evidence: list[Evidence], arrival: str, original: bytes | None
    ) -> bool:
        """Take in a report of a bulk, to be written with others; False if it is there already."""
        if report.id in self:
            return False
        self._waiting[report.id] = adding.arriving(report, reading, evidence, arrival, original)
        if len(self._waiting) >= self._left:
            self._write_down()
        return True

    def _write_down(self) -> None:
        """Write what waits in a bulk."""
        waiting, self._waiting = list(self._waiting.values()), {}
        if not waiting:
            return
        try:
            self._write_some(waiting)
        except RecordError as error:
            if len(waiting) == 1 or not isinstance(error.__cause__, (IntegrityError, DataError)):
                raise
            refused: list[RecordError] = []
            for one in waiting:
                try:
                    self._write_some([one])
                except RecordError as found:
                    refused.append(found)
            if refused:
                raise refused[0] from error

    def _write_some(self, waiting: list[adding.Arriving]) -> None:
        with self._writing(len(waiting)) as connection:
            run = self._current_run(connection, new=len(waiting), reread=0)
            adding.keep(connection, run, waiting)
        self._run = run

    def _current_run(self, connection: Connection, *, new: int, reread: int) -> int:
        """The run that this object's changes belong to, made with the first of them and counted up with each."""
        if self._run is None:
            used = installed_versions()
            row = {"started": now(), **asdict(used), "new": new, "reread": reread}
            result = connection.execute(tables.runs.insert(), row)
            return int(result.inserted_primary_key[0])  # type: ignore[index]
        column = tables.runs.c
        connection.execute(
            tables.runs.update()
            .where(column.id == self._run)
            .values(new=column.new + new, reread=column.reread + reread)
        )
        return self._run

    # --- asking

    def __contains__(self, report: object) -> bool:
        if report in self._waiting:
            return True
        if self._held is not None:  # what waits need not be written for this
            with plain_errors(self._place):
                return adding.known(self._begun(self._held), str(report))
        with self._asking() as connection:
            return adding.known(connection, str(report))

    def __len__(self) -> int:
        row = self._first(select(func.count()).select_from(tables.reports))
        return int(row[0]) if row else 0

    def reports(self) -> list[Report]:
        """Every report, in order of publication."""
        order = (tables.reports.c.published, tables.reports.c.id)
        return [Report(*row) for row in self._all(select(*_REPORT_COLUMNS).order_by(*order))]

    def ids(self) -> list[str]:
        """Ids of the reports, in order of publication."""
        column = tables.reports.c
        return [row[0] for row in self._all(select(column.id).order_by(column.published, column.id))]

    def report(self, id: str) -> Report:
        """The report with this id; KeyError if the record has none."""
        row = self._first(select(*_REPORT_COLUMNS).where(tables.reports.c.id == id))
        if row is None:
            raise KeyError(id)
        return Report(*row)

    def reports_named(self, ids: Iterable[str]) -> dict[str, Report]:
        """The reports with these ids, by id; KeyError if the record lacks one."""
        wanted = sorted(set(ids))
        found: dict[str, Report] = {}
        for n in range(0, len(wanted), _CHUNK):
            query = select(*_REPORT_COLUMNS).where(tables.reports.c.id.in_(wanted[n : n + _CHUNK]))
            found |= {row[0]: Report(*row) for row in self._all(query)}
        for id in wanted:
            if id not in found:
                raise KeyError(id)
        return found

    def last_published(self) -> str | None:
        """When the last report was published (ISO 8601); None if none has a day."""
        row = self._first(select(func.max(tables.reports.c.published)))
        return row[0] if row else None

    def arrival(self, report: str) -> Arrival:
        """How the report with this id came; KeyError if the record has none."""
        column = tables.reports.c
        query = select(column.id, column.added, column.arrival, column.sha256, column.run).where(column.id == report)
        row = self._first(query)
        if row is None:
            raise KeyError(report)
        return Arrival(*row)

    def claims(self, report_id: str | None = None) -> list[tuple[str, Claim]]:
        """Pairs of report id and claim, of one report or of all, in order of the text."""
        return self._items(tables.claims, Claim, report_id)

    def claims_of(self, reports: Iterable[str]) -> list[tuple[str, Claim]]:
        """Pairs of report id and claim, of these reports, by report and in order of the text."""
        column, wanted, read = tables.claims.c, sorted(set(reports)), words.reader(Claim).validate_json
        found: list[tuple[str, Claim]] = []
        for n in range(0, len(wanted), _CHUNK):
            query = select(column.report, column.payload).where(column.report.in_(wanted[n : n + _CHUNK]))
            found += [(row[0], read(row[1])) for row in self._all(query.order_by(column.report, column.ordinal))]
        return found

    def quotations(self, report_id: str | None = None) -> list[tuple[str, Quotation]]:
        """Pairs of report id and quotation, of one report or of all, in order of the text."""
        return self._items(tables.quotations, Quotation, report_id)

    def evidence(self, accord: str | None = None, stipulation: str | None = None) -> list[Evidence]:
        """The evidence as the machine gives it, by the day it became known, then by report; of one promise or of all.

        What people made of it is given by `effective_evidence`, and that is what counts for levels.
        """
        column = tables.evidence.c
        query = select(column.payload)
        if accord is not None:
            query = query.where(column.accord == accord)
        if stipulation is not None:
            query = query.where(column.stipulation == stipulation)
        read = words.reader(Evidence).validate_json
        return [read(row[0]) for row in self._all(query.order_by(column.known, column.report, column.ordinal))]

    def accords(self) -> list[str]:
        """Ids of the accords on which there is evidence, or a decision of a person."""
        with self._asking() as connection:
            decided = connection.execute(select(tables.decision_promises.c.accord).distinct()).scalars()
            return sorted({*words.told_accords(connection), *decided})

    def words(
        self, promises: Iterable[Promise], *, as_of: str | None = None, known_by: str | None = None
    ) -> dict[Promise, list[Fact]]:
        """The words on these promises (accord, stipulation), each once, for `assess`; see `assessment.facts.fold`.

        What counts is the evidence as it stands by people's decisions. as_of, known_by: leave out what cannot count
        on these ISO 8601 days.
        """
        with self._asking() as connection:
            return words.words_of(connection, promises, as_of, known_by)

    def told_once(self, accord: str | None = None, stipulation: str | None = None) -> Told:
        """The evidence as it counts: as `effective_evidence` gives it, all prints of one text with one voice."""
        with self._asking() as connection:
            return words.told(connection, accord, stipulation)

    def spoken(self, evidence: Sequence[Evidence]) -> Told:
        """Evidence as `effective_evidence` or `reviewed` gave it for whole promises, as `told_once` gives it."""
        with self._asking() as connection:
            return words.spoken(connection, evidence)

    def evidence_named(self, ids: Iterable[str]) -> list[Evidence]:
        """The evidence with these ids as the machine gives it; ids that the record has not are left out."""
        wanted, column = sorted(set(ids)), tables.evidence.c
        read = words.reader(Evidence).validate_json
        return [
            read(row[0])
            for n in range(0, len(wanted), _CHUNK)
            for row in self._all(select(column.payload).where(column.id.in_(wanted[n : n + _CHUNK])))
        ]

    def told(self, accords: Iterable[str], sources: Iterable[str]) -> int:
        """How many pieces of evidence on these accords come from these classes of sources."""
        column = tables.sayings.c
        query = select(func.sum(column.told)).where(column.accord.in_(list(accords)), column.source.in_(list(sources)))
        row = self._first(query)
        return int(row[0] or 0) if row else 0

    def _stands_otherwise(self, connection: Connection, promises: Iterable[Promise]) -> None:
        for promise in sorted(set(promises)):
            words.refold(connection, *promise)

    def skipped(self) -> dict[str, list[str]]:
        """What could not be read, each with its reason, by the id of the report; reports read in full are left out."""
        column = tables.reports.c
        query = select(column.id, column.skipped).order_by(column.id)
        return {row[0]: found for row in self._all(query) if (found := json.loads(row[1]))}

    def runs(self) -> list[Run]:
        """The runs that changed the record, oldest first."""
        column = tables.runs.c
        query = select(
            column.id, column.started, column.mithaq, column.code, column.data, column.new, column.reread
        ).order_by(column.id)
        return [Run(row[0], row[1], Versions(row[2], row[3], row[4]), row[5], row[6]) for row in self._all(query)]

    def original(self, report: str) -> bytes | None:
        """The bytes of the file in which a report came; None if they were not kept."""
        row = self._first(select(tables.originals.c.content).where(tables.originals.c.report == report))
        return bytes(row[0]) if row else None

    def reprints(self) -> dict[str, str]:
        """Each report that prints the text of another: its id to that of the first published of them.

        Reports whose text stands alone are left out. The order in which reports were added does not matter.
        """
        column = tables.reprints.c
        query = select(column.report, column.root).where(column.report != column.root).order_by(column.report)
        return {row[0]: row[1] for row in self._all(query)}

    def search(self, text: str, limit: int = 20) -> list[str]:
        """Ids of the reports that hold all these words in any of their forms, the last published first."""
        with self._asking() as connection:
            return index.search(connection, text, limit)

    def outdated(self) -> int:
        """How many reports were read by other code or data than what is installed here."""
        used = installed_versions()
        column = tables.runs.c
        query = (
            select(func.count())
            .select_from(tables.reports.join(tables.runs))
            .where((column.code != used.code) | (column.data != used.data))
        )
        row = self._first(query)
        return int(row[0]) if row else 0

    def journal(
        self, *, subject: str | None = None, coder: str | None = None, since: str | None = None
    ) -> Iterator[journal.Entry]:
        """The entries of the journal, the first first. coder: only that coder's decisions; since: an ISO 8601 day."""
        with self._asking() as connection:
            yield from journal.entries(connection, subject=subject, coder=coder, since=since)

    def journal_head(self) -> tuple[int, str]:
        """Number and hash of the last entry; 0 and "" if there is none. Note it elsewhere, for `check_journal`."""
        with self._asking() as connection:
            return journal.last(connection)

    def check_journal(self, head: str | None = None, *, sources: bool = False) -> verify.Verdict:
        """Whether journal and record are what was written; see record/verify.py. head: a hash noted elsewhere.

        sources: look at journal, reports and originals only, not at what is made from them.
        """
        with self._asking() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                return verify.verify(connection, head, sources=sources)

    # --- keeping copies

    def backup(self, path: Path, *, sources: bool = False) -> dict[str, int]:
        """Write all of it into one portable file; how many rows of each table.

        sources: only reports, originals and journal, from which all the rest can be made anew. The file is written
        apart and then put in place, so that a backup that is stopped leaves no half of one.
        Raises OSError if it cannot be written.
        """
        making = path.with_name(f".{path.name}.making")
        try:
            with making.open("wb") as file, plain_errors(self._place), self._engine.connect() as connection:
                if connection.dialect.name == "postgresql":
                    connection.execution_options(isolation_level="REPEATABLE READ")
                with connection.begin():
                    counts = write_backup(connection, file, SOURCES if sources else tables.KEPT)
                file.flush()
                os.fsync(file.fileno())
            os.replace(making, path)
        finally:
            making.unlink(missing_ok=True)
        return counts

    def restore(self, path: Path) -> dict[str, int]:
        """Take in a backup, into this record, which must be empty; how many rows of each table. All or nothing.

        Raises FormatError if the file is no whole backup, RecordError if the record is not empty.
        """
        with self._writing() as connection:
            lock_journal(connection)
            return read_backup(connection, path)

    # --- the database

    def _items(self, table: Table, model: Any, report: str | None) -> list[tuple[str, Any]]:
        query = select(table.c.report, table.c.payload)
        if report is not None:
            query = query.where(table.c.report == report)
        read = words.reader(model).validate_json
        return [(row[0], read(row[1])) for row in self._all(query.order_by(table.c.report, table.c.ordinal))]

    def _all(self, query: Any) -> list[Any]:
        with self._asking() as connection:
            return list(connection.execute(query).all())

    def _first(self, query: Any) -> Any:
        with self._asking() as connection:
            return connection.execute(query).first()

    @contextmanager
    def _asking(self) -> Iterator[Connection]:
        if self._held is not None:
            self._write_down()
            with plain_errors(self._place):
                yield self._held
            return
        with plain_errors(self._place), self._engine.connect() as connection:
            yield connection

    def _commit(self, connection: Connection) -> None:
        try:
            connection.commit()
        except BaseException:
            self._run = None  # its row may be among what was not kept
            raise

    def _begun(self, connection: Connection) -> Connection:
        """The connection of a bulk, in a transaction that no other writer can disturb."""
        if not connection.in_transaction():
            connection.begin()
            lock_journal(connection)
        return connection

    @contextmanager
    def _writing(self, reports: int = 0) -> Iterator[Connection]:
        if self._held is not None:
            if not reports:
                self._write_down()
            with plain_errors(self._place):
                with self._begun(self._held).begin_nested():
                    yield self._held
                self._left -= max(1, reports)
                if self._left <= 0:
                    self._left = self._size
                    self._commit(self._held)
            return
        with (
            plain_errors(self._place),
            self._engine.connect().execution_options(writing=True) as connection,
            connection.begin(),
        ):
            yield connection
