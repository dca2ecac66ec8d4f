"""PDF documents: their words in the order of reading, Arabic ones included, read in a process of its own."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
from typing import Any

from mithaq.errors import FormatError

PYTHON = sys.executable
SECONDS = 120
"""Seconds of one processor that a document may take; three hundred pages take about ten."""
WAIT = 600 if importlib.util.find_spec("resource") else SECONDS
"""Seconds of the clock that are waited: on a busy machine a document may take much longer than it computes. Where
computing is not bounded (Windows), the clock alone bounds it."""
_MAGIC = b"%PDF-"
_UNKNOWN = 0.05
"""The share of signs without a letter, from which on the text cannot be trusted."""
_SAVE = "save it as text, DOCX or HTML"
_SCANNED = "run text recognition over it first (ocrmypdf, for instance), and check what it writes"
_ERRORS = {
    "encrypted": ("the PDF is locked with a password", "save it without one"),
    "broken": ("the PDF is damaged: it cannot be opened", "bring the file again from its source"),
    "pages": ("the PDF has more than 3,000 pages", "split it: one file holds one document"),
    "letters": ("the PDF has more than six million letters", "split it: one file holds one document"),
    "memory": ("the PDF takes more memory than a document may", _SAVE),
}


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF: its mark may stand behind some bytes of junk, as readers of it allow."""
    return _MAGIC in data[:1024] and not data[:1024].lstrip().startswith((b"<", b"PK"))


def extract(data: bytes, *, place: str) -> tuple[str, tuple[str, ...]]:
    """The document's text, one paragraph a line with an empty one between, and what its bringer should know of it.

    Left out are page numbers and what every page repeats; footnotes stand at the end. Raises FormatError for a
    document that is locked, damaged, too large or takes too long, and for one of pictures only (scanned).
    """
    found = _read(data, place)
    if "error" in found:
        message, mend = _ERRORS[found["error"]]
        raise FormatError(message, place=place, mend=mend)
    count, empty, broken = found["pages"], found["empty"], found["broken"]
    if len(broken) == count:
        message, mend = _ERRORS["broken"]
        raise FormatError(message, place=place, mend=mend)
    if not found["text"].strip() or len(empty) + len(broken) > 0.8 * count:
        pages = "its page is a picture" if count == 1 else "its pages are pictures"
        raise FormatError(f"the PDF holds no text: {pages}, as of a scan", place=place, mend=_SCANNED)
    if found["unknown"] > _UNKNOWN * max(1, found["letters"]):
        raise FormatError(
            "the PDF does not say which letters its signs stand for", place=place, mend=f"{_SAVE}, or {_SCANNED}"
        )
    return found["text"], tuple(_notes(found))


def _notes(found: dict[str, Any]) -> list[str]:
    notes = []
    if found["empty"]:
        notes.append(f"without text, perhaps pictures: {_pages(found['empty'])}")
    if found["broken"]:
        notes.append(f"damaged and not read: {_pages(found['broken'])}")
    if found["unknown"]:
        notes.append(f"signs that stand for no known letter, shown as \ufffd: {found['unknown']}")
    if found["footnotes"]:
        notes.append(f"footnotes put at the end: {found['footnotes']}")
    if found["running"]:
        notes.append(f"lines of running titles and page numbers left out: {found['running']}")
    return notes


def _pages(numbers: list[int]) -> str:
    shown = ", ".join(str(one) for one in numbers[:10])
    return f"{'page' if len(numbers) == 1 else 'pages'} {shown}{' …' if len(numbers) > 10 else ''}"


def _read(data: bytes, place: str) -> dict[str, Any]:
    command = [PYTHON, "-m", "mithaq.reports.formats.pdf_reader"]
    # The reader is to be the same code as this, whichever way it was found.
    paths = {"PYTHONPATH": os.pathsep.join(one for one in sys.path if one), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=WAIT, env={**os.environ, **paths})
    except subprocess.TimeoutExpired as error:
        raise FormatError(f"the PDF takes more than {WAIT} seconds to read", place=place, mend=_SAVE) from error
    if done.returncode and -done.returncode == getattr(signal, "SIGXCPU", None):
        message = f"the PDF takes more than {SECONDS} seconds of computing to read"
        raise FormatError(message, place=place, mend=_SAVE)
    try:
        found = json.loads(done.stdout)
    except ValueError:
        found = None
    if done.returncode or not isinstance(found, dict):
        if b"ModuleNotFoundError" in done.stderr:
            raise FormatError(
                "PDF files need the package pypdfium2, which is not installed",
                place=place,
                mend="pip install pypdfium2",
            )
        raise FormatError("reading the PDF broke off: it is damaged or too complex", place=place, mend=_SAVE)
    return found
