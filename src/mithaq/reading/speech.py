"""Who says what: direct, indirect, partial and continued quotations, with addressee, occasion and channel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mithaq.languages.base import Language
from mithaq.languages.lexicon import Hit
from mithaq.languages.senses import senses
from mithaq.reading.claims import Name, Quotation, Stance
from mithaq.reading.clauses import FINITE
from mithaq.reading.roles import find_roles
from mithaq.reading.scene import Group, Scene, trimmed
from mithaq.reading.statements import by_pronoun, by_text, issuer, unnamed
from mithaq.reports.model import Span

_SPEAKERS = frozenset({"person", "office", "organisation", "state", "group"})
_WORD = re.compile(r"\w+")
_OCCASION_END = re.compile(r"[,،;؛:.\n]|(?<!\w)(?:إن|أن|بأن|that|что)(?!\w)")
_THAT = re.compile(r"[\s,،:]*(?:that|что|чтобы|ب?[أإ]نّ?(?:ه|ها|هم|هما|ني|نا)?|ان)(?!\w)", re.IGNORECASE)
_INSISTS = re.compile(r"[\s,]*что(?!\w)", re.IGNORECASE)
"""Behind a word of demanding: what somebody holds to be so, and does not ask for."""
_PRONOUN = re.compile(r"(?:he|she|он|она|هو|هي)(?!\w)", re.IGNORECASE)
_BY_HIM = re.compile(r"(?:^|[\s,،—–-])(?:he|she|он|она)\s(?:\w+\s)?\Z", re.IGNORECASE)
_PARENTHETIC = re.compile(
    r"[,،]\s*[\"”»]?\s*(?:[—–-]\s*)?(?:the|a|an|its|his|her|their)?\s*(?:\w+\s){0,3}\Z", re.IGNORECASE
)
_BEHIND_VERB = re.compile(r"\s*(?:[.,;،؛)!?]|\Z|(?:in|on|at|to|during|after)\s|в\s|на\s|журналистам)", re.IGNORECASE)
_BEFORE_THAT = re.compile(
    r"(?:on|in|at|to|late|early|в|во|на|للصحفيين|في|يوم)(?!\w)[\w\s-]{0,40}?(?<!\w)(?:that|что|إن|أن|بأن)(?!\w)",
    re.IGNORECASE,
)
_OFFICE_IN = re.compile(r"\sво?\s(?:[\w-]+\s){0,2}[«\"]?", re.IGNORECASE)
"""Between a verb without a subject and the body in which it is said: «предупредили в авиакомпании „Йемения“»."""
_THAT_WORD = re.compile(r"(?<!\w)(?:that|что|будто|чтобы)(?!\w)", re.IGNORECASE)
_PART = re.compile(r"[;؛]")
_HIS_OWN = frozenset({"accuse", "demand", "criticise", "confirm", "deny", "promise", "threaten"})
"""What "he" goes on with when he said the words before."""
_SAYING = frozenset({"say", "confirm", "doubt", "promise"})
"""Stances of words whose clause is what was said, even without "that": what is only thanked for, accused of or asked
for is no quotation."""
_TOLD = _SAYING | {"threaten"}
"""Stances of words that may stand behind what was said: "…, warned the mayor"."""
_ARABIC = re.compile(r"[\u0621-\u064a]")
_ARABIC_THAT = re.compile(r"(?<!\w)[وفب]?[أإا]نّ?(?:ه|ها|هم|هما|ني|نا)?(?!\w)|:")
_ARABIC_CLAUSE = re.compile(r"[^،؛.:«»\"()]{0,60}?(?<!\w)ب?[أإ]نّ?(?:ه|ها|هم|هما|ني|نا)?(?!\w)")
_GOES_ON = re.compile(r"[\u064b-\u0652]*\s*(?:(?:إن|أن|بأن|إنّ|أنّ)(?:\W|ه|ها)|[:«“\"])")
_TITLE = 45
_BESIDE = 3
_TITLED = frozenset({"person", "office", "organisation"})
_CLAUSE = 4
"""Words of the shortest clause that can be what was said."""
_SHORT = 20
_NEXT = 10
_AFTER_WORD = re.compile(r"\w\s*[\"“«„‘]\Z")
_QUOTED = re.compile(r"[»\"”],?\s*[—–-]?\s*\Z")
"""What a word of saying stands behind that tells who said words in marks."""
_TRAILING = re.compile(r"[,،—–-]\s*(?:the|a|an)?\s*\Z", re.IGNORECASE)
_APPOSITION = 60
LONGEST = 6000
"""Characters of the longest quotation looked for; an unclosed mark must not swallow a report."""


@dataclass(slots=True)
class _Context:
    """What is known of one act of speaking, kept while the same speaker goes on."""

    speaker: Name
    addressee: Name | None = None
    occasion: Span | None = None
    channel: Name | None = None
    medium: bool = False


def quoted_regions(text: str, marks: Sequence[tuple[str, str]]) -> list[Span]:
    """The stretches inside quotation marks, outermost only, without the marks. Linear in the text."""
    openers = dict(marks)
    pattern = re.compile("[" + re.escape("".join({mark for pair in marks for mark in pair})) + "]")
    regions: list[Span] = []
    opened: tuple[int, str] | None = None
    depth = 0
    for found in pattern.finditer(text):
        mark = found.group()
        if opened is not None and found.start() - opened[0] > LONGEST:
            opened = None
        if opened is None:
            if mark in openers:
                opened, depth = (found.end(), mark), 0
            continue
        opening = opened[1]
        if mark == openers[opening]:
            if depth and opening != mark:
                depth -= 1
                continue
            if found.start() > opened[0]:
                regions.append(Span(opened[0], found.start()))
            opened = None
        elif mark == opening:
            depth += 1
    return regions


def find_quotations(scenes: Sequence[Scene], marks: Sequence[tuple[str, str]], tongue: Language) -> list[Quotation]:
    """All quotations of a text, in order."""
    if not scenes:
        return []
    regions = quoted_regions(scenes[0].text, marks)
    out: list[Quotation] = []
    context: _Context | None = None
    topic: Name | None = None
    spoken = -9
    at = 0
    for number, scene in enumerate(scenes):
        mine: list[Span] = []
        while at < len(regions) and regions[at].start < scene.end:
            mine.append(regions[at])
            at += 1
        fresh = number - spoken <= 2
        if topic is not None and (context is None or topic is not context.speaker):
            if _by_pronoun(scene, tongue) and (context is None or not _same(topic, context.speaker)):
                context, fresh = _Context(topic), True
        found, context = _scene_quotations(scene, mine, context, fresh, tongue)
        if found:
            spoken = number
        elif (name := _head(issuer(scene, _agents(scene), tongue))) is not None:
            context, spoken = _Context(name), number
        topic = _topic(scene) or (topic if fresh else None)
        if found and context is not None and context.speaker.type == "person":
            if scene.start <= context.speaker.start < scene.end or _by_pronoun(scene, tongue):
                topic = context.speaker  # "the president, Getachew Reda, told …": "he" is who spoke
        elif not found and tongue.order == "svo" and _another_spoke(scene):
            topic = context = None
        out.extend(found)
    out.sort(key=lambda one: (one.start, -one.end))
    return out


def is_quotation(one: Quotation, text: str) -> bool:
    """Whether words are given as somebody's: in marks, or as a clause. What somebody is accused of, thanked for or
    asked to do is on the speaker's word too, but is no quotation."""
    if one.direct or one.verb is None:
        return True
    if _ARABIC.match(text, one.verb.start) and one.verb.end <= one.start:
        # without "that" it is a thing that is announced, expected or promised, not a clause
        told = _ARABIC_THAT.search(text, one.verb.end, one.start + 1) is not None
        return told or text[: one.start].rstrip().endswith("،")  # "بحسب الوزارة، …"
    if one.stance in _SAYING or (one.stance in _TOLD and one.end <= one.verb.start):
        return True
    if one.stance == "demand":
        return _INSISTS.match(text, one.verb.end) is not None
    return one.stance in ("threaten", "accuse", "criticise") and _THAT.match(text, one.verb.end) is not None


