"""How an event is told: as done, going on, planned, promised, demanded, conditional, denied, alleged or failed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mithaq.languages.lexicon import Hit
from mithaq.languages.senses import senses
from mithaq.reading.claims import Modality, Time
from mithaq.reading.clauses import FINITE, Trigger, begins_with_that, cue_of, governor, parted_by_comma
from mithaq.reading.objects import Thing
from mithaq.reading.roles import is_passive
from mithaq.reading.scene import Scene, marker_before

# What counts when several are said at once ("denied that they had agreed to withdraw").
_ORDER: tuple[Modality, ...] = (
    "denied", "failed", "conditional", "alleged", "demanded", "promised", "planned", "ongoing", "happened",
)  # fmt: skip
_LENDS: dict[str, Modality] = {
    "negation": "denied", "denied": "denied", "failed": "failed", "conditional": "conditional", "alleged": "alleged",
    "demanded": "demanded", "promised": "promised", "planned": "planned", "obligation": "planned", "ongoing": "ongoing",
}  # fmt: skip
_BEHIND = 24
"""Characters between the word for a document and what it is about."""
_PAPERS: dict[str, Modality] = {
    "accord": "promised", "provision": "promised", "deadline": "planned", "meeting": "planned", "timetable": "planned",
    "working_group": "planned", "subgroup": "planned", "project_list": "planned", "lines_of_work": "planned",
    "mandate": "planned",
    "peacekeeping_centre": "planned", "joint_centre": "planned", "centre": "planned", "route": "planned",
}  # fmt: skip
_BODIES = frozenset({"working_group", "subgroup", "meeting"})
_OPENING = 3
"""Characters before a verb that opens its sentence."""
_TERMS = frozenset({"accord", "provision", "peace_treaty", "ceasefire"})
_LISTED = re.compile(r"(?:[,،]|(?<!\w)(?:and|or|и|или))\s*(?:و(?:أن )?)?(?:\s*not )?\Z|\sو(?:أن )?\Z", re.IGNORECASE)
"""What joins the verbs of a list right before the next of them."""
_GOES_ON_TO_BE = re.compile(
    r"(?<!\w)(?:(?:will|shall|must|should|to) be|будет|будут)\s(?:[\w-]+\s){1,3}(?:and|и)\s\Z", re.IGNORECASE
)
"""What is still to be done, said once for two deeds: "will be cleared and opened"."""
_DATED = 16
_SAYS_OVER = 24
"""Characters from the day of a paper to the end of the word by which it says something."""
_DATES = re.compile(r"\s(?:of(?: the)?|dated|signed on|от|المؤرخ في|الموقع في|الموقعة في)\s", re.IGNORECASE)
"""What stands between a paper and its day."""
_IS = re.compile(r"(?<!\w)(?:is|are)(?: also| then| not)? \Z", re.IGNORECASE)
_NO_LINK = frozenset({"determiner", "be", "have", "and"})
_BREAKING = frozenset({"violate"})
_KEEPING = frozenset({"implement", "observe", "violate"})
_NONE_OF = 26
_BESIDE = frozenset({"after", "before", "despite", "through"})
_NEAR = 14
"""Characters between a negation and the verb it denies."""
_FAR = 70
_REPORTED = frozenset({"denied", "alleged", "demanded"})
"""What a verb of saying lends to a whole clause with a verb of its own."""
_WORDS_ALONE = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "THREATEN", "REJECT", "PROTEST"})
"""Events that are done by saying so: "marched to demand" demands."""


@dataclass(frozen=True, slots=True)
class Told:
    """modality; completed, partial: whether the words say it was finished, or only begun."""

    modality: Modality
    completed: bool = False
    partial: bool = False


def told(
    scene: Scene,
    trigger: Trigger,
    found: Sequence[Trigger],
    verbs: Sequence[Hit],
    times: Sequence[Time],
    published: str | None,
    concerned: Sequence[Thing] = (),
) -> Told:
    """How the sentence tells the event of a trigger."""
    lent: set[Modality] = set()
    features = trigger.features
    if not trigger.nominal:
        if "future" in features and "past" not in features:
            lent.add("planned")
        if "imperative" in features and not features & {"past", "present", "infinitive"}:
            lent.add("demanded")
    ruler = governor(scene, trigger, verbs)
    completed = partial = False
    rulers = [ruler] if ruler is not None else []
    if ruler is not None:
        higher = _above(scene, ruler, verbs)
        if higher is not None and "infinitive" in ruler.features and "past" not in ruler.features:
            rulers.append(higher)
    # "with the mediation of", "after the opening": what only says how or when is not what is agreed or talked about
    beside = trigger.nominal and marker_before(scene, trigger.start) in _BESIDE
    for one in rulers if trigger.first.entry.pos not in ("phrase", "particle") and not beside else ():
        lends = cue_of(one)
        if {"participle", "adj"} <= one.features and "short" not in one.features:
            continue  # "the agreement reached with the mediation of …": it only describes
        depends = trigger.nominal or trigger.infinitive or "gerund" in features or "past" not in features
        behind = one.start > trigger.start
        if behind and not (
            trigger.nominal and (one.what == "cue" or is_passive(scene, one) or _about_what_is_before(one))
        ):
            continue
        if lends is not None and (depends or lends in _REPORTED):
            if lends == "completed":
                completed = True
            elif lends == "partial":
                partial = True
            elif lends in _LENDS and _reaches(scene, one, trigger, found, lends):
                lent.add(_LENDS[lends])
        if trigger.nominal and "future" in one.features and "past" not in one.features:
            lent.add("planned")
    lent |= _under_that(scene, trigger, verbs)
    for cue in scene.cues:
        if cue.start < trigger.end and trigger.start < cue.end and cue.id not in ("completed", "partial", "ongoing"):
            continue
        if not _governs(scene, cue, trigger, ruler, verbs):
            continue
        match cue.id:
            case "completed":
                completed = True
            case "partial":
                partial = True
            case "background":
                continue
            case other if other in _LENDS:
                lent.add(_LENDS[other])
    spoken = any(
        (verdict := senses()[hit.id].verdict) is not None and verdict.event in _WORDS_ALONE for hit in trigger.hits
    )
    if trigger.nominal and not lent and (paper := _on_paper(scene, trigger, verbs)) is not None:
        lent.add(_kept(scene, ruler, verbs) or paper if paper == "promised" else paper)
    if not lent and (trigger.infinitive or (ruler is not None and trigger.nominal and _open_verb(ruler))):
        lent |= _modal_chain(scene, trigger, verbs)
    if ruler is not None and cue_of(ruler) == "ongoing" and not trigger.nominal and ruler.end <= trigger.start:
        lent.discard("planned")  # "will go on training" is training now
        lent.add("ongoing")
    if not lent - {"planned"} and _by_terms(scene, trigger, times, (published or "")[:10]):
        lent.add("planned")
    if not trigger.nominal and not lent and _GOES_ON_TO_BE.search(scene.text, scene.start, trigger.start):
        lent.add("planned")
    if _none_of(scene, trigger, concerned):
        lent.add("denied")
    if trigger.infinitive and _marked(scene, trigger) and not lent and not completed and not spoken:
        lent.add("planned")  # "to return the bodies": a purpose, not a deed
    day = (published or "")[:10]
    times = [time for time in times if time.value]
    if day and not spoken and not lent & {"denied", "failed"} and times and all(_after(time, day) for time in times):
        if not lent or lent <= {"ongoing"}:
            lent.add("planned")
            lent.discard("ongoing")
    if "planned" in lent and _opened_by_condition(scene, trigger):
        lent.add("conditional")
    modality: Modality = next((one for one in _ORDER if one in lent), "happened")
    return Told(modality, completed, partial)


def dates_a_paper(scene: Scene, time: Time) -> bool:
    """Whether a time only tells which paper is meant: "under the memorandum of 2019", «перемирие от 5 сентября»."""
    return any(_dated(scene, concept, time) for concept in scene.concepts)


def _dated(scene: Scene, concept: Hit, time: Time) -> bool:
    if concept.id not in _TERMS or not 0 < time.start - concept.end <= _DATED:
        return False
    return _DATES.fullmatch(scene.text, concept.end, time.start) is not None


def is_a_paper(scene: Scene, trigger: Trigger) -> bool:
    """Whether a noun for what was agreed stands for its text: "the ceasefire of 23 October says that"."""
    ends = _terms(scene)
    for concept in scene.concepts if trigger.nominal and ends else ():
        if concept.id in _TERMS and concept.start <= trigger.start and trigger.end <= concept.end:
            dated = [time.end for time in scene.times if _dated(scene, concept, time)]
            if dated and any(0 <= end - dated[-1] <= _SAYS_OVER for end in ends):
                return True
    return False


def is_background(scene: Scene, times: Sequence[Time], published: str | None, *, span: int = 60) -> bool:
    """Whether a sentence tells history: it says so, or its days lie more than `span` days before publication."""
    if any(cue.id == "background" for cue in scene.cues):
        return True
    day = (published or "")[:10]
    dated = [time for time in times if _last(time)]
    return bool(day) and bool(dated) and all(_days(day) - _days(_last(time)) > span for time in dated)


def _by_terms(scene: Scene, trigger: Trigger, times: Sequence[Time], day: str) -> bool:
    """Whether the present tells what an accord lays down, not what is done: "under the agreement, forces return".
    With a day that has come ("under the deal, the sides release forty today") it tells a deed."""
    if trigger.nominal or not _in_present(scene, trigger):
        return False
    if any(time.value and time.relation == "at" and day and not _after(time, day) for time in times):
        return False
    if scene.laid_down:
        before = scene.text[scene.start : trigger.start]
        if len(before) <= _OPENING or "،" in before[-_OPENING:]:
            return True  # «وتُشكّل قوة مشتركة»: goes on with what the accord of the sentence before lays down
    return any(
        end <= trigger.start and not scene.barred(end, trigger.start) and not scene.contrasted(end, trigger.start)
        for end in _terms(scene)
    )


def _in_present(scene: Scene, trigger: Trigger) -> bool:
    features = trigger.features
    if "present" in features:
        return not features & {"past", "gerund"}
    if "participle" not in features:
        return False
    return _IS.search(scene.text, max(scene.start, trigger.start - 20), trigger.start) is not None


def lays_down(scene: Scene) -> bool:
    """Whether the sentence says over what an accord lays down, so that the next may go on with it."""
    return scene.laid_down or bool(_terms(scene))


def _terms(scene: Scene) -> list[int]:
    """Where the words end that say that an accord lays something down: "under the agreement", "the deal says"."""
    ends = [cue.end for cue in scene.cues if cue.id == "terms"]
    said = [one for one in scene.speech if one.id == "say" and one.entry.pos == "verb" and one.features & FINITE]
    said += [one for one in scene.cues if one.id in ("promised", "obligation")]
    for one in said:
        for concept in scene.concepts:
            end = max((time.end for time in scene.times if _dated(scene, concept, time)), default=concept.end)
            beside = 0 <= one.start - end <= 2 or 0 <= concept.start - one.end <= 2
            if concept.id in _TERMS and beside:
                medium = any(hit.id == "medium" and hit.end > concept.start and hit.start < concept.end
                             for hit in scene.sources)  # fmt: skip
                if not medium:  # "the statement said" tells of what goes on
                    ends.append(max(one.end, concept.end))
    return ends


def _opened_by_condition(scene: Scene, trigger: Trigger) -> bool:
    """Whether the sentence begins with its condition: "if the truce holds, monitors will be sent"."""
    return any(
        cue.id == "conditional" and cue.start - scene.start <= 4 and not scene.barred(cue.end, trigger.start)
        for cue in scene.cues
    )


def _about_what_is_before(hit: Hit) -> bool:
    """Whether what stands before the verb is what it is about: a reflexive, or a verb of failing."""
    return "reflexive" in hit.features or (hit.what == "event" and senses()[hit.id].cue == "failed")


def _open_verb(hit: Hit) -> bool:
    return "infinitive" in hit.features and not hit.features & {"past", "present", "future"}


def _on_paper(scene: Scene, trigger: Trigger, verbs: Sequence[Hit]) -> Modality | None:
    """A noun right behind the word for a document or a body names what it is about, not what was done: "a statement on
    the reopening", "the date of the handover", "working group on the unblocking"."""
    makes = any("accord" in senses()[hit.id].objects for hit in trigger.hits)
    for concept in reversed(scene.concepts):
        if makes and _PAPERS.get(concept.id) == "promised":
            continue  # "the agreement that was reached" is no promise of reaching one
        dated = [time for time in scene.times if concept.end <= time.start and time.end <= trigger.start]
        gap = trigger.start - concept.end - sum(time.end - time.start for time in dated)
        if 0 < gap <= _BEHIND and concept.id in _PAPERS and not scene.barred(concept.end, trigger.start):
            between = scene.text[concept.end : trigger.start]
            if ("," in between or "،" in between) and not dated:
                return None
            if any(concept.end <= one.start < trigger.start for one in verbs):
                return None
            # A body does things too ("the commission announced the reopening"): what it is for follows a preposition.
            led = any(concept.end <= m.start < trigger.start and m.id not in _NO_LINK for m in scene.markers)
            if concept.id in _BODIES and not led and not trigger.first.before.strip("وف"):
                return None
            return _PAPERS[concept.id]
    return None


