"""What stands by people's decisions."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_world import ACCORD, decided, evidence

from mithaq.errors import InputError
from mithaq.review import Decision, apply, pairs, standing
from mithaq.review.model import check, reasons

ONE, TWO = evidence("e-1"), evidence("e-2", day="2020-11-26", known="2020-11-26")


def test_without_decisions_the_machine_stands() -> None:
    found = apply([ONE, TWO], [])
    assert found.evidence == [ONE, TWO]
    assert all(one.machine is one.evidence and not one.decisions for one in found.items)


def test_accepted_evidence_tells_by_whom() -> None:
    (item, other) = apply([ONE, TWO], [decided("accept", 1, ONE)]).items
    assert item.evidence.reasons == ("same kind", "accepted by ann on 2021-03-01")
    assert replace(item.evidence, reasons=ONE.reasons) == ONE
    assert other.evidence == TWO


def test_rejected_evidence_does_not_count_and_is_still_there() -> None:
    found = apply([ONE, TWO], [decided("reject", 1, ONE, reasons=("not-happened",), words="only a plan")])
    assert found.evidence == [TWO]
    out = found.items[0]
    assert out.rejected is not None
    assert out.rejected.coder == "ann"
    assert "rejected by ann on 2021-03-01: planned, demanded or denied, not done; only a plan" in out.evidence.reasons


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"bearing": "plans"}, {"bearing": "plans"}),
        ({"modality": "planned"}, {"modality": "planned"}),
        ({"day": "2020-11-20"}, {"day": "2020-11-20", "dated": True}),
        ({"quantity": 44.0}, {"quantity": 44.0}),
        ({"deadline": None}, {"deadline": None}),
        ({"source": "obligor", "side": "ARM"}, {"source": "obligor", "side": "ARM"}),
        ({"speaker": "reuters"}, {"voices": ("reuters", "tass")}),
        ({"stipulation": f"{ACCORD}/6b"}, {"stipulation": "6b"}),
        ({"stipulation": "other/1"}, {"accord": "other", "stipulation": "1"}),
    ],
)
def test_each_field_can_be_corrected(fields: dict[str, Any], expected: dict[str, Any]) -> None:
    one = evidence("e-1", dated=False, deadline="2020-12-01")
    found = apply([one], [decided("correct", 1, one, fields=fields)]).evidence[0]
    assert replace(found, reasons=one.reasons) == replace(one, **expected)
    assert found.reasons[-1].startswith("corrected by ann on 2021-03-01: ")


def test_corrections_of_different_fields_add_up_and_the_later_of_one_field_stands() -> None:
    decisions = [
        decided("correct", 1, ONE, fields={"bearing": "plans"}),
        decided("correct", 2, ONE, fields={"day": "2020-11-20"}),
        decided("correct", 3, ONE, coder="ben", fields={"bearing": "advances"}),
    ]
    item = apply([ONE], decisions).items[0]
    assert (item.evidence.bearing, item.evidence.day) == ("advances", "2020-11-20")
    assert item.differ == ("ann: bearing plans, day 2020-11-20", "ben: bearing advances, day 2020-11-20")


def test_the_later_of_two_coders_stands_and_both_are_kept() -> None:
    decisions = [decided("accept", 1, ONE), decided("reject", 2, ONE, coder="ben")]
    item = apply([ONE], decisions).items[0]
    assert item.rejected == decisions[1]
    assert item.decisions == tuple(decisions)
    assert item.differ == ("ann: accepts it", "ben: rejects it")
    again = apply([ONE], [*decisions, decided("accept", 3, ONE, coder="ben")]).items[0]
    assert (again.rejected, again.differ) == (None, ())


def test_a_blind_decision_speaks_of_what_the_machine_gave() -> None:
    decisions = [decided("correct", 1, ONE, fields={"bearing": "plans"}), decided("accept", 2, ONE, "ben", blind=True)]
    item = apply([ONE], decisions).items[0]
    assert item.evidence.bearing == "completes"
    assert item.differ == ("ann: bearing plans", "ben: bearing completes")
    seeing = [decisions[0], replace(decisions[1], blind=False)]
    assert apply([ONE], seeing).items[0].evidence.bearing == "plans"


def test_what_is_linked_by_hand_counts_and_can_be_unlinked() -> None:
    by_hand = evidence("e-hand", stipulation="6b")
    link = decided("link", 1, by_hand)
    item = next(one for one in apply([ONE], [link]).items if one.evidence.id == "e-hand")
    assert (item.machine, item.promise) == (None, (ACCORD, "6b"))
    assert item.evidence.reasons[-1] == "linked by hand by ann on 2021-03-01: because"
    assert [one.id for one in apply([ONE], [link, decided("unlink", 2, by_hand)]).evidence] == ["e-1"]
    assert [one.id for one in apply([ONE], [link, decided("undo", 2, "e-hand", undoes=1)]).evidence] == ["e-1"]


def test_an_undo_of_an_undo_restores_the_decision() -> None:
    reject, undo = decided("reject", 1, ONE), decided("undo", 2, "e-1", undoes=1)
    again = decided("undo", 3, "e-1", undoes=2)
    assert apply([ONE], [reject, undo]).evidence == [ONE]
    assert apply([ONE], [reject, undo, again]).items[0].rejected == reject


def test_machines_are_kept_and_overrule_nothing() -> None:
    item = apply([ONE], [decided("reject", 1, ONE, coder="llm:some-model")]).items[0]
    assert (item.rejected, item.differ) == (None, ())
    assert len(item.decisions) == 1


def test_a_machine_undoes_no_person() -> None:
    reject = decided("reject", 1, ONE)
    by_machine = decided("undo", 2, "e-1", coder="llm:some-model", undoes=1)
    assert apply([ONE], [reject, by_machine]).evidence == []
    undo = decided("undo", 3, "e-1", undoes=1)
    undo_of_undo = decided("undo", 4, "e-1", coder="rules", undoes=3)
    assert apply([ONE], [reject, undo, undo_of_undo]).evidence == [ONE]
    own = decided("accept", 5, ONE, coder="llm:some-model")
    assert standing([own, decided("undo", 6, "e-1", coder="llm:some-model", undoes=5)]) == []


def test_what_a_machine_coded_does_not_keep_a_person_s_decision_from_what_it_is_about() -> None:
    coded = replace(ONE, id="e-m", claim="", voices=("unknown",))
    reread = replace(ONE, id="e-9")
    link = decided("link", 1, coded, coder="llm:some-model")
    assert apply([reread], [link, decided("reject", 2, ONE)]).evidence == []


def test_a_decision_outlasts_another_reading_of_the_same_words() -> None:
    reread = replace(ONE, id="e-9", voices=("reuters",))
    found = apply([reread], [decided("accept", 1, ONE)])
    assert [one.evidence.id for one in found.items] == ["e-1"]
    assert found.items[0].machine == reread
    assert apply([reread], [decided("reject", 1, ONE)]).evidence == []
    other_claim = replace(reread, claim="c-9", quote_start=5, quote_end=44)
    assert apply([other_claim], [decided("reject", 1, ONE)]).evidence == []


def test_a_rejection_of_what_is_now_told_otherwise_is_stranded() -> None:
    reread, reject = replace(ONE, id="e-9", bearing="plans"), decided("reject", 1, ONE)
    found = apply([reread], [reject])
    assert (found.evidence, found.stranded) == ([reread], (reject,))
    assert apply([], [reject]).stranded == (reject,)


def test_accepted_evidence_stays_when_the_reader_loses_it() -> None:
    (item,) = apply([], [decided("accept", 1, ONE)]).items
    assert item.machine is None
    assert item.evidence.reasons[-1] == "kept by hand: the reader no longer gives it"


def test_joined_and_kept_apart() -> None:
    join = decided("join", 1, "r-1/c-1", other="r-2/c-2")
    split = decided("split", 2, "r-2/c-2", coder="ben", other="r-1/c-1")
    pair = (("r-1", "c-1"), ("r-2", "c-2"))
    assert pairs([join]) == ([pair], [])
    assert pairs([join, split]) == ([], [pair])
    assert pairs([join, split, decided("undo", 3, "r-2/c-2", undoes=2)]) == ([pair], [])


def test_a_coder_s_own_decisions_are_undone_by_the_coder_alone() -> None:
    decisions = [decided("accept", 1), decided("undo", 2, coder="ben", undoes=1)]
    assert standing(decisions) == []
    assert standing(decisions, "ann") == decisions[:1]


# --- properties


@st.composite
def histories(draw: st.DrawFn) -> list[Decision]:
    found: list[Decision] = []
    for seq in range(1, draw(st.integers(0, 8)) + 1):
        one = draw(st.sampled_from([ONE, TWO]))
        action = draw(st.sampled_from(["accept", "reject", "correct", "unlink", "note", "undo"]))
        coder = draw(st.sampled_from(["ann", "ben", "llm:m"]))
        blind = draw(st.booleans())
        if action == "undo":
            earlier = [old for old in found if old.subject == one.id]
            if not earlier:
                continue
            undoes = draw(st.sampled_from(earlier)).seq
            found.append(decided("undo", seq, one.id, coder, undoes=undoes))
            continue
        fields = {"bearing": draw(st.sampled_from(["plans", "advances"]))} if action == "correct" else {}
        found.append(decided(action, seq, one, coder, fields=fields, blind=blind))  # type: ignore[arg-type]
    return found


@settings(max_examples=150, deadline=None)
@given(histories(), st.randoms())
def test_nothing_is_lost_and_the_order_of_arrival_changes_nothing(history: list[Decision], random: Any) -> None:
    found = apply([ONE, TWO], history)
    assert [one.evidence.id for one in found.items] == ["e-1", "e-2"]
    kept = [one for item in found.items for one in item.decisions]
    assert sorted(one.seq for one in kept) == [one.seq for one in standing(history)]
    shuffled = list(history)
    random.shuffle(shuffled)
    assert apply([ONE, TWO], shuffled) == found


@settings(max_examples=150, deadline=None)
@given(histories())
def test_undo_restores_exactly(history: list[Decision]) -> None:
    before = apply([ONE, TWO], history)
    for action in ("reject", "accept", "correct"):
        fields = {"day": "2020-01-01"} if action == "correct" else {}
        new = decided(action, 50, ONE, "cleo", fields=fields)
        undo = decided("undo", 51, "e-1", "dan", undoes=50)
        assert apply([ONE, TWO], [*history, new]) != before
        assert apply([ONE, TWO], [*history, new, undo]) == before


@settings(max_examples=100, deadline=None)
@given(histories())
def test_undoing_all_gives_the_machine_back(history: list[Decision]) -> None:
    undos = [
        decided("undo", 40 + number, one.subject, "ann", undoes=one.seq)
        for number, one in enumerate(sorted(history, key=lambda one: -one.seq))
        if one.action != "undo"
    ]
    found = apply([ONE, TWO], [*[one for one in history if one.action != "undo"], *undos])
    assert found.evidence == [ONE, TWO]
    assert all(one.seq < other.seq for one, other in pairwise(standing(history)))


# --- what is refused


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"coder": " "}, "name of a coder"),
        ({"coder": "a\nb"}, "name of a coder"),
        ({"action": "delete"}, "no such action"),
        ({"at": "2021-03-01"}, "not a time"),
        ({"subject": ""}, "about nothing"),
        ({"action": "reject"}, "A reason is needed"),
        ({"action": "reject", "reasons": ("no-such",)}, "no reason 'no-such'"),
        ({"action": "reject", "reasons": ("other",)}, "which one"),
        ({"action": "correct", "words": "w"}, "nothing is corrected"),
        ({"action": "correct", "words": "w", "fields": {"id": "x"}}, "cannot be corrected"),
        ({"action": "correct", "words": "w", "fields": {"bearing": "kept"}}, "bearing cannot be"),
        ({"action": "correct", "words": "w", "fields": {"day": "2020-02-30"}}, "day is no day"),
        ({"action": "correct", "words": "w", "fields": {"day": "2020-03-02/2020-03-01"}}, "day cannot be"),
        ({"action": "correct", "words": "w", "fields": {"quantity": -1.0}}, "quantity cannot be"),
        ({"action": "correct", "words": "w", "fields": {"stipulation": "6a"}}, "stipulation cannot be"),
        ({"action": "score", "words": "w", "level": 4, "day": "2020-01-01"}, "not a level"),
        ({"action": "score", "words": "w", "level": 2}, "no day"),
        ({"action": "score", "level": 2, "day": "2020-01-01"}, "A reason is needed"),
        ({"action": "join", "words": "w"}, "two claims"),
        ({"action": "undo"}, "nothing is named"),
        ({"action": "note"}, "empty note"),
        ({"words": "w" * 5000}, "longer than"),
        ({"words": "\ud800"}, "half a character"),
    ],
)
def test_a_decision_that_is_not_whole_is_refused(fields: dict[str, Any], message: str) -> None:
    whole = {"coder": "ann", "at": "2021-03-01T12:00:00+00:00", "action": "accept", "subject": "e-1"}
    check(Decision(**whole))  # type: ignore[arg-type]
    with pytest.raises(InputError, match=message) as caught:
        check(Decision(**{**whole, **fields}))
    assert caught.value.mend


def test_reasons_are_offered_for_every_action_that_needs_one() -> None:
    for action in ("reject", "correct", "unlink", "score", "join", "split"):
        assert any(action in one.actions for one in reasons().values())
