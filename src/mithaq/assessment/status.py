"""Where a promise stands on a day, as known on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Flag = Literal["overdue", "disputed", "breached", "amended", "ended"]


@dataclass(frozen=True, slots=True)
class Status:
    """The level of a stipulation (0 not begun, 1 minimal, 2 intermediate, 3 full; the PAM scale).

    as_of: ISO 8601 day asked about; known_by: ISO 8601 day up to which reports count. deadline: the day
    in force, as amended, or None. evidence: ids of the evidence that counted, the decisive first.
    rule: name of the rule that gave the level; because: one sentence; would_change: what would move it.
    late: done, but after the deadline. step: the promise after which the deadline is counted ("2a", of another
    accord "<accord>/2a"), or None; step_done: ISO 8601 day on which it was first reported done, None while the
    deadline waits for it. changed_by: "<accord>/<provision>" of the later accords that wrote its terms anew.
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
    machine_level: int | None = None
    decisions: tuple[int, ...] = ()
    coders_differ: tuple[str, ...] = ()