def _under_that(scene: Scene, trigger: Trigger, verbs: Sequence[Hit]) -> set[Modality]:
    """What a verb of denying or accusing lends to the clause behind its "that", whatever verbs the clause has."""
    for verb in verbs:
        if verb.end <= trigger.start and (lends := cue_of(verb)) in ("denied", "alleged"):
            that = begins_with_that(scene, verb.end, verbs)
            if that is not None and that <= trigger.start and not scene.barred(that, trigger.start):
                if not parted_by_comma(scene, that, trigger.start):
                    return {_LENDS[lends]}
        if verb.end <= trigger.start and lends == "demanded" and not trigger.nominal:
            that = begins_with_that(scene, verb.end, verbs)
            if that is not None and that <= trigger.start and _listed(scene, that, trigger, verbs):
                return {"demanded"}
    return set()


def _listed(scene: Scene, that: int, trigger: Trigger, verbs: Sequence[Hit]) -> bool:
    """Whether the trigger is one of several deeds of one subject in a row: "that he halt A, close B and stop C"."""
    if scene.barred(that, trigger.start) or scene.contrasted(that, trigger.start):
        return False
    rows = [verb for verb in verbs if that <= verb.start < trigger.start and verb.what == "event"]
    if not rows or not _LISTED.search(scene.text, rows[-1].end, trigger.start):
        return False
    return all(_LISTED.search(scene.text, one.end, other.start) for one, other in pairwise(rows))


