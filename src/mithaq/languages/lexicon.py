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
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from ahocorasick_rs import AhoCorasick
from platformdirs import user_cache_dir

import mithaq
from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError
from mithaq.gazetteer import Gazetteer, load_gazetteer
from mithaq.languages.base import FOLDERS, Form, Language, Normalised, Pos, language
from mithaq.reports.model import Span

What = Literal["event", "concept", "speech", "cue", "marker", "attribution", "name", "title", "demonym"]
# What loses against what when a shorter match lies inside a longer one of the same group.
GROUPS: Mapping[str, int] = {
    "name": 0, "title": 0, "demonym": 0, "concept": 1, "event": 2, "speech": 2, "cue": 2, "marker": 3, "attribution": 3,
}  # fmt: skip
ATTRIBUTION_KEYS = (
    "agency_cue",
    "source_label",
    "photo_label",
    "channel_cue",
    "occasion_cue",
    "medium",
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


@dataclass(slots=True)
class Hit:
    """An entry found in a text: original span, the form's features, the clitics of the same word."""

    start: int
    end: int
    entry: Entry
    features: frozenset[str]
    before: str
    after: str

    @property
    def what(self) -> What:
        return self.entry.what

    @property
    def id(self) -> str:
        return self.entry.id


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
        case "concept" | "title":
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


Compiled = dict[str, list[tuple[int, list[str]]]]
"""Surface form → entries (by number) it can be, each with its features."""


def _compile(code: str, entries: Sequence[tuple[Entry, tuple[str, ...]]], gazetteer: Gazetteer) -> Compiled:
    tongue = language(code)
    table: dict[str, dict[int, set[str]]] = {}
    for number, (entry, extra) in enumerate(entries):
        for form in _forms(tongue, gazetteer, entry, extra):
            if not form.text.strip():
                raise DataError(f"{entry.lemma!r} has an empty form", place=f"{code} lexicon", mend="correct the entry")
            table.setdefault(form.text, {}).setdefault(number, set()).update(form.features)
    return {text: [(number, sorted(found)) for number, found in ids.items()] for text, ids in table.items()}


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


def _load_cached(path: Path) -> Compiled | None:
    try:
        loaded: Compiled = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None  # absent, unreadable or cut short: it is only a cache, built again from the data
    return loaded if isinstance(loaded, dict) else None


def _save(path: Path, compiled: Compiled) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob(f"{path.name[:10]}-*.json"):
            old.unlink(missing_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(compiled, stream, ensure_ascii=False, separators=(",", ":"))
        os.replace(temporary, path)
    except OSError:
        return  # a read-only or full disk costs a rebuild next time, nothing else


class Lexicon:
    """All words of one language, ready to be found in a text."""

    def __init__(self, code: str, gazetteer: Gazetteer) -> None:
        self.code = code
        self.language = language(code)
        words = load_words(code)
        self.quotes = words.quotes
        entries = [*words.entries, *((entry, ()) for entry in _names(gazetteer, code))]
        path = _cache_file(code, _key(code))
        compiled = _load_cached(path)
        if compiled is None:
            compiled = _compile(code, entries, gazetteer)
            _save(path, compiled)
        self.entries = [entry for entry, _ in entries]
        self._patterns = list(compiled)
        self._payloads: list[list[tuple[Entry, frozenset[str]]]] = [
            [(self.entries[number], frozenset(features)) for number, features in found] for found in compiled.values()
        ]
        self._automaton = AhoCorasick(self._patterns) if self._patterns else None

    def scan(self, text: str) -> tuple[Normalised, list[Hit]]:
        """All entries in the text, in order; inside each group only the longest of nested matches."""
        folded = self.language.normalise(text)
        hits: list[Hit] = []
        if self._automaton is None:
            return folded, hits
        boundary, article = self.language.boundary, self.language.article
        for number, start, end in self._automaton.find_matches_as_indexes(folded.text, overlapping=True):
            for entry, features in self._payloads[number]:
                clitics = boundary(folded.text, start, end, entry.pos)
                if clitics is None:
                    continue
                lead = len(article) if article and clitics.before.endswith(article) else 0
                first, last = folded.original(start - lead, end)
                if not _capitals(text, first, last, features):
                    continue
                hits.append(Hit(first, last, entry, features, clitics.before, clitics.after))
        return folded, _longest(hits)


def _capitals(text: str, start: int, end: int, features: frozenset[str]) -> bool:
    if "caps" in features:
        return text[start:end].isupper()
    return "cap" not in features or text[start].isupper()


def _longest(hits: list[Hit]) -> list[Hit]:
    """Drop a match that lies strictly inside a longer one of its group, and whatever lies inside a name."""
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    reach: dict[int, tuple[int, int]] = {}
    for hit in hits:
        group = GROUPS[hit.what]
        covered = False
        for other in {group, 0}:
            span = reach.get(other)
            inside = span is not None and span[0] <= hit.start and hit.end <= span[1]
            if inside and span != (hit.start, hit.end):
                covered = True
        if covered:
            continue
        span = reach.get(group)
        if span is None or hit.end > span[1]:
            reach[group] = (hit.start, hit.end)
        kept.append(hit)
    return kept


@cache
def lexicon(code: str) -> Lexicon:
    """The lexicon of a language with the shipped gazetteer, built once a process."""
    return Lexicon(code, load_gazetteer())


def spans(hits: Iterable[Hit]) -> list[Span]:
    """The plain spans of hits."""
    return [Span(hit.start, hit.end) for hit in hits]
