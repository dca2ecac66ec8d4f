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
        for end in words["ends"].finditer(folded.text):
            at = one.span.start + folded.original(end.start(), end.end())[0]
            before = any(one.span.start <= time.start < at for time in times)
            before = before or words["nth_day"].search(folded.text, 0, end.start()) is not None
            if not any(at <= time.start < one.span.end for time in times):
                continue
            if end.start() == 0 and out:
                cut = at
                break
            if before and end.start() > 0:
                cut = at
                break
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
