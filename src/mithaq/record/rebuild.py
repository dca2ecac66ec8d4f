"""A record made anew from what cannot be made from anything else: reports, originals and journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from mithaq.errors import DataError, MithaqError, RecordError
from mithaq.linking.evidence import Evidence
from mithaq.reading.claims import Reading
from mithaq.record import index
from mithaq.record.store import Record
from mithaq.reports.model import Report

Read = Callable[[Report], tuple[Reading, Sequence[Evidence]]]
"""Reads a report and links what it says."""


@dataclass(slots=True)
class Rebuilt:
    """What came of it. failed: ids of reports that could not be read, with the reason; they are kept, unread."""

    reports: int = 0
    originals: int = 0
    decisions: int = 0
    evidence: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def rebuild(old: Record, new: Record, read: Read) -> Rebuilt:
    """Fill an empty record with the reports, originals and journal of another, and make all the rest from them.

    Every report is read again by `read`, which is written into the new journal after the old entries; people's
    decisions are made from the journal. The old record is not touched. What was read and decided there is not even
    looked at, so that a record with a damaged table can be mended. With the same versions of reader and data the new
    record has the same rows. Raises RecordError if the old journal, reports or originals are not what was written, or
    if the new record is not empty.
    """
    verdict = old.check_journal(sources=True)
    if verdict.faults:
        raise RecordError(
            f"the record is not what was written: {verdict.faults[0]}",
            place=old.place,
            mend="see `mithaq journal verify`; rebuild from an unaltered copy",
        )
    with _between() as file:
        old.backup(file, sources=True)
        counts = new.restore(file)
    with new._writing() as connection:
        index.index_all(connection)
    done = Rebuilt(reports=counts["reports"], originals=counts["originals"], decisions=new.rebuild_decisions())
    for id in new.ids():
        report = new.report(id)
        try:
            reading, evidence = read(report)
        except (RecordError, DataError):  # these would fail all alike
            raise
        except MithaqError as error:
            done.failed.append((id, error.message))
            reason = f"could not be read again: {error.message}"
            reading = Reading(report.text, report.language or "", report.published, skipped=(reason,))
            evidence = ()
        new.add(report, reading, evidence, replace=True)
        done.evidence += len(evidence)
    return done


@contextmanager
def _between() -> Iterator[Path]:
    with TemporaryDirectory(prefix="mithaq-rebuild-") as folder:
        yield Path(folder, "sources.gz")
