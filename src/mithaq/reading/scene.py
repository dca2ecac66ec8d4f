"""A text laid out for reading: its sentences with the mentions, words and numbers found in each.

Nothing is decided here; roles, speech and events look at scenes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mithaq.languages.lexicon import Hit
from mithaq.reading.claims import Name, Quantity, Time
from mithaq.reports.model import Span

AGENTS = frozenset({"state", "person", "organisation", "group", "office"})
# Marks that end a clause for whoever looks for the actor or the object of a verb.
STRONG = re.compile(r"[;:؛\n]|\s[—–-]\s")
LONGEST = 2500
"""Characters of the longest sentence read as one."""
_NO_ROLES = frozenset({"be", "have", "determiner"})
_CONTRAST = re.compile(
    r"[,،;—–-]\s*(?:but|however|yet|although|while|но|однако|хотя|а|إلا|لكن|ولكن|غير|بينما|فيما)(?!\w)"
)
_JOIN = re.compile(r"\s*(?:,|،|and|as well as|&|и|а также|и в|و|-|–|/)?\s*(?:the\s+)?", re.IGNORECASE)
_NEAR = re.compile(r"[\s«\"“(]*(?:the|a|an)?[\s«\"“]*", re.IGNORECASE)


@dataclass(slots=True)
class Mention:
    """A name with the grammar of its place in the sentence."""

    name: Name
    features: frozenset[str]
    clitic: str | None = None
    """The role its proclitic carries ("to"), if any."""
    joined: bool = False
    """Its proclitic is "and"."""
    after: str = ""
    """What the same written word goes on with ("-brokered")."""
    modifier: bool = False
    """It only describes the noun beside it ("Armenian prisoners")."""

    @property
    def start(self) -> int:
        return self.name.start

    @property
    def end(self) -> int:
        return self.name.end


@dataclass(slots=True)
class Group:
    """Mentions that stand together in one role: "Russia, Azerbaijan and Armenia", "President Ilham Aliyev"."""

    members: list[Mention]
    marker: str | None
    features: frozenset[str]

    @property
    def start(self) -> int:
        return self.members[0].start

    @property
    def end(self) -> int:
        return self.members[-1].end

    @property
    def names(self) -> tuple[Name, ...]:
        """The members as names; of an office with its holder's name beside it, the person."""
        out: list[Name] = []
        for member in self.members:
            name = member.name
            previous = out[-1] if out else None
            if previous is not None and name.type == "person" and previous.type in ("office", "state", "organisation"):
                titled = (
                    name.start == previous.end + 1
                )  # "UN envoy Hans Grundberg": what stands before him is what he is
                if previous.type == "office" or previous.via == "demonym" or titled:
                    out[-1] = name
                    continue
            elif previous is not None and name.type == "office" and previous.type == "person" and not member.joined:
                continue
            out.append(name)
        return tuple(out)

    @property
    def is_agent(self) -> bool:
        return any(member.name.type in AGENTS for member in self.members)


