"""Claims made ready to be held against each other: when, where, of what and by whom each tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mithaq.gazetteer import Gazetteer
from mithaq.languages.senses import senses
from mithaq.linking.days import Days, fact_days, parse_days
from mithaq.linking.sides import Sides
from mithaq.reading.claims import Claim, Modality, Name

Key = tuple[str, str]
"""A claim: id of its report, and its own id."""

CLOSE = 400
"""Characters: a report comes back to what it tells within so many."""

_TO_COME: frozenset[Modality] = frozenset({"planned", "promised", "demanded", "conditional"})
_GROUPS = {
    **dict.fromkeys(("begin", "progress", "complete", "comply", "other"), "deed"),
    "breach": "breach",
    "end": "end",
    "amend": "amend",
    "delay": "delay",
}
"""What the event does to a promise, as far as it tells happenings apart; judgements of others are none."""
_TALK = frozenset({"AGREE", "CONSULT", "SUPPORT"})


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim, ready to be held against others.

    report: its id. known: day of publication. kind: its own, or that of a claim beside it. days: when its fact was, or
    is to be. to_come: it had not happened when this was published. about: kind and what is done to it; claims about
    different things are never joined.
    places: ids, venues left out. actors, recipients: sides. numbers: unit → values told.
    """

    report: str
    known: date
    claim: Claim
    kind: str | None
    days: Days
    to_come: bool
    about: tuple[str, ...]
    places: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    numbers: Mapping[str, tuple[float, ...]]

    @property
    def key(self) -> Key:
        """The claim it is made of."""
        return self.report, self.claim.id

    @property
    def lent(self) -> bool:
        """Whether its kind is that of a claim beside it."""
        return self.kind is not None and self.claim.kind is None


def tellings(
    report: str, known: date, claims: Sequence[Claim], sides: Sides, gazetteer: Gazetteer
) -> Iterator[Telling]:
    """The claims of one report made ready, in their order; what tells no happening is left out.

    A deed told without what it is done to ("Baku released them", "the release") has no kind of its own: it has that of
    the nearest claim of the same event before it, else behind it, within CLOSE, if its sense may be of that kind.
    """
    for claim in claims:
        found = telling(report, known, claim, sides, gazetteer, kind=claim.kind or _lent(claim, claims))
        if found is not None:
            yield found


def _lent(claim: Claim, claims: Iterable[Claim]) -> str | None:
    may_be = _may_be(claim)
    if not may_be:
        return None
    best: tuple[bool, int, int] | None = None
    kind = None
    for one in claims:
        if one.kind not in may_be or one.event != claim.event or _GROUPS.get(one.effect) is None:
            continue
        behind = one.trigger.start > claim.trigger.start
        apart = one.trigger.start - claim.trigger.end if behind else claim.trigger.start - one.trigger.end
        rank = behind, apart, one.trigger.start
        if apart <= CLOSE and (best is None or rank < best):
            best, kind = rank, one.kind
    return kind


def _may_be(claim: Claim) -> frozenset[str]:
    """The kinds that a deed of this sense may be of."""
    sense = senses().get(claim.sense)
    verdicts = sense.objects.values() if sense is not None else ()
    return frozenset(one.kind for one in verdicts if one.event == claim.event and one.kind is not None)


def telling(
    report: str, known: date, claim: Claim, sides: Sides, gazetteer: Gazetteer, *, kind: str | None = None
) -> Telling | None:
    """The claim made ready; None if it tells no happening (praise, blame, what has neither kind nor deed).

    kind: that it is taken to be of if it has none itself.
    """
    kind = claim.kind or kind
    group = _GROUPS.get(claim.effect)
    if group is None:
        return None
    days, to_come = _days(claim, known)
    if claim.effect == "begin" and claim.event in _TALK:
        group = "agreed"  # that it was agreed upon is a happening of its own
    about = (kind, group) if kind is not None else (claim.event, claim.sense)
    named = {name.entity for name in claim.places if name.entity is not None}
    venues = {id for id in named if (entity := gazetteer.get(id)) and (entity.capital_of or entity.type == "state")}
    numbers: dict[str, list[float]] = {}
    for one in claim.quantities:
        if one.unit in ("percent", "kilometre"):
            continue
        numbers.setdefault(one.unit or "", []).extend({one.value, one.low or one.value, one.high or one.value})
    return Telling(
        report, known, claim, kind, days, to_come, about, frozenset(named - venues),
        _sides(claim.actors, sides), _sides(claim.recipients, sides),
        {unit: tuple(sorted(set(values))) for unit, values in numbers.items()},
    )  # fmt: skip


def _sides(names: Iterable[Name], sides: Sides) -> frozenset[str]:
    return frozenset(side for name in names if (side := sides.of_name(name) or name.entity) is not None)


def _days(claim: Claim, known: date) -> tuple[Days, bool]:
    """When it was, or is to be; and whether it lay in the future."""
    if claim.modality in _TO_COME:
        told = [days for time in claim.times if (days := parse_days(time.value)) is not None]
        ahead = [days for days in told if days.last >= known]
        if told and not ahead:  # "should have been handed over on 15 November"
            return fact_days(claim, known), True
        if ahead:
            return min(ahead, key=lambda days: (days.last - days.first, days.first)), True
        return Days(known, known, dated=False), True
    return fact_days(claim, known), False
