"""Which claims speak of one thing in the world: claims of any language and outlet, joined with the reasons why.

Two claims of one kind are held against each other by day, number, place and side. What they share speaks for one
happening, what they tell differently against it; some differences keep them apart whatever else they share. Then the
surest pairs are joined first, and no join may bring together two claims that must stay apart. The points are set on
tests/gold/happenings; docs/method.md has the table and what was measured.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mithaq.accords import kind_rules
from mithaq.gazetteer import Gazetteer
from mithaq.linking.days import Days, fact_days, parse_days
from mithaq.linking.sides import Sides
from mithaq.reading.claims import Claim, Modality, Name

Key = tuple[str, str]
"""A claim: id of its report, and its own id."""

ENOUGH = 3
"""Points from which two claims are taken to speak of one happening."""
WINDOW = 45
"""Days: claims whose facts lie further apart are never held against each other."""
NARROW = 3
"""Days: a wider interval does not tell the day of a deed."""
MONTH = 31
"""Days: that two times overlap says something if none is wider."""
AFTER_NEWS = 3
"""Days: news without a day speaks of what happened at most so long before."""
LATE_NEWS = 14
"""Days: papers come back to a deed for a while."""
CLOSE = 400
"""Characters: a report comes back to what it tells within so many."""
NEAR = 0.1
"""Numbers that differ by no more than this share may be counts of one thing."""
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
_PEOPLE = frozenset({"prisoner", "troop", "person", "civilian"})
"""Units that may count the same people: fifteen prisoners are fifteen soldiers."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim, ready to be held against others.

    report: its id. known: day of publication. days: when its fact was, or is to be. to_come: it had not happened
    when this was published. about: kind and what is done to it; claims about different things are never joined.
    places: ids, venues left out. actors, recipients: sides. numbers: unit → values told.
    """

    report: str
    known: date
    claim: Claim
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


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for two claims being of one happening. apart: why they cannot be, or None."""

    points: int
    reasons: tuple[str, ...]
    apart: str | None = None

    @property
    def joined(self) -> bool:
        """Whether the two alone would be joined."""
        return self.apart is None and self.points >= ENOUGH


