"""The reader's scores on our annotated sentences do not fall below what was reached; docs/method.md has the table.

Both parts are scored; only the look part is read while words and rules are changed. The floors stand a little
below what was measured: they catch a step back, and are raised with every step forward.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mithaq.evaluation import EventScores, score_events

GOLD = Path(__file__).parent.parent / "gold"
# language, part: floors of event F1, of right kinds and modalities, of actor F1, of names found
FLOORS = {
    ("ar", "look"): (0.76, 0.9, 0.89, 0.68, 0.92),
    ("ar", "test"): (0.72, 0.94, 0.84, 0.76, 0.89),
    ("en", "look"): (0.83, 0.92, 0.9, 0.8, 0.96),
    ("en", "test"): (0.66, 0.78, 0.7, 0.63, 0.91),
    ("ru", "look"): (0.76, 0.84, 0.89, 0.67, 0.93),
    ("ru", "test"): (0.69, 0.9, 0.79, 0.63, 0.89),
}


@pytest.mark.parametrize(("language", "part"), FLOORS)
def test_the_scores_hold(language: str, part: str) -> None:
    scores = score_events(GOLD / language / f"events-{part}.yaml")
    reached = (
        scores.of("events").f1,
        scores.of("kind").recall,
        scores.of("modality").recall,
        scores.of("actors").f1,
        scores.of("names").recall,
    )
    layers = ("events", "kind", "modality", "actors", "names")
    short = [
        f"{layer} {value:.3f} below {floor}"
        for layer, value, floor in zip(layers, reached, FLOORS[language, part], strict=True)
        if value < floor
    ]
    assert not short


def test_what_is_missed_and_what_is_too_much_are_both_counted(tmp_path: Path) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    gold = folder / "gold.yaml"
    gold.write_text(
        """
- id: one
  text: "Armenia handed the Agdam district over to Azerbaijan. Baku freed two prisoners."
  published: 2020-11-20
  events:
    - {event: RETREAT, kind: territory-transfer, modality: planned, trigger: handed, actors: [Armenia]}
    - {event: ASSAULT, kind: null, modality: happened, trigger: Agdam}
""",
        encoding="utf-8",
    )
    scores: EventScores = score_events(gold)
    events = scores.of("events")
    assert (events.right, events.found, events.wanted) == (1, 2, 2)
    assert (scores.of("modality").right, scores.of("modality").wanted) == (0, 1)
    assert scores.of("actors").f1 == 1
    assert sum(line.startswith("one: missed ASSAULT") for line in scores.errors) == 1
    assert sum(line.startswith("one: too much RETREAT") for line in scores.errors) == 1
