"""People's decisions, for looking up; and the head of the journal, so that entries cut off its end are missed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables, and note the head of the journal as it is."""
    op.create_table(
        "decisions",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("coder", sa.Text, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("subject", "payload")),
    )
    op.create_index("decisions_subject", "decisions", ["subject"])
    op.create_index("decisions_coder", "decisions", ["coder"])
    op.create_table(
        "decision_promises",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("accord", "stipulation")),
        sa.Column("seq", sa.Integer, sa.ForeignKey("decisions.seq"), primary_key=True, autoincrement=False),
    )
    from mithaq.record.journal import note_head

    note_head(op.get_bind())
