"""The words by which a language promises, read from drafting/data/<language>.yaml and checked when loaded."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError
from mithaq.languages.base import FOLDERS, language

NEVER = re.compile(r"(?!)")
_LISTS = (
    "sides", "singles", "promise", "performs", "verbs", "acts", "openers", "joins", "relative", "subordinate",
    "passive", "agent", "to", "never", "principles", "conditions", "at_most", "from", "since", "nth_day",
    "lasts", "renewal", "every", "quantity_of", "between", "and", "for", "alias", "signed", "people",
    "together", "same", "within", "purposes", "about", "approves", "effective", "references", "beside", "ends",
    "parallel", "granted", "aims", "topics", "watches", "clock", "states", "bodies", "day_n",
    "powers", "fighters", "spread",
)  # fmt: skip
_GROUPS = ("anchors", "periods", "roles", "heads")
_HEAD = "see the head of drafting/data/english.yaml"


@dataclass(frozen=True, slots=True)
class Cues:
    """The patterns of one language, over folded text; what each means stands at the head of english.yaml.

    lists: key to one pattern for all of its entries. groups: key to name to pattern.
    """

    language: str
    lists: Mapping[str, re.Pattern[str]]
    groups: Mapping[str, Mapping[str, re.Pattern[str]]]

    def __getitem__(self, key: str) -> re.Pattern[str]:
        return self.lists[key]

    def before(self, key: str, text: str, end: int) -> bool:
        """Whether one of these words stands directly before a place."""
        return any(not text[one.end() : end].strip() for one in self.lists[key].finditer(text, max(end - 60, 0), end))


@cache
def cues(code: str) -> Cues:
    """The words of a language. Raises LanguageError for one Mithaq does not read, DataError for wrong data."""
    language(code)
    return read_cues(package_file("drafting", "data", f"{FOLDERS[code]}.yaml"), code)


def read_cues(source: Traversable | Path, code: str) -> Cues:
    """Read a file of such words.

    Raises DataError naming file and key for a missing or unknown key, or a pattern that cannot be read.
    """
    raw = load_yaml(source)
    if not isinstance(raw, dict):
        raise DataError("the words are not a mapping", place=str(source), mend=_HEAD)
    wanted = {*_LISTS, *_GROUPS}
    if raw.keys() != wanted:
        wrong = sorted(map(str, raw.keys() ^ wanted))
        raise DataError(f"missing or unknown keys: {', '.join(wrong)}", place=source.name, mend=_HEAD)
    lists = {key: _pattern(raw[key], code, f"{source.name}: {key}") for key in _LISTS}
    groups: dict[str, dict[str, re.Pattern[str]]] = {}
    for key in _GROUPS:
        if not isinstance(raw[key], dict):
            raise DataError("not a mapping of name to words", place=f"{source.name}: {key}", mend=_HEAD)
        groups[key] = {name: _pattern(words, code, f"{source.name}: {key}.{name}") for name, words in raw[key].items()}
    return Cues(code, lists, groups)


def _pattern(words: Any, code: str, place: str) -> re.Pattern[str]:
    if not isinstance(words, Sequence) or isinstance(words, str) or not all(isinstance(one, str) for one in words):
        raise DataError("not a list of words", place=place, mend="put each word or pattern in quotation marks")
    if not words:
        return NEVER
    joined = "|".join(_whole(one, code) for one in sorted(words, key=len, reverse=True))
    try:
        return re.compile(joined)
    except re.error as error:
        raise DataError(
            f"not a pattern: {error}", place=place, mend="correct the entry, or escape its marks"
        ) from error


def _whole(pattern: str, code: str) -> str:
    """An entry as whole words of folded text. In Arabic "and" is written as one word with the next, and an entry that
    ends with a space or with a letter that is ("ل", "ب", "و") may go on."""
    folded = language(code).normalise(pattern).text
    before = "" if folded[0] in ",;،؛. " else r"(?<!\w)"
    if code != "ar":
        return f"{before}(?:{folded})" + ("" if folded[-1] in ",;. " else r"(?!\w)")
    loose = "(?:[وف])?" if before else ""
    return f"{before}{loose}(?:{folded})" + ("" if folded.endswith((" ", "ل", "ب", "و", "،", "؛", ".")) else r"(?!\w)")
