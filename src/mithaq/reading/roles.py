"""Who does what to whom: the actor, the recipient and the things concerned of a word of doing.

Order, prepositions and case decide, as far as each language uses them; no parser is needed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mithaq.languages.base import Language
from mithaq.languages.lexicon import Hit
from mithaq.languages.senses import senses
from mithaq.reading.claims import Name
from mithaq.reading.scene import Group, Scene

_SAID_BY = frozenset({"say", "confirm", "doubt"})
_ACTOR_MARKERS = frozenset({"by"})
# What may stand before a subject: a conjunction, or nothing.
_FREE = frozenset({None, "and", "after", "before"})
_OBLIQUE = frozenset({"to", "from", "with", "against", "between", "in", "through", "about", "under", "for", "request"})
_WORDS = re.compile(r"[\w\s'’-]*")
_THAT = re.compile(r"(?<!\w)(?:بأن|أن|إن|أنّ|إنّ|ان)(?!\w)")
_CLAUSE_MARK = re.compile('[,،"«»“”]')
_OPENING = ' «"“*—–-'
REACH = 160
"""Characters within which a role is looked for; beyond it the sentence is too long for order to tell."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Groups found for one word of doing; None where the text names nobody."""

    subject: Group | None
    object: Group | None
    by_role: dict[str, Group]
    passive: bool


def is_passive(scene: Scene, hit: Hit) -> bool:
    """Whether the form is passive: by itself, by an auxiliary before it, or by a "by" after it.

    Languages whose participles need an auxiliary list theirs as the markers "be" and "have".
    """
    if "passive" in hit.features:
        return True
    if hit.entry.pos == "noun" or "participle" not in hit.features:
        return False
    near = [
        m.id
        for m in scene.markers
        if m.id in ("be", "have") and 0 <= hit.start - m.end <= 18 and _WORDS.fullmatch(scene.text, m.end, hit.start)
    ]
    if near:
        return near[-1] == "be"
    if "past" not in hit.features:
        return True
    following = next((m for m in scene.markers if m.id == "by" and 0 <= m.start - hit.end <= 24), None)
    return following is not None and not scene.barred(hit.end, following.start)


def _window(scene: Scene, hit: Hit, verbs: Sequence[Hit]) -> tuple[int, int]:
    """How far the verb's own clause goes: to the neighbouring verbs, within the sentence."""
    low, high = scene.start, scene.end
    for other in verbs:
        if other.end <= hit.start:
            low = max(low, other.end)
        elif other.start >= hit.end:
            high = min(high, other.start)
    return low, high


def find_roles(scene: Scene, hit: Hit, verbs: Sequence[Hit], tongue: Language) -> Roles:
    """The groups around one word of doing, by role."""
    low, high = _window(scene, hit, verbs)
    passive = is_passive(scene, hit)
    # "Lavrov: the withdrawal is delayed": who speaks before a colon does nothing of what follows
    agents = [group for group in scene.groups if group.is_agent and not _speaks_first(scene, group)]
    left = [g for g in agents if g.end <= hit.start and hit.start - g.end <= REACH]
    right = [g for g in agents if g.start >= hit.end and g.start - hit.end <= REACH and g.start < high]
    right = [g for g in right if not scene.barred(hit.end, g.start)]
    by_role: dict[str, Group] = {}
    for group in [*reversed(left), *right]:
        if group.end > low and group.marker in _OBLIQUE and group.marker not in by_role:
            by_role[group.marker] = group
    if tongue.cased:
        for group in right:
            if group.marker is None and "dat" in group.features and "nom" not in group.features:
                by_role.setdefault("to", group)
    subject = _subject(scene, hit, left, right, passive, tongue, low)
    target = _object(scene, hit, left, right, subject, passive, tongue)
    return Roles(subject, target, by_role, passive)


def _speaks_first(scene: Scene, group: Group) -> bool:
    return scene.text.startswith(":", group.end) and not scene.text[scene.start : group.start].strip(_OPENING)


