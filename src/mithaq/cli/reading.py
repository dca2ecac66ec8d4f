"""A reading, for programs and for people. (No command: `mithaq read` uses it.)"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from mithaq.cli.output import Screen, one_line, shorten
from mithaq.reports.model import Span

if TYPE_CHECKING:
    from mithaq.reading.claims import Claim, Name, Quotation, Reading, Time
    from mithaq.reports.model import Report

Label = Callable[[str], str]


def reading_row(report: Report, reading: Reading) -> dict[str, Any]:
    """The reading with its attributes as keys; every span also has its words, as `text`."""
    about = {
        "id": report.id,
        "outlet": report.outlet,
        "published": report.published,
        "title": report.title,
        "address": report.address,
        "licence": report.licence,
    }
    row = _plain(reading, reading.text)
    assert isinstance(row, dict)
    return {"report": about, **row}


def _plain(value: Any, text: str) -> Any:
    if is_dataclass(value):
        row = {one.name: _plain(getattr(value, one.name), text) for one in fields(value)}
        if isinstance(value, Span):
            row["text"] = value.words(text)
        return row
    if isinstance(value, list | tuple):
        return [_plain(one, text) for one in value]
    return value


def show_reading(screen: Screen, report: Report, reading: Reading) -> None:
    """The reading in parts, for a person."""
    from mithaq.gazetteer import load_gazetteer

    gazetteer, text = load_gazetteer(), reading.text

    def label(id: str) -> str:
        return gazetteer.label(id, "en")

    def who(name: Name | None) -> str:
        return name_words(name, text, label)

    screen.heading(report.title or report.outlet or report.id)
    source = " → ".join(who(name) for name in reading.source)
    about = (
        ("language", reading.language),
        ("published", reading.published),
        ("outlet", report.outlet),
        ("source", source),
        ("address", report.address),
        ("report", report.id),
    )
    for what, value in about:
        if value:
            screen.line(f"{what}: {value}", indent=2)
    if reading.times:
        screen.heading(f"Times ({len(reading.times)})")
        screen.table(
            ("value", "precision", "relation", "words"),
            [(time_words(one), one.precision, one.relation, one_line(one.words(text))) for one in reading.times],
        )
    if reading.names:
        screen.heading(f"Names ({len(reading.names)})")
        screen.table(
            ("name", "type", "country", "count", "words"), _name_rows(reading.names, text, label, screen.room(60))
        )
    if reading.quotations:
        screen.heading(f"Quotations ({len(reading.quotations)})")
        for quotation in reading.quotations:
            show_quotation(screen, quotation, text, label)
    if reading.references:
        screen.heading(f"Agreements named ({len(reading.references)})")
        screen.table(
            ("days", "accords", "words"),
            [
                (", ".join(one.dates), ", ".join(one.accords) or "none known", one_line(one.words(text)))
                for one in reading.references
            ],
        )
    if reading.claims:
        screen.heading(f"Claims ({len(reading.claims)})")
        for claim in reading.claims:
            _show_claim(screen, claim, text, who)
    if reading.skipped:
        screen.heading("Not read")
        for reason in reading.skipped:
            screen.line(reason, indent=2)


def name_words(name: Name | None, text: str, label: Label) -> str:
    """The name as the gazetteer has it (and who held the office), else as the report writes it."""
    if name is None:
        return "?"
    shown = label(name.entity) if name.entity else one_line(name.words(text))
    return f"{label(name.holder)} ({shown})" if name.holder and name.holder != name.entity else shown


def time_words(time: Time) -> str:
    """The value of a time, or its length, or that it could not be told."""
    return time.value or time.duration or "?"


def _name_rows(names: Iterable[Name], text: str, label: Label, room: int) -> list[tuple[str, ...]]:
    """One row for everybody named, with how often and by which words."""
    seen: dict[tuple[str, str], list[Name]] = {}
    for name in names:
        seen.setdefault((name.entity or one_line(name.words(text)), name.type), []).append(name)
    rows: list[tuple[str, ...]] = []
    for (_, type), group in seen.items():
        words = dict.fromkeys(one_line(name.words(text)) for name in group)
        first = group[0]
        rows.append(
            (
                name_words(first, text, label),
                type,
                first.country or "",
                str(len(group)),
                shorten(", ".join(words), room),
            )
        )
    return rows


def show_quotation(screen: Screen, quotation: Quotation, text: str, label: Label, indent: int = 2) -> None:
    """Who said it to whom, through whom, on which occasion; then the words."""
    parts = [f"{name_words(quotation.speaker, text, label)} ({quotation.stance})"]
    if quotation.addressee:
        parts.append(f"to {name_words(quotation.addressee, text, label)}")
    if quotation.channel:
        parts.append(f"through {name_words(quotation.channel, text, label)}")
    if quotation.occasion:
        parts.append(f"on the occasion: {one_line(quotation.occasion.words(text))}")
    screen.line(", ".join(parts), indent=indent)
    marks = ("«", "»") if quotation.direct else ("", "")
    screen.quote(quotation.words(text), indent=indent + 2, marks=marks)


def _show_claim(screen: Screen, claim: Claim, text: str, who: Callable[[Name | None], str]) -> None:
    event = claim.event if not claim.mode else f"{claim.event}/{claim.mode}"
    head = f"{event} [{claim.modality}]" + (" (background)" if claim.background else "")
    if claim.kind:
        head += f" on {claim.kind}: {claim.effect}"
    screen.line(head, "bold", indent=2)
    actors, recipients = ", ".join(map(who, claim.actors)), ", ".join(map(who, claim.recipients))
    details = []
    if actors or recipients:
        details.append(f"{actors or '?'} → {recipients}" if recipients else actors)
    if claim.places:
        details.append(f"where: {', '.join(map(who, claim.places))}")
    if claim.times:
        details.append(f"when: {', '.join(time_words(one) for one in claim.times)}")
    if claim.quantities:
        amounts = [f"{one.value:g} {one.unit or ''}".strip() for one in claim.quantities]
        details.append(f"how many: {', '.join(amounts)}")
    if claim.attribution:
        details.append(f"on the word of: {' → '.join(map(who, claim.attribution))} ({claim.stance})")
    if claim.reference and claim.reference.accords:
        details.append(f"of: {', '.join(claim.reference.accords)}")
    for detail in details:
        screen.line(detail, indent=4)
    screen.quote(claim.words(text), indent=4, marks=("", ""))
