"""Reading an accord's file: YAML in, a checked Accord out, errors that name file, key, line and mend."""

from __future__ import annotations

from datetime import date, datetime
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Protocol

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from mithaq.accords import model
from mithaq.accords.durations import is_duration
from mithaq.accords.kinds import kinds
from mithaq.accords.model import Completion, Role
from mithaq.data import load_yaml
from mithaq.errors import AccordError, DataError

MEND = "see docs/how-to/own-accord.md and the accords in accords/library for how a file is written"


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


Day = Annotated[str, AfterValidator(_day)]
Moment = Annotated[str, AfterValidator(_moment)]
Duration = Annotated[str, AfterValidator(_duration)]
Id = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]+(-[0-9a-z]+)*$")]
EntityId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]+(-[0-9a-z]+)*(/[0-9a-z]+(-[0-9a-z]+)*)?$")]
Step = Annotated[str, StringConstraints(pattern=r"^([0-9A-Za-z]+(-[0-9a-z]+)*/)?[0-9A-Za-z]+(-[0-9a-z]+)*$")]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Summary = dict[LanguageCode, Text]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Party(_Strict):
    entity: EntityId
    roles: tuple[Role, ...] = Field(min_length=1)
    signatories: tuple[EntityId, ...] = ()


class _Deadline(_Strict):
    by: Day | None = None
    within: Duration | None = None
    after: Step | None = None


def _span(pair: tuple[int, int]) -> tuple[int, int]:
    if not 0 <= pair[0] < pair[1]:
        raise ValueError(f"not a range of characters: {list(pair)}")
    return pair


Range = Annotated[tuple[int, int], AfterValidator(_span)]


class _Provision(_Strict):
    id: Id
    summary: Summary = Field(min_length=1)
    title: Summary = Field(default_factory=dict)
    parent: Id | None = None
    span: Range | None = None


class _Text(_Strict):
    file: Text
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    language: LanguageCode


class _Change(_Strict):
    stipulation: Step
    provision: Id
    deadline: _Deadline | None = None
    duration: Duration | None = None
    quantity: Annotated[float, Field(gt=0)] | None = None
    ended: bool = False


class _Variant(_Strict):
    official: bool
    about: Text
    provision: Id | None = None


class _Stipulation(_Strict):
    id: Id
    provision: Id
    kind: Id
    obligors: tuple[EntityId, ...] = Field(min_length=1)
    beneficiaries: tuple[EntityId, ...] = ()
    places: tuple[EntityId, ...] = ()
    completion: Completion | None = None
    quantity: Annotated[float, Field(gt=0)] | None = None
    unit: Text | None = None
    start: Moment | None = None
    deadline: _Deadline | None = None
    duration: Duration | None = None
    renewal: Text | None = None
    condition: Text | None = None
    summary: Summary = Field(min_length=1)
    object: Text | None = None
    period: Duration | None = None
    span: Range | None = None
    unsure: tuple[Text, ...] = ()


class _Accord(_Strict):
    id: Id
    names: dict[LanguageCode, Annotated[tuple[Text, ...], Field(min_length=1)]] = Field(min_length=1)
    signed: Day
    also_dated: tuple[Day, ...] = ()
    in_force: Day | None = None
    place: EntityId | None = None
    ids: dict[Text, Text] = Field(default_factory=dict)
    sources: tuple[Text, ...] = ()
    variants: tuple[_Variant, ...] = ()
    implements: Text | None = None
    supplements: Id | None = None
    changes: tuple[_Change, ...] = ()
    text: _Text | None = None
    parties: tuple[_Party, ...] = Field(min_length=1)
    provisions: tuple[_Provision, ...] = Field(min_length=1)
    stipulations: tuple[_Stipulation, ...] = Field(min_length=1)


