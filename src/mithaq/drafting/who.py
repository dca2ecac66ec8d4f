"""Who owes a promise, and to whom: the parties and bodies that its words name, or all sides where they name none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from mithaq.accords.kinds import kinds
from mithaq.data import load_yaml, package_file
from mithaq.drafting.cues import Cues
from mithaq.drafting.parties import Parties, stands_apart
from mithaq.drafting.promises import Piece
from mithaq.errors import DataError
from mithaq.gazetteer import Gazetteer
from mithaq.languages.base import Language
from mithaq.reading.scene import Mention
from mithaq.reports.model import Span

FILL_IN = "fill-in"
"""Stands where the machine found nothing and a person must write."""


@cache
def doers() -> Mapping[str, frozenset[str]]:
    """Kinds by who keeps them where no doer is named: `outside`, those who guarantee or mediate; `own`, those whose
    forces the act names; `fighters`, those sides that are no state, beside one. DataError for an unknown kind."""
    source = package_file("drafting", "data", "doers.yaml")
    raw = load_yaml(source)
    if not isinstance(raw, dict) or set(raw) != set(_DOERS) or not all(isinstance(one, list) for one in raw.values()):
        keys = ", ".join(f"`{key}`" for key in _DOERS)
        raise DataError(f"not lists of kinds under {keys}", place=source.name, mend="write outside: [kind, …]")
    for found in raw.values():
        if wrong := sorted(str(one) for one in found if one not in kinds()):
            raise DataError(f"no such kind {wrong[0]!r}", place=source.name, mend="write ids of accords/kinds.yaml")
    return {key: frozenset(found) for key, found in raw.items()}


_OURS = re.compile(r"[а-я]+[еи]м\b")
"""A Russian verb of ours: "поддерживаем"."""
_DOERS = ("outside", "own", "fighters")
_NEAR = 60
"""Characters from an act's noun within which it names whose forces do it."""
_JOINT = frozenset({"commission", "international", "igo"})
_BODIES = frozenset({"state", "organisation", "group", "office"})


