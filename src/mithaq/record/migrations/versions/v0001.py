"""The record as the first version made it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table("meta", sa.Column("key", sa.String, primary_key=True), sa.Column("value", sa.Text, nullable=False))
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("started", "mithaq", "code", "data")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("new", "reread")),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.String),
        sa.Column("outlet", sa.Text),
        sa.Column("published", sa.String),
        *(sa.Column(name, sa.Text) for name in ("title", "address", "licence")),
        *(sa.Column(name, sa.String, nullable=False) for name in ("sha256", "added")),
        sa.Column("arrival", sa.Text, nullable=False),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("skipped", sa.Text, nullable=False),
    )
    op.create_index("reports_published", "reports", ["published"])
    op.create_table(
        "claims",
        sa.Column("report", sa.String, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("id", "event", "sense")),
        sa.Column("kind", sa.String),
        *(sa.Column(name, sa.String, nullable=False) for name in ("effect", "modality")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("start", "end")),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_index("ix_claims_id", "claims", ["id"])
    op.create_index("claims_kind", "claims", ["kind"])
    op.create_table(
        "quotations",
        sa.Column("report", sa.String, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sa.Column("speaker", sa.String),
        sa.Column("stance", sa.String, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("start", "end")),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_table(
        "evidence",
        sa.Column("report", sa.String, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        *(
            sa.Column(name, sa.String, nullable=False)
            for name in ("id", "claim", "accord", "stipulation", "bearing", "day", "known")
        ),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_index("ix_evidence_id", "evidence", ["id"])
    op.create_index("evidence_promise", "evidence", ["accord", "stipulation"])
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("at", "action", "subject")),
        sa.Column("detail", sa.Text, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("previous", "hash")),
    )
    # The journal is only ever added to: the database itself refuses anything else.
    if op.get_context().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER journal_no_{verb.lower()} BEFORE {verb} ON journal "
                "BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END"
            )
    else:
        op.execute(
            "CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the journal is only added to'; END $$"
        )
        op.execute(
            "CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON journal "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
        )
