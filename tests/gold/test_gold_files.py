"""The gold files of events: their words stand in their texts, their labels exist, look and test share nothing."""

from __future__ import annotations

import datetime
import functools
import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

import pytest

from mithaq.accords import kinds
from mithaq.data import load_yaml
from mithaq.languages.base import FOLDERS
from mithaq.languages.senses import EVENTS, senses
from mithaq.reading.claims import Modality, NameType

HERE = Path(__file__).parent
PARTS = ("look", "test")
FILES = [(code, part) for code in sorted(FOLDERS) for part in PARTS]

ITEM = {"id", "text", "published", "conflict", "events"}
ITEM_MORE = {"names", "quotations", "language"}
EVENT = {"event", "mode", "kind", "modality", "trigger", "actors", "recipients", "places", "speaker"}
NAME = {"words", "type", "entity"}
QUOTATION = {"words", "speaker", "direct"}

ID = re.compile(r"(ar|ru|en)-([lt])\d{3}")
ENTITY = re.compile(r"[A-Z]{3}|(?:[A-Z]{3}/)?[a-z0-9]+(?:-[a-z0-9]+)*")
CONFLICT = re.compile(r"[a-z]+(?:-[a-z]+)*")


@functools.cache
def items(code: str, part: str) -> tuple[dict[str, Any], ...]:
    return tuple(load_yaml(HERE / code / f"events-{part}.yaml"))


@functools.cache
def modes() -> frozenset[str | None]:
    """All modes that senses.yaml gives to events."""
    found = {sense.verdict.mode for sense in senses().values() if sense.verdict}
    return frozenset(
        found | {verdict.mode for sense in senses().values() for verdict in sense.objects.values()} | {None}
    )


def everything() -> list[dict[str, Any]]:
    return [item for code, part in FILES for item in items(code, part)]


def plain(text: str) -> str:
    """A text's letters and digits only, so that two texts that differ by a comma count as one."""
    return re.sub(r"\W+", " ", text).strip().casefold()


def words_of(item: dict[str, Any]) -> list[str]:
    """All that must be an exact substring of the item's text."""
    found = [word for event in item["events"] for key in ("actors", "recipients", "places") for word in event[key]]
    found += [event["trigger"] for event in item["events"]]
    found += [event["speaker"] for event in item["events"] if event["speaker"] is not None]
    found += [name["words"] for name in item.get("names", ())]
    for quotation in item.get("quotations", ()):
        found.append(quotation["words"])
        if quotation["speaker"] is not None:
            found.append(quotation["speaker"])
    return found


@pytest.mark.parametrize(("code", "part"), FILES)
def test_has_enough_items_of_every_sort(code: str, part: str) -> None:
    found = items(code, part)
    assert len(found) >= 60
    assert sum(bool(item.get("names")) for item in found) >= 25
    assert {event["event"] for item in found for event in item["events"]} == set(EVENTS)
    assert sum(bool(item.get("quotations")) for item in found) >= 3
    assert len({item["conflict"] for item in found}) >= 8


@pytest.mark.parametrize(("code", "part"), FILES)
def test_a_third_tells_of_something_that_did_not_simply_happen(code: str, part: str) -> None:
    """Planned, denied, alleged, failed, conditional, or no event at all."""
    found = items(code, part)
    hard = [item for item in found if all(event["modality"] != "happened" for event in item["events"])]
    mixed = [item for item in found if any(event["modality"] != "happened" for event in item["events"])]
    assert len({item["id"] for item in (*hard, *mixed)}) * 3 >= len(found)
    assert sum(not item["events"] for item in found) >= 3


@pytest.mark.parametrize(("code", "part"), FILES)
def test_items_have_the_fields_they_should(code: str, part: str) -> None:
    for item in items(code, part):
        assert set(item) >= ITEM, item.get("id")
        assert set(item) <= ITEM | ITEM_MORE, item["id"]
        assert isinstance(item["published"], datetime.date), item["id"]
        assert CONFLICT.fullmatch(item["conflict"]), item["id"]
        assert item["text"] == item["text"].strip(), item["id"]
        for key in ("names", "quotations"):
            assert item.get(key, "absent"), f"{item['id']}: leave {key} out instead of giving an empty list"
        for event in item["events"]:
            assert set(event) == EVENT, item["id"]
            assert all(isinstance(event[key], list) for key in ("actors", "recipients", "places")), item["id"]
        for name in item.get("names", ()):
            assert set(name) == NAME, item["id"]
        for quotation in item.get("quotations", ()):
            assert set(quotation) == QUOTATION, item["id"]
            assert isinstance(quotation["direct"], bool), item["id"]


