"""On whose word a claim stands: the chain of voices, the side of the first, its class seen from a promise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from mithaq.accords.model import Accord, Stipulation
from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError
from mithaq.gazetteer import Entity, Gazetteer
from mithaq.linking.evidence import SourceClass
from mithaq.reading.claims import Claim, Name, Reading
from mithaq.reports.model import Report

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sources:
    """Classes of the gazetteer, by whose word theirs is. See sources.yaml."""

    media: frozenset[str]
    state_organ: frozenset[str]
    international: frozenset[str]
    not_the_state: frozenset[str]


@cache
def sources() -> Sources:
    """sources.yaml. Raises DataError for a missing or unknown key."""
    path = package_file("linking", "sources.yaml")
    raw = load_yaml(path)
    if not isinstance(raw, dict) or set(raw) != {"media", "state_organ", "international", "not_the_state"}:
        raise DataError("a key is missing or unknown", place=str(path), mend="see the comments of the file")
    return Sources(**{key: frozenset(classes) for key, classes in raw.items()})


@dataclass(frozen=True, slots=True)
class Chain:
    """voices: first speaker first, outlet last. side: for whom the first speaks. media: it speaks as a medium."""

    voices: tuple[str, ...]
    side: str | None
    media: bool


class Sides:
    """For whom people and bodies speak on a day, as the gazetteer tells it."""

    def __init__(self, gazetteer: Gazetteer, day: str) -> None:
        self._gazetteer = gazetteer
        self._day = day
        self._known: dict[str, str | None] = {}

    def of(self, id: str) -> str | None:
        """The state, authority or international body it is or speaks for; None if for nobody but itself."""
        if id not in self._known:
            self._known[id] = self._find(id)
        return self._known[id]

    def of_name(self, name: Name) -> str | None:
        """The side of somebody named."""
        for id in (name.entity, name.holder):
            if id is not None:
                side = self.of(id)
                if side is not None:
                    return side
                if self.is_media(id):
                    return None
        return name.country

    def is_media(self, id: str) -> bool:
        """Whether it publishes, and its words are its own."""
        entity = self._gazetteer.get(id)
        return entity is not None and not sources().media.isdisjoint(entity.classes)

    def is_international(self, side: str) -> bool:
        """Whether the side belongs to no one state."""
        entity = self._gazetteer.get(side)
        return entity is not None and not sources().international.isdisjoint(entity.classes)

    def _find(self, id: str) -> str | None:
        base, slash, title = id.partition("/")
        if slash:
            return id if title in sources().not_the_state else self.of(base)
        entity = self._gazetteer.get(id)
        if entity is None:
            return None
        if not sources().media.isdisjoint(entity.classes):
            organ = not sources().state_organ.isdisjoint(entity.classes)
            return entity.country if organ else None
        if entity.type == "person":
            for office in self._gazetteer.offices_of(id, self._day):
                side = self.of(office.partition("/")[0])
                if side is not None:
                    return side
            return self._gazetteer.country(id)
        return self._side_of_body(entity)

    def _side_of_body(self, entity: Entity) -> str | None:
        if entity.type == "state" or not sources().international.isdisjoint(entity.classes):
            return entity.id
        if entity.capital_of is not None:
            return entity.capital_of
        if "authority" in entity.classes:
            return entity.id
        return self._gazetteer.country(entity.id)


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
            return "mediator" if "mediator" in party.roles else "party"
    if sides.is_international(side):
        return "international"
    return "international" if len(side) == 3 and side.isupper() else "unknown"
