"""What was published: a report as it came, and spans of its text."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (code points, end exclusive) of a report's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forward from 0, not {self.start} to {self.end}")

    def words(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Report:
    """One published document, kept as it came and never changed.

    Attributes
    ----------
    id: "r-" and 20 hex digits of the SHA-256 of the text and what is known of its publication;
        the same report always has the same id.
    text: the words, as published; every span counts code points of this string.
    language: "ar", "ru", "en" or None when not yet known.
    outlet: who published it, as named by whoever brought it (a name or an id of the gazetteer).
    published: ISO 8601 day or time at which the outlet published it.
    title: the headline, if it came apart from the text.
    address: where it was published (URL).
    licence: terms of use, if stated.
    """

    id: str
    text: str
    language: str | None = None
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    address: str | None = None
    licence: str | None = None

    @classmethod
    def of(
        cls,
        text: str,
        *,
        language: str | None = None,
        outlet: str | None = None,
        published: str | None = None,
        title: str | None = None,
        address: str | None = None,
        licence: str | None = None,
    ) -> Report:
        """Make a report and its id from its content.

        The id rests on text, outlet, day of publication and address, so that a language guessed
        later or a licence learnt later does not make another report of it.
        """
        key = json.dumps([text, outlet, published, address], ensure_ascii=True)
        digest = hashlib.sha256(key.encode("ascii")).hexdigest()[:20]
        return cls(f"r-{digest}", text, language, outlet, published, title, address, licence)
