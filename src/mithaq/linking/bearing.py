"""How a claim bears on a promise: what the event does to it, by the way it is asserted."""

from __future__ import annotations

from mithaq.languages.base import Effect
from mithaq.linking.evidence import Bearing, SourceClass
from mithaq.reading.claims import Claim, Modality

_FACT: dict[Effect, Bearing] = {
    "begin": "advances",
    "progress": "advances",
    "complete": "completes",
    "comply": "complies",
    "breach": "breaches",
    "delay": "delays",
    "amend": "amends",
    "end": "ends",
    "assess": "assesses",
    "dispute": "disputes",
}
_DOING = frozenset({"begin", "progress", "complete", "comply"})
_TALK = frozenset({"AGREE", "CONSULT", "SUPPORT"})
"""Events that set something out and do not do it."""


def bearing(claim: Claim, effect: Effect, *, source: SourceClass, contesting: bool, standing: bool) -> Bearing | None:
    """The bearing of a claim on a promise; None if it has none.

    Parameters
    ----------
    effect: what the event does to the promise. source: class of the first speaker. contesting: whether it
    speaks for a side that is owed the promise, or owes it together with another side. standing: whether the
    promise is of a state that lasts (continuous, term): then an end of it is more than a plan undone.
    """
    modality: Modality = claim.modality
    if effect == "other":
        return None
    if effect in ("assess", "dispute"):
        return _FACT[effect]
    if effect == "amend":
        return "delays" if modality in ("demanded", "denied", "failed", "conditional") else "amends"
    if modality in ("happened", "ongoing"):
        if effect == "complete" and modality == "ongoing":
            return "complies" if standing else "advances"
        if effect == "begin" and claim.event in _TALK:
            return "plans"
        return _FACT[effect]
    if modality in ("planned", "promised", "conditional"):
        return "plans" if effect in _DOING else None
    if modality == "demanded":
        if effect not in _DOING:
            return None
        return "disputes" if contesting else "assesses"
    if modality == "denied":
        return "disputes"
    if modality == "failed":
        if effect == "comply":
            return "breaches"
        if effect not in _DOING:
            return None
        return "disputes" if contesting and source != "obligor" else "delays"
    return "advances" if effect == "complete" else _FACT[effect]  # alleged
