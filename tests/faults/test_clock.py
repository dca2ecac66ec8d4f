"""A clock that jumps: the journal counts its entries, and nothing but the times in it is otherwise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from faulty_writer import Place, plan, work
from looking import journal_of, rows_of
from unaltered import entries_of

from mithaq.record import Record, journal

STEPS = plan(1, 12)


class Jumping:
    """A clock: forward by years, back by decades, standing still."""

    def __init__(self) -> None:
        self.given: list[datetime] = []

    def now(self, zone: object) -> datetime:
        """The next time."""
        jumps = (0, 40 * 365, -1, -60 * 365, 20 * 365, 0)
        last = self.given[-1] if self.given else datetime(2021, 6, 1, tzinfo=UTC)
        self.given.append(last + timedelta(days=jumps[len(self.given) % len(jumps)]))
        return self.given[-1]


def test_a_clock_that_jumps_changes_times_and_nothing_else(
    place: Place, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    steady = tmp_path_factory.mktemp("steady") / "r.sqlite"
    work(steady, 1, STEPS, lambda word: None)
    clock = Jumping()
    monkeypatch.setattr(journal, "datetime", clock)
    work(place, 1, STEPS, lambda word: None)
    monkeypatch.undo()
    assert min(clock.given).year < 2010 < 2050 < max(clock.given).year
    with Record.open(place) as record, Record.open(steady) as other:
        entries = list(record.journal())
        times = [one.at for one in entries]
        assert times != sorted(times)
        assert len(set(times)) > 5
        assert entries_of(record) == len(STEPS)
        assert [one.seq for one in entries] == list(range(1, len(STEPS) + 1))
        assert journal_of(record) == journal_of(other)
        assert rows_of(record) == rows_of(other)
        assert [one.seq for one in record.decisions()] == [one.seq for one in other.decisions()]
        assert record.reviewed() == other.reviewed()
        for day in ("1990-01-01", "2021-06-01", "2055-01-01"):  # by the times as the clock gave them, in order
            assert [one.seq for one in record.journal(since=day)] == [one.seq for one in entries if one.at >= day]
        assert 0 < len(list(record.journal(since="2030-01-01"))) < len(entries)
