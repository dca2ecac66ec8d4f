"""How much of the gold's words a lexicon knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mithaq.evaluation.gold import GoldItem
from mithaq.languages.lexicon import lexicon


@dataclass(slots=True)
class Coverage:
    """How many of the gold's triggers the lexicon knows, by PLOVER type, and those it does not."""

    language: str
    wanted: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    lacking: list[tuple[str, str, str]] = field(default_factory=list)
    """Item, type, words."""


def cover(items: Iterable[GoldItem]) -> dict[str, Coverage]:
    """Look the triggers of annotated items up, by language."""
    out: dict[str, Coverage] = {}
    for item in items:
        one = out.setdefault(item.language, Coverage(item.language))
        _, hits = lexicon(item.language).scan(item.text)
        for event in item.events:
            one.wanted[event.event] = one.wanted.get(event.event, 0) + 1
            start, end = event.trigger.start, event.trigger.end
            if any(hit.what == "event" and hit.start < end and start < hit.end for hit in hits):
                one.known[event.event] = one.known.get(event.event, 0) + 1
            else:
                one.lacking.append((item.id, event.event, event.trigger.words(item.text)))
    return out
