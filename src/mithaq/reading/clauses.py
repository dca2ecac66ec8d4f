"""Which words of doing a sentence has, and how far each one's clause reaches."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mithaq.languages.lexicon import Hit
from mithaq.languages.senses import senses
from mithaq.reading.scene import Scene

FINITE = frozenset({"past", "present", "future", "imperative"})
_SUBJECT = 90
"""Characters of a subject between a verb and the "that" it governs."""
_THAT = re.compile(r"(?<!\w)(?:that|что|будто|أن|إن|أنّ|إنّ|بأن|ان)(?!\w)", re.IGNORECASE)
_COMMA = re.compile(r"[,،]\s*((?:что|чтобы|будто|that|and|أن|أنّ|إن|إنّ|بأن|и)(?!\w)|و(?=\w))?", re.IGNORECASE)


@dataclass(slots=True)
class Trigger:
    """One word of doing with all the senses it may have; `hits` share a span."""

    start: int
    end: int
    hits: list[Hit] = field(default_factory=list)

    @property
    def first(self) -> Hit:
        return self.hits[0]

    _features: frozenset[str] | None = None
    _nominal: bool | None = None

    def add(self, hit: Hit) -> None:
        """One more sense of the same word."""
        self.hits.append(hit)
        self._features = self._nominal = None

    @property
    def features(self) -> frozenset[str]:
        if self._features is None:
            first = self.hits[0].features
            self._features = first if len(self.hits) == 1 else first.union(*(hit.features for hit in self.hits))
        return self._features

    @property
    def nominal(self) -> bool:
        """Whether it is a deverbal noun, or a fixed phrase without a verb."""
        if self._nominal is None:
            self._nominal = all(
                hit.entry.pos in ("noun", "phrase", "particle") and not hit.features & FINITE for hit in self.hits
            )
        return self._nominal

    @property
    def infinitive(self) -> bool:
        features = self.features
        return "infinitive" in features and not features & {"past", "future"}

    @property
    def finite(self) -> bool:
        return not self.nominal and bool(self.features & FINITE)


def triggers(scene: Scene) -> list[Trigger]:
    """The words of doing of a sentence, in order; hits of one span are one trigger."""
    out: list[Trigger] = []
    nouns = {marker.end + 1 for marker in scene.markers if marker.id == "determiner"}
    nouns |= {mention.end + 1 for mention in scene.mentions if mention.name.via == "demonym"}  # "in Armenian hands"
    named = {hit.start for hit in scene.events if hit.entry.pos == "noun"}
    prepositions = {(marker.start, marker.end) for marker in scene.markers}
    for hit in scene.events:
        if hit.entry.pos == "verb" and (hit.start, hit.end) in prepositions:
            continue  # حول: "about", before it is "turned"
        if hit.entry.pos == "verb" and hit.start in nouns and not hit.features & {"past", "participle"}:
            continue  # "the list" is no verb, nor is "the meeting"
        if "gerund" in hit.features and hit.start in named and not _after_be(scene, hit):
            continue  # "ended the fighting": a noun, not "was fighting"
        if out and (out[-1].start, out[-1].end) == (hit.start, hit.end):
            out[-1].add(hit)
        elif out and hit.start < out[-1].end:
            if hit.end - hit.start > out[-1].end - out[-1].start:
                out[-1] = Trigger(hit.start, hit.end, [hit])
        else:
            out.append(Trigger(hit.start, hit.end, [hit]))
    for trigger in out:
        nouns_of = [hit for hit in trigger.hits if hit.entry.pos == "noun"]
        if nouns_of and len(nouns_of) < len(trigger.hits) and _stands_as_noun(scene, trigger):
            trigger.hits = nouns_of
    return out


def _stands_as_noun(scene: Scene, trigger: Trigger) -> bool:
    """Whether what is written alike as a verb and as its noun (تبادل) is the noun: behind a preposition, or joined by
    "and" to what a verb of agreeing, demanding or failing governs."""
    before = trigger.first.before
    if before.strip("وف") or any(0 <= trigger.start - len(before) - m.end <= 1 for m in scene.markers if m.id != "and"):
        return True
    if not before.startswith("و"):
        return False
    rulers = [hit for hit in [*scene.events, *scene.speech, *scene.cues] if hit.end < trigger.start]
    ruler = max((hit for hit in rulers if hit.entry.pos == "verb"), key=lambda hit: hit.start, default=None)
    return ruler is not None and cue_of(ruler) is not None and not parted_by_comma(scene, ruler.end, trigger.start)


def _after_be(scene: Scene, hit: Hit) -> bool:
    return any(marker.id == "be" and 0 <= hit.start - marker.end <= 12 for marker in scene.markers)


def told_by(scene: Scene, found: Sequence[Trigger]) -> list[Trigger]:
    """The triggers that stand for events of their own.

    Not a noun inside the words for a thing ("cessation" in "agreement on the cessation of hostilities", "crossing" in
    "border crossing"), not a participle that is such a word ("the displaced"), and not a verb that only tells how an
    event beside it went ("the withdrawal was completed").
    """
    verbs = predicates(scene, found)
    colouring = {(cue.start, cue.end) for cue in scene.cues if cue.id == "completed"}
    ruled: set[tuple[int, int]] = set()
    for trigger in found:
        if trigger.nominal and (ruler := governor(scene, trigger, verbs)) is not None:
            ruled.add((ruler.start, ruler.end))
    out = []
    for trigger in found:
        if trigger.first.before.endswith("-"):
            continue  # "Russian-brokered" only describes
        span = (trigger.start, trigger.end)
        around = [c for c in scene.concepts if c.start <= trigger.start and trigger.end <= c.end]
        inside = any((c.start, c.end) != span for c in around)
        if not trigger.finite and inside:
            continue
        if around and "participle" in trigger.features and not trigger.nominal and not _predicative(scene, trigger):
            continue
        if span in colouring and span in ruled:
            continue
        out.append(trigger)
    return out


def _predicative(scene: Scene, trigger: Trigger) -> bool:
    """Whether a participle is the verb of its clause: an auxiliary stands before it, or its form is only that."""
    if "short" in trigger.features:
        return True
    return any(m.id in ("be", "have") and 0 <= trigger.start - m.end <= 18 for m in scene.markers)


def predicates(scene: Scene, found: Sequence[Trigger], chosen: Mapping[int, Hit] | None = None) -> list[Hit]:
    """The verbs of a sentence, of doing, saying or colouring, in order, one a span; chosen: by where a trigger starts,
    the sense it was found to have."""
    by_span: dict[tuple[int, int], Hit] = {}
    for trigger in found:
        if not trigger.nominal:
            by_span[trigger.start, trigger.end] = (chosen or {}).get(trigger.start) or _lending(trigger)
    for hit in [*scene.speech, *scene.cues]:
        if hit.entry.pos == "verb":
            by_span.setdefault((hit.start, hit.end), hit)
    return [by_span[span] for span in sorted(by_span)]


def _lending(trigger: Trigger) -> Hit:
    """Of a verb's senses, where its thing has not told which, one that lends its colour to what it governs."""
    return next((hit for hit in trigger.hits if senses()[hit.id].cue is not None), trigger.first)


