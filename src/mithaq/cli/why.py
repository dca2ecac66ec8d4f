"""`mithaq why`: the reasons of a level, down to the quoted words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import click

from mithaq.cli.options import (
    Asked,
    accord_option,
    asked_options,
    day_options,
    json_option,
    language_option,
    without_option,
)
from mithaq.cli.output import Screen, print_json

if TYPE_CHECKING:
    from mithaq.accords.model import Accord, Stipulation
    from mithaq.assessment.status import Status
    from mithaq.linking.evidence import Evidence
    from mithaq.linking.reprints import Told
    from mithaq.record import Record
    from mithaq.review import Decision, Reviewed

SHOWN = 12
"""Pieces of evidence shown to a person unless all are asked for."""


@click.command("why", short_help="Explain one level, down to the quoted words.")
@click.argument("promise", metavar="STIPULATION")
@accord_option
@day_options
@without_option
@click.option("--all", "everything", is_flag=True, help=f"Show all the evidence, not the first {SHOWN} pieces.")
@language_option
@asked_options
@json_option
def command(
    promise: str,
    accord: tuple[str, ...],
    without: tuple[str, ...],
    everything: bool,
    language: str,
    asked: Asked,
    as_json: bool,
) -> None:
    """Explain where one promise stands: the rule, the moved deadlines, and the evidence in its own words.

    STIPULATION is an id such as 6a, or <accord>/6a where several accords have one of that id.
    """
    from mithaq.cli.promises import accords_named, promise_of

    accords = accords_named(accord)
    of, one = promise_of(asked.record, promise, accord)
    limit = None if everything or as_json else SHOWN
    found = explain(
        asked.record, of, one, as_of=asked.on, known_by=asked.known, language=language, others=accords,
        limit=limit, without=without,
    )  # fmt: skip
    if as_json:
        print_json([found])
    else:
        _show(Screen(), found, everything=everything)


def explain(
    record: Record,
    accord: Accord,
    promise: Stipulation,
    *,
    as_of: str,
    known_by: str,
    language: str,
    others: Mapping[str, Accord] | None = None,
    limit: int | None = None,
    without: Sequence[str] = (),
) -> dict[str, Any]:
    """All that a person needs to check the level of a promise by hand.

    others: accords beside the library's. limit: pieces of evidence that are cited, the decisive ones first. without:
    classes of sources whose evidence is left out.
    """
    from mithaq.accords import library
    from mithaq.accords.terms import changes_of
    from mithaq.assessment import amendments, breaches, versions
    from mithaq.cli.accords import change_words, deadline_words
    from mithaq.cli.promises import in_language, name_of, status_row
    from mithaq.cli.status import with_all
    from mithaq.gazetteer import load_gazetteer
    from mithaq.publishing.terms import step_words
    from mithaq.publishing.wording import wording
    from mithaq.record.standing import statuses
    from mithaq.review import standing

    accords = {**library(), **(others or {}), accord.id: accord}
    scores, reviewed = record.scores(accord.id, promise.id), record.reviewed(accord.id, promise.id)
    words = record.spoken(reviewed.evidence)
    evidence = [one for one in words.evidence if one.source not in without]

    def stands_at(without: Sequence[str]) -> Status:
        return statuses(
            record, accord, as_of=as_of, known_by=known_by, gazetteer=load_gazetteer(), accords=accords,
            only=[promise.id], without=without,
        )[0]  # fmt: skip

    status = stands_at(without)
    full = stands_at(()) if without else status
    written = changes_of(accord, accords, as_of=as_of, known_by=known_by).get(promise.id, ())
    texts = wording("en")
    step = step_words(status.step, status.step_done, status.deadline, texts)
    by_id = {one.id: one for one in evidence}
    cited = [id for id in status.evidence if id not in by_id]  # by a level given by hand
    by_id |= {one.id: one for one in record.evidence_named(cited) if one.source not in without}
    shown = [id for id in status.evidence if id in by_id][:limit]
    items = {one.evidence.id: one for one in reviewed.items}
    out = [one for one in reviewed.items if one.rejected is not None] + list(reviewed.away)
    moves = amendments(accord, evidence, min(as_of, known_by))
    return {
        "accord": accord.id,
        "accord_name": name_of(accord, language),
        "stipulation": promise.id,
        "promise": in_language(promise.summary, language),
        "obligors": list(promise.obligors),
        "beneficiaries": list(promise.beneficiaries),
        "agreed_deadline": deadline_words(promise.deadline) or None,
        "step": step or None,
        "changes": [
            {
                "accord": one.accord,
                "provision": one.change.provision,
                "said": in_language(_clause(accords[one.accord], one.change.provision), language),
                "signed": accords[one.accord].signed,
                "since": one.since,
                "change": change_words(one.change),
            }
            for one in written
        ],
        "status": status_row(status, promise, language),
        "amendments": [
            {**asdict(one), "cited": cited}
            for one, cited in zip(moves, cite(record, (by_id[one.evidence] for one in moves), language), strict=True)
        ],
        "breaches": [
            {
                **asdict(one),
                "places": [load_gazetteer().label(id, language) for id in one.places],
                "speaker": load_gazetteer().label(one.speaker, language),
            }
            for one in breaches(accord, promise, evidence, as_of=as_of, known_by=known_by)
        ],
        "versions": [asdict(one) for one in versions(by_id[id] for id in status.evidence if id in by_id)],
        "evidence": [
            {**row, **decided(items.get(row["id"])), "reprints": again}
            for row, again in zip(
                cite(record, [by_id[id] for id in shown], language),
                _reprints(record, words, shown, known_by),
                strict=True,
            )
        ],
        "taken_out": [
            {**row, **decided(one)}
            for one in out
            for row in cite(record, [one.evidence], language)
            if row["known"][:10] <= known_by
        ],
        "scores": [told(one) for one in standing(scores) if one.subject == f"{accord.id}/{promise.id}"],
        "without": list(without),
        "with_all": with_all(full),
    }


def decided(one: Reviewed | None) -> dict[str, Any]:
    """What people decided on a piece of evidence, as programs get it."""
    if one is None:
        return {"decisions": [], "differ": []}
    return {"decisions": [told(decision) for decision in one.decisions], "differ": list(one.differ)}


def told(one: Decision) -> dict[str, Any]:
    """A decision, as programs get it: without the evidence it was made on."""
    row = asdict(replace(one, evidence=None))
    del row["evidence"]
    for name in ("reasons", "cited"):
        row[name] = list(row[name])
    row["touches"] = ["/".join(promise) for promise in one.touches]
    row["why"] = one.why
    return row


def _reprints(record: Record, words: Told, shown: Iterable[str], known_by: str) -> Iterator[list[dict[str, Any]]]:
    """For each piece of evidence the reports that print its text again, in order of publication."""
    by_id = {one.id: one for one in words.evidence}
    again: dict[str, set[str]] = {}
    for id, first in words.first.items():
        if by_id[id].known[:10] <= known_by:
            again.setdefault(first, set()).add(by_id[id].report)
    for id in shown:
        found = sorted(
            (record.report(report) for report in again.get(id, ())), key=lambda one: (one.published or "", one.id)
        )
        yield [
            {"report": one.id, "outlet": one.outlet, "published": one.published, "address": one.address}
            for one in found
        ]


def _clause(accord: Accord, provision: str) -> dict[str, str]:
    return next((one.summary for one in accord.provisions if one.id == provision), {})


def cite(record: Record, evidence: Iterable[Evidence], language: str) -> list[dict[str, Any]]:
    """Evidence with its words, its report, and its voices by name."""
    from mithaq.gazetteer import load_gazetteer

    gazetteer, cited = load_gazetteer(), list(evidence)
    reports = record.reports_named(one.report for one in cited)
    rows = []
    for one in cited:
        report = reports[one.report]
        rows.append(
            {
                **asdict(one),
                "quote": report.text[one.quote_start : one.quote_end],
                "language": report.language,
                "chain": [
                    "unknown" if voice.startswith("unknown (") else gazetteer.label(voice, language)
                    for voice in one.voices
                ],
                "outlet": report.outlet,
                "published": report.published,
                "title": report.title,
                "address": report.address,
            }
        )
    return rows


def _show(screen: Screen, found: dict[str, Any], *, everything: bool) -> None:
    from mithaq.cli.promises import level_words
    from mithaq.cli.status import stands
    from mithaq.gazetteer import load_gazetteer

    label, status = load_gazetteer().label, found["status"]
    screen.heading(f"{found['stipulation']}  {found['promise']}")
    screen.line(f"{found['accord_name']} ({found['accord']})", "dim", indent=2)
    owes = ", ".join(label(who, "en") for who in found["obligors"])
    to = ", ".join(label(who, "en") for who in found["beneficiaries"])
    screen.line(f"owed by {owes}" + (f" to {to}" if to else ""), indent=2)
    flags = ", ".join([*status["flags"], *(["late"] if status["late"] else [])])
    screen.heading(f"Level {level_words(status['level'])}" + (f": {flags}" if flags else ""))
    counted = status["share"] != round(status["level"] / 3, 4)  # else it is the level in other words
    share = f"{status['share']:.0%} of the number owed, " if status["pace"] and counted else ""
    told = status["pace"] and status["state"] != "no report"  # where nothing was found, nothing is said to be missed
    pace = f"; {share}{status['pace']}" if told else ""
    expected = f", at this rate reached on {status['expected']}" if status["expected"] else ""
    screen.line(f"{status['state']}{pace}{expected}", indent=2)
    screen.line(f"as of {status['as_of']}, by reports published up to {status['known_by']}", "dim", indent=2)
    screen.line(status["because"], indent=2)
    screen.line(f"rule: {status['rule']}", "dim", indent=2)
    if status["coders_differ"]:
        screen.line(f"coders differ: {'; '.join(status['coders_differ'])}", indent=2)
    if found["without"]:
        was = stands(found["with_all"]["level"], found["with_all"]["flags"])
        screen.line(f"without {', '.join(found['without'])}; with all voices: {was}", indent=2)
    if status["would_change"]:
        screen.line(f"what would change it: {status['would_change']}", "dim", indent=2)
    if found["agreed_deadline"] or status["deadline"] or found["changes"]:
        screen.heading("Deadline")
        agreed, step = found["agreed_deadline"] or "none", found["step"]
        if step and not found["changes"]:
            agreed, step = f"{agreed} ({step})", None
        screen.line(f"agreed: {agreed}; in force: {status['deadline'] or 'none'}", indent=2)
        if step:
            screen.line(step, indent=2)
        for one in found["changes"]:
            by = f"by {one['accord']}, clause {one['provision']}, signed {one['signed']}"
            screen.line(f"changed {by}, from {one['since']}: {one['change']}", indent=2)
            screen.line(one["said"], indent=4)
        for one in found["amendments"]:
            screen.line(f"moved to {one['deadline']}, as said on {one['said']}:", indent=2)
            _show_one(screen, one["cited"], indent=4)
    if found["breaches"]:
        told = found["breaches"] if everything else found["breaches"][-SHOWN:]
        screen.heading(f"Breaches told ({len(found['breaches'])})")
        screen.table(
            ("day", "place", "who says", "counts"),
            [
                (
                    one["day"],
                    ", ".join(one["places"]) or "not named",
                    f"{one['speaker']} ({one['source']})",
                    "yes" if one["counts"] else "only alleged",
                )
                for one in told
            ],
        )
        if len(told) < len(found["breaches"]):
            screen.line(f"the last {len(told)} of them: give --all", "dim", indent=2)
    if "disputed" in status["flags"]:
        screen.heading("What each side says")
        for one in found["versions"]:
            side = label(one["side"], "en") if one["side"] else "voices of no side"
            when = one["first"] if one["first"] == one["last"] else f"{one['first']} to {one['last']}"
            screen.line(f"{side}: {one['says']} ({when}; {one['words']} word{'s' * (one['words'] > 1)})", indent=2)
    evidence = found["evidence"]
    count = status["evidence"]
    rests = status["decisive"]
    which = f", the level rests on the first {rests}" if 0 < rests < count else ""
    screen.heading(f"Evidence ({count}{which})")
    if not evidence:
        screen.line("No report found. That is not the same as not done.", indent=2)
    for one in evidence:
        _show_one(screen, one, indent=2)
    if count > len(evidence):
        screen.line(f"… and {count - len(evidence)} more: give --all", indent=2)
    taken_out = found["taken_out"]
    if taken_out and not everything:
        screen.line(f"{len(taken_out)} taken out by people: give --all to see by whom and why", "dim", indent=2)
    elif taken_out:
        screen.heading(f"Taken out by people ({len(taken_out)})")
        for one in taken_out:
            _show_one(screen, one, indent=2)


def _show_one(screen: Screen, one: dict[str, Any], indent: int) -> None:
    day = one["day"] if one["dated"] else f"{one['day']} (the day of publication: it names none)"
    amount = f", {one['quantity']:g}" if one["quantity"] is not None else ""
    screen.line(f"{day}  {one['bearing']} ({one['modality']}{amount})", "bold", indent=indent)
    screen.quote(one["quote"], indent=indent + 2)
    chain = " → ".join(dict.fromkeys(one["chain"])) or one["outlet"] or "source not named"
    side = f", side of {one['side']}" if one["side"] else ""
    screen.line(f"{chain} ({one['source']}{side})", indent=indent + 2)
    where = "  ".join(part for part in (f"known {one['known']}", one["outlet"], one["address"]) if part)
    screen.line(where, "dim", indent=indent + 2)
    if one.get("reprints"):
        outlets = ", ".join(again["outlet"] or "an outlet not named" for again in one["reprints"])
        screen.line(f"reprinted by {len(one['reprints'])}: {outlets}", indent=indent + 2)
    screen.line(f"why linked: {'; '.join(one['reasons'])}", "dim", indent=indent + 2)
    if one.get("differ"):
        screen.line(f"coders differ: {'; '.join(one['differ'])}", indent=indent + 2)