def load_accord(path: str | Path, *, gazetteer: Names | None = None) -> model.Accord:
    """The accord in a YAML file.

    Parameters
    ----------
    path: the file. gazetteer: knows who and where; Mithaq's own if None.

    Raises AccordError for: a file that cannot be read or is not YAML; a missing or unknown key; a key given twice;
    a day, time or duration that is not ISO 8601; an unknown kind, role or completion; an id given twice; a
    stipulation of a provision that does not exist; a deadline before signature or after a stipulation that
    does not exist; an obligor, beneficiary, signatory or place that the gazetteer does not know.
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
    try:
        raw = load_yaml(source)
    except DataError as error:
        raise AccordError(error.message, place=error.place, mend=error.mend) from error
    except OSError as error:
        raise AccordError(
            f"cannot be read: {error.strerror}", place=str(source), mend="give the path of an accord's YAML file"
        ) from error
    where = _Where(source)
    where.refuse_doubled_keys()
    if not isinstance(raw, dict):
        raise AccordError("not an accord: the file is not a mapping", place=str(source), mend=MEND)
    try:
        checked = _Accord.model_validate(raw)
    except ValidationError as error:
        raise _first(error, where) from None
    _check(checked, where)
    return _accord(checked)


def check_names(accord: model.Accord, gazetteer: Names, source: Traversable | Path) -> None:
    """Refuse an accord that names somebody or some place the gazetteer does not know (AccordError)."""
    where = _Where(source)
    for n, party in enumerate(accord.parties):
        _known(party.entity, gazetteer, where, ("parties", n, "entity"))
        for k, person in enumerate(party.signatories):
            _known(person, gazetteer, where, ("parties", n, "signatories", k))
    parties = {party.entity for party in accord.parties}
    for n, one in enumerate(accord.stipulations):
        for key, named in (("obligors", one.obligors), ("beneficiaries", one.beneficiaries), ("places", one.places)):
            for k, id in enumerate(named):
                if id not in parties:
                    _known(id, gazetteer, where, ("stipulations", n, key, k))
    if accord.place is not None:
        _known(accord.place, gazetteer, where, ("place",))


def _known(id: str, gazetteer: Names, where: _Where, at: tuple[str | int, ...]) -> None:
    if id not in gazetteer:
        raise where.error(f"{id!r} is not in the gazetteer", at, "correct the id, or add it to gazetteer/data")


class _Where:
    """Where in a file a key stands, for errors only: the file is parsed a second time when one is raised."""

    def __init__(self, source: Traversable | Path) -> None:
        self.source = source

    def error(self, message: str, at: tuple[str | int, ...], mend: str = MEND) -> AccordError:
        """An AccordError for the key at this path; list items are counted from 1, as people do."""
        shown = ".".join(str(part + 1) if isinstance(part, int) else part for part in at)
        line = self._line(at)
        file = f"{self.source}:{line}" if line else str(self.source)
        return AccordError(message, place=f"{file}: {shown}" if shown else file, mend=mend)

    def refuse_doubled_keys(self) -> None:
        """YAML keeps the last of two equal keys without a word; an accord must not lose a clause that way."""
        waiting: list[tuple[Any, tuple[str | int, ...]]] = [(self._tree(), ())]
        while waiting:
            node, at = waiting.pop()
            if isinstance(node, yaml.MappingNode):
                seen: set[str] = set()
                for key, value in node.value:
                    if key.value in seen:
                        raise self.error(f"the key {key.value!r} is given twice", (*at, key.value), "remove one")
                    seen.add(key.value)
                    waiting.append((value, (*at, key.value)))
            elif isinstance(node, yaml.SequenceNode):
                waiting.extend((value, (*at, n)) for n, value in enumerate(node.value))

    def _tree(self) -> Any:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        return yaml.compose(self.source.read_bytes(), Loader=loader)

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


def _first(error: ValidationError, where: _Where) -> AccordError:
    """The first thing pydantic found, in our words, and how many more there are."""
    found = error.errors(include_url=False, include_context=False)
    first = found[0]
    at = tuple(part for part in first["loc"] if part != "[key]")
    message, mend = _plain(first["type"], first["msg"], first.get("input"), str(at[-1]) if at else "")
    if len(found) > 1:
        message += f" (and {len(found) - 1} more)"
    return where.error(message, at, mend)


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


def _check(accord: _Accord, where: _Where) -> None:
    """What one key alone does not show."""
    _once([one.id for one in accord.provisions], "provisions", where)
    _once([one.id for one in accord.stipulations], "stipulations", where)
    _once([one.entity for one in accord.parties], "parties", where)
    provisions = {one.id for one in accord.provisions}
    for n, variant in enumerate(accord.variants):
        if variant.provision is not None and variant.provision not in provisions:
            at = ("variants", n, "provision")
            raise where.error(f"no provision {variant.provision!r}", at, "name one of `provisions`")
    if accord.in_force is not None and accord.in_force < accord.signed:
        raise where.error("in force before it was signed", ("in_force",), "correct one of the two days")
    stipulations = {one.id: one for one in accord.stipulations}
    for n, one in enumerate(accord.stipulations):
        if one.kind not in kinds():
            raise where.error(
                f"unknown kind {one.kind!r}", ("stipulations", n, "kind"), "use a kind of accords/kinds.yaml"
            )
        if one.provision not in provisions:
            at = ("stipulations", n, "provision")
            raise where.error(f"no provision {one.provision!r}", at, "name one of `provisions`")
        if one.deadline is not None:
            _check_deadline(one, accord, stipulations, where, ("stipulations", n, "deadline"))


def _check_deadline(
    one: _Stipulation,
    accord: _Accord,
    stipulations: dict[str, _Stipulation],
    where: _Where,
    at: tuple[str | int, ...],
) -> None:
    deadline = one.deadline
    assert deadline is not None
    if (deadline.by is None) == (deadline.after is None):
        mend = "give `by`, or `within` and `after`"
        raise where.error("a deadline is either a day or counted from something", at, mend)
    if (deadline.within is None) != (deadline.after is None):
        raise where.error("`within` and `after` go together", at, "give both, or `by` alone")
    if deadline.by is not None and deadline.by < accord.signed:
        message = f"the deadline {deadline.by} lies before signature, {accord.signed}"
        raise where.error(message, (*at, "by"), "correct one of the two days")
    seen = {one.id}
    after = deadline.after
    while after is not None and after not in ("signature", "in-force") and "/" not in after:
        if after not in stipulations:
            raise where.error(f"no stipulation {after!r}", (*at, "after"), "name a stipulation, signature or in-force")
        if after in seen:
            raise where.error("the deadline waits for itself", (*at, "after"), "name another stipulation")
        seen.add(after)
        next_one = stipulations[after].deadline
        after = next_one.after if next_one is not None else None


def _once(ids: list[str], key: str, where: _Where) -> None:
    for n, id in enumerate(ids):
        if id in ids[:n]:
            name = "entity" if key == "parties" else "id"
            raise where.error(f"{id!r} is given twice", (key, n, name), "give each its own")


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
