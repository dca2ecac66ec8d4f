"""All that a page tells, read from the record once: what counts on the two days, and what does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mithaq.accords.model import Accord
from mithaq.linking.evidence import Evidence
from mithaq.linking.reprints import told_once
from mithaq.reading.claims import Claim, Name, Quotation
from mithaq.reports.model import Report
from mithaq.review.model import Decision

if TYPE_CHECKING:
    from mithaq.record import Record


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is on the page and how much is not.

    later: reports published after `known_by`; later_evidence: evidence on days after `as_of`; elsewhere: evidence
    on accords that are not shown; skipped: passages not read, by reason; skipped_in: in how many reports.
    """

    reports: int
    claims: int
    evidence: int
    linked_reports: int
    unlinked_claims: int
    later: int
    later_evidence: int
    elsewhere: int
    skipped: Mapping[str, int]
    skipped_in: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """The record as of one day and as known on another.

    told: all evidence published by `known_by`; published: of it, that on the accords shown; evidence: of that, what
    is of days up to `as_of`. claims: by report and claim id. quotations: with their reports, by day of publication.
    """

    as_of: str
    known_by: str
    accords: Mapping[str, Accord]
    reports: Mapping[str, Report]
    told: tuple[Evidence, ...]
    published: tuple[Evidence, ...]
    evidence: tuple[Evidence, ...]
    claims: Mapping[tuple[str, str], Claim]
    quotations: tuple[tuple[Report, Quotation], ...]
    counts: Counts
    decisions: tuple[Decision, ...]
    """The levels that people gave by hand, with what was undone of them."""
    unlisted: Mapping[str, str | None]
    """Voices of Evidence that are in no list, with the words that name them; None for a person, who is not named."""

    def trigger(self, one: Evidence) -> tuple[int, int] | None:
        """Where the word stands on which the claim of this evidence hangs; None if its claim is not kept."""
        claim = self.claims.get((one.report, one.claim))
        return (claim.trigger.start, claim.trigger.end) if claim else None


def gather(record: Record, accords: Mapping[str, Accord], *, as_of: str, known_by: str) -> Dossier:
    """Read the record. Raises RecordError if it cannot be read."""
    every = record.reports()
    reports = {one.id: one for one in every if (one.published or "")[:10] <= known_by}
    every_word = told_once(record.effective_evidence(), record.reprints()).evidence
    told = [one for one in every_word if one.report in reports and one.known[:10] <= known_by]
    here = tuple(one for one in told if one.accord in accords)
    counted = tuple(one for one in here if first_day(one.day) <= as_of)
    claims = {(report, one.id): one for report, one in record.claims() if report in reports}
    said: dict[str, list[Quotation]] = {}
    for report, one in record.quotations():
        said.setdefault(report, []).append(one)
    used = {(one.report, one.claim) for one in told}
    skipped = {id: found for id, found in record.skipped().items() if id in reports}
    counts = Counts(
        reports=len(reports),
        claims=len(claims),
        evidence=len(counted),
        linked_reports=len({one.report for one in here}),
        unlinked_claims=sum(key not in used for key in claims),
        later=len(every) - len(reports),
        later_evidence=len(here) - len(counted),
        elsewhere=len(told) - len(here),
        skipped=dict(sorted(Counter(reason for reasons in skipped.values() for reason in reasons).items())),
        skipped_in=len(skipped),
    )
    quotations = tuple((report, one) for id, report in reports.items() for one in said.get(id, ()))
    named = [(reports[report], name) for (report, _), claim in claims.items() for name in claim.attribution]
    named += [(report, name) for report, one in quotations for name in (one.speaker, one.channel) if name is not None]
    return Dossier(
        as_of, known_by, accords, reports, tuple(told), here, counted, claims, quotations, counts,
        tuple(record.scores()), _unlisted(named),
    )  # fmt: skip


def first_day(day: str) -> str:
    """The first day of an ISO 8601 day or interval; the last one's if the interval has no beginning."""
    first, _, last = day.partition("/")
    return (last if first in ("", "..") else first)[:10]


def _unlisted(named: Iterable[tuple[Report, Name]]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for report, name in named:
        if name.entity is None and name.holder is None:
            words = name.words(report.text)
            # As linking writes a voice that is in no list.
            voice = f"{words.casefold()} ({name.country or 'unlisted'})"
            # Whoever is once taken for a person is not named, whatever other reports take the words for.
            found[voice] = None if name.type == "person" else found.get(voice, words)
    return found
