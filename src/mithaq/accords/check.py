"""Going through an accord's file: every fault at once, what contradicts itself in it, what a person should look at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from itertools import combinations
from pathlib import Path
from typing import Literal

from mithaq.accords.consistent import Names, unknown_names, unknown_references
from mithaq.accords.durations import add
from mithaq.accords.kinds import kind_rules
from mithaq.accords.load import parse_accord
from mithaq.accords.model import Accord, Deadline, Provision, Stipulation
from mithaq.accords.terms import fixed_day, holds_from
from mithaq.accords.where import Fault, Where
from mithaq.errors import AccordError, MithaqError
from mithaq.reports.fields import Fields
from mithaq.reports.files import report_from_bytes

LANGUAGES = ("en", "ru", "ar")
"""In which the summaries of an accord are wanted."""
Severity = Literal["fault", "warning"]
At = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong (fault) or should be looked at (warning) in an accord's file, with line, key and mend."""

    severity: Severity
    file: str
    line: int | None
    key: str
    message: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        warning = "warning: " if self.severity == "warning" else ""
        return f"{place}: {f'{self.key}: ' if self.key else ''}{warning}{self.message}; {self.mend}"


def check_accords(
    files: Sequence[Path], gazetteer: Names, library: Mapping[str, Accord]
) -> tuple[list[Finding], list[Accord]]:
    """All that is found in these files, file by file in the order of their lines, and the accords that can be used.

    The files may refer to each other and to the accords of the library. A file that cannot be read is a fault of it.
    """
    read: list[tuple[Where, Accord | None, list[Fault]]] = []
    findings: list[Finding] = []
    for file in files:
        where = Where(file)
        try:
            accord, faults = parse_accord(where)
        except AccordError as error:
            place = (error.place or str(file)).removeprefix(str(file)).lstrip(":")
            line = place.partition(":")[0]
            number = int(line) if line.isdecimal() else None
            findings.append(Finding("fault", str(file), number, "", error.message, error.mend or ""))
            continue
        read.append((where, accord, faults))
    found = [accord for _, accord, _ in read if accord is not None]
    known = {**library, **{one.id: one for one in found}}
    seen: dict[str, str] = {}
    for where, accord, faults in read:
        rows: list[tuple[Severity, Fault]] = [("fault", fault) for fault in faults]
        if accord is not None:
            if accord.id in seen:
                message = f"{accord.id!r} is also the id of {seen[accord.id]}"
                rows.append(("fault", Fault(message, ("id",), "give each accord its own id")))
            seen.setdefault(accord.id, str(where.source))
            rows += [("fault", fault) for fault in unknown_names(accord, gazetteer)]
            rows += [("fault", fault) for fault in unknown_references(accord, known)]
            rows += [("fault", fault) for fault in contradictions(accord, known)]
            rows += [("fault", fault) for fault in wrong_spans(accord, where.source)]
            rows += [("warning", fault) for fault in doubts(accord, known)]
        placed = [Finding(severity, str(where.source), *where(f.at), f.message, f.mend) for severity, f in rows]
        findings += sorted(placed, key=lambda one: one.line or 0)
    return findings, found


def contradictions(accord: Accord, accords: Mapping[str, Accord]) -> Iterator[Fault]:
    """What cannot be true together."""
    for n, one in enumerate(accord.stipulations):
        at: At = ("stipulations", n)
        day = fixed_day(one.deadline, accord, accords) if one.deadline is not None else None
        if day is not None and one.start is not None and str(day) < one.start[:10]:
            message = f"the deadline {day} lies before its start, {one.start[:10]}"
            yield Fault(message, (*at, "deadline"), "correct one of the two days")
        if day is not None and one.duration is not None:
            end = add(date.fromisoformat((one.start or holds_from(accord))[:10]), one.duration)
            if day > end:
                message = f"the deadline {day} lies after the term has ended, {end}"
                yield Fault(message, (*at, "deadline"), "correct the deadline or the duration")
        rules = kind_rules().get(one.kind)
        unit = rules.unit if rules is not None else None
        if one.unit is not None and unit is not None and one.unit != unit:
            yield Fault(f"{one.kind} counts {unit}, not {one.unit}", (*at, "unit"), f"write {unit}, or another kind")
    first: dict[tuple[object, ...], Stipulation] = {}
    for n, one in enumerate(accord.stipulations):
        same = first.setdefault(_alike(one), one)
        if same.deadline != one.deadline:
            message = f"{same.id} promises the same with another deadline"
            mend = "correct one deadline, or say in `object`, `places` or `quantity` what differs"
            yield Fault(message, ("stipulations", n, "deadline"), mend)


def _alike(one: Stipulation) -> tuple[object, ...]:
    return (
        one.kind,
        frozenset(one.places),
        frozenset(one.obligors),
        frozenset(one.beneficiaries),
        one.object,
        one.quantity,
        one.condition,
    )


