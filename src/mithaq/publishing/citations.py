"""Evidence as a page shows it: what it says of a promise, on whose word, in which exact words, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from mithaq.assessment.facts import parse
from mithaq.gazetteer import Gazetteer
from mithaq.linking.evidence import Evidence
from mithaq.publishing import safe
from mithaq.publishing.dossier import Dossier, first_day
from mithaq.publishing.wording import Wording
from mithaq.reading.claims import Name
from mithaq.reports.model import Report

AGAINST = frozenset({"breaches", "delays", "ends", "disputes"})
OTHER = frozenset({"amends", "assesses"})
_UNLISTED = re.compile(r" \((unlisted|[A-Z]{3})\)$")


@dataclass(frozen=True, slots=True)
class Source:
    """Where words were published. href: None unless the address can be followed safely; where: it, shortened."""

    outlet: str
    title: str
    published: str
    day: str
    language: str
    address: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words. cut: how many characters the whole passage has, if only part of it is shown, else 0.

    before, after: whether something is left out there.
    """

    html: Markup
    language: str
    cut: int = 0
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """One piece of evidence, with the reports that bring the same word of the same voice after it."""

    evidence: Evidence
    anchor: str
    group: str
    day: str
    chain: tuple[str, ...]
    amount: str
    quote: Quote
    source: Source
    reasons: tuple[str, ...]
    reprints: tuple[Citation, ...] = ()


class Citer:
    """Makes citations in one language."""

    def __init__(self, dossier: Dossier, gazetteer: Gazetteer, texts: Wording) -> None:
        self._dossier, self._gazetteer, self._texts = dossier, gazetteer, texts
        self._hidden = [voice for voice, words in dossier.unlisted.items() if words is None and voice.strip()]
        self._sources: dict[str, Source] = {}

    def label(self, id: str) -> str:
        """The name of an id of the gazetteer in the language of the page."""
        return safe.plain(self._gazetteer.label(id, self._texts.language), safe.OUTLET)

    def voice(self, voice: str) -> str:
        """The name of a voice; persons in no list are not named."""
        if voice == "unknown" or voice.startswith("unknown ("):
            return self._texts("evidence.unknown")
        if voice in self._dossier.unlisted:
            words = self._dossier.unlisted[voice]
            return self._texts("evidence.person") if words is None else safe.plain(words, safe.OUTLET)
        return _UNLISTED.sub("", self.label(voice))

    def name(self, name: Name | None, report: Report) -> str:
        """Who is named: the person or body as listed, else the words; persons in no list are not named."""
        if name is None:
            return self._texts("evidence.unknown")
        if name.entity is None and name.holder is None:
            if name.type == "person":
                return self._texts("evidence.person")
            return safe.plain(name.words(report.text), safe.OUTLET)
        entity = self.label(name.entity) if name.entity else ""
        if name.holder and name.holder != name.entity:
            return f"{self.label(name.holder)} ({entity})" if entity else self.label(name.holder)
        return entity

    def masked(self, sentence: str) -> str:
        """A sentence of the assessment without the names of persons that are in no list."""
        for voice in self._hidden:
            if voice in sentence:
                sentence = sentence.replace(voice, self._english_person)
        return safe.plain(sentence, 4 * safe.REMARK)

    @property
    def _english_person(self) -> str:
        return "a person not listed"

    def source(self, report: Report) -> Source:
        """Where a report was published."""
        if report.id not in self._sources:
            self._sources[report.id] = Source(
                outlet=safe.plain(report.outlet, safe.OUTLET) or self._texts("evidence.no_outlet"),
                title=safe.plain(report.title, safe.TITLE),
                published=(report.published or "")[:10],
                day=self._texts.day((report.published or "")[:10]),
                language=safe.language_tag(report.language),
                address=safe.plain(report.address, safe.ADDRESS),
                href=safe.link(report.address),
            )
        return self._sources[report.id]

    def quote(self, report: Report, start: int, end: int, trigger: tuple[int, int] | None = None) -> Quote:
        """The words of a report from `start` to `end`, or the part of them that there is room for."""
        first, last = safe.window(start, end, trigger)
        return Quote(
            safe.quotation(report.text, first, last, trigger),
            safe.language_tag(report.language),
            end - start if (first, last) != (start, end) else 0,
            first > start,
            last < end,
        )

    def cite(self, one: Evidence, reprints: Iterable[Evidence] = ()) -> Citation:
        """One piece of evidence, and those that only repeat it."""
        report = self._dossier.reports[one.report]
        day = self._texts.day(one.day)
        return Citation(
            evidence=one,
            anchor=f"e-{re.sub(r'[^A-Za-z0-9_-]', '', one.id)}",
            group=group_of(one),
            day=day if one.dated else self._texts("evidence.undated", day=day),
            chain=tuple(dict.fromkeys(self.voice(voice) for voice in one.voices)) or (self._texts("evidence.unknown"),),
            amount=_number(one.quantity) if one.quantity is not None else "",
            quote=self.quote(report, one.quote_start, one.quote_end, self._dossier.trigger(one)),
            source=self.source(report),
            reasons=tuple(self.masked(safe.plain(reason, safe.REMARK)) for reason in one.reasons[:12]),
            reprints=tuple(self.cite(other) for other in reprints),
        )


def group_of(one: Evidence) -> str:
    """ "for", "against" or "other": on which side of the promise a piece of evidence stands."""
    if one.bearing in OTHER:
        return "other"
    if one.bearing in AGAINST:
        return "other" if one.modality == "denied" and one.bearing != "disputes" else "against"
    return "against" if one.modality in ("denied", "failed") else "for"


def reprinted(evidence: Iterable[Evidence]) -> list[list[Evidence]]:
    """Evidence that is the same word of the same voice put together, that which became known first at the head.

    It is what assessment counts as one word: see assessment/facts.py.
    """
    groups: dict[tuple[object, ...], list[Evidence]] = {}
    for one in sorted(evidence, key=lambda one: (one.known, one.id)):
        first = one.voices[0] if one.voices and one.voices[0] != "unknown" else f"unknown ({one.report})"
        key = (first, one.bearing, one.modality, one.day, one.quantity, one.deadline, one.source, one.side)
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def in_order(groups: Iterable[list[Evidence]], decisive: Iterable[str]) -> list[list[Evidence]]:
    """The groups with those that a level rests on first, in the order of the status, then the others by day."""
    rank: Mapping[str, int] = {id: number for number, id in enumerate(decisive)}
    last = len(rank)
    return sorted(groups, key=lambda group: (rank.get(group[0].id, last), *by_day(group)))


def by_day(group: list[Evidence]) -> tuple[object, ...]:
    """The order of time: by day of the event, then by when it became known."""
    one = group[0]
    return parse(one.day), one.known, first_day(one.day), one.id


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"
