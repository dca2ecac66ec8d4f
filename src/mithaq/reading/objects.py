"""The things concerned: which prisoners, road or district a word of doing is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mithaq.gazetteer import Gazetteer
from mithaq.languages.base import Language
from mithaq.languages.lexicon import Hit
from mithaq.languages.senses import Sense, Verdict, concepts, senses
from mithaq.reading.clauses import FINITE, Trigger
from mithaq.reading.roles import is_passive
from mithaq.reading.scene import STRONG, Mention, Scene

REACH = 120
"""Characters from a verb to the first thing concerned."""
_NOUN_REACH = 60
_BESIDE = 3
_MOVED = frozenset({"prisoner", "body"})
_DEEDS = frozenset({"RETREAT", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "AID"})
_LIFTED = frozenset({"roadblock"})
"""What a phrase names only as the way it is done: "lifting the blockade on all links" opens the links."""
_CHAIN = 70
"""Characters between two things named together."""
_ENTERED = frozenset({"in", "to", "at", "near", "under"})
_OF = frozenset({None, "of", "and"})


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing concerned: its concept ("place" for a named place) and where it stands."""

    concept: str
    start: int
    end: int
    place: Mention | None = None


def things(scene: Scene, gazetteer: Gazetteer) -> list[Thing]:
    """All things of a sentence that promises may be about, in order."""
    known = concepts()
    # several roads are links; one is a way that people use
    out = [
        Thing("links" if hit.id == "road" and "plural" in hit.features else hit.id, hit.start, hit.end)
        for hit in scene.concepts
    ]
    for mention in scene.mentions:
        name = mention.name
        entity = gazetteer.entities.get(name.entity or "")
        for kind in entity.classes if entity is not None else ():
            if kind.replace("-", "_") in known:
                out.append(Thing(kind.replace("-", "_"), name.start, name.end, mention))
        if name.type == "place":
            out.append(Thing("place", name.start, name.end, mention))
    # "ten more days" is time given: a length of time stands for a deadline
    out += [Thing("deadline", time.start, time.end) for time in scene.times if time.duration is not None]
    return sorted(out, key=lambda one: (one.start, one.end))


_EXCEPT = re.compile(
    r"(?<!\w)(?:except|apart from|other than|кроме|за исключением|помимо|باستثناء|ما عدا|عدا)(?!\w)[^,،;:.]{0,30}\Z",
    re.IGNORECASE,
)
"""What is left out is no thing concerned: "all flights except those to the oil fields"."""


def verdict_for(sense: Sense, thing: Thing) -> Verdict | None:
    """What the sense claims of a thing; by the thing's parent concept if not by itself."""
    concept: str | None = thing.concept
    while concept is not None:
        if concept in sense.objects:
            return sense.objects[concept]
        concept = concepts()[concept].parent if concept in concepts() else None
    return None


def find_objects(
    scene: Scene, trigger: Trigger, sense: Sense, all_things: Sequence[Thing], found: Sequence[Trigger],
    verbs: Sequence[Hit], tongue: Language, markers: Mapping[int, str | None],
) -> tuple[list[tuple[Thing, Verdict]], int]:  # fmt: skip
    """The things a trigger is about in one of its senses, each with its verdict, and how far the first one stands."""
    fitting = [
        (thing, verdict)
        for thing in all_things
        if (verdict := verdict_for(sense, thing)) is not None
        and not (thing.start < trigger.end and trigger.start < thing.end and thing.place is not None)
        and _may_be_object(thing, sense, trigger, markers)
        and not _EXCEPT.search(scene.text, scene.start, thing.start)
    ]
    if not fitting:
        return [], 0
    # A corridor with a name is a corridor first, and a place only if the sense knows no corridors.
    classed = {thing.start for thing, _ in fitting if thing.place is not None and thing.concept != "place"}
    fitting = [one for one in fitting if one[0].concept != "place" or one[0].start not in classed]
    low, high = _clause(scene, trigger, sense, found, verbs)
    inside = [one for one in fitting if one[0].start < trigger.end and trigger.start < one[0].end]
    right = [one for one in fitting if trigger.end <= one[0].start and one[0].end <= high]
    if sense.cue is None:
        right = [one for one in right if one[1].event not in _DEEDS or not _of_another(one[0], trigger, found)]
    left = [one for one in fitting if one[0].end <= trigger.start and one[0].start >= low]
    reach = _NOUN_REACH if trigger.nominal else REACH
    right = right if right and right[0][0].start - trigger.end <= reach else []
    left = list(reversed(left))
    left = (
        left if left and trigger.start - left[0][0].end <= (_BESIDE if trigger.nominal and not right else REACH) else []
    )
    outside = right or left
    if inside and not (outside and all(one.concept in _LIFTED for one, _ in inside)):
        return inside, 0  # the thing is in the phrase itself ("violation of the ceasefire")
    chosen, side = _side(scene, trigger, left, right)
    if not chosen and trigger.nominal:  # "… came home in the exchange": the thing is named elsewhere in the sentence
        far = [one for one in fitting if one[0].concept in _MOVED and not scene.barred(*_between(trigger, one[0]))]
        chosen = sorted(far, key=lambda one: abs(one[0].start - trigger.start))[:1]
        return chosen, scene.end - scene.start
    if not chosen:
        return [], 0
    distance = abs((chosen[0][0].start - trigger.end) if side > 0 else (trigger.start - chosen[0][0].end))
    return _chain(scene, chosen, side, verbs), distance


