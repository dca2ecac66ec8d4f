"""What a name names, weighed: a capital for its state or a place, an unknown name for a person, a body or nothing.

The gazetteer and the shapes of names say what a name may be; where both leave room, a small model (judge.py) decides by
what stands around it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, cast

from mithaq.gazetteer import Gazetteer
from mithaq.languages.lexicon import Hit
from mithaq.languages.senses import senses
from mithaq.reading import judge
from mithaq.reading.claims import Name, NameType
from mithaq.reading.scene import Mention

WEIGHED = frozenset({"name", "metonym"})
"""Ways of naming that are weighed; offices, adjectives and later mentions are what they are."""
NOTHING = "none"
_SURE, _SETTLED = 0.6, 0.7
"""How sure the model must be of another type, of a name in no list and of one in the gazetteer."""
_MARKS = "«»“”\"'()[].,،؛;:!?"
_LONG = 16
_GIVEN = 120
_CERTAIN = 0.75


class NameTeacher(Protocol):
    """What the learner puts in the place of the model."""

    def note_name(self, name: Name, features: Sequence[str]) -> None:
        """One name that the model would be asked about."""


def weigh_names(
    text: str,
    mentions: Sequence[Mention],
    hits: Sequence[Hit],
    gazetteer: Gazetteer,
    code: str,
    teacher: NameTeacher | None = None,
) -> list[Mention]:
    """The mentions, each with the type that the model gives it; what it takes for no name at all is left out."""
    model = judge.models().get("name")
    if model is None and teacher is None:
        return list(mentions)
    beside = _Beside(text, hits)
    out: list[Mention] = []
    for mention in mentions:
        name = mention.name
        if name.via not in WEIGHED or name.type == "office":
            out.append(mention)
            continue
        others = beside.readings(name, gazetteer)
        features = _features(text, mention, others, beside, code)
        if teacher is not None:
            teacher.note_name(name, features)
            out.append(mention)
            continue
        assert model is not None
        label, sure = model.best(features)
        unsure = sure < (_SURE if name.entity is None else _SETTLED)
        acts = name.via == "metonym" and label == "place" and (beside.acts(mention) or beside.given(mention))
        if label == name.type or unsure or acts:
            out.append(mention)
        elif label == NOTHING:
            if name.entity is not None or sure < _CERTAIN:
                out.append(mention)
        elif name.entity is None:
            mention.name = replace(name, type=cast(NameType, label))
            out.append(mention)
        else:
            other = next((one for one in others if gazetteer.entities[one.id].type == label), None)
            if other is not None:
                mention.name = _read_as(name, other, gazetteer)
            out.append(mention)
    return out


def _read_as(name: Name, hit: Hit, gazetteer: Gazetteer) -> Name:
    entity = gazetteer.entities[hit.id]
    via = "metonym" if hit.entry.detail == "metonym" else "name"
    country = gazetteer.country(entity.id) or (entity.id if entity.type == "state" else None)
    return replace(name, type=entity.type, entity=entity.id, country=country, via=via)  # type: ignore[arg-type]


class _Beside:
    """What stands around the names of a text."""

    def __init__(self, text: str, hits: Sequence[Hit]) -> None:
        self.text = text
        self.hits = hits
        self.starts = [hit.start for hit in hits]
        self.ends = {hit.end: hit.id for hit in hits if hit.what == "marker"}
        self.titles = {hit.end for hit in hits if hit.what == "title"}

    def at(self, start: int, end: int) -> list[Hit]:
        """The hits that begin between two places."""
        return list(self.hits[bisect_left(self.starts, start) : bisect_left(self.starts, end)])

    def readings(self, name: Name, gazetteer: Gazetteer) -> list[Hit]:
        """Everything in the gazetteer that the words of a name may be."""
        return [
            hit for hit in self.at(name.start, name.start + 1)
            if hit.what == "name" and hit.end == name.end and hit.id in gazetteer.entities
        ]  # fmt: skip

    def acts(self, mention: Mention) -> bool:
        """Whether a capital without a preposition stands at a verb of doing or saying, where its subject stands."""
        if mention.clitic not in (None, "and") or self.marker(mention.start) != "none":
            return False
        near = [hit for hit in self.at(mention.start - _LONG, mention.end + 3) if hit.entry.pos == "verb"]
        near = [hit for hit in near if hit.what in ("event", "speech")]
        arabic = "\u0600" <= self.text[mention.start] <= "\u06ff"
        if arabic:
            return any(0 <= mention.start - hit.end <= 2 for hit in near)
        return any(0 <= hit.start - mention.end <= 2 for hit in near)

    def given(self, mention: Mention) -> bool:
        """Whether ground is given over "to" a capital: then it is the state that gets it."""
        if mention.clitic != "to" and self.marker(mention.start) != "to":
            return False
        start = max(0, mention.start - _GIVEN)
        start = max(start, self.text.rfind(".", start, mention.start))
        near = [senses()[hit.id] for hit in self.at(start, mention.start) if hit.what == "event"]
        return any(sense.recipient == "to" and "district" in sense.objects for sense in near)

    def marker(self, start: int) -> str:
        """The role marker right before a place."""
        place = start
        while place > 0 and self.text[place - 1] in ' «"“(':
            place -= 1
        return self.ends.get(place, "none")


def _features(text: str, mention: Mention, others: Sequence[Hit], beside: _Beside, code: str) -> list[str]:
    name = mention.name
    words = text[name.start : name.end].split()
    before = text[max(0, name.start - 24) : name.start]
    after = text[name.end : name.end + 24]
    last = before.split()[-1].lower().strip(_MARKS) if before.split() else "^"
    following = after.split()[0].lower().strip(_MARKS) if after.split() else "$"
    mark = after.lstrip()[:1] if after.lstrip()[:1] in _MARKS + "—–-" else ""
    mark_before = before.rstrip()[-1:] if before.rstrip()[-1:] in _MARKS + "—–-" else ""
    new_line = "\n" in before[-3:] or not before.strip()
    marker = mention.clitic or beside.marker(name.start)
    next_hits = beside.at(name.end, name.end + 5)
    acts: list[str] = sorted({hit.what for hit in next_hits})
    prior: list[str] = sorted(
        {hit.what for hit in beside.at(max(0, name.start - 14), name.start) if hit.end >= name.start - 2}
    )
    listed = "listed" if name.entity is not None else "unlisted"
    types = f"{name.type},{name.via},{listed}"
    shape = "upper" if text[name.start : name.end].isupper() else "mixed"
    own = [word.lower().strip(_MARKS) for word in words]
    out = [
        "1",
        f"rule={types}",
        f"rule={types},{code}",
        f"rule={types},others={len(others)}",
        f"rule={types},marker={marker}",
        f"rule={types},shape={shape},{new_line}",
        f"rule={types},words={min(4, len(words))},{code}",
        f"rule={types},mark={mark}",
        f"rule={types},before={mark_before}",
        f"marker={marker},{listed}",
        f"last={code}:{last}",
        f"last={code}:{last},{types}",
        f"next={code}:{following}",
        f"next={code}:{following},{types}",
        f"own-first={code}:{own[0][:_LONG]}",
        f"own-last={code}:{own[-1][:_LONG]}",
        f"own-end={code}:{own[-1][-3:]},{len(words) > 1}",
        f"own-begin={code}:{own[0][:3]},{len(words) > 1}",
        f"possessive={after[:2] in ('’s', chr(39) + 's')},{types}",
        f"titled={any(name.start - back in beside.titles for back in (0, 1, 2))},{types}",
        *(f"acts={one},{types}" for one in acts or ["none"]),
        *(f"prior={one},{types}" for one in prior or ["none"]),
        *(f"word={code}:{word[:_LONG]}" for word in own[:5]),
    ]
    cases = "".join(sorted(mention.features & {"nom", "gen", "dat", "acc", "ins", "loc"}))
    if code == "ru":
        out.append(f"case={cases},{types}")
        out.append(f"case={cases},{marker},{listed}")
    return out
