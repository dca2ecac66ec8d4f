"""Learning the weights of the reader's models from annotated files.

    python -m mithaq.evaluation.learn [GOLD...]

reads the look part of tests/gold (or the files given) and writes src/mithaq/reading/models.json: for every word of
doing, every event and every name beside one, the features that the reader sees and the answer that the annotation
gives. With --folds N it writes nothing: it learns N times from all items but each N-th and scores those, so that what
the models are worth is told without looking at what they were learnt from.

Each model is a multinomial logistic regression with an L2 penalty, fitted by AdaGrad (Duchi, Hazan and Singer 2011),
with a fixed seed: the same gold gives the same weights.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mithaq.evaluation.gold import GoldEvent, GoldItem, load_gold, places_of
from mithaq.evaluation.score import Scores, score
from mithaq.evaluation.table import lines
from mithaq.reading import judge
from mithaq.reading.claims import Name
from mithaq.reading.judge import NAMES, Model
from mithaq.reading.naming import NOTHING
from mithaq.reading.reader import Reader
from mithaq.reports.model import Span

ROUNDS = 8
RATE = 0.1
PENALTY = {"name": 3e-2, "event": 3e-2, "modality": 3e-2, "role": 3e-2}
LEAST = {"name": 2, "event": 2, "modality": 2, "role": 2}
"""How often a feature must be seen to be weighed."""
LIGHT = 0.06
"""Weights lighter than this are left out: together they move little, and each costs time."""
DIGITS = 3

Example = tuple[list[str], str]


@dataclass(slots=True)
class Lesson:
    """A teacher that answers from one item's annotation and keeps what was asked."""

    item: GoldItem
    examples: dict[str, list[Example]] = field(default_factory=lambda: {name: [] for name in NAMES})

    def _gold(self, trigger: Span) -> GoldEvent | None:
        same = [one for one in self.item.events if _overlap(one.trigger, trigger)]
        return same[0] if same else None

    def event(self, trigger: Span) -> str:
        found = self._gold(trigger)
        return found.event if found is not None else "none"

    def note(self, model: str, trigger: Span, event: str, name: Span | None, features: Sequence[str]) -> None:
        gold = self._gold(trigger)
        if model == "event":
            self.examples[model].append((list(features), gold.event if gold else "none"))
        elif gold is None or gold.event != event:
            return
        elif model == "modality":
            self.examples[model].append((list(features), gold.modality))
        elif name is not None:
            label = "A" * self._named(gold.actors, name) + "R" * self._named(gold.recipients, name)
            self.examples[model].append((list(features), label or "-"))

    def note_name(self, name: Name, features: Sequence[str]) -> None:
        same = [one for one in self.item.names if _overlap(one, name)]
        exact = [one for one in same if (one.start, one.end) == (name.start, name.end)]
        label = (exact or same)[0].type if same else NOTHING
        if label != NOTHING or "names" not in self.item.some:
            self.examples["name"].append((list(features), label))

    def _named(self, words: Iterable[str], name: Span) -> bool:
        return any(_overlap(place, name) for one in words for place in places_of(self.item.text, one))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def lessons(items: Iterable[GoldItem]) -> dict[str, list[list[Example]]]:
    """The examples of each model, item by item."""
    reader = Reader()
    out: dict[str, list[list[Example]]] = {name: [] for name in NAMES}
    for item in items:
        lesson = Lesson(item)
        reader._read(item.text, item.language, item.published, lesson)
        for name in NAMES:
            out[name].append(lesson.examples[name])
    return out


