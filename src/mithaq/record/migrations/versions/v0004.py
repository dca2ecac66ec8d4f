"""The words on each promise, folded, so that a status is worked out without reading all evidence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0002"


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
    from mithaq.record.words import refold_all

    refold_all(op.get_bind())
