"""Where a promise stands on a day, as known on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Flag = Literal["overdue", "disputed", "breached", "amended", "ended"]
State = Literal[
    "not signed",
    "no report",
    "not begun",
    "announced",
    "under way",
    "done",
    "done late",
    "kept so far",
    "broken",
    "undone",
    "ended early",
    "term served",
    "taken back",
]
"""not signed: asked about before signature. no report: none was found, which is not the same as not begun: that
somebody reports that nothing has been done, or that it failed or was put off. announced: planned, agreed or alleged.
under way: something was done. kept so far: a promise that lasts is reported kept. broken: a breach of it counts.
undone: something done was taken away again. ended early: a state or a force that was to last is gone. term served: it
lasted to its end. taken back: a later accord ended the promise."""
Pace = Literal["on pace", "behind", "missed"]


@dataclass(frozen=True, slots=True)
class Status:
    """The level of a stipulation (0 not begun, 1 minimal, 2 intermediate, 3 full; the PAM scale).

    as_of: ISO 8601 day asked about; known_by: ISO 8601 day up to which reports count. deadline: the day
    in force, as amended, or None. evidence: ids of the evidence that counted, the decisive first; decisive: how many of
    them level, flags and deadline rest on: without any one of the others they would be the same.
    rule: name of the rule that gave the level; because: one sentence; would_change: what would move it.
    late: done, but after the deadline. step: the promise after which the deadline is counted ("2a", of another
    accord "<accord>/2a"), or None; step_done: ISO 8601 day on which it was first reported done, None while the
    deadline waits for it. changed_by: "<accord>/<provision>" of the later accords that wrote its terms anew.
    state: the status in one word (assessment/state.py says what each means). share: of a number owed, else level / 3,
    0 to 1; pace: whether that keeps up with the time to the deadline; expected: ISO 8601 day on which a number owed
    would be reached at the rate so far; these three are None for a promise without a deadline, one that lasts and one
    that is done.
    machine_level: the level by the rules where the level is one that a person gave (rule "by hand"), else None.
    decisions: numbers in the journal of the scores by hand that were weighed; coders_differ: a sentence a coder, where
    two gave different levels as of the same day.
    """

    accord: str
    stipulation: str
    level: int
    flags: tuple[Flag, ...]
    deadline: str | None
    as_of: str
    known_by: str
    evidence: tuple[str, ...]
    rule: str
    because: str
    would_change: str = ""
    late: bool = False
    step: str | None = None
    step_done: str | None = None
    changed_by: tuple[str, ...] = ()
    state: State = "no report"
    share: float | None = None
    pace: Pace | None = None
    expected: str | None = None
    machine_level: int | None = None
    decisions: tuple[int, ...] = ()
    coders_differ: tuple[str, ...] = ()
    decisive: int = 0
