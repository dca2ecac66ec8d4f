"""Deadlines that wait for steps, and changes by later accords, on the page and in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from publishing_world import SECOND, Page, World, filled

from mithaq.accords import library
from mithaq.accords.model import Accord, Change, Deadline, Party, Provision, Stipulation
from mithaq.publishing.accord_page import render_accord
from mithaq.publishing.page import render
from mithaq.publishing.terms import agreed_words
from mithaq.publishing.wording import LANGUAGES, wording

PROTOCOL = Accord(
    "protocol",
    {"en": ("Protocol",)},
    "2021-02-10",
    (Party("AZE", ("signatory",)),),
    (Provision("7", {"en": "More time."}),),
    (Stipulation("1", "7", "working-group", ("AZE",), summary={"en": "A group."}),),
    changes=(
        Change(f"{SECOND}/4", "7", deadline=Deadline(by="2021-06-01")),
        Change(f"{SECOND}/3b", "7", deadline=Deadline(within="P2M", after="in-force")),
    ),
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = filled(tmp_path_factory.mktemp("terms"))
    yield made
    made.record.close()


def section(world: World, promise: str, day: str, *more: Accord, language: str = "en") -> str:
    accords = {SECOND: library()[SECOND], **{one.id: one for one in more}}
    page = Page(render(world.record, as_of=day, known_by=day, language=language, accords=accords))
    return " ".join(page.sections[f"{SECOND}-{promise}"].split())


def test_a_deadline_waits_for_its_step_and_then_has_a_day(world: World) -> None:
    assert "within 1 month after 2a is done (waits for 2a)" in section(world, "3b", "2021-01-20")
    told = section(world, "3b", "2021-02-03")
    assert "within 1 month after 2a is done (2a was done on 30 January 2021, so by 28 February 2021)" in told


def test_a_later_accord_is_the_source_of_a_new_deadline(world: World) -> None:
    before = section(world, "4", "2021-02-09", PROTOCOL)
    assert "protocol" not in before
    after = section(world, "4", "2021-02-10", PROTOCOL)
    assert "Deadline changed to 1 June 2021 by protocol, clause 7, from 10 February 2021" in after
    assert "1 March 2021 1 June 2021" in after
    accords = {SECOND: library()[SECOND], PROTOCOL.id: PROTOCOL}
    page = Page(render(world.record, as_of="2021-02-10", known_by="2021-02-10", language="en", accords=accords))
    assert "Deadline changed to 1 June 2021" in page.sections["timeline"]
    step = section(world, "3b", "2021-02-10", PROTOCOL)
    assert "10 April 2021" in step


def test_evidence_on_an_accord_that_is_not_shown_still_counts_as_a_step(world: World) -> None:
    waits = Stipulation("9", "7", "project-list", ("AZE",), deadline=Deadline(within="PT72H", after=f"{SECOND}/2a"))
    alone = Accord("alone", PROTOCOL.names, "2021-01-20", PROTOCOL.parties, PROTOCOL.provisions, (waits,))
    page = Page(
        render(world.record, as_of="2021-02-03", known_by="2021-02-03", language="en", accords={"alone": alone})
    )
    assert "so by 2 February 2021" in page.sections["alone-9"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_a_deadline_has_words(language: str, world: World) -> None:
    texts = wording(language)
    forms = [
        Deadline(by="2021-01-01"),
        *(Deadline(within="PT72H", after=after) for after in ("signature", "in-force", "2a", "x/2a", "x/signature")),
        Deadline(within="PT72H", after="x/in-force"),
    ]
    said = [agreed_words(one, texts) for one in forms]
    assert len(set(said)) == len(said)
    assert all("{" not in one and "PT" not in one for one in said)
    assert section(world, "4", "2021-02-10", PROTOCOL, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("accord", [*library(), "protocol"])
def test_the_page_of_an_accord_stands_alone(accord: str, language: str) -> None:
    one = library().get(accord, PROTOCOL)
    page = Page(render_accord(one, language=language))
    assert not {"script", "link", "img", "iframe", "object", "form"} & {name for name, _ in page.tags}
    assert "url(" not in page.html
    assert page.all("html")[0]["dir"] == wording(language).direction
    ids = page.ids()
    assert len(ids) == len(set(ids))
    for promise in one.stipulations:
        assert f"promise-{promise.id}" in ids
