"""The accords Mithaq brings along."""

from __future__ import annotations

from functools import cache

from mithaq.accords.model import Accord
from mithaq.data import package_file


@cache
def library() -> dict[str, Accord]:
    """All accords shipped with Mithaq by id, oldest first. Treat it as read-only: it is read once.

    Raises AccordError naming file and key if one of the files is wrong, or names an accord or a promise of another
    file that is not there.
    """
    # pydantic takes a while to import: only when it is needed
    from mithaq.accords.load import Where, read_accord, unknown_references

    folder = package_file("accords", "library")
    files = [file for file in folder.iterdir() if file.name.endswith(".yaml")]
    read = sorted(((read_accord(file), file) for file in files), key=lambda pair: (pair[0].signed, pair[0].id))
    found = {accord.id: accord for accord, _ in read}
    for accord, file in read:
        for fault in unknown_references(accord, found):
            raise Where(file).error(*fault)
    return found
