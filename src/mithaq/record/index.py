"""What is kept beside each report so that it is found again: its words, and the bands of its text.

What a report costs here does not grow with the record. Its words stand under a number that grows with the day of
publication, so that the newest of many matches are read first. A band keeps no more than `FULL` texts and a new text is
held against no more than `CANDIDATES` others: of a paragraph of background that thousands of reports repeat, the first
of them are met and not all. Reprints share many bands besides, and a text that is met is of the same group as all
that print it; so a reprint is missed only where each band that it shares with any of its group is full of others.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, text

from mithaq.record import tables
from mithaq.reports.syndication import Print, text_print

FULL = 48
"""Texts that a band keeps: a band of more is common to texts that are not the same."""
CANDIDATES = 192
"""Texts that a new one is held against at the most, those first that share most bands with it."""
_SECONDS, _HASHED = 17, 24
"""Bits of the number of a report, below those of its day: for the second of the day, and for its id."""
_PUBLISHED = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?")

_WORD = re.compile(r"\w+")
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_FOLD = str.maketrans("أإآٱىةё", "اااايهе")
_CLITICS = re.compile("^(?:[وف]?[بك]?ال|[وف]?لل|[وف](?=.{4}))(?=.{3})")
_LETTERS = {"ar": re.compile("[\u0621-\u064a]"), "ru": re.compile("[а-я]")}


def stems(words: str) -> Iterator[str]:
    """The stems under which words are found: letters folded, Arabic clitics off, endings cut (Snowball).

    Digits stay as they are, Eastern ones become Western. A stem is ASCII-safe: letters are written by their codes,
    so that every database takes them for one word.
    """
    for word in _WORD.findall(_MARKS.sub("", words).casefold().translate(_FOLD)):
        yield _stem(word)


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    if word.isdecimal():
        return "".join(str(int(digit)) for digit in word)
    language = next((code for code, letters in _LETTERS.items() if letters.search(word)), "en")
    if language == "ar":
        word = _CLITICS.sub("", word)
    stem: str = _stemmer(language).stemWord(word)
    return stem if stem.isascii() else "x" + stem.encode("utf-16-be").hex()


@lru_cache
def _stemmer(language: str) -> Any:
    from snowballstemmer import stemmer

    return stemmer({"ar": "arabic", "ru": "russian", "en": "english"}[language])


@dataclass(frozen=True, slots=True)
class Printed:
    """The reports that print one text, before and after a report came to them: each reprint with the first of them."""

    before: dict[str, str]
    after: dict[str, str]

    @property
    def members(self) -> set[str]:
        """All of the group, the new one among them."""
        return {*self.after, *self.after.values()}


def index_report(
    connection: Connection, id: str, words: str, title: str | None, published: str | None
) -> Printed | None:
    """Keep the words and the bands of a new report, and which of the others print its text; None if none does."""
    index_words(connection, id, words, title, published)
    return _index_text(connection, id, words, published)


def index_words(connection: Connection, id: str, words: str, title: str | None, published: str | None) -> None:
    """Keep the words of a report, under which `search` finds it."""
    found = " ".join(sorted(set(stems(f"{title or ''}\n{words}"))))
    number = _number(id, published)
    postgres = connection.dialect.name == "postgresql"
    key, into = ("number", "array_to_tsvector(string_to_array(:words, ' '))") if postgres else ("rowid", ":words")
    taken = text(f"SELECT 1 FROM word_index WHERE {key} = :number")
    while connection.execute(taken, {"number": number}).first() is not None:
        number -= 1
    connection.execute(
        text(f"INSERT INTO word_index ({key}, report, words) VALUES (:number, :report, {into})"),
        {"number": number, "report": id, "words": found},
    )


def _number(id: str, published: str | None) -> int:
    """A number that is the greater the later a report was published; of one moment, the greater the smaller its id.

    Reports without a day come before all others.
    """
    found, day, second = _PUBLISHED.match(published or ""), 0, 0
    if found:
        try:
            day = date.fromisoformat(found[1]).toordinal()
            second = 1 + sum(int(found[n] or 0) * size for n, size in ((2, 3600), (3, 60), (4, 1))) if found[2] else 0
        except ValueError:
            day = 0
    digits = id.removeprefix("r-")[: _HASHED // 4]
    rank = int(digits, 16) if re.fullmatch("[0-9a-f]{6}", digits) else 0
    return ((day << _SECONDS | min(second, (1 << _SECONDS) - 1)) << _HASHED) + (1 << _HASHED) - 1 - rank


def _index_text(connection: Connection, id: str, words: str, published: str | None) -> Printed | None:
    made = text_print(words)
    keys = sorted({_key(band) for band in made.bands()})
    if not keys:
        return None
    server = connection.dialect.name == "postgresql"
    given: Any = keys if server else json.dumps(keys)
    met: Counter[int] = Counter()
    kept: Counter[int] = Counter()
    for key, number in connection.execute(_MEETING[server], {"keys": given}):
        met[number] += 1
        kept[key] += 1
    same: list[str] = []
    if met:
        near = sorted(met, key=lambda number: (-met[number], number))[:CANDIDATES]
        for other, whole, lead in connection.execute(_COMPARED, {"numbers": near}):
            if made.same(Print(_unpacked(whole), _unpacked(lead))):
                same.append(other)
    row = {"report": id, "whole": _packed(made.whole), "lead": _packed(made.lead)}
    number = connection.execute(tables.prints.insert(), row).inserted_primary_key[0]  # type: ignore[index]
    free = [key for key in keys if kept[key] < FULL]
    if free:
        connection.execute(_KEEPING[server], {"keys": free if server else json.dumps(free), "number": number})
    return _join(connection, id, published, same) if same else None


# One statement for all bands of a text: as many as there are bands would take most of the time of adding a report.
_MEETING = {
    True: text("SELECT band, print FROM bands WHERE band = ANY(CAST(:keys AS bigint[]))"),
    False: text("SELECT band, print FROM bands WHERE band IN (SELECT value FROM json_each(:keys))"),
}
_KEEPING = {
    True: text("INSERT INTO bands (band, print) SELECT unnest(CAST(:keys AS bigint[])), :number"),
    False: text("INSERT INTO bands (band, print) SELECT value, :number FROM json_each(:keys)"),
}
_COMPARED = select(tables.prints.c.report, tables.prints.c.whole, tables.prints.c.lead).where(
    tables.prints.c.number.in_(bindparam("numbers", expanding=True))
)


def _join(connection: Connection, id: str, published: str | None, same: list[str]) -> Printed:
    """Put a new report into the group of those that print its text: the groups of all that do become one."""
    column, report = tables.reprints.c, tables.reports.c
    met = select(column.root).where(column.report.in_(same))
    group = select(column.report, column.root).where(column.root.in_(met))
    before = {row[0]: row[1] for row in connection.execute(group)}
    alone = [other for other in same if other not in before]
    roots = sorted({*before.values(), *alone})
    days = connection.execute(select(report.id, report.published).where(report.id.in_(roots)))
    root = min((published or "9999", id), *((day or "9999", root) for root, day in days))[1]
    connection.execute(tables.reprints.insert(), [{"report": one, "root": root} for one in (id, *alone)])
    old = [one for one in set(before.values()) if one != root]
    if old:
        connection.execute(tables.reprints.update().where(column.root.in_(old)).values(root=root))
    after = {one: root for one in (*before, *alone, id) if one != root}
    return Printed({one: first for one, first in before.items() if one != first}, after)


def printed(connection: Connection, id: str) -> Printed | None:
    """The group of a report that is there; None if its text stands alone."""
    column = tables.reprints.c
    root = select(column.root).where(column.report == id).scalar_subquery()
    rows = connection.execute(select(column.report, column.root).where(column.root == root))
    found = {row[0]: row[1] for row in rows if row[0] != row[1]}
    return Printed(found, found) if found else None


def index_all(connection: Connection) -> None:
    """Make all of it anew from the reports."""
    for table in (tables.reprints, tables.bands, tables.prints):
        connection.execute(delete(table))
    connection.execute(text("DELETE FROM word_index"))
    column = tables.reports.c
    ids = connection.execute(select(column.id).order_by(column.published, column.id)).scalars().all()
    one = select(column.text, column.title, column.published).where(column.id == bindparam("wanted"))
    for id in ids:
        words, title, published = connection.execute(one, {"wanted": id}).one()
        index_report(connection, id, words, title, published)


def _packed(numbers: tuple[int, ...]) -> bytes:
    packed = array("I", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _unpacked(packed: bytes) -> tuple[int, ...]:
    numbers = array("I", bytes(packed))
    if sys.byteorder == "big":
        numbers.byteswap()
    return tuple(numbers)


def _key(band: str) -> int:
    return int.from_bytes(hashlib.blake2b(band.encode(), digest_size=8).digest(), "big", signed=True)


def search(connection: Connection, words: str, limit: int) -> list[str]:
    """Ids of the reports that hold all the words in any of their forms, the last published first."""
    wanted = list(dict.fromkeys(stems(words)))
    if not wanted:
        return []
    if connection.dialect.name == "postgresql":
        where, query = "words @@ CAST(:query AS tsquery)", " & ".join(f"'{one}'" for one in wanted)
        asked = text(f"SELECT report FROM word_index WHERE {where} ORDER BY number DESC LIMIT :limit")
    else:
        query = " ".join(f'"{one}"' for one in wanted)
        asked = text("SELECT report FROM word_index WHERE word_index MATCH :query ORDER BY rowid DESC LIMIT :limit")
    return [row[0] for row in connection.execute(asked, {"query": query, "limit": limit})]