def _another_spoke(scene: Scene) -> bool:
    """Whether somebody without a name says something in a sentence, so that "he" behind it is nobody known."""
    said = next((hit for hit in scene.speech if hit.entry.pos == "verb" and hit.features & FINITE), None)
    if said is None or _by_him(scene, said) or (unnamed(scene, said) and said.start - scene.start <= _BESIDE):
        return False
    return not any(group.end <= said.start for group in _agents(scene)) and said.start - scene.start > _BESIDE


def _topic(scene: Scene) -> Name | None:
    """The one whom "he" in the next sentence means: the person the sentence speaks of first, if it speaks of any."""
    for group in scene.groups:
        name = _head(group)
        if name is not None and name.type in ("person", "office"):
            return name
    return None


def _by_pronoun(scene: Scene, tongue: Language) -> bool:
    """Whether the sentence begins with somebody saying who is only "he" or "she", or, in Arabic, the verb's form."""
    if any(by_pronoun(scene, hit) and hit.start - scene.start <= _SHORT for hit in scene.speech):
        return True
    first = next(
        (hit for hit in scene.speech if hit.entry.pos == "verb" and (hit.id == "say" or hit.id in _HIS_OWN)), None
    )
    if first is None:
        return False
    if _BY_HIM.search(scene.text, scene.start, first.start) is not None:
        return True  # "…," he told reporters
    if first.start - scene.start > _APPOSITION:
        return False
    if any(group.end <= first.start and group.is_agent for group in scene.groups):
        return False
    if _PRONOUN.match(scene.text, scene.start, first.start):
        return True
    return tongue.order == "vso" and first.start - scene.start <= 2 and _THAT.match(scene.text, first.end) is not None


