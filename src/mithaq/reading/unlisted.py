"""Names in no list: people, bodies and places known by how they are written and by the words beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mithaq.gazetteer import Gazetteer
from mithaq.languages.base import Language
from mithaq.languages.lexicon import Hit
from mithaq.reading.scene import Mention


def find_unlisted(
    text: str,
    hits: Sequence[Hit],
    mentions: Sequence[Mention],
    nested: Sequence[Mention],
    tongue: Language,
    gazetteer: Gazetteer,
) -> tuple[list[Mention], list[Mention]]:
    """All mentions of a text in order, those of the gazetteer and those of names in no list; and the nested ones.

    A listed name inside a longer one that is in no list ("Georgia" in "Bank of Georgia") becomes nested; one that is
    another's name there ("Chad" in "Chad Smith") is dropped.
    """
    if tongue.code == "en":
        from mithaq.reading import names_english

        found, dropped = names_english.find(text, hits, mentions)
    elif tongue.code == "ru":
        from mithaq.reading import names_russian

        found, dropped = names_russian.find(text, hits, mentions)
    else:
        from mithaq.reading import names_arabic

        found, dropped = names_arabic.find(text, hits, mentions)
    _tie(found, hits, gazetteer)
    out: list[Mention] = []
    inner = list(nested)
    for mention in sorted([*(m for m in mentions if id(m) not in dropped), *found], key=lambda m: (m.start, -m.end)):
        if out and mention.start < out[-1].end:
            inner.append(mention)
        else:
            out.append(mention)
    inner.sort(key=lambda one: one.start)
    return out, inner


_ALIKE = {"organisation": ("organisation", "group"), "group": ("organisation", "group"), "place": ("place", "state")}


def _tie(found: list[Mention], hits: Sequence[Hit], gazetteer: Gazetteer) -> None:
    """Give a name the entity that bears it in the gazetteer: one too weak to be believed alone, which the words beside
    it confirm ("the town of Shire")."""
    ends: dict[int, list[Hit]] = {}
    for hit in hits:
        if hit.what == "name" and hit.entry.detail == "name":
            ends.setdefault(hit.end, []).append(hit)
    for mention in found:
        if mention.name.entity is not None:
            continue
        for hit in ends.get(mention.end, ()):
            entity = gazetteer.entities[hit.id]
            whole = hit.start == mention.start
            kind = mention.name.type
            if hit.start < mention.start or entity.type not in _ALIKE.get(kind, (kind,)):
                continue
            if whole or (entity.type == "place" and kind == "place"):
                country = gazetteer.country(entity.id)
                mention.name = replace(mention.name, type=entity.type, entity=entity.id, country=country)
                break
