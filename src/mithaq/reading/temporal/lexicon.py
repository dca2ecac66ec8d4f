"""The words by which a language names times and numbers, read from its times.yaml and numbers.yaml.

Both files are checked when loaded: unknown keys, unknown classes, patterns that cannot be read and numbers that are
none raise DataError with the file and the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, get_args

from ahocorasick_rs import AhoCorasick, MatchKind

from mithaq.data import load_yaml, package_file
from mithaq.errors import DataError, LanguageError
from mithaq.languages.base import FOLDERS
from mithaq.reading.claims import Relation
from mithaq.reading.temporal.fold import fold_form
from mithaq.reading.temporal.numerals import LONGEST, SAMPLES, Notation, classify
from mithaq.reading.temporal.patterns import Compiler, Match, Pattern

READERS = frozenset(
    {"moment", "range", "list", "night", "duration", "ago", "hence", "soon", "later", "shift", "vague", "none"}
)
MARKS = {
    ",": "comma", ".": "dot", "-": "dash", "/": "slash", "(": "lpar", ")": "rpar", ":": "colon", "'": "apostrophe",
    "%": "percent", "\n": "newline",
}  # fmt: skip
"""Classes of single characters; every other token that is in no list is "other"."""

_TIMES_KEYS = frozenset(
    {
        "proclitics", "capitalised", "dotted", "classes", "anchors", "macros", "patterns", "future", "past",
        "future_shape", "past_shape", "moved", "ahead", "compounds", "stems", "double_months",
    }
)  # fmt: skip
_NUMBERS_KEYS = frozenset(
    {
        "decimal", "thousands", "cardinals", "multipliers", "ordinals", "joiners", "free_order", "labels", "shy",
        "approximators", "range", "units", "unit_prefixes", "unit_suffixes", "duals", "currency_signs", "between",
        "unit_reach", "unit_links", "reversed_groups", "ordinal_suffixes", "cardinal_suffixes", "decade_suffixes",
        "stop",
    }
)  # fmt: skip

OTHER: Mapping[str, Any] = MappingProxyType({"other": True})
"""The values of a word that is in no list."""
_COUNTING = frozenset({"card", "mult", "dual"})

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Word:
    """What a form of the lexicon is. before: folded letters of a proclitic that belong to no part of it."""

    values: Values
    code: str
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plain:
    """What a piece of text is by itself. simple: the same wherever it stands; if not, and `number`, a figure.

    number: for a simple one, whether it may be joined to numbers. follows: words with which, if one stands next, it
    may be a longer form.
    """

    values: Values
    code: str
    simple: bool = True
    number: bool = False
    follows: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cues:
    """Words looked for around a time; told[i]: whether the word i is one of the future."""

    words: AhoCorasick
    told: tuple[bool, ...]

    def found(self, text: str, start: int, end: int) -> list[tuple[int, bool]]:
        """Where each whole word found begins, and what it tells."""
        part, length = text[start:end], end - start
        return [
            (start + first, self.told[which])
            for which, first, last in self.words.find_matches_as_indexes(part)
            if not (first and part[first - 1].isalnum()) and not (last < length and part[last].isalnum())
        ]


class _Begins(dict[str, "re.Pattern[str]"]):
    """Patterns by the code they begin with, each compiled when it is first asked for: few are, in a short text."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        super().__init__()
        self._sources = sources

    def of(self, code: str) -> re.Pattern[str] | None:
        """The pattern of a code, or None where nothing begins with it."""
        found = self.get(code)
        if found is None and code in self._sources:
            found = self[code] = re.compile(self._sources[code])
        return found


