"""The words on each promise, kept folded: one row for each word (assessment/facts.py), however many outlets tell it.

A status is worked out from these rows. They are kept up to date with every report, and can be made anew from the
evidence at any time.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, delete, select, text, tuple_

from mithaq.assessment.facts import Fact, Promise, earlier, fact_of
from mithaq.linking.evidence import Evidence
from mithaq.linking.reprints import Told, told_once
from mithaq.record.decisions import reviewed
from mithaq.record.index import Printed
from mithaq.record.tables import MARK, decision_promises, decisions, reprints, sayings, unmarked
from mithaq.record.tables import evidence as evidence_table

_CHUNK = 500
"""Promises that one query asks for; SQLite takes no more than 1,000 values in all its versions."""

_COLUMNS = (
    "accord", "stipulation", "word", "first", "last", "known", "evidence", "speaker", "bearing", "modality", "source",
    "side", "dated", "quantity", "deadline", "day", "told",
)  # fmt: skip
_EARLIER = "(excluded.known{c}, excluded.evidence{c}) < (sayings.known{c}, sayings.evidence{c})"
_TELL = (
    f"INSERT INTO sayings ({', '.join(_COLUMNS)}) VALUES ({', '.join(':' + name for name in _COLUMNS)}) "
    "ON CONFLICT (accord, stipulation, word) DO UPDATE SET told = sayings.told + excluded.told"
    # What else there is of a word follows from the word itself.
    + "".join(
        f", {name} = CASE WHEN {_EARLIER} THEN excluded.{name} ELSE sayings.{name} END"
        for name in ("first", "known", "evidence", "dated")
    )
)


def tell(connection: Connection, words: Iterable[tuple[Promise, Fact]]) -> None:
    """Count in what new evidence says, each piece of it once."""
    rows = _rows(words)
    if rows:
        # Python, SQLite and the rule itself compare by code points; a server by its language, unless it is told.
        collation = ' COLLATE "C"' if connection.dialect.name == "postgresql" else ""
        connection.execute(_tell(collation), rows)


@dataclass(frozen=True, slots=True)
class Arrived:
    """The evidence of a report that was just added, or read again.

    former: what it gave before. printed: the group of reports that print its text, if there are others. decided:
    promises that decisions on its evidence touch.
    """

    report: str
    former: Sequence[Evidence]
    evidence: Sequence[Evidence]
    printed: Printed | None
    decided: Collection[Promise] = ()


def told_anew(connection: Connection, arrived: Sequence[Arrived]) -> None:
    """Count in the evidence of reports, in the order in which they came; it stands in its table already.

    Prints of one text speak with one voice (linking/reprints.py): what a report makes of the words of the others is
    found from the evidence of the group alone. Where that takes away words that were counted before (it gives them no
    more, or a print came that was published earlier), they are counted out again. Only if others say such a word too,
    and it stood by what is taken away, or if people have decided on the promise, are its words folded anew.
    """
    given: dict[str, Sequence[Evidence]] = {one.report: one.evidence for one in arrived}
    others = {member for one in arrived if one.printed is not None for member in one.printed.members}
    given |= _evidence_of(connection, others - given.keys())
    touched: list[tuple[Promise, Counter[Fact], Counter[Fact], bool]] = []
    for one in arrived:
        members = sorted(one.printed.members - {one.report}) if one.printed is not None else []
        old = [piece for member in members for piece in given.get(member, ())]
        before = _by_promise(_said(told_once([*old, *one.former], one.printed.before if one.printed else {}).evidence))
        after = _by_promise(_said(told_once([*old, *one.evidence], one.printed.after if one.printed else {}).evidence))
        for promise in sorted(before.keys() | after.keys() | set(one.decided)):
            was, now = before.get(promise, Counter()), after.get(promise, Counter())
            touched.append((promise, was, now, promise in one.decided))
    anew = {promise for promise, _, _, again in touched if again}
    anew |= _decided(connection, {promise for promise, was, now, _ in touched if was != now} - anew)
    new: list[tuple[Promise, Fact]] = []
    for promise, was, now, _ in touched:
        if promise in anew:
            continue
        if gone := was - now:
            tell(connection, new)  # what is counted out may be among it
            new = []
            if not _taken_back(connection, promise, gone):
                anew.add(promise)
                continue
        new += ((promise, fact) for fact in (now - was).elements())
    tell(connection, new)
    for promise in sorted(anew):
        refold(connection, *promise)


def _taken_back(connection: Connection, promise: Promise, gone: Counter[Fact]) -> bool:
    """Count out words that are no longer said; False, and nothing changed, if others must be looked for to do so."""
    column = sayings.c
    words: dict[int, list[Fact]] = {}
    for fact in gone.elements():
        words.setdefault(_key(fact), []).append(fact)
    here = (column.accord == promise[0]) & (column.stipulation == promise[1]) & column.word.in_(sorted(words))
    kept = {row[0]: row for row in connection.execute(select(column.word, column.told, column.evidence).where(here))}
    left = {word: kept[word][1] - len(facts) if word in kept else -1 for word, facts in words.items()}
    stands = (kept[word][2] not in {one.id for one in words[word]} for word, told in left.items() if told > 0)
    if min(left.values()) < 0 or not all(stands):
        return False
    connection.execute(delete(sayings).where(here & column.word.in_([word for word, told in left.items() if not told])))
    for word, told in left.items():
        if told:
            connection.execute(sayings.update().where(here & (column.word == word)).values(told=told))
    return True


def _evidence_of(connection: Connection, reports: Collection[str]) -> dict[str, list[Evidence]]:
    column, wanted, read = evidence_table.c, sorted(reports), reader(Evidence).validate_json
    found: dict[str, list[Evidence]] = {}
    for n in range(0, len(wanted), _CHUNK):
        query = select(column.report, column.payload).where(column.report.in_(wanted[n : n + _CHUNK]))
        for report, payload in connection.execute(query):
            found.setdefault(report, []).append(read(payload))
    return found


def _said(evidence: Iterable[Evidence]) -> Iterator[tuple[Promise, Fact]]:
    return (((one.accord, one.stipulation), fact_of(one)) for one in evidence)


def _by_promise(words: Iterable[tuple[Promise, Fact]]) -> dict[Promise, Counter[Fact]]:
    found: dict[Promise, Counter[Fact]] = {}
    for promise, fact in words:
        found.setdefault(promise, Counter())[fact] += 1
    return found


def _decided(connection: Connection, promises: Collection[Promise]) -> set[Promise]:
    """Those of these promises that people have decided on."""
    column, wanted = decision_promises.c, sorted(promises)
    found: set[Promise] = set()
    for n in range(0, len(wanted), _CHUNK // 2):
        some = tuple_(column.accord, column.stipulation).in_(wanted[n : n + _CHUNK // 2])
        found |= {(row[0], row[1]) for row in connection.execute(select(column.accord, column.stipulation).where(some))}
    return found


@cache
def _tell(collation: str) -> Any:
    return text(_TELL.format(c=collation)).bindparams(*_typed())


def _typed() -> Iterator[Any]:
    yield from (bindparam(name, type_=sayings.c[name].type) for name in _COLUMNS)


def refold(connection: Connection, accord: str, stipulation: str) -> None:
    """Make the words of one promise anew from its evidence."""
    column = sayings.c
    connection.execute(delete(sayings).where(column.accord == accord, column.stipulation == stipulation))
    tell(connection, _said(told(connection, accord, stipulation).evidence))


def refold_all(connection: Connection) -> None:
    """Make all words anew."""
    connection.execute(delete(sayings))
    column = evidence_table.c
    bearing = select(column.accord, column.stipulation)
    decided = select(decision_promises.c.accord, decision_promises.c.stipulation)
    for accord, stipulation in connection.execute(bearing.union(decided)).all():
        tell(connection, _said(told(connection, accord, stipulation).evidence))


def told(connection: Connection, accord: str | None = None, stipulation: str | None = None) -> Told:
    """The evidence that counts, as it counts: by people's decisions, all prints of one text with one voice."""
    return spoken(connection, reviewed(connection, accord, stipulation).evidence)


