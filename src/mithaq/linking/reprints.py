"""One text is one word: what a reprint tells is told on the word of the text that was published first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mithaq.linking.evidence import Evidence

_OWN = frozenset({"independent", "state-media", "unknown"})
"""Classes of words for which no speaker is named: a reprint and its source seem to be two voices."""
_Word = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """evidence: in the order given, reprints with the voice and the day of the first print; none is left out.

    first: id of a reprint's evidence → id of the evidence of the first print that it repeats.
    """

    evidence: tuple[Evidence, ...]
    first: Mapping[str, str]


def told_once(evidence: Iterable[Evidence], reprints: Mapping[str, str]) -> Told:
    """Evidence in which all reports of one text speak with one voice, so that ten reprints count as one word.

    Parameters
    ----------
    evidence: of any reports and promises. reprints: each report that prints another's text → the first of them, as
    `Record.reprints` gives it.

    What a reprint says of a promise is held against what the first print of the same text says of it: where both say
    the same, the reprint takes the first speaker, the side, the class and, if it names no day, the day of the first.
    Words of its own that the first print has not keep their day, but are said with the voice of that text. Reports
    whose text stands alone are left as they are. The order of the evidence does not matter, and evidence on one
    promise alone is changed as it is among others.
    """
    given = tuple(evidence)
    firsts: dict[_Word, list[Evidence]] = {}
    own: dict[_Word, Evidence] = {}
    printed = {*reprints, *reprints.values()}
    texts = [one for one in given if one.report in printed]
    for one in sorted(texts, key=lambda one: _rank(one, reprints)):
        told = firsts.setdefault(_word(one, reprints), [])
        if not told or told[0].report == one.report:
            told.append(one)
        if one.source in _OWN:
            own.setdefault(_text(one, reprints), one)
    found: list[Evidence] = []
    repeats: dict[str, str] = {}
    for one in given:
        if one.report not in printed:
            found.append(one)
            continue
        told = firsts[_word(one, reprints)]
        if told[0].report != one.report:
            first = _nearest(one, told)
            repeats[one.id] = first.id
            found.append(_spoken(one, first, one.day if one.dated else first.day))
        elif one.source in _OWN and own[_text(one, reprints)].report != one.report:
            found.append(_spoken(one, own[_text(one, reprints)], one.day))
        else:
            found.append(one)
    return Told(tuple(found), repeats)


def _spoken(one: Evidence, first: Evidence, day: str) -> Evidence:
    """A reprint's evidence, with the first speaker of the first print before its own chain."""
    voices = tuple(dict.fromkeys((*first.voices[:1], *one.voices)))
    if first.voices[:1] == ("unknown",):  # an unknown voice speaks for its report only, and this is that report's
        voices = (f"unknown ({first.report})", *(voice for voice in one.voices if voice != "unknown"))
    return replace(one, voices=voices, side=first.side, source=first.source, day=day)


def _nearest(one: Evidence, told: list[Evidence]) -> Evidence:
    """Of several voices that say it in the first print, the same one as in the reprint, else the first."""
    return next((first for first in told if first.voices[:1] == one.voices[:1]), told[0])


def _rank(one: Evidence, reprints: Mapping[str, str]) -> tuple[object, ...]:
    """The first print before all; then by publication. A word of its own comes after one that names its speaker."""
    return one.report in reprints, one.known[:10], one.report, one.source in _OWN, one.quote_start, one.id


def _text(one: Evidence, reprints: Mapping[str, str]) -> _Word:
    return reprints.get(one.report, one.report), one.accord, one.stipulation


def _word(one: Evidence, reprints: Mapping[str, str]) -> _Word:
    """What is said in a text: the same in all its prints, whoever was found to say it."""
    day = one.day if one.dated else None
    return *_text(one, reprints), one.bearing, one.modality, day, one.quantity, one.deadline
