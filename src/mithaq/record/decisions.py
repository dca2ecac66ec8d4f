"""People's decisions in the record: kept in the journal, looked up in a table made from it, and what stands by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Select, delete, select

from mithaq.errors import InputError
from mithaq.linking.evidence import Evidence
from mithaq.record import journal, tables
from mithaq.review.apply import Effective, apply
from mithaq.review.model import ACTIONS, ON_EVIDENCE, Decision, Promise, check, is_machine

SHORTEST_PREFIX = 5
"""Characters of an id of evidence that are enough to name it, if no other id begins so."""


class Decided:
    """The part of a record that keeps people's decisions."""

    def _all(self, query: Any) -> list[Any]:
        raise NotImplementedError

    def _asking(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def _writing(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def _stands_otherwise(self, connection: Connection, promises: Iterable[Promise]) -> None:
        """Make anew, in the same transaction, whatever is kept that was made from these promises' evidence."""

    def decide(self, decision: Decision) -> Decision:
        """Keep a decision; it comes back with its number, the promises it touches and what it was made on.

        Raises InputError if it is not whole, or what it is about is not in the record.
        """
        check(decision)
        with self._writing() as connection:
            made = _completed(connection, decision)
            detail = asdict(made)
            del detail["seq"]
            seq = journal.append(connection, made.action, made.subject, detail)
            made = replace(made, seq=seq)
            _keep(connection, made)
            self._stands_otherwise(connection, made.touches)
        return made

    def preview(self, decision: Decision) -> Decision:
        """The decision as `decide` would keep it, without keeping it; InputError as there."""
        check(decision)
        with self._asking() as connection:
            return _completed(connection, decision)

    def decisions(
        self,
        *,
        accord: str | None = None,
        stipulation: str | None = None,
        subject: str | None = None,
        coder: str | None = None,
        since: str | None = None,
    ) -> list[Decision]:
        """The decisions, undone ones and undos among them, first made first.

        accord, stipulation: those that touch it. since: made on or after this ISO 8601 day.
        """
        column = tables.decisions.c
        query = select(column.seq, column.payload)
        if accord is not None or stipulation is not None:
            query = query.where(column.seq.in_(_touching(accord, stipulation)))
        if subject is not None:
            query = query.where(column.subject == subject)
        if coder is not None:
            query = query.where(column.coder == coder)
        if since is not None:
            query = query.where(column.at >= since)
        return [_decision(row) for row in self._all(query.order_by(column.seq))]

    def decision(self, seq: int) -> Decision | None:
        """The decision with this number; None if that entry of the journal is none."""
        column = tables.decisions.c
        rows = self._all(select(column.seq, column.payload).where(column.seq == seq))
        return _decision(rows[0]) if rows else None

    def scores(self, accord: str | None = None, stipulation: str | None = None) -> list[Decision]:
        """The levels given by hand, with the undos of them, as `review.assess_reviewed` takes them."""
        found = self.decisions(accord=accord, stipulation=stipulation)
        given = {one.seq for one in found if one.action == "score"}
        undos = given | {one.seq for one in found if one.action == "undo"}
        return [one for one in found if one.seq in undos]

    def effective_evidence(self, accord: str | None = None, stipulation: str | None = None) -> list[Evidence]:
        """The evidence as it stands by people's decisions, which are among its reasons; ordered as `evidence`.

        Of one promise it reads that promise's rows and those of the decisions that touch it, and nothing else.
        `Decision.touches` names the promises for which this may give something else once the decision is made.
        """
        return self.reviewed(accord, stipulation).evidence

    def reviewed(self, accord: str | None = None, stipulation: str | None = None) -> Effective:
        """The evidence with the decisions on each piece; what was rejected is there too, by whom and why."""
        with self._asking() as connection:
            return reviewed(connection, accord, stipulation)

    def promises(self, accord: str) -> list[str]:
        """Ids of the promises of an accord on which there is evidence or a decision of a person; "" for all of it."""
        found: set[str] = set()
        for column in (tables.evidence.c, tables.decision_promises.c):
            query = select(column.stipulation).where(column.accord == accord).distinct()
            found |= {row[0] for row in self._all(query)}
        return sorted(found)

    def find_evidence(self, name: str) -> str:
        """The id of the evidence of this id, or whose id alone begins so. InputError if there is none, or several."""
        ids = self._evidence_like(name, exact=True) or self._evidence_like(name, exact=False)
        if not ids:
            raise InputError(f"there is no evidence {name!r} in the record", mend="see `mithaq review queue`")
        if len(ids) > 1:
            raise InputError(f"{name!r} begins several ids: {', '.join(ids[:5])}", mend="write more of it")
        return ids[0]

    def _evidence_like(self, name: str, *, exact: bool) -> list[str]:
        if not exact and len(name) < SHORTEST_PREFIX:
            return []
        one, other = tables.evidence.c.id, tables.decisions.c.subject

        def named(column: Any) -> Any:
            return column == name if exact else column.startswith(name, autoescape=True)

        decided = select(other).where(named(other), tables.decisions.c.action.in_(sorted(ON_EVIDENCE)))
        return sorted(row[0] for row in self._all(select(one).where(named(one)).union(decided)))

    def rebuild_decisions(self) -> int:
        """Make the table of decisions anew from the journal; how many there are."""
        with self._writing() as connection:
            connection.execute(delete(tables.decision_promises))
            connection.execute(delete(tables.decisions))
            number = 0
            touched: set[Promise] = set()
            for decision in list(decisions_of_journal(connection)):
                _keep(connection, decision)
                touched |= set(decision.touches)
                number += 1
            self._stands_otherwise(connection, touched)
        return number


def reviewed(connection: Connection, accord: str | None = None, stipulation: str | None = None) -> Effective:
    """What `Record.reviewed` gives, as this connection sees it: also what its own transaction has just written."""
    decisions = _about(connection, accord, stipulation)
    found = _read(connection, _evidence_rows(accord, stipulation))
    if not decisions or (accord is None and stipulation is None):
        return apply(found, decisions)
    # A correction may have brought evidence here from another promise: of its report all is needed.
    elsewhere = {
        one.evidence.report
        for one in decisions
        if one.evidence is not None and not _within(_promise(one.evidence), accord, stipulation)
    }
    given = {one.id: one for one in found}
    for some in _portions(sorted(elsewhere)):
        given |= {one.id: one for one in _read(connection, _evidence_rows(reports=some))}
    every = apply(sorted(given.values(), key=lambda one: (one.known, one.report)), decisions)
    items = tuple(one for one in every.items if _within(one.promise, accord, stipulation))
    away = tuple(
        one
        for one in every.items
        if one.machine is not None
        and _within(_promise(one.machine), accord, stipulation)
        and not _within(one.promise, accord, stipulation)
    )
    return Effective(items, every.stranded, away)


def _about(connection: Connection, accord: str | None, stipulation: str | None) -> list[Decision]:
    """All decisions on what any decision that touches the promise is about."""
    column = tables.decisions.c
    query = select(column.seq, column.payload)
    if accord is not None or stipulation is not None:
        subjects = select(column.subject).where(column.seq.in_(_touching(accord, stipulation)))
        query = query.where(column.subject.in_(subjects))
    return [_decision(row) for row in connection.execute(query.order_by(column.seq))]


def decisions_of_journal(connection: Connection) -> Iterator[Decision]:
    """The decisions as the journal has them, first made first."""
    column = tables.journal.c
    query = select(column.seq, column.detail).where(column.action.in_(sorted(ACTIONS))).order_by(column.seq)
    with connection.execute(query) as rows:
        for row in rows:
            yield _decision(row)


def rows_of(decision: Decision) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The rows that a decision has in the tables made from the journal."""
    payload = asdict(decision)
    del payload["seq"]
    row = {name: getattr(decision, name) for name in ("seq", "at", "coder", "action", "subject")}
    touched = dict.fromkeys(decision.touches)
    return (
        {**row, "payload": journal.dump(payload)},
        [{"accord": accord, "stipulation": stipulation, "seq": decision.seq} for accord, stipulation in touched],
    )


def _keep(connection: Connection, decision: Decision) -> None:
    row, promises = rows_of(decision)
    connection.execute(tables.decisions.insert(), row)
    if promises:
        connection.execute(tables.decision_promises.insert(), promises)


def _completed(connection: Connection, one: Decision) -> Decision:
    """The decision with what it was made on and what it touches. InputError if its subject is not in the record."""
    column = tables.decisions.c
    query = select(column.seq, column.payload).where(column.subject == one.subject).order_by(column.seq)
    earlier = [_decision(row) for row in connection.execute(query)]
    touches: list[Promise] = [promise for decision in earlier for promise in decision.touches]
    if one.action == "undo":
        undone = next((decision for decision in earlier if decision.seq == one.undoes), None)
        if undone is None:
            raise InputError(f"entry {one.undoes} is no decision on {one.subject}", mend="see `mithaq journal show`")
        if is_machine(one.coder) and not is_machine(undone.coder):
            raise InputError(
                f"{one.coder} is no person, and undoes nothing that {undone.coder} decided",
                mend="undo it under your own name",
            )
        return replace(one, touches=tuple(dict.fromkeys(touches)))
    if one.action in ON_EVIDENCE:
        seen = one.evidence if one.action == "link" else _seen(connection, one.subject, earlier)
        if seen is None:
            raise InputError(f"there is no evidence {one.subject!r} in the record", mend="see `mithaq review queue`")
        touches.append(_promise(seen))
        if "stipulation" in one.fields:
            accord, _, stipulation = str(one.fields["stipulation"]).rpartition("/")
            touches.append((accord, stipulation))
        return replace(one, evidence=seen, touches=tuple(dict.fromkeys(touches)))
    if one.action in ("join", "split"):
        for name in (one.subject, one.other or ""):
            found = _bears(connection, name)
            if found is None:
                raise InputError(f"there is no claim {name!r} in the record", mend="name it as REPORT/CLAIM")
            touches.extend(found)
    elif one.action == "score":
        accord, _, stipulation = one.subject.rpartition("/")
        touches.append((accord, stipulation))
        for id in one.cited:
            if _seen(connection, id, ()) is None:
                raise InputError(f"there is no evidence {id!r} in the record", mend="cite ids that `mithaq why` shows")
    else:
        seen = _seen(connection, one.subject, earlier)
        touches += [_promise(seen)] if seen is not None else _bears(connection, one.subject) or []
        if not touches and "/" in one.subject:
            accord, _, stipulation = one.subject.rpartition("/")
            touches.append((accord, stipulation))
        return replace(one, evidence=seen, touches=tuple(dict.fromkeys(touches)))
    return replace(one, touches=tuple(dict.fromkeys(touches)))


def _seen(connection: Connection, id: str, earlier: Iterable[Decision]) -> Evidence | None:
    """The evidence with this id as the machine gives it, or as it was when it was last decided on."""
    column = tables.evidence.c
    row = connection.execute(select(column.payload).where(column.id == id).limit(1)).first()
    if row is not None:
        return _evidence_reader().validate_json(row[0])
    return next((one.evidence for one in reversed(list(earlier)) if one.evidence is not None), None)


def _bears(connection: Connection, name: str) -> list[Promise] | None:
    """The promises on which a claim bears; None if there is no such claim."""
    report, _, claim = name.partition("/")
    column = tables.claims.c
    if connection.execute(select(column.id).where(column.report == report, column.id == claim)).first() is None:
        return None
    one = tables.evidence.c
    query = select(one.accord, one.stipulation).where(one.report == report, one.claim == claim).distinct()
    return [(row[0], row[1]) for row in connection.execute(query)]


def _touching(accord: str | None, stipulation: str | None) -> Select[Any]:
    column = tables.decision_promises.c
    query = select(column.seq)
    if accord is not None:
        query = query.where(column.accord == accord)
    return query.where(column.stipulation == stipulation) if stipulation is not None else query


def _evidence_rows(
    accord: str | None = None, stipulation: str | None = None, *, reports: list[str] | None = None
) -> Select[Any]:
    column = tables.evidence.c
    query = select(column.payload)
    if accord is not None:
        query = query.where(column.accord == accord)
    if stipulation is not None:
        query = query.where(column.stipulation == stipulation)
    if reports is not None:
        query = query.where(column.report.in_(reports))
    return query.order_by(column.known, column.report, column.ordinal)


def _portions(ids: list[str], size: int = 500) -> Iterator[list[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def _within(promise: Promise, accord: str | None, stipulation: str | None) -> bool:
    return accord in (None, promise[0]) and stipulation in (None, promise[1])


def _promise(one: Evidence) -> Promise:
    return one.accord, one.stipulation


def _read(connection: Connection, query: Select[Any]) -> list[Evidence]:
    read = _evidence_reader().validate_json
    return [read(row[0]) for row in connection.execute(query)]


def _decision(row: Any) -> Decision:
    return replace(_decision_reader().validate_json(row[1]), seq=row[0])


@cache
def _evidence_reader() -> TypeAdapter[Evidence]:
    return TypeAdapter(Evidence)


@cache
def _decision_reader() -> TypeAdapter[Decision]:
    return TypeAdapter(Decision)
