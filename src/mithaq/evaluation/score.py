"""Scoring what the reader finds against gold, layer by layer: precision, recall, F1, by language and type.

How two spans are said to be the same: `exact`, the same characters; `overlap`, at least one character in common. One
thing found answers one thing wanted; exact pairs are matched before overlapping ones. In layers that an item
annotates only in part (`some`), nothing found besides counts as wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from mithaq.evaluation.gold import GoldEvent, GoldItem, GoldName, places_of
from mithaq.languages.base import language
from mithaq.reading.claims import Claim, Name, Quotation, Reading
from mithaq.reading.reader import Reader
from mithaq.reports.model import Span

W = TypeVar("W", bound=Span)
F = TypeVar("F", bound=Span)

UNASKED = frozenset({"demonym", "office", "mention"})
"""Ways of naming that the gold asks for only as somebody's later mention, so that finding them is no error."""


@dataclass(slots=True)
class Score:
    """Counts: right, of them exact to the character, found by the reader, wanted by the gold."""

    right: int = 0
    exact: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, *, right: int = 0, exact: int = 0, found: int = 0, wanted: int = 0) -> None:
        """Count some more."""
        self.right += right
        self.exact += exact
        self.found += found
        self.wanted += wanted

    @property
    def precision(self) -> float:
        """right / found; 1 when nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """right / wanted; 1 when nothing was wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """2 right / (found + wanted); 1 when there was nothing at all."""
        total = self.found + self.wanted
        return 2 * self.right / total if total else 1.0

    @property
    def exact_f1(self) -> float:
        """As f1, of exact spans only."""
        total = self.found + self.wanted
        return 2 * self.exact / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that went wrong: in which item, layer and type, what, and where in the text."""

    item: str
    layer: str
    type: str
    what: str
    start: int
    end: int
    text: str

    def line(self, around: int = 60) -> str:
        """The miss with its context, the words in brackets."""
        before = self.text[max(0, self.start - around) : self.start].replace("\n", " ")
        after = self.text[self.end : self.end + around].replace("\n", " ")
        words = self.text[self.start : self.end].replace("\n", " ")
        return f"{self.item} {self.layer}/{self.type}: {self.what}: …{before}[{words}]{after}…"


RATIOS = frozenset({"time values", "kinds", "modes", "modality", "quotation speakers", "mentions"})
"""Layers of one judgement a thing matched or wanted: found and wanted are the same number."""


@dataclass(slots=True)
class Scores:
    """All counts of one language, by layer and type ("" is the whole layer), and what went wrong."""

    items: int = 0
    counts: dict[tuple[str, str], Score] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def of(self, layer: str, type: str = "") -> Score:
        """The counts of a layer, or of one type in it."""
        return self.counts.setdefault((layer, type), Score())

    def both(self, layer: str, type: str) -> tuple[Score, Score]:
        """The counts of the layer and of the type."""
        return self.of(layer), self.of(layer, type)


def score(items: Iterable[GoldItem], reader: Reader | None = None) -> dict[str, Scores]:
    """Read every item and score the reading, by language."""
    reader = reader or Reader()
    found: dict[str, Scores] = {}
    for item in items:
        scores = found.setdefault(item.language, Scores())
        scores.items += 1
        reading = reader.read(item.text, item.language, item.published)
        _Item(item, reading, scores).score()
    return found


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _same(one: Span, other: Span) -> bool:
    return one.start == other.start and one.end == other.end


def _match(wanted: Sequence[W], found: Sequence[F], fits: Callable[[W, F], bool]) -> dict[int, int]:
    """Which found answers which wanted, by index: exact spans first, then those that overlap, in order."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for close in (_same, _overlap):
        for n, one in enumerate(wanted):
            if n in pairs:
                continue
            for m, other in enumerate(found):
                if m not in taken and close(one, other) and fits(one, other):
                    pairs[n] = m
                    taken.add(m)
                    break
    return pairs


