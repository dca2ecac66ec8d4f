"""What one key of an accord's file alone does not show: what it says against itself, the gazetteer or others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from mithaq.accords import model, shape
from mithaq.accords.kinds import kinds
from mithaq.accords.terms import BEGINNINGS, step_of
from mithaq.accords.where import Fault

OTHER_STEP = "name another stipulation"


class Names(Protocol):
    """What is asked of a gazetteer: whether it knows an id."""

    def __contains__(self, id: object) -> bool:
        """Whether there is an entity with this id."""


def inconsistent(accord: shape.Accord) -> Iterator[Fault]:
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
            if key not in shape.Stipulation.model_fields:
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


def _parents(accord: shape.Accord) -> Iterator[Fault]:
    parents = {one.id: one.parent for one in accord.provisions}
    for n, one in enumerate(accord.provisions):
        seen, above = {one.id}, one.parent
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == one.id:
            yield Fault("the provision is a part of itself", ("provisions", n, "parent"), "name another provision")


def _check_deadline(
    deadline: shape.Deadline,
    accord: shape.Accord,
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
