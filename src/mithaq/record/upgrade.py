"""Making the tables of a record, and bringing those of an older version up to this one."""

from __future__ import annotations

from sqlalchemy import Connection, inspect

import mithaq
from mithaq.data import package_file
from mithaq.record.tables import SCHEMA_VERSION, meta


def upgrade(connection: Connection) -> None:
    """Run every migration that the record has not had, in the connection's own transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(package_file("record", "migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    names = set(inspect(connection).get_table_names())
    if "meta" in names and "alembic_version" not in names:  # a record from before migrations were kept
        command.stamp(config, "0001")
    command.upgrade(config, "head")
    connection.execute(meta.delete().where(meta.c.key == "schema"))
    connection.execute(meta.insert(), {"key": "schema", "value": str(SCHEMA_VERSION)})
    if "meta" not in names:
        connection.execute(meta.insert(), {"key": "mithaq", "value": mithaq.__version__})
