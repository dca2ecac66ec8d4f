"""Which accord a mention means."""

from __future__ import annotations

import pytest

from mithaq.accords import library, resolve_reference

FIRST, SECOND = "karabakh-2020-11-09", "karabakh-2021-01-11"


@pytest.mark.parametrize(
    ("dates", "words", "language", "published", "found"),
    [
        (["2020-11-09"], "statement", "en", "2021-06-11", (FIRST,)),
        (["2020-11-10"], "statement", "en", "2021-06-11", (FIRST,)),
        (["2020-11-09/2020-11-10"], "statement", "en", "2021-06-11", (FIRST,)),
        (["2020-11-10", "2021-01-11"], "البيانات الثلاثية", "ar", "2021-06-11", (FIRST, SECOND)),
        (["2020-10-10"], "trilateral statement", "en", "2021-06-11", ()),
        (["2021-01-11"], "statement", "en", "2020-12-01", ()),
        (["2020-11"], "трёхстороннее заявление", "ru", "2021-06-11", (FIRST,)),
        (["2020-11"], "agreement", "en", "2021-06-11", ()),
        ([], "трёхсторонних заявлениях", "ru", "2020-12-01", (FIRST,)),
        ([], "трёхстороннего заявления", "ru", "2021-06-11", ()),
        ([], "بالبيان الثلاثي", "ar", "2020-12-01", (FIRST,)),
        ([], "اتفاق وقف اطلاق النار في قره باغ", "ar", "2023-10-01", (FIRST,)),
        ([], "the Nagorno-Karabakh ceasefire agreement", "en", "2023-10-01", (FIRST,)),
        ([], "January 11 trilateral statement", "en", "2023-10-01", (SECOND,)),
        ([], "the ceasefire agreement", "en", "2023-10-01", ()),
        ([], "", "en", None, ()),
        ([], "trilateral statement", "en", "2020-10-01", ()),
    ],
)
def test_resolve_reference(
    dates: list[str], words: str, language: str, published: str | None, found: tuple[str, ...]
) -> None:
    assert resolve_reference(dates, words, language, library(), published) == found
