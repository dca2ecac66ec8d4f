"""`mithaq status`: where each promise stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.options import (
    Asked,
    accord_option,
    asked_options,
    day_options,
    json_option,
    language_option,
    without_option,
)
from mithaq.cli.output import Screen, print_json, shorten

if TYPE_CHECKING:
    from mithaq.accords.model import Accord
    from mithaq.assessment.status import Status


@click.command("status", short_help="Show where each promise stands on a day.")
@accord_option
@day_options
@without_option
@language_option
@asked_options
@json_option
def command(accord: tuple[str, ...], without: tuple[str, ...], language: str, asked: Asked, as_json: bool) -> None:
    """Show where each promise stands on a day, as known on a day.

    Levels: 0 not begun, 1 minimal, 2 intermediate, 3 full. Flags: overdue, disputed, breached, amended (its
    deadline was moved, or a later accord changed its terms), ended. `mithaq why ID` gives the reasons of one.
    With --without it is as if nobody of that class had spoken; below stands what changes by it.
    """
    from mithaq.cli.promises import accords_of, status_row, statuses_of

    accords = accords_of(asked.record, accord)
    found = statuses_of(asked.record, accords, as_of=asked.on, known_by=asked.known, without=without)
    full = statuses_of(asked.record, accords, as_of=asked.on, known_by=asked.known) if without else found
    left_out = asked.record.told(accords, without) if without else 0
    if as_json:
        rows = [status_row(one, accords[one.accord].stipulation(one.stipulation), language) for one in found]
        if without:
            for row, one in zip(rows, full, strict=True):
                row.update(without=list(without), with_all=with_all(one))
        print_json(rows)
        return
    screen = Screen()
    show_scoreboard(screen, found, accords, language)
    if without:
        _show_changes(screen, full, found, without, left_out)


def with_all(status: Status) -> dict[str, Any]:
    """The level and flags that a promise has when nobody is left out, as programs get it."""
    return {"level": status.level, "flags": list(status.flags)}


def stands(level: int, flags: Sequence[str]) -> str:
    """A level with its flags in one phrase: "2 intermediate, overdue"."""
    from mithaq.cli.promises import level_words

    return ", ".join([level_words(level), *flags])


def _show_changes(
    screen: Screen, full: Sequence[Status], found: Sequence[Status], without: Sequence[str], left_out: int
) -> None:
    """What the evidence that was left out does."""
    changed = [
        (before, after)
        for before, after in zip(full, found, strict=True)
        if (before.level, before.flags) != (after.level, after.flags)
    ]
    screen.heading(f"Without {', '.join(without)}: {len(changed)} of {len(found)} promises change")
    screen.line(f"{left_out} pieces of evidence are left out", "dim")
    for before, after in changed:
        was, now = stands(before.level, before.flags), stands(after.level, after.flags)
        screen.line(f"{after.accord}/{after.stipulation}: {was} → {now}", indent=2)


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
