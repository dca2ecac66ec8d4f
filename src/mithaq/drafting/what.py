"""What a piece of a clause promises: its kinds, by the words that name its object."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mithaq.accords.words import kind_of
from mithaq.drafting.cues import Cues
from mithaq.drafting.parties import Parties
from mithaq.drafting.promises import Piece
from mithaq.drafting.terms import Terms
from mithaq.languages.base import Language
from mithaq.reading.scene import Mention
from mithaq.reports.model import Span

SURE = 0.5
"""A kind with a lower score is marked for a person."""
_NAMED = frozenset({"state", "office", "person"})
_STATES = frozenset({"state"})
_STOPS = re.compile(r"[,;:،؛]|\.\s|$")


class What:
    """Reads kinds in one text."""

    def __init__(self, text: str, tongue: Language, words: Cues, parties: Parties) -> None:
        self._text = text
        self._parties = parties
        self._tongue = tongue
        self._cues = words

    def parts(self, piece: Piece, mentions: Sequence[Mention]) -> list[Piece]:
        """A piece cut where its objects are of different kinds: "prisoners and the bodies of the dead"."""
        code = self._tongue.code
        folded = self._tongue.normalise(piece.span.words(self._text))
        said = self._without_names(piece.span, mentions)
        whole = kind_of(said, code)
        if len(whole) < 2:
            return [piece]
        for join in self._cues["joins"].finditer(folded.text):
            if join.start() < 15 or len(folded.text) - join.end() < 4:
                continue
            rest = folded.text[join.end() : join.end() + 40]
            if self._cues["acts"].match(folded.text, join.start()) and not self._cues["acts"].match(rest):
                continue  # the letter of "and" begins the word itself: وقف
            if self._cues["watches"].search(folded.text, 0, join.start()):
                continue  # "monitoring of the ceasefire and of the withdrawal": one act, done to two
            at = piece.span.start + folded.original(join.start(), join.end())[0]
            verb = self._text[piece.act : at].split()[:2]
            left = kind_of(said[: at - piece.span.start], code)
            right = kind_of(said[at - piece.span.start :], code)
            if left and right and left[0][0] != right[0][0] and left[0][1] >= SURE and right[0][1] >= SURE:
                two = {left[0][0], right[0][0]}
                if verb and two <= {kind for kind, _ in whole}:
                    first = replace(piece, span=Span(piece.span.start, at))
                    return [first, replace(piece, span=Span(at, piece.span.end), act=at, inherited=True)]
        return [piece]

    def _without_names(self, span: Span, mentions: Sequence[Mention], *, only: frozenset[str] | None = None) -> str:
        """The words of a span with blanks in place of names of states, offices, persons and parties, or of `only`
        these sorts."""
        said = list(span.words(self._text))
        for one in mentions:
            named = one.name.type in _NAMED or one.name.entity in self._parties.found
            named = named if only is None else one.name.type in only
            if named and span.start <= one.start and one.end <= span.end:
                first, last = one.start - span.start, one.end - span.start
                said[first:last] = " " * (last - first)
        return "".join(said)

    def kinds(self, piece: Piece, terms: Terms, mentions: Sequence[Mention]) -> list[tuple[str, float]]:
        """What the words of a piece promise, the likeliest first, with scores of 0 to 1.

        Words of a state's or party's name ("Federation"), of a law or text it rests on, of the step a deadline is
        counted from and of a condition tell nothing of the act: they count only where the others name no kind.
        """
        said = self._without_names(piece.span, mentions)
        words = self._tongue.normalise(said or " ").text
        if (purpose := self._cues["purposes"].match(words)) is not None and purpose.end() < len(words) - 20:
            words = words[purpose.end() :]
        if terms.step is not None and terms.step.words:
            words = words.replace(terms.step.words, " ")
        plain = self._bare(words, terms)
        code = self._tongue.code
        told = self._cues["topics"].search(words) is not None
        if piece.form == "says" and not piece.passive and code != "ar" and not told:
            # "The expert groups submit a list": what is done tells more than who does it.
            done = self._tongue.normalise(said[max(0, piece.act - piece.span.start) :] or " ").text
            found = kind_of(self._bare(done, terms), code)
            if found and found[0][1] >= SURE:
                return self._ranked(found, kind_of(words, code))
        found = kind_of(plain, code) or kind_of(words, code)
        found = found or kind_of(self._without_names(piece.span, mentions, only=_STATES), code)
        if not found and piece.subject is not None and piece.subject.end <= piece.span.start:
            # "A commission shall be set up; it shall meet every month"
            found = kind_of(f"{piece.subject.words(self._text)} {piece.span.words(self._text)}", code)
        return found

    def beside(self, piece: Piece, terms: Terms, kind: str) -> Span | None:
        """Where another act is told for the same time, if the promise is that act: "in parallel with the withdrawal
        of the forces of X" is X's withdrawal."""
        folded = self._tongue.normalise(piece.span.words(self._text))
        parallel = self._cues["parallel"].search(folded.text)
        if parallel is None:
            return None
        code = self._tongue.code
        then = kind_of(folded.text[parallel.end() :], code)
        first = kind_of(folded.text[: parallel.start()], code)
        if not then or then[0][0] != kind or (first and first[0][0] == kind):
            return None
        return Span(piece.span.start + folded.original(parallel.end(), len(folded.text))[0], piece.span.end)

    def _bare(self, words: str, terms: Terms) -> str:
        """Words without references, what talks are about and the condition; an act at the same time stays."""
        for one in reversed(list(self._cues["references"].finditer(words))):
            stop = _STOPS.search(words, one.end())
            end = stop.start() if stop is not None else len(words)
            words = words[: one.start()] + " " + words[end:]
        for one in reversed(list(self._cues["topics"].finditer(words))):
            words = words[: one.end()] + re.sub(r"^[^,;،؛.]*", " ", words[one.end() :])
        if terms.condition:
            said = self._tongue.normalise(terms.condition).text
            if self._cues["parallel"].match(said) is None:
                words = words.replace(said, " ")
        return words

    @staticmethod
    def _ranked(first: Sequence[tuple[str, float]], then: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
        known = {kind for kind, _ in first}
        return [*first, *(one for one in then if one[0] not in known)]
