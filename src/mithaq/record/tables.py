"""The record's tables, in SQLAlchemy Core. What rooms hand over is kept whole as JSON, beside indexed columns.

The tables are made and changed by the migrations alone; a test holds what these make against what stands here.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

SCHEMA_VERSION = 4
"""Number of the last migration; written to `meta` so that it can be read without Alembic."""

MARK = "\uf8ff"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff\uf8ff]")
_STORED = re.compile("\uf8ff([0-9a-f]{4})")


class Words(TypeDecorator[str]):
    """Text as it came, whatever characters it holds.

    PostgreSQL keeps no NUL, and no database half a surrogate pair: these, and the mark itself, are written as the
    mark U+F8FF with the code in four hexadecimal digits.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Into the database."""
        return value if value is None else _UNSTORABLE.sub(lambda found: f"{MARK}{ord(found[0]):04x}", value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Out of it."""
        return value if value is None else unmarked(value)


def unmarked(value: str) -> str:
    """Text as it came, from how `Words` keeps it."""
    if MARK not in value:
        return value
    return _STORED.sub(lambda found: chr(int(found[1], 16)), value)


metadata = MetaData()

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", String, nullable=False),
    Column("mithaq", String, nullable=False),
    Column("code", String, nullable=False),
    Column("data", String, nullable=False),
    Column("new", Integer, nullable=False),
    Column("reread", Integer, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("text", Words, nullable=False),
    Column("language", String),
    Column("outlet", Words),
    Column("published", String),
    Column("title", Words),
    Column("address", Words),
    Column("licence", Words),
    Column("sha256", String, nullable=False),
    Column("added", String, nullable=False),
    Column("arrival", Words, nullable=False),
    Column("run", Integer, ForeignKey("runs.id"), nullable=False),
    Column("skipped", Words, nullable=False),
    Index("reports_published", "published"),
)

originals = Table(
    "originals",
    metadata,
    Column("report", String, ForeignKey("reports.id"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", String, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("report", String, ForeignKey("reports.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("event", String, nullable=False),
    Column("sense", String, nullable=False),
    Column("kind", String),
    Column("effect", String, nullable=False),
    Column("modality", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Index("claims_kind", "kind"),
)

quotations = Table(
    "quotations",
    metadata,
    Column("report", String, ForeignKey("reports.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("speaker", String),
    Column("stance", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("payload", Text, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    Column("report", String, ForeignKey("reports.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("claim", String, nullable=False),
    Column("accord", String, nullable=False),
    Column("stipulation", String, nullable=False),
    Column("bearing", String, nullable=False),
    Column("day", String, nullable=False),
    Column("known", String, nullable=False),
    Column("payload", Words, nullable=False),
    Index("evidence_promise", "accord", "stipulation"),
)

sayings = Table(
    "sayings",
    metadata,
    Column("accord", String, primary_key=True),
    Column("stipulation", String, primary_key=True),
    Column("word", BigInteger, primary_key=True, autoincrement=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("known", String, nullable=False),
    Column("evidence", String, nullable=False),
    Column("speaker", Words, nullable=False),
    *(Column(name, String, nullable=False) for name in ("bearing", "modality", "source")),
    Column("side", Words),
    Column("dated", Integer, nullable=False),
    Column("quantity", Float),
    Column("deadline", String),
    Column("day", String, nullable=False),
    Column("told", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Each word on a promise once (record/words.py). first, last: days as Python counts them (1 is 0001-01-01).

word: a number made of what is said and by whom. known, evidence, first, dated: those of the evidence that stands for
it, the first published. told: how many pieces of evidence say it.
"""

prints = Table(
    "prints",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("report", String, ForeignKey("reports.id"), nullable=False, unique=True),
    Column("whole", LargeBinary, nullable=False),
    Column("lead", LargeBinary, nullable=False),
)
"""Signatures of the reports' texts (reports/syndication.py): unsigned numbers of four bytes, little-endian."""

bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("print", Integer, ForeignKey("prints.number"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Where texts that may be the same meet."""

reprints = Table(
    "reprints",
    metadata,
    Column("report", String, ForeignKey("reports.id"), primary_key=True),
    Column("root", String, ForeignKey("reports.id"), nullable=False),
    Index("reprints_root", "root"),
)
"""The reports that print one text, each with the first published of them, which has a row of its own."""

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("detail", Words, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
    Index("journal_subject", "subject"),
    Index("journal_action", "action"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("coder", Words, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", Words, nullable=False),
    Column("payload", Words, nullable=False),
    Index("decisions_subject", "subject"),
    Index("decisions_coder", "coder"),
)
"""People's decisions, for looking up; the journal is what counts, and they can be made anew from it."""

decision_promises = Table(
    "decision_promises",
    metadata,
    Column("accord", Words, primary_key=True),
    Column("stipulation", Words, primary_key=True),
    Column("seq", Integer, ForeignKey("decisions.seq"), primary_key=True, autoincrement=False),
)
"""The promises whose standing a decision may change."""

KEPT = (
    meta, runs, reports, originals, claims, quotations, evidence, journal, decisions, decision_promises,
)  # fmt: skip
"""All tables, those that others point to first. Not among them is what is made from them: the sayings, the index of
words, and which reports print one text."""
MADE = frozenset({"prints", "bands", "same_texts"})
"""Tables that earlier versions wrote into backups though they are made from the others."""