def _kept(scene: Scene, ruler: Hit | None, verbs: Sequence[Hit]) -> Modality | None:
    """Of what a clause is about, whether the clause was kept: "has not carried out the clause on the exchange"."""
    if ruler is None or ruler.what != "event" or ruler.id not in _KEEPING:
        return None
    if ruler.id in _BREAKING or any(
        cue.id == "negation" and _governs(scene, cue, None, ruler, verbs) for cue in scene.cues
    ):
        return "denied"
    return None


def _modal_chain(scene: Scene, trigger: Trigger, verbs: Sequence[Hit]) -> set[Modality]:
    """What the first of several infinitives in a row is told as ("will escort convoys, guard posts and report")."""
    stop = max(
        (v.end for v in verbs if v.end <= trigger.start and v.features & FINITE and not _open_verb(v)), default=0
    )
    for cue in reversed(scene.cues):
        if cue.end <= trigger.start and cue.start >= stop and not scene.barred(cue.end, trigger.start):
            return {_LENDS[cue.id]} if cue.id in ("planned", "obligation", "promised", "demanded") else set()
    return set()


def _none_of(scene: Scene, trigger: Trigger, concerned: Sequence[Thing]) -> bool:
    """Whether it is said of none of the things ("no road has been opened"), or denied behind it ("открыта не была")."""
    for cue in scene.cues:
        if cue.id != "negation":
            continue
        for one in concerned:  # "no road", "not a single Armenian refugee"
            if (
                0 <= one.start - cue.end <= _NONE_OF
                and one.end <= trigger.start
                and not _verb_in(scene, cue.end, one.start)
            ):
                return True
        if "short" in trigger.features or "passive" in trigger.features:
            if 0 < cue.start - trigger.end <= 2 and cue.end + 1 in {m.start for m in scene.markers if m.id == "be"}:
                return True
    return False


