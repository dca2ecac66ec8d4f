"""Which language a text is in."""

from __future__ import annotations

import pytest

from mithaq.reports.detect import detect_language, other_language

ARABIC = "أعلنت وزارة الدفاع الروسية أن قوات حفظ السلام انتشرت على طول خط التماس في الإقليم."
RUSSIAN = "Министерство обороны сообщило, что миротворцы развернуты вдоль линии соприкосновения."
ENGLISH = "The ministry said that the peacekeepers were deployed along the line of contact in the region."
PERSIAN = "وزارت دفاع گفت که نیروهای حافظ صلح در منطقه مستقر شده‌اند و پیشروی پایان گرفت، چنانکه گزارش دادند."
URDU = "وزارت دفاع نے کہا کہ امن فوج کو علاقے میں تعینات کر دیا گیا ہے اور لڑائی ختم ہو گئی ہے۔"
UKRAINIAN = "Міністерство оборони повідомило, що миротворці розгорнуті вздовж лінії зіткнення, їхні пости відкрито."
BULGARIAN = (
    "Министерството на отбраната съобщи, че мироопазващите сили са разположени по линията на съприкосновение, "
    "а първият конвой е пристигнал в града, където го очаквали хората."
)
AZERBAIJANI = (
    "Müdafiə Nazirliyi bildirib ki, sülhməramlılar bölgədə təmas xətti boyunca yerləşdirilib və atəşkəs "
    "rejiminə hər iki tərəf əməl edir, yollar isə açıqdır."
)
FRENCH = (
    "Les forces russes ont pris le controle du corridor mercredi soir et les deux parties respectent la treve, "
    "a fait savoir le ministre de la defense dans un entretien."
)


@pytest.mark.parametrize(("text", "language"), [(ARABIC, "ar"), (RUSSIAN, "ru"), (ENGLISH, "en")])
def test_the_three_languages_are_told(text: str, language: str) -> None:
    assert detect_language(text) == language
    assert other_language(text) is None


@pytest.mark.parametrize("text", [PERSIAN, URDU, UKRAINIAN, BULGARIAN, AZERBAIJANI, FRENCH])
def test_neighbours_in_the_same_script_are_not_taken_for_them(text: str) -> None:
    assert detect_language(text) is None
    assert other_language(text)


@pytest.mark.parametrize("text", ["", "12.11.2020 — 14:30", "和平協議", "— — —"])
def test_a_text_without_letters_of_ours_has_no_language(text: str) -> None:
    assert detect_language(text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (f"{ARABIC} (Reuters, Vagharshak Harutyunyan, TASS)", "ar"),
        (f"{RUSSIAN} Reuters, BBC News", "ru"),
        (f"{ENGLISH} The word is «мир», سلام.", "en"),
        ("Kalbajar handed over", "en"),
        ("Hikmət Hacıyev said that the deadline for the Ağdam and Laçın districts is the same as it was.", "en"),
    ],
)
def test_some_foreign_words_do_not_change_it(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_one_foreign_letter_in_a_name_does_not_make_another_language() -> None:
    assert detect_language(ARABIC + " الرئيس گ") == "ar"
    assert detect_language(RUSSIAN + " Ї") == "ru"


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    assert detect_language(RUSSIAN * 400 + ENGLISH * 4000) == "ru"
