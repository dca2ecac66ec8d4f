"""The numbers that a word processor prints before the paragraphs of its lists: no file holds them, they are counted.

The rules are those of ECMA-376 part 1, 17.9 (numbering): a list has nine levels, each with a kind of number, a text
such as "%1.%2." and a beginning; a level begins anew behind one above it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_FIRSTS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh",
           "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth",
           "Nineteenth", "Twentieth")  # fmt: skip
_ONES = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen",
         "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen", "Twenty")  # fmt: skip
LEVELS = 9


@dataclass(slots=True)
class _Level:
    kind: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class Lists:
    """The lists of one document and how far each has been counted. Built from numbering.xml and styles.xml.

    `label` is asked once for every paragraph, in order.
    """

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """Levels by the list's number (w:numId)."""
    kin: dict[str, str] = field(default_factory=dict)
    """The description (w:abstractNum) of a list: lists of one description count on from each other."""
    styles: dict[str, tuple[str | None, int | None, str | None]] = field(default_factory=dict)
    """List, level and parent of a paragraph's style."""
    counts: dict[str, list[int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    own: dict[str, set[int]] = field(default_factory=dict)
    """The levels at which a list says its own beginning."""

    @classmethod
    def of(cls, numbering: Any | None, styles: Any | None) -> Lists:
        """Lists from the roots of the two parts, either of which a document may lack."""
        made = cls()
        if styles is not None:
            for style in styles.iter(f"{W}style"):
                made._style(style)
        if numbering is not None:
            abstract: dict[str, dict[int, _Level]] = {}
            for one in numbering.iter(f"{W}abstractNum"):
                abstract[one.get(f"{W}abstractNumId", "")] = {
                    _int(level.get(f"{W}ilvl"), 0): _level(level) for level in one.iterchildren(f"{W}lvl")
                }
            for one in numbering.iterchildren(f"{W}num"):
                made._list(one, abstract)
        return made

    def _style(self, style: Any) -> None:
        properties = style.find(f"{W}pPr/{W}numPr")
        id = _value(properties, "numId") if properties is not None else None
        level = _value(properties, "ilvl") if properties is not None else None
        based = style.find(f"{W}basedOn")
        parent = based.get(f"{W}val") if based is not None else None
        self.styles[style.get(f"{W}styleId", "")] = (id, None if level is None else _int(level, 0), parent)

    def _list(self, one: Any, abstract: dict[str, dict[int, _Level]]) -> None:
        id = one.get(f"{W}numId", "")
        found = one.find(f"{W}abstractNumId")
        base = found.get(f"{W}val", "") if found is not None else ""
        levels = dict(abstract.get(base, {}))
        for override in one.iterchildren(f"{W}lvlOverride"):
            at = _int(override.get(f"{W}ilvl"), 0)
            whole = override.find(f"{W}lvl")
            if whole is not None:
                levels[at] = _level(whole)
            start = override.find(f"{W}startOverride")
            if start is not None:
                old = levels.get(at, _Level())
                levels[at] = _Level(old.kind, old.text, _int(start.get(f"{W}val"), 1), old.legal, old.restart)
                self.own.setdefault(id, set()).add(at)
        self.levels[id] = levels
        self.kin[id] = base

    def label(self, paragraph: Any) -> str:
        """What is printed before a paragraph: "1.", "(a)", "•"; "" if it is in no list. Counts it."""
        id, at = self._place(paragraph)
        if id is None or id == "0" or id not in self.levels:
            return ""
        at = max(0, min(at, LEVELS - 1))
        levels = self.levels[id]
        level = levels.get(at, _Level())
        base = self.kin[id]
        counts = self.counts.setdefault(base, [-1] * LEVELS)
        if id not in self.begun:
            self.begun.add(id)
            for one in self.own.get(id, ()):
                counts[one] = -1
        counts[at] = level.start if counts[at] < 0 else counts[at] + 1
        for below in range(at + 1, LEVELS):
            restart = levels.get(below, _Level()).restart
            if restart is None or (restart > 0 and at < restart):
                counts[below] = -1
        if level.kind == "bullet":
            return "•"
        if level.kind == "none" and "%" not in level.text.replace(f"%{at + 1}", ""):
            return level.text.replace(f"%{at + 1}", "").strip()
        text = level.text
        for number in range(LEVELS, 0, -1):
            if f"%{number}" in text:
                other = levels.get(number - 1, _Level())
                if counts[number - 1] < 0:
                    counts[number - 1] = other.start
                kind = "decimal" if level.legal and number - 1 != at else other.kind
                text = text.replace(f"%{number}", _printed(counts[number - 1], kind))
        return text.strip()

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, else those of its style or of one that its style is based on."""
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        id = _value(properties, "numId") if properties is not None else None
        level = _value(properties, "ilvl") if properties is not None else None
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val") if style is not None else None
        depth: int | None = None if level is None else _int(level, 0)
        for _ in range(20):
            if name is None or (id is not None and depth is not None):
                break
            more, at, name = self.styles.get(name, (None, None, None))
            id = more if id is None else id
            depth = at if depth is None else depth
        return id, depth or 0


def _level(level: Any) -> _Level:
    def value(key: str, default: str) -> str:
        found = level.find(f"{W}{key}")
        return default if found is None else str(found.get(f"{W}val", default))

    custom = level.find(f"{W}numFmt")
    kind = value("numFmt", "decimal") if custom is not None else "decimal"
    legal = level.find(f"{W}isLgl")
    restart = value("lvlRestart", "")
    return _Level(
        kind,
        value("lvlText", ""),
        _int(value("start", "1"), 1),
        legal is not None and legal.get(f"{W}val", "1") not in ("0", "false"),
        _int(restart, 0) if restart else None,
    )


def _value(element: Any, key: str) -> str | None:
    found = element.find(f"{W}{key}")
    return None if found is None else found.get(f"{W}val")


def _int(text: str | None, default: int) -> int:
    try:
        return max(0, min(int(text or ""), 100_000))
    except ValueError:
        return default


def _printed(number: int, kind: str) -> str:
    """A number as its kind is written; kinds of other scripts are given as digits."""
    if kind in ("upperLetter", "lowerLetter"):
        return _letters(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if kind == "upperLetter" else "abcdefghijklmnopqrstuvwxyz")
    if kind in ("arabicAlpha", "arabicAbjad"):
        return _letters(number, _ALPHA if kind == "arabicAlpha" else _ABJAD)
    if kind in ("russianLower", "russianUpper"):
        return _letters(number, _RUSSIAN if kind == "russianLower" else _RUSSIAN.upper())
    if kind in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman.upper() if kind == "upperRoman" else roman
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind == "ordinal":
        suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{suffix}"
    if kind in ("ordinalText", "cardinalText"):
        words = _FIRSTS if kind == "ordinalText" else _ONES
        return words[number - 1] if 0 < number <= len(words) else str(number)
    if kind == "none":
        return ""
    return str(number)


def _letters(number: int, alphabet: str) -> str:
    """a … z, aa, bb …: behind the last letter they are doubled."""
    if number < 1:
        return str(number)
    times, at = divmod(number - 1, len(alphabet))
    return alphabet[at] * (times + 1) if times < 10 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, sign in _ROMAN:
        while number >= value:
            out, number = out + sign, number - value
    return out
