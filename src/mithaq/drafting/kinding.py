"""Which kinds of promise some words speak of, told by the reader's claims."""

from __future__ import annotations

from functools import cache, lru_cache

from mithaq.reading.reader import Reader

_SCORE = 0.6
"""How far one claim is believed; each further kind of the same words half as far as the one before."""


def kind_of(text: str, language: str) -> list[tuple[str, float]]:
    """(kind, score from 0 to 1), likeliest first; empty where no claim of a known kind is read."""
    return list(_kinds(text, language))


@cache
def _reader() -> Reader:
    return Reader({})


@lru_cache(maxsize=4096)
def _kinds(text: str, language: str) -> tuple[tuple[str, float], ...]:
    claims = _reader().read(text, language).claims
    found = dict.fromkeys(one.kind for one in claims if one.kind is not None)
    return tuple((kind, _SCORE / 2**n) for n, kind in enumerate(found))
