"""Hand-made evidence on the two statements."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from mithaq.accords import Accord, library
from mithaq.assessment import Status, assess
from mithaq.gazetteer import Gazetteer
from mithaq.linking.evidence import Bearing, Evidence, SourceClass

FIRST, SECOND = library()["karabakh-2020-11-09"], library()["karabakh-2021-01-11"]
NOBODY = Gazetteer({}, {})
_numbers = count(1)


def said(
    stipulation: str,
    bearing: Bearing,
    day: str,
    speaker: str = "reuters",
    *,
    accord: Accord = FIRST,
    known: str | None = None,
    modality: str = "happened",
    dated: bool = True,
    quantity: float | None = None,
    deadline: str | None = None,
    outlet: str | None = None,
    id: str | None = None,
) -> Evidence:
    """One piece of evidence. The speaker's side is the part before the slash if it is a state of three letters."""
    side = speaker.partition("/")[0]
    named = side if (len(side) == 3 and side.isupper()) or side == "nagorno-karabakh" else None
    voices = (speaker,) if outlet is None else (speaker, outlet)
    return Evidence(
        id=id or f"e-{next(_numbers):05d}",
        claim="c",
        report=f"r-{outlet or speaker}-{known or day}",
        accord=accord.id,
        stipulation=stipulation,
        bearing=bearing,
        modality=modality,
        day=day,
        dated=dated,
        known=known or day.rpartition("/")[2],
        quote_start=0,
        quote_end=1,
        source=_class(accord, stipulation, named),
        side=named,
        voices=voices,
        quantity=quantity,
        deadline=deadline,
    )


def _class(accord: Accord, stipulation: str, side: str | None) -> SourceClass:
    one = accord.stipulation(stipulation)
    if side is None:
        return "independent"
    if side in one.obligors:
        return "obligor"
    if side in one.beneficiaries:
        return "beneficiary"
    return "guarantor" if side == "RUS" else "party"


def reprinted(one: Evidence, outlet: str, known: str | None = None) -> Evidence:
    """The same words in another outlet."""
    return replace(
        one, id=f"{one.id}-{outlet}", report=f"r-{outlet}", voices=(one.voices[0], outlet), known=known or one.known
    )


def stands(
    stipulation: str, evidence: list[Evidence], as_of: str, known_by: str | None = None, accord: Accord = FIRST
) -> Status:
    """The status of one stipulation."""
    found = assess(accord, evidence, as_of=as_of, known_by=known_by or as_of, gazetteer=NOBODY)
    return next(one for one in found if one.stipulation == stipulation)
