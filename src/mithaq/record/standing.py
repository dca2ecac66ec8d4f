"""Where the promises of an accord stand by what a record keeps, without reading what does not bear on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from mithaq.accords import library
from mithaq.accords.model import Accord
from mithaq.assessment import Status
from mithaq.assessment.deadlines import needed
from mithaq.gazetteer import Gazetteer
from mithaq.review import assess_reviewed

if TYPE_CHECKING:
    from mithaq.record.store import Record


def statuses(
    record: Record,
    accord: Accord,
    *,
    as_of: str,
    known_by: str,
    gazetteer: Gazetteer,
    accords: Mapping[str, Accord] | None = None,
    only: Collection[str] | None = None,
    without: Collection[str] = (),
) -> list[Status]:
    """The status of every promise of an accord, or of `only` those with these ids; as `assess_reviewed` gives it.

    What is read is the words (record/words.py) on these promises and on the steps that their deadlines wait for, of
    them those that count on the two days. accords: as for `assess`. without: classes of sources whose
    words are left out. Raises InputError as `assess` does, RecordError.
    """
    others = library() if accords is None else accords
    words = record.words(needed(accord, others, only), as_of=as_of, known_by=known_by)
    if without:
        words = {promise: [one for one in facts if one.source not in without] for promise, facts in words.items()}
    return assess_reviewed(
        accord, words, record.scores(accord.id), as_of=as_of, known_by=known_by, gazetteer=gazetteer, accords=others,
        only=only,
    )  # fmt: skip
