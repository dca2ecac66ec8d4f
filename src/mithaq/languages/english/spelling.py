"""One word, several spellings: British and American, solid, hyphenated and apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from mithaq.languages.english.irregular import irregular

_PARTICLES = frozenset({"over", "out", "up", "back", "off", "down", "in", "on", "away"})
_PREFIXES = frozenset({
    "re", "co", "de", "un", "non", "pre", "anti", "counter", "mis", "dis", "multi", "bi", "tri", "over", "under", "sub",
})  # fmt: skip
_MOST_VARIANTS = 24


def american(word: str) -> str | None:
    known = irregular()
    for british, american in known.spelling.items():
        if word.startswith(british) and not word.startswith(american + american[-1] * 2):
            return american + word[len(british) :]
    found = re.search(r"is(e|es|ed|ing|ation|ations|er|ers)\Z", word)
    if found and len(word) - len(found.group()) >= 3:
        base = word[: found.start()] + "ise"
        if not any(base.endswith(kept) for kept in known.only_ise if len(kept) > 4) and base not in known.only_ise:
            return f"{word[: found.start()]}iz{found.group(1)}"
    return None


def british(word: str) -> str | None:
    known = irregular()
    for british, american in known.spelling.items():
        if word.startswith(american) and not word.startswith(british) and len(american) > 4:
            return british + word[len(american) :]
    found = re.search(r"iz(e|es|ed|ing|ation|ations|er|ers)\Z", word)
    if found and len(word) - len(found.group()) >= 3 and not word.startswith(("seiz", "siz", "capsiz", "priz")):
        return f"{word[: found.start()]}is{found.group(1)}"
    return None


def _word_variants(word: str) -> list[str]:
    """One written word in all its spellings: British and American, solid, hyphenated and apart."""
    out = [word]
    for other in (american(word), british(word)):
        if other is not None and other not in out:
            out.append(other)
    known = irregular()
    for text in list(out):
        if "-" in text:
            first, _, last = text.partition("-")
            if last not in _PARTICLES and first not in _PREFIXES:
                out.append(text.replace("-", " "))
            solid = text.replace("-", "")
            if any(solid.startswith(start) for start in known.compounds):
                out.append(solid)
            continue
        for start, hyphenated in known.compounds.items():
            if text.startswith(start):
                spelt = hyphenated + text[len(start) :]
                out.append(spelt)
                first, _, second = hyphenated.partition("-")
                if len(first) > 3 and second not in _PARTICLES:  # "hand over" apart is the verb
                    out.append(spelt.replace("-", " "))
                break
    return list(dict.fromkeys(out))


def variants(text: str) -> list[str]:
    """A phrase in all its spellings, the given one first."""
    made: Iterator[tuple[str, ...]] = product(*(_word_variants(word) for word in text.split(" ")))
    out: list[str] = []
    for words in made:
        out.append(" ".join(words))
        if len(out) >= _MOST_VARIANTS:
            break
    return out
