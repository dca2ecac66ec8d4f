"""What happened, as it is told: claims that bear on promises, joined into happenings, with who says what of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mithaq.gazetteer import Gazetteer
from mithaq.linking.evidence import Evidence
from mithaq.linking.happenings import Happening, Key, happenings, telling
from mithaq.linking.sides import Sides
from mithaq.reports.model import Report

if TYPE_CHECKING:
    from mithaq.record import Record


@dataclass(frozen=True, slots=True)
class Told:
    """One claim of a happening, with its words and whose they are.

    bears: "<accord>/<stipulation>" → bearing. voices: first speaker first. first_print: id of the report whose text
    this one prints again, else None.
    """

    report: Report
    claim: str
    words: str
    modality: str
    day: str
    dated: bool
    bears: Mapping[str, str]
    voices: tuple[str, ...]
    side: str | None
    source: str
    numbers: Mapping[str, tuple[float, ...]]
    first_print: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """A happening with all that is told of it, in order of publication."""

    happening: Happening
    told: tuple[Told, ...]

    @property
    def promises(self) -> tuple[str, ...]:
        """The promises that it bears on, as "<accord>/<stipulation>"."""
        return tuple(sorted({promise for one in self.told for promise in one.bears}))

    @property
    def texts(self) -> int:
        """How many texts tell of it: reprints of one count once."""
        return len({one.first_print or one.report.id for one in self.told})

    @property
    def to_come(self) -> bool:
        """Whether nobody tells it as something that has begun."""
        return all(one.to_come for one in self.happening.tellings)

    def by_side(self) -> dict[str | None, list[Told]]:
        """What each side says of it, sides by name, then those who speak for nobody but themselves."""
        found: dict[str | None, list[Told]] = {}
        for one in sorted(self.told, key=lambda one: (one.side is None, one.side or "")):
            found.setdefault(one.side, []).append(one)
        return found

    def said(self, unit: str) -> dict[float, tuple[str, ...]]:
        """Each number told of a unit, with the first speakers who tell it."""
        speakers: dict[float, dict[str, None]] = {}
        for one in self.told:
            for value in one.numbers.get(unit, ()):
                speakers.setdefault(value, {})[one.voices[0] if one.voices else "unknown"] = None
        return {value: tuple(names) for value, names in sorted(speakers.items())}


def accounts(
    record: Record,
    accords: Iterable[str],
    gazetteer: Gazetteer,
    *,
    as_of: str,
    known_by: str,
    stipulation: str | None = None,
    together: Iterable[tuple[Key, Key]] = (),
    apart: Iterable[tuple[Key, Key]] = (),
) -> list[Account]:
    """The happenings that bear on promises of these accords, by day: those reported by `known_by`, begun by `as_of`.

    Parameters
    ----------
    accords: ids. stipulation: only what bears on this promise of them. together, apart: pairs of claims that a
    reviewer has joined or kept apart (report, claim).

    What is planned for a later day than `as_of` is left out. Raises RecordError if the record cannot be read.
    """
    wanted = set(accords)
    again = record.reprints()
    bearing: dict[Key, list[Evidence]] = {}
    # Of one accord nothing else is read.
    for one in record.told_once(next(iter(wanted)) if len(wanted) == 1 else None).evidence:
        if one.accord in wanted and one.stipulation and one.known[:10] <= known_by:
            bearing.setdefault((one.report, one.claim), []).append(one)
    reports = record.reports_named(report for report, _ in bearing)
    sides: dict[str, Sides] = {}
    tellings = []
    for report, claim in record.claims_of(reports):
        evidence = bearing.get((report, claim.id))
        if evidence is None:
            continue
        day = evidence[0].known[:10]
        found = telling(report, date.fromisoformat(day), claim, sides.setdefault(day, Sides(gazetteer, day)), gazetteer)
        if found is not None:
            tellings.append(found)
    rows = []
    for happening in happenings(tellings, gazetteer, together=together, apart=apart):
        if str(happening.days.first) > as_of:
            continue
        every = [(key, bearing[key]) for key in (one.key for one in happening.tellings)]
        if stipulation is not None and not any(one.stipulation == stipulation for _, found in every for one in found):
            continue
        rows.append(Account(happening, _told(happening, bearing, reports, again)))
    return rows


def _told(
    happening: Happening,
    bearing: Mapping[Key, list[Evidence]],
    reports: Mapping[str, Report],
    again: Mapping[str, str],
) -> tuple[Told, ...]:
    rows = []
    for one in happening.tellings:
        evidence, report = bearing[one.key], reports[one.report]
        first = evidence[0]
        rows.append(
            Told(
                report=report,
                claim=one.claim.id,
                words=one.claim.words(report.text),
                modality=one.claim.modality,
                day=str(one.days),
                dated=one.days.dated,
                bears={f"{found.accord}/{found.stipulation}": found.bearing for found in evidence},
                voices=first.voices,
                side=first.side,
                source=first.source,
                numbers=one.numbers,
                first_print=again.get(one.report),
            )
        )
    return tuple(rows)
