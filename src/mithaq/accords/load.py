"""Reading an accord's file: YAML in, a checked Accord out, errors that name file, key, line and mend."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Protocol

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
)

from mithaq.accords import model
from mithaq.accords.durations import is_duration
from mithaq.accords.kinds import kinds
from mithaq.accords.model import Completion, Role
from mithaq.accords.terms import BEGINNINGS, step_of
from mithaq.data import load_yaml
from mithaq.errors import AccordError, DataError

MEND = "see docs/how-to/own-accord.md and the accords in accords/library for how a file is written"
OTHER_STEP = "name another stipulation"


class Names(Protocol):
    """What is asked of a gazetteer: whether it knows an id."""

    def __contains__(self, id: object) -> bool:
        """Whether there is an entity with this id."""


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
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Summary = dict[LanguageCode, Text]
Range = Annotated[tuple[int, int], AfterValidator(_span)]
Quantity = Annotated[float, Field(gt=0)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class _Party(_Strict):
    """Who is bound by the accord or stands by it."""

    entity: EntityId
    """Id of the gazetteer; of a state its ISO 3166 alpha-3 code."""
    roles: tuple[Role, ...] = Field(min_length=1)
    """What it is to the accord; one role or several."""
    signatories: tuple[EntityId, ...] = ()
    """The persons who signed for it (ids of the gazetteer)."""


class _Deadline(_Strict):
    """By when: either `by`, or `within` and `after`."""

    by: Day | None = None
    """The day on which it must be done at the latest, in quotation marks: "2020-11-20"."""
    within: Duration | None = None
    """Time counted from `after`, in ISO 8601: P30D, P1M, PT72H."""
    after: Step | None = None
    """From when: signature, in-force, the id of another promise of this accord that must be done first, or
    <accord>/<one of these> of another accord."""


class _Provision(_Strict):
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


class _Text(_Strict):
    """The text from which the file was drafted, to which its spans refer."""

    file: Text
    """Its name; looked for beside this file."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """SHA-256 of its bytes, in hexadecimal figures."""
    language: LanguageCode
    """ISO 639-1."""


class _Change(_Strict):
    """What this accord writes anew in a promise of an earlier one, from its own entry into force on."""

    stipulation: Elsewhere
    """The promise: <accord>/<stipulation>."""
    provision: Id
    """The provision of this accord in which it stands."""
    deadline: _Deadline | None = None
    """The new deadline; signature, in-force and the ids of steps are those of this accord."""
    duration: Duration | None = None
    """The new duration, counted from where the old one was."""
    quantity: Quantity | None = None
    """The new quantity, in the old unit."""
    ended: bool = False
    """true if the promise is taken back."""


class _Variant(_Strict):
    """A text of the accord that differs from the one used."""

    official: bool
    """Whether the variant is official."""
    about: Text
    """How it differs, in words."""
    provision: Id | None = None
    """The provision that differs."""


class _Stipulation(_Strict):
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
    unit: Text | None = None
    """Of what: prisoner, troop, body, vehicle ..."""
    start: Moment | None = None
    """Day or time from which it holds."""
    deadline: _Deadline | None = None
    """By when it must be done."""
    duration: Duration | None = None
    """For how long it holds, from its start, else from entry into force."""
    renewal: Text | None = None
    """How it is renewed, in words."""
    condition: Text | None = None
    """On what condition, in words."""
    summary: Summary = Field(min_length=1)
    """The promise in one sentence, in our own words, by language."""
    object: Text | None = None
    """What it is about, in words, where the kind does not say."""
    period: Duration | None = None
    """How often it is due again: P1M, P1W."""
    span: Range | None = None
    """First character and the one after the last of the words in the accord's text that promise it."""
    unsure: tuple[Text, ...] = ()
    """Keys of this promise that a person must still check."""


