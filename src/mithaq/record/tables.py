"""The record's tables, in SQLAlchemy Core. What rooms hand over is kept whole as JSON, beside indexed columns."""

from __future__ import annotations

from sqlalchemy import DDL, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, event

SCHEMA_VERSION = 1

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
    Column("text", Text, nullable=False),
    Column("language", String),
    Column("outlet", String),
    Column("published", String),
    Column("title", Text),
    Column("address", Text),
    Column("licence", Text),
    Column("sha256", String, nullable=False),
    Column("added", String, nullable=False),
    Column("arrival", Text, nullable=False),
    Column("run", Integer, ForeignKey("runs.id"), nullable=False),
    Column("skipped", Text, nullable=False),
    Index("reports_published", "published"),
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
    Column("payload", Text, nullable=False),
    Index("evidence_promise", "accord", "stipulation"),
)

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
)

# The journal is only ever added to: the database itself refuses anything else.
for _verb in ("UPDATE", "DELETE"):
    event.listen(
        journal,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER journal_no_{_verb.lower()} BEFORE {_verb} ON journal "
            "BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END"
        ).execute_if(dialect="sqlite"),
    )
