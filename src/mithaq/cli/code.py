"""`mithaq code`: a language model as second coder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mithaq.cli.options import Place, accord_option, json_option, record_option
from mithaq.cli.output import Screen, note, print_json, progress
from mithaq.errors import InputError

if TYPE_CHECKING:
    from mithaq.linking.evidence import Evidence

SHOWN = 5


@click.command("code", short_help="Let a language model code the reports too.")
@click.option("--model", envvar="MITHAQ_LLM_MODEL", metavar="NAME", help="The model; or set MITHAQ_LLM_MODEL.")
@click.option(
    "--address",
    envvar="MITHAQ_LLM_ADDRESS",
    metavar="URL",
    help="Where an OpenAI-compatible server is, such as http://127.0.0.1:8000/v1; or set MITHAQ_LLM_ADDRESS.",
)
@click.option("--all", "everything", is_flag=True, help="Also reports on which the machine has no evidence.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many reports.")
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=120.0, show_default=True, help="Seconds to wait for one answer."
)
@click.option("--price-in", type=click.FloatRange(0), default=0.0, help="Price of a million tokens sent.")
@click.option("--price-out", type=click.FloatRange(0), default=0.0, help="Price of a million tokens answered.")
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where answers are kept [default: in your cache folder].",
)
@accord_option
@record_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    model: str | None,
    address: str | None,
    everything: bool,
    limit: int | None,
    timeout: float,
    price_in: float,
    price_out: float,
    cache: Path | None,
    accord: tuple[str, ...],
    record: Place | None,
    as_json: bool,
) -> None:
    """Let a language model code the record's reports, as a second coder under the name llm:MODEL.

    Every coding must quote words that stand in the report; one that does not is refused and counted. The model's
    codings overrule nothing: they are kept beside those of the machine and of people, to be compared by `mithaq
    agreement`. Answers are kept, so that a run that was stopped goes on where it was. The key of the server, if it
    wants one, is read from MITHAQ_LLM_KEY.
    """
    from mithaq.cli.promises import accords_of
    from mithaq.cli.store import default_path
    from mithaq.coders.client import Client
    from mithaq.coders.run import Coder
    from mithaq.record import Record

    if not model or not address:
        raise click.UsageError("name the model and its server: --model NAME --address URL")
    with Record.open(record or default_path(), create=False) as opened:
        accords = accords_of(opened, accord)
        client = Client(address, model, os.environ.get("MITHAQ_LLM_KEY") or None, timeout, cache or _cache(), wait_note)
        machine: dict[str, list[Evidence]] = {}
        for one in opened.evidence():
            if one.accord in accords:
                machine.setdefault(one.report, []).append(one)
        reports = [one for one in opened.reports() if everything or one.id in machine][:limit]
        if not reports:
            raise InputError("there is no report to code", mend="add some with `mithaq add`, or give --all")
        coder = Coder(client, opened, accords)
        account = coder.account
        try:
            with progress(reports, len(reports), "coding") as running:
                for report in running:
                    coder.code(report, machine.get(report.id, ()))
        finally:
            for id, reason in account.failed:
                note(f"{id}: not coded: {reason}")
    cost = account.cost(price_in, price_out)
    if as_json:
        print_json(
            {
                "coder": coder.name,
                **{name: getattr(account, name) for name in COUNTS},
                "seconds": round(account.seconds, 1),
                "cost": round(cost, 6),
                "refused": [{"report": id, "reason": one.reason, "said": one.said} for id, one in account.refused],
                "failed": [{"report": id, "reason": reason} for id, reason in account.failed],
            }
        )
    else:
        screen = Screen()
        screen.line(
            f"{account.reports} reports coded by {coder.name}: {account.codings} codings, {account.agreed} as the "
            f"machine has them; {len(account.refused)} refused, {len(account.failed)} reports failed"
        )
        screen.line(
            f"{account.asked} requests, {account.cached} answered from the cache; {account.tokens_in} tokens sent, "
            f"{account.tokens_out} answered, {account.seconds:.1f} s of waiting"
            + (f", cost {cost:.4f}" if price_in or price_out else "")
        )
        screen.line(f"{account.kept} decisions kept, {account.known} known")
        for id, refused in account.refused[:SHOWN]:
            screen.line(f"refused ({id}): {refused.reason}: {refused.said}", "dim", indent=2)
        if len(account.refused) > SHOWN:
            screen.line(f"… and {len(account.refused) - SHOWN} more: see --json", "dim", indent=2)
    if account.failed:
        ctx.exit(1)


COUNTS = ("reports", "asked", "cached", "codings", "agreed", "kept", "known", "tokens_in", "tokens_out")


def wait_note(seconds: float) -> None:
    """Wait before another try, and say so if it is long."""
    import time

    if seconds >= 5:
        note(f"the server asks to wait: {seconds:.0f} s")
    time.sleep(seconds)


def _cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("mithaq", appauthor=False) / "language-model"
