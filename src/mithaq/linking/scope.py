"""Whether a claim speaks of the world of an accord at all: its sides and its places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mithaq.accords.kinds import KindRules
from mithaq.accords.model import Accord, Stipulation
from mithaq.gazetteer import Gazetteer
from mithaq.languages.base import Effect
from mithaq.linking.voices import Sides
from mithaq.reading.claims import Claim, Name, Reading

_OUTSIDE = frozenset({"guarantor", "mediator", "observer"})
Fit = Literal["same", "part", "around"]


@dataclass(frozen=True, slots=True)
class Place:
    """How a claim's place fits a promised one: the same (or of one name), a part of it, or one around it."""

    id: str
    fit: Fit


class Scope:
    """The sides and places of one accord, against which one report's claims are held."""

    def __init__(self, accord: Accord, reading: Reading, sides: Sides, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._sides = sides
        self.parties = frozenset(party.entity for party in accord.parties)
        core = frozenset(party.entity for party in accord.parties if not _OUTSIDE & set(party.roles))
        # A guarantor stands by many accords: its name alone does not place a claim in this conflict.
        self._core = core or self.parties
        self._places = frozenset(place for one in accord.stipulations for place in one.places)
        ours = [party for party in accord.parties if party.entity in self._core]
        self._signed = {person for party in ours for person in party.signatories}
        self._named = {id for one in accord.stipulations for id in (*one.obligors, *one.beneficiaries)} - self.parties
        self._ours: dict[Name, bool] = {}
        self._report_is_ours = self._report(reading.names)

    def place_of_claim(self, claim: Claim) -> str | None:
        """Why the claim may speak of this accord; None if it speaks of another conflict, or of nobody known."""
        names = (*claim.actors, *claim.recipients, *claim.places)
        for name in names:
            if self.is_ours(name):
                return f"names {self._label(name)}"
        foreign = [name for name in names if self._foreign(name) is not None]
        if foreign:
            return None
        return "the report is about this conflict" if self._report_is_ours else None

    def is_ours(self, name: Name) -> bool:
        """Whether somebody or some place named belongs to the sides or places of the accord."""
        if name not in self._ours:
            self._ours[name] = self._check(name)
        return self._ours[name]

    def acted(self, claim: Claim, stipulation: Stipulation, effect: Effect, rules: KindRules) -> bool:
        """Whether those named as acting can be the ones whose promise it is."""
        acting = self._states(claim.actors)
        if not acting:
            return True
        if effect in rules.by_obligor:
            # An authority inside the region is nobody's other side; a state that does not owe it is.
            states = {side for side in acting if side in self.parties or self._is_state(side)}
            return not states or not states.isdisjoint(stipulation.obligors)
        named = acting | self._states(claim.recipients)
        return any(side in self.parties or not self._is_state(side) for side in named)

    def fits(self, claim: Claim, stipulation: Stipulation, rules: KindRules) -> list[Place] | None:
        """The claim's places that fit the promise's; None if it names only others, [] if it names none."""
        wanted = stipulation.places
        named = [name.entity for name in claim.places if name.entity is not None and not self._venue(name.entity)]
        if not wanted or not named:
            return []
        found = [place for id in named for place in [self._fit(id, wanted)] if place is not None]
        if rules.places == "strict":
            found = [place for place in found if place.fit != "around"]
        return found or None

    def only_place(self, reading: Reading, choices: Iterable[Stipulation]) -> str | None:
        """The id of the stipulation whose place is the only one of these that the report names."""
        choices = tuple(choices)
        ids = {name.entity for name in reading.names if name.entity is not None}
        found = {one.id for one in choices for id in ids if (p := self._fit(id, one.places)) and p.fit == "same"}
        return found.pop() if len(found) == 1 else None

    def _fit(self, id: str, wanted: tuple[str, ...]) -> Place | None:
        for place in wanted:
            if id == place or self._one_name(id, place):
                return Place(id, "same")
        if any(self._gazetteer.within(id, place) for place in wanted):
            return Place(id, "part")
        entity = self._gazetteer.get(id)
        if entity is not None and entity.type != "state" and any(self._gazetteer.within(p, id) for p in wanted):
            return Place(id, "around")
        return None

    def _one_name(self, id: str, place: str) -> bool:
        """A town and the district of the same name stand for each other; two places elsewhere do not."""
        within = self._gazetteer.within
        one, other = self._gazetteer.get(id), self._gazetteer.get(place)
        if one is None or other is None or not (within(id, place) or within(place, id)):
            return False
        return any(set(names) & set(other.names.get(code, ())) for code, names in one.names.items())

    def _venue(self, id: str) -> bool:
        """A party or its capital: where something is said or somebody arrives, not the place of a promise."""
        entity = self._gazetteer.get(id)
        return entity is not None and (
            (entity.type == "state" and id in self.parties) or (entity.capital_of in self.parties)
        )

    def _check(self, name: Name) -> bool:
        id = name.entity
        if id is not None:
            if id in self._named or id in self._signed or name.holder in self._signed:
                return True
            if self._sides.is_media(id):
                return False
            if any(self._gazetteer.within(id, place) for place in self._places):
                return True
        side = self._sides.of_name(name)
        return side in self._core or name.country in self._core

    def _foreign(self, name: Name) -> str | None:
        """The state outside the accord that somebody or some place named belongs to."""
        if name.entity is not None and self._sides.is_media(name.entity):
            return None
        side = self._sides.of_name(name)
        if side is not None and self._sides.is_international(side):
            return None
        country = side if side is not None and self._is_state(side) else name.country
        return country if country is not None and country not in self.parties else None

    def _report(self, names: Iterable[Name]) -> bool:
        """Whether the report as a whole names this conflict at least as often as any other state."""
        ours, others = 0, Counter[str]()
        for name in names:
            if self.is_ours(name):
                ours += 1
            elif (state := self._foreign(name)) is not None:
                others[state] += 1
        return ours > 0 and ours >= max(others.values(), default=0)

    def _states(self, names: Iterable[Name]) -> set[str]:
        found = {self._sides.of_name(name) for name in names}
        return {side for side in found if side is not None and not self._sides.is_international(side)}

    def _is_state(self, side: str) -> bool:
        entity = self._gazetteer.get(side)
        return entity.type == "state" if entity is not None else len(side) == 3 and side.isupper()

    def _label(self, name: Name) -> str:
        return self._gazetteer.label(name.entity, "en") if name.entity is not None else str(name.country)
