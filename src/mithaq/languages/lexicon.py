"""The words a language is read by: loaded from YAML, inflected once, matched in one pass.

A lexicon joins the entries of a language folder (events, concepts, speech, cues, markers, attribution) with the
gazetteer's names in that language into one automaton. Building it inflects every entry; the result is kept as
JSON in the user's cache folder under a key made of all the data and code it came from, so that a change of either
rebuilds it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, cast

from ahocorasick_rs import AhoCorasick, Implementation
from platformdirs import user_cache_dir

import mithaq
from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError
from mithaq.gazetteer import Gazetteer, load_gazetteer
from mithaq.languages.base import FOLDERS, Clitics, Form, Language, Normalised, Pos, language
from mithaq.reports.model import Span

What = Literal["event", "concept", "speech", "cue", "marker", "attribution", "name", "title", "demonym", "again"]
# What loses against what when a shorter match lies inside a longer one of the same group.
GROUPS: Mapping[str, int] = {
    "name": 0, "title": 0, "demonym": 0, "again": 0, "concept": 1, "event": 2, "speech": 2, "cue": 2, "marker": 3,
    "attribution": 3,
}  # fmt: skip
_HALVES = re.compile(f"[{chr(0xD800)}-{chr(0xDFFF)}]")
AGAIN_KEYS = ("country", "town", "area", "spot", "body", "force")
ATTRIBUTION_KEYS = (
    "agency_cue",
    "source_label",
    "photo_label",
    "channel_cue",
    "occasion_cue",
    "medium",
    "issue_cue",
    "addressee_cue",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a lexicon: what it is, the id it stands for (a sense, concept, stance, cue, role or entity)."""

    what: What
    id: str
    pos: Pos
    lemma: str
    detail: str = ""
    """Cue: its scope. Name: how it names its entity (name, short, metonym)."""


class Hit:
    """An entry found in a text: original span, the form's features, the clitics of the same word.

    what, id: those of the entry, kept here since they are asked for all the time.
    """

    __slots__ = ("after", "before", "end", "entry", "features", "id", "start", "what")

    def __init__(self, start: int, end: int, entry: Entry, features: frozenset[str], before: str, after: str) -> None:
        self.start = start
        self.end = end
        self.entry = entry
        self.features = features
        self.before = before
        self.after = after
        self.what = entry.what
        self.id = entry.id

    def __repr__(self) -> str:
        said = f"{self.what} {self.id}, {sorted(self.features)}, {self.before!r}, {self.after!r}"
        return f"Hit({self.start}, {self.end}, {said})"


_CAP, _CAPS, _SPLIT = 1, 2, 4
"""What a form asks of a text: a capital first letter, capitals throughout, the particle of a split verb."""
_Meaning = tuple[int, Entry, frozenset[str], int, int]
"""Number of the entry, entry, features, group, and what the form asks for."""
_Meanings = tuple[tuple[Pos, tuple[_Meaning, ...]], ...]
_Found = tuple[int, int, int, int, int, Entry, frozenset[str], Clitics]
"""Start, minus the end, number of the match and of the entry, group, entry, features, clitics: sorted, the longest of
what begins at one place comes first."""


def _refuse(place: str, message: str, mend: str) -> DataError:
    return DataError(message, place=place, mend=mend)


