"""A record in a PostgreSQL database, for a team: several may write at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from mithaq.errors import RecordError

CONNECT_SECONDS = 10
WAIT = "60s"
"""How long a statement waits for another writer."""
_LOCK = 0x4D495448


def engine(address: str, *, readonly: bool) -> Engine:
    """An engine on the database at the address; it keeps no connections, since commands are short.

    Raises RecordError if the address is none of PostgreSQL's, or its driver is not installed.
    """
    try:
        url = make_url(address)
        if url.get_backend_name() not in ("postgresql", "postgres"):
            raise ArgumentError(f"not PostgreSQL: {url.get_backend_name()}")
        made = create_engine(
            url.set(drivername="postgresql+psycopg"),
            poolclass=NullPool,
            connect_args={"connect_timeout": CONNECT_SECONDS, "options": f"-c lock_timeout={WAIT}"},
        )
    except ImportError as error:
        raise RecordError(
            "the driver of PostgreSQL is not installed", place=without_password(address), mend="pip install psycopg"
        ) from error
    except (ArgumentError, ValueError) as error:
        raise RecordError(
            f"not the address of a record: {without_password(str(error))}",
            place=without_password(address),
            mend="write it as postgresql://user@host/name, or name a file",
        ) from error
    if readonly:

        @event.listens_for(made, "connect")
        def _prepare(connection: Any, _record: Any) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
            connection.commit()

    return made


def lock(connection: Connection) -> None:
    """Wait for the one lock of writers, held until the transaction ends."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def without_password(address: str) -> str:
    """The address as it may be shown."""
    try:
        password = urlsplit(address).password
    except ValueError:
        return "postgresql://…"
    return address.replace(f":{password}@", ":…@") if password else address


AWAY = ("the database cannot be reached", "check the address, the server and the network, then try again")
_NO_RIGHT = ("the record may not be used with this name", "check name, password and rights in the database")
_BUSY = ("another program is writing the record", "wait for it to end, then try again")
_FULL = ("the server's disk or memory is full", "free some space there, then give the same command again")
_MENDS = {
    "08": AWAY,
    "57": AWAY,
    "28": _NO_RIGHT,
    "42501": _NO_RIGHT,
    "25006": ("the record may not be written", "open it for writing, or ask for the right to write"),
    "3D000": ("there is no such database", "make it first: `createdb NAME` on the server"),
    "40": _BUSY,
    "55P03": _BUSY,
    "53": _FULL,
}


def explain(error: Any) -> tuple[str, str] | None:
    """What is wrong and how to mend it, by the SQLSTATE; None for what we do not know."""
    state = getattr(error, "sqlstate", None)
    if state is None:  # the driver raises without one when no connection came about
        said = str(error)
        if "does not exist" in said and "database" in said:
            return _MENDS["3D000"]
        if "password" in said or "role" in said or "authentication" in said:
            return _NO_RIGHT
        return AWAY if type(error).__name__ == "OperationalError" else None
    return _MENDS.get(state) or _MENDS.get(state[:2])
