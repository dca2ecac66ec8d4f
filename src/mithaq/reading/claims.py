"""What one report says: the items a reading is made of.

Every item is a span of the report's text: `text[item.start:item.end]` are its words. A claim is
what a report *says*; whether it happened is never decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mithaq.languages.base import Effect
from mithaq.reports.model import Span

Precision = Literal["minute", "hour", "part", "day", "week", "month", "season", "year", "decade", "interval", "unknown"]
Relation = Literal["at", "by", "since", "until", "during", "within", "about"]
NameType = Literal["person", "organisation", "state", "place", "group", "office"]
Via = Literal["name", "metonym", "demonym", "office", "mention"]
Modality = Literal[
    "happened", "ongoing", "planned", "promised", "demanded", "conditional", "denied", "alleged", "failed"
]
Stance = Literal[
    "say", "praise", "criticise", "accuse", "deny", "demand", "promise", "threaten", "confirm", "doubt", "thank"
]


@dataclass(frozen=True, slots=True)
class Time(Span):
    """A time the text names.

    value: ISO 8601 day ("2020-11-10"), month, year, or day and minute ("2020-11-10T00:00+03:00"),
        or an EDTF interval ("2020-11-09/2020-11-10", "../2020-12-01"); "" when it could not be resolved.
    precision: of the value. relation: how the text ties the event to it ("by 1 December" is "by").
    duration: ISO 8601 duration ("P5Y") when the text names a length of time, else None.
    """

    value: str
    precision: Precision
    relation: Relation = "at"
    duration: str | None = None


@dataclass(frozen=True, slots=True)
class Name(Span):
    """A mention of somebody or some place.

    entity: id in the gazetteer, or None when it is in no list. country: ISO 3166 alpha-3 of the state
    it is, belongs to, or speaks for. via: how it was named (its name, a metonym such as "the Kremlin"
    for a state, a demonym, an office, a later short mention). holder: for an office, the person who
    held it on the day of the report, as an id. first: for a later short mention ("the town", a surname), the
    span of the name it stands for, where that is known.
    """

    type: NameType
    entity: str | None = None
    country: str | None = None
    via: Via = "name"
    holder: str | None = None
    first: Span | None = None


@dataclass(frozen=True, slots=True)
class Quantity(Span):
    """A number of something: `value` is the best figure, `low` and `high` the range if one is given.

    unit: what is counted ("prisoner", "body", "troop", "vehicle", "mine", "kilometre", "percent",
    "person", …) or None. approximate: "about", "more than", "up to".
    """

    value: float
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Quotation(Span):
    """Words given as somebody's; a claim about what somebody said.

    The span covers the quoted words (without the marks) or the reported clause. verb: span of the word
    of saying. direct: in quotation marks. stance: the attitude the verb carries. addressee: to whom;
    occasion: span of the words that name the occasion; channel: through whom it was passed on.
    """

    speaker: Name | None
    addressee: Name | None = None
    occasion: Span | None = None
    channel: Name | None = None
    direct: bool = True
    stance: Stance = "say"
    verb: Span | None = None


@dataclass(frozen=True, slots=True)
class Reference(Span):
    """A mention of an agreement. dates: the days it is named by (ISO 8601); accords: ids it resolves to."""

    dates: tuple[str, ...] = ()
    accords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim(Span):
    """What one report says happened, is planned, promised, demanded, denied or alleged.

    The span is the clause that says it; `trigger` the word it hangs on.

    event: PLOVER type; mode: its PLOVER mode or None. sense: the entry of senses.yaml it was read by.
    kind: kind of stipulation it speaks of, or None. effect: what it does to a promise of that kind.
    modality: how it is asserted. background: told as history, not as news.
    actors, recipients: who did it, and to or with whom. places: where, or the territory concerned.
    objects: spans of the words for the things concerned (the prisoners, the corridor).
    attribution: the chain on whose word it stands, first speaker first, outlet last; empty when the
    outlet itself is the only voice and the text does not name it.
    stance: of the speaker. reference: the agreement the claim speaks of, if it names one.
    """

    id: str
    event: str
    mode: str | None
    sense: str
    kind: str | None
    effect: Effect
    modality: Modality
    trigger: Span
    actors: tuple[Name, ...] = ()
    recipients: tuple[Name, ...] = ()
    places: tuple[Name, ...] = ()
    objects: tuple[Span, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attribution: tuple[Name, ...] = ()
    stance: Stance = "say"
    background: bool = False
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one report; each tuple in order of the text.

    skipped: what could not be read, each with its reason.
    """

    text: str
    language: str
    published: str | None
    times: tuple[Time, ...] = ()
    names: tuple[Name, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    references: tuple[Reference, ...] = ()
    claims: tuple[Claim, ...] = ()
    source: tuple[Name, ...] = ()
    """The agencies and the outlet that the report's own lines name, agency first, outlet last."""
    skipped: tuple[str, ...] = ()
