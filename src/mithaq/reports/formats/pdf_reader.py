"""Reads one PDF from standard input in a process of its own, and writes what it holds to standard output as JSON.

PDF is a language for printers, and its readers are large programs in C: one that is stopped by a hostile file, or that
takes all memory or time, must not take the run with it. `pdf.py` starts this module, waits, and judges its answer.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

from mithaq.reports.formats.paragraphs import paragraphs
from mithaq.reports.formats.sheet import Glyph, Row, rows

PAGES = 3000
"""Pages of a document, at most."""
LETTERS = 40_000
"""Letters of one page, at most: a newspaper's page has half as many."""
LIMIT_LETTERS = 6_000_000
MEMORY = 1_500 * 1024 * 1024
"""Bytes that the process may take."""
SECONDS = 120
"""Seconds of one processor that the process may take."""


def main() -> int:
    """Answer with {"text", "notes": {...}} or with {"error": word}."""
    _bound()
    data = sys.stdin.buffer.read()
    try:
        answer = read(data)
    except MemoryError:
        answer = {"error": "memory"}
    json.dump(answer, sys.stdout)
    return 0


def read(data: bytes) -> dict[str, Any]:
    """The document's text and what is to be told of it; "error" with one word where it cannot be read."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) or "assword" in str(error)
        return {"error": "encrypted" if locked else "broken"}
    count = len(document)
    if count > PAGES:
        return {"error": "pages", "pages": count}
    pages: list[list[Row]] = []
    empty: list[int] = []
    broken: list[int] = []
    unknown = letters = 0
    for number in range(count):
        try:
            glyphs, lost = _glyphs(document, number, raw)
        except pypdfium2.PdfiumError:
            broken.append(number + 1)
            pages.append([])
            continue
        unknown += lost
        letters += sum(bool(one.letter.strip()) for one in glyphs)
        if letters > LIMIT_LETTERS:
            return {"error": "letters"}
        found = rows(glyphs)
        pages.append(found)
        if sum(one.letter.isalnum() for one in glyphs) < 10:
            empty.append(number + 1)
    document.close()
    text, notes, dropped = paragraphs(pages)
    return {
        "text": "\n\n".join([*text, *(f"[{at}] {_bare(note)}" for at, note in enumerate(notes, 1))]),
        "pages": count,
        "empty": empty,
        "broken": broken,
        "footnotes": len(notes),
        "running": dropped,
        "letters": letters,
        "unknown": unknown,
    }


def _bare(note: str) -> str:
    """A footnote without the number it is printed with: it gets one of its own, since pages count anew."""
    bare = note.lstrip("[(0123456789¹²³⁴⁵⁶⁷⁸⁹⁰*†‡)]. ")
    return bare or note


def _glyphs(document: Any, number: int, raw: Any) -> tuple[list[Glyph], int]:
    """The letters of a page with their places, turned upright, and how many signs have no letter that is known."""
    page = document[number]
    sheet = page.get_textpage()
    count = min(raw.FPDFText_CountChars(sheet), LETTERS)
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    out: list[Glyph] = []
    unknown = 0
    for at in range(count):
        code = raw.FPDFText_GetUnicode(sheet, at)
        if raw.FPDFText_IsGenerated(sheet, at) == 1 or code in (0xFFFE, 0xFFFF):
            continue
        if code == 2 or code == 0xAD:  # PDFium's own sign for a hyphen at a line's end
            code = 0x2D
        if (code < 32 and code not in (9,)) or code == 0xFFFD or 0xE000 <= code <= 0xF8FF:
            unknown += code != 0xF0B7
            code = 0x2022 if code == 0xF0B7 else 0xFFFD
        if code in (9, 0xA0) or 0x2000 <= code <= 0x200A or code == 0x202F or code == 0x3000:
            code = 32
        if not raw.FPDFText_GetCharOrigin(sheet, at, x, y) or not raw.FPDFText_GetLooseCharBox(sheet, at, box):
            continue
        turn = round(raw.FPDFText_GetCharAngle(sheet, at) / 1.5707963) % 4
        size = raw.FPDFText_GetFontSize(sheet, at)
        out.append(_upright(chr(code), x.value, y.value, box, turn, size))
    sheet.close()
    page.close()
    return out, unknown


def _upright(letter: str, x: float, y: float, box: Any, turn: int, size: float) -> Glyph:
    """A letter as it would stand if its line ran level."""
    if turn == 0:
        left, right, height = box.left, box.right, abs(box.top - box.bottom)
    elif turn == 2:
        left, right, height = -box.right, -box.left, abs(box.top - box.bottom)
        x, y = -x, -y
    elif turn == 1:
        left, right, height = -box.top, -box.bottom, abs(box.right - box.left)
        x, y = -y, x
    else:
        left, right, height = box.bottom, box.top, abs(box.right - box.left)
        x, y = y, -x
    # Many files scale a font of size 1: the box tells the size that is seen.
    seen = size if size > 2 else height / 1.15
    return Glyph(letter, x, y, min(left, right), max(left, right), max(seen, 0.5))


def _bound() -> None:
    try:
        import resource
    except ImportError:  # not on Windows: there the time alone is bounded, by whoever waits
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # At the first limit the system tells the process to stop (SIGXCPU), at the second it is killed.
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))


if __name__ == "__main__":
    sys.exit(main())
