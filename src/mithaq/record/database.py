"""Where a record is kept: one SQLite file, or a PostgreSQL database for a team; opened with care, errors made plain."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, select
from sqlalchemy.exc import DBAPIError, PendingRollbackError

import mithaq
from mithaq.errors import RecordError
from mithaq.record import postgres, sqlite
from mithaq.record.tables import SCHEMA_VERSION, meta
from mithaq.record.upgrade import upgrade

Place = Path | str
"""A file of SQLite, or the address of a PostgreSQL database ("postgresql://user@host/name")."""


def is_address(place: Place) -> bool:
    """Whether it is the address of a database server, not a file."""
    return isinstance(place, str) and "://" in place


def shown(place: Place) -> str:
    """The place as messages show it: without a password."""
    return postgres.without_password(str(place)) if is_address(place) else str(place)


def open_engine(place: Place, *, create: bool, readonly: bool) -> Engine:
    """An engine on the record, its tables made or brought up to date. RecordError as in `Record.open`."""
    server = is_address(place)
    path = Path(place)
    exists = True if server else sqlite.look(path)
    if not exists:
        if readonly or not create:
            raise RecordError("there is no record here yet", place=str(path), mend="make one with `mithaq add FILE`")
        sqlite.make_folder(path)
    engine = postgres.engine(str(place), readonly=readonly) if server else sqlite.engine(path, readonly=readonly)
    try:
        with plain_errors(place):
            if exists and _is_record(engine, place):
                _bring_up(engine, place, readonly=readonly)
            elif readonly or (server and not create):
                raise RecordError("this record is empty", place=shown(place), mend="fill it with `mithaq add FILE`")
            else:
                _upgrade(engine)
    except BaseException:
        engine.dispose()
        if not exists:
            path.unlink(missing_ok=True)
        raise
    return engine


def _is_record(engine: Engine, place: Place) -> bool:
    """Whether the tables are there; RecordError if those of another program are."""
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names())
    if names and "meta" not in names:
        raise _foreign(place)
    return bool(names)


def _bring_up(engine: Engine, place: Place, *, readonly: bool) -> None:
    with engine.connect() as connection:
        rows = {row[0]: row[1] for row in connection.execute(select(meta.c.key, meta.c.value))}
    written = rows.get("schema", "")
    if not written.isdigit():
        raise _foreign(place)
    if int(written) > SCHEMA_VERSION:
        raise RecordError(
            f"the record is of version {written}, newer than version {SCHEMA_VERSION} which Mithaq "
            f"{mithaq.__version__} knows; it was not touched",
            place=shown(place),
            mend=f"upgrade with `pip install --upgrade mithaq` (it was made by Mithaq {rows.get('mithaq', '?')})",
        )
    if int(written) < SCHEMA_VERSION:
        if readonly:
            raise RecordError(
                f"the record is of version {written}, older than version {SCHEMA_VERSION}",
                place=shown(place),
                mend="bring it up to date with `mithaq record upgrade`; keep a copy of it",
            )
        _upgrade(engine)


def _upgrade(engine: Engine) -> None:
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            postgres.lock(connection)
        else:
            sqlite.mark(connection)
        upgrade(connection)


def _foreign(place: Place) -> RecordError:
    return RecordError(
        "this is a database of another program, not a record",
        place=shown(place),
        mend="name another place with --record; this one was not touched",
    )


def lock_journal(connection: Connection) -> None:
    """Wait until no other writer is adding to the journal; held to the end of the transaction."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        postgres.lock(connection)


@contextmanager
def plain_errors(place: Place) -> Iterator[None]:
    """Turn what the database raises into a RecordError that says what to do; the transaction was undone."""
    try:
        yield
    except PendingRollbackError as error:  # used again after it was lost
        message, mend = postgres.AWAY
        raise RecordError(f"{message}; nothing in it was changed", place=shown(place), mend=mend) from error
    except (DBAPIError, sqlite3.Error) as error:
        cause: Any = error.orig if isinstance(error, DBAPIError) else error
        found = sqlite.explain(cause) if isinstance(cause, sqlite3.Error) else postgres.explain(cause)
        unknown = (f"the record cannot be used: {cause}", "check the place, or restore it from a copy")
        message, mend = found or unknown
        # If a connection goes just when the change was to be kept, only the server knows whether it was.
        lost = isinstance(error, DBAPIError) and error.connection_invalidated
        what = "a change under way is in it wholly or not at all" if lost else "nothing in it was changed"
        raise RecordError(f"{message}; {what}", place=shown(place), mend=mend) from error
