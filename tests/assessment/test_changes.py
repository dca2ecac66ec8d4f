"""What changed between two days, and why."""

from __future__ import annotations

from datetime import date, timedelta

from assessment_world import FIRST, NOBODY, said
from hypothesis import given, settings
from hypothesis import strategies as st
from test_assess_properties import some

from mithaq.assessment import Change, assess, changes
from mithaq.linking.evidence import Evidence


def between(evidence: list[Evidence], since: str, until: str, stipulation: str) -> list[Change]:
    found = changes(FIRST, evidence, since=since, until=until, gazetteer=NOBODY)
    return [one for one in found if one.stipulation == stipulation]


def test_a_report_changes_a_level_and_is_cited() -> None:
    plan, done = said("2", "plans", "2020-11-12"), said("2", "completes", "2020-11-20", known="2020-11-21")
    found = between([plan, done], "2020-11-11", "2020-11-30", "2")
    assert [(one.day, one.before.level, one.after.level, one.cause, one.evidence) for one in found] == [
        ("2020-11-12", 0, 1, "reports", (plan.id,)),
        # due on the 20th and not known to be done on the 20th itself, which is not overdue yet
        ("2020-11-21", 1, 3, "reports", (done.id,)),
    ]


def test_a_deadline_that_passes_is_a_change_without_a_report() -> None:
    found = between([], "2020-11-11", "2020-12-31", "2")
    assert [(one.day, one.cause, one.after.flags, one.evidence) for one in found] == [
        ("2020-11-21", "time", ("overdue",), ())
    ]


def test_a_breach_heals_by_time_on_the_very_day() -> None:
    evidence = [
        said("1a", "complies", "2020-11-20"),
        said("1a", "breaches", "2020-12-12"),
        said("1a", "complies", "2020-12-20"),
    ]
    found = between(evidence, "2020-12-01", "2021-12-31", "1a")
    assert [(one.day, one.after.level, one.cause) for one in found] == [
        ("2020-12-12", 1, "reports"),
        ("2021-01-19", 2, "time"),
        ("2021-03-20", 3, "time"),
    ]


def test_a_report_published_after_the_window_changes_nothing_in_it() -> None:
    late = said("2", "completes", "2020-11-20", known="2021-01-01")
    assert between([late], "2020-11-22", "2020-12-31", "2") == []
    assert len(between([late], "2020-11-22", "2021-01-01", "2")) == 1


@given(some, st.integers(0, 400))
@settings(max_examples=25, deadline=None)
def test_the_changes_lead_from_the_first_status_to_the_last(evidence: list[Evidence], length: int) -> None:
    since, until = "2020-11-12", str(date(2020, 11, 12) + timedelta(days=length))
    found = changes(FIRST, evidence, since=since, until=until, gazetteer=NOBODY)
    now = {one.stipulation: one for one in assess(FIRST, evidence, as_of=since, known_by=since, gazetteer=NOBODY)}
    for change in found:
        assert since < change.day <= until
        assert (now[change.stipulation].level, now[change.stipulation].flags) == (
            change.before.level,
            change.before.flags,
        )
        now[change.stipulation] = change.after
    for one in assess(FIRST, evidence, as_of=until, known_by=until, gazetteer=NOBODY):
        told = now[one.stipulation]
        assert (told.level, told.flags, told.deadline) == (one.level, one.flags, one.deadline)