def _verb_in(scene: Scene, start: int, end: int) -> bool:
    if any(mark in scene.text[start:end] for mark in ",،;:"):
        return True
    return any(start <= hit.start < end for hit in [*scene.events, *scene.speech] if hit.entry.pos == "verb")


def _marked(scene: Scene, trigger: Trigger) -> bool:
    """Whether an English infinitive has its "to"; other languages' infinitives need none."""
    to = [marker for marker in scene.markers if marker.id == "to" and 0 <= trigger.start - marker.end <= 1]
    return bool(to) or trigger.features == {"infinitive"}


def _above(scene: Scene, hit: Hit, verbs: Sequence[Hit]) -> Hit | None:
    before = [verb for verb in verbs if verb.end <= hit.start and hit.start - verb.end <= 60]
    return before[-1] if before and not scene.barred(before[-1].end, hit.start) else None


def _reaches(scene: Scene, ruler: Hit, trigger: Trigger, found: Sequence[Trigger], lends: str) -> bool:
    """Whether what a verb lends reaches the trigger: not beyond a verb of its own in between, nor beyond a comma unless
    what it governs begins there ("said, that …")."""
    if parted_by_comma(scene, ruler.end, trigger.start):
        return False
    for other in found:
        if ruler.end <= other.start and other.end <= trigger.start and other.finite and not other.infinitive:
            return lends in _REPORTED and not scene.barred(ruler.end, trigger.start)
    return True


