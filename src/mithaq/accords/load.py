"""Reading an accord's file: YAML in, a checked Accord out, errors that name file, key, line and mend."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from mithaq.accords import model, shape
from mithaq.accords.consistent import Names, inconsistent, unknown_names
from mithaq.accords.where import MEND, Fault, Where
from mithaq.data import load_yaml
from mithaq.errors import AccordError, DataError


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
        checked = shape.Accord.model_validate(raw)
    except ValidationError as error:
        return None, [*faults, *_found(error)]
    return _accord(checked), [*faults, *inconsistent(checked)]


def check_names(accord: model.Accord, gazetteer: Names, source: Traversable | Path) -> None:
    """Refuse an accord that names somebody or some place the gazetteer does not know (AccordError)."""
    for fault in unknown_names(accord, gazetteer):
        raise Where(source).error(*fault)


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


def _variant(one: shape.Variant) -> str:
    head = "official" if one.official else "not official"
    return f"{head}, clause {one.provision}: {one.about}" if one.provision else f"{head}: {one.about}"


def _accord(checked: shape.Accord) -> model.Accord:
    fields = {name: getattr(checked, name) for name in shape.Accord.model_fields}
    fields["parties"] = tuple(model.Party(**dict(one)) for one in checked.parties)
    fields["provisions"] = tuple(model.Provision(**dict(one)) for one in checked.provisions)
    fields["variants"] = tuple(_variant(one) for one in checked.variants)
    fields["stipulations"] = tuple(_stipulation(one) for one in checked.stipulations)
    fields["changes"] = tuple(_change(one) for one in checked.changes)
    fields["text"] = model.Text(**dict(checked.text)) if checked.text is not None else None
    return model.Accord(**fields)


def _change(checked: shape.Change) -> model.Change:
    fields = dict(checked)
    if checked.deadline is not None:
        fields["deadline"] = model.Deadline(**dict(checked.deadline))
    return model.Change(**fields)


def _stipulation(checked: shape.Stipulation) -> model.Stipulation:
    fields = dict(checked)
    if checked.deadline is not None:
        fields["deadline"] = model.Deadline(**dict(checked.deadline))
    return model.Stipulation(**fields)