class _Accord(_Strict):
    """An accord for Mithaq: who promised what to whom, by when."""

    id: Id
    """A name for the accord: a conflict or place and the day it was signed."""
    names: dict[LanguageCode, Annotated[tuple[Text, ...], Field(min_length=1)]] = Field(min_length=1)
    """The names that reports use, by language; the first of each is shown."""
    signed: Day
    """The day of signature, in quotation marks."""
    also_dated: tuple[Day, ...] = ()
    """Other days by which sources call it."""
    in_force: Day | None = None
    """The day of entry into force, if it is known; without it, the day of signature."""
    place: EntityId | None = None
    """Where it was signed (id of the gazetteer)."""
    ids: dict[Text, Text] = Field(default_factory=dict)
    """Its ids elsewhere: pax, un, wikidata ..."""
    sources: tuple[Text, ...] = ()
    """Where its text is published."""
    variants: tuple[_Variant, ...] = ()
    """Texts of it that differ."""
    implements: Text | None = None
    """The promise of another accord that this one carries out: <accord>/<stipulation>."""
    supplements: Id | None = None
    """The accord to which this one adds, as an annex or a protocol."""
    changes: tuple[_Change, ...] = ()
    """What it writes anew in earlier accords."""
    text: _Text | None = None
    """The text from which this file was drafted."""
    parties: tuple[_Party, ...] = Field(min_length=1)
    """Who is bound by it or stands by it."""
    provisions: tuple[_Provision, ...] = Field(min_length=1)
    """Its clauses."""
    stipulations: tuple[_Stipulation, ...] = Field(min_length=1)
    """Its promises, one each."""


class Fault(NamedTuple):
    """What is wrong at a key of an accord's file: `at` is the way to the key, list items counted from 0."""

    message: str
    at: tuple[str | int, ...]
    mend: str = MEND


def load_accord(path: str | Path, *, gazetteer: Names | None = None) -> model.Accord:
    """The accord in a YAML file.

    Parameters
    ----------
    path: the file. gazetteer: knows who and where; Mithaq's own if None.

    Raises AccordError for: a file that cannot be read or is not YAML; a missing or unknown key; a key given twice;
    a day, time or duration that is not ISO 8601; an unknown kind, role or completion; an id given twice; a
    stipulation or change of a provision that does not exist; a deadline before signature or after a stipulation
    that does not exist, or one that waits for itself; a change that says nothing; an obligor, beneficiary, signatory
    or place that the gazetteer does not know. It names the first; `accords.check` finds all.
    """
    file = Path(path)
    accord = read_accord(file)
    if gazetteer is None:
        from mithaq.gazetteer import load_gazetteer

        gazetteer = load_gazetteer()
    check_names(accord, gazetteer, file)
    return accord


def read_accord(source: Traversable | Path) -> model.Accord:
    """The accord in a YAML file, checked in all but whether the gazetteer knows its names."""
    where = Where(source)
    accord, faults = parse_accord(where)
    if faults:
        raise where.error(*faults[0])
    assert accord is not None
    return accord


def parse_accord(where: Where) -> tuple[model.Accord | None, list[Fault]]:
    """The accord in a YAML file, and all that is wrong in it; None if it has not the shape of an accord.

    An accord that has faults is fit for further checks only.

    Raises AccordError if the file cannot be read or is no YAML.
    """
    source = where.source
    try:
        raw = load_yaml(source)
    except DataError as error:
        raise AccordError(error.message, place=error.place, mend=error.mend) from error
    except OSError as error:
        raise AccordError(
            f"cannot be read: {error.strerror}", place=str(source), mend="give the path of an accord's YAML file"
        ) from error
    faults = list(where.doubled_keys())
    if not isinstance(raw, dict):
        return None, [*faults, Fault("not an accord: the file is not a mapping", ())]
    try:
        checked = _Accord.model_validate(raw)
    except ValidationError as error:
        return None, [*faults, *_found(error)]
    return _accord(checked), [*faults, *_check(checked)]


def accord_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an accord's file, every key described: for editors."""
    schema = _Accord.model_json_schema(mode="validation")
    found: dict[str, Any] = json.loads(json.dumps(schema).replace('"#/$defs/_', '"#/$defs/'))
    found["$defs"] = {name.removeprefix("_"): one for name, one in found["$defs"].items()}
    for one in (found, *found["$defs"].values()):
        one["title"] = one["title"].removeprefix("_")
        for row in one.get("properties", {}).values():
            row["description"] = " ".join(row.get("description", "").split())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def check_names(accord: model.Accord, gazetteer: Names, source: Traversable | Path) -> None:
    """Refuse an accord that names somebody or some place the gazetteer does not know (AccordError)."""
    for fault in unknown_names(accord, gazetteer):
        raise Where(source).error(*fault)


