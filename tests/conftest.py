"""Records in both kinds of place: a file of SQLite and a PostgreSQL database, for every room."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pg_server import NoServerError, Server, cluster

pytest.register_assert_rewrite("looking", "nursery")


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


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a killed program leaves the same there, and hundreds cost less."""
    if not os.access("/dev/shm", os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(prefix="mithaq-faults-", dir="/dev/shm") as name:
        yield Path(name)
