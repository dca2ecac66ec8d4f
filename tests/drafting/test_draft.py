"""From a made-up agreement to the draft of its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from mithaq.accords.load import read_accord
from mithaq.accords.model import Accord, Deadline
from mithaq.drafting.draft import Draft, draft
from mithaq.drafting.write import yaml_of
from mithaq.errors import InputError, LanguageError

TEXT = """Agreement between the Republic of Armenia and the Republic of Azerbaijan

Signed in Moscow on 1 March 2021

The Republic of Armenia and the Republic of Azerbaijan, hereinafter referred to as the Parties, have agreed as follows:

1. The Parties shall observe a full ceasefire from 5 March 2021.

2. Armenia shall return Agdam district to Azerbaijan by 20 March 2021 and Lachin district by 1 April 2021.

3. The Parties shall exchange all prisoners of war within ten days after the ceasefire.

4. The agreement enters into force upon signature.
"""


def made(text: str = TEXT, **known: str) -> Draft:
    return draft(text, file="agreement.txt", sha256="0" * 64, **known)  # type: ignore[arg-type]


def loaded(one: Draft, folder: Path) -> Accord:
    file = folder / "draft.yaml"
    file.write_text(yaml_of(one), encoding="utf-8")
    return read_accord(file)


def test_a_draft_loads_as_an_accord(tmp_path: Path) -> None:
    accord = loaded(made(), tmp_path)
    assert accord.signed == "2021-03-01"
    assert accord.in_force == "2021-03-01"
    assert accord.place == "moscow"
    assert [(party.entity, party.roles) for party in accord.parties] == [
        ("ARM", ("signatory",)),
        ("AZE", ("signatory",)),
    ]
    assert [one.id for one in accord.provisions] == ["1", "2", "3", "4"]


def test_two_places_with_two_days_are_two_promises() -> None:
    found = [one for one in made().accord.stipulations if one.provision == "2"]
    assert [one.id for one in found] == ["2a", "2b"]
    assert [one.deadline for one in found] == [Deadline(by="2021-03-20"), Deadline(by="2021-04-01")]
    assert [one.places for one in found] == [("agdam-district",), ("lachin-district",)]
    assert all(one.obligors == ("ARM",) and one.beneficiaries == ("AZE",) for one in found)


def test_a_span_is_the_words_that_promise() -> None:
    one = made().accord.stipulation("2b")
    assert one.span is not None
    assert TEXT[one.span[0] : one.span[1]] == "and Lachin district by 1 April 2021."


def test_days_after_another_promise_name_it() -> None:
    assert made().accord.stipulation("3").deadline == Deadline(within="P10D", after="1")


def test_a_clause_that_promises_nothing_stays_a_provision() -> None:
    accord = made().accord
    assert "4" in {one.id for one in accord.provisions}
    assert "4" not in {one.provision for one in accord.stipulations}


def test_what_is_unsure_is_named_and_told() -> None:
    one = made(TEXT.replace("Armenia shall return Agdam district", "Agdam district shall be returned"))
    promise = one.accord.stipulation("2a")
    assert promise.obligors == ("ARM",)
    assert "obligors" in promise.unsure
    assert "  # unsure: passive" in yaml_of(one)


def test_a_party_in_no_list_gets_an_id_of_its_name(tmp_path: Path) -> None:
    text = TEXT.replace("the Republic of Azerbaijan\n", "the Free Hills Front (FHF)\n").replace(
        "the Republic of Azerbaijan, here", "the Free Hills Front, here"
    )
    one = made(text.replace("Armenia shall return", "The FHF shall return"))
    assert "free-hills-front" in [party.entity for party in loaded(one, tmp_path).parties]
    assert one.accord.stipulation("2a").obligors == ("free-hills-front",)
    assert ("accord", "free-hills-front") in one.notes


def test_promises_never_wait_for_each_other() -> None:
    text = TEXT.replace("a full ceasefire from 5 March 2021", "a full ceasefire within ten days after the exchange")
    deadlines = {one.id: one.deadline for one in made(text).accord.stipulations}
    first, third = deadlines["1"], deadlines["3"]
    assert first is not None
    assert third is not None
    assert first.after == "3"
    assert third.after != "1"


@pytest.mark.parametrize("days", ["thirty (30) days", "30 (thirty) days", "30 days"])
def test_a_number_told_twice_is_read_once(days: str) -> None:
    one = made(TEXT.replace("ten days after the ceasefire", f"{days} after the ceasefire")).accord.stipulation("3")
    assert one.deadline == Deadline(within="P30D", after="1")


def test_a_side_is_known_by_the_short_name_that_only_it_can_have() -> None:
    text = TEXT.replace("between the Republic of Armenia", "between the Government of Armenia").replace(
        "Armenia shall return", "The Government shall return"
    )
    assert made(text).accord.stipulation("2a").obligors == ("ARM",)


def test_the_same_text_gives_the_same_draft() -> None:
    assert yaml_of(made()) == yaml_of(made())


def test_a_text_without_promises_is_refused() -> None:
    with pytest.raises(InputError):
        made("The weather was fine. The delegations met in the spring and talked for hours.", signed="2021-03-01")


def test_a_text_in_no_language_that_is_read_is_refused() -> None:
    with pytest.raises((InputError, LanguageError)):
        made("1234 5678")


def test_a_kind_nobody_knows_is_marked() -> None:
    one = made(TEXT.replace("observe a full ceasefire from 5 March 2021", "gladly hop twice"))
    assert "kind" in one.accord.stipulation("1").unsure
    assert "no kind was recognised" in yaml_of(one)