@dataclass(frozen=True, slots=True)
class Join:
    """That one claim was joined with another, and why."""

    one: Key
    other: Key
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing in the world, as it is told.

    id: "h-" and 20 hex digits, of its first claim: it stays when further claims come in. days: the narrowest
    interval told of it. numbers: unit → each value told, with the claims that tell it. joins: why its claims are
    taken together; a reviewer can undo each.
    """

    id: str
    kind: str | None
    event: str
    days: Days
    tellings: tuple[Telling, ...]
    numbers: Mapping[str, Mapping[float, tuple[Key, ...]]]
    joins: tuple[Join, ...]

    def range(self, unit: str) -> tuple[float, float] | None:
        """The lowest and the highest number told of a unit; None if nobody tells one."""
        told = self.numbers.get(unit)
        return (min(told), max(told)) if told else None


def telling(report: str, known: date, claim: Claim, sides: Sides, gazetteer: Gazetteer) -> Telling | None:
    """The claim made ready; None if it tells no happening (praise, blame, what has neither kind nor deed)."""
    group = _GROUPS.get(claim.effect)
    if group is None:
        return None
    days, to_come = _days(claim, known)
    if claim.effect == "begin" and claim.event in _TALK:
        group = "agreed"  # that it was agreed upon is a happening of its own
    about = (claim.kind, group) if claim.kind is not None else (claim.event, claim.sense)
    named = {name.entity for name in claim.places if name.entity is not None}
    venues = {id for id in named if (entity := gazetteer.get(id)) and (entity.capital_of or entity.type == "state")}
    numbers: dict[str, list[float]] = {}
    for one in claim.quantities:
        if one.unit in ("percent", "kilometre"):
            continue
        numbers.setdefault(one.unit or "", []).extend({one.value, one.low or one.value, one.high or one.value})
    return Telling(
        report, known, claim, days, to_come, about, frozenset(named - venues),
        _sides(claim.actors, sides), _sides(claim.recipients, sides),
        {unit: tuple(sorted(set(values))) for unit, values in numbers.items()},
    )  # fmt: skip


def _sides(names: Iterable[Name], sides: Sides) -> frozenset[str]:
    return frozenset(side for name in names if (side := sides.of_name(name) or name.entity) is not None)


def _days(claim: Claim, known: date) -> tuple[Days, bool]:
    """When it was, or is to be; and whether it lay in the future."""
    if claim.modality in _TO_COME:
        ahead = [days for time in claim.times if (days := parse_days(time.value)) is not None and days.last >= known]
        if ahead:
            return min(ahead, key=lambda days: (days.last - days.first, days.first)), True
        return Days(known, known, dated=False), True
    return fact_days(claim, known), False


def likeness(one: Telling, other: Telling, gazetteer: Gazetteer) -> Likeness:
    """How much speaks for the two being of one happening. The order of the two does not matter."""
    if one.about != other.about:
        return Likeness(0, (), "of different kinds")
    points, reasons = 0, []
    for judge in (_by_day, _by_number, _by_side, _by_report):
        got, why, apart = judge(one, other)
        if apart:
            return Likeness(0, (), why)
        points += got
        if why:
            reasons.append(why)
    got, why, apart = _by_place(one, other, gazetteer)
    if apart:
        return Likeness(0, (), why)
    if why:
        reasons.append(why)
    return Likeness(points + got, tuple(reasons))


_Found = tuple[int, str, bool]


def _by_day(one: Telling, other: Telling) -> _Found:
    """By their days; what is done once in a place is the same whatever day was planned for it, or is left out."""
    found = _by_days(one, other)
    open_day = one.to_come or other.to_come or not (one.days.dated and other.days.dated)
    if found[2] and open_day and _once(one):
        if not one.places.isdisjoint(other.places):
            return 1, "tell of what is done once, with another day or none", False
        if not one.places or not other.places:
            return 0, "", False
    return found


def _by_days(one: Telling, other: Telling) -> _Found:
    first, second = sorted((one, other), key=lambda telling: (not telling.days.dated, telling.days.first, telling.key))
    gap = _gap(first.days, second.days)
    if first.days.dated and second.days.dated:
        widest = max(_width(first.days), _width(second.days))
        if widest > NARROW:
            if gap > 0:
                return 0, "told of different times", True
            return (1, "told of overlapping times", False) if widest <= MONTH else (0, "", False)
        if gap <= 1:
            return (3, f"told of {first.days}", False) if gap == 0 else (2, "told of days next to each other", False)
        if gap <= NARROW:
            return 0, "", False
        return 0, f"told of days {gap} days apart", True
    if first.days.dated:
        return _news_of(first, second)
    if first.to_come != second.to_come:
        return (0, "", False) if gap <= LATE_NEWS else (0, "told long after each other, without a day", True)
    if gap <= 2:
        return 1, "published within two days of each other", False
    if first.claim.background or second.claim.background:  # history without a day may be of any
        return 0, "", False
    return (0, "", False) if gap <= NARROW + 2 else (0, "published days apart, without a day", True)


def _news_of(dated: Telling, news: Telling) -> _Found:
    """A claim with a day against one without, which was news when it was published."""
    since = (news.known - dated.days.last).days
    if news.claim.background and not news.to_come:
        began = dated.days.first <= news.known
        return (0, "", False) if began else (0, "told before it happened", True)
    if news.to_come:
        near = -WINDOW <= since <= 0
        return (0, "", False) if near else (0, "still to come when the other was over", True)
    if (dated.days.first - news.known).days > 1:  # the same night may bear either day
        return 0, "told before it happened", True
    if since <= AFTER_NEWS:
        return 2, "published when the other happened", False
    return (-1, "", False) if since <= LATE_NEWS else (0, "published long after the other happened", True)


def _by_number(one: Telling, other: Telling) -> _Found:
    mine, theirs = _counted(one), _counted(other)
    shared = [(mine[unit], theirs[unit]) for unit in mine if unit in theirs]
    if not shared:
        return 0, "", False
    equal = {a for mine, theirs in shared for a in mine if a in theirs}
    if equal:
        said = max(equal)
        return (2 if said >= 3 else 1), f"tell the number {said:g}", False
    if any(abs(a - b) <= NEAR * max(a, b) and min(a, b) >= 10 for mine, theirs in shared for a in mine for b in theirs):
        return 1, "tell numbers close to each other", False
    if _within(one, mine, theirs) or _within(other, theirs, mine):
        return 1, "one tells a number that bounds the other's", False
    return -3, "tell different numbers", False


def _within(one: Telling, mine: Mapping[str, set[float]], theirs: Mapping[str, set[float]]) -> bool:
    """Whether the other tells a number that "more than a hundred", "up to 150" may mean: up to twice, down to half."""
    for quantity in one.claim.quantities:
        unit = _unit(quantity.unit or "")
        if not quantity.approximate or unit not in mine:
            continue
        for value in theirs.get(unit, ()):
            if quantity.low is not None and quantity.high is None and quantity.low <= value <= 2 * quantity.low:
                return True
            if quantity.high is not None and quantity.low is None and quantity.high / 2 <= value <= quantity.high:
                return True
    return False


def _unit(unit: str) -> str:
    return "people" if unit in _PEOPLE else unit


def _counted(one: Telling) -> dict[str, set[float]]:
    """What is counted to what numbers, people of all sorts together."""
    found: dict[str, set[float]] = {}
    for unit, values in one.numbers.items():
        found.setdefault(_unit(unit), set()).update(values)
    return found


def _once(one: Telling) -> bool:
    """Whether it is of a kind that is done but once in each place: its day may move, and it is still the same."""
    rules = kind_rules().get(one.claim.kind or "")
    return rules is not None and rules.places == "strict" and rules.kind.completion == "once"


def _by_report(one: Telling, other: Telling) -> _Found:
    """A report comes back to what it tells: "the exchange", without a day, a place or a number of its own."""
    if one.report != other.report:
        return 0, "", False
    first, second = sorted((one, other), key=lambda telling: (telling.claim.trigger.start, telling.key))
    if _two_days(first, second):
        return 0, "one report tells them of two days", True
    if second.days.dated or second.claim.background or (second.to_come != first.to_come and not _once(one)):
        return 0, "", False
    if second.claim.trigger.start - first.claim.trigger.end > CLOSE:
        return 1, "told in one report", False
    own = second.places - first.places or set(_counted(second)) & set(_counted(first))
    return (1, "told in one report", False) if own else (2, "the report comes back to it", False)


def _by_side(one: Telling, other: Telling) -> _Found:
    # Each side tells a clash with the other as the one who began it.
    breach = one.about[1] == "breach"
    points, shared = 0, []
    for role, mine, theirs in (("by", one.actors, other.actors), ("to", one.recipients, other.recipients)):
        if mine & theirs:
            points += 1
            shared.append(f"{role} {' and '.join(sorted(mine & theirs))}")
        elif mine and theirs and not breach:
            points -= 1
    turned = bool(one.actors & other.recipients) and bool(one.recipients & other.actors)
    if turned and breach:
        return 1, "each side's version of a clash with the other", False
    if turned and not one.actors & other.actors and not one.recipients & other.recipients:
        return 0, "who gives and who gets are the other way round", True
    return points, ", ".join(shared), False


def _two_days(one: Telling, other: Telling) -> bool:
    """Whether both tell a day of what has happened, not the same nor the next: one report means two things by that."""
    if one.to_come or other.to_come or not (one.days.dated and other.days.dated):
        return False
    return max(_width(one.days), _width(other.days)) <= NARROW and _gap(one.days, other.days) > 1


def _by_place(one: Telling, other: Telling, gazetteer: Gazetteer) -> _Found:
    if not one.places or not other.places:
        return 0, "", False
    same = one.places & other.places
    if same:
        return 2, f"name {gazetteer.label(min(same), 'en')}", False
    within = gazetteer.within
    if any(within(a, b) or within(b, a) for a in one.places for b in other.places):
        return 1, "name places that lie in each other", False
    rules = kind_rules().get(one.claim.kind or "")
    strict = rules is not None and rules.places == "strict"
    return -2, "name different places", strict


def _gap(one: Days, other: Days) -> int:
    """Days between the two; 0 if they overlap."""
    return max((other.first - one.last).days, (one.first - other.last).days, 0)


def _width(days: Days) -> int:
    return (days.last - days.first).days


def happenings(
    tellings: Iterable[Telling],
    gazetteer: Gazetteer,
    *,
    together: Iterable[tuple[Key, Key]] = (),
    apart: Iterable[tuple[Key, Key]] = (),
) -> list[Happening]:
    """All happenings that these claims tell, in order of their days; each claim is in exactly one.

    Parameters
    ----------
    together, apart: pairs that a reviewer has joined or kept apart; they stand before anything found here. With
    `together` whole happenings become one, unless two of their claims are to be kept apart.

    The result does not depend on the order of the claims.
    """
    known = {one.key: one for one in tellings}
    groups = _Groups(known)
    for first, second in sorted((min(pair), max(pair)) for pair in apart):
        groups.keep_apart(first, second, by_reviewer=True)
    found: list[tuple[int, Key, Key, Likeness]] = []
    for one, other in _pairs(known.values()):
        like = likeness(one, other, gazetteer)
        if like.apart is not None:
            groups.keep_apart(one.key, other.key)
        elif like.joined:
            found.append((-like.points, one.key, other.key, like))
    for _, first, second, like in sorted(found, key=lambda row: row[:3]):
        groups.join(first, second, like.reasons)
    for first, second in sorted((min(pair), max(pair)) for pair in together):
        if first in known and second in known:
            groups.join(first, second, ("joined by a reviewer",), by_reviewer=True)
    return sorted(
        (_happening(members, groups.joins) for members in groups.members()), key=lambda one: (one.days.first, one.id)
    )


def _pairs(tellings: Iterable[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Pairs about one kind whose days may meet, each once, the smaller key first."""
    about: dict[tuple[str, ...], list[Telling]] = {}
    for one in tellings:
        about.setdefault(one.about, []).append(one)
    for listed in about.values():
        narrow = sorted((one for one in listed if _width(one.days) <= WINDOW), key=lambda one: (one.days.last, one.key))
        wide = [one for one in listed if _width(one.days) > WINDOW]
        lasts = [one.days.last for one in narrow]
        for n, one in enumerate(narrow):
            for m in range(bisect_left(lasts, one.days.first - timedelta(days=WINDOW), 0, n), n):
                yield (narrow[m], one) if narrow[m].key < one.key else (one, narrow[m])
        for n, one in enumerate(wide):
            for other in [*narrow, *wide[:n]]:
                yield (other, one) if other.key < one.key else (one, other)


