"""lexicon/irregular.yaml: what no rule of inflection gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError


@dataclass(frozen=True, slots=True)
class Irregular:
    """The lists of lexicon/irregular.yaml, whose head says what each is for."""

    no_passive: frozenset[str]
    particles: frozenset[str]
    prepositions: frozenset[str]
    men: frozenset[str]
    women: frozenset[str]
    combining: Mapping[str, tuple[str, ...]]


@cache
def irregular() -> Irregular:
    """The lists, read once. DataError names the file if it has other keys than it should."""
    path = package_file("languages", "russian", "lexicon", "irregular.yaml")
    raw = load_yaml(path)
    keys = {one.name for one in fields(Irregular)}
    if not isinstance(raw, dict) or set(raw) != keys:
        raise DataError("has not exactly the keys it should", place=str(path), mend=f"keys are {sorted(keys)}")
    lists = {key: frozenset(str(word) for word in raw[key]) for key in keys - {"combining"}}
    combining = {str(word): tuple(map(str, forms)) for word, forms in raw["combining"].items()}
    return Irregular(combining=combining, **lists)
