"""Promises of presence for a term: a force deployed and kept, a mission's stay."""

from __future__ import annotations

from datetime import date

from mithaq.assessment.deadlines import term_start
from mithaq.assessment.facts import OUTSIDE, Case, Fact
from mithaq.assessment.says import Judgement, days, silence, who
from mithaq.assessment.status import Flag
from mithaq.assessment.voices import confirmed, disputers

NEARLY = 0.9
"""Of an agreed strength, the share at which the force counts as there in full."""

ESTABLISHED = 30
"""Days over which others see a force, without a word of its strength, before it counts as there in full."""


def term(case: Case) -> Judgement:
    """3 while the force is there, confirmed by others than its sender; 2 on the sender's word or when partly there.

    When it is gone before the term ends: the share of the term that was served, times three, rounded down.
    """
    present = case.having("advances", "completes", "complies")
    level, because, change = _present(case, present)
    decisive = present or case.hints()
    flags: set[Flag] = set()
    gone = _gone(case, present)
    if gone:
        day = max(one.first for one in gone)
        end = case.term_end
        decisive = [*gone, *decisive]
        because = f"gone {days(gone)}, say {who(gone, case.label)}"
        if end is None:
            flags.add("ended")
            level = min(level, 2)
            change = "a report that the force is back"
        elif day < end:
            flags.add("ended")
            start = term_start(case.accord, case.stipulation)
            share = max(0.0, (day - start).days / max(1, (end - start).days))
            level = min(level, int(3 * share))
            because += f", {share:.0%} into a term that runs from {start} to {end}"
            change = "a report that the force is back"
        else:
            because += f", after its term had ended on {end}"
    against = disputers(case, case.having("disputes", "breaches", sure=False), present)
    if against:
        flags.add("disputed")
        because += f"; disputed {days(against)} by {who(against, case.label)}"
        decisive = [*decisive, *against]
    done = min((one.first for one in case.having("completes") if one.dated), default=None)
    return Judgement(level, "term", because, change, tuple(decisive), frozenset(flags), done)


def _present(case: Case, present: list[Fact]) -> tuple[int, str, str]:
    if not present:
        hints = case.hints()
        if hints:
            return 1, f"only announced {days(hints)}, by {who(hints, case.label)}", "a report that it has begun"
        return 0, silence(case), "any report that the force is announced or there"
    if _in_full(case, present):
        because = f"reported there {days(present)} by {who(present, case.label)}"
        return 3, because, "a report that the force has left or is not complete"
    change = "a report from outside its sender that the force is there in full"
    return 2, f"reported {days(present)}, in part or on its sender's word, by {who(present, case.label)}", change


def _in_full(case: Case, present: list[Fact]) -> bool:
    """Whether the force counts as there: confirmed, and where a strength is owed, complete or seen for a month."""
    if not confirmed(present):
        return False
    owed = case.stipulation.quantity
    if owed is None or any(one.bearing == "completes" for one in present):
        return True
    if any(one.quantity is not None and one.quantity >= NEARLY * owed for one in present):
        return True
    seen: set[date] = {one.first for one in present if one.source in OUTSIDE}
    return bool(seen) and (max(seen) - min(seen)).days >= ESTABLISHED


def _gone(case: Case, present: list[Fact]) -> list[Fact]:
    """Reports that the force has left, unless it is reported there afterwards. "Is leaving" is not "has left"."""
    ends = [one for one in case.having("ends") if one.modality == "happened"]
    if not ends:
        return []
    seen = max((one.last for one in present), default=date.min)
    return [one for one in ends if one.first >= seen]
