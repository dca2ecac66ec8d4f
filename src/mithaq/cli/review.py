"""`mithaq review`: what a person should look at, and what people decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli import decide
from mithaq.cli.decide import coder_option
from mithaq.cli.options import (
    Place,
    accord_option,
    day_options,
    json_option,
    language_option,
    record_options,
)
from mithaq.cli.output import Screen, print_json, shorten

if TYPE_CHECKING:
    from mithaq.accords.model import Accord
    from mithaq.record import Record
    from mithaq.review import Decision
    from mithaq.review.queue import Task

SHOWN = 20


@click.group("review", short_help="Look at the evidence, and overrule the machine.")
def command() -> None:
    """Look at the evidence, accept, correct or reject it, link claims to promises, give levels by hand.

    Every decision is kept under your name with its reason, in a journal to which is only ever added; everything can
    be undone.
    """


@command.command("queue", short_help="List what to look at, what matters most first.")
@accord_option
@click.option("--stipulation", metavar="ID", help="Only this promise.")
@coder_option
@click.option("--blind", is_flag=True, help="For double coding: hide what others decided. Needs --coder.")
@click.option("--sample", type=click.IntRange(1), metavar="N", help="N pieces of evidence drawn at random.")
@click.option(
    "--seed", default="1", show_default=True, metavar="WORD", help="With --sample: all who give it draw alike."
)
@click.option("--reviewed", is_flag=True, help="Also what has been decided on.")
@click.option("--limit", type=click.IntRange(1), default=SHOWN, show_default=True, help="How many to show to a person.")
@day_options
@language_option
@record_options
@json_option
def queue_command(
    accord: tuple[str, ...],
    stipulation: str | None,
    coder: str | None,
    blind: bool,
    sample: int | None,
    seed: str,
    reviewed: bool,
    limit: int,
    as_of: str | None,
    known_by: str | None,
    language: str,
    record: Place | None,
    demo: str | None,
    as_json: bool,
) -> None:
    """List the evidence that a person should look at, what matters most first, each with the reasons why.

    First what a level, a flag or a deadline rests on, found by leaving it out; what coders differ on or was decided on
    words that are read otherwise now; what is part of a dispute; promises near a deadline; what was read unsurely.
    Left out is what has been decided on, with --blind what you have decided on yourself.
    """
    from mithaq.cli.promises import accords_of, promise_of
    from mithaq.cli.store import days, open_record
    from mithaq.review import queue as queues

    if blind and not coder:
        raise click.UsageError("--blind hides what others decided: say who you are with --coder")
    with open_record(record, demo) as opened:
        accords, only = accords_of(opened, accord), None
        if stipulation:
            of, promise = promise_of(opened, stipulation, accord)
            accords, only = {of.id: of}, promise.id
        on, known = days(opened, as_of, known_by, demo=demo is not None)
        shown = None if as_json or sample is not None else limit
        tasks, number = _first(
            _tasks(
                opened, accords, only, coder if blind else None, as_of=on, known_by=known,
                reviewed=reviewed or sample is not None,
            ),
            shown,
        )  # fmt: skip
        if sample is not None:
            tasks = queues.sample(tasks, sample, seed)
            if not reviewed:
                tasks = [one for one in tasks if not one.coded or (one.item.differ and not blind)]
            number = len(tasks)
        rows = [_row(opened, one, language) for one in (tasks if as_json else tasks[:limit])]
    if as_json:
        print_json(rows)
        return
    screen = Screen()
    if not rows:
        screen.line("Nothing is left to look at.")
    for row in rows:
        _show_task(screen, row)
    if number > len(rows):
        screen.line(f"… and {number - len(rows)} more: give --limit", "dim")


def _tasks(
    record: Record,
    accords: Mapping[str, Accord],
    only: str | None,
    blind: str | None,
    *,
    as_of: str,
    known_by: str,
    reviewed: bool,
) -> Iterator[Task]:
    """What there is to look at, promise by promise, so that a large record is never held whole.

    only: the id of one promise. blind: a coder, for whom it is as if nobody else had been here.
    """
    from mithaq.accords import library
    from mithaq.assessment.deadlines import needed
    from mithaq.assessment.facts import fold
    from mithaq.gazetteer import load_gazetteer
    from mithaq.review import Effective, Reviewed, standing
    from mithaq.review import queue as queues
    from mithaq.review.model import ON_EVIDENCE

    others, gazetteer, reprints = {**library(), **accords}, load_gazetteer(), record.reprints()
    mine: set[str] = set()
    if blind:
        # undoing is looked for among all: another may have undone it. A note decides nothing.
        made = standing(record.decisions())
        mine = {one.subject for one in made if one.coder == blind and one.action in ON_EVIDENCE}
    for accord in accords.values():
        scores = [] if blind else record.scores(accord.id)
        for id in record.promises(accord.id) if only is None else [only]:
            waited = needed(accord, others, [id]) - {(accord.id, id)}
            if blind:
                found = Effective(tuple(Reviewed(one, one) for one in record.evidence(accord.id, id)))
                told = [one for step in sorted(waited) for one in record.evidence(*step)]
                steps = fold(record.spoken(told).evidence)
            else:
                found, steps = record.reviewed(accord.id, id), record.words(waited)
            for task in queues.queue(
                found, {accord.id: accord}, as_of=as_of, known_by=known_by, gazetteer=gazetteer, others=others,
                reprints=reprints, scores=scores, steps=steps, reviewed=reviewed,
            ):  # fmt: skip
                coded = task.evidence.id in mine
                if not blind:
                    yield task
                elif reviewed or not coded:
                    yield replace(task, coded=coded)


def _first(tasks: Iterable[Task], limit: int | None) -> tuple[list[Task], int]:
    """The tasks that matter most, in order, and how many there are in all."""
    from heapq import nsmallest

    from mithaq.review.queue import order

    if limit is None:
        found = sorted(tasks, key=order)
        return found, len(found)
    number = count()
    first = nsmallest(limit, (one for one, _ in zip(tasks, number, strict=False)), key=order)
    return first, next(number)


def _row(record: Record, task: Task, language: str) -> dict[str, Any]:
    from mithaq.cli.why import cite, decided

    (cited,) = cite(record, [task.evidence], language)
    return {
        "points": task.points,
        "why": list(task.why),
        "level": task.status.level if task.status else None,
        "without": task.without,
        **cited,
        **decided(task.item),
    }


def _show_task(screen: Screen, row: dict[str, Any]) -> None:
    stands = f", stands at {row['level']}" if row["level"] is not None else ""
    screen.heading(f"{row['id']}  {row['accord']}/{row['stipulation']}{stands}  ({row['points']})")
    screen.line(f"{row['day']}  {row['bearing']} ({row['modality']})", "bold", indent=2)
    screen.quote(shorten(row["quote"], 400), indent=2)
    chain = " → ".join(dict.fromkeys(row["chain"])) or "source not named"
    screen.line(f"{chain} ({row['source']})  known {row['known']}", "dim", indent=2)
    for why in row["why"]:
        screen.line(f"- {why}", indent=2)


@command.command("show", short_help="Show one thing with all that was decided on it.")
@click.argument("name", metavar="ID")
@coder_option
@click.option("--blind", is_flag=True, help="Hide what others decided. Needs --coder.")
@language_option
@record_options
@json_option
def show(
    name: str,
    coder: str | None,
    blind: bool,
    language: str,
    record: Place | None,
    demo: str | None,
    as_json: bool,
) -> None:
    """Show a piece of evidence, a report with its claims, or a promise (ACCORD/ID), with all decisions on it.

    Undone decisions are shown as such: nothing is ever taken out of the record.
    """
    from mithaq.cli.store import open_record
    from mithaq.cli.why import cite, decided, told
    from mithaq.review import Reviewed
    from mithaq.review.apply import undone

    if blind and not coder:
        raise click.UsageError("--blind hides what others decided: say who you are with --coder")
    with open_record(record, demo) as opened:
        claims: list[dict[str, Any]] = []
        if name in opened:
            report = opened.report(name)
            items = [one for one in opened.reviewed().items if one.evidence.report == name]
            claims = [
                {
                    "claim": f"{name}/{one.id}",
                    "words": one.words(report.text),
                    "event": one.event,
                    "kind": one.kind,
                    "modality": one.modality,
                    "bears_on": [f"{i.promise[0]}/{i.promise[1]}" for i in items if i.evidence.claim == one.id],
                }
                for _, one in opened.claims(name)
            ]
            decisions = [one for item in items for one in opened.decisions(subject=item.evidence.id)]
            decisions += [one for one in opened.decisions() if one.subject.startswith(f"{name}/")]
        elif "/" in name:
            accord, _, id = name.rpartition("/")
            effective = opened.reviewed(accord, id)
            items = [*effective.items, *effective.away]
            decisions = opened.decisions(accord=accord, stipulation=id)
        else:
            id = opened.find_evidence(name)
            decisions = opened.decisions(subject=id)
            items = [one for one in _all_of(opened, id, decisions) if one.evidence.id == id]
        gone = undone(decisions)  # looked for among everybody's, before those of others are hidden
        if blind:
            decisions = [one for one in decisions if one.coder == coder]
            items = [Reviewed(one.machine, one.machine) for one in items if one.machine is not None]
        found = {
            "evidence": [
                {**row, "rejected": item.rejected is not None, **decided(item)}
                for item in items
                for row in cite(opened, [item.evidence], language)
            ],
            "claims": claims,
            "decisions": [{**told(one), "undone": one.seq in gone} for one in sorted(decisions, key=lambda d: d.seq)],
        }
    if as_json:
        print_json(found)
    else:
        _show(Screen(), found)


def _all_of(record: Record, id: str, decisions: Iterable[Decision]) -> list[Any]:
    """The evidence of this id as it stands, wherever it has been moved to."""
    promises = {promise for one in decisions for promise in one.touches}
    promises |= {(one.accord, one.stipulation) for one in record.evidence_named([id])} if not promises else set()
    found = [item for promise in sorted(promises) for item in record.reviewed(*promise).items]
    return list({item.evidence.id: item for item in found}.values())


def _show(screen: Screen, found: dict[str, Any]) -> None:
    from mithaq.cli.why import _show_one

    for one in found["evidence"]:
        out = ", rejected" if one["rejected"] else ""
        screen.heading(f"{one['id']}  {one['accord']}/{one['stipulation']}{out}")
        _show_one(screen, one, indent=2)
    if found["claims"]:
        screen.heading(f"Claims ({len(found['claims'])})")
    for one in found["claims"]:
        screen.line(f"{one['claim']}  {one['event']} ({one['modality']}) {one['kind'] or ''}", "bold", indent=2)
        screen.quote(shorten(one["words"], 300), indent=4)
        screen.line(
            "bears on " + ", ".join(one["bears_on"]) if one["bears_on"] else "bears on nothing", "dim", indent=4
        )
    screen.heading(f"Decisions ({len(found['decisions'])})")
    for one in found["decisions"]:
        what = f" {', '.join(f'{name} → {value}' for name, value in one['fields'].items())}" if one["fields"] else ""
        level = f" {one['level']} as of {one['day']}" if one["level"] is not None else ""
        state = " (undone)" if one["undone"] else ""
        why = f": {one['why']}" if one["why"] else ""
        screen.line(
            f"{one['seq']}  {one['at'][:10]}  {one['coder']}  {one['action']}{what}{level}{state}{why}", indent=2
        )


@command.command("reasons", short_help="List the reasons to choose from.")
@language_option
@json_option
def reasons_command(language: str, as_json: bool) -> None:
    """List the reasons that --reason takes by their id, and the actions they are offered for."""
    from mithaq.review.model import reasons

    rows = [{"id": one.id, "for": sorted(one.actions), "label": one.label} for one in reasons().values()]
    if as_json:
        print_json(rows)
        return
    Screen().table(
        ("id", "for", "what it says"),
        [(one.id, ", ".join(sorted(one.actions)), one.label[language]) for one in reasons().values()],
    )


for _one in decide.COMMANDS:
    command.add_command(_one)
