"""The shape of an accord's file: its keys, and what each may hold."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

from mithaq.accords.durations import is_duration
from mithaq.accords.kinds import kinds
from mithaq.accords.model import Completion, Role


def _day(text: str) -> str:
    try:
        if len(text) != 10:
            raise ValueError
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"not an ISO 8601 day: {text!r}") from None
    return text


def _moment(text: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"not an ISO 8601 day or time: {text!r}") from None
    return text


def _duration(text: str) -> str:
    if not is_duration(text):
        raise ValueError(f"not an ISO 8601 duration: {text!r}")
    return text


def _span(pair: tuple[int, int]) -> tuple[int, int]:
    if not 0 <= pair[0] < pair[1]:
        raise ValueError(f"not a range of characters: {list(pair)}")
    return pair


def _kind_enum(schema: dict[str, Any]) -> None:
    schema["enum"] = sorted(kinds())


_DURATION = r"^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T\d+H)?$"
Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"})]
Moment = Annotated[
    str, AfterValidator(_moment), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}(T.+)?$"})
]
Duration = Annotated[str, AfterValidator(_duration), WithJsonSchema({"type": "string", "pattern": _DURATION})]
Id = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]+(-[0-9a-z]+)*$")]
EntityId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]+(-[0-9a-z]+)*(/[0-9a-z]+(-[0-9a-z]+)*)?$")]
Step = Annotated[str, StringConstraints(pattern=r"^([0-9A-Za-z]+(-[0-9a-z]+)*/)?[0-9A-Za-z]+(-[0-9a-z]+)*$")]
Elsewhere = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]+(-[0-9a-z]+)*/[0-9A-Za-z]+(-[0-9a-z]+)*$")]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Summary = dict[LanguageCode, Words]
Range = Annotated[tuple[int, int], AfterValidator(_span)]
Quantity = Annotated[float, Field(gt=0)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Party(_Strict):
    """Who is bound by the accord or stands by it."""

    entity: EntityId
    """Id of the gazetteer; of a state its ISO 3166 alpha-3 code."""
    roles: tuple[Role, ...] = Field(min_length=1)
    """What it is to the accord; one role or several."""
    signatories: tuple[EntityId, ...] = ()
    """The persons who signed for it (ids of the gazetteer)."""


class Deadline(_Strict):
    """By when: either `by`, or `within` and `after`."""

    by: Day | None = None
    """The day on which it must be done at the latest, in quotation marks: "2020-11-20"."""
    within: Duration | None = None
    """Time counted from `after`, in ISO 8601: P30D, P1M, PT72H."""
    after: Step | None = None
    """From when: signature, in-force, the id of another promise of this accord that must be done first, or
    <accord>/<one of these> of another accord."""


class Provision(_Strict):
    """A numbered clause of the accord."""

    id: Id
    """Its number or letter, in quotation marks if it is a number."""
    summary: Summary = Field(min_length=1)
    """What it says, in our own words, by language."""
    title: Summary = Field(default_factory=dict)
    """Its heading, by language."""
    parent: Id | None = None
    """The provision that it is a part of: a chapter, an annex."""
    span: Range | None = None
    """First character and the one after the last of the clause in the accord's text."""