def _scene_quotations(
    scene: Scene, regions: Sequence[Span], context: _Context | None, fresh: bool, tongue: Language
) -> tuple[list[Quotation], _Context | None]:
    outside = [hit for hit in scene.speech if not any(r.start <= hit.start < r.end for r in regions)]
    out: list[Quotation] = []
    used: set[int] = set()
    for region in regions:
        before = [hit for hit in outside if hit.end <= region.start]
        after = [hit for hit in outside if hit.start >= region.end and hit.start - region.end <= 80]
        verb = before[-1] if before else after[0] if after else None
        words = len(_WORD.findall(scene.text, region.start, region.end))
        introduced = scene.text[max(scene.start, region.start - 4) : region.start].rstrip(" \"«“'").endswith(":")
        close = verb is not None and (0 <= region.start - verb.end <= 12 or 0 <= verb.start - region.end <= 6)
        if words < 2 or (words < 4 and not (close or introduced)):
            continue
        led = verb is not None and 0 <= region.start - verb.end <= 12
        if words < 4 and not introduced and not led and _AFTER_WORD.search(scene.text, scene.start, region.start):
            continue  # the national day "Russia Day": a name in marks
        if verb is None and not (fresh and context is not None and (introduced or words >= 6)):
            continue
        speaker, context = _speaker(scene, verb, context, fresh, tongue)
        if speaker is not None and region.start <= speaker.start < region.end:
            speaker = None
        start, end = trimmed(scene.text, region.start, region.end)
        if verb is not None:
            used.add(verb.start)
        out.append(_quotation(start, end, speaker, context, verb, direct=True))
    headline = _headline(scene, regions)
    if headline is not None and headline.speaker is not None:
        out.append(headline)
        context = _Context(headline.speaker)
    for hit in outside:
        if hit.start in used or any(abs(hit.start - other) < 3 for other in used):
            continue
        found = _indirect(scene, hit, regions, context, fresh, tongue)
        if found is None:
            continue
        quotation, context = found
        if any(q.start <= quotation.start and quotation.end <= q.end for q in out):
            continue
        out.append(quotation)
    return out, context


def _quotation(
    start: int, end: int, speaker: Name | None, context: _Context | None, verb: Hit | None, *, direct: bool
) -> Quotation:
    known = context if context is not None and context.speaker is speaker else None
    stance: Stance = verb.id if verb is not None else "say"  # type: ignore[assignment]
    return Quotation(
        start, end, speaker=speaker, direct=direct, stance=stance,
        addressee=known.addressee if known else None, occasion=known.occasion if known else None,
        channel=known.channel if known else None, verb=Span(verb.start, verb.end) if verb is not None else None,
    )  # fmt: skip


def _speaker(
    scene: Scene, verb: Hit | None, context: _Context | None, fresh: bool, tongue: Language,
    known: Group | None = None,
) -> tuple[Name | None, _Context | None]:  # fmt: skip
    """The speaker of a word of saying, and what the sentence tells of the act of speaking; known: who it is, if the
    caller has found out."""
    group = known or (_speaking_group(scene, verb, tongue) if verb is not None else None)
    name = _head(group)
    if name is not None:
        name = _named_behind(scene, name)
    if name is None:
        if context is None or not fresh:
            return None, context
        updated = _surroundings(scene, replace(context), None)
        return updated.speaker, updated
    same = context is not None and context.speaker.entity is not None and _same(context.speaker, name)
    start = replace(context, speaker=name) if same and context is not None else _Context(name)
    updated = _surroundings(scene, start, group)
    return name, updated


