"""The journal: what was done to the record, each entry chained to the one before by its hash. Only ever added to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from mithaq.record import tables
from mithaq.record.database import lock_journal

HEAD = "journal"
"""Key in `meta` under which number and hash of the last entry stand, so that a shortened journal is told."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. at: UTC, ISO 8601. detail: what was done. hash: over the one before and all of this one."""

    seq: int
    at: str
    action: str
    subject: str
    detail: dict[str, Any]
    previous: str
    hash: str


def append(connection: Connection, action: str, subject: str, detail: Mapping[str, Any]) -> int:
    """Write an entry; its number. The caller's transaction holds the lock of writers until it ends."""
    return append_all(connection, [(action, subject, detail)])


def append_all(connection: Connection, entries: Iterable[tuple[str, str, Mapping[str, Any]]]) -> int:
    """Write entries (action, subject, detail) in this order; the number of the last. The lock is as for `append`."""
    lock_journal(connection)
    seq, digest = last(connection)
    rows = []
    for action, subject, detail in entries:
        seq, previous, at, words = seq + 1, digest, now(), dump(detail)
        digest = link(previous, seq, at, action, subject, words)
        rows.append(
            {
                "seq": seq, "at": at, "action": action, "subject": subject, "detail": words,
                "previous": previous, "hash": digest,
            }
        )  # fmt: skip
    if rows:
        connection.execute(tables.journal.insert(), rows)
        _write_head(connection, seq, digest)
    return seq


def note_head(connection: Connection) -> None:
    """Write down which entry is the last one now."""
    _write_head(connection, *last(connection))


def last(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last entry; 0 and "" if there is none."""
    column = tables.journal.c
    row = connection.execute(select(column.seq, column.hash).order_by(column.seq.desc()).limit(1)).first()
    return (row[0], row[1]) if row else (0, "")


def entries(
    connection: Connection, *, subject: str | None = None, coder: str | None = None, since: str | None = None
) -> Iterator[Entry]:
    """The entries, the first first. coder: only that coder's decisions. since: written on or after an ISO 8601 day."""
    column = tables.journal.c
    query = select(tables.journal).order_by(column.seq)
    if subject is not None:
        query = query.where(column.subject == subject)
    if since is not None:
        query = query.where(column.at >= since)
    if coder is not None:
        query = query.where(column.seq.in_(select(tables.decisions.c.seq).where(tables.decisions.c.coder == coder)))
    for seq, at, action, about, detail, previous, digest in connection.execute(query):
        yield Entry(seq, at, action, about, _detail(detail), previous, digest)


def _detail(words: str) -> dict[str, Any]:
    try:
        found = json.loads(words)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"altered": words}


def _write_head(connection: Connection, seq: int, digest: str) -> None:
    column, value = tables.meta.c, f"{seq} {digest}"
    done = connection.execute(tables.meta.update().where(column.key == HEAD).values(value=value))
    if done.rowcount == 0:
        connection.execute(tables.meta.insert(), {"key": HEAD, "value": value})


def noted_head(connection: Connection) -> tuple[int, str] | None:
    """Number and hash of the last entry as noted beside the journal; None if nothing is noted."""
    row = connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == HEAD)).first()
    seq, _, digest = row[0].partition(" ") if row else ("", "", "")
    return (int(seq), digest) if seq.isdigit() else None


def link(previous: str, *entry: object) -> str:
    """The hash of an entry: SHA-256 over the hash of the one before, and number, time, action, subject, detail."""
    return hashlib.sha256(dump([previous, *entry]).encode("utf-8", "surrogatepass")).hexdigest()


def dump(value: object) -> str:
    """JSON in one form only, so that the same value is always the same bytes; dataclasses as their fields."""
    return _ENCODER.encode(value)


def _fields(value: Any) -> dict[str, Any]:
    """The fields of a dataclass, encoded in turn: `asdict` would copy all of it first."""
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_fields)


def now() -> str:
    """The time, UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
