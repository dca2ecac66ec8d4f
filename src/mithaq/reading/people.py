"""Who acted and whom it reached, as the sense of a word of doing says where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from mithaq.languages.base import Language
from mithaq.languages.lexicon import Hit
from mithaq.languages.senses import Sense, senses
from mithaq.reading.claims import Name, Quotation
from mithaq.reading.clauses import Trigger, governor
from mithaq.reading.objects import Thing
from mithaq.reading.roles import Roles, find_roles, names_of
from mithaq.reading.scene import AGENTS, Group, Mention, Scene

_OWN_WORDS = frozenset({"praise", "criticise", "accuse", "demand", "promise", "threaten", "congratulate"})
"""Done by saying: a speaker who praises needs no other subject."""
_PEOPLE = frozenset({"prisoner", "body", "troops", "peacekeeper", "displaced", "residents"})
_BY_WHO_SPEAKS = frozenset({"address", "congratulate"})
"""A letter is of the one who says something in its sentence."""
_ADDRESSED = ("against", "to", "with", "request", "from")
"""Where the one concerned stands who is no object: "broke off ties *with* X", "demanded *of* X"."""
_NEXT_VERB = 60
_MEDIATING = frozenset({"mediate"})
"""Who does it stands after "with the mediation of"."""
_OWN_TROOPS = frozenset({"withdraw", "complete_withdrawal", "deploy", "fully_deploy", "redeploy"})
"""What forces do themselves: whose they are, is who did it."""


def _beside(mention: Mention, thing: Thing) -> bool:
    return -1 <= thing.start - mention.end <= 2 or -1 <= mention.start - thing.end <= 2


def _adjoins(group: Group, trigger: Trigger) -> bool:
    return 0 <= trigger.start - group.end <= 2 or 0 <= group.start - trigger.end <= 2


class People:
    """Finds the actors and recipients of the triggers of one sentence."""

    def __init__(self, scene: Scene, verbs: Sequence[Hit], tongue: Language) -> None:
        self.scene, self.verbs, self.tongue = scene, verbs, tongue
        self._roles: dict[int, Roles] = {}

    def roles(self, hit: Hit) -> Roles:
        """The groups around a word of doing, by role; looked for once a word."""
        key = id(hit)
        found = self._roles.get(key)
        if found is None:
            found = self._roles[key] = find_roles(self.scene, hit, self.verbs, self.tongue)
        return found

    def of(
        self,
        trigger: Trigger,
        hit: Hit,
        sense: Sense,
        quotation: Quotation | None,
        concerned: Sequence[Thing],
    ) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
        """Actors and recipients, as the sense says where they stand."""
        roles = self.roles(hit)
        ruler = governor(self.scene, trigger, self.verbs) if trigger.nominal or not self._own_subject(trigger) else None
        above = self.roles(ruler) if ruler is not None else None
        subject = roles.subject
        if subject is None and above is not None and ruler is not None and self._shares(ruler, trigger):
            subject = above.subject
        if sense.actor == "between":
            return self._partners(roles, above, subject)
        actors: tuple[Name, ...] = ()
        if sense.actor == "subject":
            actors = self._agents(subject)
        named: Group | None = None
        if sense.id in _OWN_WORDS and quotation is not None and quotation.direct and quotation.speaker is not None:
            # "We value the efforts that Russia makes": whoever is quoted values them, and Russia is valued
            if subject is None or not _adjoins(subject, trigger):
                actors, named = (quotation.speaker,), subject
        if sense.id in _MEDIATING:
            actors = self._agents(roles.by_role.get("through")) or actors
        if not actors and sense.id in _BY_WHO_SPEAKS:
            speaking = (hit for hit in self.scene.speech if hit.entry.pos == "verb")
            found = (self.roles(hit).subject for hit in speaking)
            actors = next((self._agents(group) for group in found if group is not None), ())
        owners = self._owners(concerned)
        if not actors and sense.actor == "subject" and sense.id in _OWN_TROOPS:
            actors = owners
        recipients = self._recipients(sense, roles, above, subject, actors)
        if not recipients and sense.recipient == "to":
            recipients = owners
        if not recipients and sense.id in _MEDIATING:  # "with the mediation of X, Y and Z agreed"
            behind = (verb for verb in self.verbs if 0 <= verb.start - trigger.end <= _NEXT_VERB)
            found = (self.roles(verb).subject for verb in behind)
            recipients = next((self._agents(group) for group in found if group is not None), ())
        if not recipients and named is not None:
            recipients = self._agents(named)
        return actors, tuple(name for name in recipients if name not in actors)

    def _owners(self, concerned: Sequence[Thing]) -> tuple[Name, ...]:
        """Whose the people concerned are: "fifteen *Armenian* detainees", "the *Russian* contingent"."""
        out = []
        for one in concerned:
            if one.concept in _PEOPLE:
                out += [m.name for m in self.scene.mentions if m.modifier and _beside(m, one)]
                if one.place is not None and one.place.name.type in AGENTS:
                    out.append(one.place.name)
        return tuple(dict.fromkeys(out))

    def _own_subject(self, trigger: Trigger) -> bool:
        return trigger.finite and not trigger.infinitive

    def _shares(self, ruler: Hit, trigger: Trigger) -> bool:
        """Whether the verb above lends its subject: what somebody demands or denies is another's doing."""
        if ruler.what == "event" and senses()[ruler.id].cue in ("demanded", "alleged"):
            return False
        if ruler.what == "event" and senses()[ruler.id].id in ("praise", "criticise", "implement", "mediate"):
            return False
        return not (ruler.what == "speech" and trigger.nominal)

    def _partners(
        self, roles: Roles, above: Roles | None, subject: Group | None
    ) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
        groups: list[Group | None] = [subject, roles.by_role.get("between"), roles.by_role.get("with"), roles.object]
        if above is not None:
            groups += [above.by_role.get("between"), above.by_role.get("with")]
        names: list[Name] = []
        for group in groups:
            for name in self._agents(group):
                if name not in names:
                    names.append(name)
        sides = tuple(names)
        return sides, sides

    def _recipients(
        self, sense: Sense, roles: Roles, above: Roles | None, subject: Group | None, actors: tuple[Name, ...]
    ) -> tuple[Name, ...]:
        match sense.recipient:
            case "none":
                return ()
            case "subject":
                return self._agents(subject)
            case "object":
                group = roles.object or next(
                    (one for role in _ADDRESSED if (one := roles.by_role.get(role)) is not None and one is not subject),
                    None,
                )
                return self._agents(group) if group is not subject else ()
            case "between":
                group = roles.by_role.get("between") or (above.by_role.get("between") if above else None)
                return self._agents(group or roles.object)
            case role:
                group = roles.by_role.get(role) or (above.by_role.get(role) if above else None)
                if group is None and role in ("to", "against"):
                    group = roles.object if roles.object is not subject else None
                    group = group or roles.by_role.get("request") or roles.by_role.get("from" if role == "to" else "to")
                found = self._agents(group)
                return found if group is not subject else ()

    def _agents(self, group: Group | None) -> tuple[Name, ...]:
        """The members of a group that can act."""
        return tuple(name for name in names_of(group) if name.type in AGENTS)
