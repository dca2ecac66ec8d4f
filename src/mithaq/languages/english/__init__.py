"""English: how its words are folded, split into sentences, inflected and bounded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from mithaq.languages.base import Clitics, Form, Normalised, Pos
from mithaq.languages.english import boundary as _boundary
from mithaq.languages.english.normalise import normalise as _normalise
from mithaq.languages.english.sentences import sentences as _sentences
from mithaq.reports.model import Span

__all__ = ["LANGUAGE", "English"]

_PARTICLE_WINDOW = 60
_CLAUSE_END = re.compile(r"[.!?;:,()\n]|\s-|-\s")


class English:
    """The faces of `mithaq.languages.base.Language`. What inflects is imported on first use only: a lexicon taken
    from the cache never needs it."""

    code = "en"
    direction: Literal["ltr", "rtl"] = "ltr"
    order: Literal["svo", "vso"] = "svo"
    article = ""
    joined_before = ""
    joined_after = ""
    cased = False

    def normalise(self, text: str) -> Normalised:
        return _normalise(text)

    def sentences(self, text: str) -> list[Span]:
        return _sentences(text)

    def event_forms(self, lemma: str, pos: Pos, extra: Sequence[str] = ()) -> list[Form]:
        from mithaq.languages.english.inflect import event_forms

        return event_forms(lemma, pos, extra)

    def phrase_forms(self, phrase: str) -> list[Form]:
        from mithaq.languages.english.inflect import phrase_forms

        return phrase_forms(phrase)

    def name_forms(self, name: str, type: str) -> list[Form]:
        from mithaq.languages.english.inflect import name_forms

        return name_forms(name, type)

    def demonym_forms(self, lemma: str) -> list[Form]:
        from mithaq.languages.english.inflect import demonym_forms

        return demonym_forms(lemma)

    def boundary(self, text: str, start: int, end: int, pos: Pos) -> Clitics | None:
        return _boundary.boundary(text, start, end, pos)

    def role_of_clitic(self, before: str) -> str | None:
        return None  # English writes its prepositions apart

    def particle_after(self, text: str, end: int, particle: str) -> tuple[int, int] | None:
        """Where a verb's particle stands after its object ("handed the district *over*"), in normalised text.

        A form with the feature "particle:over" is the verb alone; it counts only if this finds the particle before
        the clause ends. Returns the particle's span, or None.
        """
        stop = min(len(text), end + _PARTICLE_WINDOW)
        close = _CLAUSE_END.search(text, end, stop)
        stop = close.start() if close else stop
        found = re.compile(rf"\s{re.escape(particle)}(?![\w'-])").search(text, end, stop)
        return (found.start() + 1, found.end()) if found else None


LANGUAGE = English()
