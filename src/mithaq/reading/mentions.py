"""Who and where: from words found in the gazetteer to names with an entity, a country and a way of naming."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mithaq.gazetteer import Gazetteer
from mithaq.gazetteer.world import given_names
from mithaq.languages.base import Language
from mithaq.languages.lexicon import Hit
from mithaq.reading.claims import Name, Via
from mithaq.reading.scene import Mention

# What may stand between the title of an office and the state it is an office of.
_OF = re.compile(r"(?:['’]s?)?\s*(?:of\s+(?:the\s+)?|for\s+|de\s+)?(?:republic\s+of\s+|республики\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"['’]?s?\s+", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,|،)?\s*(?:and|и|و)?\s*")
_FIRST_NAME = re.compile(r"(?<![\w.])(?:[A-ZА-ЯЁ][a-zа-яё]+|[A-ZА-ЯЁ]\.)\s\Z")
_PLACE_MARKERS = frozenset({"in", "at", "near"})


@dataclass(slots=True)
class _Item:
    """Hits of one span that name something, before one reading of them is chosen."""

    start: int
    end: int
    hits: list[Hit]

    @property
    def first(self) -> Hit:
        return self.hits[0]


def find_mentions(
    text: str, hits: Sequence[Hit], gazetteer: Gazetteer, tongue: Language, published: str | None
) -> tuple[list[Mention], list[Mention]]:
    """All names of a text in order, and the names nested inside longer ones ("Azerbaijan" in "President of
    Azerbaijan"), which name somebody too but play no role of their own."""
    items = _items(hits)
    markers = {hit.end: hit.id for hit in hits if hit.what == "marker"}
    if tongue.cased:
        # "заявили в Баку": where the plural has no subject, the capital speaks
        said = {hit.end for hit in hits if hit.what == "speech"}
        for hit in hits:
            if hit.what == "marker" and hit.id == "in" and hit.start - 1 in said:
                markers[hit.end] = "by"
    known = _Knowledge(text, gazetteer, published, items, frozenset(hit.end for hit in hits), tongue.code)
    mentions: list[Mention] = []
    nested: list[Mention] = []
    used: set[int] = set()
    for index, item in enumerate(items):
        if index in used:
            continue
        title = next((hit for hit in item.hits if hit.what == "title"), None)
        if title is not None:
            made = _office(text, items, index, title, used, known)
            if made is not None:
                name, inner, clitic_hit = made
                mentions.append(_mention(name, clitic_hit, tongue))
                nested.extend(_mention(one, clitic_hit, tongue) for one in inner)
                continue
        others = [hit for hit in item.hits if hit.what != "title"]
        if not others:
            continue
        chosen = known.choose(text, replace_hits(item, others), markers)
        if chosen is not None:
            name, hit = chosen
            mentions.append(_mention(name, hit, tongue))
    mentions.sort(key=lambda one: (one.start, -one.end))
    _introduce(text, mentions)
    # A name that an office took in after it was read stands nested.
    out: list[Mention] = []
    for mention in mentions:
        if out and mention.start < out[-1].end:
            if mention.end - mention.start > out[-1].end - out[-1].start:
                nested.append(out[-1])
                out[-1] = mention
            else:
                nested.append(mention)
        else:
            out.append(mention)
    nested.sort(key=lambda one: one.start)
    return out, nested


def _introduce(text: str, mentions: list[Mention]) -> None:
    """Where the text itself puts a person beside an office ("President Ilham Aliyev"), the office means that person
    throughout, if the gazetteer does not know who held it."""
    holders: dict[str, str] = {}
    for first, second in pairwise(mentions):
        office, person = (first, second) if first.name.type == "office" else (second, first)
        gap = text[first.end : second.start]
        if office.name.type != "office" or person.name.type != "person" or len(gap) > 2 or gap.strip(" ,،"):
            continue
        if office.name.entity and person.name.entity and office.name.country == person.name.country:
            holders.setdefault(office.name.entity, person.name.entity)
    for mention in mentions:
        name = mention.name
        if name.type == "office" and name.holder is None and name.entity in holders:
            mention.name = replace(name, holder=holders[name.entity])


def replace_hits(item: _Item, hits: list[Hit]) -> _Item:
    """The same span with other readings."""
    return _Item(item.start, item.end, hits)


def _items(hits: Sequence[Hit]) -> list[_Item]:
    items: list[_Item] = []
    for hit in hits:
        if hit.what not in ("name", "title", "demonym"):
            continue
        if items and (items[-1].start, items[-1].end) == (hit.start, hit.end):
            items[-1].hits.append(hit)
        elif items and hit.start < items[-1].end:
            continue  # overlaps a longer or earlier name
        else:
            items.append(_Item(hit.start, hit.end, [hit]))
    return items


def _mention(name: Name, hit: Hit, tongue: Language) -> Mention:
    clitic = tongue.role_of_clitic(hit.before) if hit.before else None
    return Mention(name, hit.features, clitic=clitic, joined=clitic == "and", after=hit.after)


def _state_of(item: _Item, gazetteer: Gazetteer) -> Hit | None:
    """The reading of an item as a state or a people, if it has one."""
    for hit in item.hits:
        if hit.what == "demonym":
            return hit
        entity = gazetteer.entities.get(hit.id) if hit.what == "name" else None
        if entity is not None and entity.type == "state":
            return hit
    return None


def _office(
    text: str, items: list[_Item], index: int, title: Hit, used: set[int], known: _Knowledge
) -> tuple[Name, list[Name], Hit] | None:
    """A title with the state it belongs to, on either side of it, or by the person or office named nearby."""
    item = items[index]
    gazetteer = known.gazetteer
    start, end = item.start, item.end
    inner: list[Name] = []
    state: str | None = None
    after = index + 1
    # "press service of the president of Azerbaijan": a second title between belongs to the first
    if after < len(items) and any(hit.what == "title" for hit in items[after].hits):
        further = after + 1
        if (
            _OF.fullmatch(text, end, items[after].start)
            and further < len(items)
            and _OF.fullmatch(text, items[after].end, items[further].start)
            and _state_of(items[further], gazetteer)
        ):
            second = next(hit for hit in items[after].hits if hit.what == "title")
            owner = _state_of(items[further], gazetteer)
            assert owner is not None
            inner.append(known.office(second, owner.id, items[after].start, items[further].end))
            state, end = owner.id, items[further].end
            used.update({after, further})
    if state is None and after < len(items) and _OF.fullmatch(text, end, items[after].start):
        owner = _state_of(items[after], gazetteer)
        if owner is not None:
            state, end = owner.id, items[after].end
            used.add(after)
            if owner.what == "name":
                inner.append(known.name(owner))
    before = index - 1
    if state is None and before >= 0 and before not in used and _BETWEEN.fullmatch(text, items[before].end, start):
        owner = _state_of(items[before], gazetteer)
        if owner is not None:
            state, start = owner.id, items[before].start
            used.add(before)
            known.took_in.append(items[before].start)
            if owner.what == "name":
                inner.append(known.name(owner))
    if state is None:
        return known.office_by_context(text, items, index, title)
    name = known.office(title, state, start, end)
    known.remember(name)
    body = known.body(title, state, start, end)
    return name, [*inner, body] if body is not None else inner, title


class _Knowledge:
    """What is known of the report's world: who holds what on its day, who was named before."""

    def __init__(
        self,
        text: str,
        gazetteer: Gazetteer,
        published: str | None,
        items: Sequence[_Item],
        ends: frozenset[int],
        code: str,
    ) -> None:
        self.text = text
        self.code = code
        self.ends = ends
        self.gazetteer = gazetteer
        self.starts = {item.start for item in items}
        self.day = (published or "")[:10] or None
        self.took_in: list[int] = []
        self.last_office: dict[str, Name] = {}
        self.of_several: set[str] = set()
        self.placed_until: int | None = None
        full: Counter[str] = Counter()
        countries: Counter[str] = Counter()
        for item in items:
            for hit in item.hits:
                if hit.what == "title":
                    continue
                entity = gazetteer.entities.get(hit.id)
                if entity is None or entity.needs_context(hit.entry.lemma):
                    continue
                if len(item.hits) == 1 or hit.entry.detail == "name":
                    if hit.entry.detail != "short":
                        full[hit.id] += 1
                    country = entity.country or (entity.id if entity.type == "state" else None)
                    if country:
                        countries[country] += 1
        self.full = full
        self.countries = countries

    def name(self, hit: Hit, via: Via | None = None) -> Name:
        """The plain reading of a name or demonym."""
        entity = self.gazetteer.entities[hit.id]
        ways: dict[str, Via] = {"short": "mention", "metonym": "metonym", "demonym": "demonym"}
        country = self.country(entity.id)
        return Name(
            hit.start, hit.end, type=entity.type, entity=entity.id, country=country,
            via=via or ways.get(hit.entry.detail, "name"),
        )  # fmt: skip

    def country(self, entity: str) -> str | None:
        """The state an entity is, belongs to or holds office in on the day, as far as the gazetteer knows."""
        known = self.gazetteer.country(entity)
        if known is None:
            for office in self.gazetteer.offices_of(entity, self.day or ""):
                known = known or self.gazetteer.country(office.partition("/")[0])
        return known

    def office(self, title: Hit, state: str, start: int, end: int) -> Name:
        """An office or body of a state."""
        kind = self.gazetteer.titles[title.id].type
        entity = f"{state}/{title.id}"
        holder = self.gazetteer.holder(entity, self.day) if self.day and kind == "office" else None
        country = state if len(state) == 3 else self.gazetteer.country(state)
        return Name(start, end, type=kind, entity=entity, country=country, via="office", holder=holder)

    def body(self, title: Hit, state: str, start: int, end: int) -> Name | None:
        """The body that the words of an office name ("spokesman of the Foreign Ministry of Russia")."""
        of = self.gazetteer.titles[title.id].body
        if of is None:
            return None
        said = self.text[title.start : title.end].casefold()
        for name in sorted(self.gazetteer.titles[of].names.get(self.code, ()), key=len, reverse=True):
            at = said.find(name.casefold())
            if at < 0:
                continue
            last = at + len(name) == len(said)
            low, high = (title.start + at, end) if last else (start, title.start + at + len(name))
            kind = self.gazetteer.titles[of].type
            country = state if len(state) == 3 else self.gazetteer.country(state)
            return Name(low, high, type=kind, entity=f"{state}/{of}", country=country, via="office")
        return None

    def remember(self, office: Name) -> None:
        """An office named in full: later mentions of its title alone mean it."""
        if office.entity:
            _, _, title = office.entity.partition("/")
            before = self.last_office.get(title)
            if before is not None and before.entity != office.entity:
                self.of_several.add(title)
            self.last_office[title] = office

    def office_by_context(
        self, text: str, items: Sequence[_Item], index: int, title: Hit
    ) -> tuple[Name, list[Name], Hit] | None:
        """A title alone: of the person named beside it, else the one named before in this report."""
        item = items[index]
        for neighbour in (index + 1, index - 1):
            if not 0 <= neighbour < len(items):
                continue
            other = items[neighbour]
            low, high = (item.end, other.start) if neighbour > index else (other.end, item.start)
            if high < low or high - low > 3 or text[low:high].strip(" ,،"):
                continue
            for hit in other.hits:
                entity = self.gazetteer.entities.get(hit.id) if hit.what == "name" else None
                if entity is None or entity.type != "person":
                    continue
                for office in self.gazetteer.offices_of(entity.id, self.day or ""):
                    state, _, found = office.partition("/")
                    if found == title.id:
                        name = self.office(title, state, item.start, item.end)
                        self.remember(name)
                        return name, [], title
        earlier = self.last_office.get(title.id)
        if self.gazetteer.titles[title.id].type == "group" and (earlier is None or title.id in self.of_several):
            # "the rebels", "soldiers": somebody acts, though it is not said whose they are
            return Name(item.start, item.end, type="group", via="mention"), [], title
        if earlier is None:
            # "the president": somebody acts or speaks, though the text does not say of which state
            kind = self.gazetteer.titles[title.id].type
            return Name(item.start, item.end, type=kind, via="mention"), [], title
        name = replace(earlier, start=item.start, end=item.end, via="mention")
        return name, [], title

    def choose(self, text: str, item: _Item, markers: dict[int, str]) -> tuple[Name, Hit] | None:
        """One reading for a span that may name several things; None when a weak name has nothing beside it."""
        seen: set[tuple[str, bool]] = set()
        readings = []
        for hit in sorted(item.hits, key=lambda hit: hit.entry.detail == "short"):  # spellings that fold to one are one
            key = (hit.id, hit.entry.detail == "metonym")
            if key not in seen and self._strong_enough(hit):
                seen.add(key)
                readings.append(hit)
        if not readings:
            return None
        if len(readings) == 1:
            return self.name(readings[0]), readings[0]
        by_type = {self.gazetteer.entities[hit.id].type: hit for hit in reversed(readings)}
        metonym = next((hit for hit in readings if hit.entry.detail == "metonym"), None)
        place = by_type.get("place")
        if metonym is not None and place is not None:
            chosen = place if self._placed(text, item, place, markers) else metonym
            if chosen is place:
                self.placed_until = item.end
            return self.name(chosen), chosen
        ranked = sorted(readings, key=self._weight, reverse=True)
        best = ranked[0]
        tied = len(ranked) > 1 and self._weight(ranked[1]) == self._weight(best)
        if tied and {self.gazetteer.entities[hit.id].type for hit in ranked[:2]} == {"person"}:
            one = self.name(best)
            return replace(one, entity=None, country=None), best
        return self.name(best), best

    def _strong_enough(self, hit: Hit) -> bool:
        entity = self.gazetteer.entities[hit.id]
        if hit.entry.detail == "short" and entity.type == "person" and not self._believed(hit):
            return False
        if not entity.needs_context(hit.entry.lemma):
            return True
        country = entity.country or entity.id
        if self.full[hit.id] > 0 or self.countries[country] > 0:
            return True
        # "Chad" is believed to be the state where other states are spoken of, not alone
        return entity.type == "state" and not entity.weak and bool(self.countries)

    def _believed(self, hit: Hit) -> bool:
        """Whether a surname alone, or with another first name before it, is believed to be this person.

        It is where the full name stands elsewhere in the report, or where the person is in office; never right behind
        another name: a private person must not be taken for a namesake.
        """
        before = _FIRST_NAME.search(self.text, max(0, hit.start - 30), hit.start)
        if before is not None and before.start() not in self.starts:
            return False
        if self.full[hit.id] > 0:
            return True
        if self.text[hit.start : hit.end].casefold() in given_names(self.code):
            return False  # "António", "محمد": somebody else's first name
        if self.text[hit.start : hit.end].isalpha() and "\u0600" <= self.text[hit.start] <= "\u06ff":
            # Without capitals an unknown word before a surname may be another first name.
            word = hit.start - len(hit.before) - 1
            if word > 0 and self.text[word].isspace() and self.text[word - 1].isalpha() and word not in self.ends:
                return False
        return bool(self.gazetteer.offices_of(hit.id, self.day)) if self.day else not self.full

    def _placed(self, text: str, item: _Item, hit: Hit, markers: dict[int, str]) -> bool:
        """Whether a capital stands where a place stands: after "in", not as who acts."""
        if hit.before and "ب" in hit.before:
            return True
        if self.placed_until is not None and _LISTED.fullmatch(text, self.placed_until, item.start):
            return True  # "in Moscow, Paris and Washington"
        position = item.start
        while position > 0 and text[position - 1].isspace():
            position -= 1
        return markers.get(position) in _PLACE_MARKERS

    def _weight(self, hit: Hit) -> tuple[int, int, int, int]:
        entity = self.gazetteer.entities[hit.id]
        serving = bool(entity.type == "person" and self.day and self.gazetteer.offices_of(entity.id, self.day))
        country = entity.country or entity.id
        return (self.full[hit.id], self.countries[country], int(serving), entity.population or 0)
