"""Whether the record is still what its journal says: every way in which either could have been altered.

What this cannot see by itself: a journal that somebody wrote anew from its beginning, hashes and all. Therefore note
the head now and then somewhere else, and give it here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, select

from mithaq.record import journal, tables
from mithaq.record.decisions import decisions_of_journal, rows_of

MOST = 200
"""Faults told one by one; the rest are counted."""
SHORTEST_HEAD = 12
"""Characters of a hash that a person must at least have noted."""
_CHUNK = 1000

READ = {
    "claims": ("ordinal", "id", "kind", "payload"),
    "quotations": ("ordinal", "speaker", "payload"),
    "evidence": ("ordinal", "id", "accord", "stipulation", "bearing", "day", "known", "payload"),
}
"""The tables of what was read in a report, and the columns that its entry in the journal vouches for."""
_FIELDS = ("language", "outlet", "published", "title", "address", "licence", "added", "arrival")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. head: hash of the last entry, "" if there is none. more: faults beyond those told."""

    entries: int
    head: str
    faults: tuple[str, ...] = ()
    more: int = 0


@dataclass(slots=True)
class _Faults:
    told: list[str] = field(default_factory=list)
    more: int = 0

    def add(self, fault: str) -> None:
        if len(self.told) < MOST:
            self.told.append(fault)
        else:
            self.more += 1


@dataclass(slots=True)
class _Vouched:
    """What the journal says of one report; None where an entry of an older version says nothing."""

    entry: int
    sha256: str | None = None
    fields: str | None = None
    original: str | None = None
    tells_original: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)


def fields_digest(row: Mapping[str, Any]) -> str:
    """SHA-256 over what is known of a report beside its text."""
    return _sha(journal.dump([row[name] for name in _FIELDS]))


