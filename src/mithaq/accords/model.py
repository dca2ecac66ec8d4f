"""What was agreed: an accord, its parties, provisions and stipulations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Role = Literal["signatory", "guarantor", "mediator", "observer"]
Completion = Literal["once", "quantity", "continuous", "periodic", "term", "conditional"]


@dataclass(frozen=True, slots=True)
class Party:
    """Who is bound or stands by: `entity` is a gazetteer id (a state's is its ISO alpha-3 code)."""

    entity: str
    roles: tuple[Role, ...]
    signatories: tuple[str, ...] = ()
    """Persons (gazetteer ids) who signed for it."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when. Exactly one of `by` and `after` is set.

    by: ISO 8601 day on which it must be done at the latest.
    within, after: ISO 8601 duration counted from signature ("signature"), from entry into force ("in-force") or
    from the day a step was done: "<stipulation id>" of the same accord, "<accord>/<stipulation id>" of another;
    "<accord>/signature" and "<accord>/in-force" are those of another accord.
    """

    by: str | None = None
    within: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Stipulation:
    """One promise.

    obligors: who owes; beneficiaries: to whom (gazetteer ids). kind: id in the catalogue of kinds.
    completion: overrides the kind's. object: what it is about, in words, where the kind does not say.
    quantity, unit: how much is owed. places: gazetteer ids.
    start: ISO 8601 day or time from which it holds; deadline: by when; duration: ISO 8601, how long it
    holds; period: ISO 8601, how often it is due again; renewal: how it is renewed, in words. condition: in
    words. summary: language → one sentence. span: characters [start, end) of the accord's text that say it.
    unsure: keys of this promise that a person must still check, in a draft.
    """

    id: str
    provision: str
    kind: str
    obligors: tuple[str, ...]
    beneficiaries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    completion: Completion | None = None
    quantity: float | None = None
    unit: str | None = None
    start: str | None = None
    deadline: Deadline | None = None
    duration: str | None = None
    renewal: str | None = None
    condition: str | None = None
    summary: dict[str, str] = field(default_factory=dict)
    object: str | None = None
    period: str | None = None
    span: tuple[int, int] | None = None
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """A numbered clause; `summary` (language → our own words), not the official text.

    title: its heading, language → words. parent: id of the provision it is a part of (a chapter, an annex).
    span: characters [start, end) of the accord's text that are the clause.
    """

    id: str
    summary: dict[str, str]
    title: dict[str, str] = field(default_factory=dict)
    parent: str | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """The text from which an accord's file was drafted, to which its spans refer.

    file: its name. sha256: of its bytes. language: ISO 639-1.
    """

    file: str
    sha256: str
    language: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one accord writes anew in another: the stipulation "<accord>/<stipulation>" and its new terms.

    provision: where it stands in the amending accord. deadline, duration, quantity: the new ones, None where
    unchanged; a deadline after signature, entry into force or a step means those of the amending accord, unless
    it names another. ended: the promise is taken back. It holds from the amending accord's entry into force.
    """

    stipulation: str
    provision: str
    deadline: Deadline | None = None
    duration: str | None = None
    quantity: float | None = None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Amendment:
    """A later change of one promise, found in evidence: never written into the accord's file.

    deadline: the new ISO 8601 day. said: ISO 8601 day on which it was said. evidence: its id.
    """

    accord: str
    stipulation: str
    deadline: str | None
    said: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Accord:
    """An agreement. `signed`: ISO 8601 day; `also_dated`: other days sources give it."""

    id: str
    names: dict[str, tuple[str, ...]]
    signed: str
    parties: tuple[Party, ...]
    provisions: tuple[Provision, ...]
    stipulations: tuple[Stipulation, ...]
    also_dated: tuple[str, ...] = ()
    in_force: str | None = None
    place: str | None = None
    ids: dict[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    implements: str | None = None
    """Stipulation of another accord that this one carries out: "<accord>/<stipulation>"."""
    supplements: str | None = None
    """Id of the accord to which this one adds: an annex, a protocol, an implementing agreement."""
    changes: tuple[Change, ...] = ()
    """What this accord writes anew in earlier ones, from its own entry into force on."""
    text: Text | None = None

    def stipulation(self, id: str) -> Stipulation:
        """The stipulation with this id; KeyError if the accord has none."""
        for one in self.stipulations:
            if one.id == id:
                return one
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of promise: see kinds.yaml. pam, pax: category and issue there, None if they have none."""

    id: str
    label: dict[str, str]
    definition: str
    completion: Completion
    pam: str | None = None
    pax: str | None = None
    minimal: str = ""
    intermediate: str = ""
    full: str = ""
    breach: str = ""
