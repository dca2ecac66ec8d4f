"""What a person should look at first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from review_world import ACCORD, decided, evidence

from mithaq.accords import library
from mithaq.gazetteer import Gazetteer
from mithaq.linking.evidence import Evidence
from mithaq.review import Decision, Effective, apply
from mithaq.review.queue import Task, queue, sample

ACCORDS = {ACCORD: library()[ACCORD]}
HANDED = evidence("e-done")
SAYS = evidence("e-says", source="obligor", side="ARM", voices=("ARM/prime-minister",), day="2020-11-26")
PLAN = evidence("e-plan", bearing="plans", modality="planned", day="2020-11-16", known="2020-11-16")
CEASEFIRE = evidence("e-kept", stipulation="1a", bearing="complies", source="independent", side=None)


def tasks(told: list[Evidence], decisions: list[Decision] | None = None, **options: Any) -> list[Task]:
    found: Effective = apply(told, decisions or [])
    options = {"as_of": "2020-12-31", "known_by": "2020-12-31", **options}
    return queue(found, ACCORDS, gazetteer=Gazetteer({}, {}), others=library(), **options)


def ids(found: list[Task]) -> list[str]:
    return [one.evidence.id for one in found]


def test_what_a_level_rests_on_comes_first() -> None:
    found = tasks([PLAN, HANDED, SAYS])
    assert ids(found)[0] == "e-done"
    first = found[0]
    assert first.status is not None
    assert (first.status.level, first.without) == (3, 2)
    assert "without it the level would be 2, not 3" in first.why
    assert next(one for one in found if one.evidence.id == "e-plan").without == 3


def test_leaving_out_is_judged_as_if_it_had_never_been_told() -> None:
    for one in tasks([PLAN, HANDED, SAYS, CEASEFIRE]):
        rest = [other for other in (PLAN, HANDED, SAYS, CEASEFIRE) if other.id != one.evidence.id]
        promise = [task for task in tasks([*rest, replace(PLAN, id="e-x", bearing="assesses")])
                   if task.item.promise == one.item.promise]  # fmt: skip
        if promise and promise[0].status is not None:
            assert one.without == promise[0].status.level


def test_every_reason_is_told() -> None:
    unsure = evidence(
        "e-unsure", stipulation="6b", bearing="breaches", dated=False, source="unknown", voices=("unknown",), side=None,
        background=True, modality="alleged", day="2020-11-01/2020-11-30",
    )  # fmt: skip
    (found,) = tasks([unsure])
    for words in ("names no day", "whose word", "history", "told as alleged", "not told exactly"):
        assert any(words in why for why in found.why), words
    (near,) = tasks([HANDED], as_of="2020-12-05", known_by="2020-12-05")
    assert "the deadline passed 20 days ago" in near.why


def test_what_people_decided_on_is_done_unless_they_differ() -> None:
    accept = decided("accept", 1, HANDED)
    assert ids(tasks([HANDED, SAYS], [accept])) == ["e-says"]
    assert set(ids(tasks([HANDED, SAYS], [accept], reviewed=True))) == {"e-done", "e-says"}
    assert "e-done" in ids(tasks([HANDED, SAYS], [decided("accept", 1, HANDED, "llm:m")]))
    both = [accept, decided("reject", 2, HANDED, "ben")]
    assert any("coders differ" in why for one in tasks([HANDED, SAYS], both) for why in one.why)
    mine = tasks([HANDED, SAYS], [accept], coder="ben")
    assert set(ids(mine)) == {"e-done", "e-says"}


def test_a_decision_on_words_read_otherwise_comes_back() -> None:
    reread = replace(HANDED, id="e-new", bearing="plans")
    (found,) = tasks([reread], [decided("reject", 1, HANDED)])
    assert any("read otherwise now" in why for why in found.why)


def test_what_a_machine_coded_and_the_reader_lost_is_nobody_s_decision() -> None:
    reread = replace(HANDED, id="e-new", bearing="plans")
    (found,) = tasks([reread], [decided("reject", 1, HANDED, "llm:some-model")])
    assert not any("read otherwise now" in why for why in found.why)


def test_the_level_shown_is_that_of_a_person_where_one_gave_it() -> None:
    score = decided("score", 1, f"{ACCORD}/6a", level=1, day="2020-12-01")
    found = tasks([HANDED, SAYS], scores=[score])
    assert {one.status.level for one in found if one.status} == {1}


def test_a_reprint_does_not_hold_up_a_level() -> None:
    printed = evidence("e-print", day=SAYS.day, voices=("a-paper",), source="independent", side=None)
    levels = {one.status.level for one in tasks([SAYS, printed]) if one.status}
    once = {one.status.level for one in tasks([SAYS, printed], reprints={"r-print": "r-says"}) if one.status}
    assert (levels, once) == ({3}, {2})


def test_what_is_published_later_is_not_asked_for() -> None:
    assert tasks([HANDED], as_of="2020-11-20", known_by="2020-11-20") == []


@pytest.mark.parametrize("seed", ["1", "spring", "كوردي"])
def test_a_sample_is_the_same_for_all_and_stays_when_others_come(seed: str) -> None:
    many = [evidence(f"e-{number}", report=f"r-{number}") for number in range(40)]
    found = tasks(many)
    drawn = ids(sample(found, 10, seed))
    assert len(set(drawn)) == 10
    assert ids(sample(found[::-1], 10, seed)) == drawn
    assert ids(sample([one for one in found if one.evidence.id in drawn], 10, seed)) == drawn
    assert ids(sample(found, 10, seed + "x")) != drawn
    more = ids(sample(found, 40, seed))
    assert more[:10] == drawn
