"""What must hold of every reading, whatever the text: spans are its words, it is the same each time, and time grows
with length."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mithaq import Reader
from mithaq.demo import dossier
from mithaq.errors import LanguageError
from mithaq.reading.claims import Reading
from mithaq.reports.model import Span

READER = Reader()
REPORTS = dossier()
WORDS = [
    "Armenia", "handed over", "the Agdam district", "to", "Azerbaijan", "on 20 November 2020", ",", ".", "\n", "«", "»",
    '"', "said", "Putin", "that", "not", "will", "prisoners", "44", "If", ":", "Россия", "передала", "пленных", "Баку",
    "заявил", "что", "в", "не", "11 января 2021 года", "سلّمت", "أرمينيا", "منطقة", "أغدام", "إلى", "أذربيجان", "لم",
    "قال", "الرئيس", "في 10 نوفمبر/ تشرين الثاني 2020", "و", "ـ", "\u200f", "\ud800", "\x00", "statement of",
    "TASS:", "Source:", "المصدر:",
]  # fmt: skip


def items(reading: Reading) -> Iterator[Span]:
    """Every span a reading holds."""
    for group in (reading.times, reading.names, reading.quantities, reading.quotations, reading.references):
        yield from group
    yield from reading.source
    for claim in reading.claims:
        yield from (claim, claim.trigger, *claim.objects, *claim.actors, *claim.recipients, *claim.places)
        yield from (*claim.times, *claim.quantities, *claim.attribution)
    for quotation in reading.quotations:
        for part in (quotation.speaker, quotation.addressee, quotation.occasion, quotation.channel, quotation.verb):
            if part is not None:
                yield part


@pytest.mark.parametrize("report", REPORTS, ids=lambda one: f"{one.language}-{(one.published or '')[:10]}-{one.id[:6]}")
def test_every_item_of_a_real_reading_is_words_of_its_text(report: object) -> None:
    from mithaq.reports import Report

    assert isinstance(report, Report)
    reading = READER.read(report.text, report.language, report.published)
    for item in items(reading):
        assert 0 <= item.start < item.end <= len(report.text)
        words = item.words(report.text)
        assert words == words.strip()
    assert len({claim.id for claim in reading.claims}) == len(reading.claims)
    for claim in reading.claims:
        assert claim.start <= claim.trigger.start < claim.trigger.end <= claim.end
    for group in (reading.times, reading.names, reading.quantities, reading.references):
        starts = [one.start for one in group]
        assert starts == sorted(starts)


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from(["ar", "ru", "en"]))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read_and_read_the_same_again(words: list[str], language: str) -> None:
    text = " ".join(words)
    reading = READER.read(text, language, "2021-06-11")
    assert reading == READER.read(text, language, "2021-06-11")
    assert all(0 <= one.start < one.end <= len(text) for one in items(reading))


@given(st.text(max_size=200), st.sampled_from(["ar", "ru", "en"]))
@settings(max_examples=80, deadline=None)
def test_no_text_makes_the_reader_fail(text: str, language: str) -> None:
    reading = READER.read(text, language)
    assert all(0 <= one.start < one.end <= len(text) for one in items(reading))


@pytest.mark.parametrize("language", ["ar", "ru", "en"])
def test_a_long_line_takes_time_in_proportion(language: str) -> None:
    base = " ".join(one.text for one in REPORTS if one.language == language)
    flat = base.replace("\n", " ").replace(".", "").replace("؟", "")

    def seconds(size: int) -> float:
        text = (flat * (size // len(flat) + 1))[:size]
        start = time.process_time()
        READER.read(text, language, "2021-01-01")
        return time.process_time() - start

    seconds(10_000)
    short, long = seconds(40_000), seconds(160_000)
    assert long < short * 9, f"{short:.2f} s for 40,000 characters, {long:.2f} s for 160,000"


def test_the_language_is_told_from_the_letters() -> None:
    assert READER.read("Армения передала Азербайджану Агдамский район.").language == "ru"
    assert READER.read("سلّمت أرمينيا منطقة أغدام إلى أذربيجان.").language == "ar"


def test_a_language_that_is_not_read_is_refused_with_the_mend() -> None:
    with pytest.raises(LanguageError) as caught:
        READER.read("Ermənistan Ağdam rayonunu təhvil verdi.", "az")
    assert "az" in str(caught.value)
    with pytest.raises(LanguageError):
        READER.read("12 34 56")


def test_the_public_contract_holds() -> None:
    """What others measure: the names of items and of their fields."""
    text = (
        'Armenia handed the Agdam district over to Azerbaijan on 20 November 2020. "It is done," said Vladimir Putin.'
    )
    reading = READER.read(text, language="en", published="2020-11-20")
    (claim,) = [one for one in reading.claims if one.kind == "territory-transfer"]
    assert (claim.event, claim.modality, claim.trigger.words(text)) == ("RETREAT", "happened", "handed")
    assert [name.entity for name in claim.actors] == ["ARM"]
    assert [name.entity for name in claim.recipients] == ["AZE"]
    assert [time.value for time in claim.times] == ["2020-11-20"]
    assert [place.words(text) for place in claim.places] == ["Agdam district"]
    assert claim.quantities == ()
    assert claim.attribution == ()
    name = reading.names[0]
    assert (name.type, name.entity, name.country, name.words(text)) == ("state", "ARM", "ARM", "Armenia")
    (time_,) = reading.times
    assert (time_.value, time_.precision) == ("2020-11-20", "day")
    (quotation,) = reading.quotations
    assert quotation.words(text) == "It is done,"
    assert quotation.speaker is not None
    assert quotation.speaker.entity == "vladimir-putin"
    assert (quotation.addressee, quotation.occasion, quotation.channel) == (None, None, None)