def spoken(connection: Connection, evidence: Sequence[Evidence]) -> Told:
    """This evidence, all there is on its promises, all prints of one text with one voice."""
    column, reports = reprints.c, sorted({one.report for one in evidence})
    roots = {
        row[0]: row[1]
        for n in range(0, len(reports), _CHUNK)
        for row in connection.execute(
            select(column.report, column.root)
            .where(column.report.in_(reports[n : n + _CHUNK]))
            .where(column.report != column.root)
        )
    }
    return told_once(evidence, roots)


def given_by(connection: Connection, report: str, ids: Iterable[str]) -> tuple[list[Evidence], set[Promise]]:
    """The evidence that a report gives, and the promises touched by decisions on it, its claims, or these ids."""
    column, touched, made = evidence_table.c, decision_promises.c, decisions.c
    query = select(column.payload).where(column.report == report).order_by(column.ordinal)
    given = [reader(Evidence).validate_json(row[0]) for row in connection.execute(query)]
    subjects = sorted({*ids, *(one.id for one in given)})
    about = [made.subject.startswith(f"{report}/", autoescape=True)]
    about += [made.subject.in_(subjects[n : n + _CHUNK]) for n in range(0, len(subjects), _CHUNK)]
    found: set[Promise] = set()
    for which in about:
        asked = select(touched.accord, touched.stipulation).join(decisions, made.seq == touched.seq).where(which)
        found |= {(row[0], row[1]) for row in connection.execute(asked)}
    return given, found


