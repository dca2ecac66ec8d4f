"""A record in one SQLite file, written one transaction at a time.

The rollback journal is kept (not WAL): a record is then a single file that can be copied, mailed or put on a
read-only disk, and one writer at a time is all that such a record needs.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from mithaq.errors import RecordError

BUSY_SECONDS = 30
CACHE_KIB = 65_536
"""Pages kept in memory at the most: of a record of gigabytes, the upper parts of its indexes are read all the time."""
APPLICATION_ID = 0x4D495448  # "MITH": lets `file` and other programs tell a record from any other database
_HEADER = b"SQLite format 3\x00"


def look(path: Path) -> bool:
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


def make_folder(path: Path) -> None:
    """The folder of a new record, with those above it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordError(
            f"the record's folder cannot be made: {error.strerror}",
            place=str(path.parent),
            mend="choose another place with --record or MITHAQ_RECORD",
        ) from error


def engine(path: Path, *, readonly: bool) -> Engine:
    """An engine on the file. One connection is kept between questions, with the pages it has read; it locks nothing."""
    # Even one that only asks must be able to undo what a killed writer left half done, where it may write at all.
    mode = "rwc" if not readonly else "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro"
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        # isolation_level None: the driver begins nothing by itself, `_begin` below does.
        return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    made = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=1)

    @event.listens_for(made, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        if readonly:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes the lock before it reads, or two of them could read the same state and one would fail.
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return made


def mark(connection: Connection) -> None:
    """Write into the file whose it is."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


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


def explain(error: sqlite3.Error) -> tuple[str, str] | None:
    """What is wrong and how to mend it; None for what we do not know."""
    return _MENDS.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
