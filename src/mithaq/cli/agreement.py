"""`mithaq agreement`: how far coders agree, people and machines alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.options import Place, accord_option, json_option, record_options
from mithaq.cli.output import Screen, print_json

if TYPE_CHECKING:
    from mithaq.accords.model import Accord
    from mithaq.record import Record


@click.command("agreement", short_help="Measure how far coders agree.")
@click.argument("coders", metavar="CODER...", nargs=-1)
@click.option(
    "--on",
    type=click.Choice(["evidence", "levels"]),
    default="evidence",
    show_default=True,
    help="What they coded: each piece of evidence, or levels by promise and day.",
)
@click.option("--blind", is_flag=True, help="Only what was decided without seeing what others had decided.")
@click.option("--differences", is_flag=True, help="Also list the units on which they differ.")
@accord_option
@record_options
@json_option
def command(
    coders: tuple[str, ...],
    on: str,
    blind: bool,
    differences: bool,
    accord: tuple[str, ...],
    record: Place | None,
    demo: str | None,
    as_json: bool,
) -> None:
    """Measure how far two coders or more agree: Krippendorff's alpha, and for two Cohen's kappa.

    CODER is a name under which was decided; `rules` is the machine's own answer, llm:NAME a language model's. Without
    CODER all of them are listed, with how much each has coded. Levels are on an ordinal scale, with weighted kappa too.
    """
    from mithaq.cli.promises import accords_of
    from mithaq.cli.store import open_record
    from mithaq.review.codings import between

    if len(coders) == 1 or len(set(coders)) != len(coders):
        raise click.UsageError("name two coders or more, each once")
    with open_record(record, demo) as opened:
        accords = accords_of(opened, accord)
        codings = _codings(opened, accords, on, blind)
    if not coders:
        _list(codings, as_json)
        return
    missing = [one for one in coders if one not in codings]
    if missing:
        raise click.UsageError(f"{missing[0]!r} has coded no {on}; those who have: {', '.join(codings) or 'nobody'}")
    rows = between(codings, coders)
    found: dict[str, Any] = {"on": on, "coders": list(coders), "units": len(rows), **_figures(codings, coders, on)}
    apart = [(unit, values) for unit, values in rows if len({*values} - {None}) > 1]
    found["differing"] = len(apart)
    if as_json:
        listed = [{"unit": unit, "values": values} for unit, values in apart]
        print_json({**found, **({"differences": listed} if differences else {})})
        return
    screen = Screen()
    screen.line(f"{', '.join(coders)} on {on}: {len(rows)} units coded by two or more, {len(apart)} differ")
    for name in ("alike", "alpha", "kappa", "kappa_linear", "kappa_quadratic"):
        if name in found:
            value = "no figure: too little to go by" if found[name] is None else f"{found[name]:.3f}"
            screen.line(f"{_NAMES[name]}: {value}", indent=2)
    if differences:
        shown = [[unit, *("" if value is None else str(value) for value in values)] for unit, values in apart]
        screen.table(("unit", *coders), shown)


_NAMES = {
    "alike": "share alike",
    "alpha": "Krippendorff's alpha",
    "kappa": "Cohen's kappa",
    "kappa_linear": "weighted kappa, linear",
    "kappa_quadratic": "weighted kappa, quadratic",
}


def _codings(record: Record, accords: dict[str, Accord], on: str, blind: bool) -> dict[str, dict[str, Any]]:
    from mithaq.review.codings import evidence_codings, level_codings

    decisions = record.decisions()
    if blind:
        decisions = [one for one in decisions if one.blind or one.action == "undo"]
    if on == "evidence":
        machine = [one for one in record.evidence() if one.accord in accords]
        found: dict[str, dict[str, Any]] = dict(
            evidence_codings(machine, [one for one in decisions if _within(one.touches, accords)])
        )
        return found
    return dict(level_codings([one for one in decisions if _within(one.touches, accords)], _by_rules(record, accords)))


def _within(touches: tuple[tuple[str, str], ...], accords: dict[str, Accord]) -> bool:
    return any(accord in accords for accord, _ in touches)


def _by_rules(record: Record, accords: dict[str, Accord]) -> Any:
    """The level by the rules of a promise on a day, from the machine's evidence alone."""
    from mithaq.cli.promises import statuses

    evidence = record.evidence()
    known: dict[str, dict[str, int]] = {}

    def level(promise: str, day: str) -> int | None:
        if day not in known:
            found = statuses(evidence, accords, as_of=day, known_by=day)
            known[day] = {f"{one.accord}/{one.stipulation}": one.level for one in found}
        return known[day].get(promise)

    return level


def _figures(codings: dict[str, dict[str, Any]], coders: tuple[str, ...], on: str) -> dict[str, float | None]:
    from mithaq.evaluation.agreement import alpha, kappa, linear, quadratic, share_alike
    from mithaq.review.codings import LEVELS

    chosen = {coder: codings[coder] for coder in coders}
    ordinal = on == "levels"
    found: dict[str, float | None] = {"alpha": alpha(chosen, "ordinal", LEVELS) if ordinal else alpha(chosen)}
    if len(coders) == 2:
        one, other = (codings[coder] for coder in coders)
        found |= {"alike": share_alike(one, other), "kappa": kappa(one, other)}
        if ordinal:
            found |= {"kappa_linear": kappa(one, other, linear), "kappa_quadratic": kappa(one, other, quadratic)}
    return found


def _list(codings: dict[str, dict[str, Any]], as_json: bool) -> None:
    rows = [{"coder": coder, "units": len(units)} for coder, units in codings.items()]
    if as_json:
        print_json(rows)
        return
    Screen().table(("coder", "units coded"), [(str(row["coder"]), str(row["units"])) for row in rows])