def _rows(path: Traversable, required: Sequence[str], optional: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The entries of a list file; unknown or missing keys are refused by file and entry."""
    rows = load_yaml(path) or []
    if not isinstance(rows, list):
        raise _refuse(str(path), "is not a list of entries", "write one `- {lemma: …}` a line")
    for number, row in enumerate(rows, 1):
        place = f"{path}: entry {number}"
        if not isinstance(row, dict):
            raise _refuse(place, f"is not an entry: {row!r}", "write `- {lemma: …}`")
        missing = [key for key in required if key not in row]
        unknown = [key for key in row if key not in required and key not in optional]
        if missing or unknown:
            said = f"lacks {missing}" if missing else f"has unknown keys {unknown}"
            raise _refuse(f"{place} ({row.get('lemma')})", said, f"keys are {[*required, *optional]}")
        yield row


@dataclass(frozen=True, slots=True)
class LanguageData:
    """A language folder's words before inflection."""

    entries: tuple[tuple[Entry, tuple[str, ...]], ...]
    """Each entry with its irregular forms as the language's `event_forms` takes them."""
    quotes: tuple[tuple[str, str], ...]


@cache
def load_words(code: str) -> LanguageData:
    """Load and check a language folder's lexicon. DataError names file and entry."""
    from mithaq.languages.senses import concepts, senses

    folder = package_file("languages", FOLDERS[code], "lexicon")
    known_senses, known_concepts = senses(), concepts()
    out: list[tuple[Entry, tuple[str, ...]]] = []
    seen: set[tuple[str, str, str, str]] = set()

    def put(what: What, id: str, pos: Pos, lemma: str, extra: tuple[str, ...], place: str, detail: str = "") -> None:
        key = (what, id, pos, lemma)
        if key in seen:
            raise _refuse(place, f"{lemma!r} stands twice as {what} {id}", "remove one of the two")
        seen.add(key)
        out.append((Entry(what, id, pos, lemma, detail), extra))

    def extras(row: Mapping[str, Any]) -> tuple[str, ...]:
        named = tuple(f"{key}={row[key]}" for key in ("perfect", "imperfect", "masdar") if key in row)
        return (*named, *(str(form) for form in row.get("forms", ())))

    shape = ("forms", "example", "perfect", "imperfect", "masdar", "note")
    for row in _rows(folder / "events.yaml", ("lemma", "pos", "sense"), shape):
        place = f"{folder / 'events.yaml'}: {row['lemma']}"
        if row["sense"] not in known_senses:
            raise _refuse(place, f"unknown sense {row['sense']!r}", "use a sense of languages/senses.yaml")
        put("event", row["sense"], row["pos"], row["lemma"], extras(row), place)
    for row in _rows(folder / "speech.yaml", ("lemma", "pos", "stance"), shape):
        put("speech", row["stance"], row["pos"], row["lemma"], extras(row), f"{folder / 'speech.yaml'}: {row['lemma']}")
    for row in _rows(folder / "cues.yaml", ("lemma", "cue"), ("pos", "scope", *shape)):
        place = f"{folder / 'cues.yaml'}: {row['lemma']}"
        put("cue", row["cue"], row.get("pos", "particle"), row["lemma"], extras(row), place, row.get("scope", "before"))
    for concept, phrases in (load_yaml(folder / "concepts.yaml") or {}).items():
        if concept not in known_concepts:
            raise _refuse(f"{folder / 'concepts.yaml'}: {concept}", "unknown concept", "use one of concepts.yaml")
        for phrase in phrases:
            put("concept", concept, "noun", str(phrase), (), f"{folder / 'concepts.yaml'}: {concept}")
    for role, words in (load_yaml(folder / "markers.yaml") or {}).items():
        for word in words:
            put("marker", role, "particle", str(word), (), f"{folder / 'markers.yaml'}: {role}")
    for sort, nouns in (load_yaml(folder / "again.yaml") or {}).items():
        if sort not in AGAIN_KEYS:
            raise _refuse(f"{folder / 'again.yaml'}: {sort}", "unknown sort", f"use one of {', '.join(AGAIN_KEYS)}")
        for noun in nouns:
            put("again", sort, "noun", str(noun), (), f"{folder / 'again.yaml'}: {sort}")
    attribution = load_yaml(folder / "attribution.yaml") or {}
    for key in ATTRIBUTION_KEYS:
        for word in attribution.get(key, ()):
            pos: Pos = "noun" if key == "medium" else "phrase" if key == "channel_cue" else "particle"
            put("attribution", key, pos, str(word), (), f"{folder / 'attribution.yaml'}: {key}")
    quotes = tuple((str(a), str(b)) for a, b in attribution.get("quotes", ()))
    return LanguageData(tuple(out), quotes)


def _names(gazetteer: Gazetteer, code: str) -> Iterator[Entry]:
    for title in gazetteer.titles.values():
        for name in title.names.get(code, ()):
            yield Entry("title", title.id, "noun", name, title.type)
    for entity in gazetteer.entities.values():
        for name in entity.names.get(code, ()):
            yield Entry("name", entity.id, "name", name, "name")
        for name in entity.short.get(code, ()):
            yield Entry("name", entity.id, "name", name, "short")
        for name in entity.metonyms.get(code, ()):
            yield Entry("name", entity.id, "name", name, "metonym")
        for name in entity.demonyms.get(code, ()):
            yield Entry("demonym", entity.id, "adjective", name, "demonym")


def _forms(tongue: Language, gazetteer: Gazetteer, entry: Entry, extra: tuple[str, ...]) -> Iterable[Form]:
    match entry.what:
        case "event" | "speech":
            return tongue.event_forms(entry.lemma, entry.pos, extra)
        case "cue" if entry.pos in ("verb", "noun", "participle"):
            return tongue.event_forms(entry.lemma, entry.pos, extra)
        case "concept" | "title" | "again":
            return tongue.phrase_forms(entry.lemma)
        case "attribution" if entry.pos == "noun":
            return tongue.phrase_forms(entry.lemma)
        case "name":
            return tongue.name_forms(entry.lemma, gazetteer.entities[entry.id].type)
        case "demonym":
            return tongue.demonym_forms(entry.lemma)
    # particles and fixed phrases: as written, and the written variants
    plain = (entry.lemma, *(form for form in extra if "=" not in form))
    return [Form(tongue.normalise(form).text) for form in plain]


def made_forms(
    tongue: Language, gazetteer: Gazetteer, entry: Entry, extra: tuple[str, ...]
) -> dict[str, frozenset[str]]:
    """All surface forms of an entry, each with what its shape tells. DataError if one is empty."""
    made: dict[str, frozenset[str]] = {}
    for form in _forms(tongue, gazetteer, entry, extra):
        if not form.text.strip():
            place = f"{tongue.code} lexicon"
            raise DataError(f"{entry.lemma!r} has an empty form", place=place, mend="correct the entry")
        made[form.text] = made.get(form.text, frozenset()) | form.features
    return made


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A lexicon with all its forms made; what the cache file holds, as JSON arrays."""

    entries: list[list[str]]
    features: list[list[str]]
    forms: dict[str, list[int]]
    """Surface form → entry, features, entry, features, …, by number."""
    quotes: list[list[str]]


def _compile(code: str, gazetteer: Gazetteer) -> _Compiled:
    tongue = language(code)
    words = load_words(code)
    entries = [*words.entries, *((entry, ()) for entry in _names(gazetteer, code))]
    table: dict[str, dict[int, set[str]]] = {}
    for number, (entry, extra) in enumerate(entries):
        for text, features in made_forms(tongue, gazetteer, entry, extra).items():
            table.setdefault(text, {}).setdefault(number, set()).update(features)
    sets: dict[tuple[str, ...], int] = {}
    forms = {
        text: [
            value
            for number, found in ids.items()
            for value in (number, sets.setdefault(tuple(sorted(found)), len(sets)))
        ]
        for text, ids in table.items()
    }
    plain = [[entry.what, entry.id, entry.pos, entry.lemma, entry.detail] for entry, _ in entries]
    return _Compiled(plain, [list(one) for one in sets], forms, [list(pair) for pair in words.quotes])


def _key(code: str) -> str:
    """A hash of everything a compiled lexicon comes from: data, the code that inflects, versions."""
    digest = hashlib.sha256(f"{mithaq.__version__}:{code}".encode())

    def feed(place: Traversable) -> None:
        for item in sorted(place.iterdir(), key=lambda one: one.name):
            if item.is_dir():
                if item.name != "__pycache__":
                    feed(item)
            elif item.name.endswith((".yaml", ".py")):
                digest.update(item.name.encode())
                digest.update(item.read_bytes())

    feed(package_file("languages"))
    feed(package_file("gazetteer"))
    return digest.hexdigest()[:32]


def _cache_file(code: str, key: str) -> Path:
    root = os.environ.get("MITHAQ_CACHE") or user_cache_dir("mithaq")
    return Path(root) / f"lexicon-{code}-{key}.json"


def _load_cached(path: Path) -> _Compiled | None:
    try:
        return _Compiled(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None  # absent, unreadable or cut short: it is only a cache, built again from the data


def _save(path: Path, compiled: _Compiled) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob(f"{path.name[:10]}-*.json"):
            old.unlink(missing_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            # dumps() at once and without asdict() takes a ninth of the time that dump() of it would
            plain = {one.name: getattr(compiled, one.name) for one in fields(compiled)}
            stream.write(json.dumps(plain, ensure_ascii=False, separators=(",", ":")))
        os.replace(temporary, path)
    except OSError:
        return  # a read-only or full disk costs a rebuild next time, nothing else


class Lexicon:
    """All words of one language, ready to be found in a text."""

    def __init__(self, code: str, gazetteer: Gazetteer) -> None:
        self.code = code
        self.language = language(code)
        path = _cache_file(code, _key(code))
        compiled = _load_cached(path)
        if compiled is None:
            compiled = _compile(code, gazetteer)
            _save(path, compiled)
        self.quotes = tuple((opening, closing) for opening, closing in compiled.quotes)
        self.entries = [
            Entry(cast(What, what), id, cast(Pos, pos), lemma, detail)
            for what, id, pos, lemma, detail in compiled.entries
        ]
        self._features = [frozenset(one) for one in compiled.features]
        self._payloads = list(compiled.forms.values())
        self._meanings: list[_Meanings | None] = [None] * len(self._payloads)
        self._forms = tuple(compiled.forms)
        self._automaton = AhoCorasick(compiled.forms, implementation=Implementation.ContiguousNFA)

    def _meaning(self, number: int) -> _Meanings:
        """What a form may be, by part of speech; made when the form is first met, since few of all ever are."""
        by_pos: dict[Pos, list[_Meaning]] = {}
        payload = self._payloads[number]
        for place, which in zip(payload[::2], payload[1::2], strict=True):
            entry, features = self.entries[place], self._features[which]
            asks = _CAPS if "caps" in features else _CAP if "cap" in features else 0
            asks |= _SPLIT if "split" in features else 0
            by_pos.setdefault(entry.pos, []).append((place, entry, features, GROUPS[entry.what], asks))
        made = self._meanings[number] = tuple((pos, tuple(entries)) for pos, entries in by_pos.items())
        return made

    def forms(self) -> list[str]:
        """All surface forms, normalised, in the order of the automaton's patterns."""
        return list(self._forms)

    def made(self) -> list[dict[str, frozenset[str]]]:
        """For each of `entries` its surface forms, normalised, with their features: what `made_forms` made."""
        out: list[dict[str, frozenset[str]]] = [{} for _ in self.entries]
        for form, payload in zip(self._forms, self._payloads, strict=True):
            for place, which in zip(payload[::2], payload[1::2], strict=True):
                out[place][form] = self._features[which]
        return out

    def _completed(self, folded: str, end: int, features: frozenset[str]) -> bool:
        """Whether the particle of a split verb follows ("handed the district over")."""
        particles = (feature.partition(":")[2] for feature in features if feature.startswith("particle:"))
        return any(self.language.particle_after(folded, end, particle) is not None for particle in particles)

    def scan(self, text: str) -> tuple[Normalised, list[Hit]]:
        """All entries in the text, in order; inside each group only the longest of nested matches."""
        folded = self.language.normalise(text)
        try:
            matches = self._automaton.find_matches_as_indexes(folded.text, overlapping=True)
        except UnicodeEncodeError:  # halves of characters, as broken software leaves them
            folded = Normalised(_HALVES.sub("\ufffd", folded.text), folded.offsets)
            matches = self._automaton.find_matches_as_indexes(folded.text, overlapping=True)
        found: list[_Found] = []
        words, size = folded.text, len(folded.text)
        article, moved = self.language.article, folded.offsets is not None
        boundary, meanings = self.language.boundary, self._meanings
        before, after = self.language.joined_before, self.language.joined_after
        shouted: _Shouted | None = None
        for at, (number, start, end) in enumerate(matches):
            # most matches are pieces of other words: told by one letter, before anything dear is asked
            if start:
                left = words[start - 1]
                if left.isalnum() and left not in before and words[start].isalnum():
                    continue
            if end < size:
                right = words[end]
                if right.isalnum() and right not in after and words[end - 1].isalnum() and words[end - 2] != " ":
                    continue
            for pos, entries in meanings[number] or self._meaning(number):
                clitics = boundary(words, start, end, pos)
                if clitics is None:
                    continue
                lead = len(article) if article and clitics.before.endswith(article) else 0
                first, last = folded.original(start - lead, end) if moved else (start - lead, end)
                for order, entry, features, group, asks in entries:
                    if asks:
                        if asks & _CAP and not text[first].isupper():
                            continue
                        if asks & _CAPS:
                            if not text[first:last].isupper():
                                continue
                            if shouted is None:
                                shouted = _Shouted(text)
                            if first in shouted:
                                continue  # in a line all in capitals, they do not tell an acronym from a word ("US")
                        if asks & _SPLIT and not self._completed(words, end, features):
                            continue
                    found.append((first, -last, at, order, group, entry, features, clitics))
        found.sort()
        return folded, _longest(found)


class _Shouted:
    """The lines of a text that are all in capitals."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        at = 0
        for line in text.splitlines(keepends=True):
            if line.isupper() and " " in line.strip():
                self._starts.append(at)
                self._ends.append(at + len(line))
            at += len(line)

    def __contains__(self, place: int) -> bool:
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._ends[index]


def _longest(found: Sequence[_Found]) -> list[Hit]:
    """Hits of what was found, without a match that lies strictly inside a longer one of its group, and whatever lies
    inside a name."""
    kept: list[Hit] = []
    starts, ends = [-1, -1, -1, -1], [-1, -1, -1, -1]
    for start, negative, _, _, group, entry, features, clitics in found:
        end = -negative
        low, high = starts[group], ends[group]
        if end <= high and (low, high) != (start, end):
            continue
        if group == 1:
            if low < start < high < end and low >= 0:
                continue  # "joint Russian-Turkish centre" keeps "centre for monitoring" from being another one
        elif group:
            # What a name contains is only a thing concerned ("the armed forces of Armenia"), never somebody's doing.
            if end <= ends[0] and (starts[0], ends[0]) != (start, end):
                continue
        if end > high:
            starts[group], ends[group] = start, end
        kept.append(Hit(start, end, entry, features, clitics.before, clitics.after))
    return kept


@cache
def lexicon(code: str) -> Lexicon:
    """The lexicon of a language with the shipped gazetteer, built once a process."""
    return Lexicon(code, load_gazetteer())


def spans(hits: Iterable[Hit]) -> list[Span]:
    """The plain spans of hits."""
    return [Span(hit.start, hit.end) for hit in hits]
