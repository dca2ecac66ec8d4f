"""What differs between two accords: two versions of a file, or two readings of one text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, TypeVar

from mithaq.accords.model import Accord, Change, Deadline, Party, Provision, Stipulation

What = Literal["accord", "party", "provision", "stipulation", "change"]
T = TypeVar("T", Party, Provision, Stipulation, Change)
_LISTS = frozenset({"parties", "provisions", "stipulations", "changes"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs. id: of the first accord's, or of the second's if it is new.

    how: "added", "removed" or "changed". key: of what changed; "summary.ru" for one language of a text. old, new:
    the values, None where there is none. other: the id in the second accord, if that is another one.
    """

    what: What
    id: str
    how: Literal["added", "removed", "changed"]
    key: str = ""
    old: Any = None
    new: Any = None
    other: str | None = None


def differences(old: Accord, new: Accord) -> list[Difference]:
    """All differences, in the order of the accord; [] if there are none.

    Parties are matched by their entity, provisions by id; stipulations and changes by id, then those left over by
    kind, obligors, places and deadline where these mean one of each only.
    """
    found = _keys("accord", old.id, _plain(old), _plain(new))
    found += _rows("party", old.parties, new.parties, lambda one: one.entity)
    found += _rows("provision", old.provisions, new.provisions, lambda one: one.id)
    found += _rows("stipulation", old.stipulations, new.stipulations, lambda one: one.id, _content)
    found += _rows("change", old.changes, new.changes, lambda one: one.stipulation)
    return found


def _content(one: Stipulation) -> Hashable:
    return one.kind, frozenset(one.obligors), frozenset(one.places), one.deadline


def _rows(
    what: What,
    old: Sequence[T],
    new: Sequence[T],
    id_of: Callable[[T], str],
    content: Callable[[T], Hashable] | None = None,
) -> list[Difference]:
    pairs = _pairs(old, new, id_of, content)
    matched = {id_of(two) for _, two in pairs}
    partner = {id_of(one): two for one, two in pairs}
    found = []
    for one in old:
        id = id_of(one)
        if id not in partner:
            found.append(Difference(what, id, "removed", old=_plain(one)))
            continue
        two = partner[id]
        found += _keys(what, id, _plain(one), _plain(two), id_of(two) if id_of(two) != id else None)
    return found + [Difference(what, id_of(one), "added", new=_plain(one)) for one in new if id_of(one) not in matched]


def _pairs(
    old: Sequence[T], new: Sequence[T], id_of: Callable[[T], str], content: Callable[[T], Hashable] | None
) -> list[tuple[T, T]]:
    """Rows that are the same one: by id; where ids differ, by content that no other row on either side has."""
    by_id = {id_of(one): one for one in new}
    pairs = [(one, by_id[id_of(one)]) for one in old if id_of(one) in by_id]
    if content is None:
        return pairs
    taken = {id_of(one) for one, _ in pairs}
    rest_old = [one for one in old if id_of(one) not in taken]
    rest_new = [one for one in new if id_of(one) not in taken]
    once_old, once_new = Counter(map(content, rest_old)), Counter(map(content, rest_new))
    by_content = {content(one): one for one in rest_new}
    return pairs + [
        (one, by_content[key]) for one in rest_old if once_old[key := content(one)] == 1 and once_new[key] == 1
    ]


def _keys(what: What, id: str, old: dict[str, Any], new: dict[str, Any], other: str | None = None) -> list[Difference]:
    found = []
    for key in old:
        one, two = old[key], new[key]
        if one == two:
            continue
        if key in ("summary", "title", "names", "ids"):
            for part in dict.fromkeys((*one, *two)):
                if one.get(part) != two.get(part):
                    was, now = one.get(part), two.get(part)
                    found.append(Difference(what, id, "changed", f"{key}.{part}", was, now, other))
        else:
            found.append(Difference(what, id, "changed", key, one, two, other))
    return found


def _plain(one: Accord | Party | Provision | Stipulation | Change) -> dict[str, Any]:
    """Its keys; without those lists of an accord whose rows are compared one by one. Order does not count in lists."""
    left_out = _LISTS if isinstance(one, Accord) else frozenset()
    found = {}
    for field in fields(one):
        value = getattr(one, field.name)
        if field.name in left_out:
            continue
        if isinstance(value, Deadline):
            value = {key: said for key, said in asdict(value).items() if said is not None}
        elif isinstance(value, tuple) and field.name in ("obligors", "beneficiaries", "places", "roles"):
            value = sorted(value)
        elif field.name == "text" and value is not None:
            value = asdict(value)
        found[field.name] = value
    return found
