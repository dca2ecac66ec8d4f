"""What English does not make by rule: lexicon/irregular.yaml, checked and ready for look-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError

_LISTS = frozenset({"uncountable", "doubling", "either", "separable", "compounds", "our", "only_ise", "caps"})
_KEYS = _LISTS | {"verbs", "nouns", "spelling"}


@dataclass(frozen=True, slots=True)
class Irregular:
    """lexicon/irregular.yaml, ready for look-up."""

    verbs: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    nouns: Mapping[str, tuple[str, ...]]
    uncountable: frozenset[str]
    doubling: frozenset[str]
    either: frozenset[str]
    separable: frozenset[str]
    compounds: Mapping[str, str]
    """Beginning of a word written solid → the same with its hyphen."""
    spelling: Mapping[str, str]
    only_ise: frozenset[str]
    caps: frozenset[str]


@cache
def irregular() -> Irregular:
    """Load and check the irregular words. DataError names the file and what is wrong."""
    path = package_file("languages", "english", "lexicon", "irregular.yaml")
    raw = load_yaml(path)
    if not isinstance(raw, dict) or set(raw) != _KEYS:
        raise DataError("has not exactly the keys it should", place=str(path), mend=f"keys are {sorted(_KEYS)}")
    verbs: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for base, parts in raw["verbs"].items():
        if not isinstance(parts, list) or len(parts) != 2:
            raise DataError(f"{base!r} needs two parts", place=str(path), mend="write `base: [past, participle]`")
        verbs[base] = (tuple(str(parts[0]).split("/")), tuple(str(parts[1]).split("/")))
    spelling = {**raw["spelling"], **{word: f"{word[:-3]}or" for word in raw["our"]}}
    return Irregular(
        verbs=verbs,
        nouns={one: tuple(str(many).split("/")) for one, many in raw["nouns"].items()},
        uncountable=frozenset(raw["uncountable"]),
        doubling=frozenset(raw["doubling"]),
        either=frozenset(raw["either"]),
        separable=frozenset(raw["separable"]),
        compounds={word.replace("-", ""): word for word in raw["compounds"]},
        spelling=spelling,
        only_ise=frozenset(raw["only_ise"]),
        caps=frozenset(raw["caps"]),
    )
