"""Names in no list: people, bodies and places known by how they are written and by the words beside them."""

from __future__ import annotations

from collections.abc import Sequence

from mithaq.languages.base import Language
from mithaq.languages.lexicon import Hit
from mithaq.reading.scene import Mention


def find_unlisted(
    text: str, hits: Sequence[Hit], mentions: Sequence[Mention], nested: Sequence[Mention], tongue: Language
) -> tuple[list[Mention], list[Mention]]:
    """All mentions of a text in order, those of the gazetteer and those of names in no list; and the nested ones.

    A listed name inside a longer one that is in no list ("Georgia" in "Bank of Georgia") becomes nested; one that is
    another's name there ("Chad" in "Chad Smith") is dropped.
    """
    match tongue.code:
        case "en":
            from mithaq.reading.names_english import find
        case "ru":
            from mithaq.reading.names_russian import find
        case _:
            from mithaq.reading.names_arabic import find
    found, dropped = find(text, hits, mentions)
    out: list[Mention] = []
    inner = list(nested)
    for mention in sorted([*(m for m in mentions if id(m) not in dropped), *found], key=lambda m: (m.start, -m.end)):
        if out and mention.start < out[-1].end:
            inner.append(mention)
        else:
            out.append(mention)
    inner.sort(key=lambda one: one.start)
    return out, inner