def _named_behind(scene: Scene, name: Name) -> Name:
    """ "The head of the mission in Tripoli, Stephanie Williams": who holds the office, named behind its words."""
    if name.type != "office":
        return name
    for mention in scene.mentions:
        if mention.start < name.end or mention.name.type != "person":
            continue
        if mention.start - name.end > _TITLE or mention.joined:
            break
        gap = scene.text[name.end : mention.start]
        if any(mark in gap for mark in ',،;:.«»“”"()') or _THAT_WORD.search(gap):
            break
        doing = [hit for hit in [*scene.events, *scene.speech] if hit.entry.pos == "verb"]
        if any(name.end <= hit.start < mention.start for hit in doing):
            break
        return mention.name
    return name


def _same(one: Name, other: Name) -> bool:
    """Whether two names mean the same speaker: one entity, or an office and the one who holds it."""
    if one.entity == other.entity:
        return True
    return (other.entity is not None and one.holder == other.entity) or (
        one.entity is not None and other.holder == one.entity
    )


def _can_speak(scene: Scene, name: Name) -> bool:
    """Peacekeepers and nobody's soldiers act; it is a command, an army, a person or a movement that speaks."""
    if name.type == "group" and (name.entity is None or "/" in name.entity):
        silent = ("peacekeeper",) if name.entity is not None else ("peacekeeper", "troops")
        return not any(one.id in silent and one.start < name.end and name.start < one.end for one in scene.concepts)
    return name.type in _SPEAKERS


def _head(group: Group | None) -> Name | None:
    """The one of a group who speaks: the person where a person is named."""
    if group is None:
        return None
    names = [name for name in group.names if name.type in _SPEAKERS]
    people = [name for name in names if name.type == "person"]
    for name, behind in pairwise(people):
        if behind.start - name.end != 1:  # "the mayor of Birao Justin Gbango": a town may be taken for a person
            return name
    return people[-1] if people else names[0] if names else None


def _agents(scene: Scene) -> list[Group]:
    return [g for g in scene.groups if any(_can_speak(scene, m.name) for m in g.members)]


def _speaking_group(scene: Scene, verb: Hit, tongue: Language) -> Group | None:
    agents = _agents(scene)
    if by_text(scene, verb, tongue) is not None or _by_him(scene, verb):
        return None
    if verb.entry.pos in ("phrase", "particle"):  # "according to X", "по словам X"
        return next((g for g in agents if 0 <= g.start - verb.end <= _NEXT + 20 and _is_next(scene, verb.end, g)), None)
    if tongue.cased and (beside := _in_office(scene, verb, agents)) is not None:
        return beside
    if tongue.order == "vso" and verb.entry.pos == "verb" and (going_on := _going_on(scene, verb, agents)) is not None:
        return going_on
    scene = replace(scene, groups=agents)
    roles = find_roles(scene, verb, [*scene.speech, *(e for e in scene.events if e.entry.pos == "verb")], tongue)
    if roles.subject is not None:
        return _with_apposition(scene, roles.subject, agents)
    if verb.entry.pos == "noun":
        return next((g for g in agents if 0 <= g.start - verb.end <= 12), None)
    quoted = _QUOTED.search(scene.text, scene.start, verb.start) is not None
    if tongue.order == "svo" and (verb.id in _SAYING or quoted) and "gerund" not in verb.features:
        # "…, said the taxi driver Salem Jubran"
        return next((g for g in agents if 0 <= g.start - verb.end <= _TITLE and _is_next(scene, verb.end, g)), None)
    return None


def _going_on(scene: Scene, verb: Hit, agents: Sequence[Group]) -> Group | None:
    """ "نفى المسماري مغادرة عناصر فاغنر، وقال إن": a verb with its clause right behind it goes on with who spoke,
    a person rather than the body named last."""
    if not _GOES_ON.match(scene.text, verb.end):
        return None
    people = [g for g in agents if g.end <= verb.start and any(m.name.type == "person" for m in g.members)]
    return next((g for g in people if g.marker in (None, "by", "and")), None)


