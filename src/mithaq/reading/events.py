"""From words of doing to claims: who is said to have done what to whom, when, where, on whose word.

A trigger's sense and the thing concerned decide what is claimed (languages/senses.yaml); the grammar of its form, the
words around it and the verb it hangs on decide how it is told.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar, cast

from mithaq.gazetteer import Gazetteer
from mithaq.languages.base import Effect, Language
from mithaq.languages.lexicon import Hit
from mithaq.languages.senses import Sense, Verdict, concepts, senses
from mithaq.reading import judge, traits
from mithaq.reading.claims import Claim, Modality, Name, Quantity, Quotation, Reference, Stance, Time
from mithaq.reading.clauses import FINITE, Trigger, governor, predicates, told_by, triggers
from mithaq.reading.modality import Told, dates_a_paper, is_a_paper, is_background, lays_down, told
from mithaq.reading.objects import Thing, find_objects, things, verdict_for
from mithaq.reading.people import People
from mithaq.reading.scene import AGENTS, Mention, Scene, marker_before
from mithaq.reading.sources import cited_agency
from mithaq.reading.speech import LONGEST as LONGEST_QUOTATION
from mithaq.reports.model import Span

_RAISED: dict[Effect, Effect] = {"progress": "complete"}
_LOWERED: dict[Effect, Effect] = {"complete": "progress"}


_ARMED = frozenset({"troops", "peacekeeper", "weapons", "positions"})
_BESIDE = 80
_FORCES = frozenset({"troops", "armed_groups", "foreign_forces"})
_SENT = frozenset({"observers", "peacekeeper"})
_SENDERS = frozenset({"state", "organisation"})
_OF_WHOM = 8
_OF_FORCES = 16
"""Characters between the word for forces and the place that they are of."""
_PEOPLE = frozenset({"body", "troops", "civilians", "residents", "casualties", "peacekeeper", "prisoner"})
_IN_PASSING = frozenset({"from", "after", "before", "under", "about", "despite", "for"})
_SETTING_OUT = frozenset({"deploy", "fully_deploy"})
_CLOSE = 30
_COUNTED = 45
"""Characters of a number, and of names, beside the forces that are left somewhere."""
_JOINING = 3
_NOT = 8
"""Letters of the longest word that joins two of them."""
_DATELINE = re.compile(r"[^\s().,:;–—-][^().:;–—\n]{0,40}\([^()\n]{2,30}\)\s*[–—-]\s")
"""Where a report was written, and by which agency: none of those acts."""
_FAR = 400
"""Characters beyond which a time belongs to nothing."""


_SURE = 0.85
"""How sure the model must be that a word is no event to overrule a rule that found a thing concerned beside it."""
_DOUBT = 0.7
"""How sure it must be to overrule a rule that the word alone satisfies."""
_BY_RULE = frozenset({"address"})
"""A letter or speech to somebody is a step of the chain of messages; it is told where the rules see both ends of it."""
_SAID = frozenset({"denied", "failed", "alleged"})
"""What the rules say of an event only where words for it stand beside it."""
_DONE = frozenset({"happened", "ongoing"})
_STAYING: dict[Modality, Modality] = {
    "happened": "denied", "ongoing": "denied", "alleged": "denied", "denied": "happened",
}  # fmt: skip
"""What is said of a withdrawal by saying that somebody is still there."""
_ON_PAPER = frozenset({"planned", "promised"})
_DEED = 0.75
_CERTAIN, _LIKELY = 0.62, 0.4
_KEEP, _TAKE = 0.3, 0.4
_CLEAR, _CLEAR_KEEP = frozenset({"to", "by", "between"}), 0.1
"""Markers by which the rules are nearly sure of a part, and what is enough to keep it then."""
"""The least probability by which a name keeps the part the rules gave it, and by which it gets another."""
_PART = 160
"""Characters between an event and a name that may take part in it."""


class Teacher(Protocol):
    """What the learner puts in the place of the models: it answers from the gold, and notes what they are asked."""

    def event(self, trigger: Span) -> str:
        """The annotated PLOVER type of a word, or "none"."""

    def note(self, model: str, trigger: Span, event: str, name: Span | None, features: Sequence[str]) -> None:
        """One question to a model."""


@dataclass(frozen=True, slots=True)
class World:
    """What the claims of one report are read against."""

    text: str
    tongue: Language
    gazetteer: Gazetteer
    published: str | None
    quotations: Sequence[Quotation]
    references: Sequence[Reference]
    source: tuple[Name, ...]
    teacher: Teacher | None = None


def find_claims(scenes: Sequence[Scene], world: World) -> list[Claim]:
    """All claims of a report, in order of their triggers."""
    digest = hashlib.sha256(world.text.encode("utf-8", "surrogatepass")).hexdigest()
    out: list[Claim] = []
    history: int | None = None
    before: Scene | None = None
    for scene in scenes:
        if any(cue.id == "background" and cue.start - scene.start <= 12 for cue in scene.cues):
            history = scene.paragraph
        if before is not None and before.paragraph == scene.paragraph:
            scene.laid_down = lays_down(before)
        if scene.events:
            out.extend(_Sentence(scene, before, world, digest, scene.paragraph == history).claims())
        before = scene
    return out


_Spans = TypeVar("_Spans", bound=Span)


def _starting(spans: Sequence[_Spans], low: int, high: int) -> Sequence[_Spans]:
    """Those of sorted spans that start between two places."""
    return spans[bisect_left(spans, low, key=_start_of) : bisect_left(spans, high, key=_start_of)]


def _start_of(span: Span) -> int:
    return span.start


class _Sentence:
    """One sentence being read for claims."""

    def __init__(self, scene: Scene, before: Scene | None, world: World, digest: str, history: bool) -> None:
        self.spoken_of = {hit.id for one in (before, scene) if one is not None for hit in one.concepts}
        self.scene, self.world, self.digest, self.history = scene, world, digest, history
        self.found = told_by(scene, triggers(scene))
        self.verbs = predicates(scene, self.found)
        self.things = things(scene, world.gazetteer)
        self.markers = {member.start: group.marker for group in scene.groups for member in group.members}
        self.references = list(_starting(world.references, scene.start, scene.end))
        self.times = [
            time for time in scene.times
            if not any(one.start <= time.start and time.end <= one.end for one in self.references)
            and not dates_a_paper(scene, time)
        ]  # fmt: skip

        line = _DATELINE.match(scene.text, scene.start, scene.end)
        self.news = line.end() if line is not None else scene.start
        near = _starting(world.quotations, scene.start - LONGEST_QUOTATION, scene.end)
        self.quotations = [one for one in near if scene.start < one.end]
        self._named: list[tuple[Mention, Name]] | None = None
        self._of_time = {time.start: self._nearest(time) for time in self.times}

    def claims(self) -> list[Claim]:
        """The claims of the sentence's triggers, in order."""
        chosen = [(trigger, *found) for trigger in self.found if (found := self._sense(trigger)) is not None]
        # What a verb lends to what it governs depends on the sense it was found to have.
        self.verbs = predicates(self.scene, self.found, {trigger.start: hit for trigger, hit, _, _ in chosen})
        self.people = People(self.scene, self.verbs, self.world.tongue)
        concerned = [
            (thing, trigger) for trigger, _, _, objects in chosen if not trigger.nominal for thing, _ in objects
        ]
        known = {trigger.start: (hit, sense, objects) for trigger, hit, sense, objects in chosen}
        out: list[Claim] = []
        for trigger in self.found:
            found = known.get(trigger.start)
            if found is None:
                hit = trigger.first
                by_verdict = self._weighed(trigger, hit, senses()[hit.id], [], {}, "silent")
                if by_verdict:
                    out.extend(self._claims(trigger, hit, senses()[hit.id], [], by_verdict))
                continue
            hit, sense, objects = found
            # "suspended the talks": the talks are what was suspended, not talks held
            taken = any(
                one.start < trigger.end and trigger.start < one.end and other is not trigger for one, other in concerned
            )
            if is_a_paper(self.scene, trigger):
                continue
            if sense.id == "address" and any(one.verb and one.verb.start == trigger.start for one in self.quotations):
                continue  # its words are given: the quotation tells it
            state = "fired"
            if trigger.nominal and taken and not objects:
                state = "taken"
            elif trigger.nominal and self._listed(trigger):
                state = "listed"
            by_verdict = self._verdicts(trigger, hit, sense, objects) if state == "fired" else {}
            by_verdict = self._weighed(trigger, hit, sense, objects, by_verdict, state)
            if not by_verdict:
                continue
            claims = self._claims(trigger, hit, sense, objects, by_verdict)
            if not (out and self._twice(out[-1], claims)):
                out.extend(claims)
        return _once(out)

    def _weighed(
        self,
        trigger: Trigger,
        hit: Hit,
        sense: Sense,
        objects: Sequence[tuple[Thing, Verdict]],
        by_verdict: dict[Verdict, list[Thing]],
        state: str,
    ) -> dict[Verdict, list[Thing]]:
        """What a word claims once the model has weighed what the rules made of it: their verdicts, none, or another."""
        teacher, model = self.world.teacher, judge.models().get("event")
        if (teacher is None and model is None) or sense.id in _BY_RULE:
            return by_verdict
        features = traits.of_trigger(
            self.scene, trigger, hit, sense, objects, list(by_verdict), self.verbs, self.found,
            self._quotation(trigger), self.world.tongue, state,
        )  # fmt: skip
        if teacher is not None:
            span = Span(trigger.start, trigger.end)
            event, sure = teacher.event(span), 1.0
            teacher.note("event", span, event, None, features)
        else:
            assert model is not None
            event, sure = model.but("none", features, _DOUBT if by_verdict else 0.5)
        if event == "none" and self._moves_a_day(by_verdict, trigger):
            return by_verdict
        if event == "none":
            return {} if sure >= _SURE or not objects or not by_verdict else by_verdict
        if any(verdict.event == event for verdict in by_verdict):
            return by_verdict
        if objects and by_verdict and sure < _SURE:
            return by_verdict
        return self._instead(trigger, sense, event)

    def _moves_a_day(self, by_verdict: Iterable[Verdict], trigger: Trigger) -> bool:
        """Whether an old day and a new one stand behind the word: "the extension of the deadline from 15 to 25 May"."""
        days = [time for time in self.times if time.value and trigger.end <= time.start <= trigger.end + _BESIDE]
        return len(days) > 1 and any(verdict.effect == "amend" for verdict in by_verdict)

    def _instead(self, trigger: Trigger, sense: Sense, event: str) -> dict[Verdict, list[Thing]]:
        """An event that only the model sees. It is of the kind of the nearest thing that its sense may concern, else of
        the only kind that it may be; what it does to a promise is not known, so it moves no level."""
        best: tuple[int, Thing, Verdict] | None = None
        for thing in self.things:
            verdict = verdict_for(sense, thing)
            if verdict is None or verdict.event != event:
                continue
            apart = max(thing.start - trigger.end, trigger.start - thing.end, 0)
            if apart <= _BESIDE and (best is None or apart < best[0]):
                best = (apart, thing, verdict)
        if best is not None:
            return {replace(best[2], effect="other"): [best[1]]}
        own = [*sense.objects.values(), *([sense.verdict] if sense.verdict else [])]
        own = [verdict for verdict in own if verdict.event == event]
        kinds = {verdict.kind for verdict in own}
        mode = own[0].mode if own else None
        return {Verdict(event, mode, kinds.pop() if len(kinds) == 1 else None, "other"): []}

    def _twice(self, before: Claim, claims: Sequence[Claim]) -> bool:
        """Whether a noun and its verb say one thing ("air strikes hit", "resumed the fighting")."""
        if not claims or (claims[0].event, claims[0].kind) != (before.event, before.kind):
            return False
        if (claims[0].effect == "amend") != (before.effect == "amend"):
            return False  # "agreed to the extension": what moves a day is told beside the consent to it
        gap = self.scene.text[before.trigger.end : claims[0].trigger.start]
        if len(gap) > 14 or any(mark in gap for mark in ",،;:"):
            return False
        kinds = [self._nominal(before.trigger), self._nominal(claims[0].trigger)]
        return kinds[0] != kinds[1]

    def _nominal(self, span: Span) -> bool:
        return next((one.nominal for one in self.found if one.start == span.start), False)

    def _sense(self, trigger: Trigger) -> tuple[Hit, Sense, list[tuple[Thing, Verdict]]] | None:
        """The sense whose thing concerned stands nearest; without any, the first that claims something by itself."""
        best: tuple[int, Hit, Sense, list[tuple[Thing, Verdict]]] | None = None
        peace = any(one.concept == "peacekeeper" and abs(one.start - trigger.start) < _BESIDE for one in self.things)
        for hit in trigger.hits:
            sense = senses()[hit.id]
            if sense.denies and not sense.left_in and not self._placed(trigger):
                continue
            if sense.asks and not sense.asks & self.spoken_of:
                continue
            if peace and sense.peacekeepers is not None:
                sense = senses()[sense.peacekeepers]
            objects, distance = find_objects(
                self.scene, trigger, sense, self.things, self.found, self.verbs, self.world.tongue, self.markers
            )
            if sense.left_in:
                objects = [one for one in objects if self._left_there(trigger, one[0])]
            objects = [one for one in objects if one[0].concept in sense.only] or objects
            if objects:
                distance -= bool(sense.asks or sense.left_in)  # the sense that asks for more, where it is answered
            if objects and (best is None or distance < best[0]):
                best = (distance, hit, sense, objects)
        if best is not None:
            return best[1:]
        if self._only_describes(trigger) or self._likened(trigger):
            return None
        if {"participle", "adj"} <= trigger.features and not trigger.features & {"short", "past"}:
            return None  # "the promised land": a description that claims nothing by itself
        for hit in trigger.hits:
            sense = senses()[hit.id]
            if sense.verdict is not None and (not sense.asks or sense.asks & self.spoken_of):
                return hit, sense, []
        return None

    def _placed(self, trigger: Trigger) -> bool:
        """Whether a place is named behind the word: troops remain "in Tigray", not "in hospital"."""
        spots = [m.start for m in [*self.scene.mentions, *self.scene.nested] if m.name.type in ("place", "state")]
        spots += [one.start for one in self.things if one.concept in ("district", "positions", "place")]
        near = [start for start in spots if -1 <= start - trigger.end <= _BESIDE // 2]
        inner = [one.start for one in self.scene.markers if one.id == "in" and one.start >= trigger.end]
        return any(not any(begin < start for begin in inner) for start in near)

    def _left_there(self, trigger: Trigger, thing: Thing) -> bool:
        """ "Leaving foreign forces in border districts", "there are hundreds of their troops in Goma", «в Гоме
        находятся солдаты соседа»: what stands behind the word is where a place beside them or before the word says."""
        if not 0 < thing.start - trigger.end <= _COUNTED:
            return False
        if marker_before(self.scene, thing.start) not in (None, "determiner", "of", "and"):
            return False
        inner = [marker for marker in self.scene.markers if marker.id == "in"]
        spots = [m.start for m in [*self.scene.mentions, *self.scene.nested] if m.name.type in ("place", "state")]
        spots += [one.start for one in self.things if one.concept in ("district", "positions", "place")]
        for one in inner:
            if thing.end <= one.start and self._beside(thing.end, one.start):
                if any(-1 <= spot - one.end <= _CLOSE for spot in spots):
                    return True
        return any(
            group.marker == "in" and 0 <= trigger.start - group.end <= 2 and not self._verb_before(group.start)
            for group in self.scene.groups
        )

    def _none_left(self, trigger: Trigger, objects: Sequence[tuple[Thing, Verdict]]) -> bool:
        """Whether a "not" belongs to the word itself, not to what is told of those there ("who do not want")."""
        first = min((one.start for one, _ in objects), default=trigger.end)
        return any(
            cue.id == "negation" and trigger.start - _NOT <= cue.start < max(first, trigger.end)
            for cue in self.scene.cues
        )

    def _beside(self, start: int, end: int) -> bool:
        """Whether nothing but names and things joined with "and" stands between: "forces of one and militias of the
        other in"."""
        if end - start > _COUNTED:
            return False
        rest = list(self.scene.text[start:end])
        spans = [(one.start, one.end) for one in [*self.scene.mentions, *self.scene.nested]]
        for low, high in [*spans, *((one.start, one.end) for one in self.things)]:
            for at in range(max(low, start), min(high, end)):
                rest[at - start] = " "
        return not any(len(word) > _JOINING for word in "".join(rest).split())

    def _verb_before(self, end: int) -> bool:
        return any(verb.end <= end and verb.features & FINITE and not self.scene.barred(verb.end, end)
                   for verb in self.verbs)  # fmt: skip

    def _only_describes(self, trigger: Trigger) -> bool:
        """ "An occupied house": a participle between an article and its noun."""
        if (
            "participle" not in trigger.features
            or trigger.nominal
            or self.scene.text[trigger.end : trigger.end + 1] != " "
        ):
            return False
        return any(one.id == "determiner" and trigger.start - one.end == 1 for one in self.scene.markers)

    def _likened(self, trigger: Trigger) -> bool:
        """Whether the word stands in a comparison ("like a house that …"), which tells of no deed."""
        return any(
            cue.id == "figure"
            and 0 <= trigger.start - cue.end <= _CLOSE
            and not self.scene.barred(cue.end, trigger.start)
            for cue in self.scene.cues
        )

    def _verdicts(
        self, trigger: Trigger, hit: Hit, sense: Sense, objects: Sequence[tuple[Thing, Verdict]]
    ) -> dict[Verdict, list[Thing]]:
        """What the rules make a word claim, and of which things."""
        by_verdict: dict[Verdict, list[Thing]] = {}
        for thing, verdict in objects:
            by_verdict.setdefault(verdict, []).append(thing)
        if not by_verdict and sense.verdict is not None:
            by_verdict[sense.verdict] = []
        for verdict in [one for one in by_verdict if one.kind is None]:
            # "held a meeting of the working group": the group tells which meeting
            fuller = next((one for one in by_verdict if one.kind is not None and one.event == verdict.event), None)
            if fuller is not None:
                by_verdict[fuller] = [*by_verdict[fuller], *by_verdict.pop(verdict)]
        if sense.forces and not self._forces(trigger, hit, objects):
            by_verdict = {verdict: of for verdict, of in by_verdict.items() if not _only_places(of)}
        return by_verdict

    def _claims(
        self,
        trigger: Trigger,
        hit: Hit,
        sense: Sense,
        objects: Sequence[tuple[Thing, Verdict]],
        by_verdict: dict[Verdict, list[Thing]],
    ) -> list[Claim]:
        quotation = self._quotation(trigger)
        event = next(iter(by_verdict)).event
        parts = self.people.of(trigger, hit, sense, quotation, [one for one, _ in objects])
        actors, recipients = (
            tuple(name for name in names if not self.scene.start <= name.start < self.news)
            for names in self._parts(trigger, hit, sense, event, quotation, *parts)
        )
        aside = self._aside(trigger, by_verdict)
        own = [
            time
            for time in self.times
            if self._of_time.get(time.start) == trigger.start and self._hard_by(trigger, time)
        ]
        times = self._times(trigger) if not aside else own
        named = next((one for one in self.references if one.start <= trigger.start and trigger.end <= one.end), None)
        if named is not None and not times:  # "the statement signed on the night of 10 November"
            times = [time for time in self.scene.times if named.start <= time.start and time.end <= named.end]
        if any(verdict.effect == "amend" for verdict in by_verdict):  # the old day and the new one
            times = sorted(
                {*times, *(time for time in self.times if self._follows(trigger, time))}, key=lambda t: t.start
            )
        how = told(
            self.scene, trigger, self.found, self.verbs, times, self.world.published, [one for one, _ in objects]
        )
        stance, attribution = self._voices(quotation)
        if not actors and sense.actor == "subject":
            actors = self._people_of([one for one, _ in objects])
        out = []
        if sense.denies:
            if how.modality not in _STAYING:
                return []  # "will stay", "demanded that they stay": nothing is said of a withdrawal
            denied = how.modality == "denied" and (not sense.left_in or self._none_left(trigger, objects))
            how = Told(_STAYING["denied" if denied else "happened"], completed=denied)
        for verdict, concerned in by_verdict.items():
            effect = verdict.effect
            if how.completed:
                effect = _RAISED.get(effect, effect)
            if how.partial:
                effect = _LOWERED.get(effect, effect)
            modality = how.modality
            if modality in ("happened", "ongoing") and self._alleges(stance, effect, actors, quotation):
                modality = "alleged"
            modality = self._telling(trigger, sense, verdict.event, modality, quotation)
            places = self._places(trigger, concerned)
            if sense.id in _SETTING_OUT:  # from home: where they set out from is not where they are deployed
                home = {name.country for name in actors} - {None}
                places = tuple(name for name in places if name.country not in home)
            reference = self._reference(trigger, concerned)
            out.append(
                Claim(
                    self.scene.start, self.scene.end,
                    id=self._id(trigger, hit, verdict, concerned),
                    event=verdict.event, mode=verdict.mode, sense=sense.id, kind=verdict.kind, effect=effect,
                    modality=modality, trigger=Span(trigger.start, trigger.end),
                    actors=actors, recipients=recipients, places=places,
                    objects=tuple(dict.fromkeys(Span(one.start, one.end) for one in concerned)),
                    times=tuple(times), quantities=self._quantities(trigger, concerned),
                    attribution=attribution, stance=stance,
                    background=self.history
                    or (aside and not own)
                    or is_background(self.scene, times, self.world.published),
                    reference=reference,
                )
            )  # fmt: skip
        return out

    def _people_of(self, concerned: Sequence[Thing]) -> tuple[Name, ...]:
        """Whose people come or go: "monitors of the United Nations", «наблюдатели ООН»."""
        for one in concerned:
            if one.concept in _SENT:
                for name in (m.name for m in self.scene.mentions if m.name.type in _SENDERS):
                    gap = self.scene.text[one.end : name.start]
                    if 0 < len(gap) <= _OF_WHOM and marker_before(self.scene, name.start) in (None, "of", "determiner"):
                        if not re.search(r"[,،;:.«»]", gap):
                            return (name,)
        return ()

    def _telling(
        self, trigger: Trigger, sense: Sense, event: str, rule: Modality, quotation: Quotation | None
    ) -> Modality:
        """The modality, once the model has weighed the rules' answer."""
        teacher, model = self.world.teacher, judge.models().get("modality")
        if teacher is None and model is None:
            return rule
        features = traits.of_telling(
            self.scene, trigger, sense, event, rule, self.verbs, quotation, self.world.tongue
        )  # fmt: skip
        if teacher is not None:
            teacher.note("modality", Span(trigger.start, trigger.end), event, None, features)
            return rule
        assert model is not None
        told_so = model.unless(rule, features, _CERTAIN if rule in _SAID else _LIKELY)
        if told_so in _DONE and rule not in _DONE:
            # what the rules take for no deed yet must not become one lightly: it would raise a level
            told_so = model.unless(rule, features, _DEED)
            if rule in _ON_PAPER and (self.scene.laid_down or lays_down(self.scene)):
                told_so = rule
        return cast(Modality, told_so)

    def _parts(
        self,
        trigger: Trigger,
        hit: Hit,
        sense: Sense,
        event: str,
        quotation: Quotation | None,
        actors: tuple[Name, ...],
        recipients: tuple[Name, ...],
    ) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
        """Actors and recipients, once the model has weighed each name of the sentence; who is named elsewhere stays."""
        teacher, model = self.world.teacher, judge.models().get("role")
        if (teacher is None and model is None) or sense.id in _BY_RULE:
            return actors, recipients
        roles = self.people.roles(hit)
        done_by: list[Name] = []
        done_to: list[Name] = []
        asked: set[tuple[int, int]] = set()
        for mention, name in self._candidates():
            apart = name.start - trigger.end if name.start >= trigger.start else trigger.start - name.end
            if apart > _PART or (apart < 0 and name.end <= trigger.end):
                continue  # "انتشر الجيش اللبناني": a name may begin inside the words of doing, not lie within them
            asked.add((name.start, name.end))
            rule = "A" * (name in actors) + "R" * (name in recipients) or "-"
            marker = self._marker(mention)
            features = traits.of_part(
                self.scene, trigger, sense, event, mention, marker, roles, rule, self.verbs, quotation,
                self.world.tongue, self.found,
            )  # fmt: skip
            if teacher is not None:
                span = Span(trigger.start, trigger.end)
                teacher.note("role", span, event, Span(name.start, name.end), features)
                continue
            assert model is not None
            shares = model.probabilities(features)
            for letter, into in (("A", done_by), ("R", done_to)):
                share = sum(one for label, one in zip(model.labels, shares, strict=True) if letter in label)
                least = _TAKE if letter not in rule else _KEEP if marker not in _CLEAR else _CLEAR_KEEP
                if share >= least:
                    into.append(name)
        if teacher is not None:
            return actors, recipients
        done_by += [name for name in actors if (name.start, name.end) not in asked]
        done_to += [name for name in recipients if (name.start, name.end) not in asked]
        return tuple(done_by), tuple(done_to)

    def _marker(self, mention: Mention) -> str:
        """The role marker of a name: its clitic, else that of its group, else the word before it."""
        if mention.clitic is not None and mention.clitic != "and":
            return mention.clitic
        if mention.start in self.markers and not mention.modifier:
            return self.markers[mention.start] or "none"
        return marker_before(self.scene, mention.start) or "none"

    def _candidates(self) -> list[tuple[Mention, Name]]:
        """The names of the sentence that can act, one for what stands together as one ("President Ilham Aliyev")."""
        if self._named is None:
            found: list[tuple[Mention, Name]] = []
            for group in self.scene.groups:
                by_start = {member.start: member for member in group.members}
                found += [(by_start[name.start], name) for name in group.names if name.type in AGENTS]
            found += [(one, one.name) for one in self.scene.mentions if one.modifier and one.name.type in AGENTS]
            self._named = sorted(found, key=lambda pair: pair[0].start)
        return self._named

    def _forces(self, trigger: Trigger, hit: Hit, objects: Sequence[tuple[Thing, Verdict]]) -> bool:
        """Whether forces act: named beside the word, or an army, a state or a group is its subject."""
        if any(one.concept in _ARMED and abs(one.start - trigger.start) < _BESIDE for one in self.things):
            return True
        group = self.people.roles(hit).subject
        names = group.names if group is not None else ()
        return any(one.type in ("organisation", "group", "state") and one.via != "demonym" for one in names)

    def _listed(self, trigger: Trigger) -> bool:
        """Whether a noun stands in a list after a colon, where no verb says that it happened."""
        if not self.verbs or governor(self.scene, trigger, self.verbs) is not None:
            return False
        return ":" in self.scene.text[self.scene.start : trigger.start]

    def _aside(self, trigger: Trigger, verdicts: Iterable[Verdict]) -> bool:
        """Whether a breach is only mentioned in passing, to say who or when: "fleeing from the fighting", "the bodies
        of soldiers killed". Without a day of its own it is history then, not news."""
        if not any(verdict.effect == "breach" for verdict in verdicts):
            return False
        if trigger.nominal:
            return marker_before(self.scene, trigger.start) in _IN_PASSING
        if "participle" not in trigger.features or len(self.verbs) < 2:
            return False
        if "adj" in trigger.features and "short" not in trigger.features:
            return True
        return any(one.concept in _PEOPLE and 0 <= trigger.start - one.end <= 2 for one in self.things) and any(
            other.nominal and other.end < trigger.start for other in self.found
        )

    def _alleges(self, stance: Stance, effect: Effect, actors: tuple[Name, ...], quotation: Quotation | None) -> bool:
        """Whether it is one side's word against the other: said to accuse, or a breach by another side."""
        if stance == "accuse":
            return True
        if effect != "breach" or quotation is None or quotation.speaker is None:
            return False
        ours = quotation.speaker.country
        return ours is not None and any(name.country not in (None, ours) for name in actors)

    def _id(self, trigger: Trigger, hit: Hit, verdict: Verdict, concerned: Sequence[Thing]) -> str:
        what = [self.digest, trigger.start, trigger.end, hit.id, verdict.event, verdict.mode, verdict.kind]
        what += [one.start for one in concerned]
        return hashlib.sha256(repr(what).encode()).hexdigest()[:20]

    # --- when, where, how many

    def _times(self, trigger: Trigger) -> list[Time]:
        """The times of a trigger: those in its clause; else the one that opens the sentence; else its governor's."""
        usable = [time for time in self.times if time.value or time.duration]
        if not usable:
            return []
        own = [time for time in usable if self._of_time.get(time.start) == trigger.start]
        if own:
            return own
        ruler = governor(self.scene, trigger, self.verbs)
        if ruler is not None:
            of_ruler = [time for time in usable if self._of_time.get(time.start) == ruler.start]
            if of_ruler:
                return of_ruler
        first = self.found[0].start if self.found else self.scene.end
        leading = [time for time in usable if time.end <= first]
        if leading:
            return leading
        # "handed over one and took back the other on Monday" shares its day; "had not by September" does not
        shared = len(usable) == 1 and usable[0].relation in ("at", "during", "within")
        return usable if shared and not self.scene.barred(trigger.end, usable[0].start) else []

    def _follows(self, trigger: Trigger, time: Time) -> bool:
        """Whether a time stands behind the word in its clause."""
        between = (trigger.end <= verb.start < time.start for verb in self.verbs if verb.features & FINITE)
        return 0 <= time.start - trigger.end <= 90 and not any(between)

    def _hard_by(self, trigger: Trigger, time: Time) -> bool:
        """Whether nothing but a few words stands between, and no verb."""
        low, high = (trigger.end, time.start) if trigger.end <= time.start else (time.end, trigger.start)
        return high - low <= _CLOSE and not any(low <= verb.start < high for verb in self.verbs)

    def _nearest(self, time: Time) -> int | None:
        """Where the trigger starts that a time belongs to: the nearest one, verbs and words without a mark between
        first."""
        best: tuple[int, int] | None = None
        for trigger in self.found:
            low, high = (trigger.end, time.start) if trigger.end <= time.start else (time.end, trigger.start)
            distance = max(0, high - low)
            if distance > _FAR:
                continue
            if distance and self.scene.barred(low, high):
                distance += 200
            if trigger.nominal:
                distance += 15
            if "," in self.scene.text[low:high] or "،" in self.scene.text[low:high]:
                distance += 10
            if best is None or distance < best[0]:
                best = (distance, trigger.start)
        return best[1] if best is not None else None

    def _places(self, trigger: Trigger, concerned: Sequence[Thing]) -> tuple[Name, ...]:
        """The places concerned; without any, those named in the clause, else in the sentence."""
        own = [one.place.name for one in concerned if one.place is not None and one.place.name.type == "place"]
        if own:
            return tuple(dict.fromkeys(own))
        beside = [
            m.name for m in self.scene.mentions
            if m.name.type == "place"
            and any(-2 <= m.start - one.end <= 30 or 0 <= one.start - m.end <= 2 for one in concerned)
        ]  # fmt: skip
        if beside:
            return tuple(beside)
        low, high = self._around(trigger)
        places = [
            m.name for m in [*self.scene.mentions, *self.scene.nested]
            if m.name.type == "place"
        ]  # fmt: skip
        theirs = {m.name.entity for m in self.scene.mentions if m.name.type == "place" and self._of_forces(m.name)}
        # "their forces in the region": the region is not where these forces are from
        places = [name for name in places if name.via != "mention" or name.entity not in theirs]
        near = [name for name in places if low <= name.start and name.end <= high]
        return tuple(sorted(dict.fromkeys(near or places), key=lambda one: one.start))

    def _of_forces(self, name: Name) -> bool:
        """Whether a place only tells whose forces they are: "Amhara forces", «силы региона Амхара», «قوات أمهرة»."""
        for one in self.things:
            if one.concept not in _FORCES:
                continue
            if self.world.tongue.order == "svo" and 0 < one.start - name.end <= 1 and not self.world.tongue.cased:
                return True
            gap = self.scene.text[one.end : name.start]
            if 0 < len(gap) <= _OF_FORCES and marker_before(self.scene, name.start) in (None, "of", "determiner"):
                if not re.search(r"[,،;:.«»]|(?<!\w)(?:in|at|near|to|from|в|во|на|у|под|في|إلى|من)(?!\w)", gap):
                    return True
        return False

    def _around(self, trigger: Trigger) -> tuple[int, int]:
        low, high = self.scene.start, self.scene.end
        for verb in self.verbs:
            if verb.what == "cue" or not verb.features & FINITE:
                continue
            if verb.end <= trigger.start:
                low = max(low, verb.end)
            elif verb.start >= trigger.end:
                high = min(high, verb.start)
        return low, high

    def _quantities(self, trigger: Trigger, concerned: Sequence[Thing]) -> tuple[Quantity, ...]:
        """The numbers of the things concerned: right before them, or of their unit within the clause."""
        out: list[Quantity] = []
        low, high = self._around(trigger)
        units = {concepts()[one.concept].unit for one in concerned if one.concept in concepts()} - {None}
        for quantity in self.scene.quantities:
            taken: Quantity | None = None
            for one in concerned:
                unit = concepts()[one.concept].unit if one.concept in concepts() else None
                beside = quantity.end <= one.start <= quantity.end + 25 or (
                    quantity.start < one.end and one.start < quantity.end
                )
                if beside and quantity.unit in (None, unit, "person"):
                    taken = replace(quantity, unit=unit or quantity.unit)
                    break
            if taken is None and quantity.unit is not None and quantity.unit in units and low <= quantity.start < high:
                taken = quantity
            if taken is not None:
                out.append(taken)
        if not out and not concerned:
            out = [q for q in self.scene.quantities if low <= q.start < high and q.unit is not None]
        return tuple(out)

    # --- on whose word

    def _quotation(self, trigger: Trigger) -> Quotation | None:
        """The shortest quotation that holds the trigger."""
        around = [
            one for one in self.quotations
            if one.start <= trigger.start and trigger.end <= one.end
        ]  # fmt: skip
        return min(around, key=lambda one: (one.end - one.start, one.start), default=None)

    def _voices(self, quotation: Quotation | None) -> tuple[Stance, tuple[Name, ...]]:
        voices: list[Name] = []
        stance: Stance = "say"
        if quotation is not None:
            stance = quotation.stance
            voices += [name for name in (quotation.speaker, quotation.channel) if name is not None]
        voices += cited_agency(self.scene, self.world.gazetteer)
        voices += self.world.source
        seen: set[object] = set()
        out = []
        for name in voices:
            key = name.entity or (name.start, name.end)
            if key not in seen:
                seen.add(key)
                out.append(name)
        return stance, tuple(out)

    def _reference(self, trigger: Trigger, concerned: Sequence[Thing]) -> Reference | None:
        """The agreement spoken of: the thing concerned itself, else the nearest one mentioned in the sentence."""
        if not self.references:
            return None
        for one in concerned:
            for reference in self.references:
                if reference.start < one.end and one.start < reference.end:
                    return reference
        near = [one for one in self.references if not self.scene.contrasted(trigger.start, one.start)]
        return min(
            near,
            key=lambda one: (
                one.start - trigger.end if one.start >= trigger.end else max(0, trigger.start - one.end) + 20
            ),
            default=None,
        )


def _only_places(concerned: Sequence[Thing]) -> bool:
    """Whether the things concerned are only places: a name, or a district without one."""
    return bool(concerned) and all(one.concept in ("place", "district") for one in concerned)


def _once(claims: list[Claim]) -> list[Claim]:
    """Claims without repeats."""
    out: list[Claim] = []
    seen: set[str] = set()
    for claim in claims:
        if claim.id not in seen:
            seen.add(claim.id)
            out.append(claim)
    return out