@pytest.mark.parametrize(("code", "part"), FILES)
def test_all_words_stand_in_the_text(code: str, part: str) -> None:
    missing = {(item["id"], word) for item in items(code, part) for word in words_of(item) if word not in item["text"]}
    assert missing == set()
    assert all(word and word == word.strip() for item in items(code, part) for word in words_of(item))


@pytest.mark.parametrize(("code", "part"), FILES)
def test_all_labels_exist(code: str, part: str) -> None:
    for item in items(code, part):
        for event in item["events"]:
            place = f"{item['id']}: {event['trigger']}"
            assert event["event"] in EVENTS, place
            assert event["modality"] in get_args(Modality), place
            assert event["kind"] is None or event["kind"] in kinds(), place
            assert event["mode"] in modes(), place
        for name in item.get("names", ()):
            assert name["type"] in get_args(NameType), item["id"]
            assert name["entity"] is None or ENTITY.fullmatch(name["entity"]), f"{item['id']}: {name['entity']}"
            if name["type"] == "state" and name["entity"]:
                # a state by its code, an unrecognised one by its slug; what belongs to a state has a slash
                assert "/" not in name["entity"], f"{item['id']}: {name}"


@pytest.mark.parametrize(("code", "part"), FILES)
def test_no_event_or_name_is_given_twice(code: str, part: str) -> None:
    for item in items(code, part):
        triggers = [(event["trigger"], event["event"]) for event in item["events"]]
        assert len(triggers) == len(set(triggers)), item["id"]
        for event in item["events"]:
            for key in ("actors", "recipients", "places"):
                assert len(event[key]) == len(set(event[key])), (item["id"], key)
        names = [(name["words"], name["type"]) for name in item.get("names", ())]
        assert len(names) == len(set(names)), item["id"]


@pytest.mark.parametrize(("code", "part"), FILES)
def test_direct_quotations_stand_in_marks(code: str, part: str) -> None:
    for item in items(code, part):
        for quotation in item.get("quotations", ()):
            at = item["text"].find(quotation["words"])
            before = item["text"][:at].rstrip()
            if quotation["direct"]:
                assert before[-1:] in set("«“„\"‘'"), (item["id"], quotation["words"])


def test_ids_are_unique_and_tell_language_and_part() -> None:
    found = Counter(item["id"] for item in everything())
    assert [id for id, count in found.items() if count > 1] == []
    for code, part in FILES:
        for item in items(code, part):
            match = ID.fullmatch(item["id"])
            assert match is not None, item["id"]
            assert match.groups() == (code, part[0]), item["id"]


def test_no_text_stands_twice() -> None:
    found = Counter(plain(item["text"]) for item in everything())
    assert [text for text, count in found.items() if count > 1] == []


@pytest.mark.parametrize("code", sorted(FOLDERS))
def test_look_and_test_are_disjoint(code: str) -> None:
    """No sentence of the test part is one of the look part with a word or two changed."""
    for one in items(code, "test"):
        own = set(plain(one["text"]).split())
        for other in items(code, "look"):
            theirs = set(plain(other["text"]).split())
            assert len(own & theirs) <= 0.6 * min(len(own), len(theirs)), (one["id"], other["id"])


@pytest.mark.parametrize(("code", "part"), FILES)
def test_items_of_one_part_are_no_variants_of_each_other(code: str, part: str) -> None:
    for one, other in combinations(items(code, part), 2):
        own, theirs = set(plain(one["text"]).split()), set(plain(other["text"]).split())
        assert len(own & theirs) <= 0.75 * min(len(own), len(theirs)), (one["id"], other["id"])


def test_one_name_is_one_entity_in_all_languages() -> None:
    """The same words of the same type never stand for two entities, unless a town and its district share them."""
    known: dict[tuple[str, str], set[str]] = {}
    for item in everything():
        for name in item.get("names", ()):
            if name["entity"]:
                known.setdefault((name["words"].casefold(), name["type"]), set()).add(name["entity"])
    for words, entities in known.items():
        bare = {entity.removesuffix("-district") for entity in entities}
        assert len(bare) == 1, (words, entities)