def _is_next(scene: Scene, start: int, group: Group) -> bool:
    """Whether only the words for what somebody is stand between a place and a name."""
    gap = scene.text[start : group.start]
    if len(gap) > 3 and (any(mark in gap for mark in ",،;:.") or '"' in gap or "»" in gap):
        return False
    if _THAT_WORD.search(gap):
        return False  # "the statement added that Azerbaijani forces": of whom it is said
    verbs = [hit for hit in [*scene.events, *scene.speech] if hit.entry.pos == "verb"]
    return not any(start <= hit.start < group.start for hit in verbs)


def _with_apposition(scene: Scene, group: Group, agents: Sequence[Group]) -> Group:
    """ "Hikmet Hajiyev, the aide to the president, told": the one who is named and what he is are one speaker."""
    for other in agents:
        gap = scene.text[other.end : group.start]
        if other.end <= group.start and len(gap) <= _APPOSITION and gap.lstrip().startswith((",", "،")):
            verbs = [h for h in [*scene.events, *scene.speech, *scene.cues] if h.entry.pos == "verb"]
            if any(other.end <= verb.start < group.start for verb in verbs):
                continue
            kinds = {m.name.type for m in other.members}, {m.name.type for m in group.members}
            if {"person", "office"} <= kinds[0] | kinds[1] and kinds[0] != kinds[1]:
                return Group([*other.members, *group.members], other.marker, other.features)
    return group


def _in_office(scene: Scene, verb: Hit, agents: Sequence[Group]) -> Group | None:
    """ "Заявили в министерстве", "в Баку сообщили": who speaks where the verb has no subject."""
    for group in agents:
        gap = (verb.end, group.start) if group.start >= verb.end else (group.end, verb.start)
        inside = group.marker == "in" or ("loc" in group.features and "nom" not in group.features)
        if 0 <= gap[1] - gap[0] <= 3 and inside:
            return group
    for group in agents:
        if 1 <= group.start - verb.end <= _TITLE and _OFFICE_IN.fullmatch(scene.text, verb.end, group.start):
            return group
    return None


def _headline(scene: Scene, regions: Sequence[Span]) -> Quotation | None:
    """ "Pashinyan: the road is closed": a line that begins with who speaks."""
    first = next((g for g in scene.groups if any(_can_speak(scene, m.name) for m in g.members)), None)
    if first is None or scene.text[scene.start : first.start].strip(' «"“*—–-'):
        return None
    if not scene.text.startswith(":", first.end) or any(r.start < first.start for r in regions):
        return None
    start, end = trimmed(scene.text, first.end + 1, scene.end)
    name = _head(first)
    if scene.paragraph and name is not None and name.type not in ("person", "office"):
        return None  # "Mali: …", a heading of a list, not a headline
    if name is None or len(_WORD.findall(scene.text, start, end)) < _CLAUSE:
        return None
    if any(r.start <= start + 1 for r in regions if r.end > start):
        return None  # its words stand in marks
    return Quotation(start, end, speaker=name, direct=False)


def _surroundings(scene: Scene, context: _Context, speaking: Group | None) -> _Context:
    """Addressee, occasion and channel that the sentence names, added to what was known."""
    for cue in scene.sources:
        if cue.id == "medium":
            context.medium = True
        elif cue.id == "addressee_cue":
            group = _following(scene, cue, 60)
            name = _head(group)
            if name is not None and not _same(name, context.speaker):
                context.addressee = name
        elif cue.id == "occasion_cue":
            end = _OCCASION_END.search(scene.text, cue.end, min(scene.end, cue.end + 120))
            start, stop = trimmed(scene.text, cue.end, end.start() if end else min(scene.end, cue.end + 120))
            if stop > start:
                context.occasion = Span(start, stop)
        elif cue.id == "channel_cue":
            group = _following(scene, cue, 40)
            for name in group.names if group is not None else ():
                if name.type in ("organisation", "office", "group") and not _same(name, context.speaker):
                    context.channel = name
                    break
    return context


def _says_more(scene: Scene, start: int) -> bool:
    """Whether what follows a word of saying is what is said: a clause with a verb of its own, or one after "that"."""
    if _THAT.match(scene.text, start):
        return True
    return any(
        hit.start >= start and hit.entry.pos == "verb" and hit.features & FINITE for hit in [*scene.events, *scene.cues]
    )


def _following(scene: Scene, cue: Hit, reach: int) -> Group | None:
    return next((g for g in scene.groups if g.is_agent and 0 <= g.start - cue.end <= reach), None)


