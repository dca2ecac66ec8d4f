"""A record as one portable file: every row of every table, one JSON array a line, gzipped, with a hash at the end.

The file does not depend on the kind of database: a record of a file can be restored into a server and back.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, LargeBinary, Table, func, select, text

import mithaq
from mithaq.errors import FormatError, RecordError
from mithaq.record import index
from mithaq.record.journal import note_head, noted_head
from mithaq.record.tables import KEPT, MADE, SCHEMA_VERSION, meta, reports
from mithaq.record.words import refold_all

FORMAT = "mithaq-record"
_CHUNK = 1000
_LINE = 1 << 30
"""Bytes a line may have: more than any report with its original."""


SOURCES = tuple(table for table in KEPT if table.name in ("meta", "runs", "reports", "originals", "journal"))
"""What cannot be made anew from anything else."""


def write_backup(connection: Connection, file: IO[bytes], chosen: Sequence[Table] = KEPT) -> dict[str, int]:
    """Write all rows of the chosen tables; how many of each.

    The caller holds a transaction, so that nothing changes meanwhile.
    """
    digest = hashlib.sha256()
    counts: dict[str, int] = {}
    with gzip.GzipFile("", mode="wb", fileobj=file, mtime=0) as packed:

        def put(value: object) -> None:
            line = json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"
            digest.update(line)
            packed.write(line)

        put({"format": FORMAT, "schema": SCHEMA_VERSION, "mithaq": mithaq.__version__})
        for table in chosen:
            binary = [isinstance(column.type, LargeBinary) for column in table.columns]
            counts[table.name] = 0
            query = select(table).order_by(*table.primary_key.columns)
            for row in connection.execution_options(yield_per=_CHUNK).execute(query):
                values = [
                    base64.b64encode(v).decode() if is_bytes else v for v, is_bytes in zip(row, binary, strict=True)
                ]
                put([table.name, *values])
                counts[table.name] += 1
        put({"rows": counts})
        packed.write(json.dumps({"sha256": digest.hexdigest()}).encode("ascii") + b"\n")
    return counts


def is_backup(path: Path) -> bool:
    """Whether a file begins as a backup does, whatever follows."""
    try:
        return next(_lines(path), None) is not None
    except FormatError:
        return False


def read_backup(connection: Connection, path: Path) -> dict[str, int]:
    """Put a backup's rows into an empty record; how many of each table.

    Raises FormatError if the file is none, is cut short or was altered, or is of a newer version; RecordError if
    the record is not empty. The caller's transaction then undoes what was begun.
    """
    if connection.execute(select(func.count()).select_from(reports)).scalar_one():
        raise RecordError("the record is not empty", mend="restore into a new place; this one was not touched")
    connection.execute(meta.delete())
    tables = {table.name: table for table in KEPT}
    counts = dict.fromkeys(tables, 0)
    waiting: list[dict[str, Any]] = []
    current: Table | None = None

    def flush() -> None:
        if waiting and current is not None:
            connection.execute(current.insert(), waiting)
            counts[current.name] += len(waiting)
            waiting.clear()

    for row in _rows(path):
        if row and row[0] in MADE:
            continue
        table = tables.get(row[0]) if row and isinstance(row[0], str) else None
        if table is None or len(row) != len(table.columns) + 1:
            raise _broken(path, "a row is of no table of a record")
        if table is not current or len(waiting) >= _CHUNK:
            flush()
            current = table
        waiting.append(
            {
                column.name: base64.b64decode(value) if isinstance(column.type, LargeBinary) and value else value
                for column, value in zip(table.columns, row[1:], strict=True)
            }
        )
    flush()
    _index(connection)
    connection.execute(meta.delete().where(meta.c.key == "schema"))  # that of the tables here stands
    connection.execute(meta.insert(), {"key": "schema", "value": str(SCHEMA_VERSION)})
    if noted_head(connection) is None:  # of a version that noted none
        note_head(connection)
    return counts


def _index(connection: Connection) -> None:
    """Make anew what is not kept, the index of texts and the sayings, and let a server count on behind the ids."""
    index.index_all(connection)
    refold_all(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence('runs', 'id'), coalesce(max(id), 0) + 1, false) FROM runs")
        )


def _rows(path: Path) -> Iterator[list[Any]]:
    """The rows, once all of the file has been seen to be whole."""
    counts, told, digest, previous = dict.fromkeys((table.name for table in KEPT), 0), None, hashlib.sha256(), b""
    for line in _lines(path):
        digest.update(previous)
        previous = line
        value = _json(path, line)
        if isinstance(value, list):
            counts[str(value[0])] = counts.get(str(value[0]), 0) + 1
        elif "rows" in value:
            told = value["rows"]
        elif "schema" in value and value["schema"] > SCHEMA_VERSION:
            raise FormatError(
                f"the backup is of version {value['schema']}, newer than {SCHEMA_VERSION}",
                place=str(path),
                mend="upgrade with `pip install --upgrade mithaq`",
            )
    last = _json(path, previous) if previous else {}
    if not isinstance(last, dict) or last.get("sha256") != digest.hexdigest() or _some(told) != _some(counts):
        raise _broken(path, "the backup is cut short or was altered")
    for line in _lines(path):
        value = _json(path, line)
        if isinstance(value, list):
            yield value


def _some(counts: Any) -> dict[str, int]:
    """Counts without the tables that have no rows: an older version had fewer tables."""
    return {name: number for name, number in counts.items() if number} if isinstance(counts, dict) else {}


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path) as file:
            first = True
            while line := file.readline(_LINE):
                if first and b'"' + FORMAT.encode() + b'"' not in line[:200]:
                    raise _broken(path, "this is no backup of a record")
                first = False
                yield line
    except OSError as error:
        if isinstance(error, gzip.BadGzipFile):
            raise _broken(path, "this is no backup of a record") from error
        raise FormatError(
            f"the backup cannot be read: {error.strerror or error}", place=str(path), mend="check the path"
        ) from error
    except (EOFError, zlib.error) as error:
        raise _broken(path, "the backup is cut short or damaged") from error


def _json(path: Path, line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise _broken(path, "the backup is damaged") from error


def _broken(path: Path, message: str) -> FormatError:
    return FormatError(message, place=str(path), mend="take another copy; nothing was changed")