def fit(examples: Sequence[Example], *, penalty: float, least: int) -> Model:
    """A model learnt from examples."""
    seen = Counter(feature for features, _ in examples for feature in set(features))
    labels = tuple(sorted({label for _, label in examples}))
    place = {label: index for index, label in enumerate(labels)}
    weights: dict[str, list[float]] = {feature: [0.0] * len(labels) for feature, n in seen.items() if n >= least}
    squares: dict[str, list[float]] = {feature: [1e-6] * len(labels) for feature in weights}
    data = [([one for one in features if one in weights], place[label]) for features, label in examples]
    draw = random.Random(11)
    count = len(labels)
    for _ in range(ROUNDS):
        draw.shuffle(data)
        for features, right in data:
            sums = [0.0] * count
            rows = [weights[feature] for feature in features]
            for row in rows:
                for index in range(count):
                    sums[index] += row[index]
            most = max(sums)
            shares = [math.exp(one - most) for one in sums]
            total = sum(shares)
            slopes = [share / total for share in shares]
            slopes[right] -= 1.0
            for feature, row in zip(features, rows, strict=True):
                square = squares[feature]
                for index in range(count):
                    slope = slopes[index] + penalty * row[index]
                    if slope > 1e-3 or slope < -1e-3:
                        square[index] += slope * slope
                        row[index] -= RATE * slope / math.sqrt(square[index])
    kept = {
        feature: [round(one, DIGITS) if abs(one) >= LIGHT else 0 for one in row]
        for feature, row in sorted(weights.items())
        if any(abs(one) >= LIGHT for one in row)
    }
    return Model(labels, kept)


def learn(by_item: dict[str, list[list[Example]]], keep: Sequence[bool]) -> dict[str, Model]:
    """All models from the items kept."""
    return {
        name: fit(
            [one for examples, kept in zip(by_item[name], keep, strict=True) if kept for one in examples],
            penalty=PENALTY[name],
            least=LEAST[name],
        )
        for name in NAMES
    }


def write(models: dict[str, Model], path: Path) -> None:
    """Keep models as JSON, one feature a line, so that a change can be read."""
    made = {name: {"labels": list(one.labels), "weights": dict(one.weights)} for name, one in models.items()}
    out = ["{"]
    for number, (name, one) in enumerate(made.items()):
        weights: Any = one["weights"]
        out.append(f' {json.dumps(name)}: {{"labels": {json.dumps(one["labels"])}, "weights": {{')
        rows = [f"  {json.dumps(key, ensure_ascii=False)}: {json.dumps(row)}" for key, row in weights.items()]
        out.append(",\n".join(rows))
        out.append(" }}" + ("," if number + 1 < len(made) else ""))
    out.append("}")
    path.write_text("\n".join(out) + "\n", encoding="utf-8")


def _use(models: dict[str, Model]) -> None:
    """Let the reader of this process go by other models than the shipped ones."""
    judge.models = lambda: models  # type: ignore[assignment]


def crossed(items: Sequence[GoldItem], folds: int) -> dict[str, Scores]:
    """The scores of every item by models learnt without it, by language."""
    by_item = lessons(items)
    whole: dict[str, Scores] = {}
    for fold in range(folds):
        keep = [number % folds != fold for number in range(len(items))]
        _use(learn(by_item, keep))
        left = [item for item, kept in zip(items, keep, strict=True) if not kept]
        for language, scores in score(left).items():
            into = whole.setdefault(language, Scores())
            into.items += scores.items
            into.misses += scores.misses
            for key, counts in scores.counts.items():
                into.of(*key).add(
                    right=counts.right, exact=counts.exact, found=counts.found, wanted=counts.wanted
                )  # fmt: skip
    return whole


def main(arguments: Sequence[str]) -> int:
    """Learn and write, or with --folds N learn and score."""
    given = list(arguments)
    folds = int(given.pop(given.index("--folds") + 1)) if "--folds" in given else 0
    paths = [Path(one) for one in given if not one.startswith("--")] or sorted(Path("tests/gold").glob("*/look"))
    items = [item for path in paths for item in load_gold(path)]
    random.Random(5).shuffle(items)
    if folds:
        for language, scores in sorted(crossed(items, folds).items()):
            print("\n".join(lines(language, scores, types="--types" in given)))
        return 0
    models = learn(lessons(items), [True] * len(items))
    path = Path(judge.__file__).with_name("models.json")
    write(models, path)
    for name, model in models.items():
        print(f"{name}: {len(model.labels)} labels, {len(model.weights)} features")
    print(f"{len(items)} items; written to {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