def _of_another(thing: Thing, trigger: Trigger, found: Sequence[Trigger]) -> bool:
    """Whether a deverbal noun between takes the thing for its own: of "took to the streets demanding the withdrawal of
    the peacekeepers", nobody who took to the streets withdraws."""
    if trigger.nominal:
        return False
    between = (one for one in found if trigger.end <= one.start and one.end <= thing.start and one.nominal)
    return any(verdict_for(senses()[hit.id], thing) is not None for one in between for hit in one.hits)


def _between(trigger: Trigger, thing: Thing) -> tuple[int, int]:
    return (trigger.end, thing.start) if thing.start >= trigger.end else (thing.end, trigger.start)


_Found = list[tuple[Thing, Verdict]]


def _side(scene: Scene, trigger: Trigger, left: _Found, right: _Found) -> tuple[_Found, int]:
    if not left or not right:
        return (right, 1) if right else (left, -1)
    near_left = trigger.start - left[0][0].end
    near_right = right[0][0].start - trigger.end
    if trigger.nominal:
        return (left, -1) if near_left <= 1 and near_right > 20 else (right, 1)
    if is_passive(scene, trigger.first) or "reflexive" in trigger.features:
        return (left, -1) if near_left <= near_right + 30 else (right, 1)
    # "Agdam passed to Azerbaijan on 20 November and Kalbajar on 25 November": what follows a day has a day of its own
    dated = left[0][0].concept == right[0][0].concept and any(
        trigger.end <= time.start and time.end <= right[0][0].start for time in scene.times
    )
    return (left, -1) if (near_right > 60 or dated) and near_left <= 12 else (right, 1)


def _chain(scene: Scene, chosen: _Found, side: int, verbs: Sequence[Hit]) -> _Found:
    """The first thing and those named together with it."""
    out = [chosen[0]]
    for one in chosen[1:]:
        last = out[-1][0]
        low, high = (last.end, one[0].start) if side > 0 else (one[0].end, last.start)
        if high - low > _CHAIN or any(low <= verb.start and verb.end <= high for verb in verbs):
            break
        if scene.barred(low, high) or scene.contrasted(low, high):
            break
        out.append(one)
    return out


def _clause(
    scene: Scene, trigger: Trigger, sense: Sense, found: Sequence[Trigger], verbs: Sequence[Hit]
) -> tuple[int, int]:
    """How far the things of a trigger may stand: to the verbs beside it, and to strong marks."""
    low, high = scene.start, scene.end
    for verb in verbs:
        if verb.what == "cue" or (verb.start, verb.end) == (trigger.start, trigger.end):
            continue
        weak = "infinitive" in verb.features or not verb.features & FINITE
        if verb.end <= trigger.start and not weak:
            low = max(low, verb.end)
        elif verb.start >= trigger.end and not weak:
            high = min(high, verb.start)
    for other in found:
        if trigger.nominal and other.nominal and other.end <= trigger.start:
            low = max(low, other.end)
        elif other.start >= trigger.end and other.nominal and trigger.nominal and sense.cue is None:
            high = min(high, other.start)
    for mark in STRONG.finditer(scene.text, low, trigger.start):
        low = mark.end()
    barrier = STRONG.search(scene.text, trigger.end, high)
    if barrier is not None:
        high = barrier.start()
    return low, high


def _may_be_object(thing: Thing, sense: Sense, trigger: Trigger, markers: Mapping[int, str | None]) -> bool:
    """A named place is the thing concerned only where it is not merely the scene: "handed over Agdam", but not "handed
    over prisoners in Agdam". Who takes control or moves in does so "in" or "to" a place."""
    if thing.concept != "place":
        return True
    marker = markers.get(thing.start)
    if sense.recipient == "from":
        return marker is None or marker in _ENTERED or marker in ("of", "through")
    return marker in _OF
