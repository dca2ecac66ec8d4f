"""Where the record is, and the days it is asked about."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mithaq.cli.output import note
from mithaq.errors import RecordError

if TYPE_CHECKING:
    from mithaq.record import Record
    from mithaq.record.database import Place


def default_path() -> Path:
    """The record in the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("mithaq", appauthor=False) / "record.sqlite"


def demo_path(name: str | None = None) -> Path:
    """The record that the demo of a dossier, if none is named of the default one, keeps in the user's cache folder."""
    from platformdirs import user_cache_path

    from mithaq.demo import DEFAULT

    return user_cache_path("mithaq", appauthor=False) / f"demo-{name or DEFAULT}.sqlite"


def open_record(record: Place | None, demo: str | None = None) -> Record:
    """The record to ask, opened so that nothing can be written: `record`, or that of the dossier `demo`.

    RecordError says where to find one if it is not there. InputError if there is no such dossier.
    """
    # Where MITHAQ_RECORD is set, --demo is the more particular wish; on the command line the two contradict.
    if demo is not None and record is not None and _given_by_hand("record"):
        raise click.UsageError("--record and --demo or --dossier name two records: give one of them")
    if demo is not None:
        from mithaq.demo import about

        about(demo)
    path = demo_path(demo) if demo is not None else record or default_path()
    if isinstance(path, Path) and not path.exists():
        raise _nothing_there(path, demo=demo, explicit=record is not None)
    from mithaq.record import Record

    found = Record.open(path, create=False, readonly=True)
    if demo is None and (outdated := found.outdated()):
        note(
            f"{outdated} of the record's reports were read by another version of Mithaq; "
            "`mithaq add --reread` reads them again"
        )
    return found


def open_to_decide(record: Place | None, demo: str | None = None) -> Record:
    """The record to decide on: as `open_record`, but it may be written."""
    with open_record(record, demo) as opened:
        path = opened.at
    from mithaq.record import Record

    return Record.open(path, create=False)


def _given_by_hand(name: str) -> bool:
    context = click.get_current_context(silent=True)
    return bool(context and context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE)


def _nothing_there(path: Path, *, demo: str | None, explicit: bool) -> RecordError:
    if demo is not None:
        from mithaq.demo import DEFAULT

        run = "mithaq demo" if demo == DEFAULT else f"mithaq demo {demo}"
        return RecordError("the demo has not been run yet", place=str(path), mend=f"run `{run}` first")
    if not explicit and demo_path().exists():
        return RecordError(
            "there is no record of your own yet",
            place=str(path),
            mend="add --demo to ask the demo's record, or make your own with `mithaq add FILE`",
        )
    return RecordError(
        "there is no record yet", place=str(path), mend="make one with `mithaq add FILE`, or begin with `mithaq demo`"
    )


def days(record: Record, as_of: str | None, known_by: str | None, *, demo: bool = False) -> tuple[str, str]:
    """The day asked about and the day up to which reports count.

    Without `as_of`: today, or for the demo the day after its last report. Without `known_by`: the day asked
    about, so that a status of a past day stays the same whatever is published later.
    """
    if as_of is None:
        as_of = (day_after_last(record) if demo else None) or date.today().isoformat()
    return as_of, known_by or as_of


def day_after_last(record: Record) -> str | None:
    """The day after the last report was published; None if no report has a day."""
    last = record.last_published()
    return (date.fromisoformat(last[:10]) + timedelta(days=1)).isoformat() if last else None