class Who:
    """Reads doers and recipients in one text with known parties."""

    def __init__(self, text: str, tongue: Language, words: Cues, gazetteer: Gazetteer, parties: Parties) -> None:
        self._text = text
        self._tongue = tongue
        self._cues = words
        self._gazetteer = gazetteer
        self._parties = parties

    def party(self, mention: Mention) -> str | None:
        """The party or body that a name stands for."""
        name = mention.name
        known = self._parties.found
        if name.via == "metonym":
            return None
        if name.entity is not None and name.entity in known:
            return name.entity
        base = (name.entity or "").partition("/")[0]
        if (
            name.entity is not None
            and name.type == "group"
            and base != name.entity
            and not stands_apart(name.entity, self._gazetteer)
        ):
            return base  # what a state sends or commands is owed by the state: its peacekeepers, its army
        if name.entity is not None and self._is_joint(name.entity):
            return name.entity
        if name.entity is not None and stands_apart(name.entity, self._gazetteer):
            return name.entity
        if name.country is not None and name.country in known and name.type in (*_BODIES, "person"):
            return name.country
        if name.type in ("state", "organisation", "group") and name.entity is not None:
            return base if base in known else name.entity
        return None

    def _is_within(self, mention: Mention) -> bool:
        """Whether the name only tells where something is."""
        if mention.clitic in ("in", "from"):
            return True
        before = self._tongue.normalise(self._text[max(0, mention.start - 40) : mention.start] or " ").text
        before = re.sub(r"\s(?:the|republic of|ال)\s*$", " ", before)
        return self._cues.before("within", before, len(before))

    def _is_to(self, mention: Mention) -> bool:
        if mention.clitic is not None:
            return mention.clitic == "to"
        if mention.features and self._tongue.cased:
            return "dat" in mention.features and not {"nom", "gen"} & mention.features
        before = self._tongue.normalise(self._text[max(0, mention.start - 24) : mention.start] or " ").text
        before = re.sub(r"\s(?:the|republic of|ال)\s*$", " ", before)
        return self._cues.before("to", before, len(before))

    def _owns(self, mention: Mention, piece: Piece) -> bool:
        """Whether an Arabic "to" before the verb tells whose the doer is."""
        return self._tongue.code == "ar" and piece.form == "says" and mention.start < piece.act

    def _is_beside(self, start: int, mention: Mention) -> bool:
        """Whether the name is of one who only helps or watches: "under the supervision of", "with the support of"."""
        before = self._tongue.normalise(self._text[max(start, mention.start - 80) : mention.start] or " ").text
        return any(
            re.fullmatch(r"\s*(?:the |all )?(?:\w+ ){0,3}", before[one.end() :])
            for one in self._cues["beside"].finditer(before)
        )

    def _is_joint(self, id: str) -> bool:
        """Whether it is a body of several sides or states: it speaks for itself, though it may sit in one of them."""
        entity = self._gazetteer.get(id)
        return entity is not None and entity.type == "organisation" and bool(_JOINT & set(entity.classes))

    def _is_state(self, id: str) -> bool:
        entity = self._gazetteer.get(id)
        return entity is not None and entity.type == "state"

    def named(self, span: Span, mentions: Sequence[Mention]) -> tuple[str, ...]:
        """The parties and bodies that words name, in order."""
        found = [self.party(one) for one in mentions if span.start <= one.start < span.end]
        return tuple(dict.fromkeys(one for one in found if one is not None))

    def beneficiaries(self, inside: Sequence[Mention], piece: Piece) -> tuple[str, ...]:
        """Who gets something: by "to" or the dative, but not whose the doer is (القوات التابعة ل…)."""
        found = [self.party(one) for one in inside if self._is_to(one) and not self._owns(one, piece)]
        return tuple(dict.fromkeys(one for one in found if one is not None))

    def obligors(
        self, piece: Piece, mentions: Sequence[Mention], beneficiaries: Sequence[str], kind: str | None = None
    ) -> tuple[tuple[str, ...], str]:
        """Who owes a piece, and why a person must look, or "". kind: what it promises, if that is known."""
        sides = self._parties.sides or (FILL_IN,)
        if kind in doers()["outside"] and (others := self._parties.outsiders):
            sides = others
        states = tuple(one for one in sides if self._is_state(one.partition("/")[0]))
        rebels = tuple(one for one in sides if one not in states)
        if len(states) == 1 and rebels and kind in doers()["fighters"]:
            sides = rebels if self._cues["sides"].search(self._said(piece)) is None else sides
        others = tuple(one for one in sides if one not in beneficiaries) or sides
        agent = self.agent(piece, mentions)
        if agent:
            return agent, ""
        act = self._tongue.normalise(self._text[piece.act : piece.span.end] or " ").text
        taken_up = self._cues["approves"].match(act)
        if piece.form == "says" and taken_up is not None and (piece.passive or _OURS.match(act)):
            return sides, "a proposal is taken up: by all sides, where no other is named"
        if piece.form == "lists" and kind in doers()["own"] and (own := self._own(piece, mentions)) is not None:
            return (own,), ""
        if piece.subject is None:
            return others, "nobody is named"
        if piece.form == "says" and piece.passive and self._cues["granted"].search(act[:60]):
            return others, "passive, no doer named"  # "The Red Cross shall be allowed to": others let it
        said = piece.subject.words(self._text)
        folded = self._tongue.normalise(said).text
        named: list[str] = []
        for one in mentions:
            if not piece.subject.start <= one.start < piece.subject.end:
                continue
            if not self._is_to(one) or self._owns(one, piece):
                if self._is_within(one) or self._is_beside(piece.subject.start, one) or self._describes(one):
                    continue
                party = self.party(one)
                if party is not None and party not in named:
                    named.append(party)
        named.extend(self._by_alias(folded, named))
        if not named:
            heads = self._cues.groups["heads"]
            called = (entity for head, entity in self._parties.heads.items() if heads[head].search(folded))
            named.extend(dict.fromkeys(called))
        if not named and len(states) == 1 and rebels:
            if self._cues["powers"].search(folded):
                named.extend(states)
            elif (fighters := self._cues["fighters"].search(folded)) is not None and fighters.start() < _NEAR:
                return rebels, "fighters: those sides that are no state"
        if self._cues["states"].search(folded):
            sides = tuple(one for one in sides if self._is_state(one)) or sides
        together = self._cues["sides"].search(folded) or self._cues["singles"].search(folded)
        about = self._cues["people"].search(folded)
        if not named and self._tongue.code == "ru":
            # "Вдоль линии размещается контингент …": the subject stands behind the verb
            end = piece.span.end
            if (hangs := self._cues["conditions"].search(act)) is not None:
                end = min(end, piece.act + hangs.start())  # "по согласованию X и Y": they only agree to it
            behind = [one for one in mentions if piece.act <= one.start < end]
            behind = [one for one in behind if not self._is_to(one) and not self._is_within(one)]
            behind = [one for one in behind if not self._is_beside(piece.act, one)]
            behind = [one for one in behind if "nom" in one.features or "dat" not in one.features]
            found = [self.party(one) for one in behind]
            named.extend(dict.fromkeys(one for one in found if one is not None))
        if together is not None and (not named or piece.passive or self._tongue.code == "ar" or len(folded) < 40):
            return sides, "" if not piece.passive else "said of all sides in the passive"
        if named and not (about is not None and piece.passive):
            return tuple(named), "passive: the doer may be another" if piece.passive else ""
        if together is not None:
            return sides, ""
        return others, "passive, no doer named" if piece.passive else "the doer is no party that is known"

    def agent(self, piece: Piece, mentions: Sequence[Mention]) -> tuple[str, ...]:
        """Who does it in a passive or a noun: "by Armenia", «со стороны …», an instrumental."""
        out: list[str] = []
        end = piece.span.end
        if piece.form == "lists" and (ahead := self._ahead(piece, mentions)) is not None:
            return (ahead,)
        for one in mentions:
            if not piece.act <= one.start < end:
                continue
            before = self._tongue.normalise(self._text[max(piece.span.start, one.start - 40) : one.start] or " ").text
            marked = self._cues.before("agent", re.sub(r"\s(?:the|all)\s*$", " ", before), len(before))
            marked = marked or any(
                re.fullmatch(r"\s*(?:the |all )?(?:\w+ ){0,9}", before[agent.end() :])
                for agent in self._cues["agent"].finditer(before)
            )
            long = any(len(agent.group().split()) > 1 for agent in self._cues["agent"].finditer(before))
            near = self._text[piece.act : one.start].lower()
            if any(f" {word} " in near for word in ("and", "и")) and piece.form != "lists":
                continue  # "shall be held and monitored by": the agent of another verb
            if self._is_beside(piece.span.start, one):
                continue
            if marked and (piece.passive or piece.form == "lists" or long):
                party = self.party(one)
                if party is not None:
                    out.append(party)
        return tuple(dict.fromkeys(out))

    def _said(self, piece: Piece) -> str:
        """What names who does it, folded."""
        return self._tongue.normalise(piece.subject.words(self._text) or " ").text if piece.subject is not None else ""

    def _describes(self, mention: Mention) -> bool:
        """Whether a people's name only tells whose citizens, soil or words something is: "the people of …"."""
        if mention.name.via != "demonym":
            return False
        if self._tongue.code == "ar":
            near = self._text[max(0, mention.start - 24) : mention.start].split()[-1:]
        else:
            near = self._text[mention.end : mention.end + 30].split()[:1]
        beside = self._tongue.normalise(near[0].strip(" ,.;:")).text if near else ""
        return self._cues["bodies"].fullmatch(beside) is None

    def _own(self, piece: Piece, mentions: Sequence[Mention]) -> str | None:
        """Whose forces an act's noun names: "withdrawal of the forces of X from …"."""
        for one in mentions:
            if not piece.act <= one.start < piece.act + _NEAR or one.start >= piece.span.end:
                continue
            if one.name.via == "mention" or self._is_to(one) or self._is_beside(piece.span.start, one):
                continue
            entity = self._gazetteer.get(one.name.entity) if one.name.entity is not None else None
            forces = entity is not None and entity.type == "group"
            if forces or (one.name.via == "demonym" and not self._describes(one)):
                return self.party(one)
        return None

    def _ahead(self, piece: Piece, mentions: Sequence[Mention]) -> str | None:
        """Who stands before the noun of an act as its adjective: "UN monitoring of …"."""
        if self._tongue.code != "en":
            return None
        folded = self._tongue.normalise(piece.span.words(self._text))
        act = self._cues["acts"].search(folded.text)
        if act is None or self._cues["verbs"].match(folded.text):
            return None
        at = piece.span.start + folded.original(act.start(), act.end())[0]
        found = [self.party(one) for one in mentions if piece.span.start <= one.start and one.end <= at]
        return next((one for one in found if one is not None), None)

    def _by_alias(self, folded: str, named: Sequence[str]) -> list[str]:
        out = []
        for one in self._parties.found.values():
            if one.entity not in named and any(
                re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", folded) for alias in one.aliases
            ):
                out.append(one.entity)
        return out
