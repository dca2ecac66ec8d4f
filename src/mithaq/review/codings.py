"""What each coder made of each unit, ready to be compared: derived from the journal, never kept apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from mithaq.linking.evidence import Evidence
from mithaq.review.apply import apply, corrected, standing
from mithaq.review.model import ON_EVIDENCE, RULES, Decision, Value, is_machine

REJECTED = "rejected"
ELSEWHERE = "elsewhere"
"""Value of evidence that a coder holds to bear on another promise."""
LEVELS = (0, 1, 2, 3)


def own(decisions: Iterable[Decision], coder: str) -> list[Decision]:
    """A coder's decisions that the same coder has not undone: what others undo was still coded."""
    return standing(decisions, coder)


def evidence_codings(machine: Iterable[Evidence], decisions: Iterable[Decision]) -> dict[str, dict[str, str]]:
    """Coder → evidence id → bearing, "rejected" or "elsewhere"; the machine's own bearing under "rules".

    A coder's last word counts. One that was not given blind is about the evidence as it stood then.
    """
    about: dict[str, list[Decision]] = {}
    for one in decisions:
        if one.action in ON_EVIDENCE or one.action == "undo":
            about.setdefault(one.subject, []).append(one)
    given = {one.id: one for one in machine}
    found: dict[str, dict[str, str]] = {RULES: {id: one.bearing for id, one in given.items()}}
    for subject, listed in about.items():
        listed.sort(key=lambda one: one.seq)
        base = given.get(subject) or next((one.evidence for one in listed if one.evidence is not None), None)
        if base is None:
            continue
        if all(one.action != "link" for one in listed):
            found[RULES].setdefault(subject, base.bearing)  # what was read when it was decided on
        for coder in dict.fromkeys(one.coder for one in listed):
            value = _value(coder, base, listed)
            if value is not None:
                found.setdefault(coder, {})[subject] = value
    return found


def _value(coder: str, base: Evidence, listed: Sequence[Decision]) -> str | None:
    said = [one for one in own(listed, coder) if one.action in ON_EVIDENCE]
    if not said:
        return None
    last = said[-1]
    if last.action in ("reject", "unlink"):
        return REJECTED
    if last.blind or is_machine(coder):
        fields: dict[str, Value] = {}
        for one in said:
            fields = {**({} if one.blind else fields), **one.fields}
        seen = corrected(base, fields)
    else:
        before = apply([base], [one for one in listed if one.seq < last.seq]).items
        now = next((one.evidence for one in before if one.evidence.id == base.id), base)
        seen = corrected(now, last.fields)
    return seen.bearing if (seen.accord, seen.stipulation) == (base.accord, base.stipulation) else ELSEWHERE


def level_codings(
    decisions: Iterable[Decision], by_rules: Callable[[str, str], int | None]
) -> dict[str, dict[str, int]]:
    """Coder → "<accord>/<stipulation>@<day>" → level; the units are those that any coder has scored.

    by_rules: the level by the rules of a promise "<accord>/<stipulation>" on a day, before anybody's decisions; None
    if it is not known.
    """
    listed = [one for one in decisions if one.action in ("score", "undo")]
    found: dict[str, dict[str, int]] = {}
    for coder in dict.fromkeys(one.coder for one in listed):
        for one in own(listed, coder):
            if one.action == "score" and one.level is not None:
                found.setdefault(coder, {})[f"{one.subject}@{one.day}"] = one.level
    for unit in sorted({unit for coded in found.values() for unit in coded}):
        promise, _, day = unit.rpartition("@")
        level = by_rules(promise, day)
        if level is not None:
            found.setdefault(RULES, {}).setdefault(unit, level)
    return found


def between(codings: Mapping[str, Mapping[str, object]], coders: Sequence[str]) -> list[tuple[str, list[object]]]:
    """The units that at least two of the coders coded, each with their values in the coders' order; None is missing."""
    units = sorted({unit for coder in coders for unit in codings.get(coder, {})})
    rows = [(unit, [codings.get(coder, {}).get(unit) for coder in coders]) for unit in units]
    return [(unit, values) for unit, values in rows if sum(value is not None for value in values) > 1]
