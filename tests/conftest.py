"""Records in both kinds of place: a file of SQLite and a PostgreSQL database, for every room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pg_server import NoServerError, Server, cluster


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A private PostgreSQL server; the test is skipped with the reason where there can be none."""
    try:
        with cluster() as running:
            yield running
    except NoServerError as reason:
        pytest.skip(f"no PostgreSQL to test on: {reason}")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a new record can be made."""
    if request.param == "sqlite":
        return tmp_path / "r.sqlite"
    server: Server = request.getfixturevalue("server")
    return server.database()
