"""Which promises a report's claims bear on, with the reasons. How it is decided: docs/method.md."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from mithaq.accords import KindRules, add, kind_rules
from mithaq.accords.model import Accord, Stipulation
from mithaq.accords.terms import as_changed, changes_of, fixed_day, holds_from
from mithaq.gazetteer import Gazetteer
from mithaq.languages.base import Effect
from mithaq.linking.bearing import bearing
from mithaq.linking.days import Days, fact_days, names_day, new_deadline, next_day, only_to_come
from mithaq.linking.evidence import Bearing, Evidence
from mithaq.linking.scope import Scope
from mithaq.linking.sides import Sides
from mithaq.linking.voices import Chain, chain, source_class
from mithaq.linking.words import ENOUGH, meant, shared
from mithaq.reading.claims import Claim, Name, Reading
from mithaq.reports.model import Report

WHOLE_ACCORD = ""
"""Evidence.stipulation of what is said of an accord as a whole: kept for who says what, never for a level."""
_LASTING = frozenset({"continuous", "term"})
_SAID = frozenset({"plans", "delays", "disputes", "assesses", "amends"})
"""Bearings whose fact is that it was said: their day is that of publication, unless told as history."""
_WIDEST = 92
"""Days: a time wider than a season cannot say on which side of signature a fact lies."""
_PROMISES = frozenset({"planned", "promised", "conditional"})


@dataclass(frozen=True, slots=True)
class _Match:
    """A promise a claim may bear on. direct: the claim's own kind, not one that such an event also bears on."""

    stipulation: Stipulation
    rules: KindRules
    effect: Effect
    reasons: tuple[str, ...]
    direct: bool = True


def link(report: Report, reading: Reading, accords: Mapping[str, Accord], gazetteer: Gazetteer) -> list[Evidence]:
    """The evidence a report gives for and against the promises of these accords, in the order of its text.

    A report without a day of publication gives none: what is not known to have been published by a day cannot
    count by that day. The same report and reading always give the same evidence, with the same ids.
    """
    published = (report.published or reading.published or "")[:10]
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return []
    found: dict[str, Evidence] = {}
    for accord in accords.values():
        sides = Sides(gazetteer, published, accord)
        linker = _Linker(accord, accords, report, reading, gazetteer, sides, day)
        for claim in reading.claims:
            for evidence in linker.evidence(claim):
                found.setdefault(evidence.id, evidence)
    return sorted(found.values(), key=lambda one: (one.quote_start, one.accord, one.stipulation, one.id))


