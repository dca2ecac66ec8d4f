"""Gold files: annotated sentences and reports, checked as they are loaded. docs/reference/gold.md lists the fields.

    python -m mithaq.evaluation.gold FILE...

checks files and lists everything wrong in them.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from mithaq.accords import kinds
from mithaq.data import load_yaml
from mithaq.errors import DataError, MithaqError
from mithaq.languages.base import FOLDERS
from mithaq.reading.claims import Modality
from mithaq.reports.model import Span

LAYERS = ("times", "names", "mentions", "quotations", "events")
TYPES = ("person", "state", "place", "organisation", "group")
MODES: dict[str, frozenset[str]] = {
    "AGREE": frozenset(),
    "CONSULT": frozenset({"visit", "third-party", "phone"}),
    "SUPPORT": frozenset(),
    "COOPERATE": frozenset(),
    "AID": frozenset(),
    "CONCEDE": frozenset(),
    "RETREAT": frozenset({"withdraw", "release", "ceasefire", "return", "disarm", "access", "ease"}),
    "REQUEST": frozenset(),
    "ACCUSE": frozenset({"disapprove", "investigate"}),
    "REJECT": frozenset({"yield", "meet"}),
    "THREATEN": frozenset(),
    "PROTEST": frozenset({"demo", "obstruct", "riot", "strike"}),
    "SANCTION": frozenset({"expel", "discontinue", "withdraw"}),
    "MOBILIZE": frozenset({"troops", "weapons"}),
    "COERCE": frozenset({"arrest", "restrict", "deport", "confiscate", "seize"}),
    "ASSAULT": frozenset({"abduct", "destroy", "torture", "aerial", "heavy-weapons"}),
}
"""The sixteen PLOVER types and the modes the gold gives them."""

_FIELDS = {"id", "conflict", "published", "text", "language", "some", *LAYERS}
_EVENT = {"event", "mode", "kind", "modality", "trigger", "actors", "recipients", "places", "speaker"}
_NTH = re.compile(r"(.*)#(\d+)", re.DOTALL)
_VALUE = re.compile(
    r"(?:-?\d{4}(?:-\d\d(?:-\d\d(?:T\d\d(?::\d\d(?::\d\d)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?|P(?:\d+(?:\.\d+)?[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?|\.\.)"
)


@dataclass(frozen=True, slots=True)
class GoldTime(Span):
    """value: ISO 8601 time, EDTF interval, or duration ("P3Y")."""

    value: str


@dataclass(frozen=True, slots=True)
class GoldName(Span):
    """type: person, state, place, organisation or group. code: ISO 3166 alpha-3 of a state, or None."""

    type: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class GoldMention(Span):
    """A later word for somebody; first: where the text named him."""

    first: Span


@dataclass(frozen=True, slots=True)
class GoldQuotation(Span):
    """speaker: the words that name who speaks, or None."""

    speaker: Span | None
    direct: bool


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One event; who takes part is given by words, any place of which counts unless one is numbered."""

    event: str
    mode: str | None
    kind: str | None
    modality: str
    trigger: Span
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    speaker: str | None


@dataclass(frozen=True, slots=True)
class GoldItem:
    """One annotated sentence or report. some: layers in which only part of what is there is annotated."""

    id: str
    language: str
    text: str
    published: str | None
    conflict: str
    some: frozenset[str]
    times: tuple[GoldTime, ...]
    names: tuple[GoldName, ...]
    mentions: tuple[GoldMention, ...]
    quotations: tuple[GoldQuotation, ...]
    events: tuple[GoldEvent, ...]


def places_of(text: str, words: str) -> list[Span]:
    """Where words stand in a text: as whole words if they do anywhere, else also inside longer ones (after an Arabic
    clitic); one place only for numbered words ("Baku#2")."""
    numbered = _NTH.fullmatch(words)
    if numbered is not None and words not in text:
        nth = int(numbered[2]) - 1
        return places_of(text, numbered[1])[nth : nth + 1]
    found: list[Span] = []
    inside: list[Span] = []
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        whole = not (text[at - 1 : at].isalnum() and words[0].isalnum()) if at else True
        whole = whole and not (text[end : end + 1].isalnum() and words[-1].isalnum())
        (found if whole else inside).append(Span(at, end))
        at = text.find(words, at + 1)
    clitics = [one for one in inside if "\u0600" <= text[one.start - 1] <= "\u06ff"]
    return sorted([*found, *clitics], key=lambda one: one.start) if found or clitics else inside


