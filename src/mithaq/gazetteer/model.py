"""What the gazetteer knows: entities, titles of offices, who held what when, and what lies in what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from mithaq.gazetteer.compose import composed_label, composed_names

Names = Mapping[str, tuple[str, ...]]
EntityType = Literal["person", "organisation", "state", "place", "group", "office"]
"""The same as NameType of reading/claims.py, which comes after this room in the flow."""
TitleType = Literal["office", "organisation", "group"]

LABEL_ORDER = ("en", "ru", "ar")


@dataclass(frozen=True, slots=True)
class Tenure:
    """That a person held an office. `start`, `end`: ISO 8601 days, both included; None when it is not known
    or has not ended. `lead`: of several who hold the office at once, the one meant when nobody is named."""

    office: str
    start: str | None = None
    end: str | None = None
    lead: bool = False

    def holds_on(self, day: str) -> bool:
        """Whether the office was held on this ISO 8601 day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody, some body or some place that reports name.

    Attributes
    ----------
    id: ISO 3166 alpha-3 for a state; "<base>/<title>" for an office or body of a state, organisation or
        authority; a slug for all others.
    names: language → names, the one to show first. short: names that stand alone once the full one is known
        (surname, bare acronym). demonyms: adjectives and nouns of nationality, as lemmas (Russian masculine
        singular, Arabic masculine singular without ال). metonyms: what stands for it (capital, palace).
    of: language → the form that follows "of" in a label (Russian genitive), where the name is inflected.
    country: ISO 3166 alpha-3 of the state it is, belongs to or lies in; None for international bodies.
    part_of: places or bodies that contain it. capital_of: the state whose capital the place is.
    holds: offices of a person, in the order of the file. classes: see the head of each data file.
    domains: web domains of an outlet. wikidata: its item. population: of a place, when it helps to choose.
    weak: every name is also a common word or somebody else's name: believe it only in context.
    weak_names: the names of which that is true (all of them when `weak`).
    """

    id: str
    type: EntityType
    names: Names = field(default_factory=dict)
    short: Names = field(default_factory=dict)
    demonyms: Names = field(default_factory=dict)
    metonyms: Names = field(default_factory=dict)
    of: Mapping[str, str] = field(default_factory=dict)
    country: str | None = None
    part_of: tuple[str, ...] = ()
    capital_of: str | None = None
    holds: tuple[Tenure, ...] = ()
    classes: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    wikidata: str | None = None
    population: int | None = None
    weak: bool = False
    weak_names: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        return hash(self.id)

    def needs_context(self, name: str) -> bool:
        """Whether this name of the entity, standing alone, is too common to be believed."""
        return self.weak or name in self.weak_names


@dataclass(frozen=True, slots=True)
class Title:
    """An office or body that many states have: "president", "ministry-of-defence".

    names: lemmas; in Arabic both the definite form (رئيس الوزراء) and the one that takes a state (رئيس وزراء).
    shared: several persons hold it at once (deputy prime minister, ambassador). body: the title of the body that the
    office names in its own words ("foreign ministry spokesman": ministry-of-foreign-affairs), or None.
    """

    id: str
    type: TitleType
    names: Names
    classes: tuple[str, ...] = ()
    shared: bool = False
    body: str | None = None


@dataclass
class Gazetteer:
    """All entities and titles. Look-ups never raise for an id that is not known: they answer None or ()."""

    entities: Mapping[str, Entity]
    titles: Mapping[str, Title]
    _composed: dict[str, Entity | None] = field(default_factory=dict, init=False, repr=False)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.entities.values())

    def __len__(self) -> int:
        return len(self.entities)

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self.get(id) is not None

    def get(self, id: str) -> Entity | None:
        """The entity with this id, composing "<base>/<title>" ("ARM/prime-minister"); None if there is none.

        A base is a state, an organisation, a group, or a place that has authorities of its own (class
        "authority"). Where a data file says more of such an office, its own names come first.
        """
        if "/" not in id:
            return self.entities.get(id)
        if id not in self._composed:
            self._composed[id] = self._compose(id)
        return self._composed[id]

    def _compose(self, id: str) -> Entity | None:
        base_id, _, title_id = id.partition("/")
        base, title, own = self.entities.get(base_id), self.titles.get(title_id), self.entities.get(id)
        if base is None or title is None or not may_have_offices(base):
            return own
        names = composed_names(title.names, base.names, base.demonyms, base.of)
        if own is not None:
            names = {
                code: tuple(dict.fromkeys((*own.names.get(code, ()), *names.get(code, ()))))
                for code in (*own.names, *(c for c in names if c not in own.names))
            }
        return Entity(
            id=id,
            type=title.type,
            names=names,
            short=own.short if own else {},
            metonyms=own.metonyms if own else {},
            country=self.country(base_id) if "authority" not in base.classes else None,
            part_of=(base_id,),
            classes=tuple(dict.fromkeys((*title.classes, *(own.classes if own else ())))),
            wikidata=own.wikidata if own else None,
            weak=own.weak if own else False,
            weak_names=own.weak_names if own else frozenset(),
        )

    @cached_property
    def tenures(self) -> Mapping[str, tuple[tuple[str, Tenure], ...]]:
        """Office id → (person id, tenure), in the order of the files."""
        found: dict[str, list[tuple[str, Tenure]]] = {}
        for entity in self.entities.values():
            for tenure in entity.holds:
                found.setdefault(tenure.office, []).append((entity.id, tenure))
        return {office: tuple(held) for office, held in found.items()}

    def holders(self, office_id: str, day: str | date) -> tuple[str, ...]:
        """All persons known to have held the office on this day, in the order of the files."""
        when = day_of(day)
        return tuple(person for person, tenure in self.tenures.get(office_id, ()) if tenure.holds_on(when))

    def holder(self, office_id: str, day: str | date) -> str | None:
        """The person meant by the office on this day; None when nobody is known or nobody is meant alone.

        On the day of a handover it is the successor. Of several at once it is the one marked as leading.
        """
        when = day_of(day)
        held = [(person, tenure) for person, tenure in self.tenures.get(office_id, ()) if tenure.holds_on(when)]
        if len(held) > 1:
            held = [
                (person, tenure)
                for person, tenure in held
                if not any(
                    tenure.end is not None and other.start is not None and tenure.end <= other.start
                    for who, other in held
                    if who != person
                )
            ]
        leading = [person for person, tenure in held if tenure.lead]
        if len(leading) == 1:
            return leading[0]
        persons = {person for person, _ in held}
        return persons.pop() if len(persons) == 1 else None

    def offices_of(self, person_id: str, day: str | date) -> tuple[str, ...]:
        """The offices the person held on this day, in the order of the file."""
        person = self.entities.get(person_id)
        if person is None:
            return ()
        when = day_of(day)
        return tuple(dict.fromkeys(tenure.office for tenure in person.holds if tenure.holds_on(when)))

    def country(self, id: str) -> str | None:
        """ISO 3166 alpha-3 of the state it is, belongs to, lies in or speaks for; None if of no one state.

        A person's is that of the file, or of the last office that belongs to a state.
        """
        entity = self.get(id)
        if entity is None:
            return None
        if entity.type == "state":
            return entity.id
        if entity.country is not None or "/" in id:
            return entity.country
        for tenure in reversed(entity.holds):
            found = self.country(tenure.office)
            if found is not None:
                return found
        return None

    def within(self, place_id: str, other: str) -> bool:
        """Whether the place is the other, or lies in it through `part_of`, however far up."""
        seen: set[str] = set()
        waiting = [place_id]
        while waiting:
            here = waiting.pop()
            if here == other:
                return True
            entity = self.get(here)
            if here in seen or entity is None:
                continue
            seen.add(here)
            waiting.extend(entity.part_of)
        return False

    def label(self, id: str, language: str) -> str:
        """The name to show in this language, else in another, else the id itself."""
        if "/" in id and id not in self.entities:
            base_id, _, title_id = id.partition("/")
            base, title = self.entities.get(base_id), self.titles.get(title_id)
            if base is not None and title is not None and may_have_offices(base):
                shown = composed_label(language, title.names, base.names, base.demonyms, base.of)
                if shown is not None:
                    return shown
        entity = self.get(id)
        if entity is None:
            return id
        for code in (language, *LABEL_ORDER):
            names = entity.names.get(code)
            if names:
                return names[0]
        return id


def may_have_offices(entity: Entity) -> bool:
    """Whether "<entity>/<title>" makes sense: states, organisations, groups, places with authorities."""
    return entity.type in ("state", "organisation", "group") or "authority" in entity.classes


def day_of(day: str | date) -> str:
    """The ISO 8601 day of a day or time given as text ("2020-11-10T00:00+03:00") or as a date."""
    return day.isoformat()[:10] if isinstance(day, date) else day[:10]
