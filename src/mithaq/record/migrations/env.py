"""Runs the migrations on the connection that `mithaq.record.upgrade` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from mithaq.record.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
