"""How much speaks for two claims telling of one happening: what they share, what they tell differently.

The points are set on tests/gold/happenings; docs/method.md has the table and what was measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mithaq.accords import kind_rules
from mithaq.gazetteer import Gazetteer
from mithaq.linking.days import Days
from mithaq.linking.tellings import CLOSE, Telling

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
NEAR = 0.1
"""Numbers that differ by no more than this share may be counts of one thing."""
_PEOPLE = frozenset({"prisoner", "troop", "person", "civilian"})
"""Units that may count the same people: fifteen prisoners are fifteen soldiers."""


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
    gap = gap_between(first.days, second.days)
    if first.days.dated and second.days.dated:
        widest = max(width(first.days), width(second.days))
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
    rules = kind_rules().get(one.kind or "")
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
    return max(width(one.days), width(other.days)) <= NARROW and gap_between(one.days, other.days) > 1


def _by_place(one: Telling, other: Telling, gazetteer: Gazetteer) -> _Found:
    if not one.places or not other.places:
        return 0, "", False
    same = one.places & other.places
    if same:
        return 2, f"name {gazetteer.label(min(same), 'en')}", False
    within = gazetteer.within
    if any(within(a, b) or within(b, a) for a in one.places for b in other.places):
        return 1, "name places that lie in each other", False
    rules = kind_rules().get(one.kind or "")
    strict = rules is not None and rules.places == "strict"
    return -2, "name different places", strict


def gap_between(one: Days, other: Days) -> int:
    """Days between the two; 0 if they overlap."""
    return max((other.first - one.last).days, (one.first - other.last).days, 0)


def width(days: Days) -> int:
    return (days.last - days.first).days
