"""`mithaq status`: where each promise stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from mithaq.cli.options import Place, accord_option, day_options, json_option, language_option, record_options
from mithaq.cli.output import Screen, print_json, shorten

if TYPE_CHECKING:
    from mithaq.accords.model import Accord
    from mithaq.assessment.status import Status


@click.command("status", short_help="Show where each promise stands on a day.")
@accord_option
@day_options
@language_option
@record_options
@json_option
def command(
    accord: tuple[str, ...],
    as_of: str | None,
    known_by: str | None,
    language: str,
    record: Place | None,
    demo: str | None,
    as_json: bool,
) -> None:
    """Show where each promise stands on a day, as known on a day.

    Levels: 0 not begun, 1 minimal, 2 intermediate, 3 full. Flags: overdue, disputed, breached, amended (its
    deadline was moved, or a later accord changed its terms), ended. `mithaq why ID` gives the reasons of one.
    """
    from mithaq.cli.promises import accords_of, status_row, statuses_of
    from mithaq.cli.store import days, open_record

    with open_record(record, demo) as opened:
        accords = accords_of(opened, accord)
        on, known = days(opened, as_of, known_by, demo=demo is not None)
        found = statuses_of(opened, accords, as_of=on, known_by=known)
    if as_json:
        rows = [status_row(one, accords[one.accord].stipulation(one.stipulation), language) for one in found]
        print_json(rows)
    else:
        show_scoreboard(Screen(), found, accords, language)


def show_scoreboard(screen: Screen, statuses: Sequence[Status], accords: Mapping[str, Accord], language: str) -> None:
    """The promises of each accord as a table, with a line above on the days asked about."""
    from mithaq.cli.promises import in_language, level_words, name_of

    for accord in accords.values():
        rows = [one for one in statuses if one.accord == accord.id]
        if not rows:
            continue
        screen.heading(f"{name_of(accord, language)} ({accord.id})")
        screen.line(f"as of {rows[0].as_of}, by reports published up to {rows[0].known_by}", "dim")
        screen.table(
            ("id", "level", "flags", "deadline", "evidence", "promise"),
            [
                (
                    one.stipulation,
                    level_words(one.level),
                    ", ".join([*one.flags, *(["late"] if one.late else [])]),
                    due_words(one),
                    str(len(one.evidence) or ""),
                    shorten(in_language(accord.stipulation(one.stipulation).summary, language), 90),
                )
                for one in rows
            ],
            [_style(one) for one in rows],
        )


def due_words(status: Status) -> str:
    """The deadline in force, with the step from which it is counted; or the step that it waits for."""
    if status.step is None:
        return status.deadline or ""
    if status.deadline is None:
        return f"waits for {status.step}"
    return f"{status.deadline} ({status.step} done {status.step_done})"


def _style(status: Status) -> str:
    if "breached" in status.flags:
        return "red"
    if "overdue" in status.flags:
        return "yellow"
    return ("dim", "", "cyan", "green")[status.level]
