"""A private PostgreSQL cluster for the tests: made in a temporary folder, reached by a socket in it, gone afterwards.

The server refuses to run as root: then it runs as another user (postgres, else nobody).
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

_NUMBER = count(1)


class NoServerError(Exception):
    """Why there is no server to test on."""


class Server:
    """The running cluster; `database()` makes an empty database in it and gives its address."""

    def __init__(self, folder: Path, programs: Path, user: str | None) -> None:
        self.folder, self._programs, self._user = folder, programs, user

    def run(self, *words: str | Path) -> None:
        """Run one of PostgreSQL's programs as the user the server runs as."""
        program, *rest = words
        found = subprocess.run(
            [*_as(self._user), self._programs / program, *rest],
            capture_output=True, text=True, check=False, cwd=self.folder, timeout=120,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        if found.returncode:
            raise NoServerError(f"{program} failed: {found.stderr.strip() or found.stdout.strip()}")

    def database(self, space: Path | None = None) -> str:
        """The address of a new, empty database; `space`: an empty folder, on another disk, to keep it in."""
        name = f"test{next(_NUMBER)}"
        if space is not None:
            if self._user:
                shutil.chown(space, self._user)
            self._tell(f"CREATE TABLESPACE {name} LOCATION '{space}'")
        self._tell(f"CREATE DATABASE {name}" + (f" TABLESPACE {name}" if space is not None else ""))
        return f"postgresql://tester@/{name}?host={self.folder}"

    def forget(self, address: str) -> None:
        """Remove a database that was made with a `space`, and let go of the space."""
        name = address.partition("@/")[2].partition("?")[0]
        self._tell(f"DROP DATABASE {name} WITH (FORCE)")
        self._tell(f"DROP TABLESPACE {name}")

    def _tell(self, words: str) -> None:
        import psycopg

        with psycopg.connect(f"host={self.folder} user=tester dbname=postgres", autocommit=True) as connection:
            connection.execute(words.encode())

    def stop(self, how: str = "fast") -> None:
        """Stop the server: "fast" undoes what is running, "immediate" is as if it were killed."""
        self.run("pg_ctl", "-D", self.folder / "data", "-m", how, "-w", "stop")

    def start(self) -> None:
        """Start it."""
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"
        log = self.folder / "log"
        self.run("pg_ctl", "-D", self.folder / "data", "-l", log, "-w", "-o", options, "start")


def _as(user: str | None) -> list[str]:
    return ["runuser", "-u", user, "--"] if user else []


def _programs() -> Path:
    """Where initdb is; Debian keeps it off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    program = shutil.which("initdb")
    if program is None:
        raise NoServerError("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    return Path(program).resolve().parent


@contextmanager
def cluster() -> Iterator[Server]:
    """A running cluster. Raises NoServerError with the reason if there can be none here."""
    programs, user = _programs(), None
    if os.geteuid() == 0:
        names = {one.pw_name for one in pwd.getpwall()}
        user = next((name for name in ("postgres", "nobody") if name in names), None)
        if user is None or shutil.which("runuser") is None:
            raise NoServerError("the server refuses to run as root, and there is no other user to run it as")
    folder = Path(mkdtemp(prefix="mithaq-pg-"))  # a short path: a socket's may have 107 characters
    try:
        if user:
            shutil.chown(folder, user)
        folder.chmod(0o755)
        server = Server(folder, programs, user)
        server.run("initdb", "-D", folder / "data", "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