class _Pieces(dict[str, Plain]):
    """Pieces of text to what they are by themselves; those that are in no list are kept too, up to a number."""

    def __init__(self, known: Mapping[str, Plain], careful: Iterable[str], other: str) -> None:
        super().__init__(known)
        self._most = len(known) + 50_000
        self._known = known
        self._careful = frozenset(careful)
        self._other = Plain(OTHER, other)

    def __missing__(self, piece: str) -> Plain:
        if "0" <= piece[0] <= "9":
            found = Plain(OTHER, "", simple=False, number=True)
        elif piece in self._careful or "." in piece:
            found = Plain(OTHER, "", simple=False)
        else:
            found = self._other
        if len(self) > self._most:
            self.clear()
            self.update(self._known)
        if len(piece) <= LONGEST:
            self[piece] = found
        return found


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All a language needs for times and numbers; made once.

    words: folded form to Word; plain: any piece of text to what it is by itself; longer: first and second word of
    forms of several words to how many words these have. capital: classes that count only with a capital letter.
    codes: classes to character; other: that of a word in no list. parts: what is between two or more of these; kept:
    matches in parts seen before; figures: classes of figures seen before. by_start: character to the patterns that
    can begin with it; begins: to one that tells whether any matches. ahead: relations of an end, which is more likely
    to come than to be over. double_months: whether a month may stand twice in a row, by two of its names.
    """

    language: str
    words: Mapping[str, Word]
    plain: Mapping[str, Plain]
    longer: Mapping[str, Mapping[str, tuple[int, ...]]]
    dotted: frozenset[str]
    capital: frozenset[str]
    codes: Mapping[frozenset[str], str]
    other: str
    by_start: Mapping[str, tuple[Pattern, ...]]
    begins: _Begins
    start: re.Pattern[str]
    parts: re.Pattern[str]
    figures: dict[str, tuple[Values, str]]
    kept: dict[str, tuple[tuple[Pattern, Match], ...]]
    time_anchors: AhoCorasick
    number_anchors: AhoCorasick
    cues: Cues
    future_shape: re.Pattern[str] | None
    past_shape: re.Pattern[str] | None
    moved: Cues
    ahead: frozenset[str]
    double_months: bool
    notation: Notation
    signs: Mapping[str, str]

    def code(self, values: Values) -> str:
        """The character of these classes."""
        return self.codes.get(frozenset(values), self.other)


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language. Raises LanguageError for one Mithaq does not read, DataError for wrong data."""
    folder = FOLDERS.get(language)
    if folder is None:
        raise LanguageError(
            f"Mithaq does not read the language {language!r}", mend=f"give one of {', '.join(sorted(FOLDERS))}"
        )
    parts = ("languages", folder, "lexicon")
    times, numbers = (package_file(*parts, name) for name in ("times.yaml", "numbers.yaml"))
    return build(language, load_yaml(times), load_yaml(numbers), place=f"languages/{folder}/lexicon")


def build(language: str, times: Any, numbers: Any, place: str) -> Lexicon:
    """Make a lexicon of the two files' contents; `place` is the folder named in errors."""
    return _Builder(language, times, numbers, place).build()


