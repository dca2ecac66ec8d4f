"""What a promise owes in detail: by when, from when, how long, how often, how much, on what condition."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from mithaq.accords.durations import add, is_duration
from mithaq.drafting.cues import Cues
from mithaq.drafting.words import words
from mithaq.languages.base import Language
from mithaq.reading.claims import Quantity, Time
from mithaq.reading.temporal.lexicon import lexicon
from mithaq.reading.times import find_times
from mithaq.reports.model import Span

_GAP = re.compile(r"[\s(,،–—-]*")
_AFTER = 90
"""How many characters behind a length of time name what it is counted from."""
_PAIR = re.compile(r"([^\W\d]+(?:-[^\W\d]+)?) \((\d+)\)")
_TURNED = re.compile(r"(\d+) \([^\W\d]+(?:[ -][^\W\d]+)?\)")


@dataclass(frozen=True, slots=True)
class Step:
    """What a length of time is counted from: "signature", "in-force", or the words of another act."""

    anchor: str | None
    words: str = ""


@dataclass(slots=True)
class Terms:
    """The terms of one promise. by: ISO day; within: ISO duration, counted from `step` (None: not said from what).

    unsure: keys of a stipulation that a person must check, with the reason.
    """

    by: str | None = None
    within: str | None = None
    step: Step | None = None
    start: str | None = None
    duration: str | None = None
    renewal: str | None = None
    period: str | None = None
    quantity: float | None = None
    unit: str | None = None
    condition: str | None = None
    spread: bool = False
    """Whether `within` is how long the act goes on: it ends so long after its beginning."""
    unsure: dict[str, str] = field(default_factory=dict)


def figures_alone(text: str, code: str = "en") -> str:
    """The text with "sixty (60) days" as "60 days" and "60 (sixty) days" as "60 days", at the same places.

    In Russian an ordinal by itself may be a day of the month ("первое мая"); before any other word it counts things
    ("первое заседание") and is blanked.
    """
    if code == "ru":
        text = _counting().sub(lambda one: " " * len(one[0]), text)
    text = _PAIR.sub(lambda one: " " * len(one[1]) + "  " + one[2] + " ", text)
    return _TURNED.sub(lambda one: one[1] + " " * (len(one[0]) - len(one[1])), text)


@cache
def _counting() -> re.Pattern[str]:
    known = words("ru")
    ordinals = "|".join(sorted(map(re.escape, known.ordinals), key=len, reverse=True))
    months = "|".join(map(re.escape, known.months))
    times = rf"{months}|числ|дн|ден|сут|недел|месяц|год|квартал|полугод"
    return re.compile(rf"\b(?:{ordinals})\b(?= [а-яё])(?! (?:{times}))", re.I)


class TermReader:
    """Reads terms in one language, with the times and quantities already found in the text."""

    def __init__(self, tongue: Language, words: Cues) -> None:
        self._tongue = tongue
        self._cues = words

    def read(self, text: str, span: Span, times: Sequence[Time], quantities: Sequence[Quantity]) -> Terms:
        """The terms that the words of a span give."""
        terms = Terms()
        # "four (4) days" is read as "4 days", at the same place
        normalised = self._tongue.normalise(figures_alone(text[span.start : span.end], self._tongue.code))
        folded = normalised.text
        taken: list[tuple[int, int]] = []
        for time in times:
            if not span.start <= time.start < span.end:
                continue
            start, end = _folded(normalised.offsets, time.start - span.start, time.end - span.start, len(folded))
            if (length := self._lasting(folded, start, end)) is not None:
                terms.duration, stop = length, end
            elif time.duration is not None:
                stop = self._length(folded, start, end, time, terms)
            else:
                stop = end
                self._day(folded, start, time, terms)
            taken.append((start, stop))
        if terms.start is not None and "T" in terms.start and terms.by and "deadline" in terms.unsure:
            # "as of midnight, Moscow time, on 10 November": the hour and the day were read apart
            terms.start = terms.by + terms.start[10:]
            terms.by = None
            del terms.unsure["deadline"]
        if terms.spread and terms.within and terms.start:
            # "over seven days starting on the 5th" ends on the 12th
            day = add(date.fromisoformat(terms.start[:10]), terms.within)
            terms.by, terms.within, terms.step = day.isoformat(), None, None
            terms.unsure.pop("deadline", None)
        self._nth_day(folded, terms, taken)
        if terms.within is not None and terms.step is None:
            terms.step = self._ahead(folded)
        self._day_n(folded, terms, taken)
        self._period(folded, terms)
        self._quantity(text, span, quantities, times, terms)
        self._condition(text, span, normalised.text, normalised.offsets, taken, terms)
        return terms

    def _lasting(self, folded: str, start: int, end: int) -> str | None:
        """ "shall last eighteen months", which by itself reads as a time that is over."""
        verb = self._cues["lasts"].match(folded, start)
        if verb is None or not self._cues.before("promise", folded, start):
            return None
        return next((one.duration for one in find_times(folded[verb.end() : end], self._tongue.code, None)), None)

    def _day(self, folded: str, start: int, time: Time, terms: Terms) -> None:
        first, last = _bounds(time.value)
        if not time.value or last is None:
            return
        begins = time.relation == "since" or self._cues.before("from", folded, start)
        for clock in self._cues["clock"].finditer(folded, 0, start):
            if not folded[clock.end() : start].strip(" ,"):
                begins = begins or self._cues.before("from", folded, clock.start())
        if begins and terms.start is not None and "T" in terms.start and "T" not in time.value:
            terms.start = f"{first}{terms.start[10:]}"
        elif begins:
            terms.start = terms.start or (time.value if "T" in time.value else first)
        elif "T" in time.value and "T" in (terms.start or ""):
            pass  # "from 00:00, midnight, on 15 February": the hour is told twice
        elif time.relation in ("by", "until", "within", "at", "during", "about") and terms.by is None:
            terms.by = last
            if time.relation not in ("by", "within", "until"):
                terms.unsure["deadline"] = "a day is named, not as a limit"

    def _length(self, folded: str, start: int, end: int, time: Time, terms: Terms) -> int:
        """Read a length of time; where what belongs to it ends."""
        length = time.duration or ""
        before = self._cues.before
        if before("every", folded, start):
            terms.period = length
            return end
        if self._cues["renewal"].search(folded, max(start - 40, 0), start) and terms.duration is not None:
            terms.renewal = terms.renewal or f"by {length}"
            return end
        step, stop = self._counted_from(folded, end)
        if before("spread", folded, start) and terms.within is None and terms.duration is None:
            terms.within, terms.step, terms.spread = length, step, True
            return stop
        limit = time.relation == "within" or before("at_most", folded, start)
        if before("lasts", folded, start) and not (
            time.relation == "within" and self._cues["at_most"].search(folded, 0, start)
        ):
            if terms.duration is None:
                terms.duration = length
            elif terms.renewal is None:
                terms.renewal = f"by {length}"
            return end
        if limit or (step is not None and time.relation == "at"):
            if terms.within is None:
                terms.within, terms.step = length, step
            return stop
        if time.relation == "during" and terms.duration is None:
            terms.duration = length
        return end

    def _counted_from(self, folded: str, end: int) -> tuple[Step | None, int]:
        gap = _GAP.match(folded, end)
        place = gap.end() if gap else end
        since = self._cues["since"].match(folded, place)
        if since is None:
            return None, end
        place = since.end()
        while place < len(folded) and folded[place] == " ":
            place += 1
        words = re.split(r"[,;.،؛]", folded[place : place + _AFTER])[0]
        for anchor, pattern in self._cues.groups["anchors"].items():
            found = pattern.search(folded, since.start(), place + len(words))
            if found is not None and found.start() - place < 40:
                return Step(anchor, words.strip()), place + len(words)
        return Step(None, words.strip()), place + len(words)

    def _ahead(self, folded: str) -> Step | None:
        """What a sentence names at its head as done before: "Following the withdrawal, … within ten days"."""
        since = self._cues["since"].match(folded.lstrip())
        said, comma, _ = folded.lstrip().partition(",")
        if since is None or not comma or len(said) > _AFTER or not said[since.end() :].strip():
            return None
        if self._tongue.code == "en" and since.group().split()[0] not in ("after", "following", "upon"):
            return None
        words = said[since.end() :].strip()
        for anchor, pattern in self._cues.groups["anchors"].items():
            if pattern.search(words) is not None:
                return Step(anchor, words)
        return Step(None, words)

    def _nth_day(self, folded: str, terms: Terms, taken: list[tuple[int, int]]) -> None:
        for one in self._cues["nth_day"].finditer(folded):
            word = next((group for group in one.groups() if group), "")
            number = _ordinal(word, self._tongue.code)
            if number is None or terms.within is not None or self._cues.before("from", folded, one.start()):
                continue
            words = re.split(r"[,;.،؛]", folded[one.end() : one.end() + _AFTER])[0].strip()
            step = Step(None, words)
            for anchor, pattern in self._cues.groups["anchors"].items():
                if (found := pattern.search(words)) is not None and found.start() < 30:
                    step = Step(anchor, words)
            terms.within, terms.step = f"P{number}D", step
            terms.unsure.pop("deadline", None)
            taken.append((one.start(), one.end() + len(words)))

    def _day_n(self, folded: str, terms: Terms, taken: list[tuple[int, int]]) -> None:
        """ "No later than the 16th day": counted from what the agreement is counted from."""
        for one in self._cues["day_n"].finditer(folded):
            number = _ordinal(next((group for group in one.groups() if group), ""), self._tongue.code)
            if number is None or terms.within is not None or terms.by is not None:
                continue
            if not any(start < one.end() and one.start() < stop for start, stop in taken):
                terms.within = f"P{number}D"
                terms.unsure.pop("deadline", None)
                taken.append(one.span())

    def _period(self, folded: str, terms: Terms) -> None:
        for length, pattern in self._cues.groups["periods"].items():
            if terms.period is None and pattern.search(folded) and is_duration(length):
                terms.period = length

    def _quantity(
        self, text: str, span: Span, quantities: Sequence[Quantity], times: Sequence[Time], terms: Terms
    ) -> None:
        for one in quantities:
            if not span.start <= one.start < span.end or one.unit is None or one.unit in _MEASURES:
                continue
            if any(time.start <= one.start < time.end for time in times):
                continue
            before = self._tongue.normalise(text[span.start : one.start] or " ").text
            if self._cues.before("quantity_of", before, len(before)) or one.value < 2:
                continue
            terms.quantity, terms.unit = one.value, one.unit
            if one.approximate:
                terms.unsure["quantity"] = "given as about so many"
            return

    def _condition(
        self,
        text: str,
        span: Span,
        folded: str,
        offsets: Sequence[int] | None,
        taken: list[tuple[int, int]],
        terms: Terms,
    ) -> None:
        for one in self._cues["conditions"].finditer(folded):
            if any(start <= one.start() < stop for start, stop in taken):
                continue
            if any(stop <= one.start() and not folded[stop : one.start()].strip(" )") for _, stop in taken):
                continue
            stop = min((start for start, _ in taken if start > one.end()), default=len(folded))
            said = re.split(r"[,;،؛]|\.\s", folded[one.start() : stop])[0]
            if stop < len(folded) and len(said) == stop - one.start():
                said = folded[one.start() : one.end()] if len(one.group().split()) > 2 else said
            start, end = one.start(), one.start() + len(said)
            if offsets is not None:
                start, end = offsets[start], offsets[end - 1] + 1
            terms.condition = " ".join(text[span.start + start : span.start + end].strip(" .").split())
            return


_MEASURES = frozenset({"kilometre", "metre", "percent", "hectare", "square-kilometre", "millimetre"})


def _folded(offsets: Sequence[int] | None, start: int, end: int, length: int) -> tuple[int, int]:
    """Folded characters that stand for the original's `start` to `end`."""
    if offsets is None:
        return start, end
    from bisect import bisect_left

    places = [offsets[place] for place in range(length + 1)]
    return min(bisect_left(places, start), length), min(bisect_left(places, end), length)


def _ordinal(word: str, code: str) -> int | None:
    if word.isdigit():
        return int(word)
    known = lexicon(code).words.get(word)
    for name in ("ordinal", "card"):
        if known is not None and name in known.values:
            return int(known.values[name])
    return None


def _bounds(value: str) -> tuple[str | None, str | None]:
    """First and last ISO day of a time's value: "2021" ends on "2021-12-31"."""
    first, _, last = value.partition("/")
    return _edge(first, last=False), _edge(last or first, last=True)


def _edge(value: str, *, last: bool) -> str | None:
    value = value[:10]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value
    if (month := re.fullmatch(r"(\d{4})-(\d\d)", value)) is not None:
        return f"{value}-{monthrange(int(month[1]), int(month[2]))[1]:02d}" if last else f"{value}-01"
    if re.fullmatch(r"\d{4}", value):
        return f"{value}-12-31" if last else f"{value}-01-01"
    return None
