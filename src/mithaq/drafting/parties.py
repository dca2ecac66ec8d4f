"""Who an agreement binds or who stands by it, from its title, preamble, definitions and signatures.

A party the gazetteer does not know gets an id made of its name, for a person to check.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mithaq.accords.model import Role
from mithaq.drafting.cues import Cues
from mithaq.drafting.structure import Structure
from mithaq.gazetteer import Gazetteer
from mithaq.languages.base import Language
from mithaq.languages.lexicon import lexicon
from mithaq.reading.claims import Name
from mithaq.reading.mentions import find_mentions
from mithaq.reading.scene import Mention
from mithaq.reports.model import Span

_BODIES = frozenset({"state", "organisation", "group"})
_ENDS = re.compile(r"(?<!\b[^\W\d_])\.|[;:\n]|, (?:signed|done)")
"""What ends a list of parties; the full stop behind an initial ("A. B. Name") does not."""
_STOP = re.compile(r"(?<!\b[^\W\d_])\.|\n\n")
_BRACKETS = re.compile(r"\(([^()]{2,40})\)")
_OF = re.compile(
    r"\b(?!declaration|statement|agreement|leader|president|head|representative|commander|delegat|behalf|member)"
    r"(\w+) of (?:the )?$"
)
"""What belongs to a name ("the people of"), apart from what it says and who speaks for it."""
_ARTICLE = re.compile(r"^(?:the|The) ")
_CYRILLIC = [
    *("a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u"),
    *("f", "kh", "ts", "ch", "sh", "shch", "_", "y", "_", "e", "yu", "ya"),
]
_ARABIC = [
    *("_", "a", "a", "w", "i", "y", "a", "b", "a", "t", "th", "j", "h", "kh", "d", "dh", "r", "z", "s", "sh"),
    *("s", "d", "t", "z", "_", "gh", "f", "q", "k", "l", "m", "n", "h", "w", "a", "y"),
]
_LETTERS = {
    **dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", _CYRILLIC, strict=True)),
    **dict(zip("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي", _ARABIC, strict=True)),
}
"""Letters of other scripts for ids made of names; "_" for none."""
_OPENING = 600
"""Characters of a paragraph in which those who speak name themselves."""
_AROUND = 60
"""A word of a role stands at most so many characters from the party it speaks of, in the same line."""


@dataclass(slots=True)
class Found:
    """A party: its id, roles, who signed for it, what the text calls it; unsure: why a person must look."""

    entity: str
    roles: list[Role] = field(default_factory=list)
    signatories: list[str] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    unsure: str = ""


@dataclass(slots=True)
class Parties:
    """All parties of an agreement."""

    found: dict[str, Found] = field(default_factory=dict)
    own: tuple[str, ...] = ()
    """Those of whom the text says that it calls them the parties."""
    heads: dict[str, str] = field(default_factory=dict)
    """What one party alone may be called for short ("the government"; a key of `heads` in drafting/data) to its id."""

    @property
    def sides(self) -> tuple[str, ...]:
        """Those who owe what "the parties" promise: who signed and neither guarantees nor mediates."""
        if self.own:
            return self.own
        signed = [one for one in self.found.values() if "signatory" in one.roles]
        own = [one.entity for one in signed if not {"guarantor", "mediator", "observer"} & set(one.roles)]
        return tuple(own or [one.entity for one in signed] or list(self.found))

    @property
    def outsiders(self) -> tuple[str, ...]:
        """Those who guarantee or mediate and are no side."""
        sides = self.sides
        roles = {"guarantor", "mediator"}
        return tuple(one.entity for one in self.found.values() if roles & set(one.roles) and one.entity not in sides)

    def give(self, sides: Sequence[str]) -> None:
        """Take these as the sides: a person knows them, and the text does not name them."""
        for entity in sides:
            found = self.found.setdefault(entity, Found(entity))
            found.unsure = ""
            if "signatory" not in found.roles:
                found.roles.insert(0, "signatory")
        if sides:
            self.own = tuple(dict.fromkeys(sides))


class NameFinder:
    """Finds who and where in a text; loads what it needs once."""

    def __init__(self, tongue: Language, gazetteer: Gazetteer, signed: str | None) -> None:
        self._tongue = tongue
        self._gazetteer = gazetteer
        self._signed = signed
        self._words = lexicon(tongue.code)

    def mentions(self, text: str, span: Span) -> list[Mention]:
        """Names in a span, with the grammar of their place; places are those of the whole text."""
        part = span.words(text)
        _, hits = self._words.scan(part)
        found, _ = find_mentions(part, hits, self._gazetteer, self._tongue, self._signed)
        for one in found:
            one.name = _moved(one.name, span.start)
        return found


def _moved(name: Name, by: int) -> Name:
    return Name(name.start + by, name.end + by, name.type, name.entity, name.country, name.via, name.holder)


def find_parties(
    text: str, structure: Structure, words: Cues, tongue: Language, gazetteer: Gazetteer, names: NameFinder
) -> Parties:
    """The parties that title, preamble, definitions and signatures name, in the order of the text."""
    parties = Parties()
    heads = [span for part, span in structure.parts if part in ("title", "preamble", "definitions")]
    if structure.title is not None and not any(span.start <= structure.title.start < span.end for span in heads):
        heads.insert(0, structure.title)
    heads += _opening(text, structure, words, tongue)
    tails = [span for part, span in structure.parts if part == "signatures"]
    for span in [*heads, *tails]:
        tail = span in tails
        for one in names.mentions(text, span):
            entity = _body(one.name, gazetteer)
            if entity is None or one.name.via == "demonym":
                continue
            role = _role(text, span, one.name, words, tongue)
            found = parties.found.setdefault(entity, Found(entity))
            if role is None and (tail or _bound(text, span, one.name, structure, words, tongue)):
                role = "signatory"
            if role is not None and role not in found.roles:
                found.roles.append(role)
            person = one.name.entity if one.name.type == "person" else one.name.holder
            if person is not None and person not in found.signatories and person in gazetteer:
                found.signatories.append(person)
    for entity, alias in _aliases(text, heads, words, tongue, names, gazetteer):
        if entity in parties.found:
            parties.found[entity].aliases.add(alias)
    for unknown in _unknown(text, heads, words, tongue, parties, names, gazetteer):
        parties.found.setdefault(unknown.entity, unknown)
    parties.own = _called(text, words, tongue, parties, names, gazetteer)
    for entity in parties.own:
        found = parties.found.setdefault(entity, Found(entity))
        if "signatory" not in found.roles:
            found.roles.append("signatory")
    for other in parties.found.values() if parties.own else ():
        if other.entity not in parties.own and other.roles == ["signatory"]:
            other.roles.append("guarantor")
            other.unsure = "signs, but is not among those called the parties"
    if not parties.found:
        for span in (span for part, span in structure.parts if part in ("body", "annex")):
            for entity in _named(names.mentions(text, span), gazetteer):
                reason = "named in the clauses; no title, preamble or signature names the parties"
                parties.found.setdefault(entity, Found(entity, ["signatory"], unsure=reason))
    shared: dict[str, set[str]] = {}
    for span in [*heads, *tails]:
        for one in names.mentions(text, span):
            entity = _body(one.name, gazetteer)
            if entity in parties.found and entity is not None:
                for head in _heads(one.name.words(text), words, tongue):
                    shared.setdefault(head, set()).add(entity)
    for party in parties.found.values():
        for head in (head for alias in party.aliases for head in _heads(alias, words, tongue)):
            shared.setdefault(head, set()).add(party.entity)
    parties.heads = {head: next(iter(who)) for head, who in shared.items() if len(who) == 1}
    signed = [party for party in parties.found.values() if "signatory" in party.roles]
    if not signed:
        for party in parties.found.values():
            if not party.roles:
                party.roles.append("signatory")
                party.unsure = "named in the title or preamble; no word says that it signed"
    armies = _armies(text, heads, tails, structure, words, tongue, names, gazetteer)
    renamed = {armies.get(entity, entity): party for entity, party in parties.found.items() if party.roles}
    for entity, party in renamed.items():
        party.entity = entity
    parties.found = renamed
    parties.own = tuple(armies.get(one, one) for one in parties.own)
    parties.heads = {head: armies.get(one, one) for head, one in parties.heads.items()}
    return parties


def _opening(text: str, structure: Structure, words: Cues, tongue: Language) -> list[Span]:
    """Paragraphs before the first numbered clause in which the sides speak ("We, the undersigned, …"), where they are
    read as clauses and not as a preamble."""
    out: list[Span] = []
    numbered = [any(char.isalnum() for char in clause.number) for clause in structure.clauses]
    for clause, begins in zip(structure.clauses, numbered, strict=True):
        if begins or clause.part != "body" or not any(numbered):
            break
        said = tongue.normalise(text[clause.body.start : clause.body.end][:_OPENING] or " ").text
        if words["between"].search(said):
            out.append(clause.body)
    return out


def _armies(
    text: str,
    heads: Sequence[Span],
    tails: Sequence[Span],
    structure: Structure,
    words: Cues,
    tongue: Language,
    names: NameFinder,
    gazetteer: Gazetteer,
) -> Mapping[str, str]:
    """States that the head of the text binds only by their armed forces, to these: an army that signs for itself.

    Where a state is bound by no name, all its names count; "the sovereignty of X" behind the list of those who sign
    does not bind X."""
    by: dict[str, set[str]] = {}
    bound: dict[str, set[str]] = {}
    for span in [*heads, *tails]:
        for one in names.mentions(text, span):
            state = _body(one.name, gazetteer)
            if state is None or one.name.via == "demonym":
                continue
            by.setdefault(state, set()).add(one.name.entity or "")
            if span in tails or _bound(text, span, one.name, structure, words, tongue):
                bound.setdefault(state, set()).add(one.name.entity or "")
    out = {}
    for state in by:
        entities = bound.get(state) or by[state]
        army = gazetteer.get(next(iter(entities))) if len(entities) == 1 else None
        if army is not None and army.id != state and army.type == "group" and "armed-forces" in army.classes:
            out[state] = army.id
    return out


def _heads(name: str, words: Cues, tongue: Language) -> Iterable[str]:
    """The words of a name by which it may be called for short."""
    folded = tongue.normalise(name).text
    for head, pattern in words.groups["heads"].items():
        # English calls it "the government", Arabic and Russian as it stands in the name
        if pattern.search(folded) or (tongue.code == "en" and head in folded.split()):
            yield head


def _cuts(words: Cues, rest: str) -> Iterable[re.Match[str]]:
    """Where a list of parties may be cut."""
    found = [*words["and"].finditer(rest), *re.finditer("[,،]", rest)]
    return sorted(found, key=lambda one: one.start())


def _named(mentions: Iterable[Mention], gazetteer: Gazetteer) -> Iterable[str]:
    """States and armed groups among names."""
    for one in mentions:
        entity = _body(one.name, gazetteer)
        found = gazetteer.get(entity) if entity is not None else None
        if entity is not None and found is not None and found.type in ("state", "group") and "/" not in entity:
            yield entity


def _unknown(
    text: str,
    heads: Sequence[Span],
    words: Cues,
    tongue: Language,
    parties: Parties,
    names: NameFinder,
    gazetteer: Gazetteer,
) -> Iterable[Found]:
    """Parties in no list: what "between … and …" joins, where no part of it is known."""
    for span in heads:
        normalised = tongue.normalise(span.words(text))
        folded = normalised.text
        begins = [(one.end(), len(folded)) for one in words["between"].finditer(folded)]
        begins += _led(folded, words)
        for start_of, end_of in begins:
            rest = _ENDS.split(folded[start_of:end_of])[0]
            about = words["about"].search(rest)
            rest = rest[: about.start()] if about is not None else rest
            cuts = [start_of]
            whole = Span(span.start + (normalised.original(0, start_of)[1] if start_of else 0), span.end)
            inside = [mention for mention in names.mentions(text, whole) if _body(mention.name, gazetteer)]
            joins = []
            for join in _cuts(words, rest):
                at = span.start + normalised.original(start_of + join.start(), start_of + join.end())[0]
                if join.start() > 2 and not any(mention.start < at < mention.end for mention in inside):
                    joins.append(join)
            if not joins or len(rest) < 8:
                continue
            ends = [start_of + join.start() for join in joins] + [start_of + len(rest)]
            cuts += [start_of + join.end() for join in joins]
            for start, end in zip(cuts, ends, strict=True):
                if end - start < 4:
                    continue
                first, last = normalised.original(start, end)
                said = text[span.start + first : span.start + last]
                place = span.start + first
                inside = names.mentions(text, Span(place, span.start + last))
                known = [_body(mention.name, gazetteer) for mention in inside if mention.name.via != "demonym"]
                plain = _BRACKETS.sub(" ", said).strip(' ,.;«»"')
                plain = _ARTICLE.sub("", plain)
                if not plain or any(char.isdigit() for char in plain):
                    continue  # a day is no side
                if any(known) or not 1 <= len(plain.split()) <= 8 or (plain[0].islower() and tongue.code != "ar"):
                    continue
                found = Found(made_id(plain), ["signatory"], unsure="in no list: the id is made of its name")
                found.aliases = {tongue.normalise(plain).text}
                found.aliases |= {tongue.normalise(alias.strip("\"'“”«» ")).text for alias in _BRACKETS.findall(said)}
                yield found


def _led(folded: str, words: Cues) -> list[tuple[int, int]]:
    """Where a sentence lists those that it calls the parties from then on: "X and Y (together the Parties) agree"."""
    out = []
    for called in words["together"].finditer(folded):
        end = called.start()
        while end and folded[end - 1] in " (,":
            end -= 1
        start = max(folded.rfind(". ", 0, end) + 2, folded.rfind("\n", 0, end) + 1, 0)
        if start < end and words["between"].search(folded, start, end) is None:
            out.append((start if start > 1 else 0, end))
    return out


def _called(
    text: str, words: Cues, tongue: Language, parties: Parties, names: NameFinder, gazetteer: Gazetteer
) -> tuple[str, ...]:
    """Two or more that one sentence names and calls the parties from then on."""
    normalised = tongue.normalise(text)
    for called in words["together"].finditer(normalised.text):
        place = normalised.original(called.start(), called.end())[0]
        start = max(text.rfind(". ", 0, place), text.rfind("\n", 0, place), 0)
        if place - start < 4:
            continue
        inside = names.mentions(text, Span(start, place))
        bodies = [_body(one.name, gazetteer) for one in inside if one.name.via != "demonym"]
        said = tongue.normalise(text[start:place]).text
        for other in parties.found.values():
            if any(alias in said for alias in other.aliases):
                bodies.append(other.entity)
        found = tuple(dict.fromkeys(body for body in bodies if body is not None))
        if len(found) > 1:
            return found
    return ()


def _body(name: Name, gazetteer: Gazetteer) -> str | None:
    """The state, body or group that a name stands for: an office's or a person's state."""
    if name.via == "metonym":
        return None
    if name.entity is not None and stands_apart(name.entity, gazetteer):
        return name.entity
    if name.type in ("office", "person") and name.country is not None:
        return name.country
    if name.entity is None or name.type not in _BODIES:
        return None
    base, _, title = name.entity.partition("/")
    entity = gazetteer.get(name.entity)
    if title and entity is not None and entity.country == base:
        return base
    return name.entity


def stands_apart(id: str, gazetteer: Gazetteer) -> bool:
    """Whether a group that is named by its state does not speak for it: an opposition, rebels."""
    entity = gazetteer.get(id) if "/" in id else None
    return entity is not None and entity.type == "group" and "armed-forces" not in entity.classes


def _line(text: str, span: Span, name: Name) -> tuple[str, str]:
    start = max(span.start, name.start - _AROUND, text.rfind("\n", 0, name.start) + 1)
    end = text.find("\n", name.end)
    end = min(span.end, name.end + _AROUND, end if end >= 0 else len(text))
    return text[start : name.start], text[name.end : end]


def _role(text: str, span: Span, name: Name, words: Cues, tongue: Language) -> Role | None:
    before, after = _line(text, span, name)
    folded = tongue.normalise(before or " ").text, tongue.normalise(after or " ").text
    best: tuple[int, Role] | None = None
    roles: Mapping[str, Role] = {"guarantor": "guarantor", "mediator": "mediator", "observer": "observer"}
    for key, pattern in words.groups["roles"].items():
        for one in pattern.finditer(folded[0]):
            distance = len(folded[0]) - one.end()
            if best is None or distance < best[0]:
                best = distance, roles[key]
        for one in pattern.finditer(folded[1]):
            if best is None or one.start() < best[0]:
                best = one.start(), roles[key]
    return best[1] if best is not None and best[0] < 40 else None


def _bound(text: str, span: Span, name: Name, structure: Structure, words: Cues, tongue: Language) -> bool:
    """Whether a word such as "between" or "we" stands before it in its sentence, and no verb between them: "we thank
    X" does not bind X, nor do "the people of X" sign."""
    start = max((one.end() for one in _STOP.finditer(text, span.start, name.start)), default=span.start)
    before = tongue.normalise(text[start : name.start] or " ").text
    listed = words["between"].search(before)
    if listed is None:
        return False
    if any(words[key].search(before, listed.end()) for key in ("about", "promise", "performs", "never")):
        return False
    owned = _OF.search(before)
    return owned is None or words["bodies"].fullmatch(owned[1]) is not None


def _aliases(
    text: str, heads: Sequence[Span], words: Cues, tongue: Language, names: NameFinder, gazetteer: Gazetteer
) -> Iterable[tuple[str, str]]:
    """Short names that the text gives to a party in brackets behind its name."""
    for span in heads:
        mentions = names.mentions(text, span)
        normalised = tongue.normalise(span.words(text))
        for one in words["alias"].finditer(normalised.text):
            place = span.start + normalised.original(one.start(), one.end())[0]
            before = [mention for mention in mentions if 0 <= place - mention.end <= 3]
            alias = next((group for group in one.groups() if group), "").strip()
            if before and alias and (entity := _body(before[-1].name, gazetteer)) is not None:
                yield entity, alias


def made_id(name: str) -> str:
    """An id made of a name that no list knows: "Free Army of X" is "free-army-of-x"; other scripts by their letters."""
    name = "".join(_LETTERS.get(char, char).replace("_", "") for char in name.lower())
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^0-9a-z]+", "-", plain).strip("-")
    if slug:
        return slug
    return "party-" + "-".join(f"{ord(char):x}" for char in name.replace(" ", "")[:6])
