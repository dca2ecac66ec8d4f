"""What a line begins with: "Article 6", "2)", "(a)", "iv.", "أولاً:", "•" … and all that it may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from mithaq.drafting.words import Words, fold

Kind = Literal["group", "clause", "annex", "ordinal", "number", "decimal", "letter", "roman", "bullet"]

_D = "[0-9٠-٩۰-۹]"
_LETTER = "[^\\W\\d_]"
_SPACE = "[ \\t\\u00a0]*"
_DASHES = "-–—ـ"
_BULLET = re.compile(r"[•·●▪■◦‣➢➤✓*–—\-−]" + "(?=[ \\t\\u00a0])")
_BULLET_BARE = re.compile(r"[•●▪■◦‣➢➤]|[–—-](?=[^\W\d_])")
_DECIMAL = re.compile(rf"{_D}{{1,3}}(?:\.{_D}{{1,3}}){{1,5}}(?!{_D})(?:{_SPACE}[.):{_DASHES}](?!{_D}))?(?={_SPACE}|$)")
_NUMBER = re.compile(
    rf"(?:(?P<sign>§){_SPACE}(?P<s>{_D}{{1,3}})(?!{_D})[.)]?|\((?P<p>{_D}{{1,3}})\)[.:]?"
    rf"|(?P<n>{_D}{{1,3}}){_SPACE}(?P<d>\.{_SPACE}[-–—]|[.)][{_DASHES}]?|[{_DASHES}:/](?=[ \t\u00a0]|{_LETTER}))"
    rf"(?!{_SPACE}{_D}+[./:{_DASHES}]))"
)
_BARE = re.compile(rf"(?P<n>{_D}{{1,2}})[ \\t\\u00a0]+(?=(?P<first>{_LETTER}))")
_LETTERED = re.compile(
    rf"(?:\((?P<p>{_LETTER}ـ?)\)[.:]?|(?P<n>{_LETTER}ـ?){_SPACE}(?P<d>[.)]{_SPACE}[-–—]?|[{_DASHES}/:]))"
    rf"(?=[ \t\u00a0]|{_LETTER}|$)"
)
_ROMAN = re.compile(
    rf"(?:\((?P<p>[ivxlcIVXLC]{{1,7}})\)|(?P<n>[ivxlc]{{1,7}}|[IVXLC]{{1,7}})(?P<d>[.)]|{_SPACE}[-–—]))"
    r"(?=[ \t\u00a0]|$)"
)
_TRUE_ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$")
_AFTER_WORD = re.compile(rf"{_SPACE}(?:(?:no\.?|№|n°|رقم){_SPACE})?(?P<rest>)", re.I)
_VALUE = re.compile(
    rf"(?:\({_SPACE}(?P<p>{_D}{{1,3}}(?:\.{_D}{{1,3}})*|[IVXLCivxlc]{{1,7}}|{_LETTER}ـ?){_SPACE}\)"
    rf"|(?P<n>{_D}{{1,3}}(?:\.{_D}{{1,3}})*|[IVXLC]{{1,7}}|{_LETTER}))(?![\w])"
)
_DELIMITER = re.compile(rf"{_SPACE}(?P<d>[.:)]+{_SPACE}[-–—]?|[{_DASHES}/،])")
_WORD = re.compile(r"[^\s.,:;()،؛\d/–—]+")
BARE = "n "
"""The style of numbers without a sign behind them."""
_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a marker: its style (what its siblings have in common), its value, and how an id says it."""

    style: str
    value: int
    id: str
    path: tuple[int, ...] = ()
    """All the numbers of a decimal; of others the one."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What a line begins with. `printed` and `after` count characters of the line."""

    kind: Kind
    readings: tuple[Reading, ...]
    printed: int
    after: int
    closed: bool
    """Whether a sign (full stop, bracket, colon, dash) or the line's end closes it."""
    word: str = ""


def marker(line: str, words: Words) -> Marker | None:
    """The marker that `line` begins with; None when it begins with ordinary words."""
    head = line[:120]
    return (
        _worded(head, words)
        or _decimal(head, words)
        or _number(head, words)
        or _lettered(head, words)
        or _ordinal(head, words)
        or _bullet(head)
        or _bare(head, words)
    )


