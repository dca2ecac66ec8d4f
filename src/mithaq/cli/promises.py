"""Which accords and which promise the person means, and where the promises stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mithaq.errors import InputError

if TYPE_CHECKING:
    from mithaq.accords.model import Accord, Stipulation
    from mithaq.assessment.status import Status
    from mithaq.linking.evidence import Evidence
    from mithaq.linking.reprints import Told
    from mithaq.record import Record
    from mithaq.review import Decision

LEVELS = ("not begun", "minimal", "intermediate", "full")


def accords_named(names: Iterable[str]) -> dict[str, Accord]:
    """The accords with these ids or in these YAML files; all of the library if none is named."""
    from mithaq.accords import library

    known = library()
    found = {}
    for name in names:
        accord = known.get(name) or accord_from_file(name)
        if accord is None:
            raise InputError(
                f"there is no accord {name!r}", mend=f"name one of {', '.join(known)}, or the path of a YAML file"
            )
        found[accord.id] = accord
    return found or known


def accords_of(record: Record, names: Iterable[str]) -> dict[str, Accord]:
    """The accords named; without names those that the record has evidence on, and those tied to them."""
    from mithaq.accords.library import followed

    names = tuple(names)
    return accords_named(names) if names else followed(record.accords())


def promise_of(record: Record, name: str, names: Iterable[str]) -> tuple[Accord, Stipulation]:
    """The promise meant: one of `accords_of` if an id there is or begins so ("6" of 6a), else one of any accord."""
    names = tuple(names)
    near = accords_of(record, names)
    asked = name.strip().lower()
    ids = [one.id.lower() for accord in near.values() for one in accord.stipulations]
    own = bool(asked) and any(id.startswith(asked) for id in ids)
    return find_promise(name, near if own else accords_named(names))


def accords_for_linking(names: Iterable[str]) -> dict[str, Accord]:
    """The library, and the accords of the files named beside it."""
    from mithaq.accords import library

    return {**library(), **(accords_named(names) if (names := tuple(names)) else {})}


def accord_from_file(name: str) -> Accord | None:
    """The accord in the YAML file of this name; None if the name is not that of a file."""
    from mithaq.accords import load_accord

    path = Path(name)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        if not path.is_file():
            raise InputError("there is no such file", place=name, mend="check the name and the folder")
        return load_accord(path)
    return None


def find_promise(name: str, accords: Mapping[str, Accord]) -> tuple[Accord, Stipulation]:
    """The promise called "6a" or "<accord>/6a". InputError if there is none, or several and it is not said which."""
    accord_id, _, id = name.strip().rpartition("/")
    among = list(accords.values())
    if accord_id:
        if accord_id not in accords:
            raise InputError(f"there is no accord {accord_id!r}", mend=f"name one of {', '.join(accords)}")
        among = [accords[accord_id]]
    found = [(accord, one) for accord in among for one in accord.stipulations if one.id.lower() == id.lower()]
    if len(found) == 1:
        return found[0]
    if found:
        which = " or ".join(f"{accord.id}/{one.id}" for accord, one in found)
        raise InputError(f"{name!r} is a promise of several accords", mend=f"say {which}")
    every = [one.id for accord in among for one in accord.stipulations]
    near = [one for one in every if id and one.startswith(id)] or get_close_matches(id, every) or every
    raise InputError(f"there is no promise {name!r}", mend=f"name one of {', '.join(near)}; see `mithaq accords`")


def evidence_of(record: Record) -> Told:
    """The evidence of the record as it counts: by people's decisions, all prints of one text with one voice."""
    return record.told_once()


def statuses(
    evidence: Iterable[Evidence],
    accords: Mapping[str, Accord],
    *,
    as_of: str,
    known_by: str,
    others: Mapping[str, Accord] | None = None,
    decisions: Iterable[Decision] = (),
) -> list[Status]:
    """Where every promise of the accords stands.

    others: accords that may change them, beside the library's. decisions: the levels given by hand are among them.
    """
    from mithaq.accords import library
    from mithaq.gazetteer import load_gazetteer
    from mithaq.review import assess_reviewed

    gazetteer, found, known = load_gazetteer(), list(evidence), {**library(), **(others or {}), **accords}
    given = list(decisions)
    return [
        status
        for accord in accords.values()
        for status in assess_reviewed(
            accord, found, given, as_of=as_of, known_by=known_by, gazetteer=gazetteer, accords=known
        )
    ]


def statuses_of(
    record: Record,
    accords: Mapping[str, Accord],
    *,
    as_of: str,
    known_by: str,
    others: Mapping[str, Accord] | None = None,
    without: Sequence[str] = (),
) -> list[Status]:
    """Where every promise of the accords stands by a record, as `statuses` gives it from all of its evidence.

    without: classes of sources whose words are left out.
    """
    from mithaq.accords import library
    from mithaq.gazetteer import load_gazetteer
    from mithaq.record.standing import statuses

    gazetteer, known = load_gazetteer(), {**library(), **(others or {}), **accords}
    return [
        status
        for accord in accords.values()
        for status in statuses(
            record, accord, as_of=as_of, known_by=known_by, gazetteer=gazetteer, accords=known, without=without
        )
    ]


def status_row(status: Status, promise: Stipulation, language: str) -> dict[str, Any]:
    """A status as programs get it: `evidence` is a count, the ids stand beside it."""
    row = asdict(status)
    row["flags"] = list(status.flags)
    row["evidence"] = len(status.evidence)
    row["evidence_ids"] = list(status.evidence)
    for name in ("changed_by", "decisions", "coders_differ"):
        row[name] = list(row[name])
    row["kind"] = promise.kind
    row["promise"] = in_language(promise.summary, language)
    return row


def in_language(texts: Mapping[str, Any], language: str) -> Any:
    """What is said in this language, else in English, else in the first there is, else nothing."""
    for code in (language, "en", *texts):
        if texts.get(code):
            return texts[code]
    return ""


def name_of(accord: Accord, language: str) -> str:
    """The accord's name to show, else its id."""
    names = in_language(accord.names, language)
    return names[0] if names else accord.id


def level_words(level: int) -> str:
    """The level in figures and words: "3 full"."""
    return f"{level} {LEVELS[level]}"
