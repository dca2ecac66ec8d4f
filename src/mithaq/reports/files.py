"""Reports from files and folders: bytes in, a Report out, or the reason why not."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mithaq.errors import FormatError, InputError, LanguageError, MithaqError
from mithaq.reports.detect import detect_language, other_language
from mithaq.reports.encoding import decode
from mithaq.reports.fields import Fields, checked_day, checked_language, choices
from mithaq.reports.model import Report

LIMIT = 50 * 1024 * 1024
"""Bytes of one report file: no published report comes near it."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that could not be read as a report, with the reason (and in it file, line and mend)."""

    path: Path
    reason: MithaqError


def read_report(
    path: Path | str,
    *,
    language: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    address: str | None = None,
    licence: str | None = None,
    encoding: str | None = None,
) -> Report:
    """The report in one file; what is given here goes before what the file says of itself.

    Raises InputError if the file cannot be opened, FormatError if its bytes or its front matter are wrong,
    LanguageError if its language is none of those read or cannot be told.
    """
    fields = Fields(outlet, published, language, address, title, licence)
    return report_from_bytes(read_bytes(Path(path)), place=str(path), fields=fields, encoding=encoding)


def report_from_bytes(data: bytes, *, place: str, fields: Fields | None = None, encoding: str | None = None) -> Report:
    """The report in `data`. place: what messages call it. Errors as in `read_report`."""
    return document_from_bytes(data, place=place, fields=fields, encoding=encoding)[0]


def document_from_bytes(
    data: bytes, *, place: str, fields: Fields | None = None, encoding: str | None = None
) -> tuple[Report, tuple[str, ...]]:
    """The report in `data`, and what was left out or moved in reading it, one phrase each ("2 pictures not read").

    Only PDF and DOCX have such notes. Errors as in `read_report`.
    """
    if len(data) > LIMIT:
        raise _too_large(place)
    from mithaq.reports.formats import docx, page, pdf, plain

    given = _checked(fields or Fields())
    found = Fields()
    notes: tuple[str, ...] = ()
    if pdf.is_pdf(data):
        body, notes = pdf.extract(data, place=place)
    elif docx.is_zip(data):
        body, notes = docx.extract(data, place=place)
    else:
        text = decode(data, place=place, encoding=encoding, declared=page.declared_encoding(data))
        if page.is_feed(text):
            raise FormatError("this is a feed of many reports", place=place, mend="save each of its articles as a file")
        found, body = page.extract(text, place=place) if page.is_page(text) else plain.split(text, place=place)
    known = given.over(found)
    report = Report.of(
        body,
        language=known.language or _language(body, place),
        outlet=known.outlet,
        published=known.published,
        title=known.title,
        address=known.address,
        licence=known.licence,
    )
    return report, notes


def read_reports(paths: Iterable[Path | str], **overrides: str | None) -> Iterator[Report | Skipped]:
    """Every report in the files and folders named, in order; a file that cannot be read is a Skipped."""
    for path in report_files(paths):
        try:
            yield read_report(path, **overrides)
        except MithaqError as reason:
            yield Skipped(path, reason)


def report_files(paths: Iterable[Path | str]) -> Iterator[Path]:
    """The files named, and those below the folders named, sorted; hidden files of folders are passed over."""
    for one in map(Path, paths):
        if not one.is_dir():
            yield one
            continue
        for folder, folders, names in os.walk(one):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, never more than `LIMIT`; InputError if it cannot be opened, FormatError if larger."""
    place = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError("this is a folder, not a file", place=place, mend="name the files in it")
        # A pipe that nobody writes to would hold the run for ever; the shell's own <(…) is under /dev.
        if not stat.S_ISREG(status.st_mode) and not place.startswith("/dev/"):
            raise InputError("this is not an ordinary file", place=place, mend="name a file with a report in it")
        if status.st_size > LIMIT:
            raise _too_large(place)
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except FileNotFoundError as error:
        raise InputError("there is no such file", place=place, mend="check the name and the folder") from error
    except PermissionError as error:
        raise InputError("the file may not be read", place=place, mend="give yourself the right to read it") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"the file cannot be read: {reason}", place=place, mend="check the file") from error
    if len(data) > LIMIT:
        raise _too_large(place)
    return data


def _too_large(place: str) -> FormatError:
    return FormatError(
        f"the file is larger than {LIMIT // 2**20} MB", place=place, mend="split it: one file holds one report"
    )


def _checked(fields: Fields) -> Fields:
    return Fields(
        outlet=fields.outlet,
        published=None if fields.published is None else checked_day(fields.published, place="--published"),
        language=None if fields.language is None else checked_language(fields.language, place="--language"),
        address=fields.address,
        title=fields.title,
        licence=fields.licence,
    )


def _language(text: str, place: str) -> str:
    found = detect_language(text)
    if found is None:
        looks = other_language(text)
        raise LanguageError(
            f"the language cannot be told or is not read{f': it looks like {looks}' if looks else ''}",
            place=place,
            mend=f"if it is one that Mithaq reads, give --language with {choices()}",
        )
    return found
