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
from mithaq.linking.sides import Sides
from mithaq.reading.claims import Claim, Name, Reading

_BESIDE = 14
"""Characters between whose forces they are and the word for forces: "Eritrean and Amhara forces"."""
_OUTSIDE = frozenset({"guarantor", "mediator", "observer"})
Fit = Literal["same", "part", "around"]
Weight = Literal["ours", "home", "other"]
"""What a name says of the conflict: it is ours; it is that of the state in which it is; nothing."""


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
        self._lands = frozenset(place for place in self._places if not sides.is_state(place))
        ours = [party for party in accord.parties if party.entity in self._core]
        self._signed = {person for party in ours for person in party.signatories}
        self._named = {id for one in accord.stipulations for id in (*one.obligors, *one.beneficiaries)} - self.parties
        self._homes = self._find_homes()
        self._signing = {party.entity for party in accord.parties if "signatory" in party.roles}
        self._weights: dict[Name, Weight] = {}
        self._names = reading.names
        self._breaches = [claim for claim in reading.claims if claim.effect == "breach"]
        # A report that names the accord, or the one that it carries out, names its conflict.
        named = {accord.id, (accord.implements or "").partition("/")[0], accord.supplements or ""} - {""}
        self._referred = sum(not named.isdisjoint(one.accords) for one in reading.references)
        self._home_report = False
        self._report_is_ours = self._report(reading.names)

    def _find_homes(self) -> frozenset[str]:
        """States in which one of the sides lives that does not speak for them: an accord within a state.

        Such a state makes laws, sends troops and agrees truces with others besides, so that its name alone does not
        place a claim in this conflict. Nor does that of a state whose government alone is the party.
        """
        sides = self._sides
        others = {id for id in self._core if sides.stands_for(id) is None}
        homes = {state for id in others if (state := sides.state_of(id)) is not None}
        return frozenset(homes & {state for id in self.parties if (state := sides.stands_for(id)) is not None})

    def place_of_claim(self, claim: Claim) -> str | None:
        """Why the claim may speak of this accord; None if it speaks of another conflict, or of nobody known."""
        names = (*claim.actors, *claim.recipients, *claim.places)
        for name in (*names, *self._concerned(claim)):
            if self.is_ours(name):
                return f"names {self._label(name)}"
        home = next((name for name in names if self._weight(name) == "home"), None)
        foreign = [other for name in names if (other := self._foreign(name)) is not None]
        if home is not None and all(self._sides.is_state(other) for other in foreign):
            if not self._lands:  # the accord is about the whole state
                return f"names {self._label(home)}"
            if len(self._signing & {self._sides.of_name(name) for name in names}) > 1:
                return "names two sides of the accord"
        if foreign or not self._report_is_ours:
            return None
        about = "the report is about this conflict"
        return f"names {self._label(home)}, and {about}" if home is not None else about

    def place_of_promise(self, claim: Claim, one: Stipulation, effect: Effect, rules: KindRules) -> str | None:
        """Why a claim that names nobody of this conflict may still bear on one promise; None if it may not.

        Where outsiders may do what was promised, their names do not lead away from a report about this conflict.
        Where a body of no one state owes it, that body may be named for it beside the state in which the sides live.
        """
        if effect in rules.by_outsider and self._report_is_ours:
            return "the report is about this conflict, and others than the sides may do it"
        if self._home_report:
            named = [name.entity for name in claim.places if name.entity is not None]
            foreign = (self._foreign(name) for name in (*claim.actors, *claim.recipients))
            others = [other for other in foreign if other is not None]
            within = any(self._inside(id, one) for id in named)
            if within and all(self._sides.is_state(other) for other in others):
                return "the promise and the report are about the whole state"
            bodies = {body for id in one.obligors if self._sides.is_international(id) for body in self._above(id)}
            body = next((name for name in claim.actors if name.entity in bodies), None)
            if body is not None:
                return f"names {self._label(body)}, and the report is about the state in which the sides live"
        return None

    def _inside(self, id: str, one: Stipulation) -> bool:
        """Whether a place, or the capital, lies in a state that the promise is about as a whole."""
        entity = self._gazetteer.get(id)
        states = {place for place in one.places if self._sides.is_state(place)}
        return entity is not None and entity.type == "place" and entity.country in states

    def _above(self, id: str) -> set[str]:
        """A body, and those that it is a part of."""
        entity = self._gazetteer.get(id)
        return {id, *(entity.part_of if entity is not None else ())}

    def meet(self, met: Iterable[Name], there: Iterable[Name], stipulation: Stipulation) -> bool:
        """Whether one of those who owe a promise is told to meet, and another is named beside him."""
        owing = set(stipulation.obligors)
        first = {self._sides.of_name(name) for name in met} & owing
        return bool(first) and len(first | ({self._sides.of_name(name) for name in there} & owing)) > 1

    def has_side(self, names: Iterable[Name]) -> bool:
        """Whether one of these speaks for a side known."""
        return bool(self._states(names))

    def is_ours(self, name: Name) -> bool:
        """Whether the name by itself tells this accord's conflict: one of its sides or places."""
        return self._weight(name) == "ours"

    def _weight(self, name: Name) -> Weight:
        if name not in self._weights:
            self._weights[name] = self._weigh(name)
        return self._weights[name]

    def acted(
        self, claim: Claim, stipulation: Stipulation, effect: Effect, rules: KindRules, *, direct: bool = True
    ) -> bool:
        """Whether those named as acting can be the ones whose promise it is.

        direct: whether the claim is of the promise's own kind. If it is not, and outsiders may do what was promised,
        an outsider must be named.
        """
        acting = self._states(claim.actors)
        if effect in rules.by_outsider:
            acting |= self._states(self._whose(claim))
            return direct or any(self._is_elsewhere(side) and side not in self.parties for side in acting)
        if effect == "breach":
            named = acting | self._states(claim.recipients)
            return self._is_of_ours(named) if named else not self._fought_elsewhere(claim)
        if not acting:
            return True
        if effect in rules.by_obligor:
            # An authority inside the region is nobody's other side; a state that does not owe it is.
            others = {side for side in acting if side in self.parties or self._is_elsewhere(side)}
            if not others:  # the groups of a region may be meant by what a group promised, not by what a state did
                groups = any(self._sides.is_group(side) for side in acting)
                return not groups or any(self._sides.stands_for(id) is None for id in stipulation.obligors)
            return not others.isdisjoint(stipulation.obligors)
        return self._is_of_ours(acting | self._states(claim.recipients))

    def _concerned(self, claim: Claim) -> list[Name]:
        """Those who are the thing concerned: "training the forces of the government"."""
        return [
            name
            for name in self._names
            for one in claim.objects
            if claim.effect == "breach" and name.start < one.end and one.start < name.end
        ]

    def _whose(self, claim: Claim) -> list[Name]:
        """Those whom the words right beside the forces concerned name: "leaving Eritrean forces in", whoever leaves
        them there."""
        return [
            name
            for name in self._names
            for one in claim.objects
            if -_BESIDE <= one.start - name.end <= _BESIDE or 0 <= name.start - one.end <= 1
        ]

    def _is_of_ours(self, named: set[str]) -> bool:
        """Whether one of these sides is of this conflict."""
        if self._homes and any(self._sides.is_group(side) and self._is_elsewhere(side) for side in named):
            # What such a state and another group do to each other is another conflict in the same land.
            named = {side for side in named if self._sides.stands_for(side) not in self._homes}
        return any(side in self.parties or not self._is_elsewhere(side) for side in named)

    def _fought_elsewhere(self, claim: Claim) -> bool:
        """Whether the report tells who fights there, and it is none of ours: a breach without its sides is of these."""
        places = {name.entity for name in claim.places}
        others = [
            self._is_of_ours(named)
            for one in self._breaches
            if one.kind == claim.kind and (not places or not places.isdisjoint({name.entity for name in one.places}))
            if (named := self._states((*one.actors, *one.recipients)))
        ]
        return bool(others) and not any(others)

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
        if entity is not None and entity.type == "place" and entity.country in wanted:
            return Place(id, "part")
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
        """A party, its state or its capital: where something is said or somebody arrives, not a promised place."""
        entity = self._gazetteer.get(id)
        if entity is None or id in self._places:
            return False
        state = id if entity.type == "state" else entity.capital_of
        return state is not None and (state in self.parties or self._sides.of(state) in self.parties)

    def _weigh(self, name: Name) -> Weight:
        id = name.entity
        if id is not None:
            if id in self._named or id in self._signed or name.holder in self._signed:
                return "ours"
            if self._sides.is_media(id):
                return "other"
            if any(self._gazetteer.within(id, place) for place in self._lands):
                return "ours"
        side = self._sides.of_name(name)
        if side in self._core and (side == id or self._sides.stands_for(side) is None):
            return "home" if side in self._homes else "ours"  # a government named by its own name is ours
        state = self._sides.stands_for(side) if side is not None else name.country
        if state is None:
            # Who lives where an accord within a state lies may be of any other conflict there.
            return "ours" if name.country in self._core - self._homes else "other"
        if state in self._homes:
            return "home"
        return "ours" if side in self._core or name.country in self._core else "other"

    def _foreign(self, name: Name) -> str | None:
        """The state or group outside the accord that somebody or some place named belongs to."""
        if self._weight(name) != "other" or (name.entity is not None and self._sides.is_media(name.entity)):
            return None
        side = self._sides.of_name(name)
        if side is not None and self._sides.is_international(side):
            return None
        if side is not None and side not in self.parties and self._is_elsewhere(side):
            return side
        country = name.country
        return country if country is not None and country not in self.parties | self._homes else None

    def _report(self, names: Iterable[Name]) -> bool:
        """Whether the report as a whole names this conflict at least as often as any other state or group.

        The state in which an accord lies counts with the conflict against other states, not against other groups of
        its own: with those it is at odds as well.
        """
        ours, home, others = self._referred, 0, Counter[str]()
        for name in names:
            weight = self._weight(name)
            if weight == "ours":
                ours += 1
            elif weight == "home":
                home += 1
            elif (other := self._foreign(name)) is not None:
                others[other] += 1
        states = max((n for id, n in others.items() if self._sides.is_state(id)), default=0)
        groups = max((n for id, n in others.items() if self._sides.state_of(id) in self._homes), default=0)
        self._home_report = home > 0 and ours + home >= states and not groups
        ours += home if not self._lands and not groups else 0
        return ours > 0 and ours + home >= states and ours >= groups

    def _states(self, names: Iterable[Name]) -> set[str]:
        """Their sides, without bodies of no one state, and without media: those pass on what others do."""
        acting = (name for name in names if name.entity is None or not self._sides.is_media(name.entity))
        found = {self._sides.of_name(name) for name in acting}
        return {side for side in found if side is not None and not self._sides.is_international(side)}

    def _is_elsewhere(self, side: str) -> bool:
        """Whether a side that is no party is one of another conflict: a state, or a group not of these places."""
        if self._sides.is_state(side):
            return True
        if side in self.parties or side in self._named or not self._sides.is_group(side):
            return False
        return not any(self._gazetteer.within(side, place) for place in self._places)

    def _label(self, name: Name) -> str:
        return self._gazetteer.label(name.entity, "en") if name.entity is not None else str(name.country)
