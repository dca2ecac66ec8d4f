"""`mithaq voices`: who says what of which promise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.options import Asked, accord_option, asked_options, day_options, json_option, language_option
from mithaq.cli.output import Screen, print_json

if TYPE_CHECKING:
    from mithaq.gazetteer import Gazetteer
    from mithaq.linking.evidence import Evidence
    from mithaq.reading.claims import Claim, Name, Quotation
    from mithaq.record import Record
    from mithaq.reports.model import Report, Span


@click.command("voices", short_help="List who says what of which promise.")
@accord_option
@click.option("--stipulation", metavar="ID", help="Only what is said of this promise.")
@click.option("--speaker", metavar="NAME", help="Only this speaker: an id, or part of a name or country.")
@day_options
@language_option
@asked_options
@json_option
def command(
    accord: tuple[str, ...], stipulation: str | None, speaker: str | None, language: str, asked: Asked, as_json: bool
) -> None:
    """List who says what of which promise: speaker, addressee, channel, occasion, stance and words."""
    from mithaq.cli.promises import accords_named, promise_of

    accords = accords_named(accord)
    only = None
    if stipulation:
        of, one = promise_of(asked.record, stipulation, accord)
        only = f"{of.id}/{one.id}"
    rows = [
        row
        for row in voices(asked.record, language, known_by=asked.known)
        if (only is None or only in row["promises"])
        and (not accord or any(promise.split("/")[0] in accords for promise in row["promises"]))
        and (speaker is None or _is(row["speaker"], speaker))
    ]
    if as_json:
        print_json(rows)
        return
    screen = Screen()
    if not rows:
        screen.line("Nobody is reported to have said anything of it up to this day.")
    for row in rows:
        _show(screen, row)


def voices(record: Record, language: str, *, known_by: str) -> Iterator[dict[str, Any]]:
    """The quotations, and the claims that stand on somebody's word outside of them, by day of publication.

    promises: "<accord>/<stipulation>" of the evidence found in the words, "<accord>/" for an accord as a whole.
    reprints: the reports that print the same text again. What they say over is told once, with the first print.
    """
    again = record.reprints()
    told: dict[tuple[object, ...], dict[str, Any]] = {}
    for row in _rows(record, language, known_by=known_by):
        speaker, report = row["speaker"] or {}, row["report"]
        text = again.get(report, report)
        key = (text, speaker.get("entity") or speaker.get("name"), row["stance"], *row["promises"])
        first = told.get(key)
        if report == text or first is None or first["report"] == report:
            fresh = {**row, "reprints": []}
            told.setdefault(key, fresh)
            yield fresh
        elif all(one["report"] != report for one in first["reprints"]):
            first["reprints"].append({name: row[name] for name in ("report", "outlet", "published", "address")})


def _rows(record: Record, language: str, *, known_by: str) -> Iterator[dict[str, Any]]:
    from mithaq.gazetteer import load_gazetteer

    gazetteer = load_gazetteer()
    quotations, claims, evidence = _by_report(record.quotations()), _by_report(record.claims()), _evidence(record)
    for report in record.reports():
        if (report.published or "")[:10] > known_by:
            continue
        said, found = quotations.get(report.id, []), evidence.get(report.id, [])
        rows: list[tuple[int, dict[str, Any]]] = []
        for quotation in said:
            bears = [one for one in found if _touch(quotation, one.quote_start, one.quote_end)]
            rows.append((quotation.start, _quotation_row(quotation, report, bears, gazetteer, language)))
        for claim in claims.get(report.id, []):
            bears = [one for one in found if one.claim == claim.id]
            # What stands inside a quotation is told with it.
            if bears and claim.attribution and not any(_touch(one, claim.start, claim.end) for one in said):
                rows.append((claim.start, _claim_row(claim, report, bears, gazetteer, language)))
        yield from (row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _by_report(items: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for report, item in items:
        found.setdefault(report, []).append(item)
    return found


def _evidence(record: Record) -> dict[str, list[Evidence]]:
    from mithaq.cli.promises import evidence_of

    return _by_report((one.report, one) for one in evidence_of(record).evidence)


def _touch(span: Span, start: int, end: int) -> bool:
    return span.start < end and start < span.end


def _quotation_row(
    said: Quotation, report: Report, bears: list[Evidence], gazetteer: Gazetteer, language: str
) -> dict[str, Any]:
    def name(one: Name | None) -> dict[str, str | None] | None:
        return _name(one, report, gazetteer, language)

    return {
        "speaker": name(said.speaker),
        "addressee": name(said.addressee),
        "channel": name(said.channel),
        "occasion": said.occasion.words(report.text) if said.occasion else None,
        "stance": said.stance,
        "direct": said.direct,
        "words": said.words(report.text),
        **_where(report, bears),
    }


def _claim_row(
    claim: Claim, report: Report, bears: list[Evidence], gazetteer: Gazetteer, language: str
) -> dict[str, Any]:
    chain = [_name(one, report, gazetteer, language) for one in claim.attribution]
    return {
        "speaker": chain[0],
        "addressee": None,
        "channel": chain[1] if len(chain) > 1 else None,
        "occasion": None,
        "stance": claim.stance,
        "direct": False,
        "words": claim.words(report.text),
        **_where(report, bears),
    }


def _name(name: Name | None, report: Report, gazetteer: Gazetteer, language: str) -> dict[str, str | None] | None:
    if name is None:
        return None
    entity = name.holder or name.entity
    words = name.words(report.text)
    return {
        "entity": entity,
        "name": gazetteer.label(entity, language) if entity else words,
        "country": name.country,
        "text": words,
    }


def _where(report: Report, bears: list[Evidence]) -> dict[str, Any]:
    return {
        "promises": list(dict.fromkeys(f"{one.accord}/{one.stipulation}" for one in bears)),
        "report": report.id,
        "language": report.language,
        "published": report.published,
        "outlet": report.outlet,
        "address": report.address,
    }


def _is(name: dict[str, str | None] | None, wanted: str) -> bool:
    if name is None:
        return False
    wanted = wanted.casefold()
    return name["country"] == wanted.upper() or any(
        wanted in (name[key] or "").casefold() for key in ("entity", "name", "text")
    )


def _show(screen: Screen, row: dict[str, Any]) -> None:
    parts = [f"{row['speaker']['name'] if row['speaker'] else 'not named'} ({row['stance']})"]
    for key, before in (("addressee", "to"), ("channel", "through")):
        if row[key]:
            parts.append(f"{before} {row[key]['name']}")
    if row["occasion"]:
        parts.append(f"occasion: {row['occasion']}")
    screen.line(", ".join(parts), "bold")
    screen.quote(row["words"], indent=2, marks=("«", "»") if row["direct"] else ("", ""))
    promises = ", ".join(
        promise if not promise.endswith("/") else f"{promise[:-1]} as a whole" for promise in row["promises"]
    )
    where = (promises, row["published"], row["outlet"], row["address"])
    screen.line("  ".join(part for part in where if part), "dim", 2)
    if row["reprints"]:
        outlets = ", ".join(one["outlet"] or "an outlet not named" for one in row["reprints"])
        screen.line(f"reprinted by {len(row['reprints'])}: {outlets}", "dim", 2)
    screen.line()