class _Groups:
    """Claims joined so far, and which of them must stay apart."""

    def __init__(self, known: Mapping[Key, Telling]) -> None:
        self._root = {key: key for key in known}
        self._members: dict[Key, list[Key]] = {key: [key] for key in known}
        self._apart: dict[Key, set[Key]] = {}
        self._kept_apart: dict[Key, set[Key]] = {}
        self._known = known
        self.joins: dict[Key, list[Join]] = {}

    def keep_apart(self, one: Key, other: Key, *, by_reviewer: bool = False) -> None:
        if one in self._root and other in self._root:
            for known in (self._apart, self._kept_apart) if by_reviewer else (self._apart,):
                known.setdefault(one, set()).add(other)
                known.setdefault(other, set()).add(one)

    def join(self, one: Key, other: Key, reasons: tuple[str, ...], *, by_reviewer: bool = False) -> None:
        first, second = self._find(one), self._find(other)
        if first == second:
            return
        theirs = set(self._members[second])
        apart = self._kept_apart if by_reviewer else self._apart
        if any(not theirs.isdisjoint(apart.get(key, ())) for key in self._members[first]):
            return
        small, large = sorted((first, second), key=lambda root: (len(self._members[root]), root))
        self._members[large] += self._members.pop(small)
        self._root[small] = large
        self.joins.setdefault(one, []).append(Join(one, other, reasons))

    def members(self) -> list[list[Telling]]:
        return [[self._known[key] for key in sorted(keys)] for keys in self._members.values()]

    def _find(self, key: Key) -> Key:
        while self._root[key] != key:
            self._root[key] = self._root[self._root[key]]
            key = self._root[key]
        return key


def _happening(members: Sequence[Telling], joins: Mapping[Key, list[Join]]) -> Happening:
    first = min(members, key=lambda one: (one.known, one.key))
    told = [one for one in members if one.days.dated and not one.to_come] or [one for one in members if one.days.dated]
    best = min(told or members, key=lambda one: (_width(one.days), one.days.first, one.key))
    days = replace(best.days, dated=bool(told))
    numbers: dict[str, dict[float, list[Key]]] = {}
    for one in members:
        for unit, values in one.numbers.items():
            for value in values:
                numbers.setdefault(unit, {}).setdefault(value, []).append(one.key)
    ordered = tuple(sorted(members, key=lambda one: (one.known, one.key)))
    return Happening(
        id="h-" + hashlib.sha256(" ".join(first.key).encode()).hexdigest()[:20],
        kind=first.claim.kind,
        event=first.claim.event,
        days=days,
        tellings=ordered,
        numbers={
            unit: {value: tuple(keys) for value, keys in sorted(values.items())}
            for unit, values in sorted(numbers.items())
        },
        joins=tuple(join for one in ordered for join in joins.get(one.key, ())),
    )
