"""`mithaq changes`: what moved, why, and by which report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.options import Place, accord_option, day_option, json_option, language_option, record_options
from mithaq.cli.output import Screen, print_json, shorten
from mithaq.errors import InputError

if TYPE_CHECKING:
    from mithaq.accords.model import Accord
    from mithaq.assessment import Change, Status
    from mithaq.linking.evidence import Evidence
    from mithaq.record import Record


@click.command("changes", short_help="List what changed since a day, why, and by which report.")
@day_option("--since", "The day from which on; both clocks begin to walk there.")
@day_option("--until", "The day up to which [default: today; of the demo, the day after its last report].")
@accord_option
@language_option
@record_options
@json_option
def command(
    since: str | None,
    until: str | None,
    accord: tuple[str, ...],
    language: str,
    record: Place | None,
    demo: str | None,
    as_json: bool,
) -> None:
    """List every change of a promise's level, flags, deadline or state after a day, with its cause.

    A change is caused by reports published on its day, which are cited; by time, when a deadline or a term passed or
    a breach was long enough ago; by a later accord that came into force; or by people, who gave a level by hand. On
    each day counts what was published by then: reports that come later do not rewrite what was known before.
    """
    from mithaq.accords import library
    from mithaq.assessment import changes
    from mithaq.cli.promises import accords_of
    from mithaq.cli.store import days, open_record
    from mithaq.gazetteer import load_gazetteer
    from mithaq.review import assess_reviewed

    if since is None:
        raise click.UsageError("give the day from which on: --since 2020-11-10")
    with open_record(record, demo) as opened:
        accords = accords_of(opened, accord)
        end, _ = days(opened, until, None, demo=demo is not None)
        if end < since:
            raise InputError(f"--until {end} is before --since {since}", mend="exchange them")
        known = {**library(), **accords}
        judge = partial(assess_reviewed, decisions=opened.scores())
        found = [
            one
            for each in accords.values()
            for one in changes(
                each, _bearing(opened, each, known), since=since, until=end, gazetteer=load_gazetteer(), accords=known,
                judge=judge,
            )
        ]  # fmt: skip
        found.sort(key=lambda one: one.day)
        seen = {of: {one.id: one for one in opened.effective_evidence(of)} for of in {one.accord for one in found}}
        rows = [_row(opened, one, seen[one.accord], language) for one in found]
    if as_json:
        print_json(rows)
    else:
        _show(Screen(), rows, since, end)


def _bearing(record: Record, accord: Accord, accords: Mapping[str, Accord]) -> list[Evidence]:
    """The evidence on an accord, and on those accords that its deadlines wait for: no other is read."""
    from mithaq.assessment.deadlines import needed

    homes = sorted({accord.id, *(of for of, _ in needed(accord, accords))})
    return [one for of in homes for one in record.told_once(of).evidence]


def _row(record: Record, one: Change, by_id: Mapping[str, Evidence], language: str) -> dict[str, Any]:
    from mithaq.cli.why import cite

    return {
        "day": one.day,
        "accord": one.accord,
        "stipulation": one.stipulation,
        "cause": one.cause,
        "before": _state(one.before),
        "after": _state(one.after),
        "because": one.after.because,
        "reports": cite(record, (by_id[id] for id in one.evidence if id in by_id), language),
    }


def _state(one: Status) -> dict[str, Any]:
    row = asdict(one)
    wanted = ("level", "state", "flags", "deadline", "late", "step", "changed_by")
    return {key: list(row[key]) if isinstance(row[key], tuple) else row[key] for key in wanted}


def _show(screen: Screen, rows: list[dict[str, Any]], since: str, until: str) -> None:
    from mithaq.cli.promises import level_words

    screen.line(f"after {since}, up to {until}: {len(rows)} change{'s' * (len(rows) != 1)}", "dim")
    for row in rows:
        before, after = row["before"], row["after"]
        screen.heading(f"{row['day']}  {row['accord']}/{row['stipulation']}")
        if before["level"] != after["level"]:
            screen.line(f"level {level_words(before['level'])} → {level_words(after['level'])}", indent=2)
        if before["state"] != after["state"]:
            screen.line(f"{before['state']} → {after['state']}", indent=2)
        gone = [f"no longer {flag}" for flag in before["flags"] if flag not in after["flags"]]
        new = [f"now {flag}" for flag in after["flags"] if flag not in before["flags"]]
        if gone or new:
            screen.line(", ".join([*new, *gone]), indent=2)
        if before["deadline"] != after["deadline"]:
            screen.line(f"deadline {before['deadline'] or 'none'} → {after['deadline'] or 'none'}", indent=2)
        screen.line(row["because"], indent=2)
        screen.line(f"cause: {row['cause']}", "dim", indent=2)
        for one in row["reports"][:3]:
            screen.quote(shorten(one["quote"], 300), indent=4)
            where = "  ".join(part for part in (one["known"], one["outlet"], one["address"]) if part)
            screen.line(where, "dim", indent=4)
        if len(row["reports"]) > 3:
            screen.line(f"… and {len(row['reports']) - 3} more: see --json", "dim", indent=4)
