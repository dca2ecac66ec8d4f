"""On whose word a claim stands: the chain of voices, the side of the first, its class seen from a promise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mithaq.accords.model import Accord, Stipulation
from mithaq.gazetteer import Gazetteer
from mithaq.linking.evidence import SourceClass
from mithaq.linking.sides import Sides
from mithaq.reading.claims import Claim, Name, Reading
from mithaq.reports.model import Report

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Chain:
    """voices: first speaker first, outlet last. side: for whom the first speaks. media: it speaks as a medium."""

    voices: tuple[str, ...]
    side: str | None
    media: bool


def chain(claim: Claim, report: Report, reading: Reading, sides: Sides, gazetteer: Gazetteer) -> Chain:
    """The chain on which a claim stands: its speakers, who passed it on, the agencies, the outlet."""
    names = list(claim.attribution) or _quoted(claim, reading)
    voices = [_voice(name, reading.text) for name in [*names, *reading.source]]
    outlet = _outlet(report, voices, gazetteer)
    if outlet is not None:
        voices.append(outlet)
    voices = list(dict.fromkeys(voices)) or [UNKNOWN]
    if names:
        first = names[0]
        media = first.entity is not None and sides.is_media(first.entity)
        return Chain(tuple(voices), sides.of_name(first), media)
    return Chain(tuple(voices), sides.of(voices[0]), voices[0] != UNKNOWN)


def _quoted(claim: Claim, reading: Reading) -> list[Name]:
    """Speaker and channel of the shortest quotation that holds the claim, if the claim itself names nobody."""
    around = [
        one
        for one in reading.quotations
        if one.speaker and one.start <= claim.trigger.start and claim.trigger.end <= one.end
    ]
    if not around:
        return []
    best = min(around, key=lambda one: (one.end - one.start, one.start))
    return [name for name in (best.speaker, best.channel) if name is not None]


def _voice(name: Name, text: str) -> str:
    """The person if known, else the office, body or state, else the words themselves."""
    return name.holder or name.entity or f"{name.words(text).casefold()} ({name.country or 'unlisted'})"


def _outlet(report: Report, voices: Iterable[str], gazetteer: Gazetteer) -> str | None:
    """The outlet, unless the report's own lines have named it already under its id."""
    if not report.outlet:
        return None
    wanted = report.outlet.casefold()
    for id in voices:
        entity = gazetteer.get(id)
        if entity is not None and any(wanted == name.casefold() for names in entity.names.values() for name in names):
            return None
    return report.outlet


def source_class(one: Chain, accord: Accord, stipulation: Stipulation | None, sides: Sides) -> SourceClass:
    """The class of the first speaker, as seen from a promise; from the whole accord if stipulation is None."""
    side = one.side
    if side is None:
        return "independent" if one.media else "unknown"
    if stipulation is not None and side in stipulation.obligors:
        return "obligor"
    if stipulation is not None and side in stipulation.beneficiaries:
        return "beneficiary"
    for party in accord.parties:
        if party.entity == side:
            if "guarantor" in party.roles:
                return "guarantor"
            if "mediator" in party.roles:
                return "mediator"
            return "party" if "signatory" in party.roles else "international"
    if sides.is_international(side) or sides.is_state(side):
        return "international"
    return "unknown"
