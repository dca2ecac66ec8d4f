"""Why a text is no agreement: a report about one, a resolution, a law, minutes, a contract between firms, or nothing.

An agreement's own text is told by what it does: sides that it names undertake acts of theirs. Each rule counts what
speaks against that, and is weighed against the promises that were found. Words: `data/refusal.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from mithaq.data import load_yaml, package_file
from mithaq.drafting.structure import Structure
from mithaq.errors import DataError
from mithaq.languages.base import language
from mithaq.reports.model import Span

_KEYS = ("press", "meeting", "resolution", "law", "trade")
_WORDS = 12
"""Words that a text has at least, if it is to promise anything."""
_HEAD = 400
"""Characters at the head in which a law names itself."""
_SENTENCES = 400
"""Sentences that are looked at: a text shows on its first pages what it is."""
_FILE = re.compile(r"`[^`\n]{2,80}`|\b[\w*-]+\.(?:ya?ml|json|txt|md|csv|py|html?|toml|pdf|docx)\b")
"""A name in code marks, or of a file."""
_TABLE = re.compile(r"[ ]{0,3}\|.*\|[ ]*$")
_ABOUT_FILES, _TABLED = 0.1, 0.5
"""The shares of lines from which on a text tells of files, or is a table."""
_CONTENTS = 0.6
"""The share of lines that lead to a page's number from which on a text is a table of contents."""
_LEADS = re.compile(r".{3,160}?(?:[.…·_]{3,} ?|\t+| {3,})[0-9٠-٩]{1,4}$")
PRESS, MEETING, TRADE, PARAGRAPHS = 0.25, 0.4, 0.35, 0.5
"""The shares of sentences (of paragraphs, for a resolution) from which on a text is of that sort."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text is no agreement, and what its bringer can do."""

    reason: str
    mend: str


@cache
def _words(code: str) -> dict[str, re.Pattern[str]]:
    source = package_file("drafting", "data", "refusal.yaml")
    data = load_yaml(source)
    rows = data.get(code) if isinstance(data, dict) else None
    if not isinstance(rows, dict) or set(rows) != set(_KEYS):
        raise DataError(f"the keys of {code!r} are not {', '.join(_KEYS)}", place=str(source), mend="see its head")
    before, out = (r"(?<!\w)[وف]?" if code == "ar" else r"(?<!\w)"), {}
    for key in _KEYS:
        try:
            out[key] = re.compile(f"{before}(?:{'|'.join(rows[key])})(?!\\w)")
        except (re.error, TypeError) as error:
            raise DataError(f"not a list of patterns: {error}", place=f"{source}: {code}.{key}") from error
    return out


def refusal(text: str, found: Structure, code: str, promised: Sequence[Span], *, parties: int) -> Refusal | None:
    """Why the text is no agreement, or None.

    promised: the words that promise something; parties: how many signatories are known by name.
    """
    count = len(text.split())
    if count < _WORDS:
        return Refusal(f"it holds only {count} words", "give the agreement's own text")
    if (laid := _laid_out(text)) is not None:
        return Refusal(laid, _OWN)
    tongue, words = language(code), _words(code)
    head = tongue.normalise(text[:_HEAD]).text
    agreed = _named(found, text, code) or parties >= 2
    paragraphs = [tongue.normalise(one.body.words(text)[:80]).text for one in found.clauses if one.part == "body"]
    opened = [one for one in paragraphs if words["resolution"].match(one.lstrip(" \"'«“-–—•*"))]
    if len(opened) >= 3 and len(opened) >= PARAGRAPHS * len(paragraphs):
        first = " ".join(opened[0].split()[:2])
        return Refusal(
            f"{len(opened)} of its {len(paragraphs)} paragraphs begin as those of a resolution do (“{first}”): one "
            "body decides, and no sides undertake anything",
            "give the agreement that the resolution speaks of",
        )
    law = words["law"].search(head)
    if law is not None and not agreed:
        return Refusal(f"it reads as a law (“{law.group().strip()}”), not as an agreement of sides", _OWN)
    sentences = [tongue.normalise(one.words(text)).text for one in tongue.sentences(text[:200_000])[:_SENTENCES]]
    sentences = [one for one in sentences if len(one.split()) >= 4]
    number = max(1, len(sentences))
    acts = min(len(promised), number)
    told = {key: [one for one in sentences if words[key].search(one)] for key in ("press", "meeting", "trade")}
    if len(told["trade"]) >= max(3, TRADE * number):
        return Refusal(_say(told["trade"], number, words["trade"], "a contract between private sides"), _OWN)
    if len(told["press"]) >= max(2, PRESS * number):
        what = "what somebody said or reported, as news does"
        return Refusal(_say(told["press"], number, words["press"], what), "give the agreement's own text, not a report")
    if len(told["meeting"]) >= max(2, MEETING * number) and acts <= len(told["meeting"]):
        what = "what was said and done at a meeting, which binds nobody"
        return Refusal(_say(told["meeting"], number, words["meeting"], what), _OWN)
    if not any(one.number for one in found.clauses if one.part in ("body", "annex")) and not agreed:
        return Refusal("it has no numbered clauses and names no two parties", _OWN)
    return None


def _laid_out(text: str) -> str | None:
    """Why the lines show that a text is no agreement's, in whatever language: it tells of files, is a table or
    contents. An agreement may have a table, and headings as pages have them."""
    lines = [line[:400] for line in text[:200_000].splitlines() if line.strip()]
    leads = sum(_LEADS.match(line) is not None for line in lines)
    if leads >= 3 and leads >= _CONTENTS * len(lines):
        return f"it is a table of contents: {leads} of its {len(lines)} lines lead to a page"
    files = [found.group() for line in lines if (found := _FILE.search(line)) is not None]
    if len(files) >= 3 and len(files) >= _ABOUT_FILES * len(lines):
        named = ", ".join(f"“{one.strip('`')}”" for one in dict.fromkeys(files[:3]))
        return (
            f"{len(files)} of its {len(lines)} lines name files or commands ({named}), as a description of files does"
        )
    tabled = sum(_TABLE.match(line) is not None for line in lines)
    if tabled >= 5 and tabled >= _TABLED * len(lines):
        return f"{tabled} of its {len(lines)} lines are rows of a table"
    return None


_OWN = "give the agreement's own text"


def _named(found: Structure, text: str, code: str) -> bool:
    """Whether the title names an agreement."""
    from mithaq.drafting.words import fold, words

    if found.title is None:
        return False
    title = re.split(r"[^\w-]+", fold(found.title.words(text)))
    return any(word in words(code).named for word in title)


def _say(found: Sequence[str], number: int, words: re.Pattern[str], what: str) -> str:
    seen = dict.fromkeys(match.group().strip() for one in found if (match := words.search(one)) is not None)
    quoted = ", ".join(f"“{one}”" for one in list(seen)[:3])
    return f"{len(found)} of its {number} sentences tell {what} ({quoted})"
