"""The classes of sources as data: who is of which, what its word does in the rules, and why. See sources.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal, get_args

from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError
from mithaq.linking.evidence import SourceClass

Weight = Literal["neutral", "confirms", "second", "none"]
"""What one voice of a class does by itself; sources.yaml says what each means."""
LANGUAGES = ("en", "ru", "ar")


@dataclass(frozen=True, slots=True)
class Sources:
    """Classes of the gazetteer, by whose word theirs is."""

    media: frozenset[str]
    state_media: frozenset[str]
    international: frozenset[str]
    not_the_state: frozenset[str]
    own_side: frozenset[str]
    of_the_state: frozenset[str]
    government: frozenset[str]


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A class of sources. label: language → its name. means, why: in English. effect: of one such voice."""

    id: SourceClass
    label: Mapping[str, str]
    means: str
    why: str
    effect: Weight


@cache
def sources() -> Sources:
    """The classes of the gazetteer. Raises DataError for a missing or unknown key."""
    keys = {field.name for field in fields(Sources)}
    raw = _mapping(_raw()["gazetteer"], keys, "gazetteer")
    return Sources(**{key: frozenset(_strings(raw[key], f"gazetteer: {key}")) for key in keys})


@cache
def witness_words(code: str) -> tuple[tuple[str, ...], ...]:
    """What tells an unnamed witness in a language: beginnings of words that must all be there; () if none are known."""
    listed = _raw()["witnesses"].get(code, ())
    return tuple(tuple(one.split("_")) for one in _strings(list(listed), f"witnesses: {code}"))


@cache
def source_kinds() -> Mapping[SourceClass, SourceKind]:
    """The classes of sources, in the order of the file. Raises DataError for one that is missing, unknown or wrong."""
    ids: tuple[SourceClass, ...] = get_args(SourceClass)
    raw = _mapping(_raw()["classes"], set(ids), "classes")
    found: dict[SourceClass, SourceKind] = {}
    for id in sorted(ids, key=list(raw).index):
        row = _mapping(raw[id], {"label", "means", "why", "effect"}, id)
        label = _mapping(row["label"], set(LANGUAGES), f"{id}: label")
        for text in (*label.values(), row["means"], row["why"]):
            if not isinstance(text, str) or not text.strip():
                raise _wrong(f"{id}: a text is missing", "write a sentence, in quotes if it has a comma or colon")
        if row["effect"] not in get_args(Weight):
            raise _wrong(f"{id}: the effect {row['effect']!r} is unknown", f"one of {', '.join(get_args(Weight))}")
        found[id] = SourceKind(id, label, row["means"], row["why"], row["effect"])
    return found


def with_effect(*effects: Weight) -> frozenset[SourceClass]:
    """The classes whose word has one of these effects."""
    return frozenset(id for id, one in source_kinds().items() if one.effect in effects)


@cache
def _raw() -> dict[str, Any]:
    raw = _mapping(load_yaml(package_file("linking", "sources.yaml")), {"gazetteer", "witnesses", "classes"}, "file")
    if not isinstance(raw["witnesses"], dict):
        raise _wrong("witnesses is no mapping", "write a list of words under the code of each language")
    return raw


def _mapping(raw: Any, keys: set[str], where: str) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise _wrong(f"{where}: is no mapping", f"give {', '.join(sorted(keys))}")
    if set(raw) != keys:
        wrong = sorted({str(key) for key in set(raw) ^ keys})
        raise _wrong(f"{where}: missing or unknown: {', '.join(wrong)}", f"give just {', '.join(sorted(keys))}")
    return raw


def _strings(raw: Any, where: str) -> list[str]:
    if not isinstance(raw, list) or not all(isinstance(one, str) and one for one in raw):
        raise _wrong(f"{where}: is no list of words", "write [word, word]")
    return raw


def _wrong(message: str, mend: str) -> DataError:
    return DataError(message, place=str(package_file("linking", "sources.yaml")), mend=mend)
