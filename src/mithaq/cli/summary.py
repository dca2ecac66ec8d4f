"""`mithaq summary`: levels added up, on three scales, with the rows they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from mithaq.cli.options import Asked, accord_option, asked_options, day_options, json_option, language_option
from mithaq.cli.output import Screen, print_json, shorten

if TYPE_CHECKING:
    from mithaq.accords.model import Accord
    from mithaq.assessment import Aggregate

BY = ("accord", "provision", "theme", "pam", "obligor")


@click.command("summary", short_help="Add levels up, by accord, provision or theme.")
@click.option(
    "--by", type=click.Choice(BY), default="accord", show_default=True, help="What the promises are grouped by."
)
@click.option("--rows", is_flag=True, help="Show the promises that each line is made of; always so by obligor.")
@accord_option
@day_options
@language_option
@asked_options
@json_option
def command(by: str, rows: bool, accord: tuple[str, ...], language: str, asked: Asked, as_json: bool) -> None:
    """Add the levels up, with the percentage of the Peace Accords Matrix, the steps of PAIMT, and what is completed.

    The percentage is points over three times the number of promises counted. What is counted has a version, shown
    as d-…; two percentages of different versions are of different things. Promises not signed yet or taken back are
    left out, and said so.
    """
    from mithaq.assessment import aggregates
    from mithaq.cli.promises import accords_of, statuses_of

    accords = accords_of(asked.record, accord)
    found = statuses_of(asked.record, accords, as_of=asked.on, known_by=asked.known)
    groups = [one for each in accords.values() for one in aggregates(each, found, by)]  # type: ignore[arg-type]
    if as_json:
        print_json([{"as_of": asked.on, "known_by": asked.known, "rule": RULE, **_row(one)} for one in groups])
        return
    screen = Screen()
    screen.line(f"as of {asked.on}, by reports published up to {asked.known}", "dim")
    show_groups(screen, groups, accords, language, rows=rows or by == "obligor")
    screen.line()
    screen.line(RULE, "dim")


RULE = (
    "%: 100 × points over 3 × promises counted (PAM). PAIMT: mean of steps 0 to 10. at 0/1/2/3: promises at each "
    "level; done/on/pending: completed, ongoing, pending. No report found is level 0, "
    "and is not the same as not done: see `mithaq status`."
)


def _row(one: Aggregate) -> dict[str, object]:
    row = asdict(one)
    row["rows"] = [{"stipulation": id, "level": level, "state": state} for id, level, state in one.rows]
    row["left_out"] = [{"stipulation": id, "reason": reason} for id, reason in one.left_out]
    return row


def show_groups(
    screen: Screen, groups: list[Aggregate], accords: Mapping[str, Accord], language: str, *, rows: bool
) -> None:
    """A line a group; under it, if asked for, its promises with level and state."""
    from mithaq.cli.promises import name_of

    for accord in accords.values():
        mine = [one for one in groups if one.accord == accord.id]
        if not mine:
            continue
        screen.heading(f"{name_of(accord, language)} ({accord.id})")
        screen.table(
            ("group", "%", "points", "PAIMT", "at 0/1/2/3", "done/on/pending"),
            [
                (
                    shorten(_name(one, accord, language), 60),
                    "" if one.percent is None else f"{one.percent:.1f}",
                    f"{one.points}/{3 * one.counted}",
                    "" if one.paimt is None else f"{one.paimt:.2f}",
                    "/".join(map(str, one.levels)),
                    f"{one.completed}/{one.ongoing}/{one.pending}",
                )
                for one in mine
            ],
        )
        for one in mine:
            flags = ", ".join(f"{count} {flag}" for flag, count in one.flags.items())
            name = f"{_name(one, accord, language)}: " if len(mine) > 1 else ""
            screen.line(f"{name}counted as {one.denominator}{f'; {flags}' if flags else ''}", "dim", indent=2)
            if rows:
                screen.line(f"{_name(one, accord, language)}:", indent=2)
                for id, level, state in one.rows:
                    screen.line(f"{id}  {level}  {state}", indent=4)
            for id, reason in one.left_out:
                screen.line(f"left out: {id} ({reason})", "dim", indent=2)


def _name(one: Aggregate, accord: Accord, language: str) -> str:
    from mithaq.accords.kinds import THEMES
    from mithaq.cli.promises import in_language, name_of
    from mithaq.gazetteer import load_gazetteer

    if one.by == "accord":
        return name_of(accord, language)
    if one.by == "theme":
        return THEMES[one.group]
    if one.by == "obligor":
        return load_gazetteer().label(one.group, language)
    if one.by == "pam":
        return one.group or "none of PAM's categories"
    id = one.group.partition("/")[2]
    said = next((each.title or each.summary for each in accord.provisions if each.id == id), {})
    return f"{id} {in_language(said, language)}"
