"""Scores as lines of text and as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mithaq.evaluation.score import RATIOS, Score, Scores

ORDER = (
    "times",
    "time values",
    "names",
    "names untyped",
    "states",
    "mentions",
    "quotations",
    "quotation speakers",
    "events",
    "event types",
    "kinds",
    "modes",
    "modality",
    "actors",
    "recipients",
    "places",
    "speakers",
)
"""Layers in the order they are printed."""
BY_TYPE = frozenset({"times", "time values", "names", "quotations", "quotation speakers", "events", "modality"})
"""Layers printed by type without being asked."""


def lines(language: str, scores: Scores, *, types: bool = True) -> Iterator[str]:
    """The table of one language: a layer a line, its types below it."""
    yield f"{language}: {scores.items} items"
    yield f"  {'':26} {'wanted':>7} {'found':>7} {'right':>7} {'precision':>9} {'recall':>7} {'F1':>6} {'exact F1':>8}"
    for layer in ORDER:
        whole = scores.counts.get((layer, ""))
        if whole is None:
            continue
        yield _line(layer, layer, whole)
        if types and layer in BY_TYPE:
            for name in sorted(type for (one, type) in scores.counts if one == layer and type):
                yield _line(layer, f"  {name}", scores.counts[layer, name])


def _line(layer: str, label: str, score: Score) -> str:
    if layer in RATIOS:
        return f"  {label:26} {score.wanted:7} {'':7} {score.right:7} {'right on':>9} {score.recall:7.3f}"
    return (
        f"  {label:26} {score.wanted:7} {score.found:7} {score.right:7} {score.precision:9.3f} {score.recall:7.3f}"
        f" {score.f1:6.3f} {score.exact_f1:8.3f}"
    )


def rows(language: str, scores: Scores) -> Iterator[dict[str, Any]]:
    """One plain mapping a layer and type, ratios rounded to four digits."""
    for layer in ORDER:
        for (one, type), score in sorted(scores.counts.items()):
            if one == layer:
                yield {
                    "language": language,
                    "layer": layer,
                    "type": type or None,
                    "wanted": score.wanted,
                    "found": score.found,
                    "right": score.right,
                    "exact": score.exact,
                    "precision": round(score.precision, 4),
                    "recall": round(score.recall, 4),
                    "f1": round(score.f1, 4),
                    "exact_f1": round(score.exact_f1, 4),
                }
