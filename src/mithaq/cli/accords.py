"""`mithaq accords`: what was agreed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from mithaq.cli.options import json_option, language_option
from mithaq.cli.output import Screen, print_json

if TYPE_CHECKING:
    from mithaq.accords.model import Accord, Change, Deadline, Stipulation


@click.command("accords", short_help="List the accords, or show one in full.")
@click.argument("accord", required=False, metavar="[ID|FILE]")
@language_option
@json_option
def command(accord: str | None, language: str, as_json: bool) -> None:
    """List the accords, or show one in full.

    A path of a YAML file checks that file: what is wrong in it is named with its place.
    """
    from mithaq.cli.promises import accords_named

    found = accords_named([accord] if accord else [])
    if as_json:
        print_json([asdict(one) for one in found.values()])
    elif accord:
        for one in found.values():
            show_accord(Screen(), one, language)
    else:
        _list(Screen(), found.values(), language)


def _list(screen: Screen, accords: object, language: str) -> None:
    from mithaq.cli.promises import name_of

    assert hasattr(accords, "__iter__")
    screen.table(
        ("id", "signed", "parties", "promises", "name"),
        [
            (
                one.id,
                one.signed,
                ", ".join(party.entity for party in one.parties),
                str(len(one.stipulations)),
                name_of(one, language),
            )
            for one in accords
        ],
    )


def show_accord(screen: Screen, accord: Accord, language: str) -> None:
    """All that an accord's file says, for people."""
    from mithaq.cli.promises import in_language, name_of
    from mithaq.gazetteer import load_gazetteer

    label = load_gazetteer().label
    screen.heading(f"{name_of(accord, language)} ({accord.id})")
    dates = f"signed {accord.signed}"
    if accord.also_dated:
        dates += f" (also dated {', '.join(accord.also_dated)})"
    screen.line(f"{dates}; in force {accord.in_force or accord.signed}")
    for party in accord.parties:
        signed = f", signed by {', '.join(label(one, language) for one in party.signatories)}"
        roles = ", ".join(party.roles)
        screen.line(f"{label(party.entity, language)}: {roles}{signed if party.signatories else ''}", indent=2)
    if accord.implements:
        screen.line(f"carries out {accord.implements}")
    if accord.supplements:
        screen.line(f"supplements {accord.supplements}")
    for change in accord.changes:
        screen.line(f"changes {change.stipulation}: {change_words(change)} (clause {change.provision})")
    if accord.ids:
        screen.line("known as " + ", ".join(f"{name} {id}" for name, id in accord.ids.items()))
    for provision in accord.provisions:
        title = in_language(provision.title, language)
        summary = in_language(provision.summary, language)
        screen.heading(f"{provision.id}. {title}: {summary}" if title else f"{provision.id}. {summary}")
        for one in accord.stipulations:
            if one.provision == provision.id:
                screen.line(f"{one.id}  {in_language(one.summary, language)}", indent=2)
                screen.line("; ".join(_terms(one, label, language)), "dim", indent=6)
                if one.unsure:
                    screen.line(f"still to be checked: {', '.join(one.unsure)}", "yellow", indent=6)
    if accord.sources:
        screen.heading("sources")
        for source in accord.sources:
            screen.line(source, indent=2)


def _terms(one: Stipulation, label: Callable[[str, str], str], language: str) -> list[str]:
    from mithaq.accords import kinds
    from mithaq.cli.promises import in_language

    kind = kinds().get(one.kind)
    owed = f"owed by {', '.join(label(who, language) for who in one.obligors)}"
    if one.beneficiaries:
        owed += f" to {', '.join(label(who, language) for who in one.beneficiaries)}"
    terms = [
        in_language(kind.label, language) if kind is not None else one.kind,
        owed,
        deadline_words(one.deadline),
        f"for {duration_words(one.duration)}" if one.duration else "",
        f"every {duration_words(one.period)}" if one.period else "",
        f"on condition: {one.condition}" if one.condition else "",
    ]
    return [term for term in terms if term]


def change_words(change: Change) -> str:
    """What a change writes anew, in words."""
    said = [
        f"deadline {deadline_words(change.deadline)}" if change.deadline is not None else "",
        f"duration {duration_words(change.duration)}" if change.duration else "",
        f"quantity {change.quantity:g}" if change.quantity is not None else "",
        "taken back" if change.ended else "",
    ]
    return ", ".join(one for one in said if one)


def deadline_words(deadline: Deadline | None) -> str:
    """The deadline as agreed, in words; empty if there is none."""
    if deadline is None:
        return ""
    if deadline.by:
        return f"by {deadline.by}"
    from mithaq.publishing.terms import agreed_words
    from mithaq.publishing.wording import wording

    return agreed_words(deadline, wording("en"))


def duration_words(duration: str) -> str:
    """An ISO 8601 duration in English words."""
    from mithaq.publishing.wording import wording

    return wording("en").duration(duration)
