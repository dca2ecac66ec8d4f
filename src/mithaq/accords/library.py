"""The accords Mithaq brings along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    from mithaq.accords.consistent import unknown_references
    from mithaq.accords.load import read_accord
    from mithaq.accords.where import Where

    folder = package_file("accords", "library")
    files = [file for file in folder.iterdir() if file.name.endswith(".yaml")]
    read = sorted(((read_accord(file), file) for file in files), key=lambda pair: (pair[0].signed, pair[0].id))
    found = {accord.id: accord for accord, _ in read}
    for accord, file in read:
        for fault in unknown_references(accord, found):
            raise Where(file).error(*fault)
    return found


def followed(ids: Iterable[str]) -> dict[str, Accord]:
    """The accords of the library with these ids and those tied to them; all of it if none is of the library.

    Two accords are tied if one carries out or changes the other. One that only adds to another is tied to it, and not
    the other way: it has promises of its own, which are followed if there is evidence on them.
    """
    known = library()
    found = set(ids) & set(known)
    if not found:
        return dict(known)
    ties = {tie for one in known.values() for tie in _ties(one)}
    while new := {other for one, other in ties if one in found} & set(known) - found:
        found |= new
    return {id: one for id, one in known.items() if id in found}


def _ties(accord: Accord) -> Iterator[tuple[str, str]]:
    """From which accord one comes to which, by what this one says of others."""
    both = {accord.implements, *(one.stipulation for one in accord.changes)}
    for other in {name.partition("/")[0] for name in both if name is not None}:
        yield accord.id, other
        yield other, accord.id
    if accord.supplements is not None:
        yield accord.id, accord.supplements
