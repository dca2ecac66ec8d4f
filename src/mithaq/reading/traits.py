"""What is told of a place in a sentence to the models that weigh it (judge.py): its features, as strings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mithaq.languages.base import Language
from mithaq.languages.lexicon import Hit
from mithaq.languages.senses import Sense, Verdict
from mithaq.reading.claims import Name, Quotation
from mithaq.reading.clauses import FINITE, Trigger, cue_of, governor
from mithaq.reading.objects import Thing
from mithaq.reading.roles import Roles
from mithaq.reading.scene import AGENTS, Mention, Scene, marker_before

_NUMBER = re.compile(r"\d")
_COMMA = re.compile("[,،;:—]")
_FORMS = ("past", "present", "future", "infinitive", "imperative", "participle", "gerund", "passive", "short", "adj",
          "reflexive", "noun", "plural")  # fmt: skip
_MARKS = '«»“”"'
_NEAR = 30
_MANY = 3
_BY = 60


def _bucket(distance: int) -> str:
    for edge in (2, 8, 20, 45, 90):
        if distance <= edge:
            return str(edge)
    return "far"


def _around(trigger: Trigger, scene: Scene) -> list[str]:
    """The words on both sides, in small letters, and the marks."""
    text = scene.text
    before = text[max(scene.start, trigger.start - 30) : trigger.start].split()
    after = text[trigger.end : min(scene.end, trigger.end + 30)].split()
    last = before[-1].lower().strip(_MARKS) if before else "^"
    following = after[0].lower().strip(_MARKS) if after else "$"
    return [f"w-1={last}", f"w+1={following}"]


def of_trigger(
    scene: Scene,
    trigger: Trigger,
    hit: Hit,
    sense: Sense,
    objects: Sequence[tuple[Thing, Verdict]],
    fired: Sequence[Verdict],
    verbs: Sequence[Hit],
    found: Sequence[Trigger],
    quotation: Quotation | None,
    tongue: Language,
    state: str,
) -> list[str]:
    """Features of a word of doing: whether it is an event, and of which type."""
    code = tongue.code
    rule = "+".join(sorted({one.event for one in fired})) or "none"
    features = trigger.features
    forms = "noun" if trigger.nominal else "".join(one[0] for one in _FORMS if one in features)
    ruler = governor(scene, trigger, verbs)
    above = f"{ruler.what}:{ruler.id}" if ruler is not None else "none"
    marker = marker_before(scene, trigger.start) or "none"
    left = next((g for g in reversed(scene.groups) if g.end <= trigger.start), None)
    right = next((g for g in scene.groups if g.start >= trigger.end), None)
    kinds = [g.members[0].name.type if g is not None else "none" for g in (left, right)]
    lemma = hit.entry.lemma
    object_names = sorted({thing.concept for thing, _ in objects})[:2] or ["none"]
    close = [c for c in scene.concepts if abs(c.start - trigger.start) < _NEAR and c.start != trigger.start]
    inner = any(c.start <= trigger.start and trigger.end <= c.end for c in scene.concepts)
    nominal = "N" if trigger.nominal else "V"
    out = [
        "1",
        f"rule={rule}",
        f"rule={rule},{nominal}",
        f"rule={rule},{state}",
        f"sense={sense.id}",
        f"sense={sense.id},rule={rule}",
        f"sense={sense.id},{nominal}",
        f"sense={sense.id},{code}",
        f"lemma={code}:{lemma}",
        f"lemma={code}:{lemma},{nominal}",
        f"pos={hit.entry.pos}",
        f"forms={forms},{code}",
        f"ruler={above}",
        f"ruler={above},{nominal}",
        f"marker={marker},{nominal}",
        f"left={kinds[0]},{nominal}",
        f"right={kinds[1]},{nominal}",
        f"agents={min(_MANY, len(scene.groups))}",
        f"events={min(5, len(found))}",
        f"inner={inner}",
        f"inner={inner},rule={rule}",
        f"quoted={quotation is not None},{nominal}",
        f"number={_NUMBER.search(scene.text, trigger.end, min(scene.end, trigger.end + 25)) is not None}",
        f"time={bool(scene.times)}",
        f"first={found[0] is trigger},{nominal}" if found else "first=no",
        *(f"object={one}" for one in object_names),
        *(f"object={one},sense={sense.id}" for one in object_names),
        *(f"near={one.id}" for one in close[:4]),
        *(f"near={one.id},sense={sense.id}" for one in close[:4]),
        *(f"sub={one},{code}" for one in _around(trigger, scene)),
    ]
    out += {f"sense={sense.id},by={one.first.id}": 0 for one in found if 0 < abs(one.start - trigger.start) < _BY}
    if len(trigger.hits) > 1:
        out.append("also=" + "+".join(sorted({one.id for one in trigger.hits})))
    return out


def of_telling(
    scene: Scene,
    trigger: Trigger,
    sense: Sense,
    event: str,
    rule: str,
    verbs: Sequence[Hit],
    quotation: Quotation | None,
    tongue: Language,
) -> list[str]:
    """Features of how an event is told: its modality."""
    code = tongue.code
    features = trigger.features
    nominal = "N" if trigger.nominal else "V"
    forms = "".join(one[0] for one in _FORMS if one in features)
    ruler = governor(scene, trigger, verbs)
    above = f"{ruler.what}:{ruler.id}" if ruler is not None else "none"
    lends = (cue_of(ruler) if ruler is not None else None) or "none"
    tense = "none"
    if ruler is not None:
        tense = next((one for one in ("future", "past", "present", "infinitive") if one in ruler.features), "none")
    near = [cue for cue in scene.cues if abs(cue.start - trigger.start) < 45]
    stance = quotation.stance if quotation is not None else "none"
    own = "none"
    if quotation is not None and quotation.speaker is not None:
        own = "direct" if quotation.direct else "reported"
    return [
        "1",
        f"rule={rule}",
        f"rule={rule},{nominal}",
        f"rule={rule},{event}",
        f"rule={rule},lends={lends}",
        f"rule={rule},stance={stance}",
        f"rule={rule},{code}",
        f"event={event}",
        f"event={event},{nominal}",
        f"sense={sense.id}",
        f"forms={forms},{code}",
        f"ruler={above},{nominal}",
        f"lends={lends},{nominal}",
        f"tense={tense},{nominal}",
        f"stance={stance}",
        f"stance={stance},{event}",
        f"spoken={own}",
        f"marker={marker_before(scene, trigger.start) or 'none'},{nominal}",
        *(f"cue={one.id},{'before' if one.start < trigger.start else 'after'}" for one in near[:4]),
        *(f"cue={one.id},rule={rule}" for one in near[:4]),
        *(f"word={one},{code}" for one in _around(trigger, scene)),
    ]


def of_part(
    scene: Scene,
    trigger: Trigger,
    sense: Sense,
    event: str,
    mention: Mention,
    marker: str,
    roles: Roles,
    rule: str,
    verbs: Sequence[Hit],
    quotation: Quotation | None,
    tongue: Language,
    found: Sequence[Trigger],
) -> list[str]:
    """Features of a name beside an event: whether it is of who does it, of whom it is done to, or neither."""
    code = tongue.code
    name = mention.name
    nominal = "N" if trigger.nominal else "V"
    right = name.end > trigger.end
    gap = (trigger.end, name.start) if right else (name.end, trigger.start)
    low, high = gap
    between = 0
    for one in scene.mentions:
        if one.name.start >= high:
            break
        between += one.name.start >= low and one.name.end <= high and one.name.type in AGENTS
    parted = any(low <= verb.start < high and verb.features & FINITE for verb in verbs)
    comma = _COMMA.search(scene.text, low, high) is not None if high > low else False
    side = "right" if right else "left"
    voice = "passive" if roles.passive else "active"
    cases = "".join(sorted(mention.features & {"nom", "gen", "dat", "acc", "ins", "loc"})) if tongue.cased else ""
    said = "none"
    if quotation is not None:
        speaker = quotation.speaker
        inside = quotation.start <= name.start and name.end <= quotation.end
        said = "in" if inside else "speaker" if speaker is not None and _one(speaker, name) else "out"
    order = tongue.order
    apart = max(0, high - low)
    inner = [one for one in found if one is not trigger and low <= one.start and one.end <= high]
    last = (inner[-1] if right else inner[0]) if inner else None
    beyond = next(
        (
            one
            for one in (found if right else reversed(found))
            if one is not trigger and (one.start >= name.end if right else one.end <= name.start)
        ),
        None,
    )
    closer = "none"
    if last is not None:
        closer = "inside"
    elif beyond is not None and abs(beyond.start - name.end if right else name.start - beyond.end) < apart:
        closer = "beyond"
    hung = "none" if last is None else "N" if last.nominal else "V"
    behind = "none" if beyond is None else "N" if beyond.nominal else "V"
    return [
        "1",
        f"closer={closer},{nominal},{side},{hung}",
        f"closer={closer},{side},{marker},{code}",
        f"closer={closer},rule={rule},{hung}",
        f"inner={min(3, len(inner))},{side},{nominal}",
        f"behind={behind},{side},{nominal},{order}",
        f"first={scene.mentions[0] is mention if scene.mentions else False},{side},{nominal}",
        f"rule={rule}",
        f"rule={rule},{event}",
        f"rule={rule},{nominal},{side}",
        f"rule={rule},{name.type}",
        f"rule={rule},{code}",
        f"rule={rule},said={said}",
        f"rule={rule},parted={parted},{side}",
        f"side={side},{nominal},{voice},{order}",
        f"side={side},{nominal},{voice},{order},{min(3, between)}",
        f"side={side},{marker},{nominal},{voice}",
        f"side={side},{marker},{event}",
        f"side={side},{marker},{code},{cases}",
        f"side={side},{cases},{voice},{nominal}",
        f"side={side},parted={parted},comma={comma}",
        f"distance={_bucket(gap[1] - gap[0])},{side},{nominal}",
        f"between={min(4, between)},{side}",
        f"event={event},{side},{nominal}",
        f"sense={sense.id},{side},{voice}",
        f"wants={sense.actor}/{sense.recipient},{side},{marker}",
        f"type={name.type},{side}",
        f"type={name.type},{event}",
        f"via={name.via},{side}",
        f"modifier={mention.modifier},{side}",
        f"said={said},{event}",
        f"said={said},{side}",
        f"forms={'infinitive' if trigger.infinitive else nominal},{side},{parted}",
        f"mentions={min(4, len(scene.mentions))}",
        f"subject={roles.subject is not None and any(m is mention for m in roles.subject.members)},{nominal}",
        f"object={roles.object is not None and any(m is mention for m in roles.object.members)},{nominal},{event}",
    ]


def _one(speaker: Name, name: Name) -> bool:
    if (speaker.start, speaker.end) == (name.start, name.end):
        return True
    return speaker.entity is not None and speaker.entity in (name.entity, name.holder)
