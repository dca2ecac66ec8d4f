"""Weighing what the rules found: small log-linear models, learnt from our own annotated sentences.

The rules say what a word may be; how often they are right in such a place is learnt. A model gives each of its labels
a sum of weights, one for each feature of the place (the rule's own answer is one of them), and the sums become
probabilities. `python -m mithaq.evaluation.learn` makes the weights from tests/gold/*/look; they stand in models.json.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache

from mithaq.data import package_file
from mithaq.errors import DataError

NAMES = ("name", "event", "modality", "role")


class Model:
    """labels: what it tells apart. weights: a feature's weight for each label, in the labels' order."""

    def __init__(self, labels: tuple[str, ...], weights: Mapping[str, Sequence[float]]) -> None:
        self.labels = labels
        self.weights = weights
        self._rows = {feature: tuple(row) for feature, row in weights.items()}
        self._nothing = (0.0,) * len(labels)

    def probabilities(self, features: Sequence[str]) -> list[float]:
        """The probability of each label, in order."""
        known = self._rows
        # columns are added up by the interpreter's own loop, which is several times as fast as one written out
        sums = [
            sum(column) for column in zip(self._nothing, *[known[one] for one in features if one in known], strict=True)
        ]
        most = max(sums)
        shares = [math.exp(one - most) for one in sums]
        total = sum(shares)
        return [one / total for one in shares]

    def best(self, features: Sequence[str]) -> tuple[str, float]:
        """The likeliest label and its probability."""
        found = self.probabilities(features)
        most = max(found)
        return self.labels[found.index(most)], most

    def unless(self, label: str, features: Sequence[str], share: float) -> str:
        """This label, unless another one is at least so likely."""
        best, sure = self.best(features)
        return best if sure >= share or label not in self.labels else label

    def but(self, label: str, features: Sequence[str], share: float) -> tuple[str, float]:
        """As `best`, but with this label only where its probability exceeds the share."""
        found = self.probabilities(features)
        index = self.labels.index(label)
        if found[index] > share:
            return label, found[index]
        most = max(one for place, one in enumerate(found) if place != index)
        return self.labels[found.index(most)], most


@cache
def models() -> Mapping[str, Model]:
    """The shipped models by name. DataError if the file is broken."""
    path = package_file("reading", "models.json")
    if not path.is_file():
        return {}
    try:
        raw = json.loads(path.read_bytes())
        return {name: Model(tuple(one["labels"]), one["weights"]) for name, one in raw.items()}
    except (ValueError, KeyError, TypeError) as error:
        mend = "make it anew: python -m mithaq.evaluation.learn"
        raise DataError(f"not a file of models: {error}", place=str(path), mend=mend) from error
