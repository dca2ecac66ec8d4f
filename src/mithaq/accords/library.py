"""The accords Mithaq brings along."""

from __future__ import annotations

from functools import cache

from mithaq.accords.model import Accord
from mithaq.data import package_file


@cache
def library() -> dict[str, Accord]:
    """All accords shipped with Mithaq by id, oldest first. Treat it as read-only: it is read once.

    Raises AccordError naming file and key if one of the files is wrong.
    """
    from mithaq.accords.load import read_accord  # pydantic takes a while to import: only when it is needed

    folder = package_file("accords", "library")
    found = [read_accord(file) for file in folder.iterdir() if file.name.endswith(".yaml")]
    return {accord.id: accord for accord in sorted(found, key=lambda one: (one.signed, one.id))}
