"""Reports from files: what is accepted, what is refused, and how the refusal reads."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mithaq.errors import FormatError, InputError, LanguageError, MithaqError
from mithaq.reports import Report, Skipped, read_report, read_reports, report_files, report_from_bytes
from mithaq.reports.fields import Fields

TEXT = "The ministry said that the district was handed over on 25 November, as it had been agreed."
RUSSIAN = "Министерство обороны России сообщило, что район передан под контроль Азербайджана в срок."
ARABIC = "أعلنت وزارة الدفاع أن القوات دخلت منطقة أغدام في العشرين من تشرين الثاني كما كان مقررا."


def _read(data: bytes | str, **fields: str | None) -> Report:
    encoding = fields.pop("encoding", None)
    given = data.encode() if isinstance(data, str) else data
    return report_from_bytes(given, place="x.txt", fields=Fields(**fields), encoding=encoding)


def test_plain_text_becomes_the_report_word_for_word() -> None:
    report = _read(TEXT + "\n")
    assert (report.text, report.language, report.published) == (TEXT, "en", None)


def test_front_matter_gives_the_fields_and_stays_out_of_the_text() -> None:
    head = "---\noutlet: Sputnik: Arabic desk # not a comment in quotes\n".replace(": Arabic", " Arabic")
    report = _read(
        f'{head}published: 2020-11-25\nlanguage: en\naddress: "https://example.org/a?b=1#c"\n'
        f"title: >\n  Two lines\n  of a title\nlicence: CC0-1.0\n---\n\n{TEXT}\n"
    )
    assert report.text == TEXT
    assert report.outlet == "Sputnik Arabic desk"
    assert report.published == "2020-11-25"
    assert report.address == "https://example.org/a?b=1#c"
    assert report.title == "Two lines of a title"
    assert report.licence == "CC0-1.0"


def test_values_stay_as_written_where_yaml_would_turn_them_into_something_else() -> None:
    report = _read(f"---\noutlet: no\ntitle: 12:30\n---\n{TEXT}")
    assert (report.outlet, report.title) == ("no", "12:30")


def test_what_the_bringer_says_goes_before_what_the_file_says() -> None:
    report = _read(f"---\noutlet: A\npublished: 2020-11-25\n---\n{TEXT}", outlet="B", published="2020-11-26")
    assert (report.outlet, report.published) == ("B", "2020-11-26")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2020-11-25", "2020-11-25"),
        ("2020-11-25 14:30", "2020-11-25T14:30"),
        ("2020-11-25T14:30:05Z", "2020-11-25T14:30:05Z"),
        ("2020-11-25T14:30+03:00", "2020-11-25T14:30+03:00"),
        ("2020-11-25 14:30 +0300", "2020-11-25T14:30+0300"),
    ],
)
def test_days_and_times_of_publication(written: str, kept: str) -> None:
    assert _read(TEXT, published=written).published == kept


@pytest.mark.parametrize(
    ("front", "line", "words"),
    [
        ("published: 2020-13-01", 2, "2020-13-01"),
        ("outlet: A\npublished: 25.11.2020", 3, "25.11.2020"),
        ("published: 20201125", 2, "20201125"),
        ("outlet: A\n\nauthor: B", 4, "unknown key 'author'"),
        ("outlet: A\noutlet: B", 3, "twice"),
        ("outlet: [A, B]", 2, "not plain text"),
        ("outlet: {a: b}", 2, "not plain text"),
        ("title: &x A\noutlet: *x", 3, "not plain text"),
        ("- outlet", 2, "not a list"),
        ("outlet: 'A", 2, "not YAML"),
        ("outlet: A: B", 2, "not YAML"),
        ("outlet: A\n\tpublished: 2020-11-25", 3, "not YAML"),
    ],
)
def test_wrong_front_matter_is_named_with_its_line(front: str, line: int, words: str) -> None:
    with pytest.raises(FormatError) as caught:
        _read(f"---\n{front}\n---\n{TEXT}")
    place = caught.value.place or ""
    assert words in caught.value.message
    assert place.startswith("x.txt:")
    if words != "not YAML":  # where YAML itself notices is its own affair
        assert place == f"x.txt:{line}"
    assert caught.value.mend


def test_front_matter_that_is_never_closed_and_text_that_is_missing() -> None:
    with pytest.raises(FormatError, match="never closed"):
        _read(f"---\noutlet: A\n{TEXT}")
    with pytest.raises(FormatError, match="no text after"):
        _read("---\noutlet: A\n---\n \n")


def test_deep_or_endless_front_matter_costs_nothing() -> None:
    with pytest.raises(FormatError):
        _read(f"---\noutlet: {'[' * 50_000}\n---\n{TEXT}")
    with pytest.raises(FormatError, match="longer than"):
        _read(f"---\noutlet: {'a' * 70_000}\n---\n{TEXT}")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_with_or_without_its_mark(codec: str) -> None:
    for text in (TEXT, RUSSIAN, ARABIC):
        assert _read(text.encode(codec)).text == text
    assert _read(codecs.BOM_UTF16_BE + ARABIC.encode("utf-16-be")).text == ARABIC


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (ARABIC, "windows-1256"),
        (ARABIC, "iso-8859-6"),
    ],
)
def test_a_legacy_encoding_is_refused_by_name_and_read_when_it_is_given(text: str, codec: str) -> None:
    with pytest.raises(FormatError, match="not UTF-8") as caught:
        _read(text.encode(codec))
    assert f"--encoding {codec}" in (caught.value.mend or "")
    assert _read(text.encode(codec), encoding=codec).text == text


def test_the_wrong_encoding_given_is_an_error_too() -> None:
    with pytest.raises(FormatError, match="not utf-8"):
        _read(RUSSIAN.encode("windows-1251"), encoding="utf8")
    with pytest.raises(InputError, match="no text encoding"):
        _read(TEXT, encoding="nonsense")
    with pytest.raises(InputError, match="no text encoding"):
        _read(TEXT, encoding="base64")


def test_a_broken_byte_is_named_with_its_line() -> None:
    with pytest.raises(FormatError, match="is broken") as caught:
        _read(f"{TEXT}\n{TEXT}\n".encode() + b"and \xff then")
    assert caught.value.place == "x.txt:3"


@pytest.mark.parametrize("data", [b"", b"  \n\t\r\n", codecs.BOM_UTF8, b"\xef\xbb\xbf \n"])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    with pytest.raises(FormatError, match="empty"):
        _read(data)


@pytest.mark.parametrize(
    "data",
    [
        b"7z\xbc\xaf and so on",
        bytes(range(256)) * 20,
        b"\x89PNG\r\n",
        b"abc\x00def",
        b"\x01\x02" * 99,
    ],
)
def test_a_binary_file_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"binary file|this is a"):
        _read(data)


def test_text_spoilt_by_an_earlier_conversion_is_refused() -> None:
    with pytest.raises(FormatError, match="damaged"):
        _read("The \ufffd\ufffd\ufffd of \ufffd\ufffd\ufffd is in the report.")


def test_line_ends_do_not_make_another_report() -> None:
    assert _read(f"{TEXT}\r\n{TEXT}\r\n").id == _read(f"{TEXT}\n{TEXT}\n").id == _read(f"{TEXT}\r{TEXT}").id


def test_an_unknown_language_is_an_error_that_asks_for_it() -> None:
    with pytest.raises(LanguageError, match="Latin script") as caught:
        _read(
            "Les forces russes ont pris le controle du corridor mercredi soir et les deux parties respectent la treve."
        )
    assert "--language" in (caught.value.mend or "")
    with pytest.raises(LanguageError, match="'fr'"):
        _read(TEXT, language="fr")
    assert _read("12:30", language="AR").language == "ar"


def test_size_limit(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    with pytest.raises(FormatError, match="larger than 50 MB") as caught:
        read_report(large)
    assert "split" in (caught.value.mend or "")


def test_files_that_are_not_there_or_not_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_report(tmp_path / "none.txt")
    with pytest.raises(InputError, match="folder"):
        read_report(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="not an ordinary file"):
        read_report(tmp_path / "pipe")
    with pytest.raises(InputError):
        read_report("a\0b")


def test_folders_are_walked_in_order_and_nothing_is_hidden(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text(TEXT)
    (tmp_path / "b" / "2.anything").write_text(TEXT)
    (tmp_path / "a.txt").write_text(TEXT + " More.")
    (tmp_path / "c.txt").write_bytes(b"\x00")
    (tmp_path / ".hidden").write_text(TEXT)
    found = list(read_reports([tmp_path, tmp_path / "none.txt"]))
    assert [path.name for path in report_files([tmp_path])] == ["a.txt", "c.txt", "2.anything"]
    assert [type(one) for one in found] == [Report, Skipped, Report, Skipped]
    skipped = [one for one in found if isinstance(one, Skipped)]
    assert "binary" in skipped[0].reason.message
    assert skipped[0].path == tmp_path / "c.txt"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: ("---\n" + text).encode())))
def test_no_bytes_bring_anything_but_a_report_or_an_error_of_ours(data: bytes) -> None:
    try:
        report = report_from_bytes(data, place="x")
    except MithaqError as caught:
        helpful = caught.place is not None and bool(caught.mend)
    else:
        helpful = bool(report.text.strip()) and report.language in ("ar", "ru", "en")
    assert helpful
