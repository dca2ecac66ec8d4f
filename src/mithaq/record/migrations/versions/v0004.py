"""What keeps a large record quick: folded words, matches by day, bands of a bounded size, roots of reprints."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the tables, and fill them from what is there."""
    op.create_table(
        "sayings",
        *(sa.Column(name, sa.String, primary_key=True) for name in ("accord", "stipulation")),
        sa.Column("word", sa.BigInteger, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("first", "last")),
        *(sa.Column(name, sa.String, nullable=False) for name in ("known", "evidence")),
        sa.Column("speaker", sa.Text, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("bearing", "modality", "source")),
        sa.Column("side", sa.Text),
        sa.Column("dated", sa.Integer, nullable=False),
        sa.Column("quantity", sa.Float),
        sa.Column("deadline", sa.String),
        sa.Column("day", sa.String, nullable=False),
        sa.Column("told", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    for table in ("same_texts", "bands", "prints", "word_index"):
        op.drop_table(table)
    op.create_table(
        "prints",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("report", sa.String, sa.ForeignKey("reports.id"), nullable=False, unique=True),
        *(sa.Column(name, sa.LargeBinary, nullable=False) for name in ("whole", "lead")),
    )
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("print", sa.Integer, sa.ForeignKey("prints.number"), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reprints",
        sa.Column("report", sa.String, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("root", sa.String, sa.ForeignKey("reports.id"), nullable=False),
    )
    op.create_index("reprints_root", "reprints", ["root"])
    if op.get_context().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE word_index USING fts5 (report UNINDEXED, words, tokenize = 'ascii', detail = none)"
        )
    else:
        op.execute(
            "CREATE TABLE word_index (number bigint PRIMARY KEY, report varchar NOT NULL REFERENCES reports, "
            "words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX word_index_found ON word_index USING gin (words)")
    from mithaq.record.index import index_all
    from mithaq.record.words import refold_all

    index_all(op.get_bind())
    refold_all(op.get_bind())