def _case(group: Group, *cases: str) -> bool:
    """Whether the group can stand in one of the cases; languages without cases can always."""
    has = group.features & {"nom", "gen", "dat", "acc", "ins", "loc"}
    return not has or bool(has & set(cases))


def _subject(
    scene: Scene, hit: Hit, left: list[Group], right: list[Group], passive: bool, tongue: Language, low: int
) -> Group | None:
    nouny = hit.entry.pos == "noun"
    near_left = [g for g in reversed(left) if g.end > low] if nouny or passive else []
    by = next((g for g in [*right, *near_left] if g.marker in _ACTOR_MARKERS), None)
    if tongue.cased:
        instrumental = next(
            (g for g in [*right, *near_left] if g.marker is None and g.features & {"ins"} and "nom" not in g.features),
            None,
        )
        by = by or instrumental
    if passive:
        return by
    if by is not None and nouny:
        return by
    free_right = [g for g in right if g.marker in _FREE]
    free_left = [g for g in left if g.marker in _FREE]
    if nouny:
        return _owner(hit, free_left, free_right, right[0] if right else None, tongue)
    if tongue.order == "vso":
        if free_left and not scene.text[free_left[-1].end : hit.start].strip(" ،,"):
            return free_left[-1]  # the topic stands right before its verb
        for group in free_right:
            between = (hit.end, group.start)
            if group.start - hit.end <= 90 and not _CLAUSE_MARK.search(scene.text, *between):
                if not _THAT.search(scene.text, *between):  # "pointed out that Azerbaijan …": another clause's subject
                    return group
        return free_left[-1] if free_left else None
    if tongue.cased:
        nearest = next((g for g in reversed(free_left) if _case(g, "nom")), None)
        if nearest is None:
            # "сообщил, что Армения …": behind a comma another clause has its own subject
            nearest = next((g for g in free_right if _case(g, "nom")), None)
            if nearest is not None and _CLAUSE_MARK.search(scene.text, hit.end, nearest.start):
                nearest = None
        return nearest
    if free_left:
        return free_left[-1]
    # "said Pashinyan": only words of saying put their subject behind them, and not those with an addressee ("told him")
    if hit.what != "speech" or "gerund" in hit.features or hit.id not in _SAID_BY:
        return None
    if any(cue.id == "addressee_cue" and cue.start <= hit.start and hit.end <= cue.end for cue in scene.sources):
        return None
    return next((g for g in free_right if g.start - hit.end <= 4), None)


def _owner(hit: Hit, left: list[Group], right: list[Group], behind: Group | None, tongue: Language) -> Group | None:
    """Of a deverbal noun: whose doing it is ("Armenia's handover", "تسليم أرمينيا", "вывод Россией")."""
    if left and hit.start - left[-1].end <= 4:
        return left[-1]
    suffers = hit.what == "event" and senses()[hit.id].recipient == "object"  # "the shelling of" names who suffers it
    if not suffers and behind is not None and behind.start - hit.end <= 6:
        if behind.marker in ("of", "request") or (tongue.cased and behind.marker is None and "gen" in behind.features):
            return behind
    if tongue.order == "vso":
        return next((g for g in right if g.start - hit.end <= 3), None)
    return None


def _object(
    scene: Scene,
    hit: Hit,
    left: list[Group],
    right: list[Group],
    subject: Group | None,
    passive: bool,
    tongue: Language,
) -> Group | None:
    if passive:
        free = [g for g in left if g.marker in _FREE and _case(g, "nom")]
        return free[-1] if free else None
    for group in right:
        if group is subject or group.marker is not None:
            continue
        if tongue.cased and not _case(group, "acc", "gen"):
            continue
        # Where the subject comes first behind the verb, a comma may follow it before the object.
        parted = tongue.order == "svo" and _CLAUSE_MARK.search(scene.text, hit.end, group.start) is not None
        if group.start - hit.end <= 80 and not parted:
            return group
    return None


def names_of(group: Group | None) -> tuple[Name, ...]:
    """The names of a group, none for None."""
    return group.names if group is not None else ()
