"""On whose word a claim stands: the chain of voices, the side of the first, its class seen from a promise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mithaq.accords.model import Accord, Stipulation
from mithaq.gazetteer import Gazetteer
from mithaq.languages.base import language
from mithaq.linking.evidence import SourceClass
from mithaq.linking.sides import Sides
from mithaq.linking.sources import witness_words
from mithaq.reading.claims import Claim, Name, Quotation, Reading
from mithaq.reports.model import Report

UNKNOWN = "unknown"
Speaks = Literal["named", "media", "state-media", "witness", "unknown"]
"""As what the first voice speaks: as somebody named, as a medium, as one that a side runs, as an unnamed witness; or
it is lost who speaks."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Chain:
    """voices: first speaker first, outlet last. side: for whom the first speaks. speaks: as what."""

    voices: tuple[str, ...]
    side: str | None
    speaks: Speaks


def chain(claim: Claim, report: Report, reading: Reading, sides: Sides, gazetteer: Gazetteer) -> Chain:
    """The chain on which a claim stands: its speakers, who passed it on, the agencies, the outlet.

    Words in quotation marks whose speaker was not found are nobody's known word: they are not the outlet's own.
    """
    said = _around(claim, reading)
    names = list(claim.attribution)
    if not names and said is not None:
        names = [name for name in (said.speaker, said.channel) if name is not None]
    lost = said is not None and (said.speaker is None if not names else _misread(names[0], claim, said, reading))
    if lost:
        names = []
    voices = [_voice(name, reading.text) for name in [*names, *reading.source]]
    outlet = _outlet(report, voices, gazetteer)
    if outlet is not None:
        voices.append(outlet)
    if lost:
        return Chain((UNKNOWN, *dict.fromkeys(voices)), None, "unknown")
    voices = list(dict.fromkeys(voices)) or [UNKNOWN]
    if not names:
        first = voices[0]
        return Chain(tuple(voices), sides.of(first), "unknown" if first == UNKNOWN else _as_medium(first, sides))
    name = names[0]
    if name.entity is not None and sides.is_media(name.entity):
        speaks: Speaks = _as_medium(name.entity, sides)
    else:
        speaks = "witness" if _is_witness(name, reading) else "named"
    return Chain(tuple(voices), sides.of_name(name) if speaks != "witness" else None, speaks)


def _as_medium(id: str, sides: Sides) -> Speaks:
    return "state-media" if sides.is_run(id) else "media"


def _around(claim: Claim, reading: Reading) -> Quotation | None:
    """The shortest quotation that holds the claim: one with a speaker before one without."""
    around = [
        one for one in reading.quotations if one.start <= claim.trigger.start and claim.trigger.end <= one.end
    ]  # fmt: skip
    return min(around, key=lambda one: (one.speaker is None, one.end - one.start, one.start), default=None)


def _misread(name: Name, claim: Claim, said: Quotation, reading: Reading) -> bool:
    """Whether the speaker is in truth the one of whom it is said: "the ministry said troops opened fire".

    Where the subject stands before its verb, the name that follows a word of saying and is itself the subject of
    what is said did not say it; who did was not found.
    """
    if said.verb is None or said.direct or language(reading.language).order != "svo":
        return False
    if not any(name.start == one.start and name.end == one.end for one in claim.actors):
        return False
    between = reading.text[name.end : said.start]
    return said.verb.end <= name.start and name.end <= said.start and not between.strip()


def _is_witness(name: Name, reading: Reading) -> bool:
    """Whether it names nobody, but somebody who was there: by the words, and those that belong to them."""
    if name.entity is not None or name.holder is not None or name.type == "person":
        return False
    words = [word.casefold().removeprefix(language(reading.language).article) for word in _around_name(name, reading)]
    return any(
        all(any(word.startswith(part) for word in words) for part in parts) for parts in witness_words(reading.language)
    )


def _around_name(name: Name, reading: Reading) -> list[str]:
    """The words of a name with the one before and the one behind it, which say what sort of official it is."""
    text = reading.text
    before = _WORD.findall(text[max(0, name.start - 40) : name.start])[-1:]
    behind = _WORD.findall(text[name.end : name.end + 40])[:1]
    return [*before, *_WORD.findall(name.words(text)), *behind]


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
    if one.speaks == "state-media":
        return "state-media"
    if one.speaks == "witness":
        return "witness"
    if side is None:
        return "independent" if one.speaks == "media" else "unknown"
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
