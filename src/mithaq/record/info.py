"""What a record is: where, of which version, how large, and how much it holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select, text

from mithaq.record import journal, tables
from mithaq.record.store import Record


@dataclass(frozen=True, slots=True)
class Info:
    """About a record.

    kind: "sqlite" or "postgresql". schema: the version of its tables. mithaq: the version that made it. bytes: of the
    file, or of the whole database on the server. written: time of the last entry of the journal (UTC, ISO 8601).
    head: number and hash of that entry; 0 and "" if there is none. counts: rows by table.
    """

    place: str
    kind: str
    schema: int
    mithaq: str
    bytes: int
    written: str | None
    head: tuple[int, str]
    counts: dict[str, int]


def info(record: Record) -> Info:
    """What the record is now. RecordError if it cannot be asked."""
    with record._asking() as connection:
        kind = connection.dialect.name
        known = {row[0]: row[1] for row in connection.execute(select(tables.meta.c.key, tables.meta.c.value))}
        counts = {
            table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for table in tables.KEPT
            if table is not tables.meta
        }
        head = journal.last(connection)
        at = connection.execute(select(tables.journal.c.at).where(tables.journal.c.seq == head[0])).scalar()
        if kind == "postgresql":
            size = int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
        else:
            size = Path(record.at).stat().st_size
    return Info(record.place, kind, int(known["schema"]), known.get("mithaq", "?"), size, at, head, counts)