def wrong_spans(accord: Accord, source: Traversable | Path) -> Iterator[Fault]:
    """Spans that cannot be right, and a text beside the file that is not the one it was drafted from."""
    length = None
    if accord.text is not None and isinstance(source, Path):
        text = source.parent / accord.text.file
        if text.is_file():
            found = text.read_bytes()
            if hashlib.sha256(found).hexdigest() != accord.text.sha256:
                message = f"{accord.text.file} is not the text the file was drafted from"
                yield Fault(message, ("text", "sha256"), "draft anew, or put the right text beside the file")
            else:
                length = _length(found, accord.text.language)
    spans: list[tuple[tuple[int, int] | None, At]] = [
        *((one.span, ("provisions", n, "span")) for n, one in enumerate(accord.provisions)),
        *((one.span, ("stipulations", n, "span")) for n, one in enumerate(accord.stipulations)),
    ]
    for span, at in spans:
        if span is not None and length is not None and span[1] > length:
            yield Fault(f"ends after the text, which has {length} characters", at, "correct the span")
    above = {one.id: one for one in accord.provisions}
    for (_, first), (n, second) in combinations(enumerate(accord.provisions), 2):
        if first.span is None or second.span is None or _inside(first, second, above) or _inside(second, first, above):
            continue
        if first.span[0] < second.span[1] and second.span[0] < first.span[1]:
            yield Fault(f"overlaps the span of provision {first.id}", ("provisions", n, "span"), "correct one of them")
    for n, part in enumerate(accord.provisions):
        parent = above.get(part.parent or "")
        if not _holds(parent, part.span):
            message = f"does not lie in the span of provision {part.parent}"
            yield Fault(message, ("provisions", n, "span"), "correct one of them")
    for n, one in enumerate(accord.stipulations):
        if not _holds(above.get(one.provision), one.span):
            message = f"does not lie in the span of provision {one.provision}"
            yield Fault(message, ("stipulations", n, "span"), "correct one of them")


def _length(data: bytes, language: str) -> int | None:
    """Characters of the text that was read from a file; None if it can no longer be read."""
    try:
        return len(report_from_bytes(data, place="text", fields=Fields(language=language)).text)
    except MithaqError:
        return None


def _inside(one: Provision, other: Provision, above: Mapping[str, Provision]) -> bool:
    """Whether one provision is a part of another."""
    for _ in above:
        if one.parent is None or one.parent not in above:
            return False
        if one.parent == other.id:
            return True
        one = above[one.parent]
    return False


def _holds(provision: Provision | None, span: tuple[int, int] | None) -> bool:
    if provision is None or provision.span is None or span is None:
        return True
    return provision.span[0] <= span[0] and span[1] <= provision.span[1]


def doubts(accord: Accord, accords: Mapping[str, Accord]) -> Iterator[Fault]:
    """What may be right, but should be looked at."""
    for language in LANGUAGES:
        for key, rows in (("provisions", accord.provisions), ("stipulations", accord.stipulations)):
            lacking = [one.id for one in rows if language not in one.summary]
            if lacking:
                yield Fault(f"no summary in {language}: {_some(lacking)}", (key,), "add it")
        if language not in accord.names:
            yield Fault(f"no name in {language}", ("names",), "add the names by which reports call it")
    promising = {one.provision for one in accord.stipulations} | {one.provision for one in accord.changes}
    parents = {one.parent for one in accord.provisions}
    for n, part in enumerate(accord.provisions):
        if part.id not in promising and part.id not in parents:
            mend = "add its promises, or leave it if it promises nothing"
            yield Fault(f"provision {part.id} has no stipulation", ("provisions", n), mend)
    spans = [*(one.span for one in accord.provisions), *(one.span for one in accord.stipulations)]
    if any(span is not None for span in spans) and accord.text is None:
        yield Fault("there are spans, but no `text` they refer to", ("provisions",), "add `text`")
    for n, one in enumerate(accord.stipulations):
        at: At = ("stipulations", n)
        if one.unsure:
            yield Fault(f"still to be checked: {', '.join(one.unsure)}", (*at, "unsure"), "check, then remove it")
        if one.duration is not None and one.start is None and accord.in_force is None:
            mend = "give `start`, or the accord's `in_force`"
            yield Fault("a duration without a start is counted from signature", (*at, "duration"), mend)
        if one.deadline is not None:
            yield from _early(one.deadline, accord, (*at, "deadline", "by"))
    yield from _changed_twice(accord, accords)


def _early(deadline: Deadline, accord: Accord, at: At) -> Iterator[Fault]:
    if deadline.by is not None and accord.in_force is not None and accord.signed <= deadline.by < accord.in_force:
        message = f"the deadline {deadline.by} lies before entry into force, {accord.in_force}"
        yield Fault(message, at, "correct one of the two days, or leave it if it was owed before")


def _changed_twice(accord: Accord, accords: Mapping[str, Accord]) -> Iterator[Fault]:
    """Changes of what another accord of the same day changes too: which of them holds is then decided by their ids."""
    for n, change in enumerate(accord.changes):
        for other in accords.values():
            if other.id == accord.id or holds_from(other) != holds_from(accord):
                continue
            if any(one.stipulation == change.stipulation for one in other.changes):
                message = f"{other.id} changes {change.stipulation} on the same day"
                yield Fault(message, ("changes", n), "make sure that the two agree")


def _some(ids: Iterable[str], limit: int = 12) -> str:
    every = list(ids)
    more = len(every) - limit
    return ", ".join(every[:limit]) + (f" and {more} more" if more > 0 else "")
