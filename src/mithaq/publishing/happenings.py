"""What happened, as it is told: claims that bear on promises, joined into happenings, with who says what of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mithaq.accords import library
from mithaq.gazetteer import Gazetteer
from mithaq.linking.evidence import Evidence
from mithaq.linking.happenings import Happening, happenings
from mithaq.linking.sides import Sides
from mithaq.linking.tellings import Key, Telling, tellings
from mithaq.linking.voices import Chain, chain
from mithaq.reading.claims import Claim, Reading
from mithaq.reports.model import Report

if TYPE_CHECKING:
    from mithaq.record import Record


@dataclass(frozen=True, slots=True)
class Told:
    """One claim of a happening, with its words and whose they are.

    bears: "<accord>/<stipulation>" → bearing. voices: first speaker first. first_print: id of the report whose text
    this one prints again, else None. What only comes back to a thing ("Baku released them") bears on no promise: bears
    is empty then, source "unknown", and voices are the speakers and the outlet, without the agencies between.
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
    days = {report: found[0].known[:10] for (report, _), found in bearing.items()}
    claims: dict[str, list[Claim]] = {}
    for report, claim in record.claims_of(reports):
        claims.setdefault(report, []).append(claim)
    told = []
    for report, listed in claims.items():
        day = days[report]
        seen = sides.setdefault(day, Sides(gazetteer, day))
        found = tellings(report, date.fromisoformat(day), listed, seen, gazetteer)
        told += [one for one in found if one.key in bearing or one.lent]
    rows = []
    for happening in happenings(told, gazetteer, together=together, apart=apart):
        if str(happening.days.first) > as_of:
            continue
        every = [one for telling in happening.tellings for one in bearing.get(telling.key, ())]
        if not every or not (stipulation is None or any(one.stipulation == stipulation for one in every)):
            continue
        aside = _Aside(record, every[0].accord, gazetteer)
        rows.append(
            Account(
                happening, tuple(_told(one, bearing, reports[one.report], again, aside) for one in happening.tellings)
            )
        )
    return rows


class _Aside:
    """Whose words those are that bear on no promise, as an accord sees it."""

    def __init__(self, record: Record, accord: str, gazetteer: Gazetteer) -> None:
        self._record, self._accord, self._gazetteer = record, library().get(accord), gazetteer

    def chain(self, one: Telling, report: Report) -> Chain:
        reading = Reading(
            report.text,
            report.language or "en",
            report.published,
            quotations=tuple(said for _, said in self._record.quotations(report.id)),
        )
        return chain(one.claim, report, reading, Sides(self._gazetteer, str(one.known), self._accord), self._gazetteer)


def _told(
    one: Telling, bearing: Mapping[Key, list[Evidence]], report: Report, again: Mapping[str, str], aside: _Aside
) -> Told:
    evidence = bearing.get(one.key, [])
    said = None if evidence else aside.chain(one, report)
    return Told(
        report=report,
        claim=one.claim.id,
        words=one.claim.words(report.text),
        modality=one.claim.modality,
        day=str(one.days),
        dated=one.days.dated,
        bears={f"{found.accord}/{found.stipulation}": found.bearing for found in evidence},
        voices=evidence[0].voices if said is None else said.voices,
        side=evidence[0].side if said is None else said.side,
        source=evidence[0].source if said is None else "unknown",
        numbers=one.numbers,
        first_print=again.get(one.report),
    )