class _Item:
    """One item and its reading."""

    def __init__(self, item: GoldItem, reading: Reading, scores: Scores) -> None:
        self.item, self.reading, self.scores = item, reading, scores
        self.text = item.text

    def score(self) -> None:
        self._times()
        self._names()
        self._mentions()
        self._quotations()
        self._events()

    def miss(self, layer: str, type: str, what: str, span: Span) -> None:
        self.scores.misses.append(Miss(self.item.id, layer, type, what, span.start, span.end, self.text))

    def _count(
        self,
        layer: str,
        wanted: Sequence[W],
        found: Sequence[F],
        fits: Callable[[W, F], bool],
        types: tuple[Callable[[W], str], Callable[[F], str]],
    ) -> dict[int, int]:
        """Count a layer of spans; what is found besides counts only where everything is annotated."""
        pairs = _match(wanted, found, fits)
        answered = {m: n for n, m in pairs.items()}
        for n, one in enumerate(wanted):
            kind = types[0](one)
            for counts in self.scores.both(layer, kind):
                counts.add(wanted=1, right=n in pairs, exact=n in pairs and _same(one, found[pairs[n]]))
            if n not in pairs:
                there = sorted({types[1](other) for other in found if _overlap(one, other)})
                self.miss(layer, kind, f"missed (there: {', '.join(there)})" if there else "missed", one)
        for m, other in enumerate(found):
            if m in answered:
                for counts in self.scores.both(layer, types[0](wanted[answered[m]])):
                    counts.add(found=1)
            elif layer not in self.item.some:
                kind = types[1](other)
                for counts in self.scores.both(layer, kind):
                    counts.add(found=1)
                self.miss(layer, kind, "too much", other)
        return pairs

    def _judge(self, layer: str, type: str, right: bool, what: str, span: Span) -> None:
        for counts in self.scores.both(layer, type):
            counts.add(right=right, exact=right, found=1, wanted=1)
        if not right:
            self.miss(layer, type, what, span)

    def _times(self) -> None:
        wanted, found = self.item.times, self.reading.times
        if not wanted and "times" in self.item.some:
            return
        pairs = self._count(
            "times", wanted, found, lambda a, b: True, (lambda a: _sort_of_time(a.value), lambda b: b.precision)
        )
        for n, m in pairs.items():
            value = found[m].value or found[m].duration or ""
            right = wanted[n].value in (found[m].value, found[m].duration)
            self._judge(
                "time values", _sort_of_time(wanted[n].value), right, f"{value} for {wanted[n].value}", wanted[n]
            )

    def _names(self) -> None:
        item, names = self.item, self.reading.names
        if not item.names and "names" in item.some:
            return
        found = [
            one
            for one in names
            if any(_overlap(one, gold) for gold in item.names)
            or (
                one.via not in UNASKED
                and one.type != "office"
                and not any(_overlap(one, gold) for gold in item.mentions)
            )
        ]
        # a name inside a longer one is asked for only by its own words
        found = [
            one
            for one in found
            if not any(o is not one and o.start <= one.start and one.end <= o.end and not _same(o, one) for o in names)
            or any(_same(one, gold) for gold in item.names)
        ]
        asked = [one for one in found if one.type != "office"]
        pairs = self._count(
            "names", item.names, asked, lambda a, b: a.type == b.type, (lambda a: a.type, lambda b: b.type)
        )
        untyped = _match(item.names, asked, lambda a, b: True)
        self.scores.of("names untyped").add(
            right=len(untyped),
            exact=sum(_same(item.names[n], asked[m]) for n, m in untyped.items()),
            wanted=len(item.names),
            found=len(untyped) if "names" in item.some else len(asked),
        )
        for n, m in pairs.items():
            code = item.names[n].code
            if code is not None:
                got = asked[m].country if asked[m].entity is None else asked[m].entity
                self._judge("states", "", code in (got, asked[m].country), f"{got} for {code}", item.names[n])

    def _mentions(self) -> None:
        for mention in self.item.mentions:
            here = [one for one in self.reading.names if _overlap(one, mention)]
            first = [one for one in self.reading.names if _overlap(one, mention.first)]
            tied = any(_same_one(one, other) for one in here for other in first) or any(
                one.first is not None and _overlap(one.first, mention.first) for one in here
            )
            there = ", ".join(f"{one.type} {one.holder or one.entity}" for one in here)
            self._judge("mentions", "", tied, f"has ({there}), not {mention.first.words(self.text)!r}", mention)

    def _quotations(self) -> None:
        wanted, found = self.item.quotations, self.reading.quotations
        if not wanted and "quotations" in self.item.some:
            return
        sort = (lambda a: "direct" if a.direct else "reported", lambda b: "direct" if b.direct else "reported")
        pairs = self._count("quotations", wanted, found, lambda a, b: True, sort)
        for n, m in pairs.items():
            want, got = wanted[n].speaker, found[m].speaker
            right = self._speaks(want, found[m])
            said = got.words(self.text) if got else None
            asked = want.words(self.text) if want else None
            self._judge("quotation speakers", sort[0](wanted[n]), right, f"{said!r} for {asked!r}", wanted[n])

    def _speaks(self, want: Span | None, quotation: Quotation) -> bool:
        """Whether the speaker found is the one wanted: the same words, or the same person by other words."""
        got = quotation.speaker
        if want is None or got is None:
            return want is None and got is None
        if _overlap(want, got):
            return True
        return any(_same_one(one, got) for one in self.reading.names if _overlap(one, want))

    def _events(self) -> None:
        wanted = self.item.events
        claims = list(_distinct(self.reading.claims))
        pairs = self._count(
            "events",
            [_Trigger.of(one) for one in wanted],
            [_Trigger.of(one) for one in claims],
            lambda a, b: a.event == b.event,
            (lambda a: a.event, lambda b: b.event),
        )
        for n, m in pairs.items():
            self._event(wanted[n], claims[m])
        self._event_types(wanted, claims)

    def _event_types(self, wanted: Sequence[GoldEvent], claims: Sequence[Claim]) -> None:
        """The types told in each sentence, whichever word tells them: "declared a halt" by its verb or its noun."""
        partly = "events" in self.item.some
        for sentence in language(self.item.language).sentences(self.text):
            want = {one.event for one in wanted if _overlap(one.trigger, sentence)}
            found = {one.event for one in claims if _overlap(one.trigger, sentence)}
            for event in sorted(want | (found if not partly else set())):
                both = event in want and event in found
                for each in self.scores.both("event types", event):
                    each.add(right=both, exact=both, wanted=event in want, found=event in found)

    def _event(self, want: GoldEvent, claim: Claim) -> None:
        same = [one for one in self.reading.claims if one.trigger == claim.trigger]
        got = sorted({str(one.kind) for one in same})
        self._judge("kinds", want.event, str(want.kind) in got, f"{', '.join(got)} for {want.kind}", want.trigger)
        if want.mode is not None:
            right = want.mode in {one.mode for one in same}
            self._judge("modes", want.event, right, f"{claim.mode} for {want.mode}", want.trigger)
        self._judge(
            "modality", want.modality, claim.modality == want.modality, f"{claim.modality} not it", want.trigger
        )
        self._people("actors", want, want.actors, claim.actors)
        self._people("recipients", want, want.recipients, claim.recipients)
        self._people("places", want, want.places, claim.places)
        told_by = [name for name in claim.attribution if not any(_same(name, one) for one in self.reading.source)][:1]
        self._people("speakers", want, (want.speaker,) if want.speaker else (), told_by)

    def _people(self, layer: str, event: GoldEvent, wanted: Sequence[str], found: Sequence[Name]) -> None:
        counts = self.scores.both(layer, event.event)
        left = list(found)
        for words in wanted:
            spans = places_of(self.text, words)
            one = next((n for n in left if any(_overlap(n, span) for span in spans)), None)
            if one is None:
                others = [n for n in self.reading.names if any(_overlap(n, span) for span in spans)]
                one = next((n for n in left if any(_same_one(n, other) for other in others)), None)
            if one is not None:
                left.remove(one)
            else:
                has = ", ".join(n.words(self.text) for n in found)
                self.miss(layer, event.event, f"lacks {words!r}, has ({has})", event.trigger)
            for each in counts:
                each.add(wanted=1, right=one is not None, exact=one is not None, found=one is not None)
        for one in left:
            for each in counts:
                each.add(found=1)
            self.miss(layer, event.event, f"too much {one.words(self.text)!r}, wanted {list(wanted)}", event.trigger)


