"""`mithaq happenings`: what happened, each thing once, with who tells what of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.options import Asked, accord_option, asked_options, day_options, json_option, language_option
from mithaq.cli.output import Screen, print_json, shorten

if TYPE_CHECKING:
    from mithaq.gazetteer import Gazetteer
    from mithaq.publishing.happenings import Account

_DONE = {"breach": "breach", "end": "ended", "delay": "put off", "amend": "moved", "agreed": "agreed upon"}


@click.command("happenings", short_help="List what happened, each thing once, with who tells what of it.")
@click.argument("promise", metavar="[STIPULATION]", required=False)
@accord_option
@day_options
@language_option
@asked_options
@json_option
def command(promise: str | None, accord: tuple[str, ...], language: str, asked: Asked, as_json: bool) -> None:
    """List what happened, each thing once: reports of any language that tell of one thing are joined.

    With STIPULATION (6a, or <accord>/6a) only what bears on that promise is shown, and in full: the numbers with who
    gives them, what each side says, and why the reports are taken together. `mithaq review join` and `split` say
    otherwise, by the claims' names (REPORT/CLAIM) that stand there.
    """
    from mithaq.cli.promises import accords_of, promise_of
    from mithaq.gazetteer import load_gazetteer
    from mithaq.publishing.happenings import accounts
    from mithaq.review import pairs

    gazetteer = load_gazetteer()
    only, wanted = None, list(accords_of(asked.record, accord))
    if promise:
        of, one = promise_of(asked.record, promise, accord)
        wanted, only = [of.id], one.id
    joined, kept_apart = pairs(asked.record.decisions())
    found = accounts(
        asked.record, wanted, gazetteer, as_of=asked.on, known_by=asked.known, stipulation=only,
        together=joined, apart=kept_apart,
    )  # fmt: skip
    if as_json:
        print_json([account_row(one, gazetteer, language) for one in found])
        return
    screen = Screen()
    screen.line(f"as of {asked.on}, by reports published up to {asked.known}", "dim")
    if not found:
        screen.line("Nothing is reported up to this day.")
    elif only is None:
        _table(screen, found, language)
    else:
        for account in found:
            _show(screen, account_row(account, gazetteer, language))


def account_row(one: Account, gazetteer: Gazetteer, language: str) -> dict[str, Any]:
    """A happening as programs get it."""

    def name(id: str) -> str:
        return "unknown" if id.startswith("unknown") else gazetteer.label(id, language)

    happening = one.happening
    return {
        "id": happening.id,
        "kind": happening.kind,
        "event": happening.event,
        "done": _done(one),
        "what": _kind(one, language),
        "days": str(happening.days),
        "dated": happening.days.dated,
        "to_come": one.to_come,
        "promises": list(one.promises),
        "texts": one.texts,
        "numbers": [
            {
                "unit": unit or None,
                "low": min(said),
                "high": max(said),
                "said": [{"value": value, "by": list(map(name, speakers))} for value, speakers in said.items()],
            }
            for unit in happening.numbers
            if (said := one.said(unit))
        ],
        "versions": [
            {
                "side": side,
                "name": name(side) if side else None,
                "days": sorted({told.day for told in rows if told.dated}),
                "modalities": sorted({told.modality for told in rows}),
                "reports": list(dict.fromkeys(told.report.id for told in rows)),
            }
            for side, rows in one.by_side().items()
        ],
        "tellings": [
            {
                "report": told.report.id,
                "claim": told.claim,
                "published": told.report.published,
                "outlet": told.report.outlet,
                "address": told.report.address,
                "language": told.report.language,
                "quote": told.words,
                "modality": told.modality,
                "day": told.day if told.dated else None,
                "chain": list(map(name, told.voices)),
                "side": told.side,
                "source": told.source,
                "bears": dict(told.bears),
                "reprint_of": told.first_print,
            }
            for told in one.told
        ],
        "joins": [
            {"one": list(join.one), "other": list(join.other), "reasons": list(join.reasons)}
            for join in happening.joins
        ],
    }


def _kind(one: Account, language: str) -> str:
    from mithaq.accords import kind_rules
    from mithaq.cli.promises import in_language

    rules = kind_rules().get(one.happening.kind or "")
    return str(in_language(rules.kind.label, language)) if rules is not None else one.happening.event.lower()


def _done(one: Account) -> str:
    """What is done: "deed", "breach", "end", "delay", "amend", "agreed"; of what has no kind: "deed"."""
    first = one.happening.tellings[0]
    return first.about[1] if one.happening.kind is not None else "deed"


def _heading(what: str, done: str, to_come: bool) -> str:
    return ", ".join([what, *([_DONE[done]] if done in _DONE else []), *(["planned"] if to_come else [])])


def _range(low: float, high: float, unit: str | None) -> str:
    number = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{number} {unit}" if unit else number


def _table(screen: Screen, found: list[Account], language: str) -> None:
    rows = []
    for one in found:
        happening = one.happening
        numbers = [_range(*span, unit) for unit in happening.numbers if (span := happening.range(unit)) is not None]
        rows.append(
            (
                str(happening.days) if happening.days.dated else f"({happening.days})",
                _heading(_kind(one, language), _done(one), one.to_come),
                ", ".join(numbers),
                str(one.texts),
                shorten(", ".join(promise.partition("/")[2] for promise in one.promises), 24),
                shorten(one.told[0].words, screen.room(80)),
            )
        )
    screen.table(("day", "what", "numbers", "texts", "promises", "first told"), rows)


def _show(screen: Screen, row: dict[str, Any]) -> None:
    day = row["days"] if row["dated"] else f"{row['days']} (no day is named)"
    screen.heading(f"{day}  {_heading(row['what'], row['done'], row['to_come'])}")
    texts = "1 text" if row["texts"] == 1 else f"{row['texts']} texts"
    screen.line(f"{row['id']}  told by {texts}", "dim", indent=2)
    for one in row["numbers"]:
        screen.line(_range(one["low"], one["high"], one["unit"]), indent=2)
        if one["low"] != one["high"]:
            for said in one["said"]:
                screen.line(f"{said['value']:g}: {', '.join(said['by'])}", indent=4)
    for version in row["versions"]:
        days = f", of {' and '.join(version['days'])}" if version["days"] else ""
        who = version["name"] or "who speaks for no side"
        screen.line(f"{who}: {', '.join(version['modalities'])}{days}", indent=2)
    # One sentence may tell it by several words: it is shown once.
    for told in {(told["report"], told["quote"]): told for told in row["tellings"]}.values():
        again = ", reprint" if told["reprint_of"] else ""
        screen.quote(shorten(told["quote"], 200), indent=4)
        where = "  ".join(part for part in (told["published"], told["outlet"], told["address"]) if part)
        screen.line(f"{' → '.join(told['chain'])} ({told['source']}{again})  {where}", "dim", indent=4)
        screen.line(f"{told['report']}/{told['claim']}", "dim", indent=4)
    reasons = dict.fromkeys(reason for join in row["joins"] for reason in join["reasons"])
    if reasons:
        screen.line(f"why joined: {'; '.join(reasons)}", "dim", indent=2)
