"""One SQLite file as a database: opened with care, written one transaction at a time, errors made plain.

The rollback journal is kept (not WAL): a record is then a single file that can be copied, mailed or put on a
read-only disk, and one writer at a time is all that a record needs.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

import mithaq
from mithaq.errors import RecordError
from mithaq.record.tables import SCHEMA_VERSION, meta, metadata

BUSY_SECONDS = 30
APPLICATION_ID = 0x4D495448  # "MITH": lets `file` and other programs tell a record from any other database
_HEADER = b"SQLite format 3\x00"


def open_engine(path: Path, *, create: bool, readonly: bool) -> Engine:
    """An engine on the record at `path`, its tables made if it is new. RecordError as in `Record.open`."""
    exists = _look(path)
    if not exists:
        if readonly or not create:
            raise RecordError("there is no record here yet", place=str(path), mend="make one with `mithaq add FILE`")
        _make_folder(path)
    engine = _engine(path, readonly=readonly)
    try:
        with plain_errors(path):
            if exists and _has_tables(engine):
                _check_version(engine, path)
            elif readonly:
                raise RecordError("this record is empty", place=str(path), mend="fill it with `mithaq add FILE`")
            else:
                _make_tables(engine)
    except BaseException:
        engine.dispose()
        if not exists:
            path.unlink(missing_ok=True)
        raise
    return engine


def _look(path: Path) -> bool:
    """Whether there is a file; RecordError if it is not a database or may not be read."""
    try:
        if path.is_dir():
            raise RecordError("this is a folder, not a record", place=str(path), mend="name a file in it")
        with path.open("rb") as file:
            head = file.read(len(_HEADER))
    except FileNotFoundError:
        return False
    except OSError as error:
        raise RecordError(
            f"the record cannot be opened: {error.strerror}", place=str(path), mend="check the path and your rights"
        ) from error
    if head and head != _HEADER:
        raise RecordError(
            "this file is not a record: it is no SQLite database",
            place=str(path),
            mend="name another file with --record; this one was not touched",
        )
    return True


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordError(
            f"the record's folder cannot be made: {error.strerror}",
            place=str(path.parent),
            mend="choose another place with --record or MITHAQ_RECORD",
        ) from error


def _engine(path: Path, *, readonly: bool) -> Engine:
    # Even one that only asks must be able to undo what a killed writer left half done, where it may write at all.
    mode = "rwc" if not readonly else "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro"
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        # isolation_level None: the driver begins nothing by itself, `_begin` below does.
        return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        if readonly:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes the lock before it reads, or two of them could read the same state and one would fail.
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _has_tables(engine: Engine) -> bool:
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names())
    if names and "meta" not in names:
        raise RecordError(
            "this is a database of another program, not a record",
            place=_place(engine),
            mend="name another file with --record; this one was not touched",
        )
    return bool(names)


def _place(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.exec_driver_sql("PRAGMA database_list").fetchone()[2])  # type: ignore[index]


def _check_version(engine: Engine, path: Path) -> None:
    with engine.connect() as connection:
        rows = {row[0]: row[1] for row in connection.execute(select(meta.c.key, meta.c.value))}
    written = rows.get("schema", "")
    if not written.isdigit():
        raise RecordError(
            "this is a database of another program, not a record",
            place=str(path),
            mend="name another file with --record; this one was not touched",
        )
    if int(written) > SCHEMA_VERSION:
        raise RecordError(
            f"the record is of version {written}, newer than version {SCHEMA_VERSION} which Mithaq "
            f"{mithaq.__version__} knows; it was not touched",
            place=str(path),
            mend=f"upgrade with `pip install --upgrade mithaq` (it was made by Mithaq {rows.get('mithaq', '?')})",
        )


def _make_tables(engine: Engine) -> None:
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        metadata.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(
            meta.insert(),
            [{"key": "schema", "value": str(SCHEMA_VERSION)}, {"key": "mithaq", "value": mithaq.__version__}],
        )


_NO_RIGHT = ("the record may not be written", "give yourself the right to write it and its folder")
_BUSY = ("another program is writing the record", "wait for it to end, then try again")
_MENDS = {
    sqlite3.SQLITE_FULL: ("the disk is full", "free some space, then give the same command again"),
    sqlite3.SQLITE_READONLY: _NO_RIGHT,
    sqlite3.SQLITE_PERM: _NO_RIGHT,
    sqlite3.SQLITE_CANTOPEN: ("the record cannot be opened", "check that its folder exists and may be written"),
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_NOTADB: ("this file is not a record", "name another file with --record"),
    sqlite3.SQLITE_CORRUPT: ("the record is damaged", "restore it from a copy, or make it anew with `mithaq add`"),
    sqlite3.SQLITE_IOERR: ("the disk failed to read or write the record", "check the disk"),
}


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what the database raises into a RecordError that says what to do; the transaction was undone."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        code = (getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF
        unknown = (f"the record cannot be used: {cause}", "check the file, or restore it from a copy")
        message, mend = _MENDS.get(code, unknown)
        raise RecordError(f"{message}; nothing in it was changed", place=str(path), mend=mend) from error
