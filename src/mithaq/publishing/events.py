"""The timeline and the voices of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mithaq.accords import library
from mithaq.accords.terms import changes_of
from mithaq.linking.evidence import Evidence
from mithaq.publishing import safe
from mithaq.publishing.citations import Citer, Quote, Source
from mithaq.publishing.dossier import Dossier, first_day
from mithaq.publishing.promises import anchor_of
from mithaq.publishing.terms import written_words
from mithaq.publishing.wording import Wording
from mithaq.reading.claims import Claim, Quotation
from mithaq.reports.model import Report, Span

ENTRIES, SAYINGS = 1500, 800
"""The largest number of entries of the timeline, and of sayings, that a page holds."""
_WORDS = 160
"""Characters of the words shown in the timeline."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What reports say of one promise on one day, in one way. words: of the report first to name the day itself.

    Or what a later accord wrote anew: then no report tells of it, and the words are ours.
    """

    day: str
    dated: bool
    accord: str
    stipulation: str
    anchor: str
    bearing: str
    modality: str
    reports: int
    words: str
    source: Source


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody said. promises: (anchor, accord, id) of those it bears on; id "" for the accord as a whole."""

    to: str
    through: str
    occasion: str
    stance: str
    direct: bool
    quote: Quote
    promises: tuple[tuple[str, str, str], ...]
    source: Source


def timeline(dossier: Dossier, citer: Citer, texts: Wording) -> tuple[list[tuple[str, list[Happening]]], int]:
    """The happenings by year, in the order of their days, and how many are left out at the end."""
    groups: dict[tuple[str, str, str, str, str], list[Evidence]] = {}
    for one in dossier.evidence:
        if not one.background:
            groups.setdefault((one.day, one.accord, one.stipulation, one.bearing, one.modality), []).append(one)
    ordered = sorted(groups.items(), key=lambda item: (first_day(item[0][0]), item[0]))
    told: list[Happening] = []
    for (day, accord, stipulation, bearing, modality), group in ordered[:ENTRIES]:
        first = min(group, key=lambda one: (not one.dated, one.known, one.report, one.id))
        report = dossier.reports[first.report]
        words = report.text[first.quote_start : first.quote_end]
        entry = Happening(
            day, first.dated, accord, stipulation, anchor_of(accord, stipulation), bearing, modality,
            len({one.report for one in group}), safe.plain(words, _WORDS), citer.source(report),
        )  # fmt: skip
        told.append(entry)
    told += _written(dossier, texts)
    years: dict[str, list[Happening]] = {}
    for entry in sorted(told, key=lambda one: first_day(one.day)):
        years.setdefault(first_day(entry.day)[:4], []).append(entry)
    return list(years.items()), max(0, len(ordered) - ENTRIES)


def _written(dossier: Dossier, texts: Wording) -> list[Happening]:
    """What later accords wrote anew in the promises of those shown, on the days from which it holds."""
    known = {**library(), **dossier.accords}
    return [
        Happening(
            one.since, True, accord.id, id, anchor_of(accord.id, id), "amends", "happened", 0, words,
            Source(one.accord, "", known[one.accord].signed, texts.day(known[one.accord].signed), "", "", None),
        )
        for accord in dossier.accords.values()
        for id, changes in changes_of(accord, known, as_of=dossier.as_of, known_by=dossier.known_by).items()
        for one in changes
        for words in written_words(one, texts)
    ]  # fmt: skip


def voices(dossier: Dossier, citer: Citer) -> tuple[list[tuple[str, list[Saying]]], int]:
    """Sayings by speaker, who is heard most often first, and how many are left out.

    Told are the quotations that bear on a promise or an accord shown, and the claims that stand on somebody's word
    outside of them.
    """
    evidence: dict[str, list[Evidence]] = {}
    for one in dossier.evidence:
        evidence.setdefault(one.report, []).append(one)
    said: dict[str, list[Quotation]] = {}
    for report, quotation in dossier.quotations:
        said.setdefault(report.id, []).append(quotation)
    claims: dict[str, list[Claim]] = {}
    for (id, _), claim in dossier.claims.items():
        if claim.attribution:
            claims.setdefault(id, []).append(claim)
    found: dict[str, list[Saying]] = {}
    count = 0
    for report in dossier.reports.values():
        told = evidence.get(report.id, [])
        if not told:
            continue
        for speaker, saying in _of_report(report, told, said.get(report.id, []), claims.get(report.id, []), citer):
            count += 1
            if count <= SAYINGS:
                found.setdefault(speaker, []).append(saying)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return ordered, max(0, count - SAYINGS)


def _of_report(
    report: Report, told: list[Evidence], said: list[Quotation], claims: list[Claim], citer: Citer
) -> Iterable[tuple[str, Saying]]:
    rows: list[tuple[int, str, Saying]] = []
    for one in said:
        bears = [found for found in told if _touch(one, found.quote_start, found.quote_end)]
        if not bears:
            continue
        saying = Saying(
            to=citer.name(one.addressee, report) if one.addressee else "",
            through=citer.name(one.channel, report) if one.channel else "",
            occasion=safe.plain(one.occasion.words(report.text), _WORDS) if one.occasion else "",
            stance=one.stance,
            direct=one.direct,
            quote=citer.quote(report, one.start, one.end),
            promises=_promises(bears),
            source=citer.source(report),
        )
        rows.append((one.start, citer.name(one.speaker, report), saying))
    for claim in claims:
        bears = [found for found in told if found.claim == claim.id]
        # What stands inside a quotation is told with it.
        if not bears or any(_touch(one, claim.start, claim.end) for one in said):
            continue
        chain = claim.attribution
        saying = Saying(
            to="",
            through=citer.name(chain[1], report) if len(chain) > 1 else "",
            occasion="",
            stance=claim.stance,
            direct=False,
            quote=citer.quote(report, claim.start, claim.end, (claim.trigger.start, claim.trigger.end)),
            promises=_promises(bears),
            source=citer.source(report),
        )
        rows.append((claim.start, citer.name(chain[0], report), saying))
    return [(speaker, saying) for _, speaker, saying in sorted(rows, key=lambda row: row[0])]


def _promises(bears: list[Evidence]) -> tuple[tuple[str, str, str], ...]:
    found = {(anchor_of(one.accord, one.stipulation), one.accord, one.stipulation): None for one in bears}
    return tuple(found)


def _touch(span: Span, start: int, end: int) -> bool:
    return span.start < end and start < span.end
