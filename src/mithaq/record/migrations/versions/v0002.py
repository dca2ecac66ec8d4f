"""Originals as they came, which reports print one text, and an index of words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables; what is made from the reports is made by 0004, which shapes them anew."""
    op.create_table(
        "originals",
        sa.Column("report", sa.String, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
    )
    op.create_table(
        "prints",
        sa.Column("report", sa.String, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("report", sa.String, sa.ForeignKey("reports.id"), primary_key=True),
    )
    op.create_table(
        "same_texts",
        *(sa.Column(name, sa.String, sa.ForeignKey("reports.id"), primary_key=True) for name in ("one", "other")),
    )
    op.create_index("journal_subject", "journal", ["subject"])
    op.create_index("journal_action", "journal", ["action"])
    if op.get_context().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE word_index USING fts5 (report UNINDEXED, words, tokenize = 'ascii', detail = none)"
        )
    else:
        op.execute("CREATE TABLE word_index (report varchar PRIMARY KEY REFERENCES reports, words tsvector NOT NULL)")
        op.execute("CREATE INDEX word_index_found ON word_index USING gin (words)")
