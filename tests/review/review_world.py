"""Hand-made evidence and decisions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mithaq.linking.evidence import Evidence
from mithaq.review import Action, Decision

ACCORD = "karabakh-2020-11-09"


def evidence(id: str = "e-1", **fields: Any) -> Evidence:
    """One piece of evidence."""
    one = Evidence(
        id=id, claim=f"c{id[1:]}", report=f"r{id[1:]}", accord=ACCORD, stipulation="6a", bearing="completes",
        modality="happened", day="2020-11-25", dated=True, known="2020-11-25", quote_start=0, quote_end=40,
        source="beneficiary", side="AZE", voices=("AZE/defence-ministry", "tass"), reasons=("same kind",),
    )  # fmt: skip
    return replace(one, **fields)


def decided(action: Action, seq: int, subject: str | Evidence = "e-1", coder: str = "ann", **fields: Any) -> Decision:
    """One decision, kept under this number."""
    if isinstance(subject, Evidence):
        fields.setdefault("evidence", subject)
        subject = subject.id
    reasons = () if action in ("accept", "note", "undo") else ("other",)
    words = "" if action in ("accept", "undo") else "because"
    at = f"2021-03-01T12:00:{seq:02d}+00:00"
    return Decision(coder, at, action, subject, **{"reasons": reasons, "words": words, "seq": seq, **fields})