def digits(text: str) -> int:
    """The number that digits of any script write."""
    return int(text)


def _skip(line: str, at: int) -> int:
    while at < len(line) and line[at] in " \t\u00a0":
        at += 1
    return at


def _worded(line: str, words: Words) -> Marker | None:
    match = _WORD.match(line)
    if not match:
        return None
    word = fold(match[0])
    end = match.end()
    if line[end : end + 1] == "." and word + "." in words.clauses:
        word, end = word + ".", end + 1
    kind: Kind
    if word in words.groups:
        kind = "group"
    elif word in words.clauses:
        kind = "clause"
    elif word in words.annexes:
        kind = "annex"
    else:
        return None
    # «ال» does not make another style of the word.
    style = f"{kind}:{word.removeprefix('ال')}"
    rest = _AFTER_WORD.match(line, end)
    at = rest.end("rest") if rest else end
    ordinal = _ordinal_at(line, at, words)
    found = _VALUE.match(line, at)
    readings: tuple[Reading, ...]
    if ordinal:
        readings, at = (Reading(style, ordinal[0], str(ordinal[0]), (ordinal[0],)),), ordinal[1]
    elif found:
        readings, at = _values(style, found["p"] or found["n"], words), found.end()
        if not readings:
            return None
    elif kind == "annex":
        readings = ()
    else:
        return None
    closing = _DELIMITER.match(line, at)
    after = closing.end() if closing else at
    after = _skip(line, after)
    return Marker(kind, readings, at, after, bool(closing) or after >= len(line), word)


def _values(style: str, text: str, words: Words) -> tuple[Reading, ...]:
    """What the number or letter behind a word can be."""
    if text[0].isdigit():
        path = tuple(map(digits, text.split(".")))
        if len(path) > 1:
            return (Reading(f"{style}{len(path)}", path[-1], "-".join(map(str, path)), path),)
        return (Reading(style, path[0], str(path[0]), path),)
    roman = _roman(text)
    if roman:
        return (Reading(style, roman, str(roman), (roman,)),)
    return tuple(Reading(f"{style}:{name}", value, shown) for name, value, shown in _alphabets(text.rstrip("ـ"), words))


def _decimal(line: str, words: Words) -> Marker | None:
    match = _DECIMAL.match(line)
    if not match:
        return None
    numbers = re.findall(_D + "+", match[0])
    path = tuple(map(digits, numbers))
    if len(path) == 2 and len(numbers[1]) == 2 and numbers[1][0] in "0٠" and len(numbers[0]) == 2:
        return None  # a day and a month, or a time
    after = _skip(line, match.end())
    if after >= len(line) and line[match.end() - 1].isdigit() and len(line) > 12:
        return None
    shown = "-".join(map(str, path))
    printed = len(match[0].rstrip(" \t\u00a0:-–—ـ"))
    return Marker("decimal", (Reading(f"dec{len(path)}", path[-1], shown, path),), printed, after, True)


def _number(line: str, words: Words) -> Marker | None:
    match = _NUMBER.match(line)
    if not match:
        return None
    text = match["s"] or match["p"] or match["n"]
    sign = "§" if match["sign"] else "()" if match["p"] else _sign(match["d"])
    value = digits(text)
    after = _skip(line, match.end())
    rest = fold(line[after : after + 12])
    if sign not in ("()", ")") and rest.startswith(words.months):
        return None
    if sign == "." and line[match.end() : match.end() + 1].isdigit():
        return None
    printed = match.end("n") + 1 if match["n"] and match["d"][0] in ".)" else match.end()
    if match["n"] and match["d"][0] not in ".)":
        printed = match.end("n")
    return Marker("number", (Reading(f"n{sign}", value, str(value), (value,)),), printed, after, True)


def _bare(line: str, words: Words) -> Marker | None:
    """A number that only white space parts from a capital letter: "2 Withdrawal". By itself it may as well count
    things, so that it is one only where a list of such numbers goes on (`layout`)."""
    match = _BARE.match(line)
    if not match or match["first"].islower() or fold(line[match.end() : match.end() + 12]).startswith(words.months):
        return None
    value = digits(match["n"])
    return Marker("number", (Reading(BARE, value, str(value), (value,)),), match.end("n"), match.end(), False)


