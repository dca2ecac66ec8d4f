"""Hostile words made harmless: bounded, without hidden characters, and never a link unless it is one to the web."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import Markup, escape

TITLE, OUTLET, ADDRESS, QUOTE, REMARK = 300, 120, 2000, 1500, 400
"""The largest number of characters shown of a title, an outlet, an address, a quotation, a reason."""
BEFORE_TRIGGER = 500
"""Characters kept before the marked word when a quotation is shortened."""

_BIDI = "\u202a-\u202e\u2066-\u2069"
"""Characters that embed, override or isolate: they can turn the order of what is read."""
_HIDDEN = re.compile(rf"[{_BIDI}\u200e\u200f\u061c\u200b\ufeff\u2028\u2029\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_IN_QUOTE = re.compile(rf"[{_BIDI}]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]|\r\n?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}")
_HOST = re.compile(r"[^\s\x00-\x20\"'<>\\^`{|}@]+")


def plain(text: str | None, limit: int) -> str:
    """The words on one line without hidden characters, at most `limit` of them. Still to be escaped."""
    if not text:
        return ""
    # Cut first, so that a text of many megabytes costs nothing.
    words = " ".join(_HIDDEN.sub(" ", text[: 4 * limit]).split())
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def link(address: str | None) -> str | None:
    """The address if it can be followed safely: http or https, a host, nobody's name and password in it."""
    if not address or len(address) > ADDRESS or _HIDDEN.search(address) or any(char.isspace() for char in address):
        return None
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or not _HOST.fullmatch(parts.netloc):
        return None
    return address


def language_tag(language: str | None) -> str:
    """The value of a `lang` attribute; empty, which is to say unknown, if it is not like one."""
    return language if language and _LANGUAGE.fullmatch(language) else ""


def window(start: int, end: int, trigger: tuple[int, int] | None) -> tuple[int, int]:
    """The part of a quotation to show: all of it, or if it is very long the part around the marked word."""
    if end - start <= QUOTE:
        return start, end
    first = max(start, trigger[0] - BEFORE_TRIGGER) if trigger and start <= trigger[0] < end else start
    first = min(first, end - QUOTE)
    return first, first + QUOTE


def quotation(text: str, start: int, end: int, trigger: tuple[int, int] | None) -> Markup:
    """The characters `start` to `end` of a report as HTML, character for character, the trigger in <mark>.

    Characters that would turn the direction are taken out and shown as a sign in their place; those that no HTML
    may hold become U+FFFD.
    """
    if trigger is None or not start <= trigger[0] < trigger[1] <= end:
        return _exact(text[start:end])
    before, marked, after = text[start : trigger[0]], text[trigger[0] : trigger[1]], text[trigger[1] : end]
    return Markup("{}<mark>{}</mark>{}").format(_exact(before), _exact(marked), _exact(after))


def _exact(text: str) -> Markup:
    pieces: list[Markup] = []
    at = 0
    for found in _IN_QUOTE.finditer(text):
        pieces.append(escape(text[at : found.start()]))
        char = found[0]
        if char[0] == "\r":
            pieces.append(Markup("&#13;" + "\n" * (len(char) - 1)))
        elif "\u202a" <= char <= "\u2069":
            pieces.append(Markup('<span class="hidden-char" data-code="U+{:04X}"></span>').format(ord(char)))
        else:
            pieces.append(Markup("\ufffd"))
        at = found.end()
    pieces.append(escape(text[at:]))
    return Markup("").join(pieces)
