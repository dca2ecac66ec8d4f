"""On whose word a report rests: its source lines, dateline and the agencies it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mithaq.gazetteer import Gazetteer
from mithaq.languages.lexicon import Hit
from mithaq.reading.claims import Name
from mithaq.reading.scene import Mention, Scene, trimmed

_OUTLETS = frozenset({"agency", "outlet"})
_DATELINE = 120
"""Characters from the start of a report within which a dateline names its agency."""
_LINE = 200
_DASH = re.compile(r"\s*\)?\s*(?:[.:–—-]|/\.|\.\s*[–—-])")


def is_outlet(name: Name, gazetteer: Gazetteer) -> bool:
    """Whether the name is an agency or another outlet."""
    entity = gazetteer.entities.get(name.entity or "")
    return entity is not None and bool(_OUTLETS & set(entity.classes))


def is_agency(name: Name, gazetteer: Gazetteer) -> bool:
    """Whether the name is a news agency, whose texts others reprint."""
    entity = gazetteer.entities.get(name.entity or "")
    return entity is not None and "agency" in entity.classes


def find_sources(text: str, hits: Sequence[Hit], mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[Name, ...]:
    """The agencies and the outlet that the report's own lines name: agency first, outlet last."""
    agencies: list[Name] = []
    outlets: list[Name] = []
    labels = [hit for hit in hits if hit.what == "attribution" and hit.id == "source_label"]
    labelled: set[int] = set()
    for hit in labels:
        line = text.rfind("\n", 0, hit.start) + 1
        if text[line : hit.start].strip(" *—–-•\u200f"):
            continue
        labelled.add(line)
        end = text.find("\n", hit.end)
        end = len(text) if end < 0 else end
        named = [m.name for m in mentions if hit.end <= m.start < end]
        if named:
            agencies.extend(named)
            continue
        start, stop = trimmed(text, hit.end, min(end, hit.end + 120))
        while start < stop and text[start] in ":：-–— ":
            start += 1
        if stop > start:
            agencies.append(Name(start, stop, type="organisation"))
    for mention in mentions:
        name = mention.name
        # Whoever stands alone in a line, or heads the report, stands near a line's ends: no need to look far.
        floor, ceiling = max(0, name.start - _LINE), min(len(text), name.end + _LINE)
        line = text.rfind("\n", floor, name.start) + 1 or floor
        end = text.find("\n", name.end, ceiling)
        end = ceiling if end < 0 else end
        if line in labelled:
            continue
        alone = not text[line : name.start].strip(" —–-*©") and not text[name.end : end].strip(' .—–-*"»”')
        if alone and name.type == "organisation" and line > 0:
            outlets.append(name)
        elif name.start < _DATELINE and is_outlet(name, gazetteer) and _DASH.match(text, name.end):
            (agencies if is_agency(name, gazetteer) else outlets).append(name)
    seen: set[tuple[str | None, int]] = set()
    out: list[Name] = []
    for name in [*agencies, *outlets]:
        key = (name.entity, name.start if name.entity is None else 0)
        if key not in seen:
            seen.add(key)
            out.append(name)
    return tuple(out)


def cited_agency(scene: Scene, gazetteer: Gazetteer) -> tuple[Name, ...]:
    """The outlets a sentence itself cites ("TASS reports", "quoting Interfax"), first speaker first."""
    cues = [
        hit
        for hit in [*scene.sources, *scene.speech]
        if hit.what == "speech" or hit.id in ("agency_cue", "channel_cue")
    ]
    out = []
    for mention in scene.mentions:
        if not is_outlet(mention.name, gazetteer):
            continue
        if any(abs(cue.end - mention.start) <= 24 or abs(mention.end - cue.start) <= 24 for cue in cues):
            out.append(mention.name)
    return tuple(out)
