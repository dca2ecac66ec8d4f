"""The accords Mithaq brings along."""

from __future__ import annotations

from collections.abc import Iterable
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


def followed(ids: Iterable[str], *, signed_by: str | None = None) -> dict[str, Accord]:
    """The accords of the library with these ids and those tied to them; all of it if none is of the library.

    Two accords are tied if one carries out, adds to or changes the other. signed_by: an ISO 8601 day; what was signed
    later is left out unless its id is given, for on that day nobody had promised it.
    """
    known = library()
    ids = set(ids)
    found = ids & set(known)
    if not found:
        return dict(known)
    ties = [(one.id, other) for one in known.values() for other in _others(one)]
    while new := {b for pair in ties for a, b in (pair, pair[::-1]) if a in found} & set(known) - found:
        found |= new
    asked = found & ids
    return {id: one for id, one in known.items() if id in found and (id in asked or not _later(one, signed_by))}


def _later(accord: Accord, day: str | None) -> bool:
    return day is not None and accord.signed > day[:10]


def _others(accord: Accord) -> set[str]:
    """Ids of the accords that this one names."""
    named = {accord.implements, accord.supplements, *(one.stipulation for one in accord.changes)}
    return {one.partition("/")[0] for one in named if one is not None}
