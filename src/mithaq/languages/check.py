"""Checking a lexicon: what stands in it twice, and what can never be found.

Loading refuses wrong keys, unknown senses and lines that stand twice. This finds what only shows once every form is
made: entries that another entry of the same meaning makes needless, and forms that are never found in a text, since
folding, word boundaries or a longer entry get in their way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mithaq.gazetteer import load_gazetteer
from mithaq.languages.lexicon import Entry, Hit, LanguageData, Lexicon, lexicon, load_words, made_forms

AT_ONCE = 250
"""So many forms are looked up in one text: a text each costs up to two and a half times as much."""
_APART = "\n.\n"
_Made = tuple[Entry, Mapping[str, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: with which entry, and what to do."""

    language: str
    entry: Entry
    message: str
    mend: str

    def __str__(self) -> str:
        where = f"{self.language} {self.entry.what} {self.entry.id} {self.entry.lemma!r} ({self.entry.pos})"
        return f"{where}: {self.message}\n  mend: {self.mend}"


@dataclass(slots=True)
class Checked:
    """What one language's lexicon holds and what is wrong with it."""

    language: str
    entries: dict[str, int] = field(default_factory=dict)
    """How many entries of each sort."""
    forms: int = 0
    faults: list[Fault] = field(default_factory=list)


def check_lexicon(code: str) -> Checked:
    """Make every form of a language's entries and look each one up as a text of its own."""
    words, found = lexicon(code), Checked(code)
    made = _made(words, load_words(code))
    for entry, _ in made:
        found.entries[entry.what] = found.entries.get(entry.what, 0) + 1
    found.forms = len({form for _, forms in made for form in forms})
    found.faults.extend(_needless(code, made))
    for (entry, forms), lost in zip(made, _lost(words, made), strict=True):
        if lost and len(lost) == len(forms):
            found.faults.append(
                Fault(code, entry, f"no form of it is ever found: {', '.join(lost[:3])}", "correct or remove the line")
            )
        elif lost and entry.what in ("event", "speech") and not _expected(entry):
            shown = ", ".join(lost[:4])
            found.faults.append(
                Fault(code, entry, f"{len(lost)} of {len(forms)} forms are never found: {shown}", "correct its forms")
            )
    return found


def _made(words: Lexicon, data: LanguageData) -> list[_Made]:
    """The entries with their forms: those that the lexicon holds already, and made for an entry that it lacks."""
    known = dict(zip(words.entries, words.made(), strict=True))
    gazetteer = load_gazetteer()
    made: list[_Made] = []
    for entry, extra in data.entries:
        forms = known.get(entry)
        made.append((entry, made_forms(words.language, gazetteer, entry, extra) if forms is None else forms))
    return made


def _expected(entry: Entry) -> bool:
    """Whether some forms may be lost: a fixed phrase whose parts inflect makes forms that are other entries' too."""
    return " " in entry.lemma


def _needless(code: str, made: Iterable[_Made]) -> Iterator[Fault]:
    """Entries all of whose forms another entry of the same meaning and part of speech makes."""
    makers: dict[tuple[str, str, str, str, str], list[Entry]] = {}
    rows = [(entry, forms) for entry, forms in made if forms]
    for entry, forms in rows:
        for form, features in forms.items():
            if not features & {"split", "cap", "caps"}:  # what asks for more does not do for what asks for nothing
                makers.setdefault((entry.what, entry.id, entry.pos, entry.detail, form), []).append(entry)
    gone: set[int] = set()
    for entry, forms in rows:
        others: set[int] | None = None
        for form in forms:
            same = {
                id(one) for one in makers.get((entry.what, entry.id, entry.pos, entry.detail, form), ())
                if one is not entry and id(one) not in gone
            }  # fmt: skip
            others = same if others is None else others & same
            if not others:
                break
        if others:
            gone.add(id(entry))
            other = next(one for one, _ in rows if id(one) in others)
            yield Fault(code, entry, f"{other.lemma!r} makes all its forms", "remove the line")


def _lost(words: Lexicon, made: Sequence[_Made]) -> list[list[str]]:
    """For each entry the forms of it that are never found."""
    every = [
        (number, form, _text(form, features))
        for number, (_, forms) in enumerate(made)
        for form, features in forms.items()
    ]
    out: list[list[str]] = [[] for _ in made]
    for at in range(0, len(every), AT_ONCE):
        some = every[at : at + AT_ONCE]
        texts = [text for _, _, text in some]
        for (number, form, text), hits in zip(some, _hits(words, texts), strict=True):
            entry = made[number][0]
            # what is not found among others is looked up by itself, so that none is told lost for its neighbours
            if not _holds(hits, entry) and not _holds(words.scan(text)[1], entry):
                out[number].append(form)
    return out


def _hits(words: Lexicon, texts: Sequence[str]) -> list[list[Hit]]:
    """What is found in each text, read all at once: a line with a full stop parts them, which no entry spans, no split
    verb passes, and which is no part of a word."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + len(_APART)
    out: list[list[Hit]] = [[] for _ in texts]
    for hit in words.scan(_APART.join(texts))[1]:
        out[bisect_right(starts, hit.start) - 1].append(hit)
    return out


def _holds(hits: Iterable[Hit], entry: Entry) -> bool:
    return any(hit.id == entry.id and hit.entry == entry for hit in hits)


def _text(form: str, features: frozenset[str]) -> str:
    """A text that is only this form, as a writer would write it."""
    text = form
    if "caps" in features:
        text = form.upper()
    elif "cap" in features:
        text = form[:1].upper() + form[1:]
    particle = next((one.partition(":")[2] for one in features if one.startswith("particle:")), None)
    if "split" in features and particle is not None:
        text = f"{text} it {particle}"
    if text.endswith((" ل", " ب")):  # written as one word with what follows
        text += "رجل"
    return text
