"""Later words for somebody or something the text has named: "the town", "the mission", a surname alone.

The nouns stand in languages/*/lexicon/again.yaml, by what they may stand for. A noun means the last name before it that
bears the noun itself ("the committee": the Red Cross committee), else the last of its sort that bears none of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mithaq.gazetteer import Gazetteer
from mithaq.languages.base import Language
from mithaq.languages.lexicon import Hit
from mithaq.reading.claims import Name, NameType
from mithaq.reading.scene import Mention
from mithaq.reports.model import Span

_SORTS: dict[str, tuple[NameType, ...]] = {
    "country": ("state",),
    "town": ("place",),
    "area": ("place",),
    "spot": ("place",),
    "body": ("organisation",),
    "force": ("group", "organisation"),
}
_IS = {"town": frozenset({"city", "town", "village"}), "area": frozenset({"district", "region"})}
"""Of which classes of the gazetteer a place is that such a noun means."""
_IS_NOT = {"town": frozenset({"region", "authority"}), "area": frozenset({"capital"})}
"""Of which a place is not: a province is never "the town", a capital never "the district"."""
_FAR = 700
"""Characters beyond which a noun is no longer taken for a name before it."""
_FRESH = 100
"""Characters within which a place in no list, which may be anything, is what such a noun means."""
_DEFINITE = re.compile(r"\b(?:the|this|that)\s\Z", re.IGNORECASE)
_NAMED = re.compile(r"\s+(?:(?:of|for|called|named)\s|[\"“«]?[A-ZА-ЯЁ])")
"""What follows a noun that brings a name of its own ("the town of Shire", "город Шуша")."""
_DESCRIBED = re.compile(
    r"(?<!эт)(?:[ыи]й|ой|[ая]я|[ое]е|[ое]го|[ое]му|[ыи]м|[ую]ю|[ыи]е|[ыи]х|[ыи]ми|кажд\w+|одн\w+)\s\Z"
)
_THIS = re.compile(r"\b(?:эт|т)(?:от|ого|ому|им|ом|а|у|ой|о|и|их|ими)\s\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_STEM = 5
_ENDING = 3


def find_again(
    text: str, hits: Sequence[Hit], mentions: Sequence[Mention], tongue: Language, gazetteer: Gazetteer
) -> list[Mention]:
    """The mentions with those added that a noun makes, and with surnames alone tied to the person named in full."""
    out = list(mentions)
    nouns = [hit for hit in hits if hit.what == "again"]
    if nouns:
        out += _nouns(text, nouns, mentions, tongue, gazetteer)
        out.sort(key=lambda one: (one.start, -one.end))
    _surnames(text, out)
    return out


def _nouns(
    text: str, nouns: Sequence[Hit], mentions: Sequence[Mention], tongue: Language, gazetteer: Gazetteer
) -> Iterable[Mention]:
    stems = sorted({_stem(hit.entry.lemma) for hit in nouns})
    taken = {place for one in mentions for place in range(one.start, one.end)}
    starts = [one.start for one in mentions]
    for hit in nouns:
        if hit.start in taken or not _stands_alone(text, hit, tongue):
            continue
        low, high = bisect_left(starts, hit.start - _FAR), bisect_left(starts, hit.start)
        before = [one.name for one in mentions[low:high] if one.end <= hit.start]
        first = _first(text, hit, before, stems, tongue, gazetteer)
        if first is None:
            continue
        name = replace(
            first, start=hit.start, end=hit.end, via="mention", first=first.first or Span(first.start, first.end)
        )
        clitic = tongue.role_of_clitic(hit.before) if hit.before else None
        yield Mention(name, hit.features, clitic=clitic, joined=clitic == "and", after=hit.after)
        taken.update(range(hit.start, hit.end))


def _stands_alone(text: str, hit: Hit, tongue: Language) -> bool:
    """Whether a noun may mean something named before, and not something of its own."""
    before = text[max(0, hit.start - 24) : hit.start]
    if _NAMED.match(text, hit.end):
        return False
    if tongue.code == "en":
        return _DEFINITE.search(before) is not None
    if tongue.code == "ru":
        return _THIS.search(before) is not None or _DESCRIBED.search(before) is None
    return True  # the Arabic nouns stand in the file with their article


def _first(
    text: str, hit: Hit, before: Sequence[Name], stems: Sequence[str], tongue: Language, gazetteer: Gazetteer
) -> Name | None:
    types = _SORTS[hit.id]
    near = [one for one in reversed(before) if one.type in types]
    if types == ("state",):
        return next((one for one in near if one.via != "demonym"), None)
    if types == ("place",):
        return _place(text, hit, [one for one in near if one.via != "demonym"], tongue, gazetteer)
    own = _stem(hit.entry.lemma)
    bearing = [(one, _words(text, one, tongue, gazetteer)) for one in near]
    for one, words in bearing:
        if any(word.startswith(own) for word in words):
            return one
    for one, words in bearing:
        if one.type == types[0] and not any(word.startswith(stem) for word in words for stem in stems):
            return one
    return None


def _place(text: str, hit: Hit, near: Sequence[Name], tongue: Language, gazetteer: Gazetteer) -> Name | None:
    """The place that was called by the noun, else that has it in a name, else that is one, else that may be; of each
    the nearest."""
    wanted, barred = _IS.get(hit.id, frozenset()), _IS_NOT.get(hit.id, frozenset())
    classes = [(one, _classes(one, gazetteer)) for one in near]
    may_be = [(one, found) for one, found in classes if found.isdisjoint(barred) or not found.isdisjoint(wanted)]
    fitting = [
        one for one, found in may_be if not found.isdisjoint(wanted) or (not found and hit.start - one.end < _FRESH)
    ]
    own = _stem(hit.entry.lemma)
    said = (one for one in fitting if _bears(_WORD.findall(text[one.start : one.end]), own))
    named = (one for one in fitting if _bears(_words(text, one, tongue, gazetteer), own))
    return next(said, None) or next(named, None) or next(iter(fitting), None) or next((one for one, _ in may_be), None)


def _bears(words: Iterable[str], own: str) -> bool:
    return any(word.casefold().startswith(own) for word in words)


def _classes(name: Name, gazetteer: Gazetteer) -> frozenset[str]:
    entity = gazetteer.entities.get(name.entity or "")
    return frozenset(entity.classes) if entity is not None else frozenset()


def _words(text: str, name: Name, tongue: Language, gazetteer: Gazetteer) -> list[str]:
    """The words of a name, and of the names its entity has."""
    said = [text[name.start : name.end]]
    entity = gazetteer.entities.get(name.entity or "")
    if entity is not None:
        said += entity.names.get(tongue.code, ())
    return [word for one in said for word in _WORD.findall(tongue.normalise(one).text)]


def _stem(lemma: str) -> str:
    word = lemma.casefold().removeprefix("ال")
    return word[: max(_STEM, len(word) - _ENDING)] if len(word) > _STEM else word


def _surnames(text: str, mentions: list[Mention]) -> None:
    """Tie a person's last name, in no list, to the person of that name before it."""
    full: dict[str, list[tuple[str, Name]]] = {}
    for mention in mentions:
        name = mention.name
        if name.type != "person":
            continue
        words = text[name.start : name.end].split()
        last = words[-1].casefold()
        if name.entity is None and len(words) <= 2:
            found = next((one for word, one in reversed(full.get(last[:_ENDING], ())) if _alike(word, last)), None)
            whole = found is not None and len(text[found.start : found.end].split()) > len(words)
            if found is not None and whole:
                mention.name = replace(
                    name, entity=found.entity, country=found.country, via="mention",
                    first=found.first or Span(found.start, found.end),
                )  # fmt: skip
                continue
        if len(words) > 1:
            known = full.setdefault(last[:_ENDING], [])
            known[:] = [*(one for one in known if one[0] != last), (last, name)]


def _alike(one: str, other: str) -> bool:
    """The same surname, in whatever case."""
    if one == other:
        return True
    short = min(len(one), len(other))
    return short > _STEM - 1 and one[: short - 1] == other[: short - 1] and abs(len(one) - len(other)) <= _ENDING
