"""People who are in no list: names known by the office beside them, or by the word of saying they stand next to.

Only scripts with capitals tell where such a name begins and ends: in Arabic nobody is found in this way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from mithaq.languages.lexicon import Hit
from mithaq.reading.claims import Name
from mithaq.reading.scene import Mention

_INITIAL = r"(?:[A-ZА-ЯЁ]\.\s?){1,2}"
_PART = r"[A-ZА-ЯЁ][a-zа-яё]+(?:[-'’][A-ZА-ЯЁa-zа-яё]+)*"
_LINK = r"(?:\s(?:al-|el-|bin|ibn|de|van|von|оглы|кызы)?\s?)"
_PERSON = re.compile(rf"(?:{_INITIAL}{_PART}|{_PART}(?:{_LINK}(?:{_INITIAL})?{_PART}){{1,3}})")
_BEFORE = 4
"""Words that may begin before a name and reach into it."""
_GAP = re.compile(r"[\s,]{0,2}(?:of\s|for\s)?")


def find_unlisted(text: str, hits: Sequence[Hit], mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions of people named in full whom the gazetteer does not have, in order."""
    offices = {m.end: m for m in mentions if m.name.type == "office"}
    titles = {hit.end for hit in hits if hit.what == "title" and hit.entry.detail == "office"}
    said_after = {hit.start for hit in hits if hit.what == "speech" and hit.entry.pos == "verb"}
    said_before = {hit.end for hit in hits if hit.what == "speech"}
    others = sorted(
        {(m.start, m.end) for m in mentions}
        | {(h.start, h.end) for h in hits if h.what in ("title", "demonym", "concept") or h.entry.pos == "verb"}
    )
    starts = [low for low, _ in others]
    out: list[Mention] = []
    at = 0
    while (found := _PERSON.search(text, at)) is not None:
        start, end = found.span()
        at = end
        # words that are something else end the name, or move its start
        for low, high in others[max(0, bisect_left(starts, start) - _BEFORE) : bisect_left(starts, end)]:
            if low <= start < high:
                start = high + (high < end and text[high] == " ")
            elif start < low < end:
                end = low
                while end > start and text[end - 1].isspace():
                    end -= 1
                break
        if end - start < 5 or _PERSON.fullmatch(text, start, end) is None:
            continue
        before = next((p for p in range(start, max(-1, start - 3), -1) if p in offices or p in titles), None)
        near = before is not None and _GAP.fullmatch(text, before, start) is not None
        speaks = any(p in said_after for p in range(end + 1, end + 4)) or any(
            p in said_before for p in range(start - 2, start)
        )
        if not (near or speaks):
            continue
        office = offices.get(before) if before is not None else None
        country = office.name.country if office is not None else None
        out.append(Mention(Name(start, end, type="person", country=country), frozenset()))
    return out
