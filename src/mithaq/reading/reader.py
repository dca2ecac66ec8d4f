"""The reader: a report's text in, everything it says out, each item with its span."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Protocol

from mithaq.accords import library
from mithaq.accords.model import Accord
from mithaq.errors import LanguageError
from mithaq.gazetteer import Gazetteer, load_gazetteer
from mithaq.languages.base import language as tongue_of
from mithaq.languages.lexicon import lexicon
from mithaq.reading.claims import Reading
from mithaq.reading.events import Teacher, World, find_claims
from mithaq.reading.later import find_again
from mithaq.reading.mentions import find_mentions
from mithaq.reading.naming import NameTeacher, weigh_names
from mithaq.reading.quantities import find_quantities
from mithaq.reading.references import find_references
from mithaq.reading.scene import lay_out
from mithaq.reading.sources import find_sources
from mithaq.reading.speech import find_quotations, is_quotation
from mithaq.reading.times import find_times
from mithaq.reading.unlisted import find_unlisted


class _Teacher(Teacher, NameTeacher, Protocol):
    """What learns all models."""


class Reader:
    """Reads reports in Arabic, Russian and English.

    Parameters
    ----------
    accords: those that mentions of an agreement may mean, by id; None for Mithaq's own library.

    A reader keeps nothing of what it has read: the same text always gives the same reading.
    """

    def __init__(self, accords: Mapping[str, Accord] | None = None) -> None:
        self._given = accords

    @cached_property
    def _accords(self) -> Mapping[str, Accord]:
        return library() if self._given is None else self._given

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return load_gazetteer()

    def read(self, text: str, language: str | None = None, published: str | None = None) -> Reading:
        """Everything a text says.

        language: ISO 639-1 code, or None to tell it from the letters. published: ISO 8601 day or time of
        publication; without it, times such as "yesterday" and holders of offices stay unresolved.

        Raises LanguageError for a language Mithaq does not read, or a text whose language cannot be told.
        """
        if language is None:
            from mithaq.reports.detect import detect_language, other_language

            language = detect_language(text)
            if language is None:
                raise LanguageError(
                    f"the language of the text cannot be told: {other_language(text) or 'nothing to go by'}",
                    mend='give language="ar", "ru" or "en"',
                )
        return self._read(text, language, published, None)

    def _read(self, text: str, language: str, published: str | None, teacher: _Teacher | None) -> Reading:
        """As `read`; with a teacher, the models are not asked, and it is told what they would be."""
        tongue = tongue_of(language)
        words = lexicon(language)
        _, hits = words.scan(text)
        times = find_times(text, language, published)
        quantities = find_quantities(text, language, times)
        mentions, nested = find_mentions(text, hits, self._gazetteer, tongue, published)
        mentions, nested = find_unlisted(text, hits, mentions, nested, tongue, self._gazetteer)
        mentions = weigh_names(text, mentions, hits, self._gazetteer, language, teacher)
        mentions = find_again(text, hits, mentions, tongue, self._gazetteer)
        scenes = lay_out(text, tongue.sentences(text), hits, mentions, nested, times, quantities)
        quotations = find_quotations(scenes, words.quotes, tongue)
        references = find_references(scenes, tongue, self._accords, published)
        source = find_sources(text, hits, mentions, self._gazetteer)
        world = World(text, tongue, self._gazetteer, published, quotations, references, source, teacher)
        claims = find_claims(scenes, world)
        names = sorted([*mentions, *nested], key=lambda one: (one.start, -one.end))
        return Reading(
            text=text,
            language=language,
            published=published,
            times=tuple(times),
            names=tuple(one.name for one in names),
            quantities=tuple(quantities),
            quotations=tuple(one for one in quotations if is_quotation(one, text)),
            references=tuple(references),
            claims=tuple(claims),
            source=source,
        )