class _Builder:
    def __init__(self, language: str, times: Any, numbers: Any, place: str) -> None:
        self._language, self._place = language, place
        self._times = self._checked(times, _TIMES_KEYS, "times.yaml")
        self._numbers = self._checked(numbers, _NUMBERS_KEYS, "numbers.yaml")
        self._values: dict[str, dict[str, Any]] = {}
        self._proclitics = [fold_form(str(one)) for one in self._times.get("proclitics", [])]

    def _wrong(self, message: str, where: str, mend: str = "correct the entry named") -> DataError:
        return DataError(message, place=f"{self._place}/{where}", mend=mend)

    def _checked(self, content: Any, known: frozenset[str], file: str) -> dict[str, Any]:
        if not isinstance(content, dict):
            raise self._wrong("the file must be a mapping", file)
        for key in content:
            if key not in known:
                raise self._wrong(f"unknown key {key!r}", file, f"use one of {', '.join(sorted(known))}")
        return content

    def build(self) -> Lexicon:
        for name, table in self._times.get("classes", {}).items():
            self._add_table(name, table, f"times.yaml:classes.{name}")
        self._add_compounds()
        self._add_numbers()
        forms = self._with_proclitics()
        capital = frozenset(self._times.get("capitalised", ()))
        codes = self._codes(forms, capital)
        words = {form: Word(values, codes[frozenset(values)], before) for form, (values, before) in forms.items()}
        longer: dict[str, dict[str, tuple[int, ...]]] = {}
        for form in words:
            head, *rest = form.split()
            if rest:
                lengths = longer.setdefault(head, {})
                lengths[rest[0]] = tuple(sorted({*lengths.get(rest[0], ()), 1 + len(rest)}, reverse=True))
        dotted = frozenset(fold_form(str(one)) for one in self._times.get("dotted", ()))
        plain = {mark: Plain({name: True}, codes[frozenset({name})]) for mark, name in MARKS.items()}
        other = codes[frozenset(OTHER)]
        for form in {*words, *longer}:
            word = words.get(form) or Word(OTHER, other)
            if word.before or form in dotted or " " in form or form[0].isdigit() or "." in form:
                continue
            if capital.isdisjoint(word.values):
                number = not _COUNTING.isdisjoint(word.values)
                plain[form] = Plain(word.values, word.code, number=number, follows=frozenset(longer.get(form, ())))
        patterns = self._patterns(codes)
        by_start: dict[str, list[Pattern]] = {}
        for pattern in patterns:
            for code in pattern.starts:
                by_start.setdefault(code, []).append(pattern)
        shape, past = self._times.get("future_shape"), self._times.get("past_shape")
        return Lexicon(
            language=self._language,
            words=words,
            plain=_Pieces(plain, {*words, *longer}, codes[frozenset(OTHER)]),
            longer=longer,
            dotted=dotted,
            capital=capital,
            codes=codes,
            other=other,
            by_start={code: tuple(found) for code, found in by_start.items()},
            begins=_Begins({code: "|".join(one.bare for one in found) for code, found in by_start.items()}),
            start=re.compile(f"[{''.join(sorted(by_start))}]" if by_start else "(?!)"),
            parts=re.compile(f"(?:{other}?[^{other}]+)+{other}?"),
            figures={},
            kept={},
            time_anchors=_automaton(self._anchored(forms, self._times.get("anchors", ()), "times.yaml:anchors")),
            number_anchors=_automaton(self._anchored(forms, _COUNTING, "numbers.yaml")),
            cues=self._cues("future", "past"),
            future_shape=re.compile(shape) if shape else None,
            past_shape=re.compile(past) if past else None,
            moved=self._cues("moved"),
            double_months=bool(self._times.get("double_months", False)),
            ahead=frozenset(self._times.get("ahead", ())),
            notation=self._notation(),
            signs={str(sign): unit for unit, all in self._numbers.get("currency_signs", {}).items() for sign in all},
        )

    def _add(self, form: Any, name: str, value: Any, where: str) -> None:
        if not isinstance(form, str) or not (folded := fold_form(form)):
            raise self._wrong(f"{form!r} is no word", where, "put the word in quotation marks")
        self._values.setdefault(folded, {}).setdefault(name, value)

    def _add_table(self, name: str, table: Any, where: str) -> None:
        """A class given as a list of forms, or as value: forms."""
        if isinstance(table, list):
            table = {True: table}
        if not isinstance(table, dict):
            raise self._wrong("give a list of forms, or a mapping of value to forms", where)
        for value, forms in table.items():
            if not isinstance(forms, list):
                raise self._wrong(f"the forms of {value!r} must be a list", where)
            for form in forms:
                self._add(form, name, value, where)

    def _add_compounds(self) -> None:
        """Words made of the stem of a number, the root of a unit and an ending: "двухнедельный"."""
        stems = self._times.get("stems", {})
        for entry in self._times.get("compounds", ()):
            where = f"times.yaml:compounds.{entry.get('name')}"
            for unit, roots in entry["roots"].items():
                split = re.fullmatch(r"(PT?)1(\w)", str(unit))
                if split is None:
                    raise self._wrong(f"{unit!r} is no unit", where, "give P1D, P1W, P1M, P1Y, PT1H or PT1M")
                for root in roots:
                    for ending in entry["endings"]:
                        if "alone" in entry:
                            self._add(root + ending, entry["alone"], unit, where)
                        for count, stem in stems.items():
                            self._add(stem + root + ending, entry["name"], f"{split[1]}{count}{split[2]}", where)

    def _add_numbers(self) -> None:
        numbers = self._numbers
        for key, name in (("cardinals", "card"), ("multipliers", "mult"), ("ordinals", "ordinal")):
            for value, forms in numbers.get(key, {}).items():
                if not isinstance(value, int | float):
                    raise self._wrong(f"{value!r} is no number", f"numbers.yaml:{key}")
                for form in forms:
                    self._add(form, name, value, f"numbers.yaml:{key}.{value}")
                    if name == "ordinal" and 1 <= value <= 31:
                        self._add(form, "oday", value, f"numbers.yaml:{key}.{value}")
        for key, name in (("joiners", "joiner"), ("labels", "label"), ("shy", "shy"), ("between", "between"),
                          ("range", "rangeto"), ("stop", "stop"), ("unit_links", "unitlink")):  # fmt: skip
            self._add_table(name, numbers.get(key, []), f"numbers.yaml:{key}")
        self._add_table("approx", numbers.get("approximators", {}), "numbers.yaml:approximators")
        for unit, forms in numbers.get("units", {}).items():
            for form in forms:
                for one in self._unit_forms(form):
                    self._add(one, "counted", unit, f"numbers.yaml:units.{unit}")
        for unit, forms in numbers.get("duals", {}).items():
            for form in forms:
                self._add(form, "dual", unit, f"numbers.yaml:duals.{unit}")

    def _unit_forms(self, form: str) -> Iterable[str]:
        """The form, with the article and the endings that the file gives for all units."""
        yield form
        if not isinstance(form, str) or " " in form:
            return
        prefixes, suffixes = self._numbers.get("unit_prefixes", []), self._numbers.get("unit_suffixes", [])
        for suffix in ("", *suffixes):
            for prefix in ("", *prefixes):
                yield prefix + form + suffix

    def _with_proclitics(self) -> dict[str, tuple[dict[str, Any], tuple[str, ...]]]:
        """Every form, and every form behind every proclitic; a form of the list itself goes before."""
        forms: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
            form: (values, ()) for form, values in self._values.items()
        }
        for form, values in self._values.items():
            if len(form) < 2 or not form[0].isalpha() or values.keys() == {"counted"}:
                continue  # What is counted stands behind its number, without a proclitic.
            # Before two letters only the lightest: باب is a door, not "in Ab".
            for letters in self._proclitics if len(form) > 2 else self._proclitics[:1]:
                forms.setdefault(letters + form, (values, tuple(letters)))
                if letters.endswith("ل") and form.startswith("ال"):
                    # لليوم is ل and اليوم; its two first letters cannot be taken apart, so the word stays whole.
                    forms.setdefault(letters + form[1:], (values, tuple(letters[:-1])))
        return forms

    def _codes(
        self, forms: Mapping[str, tuple[dict[str, Any], tuple[str, ...]]], capital: frozenset[str]
    ) -> dict[frozenset[str], str]:
        """One character for every set of classes that a token can have."""
        sets = {frozenset({mark}) for mark in (*MARKS.values(), "other")}
        for values, _ in forms.values():
            sets.add(frozenset(values))
            sets.add(frozenset(values) - capital or frozenset({"other"}))
        notation = self._notation()
        sets.update(frozenset(classify(sample, notation)) for sample in SAMPLES)
        return {one: chr(0xE000 + index) for index, one in enumerate(sorted(sets, key=sorted))}

    def _notation(self) -> Notation:
        numbers = self._numbers

        def suffixes(key: str) -> frozenset[str]:
            return frozenset(fold_form(str(one)) for one in numbers.get(key, ()))

        return Notation(
            decimal=str(numbers.get("decimal", ".")),
            thousands=str(numbers.get("thousands", ",")),
            free_order=bool(numbers.get("free_order", False)),
            reversed_groups=bool(numbers.get("reversed_groups", False)),
            unit_reach=int(numbers.get("unit_reach", 3)),
            ordinal=suffixes("ordinal_suffixes"),
            cardinal=suffixes("cardinal_suffixes"),
            decade=suffixes("decade_suffixes"),
        )

    def _patterns(self, codes: Mapping[frozenset[str], str]) -> list[Pattern]:
        compiler = Compiler(codes, self._times.get("macros", {}))
        found = []
        for number, entry in enumerate(self._times.get("patterns", []), 1):
            where = f"times.yaml:patterns[{number}]"
            if not isinstance(entry, dict):
                raise self._wrong("a pattern is written as `reader: words`", where)
            entry = dict(entry)
            relation = entry.pop("relation", None)
            if relation is not None and relation not in get_args(Relation):
                raise self._wrong(f"unknown relation {relation!r}", where)
            if len(entry) != 1 or not set(entry) <= READERS:
                raise self._wrong(f"one of {', '.join(sorted(READERS))} must be given", where)
            ((reader, words),) = entry.items()
            try:
                found.append(compiler.compile(reader, words, relation))
            except ValueError as error:
                raise self._wrong(str(error), where, "use the classes and macros of this file") from error
        return found

    def _anchored(self, forms: Mapping[str, Any], names: Iterable[str], where: str) -> list[str]:
        """A word of each form that has one of these classes."""
        wanted = frozenset(names)
        if unknown := wanted - _COUNTING - {name for values, _ in forms.values() for name in values}:
            raise self._wrong(f"no class named {', '.join(sorted(unknown))}", where)
        found = [form.split() for form, (values, _) in forms.items() if not wanted.isdisjoint(values)]
        alone = {words[0] for words in found if len(words) == 1}
        # Of a form of several words the longest, unless one of them is looked for anyway: "that day" is not to be
        # looked for at every "that". A zone of several words ("Moscow time") stands beside a clock time.
        several = {
            max(words, key=len)
            for words in found
            if len(words) > 1 and alone.isdisjoint(words) and "zone" not in forms[" ".join(words)][0]
        }
        return sorted(alone | several)

    def _cues(self, *keys: str) -> Cues:
        told = {fold_form(str(one)): key == "future" for key in reversed(keys) for one in self._times.get(key, ())}
        return Cues(_automaton(list(told)), tuple(told.values()))


def _automaton(words: list[str]) -> AhoCorasick:
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)
