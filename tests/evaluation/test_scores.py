"""The reader's scores on our gold do not fall below what was reached; docs/method.md has the table.

The floors stand a little below what was measured: they catch a step back, and are raised with every step forward.
Only the look part is read while words and rules are changed; the models are learnt from it, so that its scores say
less than those of the test part.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from mithaq.evaluation import Scores, load_gold, score

GOLD = Path(__file__).parent.parent / "gold"
LAYERS = (
    "times", "time values", "names", "quotations", "quotation speakers", "events", "event types", "kinds", "modality",
    "actors", "recipients", "speakers",
)  # fmt: skip
FLOORS = {
    ("ar", "look"): (0.95, 0.91, 0.88, 0.77, 0.82, 0.78, 0.82, 0.70, 0.91, 0.75, 0.60, 0.67),
    ("ar", "test"): (0.92, 0.88, 0.82, 0.68, 0.71, 0.61, 0.68, 0.62, 0.82, 0.64, 0.42, 0.50),
    ("en", "look"): (0.96, 0.92, 0.93, 0.72, 0.80, 0.77, 0.80, 0.68, 0.87, 0.80, 0.71, 0.64),
    ("en", "test"): (0.93, 0.88, 0.87, 0.71, 0.85, 0.54, 0.59, 0.54, 0.78, 0.68, 0.50, 0.64),
    ("ru", "look"): (0.92, 0.86, 0.91, 0.70, 0.83, 0.76, 0.80, 0.60, 0.89, 0.77, 0.70, 0.62),
    ("ru", "test"): (0.92, 0.87, 0.82, 0.70, 0.75, 0.58, 0.63, 0.68, 0.77, 0.69, 0.57, 0.57),
}
"""Of each layer: F1, or the share that is right of what was judged.

Of Russian, test, the floor of quotation speakers was 0.76, when 62 of 82 were right: since words of lost speakers are
found as quotations of unknown voices, more are judged (71 of 94 are right). That of kinds was 0.69 before sentences
were added.
"""


@cache
def scored(language: str, path: str) -> Scores:
    return score(load_gold(GOLD / language / path))[language]


@pytest.mark.parametrize(("language", "path"), FLOORS)
def test_the_scores_hold(language: str, path: str) -> None:
    scores = scored(language, path)
    short = [
        f"{layer} {scores.of(layer).f1:.3f} below {floor}"
        for layer, floor in zip(LAYERS, FLOORS[language, path], strict=True)
        if scores.of(layer).f1 < floor
    ]
    assert not short


def test_what_is_missed_and_what_is_too_much_are_both_counted(tmp_path: Path) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    gold = folder / "gold.yaml"
    gold.write_text(
        """
- id: one
  conflict: south-caucasus
  published: 2020-11-20
  text: "Armenia handed the Agdam district over to Azerbaijan on Monday. Baku freed two prisoners."
  times: [[Monday, 2020-11-09]]
  names: [[Armenia, state, ARM], [Agdam district, place], [Azerbaijan, place]]
  events:
    - {event: RETREAT, mode: return, kind: territory-transfer, modality: planned, trigger: handed, actors: [Armenia]}
    - {event: ASSAULT, modality: happened, trigger: Agdam}
""",
        encoding="utf-8",
    )
    scores = score(load_gold(gold))["en"]
    events = scores.of("events")
    assert (events.right, events.found, events.wanted) == (1, 2, 2)
    assert (scores.of("modality").right, scores.of("modality").wanted) == (0, 1)
    assert scores.of("actors").f1 == 1
    names = scores.of("names")
    assert (names.right, names.found, names.wanted) == (2, 4, 3)  # Azerbaijan is of another type, Baku is too much
    assert scores.of("names", "place").wanted == 2
    assert scores.of("names untyped").right == 3
    assert (scores.of("times").right, scores.of("time values").right) == (1, 0)
    told = [miss.line() for miss in scores.misses]
    assert sum(line.startswith("one events/ASSAULT: missed") for line in told) == 1
    assert sum(line.startswith("one events/RETREAT: too much") for line in told) == 1
    assert any("2020-11-16 for 2020-11-09" in line and "[Monday]" in line for line in told)


def test_spans_exact_to_the_character_are_told_apart(tmp_path: Path) -> None:
    gold = tmp_path / "gold.yaml"
    gold.write_text(
        """
- id: one
  language: en
  conflict: south-caucasus
  text: "The Agdam district is calm."
  names: [[Agdam, place]]
""",
        encoding="utf-8",
    )
    names = score(load_gold(gold))["en"].of("names")
    assert (names.right, names.exact) == (1, 0)