def _governs(scene: Scene, cue: Hit, trigger: Trigger | None, ruler: Hit | None, verbs: Sequence[Hit]) -> bool:
    """Whether a cue colours this trigger, or the verb that governs it."""
    scope = cue.entry.detail or "after"
    reach = _NEAR if cue.id == "negation" else _FAR
    for place in (trigger, ruler):
        if place is None or (trigger is not None and place is ruler and not (trigger.nominal or trigger.infinitive)):
            continue
        if place.start <= cue.start and cue.end <= place.end:
            if place is ruler:
                return True
            continue
        if scope in ("after", "both") and cue.end <= place.start:
            if place.start - cue.end <= _reach(cue, place, reach) and not _parted(scene, cue.end, place.start, verbs):
                return True
        if scope in ("before", "both") and place.end <= cue.start:
            if cue.start - place.end <= reach and not _parted(scene, place.end, cue.start, verbs):
                return True
    return False


def _reach(cue: Hit, place: Trigger | Hit, reach: int) -> int:
    """A negation of a noun ("without the return of") may have a few words between."""
    return reach + 12 if cue.id == "negation" and cue.entry.pos != "particle" else reach


def _parted(scene: Scene, start: int, end: int, verbs: Sequence[Hit]) -> bool:
    if scene.barred(start, end):
        return True
    gap = scene.text[start:end]
    if any(mark in gap for mark in ("\u060c", ",")) and len(gap) > 30:
        return True
    return any(
        start <= verb.start and verb.end <= end and verb.features & FINITE and "infinitive" not in verb.features
        for verb in verbs
    )


def _last(time: Time) -> str:
    value = time.value.rpartition("/")[2]
    return value if value[:4].isdigit() else ""


def _after(time: Time, day: str) -> bool:
    """Whether a time lies wholly after a day."""
    first = time.value.partition("/")[0]
    if not first[:4].isdigit():
        return False
    return first[: len(day)] > day[: len(first)]


def _days(value: str) -> int:
    from datetime import date

    parts = [int(part) for part in value[:10].split("-") if part.isdigit()]
    year, month, day = (*parts, 12, 28)[:3] if len(parts) < 3 else parts
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return date(year, min(month, 12), 28).toordinal()
