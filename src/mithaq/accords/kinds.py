"""The catalogue of kinds of promise: kinds.yaml, checked and typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, get_args

from mithaq.accords.model import Completion, Kind
from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError
from mithaq.languages.base import Effect

LABELS = ("en", "ru", "ar")
RECOVERY_DAYS = 30
_TEXTS = ("minimal", "intermediate", "full", "breach")
THEMES = {
    "forces": "ceasefire and forces",
    "fighters": "arms and fighters",
    "territory": "territory and movement",
    "people": "people",
    "justice": "justice and rights",
    "politics": "politics",
    "economy": "economy",
    "carrying-out": "carrying the accord out",
}
"""The parts of the catalogue, in its order, with what each is called."""
_REQUIRED = {"label", "definition", "theme", "completion", *_TEXTS}
_OPTIONAL = {
    "pam", "pax", "unit", "places", "by", "meeting", "look_alike", "recovery_days", "reversal",
    "reopening", "bears_on",
}  # fmt: skip
_BY = ("obligor", "outsider")


@dataclass(frozen=True, slots=True)
class BearsOn:
    """That an event of one kind also says something about another.

    when: effects it is true of. senses: the senses it is true of, empty for all. kind: the other kind.
    effect: what the event does to a promise of that kind. named: true only of a promise with two of whose words it is
    told.
    """

    when: tuple[Effect, ...]
    kind: str
    effect: Effect
    senses: tuple[str, ...] = ()
    named: bool = False


@dataclass(frozen=True, slots=True)
class KindRules:
    """How claims are linked to promises of a kind, and how these are assessed. See the head of kinds.yaml.

    places: "strict" if only the promised place itself counts. by: effects that count only when the
    obligor's side is not named or is named as the one who acts. by_outsider: effects that a state or group
    outside the accord may bring about as well. meeting: what it does to the promise that those who owe it meet, told
    without a word of what they meet as. recovery_days: days of reported compliance
    without a breach after which a broken continuous promise stands again. reopening: whether its breach is a state
    (a closing) that ends with the deed that undoes it (an opening).
    """

    kind: Kind
    theme: str
    """A key of THEMES."""
    unit: str | None = None
    places: Literal["wide", "strict"] = "wide"
    by_obligor: frozenset[Effect] = frozenset()
    by_outsider: frozenset[Effect] = frozenset()
    meeting: Effect | None = None
    look_alike: tuple[str, ...] = ()
    recovery_days: int = RECOVERY_DAYS
    reversal: bool = False
    reopening: bool = False
    bears_on: tuple[BearsOn, ...] = ()


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by id. Raises DataError naming the entry that is wrong."""
    return {id: rules.kind for id, rules in kind_rules().items()}


@cache
def kind_rules() -> dict[str, KindRules]:
    """All kinds by id, with what linking and assessment need to know of them."""
    return read_kinds(package_file("accords", "kinds.yaml"))


def read_kinds(source: Traversable | Path) -> dict[str, KindRules]:
    """Read a catalogue of kinds.

    Raises DataError naming file and entry for a missing or unknown key, a completion, effect or kind that
    does not exist, or a label missing in one of the languages.
    """
    raw = load_yaml(source)
    if not isinstance(raw, dict):
        raise DataError("the catalogue is not a mapping", place=str(source), mend="start each kind with its id")
    found = {id: _rules(id, row, f"{source.name}: {id}") for id, row in raw.items()}
    for id, rules in found.items():
        named = [*rules.look_alike, *(one.kind for one in rules.bears_on)]
        for other in named:
            if other not in found or other == id:
                place = f"{source.name}: {id}"
                raise DataError(f"no other kind {other!r}", place=place, mend="name a kind of this file")
    return found


def _rules(id: str, row: Any, place: str) -> KindRules:
    if not isinstance(row, dict):
        raise DataError("a kind is a mapping", place=place, mend="see the head of the file")
    missing, unknown = _REQUIRED - set(row), set(row) - _REQUIRED - _OPTIONAL
    if missing or unknown:
        wrong = f"missing {sorted(missing)}" if missing else f"unknown keys {sorted(unknown)}"
        raise DataError(wrong, place=place, mend="see the head of the file")
    label = row["label"]
    if not isinstance(label, dict) or set(label) != set(LABELS) or not all(label.values()):
        raise DataError("the label is not in all languages", place=f"{place}.label", mend=f"give {', '.join(LABELS)}")
    if row["theme"] not in THEMES:
        raise DataError(
            f"unknown theme {row['theme']!r}", place=f"{place}.theme", mend=f"give one of {', '.join(THEMES)}"
        )
    if row["completion"] not in get_args(Completion):
        raise DataError(
            f"unknown completion {row['completion']!r}",
            place=f"{place}.completion",
            mend=f"give one of {', '.join(get_args(Completion))}",
        )
    if row.get("places", "wide") not in ("wide", "strict"):
        raise DataError(f"unknown rule {row['places']!r}", place=f"{place}.places", mend="give wide or strict")
    days = row.get("recovery_days", RECOVERY_DAYS)
    if not isinstance(days, int) or days < 1:
        raise DataError(f"not a number of days: {days!r}", place=f"{place}.recovery_days", mend="give a whole number")
    by = row.get("by", {})
    if not set(by.values()) <= set(_BY):
        raise DataError("nobody else can be asked for", place=f"{place}.by", mend=f"write effect: {' or '.join(_BY)}")
    meeting = _effects([row["meeting"]], f"{place}.meeting")[0] if "meeting" in row else None
    kind = Kind(
        id, dict(label), row["definition"], row["completion"], row.get("pam"), row.get("pax"),
        *(row[text] for text in _TEXTS),
    )  # fmt: skip
    return KindRules(
        kind,
        theme=row["theme"],
        unit=row.get("unit"),
        places=row.get("places", "wide"),
        by_obligor=frozenset(_effects([effect for effect in by if by[effect] == "obligor"], f"{place}.by")),
        by_outsider=frozenset(_effects([effect for effect in by if by[effect] == "outsider"], f"{place}.by")),
        meeting=meeting,
        look_alike=tuple(row.get("look_alike", ())),
        recovery_days=days,
        reversal=bool(row.get("reversal", False)),
        reopening=bool(row.get("reopening", False)),
        bears_on=tuple(_bears_on(one, f"{place}.bears_on.{n}") for n, one in enumerate(row.get("bears_on", ()), 1)),
    )


def _effects(named: list[Any], place: str) -> tuple[Effect, ...]:
    for one in named:
        if one not in get_args(Effect):
            raise DataError(f"unknown effect {one!r}", place=place, mend=f"give one of {', '.join(get_args(Effect))}")
    return tuple(named)


def _bears_on(raw: Any, place: str) -> BearsOn:
    known = {"when", "kind", "as", "senses", "named"}
    if not isinstance(raw, dict) or not {"when", "kind", "as"} <= set(raw) <= known:
        mend = "give when, kind, as, and senses or named if it is true of some only"
        raise DataError("not a rule", place=place, mend=mend)
    when = _effects(list(raw["when"]), f"{place}.when")
    effect = _effects([raw["as"]], f"{place}.as")[0]
    return BearsOn(when, raw["kind"], effect, tuple(raw.get("senses", ())), raw.get("named") is True)
