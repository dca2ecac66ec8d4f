"""`mithaq accords`: what was agreed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from mithaq.cli.options import json_option, language_option
from mithaq.cli.output import Screen, print_json

if TYPE_CHECKING:
    from mithaq.accords.model import Accord, Deadline


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
            _show(Screen(), one, language)
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


def _show(screen: Screen, accord: Accord, language: str) -> None:
    from mithaq.accords import kinds
    from mithaq.cli.promises import in_language, name_of
    from mithaq.gazetteer import load_gazetteer

    label = load_gazetteer().label
    catalogue = kinds()
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
    if accord.ids:
        screen.line("known as " + ", ".join(f"{name} {id}" for name, id in accord.ids.items()))
    for provision in accord.provisions:
        screen.heading(f"{provision.id}. {in_language(provision.summary, language)}")
        for one in accord.stipulations:
            if one.provision != provision.id:
                continue
            kind = in_language(catalogue[one.kind].label, language) if one.kind in catalogue else one.kind
            owed = f"owed by {', '.join(label(who, language) for who in one.obligors)}"
            if one.beneficiaries:
                owed += f" to {', '.join(label(who, language) for who in one.beneficiaries)}"
            limits = [kind, owed, deadline_words(one.deadline)]
            limits += [f"for {one.duration}"] if one.duration else []
            limits += [f"on condition: {one.condition}"] if one.condition else []
            screen.line(f"{one.id}  {in_language(one.summary, language)}", indent=2)
            screen.line("; ".join(part for part in limits if part), "dim", indent=6)
    if accord.sources:
        screen.heading("sources")
        for source in accord.sources:
            screen.line(source, indent=2)


def deadline_words(deadline: Deadline | None) -> str:
    """The deadline as agreed, in words; empty if there is none."""
    if deadline is None:
        return ""
    if deadline.by:
        return f"by {deadline.by}"
    after = "signature" if deadline.after == "signature" else f"{deadline.after} is done"
    return f"within {deadline.within} after {after}"