def unknown_names(accord: model.Accord, gazetteer: Names) -> Iterator[Fault]:
    """Everybody and every place an accord names that the gazetteer does not know."""
    parties = {party.entity for party in accord.parties}
    named: list[tuple[str, tuple[str | int, ...]]] = []
    for n, party in enumerate(accord.parties):
        named.append((party.entity, ("parties", n, "entity")))
        named += [(id, ("parties", n, "signatories", k)) for k, id in enumerate(party.signatories)]
    for n, one in enumerate(accord.stipulations):
        for key, ids in (("obligors", one.obligors), ("beneficiaries", one.beneficiaries), ("places", one.places)):
            named += [(id, ("stipulations", n, key, k)) for k, id in enumerate(ids) if id not in parties]
    if accord.place is not None:
        named.append((accord.place, ("place",)))
    for id, at in named:
        if id not in gazetteer:
            yield Fault(f"{id!r} is not in the gazetteer", at, "correct the id, or add it to gazetteer/data")


def unknown_references(accord: model.Accord, accords: Mapping[str, model.Accord]) -> Iterator[Fault]:
    """What an accord says of others that they do not bear out: an accord or a promise that is not there."""
    ids = {id: {one.id for one in other.stipulations} for id, other in accords.items()}
    ids[accord.id] = {one.id for one in accord.stipulations}

    def missing(name: str, at: tuple[str | int, ...]) -> Iterator[Fault]:
        of, _, id = name.partition("/")
        if of not in ids:
            yield Fault(f"there is no accord {of!r}", at, "correct the id, or name its file too")
        elif id not in ids[of] and id not in BEGINNINGS:
            yield Fault(f"no stipulation {id!r} in {of}", at, "name a promise of that accord")

    if accord.supplements is not None and accord.supplements not in ids:
        mend = "correct the id, or name its file too"
        yield Fault(f"there is no accord {accord.supplements!r}", ("supplements",), mend)
    if accord.implements is not None:
        yield from missing(accord.implements, ("implements",))
    for n, change in enumerate(accord.changes):
        at: tuple[str | int, ...] = ("changes", n)
        yield from missing(change.stipulation, (*at, "stipulation"))
        other = accords.get(change.stipulation.partition("/")[0])
        if other is not None and other.signed > accord.signed:
            message = f"{other.id} was signed later, on {other.signed}"
            yield Fault(message, (*at, "stipulation"), "write the change into the later accord")
        if change.deadline is not None and "/" in (change.deadline.after or ""):
            yield from missing(change.deadline.after or "", (*at, "deadline", "after"))
    for n, one in enumerate(accord.stipulations):
        if one.deadline is not None and "/" in (one.deadline.after or ""):
            yield from missing(one.deadline.after or "", ("stipulations", n, "deadline", "after"))
    yield from _circles(accord, {**accords, accord.id: accord})


def _circles(accord: model.Accord, accords: Mapping[str, model.Accord]) -> Iterator[Fault]:
    """Deadlines that come to wait for themselves by way of another accord."""
    deadlines = {(id, one.id): one.deadline for id, other in accords.items() for one in other.stipulations}
    for n, one in enumerate(accord.stipulations):
        seen, way = {(accord.id, one.id)}, step_of(one.deadline, accord.id)
        abroad = False
        while way is not None:
            abroad = abroad or way[0] != accord.id
            if way in seen:
                if abroad and way == (accord.id, one.id):
                    yield Fault("the deadline waits for itself", ("stipulations", n, "deadline", "after"), OTHER_STEP)
                break
            seen.add(way)
            way = step_of(deadlines.get(way), way[0])


