"""The words by which a language promises: checked when loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from mithaq.data import package_file
from mithaq.drafting.cues import cues, read_cues
from mithaq.errors import DataError, LanguageError


@pytest.mark.parametrize("code", ["en", "ru", "ar"])
def test_every_language_has_them(code: str) -> None:
    assert cues(code)["promise"].pattern


def test_a_language_that_is_not_read_is_refused() -> None:
    with pytest.raises(LanguageError):
        cues("xx")


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [("promise", None, "missing or unknown"), ("acts", "withdrawal", "acts"), ("verbs", ["(open"], "not a pattern")],
)
def test_a_wrong_entry_is_named(tmp_path: Path, key: str, value: object, told: str) -> None:
    words = yaml.safe_load(package_file("drafting", "data", "english.yaml").read_bytes())
    words[key] = value
    if value is None:
        del words[key]
    file = tmp_path / "english.yaml"
    file.write_text(yaml.safe_dump(words), encoding="utf-8")
    with pytest.raises(DataError, match=told):
        read_cues(file, "en")
