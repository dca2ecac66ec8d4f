"""Words said by a text, or by nobody named: "it added that …", «Сообщается, что …», «أضاف البيان أن …».

Such words carry on what somebody named before has said: a ministry that issued a statement says what "the statement"
says. Where nobody was named before, they are still not the outlet's own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mithaq.languages.base import Language
from mithaq.languages.lexicon import Hit
from mithaq.reading.clauses import FINITE
from mithaq.reading.scene import Group, Scene

_THAT = re.compile(r"[\s,،:]*(?:that|что|будто|ب?[أإ]نّ?(?:ه|ها|هم|هما|ني|نا)?|ان)(?!\w)", re.IGNORECASE)
_SAYS = frozenset({"say", "confirm"})
_ISSUED = 90
"""Characters between a word of issuing and the words for what was issued, and between it and who issued it."""
_OF_TEXT = re.compile(r"[\s\w-]{0,24}", re.UNICODE)
_BESIDE = 3
_ENDS = re.compile(r"[\s\"»”]*(?:[,،.;؛)—–-]|\Z)")


def issuer(scene: Scene, agents: Sequence[Group], tongue: Language) -> Group | None:
    """Who issues a statement or a report in this sentence, giving none of its words yet."""
    for cue in scene.sources:
        if cue.id != "issue_cue":
            continue
        media = (one for one in scene.sources if one.id == "medium" and 0 <= one.start - cue.end <= _ISSUED)
        medium = next(media, None)
        if medium is None or scene.barred(cue.end, medium.start):
            continue
        if tongue.order == "vso":
            behind = (one for one in agents if 0 <= one.start - cue.end <= _BESIDE)
            found = next(behind, None)
        else:
            before = [one for one in agents if 0 <= cue.start - one.end <= _ISSUED and not _verb(scene, one.end, cue)]
            found = next((one for one in before if one.marker in (None, "and")), None)
        if found is not None:
            return found
    return None


def _verb(scene: Scene, start: int, cue: Hit) -> bool:
    hits = [*scene.events, *scene.speech]
    return any(one.entry.pos == "verb" and start <= one.start < cue.start and one.features & FINITE for one in hits)


def by_text(scene: Scene, hit: Hit, tongue: Language) -> int | None:
    """Where the words of saying end that name a text instead of a speaker ("the statement added", "according to the
    report", «говорится в сообщении», «وأضاف البيان»), or say that it is said and not by whom («Сообщается, что»);
    None where they do neither."""
    if hit.id not in _SAYS:
        return None
    media = [one for one in scene.sources if one.id == "medium" and not _accord(scene, one)]
    for one in media:
        if hit.start < one.end and one.start < hit.end:
            if hit.entry.pos == "verb":
                continue  # "said in a statement" is how somebody says it; "reports" is a verb here
            return hit.end if _closed(scene, hit.end) else None
        gap = (hit.end, one.start) if one.start >= hit.end else (one.end, hit.start)
        if not _OF_TEXT.fullmatch(scene.text, *gap) or _agent(scene, *gap) or _finite(scene, *gap):
            continue
        # «وأضاف البيان» and "according to the statement" tell who says it
        behind = one.start >= hit.end and (hit.entry.pos != "verb" or tongue.order == "vso")
        if behind and gap[1] - gap[0] <= _ARTICLE and _closed(scene, one.end):
            return one.end
        if one.end <= hit.start and hit.entry.pos == "verb" and gap[1] - gap[0] <= _BESIDE and _opens(scene, one):
            return hit.end
    if hit.entry.pos in ("phrase", "particle") and _THAT.match(scene.text, hit.end):
        return hit.end
    return None


_ARTICLE = 14
"""Characters of an article and a word ("in the same") between a word of saying and that for a text."""


def _closed(scene: Scene, end: int) -> bool:
    """Whether what is said begins here, or the sentence or an aside ends: nobody is named as whose text it is."""
    return _ENDS.match(scene.text, end, scene.end) is not None or _THAT.match(scene.text, end, scene.end) is not None


def _opens(scene: Scene, one: Hit) -> bool:
    """Whether a text is the subject: it opens the sentence or the clause."""
    before = scene.text[scene.start : one.start]
    return len(before) <= _ARTICLE or before.rstrip().endswith((",", ";", "—"))


def _accord(scene: Scene, one: Hit) -> bool:
    return any(hit.id == "accord" and hit.start <= one.start and one.end < hit.end for hit in scene.concepts)


def _agent(scene: Scene, start: int, end: int) -> bool:
    return any(group.is_agent and start <= group.start < end for group in scene.groups)


def _finite(scene: Scene, start: int, end: int) -> bool:
    hits = [*scene.events, *scene.speech]
    return any(one.entry.pos == "verb" and start <= one.start < end and one.features & FINITE for one in hits)


def unnamed(scene: Scene, hit: Hit) -> bool:
    """Whether somebody says it whom the words do not name: a verb of saying with its clause right behind it."""
    if hit.entry.pos != "verb" or hit.id not in _SAYS or not hit.features & FINITE:
        return False
    return _THAT.match(scene.text, hit.end, scene.end) is not None
