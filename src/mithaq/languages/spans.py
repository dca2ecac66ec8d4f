"""From the places where sentences begin to the sentences, in any language."""

from __future__ import annotations

from collections.abc import Iterable

from mithaq.reports.model import Span


def _cut(text: str, start: int, end: int, longest: int) -> list[Span]:
    """A stretch as one span, or several when it is too long for a sentence."""
    out: list[Span] = []
    while end - start > longest:
        at = text.rfind(" ", start + longest // 2, start + longest) + 1
        at = at or start + longest
        out.append(Span(start, at))
        start = at
    out.append(Span(start, end))
    return out


def spans(text: str, bounds: Iterable[int], longest: int) -> list[Span]:
    """The stretches of a text between bounds, in order; together they cover it.

    White space belongs to what stands before it; a stretch of more than `longest` characters is cut at white space.
    """
    out: list[Span] = []
    start = 0
    for bound in bounds:
        if bound <= start:
            continue
        if text[start:bound].isspace():
            if out:
                out[-1] = Span(out[-1].start, bound)
                start = bound
            continue
        out.extend(_cut(text, start, bound, longest))
        start = bound
    if start < len(text):
        if out:
            out[-1] = Span(out[-1].start, len(text))
        elif text.strip():
            out.extend(_cut(text, start, len(text), longest))
    return out
