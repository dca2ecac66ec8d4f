"""How well claims are joined into happenings, held against gold.

    python -m mithaq.evaluation.happenings [GOLD...] [--errors] [--json]

reads tests/gold/happenings/look.yaml and test.yaml (or the files given), whose form docs/reference/gold.md tells. The
texts are read and joined as reports are, so that what the reader misses lowers the scores too. B-cubed precision and
recall (Bagga and Baldwin 1998) are the mean over all items: of those found with an item, the share that belongs with
it; of those that belong with it, the share found. An item that was not read stands alone: that lowers recall, but is
right where nothing else listed tells the same; such are counted under "alone". --errors shows the pairs that are
wrong, but never those of a file called test.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from mithaq.data import load_yaml
from mithaq.demo import dossier, dossier_files
from mithaq.errors import DataError
from mithaq.gazetteer import Gazetteer, load_gazetteer
from mithaq.linking.happenings import happenings
from mithaq.linking.sides import Sides
from mithaq.linking.tellings import Key, Telling, tellings
from mithaq.reading.reader import Reader


@dataclass(frozen=True, slots=True)
class Item:
    """One thing told, to be joined with others. group: what it is told of. near: pairs are judged within it.

    report: id of the text. kind: of the claim meant, None for any of the text. start, end: the characters in which the
    word stands that tells it, or some of which it shares. text: to show.
    """

    group: str
    near: str
    report: str
    kind: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """items, of which read; alone: those not read that count as right, since nothing else listed tells the same thing;
    B-cubed precision, recall and F1; pairs judged, and the share of them that is right."""

    items: int
    read: int
    alone: int
    precision: float
    recall: float
    f1: float
    pairs: int
    accuracy: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """The agreement on one set of items, and the pairs that are wrong: the two, and whether they were joined."""

    agreement: Agreement
    wrong: tuple[tuple[Item, Item, bool], ...]


@dataclass(frozen=True, slots=True)
class _Text:
    id: str
    language: str
    day: str
    text: str


def b_cubed(gold: Sequence[str], same: Callable[[int, int], bool]) -> tuple[float, float]:
    """Precision and recall. gold: the group of each item. same: whether two items were put together."""
    if not gold:
        return 1.0, 1.0
    precision = recall = 0.0
    for one in range(len(gold)):
        found = {other for other in range(len(gold)) if other == one or same(one, other)}
        wanted = {other for other in range(len(gold)) if gold[other] == gold[one]}
        precision += len(found & wanted) / len(found)
        recall += len(found & wanted) / len(wanted)
    return precision / len(gold), recall / len(gold)


def score_file(path: Path, reader: Reader, gazetteer: Gazetteer) -> dict[str, Outcome]:
    """The outcome on the scenes of a file and on each dossier named in it. Raises DataError for a wrong file."""
    raw = load_yaml(path)
    if not isinstance(raw, dict) or not set(raw) <= {"scenes", "dossiers"}:
        raise DataError("is no file of happenings", place=str(path), mend="write scenes: and dossiers: as in look.yaml")
    found = {}
    if raw.get("scenes"):
        texts, items = _scenes(raw["scenes"], path)
        found["scenes"] = _score(texts, items, reader, gazetteer, within=True)
    for one in raw.get("dossiers", ()):
        texts, items = _dossier(one, path)
        found[one["dossier"]] = _score(texts, items, reader, gazetteer, within=False)
    return found


def _scenes(scenes: Iterable[Mapping[str, Any]], path: Path) -> tuple[list[_Text], list[Item]]:
    texts, items, seen = [], [], set[str]()
    for scene in scenes:
        id = str(scene.get("id"))
        if id in seen or not scene.get("hard"):
            raise DataError(f"{id}: is there twice, or says not what is hard", place=str(path), mend="mend the scene")
        seen.add(id)
        for number, row in enumerate(scene["texts"]):
            group, language, day, text = _row(row, path, id)
            date.fromisoformat(day)
            texts.append(_Text(f"{id}-{number}", language, day, text))
            items.append(Item(f"{id}-{group}", id, f"{id}-{number}", None, 0, len(text), text))
    return texts, items


def _dossier(one: Mapping[str, Any], path: Path) -> tuple[list[_Text], list[Item]]:
    name = one["dossier"]
    reports = dict(zip((file.name for file in dossier_files(name)), dossier(name), strict=True))
    texts = [_Text(file, r.language or "en", (r.published or "")[:10], r.text) for file, r in sorted(reports.items())]
    items = []
    for row in one["claims"]:
        group, file, kind, words = _row(row, path, name)
        if file not in reports or reports[file].text.count(words) != 1:
            raise DataError(f"{file}: the words {words!r} are not there just once", place=str(path), mend="quote more")
        start = reports[file].text.index(words)
        items.append(Item(group, name, file, kind, start, start + len(words), words))
    return texts, items


def _row(row: Any, path: Path, where: str) -> tuple[str, str, str, str]:
    if not isinstance(row, list) or len(row) != 4 or not all(isinstance(one, str) for one in row):
        raise DataError(f"{where}: a line is not a list of four strings: {row!r}", place=str(path), mend="see its head")
    return row[0], row[1], row[2], row[3]


def _score(
    texts: Sequence[_Text], items: Sequence[Item], reader: Reader, gazetteer: Gazetteer, *, within: bool
) -> Outcome:
    found = [told for text in texts for told in _tellings(text, reader, gazetteer)]
    where: dict[Key, str] = {}
    for happening in happenings(found, gazetteer):
        where.update((told.key, happening.id) for told in happening.tellings)
    by_report: dict[str, list[Telling]] = {}
    for told in found:
        by_report.setdefault(told.report, []).append(told)
    places = [{where[told.key] for told in _meant(by_report.get(item.report, ()), item)} for item in items]

    def same(one: int, other: int) -> bool:
        return not places[one].isdisjoint(places[other])

    precision, recall = b_cubed([item.group for item in items], same)
    judged = right = 0
    wrong = []
    for one, other in combinations(range(len(items)), 2):
        if within and items[one].near != items[other].near:
            if same(one, other):
                wrong.append((items[one], items[other], True))
            continue
        judged += 1
        if same(one, other) == (items[one].group == items[other].group):
            right += 1
        else:
            wrong.append((items[one], items[other], same(one, other)))
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    read = sum(bool(found) for found in places)
    listed = Counter(item.group for item in items)
    alone = sum(not found and listed[item.group] == 1 for found, item in zip(places, items, strict=True))
    return Outcome(
        Agreement(len(items), read, alone, precision, recall, f1, judged, right / judged if judged else 1.0),
        tuple(wrong),
    )


def _tellings(text: _Text, reader: Reader, gazetteer: Gazetteer) -> Iterator[Telling]:
    sides = Sides(gazetteer, text.day)
    claims = reader.read(text.text, language=text.language, published=text.day).claims
    return tellings(text.id, date.fromisoformat(text.day), claims, sides, gazetteer)


def _meant(told: Iterable[Telling], item: Item) -> list[Telling]:
    """The claims of its report that an item means: those of its kind whose word stands in it, else shares some of it.

    Of a text of its own all that speak of some kind of promise.
    """
    if item.kind is None:
        return [one for one in told if one.kind is not None]
    near = [one for one in told if one.kind == item.kind and _shares(one, item)]
    return [one for one in near if _stands_in(one, item)] or near


def _shares(one: Telling, item: Item) -> bool:
    return item.start < one.claim.trigger.end and one.claim.trigger.start < item.end


def _stands_in(one: Telling, item: Item) -> bool:
    return item.start <= one.claim.trigger.start and one.claim.trigger.end <= item.end


def pooled(agreements: Sequence[Agreement]) -> Agreement:
    """Several sets as one: precision and recall are the mean over all their items, accuracy over all pairs judged."""
    items, pairs = sum(one.items for one in agreements), sum(one.pairs for one in agreements)
    precision = sum(one.items * one.precision for one in agreements) / max(1, items)
    recall = sum(one.items * one.recall for one in agreements) / max(1, items)
    return Agreement(
        items, sum(one.read for one in agreements), sum(one.alone for one in agreements), precision, recall,
        2 * precision * recall / (precision + recall) if precision + recall else 0.0, pairs,
        sum(one.pairs * one.accuracy for one in agreements) / max(1, pairs),
    )  # fmt: skip


def main(arguments: Sequence[str]) -> None:
    """Print the scores; see the module."""
    given = [Path(one) for one in arguments if not one.startswith("--")]
    paths = given or [Path("tests/gold/happenings") / name for name in ("look.yaml", "test.yaml")]
    reader, gazetteer = Reader(), load_gazetteer()
    rows = []
    for path in paths:
        found = score_file(path, reader, gazetteer)
        for name, outcome in found.items():
            rows.append({"file": path.stem, "set": name, **asdict(outcome.agreement)})
            if "--errors" in arguments and "test" not in path.stem:
                _show(outcome)
        rows.append({"file": path.stem, "set": "all", **asdict(pooled([one.agreement for one in found.values()]))})
    if "--json" in arguments:
        print(json.dumps(rows, indent=1))
        return
    heads = ("items", "read", "alone", "precision", "recall", "F1", "pairs", "right")
    print(f"{'':6} {'':10} " + " ".join(f"{head:>6}" for head in heads))
    for row in rows:
        counts = " ".join(f"{row[name]:6}" for name in ("items", "read", "alone"))
        shares = f"{row['precision']:9.3f} {row['recall']:6.3f} {row['f1']:6.3f}"
        print(f"{row['file']:6} {row['set']:10} {counts} {shares} {row['pairs']:6} {row['accuracy']:6.3f}")


def _show(outcome: Outcome) -> None:
    for one, other, joined in outcome.wrong:
        print(f"{'joined wrongly' if joined else 'not joined'}: {one.group} | {other.group}")
        print(f"    {one.report}: {one.text}\n    {other.report}: {other.text}")


if __name__ == "__main__":
    main(sys.argv[1:])