def _sign(text: str) -> str:
    return text[0] if text[0] in ".):/" else "-"


def _lettered(line: str, words: Words) -> Marker | None:
    readings: list[Reading] = []
    kind: Kind = "letter"
    match = _ROMAN.match(line)
    at = 0
    if match:
        text = match["p"] or match["n"]
        value = _roman(text)
        if value and (text.isupper() or text.islower()):
            sign = "()" if match["p"] else _sign(match["d"].strip())
            case = "I" if text.isupper() else "i"
            shown = str(value) if case == "I" else text
            readings.append(Reading(f"{case}{sign}", value, shown, (value,) if case == "I" else ()))
            at, kind = match.end(), "roman"
    found = _LETTERED.match(line)
    if found:
        text = (found["p"] or found["n"]).rstrip("ـ")
        sign = "()" if found["p"] else _sign(found["d"].strip())
        # A dash or a colon behind one letter is a list's where letters have no capitals ("أ-"), a dash behind "A" too.
        spaced = line[found.end() : found.end() + 1] in (" ", "\u00a0")
        if sign in ("()", ")", ".") or text.lower() == text.upper() or (sign == "-" and text.isupper() and spaced):
            case = "A" if text.isupper() else "a"
            for name, value, shown in _alphabets(text, words):
                readings.append(Reading(f"{case}{sign}:{name}", value, shown))
            if readings and not at:
                at = found.end()
    if not readings:
        return None
    return Marker(kind, tuple(readings), len(line[:at].rstrip(" \t\u00a0-–—ـ/:")), _skip(line, at), True)


def _alphabets(letter: str, words: Words) -> list[tuple[str, int, str]]:
    """In which alphabets a letter stands, where, and the Latin letter of that place."""
    out = []
    small = letter.lower().replace("ا", "أ")
    rows = list(words.letters)
    if not any("a" in row for row in rows):
        rows.append("abcdefghijklmnopqrstuvwxyz")
    for number, row in enumerate(rows):
        at = row.find(small)
        if at >= 0:
            out.append((str(number), at + 1, chr(97 + at) if at < 26 else f"n{at + 1}"))
    return out


def _roman(text: str) -> int:
    upper = text.upper()
    if not _TRUE_ROMAN.match(upper):
        return 0
    values = [_ROMANS[one] for one in upper]
    return sum(-one if index + 1 < len(values) and one < values[index + 1] else one for index, one in enumerate(values))


def _ordinal_at(line: str, at: int, words: Words) -> tuple[int, int] | None:
    """The value of the ordinal written at `at`, and where it ends."""
    first = _WORD.match(line, at)
    if not first:
        return None
    second = _WORD.match(line, _skip(line, first.end()))
    one = fold(first[0])
    if second:
        two = fold(second[0])
        if f"{one} {two}" in words.ordinals:
            return words.ordinals[f"{one} {two}"], second.end()
        if two in words.tens:
            unit = words.ordinals.get(one)
            if unit and unit < 10:
                return words.tens[two] + unit, second.end()
    return (words.ordinals[one], first.end()) if one in words.ordinals else None


def _ordinal(line: str, words: Words) -> Marker | None:
    found = _ordinal_at(line, 0, words)
    if not found:
        return None
    value, at = found
    closing = re.compile(rf"{_SPACE}(?:[:.)/،,][{_DASHES}]?|[{_DASHES}])").match(line, at)
    if not closing and at < len(line):
        return None
    after = _skip(line, closing.end()) if closing else at
    return Marker("ordinal", (Reading("ordinal", value, str(value), (value,)),), at, after, True)


def _bullet(line: str) -> Marker | None:
    match = _BULLET.match(line) or _BULLET_BARE.match(line)
    if not match:
        return None
    sign = "-" if match[0] in "-–—−" else match[0]
    return Marker("bullet", (Reading(f"bullet{sign}", 0, ""),), match.end(), _skip(line, match.end()), True)
