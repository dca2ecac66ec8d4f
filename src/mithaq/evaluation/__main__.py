"""`python -m mithaq.evaluation FILE...`: score the reader on gold files; with --errors, list what went wrong."""

from __future__ import annotations

import sys
from pathlib import Path

from mithaq.evaluation.events import EventScores, score_events
from mithaq.reading.reader import Reader

RECALL_ONLY = frozenset({"names", "entities", "quotations", "quoted speakers"})
ACCURACY = frozenset({"kind", "modality"})


def main(arguments: list[str]) -> None:
    """Print a table a gold file."""
    reader = Reader()
    for name in arguments:
        if not name.startswith("--"):
            _print(name, score_events(Path(name), reader), errors="--errors" in arguments)


def _print(name: str, scores: EventScores, *, errors: bool) -> None:
    print(f"{name}")
    for layer, score in scores.layers.items():
        if layer in RECALL_ONLY:  # the gold does not annotate every one, so what is found besides is not wrong
            print(f"  {layer:16} recall {score.recall:.3f}   ({score.right} right, {score.wanted} wanted)")
            continue
        if layer in ACCURACY:
            print(f"  {layer:16} right on {score.recall:.3f} of the events found   ({score.right} of {score.wanted})")
            continue
        print(
            f"  {layer:16} precision {score.precision:.3f}  recall {score.recall:.3f}  F1 {score.f1:.3f}"
            f"   ({score.right} right, {score.found} found, {score.wanted} wanted)"
        )
    if errors:
        for line in scores.errors:
            print(f"    {line}")


if __name__ == "__main__":
    main(sys.argv[1:])