def _by_him(scene: Scene, hit: Hit) -> bool:
    """Whether "he" or "she" stands right before the word."""
    opens = _PRONOUN.match(scene.text, scene.start, hit.start) if hit.entry.pos == "verb" else None
    return _BY_HIM.search(scene.text, scene.start, hit.start) is not None or (
        opens is not None and hit.start - opens.end() <= _BESIDE
    )


def _told_behind(scene: Scene, hit: Hit) -> bool:
    """Whether a word of saying stands right behind the comma that ends what was said ("…, said X")."""
    if hit.entry.pos != "verb" or hit.id not in _TOLD or not hit.features & FINITE:
        return False
    left = scene.text[scene.start : hit.start]
    if not left.rstrip().endswith((",", "،")) or len(_WORD.findall(left)) < _CLAUSE:
        return False
    that = _THAT_WORD.search(scene.text, hit.end, min(scene.end, hit.end + _TITLE))
    if that is not None or scene.text.startswith(":", hit.end):
        return False
    # "X, the aide to Y, said": what stands before the comma is who speaks, if no verb stands there
    doing = [one for one in [*scene.events, *scene.cues, *scene.speech] if one.end < hit.start]
    beside = any(group.is_agent and 0 <= hit.start - group.end <= 3 for group in scene.groups)
    return not beside or any(one.entry.pos == "verb" and one.features & FINITE for one in doing)


def _apposed(scene: Scene, group: Group, hit: Hit) -> bool:
    """ "…, the president of the administration, Getachew Reda, told the ambassador": who stands between commas right
    before the word, behind what he is, says it; whoever stands behind it hears it."""
    if not 0 <= hit.start - group.end <= _BESIDE:
        return False
    names = {member.name.type for member in group.members}
    before = scene.text[scene.start : group.members[-1].start].rstrip()
    return "person" in names and before.endswith((",", "،"))


def _own_start(scene: Scene, group: Group) -> int:
    """Where the words for the speaker begin, of names that only commas join: "… Goma, the envoy, Mary Robinson"."""
    start = group.members[-1].start
    for before, member in zip(group.members[-2::-1], group.members[:0:-1], strict=True):
        told = {before.name.type, member.name.type} <= _TITLED and "person" in (before.name.type, member.name.type)
        if not told and (member.joined or "," in scene.text[before.end : member.start]):
            if group.members[-1].name.type == "person":
                break
        start = before.start
    return start


def _descriptions(scene: Scene, start: int) -> int:
    """Where the words begin that tell what a speaker is: "the United States ambassador to the United Nations"."""
    names = {mention.end: mention.start for mention in [*scene.mentions, *scene.nested]}
    while (before := next((names[start - gap] for gap in (1, 4, 7) if start - gap in names), None)) is not None:
        if scene.text[start - 1 : start] != " " or any(mark in scene.text[before:start] for mark in ",،;:"):
            break
        start = before
    return start


def _named_before(scene: Scene, hit: Hit) -> Group | None:
    """Who "his" in "in his words" means: the one who did or said what the sentence told before, if it is a person."""
    people = (g for g in _agents(scene) if g.end <= hit.start and any(m.name.type == "person" for m in g.members))
    return next((g for g in people if g.marker is None and ("nom" in g.features or not g.features)), None)


def _first_behind(scene: Scene, hit: Hit) -> Group | None:
    """Who may have said it, behind the word and before the next clause: a person rather than a body."""
    end = scene.end
    for mark in _PART.finditer(scene.text, hit.end, scene.end):
        end = mark.start()
        break
    groups = [g for g in scene.groups if hit.end <= g.start < end and any(_can_speak(scene, m.name) for m in g.members)]
    groups = [g for g in groups if not g.features & {"dat", "gen", "loc", "ins"} or "nom" in g.features] or groups
    comma = scene.text.find(",", hit.end, end)
    near = [g for g in groups if comma < 0 or g.start < comma] or groups
    return next((g for g in near if any(m.name.type == "person" for m in g.members)), near[0] if near else None)


