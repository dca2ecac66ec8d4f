"""Acts that are told with two times: when they begin, and when they end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mithaq.drafting.cues import Cues
from mithaq.drafting.promises import Piece
from mithaq.languages.base import Language
from mithaq.reading.claims import Time
from mithaq.reports.model import Span


def split_by_end(
    pieces: Sequence[Piece], text: str, times: Sequence[Time], tongue: Language, words: Cues
) -> list[Piece]:
    """Pieces cut where the same act ends ("shall begin by one day and be completed by another"): the end is a promise
    of its own, counted from the beginning if it names nothing else."""
    out: list[Piece] = []
    for one in pieces:
        folded = tongue.normalise(one.span.words(text))
        cut = None
        if (
            out
            and words["ends"].match(f" {folded.text}")
            and any(_in(time, one.span.start, one.span.end) for time in times)
        ):
            cut = one.span.start
        for end in words["ends"].finditer(folded.text):
            at = one.span.start + folded.original(end.start(), end.end())[0]
            if cut is not None or end.start() == 0:
                break
            before = any(_in(time, one.span.start, at) for time in times)
            before = before or words["nth_day"].search(folded.text, 0, end.start()) is not None
            if before and any(_in(time, at, one.span.end) for time in times):
                cut = at
        if cut is None:
            out.append(one)
            continue
        if cut > one.span.start:
            out.append(replace(one, span=Span(one.span.start, cut)))
        skip = len(text[cut : one.span.end]) - len(text[cut : one.span.end].lstrip(" ,;،؛"))
        out.append(
            replace(one, span=Span(cut + skip, one.span.end), act=cut + skip, inherited=True, again=True, ends=True)
        )
    return out


def _in(time: Time, start: int, end: int) -> bool:
    return start <= time.start < end
