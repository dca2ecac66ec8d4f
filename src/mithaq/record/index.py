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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, text

from mithaq.record import tables
from mithaq.reports.syndication import Print, text_print

FULL = 48
"""Texts that a band keeps: a band of more is common to texts that are not the same."""
CANDIDATES = 64
"""Texts that a new one is held against at the most, those first that share most bands with it."""
_TOGETHER = 25
"""Texts whose bands are looked up in one go."""
_CHUNK = 500
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


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be kept of a new report, made without the database. words: as the index of words takes them."""

    id: str
    published: str | None
    words: str
    made: Print
    bands: tuple[int, ...]


def entry(id: str, words: str, title: str | None, published: str | None) -> Entry:
    """What is to be kept of a report of these words."""
    made = text_print(words)
    bands = tuple(sorted({_key(band) for band in made.bands()}))
    return Entry(id, published, " ".join(sorted(set(stems(f"{title or ''}\n{words}")))), made, bands)


def index_reports(connection: Connection, entries: Sequence[Entry]) -> list[Printed | None]:
    """Keep the words and the bands of new reports, and which others print their texts; None for each that none does.

    The same comes of it, whether reports are given together or one after the other.
    """
    _index_words(connection, entries)
    found: list[Printed | None] = []
    for n in range(0, len(entries), _TOGETHER):
        found += _index_texts(connection, entries[n : n + _TOGETHER])
    return found


def _index_words(connection: Connection, entries: Sequence[Entry]) -> None:
    """Keep the words of reports, under which `search` finds them."""
    server = connection.dialect.name == "postgresql"
    wanted = [_number(one.id, one.published) for one in entries]
    taken = set(connection.execute(_TAKEN[server], {"numbers": wanted if server else json.dumps(wanted)}).scalars())
    rows = []
    for one, number in zip(entries, wanted, strict=True):
        again = number in taken
        while again:
            number -= 1
            asked = {"numbers": [number] if server else json.dumps([number])}
            again = number in taken or connection.execute(_TAKEN[server], asked).first() is not None
        taken.add(number)
        rows.append({"number": number, "report": one.id, "words": one.words})
    if rows:
        connection.execute(_WORDS[server], rows)


_TAKEN = {
    True: text("SELECT number FROM word_index WHERE number = ANY(CAST(:numbers AS bigint[]))"),
    False: text("SELECT rowid FROM word_index WHERE rowid IN (SELECT value FROM json_each(:numbers))"),
}
_WORDS = {
    True: text(
        "INSERT INTO word_index (number, report, words) "
        "VALUES (:number, :report, array_to_tsvector(string_to_array(:words, ' ')))"
    ),
    False: text("INSERT INTO word_index (rowid, report, words) VALUES (:number, :report, :words)"),
}


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


def _index_texts(connection: Connection, entries: Sequence[Entry]) -> list[Printed | None]:
    server = connection.dialect.name == "postgresql"
    keys = sorted({key for one in entries for key in one.bands})
    bands: dict[int, list[int]] = {}
    if keys:
        for key, number in connection.execute(_MEETING[server], {"keys": keys if server else json.dumps(keys)}):
            bands.setdefault(key, []).append(number)
    known = _compared(connection, entries, bands)
    groups = _Groups(connection, {report for same in known for report, _ in same.values()}, entries)
    last = connection.execute(_LAST).scalar() or 0
    fresh: dict[int, Entry] = {}
    prints: list[dict[str, Any]] = []
    kept: list[tuple[int, int]] = []
    found: list[Printed | None] = []
    for one, same in zip(entries, known, strict=True):
        if not one.bands:
            found.append(None)
            continue
        alike = []
        for number in _near(one, bands):
            if number in same:
                alike.append(same[number][0])
            elif number in fresh and one.made.same(fresh[number].made):
                alike.append(fresh[number].id)
        last += 1
        fresh[last] = one
        prints.append(
            {"number": last, "report": one.id, "whole": _packed(one.made.whole), "lead": _packed(one.made.lead)}
        )
        for key in one.bands:
            met = bands.setdefault(key, [])
            if len(met) < FULL:
                met.append(last)
                kept.append((key, last))
        found.append(groups.join(one, alike) if alike else None)
    if prints:
        connection.execute(tables.prints.insert(), prints)
    kept.sort()
    if kept and server:
        connection.execute(_KEEPING, {"keys": [key for key, _ in kept], "numbers": [number for _, number in kept]})
    elif kept:
        connection.exec_driver_sql("INSERT INTO bands (band, print) VALUES (?, ?)", kept)
    groups.keep(connection)
    return found


def _near(one: Entry, bands: Mapping[int, Sequence[int]]) -> list[int]:
    """Numbers of the prints that a text is held against, those first that share most bands with it."""
    met = Counter(number for key in one.bands for number in bands.get(key, ()))
    return sorted(met, key=lambda number: (-met[number], number))[:CANDIDATES]


def _compared(
    connection: Connection, entries: Sequence[Entry], bands: Mapping[int, Sequence[int]]
) -> list[dict[int, tuple[str, str | None]]]:
    """For each of them, the prints among those kept that are the same text: number to report and its day."""
    near = [_near(one, bands) for one in entries]
    wanted = sorted({number for numbers in near for number in numbers})
    kept: dict[int, tuple[str, str | None, Print]] = {}
    for n in range(0, len(wanted), _CHUNK):
        for number, report, day, whole, lead in connection.execute(_PRINTS, {"numbers": wanted[n : n + _CHUNK]}):
            kept[number] = report, day, Print(_unpacked(whole), _unpacked(lead))
    return [
        {number: kept[number][:2] for number in numbers if one.made.same(kept[number][2])}
        for one, numbers in zip(entries, near, strict=True)
    ]


# One statement for all bands of a text: as many as there are bands would take most of the time of adding a report.
_MEETING = {
    True: text("SELECT band, print FROM bands WHERE band = ANY(CAST(:keys AS bigint[]))"),
    False: text("SELECT band, print FROM bands WHERE band IN (SELECT value FROM json_each(:keys))"),
}
_KEEPING = text(
    "INSERT INTO bands (band, print) SELECT unnest(CAST(:keys AS bigint[])), unnest(CAST(:numbers AS integer[]))"
)
_LAST = text("SELECT max(number) FROM prints")
_PRINTS = (
    select(
        tables.prints.c.number, tables.prints.c.report, tables.reports.c.published, tables.prints.c.whole,
        tables.prints.c.lead,
    )
    .join(tables.reports, tables.reports.c.id == tables.prints.c.report)
    .where(tables.prints.c.number.in_(bindparam("numbers", expanding=True)))
)  # fmt: skip


class _Groups:
    """The groups of reprints that these reports belong to, and the new ones that join them."""

    def __init__(self, connection: Connection, reports: Iterable[str], entries: Iterable[Entry]) -> None:
        self._root: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._day: dict[str, str | None] = {one.id: one.published for one in entries}
        self._former: dict[str, str] = {}
        column, kept, wanted = tables.reprints.c, tables.reports, sorted(reports)
        for n in range(0, len(wanted), _CHUNK):
            some = wanted[n : n + _CHUNK]
            met = select(column.root).where(column.report.in_(some))
            query = select(column.report, column.root, kept.c.published).join(kept, kept.c.id == column.report)
            for one, root, day in connection.execute(query.where(column.root.in_(met))):
                self._root[one] = self._former[one] = root
                self._members.setdefault(root, set()).add(one)
                self._day[one] = day
            alone = [one for one in some if one not in self._root]
            if alone:
                self._day |= {
                    row[0]: row[1]
                    for row in connection.execute(select(kept.c.id, kept.c.published).where(kept.c.id.in_(alone)))
                }

    def join(self, new: Entry, same: Sequence[str]) -> Printed:
        """Put a new report into the group of those that print its text: the groups of all that do become one."""
        roots = {self._root[one] for one in same if one in self._root}
        before = {one: root for root in roots for one in self._members[root]}
        alone = {one for one in same if one not in before}
        root = min((self._day[one] or "9999", one) for one in (new.id, *roots, *alone))[1]
        group = {*before, *alone, new.id}
        for old in roots:
            del self._members[old]
        self._members[root] = group
        self._root |= dict.fromkeys(group, root)
        return Printed(
            {one: first for one, first in before.items() if one != first}, {one: root for one in group if one != root}
        )

    def keep(self, connection: Connection) -> None:
        """Write what became otherwise."""
        rows = [{"report": one, "root": root} for one, root in self._root.items() if one not in self._former]
        if rows:
            connection.execute(tables.reprints.insert(), rows)
        moved = {root: self._root[one] for one, root in self._former.items() if self._root[one] != root}
        for old, root in sorted(moved.items()):
            connection.execute(tables.reprints.update().where(tables.reprints.c.root == old).values(root=root))


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
    for n in range(0, len(ids), _TOGETHER):
        some = ids[n : n + _TOGETHER]
        query = select(column.id, column.text, column.title, column.published).where(column.id.in_(some))
        rows = {row[0]: row for row in connection.execute(query)}
        index_reports(connection, [entry(*rows[id]) for id in some])


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
