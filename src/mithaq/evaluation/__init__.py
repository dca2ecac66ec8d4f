"""Measuring the reader against annotated sentences and reports."""

from __future__ import annotations

from mithaq.evaluation.gold import GoldItem, load_gold
from mithaq.evaluation.score import Miss, Score, Scores, score

__all__ = ["GoldItem", "Miss", "Score", "Scores", "load_gold", "score"]
