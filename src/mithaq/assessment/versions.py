"""What each side says of one promise: the versions that stand beside each other where it is disputed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mithaq.assessment.facts import NEGATIVE, POSITIVE, parse
from mithaq.linking.evidence import Evidence

Says = Literal["kept or done", "announced", "not kept", "put off or moved", "ended"]
_SAYS: dict[str, Says] = {
    **dict.fromkeys(POSITIVE, "kept or done"),
    **dict.fromkeys(NEGATIVE, "not kept"),
    "plans": "announced",
    "delays": "put off or moved",
    "amends": "put off or moved",
    "ends": "ended",
}


@dataclass(frozen=True, slots=True)
class Version:
    """What one side says, in one sense, of one promise.

    side: gazetteer id of the state or body spoken for; None for voices that speak for nobody but themselves.
    says: the sense. first, last: ISO 8601 days of the facts told. words: how many words (a speaker saying one thing
    of one day). evidence: ids, the last told first.
    """

    side: str | None
    says: Says
    first: str
    last: str
    words: int
    evidence: tuple[str, ...]


def versions(evidence: Iterable[Evidence]) -> tuple[Version, ...]:
    """The versions told in these pieces of evidence on one promise: those of sides first, by side, then by sense."""
    found: dict[tuple[str | None, Says], list[Evidence]] = {}
    for one in evidence:
        says = _SAYS.get(one.bearing)
        if says is not None:
            found.setdefault((one.side, says), []).append(one)
    rows = []
    for (side, says), told in found.items():
        told.sort(key=lambda one: (one.day, one.known, one.id), reverse=True)
        days = [parse(one.day) for one in told]
        words = {(one.voices[:1], one.bearing, one.day) for one in told}
        ids = tuple(dict.fromkeys(one.id for one in told))
        rows.append(
            Version(side, says, str(min(day[0] for day in days)), str(max(day[0] for day in days)), len(words), ids)
        )
    order = list(dict.fromkeys(_SAYS.values()))
    return tuple(sorted(rows, key=lambda one: (one.side is None, one.side or "", order.index(one.says))))
