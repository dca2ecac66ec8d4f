"""Names in no list: found, told apart by type, and left alone where they are none."""

from __future__ import annotations

import time

import pytest

from mithaq import Reader

READER = Reader()
LETTER = {"person": "P", "place": "L", "state": "L", "organisation": "O", "group": "O"}

FOUND = {
    "en": [
        ("Marta Lindqvist of Nordvik Bank flew to Ulm.", {"Marta Lindqvist": "P", "Nordvik Bank": "O", "Ulm": "L"}),
        ("Jan Kubis spoke first. Later Kubis left.", {"Jan Kubis": "P", "Kubis": "P"}),
        ("The Bank of Georgia opened in Kupwara.", {"Bank of Georgia": "O", "Kupwara": "L"}),
        ("Police found Chad Smith near the Ebro River.", {"Chad Smith": "P", "Ebro River": "L"}),
        ("Shares of Nordvik Corp rose.", {"Nordvik Corp": "O"}),
    ],
    "ru": [
        ("Компания «Северный ветер» построит завод в Шанхае.", {"Северный ветер": "O", "Шанхае": "L"}),
        ("Мэр Алексей Копайгородский приехал в село Дивное.", {"Алексей Копайгородский": "P", "Дивное": "L"}),
        ("А. С. Пушкин жил здесь. Потом о Пушкине забыли.", {"А. С. Пушкин": "P", "Пушкине": "P"}),
        ("Басманный суд арестовал Игоря Гурьева.", {"Басманный суд": "O", "Игоря Гурьева": "P"}),
    ],
    "ar": [
        ("وصل المدرب بيب غوارديولا إلى مدينة سان سيباستيان.", {"بيب غوارديولا": "P", "مدينة سان سيباستيان": "L"}),
        ("قال أحمد الشناوي إن شركة أبل ستفتح مكتبا.", {"أحمد الشناوي": "P", "شركة أبل": "O"}),
        ("ولد نجيب محفوظ في القاهرة، ودرس محفوظ الفلسفة.", {"نجيب محفوظ": "P", "محفوظ": "P"}),
    ],
}  # fmt: skip
NONE = {
    "en": ["Heavy rain fell on Monday while prices rose.", "The Russians and the European minister spoke French."],
    "ru": ["Погода на выходных ожидается сухая.", "Местная администрация закрыла новый клуб."],
    "ar": ["ارتفعت أسعار الخبز هذا الشهر بينما انخفض سعر الحليب."],
}


@pytest.mark.parametrize(("language", "text", "names"), [(c, t, n) for c, all in FOUND.items() for t, n in all])
def test_names_in_no_list_are_found_with_their_type(language: str, text: str, names: dict[str, str]) -> None:
    found = {one.words(text): LETTER.get(one.type) for one in READER.read(text, language).names}
    assert {words: found.get(words) for words in names} == names


@pytest.mark.parametrize(("language", "text"), [(c, t) for c, all in NONE.items() for t in all])
def test_common_words_and_peoples_are_no_names(language: str, text: str) -> None:
    assert not [one for one in READER.read(text, language).names if one.via == "name"]


def test_a_name_of_the_gazetteer_inside_a_longer_one_stands_nested() -> None:
    text = "The Bank of Armenia opened."
    names = READER.read(text, "en").names
    assert {(one.words(text), one.entity) for one in names} >= {("Armenia", "ARM"), ("Bank of Armenia", None)}


@pytest.mark.parametrize("language", ["en", "ru", "ar"])
def test_unlisted_names_take_time_in_proportion(language: str) -> None:
    base = " ".join(text for text, _ in FOUND[language])

    def took(times: int) -> float:
        text = base * times
        start = time.process_time()
        READER.read(text, language)
        return time.process_time() - start

    took(20)
    assert took(400) < 16 * took(50) + 0.5
