"""The breaches told of one promise, in time and place, and which of them count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mithaq.accords import kind_rules
from mithaq.accords.model import Accord, Stipulation
from mithaq.assessment.facts import Case, facts_of, fold
from mithaq.assessment.voices import confirmed_breaches
from mithaq.linking.evidence import Evidence, SourceClass


@dataclass(frozen=True, slots=True)
class Breach:
    """One word on a breach.

    day: ISO 8601 day or interval of the fact. places: gazetteer ids of where it was, empty if no place of the promise
    is named. speaker, side, source: on whose word. counts: whether it counts as a breach; else it is only alleged.
    evidence: id of the evidence that said it first.
    """

    day: str
    places: tuple[str, ...]
    speaker: str
    side: str | None
    source: SourceClass
    counts: bool
    evidence: str


def breaches(
    accord: Accord, promise: Stipulation, evidence: Iterable[Evidence], *, as_of: str, known_by: str
) -> list[Breach]:
    """The breaches of a promise told by this evidence, each word once, in order of days.

    as_of, known_by: ISO 8601 days, as in `assess`. Which count: docs/method.md, rule *continuous*.
    """
    told = [one for one in evidence if one.bearing in ("breaches", "complies") and one.stipulation == promise.id]
    by_id = {one.id: one for one in told}
    on, known = date.fromisoformat(as_of), date.fromisoformat(known_by)
    facts = facts_of([(accord.id, promise.id)], fold(told), on, known)[accord.id, promise.id]
    case = Case(accord, promise, kind_rules()[promise.kind], facts, on, None, None, str)
    sure, alleged = confirmed_breaches(case)
    counted = {one.id for one in sure}
    return [
        Breach(one.day, by_id[one.id].places, one.speaker, one.side, one.source, one.id in counted, one.id)
        for one in sorted([*sure, *alleged], key=lambda one: one.order)
    ]