@dataclass(frozen=True, slots=True)
class _Trigger(Span):
    event: str

    @classmethod
    def of(cls, one: GoldEvent | Claim) -> _Trigger:
        return cls(one.trigger.start, one.trigger.end, one.event)


def _sort_of_time(value: str) -> str:
    if value.startswith("P"):
        return "duration"
    if "/" in value:
        return "interval"
    if "T" in value:
        return "clock"
    return {4: "year", 7: "month", 10: "day"}.get(len(value), "other")


def _same_one(one: Name, other: Name) -> bool:
    """Whether two names name the same: by entity, by the holder of the office, or as later words for the other."""
    if any(a.first is not None and _overlap(a.first, b.first or b) for a, b in ((one, other), (other, one))):
        return True
    first = {one.entity, one.holder} - {None}
    second = {other.entity, other.holder} - {None}
    return bool(first & second)


def _distinct(claims: Sequence[Claim]) -> Iterator[Claim]:
    """One claim a trigger and type: the several things one word is about are scored once."""
    seen: set[tuple[int, int, str]] = set()
    for claim in claims:
        key = (claim.trigger.start, claim.trigger.end, claim.event)
        if key not in seen:
            seen.add(key)
            yield claim


__all__ = ["RATIOS", "GoldName", "Miss", "Score", "Scores", "score"]