def rows_digest(table: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """SHA-256 over the rows that one of the tables of `READ` has of one report, in their order."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(journal.dump([row[name] for name in READ[table]]).encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()


def verify(connection: Connection, head: str | None = None, *, sources: bool = False) -> Verdict:
    """Hold the journal against itself, and the record against it. The caller's transaction sees one state.

    head: hash of an entry as noted elsewhere, or its first characters: the journal must still have that entry.
    sources: leave out what is made from reports and journal: what was read, and the table of decisions.
    """
    faults = _Faults()
    entries, last, vouched = _chain(connection, faults, head)
    _reports(connection, faults, vouched)
    _originals(connection, faults, vouched)
    for name in READ if not sources else ():
        _read(connection, faults, vouched, tables.metadata.tables[name])
    if not sources:
        _decisions(connection, faults)
    return Verdict(entries, last, tuple(faults.told), faults.more)


def _chain(connection: Connection, faults: _Faults, wanted: str | None) -> tuple[int, str, dict[str, _Vouched]]:
    """Walk the chain; number of entries, hash of the last, and what they say of each report."""
    previous, expected, entries, found = "", 1, 0, False
    vouched: dict[str, _Vouched] = {}
    wanted = wanted.strip().lower() if wanted is not None else None
    query = select(tables.journal).order_by(tables.journal.c.seq)
    for seq, at, action, subject, detail, before, digest in _stream(connection, query):
        entries += 1
        if seq != expected:
            gone = f"{expected}" if seq == expected + 1 else f"{expected} to {seq - 1}"
            faults.add(f"the journal lacks entry {gone}")
        elif before != previous:
            faults.add(f"entry {seq} of the journal does not follow on the one before: one was put in or exchanged")
        if digest != journal.link(before, seq, at, action, subject, detail):
            faults.add(f"entry {seq} of the journal was altered after it was written")
        found = found or (wanted is not None and digest.startswith(wanted))
        previous, expected = digest, seq + 1
        if action in ("add", "reread"):
            _vouch(vouched, faults, seq, action, subject, detail)
    _ends(connection, faults, expected - 1, previous)
    if wanted is not None and (len(wanted) < SHORTEST_HEAD or not found):
        faults.add(f"no entry of the journal has the hash {wanted!r}: it was cut short or written anew")
    return entries, previous, vouched


def _ends(connection: Connection, faults: _Faults, last: int, digest: str) -> None:
    noted = journal.noted_head(connection)
    if noted is None:
        faults.add("it is not noted where the journal ends")
    elif noted[0] > last:
        faults.add(f"the journal ends with entry {last}, but {noted[0]} were written")
    elif noted != (last, digest):
        faults.add(f"the journal ends with entry {last}, but entry {noted[0]} is noted as its end: some were put in")


def _vouch(vouched: dict[str, _Vouched], faults: _Faults, seq: int, action: str, report: str, words: str) -> None:
    try:
        detail = json.loads(words)
    except (ValueError, TypeError):  # altered, which has been told
        return
    if not isinstance(detail, dict):
        return
    known = vouched.setdefault(report, _Vouched(seq))
    if action == "add":
        if known.sha256 is not None:
            faults.add(f"entry {seq} of the journal adds {report} a second time")
        known.sha256, known.fields = detail.get("sha256"), detail.get("fields")
        known.original, known.tells_original = detail.get("original"), "original" in detail
    known.entry = seq
    known.counts = {name: detail[name] for name in READ if name in detail}
    known.read = detail.get("read") or {}


def _reports(connection: Connection, faults: _Faults, vouched: Mapping[str, _Vouched]) -> None:
    seen = set()
    for row in _stream(connection, select(tables.reports)):
        seen.add(row.id)
        known = vouched.get(row.id)
        if known is None or known.sha256 is None:
            faults.add(f"report {row.id} has no entry in the journal")
            continue
        if _sha(str(row.text)) != known.sha256:
            faults.add(f"the text of report {row.id} is not the one that came")
        if row.sha256 != known.sha256:
            faults.add(f"report {row.id} stands under another hash than it came with")
        if known.fields is not None and fields_digest(row._mapping) != known.fields:
            faults.add(f"what is said of report {row.id} (outlet, day, title, address, arrival) was altered")
    for report, known in vouched.items():
        if report not in seen:
            faults.add(f"report {report}, of entry {known.entry}, is gone")


def _originals(connection: Connection, faults: _Faults, vouched: Mapping[str, _Vouched]) -> None:
    seen = set()
    for report, content, sha256 in _stream(connection, select(tables.originals)):
        seen.add(report)
        whole = content.encode() if isinstance(content, str) else bytes(content)  # SQLite keeps what it is given
        digest, known = hashlib.sha256(whole).hexdigest(), vouched.get(report)
        if known is None or (known.tells_original and known.original is None):
            faults.add(f"the original of report {report} has no entry in the journal")
        elif digest != sha256 or (known.original is not None and digest != known.original):
            faults.add(f"the original of report {report} is not the one that came")
    for report, known in vouched.items():
        if known.original is not None and report not in seen:
            faults.add(f"the original of report {report} is gone")


def _read(connection: Connection, faults: _Faults, vouched: Mapping[str, _Vouched], table: Table) -> None:
    """Hold what was read in the reports against their last entries."""
    query = select(table.c.report, *(table.c[name] for name in READ[table.name])).order_by(
        table.c.report, table.c.ordinal
    )
    seen = set()
    for report, group in groupby(_stream(connection, query), key=lambda row: row.report):
        rows = [row._mapping for row in group]
        seen.add(report)
        known = vouched.get(report)
        if known is None:
            faults.add(f"{table.name} of report {report} have no entry in the journal")
        elif len(rows) != known.counts.get(table.name, len(rows)):
            count = known.counts[table.name]
            faults.add(f"report {report} has {len(rows)} {table.name}; entry {known.entry} says {count}")
        elif rows_digest(table.name, rows) != known.read.get(table.name, rows_digest(table.name, rows)):
            faults.add(f"{table.name} of report {report} were altered since entry {known.entry}")
    for report, known in vouched.items():
        if known.counts.get(table.name) and report not in seen:
            faults.add(f"report {report} has no {table.name}; entry {known.entry} says {known.counts[table.name]}")


def _decisions(connection: Connection, faults: _Faults) -> None:
    """Hold the table of decisions against the journal."""
    promises: dict[int, list[tuple[str, str]]] = {}
    for accord, stipulation, seq in _stream(connection, select(tables.decision_promises)):
        promises.setdefault(seq, []).append((accord, stipulation))
    kept = {row.seq: row._mapping for row in _stream(connection, select(tables.decisions))}
    try:
        for decision in decisions_of_journal(connection):
            wanted, touched = rows_of(decision)
            row, here = kept.pop(decision.seq, None), promises.pop(decision.seq, [])
            if row is None:
                faults.add(f"the decision of entry {decision.seq} is missing in the table of decisions")
            elif dict(row) != wanted or sorted(here) != sorted((one["accord"], one["stipulation"]) for one in touched):
                faults.add(f"the decision of entry {decision.seq} was altered in the table of decisions")
    except (ValueError, TypeError):  # an entry that is no decision any more: altered, which has been told
        faults.add("the decisions cannot be held against the journal, since an entry of it is broken")
        return
    for seq in sorted({*kept, *promises}):
        faults.add(f"decision {seq} has no entry in the journal")


def _stream(connection: Connection, query: Any) -> Iterator[Any]:
    with connection.execute(query, execution_options={"yield_per": _CHUNK}) as rows:
        yield from rows


def _sha(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def digests(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, str]:
    """The digests that an entry keeps of what was read, by table."""
    return {name: rows_digest(name, rows[name]) for name in READ}
