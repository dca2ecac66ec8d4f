"""Promises of a state that lasts: a ceasefire, free movement, control of a corridor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from mithaq.assessment.facts import Case, Fact
from mithaq.assessment.says import Judgement, days, silence, who
from mithaq.assessment.status import Flag
from mithaq.assessment.voices import confirmed, confirmed_breaches, disputers

FULL_AFTER = 3
"""A broken promise stands at 2 after the kind's days of recovery, at 3 after this many times as long."""


@dataclass(slots=True)
class _State:
    """Level, flags and sentence, as they grow."""

    level: int
    because: str
    change: str
    decisive: list[Fact]
    flags: set[Flag] = field(default_factory=set)


def continuous(case: Case) -> Judgement:
    """3 while it is confirmed to be kept, 2 on the obligor's word, in part, or when one side alleges a breach.

    A breach that counts brings it to 1 (0 if it was never reported to hold), and it stays there until it has been
    reported kept again and the kind's days of recovery have passed since, with no new breach; then it is 2, and 3
    after three times as long. A report that the state itself was ended brings it to 0.
    """
    positive = case.having("advances", "completes", "complies")
    state = _begun(case, positive)
    sure, alleged = confirmed_breaches(case)
    if sure:
        _broken(case, state, sure, positive)
    if alleged:
        _alleged(case, state, alleged, positive)
    ends = case.having("ends")
    ended = max((end.first for end in ends), default=None)
    if ended is not None and not any(one.after(ended) for one in positive):
        state.flags.add("ended")
        state.level = 0
        state.because = f"ended {days(ends)}, say {who(ends, case.label)}"
        state.change = "a report that it holds again"
        state.decisive = [*ends, *state.decisive]
    told = [one for one in case.facts if one.bearing == "disputes"]
    against = disputers(case, told, sorted([*positive, *sure, *alleged], key=lambda one: one.order))
    if alleged and not sure and ended is None and any(one.side in case.stipulation.obligors for one in against):
        state.level = max(1, state.level)  # who says that it was broken, and who denies it, say that it holds
    if against:
        state.flags.add("disputed")
        state.because += f"; disputed {days(against)} by {who(against, case.label)}"
        state.decisive.extend(against)
    return Judgement(
        state.level, "continuous", state.because, state.change, tuple(state.decisive), frozenset(state.flags)
    )


def _begun(case: Case, positive: list[Fact]) -> _State:
    if positive:
        if _in_full(positive):
            because = f"reported kept {days(positive)} by {who(positive, case.label)}"
            return _State(3, because, "a breach reported from outside the sides, or by both", positive)
        if confirmed(positive):
            because = f"reported begun, or kept in part, {days(positive)} by {who(positive, case.label)}"
            return _State(2, because, "a report that it is kept, not only in part", positive)
        because = f"said to be kept {days(positive)}, but only by {who(positive, case.label)}"
        return _State(2, because, "a report that it is kept from a voice on no obligor's side", positive)
    hints = case.hints()
    if hints:
        because = f"only planned, promised or alleged {days(hints)}, by {who(hints, case.label)}"
        return _State(1, because, "a report that it is kept", hints)
    return _State(0, silence(case), "any report that it is kept or broken", [])


def _in_full(positive: list[Fact]) -> bool:
    """Whether somebody says that it is kept, not only that steps were made towards it, and others confirm them."""
    return any(one.bearing != "advances" for one in positive) and confirmed(positive)


def _broken(case: Case, state: _State, sure: list[Fact], positive: list[Fact]) -> None:
    """Apply breaches that count, the last of which decides."""
    last = max(one.last for one in sure)
    latest = [one for one in sure if one.last >= last - timedelta(days=case.rules.recovery_days)]
    again = kept_again(positive, last)
    recovery = timedelta(days=case.rules.recovery_days)
    told = f"breach reported {days(latest)} by {who(latest, case.label)}"
    if case.rules.reopening and (opened := _opened(positive, last)):
        # a closing ends when it is opened; that it is kept must show with time, as after any breach
        state.level = min(2, state.level)
        state.because = f"opened again {days(opened)} by {who(opened, case.label)}, after a {told}"
        state.decisive = [*opened, *latest]
        if again is not None and case.as_of >= again + FULL_AFTER * recovery:
            after = [one for one in positive if one.after(last) is not None]
            if _in_full(after):
                state.level, state.decisive = 3, [*after, *latest]
        return
    if again is None or case.as_of < again + recovery:
        state.flags.add("breached")
        state.level = min(1, state.level)
        state.because = told
        if again is not None:
            state.because += f"; reported kept again since {again}, for fewer than {case.rules.recovery_days} days"
        state.change = f"{case.rules.recovery_days} days reported kept with no new breach"
        state.decisive = [*latest, *state.decisive]
        return
    after = [one for one in positive if one.after(last) is not None]
    if case.as_of < again + FULL_AFTER * recovery or not _in_full(after):
        state.level = min(2, state.level)
    state.because = f"reported kept since {again} by {who(after, case.label)}, after a {told}"
    state.decisive = [*after, *latest]


def _opened(positive: list[Fact], last: date) -> list[Fact]:
    """The words, if others confirm them, that what was closed was opened after the last closing."""
    opened = [one for one in positive if one.bearing in ("advances", "completes") and one.first > last]
    return opened if confirmed(opened) else []


def _alleged(case: Case, state: _State, alleged: list[Fact], positive: list[Fact]) -> None:
    """Apply breaches that only one side alleges: they dispute, and do not count as breaches."""
    last = max(one.last for one in alleged)
    again = kept_again(positive, last)
    if again is not None and case.as_of >= again + timedelta(days=case.rules.recovery_days):
        return
    latest = [one for one in alleged if one.last >= last - timedelta(days=case.rules.recovery_days)]
    state.flags.add("disputed")
    state.level = min(2, state.level)
    state.because += f"; a breach is alleged {days(latest)} by {who(latest, case.label)} alone"
    state.decisive.extend(latest)


def kept_again(positive: Iterable[Fact], day: date) -> date | None:
    """The first day after this one on which it is reported kept."""
    found = (one.after(day) for one in positive)
    return min((one for one in found if one is not None), default=None)