@dataclass(slots=True)
class Scene:
    """One sentence of a text and what was found in it, each list in order."""

    text: str
    start: int
    end: int
    mentions: list[Mention] = field(default_factory=list)
    nested: list[Mention] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    events: list[Hit] = field(default_factory=list)
    concepts: list[Hit] = field(default_factory=list)
    speech: list[Hit] = field(default_factory=list)
    cues: list[Hit] = field(default_factory=list)
    markers: list[Hit] = field(default_factory=list)
    sources: list[Hit] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    paragraph: int = 0
    laid_down: bool = False
    """The sentence before, in its paragraph, says over what an accord lays down."""
    _bars: list[int] | None = None

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    def gap(self, start: int, end: int) -> str:
        """The text between two places of the sentence."""
        return self.text[start:end]

    def contrasted(self, start: int, end: int) -> bool:
        """Whether another clause begins between two places with "but" or a word like it."""
        low, high = (start, end) if start <= end else (end, start)
        return _CONTRAST.search(self.text, low, high) is not None

    def barred(self, start: int, end: int) -> bool:
        """Whether a strong mark stands between two places."""
        low, high = (start, end) if start <= end else (end, start)
        if self._bars is None:
            self._bars = [mark.start() for mark in STRONG.finditer(self.text, self.start, self.end)]
        index = bisect_left(self._bars, low)
        return index < len(self._bars) and self._bars[index] < high


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def pieces(text: str, sentences: Iterable[Span]) -> Iterator[Span]:
    """The sentences, each longer than LONGEST cut at white space: what is longer is no sentence but a list, a table or
    text without marks, and looking at all of it for every word would take time with its square."""
    for span in sentences:
        start = span.start
        while span.end - start > LONGEST:
            cut = max(text.rfind(" ", start + LONGEST // 2, start + LONGEST), text.rfind("\n", start, start + LONGEST))
            cut = cut + 1 if cut > start else start + LONGEST
            yield Span(start, cut)
            start = cut
        yield Span(start, span.end)


def lay_out(
    text: str,
    sentences: Sequence[Span],
    hits: Iterable[Hit],
    mentions: Sequence[Mention],
    nested: Sequence[Mention],
    times: Sequence[Time],
    quantities: Sequence[Quantity],
) -> list[Scene]:
    """Sort everything found into its sentence. What straddles two sentences goes to the one it starts in."""
    scenes: list[Scene] = []
    paragraph, at = 0, 0
    for span in pieces(text, sentences):
        start, end = trimmed(text, span.start, span.end)
        if start == end:
            continue
        paragraph += "\n" in text[at:start]
        at = end
        scenes.append(Scene(text, start, end, paragraph=paragraph))
    if not scenes:
        return scenes
    starts = [scene.start for scene in scenes]

    def home(position: int) -> Scene:
        return scenes[max(0, bisect_left(starts, position + 1) - 1)]

    for hit in hits:
        scene = home(hit.start)
        match hit.what:
            case "event":
                scene.events.append(hit)
            case "concept":
                scene.concepts.append(hit)
            case "speech":
                scene.speech.append(hit)
            case "cue":
                scene.cues.append(hit)
            case "marker":
                scene.markers.append(hit)
            case "attribution":
                scene.sources.append(hit)
    for mention in mentions:
        home(mention.start).mentions.append(mention)
    for mention in nested:
        home(mention.start).nested.append(mention)
    for time in times:
        home(time.start).times.append(time)
    for quantity in quantities:
        home(quantity.start).quantities.append(quantity)
    for scene in scenes:
        _mark_modifiers(scene)
        scene.groups = _group(scene)
    return scenes


_WIDEST = 64
"""Characters of the longest marker with what may stand between it and its noun."""


def _start_of(hit: Hit) -> int:
    return hit.start


def marker_before(scene: Scene, position: int) -> str | None:
    """The role marker (preposition) that stands right before a place of the sentence."""
    found: Hit | None = None
    markers = scene.markers
    last = bisect_left(markers, position, key=_start_of)
    for index in range(last - 1, -1, -1):  # "to his Russian counterpart": what only determines stands between
        marker = markers[index]
        if position - marker.start > _WIDEST:
            break
        if marker.id == "determiner" and 0 <= position - marker.end <= 1:
            position = marker.start
    for marker in markers[bisect_left(markers, position - _WIDEST, key=_start_of) : last]:
        if marker.id in _NO_ROLES or marker.end > position:
            continue
        if _NEAR.fullmatch(scene.text, marker.end, position):
            if found is None or marker.end > found.end or (marker.end == found.end and marker.start < found.start):
                found = marker
    if found is not None:
        return found.id
    # "a letter sent to X": words that end in a preposition stand for it
    if not scene.sources:
        return None
    cues = [cue for cue in scene.sources if cue.id == "addressee_cue" and " " in scene.text[cue.start : cue.end]]
    return "to" if any(c.end <= position and _NEAR.fullmatch(scene.text, c.end, position) for c in cues) else None


def _mark_modifiers(scene: Scene) -> None:
    """A demonym beside a thing concerned describes the thing: "Armenian prisoners" act on nobody. So does a name before
    a participle joined to it ("Russian-brokered"), and the first of two joined demonyms ("Russian-Turkish centre")."""
    later: Mention | None = None
    for mention in reversed(scene.mentions):
        if mention.after.startswith("-") and not mention.after[1:].istitle() and len(mention.after) > 3:
            mention.modifier = later is None or mention.end + 1 != later.start
        if mention.name.via == "demonym":
            for concept in scene.concepts:
                low, high = min(mention.end, concept.end), max(mention.start, concept.start)
                if 0 <= high - low <= 2 and not scene.text[low:high].strip():
                    mention.modifier = True
            if later is not None and later.modifier and later.name.via == "demonym":
                mention.modifier = mention.modifier or later.start - mention.end <= 5
        later = mention


_TITLE = 45
_OF_TITLE = frozenset({"in", "for", "about", "of", "to", "determiner"})
_APART = re.compile(r"[,،;؛:.«»“”\"()\n]")


def _holder(scene: Scene, at: int) -> int | None:
    """The place among the mentions of the person who holds the office at a place: what the office is of may stand
    between ("head of the UN mission in Tripoli Stephanie Williams")."""
    office = scene.mentions[at]
    for place in range(at + 1, min(at + 4, len(scene.mentions))):
        other = scene.mentions[place]
        gap = scene.text[office.end : other.start]
        if len(gap) > _TITLE or _APART.search(gap) or other.joined:
            return None
        if other.name.type == "person":
            break
        if other.name.type not in ("organisation", "place", "state", "group"):
            return None
    else:
        return None
    if place == at + 1 and len(gap) <= 1:
        return None  # side by side: the rules for names in a row see it
    for hit in [*scene.events, *scene.speech]:
        if hit.entry.pos == "verb" and office.end <= hit.start < other.start:
            return None
    if any(office.end <= one.start < other.start and one.id not in _OF_TITLE for one in scene.markers):
        return None
    return None if other.clitic is not None else place


def _group(scene: Scene) -> list[Group]:
    groups: list[Group] = []
    held: set[int] = set()
    for at, mention in enumerate(scene.mentions):
        if mention.modifier or at in held:
            continue
        last = groups[-1] if groups else None
        holder = _holder(scene, at) if mention.name.type == "office" else None
        if holder is not None:
            marker = mention.clitic if mention.clitic not in (None, "and") else marker_before(scene, mention.start)
            groups.append(Group([mention, scene.mentions[holder]], marker, mention.features))
            held.update(range(at + 1, holder + 1))
            continue
        if last is not None and mention.start >= last.end:
            gap = scene.text[last.end : mention.start]
            joined = mention.joined and not gap.strip(" \u200f،,")
            if mention.clitic in (None, "and") and len(gap) <= 16 and (joined or _JOIN.fullmatch(gap)):
                same = mention.name.type in AGENTS and last.members[-1].name.type in AGENTS
                places = mention.name.type == "place" and last.members[-1].name.type == "place"
                # "… over to Azerbaijan, Hikmet Hajiyev said": the one before a word of saying is the speaker
                speaks = "," in gap and any(0 <= hit.start - mention.end <= 2 for hit in scene.speech)
                if (same or places) and not speaks:
                    last.members.append(mention)
                    continue
        marker = mention.clitic if mention.clitic not in (None, "and") else marker_before(scene, mention.start)
        groups.append(Group([mention], marker, mention.features))
    return groups
