"""Evidence that a person makes of a claim: that it bears on a promise, which the linker did not see."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import cast

from mithaq.accords.model import Accord
from mithaq.errors import InputError
from mithaq.gazetteer import Gazetteer
from mithaq.linking.days import fact_days
from mithaq.linking.evidence import Bearing, Evidence
from mithaq.linking.sides import Sides
from mithaq.linking.voices import chain, source_class
from mithaq.reading.claims import Claim, Quotation, Reading
from mithaq.reports.model import Report
from mithaq.review.apply import corrected
from mithaq.review.model import Value, check_fields


def evidence_by_hand(
    report: Report,
    claim: Claim,
    quotations: Iterable[Quotation],
    accord: Accord,
    stipulation: str,
    bearing: str,
    gazetteer: Gazetteer,
    fields: Mapping[str, Value] | None = None,
) -> Evidence:
    """The evidence of a claim on a promise, with day, voices and side as the linker would find them.

    quotations: of the report. stipulation: id in the accord, "" for the accord as a whole. fields: what the coder
    knows better. Its id rests on report, claim and promise, so that the same link is made once. Raises InputError if
    the report has no day of publication, or a value cannot be.
    """
    known = (report.published or "")[:10]
    try:
        day = date.fromisoformat(known)
    except ValueError:
        raise InputError(
            "the report has no day of publication, without which nothing counts",
            place=report.id,
            mend="add the report anew with --published",
        ) from None
    check_fields({"bearing": bearing, **(fields or {})})
    sides = Sides(gazetteer, known, accord)
    reading = Reading(report.text, report.language or "", report.published, quotations=tuple(quotations))
    voices = chain(claim, report, reading, sides, gazetteer)
    promise = accord.stipulation(stipulation) if stipulation else None
    days = fact_days(claim, day)
    key = json.dumps(["by hand", report.id, claim.id, accord.id, stipulation])
    made = Evidence(
        id=f"e-{hashlib.sha256(key.encode('ascii')).hexdigest()[:20]}",
        claim=claim.id,
        report=report.id,
        accord=accord.id,
        stipulation=stipulation,
        bearing=cast(Bearing, bearing),
        modality=claim.modality,
        day=str(days),
        dated=days.dated,
        known=known,
        quote_start=claim.start,
        quote_end=claim.end,
        source=source_class(voices, accord, promise, sides),
        side=voices.side,
        voices=voices.voices,
        background=claim.background,
    )
    return replace(corrected(made, fields or {}), id=made.id, accord=accord.id, stipulation=stipulation)
