"""Finding numbers of things: "1,960 troops", «сорок четыре пленных», "٣٠ قرية".

A quantity's span runs from its number to the word for what is counted, if that is one of the units of numbers.yaml;
else it is the number alone. Words such as "about" stand outside. Numbers that only number something ("Article 10"),
years, parts of names and addresses, and everything inside a time are no quantities.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mithaq.reading.claims import Quantity, Time
from mithaq.reading.temporal.fold import Folded, fold
from mithaq.reading.temporal.lexicon import Lexicon, lexicon
from mithaq.reading.temporal.scan import Token, addresses, number_windows, tokens

_BREAKS = frozenset(
    {"comma", "dot", "colon", "lpar", "rpar", "newline", "joiner", "amount", "num", "rangeto", "stop", "dash"}
)


def find_quantities(text: str, language: str, times: Sequence[Time] = ()) -> list[Quantity]:
    """The quantities a text names, in order. times: those already found in it.

    Raises LanguageError for a language Mithaq does not read.
    """
    lexic = lexicon(language)
    folded = fold(text)
    windows = number_windows(folded, lexic)
    if not windows:
        return []
    taken = sorted((time.start, time.end) for time in times)
    blocked = sorted(folded.span(start, end) for start, end in addresses(folded.text))
    return list(_Finder(folded, lexic, _Ranges(taken), _Ranges(blocked)).find(windows))


class _Ranges:
    """Stretches of the text that do not overlap, to be asked what lies in them."""

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in ranges]
        self._ends = [end for _, end in ranges]

    def __contains__(self, place: int) -> bool:
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._ends[index]


@dataclass(frozen=True, slots=True)
class _Unit:
    name: str
    token: int


@dataclass(frozen=True, slots=True)
class _Finder:
    folded: Folded
    lexicon: Lexicon
    times: _Ranges
    blocked: _Ranges

    def find(self, windows: Sequence[tuple[int, int]]) -> Iterator[Quantity]:
        for start, end in windows:
            found = tokens(self.folded, start, end, self.lexicon)
            index = 0
            while index < len(found):
                quantity, index = self._at(found, index)
                if quantity is not None:
                    yield quantity

    def _at(self, found: Sequence[Token], index: int) -> tuple[Quantity | None, int]:
        """The quantity that begins with this token, if any, and where to go on."""
        token = found[index]
        if "dual" in token.values:
            if self.folded.at(token.start) in self.times:
                return None, index + 1
            return self._made(token, token, 2.0, str(token.values["dual"]), found, index), index + 1
        if not self._is_number(found, index):
            return None, index + 1
        if (turned := self._turned(found, index)) is not None:
            return turned, index + 3
        high = self._range_end(found, index)
        last = index if high is None else high
        unit = self._unit(found, last)
        if unit is None and high is not None and not self._wide_range(found, index, high):
            high, last = None, index
        if high is None and unit is None:
            unit, shared = self._shared_unit(found, index), True
        else:
            shared = False
        if not self._counts(found, index, last, unit, is_range=high is not None):
            return None, last + 1
        value = self._value(token, unit)
        end = found[last] if unit is None or shared else found[max(unit.token, last)]
        name = unit.name if unit else None
        money = self._sign(token)
        if money is not None:
            token = Token(token.start - 1, token.end, token.values, token.code)
            name = money
        if high is None:
            return self._made(token, end, value, name, found, index), last + 1
        upper = self._value(found[high], unit)
        value = self._scaled(found, index, high, value, upper)
        start, stop = self.folded.span(token.start, end.end)
        about = self._approximate(found, index) == "about"
        return Quantity(start, stop, (value + upper) / 2, name, value, upper, about), last + 1

    def _made(
        self, first: Token, last: Token, value: float, unit: str | None, found: Sequence[Token], index: int
    ) -> Quantity:
        start, end = self.folded.span(first.start, last.end)
        bound = self._approximate(found, index)
        low = value if bound == "least" else None
        high = value if bound == "most" else None
        return Quantity(start, end, value, unit, low, high, bound is not None)

    def _turned(self, found: Sequence[Token], index: int) -> Quantity | None:
        """ "960 1 soldiers" for 1,960: the groups of a figure that were set in the wrong direction."""
        if not self.lexicon.notation.reversed_groups or index + 2 >= len(found):
            return None
        first, second, thing = found[index], found[index + 1], found[index + 2]
        plain = "count" in first.values and "count" in second.values and "counted" in thing.values
        if not plain or first.end - first.start != 3 or second.start != first.end + 1 or first.has("worded"):
            return None
        value = float(second.values["count"]) * 1000 + float(first.values["count"])
        return self._made(first, thing, value, str(thing.values["counted"]), found, index) if value >= 1000 else None

    def _is_number(self, found: Sequence[Token], index: int) -> bool:
        token = found[index]
        if "amount" not in token.values or token.labelled:
            return False
        place = self.folded.at(token.start)
        return place not in self.times and place not in self.blocked

    def _value(self, token: Token, unit: _Unit | None) -> float:
        # "1.960 troops": what could be a fraction is thousands where whole things are counted.
        if unit is not None and "unsure" in token.values and unit.name not in _MEASURES:
            return float(token.values["unsure"])
        return float(token.values["amount"])

    def _scaled(self, found: Sequence[Token], low: int, high: int, value: float, upper: float) -> float:
        """ "from 5 to 7 thousand": the first number is in thousands too."""
        token = found[high]
        figure = self.folded.text[token.start : token.end]
        if "worded" in token.values or (" " in figure and not figure.replace(" ", "").isdigit()):
            for scale in (1e3, 1e6, 1e9):
                if upper >= scale and upper / 1000 < scale and value < 1000 and value * scale <= upper:
                    return value * scale
        return value

    def _range_end(self, found: Sequence[Token], index: int) -> int | None:
        """The number that ends a range which this one begins: "10 to 15", "between 10 and 15", "10-15"."""
        if index + 2 >= len(found):
            return None
        between, other = found[index + 1], index + 2
        before = found[index - 1].values if index else {}
        if "between" in before:
            linked = "joiner" in between.values
        else:
            linked = "rangeto" in between.values or "dash" in between.values
        if not linked or not self._is_number(found, other):
            return None
        if "dash" in between.values and between.start != found[index].end:
            return None
        low, high = float(found[index].values["amount"]), float(found[other].values["amount"])
        return other if low < high else None

    def _wide_range(self, found: Sequence[Token], index: int, high: int) -> bool:
        """Whether two numbers are a range though nothing counted is named: only with words, not "3-5"."""
        return "dash" not in found[index + 1].values

    def _unit(self, found: Sequence[Token], last: int) -> _Unit | None:
        """What is counted: the first unit among the next words."""
        if last + 1 < len(found) and "percent" in found[last + 1].values:
            return _Unit("percent", last + 1)
        reach = self.lexicon.notation.unit_reach
        if last + 1 < len(found) and "unitlink" in found[last + 1].values:
            reach = max(reach, 1)
        for place in range(last + 1, min(last + 2 + reach, len(found))):
            values = found[place].values
            if "counted" in values:
                # "armoured vehicles of the army": a longer name of the thing may go on with the next words.
                return _Unit(str(values["counted"]), place)
            if not _BREAKS.isdisjoint(values) or found[place].labelled:
                if "dash" in values and place == last + 1:
                    continue
                return None
        return None

    def _shared_unit(self, found: Sequence[Token], index: int) -> _Unit | None:
        """ "30 or 40 soldiers": the unit of the next number, if only a joiner stands between."""
        if index + 2 < len(found) and not {"joiner", "rangeto"}.isdisjoint(found[index + 1].values):
            other = index + 2
            if self._is_number(found, other):
                unit = self._unit(found, other)
                if unit is not None and unit.token == other + 1:
                    return unit
        return None

    def _counts(self, found: Sequence[Token], index: int, last: int, unit: _Unit | None, *, is_range: bool) -> bool:
        """Whether a number counts something, rather than being a year, a score, a clock, a bullet or a sign."""
        token, text = found[index], self.folded.text
        if "other" in token.values:
            return False
        if token.shy and (unit is None or unit.token != last + 1):
            return False
        after = found[last + 1].values if last + 1 < len(found) else {}
        touching = last + 1 < len(found) and found[last + 1].start == found[last].end
        before = found[index - 1] if index else None
        tied = before is not None and before.end == token.start
        if "year" in token.values and (unit is None or unit.token != last + 1):
            return False
        if unit is not None and unit.token == last + 1:
            return True
        if unit is None and "worded" in token.values and "other" in after and text[found[last + 1].start].isalpha():
            return False  # "two more of the questions": what is counted is in no list, and nobody will ask for it.
        if "dotclock" in token.values and unit is None and "amount" in token.values and text[token.start] == "0":
            return False
        if not {"unit", "yearunit"}.isdisjoint(after):
            return False  # An age, or a length of time that the finder of times has passed over.
        if touching and "dash" in after and (unit is None or unit.token > last + 2):
            return False  # "19-летний", "300-page"
        if touching and not is_range and not {"slash", "colon", "dash"}.isdisjoint(after) and unit is None:
            return False
        if tied and before is not None and not {"slash", "colon", "dash"}.isdisjoint(before.values):
            return False
        if tied and before is not None and text[before.start] in "+#№[*_=":
            return False
        if touching and last + 1 < len(found) and text[found[last + 1].start] in "+]*_=°":
            return False
        # "1. The sides agree": a figure that heads a line.
        if "worded" not in token.values and not ({"dot", "rpar"}.isdisjoint(after)):
            head = text[max(token.start - 3, 0) : token.start].strip(" ")
            if (not head or head.endswith("\n")) and token.end - token.start <= 2:
                return False
        return True

    def _sign(self, token: Token) -> str | None:
        """The currency whose sign stands before the number."""
        return self.lexicon.signs.get(self.folded.text[token.start - 1]) if token.start else None

    def _approximate(self, found: Sequence[Token], index: int) -> str | None:
        """ "about", "least" or "most", by the words before the number."""
        for back in range(1, min(index, 4) + 1):
            values = found[index - back].values
            if "approx" in values:
                return str(values["approx"])
            if {"between", "skip", "rangefrom"}.isdisjoint(values):
                return None
        return None


_MEASURES = frozenset({"kilometre", "metre", "percent", "hectare", "tonne", "usd", "eur", "rub", "square-kilometre"})
"""Units of which there can be fractions."""
