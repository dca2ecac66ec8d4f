"""Names of offices and bodies put together from a title and a state: "Prime Minister of Armenia"."""

from __future__ import annotations

from collections.abc import Mapping

Names = Mapping[str, tuple[str, ...]]


def composed_names(titles: Names, states: Names, demonyms: Names, of: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Names of the office in every language in which title and state have one; the label comes first."""
    found: dict[str, tuple[str, ...]] = {}
    for code in titles:
        shown = composed_label(code, titles, states, demonyms, of)
        if shown is not None:
            found[code] = (shown,)
    return found


def composed_label(code: str, titles: Names, states: Names, demonyms: Names, of: Mapping[str, str]) -> str | None:
    """The name of the office in one language; None if title or state has no name in it."""
    if not titles.get(code) or not states.get(code):
        return None
    title, state = titles[code][0], of.get(code, states[code][0])
    adjectives = demonyms.get(code, ())
    if code == "en":
        return f"{title} of {state}"
    if code == "ru" and (code in of or state.upper() == state):
        return f"{title} {state}"
    if code == "ar" and adjectives:
        return f"{_definite(title)} {_adjective(title, adjectives[0])}"
    return f"{title} ({states[code][0]})"


def _definite(title: str) -> str:
    """The Arabic title with the article, unless a word of it already has one."""
    if any(word.startswith(("ال", "لل")) for word in title.split()):
        return title
    return "ال" + title


def _adjective(title: str, lemma: str) -> str:
    """The adjective of nationality in the gender of the Arabic title's head."""
    head = title.split()[0]
    feminine = head.endswith(("ة", "ات"))  # "-āt": plurals of things, قوات
    return f"ال{lemma}{'ة' if feminine else ''}"
