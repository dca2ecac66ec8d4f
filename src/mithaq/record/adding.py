"""How reports come into the record: what can be made without the database first, then many written in one go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from mithaq.linking.evidence import Evidence
from mithaq.reading.claims import Reading
from mithaq.record import index, journal, tables, verify, words
from mithaq.record.journal import dump, now
from mithaq.reports.model import Report

FIELDS = ("id", "text", "language", "outlet", "published", "title", "address", "licence")
_KNOWN = text("SELECT 1 FROM reports WHERE id = :id")


@dataclass(frozen=True, slots=True)
class Derived:
    """What was read in a report: the rows of each table, and what the journal says of them."""

    rows: dict[str, list[dict[str, Any]]]
    detail: dict[str, Any]
    skipped: str
    evidence: list[Evidence]


@dataclass(frozen=True, slots=True)
class Arriving:
    """A new report with all that is written of it."""

    id: str
    row: dict[str, Any]
    original: dict[str, Any] | None
    derived: Derived
    entry: index.Entry


def derived(report: str, reading: Reading, evidence: Iterable[Evidence]) -> Derived:
    """The rows of what was read in a report; how many there are of each table, and their digests, for the journal."""
    given = list(evidence)
    rows: dict[str, list[dict[str, Any]]] = {
        "claims": [
            {
                "report": report, "ordinal": number, "id": claim.id, "event": claim.event, "sense": claim.sense,
                "kind": claim.kind, "effect": claim.effect, "modality": claim.modality,
                "start": claim.start, "end": claim.end, "payload": dump(claim),
            }
            for number, claim in enumerate(reading.claims)
        ],
        "quotations": [
            {
                "report": report, "ordinal": number, "stance": quotation.stance,
                "speaker": quotation.speaker.entity if quotation.speaker else None,
                "start": quotation.start, "end": quotation.end, "payload": dump(quotation),
            }
            for number, quotation in enumerate(reading.quotations)
        ],
        "evidence": [
            {
                "report": report, "ordinal": number, "id": one.id, "claim": one.claim, "accord": one.accord,
                "stipulation": one.stipulation, "bearing": one.bearing, "day": one.day, "known": one.known,
                "payload": dump(one),
            }
            for number, one in enumerate(given)
        ],
    }  # fmt: skip
    counts = {name: len(found) for name, found in rows.items()}
    return Derived(rows, {**counts, "read": verify.digests(rows)}, dump(list(reading.skipped)), given)


def arriving(
    report: Report, reading: Reading, evidence: Iterable[Evidence], arrival: str, original: bytes | None
) -> Arriving:
    """All that is written of a new report, but for the run."""
    read = derived(report.id, reading, evidence)
    digest = hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()
    fields = {name: getattr(report, name) for name in FIELDS}
    row = {**fields, "skipped": read.skipped, "sha256": digest, "added": now(), "arrival": arrival}
    kept = None
    if original is not None:
        kept = {"report": report.id, "content": original, "sha256": hashlib.sha256(original).hexdigest()}
    return Arriving(
        report.id, row, kept, read, index.entry(report.id, report.text, report.title, report.published)
    )  # fmt: skip


def keep(connection: Connection, run: int, new: Sequence[Arriving]) -> None:
    """Write new reports, all of them or none. The caller's transaction holds the lock of writers."""
    connection.execute(tables.reports.insert(), [{**one.row, "run": run} for one in new])
    originals = [one.original for one in new if one.original is not None]
    if originals:
        connection.execute(tables.originals.insert(), originals)
    write(connection, [one.derived for one in new])
    printed = index.index_reports(connection, [one.entry for one in new])
    words.told_anew(
        connection,
        [
            words.Arrived(one.id, (), one.derived.evidence, group)
            for one, group in zip(new, printed, strict=True)
        ],
    )  # fmt: skip
    journal.append_all(connection, (("add", one.id, _detail(run, one)) for one in new))


def write(connection: Connection, read: Sequence[Derived]) -> None:
    """Write what was read in reports."""
    for name in verify.READ:
        rows = [row for one in read for row in one.rows[name]]
        if rows:
            connection.execute(tables.metadata.tables[name].insert(), rows)


def known(connection: Connection, id: str) -> bool:
    """Whether there is a report with this id."""
    return connection.execute(_KNOWN, {"id": id}).first() is not None


def _detail(run: int, one: Arriving) -> dict[str, Any]:
    return {
        "run": run, **one.derived.detail, "sha256": one.row["sha256"], "fields": verify.fields_digest(one.row),
        "original": one.original["sha256"] if one.original is not None else None,
    }  # fmt: skip