def told_accords(connection: Connection) -> list[str]:
    """Ids of the accords on which there is evidence."""
    found: list[str] = []
    # One step into the index for each accord, not one for each word.
    query = select(sayings.c.accord).order_by(sayings.c.accord).limit(1)
    asked = query
    while (row := connection.execute(asked).first()) is not None:
        found.append(row[0])
        asked = query.where(sayings.c.accord > row[0])
    return sorted(found)


def words_of(
    connection: Connection, promises: Iterable[Promise], as_of: str | None = None, known_by: str | None = None
) -> dict[Promise, list[Fact]]:
    """The words on these promises, in no order; those alone that count on the two days, where they are given."""
    asked: dict[str, list[str]] = {}
    for accord, stipulation in sorted(promises):
        asked.setdefault(accord, []).append(stipulation)
    given = {
        "until": date.max.toordinal() if as_of is None else date.fromisoformat(as_of).toordinal(),
        # A day, or a time on it; what is never known has no such words.
        "known": _LAST if known_by is None else f"{known_by}~",
    }
    found: dict[Promise, list[Fact]] = {}
    for accord, stipulations in asked.items():
        for n in range(0, len(stipulations), _CHUNK):
            values = {"accord": accord, "stipulations": stipulations[n : n + _CHUNK], **given}
            for stipulation, told, kept in connection.execute(_words(connection.dialect.name), values).all():
                if connection.dialect.name == "sqlite":
                    rows = json.loads(kept)
                else:
                    rows = _parted(kept, told) or [
                        list(row) for row in connection.execute(_rows_of, {**values, "stipulations": [stipulation]})
                    ]
                found[accord, stipulation] = _facts(rows, marked=MARK in kept)
    return found


_LAST = "~~"
"""After every day there is, by code points."""
_COLUMNS_OF_FACT = (
    "first", "last", "known", "evidence", "speaker", "bearing", "modality", "source", "side", "dated", "quantity",
    "deadline", "day",
)  # fmt: skip
_FIELD, _WORD = "\x1f", "\x1e"
_WHERE = "FROM sayings WHERE accord = :accord AND stipulation IN :stipulations AND first <= :until"
# Of a server only: days compare by code points, whatever its language.
_rows_of = text(f'SELECT {", ".join(_COLUMNS_OF_FACT)} {_WHERE} AND known COLLATE "C" < :known').bindparams(
    bindparam("stipulations", expanding=True)
)


