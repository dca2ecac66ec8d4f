"""How records of each version become records of the next: one file a version, run by Alembic."""