def governor(scene: Scene, trigger: Trigger, verbs: Sequence[Hit]) -> Hit | None:
    """The verb that a deverbal noun or an infinitive hangs on: the nearest before it in its clause, else, in the
    subject of a verb behind it ("the handover of the bodies was completed"), that verb."""
    before = [verb for verb in verbs if verb.end <= trigger.start and trigger.start - verb.end <= 140]
    if before and not scene.barred(before[-1].end, trigger.start):
        if not parted_by_comma(scene, before[-1].end, trigger.start):
            return before[-1]
    if trigger.nominal:
        for verb in verbs:
            if trigger.end <= verb.start <= trigger.end + 90 and not scene.barred(trigger.end, verb.start):
                return verb
    return None


def parted_by_comma(scene: Scene, start: int, end: int) -> bool:
    """Whether a comma parts two words of a sentence, other than one before what the first governs ("said, that …")."""
    for comma in _COMMA.finditer(scene.text, start, end):
        if comma.group(1) is None:
            return True
        # "and" joins what hangs on the first, but before a verb of its own it begins another clause
        verbs = (hit for hit in [*scene.events, *scene.speech] if hit.start == comma.end() and hit.entry.pos == "verb")
        if comma.group(1) == "و" and any(hit.features & FINITE for hit in verbs):
            return True
    return False


def begins_with_that(scene: Scene, start: int, verbs: Sequence[Hit]) -> int | None:
    """Where the clause begins that a verb governs with "that", behind its subject if that stands between; or None."""
    found = _THAT.search(scene.text, start, min(scene.end, start + _SUBJECT))
    if found is None or any(start <= verb.start < found.start() for verb in verbs):
        return None
    return found.end()


def cue_of(hit: Hit) -> str | None:
    """The modality that a verb lends to what it governs."""
    match hit.what:
        case "event":
            return senses()[hit.id].cue
        case "speech":
            return {
                "accuse": "alleged", "deny": "denied", "demand": "demanded", "promise": "promised",
                "threaten": "planned", "doubt": "alleged",
            }.get(hit.id)  # fmt: skip
        case "cue":
            return hit.id
        case _:
            return None
