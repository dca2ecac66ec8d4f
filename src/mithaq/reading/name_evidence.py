"""What finders of unlisted names share: cities, word lists, and making a mention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from mithaq.gazetteer.world import World, name_words, world
from mithaq.languages.base import language
from mithaq.reading.claims import Name, NameType, Via
from mithaq.reading.scene import Mention


@dataclass(frozen=True, slots=True)
class Known:
    """What the world's table says of a name."""

    type: NameType
    country: str | None
    size: int
    weak: bool


@cache
def world_of(code: str) -> World:
    """The world's table of a language, read once a process."""
    tongue = language(code)
    return world(code, lambda name: tongue.normalise(name).text)


@cache
def folded_words(code: str, key: str) -> frozenset[str]:
    """A list of words/<code>.yaml, normalised."""
    tongue = language(code)
    return frozenset(tongue.normalise(word).text for word in name_words(code)[key])


@cache
def known(code: str, key: str) -> Known | None:
    """What the world's table says of a normalised name, or None."""
    found = world_of(code).get(key)
    if found is None:
        return None
    type, country, size, weak = found.split("|")
    return Known(cast(NameType, type), country or None, int(size), bool(weak))


class Cover:
    """Tells, going through a text once, whether a place lies inside a listed name that began before it."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = mentions
        self._at = 0

    def covers(self, start: int) -> bool:
        """Whether `start`, never smaller than the one asked before, is inside a mention and not its beginning."""
        while self._at < len(self._mentions) and self._mentions[self._at].end <= start:
            self._at += 1
        return self._at < len(self._mentions) and self._mentions[self._at].start < start


def mention(
    start: int, end: int, type: NameType, country: str | None = None, via: Via = "name", entity: str | None = None,
    clitic: str | None = None, joined: bool = False,
) -> Mention:  # fmt: skip
    """A mention of a name in no list."""
    return Mention(Name(start, end, type, entity, country, via), frozenset(), clitic=clitic, joined=joined)