class Where:
    """Where in a file a key stands, for errors only: the file is parsed a second time when one is raised."""

    def __init__(self, source: Traversable | Path) -> None:
        self.source = source
        self._root: Any = None

    def __call__(self, at: tuple[str | int, ...]) -> tuple[int | None, str]:
        """The line of a key (None if the file has none) and the way to it, list items counted from 1."""
        return self._line(at), ".".join(str(part + 1) if isinstance(part, int) else part for part in at)

    def error(self, message: str, at: tuple[str | int, ...], mend: str = MEND) -> AccordError:
        """An AccordError for the key at this path; list items are counted from 1, as people do."""
        line, shown = self(at)
        file = f"{self.source}:{line}" if line else str(self.source)
        return AccordError(message, place=f"{file}: {shown}" if shown else file, mend=mend)

    def doubled_keys(self) -> Iterator[Fault]:
        """YAML keeps the last of two equal keys without a word; an accord must not lose a clause that way."""
        waiting: list[tuple[Any, tuple[str | int, ...]]] = [(self._tree(), ())]
        visited: set[int] = set()
        while waiting:
            node, at = waiting.pop()
            if id(node) in visited:  # an alias; it may even lie in what it names
                continue
            visited.add(id(node))
            if isinstance(node, yaml.MappingNode):
                seen: set[str] = set()
                for key, value in node.value:
                    if not isinstance(key, yaml.ScalarNode):
                        continue
                    if key.value in seen:
                        yield Fault(f"the key {key.value!r} is given twice", (*at, key.value), "remove one")
                    seen.add(key.value)
                    waiting.append((value, (*at, key.value)))
            elif isinstance(node, yaml.SequenceNode):
                waiting.extend((value, (*at, n)) for n, value in enumerate(node.value))

    def _tree(self) -> Any:
        if self._root is None:
            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
            self._root = yaml.compose(self.source.read_bytes(), Loader=loader)
        return self._root

    def _line(self, at: tuple[str | int, ...]) -> int | None:
        """The line of the deepest part of the path that the file has."""
        try:
            node = self._tree()
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            return None
        line = None
        for part in at:
            if isinstance(part, str) and isinstance(node, yaml.MappingNode):
                pair = next(((key, value) for key, value in node.value if key.value == part), None)
                if pair is None:
                    break
                line, node = pair[0].start_mark.line + 1, pair[1]
            elif isinstance(part, int) and isinstance(node, yaml.SequenceNode) and part < len(node.value):
                node = node.value[part]
                line = node.start_mark.line + 1
            else:
                break
        return line


def _found(error: ValidationError) -> Iterator[Fault]:
    """All that pydantic found, in our words."""
    for one in error.errors(include_url=False, include_context=False):
        if one["type"] == "too_short" and one.get("input"):
            continue  # of a list whose rows are all refused already
        at = tuple(part for part in one["loc"] if part != "[key]")
        message, mend = _plain(one["type"], one["msg"], one.get("input"), str(at[-1]) if at else "")
        yield Fault(message, at, mend)


def _plain(kind: str, said: str, given: object, key: str) -> tuple[str, str]:
    if kind == "extra_forbidden":
        return f"unknown key {key!r}", "correct its spelling or remove it"
    if kind == "missing":
        return f"the key {key!r} is missing", "add it"
    if kind == "string_type" and not isinstance(given, (dict, list)):
        return f"not text: {given!r}", "write it in quotation marks"
    if kind == "value_error":
        mend = "write days as 2020-11-20, times as 2020-11-10T00:00+03:00, lengths of time as P5Y, P1M, P10D"
        return said.removeprefix("Value error, "), mend
    if kind == "literal_error":
        return f"{given!r} is not one of the words allowed here", said.replace("Input should be", "write")
    if kind == "string_pattern_mismatch":
        return f"not an id: {given!r}", "use letters, digits and hyphens"
    return f"{said}: {given!r}", MEND


def _check(accord: _Accord) -> Iterator[Fault]:
    """What one key alone does not show."""
    yield from _once([one.id for one in accord.provisions], "provisions")
    yield from _once([one.id for one in accord.stipulations], "stipulations")
    yield from _once([one.entity for one in accord.parties], "parties")
    provisions = {one.id for one in accord.provisions}
    named: list[tuple[str | None, tuple[str | int, ...]]] = [
        *((one.provision, ("variants", n, "provision")) for n, one in enumerate(accord.variants)),
        *((one.parent, ("provisions", n, "parent")) for n, one in enumerate(accord.provisions)),
        *((one.provision, ("changes", n, "provision")) for n, one in enumerate(accord.changes)),
        *((one.provision, ("stipulations", n, "provision")) for n, one in enumerate(accord.stipulations)),
    ]
    for id, at in named:
        if id is not None and id not in provisions:
            yield Fault(f"no provision {id!r}", at, "name one of `provisions`")
    yield from _parents(accord)
    if accord.in_force is not None and accord.in_force < accord.signed:
        yield Fault("in force before it was signed", ("in_force",), "correct one of the two days")
    if accord.supplements == accord.id:
        yield Fault("the accord supplements itself", ("supplements",), "name another accord")
    steps = {one.id: one.deadline.after if one.deadline is not None else None for one in accord.stipulations}
    for n, one in enumerate(accord.stipulations):
        at = ("stipulations", n)
        if one.kind not in kinds():
            yield Fault(f"unknown kind {one.kind!r}", (*at, "kind"), "use a kind of accords/kinds.yaml")
        if one.id in BEGINNINGS:
            yield Fault(f"a promise may not be called {one.id!r}", (*at, "id"), "give it another id")
        for k, key in enumerate(one.unsure):
            if key not in _Stipulation.model_fields:
                yield Fault(f"unknown key {key!r}", (*at, "unsure", k), "name keys of this promise")
        if one.deadline is not None:
            yield from _check_deadline(one.deadline, accord, steps, one.id, (*at, "deadline"))
    for n, change in enumerate(accord.changes):
        at = ("changes", n)
        if change.stipulation.startswith(f"{accord.id}/"):
            yield Fault("an accord cannot change itself", (*at, "stipulation"), "write the terms into the promise")
        terms = (change.deadline, change.duration, change.quantity)
        if all(one is None for one in terms) and not change.ended:
            mend = "give deadline, duration or quantity, or ended: true"
            yield Fault("the change says nothing", at, mend)
        if change.ended and any(one is not None for one in terms):
            yield Fault("a promise taken back has no terms", (*at, "ended"), "remove one of the two")
        if change.deadline is not None:
            yield from _check_deadline(change.deadline, accord, steps, None, (*at, "deadline"))


