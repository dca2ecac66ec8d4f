"""Who owes, and what begins and ends: in short agreements of our own words."""

from __future__ import annotations

from mithaq.accords.model import Deadline, Stipulation
from mithaq.drafting.draft import draft
from mithaq.drafting.who import doers

HEAD = "Agreement between the Republic of Armenia and the Republic of Azerbaijan\n\n"


def promises(text: str, *, parties: tuple[str, ...] = ()) -> list[Stipulation]:
    made = draft(text, file="x.txt", sha256="0" * 64, code="en", signed="2021-03-01", parties=parties)
    return list(made.accord.stipulations)


def test_what_begins_and_ends_is_two_promises_the_second_counted_from_the_first() -> None:
    text = (
        "1. The withdrawal of forces shall begin within ten days after this Agreement enters into force "
        "and end within 30 days thereof.\n"
    )
    first, second = promises(HEAD + text)
    assert first.deadline == Deadline(within="P10D", after="in-force")
    assert second.deadline == Deadline(within="P30D", after=first.id)
    assert {first.kind, second.kind} == {"force-withdrawal"}


def test_a_sentence_that_goes_on_with_a_second_time_counts_from_the_first() -> None:
    text = (
        "1. Both sides shall exchange all prisoners by 20 March 2021. "
        "This process shall be completed within five days.\n"
    )
    first, second = promises(HEAD + text)
    assert first.deadline == Deadline(by="2021-03-20")
    assert second.deadline == Deadline(within="P5D", after=first.id)


def test_a_ceasefire_that_enters_into_force_is_promised_an_agreement_that_does_is_not() -> None:
    text = (
        "1. A ceasefire shall enter into force on 5 March 2021.\n\n"
        "2. This Agreement shall enter into force upon signature.\n"
    )
    (one,) = promises(HEAD + text)
    assert (one.kind, one.start, one.deadline) == ("ceasefire", "2021-03-05", None)


def test_whoever_helps_or_watches_does_not_owe() -> None:
    text = "1. The exchange of prisoners will be assisted by the OSCE with the support of France.\n"
    (one,) = promises(HEAD + text)
    assert one.obligors == ("osce",)


def test_who_gets_leave_does_not_owe_it() -> None:
    text = "1. The International Committee of the Red Cross shall be allowed to visit all detainees.\n"
    (one,) = promises(HEAD + text)
    assert set(one.obligors) == {"ARM", "AZE"}


def test_a_centre_of_peacekeepers_is_the_guarantors() -> None:
    head = (
        "We, the President of Azerbaijan, the Prime Minister of Armenia and the President of Russia, state:\n\n"
        "1. The Republic of Azerbaijan and the Republic of Armenia, hereinafter referred to as the Parties, "
        "shall hold fire.\n\n"
    )
    found = promises(head + "2. A peacekeeping centre for the control of the ceasefire shall be set up.\n")
    assert found[-1].obligors == ("RUS",)
    assert "ceasefire" not in doers()["outside"]


def test_an_army_that_signs_for_itself_is_the_party() -> None:
    text = (
        "Declaration\n\n"
        "We, the undersigned, the Sudanese Armed Forces and the Justice and Equality Movement, agree:\n\n"
        "1. We commit to protect civilians at all times.\n"
    )
    (one,) = promises(text)
    assert set(one.obligors) == {"SDN/armed-forces", "justice-and-equality-movement"}


def test_a_party_in_no_list_is_named_by_the_sentence_that_calls_it_a_party() -> None:
    text = (
        "The Government of the Republic of Colombia (the Government) and the Front of the Hills (the Front) "
        "(together referred to as the Parties) agree:\n\n"
        "Article 1 - Aims\n\nThe aims of this Agreement are to:\n\n"
        "1) End the war for good;\n\n2) Help people live in safety.\n\n"
        "Article 2 - Arms\n\nThe Front shall disarm its fighters within 30 days.\n"
    )
    (one,) = promises(text)
    assert (one.provision, one.obligors) == ("2", ("front-of-the-hills",))


def test_sides_that_the_text_does_not_name_can_be_given() -> None:
    text = (
        "1. Both governments will release all prisoners by the end of June 2021.\n\n"
        "2. The parties shall respect the ceasefire.\n"
    )
    first, second = promises(text, parties=("GBR", "IRL", "sinn-fein"))
    assert set(first.obligors) == {"GBR", "IRL"}
    assert set(second.obligors) == {"GBR", "IRL", "sinn-fein"}


def test_a_clause_about_a_person_does_not_hide_the_promise() -> None:
    (one,) = promises(HEAD + "1. Those who took part in the fighting shall not be prosecuted.\n")
    assert one.kind == "amnesty"


MIXED = ("ETH", "tplf")


def test_forces_that_an_act_names_are_withdrawn_by_their_side() -> None:
    (one,) = promises(HEAD + "1. Withdrawal of Armenian forces from the villages along the river.\n")
    assert one.obligors == ("ARM",)


def test_what_only_a_state_has_is_the_side_that_is_a_state() -> None:
    text = "1. The federal authorities shall resume their duties.\n\n2. Both sides shall meet every month.\n"
    assert promises(text, parties=MIXED)[0].obligors == ("ETH",)


def test_arms_are_laid_down_by_the_side_that_is_no_state() -> None:
    text = "1. Disarmament of all fighters within ten days.\n\n2. The combatants shall assemble in four camps.\n"
    assert [one.obligors for one in promises(text, parties=MIXED)] == [("tplf",), ("tplf",)]
    said = "1. Both sides shall disarm all fighters within ten days.\n\n2. Both sides shall meet every month.\n"
    assert set(promises(said, parties=MIXED)[0].obligors) == set(MIXED)


def test_a_people_is_not_its_state() -> None:
    text = "1. We agree that the safety of the Armenian people comes first and shall protect all civilians.\n"
    assert set(promises(HEAD + text)[0].obligors) == {"ARM", "AZE"}


def test_sides_that_speak_before_the_first_number_are_found_and_whom_they_thank_is_none() -> None:
    text = (
        "We, the undersigned, the Yemeni Armed Forces and the Houthis, affirm our duties by this declaration.\n\n"
        "We welcome the efforts of Sweden for the people of Yemen.\n\n"
        "1. We shall protect all civilians at all times.\n\n2. We shall release all prisoners within ten days.\n"
    )
    assert set(promises(text)[-1].obligors) == {"YEM/armed-forces", "houthis"}


def test_an_act_that_goes_on_over_some_days_is_due_at_their_end() -> None:
    text = "1. Separation of the forces will take place over a period of six (6) days starting on 10 March 2021.\n"
    (one,) = promises(HEAD + text)
    assert (one.start, one.deadline) == ("2021-03-10", Deadline(by="2021-03-16"))


def test_a_length_of_time_is_counted_from_what_the_sentence_does_first() -> None:
    text = (
        "1. Both sides shall withdraw their forces from the front line by 20 March 2021.\n\n"
        "2. After the withdrawal, both sides shall exchange all prisoners within ten days.\n"
    )
    first, second = promises(HEAD + text)
    assert second.deadline == Deadline(within="P10D", after=first.id)