def load_gold(path: Path) -> list[GoldItem]:
    """All items of a file, or of every .yaml file below a folder, in order of the files' names.

    The language is the item's own `language`, else the first folder above it with a language's code for a name.
    Raises DataError naming file, item and mend for the first thing wrong.
    """
    items, wrong = check_gold(path)
    if wrong:
        raise wrong[0]
    return items


def check_gold(path: Path) -> tuple[list[GoldItem], list[DataError]]:
    """The items that are right, and an error for each thing that is wrong."""
    items: list[GoldItem] = []
    wrong: list[DataError] = []
    if not path.exists():
        raise DataError(
            "there is no such file or folder", place=str(path), mend="give a gold file, or a folder of them"
        )
    files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    if not files:
        raise DataError("no gold file below this folder", place=str(path), mend="give a folder with .yaml files")
    for file in files:
        data = load_yaml(file)
        if not isinstance(data, list) or not data:
            wrong.append(DataError("not a list of items", place=str(file), mend="begin each item with `- id:`"))
            continue
        for number, raw in enumerate(data, start=1):
            builder = _Builder(file, number, raw)
            item = builder.item()
            wrong.extend(builder.wrong)
            if item is not None and not builder.wrong:
                items.append(item)
    return items, wrong


class _Builder:
    """One item from its YAML; everything wrong is kept, with its place."""

    def __init__(self, file: Path, number: int, raw: Any) -> None:
        self.file, self.number, self.raw = file, number, raw
        self.wrong: list[DataError] = []
        self.text = ""
        self.id = raw.get("id") if isinstance(raw, dict) else None

    def fault(self, message: str, mend: str) -> None:
        place = f"{self.file}: item {self.id or self.number}"
        self.wrong.append(DataError(message, place=place, mend=mend))

    def item(self) -> GoldItem | None:
        raw = self.raw
        if not isinstance(raw, dict):
            self.fault("not a mapping", "write `- id: …` and the fields below it")
            return None
        for key in sorted(set(raw) - _FIELDS, key=str):
            self.fault(f"unknown field {key!r}", f"use {', '.join(sorted(_FIELDS))}")
        for key in ("id", "conflict", "text"):
            if not isinstance(raw.get(key), str) or not raw[key].strip():
                self.fault(f"no {key}", f"add `{key}:` with its words")
                return None
        self.text = raw["text"]
        language = raw.get("language") or next((p.name for p in self.file.resolve().parents if p.name in FOLDERS), None)
        if language not in FOLDERS:
            self.fault("no language", "put the file below ar/, ru/ or en/, or add `language:`")
            return None
        some = frozenset(raw.get("some") or ())
        if some - set(LAYERS):
            self.fault(f"unknown layers {sorted(some - set(LAYERS))} under some", f"use {', '.join(LAYERS)}")
        return GoldItem(
            id=raw["id"],
            language=language,
            text=self.text,
            published=self._published(raw.get("published")),
            conflict=raw["conflict"],
            some=some,
            times=tuple(self._times()),
            names=tuple(self._names()),
            mentions=tuple(self._mentions()),
            quotations=tuple(self._quotations()),
            events=tuple(self._events()),
        )

    def _published(self, given: Any) -> str | None:
        if given is None or isinstance(given, datetime.date):
            return str(given) if given else None
        self.fault(f"published is no day: {given!r}", "write it as 2021-04-05")
        return None

    def _rows(self, layer: str, least: int, most: int) -> Iterator[list[Any]]:
        rows = self.raw.get(layer) or []
        if not isinstance(rows, list):
            self.fault(f"{layer} is no list", f"write `{layer}: [[…], […]]`")
            return
        for row in rows:
            if isinstance(row, list) and least <= len(row) <= most:
                yield row
            else:
                self.fault(f"{layer}: {row!r} has not {least} to {most} parts", "see docs/how-to/annotate.md")

    def _next(self, words: Any, used: set[Span], layer: str) -> Span | None:
        """The first place of the words not taken by an earlier row."""
        found = places_of(self.text, str(words))
        for span in found:
            if span not in used:
                used.add(span)
                return span
        what = "stands in the text less often than it is given" if found else "is not in the text"
        self.fault(f"{layer}: {str(words)!r} {what}", "give the exact words of the text")
        return None

    def _times(self) -> Iterator[GoldTime]:
        used: set[Span] = set()
        for words, value in self._rows("times", 2, 2):
            value = str(value)
            span = self._next(words, used, "times")
            if not value or not all(_VALUE.fullmatch(part) for part in value.split("/", 1)):
                self.fault(
                    f"times: {value!r} is no ISO 8601 time, EDTF interval or duration", "write 2021-04-05, P3Y …"
                )
            elif span is not None:
                yield GoldTime(span.start, span.end, value)

    def _names(self) -> Iterator[GoldName]:
        used: set[Span] = set()
        for words, kind, *code in self._rows("names", 2, 3):
            span = self._next(words, used, "names")
            if kind not in TYPES:
                self.fault(f"names: {kind!r} is no type of name", f"use {', '.join(TYPES)}")
            elif span is not None:
                yield GoldName(span.start, span.end, kind, str(code[0]) if code and code[0] else None)

    def _mentions(self) -> Iterator[GoldMention]:
        used: set[Span] = set()
        for words, name in self._rows("mentions", 2, 2):
            first = places_of(self.text, str(name))
            later = [one for one in places_of(self.text, str(words)) if one not in used]
            after = [one for one in later if not first or one.start >= first[0].end]
            if not first or not later:
                self.fault(f"mentions: {words!r} or {name!r} is not in the text", "give the exact words of the text")
                continue
            span = (after or later)[0]
            used.add(span)
            yield GoldMention(span.start, span.end, first[0])

    def _quotations(self) -> Iterator[GoldQuotation]:
        used: set[Span] = set()
        for words, speaker, *how in self._rows("quotations", 2, 3):
            span = self._next(words, used, "quotations")
            if how and how[0] not in ("reported", "direct"):
                self.fault(f"quotations: {how[0]!r}", "write `reported` or leave it out")
            said = None
            if speaker is not None:
                found = places_of(self.text, str(speaker))
                if not found:
                    self.fault(
                        f"quotations: speaker {speaker!r} is not in the text", "give the exact words of the text"
                    )
                elif span is not None:
                    said = min(found, key=lambda one: abs(one.start - span.start))
            if span is not None:
                yield GoldQuotation(span.start, span.end, said, not (how and how[0] == "reported"))

    def _events(self) -> Iterator[GoldEvent]:
        used: set[Span] = set()
        rows = self.raw.get("events") or []
        for row in rows if isinstance(rows, list) else []:
            if not isinstance(row, dict):
                self.fault(f"events: {row!r} is no mapping", "write `- {event: …, modality: …, trigger: …}`")
                continue
            event = self._event(row, used)
            if event is not None:
                yield event

    def _event(self, row: dict[str, Any], used: set[Span]) -> GoldEvent | None:
        before = len(self.wrong)
        for key in sorted(set(row) - _EVENT, key=str):
            self.fault(f"events: unknown field {key!r}", f"use {', '.join(sorted(_EVENT))}")
        event, mode, kind = row.get("event"), row.get("mode"), row.get("kind")
        if event not in MODES:
            self.fault(f"events: {event!r} is no PLOVER type", f"use {', '.join(MODES)}")
        elif mode is not None and mode not in MODES[event]:
            self.fault(f"events: {event} has no mode {mode!r}", f"use {', '.join(sorted(MODES[event])) or 'none'}")
        if kind is not None and kind not in kinds():
            self.fault(f"events: {kind!r} is no kind of stipulation", "see docs/reference/kinds.md")
        if row.get("modality") not in get_args(Modality):
            self.fault(f"events: modality {row.get('modality')!r}", f"use {', '.join(get_args(Modality))}")
        trigger = self._next(row.get("trigger") or "", used, "events")
        people: dict[str, tuple[str, ...]] = {}
        for key in ("actors", "recipients", "places"):
            given = row.get(key) or []
            if not isinstance(given, list):
                self.fault(f"events: {key} is no list", f"write `{key}: [{given}]`")
                given = []
            people[key] = tuple(str(one) for one in given)
        speaker = row.get("speaker")
        for words in (
            *people["actors"],
            *people["recipients"],
            *people["places"],
            *([str(speaker)] if speaker else []),
        ):
            if not places_of(self.text, words):
                self.fault(f"events: {words!r} is not in the text", "give the exact words of the text")
        if len(self.wrong) > before or trigger is None:
            return None
        return GoldEvent(
            event=str(event),
            mode=mode,
            kind=kind,
            modality=str(row["modality"]),
            trigger=trigger,
            actors=people["actors"],
            recipients=people["recipients"],
            places=people["places"],
            speaker=str(speaker) if speaker else None,
        )


def main(arguments: Sequence[str]) -> int:
    """Check files; 0 if all is right."""
    faults = 0
    for name in arguments:
        try:
            items, wrong = check_gold(Path(name))
        except MithaqError as error:
            items, wrong = [], [error]  # type: ignore[list-item]
        for one in wrong:
            print(one)
        faults += len(wrong)
        print(f"{name}: {len(items)} items right, {len(wrong)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
