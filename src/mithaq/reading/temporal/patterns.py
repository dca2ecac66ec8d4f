"""Patterns over classes of words: "the? day of? month year?", read from YAML and run as regular expressions.

A text's tokens are written as one string with one character a token; each character stands for one set of classes
("day and hour and number"). A pattern names classes; it becomes a regular expression over these characters, so that
patterns are data that a person can read, and matching costs next to nothing.

    day            a token of this class; its role is the name of the class
    first:day      the same with the role "first"
    _in            a token that must stand there but is no part of the time
    ( a | b ) ?    grouping, alternatives, optional;  (?! a )  not followed by a
    DATE           a macro;  DATE2 the same with every role ending in 2
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mithaq.reading.claims import Relation

_PIECE = re.compile(r"\s*(?:(\(\?!)|([()|?])|([A-Z]+)(\d?)(?![\w:])|(?:(\w+):)?([a-z_]\w*))")
OUTSIDE = "_"
"""The role of tokens that are only context."""


@dataclass(slots=True)
class Match:
    """Where a pattern matched: up to token `end`; the time itself from `first` to `last` (exclusive).

    roles: role to the token that plays it and the class it was taken for.
    """

    end: int
    first: int
    last: int
    roles: Mapping[str, tuple[int, str]]

    def moved(self, by: int) -> Match:
        """The same match so many tokens farther on."""
        roles = {role: (place + by, name) for role, (place, name) in self.roles.items()}
        return Match(self.end + by, self.first + by, self.last + by, roles)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One compiled pattern. roles[i] is role and class of group i + 1; starts: characters it can begin with.

    bare: the regular expression without groups that capture.
    """

    reader: str
    relation: Relation | None
    regex: re.Pattern[str]
    roles: tuple[tuple[str, str], ...]
    starts: frozenset[str]
    bare: str

    def match(self, codes: str, at: int) -> Match | None:
        """Match at one place of a string of codes."""
        found = self.regex.match(codes, at)
        if found is None:
            return None
        roles: dict[str, tuple[int, str]] = {}
        first = last = -1
        for number, (role, name) in enumerate(self.roles, 1):
            place = found.start(number)
            if place < 0:
                continue
            if role != OUTSIDE:
                roles.setdefault(role, (place, name))
                first = place if first < 0 else min(first, place)
                last = max(last, place)
        return Match(found.end(), first, last + 1, roles)


class Compiler:
    """Turns pattern strings into patterns, for one table of codes.

    codes: set of classes to its character. Raises ValueError for unknown classes, macros, or bad syntax.
    """

    def __init__(self, codes: Mapping[frozenset[str], str], macros: Mapping[str, str]) -> None:
        self._codes, self._macros = codes, macros
        self._known = frozenset().union(*codes)

    def compile(self, reader: str, words: str, relation: Relation | None = None) -> Pattern:
        """Compile one pattern."""
        self._roles: list[tuple[str, str]] = []
        regex, starts, empty = self._alternatives(self._pieces(words, "", 0))
        if empty:
            raise ValueError(f"the pattern {words!r} can match nothing at all")
        return Pattern(reader, relation, re.compile(regex), tuple(self._roles), starts, regex.replace("([", "(?:["))

    def _pieces(self, words: str, suffix: str, depth: int) -> list[tuple[str, str, str]]:
        """The pattern's pieces in order, macros opened: (kind, class, role)."""
        if depth > 8:
            raise ValueError(f"macros that contain themselves: {words!r}")
        found: list[tuple[str, str, str]] = []
        at, words = 0, words.strip()
        while at < len(words):
            piece = _PIECE.match(words, at)
            if piece is None:
                raise ValueError(f"cannot read {words[at:]!r} in the pattern {words!r}")
            at = piece.end()
            ahead, sign, macro, number, role, name = piece.groups()
            if ahead:
                found.append(("(?!", "", ""))
            elif sign:
                found.append((sign, "", ""))
            elif macro:
                if macro not in self._macros:
                    raise ValueError(f"no macro named {macro}")
                inner = self._pieces(self._macros[macro], suffix + number, depth + 1)
                found += [("(", "", ""), *inner, (")", "", "")]
            elif name.startswith(OUTSIDE):
                found.append(("class", name[1:], OUTSIDE))
            else:
                found.append(("class", name, (role or name) + suffix))
        return found

    def _alternatives(self, pieces: list[tuple[str, str, str]]) -> tuple[str, frozenset[str], bool]:
        """Read `a | b` up to the closing bracket or the end. Gives regex, first characters, may it be empty."""
        options: list[str] = []
        starts: frozenset[str] = frozenset()
        empty = False
        while True:
            regex, first, nothing = self._sequence(pieces)
            options.append(regex)
            starts |= first
            empty |= nothing
            if not pieces or pieces[0][0] == ")":
                return f"(?:{'|'.join(options)})" if len(options) > 1 else options[0], starts, empty
            pieces.pop(0)

    def _sequence(self, pieces: list[tuple[str, str, str]]) -> tuple[str, frozenset[str], bool]:
        parts: list[str] = []
        starts: frozenset[str] = frozenset()
        empty = True
        while pieces and pieces[0][0] not in "|)":
            kind, name, role = pieces.pop(0)
            if kind == "class":
                if name not in self._known:
                    raise ValueError(f"no class named {name}")
                first = frozenset(code for classes, code in self._codes.items() if name in classes)
                regex, nothing = f"([{''.join(sorted(first))}])", False
                self._roles.append((role, name))
            elif kind in ("(", "(?!"):
                kept = len(self._roles)
                regex, first, nothing = self._alternatives(pieces)
                if not pieces:
                    raise ValueError("a bracket is not closed")
                pieces.pop(0)
                if kind == "(?!":
                    self._roles[kept:] = [(OUTSIDE, "")] * (len(self._roles) - kept)
                    regex, first, nothing = f"(?!{regex})", frozenset(), True
                else:
                    regex = f"(?:{regex})"
            else:
                raise ValueError(f"{kind!r} stands alone")
            if pieces and pieces[0][0] == "?":
                pieces.pop(0)
                regex, nothing = f"{regex}?", True
            parts.append(regex)
            if empty:
                starts |= first
            empty &= nothing
        return "".join(parts), starts, empty