def _indirect(
    scene: Scene, hit: Hit, regions: Sequence[Span], context: _Context | None, fresh: bool, tongue: Language
) -> tuple[Quotation, _Context | None] | None:
    """Reported speech without marks: the rest of the sentence, or what stands before "…, said X"."""
    if hit.entry.pos == "noun" and _THAT.match(scene.text, hit.end) is None:
        return None  # "the request of Armenia" gives no words of it
    if "future" in hit.features and any(event.start == hit.start for event in scene.events):
        return None  # "will hand over" in a language where that is also "report"
    group = _speaking_group(scene, hit, tongue)
    doing = [senses()[event.id] for event in scene.events if event.start == hit.start]
    if hit.id == "say" and any(sense.verdict is None for sense in doing) and _THAT.match(scene.text, hit.end) is None:
        # A word that also does ("передать" is to hand over and to report) says something only with "that".
        if not _by_him(scene, hit) and (group is None or group.start < hit.start):
            return None
    behind_comma = tongue.order == "svo" and _told_behind(scene, hit)
    if behind_comma:
        # "…, рассказал каналу полковник X": who said it stands somewhere behind, before the next comma
        named = group is not None and _apposed(scene, group, hit)
        group = group if named else _first_behind(scene, hit) or group
    text = by_text(scene, hit, tongue) if group is None else None
    his = _named_before(scene, hit) if by_pronoun(scene, hit) else None
    lost = text is not None or unnamed(scene, hit)
    if group is None and not lost:
        his_own = hit.id in _HIS_OWN and _by_him(scene, hit)
        if not (fresh and context is not None and hit.entry.pos == "verb" and (hit.id == "say" or his_own)):
            return None
    speaker, updated = _speaker(scene, hit, context, fresh, tongue, group if behind_comma else his)
    if speaker is None and not lost:
        return None
    left_end = min(hit.start, group.start if group is not None else hit.start)
    if group is not None and group.start == left_end:
        left_end = _descriptions(scene, _own_start(scene, group))
    if group is None and (him := _BY_HIM.search(scene.text, scene.start, hit.start)) is not None:
        left_end = him.start() + 1
    right_start = max(text or hit.end, group.end if group is not None and group.start > hit.end else hit.end)
    left = scene.text[scene.start : left_end]
    right = scene.text[right_start : scene.end]
    told = _TRAILING.search(left) is not None and len(_WORD.findall(left)) >= _CLAUSE
    inverted = group is not None and group.start > hit.end and tongue.order == "svo"  # "…, said Putin, TASS reports"
    trailing = told and (
        inverted
        or behind_comma
        or len(_WORD.findall(right)) < _CLAUSE
        or (tongue.order == "svo" and not _says_more(scene, right_start))
    )
    aside = _PARENTHETIC.search(scene.text, scene.start, left_end) if not trailing else None
    if aside is not None and _THAT.match(scene.text, right_start) is None and aside.start() - scene.start > _SHORT:
        # "…, the UN mission said, but …": told in the middle of what is said
        behind = hit.end if group is None or group.end <= hit.start else right_start
        if _BEHIND_VERB.match(scene.text, behind) and (group is None or group.start - aside.end() <= 2):
            trailing, left_end = True, aside.start()
    start, end = (scene.start, left_end) if trailing else (right_start, scene.end)
    if trailing:
        led = scene.text.rfind(": ", scene.start, left_end)
        if led >= 0 and len(_WORD.findall(scene.text, led, left_end)) >= _CLAUSE:
            start = led + 2
        start = max([start, *(mark.end() for mark in _PART.finditer(scene.text, start, end))])
    end = next((mark.start() for mark in _PART.finditer(scene.text, start, end) if mark.start() - start > _SHORT), end)
    start, end = trimmed(scene.text, start, end)
    if trailing and (tail := _TRAILING.search(scene.text, start, end)) is not None:
        end = tail.start()
    while end > start and scene.text[end - 1] in ".,،;-—– ":
        end -= 1
    while start < end and scene.text[start] in ",،:;-—– ":
        start += 1
    that = _THAT.match(scene.text, start, end)
    if that is None and not trailing:
        that = _BEFORE_THAT.match(scene.text, start, end)
    if that is None and not trailing and tongue.order == "vso":
        # "قال محافظ تعز نبيل شمسان إن", "نبّه البرنامج إلى أن": the clause begins behind the words for who he is
        that = _ARABIC_CLAUSE.match(scene.text, start, end)
    if that is not None:
        start, end = trimmed(scene.text, that.end(), end)
    if len(_WORD.findall(scene.text, start, end)) < (3 if that is None and text is None else 2):
        return None
    if any(
        region.start < end and start < region.end and region.end - region.start > (end - start) / 2
        for region in regions
    ):
        return None  # the direct quotation says it already
    return _quotation(start, end, speaker, updated, hit, direct=False), updated
