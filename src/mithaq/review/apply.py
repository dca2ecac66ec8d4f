"""What stands by people's decisions: evidence as accepted, corrected, rejected and linked by hand. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mithaq.linking.evidence import Evidence
from mithaq.review.model import ON_EVIDENCE, Decision, Promise, Value, is_machine

Key = tuple[str, str]
"""A claim: id of its report, and its own id."""
_KEEPING = frozenset({"accept", "correct", "link"})
_DIRECT = ("bearing", "modality", "quantity", "deadline", "source", "side")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One piece of evidence with what people decided on it.

    evidence: as it stands, with their reasons. machine: as the reader and the linker give it now; None if it was made
    by hand, or they no longer give it. rejected: the decision that took it out, or None. decisions: those that stand,
    first made first. differ: a sentence a coder, if they do not agree; the last decision stands all the same.
    """

    evidence: Evidence
    machine: Evidence | None
    rejected: Decision | None = None
    decisions: tuple[Decision, ...] = ()
    differ: tuple[str, ...] = ()

    @property
    def promise(self) -> Promise:
        """The promise it bears on, as it stands."""
        return self.evidence.accord, self.evidence.stipulation


@dataclass(frozen=True, slots=True)
class Effective:
    """All the evidence, in order of publication. stranded: people's decisions on evidence that is read otherwise now.

    away: where only one promise was asked for, what the machine gives for it and people have moved to another.
    """

    items: tuple[Reviewed, ...]
    stranded: tuple[Decision, ...] = ()
    away: tuple[Reviewed, ...] = ()

    @property
    def evidence(self) -> list[Evidence]:
        """What counts."""
        return [one.evidence for one in self.items if one.rejected is None]


def standing(decisions: Iterable[Decision], coder: str | None = None) -> list[Decision]:
    """The decisions that were not undone, first made first; undos themselves are left out.

    An undo that was itself undone undoes nothing. coder: only this coder's, undone only if by the same.
    """
    listed = sorted((one for one in decisions if coder in (None, one.coder)), key=lambda one: one.seq)
    gone = undone(listed)
    return [one for one in listed if one.action != "undo" and one.seq not in gone]


def undone(decisions: Iterable[Decision]) -> set[int]:
    """Numbers of the decisions that were undone by an undo that was not itself undone. No machine undoes a person's."""
    listed = list(decisions)
    machines = {one.seq for one in listed if is_machine(one.coder)}
    gone: set[int] = set()
    for one in sorted((one for one in listed if one.action == "undo"), key=lambda one: -one.seq):
        if one.seq not in gone and (one.seq not in machines or one.undoes in machines):
            gone.add(one.undoes or 0)
    return gone


def apply(machine: Iterable[Evidence], decisions: Iterable[Decision]) -> Effective:
    """The evidence as it stands by the decisions.

    A decision holds for the evidence whose id it names. Where another reading has given the same words another id, it
    holds for the evidence of the same claim on the same promise, or of the same words: what was accepted or corrected
    stays as the coder saw it, even if the reader gives nothing there any more; a rejection holds only for what is told
    alike, else it is stranded. Without decisions the machine's evidence comes back as it is. The order of the
    arguments does not matter.
    """
    given = list(machine)
    about: dict[str, list[Decision]] = {}
    for one in standing(decisions):
        if one.action in ON_EVIDENCE or one.action == "note":
            about.setdefault(one.subject, []).append(one)
    by_id = {one.id: one for one in given}
    exact = {id: listed for id, listed in about.items() if id in by_id}
    moved: dict[str, list[Decision]] = {}
    items: list[Reviewed] = []
    stranded: list[Decision] = []
    # People first: what a machine coded elsewhere must not take the evidence that a person's decision holds for.
    for subject, listed in sorted(about.items(), key=lambda pair: _last_verdict(pair[1]) is None):
        if subject in exact or all(one.evidence is None for one in listed):
            continue  # notes on claims and promises are no matter of evidence
        seen = next(one.evidence for one in reversed(listed) if one.evidence is not None)
        now = _again(seen, [one for one in given if one.id not in exact and one.id not in moved])
        kept = _last_verdict(listed)
        if kept is not None and kept.action in _KEEPING:
            items.append(_fold(seen, now, listed))
            if now is not None:
                moved[now.id] = listed
        elif now is not None and (now.bearing, now.modality) == (seen.bearing, seen.modality):
            items.append(_fold(now, now, listed))
            moved[now.id] = listed
        else:
            stranded.extend(one for one in listed if not is_machine(one.coder))
    for evidence in given:
        if evidence.id in exact:
            items.append(_fold(evidence, evidence, exact[evidence.id]))
        elif evidence.id not in moved:
            items.append(Reviewed(evidence, evidence))
    place = {evidence.id: number for number, evidence in enumerate(given)}
    items.sort(key=lambda item: _order(item, place))
    return Effective(tuple(items), tuple(sorted(stranded, key=lambda one: one.seq)))


def pairs(decisions: Iterable[Decision]) -> tuple[list[tuple[Key, Key]], list[tuple[Key, Key]]]:
    """Pairs of claims that people have joined and kept apart, as `happenings` takes them. The last decision stands."""
    last: dict[tuple[Key, Key], bool] = {}
    for one in standing(decisions):
        if one.action in ("join", "split") and one.other is not None and not is_machine(one.coder):
            first, second = sorted((claim_key(one.subject), claim_key(one.other)))
            last[first, second] = one.action == "join"
    return [pair for pair, joined in last.items() if joined], [pair for pair, joined in last.items() if not joined]


