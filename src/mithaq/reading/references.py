"""Mentions of agreements, and which accord each means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mithaq.accords import resolve_reference
from mithaq.accords.model import Accord
from mithaq.languages.base import Language
from mithaq.languages.senses import concepts
from mithaq.reading.claims import Reference, Time
from mithaq.reading.scene import Scene

_REACH = 60
"""Characters between the word for the agreement and its first date."""
_BESIDE = 20
_AND = 16
_STOP = re.compile(r"[.;:!?؛؟\n]")


def find_references(
    scenes: Sequence[Scene], tongue: Language, accords: Mapping[str, Accord], published: str | None
) -> list[Reference]:
    """The agreements a text mentions, in order, with the days they are named by."""
    out: list[Reference] = []
    known = concepts()
    for scene in scenes:
        last_end = scene.start
        for hit in scene.concepts:
            by_date_only = hit.id == "ceasefire"  # "the truce of 10 November"
            if not by_date_only and hit.id != "accord" and known[hit.id].parent != "accord":
                continue
            if hit.start < last_end:
                continue
            times = _dates(scene, hit.start, hit.end, _BESIDE if by_date_only else _REACH)
            start = min([hit.start, *(time.start for time in times)])
            end = max([hit.end, *(time.end for time in times)])
            start = min(hit.start, start)
            low, high = _around(scene, start, end)
            dates = tuple(time.value for time in times)
            ids = resolve_reference(dates, scene.text[low:high], tongue.code, accords, published)
            if by_date_only and not (dates and ids):
                continue
            out.append(Reference(start, end, dates=dates, accords=ids))
            last_end = end
    return out


def _dates(scene: Scene, start: int, end: int, reach: int) -> list[Time]:
    """The days that belong to the word: those right behind it ("the statements of 10 November and 11 January"), or one
    right before it ("the 10 November statement")."""
    # The word itself may be named by its day ("statement of 10 November"), which then runs on behind it ("2020").
    found = [time for time in scene.times if start < time.start < end <= time.end and time.value]
    at = max([end, *(time.end for time in found)])
    reach = _AND if found else reach
    for time in scene.times:
        if time.start < at:
            continue
        gap = scene.text[at : time.start]
        if len(gap) > reach or _STOP.search(gap) or (not found and _verb_between(scene, end, time.start)):
            break
        if time.precision not in ("day", "minute", "hour", "part", "month", "interval") or not time.value:
            break
        found.append(time)
        at, reach = time.end, _AND
    if not found:
        for time in scene.times:
            apart = start - time.end
            if not 0 <= apart <= 24:
                continue
            if time.precision in ("day", "part", "interval") or (apart <= 2 and time.precision == "month"):
                if not re.search(r"[,،;:.()\[\]–—]", scene.text[time.end : start]):
                    found = [time]
    return found


def _verb_between(scene: Scene, start: int, end: int) -> bool:
    """Whether a verb in a finite form stands between: then the date is its own, unless it only says "signed"."""
    return any(
        start <= hit.start and hit.end <= end and hit.id not in ("sign", "agree", "adopt") and hit.entry.pos == "verb"
        for hit in scene.events
    )


def _around(scene: Scene, start: int, end: int) -> tuple[int, int]:
    low = max(scene.start, start - 50)
    high = min(scene.end, end + 50)
    for mark in _STOP.finditer(scene.text, low, start):
        low = mark.end()
    found = _STOP.search(scene.text, end, high)
    return low, found.start() if found else high