@cache
def _words(dialect: str) -> Any:
    """The query for the words on promises: how many, and all those of one promise as one text.

    There are many thousands, and what a driver needs for each value of each row is several times what they need.
    JSON is what SQLite and Python are quickest with; a server takes long to write it, less for plain fields.
    """
    if dialect == "postgresql":
        fields = ", ".join(f"coalesce(CAST({name} AS text), '')" for name in _COLUMNS_OF_FACT)
        together, collation = f"string_agg(concat_ws(chr(31), {fields}), chr(30))", ' COLLATE "C"'
    else:
        # JSON would round it.
        exact = {"quantity": "CASE WHEN quantity IS NOT NULL THEN printf('%!.17g', quantity) END"}
        fields = ", ".join(exact.get(name, name) for name in _COLUMNS_OF_FACT)
        together, collation = f"json_group_array(json_array({fields}))", ""
    asked = f"SELECT stipulation, count(*), {together} {_WHERE} AND known{collation} < :known GROUP BY stipulation"
    return text(asked).bindparams(bindparam("stipulations", expanding=True))


def _parted(kept: str, number: int) -> list[list[Any]]:
    """The fields of each word; none if a mark between them stands in a name, so that they cannot be told apart."""
    rows: list[list[Any]] = [word.split(_FIELD) for word in kept.split(_WORD)]
    whole = len(rows) == number and all(len(row) == len(_COLUMNS_OF_FACT) for row in rows)
    return rows if whole else []


def _facts(rows: Iterable[list[Any]], *, marked: bool) -> list[Fact]:
    """Words from their rows, columns in the order of a fact; what is nothing may be written as an empty text."""
    days = _Days()
    found = []
    for row in rows:
        row[0], row[1], row[9] = days[row[0]], days[row[1]], row[9] in (1, "1")
        if marked:
            row[4], row[8] = unmarked(row[4]), unmarked(row[8] or "")
        row[8], row[11] = row[8] or None, row[11] or None
        row[10] = None if row[10] in (None, "") else float(row[10])
        found.append(Fact._make(row))
    return found


class _Days(dict[int | str, date]):
    """Days by their numbers, which may be written out."""

    def __missing__(self, number: int | str) -> date:
        day = self[number] = date.fromordinal(int(number))
        return day


@cache
def reader(model: Any) -> TypeAdapter[Any]:
    """What reads a model's JSON; making one takes longer than using it a hundred times."""
    return TypeAdapter(model)


def _rows(words: Iterable[tuple[Promise, Fact]]) -> list[dict[str, Any]]:
    found: dict[tuple[str, str, int], tuple[Fact, int]] = {}
    for (accord, stipulation), fact in words:
        key = (accord, stipulation, _key(fact))
        before, times = found.get(key, (fact, 0))
        found[key] = earlier(before, fact), times + 1
    return [
        {
            "accord": accord, "stipulation": stipulation, "word": word, "first": fact.first.toordinal(),
            "last": fact.last.toordinal(), "known": fact.known, "evidence": fact.id, "speaker": fact.speaker,
            "bearing": fact.bearing, "modality": fact.modality, "source": fact.source, "side": fact.side,
            "dated": int(fact.dated), "quantity": fact.quantity, "deadline": fact.deadline, "day": fact.day,
            "told": times,
        }
        for (accord, stipulation, word), (fact, times) in found.items()
    ]  # fmt: skip


def _key(fact: Fact) -> int:
    """A number for the word: two words have the same by a chance of one in 2^64."""
    word = [float(one) if isinstance(one, int) else one for one in fact.word]
    digest = hashlib.blake2b(json.dumps(word, ensure_ascii=True).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