class Text(_Strict):
    """The text from which the file was drafted, to which its spans refer."""

    file: Words
    """Its name; looked for beside this file."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """SHA-256 of its bytes, in hexadecimal figures."""
    language: LanguageCode
    """ISO 639-1."""


class Change(_Strict):
    """What this accord writes anew in a promise of an earlier one, from its own entry into force on."""

    stipulation: Elsewhere
    """The promise: <accord>/<stipulation>."""
    provision: Id
    """The provision of this accord in which it stands."""
    deadline: Deadline | None = None
    """The new deadline; signature, in-force and the ids of steps are those of this accord."""
    duration: Duration | None = None
    """The new duration, counted from where the old one was."""
    quantity: Quantity | None = None
    """The new quantity, in the old unit."""
    ended: bool = False
    """true if the promise is taken back."""


class Variant(_Strict):
    """A text of the accord that differs from the one used."""

    official: bool
    """Whether the variant is official."""
    about: Words
    """How it differs, in words."""
    provision: Id | None = None
    """The provision that differs."""


class Stipulation(_Strict):
    """One promise."""

    id: Id
    """Its id: 6a for the first promise of clause 6; in quotation marks if it is a number."""
    provision: Id
    """The provision in which it stands."""
    kind: Annotated[Id, WithJsonSchema({"type": "string"}), Field(json_schema_extra=_kind_enum)]
    """What sort of promise: an id of the catalogue of kinds."""
    obligors: tuple[EntityId, ...] = Field(min_length=1)
    """Who owes it (ids of the gazetteer)."""
    beneficiaries: tuple[EntityId, ...] = ()
    """To whom it is owed (ids of the gazetteer)."""
    places: tuple[EntityId, ...] = ()
    """Where it holds, or what is handed over (ids of the gazetteer)."""
    completion: Completion | None = None
    """How it is kept, if not as its kind says."""
    quantity: Quantity | None = None
    """How much is owed."""
    unit: Words | None = None
    """Of what: prisoner, troop, body, vehicle ..."""
    start: Moment | None = None
    """Day or time from which it holds."""
    deadline: Deadline | None = None
    """By when it must be done."""
    duration: Duration | None = None
    """For how long it holds, from its start, else from entry into force."""
    renewal: Words | None = None
    """How it is renewed, in words."""
    condition: Words | None = None
    """On what condition, in words."""
    summary: Summary = Field(min_length=1)
    """The promise in one sentence, in our own words, by language."""
    object: Words | None = None
    """What it is about, in words, where the kind does not say."""
    period: Duration | None = None
    """How often it is due again: P1M, P1W."""
    span: Range | None = None
    """First character and the one after the last of the words in the accord's text that promise it."""
    unsure: tuple[Words, ...] = ()
    """Keys of this promise that a person must still check."""


class Accord(_Strict):
    """An accord for Mithaq: who promised what to whom, by when."""

    id: Id
    """A name for the accord: a conflict or place and the day it was signed."""
    names: dict[LanguageCode, Annotated[tuple[Words, ...], Field(min_length=1)]] = Field(min_length=1)
    """The names that reports use, by language; the first of each is shown."""
    signed: Day
    """The day of signature, in quotation marks."""
    also_dated: tuple[Day, ...] = ()
    """Other days by which sources call it."""
    in_force: Day | None = None
    """The day of entry into force, if it is known; without it, the day of signature."""
    place: EntityId | None = None
    """Where it was signed (id of the gazetteer)."""
    ids: dict[Words, Words] = Field(default_factory=dict)
    """Its ids elsewhere: pax, un, wikidata ..."""
    sources: tuple[Words, ...] = ()
    """Where its text is published."""
    variants: tuple[Variant, ...] = ()
    """Texts of it that differ."""
    implements: Words | None = None
    """The promise of another accord that this one carries out: <accord>/<stipulation>."""
    supplements: Id | None = None
    """The accord to which this one adds, as an annex or a protocol."""
    changes: tuple[Change, ...] = ()
    """What it writes anew in earlier accords."""
    text: Text | None = None
    """The text from which this file was drafted."""
    parties: tuple[Party, ...] = Field(min_length=1)
    """Who is bound by it or stands by it."""
    provisions: tuple[Provision, ...] = Field(min_length=1)
    """Its clauses."""
    stipulations: tuple[Stipulation, ...] = Field(min_length=1)
    """Its promises, one each."""


def accord_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an accord's file, every key described: for editors."""
    found = Accord.model_json_schema(mode="validation")
    for one in (found, *found["$defs"].values()):
        for row in one.get("properties", {}).values():
            row["description"] = " ".join(row.get("description", "").split())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
