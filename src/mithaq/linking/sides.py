"""For whom people and bodies speak, as seen from an accord: its parties first, else their state or themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mithaq.accords.model import Accord
from mithaq.gazetteer import Entity, Gazetteer
from mithaq.linking.sources import sources
from mithaq.reading.claims import Name


class Sides:
    """For whom people and bodies speak on a day, as the gazetteer tells it, seen from an accord.

    Whoever is a party of the accord, or named in it as owing or owed something, is a side; whoever belongs to one
    (part_of, an office of it, a person who holds one) speaks for it. The bodies and people of a state speak for its
    government, unless they belong to another side. An armed group, a movement or a political party that the accord
    does not know is a side of its own. Without an accord no group is a party.
    """

    def __init__(self, gazetteer: Gazetteer, day: str, accord: Accord | None = None) -> None:
        self._gazetteer = gazetteer
        self._day = day[:10]
        self._known: dict[str, str | None] = {}
        self._signed: dict[str, str] = {}
        self._anchors: frozenset[str] = frozenset()
        if accord is not None:
            self._signed = {person: party.entity for party in accord.parties for person in party.signatories}
            owed = (id for one in accord.stipulations for id in (*one.obligors, *one.beneficiaries))
            self._anchors = frozenset((*(party.entity for party in accord.parties), *owed))
        self._governments = self._stand_ins()

    def of(self, id: str) -> str | None:
        """The party, state, authority, group or international body it is or speaks for; None: for nobody known."""
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
        if name.country is None or (name.entity is None and name.type == "group"):
            return None  # fighters of no listed group live in a state, and do not speak for it
        return self._of_state(name.country)

    def is_media(self, id: str) -> bool:
        """Whether it publishes, and its words are its own."""
        entity = self._gazetteer.get(id)
        return entity is not None and not sources().media.isdisjoint(entity.classes)

    def is_run(self, id: str) -> bool:
        """Whether it is a medium that a state or a side runs."""
        entity = self._gazetteer.get(id)
        return entity is not None and self.is_media(id) and not sources().state_media.isdisjoint(entity.classes)

    def is_international(self, side: str) -> bool:
        """Whether the side belongs to no one state."""
        entity = self._gazetteer.get(side)
        return entity is not None and not sources().international.isdisjoint(entity.classes)

    def is_state(self, side: str) -> bool:
        """Whether the side is a state, listed or not."""
        entity = self._gazetteer.get(side)
        return entity.type == "state" if entity is not None else len(side) == 3 and side.isupper()

    def is_group(self, side: str) -> bool:
        """Whether the side is an armed group or movement of its own, not a body or the forces of another."""
        entity = self._gazetteer.get(side)
        return entity is not None and entity.type == "group" and "/" not in side

    def state_of(self, side: str) -> str | None:
        """The state a side is, or that it lives in; None for an international body."""
        return None if self.is_international(side) else self._gazetteer.country(side)

    def stands_for(self, side: str) -> str | None:
        """The state for whose government the side speaks; None if for none."""
        if self.is_state(side):
            return side
        return next((state for state, party in self._governments.items() if party == side), None)

    def _stand_ins(self) -> dict[str, str]:
        """State to the party that is its government or an organ of it, where the state itself is no party."""
        found: dict[str, set[str]] = {}
        for id in self._anchors:
            base, slash, title = id.partition("/")
            entity = self._gazetteer.get(id)
            state = self._gazetteer.country(id)
            if state is None or state in self._anchors or entity is None:
                continue
            organ = slash and base == state and title not in sources().not_the_state
            if organ or (not sources().government.isdisjoint(entity.classes) and not entity.part_of):
                found.setdefault(state, set()).add(id)
        return {state: ids.pop() for state, ids in found.items() if len(ids) == 1}

    def _of_state(self, state: str) -> str:
        return self._governments.get(state, state)

    def _find(self, id: str) -> str | None:
        if id in self._anchors:
            return id
        entity = self._gazetteer.get(id)
        if entity is None:
            base, slash, title = id.partition("/")
            return None if not slash else id if title in sources().not_the_state else self.of(base)
        if not sources().media.isdisjoint(entity.classes):
            return self._of_organ(entity)
        return self._of_person(entity) if entity.type == "person" else self._of_body(entity)

    def _of_organ(self, entity: Entity) -> str | None:
        """The side of a medium: of the state or group that runs it, else of none."""
        if sources().state_media.isdisjoint(entity.classes):
            return None
        holder = next((side for above in entity.part_of if (side := self.of(above)) is not None), None)
        return holder or (self._of_state(entity.country) if entity.country is not None else None)

    def _of_person(self, person: Entity) -> str | None:
        held = [side for office in self._gazetteer.offices_of(person.id, self._day) if (side := self.of(office))]
        # An office of a party outweighs one of the state it lives in: the state's own party is found without it.
        for side in held:
            if side in self._anchors and self.stands_for(side) is None:
                return side
        if held:
            return held[0]
        if person.id in self._signed:
            return self._signed[person.id]
        past = [tenure for tenure in person.holds if tenure.start is None or tenure.start <= self._day]
        for tenure in sorted(past, key=lambda one: one.start or "", reverse=True):
            side = self.of(tenure.office)
            if side in self._anchors:
                return side
        country = self._gazetteer.country(person.id)
        return self._of_state(country) if country is not None else None

    def _of_body(self, entity: Entity) -> str | None:
        base, slash, title = entity.id.partition("/")
        if slash and title in sources().not_the_state:
            return entity.id
        above = list(self._above(entity))
        party = next((one.id for one in above if one.id in self._anchors and self._may_speak(entity, one)), None)
        if party is not None:
            return party
        if entity.type == "state":
            return self._of_state(entity.id)
        if slash and base in self._gazetteer:
            return self.of(base)
        if not sources().international.isdisjoint(entity.classes):
            return entity.id
        if entity.capital_of is not None:
            return self._of_state(entity.capital_of)
        for one in (entity, *above):
            if "authority" in one.classes and self._may_speak(entity, one):
                return one.id
        return self._own_side(entity, above)

    def _own_side(self, entity: Entity, above: Iterable[Entity]) -> str | None:
        """Of the group it belongs to, else itself if it is one, else its state's."""
        for one in above:
            if one.type in ("group", "organisation"):
                side = self.of(one.id)
                if side is not None:
                    return side
        classes = sources()
        grouped = entity.type == "group" and classes.of_the_state.isdisjoint(entity.classes)
        if grouped or not classes.own_side.isdisjoint(entity.classes):
            return entity.id
        country = self._gazetteer.country(entity.id)
        return self._of_state(country) if country is not None else None

    def _may_speak(self, entity: Entity, above: Entity) -> bool:
        """Whether what belongs to a body or lies in a region speaks for it: an armed group of a region does not."""
        if above.type != "place" or entity.type != "group":
            return True
        return not sources().of_the_state.isdisjoint(entity.classes)

    def _above(self, entity: Entity) -> Iterator[Entity]:
        """What it belongs to through part_of, nearest first, each once."""
        seen = {entity.id}
        waiting = list(entity.part_of)
        while waiting:
            id = waiting.pop(0)
            one = self._gazetteer.get(id)
            if id in seen or one is None:
                continue
            seen.add(id)
            yield one
            waiting.extend(one.part_of)
