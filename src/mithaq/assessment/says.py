"""Plain sentences about evidence: who says it, of which days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from mithaq.assessment.facts import OUTSIDE, Case, Fact
from mithaq.assessment.status import Flag

TELLING = frozenset({"delays", "disputes", "breaches", "ends"})
"""Bearings that tell that a promise is not kept, or not yet."""
NAMED = 3
"""How many voices a sentence names before it counts the rest."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a rule finds. decisive: the facts that give the level. done: first day it is reported done, if dated.

    because: one sentence without its full stop; would_change: one more.
    """

    level: int
    rule: str
    because: str
    would_change: str
    decisive: tuple[Fact, ...] = ()
    flags: frozenset[Flag] = frozenset()
    done: date | None = None


def who(facts: Sequence[Fact], label: Callable[[str], str]) -> str:
    """The first speakers, each once, outsiders first, with their class: "Azerbaijan (beneficiary) and 2 more"."""
    first: dict[str, tuple[bool, Fact]] = {}
    for one in facts:
        found, inside = first.get(one.speaker), one.source not in OUTSIDE
        if (
            found is None
            or inside < found[0]
            or (inside == found[0] and (one[:5], one.source) < (found[1][:5], found[1].source))
        ):
            first[one.speaker] = inside, one
    ranked = sorted(first.values(), key=lambda one: (one[0], one[1][:5], one[1].source))
    seen = {one.speaker: one.source for _, one in ranked}
    named = [
        f"{label(speaker)} ({source})" if not speaker.startswith("unknown") else "an unnamed voice"
        for speaker, source in seen.items()
    ]
    more = len(named) - NAMED
    if more > 0:
        return f"{', '.join(named[:NAMED])} and {more} more"
    return " and ".join(named) if len(named) < NAMED else f"{', '.join(named[:-1])} and {named[-1]}"


def days(facts: Sequence[Fact]) -> str:
    """The first day of these facts, or the first and the last: "on 2020-12-14", "between 2020-12-14 and 2021-01-28"."""
    first, last = min(one.first for one in facts), max(one.first for one in facts)
    return f"on {first}" if first == last else f"between {first} and {last}"


def silence(case: Case) -> str:
    """What is said when nothing is reported done or planned: no news is not the same as news that nothing was done."""
    told = [one for one in case.facts if one.bearing in TELLING]
    if told:
        by = who(told, case.label)
        return f"nothing is reported done or planned; told {days(told)} as put off or not done, by {by}"
    return f"no report found that bears on {case.rules.kind.label['en']} here"


def times(count: int, thing: str) -> str:
    """ "1 report", "2 reports"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
