"""Measuring the reader against annotated sentences."""

from __future__ import annotations

from mithaq.evaluation.events import EventScores, score_events

__all__ = ["EventScores", "score_events"]
