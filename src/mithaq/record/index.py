"""What is kept beside each report so that it is found again: its words, and the bands of its text."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, text

from mithaq.record import tables
from mithaq.reports.syndication import Print, text_print

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


def index_report(connection: Connection, id: str, words: str, title: str | None) -> None:
    """Keep the words and the bands of a new report, and which of the others print its text."""
    index_words(connection, id, words, title)
    _index_text(connection, id, words)


def index_words(connection: Connection, id: str, words: str, title: str | None) -> None:
    """Keep the words of a report, under which `search` finds it."""
    found = " ".join(sorted(set(stems(f"{title or ''}\n{words}"))))
    postgres = connection.dialect.name == "postgresql"
    into = "array_to_tsvector(string_to_array(:words, ' '))" if postgres else ":words"
    connection.execute(text(f"INSERT INTO word_index VALUES (:report, {into})"), {"report": id, "words": found})


def _index_text(connection: Connection, id: str, words: str) -> None:
    made = text_print(words)
    keys = sorted({_key(band) for band in made.bands()})
    if not keys:
        return
    near = select(tables.bands.c.report).where(tables.bands.c.band.in_(bindparam("keys", expanding=True))).distinct()
    others = [row[0] for row in connection.execute(near, {"keys": keys})]
    pairs = []
    if others:
        kept = select(tables.prints.c.report, tables.prints.c.payload).where(
            tables.prints.c.report.in_(bindparam("ids", expanding=True))
        )
        for other, payload in connection.execute(kept, {"ids": others}):
            if other != id and made.same(_print(payload)):
                pairs.append({"one": min(id, other), "other": max(id, other)})
    connection.execute(tables.prints.insert(), {"report": id, "payload": json.dumps([made.whole, made.lead])})
    connection.execute(tables.bands.insert(), [{"band": key, "report": id} for key in keys])
    if pairs:
        connection.execute(tables.same_texts.insert(), pairs)


def index_all(connection: Connection) -> None:
    """Make all of it anew from the reports."""
    for table in (tables.same_texts, tables.bands, tables.prints):
        connection.execute(delete(table))
    connection.execute(text("DELETE FROM word_index"))
    column = tables.reports.c
    for id in connection.execute(select(column.id).order_by(column.id)).scalars().all():
        words, title = connection.execute(select(column.text, column.title).where(column.id == id)).one()
        index_report(connection, id, words, title)


def _print(payload: str) -> Print:
    whole, lead = json.loads(payload)
    return Print(tuple(whole), tuple(lead))


def _key(band: str) -> int:
    return int.from_bytes(hashlib.blake2b(band.encode(), digest_size=8).digest(), "big", signed=True)


def search(connection: Connection, words: str, limit: int) -> list[str]:
    """Ids of the reports that hold all the words in any of their forms, the last published first."""
    wanted = list(dict.fromkeys(stems(words)))
    if not wanted:
        return []
    if connection.dialect.name == "postgresql":
        where, query = "word_index.words @@ CAST(:query AS tsquery)", " & ".join(f"'{one}'" for one in wanted)
    else:
        where, query = "word_index MATCH :query", " ".join(f'"{one}"' for one in wanted)
    asked = text(
        f"SELECT reports.id FROM word_index JOIN reports ON reports.id = word_index.report WHERE {where} "
        "ORDER BY reports.published DESC, reports.id LIMIT :limit"
    )
    return [row[0] for row in connection.execute(asked, {"query": query, "limit": limit})]
