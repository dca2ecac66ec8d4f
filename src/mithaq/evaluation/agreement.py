"""Agreement between coders: Krippendorff's alpha and Cohen's kappa, written out from their definitions.

Sources: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011, repository.upenn.edu/asc_papers/43), whose
coincidence matrix and difference functions are used here; J. Cohen, "A coefficient of agreement for nominal scales",
Educational and Psychological Measurement 20 (1960), 37-46; J. Cohen, "Weighted kappa", Psychological Bulletin 70
(1968), 213-220. Alpha counts missing values and any number of coders; kappa is of two coders and of the units that
both coded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Literal, TypeVar

V = TypeVar("V", bound=Hashable)
Scale = Literal["nominal", "ordinal", "interval"]
Codings = Mapping[str, Mapping[str, V]]
"""Coder → unit → value. A unit that a coder has not coded is left out."""


def alpha(codings: Codings[V], scale: Scale = "nominal", order: Sequence[V] | None = None) -> float | None:
    """Krippendorff's alpha: 1 is full agreement, 0 what chance would give, below 0 worse than chance.

    Parameters
    ----------
    scale: how far apart two values are. "nominal": the same or not. "ordinal": by how many of the values given lie
    between them. "interval": the square of their difference, of numbers. order: of the values, for "ordinal"; without
    it they are sorted.

    Units that fewer than two coders coded do not count. None if no unit counts, or if all of the values that count are
    the same: then there is nothing by which chance could be told from agreement.
    """
    matrix, totals = _coincidences(codings)
    number = sum(totals.values())
    if not matrix or len(totals) < 2:
        return None
    distance = _distance(scale, totals, order)
    observed = sum(count * distance(one, other) for (one, other), count in matrix.items())
    expected = sum(
        totals[one] * totals[other] * distance(one, other) for one in totals for other in totals if one != other
    )
    return 1.0 - (number - 1) * observed / expected


def kappa(one: Mapping[str, V], other: Mapping[str, V], weight: Callable[[V, V], float] | None = None) -> float | None:
    """Cohen's kappa of two coders on the units that both coded; weighted, if `weight` is given.

    weight: how much two values disagree, 0 for the same; without it any two that differ disagree alike. None if they
    share no unit, or if chance alone would have made them agree in full.
    """
    units = [unit for unit in one if unit in other]
    if not units:
        return None
    disagree = weight or (lambda a, b: float(a != b))
    first, second = Counter(one[unit] for unit in units), Counter(other[unit] for unit in units)
    observed = sum(disagree(one[unit], other[unit]) for unit in units) / len(units)
    expected = sum(n * m * disagree(a, b) for a, n in first.items() for b, m in second.items()) / len(units) ** 2
    return 1.0 - observed / expected if expected else None


def linear(one: float, other: float) -> float:
    """A weight for `kappa`: how many steps lie between two levels."""
    return abs(one - other)


def quadratic(one: float, other: float) -> float:
    """A weight for `kappa`: the square of the steps between two levels."""
    return float((one - other) ** 2)


def share_alike(one: Mapping[str, V], other: Mapping[str, V]) -> float | None:
    """The share of the units that both coded on which they agree; None if they share none."""
    units = [unit for unit in one if unit in other]
    return sum(one[unit] == other[unit] for unit in units) / len(units) if units else None


def table(one: Mapping[str, V], other: Mapping[str, V]) -> dict[tuple[V, V], int]:
    """How often the one gave this value and the other that, on the units that both coded."""
    return dict(Counter((one[unit], other[unit]) for unit in one if unit in other))


def _coincidences(codings: Codings[V]) -> tuple[dict[tuple[V, V], float], dict[V, float]]:
    """The coincidence matrix o_ck and its margins n_c, over the units that two coders or more coded."""
    units: dict[str, list[V]] = {}
    for coded in codings.values():
        for unit, value in coded.items():
            units.setdefault(unit, []).append(value)
    matrix: dict[tuple[V, V], float] = {}
    totals: dict[V, float] = {}
    for values in units.values():
        if len(values) < 2:
            continue
        counts = Counter(values)
        for one, n in counts.items():
            totals[one] = totals.get(one, 0) + n
            for other, m in counts.items():
                pairs = n * (m - (one == other))
                if pairs:
                    matrix[one, other] = matrix.get((one, other), 0) + pairs / (len(values) - 1)
    return matrix, totals


def _distance(scale: Scale, totals: Mapping[V, float], order: Sequence[V] | None) -> Callable[[V, V], float]:
    """The difference function δ² of a scale."""
    if scale == "nominal":
        return lambda one, other: float(one != other)
    if scale == "interval":
        return lambda one, other: float((one - other) ** 2)  # type: ignore[operator]
    ranked = list(order) if order is not None else sorted(totals)  # type: ignore[type-var]
    place = {value: number for number, value in enumerate(ranked)}

    def ordinal(one: V, other: V) -> float:
        first, last = sorted((place[one], place[other]))
        between = sum(totals.get(value, 0.0) for value in ranked[first : last + 1])
        return (between - (totals[one] + totals[other]) / 2) ** 2 if first != last else 0.0

    return ordinal
