"""A process that has loaded the library and forks writers: hundreds of them cost no more than their work."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from faulty_writer import Place, Steps

LONGEST = 180
"""Seconds that anything is waited for: nothing here takes so long unless it hangs."""


class Nursery:
    """See faulty_writer.py for what the writers do."""

    def __init__(self, folder: Path, *places: str) -> None:
        self.told = folder / "told"
        self._errors = (folder / "errors").open("w+b")
        self._process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("faulty_writer.py"), folder / "warm.sqlite", *places],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, bufsize=0,
        )  # fmt: skip
        self._came = b""
        assert self._line() == "ready", self.errors()

    def _line(self) -> str:
        assert self._process.stdout is not None
        while b"\n" not in self._came:
            assert select.select([self._process.stdout], [], [], LONGEST)[0], f"it hangs; {self.errors()}"
            came = os.read(self._process.stdout.fileno(), 1 << 16)
            assert came, self.errors()
            self._came += came
        line, _, self._came = self._came.partition(b"\n")
        return line.decode()

    def errors(self) -> str:
        """What writers complained of."""
        self._errors.seek(0)
        return self._errors.read().decode()

    def start(self, place: Place, seed: int, *plans: Steps, bulk: int = 0) -> list[int]:
        """Let a writer begin on each of these plans, all at once; their process numbers."""
        assert self._process.stdin is not None
        self.told.write_bytes(b"")
        job = {"place": str(place), "seed": seed, "plans": plans, "tell": str(self.told), "bulk": bulk}
        self._process.stdin.write((json.dumps(job) + "\n").encode())
        return [int(one) for one in self._line().split()]

    def wait_for_a_step(self, number: int) -> None:
        """Until the writer has begun a step, or has ended without one."""
        with suppress(ProcessLookupError):
            while not self.told.stat().st_size:
                os.kill(number, 0)
                time.sleep(0.001)

    def end(self) -> list[int]:
        """The statuses of the writers that were started, once they have ended."""
        return [int(one) for one in self._line().split()]

    def close(self) -> None:
        """Let it end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(LONGEST)
        self._process.stdout.close()
        self._errors.close()


@contextmanager
def nursery(folder: Path, *places: str) -> Iterator[Nursery]:
    """One, closed afterwards."""
    one = Nursery(folder, *places)
    try:
        yield one
    finally:
        one.close()