def _parents(accord: _Accord) -> Iterator[Fault]:
    parents = {one.id: one.parent for one in accord.provisions}
    for n, one in enumerate(accord.provisions):
        seen, above = {one.id}, one.parent
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == one.id:
            yield Fault("the provision is a part of itself", ("provisions", n, "parent"), "name another provision")


def _check_deadline(
    deadline: _Deadline,
    accord: _Accord,
    steps: Mapping[str, str | None],
    of: str | None,
    at: tuple[str | int, ...],
) -> Iterator[Fault]:
    """What is wrong with a deadline. steps: what each promise's is counted from. of: its own promise, if it has one."""
    if (deadline.by is None) == (deadline.after is None):
        yield Fault("a deadline is either a day or counted from something", at, "give `by`, or `within` and `after`")
        return
    if (deadline.within is None) != (deadline.after is None):
        yield Fault("`within` and `after` go together", at, "give both, or `by` alone")
    if deadline.by is not None and deadline.by < accord.signed:
        message = f"the deadline {deadline.by} lies before signature, {accord.signed}"
        yield Fault(message, (*at, "by"), "correct one of the two days")
    seen = {of}
    first = after = _own_step(deadline.after, accord.id)
    while after is not None and after not in BEGINNINGS and "/" not in after:
        if after not in steps:
            if after == first:  # of the others, it is said where they stand
                mend = "name a stipulation, signature or in-force"
                yield Fault(f"no stipulation {after!r}", (*at, "after"), mend)
            return
        if after in seen:
            if after == of:
                yield Fault("the deadline waits for itself", (*at, "after"), OTHER_STEP)
            return
        seen.add(after)
        after = _own_step(steps[after], accord.id)


def _own_step(after: str | None, accord: str) -> str | None:
    """The step without the name of its accord if it is this one."""
    return after.removeprefix(f"{accord}/") if after is not None else None


def _once(ids: list[str], key: str) -> Iterator[Fault]:
    for n, id in enumerate(ids):
        if id in ids[:n]:
            yield Fault(f"{id!r} is given twice", (key, n, "entity" if key == "parties" else "id"), "give each its own")


def _variant(one: _Variant) -> str:
    head = "official" if one.official else "not official"
    return f"{head}, clause {one.provision}: {one.about}" if one.provision else f"{head}: {one.about}"


def _accord(checked: _Accord) -> model.Accord:
    fields = {name: getattr(checked, name) for name in _Accord.model_fields}
    fields["parties"] = tuple(model.Party(**dict(one)) for one in checked.parties)
    fields["provisions"] = tuple(model.Provision(**dict(one)) for one in checked.provisions)
    fields["variants"] = tuple(_variant(one) for one in checked.variants)
    fields["stipulations"] = tuple(_stipulation(one) for one in checked.stipulations)
    fields["changes"] = tuple(_change(one) for one in checked.changes)
    fields["text"] = model.Text(**dict(checked.text)) if checked.text is not None else None
    return model.Accord(**fields)


def _change(checked: _Change) -> model.Change:
    fields = dict(checked)
    if checked.deadline is not None:
        fields["deadline"] = model.Deadline(**dict(checked.deadline))
    return model.Change(**fields)


def _stipulation(checked: _Stipulation) -> model.Stipulation:
    fields = dict(checked)
    if checked.deadline is not None:
        fields["deadline"] = model.Deadline(**dict(checked.deadline))
    return model.Stipulation(**fields)
