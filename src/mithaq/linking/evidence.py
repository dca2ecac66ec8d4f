"""A claim's bearing on a stipulation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Bearing = Literal[
    "plans", "advances", "completes", "complies", "breaches", "delays", "amends", "ends", "disputes", "assesses"
]
SourceClass = Literal[
    "obligor", "beneficiary", "party", "guarantor", "mediator", "international",
    "independent", "state-media", "witness", "unknown",
]  # fmt: skip
"""What each means, and what its word does: sources.yaml."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a claim bears on a promise, and how.

    day: ISO 8601 day (or EDTF interval) of the fact; dated: False when the report gave none and the day
    of publication stands in. known: ISO 8601 day on which the report was published. deadline: the new
    deadline when it amends. voices: entities of the chain, first speaker first, outlet last. side: the
    state or body the first speaker speaks for, or None. source: class of the first speaker as seen from
    the stipulation. quote_start, quote_end: the words in the report. reasons: why it was linked. places: those the
    claim names that fit the promise, ids of the gazetteer; () of a record written before they were kept.
    """

    id: str
    claim: str
    report: str
    accord: str
    stipulation: str
    bearing: Bearing
    modality: str
    day: str
    dated: bool
    known: str
    quote_start: int
    quote_end: int
    source: SourceClass
    side: str | None = None
    voices: tuple[str, ...] = ()
    quantity: float | None = None
    deadline: str | None = None
    background: bool = False
    reasons: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
