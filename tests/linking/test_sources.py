"""Classes of sources: the file, witnesses, state media, and speakers that were lost."""

from __future__ import annotations

from typing import get_args

import pytest
from test_sides import KARABAKH, PRETORIA, told

from mithaq.assessment.facts import NEUTRAL, OUTSIDE, SECOND
from mithaq.data import package_file
from mithaq.errors import DataError
from mithaq.linking import sources
from mithaq.linking.evidence import SourceClass
from mithaq.linking.sources import source_kinds


def test_every_class_says_what_it_means_and_why() -> None:
    assert set(source_kinds()) == set(get_args(SourceClass))
    for one in source_kinds().values():
        assert set(one.label) == {"en", "ru", "ar"}
        assert one.means.endswith(".")
        assert one.why.endswith(".")


def test_the_effects_are_those_of_the_rules() -> None:
    assert {"guarantor", "mediator", "international", "independent"} == NEUTRAL
    assert NEUTRAL | {"beneficiary", "party"} == OUTSIDE
    assert {"obligor", "state-media", "witness"} == SECOND


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("effect: none", "effect: trusted", "effect 'trusted' is unknown"),
        ("  witness:\n", "  bystander:\n", "missing or unknown: bystander, witness"),
        ("label: {en: guarantor, ru: гарант, ar: ضامن}", "label: {en: guarantor}", "missing or unknown: ar, ru"),
        ("media: [agency", "medium: [agency", "missing or unknown: media, medium"),
    ],
)
def test_a_wrong_file_is_refused(old: str, new: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    text = package_file("linking", "sources.yaml").read_text(encoding="utf-8")
    assert old in text
    caches = (sources._raw, sources.sources, sources.source_kinds)
    monkeypatch.setattr(sources, "load_yaml", lambda _: yaml.safe_load(text.replace(old, new, 1)))
    for cache in caches:
        cache.cache_clear()
    try:
        with pytest.raises(DataError, match=said):
            (sources.source_kinds(), sources.sources())
    finally:
        monkeypatch.undo()
        for cache in caches:
            cache.cache_clear()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Residents said Ethiopian soldiers shelled the village in Tigray.", "en"),
        ("Eyewitnesses told Reuters that Ethiopian troops shelled Adwa in Tigray.", "en"),
        ("По словам местного жителя, эфиопские войска обстреляли село в Тыграе.", "ru"),
        ("Очевидцы сообщили, что эфиопские войска обстреляли село в Тыграе.", "ru"),
        ("قال شاهد عيان إن القوات الإثيوبية قصفت قرية في تيغراي.", "ar"),
        ("قال مسؤول محلي إن القوات الإثيوبية قصفت قرية في تيغراي.", "ar"),
    ],
)
def test_who_was_there_and_is_not_named_is_a_witness(text: str, language: str) -> None:
    found = told(text, language, "2023-01-12", PRETORIA)
    assert found
    assert {(one.source, one.side) for one in found} == {("witness", None)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('"Azerbaijani troops opened fire at our positions in Nagorno-Karabakh," he told reporters.', "en"),
        ('"Azerbaijani troops opened fire in Nagorno-Karabakh", the report runs.', "en"),
        ("The ministry said Azerbaijani troops opened fire in Nagorno-Karabakh.", "en"),
        ("«Азербайджанские войска открыли огонь в Нагорном Карабахе», — говорится в сообщении.", "ru"),
    ],
)
def test_a_lost_speaker_is_unknown_and_not_the_outlet(text: str, language: str) -> None:
    found = told(text, language, "2020-12-13", KARABAKH)
    assert found
    assert {(one.source, one.side, one.voices[0]) for one in found} == {("unknown", None, "unknown")}


def test_who_says_something_of_himself_is_not_lost() -> None:
    text = "Azerbaijan said it handed over 44 prisoners to Armenia."
    assert {one.side for one in told(text, "en", "2020-12-15", KARABAKH)} == {"AZE"}
    text = "According to the Azerbaijani army, Armenian troops opened fire in Nagorno-Karabakh."
    assert {one.side for one in told(text, "en", "2020-12-15", KARABAKH)} == {"AZE"}


def test_state_media_speak_on_the_side_of_the_state() -> None:
    text = "BAKU, November 25. AZERTAC. The Armenian army left the Kalbajar district."
    found = told(text, "en", "2020-11-25", KARABAKH)
    assert found
    assert {(one.source, one.side) for one in found} == {("state-media", "AZE")}
