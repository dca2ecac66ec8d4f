"""Scoring what the reader finds in annotated sentences: events, modality, who, names and speakers.

A gold file is a YAML list; see the head of tests/gold/en/events-look.yaml. An event found counts as right if its
trigger overlaps the annotated one and its PLOVER type is the same; kind, modality, actors, recipients and speaker are
scored on the events so matched. A name counts if it overlaps an annotated one and has its type; names are scored
only in items that annotate them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mithaq.data import load_yaml
from mithaq.reading.claims import Claim, Name, Reading
from mithaq.reading.reader import Reader
from mithaq.reports.model import Span


@dataclass(slots=True)
class Score:
    """Counts of one layer: right, found by the reader, wanted by the gold."""

    right: int = 0
    found: int = 0
    wanted: int = 0

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
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class EventScores:
    """All layers of one gold file, and what went wrong, item by item."""

    layers: dict[str, Score] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def of(self, layer: str) -> Score:
        """The counts of a layer: events, kind, modality, actors, recipients, names, entities, speakers."""
        return self.layers.setdefault(layer, Score())


def score_events(path: Path, reader: Reader | None = None) -> EventScores:
    """Read every item of a gold file and score the reading. The folder's name is the language."""
    scores = EventScores()
    reader = reader or Reader()
    for item in load_yaml(path):
        published = str(item["published"]) if item.get("published") else None
        reading = reader.read(item["text"], item.get("language") or path.parent.name, published)
        _events(item, reading, scores)
        _names(item, reading, scores)
        _quotations(item, reading, scores)
    return scores


def _find(text: str, words: str, start: int = 0) -> Span | None:
    at = text.find(words, start)
    return Span(at, at + len(words)) if at >= 0 else None


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _events(item: dict[str, Any], reading: Reading, scores: EventScores) -> None:
    text, id = item["text"], item["id"]
    events = scores.of("events")
    open_claims = list(_distinct(reading.claims))
    used: set[int] = set()
    for wanted in item.get("events") or []:
        events.wanted += 1
        spans = list(_all(text, wanted["trigger"]))
        match = next(
            (n for n, claim in enumerate(open_claims)
             if n not in used and claim.event == wanted["event"] and any(_overlap(claim.trigger, s) for s in spans)),
            None,
        )  # fmt: skip
        if match is None:
            near = [f"{c.event}/{c.sense}" for c in open_claims if any(_overlap(c.trigger, s) for s in spans)]
            scores.errors.append(f"{id}: missed {wanted['event']} {wanted['trigger']!r} (there: {near}) in: {text}")
            continue
        used.add(match)
        events.right += 1
        claim = open_claims[match]
        claims = [one for one in reading.claims if one.trigger == claim.trigger]
        for layer, right, got in (
            ("kind", wanted.get("kind") in {one.kind for one in claims}, claim.kind),
            ("modality", claim.modality == wanted["modality"], claim.modality),
        ):
            score = scores.of(layer)
            score.found += 1
            score.wanted += 1
            score.right += right
            if not right:
                scores.errors.append(f"{id}: {layer} {got} for {wanted.get(layer)} at {wanted['trigger']!r} in: {text}")
        for layer, names in (("actors", claim.actors), ("recipients", claim.recipients)):
            _people(layer, id, text, wanted.get(layer) or [], names, scores)
        speaker = wanted.get("speaker")
        score = scores.of("speakers")
        if speaker is not None:
            score.wanted += 1
            score.found += bool(claim.attribution)
            right = any(_overlap(name, span) for name in claim.attribution for span in _all(text, speaker))
            score.right += right
            if not right:
                said = [name.words(text) for name in claim.attribution]
                scores.errors.append(f"{id}: speaker {said} for {speaker!r} at {wanted['trigger']!r} in: {text}")
    for n, claim in enumerate(open_claims):
        if n not in used:
            events.found += 1
            scores.errors.append(
                f"{id}: too much {claim.event}/{claim.sense} {claim.modality} {claim.trigger.words(text)!r} in: {text}"
            )
    events.found += len(used)


def _people(layer: str, id: str, text: str, wanted: Sequence[str], names: Sequence[Name], scores: EventScores) -> None:
    score = scores.of(layer)
    score.wanted += len(wanted)
    score.found += len(names)
    left = list(names)
    for words in wanted:
        found = next((n for n in left if any(_overlap(n, span) for span in _all(text, words))), None)
        if found is not None:
            left.remove(found)
            score.right += 1
        else:
            scores.errors.append(f"{id}: {layer} lacks {words!r}, has {[n.words(text) for n in names]} in: {text}")
    for name in left:
        scores.errors.append(f"{id}: {layer} too much {name.words(text)!r}, wanted {list(wanted)} in: {text}")


def _names(item: dict[str, Any], reading: Reading, scores: EventScores) -> None:
    if not item.get("names"):
        return
    text, id = item["text"], item["id"]
    score, entities = scores.of("names"), scores.of("entities")
    for wanted in item["names"]:
        score.wanted += 1
        spans = list(_all(text, wanted["words"]))
        found = [one for one in reading.names if any(_overlap(one, span) for span in spans)]
        right = any(one.type == wanted["type"] for one in found)
        score.right += right
        score.found += right
        if not right:
            had = [(one.words(text), one.type) for one in found]
            scores.errors.append(f"{id}: name {wanted['words']!r} {wanted['type']}, has {had} in: {text}")
        if wanted.get("entity"):
            entities.wanted += 1
            entities.found += bool(found)
            same = any(wanted["entity"] in (one.entity, one.holder) for one in found)
            entities.right += same
            if not same:
                ids = [one.entity for one in found]
                scores.errors.append(f"{id}: entity {ids} for {wanted['entity']} {wanted['words']!r} in: {text}")


def _quotations(item: dict[str, Any], reading: Reading, scores: EventScores) -> None:
    text, id = item["text"], item["id"]
    for wanted in item.get("quotations") or []:
        spans = list(_all(text, wanted["words"]))
        found = [one for one in reading.quotations if any(_overlap(one, span) for span in spans)]
        score = scores.of("quotations")
        score.wanted += 1
        score.right += bool(found)
        score.found += bool(found)
        speaker = scores.of("quoted speakers")
        speaker.wanted += 1
        speaker.found += bool(found)
        name = wanted.get("speaker")
        right = any(
            (one.speaker is None)
            if not name
            else one.speaker is not None and any(_overlap(one.speaker, s) for s in _all(text, name))
            for one in found
        )
        speaker.right += right
        if not right:
            said = [one.speaker.words(text) if one.speaker else None for one in found]
            scores.errors.append(f"{id}: quoted speaker {said} for {name!r} of {wanted['words'][:40]!r} in: {text}")


def _all(text: str, words: str) -> Iterator[Span]:
    at = 0
    while (found := _find(text, words, at)) is not None:
        yield found
        at = found.start + 1


def _distinct(claims: Sequence[Claim]) -> Iterator[Claim]:
    """One claim a trigger and type: the several things one word is about are scored once."""
    seen: set[tuple[int, int, str]] = set()
    for claim in claims:
        key = (claim.trigger.start, claim.trigger.end, claim.event)
        if key not in seen:
            seen.add(key)
            yield claim
