"""The gold files: their words stand in their texts, their labels exist, look and test share nothing."""

from __future__ import annotations

import functools
import re
from collections import Counter
from pathlib import Path

import pytest

from mithaq.evaluation import GoldItem, load_gold
from mithaq.evaluation.gold import MODES, TYPES, check_gold
from mithaq.languages.base import FOLDERS

HERE = Path(__file__).parent
PARTS = [(code, part) for code in sorted(FOLDERS) for part in ("look", "test") if any((HERE / code / part).glob("*"))]
MARKS = set("«“„\"‘'”")
SHINGLE = 5


@functools.cache
def items(code: str, part: str) -> tuple[GoldItem, ...]:
    return tuple(load_gold(HERE / code / part))


def everything() -> list[GoldItem]:
    return [item for code, part in PARTS for item in items(code, part)]


def plain(text: str) -> list[str]:
    """A text's words, without marks and case."""
    return re.sub(r"\W+", " ", text).strip().casefold().split()


def shingles(text: str) -> set[tuple[str, ...]]:
    """All runs of a few words."""
    words = plain(text)
    return {tuple(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}


@pytest.mark.parametrize(("code", "part"), PARTS)
def test_all_types_and_many_conflicts_are_there(code: str, part: str) -> None:
    found = items(code, part)
    assert {event.event for item in found for event in item.events} == set(MODES)
    assert {name.type for item in found for name in item.names} == set(TYPES)
    assert len({item.conflict for item in found}) >= 10


@pytest.mark.parametrize(("code", "part"), PARTS)
def test_a_third_tells_of_something_that_did_not_simply_happen(code: str, part: str) -> None:
    """Planned, denied, alleged, failed, conditional, or no event at all."""
    found = items(code, part)
    hard = [item for item in found if not item.events or any(e.modality != "happened" for e in item.events)]
    assert len(hard) * 3 >= len(found)
    assert sum(not item.events for item in found) >= 3


@pytest.mark.parametrize(("code", "part"), PARTS)
def test_direct_quotations_stand_in_marks(code: str, part: str) -> None:
    for item in items(code, part):
        for quotation in item.quotations:
            if quotation.direct:
                before = item.text[: quotation.start].rstrip()[-1:]
                assert before in MARKS | set("—–-:\n"), (item.id, quotation.words(item.text))


def test_ids_are_unique_and_tell_language_and_part() -> None:
    found = Counter(item.id for item in everything())
    assert [id for id, count in found.items() if count > 1] == []
    for code, part in PARTS:
        for item in items(code, part):
            assert re.fullmatch(rf"{code}-{part[0]}\d{{3}}", item.id), item.id


def test_no_text_stands_twice() -> None:
    found = Counter(tuple(plain(item.text)) for item in everything())
    assert [words for words, count in found.items() if count > 1] == []


@pytest.mark.parametrize("code", sorted(FOLDERS))
def test_look_and_test_share_no_sentence(code: str) -> None:
    """No text of the test part is one of the look part with a word or two changed."""
    if (code, "test") not in PARTS:
        pytest.skip("no test part")
    theirs: dict[tuple[str, ...], set[str]] = {}
    for other in items(code, "look"):
        for run in shingles(other.text):
            theirs.setdefault(run, set()).add(other.id)
    for one in items(code, "test"):
        own = shingles(one.text)
        shared = Counter(id for run in own for id in theirs.get(run, ()))
        for id, count in shared.items():
            assert count <= 0.3 * len(own), (one.id, id)


def test_what_is_wrong_in_a_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    gold = folder / "gold.yaml"
    gold.write_text(
        """
- id: en-l001
  conflict: mali
  published: 2021-04-05
  text: "Baku freed two men in Baku on Monday."
  times: [[Monday, monday]]
  names: [[Baku, state, AZE], [Baku, town]]
  quotations: [["two men", Aliyev]]
  events: [{event: RELEASE, modality: happened, trigger: freed}, {event: AID, modality: maybe, trigger: gave}]
- conflict: mali
""",
        encoding="utf-8",
    )
    found, wrong = check_gold(gold)
    assert found == []
    told = "\n".join(str(one) for one in wrong)
    for part in (
        "'monday' is no ISO",
        "'town' is no type",
        "'Aliyev' is not in",
        "'RELEASE'",
        "'maybe'",
        "'gave'",
        "no id",
    ):
        assert part in told
    assert all(str(gold) in str(one) and "mend:" in str(one) for one in wrong)
