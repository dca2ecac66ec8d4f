"""Which claims speak of one thing in the world: claims of any language and outlet, joined with the reasons why.

Two claims of one kind are held against each other by day, number, place and side. What they share speaks for one
happening, what they tell differently against it; some differences keep them apart whatever else they share. Then the
surest pairs are joined first, and no join may bring together many pairs that must stay apart: of each pair one may be
read wrongly. The points are set on
tests/gold/happenings; docs/method.md has the table and what was measured.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from mithaq.gazetteer import Gazetteer
from mithaq.linking.days import Days
from mithaq.linking.likeness import NARROW, WINDOW, Likeness, likeness, width
from mithaq.linking.tellings import Key, Telling

AGAINST = 1 / 3
"""The share of the pairs a join would bring together that may be apart: one claim read wrongly parts no many."""


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
    _join_only_ones(groups, gazetteer)
    for first, second in sorted((min(pair), max(pair)) for pair in together):
        if first in known and second in known:
            groups.join(first, second, ("joined by a reviewer",), by_reviewer=True)
    return sorted(
        (_happening(members, groups.joins) for members in groups.members()), key=lambda one: (one.days.first, one.id)
    )


def _join_only_ones(groups: _Groups, gazetteer: Gazetteer) -> None:
    """Join what is told of a month or a year with the only happening of its kind that is told of a day in it."""
    narrow: dict[tuple[str, ...], list[list[Telling]]] = {}
    for members in groups.members():
        if any(_of_a_day(one) for one in members):
            narrow.setdefault(members[0].about, []).append(members)
    for (one,) in sorted(
        (members for members in groups.members() if len(members) == 1), key=lambda found: found[0].key
    ):
        if not one.days.dated or width(one.days) <= NARROW:
            continue
        found = [members for members in narrow.get(one.about, ()) if any(_in(other, one) for other in members)]
        if len(found) != 1:
            continue
        like = [likeness(one, other, gazetteer) for other in found[0] if other.days.dated]
        if all(each.apart is None and each.points >= 0 for each in like):
            first = min(found[0], key=lambda other: other.key)
            groups.join(min(one.key, first.key), max(one.key, first.key), ("the only one told of that time",))


def _of_a_day(one: Telling) -> bool:
    return one.days.dated and width(one.days) <= NARROW


def _in(day: Telling, wide: Telling) -> bool:
    return _of_a_day(day) and wide.days.first <= day.days.first and day.days.last <= wide.days.last


def _pairs(tellings: Iterable[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Pairs about one kind whose days may meet, each once, the smaller key first."""
    about: dict[tuple[str, ...], list[Telling]] = {}
    for one in tellings:
        about.setdefault(one.about, []).append(one)
    for listed in about.values():
        narrow = sorted((one for one in listed if width(one.days) <= WINDOW), key=lambda one: (one.days.last, one.key))
        wide = [one for one in listed if width(one.days) > WINDOW]
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
        if any(not theirs.isdisjoint(self._kept_apart.get(key, ())) for key in self._members[first]):
            return
        if not by_reviewer:
            against = sum(len(theirs & self._apart.get(key, set())) for key in self._members[first])
            if against > AGAINST * len(theirs) * len(self._members[first]):
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
    best = min(told or members, key=lambda one: (width(one.days), one.days.first, one.key))
    days = replace(best.days, dated=bool(told))
    numbers: dict[str, dict[float, list[Key]]] = {}
    for one in members:
        for unit, values in one.numbers.items():
            for value in values:
                numbers.setdefault(unit, {}).setdefault(value, []).append(one.key)
    ordered = tuple(sorted(members, key=lambda one: (one.known, one.key)))
    return Happening(
        id="h-" + hashlib.sha256(" ".join(first.key).encode()).hexdigest()[:20],
        kind=first.kind,
        event=first.claim.event,
        days=days,
        tellings=ordered,
        numbers={
            unit: {value: tuple(keys) for value, keys in sorted(values.items())}
            for unit, values in sorted(numbers.items())
        },
        joins=tuple(join for one in ordered for join in joins.get(one.key, ())),
    )