class _Linker:
    """One report held against one accord."""

    def __init__(
        self,
        accord: Accord,
        accords: Mapping[str, Accord],
        report: Report,
        reading: Reading,
        gazetteer: Gazetteer,
        sides: Sides,
        day: date,
    ) -> None:
        self._accord, self._accords, self._report, self._reading = accord, accords, report, reading
        self._gazetteer, self._sides, self._day = gazetteer, sides, day
        self._scope = Scope(accord, reading, sides, gazetteer)
        self._signed = date.fromisoformat(accord.signed)
        self._dated = max(date.fromisoformat(one) for one in (accord.signed, *accord.also_dated))
        self._changes = changes_of(accord, accords, as_of=str(day), known_by=str(day))
        self._by_kind: dict[str, list[Stipulation]] = {}
        for one in accord.stipulations:
            self._by_kind.setdefault(one.kind, []).append(one)

    def evidence(self, claim: Claim) -> Iterator[Evidence]:
        """All that one claim says of the accord's promises; each promise at most once."""
        if self._day < self._signed or self._of_another(claim):
            return
        about = "names the accord" if self._refers(claim) else self._scope.place_of_claim(claim)
        voices = chain(claim, self._report, self._reading, self._sides, self._gazetteer)
        done: dict[str, tuple[_Match, Evidence]] = {}
        for match in self._matches(claim):
            if match.stipulation.id in done:
                continue
            why = about or self._scope.place_of_promise(claim, match.stipulation, match.effect, match.rules)
            one = self._judge(claim, match, voices, why) if why is not None else None
            if one is not None:
                done[match.stipulation.id] = match, one
        yield from self._meant(claim, done)
        if claim.kind is None and not done and about is not None and self._refers(claim):
            whole = self._whole(claim, voices, about)
            if whole is not None:
                yield whole

    def _of_another(self, claim: Claim) -> bool:
        """Whether the claim names an agreement, and none that has to do with this one."""
        if claim.reference is None or not (claim.reference.accords or claim.reference.dates) or self._refers(claim):
            return False
        other = claim.reference.accords
        implements = (self._accord.implements or "").partition("/")[0]
        return implements not in other and not self._implemented_by(other)

    def _meant(self, claim: Claim, done: Mapping[str, tuple[_Match, Evidence]]) -> Iterator[Evidence]:
        """Of promises of the claim's own kind those that its words mean; all others that it bears on."""
        same = [match.stipulation for match, _ in done.values() if match.direct]
        text = self._reading.text[claim.start : claim.end]
        left = meant(text, same, self._reading.language) if len(same) > 1 else {one.id for one in same}
        for match, one in done.values():
            if not match.direct or match.stipulation.id in left:
                yield one

    def _implemented_by(self, others: tuple[str, ...]) -> bool:
        """Whether one of the accords named carries this one out."""
        found = (self._accords.get(id) for id in others)
        return any(one is not None and (one.implements or "").startswith(f"{self._accord.id}/") for one in found)

    def _refers(self, claim: Claim) -> bool:
        return claim.reference is not None and self._accord.id in claim.reference.accords

    def _matches(self, claim: Claim) -> Iterator[_Match]:
        """Promises of the claim's kind, then those of kinds that such an event bears on."""
        if claim.kind is None:
            if claim.effect == "amend":
                yield from self._moved(claim)
            elif claim.event == "CONSULT" and claim.mode is None and claim.effect == "other":
                yield from self._met(claim)
            return
        rules = kind_rules()
        for one in self._by_kind.get(claim.kind, ()):
            yield _Match(one, rules[one.kind], claim.effect, (f"speaks of {rules[one.kind].kind.label['en']}",))
        for other in rules[claim.kind].bears_on if claim.kind in rules else ():
            if claim.effect in other.when and (not other.senses or claim.sense in other.senses):
                why = f"{rules[claim.kind].kind.label['en']} also bears on {rules[other.kind].kind.label['en']}"
                for one in self._by_kind.get(other.kind, ()):
                    yield _Match(one, rules[one.kind], other.effect, (why,), direct=False)

    def _moved(self, claim: Claim) -> Iterator[_Match]:
        """A deadline moved without saying of what: the promise whose place, or whose old deadline, is named."""
        for one in self._accord.stipulations:
            old, rules = self._deadline(one), kind_rules()[one.kind]
            if old is None:
                continue
            if claim.places and one.places and self._scope.fits(claim, one, rules):
                yield _Match(one, rules, "amend", ("moves a deadline and names the promise's place",))
            elif not claim.places and names_day(claim.times, old):
                yield _Match(one, rules, "amend", (f"moves a deadline and names the old one, {old}",))

    def _met(self, claim: Claim) -> Iterator[_Match]:
        """A meeting told without saying what they meet as: the promises of those who meet, and of what it is about.

        All who are named in the clause are taken to be there. A promise that says what is met about (its `object`) is
        meant by a claim with the same words, any other by a meeting that is not; but a meeting of one body (an effect
        of `complete`) must be told with its words.
        """
        text = self._reading.text[claim.start : claim.end]
        met = (*claim.actors, *claim.recipients)
        there = [one for one in self._reading.names if claim.start <= one.start and one.end <= claim.end]
        found: dict[bool, list[_Match]] = {True: [], False: []}
        for one in self._accord.stipulations:
            rules = kind_rules()[one.kind]
            if rules.meeting is None or not self._scope.meet(met, there, one):
                continue
            told = one.object is not None and shared(text, one, self._reading.language) >= ENOUGH
            if told or (one.object is None and rules.meeting != "complete"):
                found[told].append(_Match(one, rules, rules.meeting, ("those who owe it meet",), direct=False))
        yield from found[True] or found[False]

    def _meets_since(self, days: Days) -> bool:
        """Whether they met after signing: the talks that ended in the accord are not those that it promises."""
        return days.last > self._dated and (days.dated or self._day > next_day(self._dated))

    def _judge(self, claim: Claim, match: _Match, voices: Chain, about: str) -> Evidence | None:
        one, rules = match.stipulation, match.rules
        reasons = [*match.reasons, about]
        places = self._scope.fits(claim, one, rules)
        if places is None and not match.direct:
            # The place is that of the deed: what leaves the region leaves the corridor in it.
            own = (self._scope.fits(claim, other, rules) for other in self._by_kind.get(claim.kind or "", ()))
            places = [] if any(found is not None for found in own) else None
        if places is None or not self._scope.acted(claim, one, match.effect, rules, direct=match.direct):
            return None
        old = self._deadline(one)
        dated = match.effect == "amend" and old is not None and names_day(claim.times, old)
        if not places and rules.places == "strict" and one.places and not dated:
            if any(name.entity is None for name in claim.places):
                return None
            if self._scope.only_place(self._reading, self._by_kind[one.kind]) != one.id:
                return None
            reasons.append("names no place, and the report names only this one")
        reasons.extend(f"place: {self._gazetteer.label(place.id, 'en')} ({place.fit})" for place in places)
        source = source_class(voices, self._accord, one, self._sides)
        contesting = voices.side in {*one.obligors, *one.beneficiaries} and one.obligors != (voices.side,)
        standing = (one.completion or rules.kind.completion) in _LASTING
        due = claim.modality in ("happened", "ongoing") and only_to_come(claim, self._day)
        told = replace(claim, modality="planned") if due and match.effect != "amend" else claim
        bears = bearing(told, match.effect, source=source, contesting=contesting, standing=standing)
        if bears is None or self._restates(told, one, bears):
            return None
        if due:
            reasons.append("names only days still to come when it was published")
        if bears == "completes" and rules.places == "strict" and places and all(p.fit == "part" for p in places):
            bears = "advances"
            reasons.append("a part of the place promised")
        moved = None
        if bears == "amends":
            moved = new_deadline(claim.times, old) if old is not None else None
            if moved is None:
                bears = "delays"
            else:
                reasons.append(f"moves the deadline from {old} to {moved}{self._movers(claim)}")
        days = self._days(claim, bears, moved)
        if days is None or not self._in_time(days, one, bears):
            return None
        if claim.kind is None and match.effect == rules.meeting and not self._meets_since(days):
            return None
        reasons.append(f"day: {days}" if days.dated else f"names no day; published {days.first}")
        reasons.append(f"asserted as {claim.modality}, by {self._voice(voices)} ({source})")
        quantity = self._quantity(claim, one, rules)
        made = self._make(claim, one.id, bears, days, voices, source, quantity, moved, reasons)
        return replace(made, places=tuple(dict.fromkeys(place.id for place in places)))

    def _restates(self, claim: Claim, one: Stipulation, bears: Bearing) -> bool:
        """Whether the claim only says over what the accord says: that is no step towards doing it."""
        fresh, days = self._day <= next_day(self._dated), fact_days(claim, self._day)
        if bears in ("advances", "completes"):
            return fresh and not days.dated and (self._refers(claim) or self._provides(claim))
        if bears != "plans":
            return False
        if claim.background or fresh or self._refers(claim):
            return True
        if days.dated and days.last <= next_day(self._dated):
            return True
        old = self._deadline(one)
        return claim.modality in _PROMISES and old is not None and names_day(claim.times, old)

    def _provides(self, claim: Claim) -> bool:
        """Whether a step told without who took it, in a report of the signing itself, may be what the accord says."""
        signed = any(one.sense == "sign" and one.modality == "happened" for one in self._reading.claims)
        return signed and not self._scope.has_side(claim.actors)

    def _days(self, claim: Claim, bears: Bearing, moved: date | None) -> Days | None:
        """When the fact was; None for history without a date, which could be of any day."""
        said = bears in _SAID and not claim.background
        if said:
            return Days(self._day, self._day, dated=False)
        if bears == "amends":  # told later, perhaps after the new day itself, which is not when it was said
            times = tuple(time for time in claim.times if moved is None or not names_day((time,), moved))
            return fact_days(replace(claim, times=times), self._day)
        days = fact_days(claim, self._day)
        if claim.background and not days.dated:
            return None
        return days

    def _in_time(self, days: Days, one: Stipulation, bears: Bearing) -> bool:
        """Facts from before the promise held are not evidence; nor those that may lie before or after."""
        start = date.fromisoformat(one.start[:10]) if one.start else self._signed
        held = start if bears in ("breaches", "complies", "ends") else self._signed
        if days.last < held:
            return False
        if days.first >= held:
            return True
        return bears not in ("breaches", "ends", "disputes") and (days.last - days.first).days <= _WIDEST

    def _deadline(self, one: Stipulation) -> date | None:
        """The deadline as signed or as a later accord wrote it anew; None if it waits for a step.

        Of a promise for a term it is the end of the term: that is what can be moved.
        """
        now = as_changed(one, self._changes.get(one.id, ()))
        if now.deadline is not None:
            return fixed_day(now.deadline, self._accord, self._accords)
        start = date.fromisoformat((now.start or holds_from(self._accord))[:10])
        return add(start, now.duration) if now.duration is not None else None

    def _movers(self, claim: Claim) -> str:
        """Who moved it, for whom, through whom, as far as the claim says."""
        said = ""
        for word, names in (("by", claim.actors), ("for or with", claim.recipients)):
            if names:
                said += f", {word} {self._list(names)}"
        named = {name.entity for name in (*claim.actors, *claim.recipients, *claim.places)}
        others = [
            name
            for name in self._reading.names
            if claim.start <= name.start and name.end <= claim.end and name.type != "place" and name.entity not in named
        ]
        return f"{said}, naming also {self._list(others)}" if others else said

    def _list(self, names: Iterable[Name]) -> str:
        said = (self._gazetteer.label(n.entity, "en") if n.entity else n.words(self._reading.text) for n in names)
        return " and ".join(dict.fromkeys(said))

    def _voice(self, voices: Chain) -> str:
        return self._gazetteer.label(voices.voices[0], "en")

    def _quantity(self, claim: Claim, one: Stipulation, rules: KindRules) -> float | None:
        """The largest number of what the promise counts: of several, the others are parts of it or other things."""
        unit = one.unit or rules.unit
        counted = [q.value for q in claim.quantities if unit is not None and q.unit == unit]
        if not counted and unit in ("prisoner", "troop", "body") and len(claim.quantities) == 1:
            counted = [q.value for q in claim.quantities if q.unit in (None, "person")]
        return max(counted, default=None)

    def _whole(self, claim: Claim, voices: Chain, about: str) -> Evidence | None:
        """What is said of the accord as a whole: praise, blame, that it is or is not kept."""
        if claim.effect not in ("assess", "dispute", "breach", "comply", "delay", "end"):
            return None
        bears: Bearing = "assesses" if claim.effect in ("assess", "comply") else "disputes"
        if claim.modality in ("failed", "denied"):
            bears = "disputes"
        source = source_class(voices, self._accord, None, self._sides)
        days = fact_days(claim, self._day) if claim.background else Days(self._day, self._day, dated=False)
        if days.last < self._signed:
            return None
        reasons = [about, f"asserted as {claim.modality}, by {self._voice(voices)} ({source})"]
        return self._make(claim, WHOLE_ACCORD, bears, days, voices, source, None, None, reasons)

    def _make(
        self,
        claim: Claim,
        stipulation: str,
        bears: Bearing,
        days: Days,
        voices: Chain,
        source: str,
        quantity: float | None,
        moved: date | None,
        reasons: list[str],
    ) -> Evidence:
        first = max(days.first, self._signed)
        day = str(Days(first, max(days.last, first)))
        key = [claim.id, self._report.id, self._accord.id, stipulation, bears, day, str(moved), *voices.voices]
        digest = hashlib.sha256(json.dumps(key, ensure_ascii=True).encode("ascii")).hexdigest()[:20]
        return Evidence(
            id=f"e-{digest}",
            claim=claim.id,
            report=self._report.id,
            accord=self._accord.id,
            stipulation=stipulation,
            bearing=bears,
            modality=claim.modality,
            day=day,
            dated=days.dated,
            known=str(self._day),
            quote_start=claim.start,
            quote_end=claim.end,
            source=source,  # type: ignore[arg-type]
            side=voices.side,
            voices=voices.voices,
            quantity=quantity,
            deadline=str(moved) if moved is not None else None,
            background=claim.background,
            reasons=tuple(reasons),
        )
