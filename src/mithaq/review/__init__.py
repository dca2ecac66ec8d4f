"""People overrule the machine: their decisions, and what stands by them. Nothing is lost, everything can be undone."""

from __future__ import annotations

from mithaq.review.apply import Effective, Reviewed, apply, pairs, standing
from mithaq.review.model import Action, Decision
from mithaq.review.scores import assess_reviewed

__all__ = ["Action", "Decision", "Effective", "Reviewed", "apply", "assess_reviewed", "pairs", "standing"]
