"""`mithaq timeline`: what is reported to have happened, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.options import (
    Asked,
    accord_option,
    asked_options,
    day_option,
    day_options,
    json_option,
    language_option,
)
from mithaq.cli.output import Screen, print_json, shorten

if TYPE_CHECKING:
    from mithaq.accords.model import Accord
    from mithaq.linking.evidence import Evidence
    from mithaq.reports.model import Report


@click.command("timeline", short_help="List what is reported of the promises, by day.")
@accord_option
@click.option("--stipulation", metavar="ID", help="Only this promise.")
@day_option("--since", "Leave out what is earlier than this day.")
@day_options
@click.option("--background", is_flag=True, help="Also what reports tell as history, not as news.")
@language_option
@asked_options
@json_option
def command(
    accord: tuple[str, ...],
    stipulation: str | None,
    since: str | None,
    background: bool,
    language: str,
    asked: Asked,
    as_json: bool,
) -> None:
    """List by day what is reported of the promises: each thing once, with all the reports that tell of it."""
    from mithaq.cli.promises import accords_named, promise_of

    accords = accords_named(accord)
    only: tuple[str, str] | None = None
    if stipulation:
        of, one = promise_of(asked.record, stipulation, accord)
        only = (of.id, one.id)
    promises = [only] if only is not None else [(id, None) for id in asked.record.accords() if id in accords]
    evidence = [
        one
        for promise in promises
        for one in asked.record.told_once(*promise).evidence
        if (since or "") <= first_day(one.day) <= asked.on
        and one.known <= asked.known
        and (background or not one.background)
    ]
    reports = asked.record.reports_named(one.report for one in evidence)
    wanted = [
        one
        for one in written_changes(accords, as_of=asked.on, known_by=asked.known, language=language)
        if (only is None or (one["accord"], one["stipulation"]) == only) and (since or "") <= one["day"]
    ]
    rows = sorted([*wanted, *happenings(evidence, reports)], key=_order)
    if as_json:
        print_json(rows)
        return
    screen = Screen()
    if not rows:
        screen.line("Nothing is reported up to this day.")
        return
    screen.table(
        ("day", "promise", "what", "reports", "words"),
        [
            (
                row["day"],
                row["stipulation"] or "whole accord",
                f"{row['bearing']} ({row['modality']})",
                str(len(row["reports"])),
                shorten(f"{row['outlet']}: {row['words']}" if row["changed_by"] else row["words"], screen.room(58)),
            )
            for row in rows
        ],
    )


def first_day(day: str) -> str:
    """The first day of an ISO 8601 day or EDTF interval; the last one's if the interval has no beginning."""
    first, _, last = day.partition("/")
    return (last if first in ("", "..") else first)[:10]


def happenings(evidence: Iterable[Evidence], reports: Mapping[str, Report]) -> list[dict[str, Any]]:
    """Evidence of the same bearing on the same promise on the same day, as one row; in order of days.

    The words are those of the report that was first to name the day itself.
    """
    groups: dict[tuple[str, str, str, str, str], list[Evidence]] = {}
    for one in evidence:
        groups.setdefault((one.day, one.accord, one.stipulation, one.bearing, one.modality), []).append(one)
    rows = []
    for (day, accord, stipulation, bearing, modality), group in groups.items():
        group.sort(key=lambda one: (not one.dated, one.known, one.report))
        first = group[0]
        report = reports[first.report]
        rows.append(
            {
                "day": day,
                "dated": first.dated,
                "accord": accord,
                "stipulation": stipulation,
                "bearing": bearing,
                "modality": modality,
                "quantity": first.quantity,
                "known": min(one.known for one in group),
                "reports": list(dict.fromkeys(one.report for one in group)),
                "sources": sorted({one.source for one in group}),
                "evidence": [one.id for one in group],
                "words": report.text[first.quote_start : first.quote_end],
                "language": report.language,
                "outlet": report.outlet,
                "address": report.address,
                "changed_by": None,
            }
        )
    return sorted(rows, key=_order)


def _order(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return first_day(str(row["day"])), str(row["accord"]), str(row["stipulation"])


def written_changes(accords: Mapping[str, Accord], *, as_of: str, known_by: str, language: str) -> list[dict[str, Any]]:
    """What later accords wrote anew in the promises of these, as rows of the timeline; no report tells of them."""
    from mithaq.accords import library
    from mithaq.accords.terms import changes_of
    from mithaq.cli.accords import change_words
    from mithaq.cli.promises import name_of

    known = {**library(), **accords}
    return [
        {
            "day": one.since,
            "dated": True,
            "accord": accord.id,
            "stipulation": id,
            "bearing": "amends",
            "modality": "happened",
            "quantity": one.change.quantity,
            "known": known[one.accord].signed,
            "reports": [],
            "sources": [],
            "evidence": [],
            "words": change_words(one.change),
            "language": "en",
            "outlet": f"{name_of(known[one.accord], language)}, clause {one.change.provision}",
            "address": None,
            "changed_by": one.source,
        }
        for accord in accords.values()
        for id, changes in changes_of(accord, known, as_of=as_of, known_by=known_by).items()
        for one in changes
    ]
