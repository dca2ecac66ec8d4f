"""Claims that name no side of an accord, or others beside them: which of them bear on its promises."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

import pytest

from mithaq.accords import library
from mithaq.gazetteer import load_gazetteer
from mithaq.languages.base import Effect
from mithaq.linking import Evidence, link
from mithaq.linking.words import meant, stems
from mithaq.reading.claims import Claim, Modality, Name, Reading, Reference, Time
from mithaq.reports.model import Report, Span

COLOMBIA, LIBYA, SOCHI = "colombia-2016-11-24", "libya-2020-10-23", "sochi-2022-10-31"
GOOD_FRIDAY, STOCKHOLM = "good-friday-1998-04-10", "stockholm-2018-12-13"
_at = count()


def names(ids: str) -> tuple[Name, ...]:
    """Mentions by gazetteer id; one that begins with "?" is of an army in no list."""
    found = []
    for id in ids.split():
        start = next(_at) % 90
        known = load_gazetteer().get(id)
        if id.startswith("?"):
            found.append(Name(start, start + 3, "organisation", None, None))
            continue
        assert known is not None, id
        found.append(Name(start, start + 3, known.type, id, load_gazetteer().country(id)))
    return tuple(found)


def claim(
    kind: str | None,
    effect: Effect,
    *,
    actors: str = "",
    to: str = "",
    places: str = "",
    modality: Modality = "happened",
    event: str = "RETREAT",
    sense: str = "withdraw",
    times: Iterable[str] = (),
    length: int = 100,
    reference: Reference | None = None,
) -> Claim:
    told = tuple(Time(0, 3, value, "day") for value in times)
    return Claim(
        0, length, f"c-{next(_at)}", event, None, sense, kind, effect, modality, Span(10, 15),
        actors=names(actors), recipients=names(to), places=names(places), times=told, reference=reference,
    )  # fmt: skip


def bears(
    accord: str,
    *claims: Claim,
    day: str,
    others: str = "",
    text: str = "x" * 200,
    references: tuple[Reference, ...] = (),
) -> dict[str, str]:
    """Stipulation → bearing of what a report with these claims gives, which also names `others`."""
    return {one.stipulation: one.bearing for one in evidence(accord, claims, day, others, text, references)}


def evidence(
    accord: str, claims: tuple[Claim, ...], day: str, others: str, text: str, references: tuple[Reference, ...]
) -> list[Evidence]:
    report = Report.of(text, language="en", outlet="example-news.org", published=day)
    own = [one for c in claims for one in (*c.actors, *c.recipients, *c.places)]
    reading = Reading(text, "en", day, names=(*own, *names(others)), claims=claims, references=references)
    return link(report, reading, {accord: library()[accord]}, load_gazetteer())


# --- fighting with another group


def test_an_unnamed_army_that_fights_a_group_outside_the_accord_breaks_nothing() -> None:
    fought = claim("ceasefire", "breach", actors="?army", to="eln", sense="clash", event="ASSAULT")
    assert bears(COLOMBIA, fought, day="2017-03-01", others="farc farc farc") == {}
    with_side = claim("ceasefire", "breach", actors="?army", to="farc", sense="clash", event="ASSAULT")
    assert bears(COLOMBIA, with_side, day="2017-03-01") == {"3-1": "breaches"}


def test_fighting_without_its_sides_is_that_which_the_report_tells_of() -> None:
    unnamed = claim("ceasefire", "breach", places="bogota", sense="clash", event="ASSAULT")
    about = "farc farc farc"
    assert bears(COLOMBIA, unnamed, day="2017-03-01", others=about) == {"3-1": "breaches"}
    elsewhere = claim("ceasefire", "breach", actors="eln", places="bogota", sense="clash", event="ASSAULT")
    assert bears(COLOMBIA, unnamed, elsewhere, day="2017-03-01", others=about) == {}
    ours = claim("ceasefire", "breach", actors="farc", places="bogota", sense="clash", event="ASSAULT")
    assert bears(COLOMBIA, unnamed, elsewhere, ours, day="2017-03-01", others=about) == {"3-1": "breaches"}


# --- outsiders


def test_a_state_that_is_no_party_may_do_what_is_promised_of_foreign_forces() -> None:
    left = claim("force-withdrawal", "progress", actors="TUR", places="sirte")
    assert bears(LIBYA, left, day="2021-06-01")["2b"] == "advances"
    assert "2a" not in bears(LIBYA, left, day="2021-06-01")
    stayed = claim("foreign-forces-withdrawal", "progress", actors="TUR", modality="denied")
    assert bears(LIBYA, stayed, day="2021-06-01", others="gna-libya sirte") == {"2b": "disputes"}
    # Without anybody of this conflict in the report it may be of any other country.
    assert bears(LIBYA, stayed, day="2021-06-01", others="SYR SYR") == {}


def test_a_withdrawal_of_the_sides_or_of_nobody_is_none_of_foreign_forces() -> None:
    own = claim("force-withdrawal", "progress", actors="gna-libya", places="sirte")
    assert "2b" not in bears(LIBYA, own, day="2021-06-01")
    nobody = claim("force-withdrawal", "progress", places="sirte")
    assert "2b" not in bears(LIBYA, nobody, day="2021-06-01")


# --- what places a report


def test_a_report_that_names_the_accord_in_another_sentence_is_of_its_conflict() -> None:
    freed = claim("prisoner-exchange", "progress", actors="YEM", sense="release")
    assert bears(STOCKHOLM, freed, day="2019-02-06") == {}
    named = Reference(150, 160, (), (STOCKHOLM,))
    assert bears(STOCKHOLM, freed, day="2019-02-06", references=(named,))["prisoners-1"] == "advances"
    # Named once as background in a report about another group of that country it is not what the report is about.
    others = "southern-transitional-council " * 3
    assert bears(STOCKHOLM, freed, day="2019-02-06", others=others, references=(named,)) == {}


def test_a_body_that_owes_a_promise_is_known_beside_the_state_of_the_sides() -> None:
    arrived = claim("ceasefire-monitoring", "progress", actors="united-nations sputnik", event="AID", sense="deploy")
    assert bears(LIBYA, arrived, day="2021-10-22", others="LBY LBY") == {"11": "advances"}
    assert bears(LIBYA, arrived, day="2021-10-22", others="YEM YEM LBY") == {}
    assert bears(LIBYA, arrived, day="2021-10-22") == {}
    verified = claim("ceasefire-monitoring", "progress", actors="united-nations", event="AID", sense="deploy")
    assert bears(COLOMBIA, verified, day="2017-02-01", others="COL COL") == {"3-1-3": "advances", "6-3b": "advances"}
    fire = claim("ceasefire", "complete", actors="united-nations", sense="cease")
    assert bears(LIBYA, fire, day="2021-10-22", others="LBY LBY") == {}  # it owes no ceasefire


# --- meetings


def test_those_who_promised_talks_meet() -> None:
    text = "The ministers of the two states met in Geneva to speak about the peace treaty. They met again." + " " * 20
    met = claim(None, "other", actors="AZE", to="ARM", event="CONSULT", sense="meet", length=78, times=["2022-12-02"])
    found = bears(SOCHI, met, day="2022-12-02", text=text)
    assert found == {"treaty-1": "advances"}
    one_side = claim(None, "other", actors="AZE", to="RUS", event="CONSULT", sense="meet", length=78)
    assert "treaty-1" not in bears(SOCHI, one_side, day="2022-12-02", text=text.replace("treaty", "x"))
    early = claim(None, "other", actors="AZE", to="ARM", event="CONSULT", sense="meet", length=78, times=["2022-10-31"])
    assert bears(SOCHI, early, day="2022-11-01", text=text) == {}


# --- two promises of one kind


def test_words_tell_two_promises_of_one_kind_apart() -> None:
    both = [library()[GOOD_FRIDAY].stipulation(id) for id in ("strand-one-15", "strand-one-16")]
    text = "The Assembly met for the joint election of the First Minister and the deputy First Minister."
    assert meant(text, both, "en") == {"strand-one-15"}
    assert meant("The parties share power.", both, "en") == {"strand-one-15", "strand-one-16"}
    elected = claim(
        "power-sharing", "progress", actors="northern-ireland", event="COOPERATE", sense="create", length=len(text)
    )
    assert bears(GOOD_FRIDAY, elected, day="1998-07-01", text=text) == {"strand-one-15": "advances"}


@pytest.mark.parametrize(
    ("word", "other"),
    [("commanders'", "Commanders"), ("временная", "временной"), ("الإدارة", "لإدارة"), ("مؤقتة", "المؤقتة")],
)
def test_words_are_compared_without_their_endings_and_articles(word: str, other: str) -> None:
    assert stems(word) == stems(other) != frozenset()
