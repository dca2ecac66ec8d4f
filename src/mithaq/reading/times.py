"""Finding the times a text names: days, months, clock times, stretches of time, in Arabic, Russian and English.

The words and patterns are data (languages/<language>/lexicon/times.yaml); here they are matched and read. What a
time means is worked out in `temporal.moments`. Only the surroundings of figures and time words are looked at, so that
text without them costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mithaq.reading.claims import Relation, Time
from mithaq.reading.temporal import moments
from mithaq.reading.temporal.fold import Folded, fold
from mithaq.reading.temporal.lexicon import Lexicon, lexicon
from mithaq.reading.temporal.moments import Context, Meaning
from mithaq.reading.temporal.patterns import Match, Pattern
from mithaq.reading.temporal.scan import Token, addresses, time_windows, tokens

CUE_REACH = 110
"""How many characters before and behind a time a word for the future or the past is looked for."""
_STOP = re.compile(r"[.!?\n;»]")
_TIED = frozenset("/@.-_=:+&?#")
"""Marks by which a figure may hang in an address."""
_KEEP, _KEPT = 60, 50_000
"""How long a part of a text may be (in words) so that its matches are remembered, and how many are."""
_NEAR = 140
"""A clock time belongs to a day named at most so many characters before it in the same sentence."""


def find_times(text: str, language: str, published: str | None = None) -> list[Time]:
    """The times a text names, in order, with spans of the text as given.

    published: ISO day or time of publication, from which "yesterday" and dates without a year are counted; without
    it (or if it is no date) these have the value "" and the precision "unknown".
    Raises LanguageError for a language Mithaq does not read.
    """
    lexic = lexicon(language)
    folded = fold(text)
    windows = time_windows(folded, lexic)
    if not windows:
        return []
    return list(_Finder(folded, lexic, _day(published)).find(windows))


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


@dataclass(slots=True)
class _Finder:
    """One pass over one text."""

    folded: Folded
    lexicon: Lexicon
    published: date | None
    named: date | None = None
    named_at: int = -1
    """Folded place where the day named last ends."""

    def find(self, windows: Sequence[tuple[int, int]]) -> Iterator[Time]:
        blocked: list[tuple[int, int]] | None = None
        text = self.folded.text
        for start, end in windows:
            found = tokens(self.folded, start, end, self.lexicon, sparse=True)
            codes = "".join(token.code for token in found)
            for moved, pattern, match in self._matches(codes):
                if moved:
                    match = match.moved(moved)
                first, last = found[match.first], found[match.last - 1]
                if text[first.start - 1 : first.start] in _TIED or text[last.end : last.end + 1] in _TIED:
                    if blocked is None:
                        blocked = addresses(text)
                    if any(begin < last.end and first.start < stop for begin, stop in blocked):
                        continue
                yield from self._times(found, pattern, match)

    def _matches(self, codes: str) -> Iterator[tuple[int, Pattern, Match]]:
        """The longest match at each place, from left to right, and to where its own places are to be moved.

        Words in no list part the text: what stands between two of them is matched by itself, and remembered.
        """
        kept = self.lexicon.kept
        for part in self.lexicon.parts.finditer(codes):
            piece = part.group()
            found = kept.get(piece)
            if found is None:
                found = tuple(self._in_part(piece))
                if len(piece) <= _KEEP:
                    if len(kept) >= _KEPT:
                        kept.clear()
                    kept[piece] = found
            for pattern, match in found:
                yield part.start(), pattern, match

    def _in_part(self, codes: str) -> Iterator[tuple[Pattern, Match]]:
        """The matches in one part; what one has taken no other takes."""
        at = 0
        while (start := self.lexicon.start.search(codes, at)) is not None:
            best = self._best(codes, start.start())
            if best is None:
                at = start.start() + 1
                continue
            if best[1].first > start.start():
                # It began with a word that is only context: a longer one may begin with the time itself.
                other = self._best(codes, best[1].first)
                if other is not None and other[1].end > best[1].end:
                    best = other
            at = max(best[1].last, start.start() + 1)
            if best[0].reader != "none":
                yield best
            else:
                at = max(best[1].end, at)

    def _best(self, codes: str, at: int) -> tuple[Pattern, Match] | None:
        begins = self.lexicon.begins.of(codes[at])
        if begins is None or begins.match(codes, at) is None:
            return None
        best: Pattern | None = None
        longest = -1
        for pattern in self.lexicon.by_start.get(codes[at], ()):
            found = pattern.regex.match(codes, at)
            if found is not None and found.end() > longest:
                best, longest = pattern, found.end()
        match = best.match(codes, at) if best is not None else None
        return (best, match) if best is not None and match is not None else None

    def _times(self, found: Sequence[Token], pattern: Pattern, match: Match) -> Iterator[Time]:
        """The times of one match, with their relations."""
        bag = {role: found[place].values.get(name) for role, (place, name) in match.roles.items()}
        first, last = found[match.first], found[match.last - 1]
        ahead = match.first > 0 and (found[match.first - 1].values.get("rel") in self.lexicon.ahead)
        context = self._context(first.start, last.end, ahead)
        reader = pattern.reader
        if reader == "list" or (reader == "range" and self._moved(first.start)):
            yield from self._listed(found, pattern, match, bag, context)
            return
        duration: str | None = None
        meaning: Meaning | None
        if reader == "soon":
            # "in three days": a length of time, unless something is still to come.
            reader = "hence" if context.future() else "duration"
        elif reader == "later":
            # "through three days": from now if it is still to come, else from the day told of before.
            bag["direction"] = 1
            coming = context.future()
            if coming or (coming is None and self.named is None):
                reader = "hence"
            else:
                reader = "shift" if self.named is not None else "duration"
        if reader == "vague":
            meaning = moments.UNKNOWN
        elif reader == "duration":
            meaning, duration = moments.UNKNOWN, moments.duration_of(bag)
            if duration is None:
                return
        elif reader in ("ago", "hence", "shift"):
            length = moments.duration_of(bag) or ("P1D" if bag.keys() == {"direction"} else None)
            if length is None:
                return
            if reader == "shift" and self.named is None and int(bag.get("direction") or -1) > 0:
                # "thirty years later", with no day told of before: only what is to come counts from publication.
                reader = "hence" if context.future() else "since"
            if reader == "ago":
                meaning = moments.ago(length, context)
            elif reader == "hence":
                meaning = moments.hence(length, context)
            elif reader == "since":
                meaning, duration = moments.UNKNOWN, None if bag.keys() == {"direction"} else length
            else:
                meaning = moments.shift(length, int(bag.get("direction") or -1), context)
        elif reader in ("range", "night"):
            one, two = _split(bag, "1"), _split(bag, "2")
            meaning = moments.range_of(one, two, context) if reader == "range" else moments.night(one, two, context)
        else:
            meaning = moments.moment(bag, context)
        if meaning is None:
            return
        relation = pattern.relation or self._relation(found, match.first, timed=duration is None)
        if reader == "hence" and relation == "within":
            relation = "at"
        self._remember(meaning, last.end)
        yield self._time(first, last, meaning, relation, duration)

    def _listed(
        self, found: Sequence[Token], pattern: Pattern, match: Match, bag: dict[str, Any], context: Context
    ) -> Iterator[Time]:
        groups = {number: group for number in "12345" if (group := _split(bag, number))}
        relation = pattern.relation
        if pattern.reader == "range":
            relation = "at"  # The old and the new day of something that was moved.
        elif relation is None:
            relation = self._relation(found, match.first, timed=True)
        meanings = moments.listed(list(groups.values()), context)
        for (number, group), meaning in zip(groups.items(), meanings, strict=True):
            if meaning is None:
                continue
            places = [match.roles[role + number][0] for role in group]
            first, last = found[min(places)], found[max(places)]
            self._remember(meaning, last.end)
            yield self._time(first, last, meaning, relation, None)

    def _time(self, first: Token, last: Token, meaning: Meaning, relation: Relation, duration: str | None) -> Time:
        start, end = self.folded.span(first.start, last.end)
        return Time(start, end, meaning.value, meaning.precision, relation, duration)

    def _remember(self, meaning: Meaning, end: int) -> None:
        if meaning.period is not None and (meaning.period.last - meaning.period.first).days < 62:
            self.named, self.named_at = meaning.period.last, end

    def _context(self, start: int, end: int, ahead: bool) -> Context:
        """ahead: whether what is named is an end ("until Saturday"), and so more likely to come."""
        near = None
        if self.named is not None and 0 <= start - self.named_at < _NEAR:
            near = None if _STOP.search(self.folded.text, self.named_at, start) else self.named
        return Context(self.published, self.named, near, lambda: self._future(start, end, ahead))

    def _future(self, start: int, end: int, ahead: bool) -> bool | None:
        """Whether the nearest word of the sentence that tells, before the time or else behind it, is of the future."""
        if (told := self._cue(self._begin(start), start, last=True)) is not None:
            return told
        text = self.folded.text
        stop = _STOP.search(text, end, end + CUE_REACH)
        told = self._cue(end, stop.start() if stop else min(end + CUE_REACH, len(text)), last=False)
        return True if told is None and ahead else told

    def _begin(self, start: int) -> int:
        """Where what stands before a time in its sentence begins, or where it is near enough to be looked at."""
        low = max(start - CUE_REACH, 0)
        begin = low
        for stop in _STOP.finditer(self.folded.text, low, start):
            begin = stop.end()
        return begin

    def _moved(self, start: int) -> bool:
        """Whether "from 15 to 25 November" tells of a day that was moved."""
        return bool(self.lexicon.moved.found(self.folded.text, self._begin(start), start))

    def _cue(self, start: int, end: int, *, last: bool) -> bool | None:
        lexic, text = self.lexicon, self.folded.text
        found = lexic.cues.found(text, start, end)
        if lexic.future_shape is not None:
            found += [(cue.start(), True) for cue in lexic.future_shape.finditer(text, start, end)]
        if lexic.past_shape is not None:
            listed = {place for place, _ in found}
            shaped = (cue.start() for cue in lexic.past_shape.finditer(text, start, end))
            found += [(place, False) for place in shaped if place not in listed]
        if not found:
            return None
        return (max(found) if last else min(found))[1]

    def _relation(self, found: Sequence[Token], first: int, *, timed: bool) -> Relation:
        """How the words before tie the time to the event."""
        name = "rel" if timed else "durrel"
        for back in range(1, min(first, 3) + 1):
            values = found[first - back].values
            if name in values:
                relation: Relation = values[name]
                return relation
            if "skip" not in values:
                break
        return "at"


def _split(bag: dict[str, Any], suffix: str) -> dict[str, Any]:
    """The roles of one member of a range or list, without their suffix."""
    return {role[:-1]: value for role, value in bag.items() if role.endswith(suffix)}