def claim_key(name: str) -> Key:
    """The key of the claim written "<report>/<claim>"."""
    report, _, claim = name.partition("/")
    return report, claim


def corrected(evidence: Evidence, fields: Mapping[str, Value]) -> Evidence:
    """The evidence with these values in place of its own; it keeps its id."""
    new: dict[str, Any] = {name: value for name, value in fields.items() if name in _DIRECT}
    if "day" in fields:
        new |= {"day": fields["day"], "dated": True}
    if "stipulation" in fields:
        new["accord"], _, new["stipulation"] = str(fields["stipulation"]).rpartition("/")
    if "speaker" in fields:
        new["voices"] = (str(fields["speaker"]), *evidence.voices[1:])
    return replace(evidence, **new)


def value_of(evidence: Evidence, name: str) -> Value:
    """The value of a field that can be corrected."""
    if name == "stipulation":
        return f"{evidence.accord}/{evidence.stipulation}"
    if name == "speaker":
        return evidence.voices[0] if evidence.voices else None
    found: Value = getattr(evidence, name)
    return found


def _last_verdict(listed: Sequence[Decision]) -> Decision | None:
    return next((one for one in reversed(listed) if one.action in ON_EVIDENCE and not is_machine(one.coder)), None)


def _again(seen: Evidence, given: Sequence[Evidence]) -> Evidence | None:
    """What the reader now gives in place of what a coder saw; None if nothing, or it is not clear which."""
    near = [
        one
        for one in given
        if (one.report, one.accord, one.stipulation) == (seen.report, seen.accord, seen.stipulation)
    ]
    same = [one for one in near if one.claim == seen.claim]
    if not same:
        same = [one for one in near if 2 * _overlap(one, seen) > seen.quote_end - seen.quote_start]
    alike = [one for one in same if (one.bearing, one.modality) == (seen.bearing, seen.modality)]
    found = alike if len(alike) == 1 else same
    return found[0] if len(found) == 1 else None


def _overlap(one: Evidence, other: Evidence) -> int:
    return min(one.quote_end, other.quote_end) - max(one.quote_start, other.quote_start)


def _fold(base: Evidence, machine: Evidence | None, listed: Sequence[Decision]) -> Reviewed:
    """The evidence after these decisions, first made first."""
    rejected: Decision | None = None
    fields: dict[str, Value] = {}
    reasons: list[str] = []
    stances: dict[str, tuple[bool, dict[str, Value]]] = {}
    for one in listed:
        if one.action == "note":
            reasons.append(f"note by {one.coder} on {one.at[:10]}: {one.words}")
            continue
        if is_machine(one.coder):
            continue
        if one.blind:  # it speaks of what the machine gave, not of what others made of it
            fields = {}
        if one.action == "correct":
            fields = {**fields, **one.fields}
        rejected = one if one.action in ("reject", "unlink") else None
        stances[one.coder] = (rejected is None, fields)
        reasons.append(_said(one, base))
    evidence = corrected(base, fields)
    if machine is None and (last := _last_verdict(listed)) is not None and last.action in _KEEPING:
        if not any(one.action == "link" for one in listed):
            reasons.append("kept by hand: the reader no longer gives it")
    evidence = replace(evidence, reasons=(*base.reasons, *reasons))
    return Reviewed(evidence, machine, rejected, tuple(listed), _differences(base, stances))


_VERBS = {
    "accept": "accepted", "reject": "rejected", "correct": "corrected", "link": "linked by hand", "unlink": "unlinked",
}  # fmt: skip


def _said(one: Decision, base: Evidence) -> str:
    """The decision as a reason: who, when, what, why."""
    words = f"{_VERBS[one.action]} by {one.coder} on {one.at[:10]}"
    if one.action == "correct":
        changes = (f"{name} {_shown(value_of(base, name))} → {_shown(new)}" for name, new in one.fields.items())
        words += f": {', '.join(changes)}"
        return f"{words} ({one.why})" if one.why else words
    return f"{words}: {one.why}" if one.why else words


def _shown(value: Value) -> str:
    return "none" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _differences(base: Evidence, stances: Mapping[str, tuple[bool, Mapping[str, Value]]]) -> tuple[str, ...]:
    """A sentence a coder, if two of them differ on whether it counts or on a field that one of them corrected."""
    names = sorted({name for kept, fields in stances.values() if kept for name in fields})
    told = {
        coder: tuple(fields.get(name, value_of(base, name)) for name in names) if kept else None
        for coder, (kept, fields) in stances.items()
    }
    if len(set(told.values())) < 2:
        return ()
    return tuple(
        f"{coder}: rejects it"
        if values is None
        else f"{coder}: " + (", ".join(f"{n} {_shown(v)}" for n, v in zip(names, values, strict=True)) or "accepts it")
        for coder, values in told.items()
    )


def _order(one: Reviewed, place: Mapping[str, int]) -> tuple[str, str, int, str]:
    of = one.machine or one.evidence
    return of.known, of.report, place.get(of.id, -1), of.id
