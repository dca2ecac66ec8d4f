"""Word documents: paragraphs with the numbers of their lists, tables row by row, footnotes at the end."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mithaq.errors import FormatError
from mithaq.reports.formats.bidi import folded
from mithaq.reports.formats.numbering import Lists, W

UNPACKED = 200 * 1024 * 1024
"""Bytes of all parts, unpacked: a document of 300 pages has under 10 MB beside its pictures."""
PART = 60 * 1024 * 1024
"""Bytes of one part with text, unpacked: parsing takes about ten times as many."""
FILES = 5000
DEPTH = 30
"""Tables in tables, at most."""

_MAIN = "word/document.xml"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_SKIP = frozenset((f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr",
                   f"{_COMPATIBLE}Fallback", f"{W}footnotePr"))  # fmt: skip
_SAVE = "save it as DOCX, or as text"


def is_zip(data: bytes) -> bool:
    """Whether the bytes are a ZIP archive, as a DOCX is."""
    return data.startswith(b"PK\x03\x04")


@dataclass(slots=True)
class _Found:
    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """The ids of the notes that the text calls, in order."""
    tables: int = 0
    pictures: int = 0
    numbered: int = 0
    deleted: int = 0
    deep: int = 0


def extract(data: bytes, *, place: str) -> tuple[str, tuple[str, ...]]:
    """The document's text, one paragraph a line with an empty one between, and what its bringer should know of it.

    The numbers of lists are counted as the word processor does. Changes that are tracked count as made; headers and
    footers are left out; the cells of a table's row stand in one line, parted by tabs, or one below the other where a
    cell has several paragraphs; footnotes stand at the end. Raises FormatError for an archive that is no DOCX, is
    damaged, or unpacks to more than a document may.
    """
    parts = _parts(data, place)
    root = _root(parts[_MAIN], _MAIN, place)
    body = root.find(f"{W}body")
    if body is None:
        if root.tag.startswith(_STRICT):
            raise FormatError(
                "this document is saved in the strict form", place=place, mend="save it as an ordinary DOCX"
            )
        raise FormatError("the document has no body", place=place, mend=_SAVE)
    lists = Lists.of(
        *(
            _root(parts[name], name, place) if name in parts else None
            for name in ("word/numbering.xml", "word/styles.xml")
        )
    )
    found = _Found()
    _blocks(body, lists, found, 0)
    ends = _ends(parts, lists, found, place)
    if not any(line.strip() for line in found.lines):
        pictures = ": only pictures" if found.pictures else ""
        raise FormatError(f"the document holds no text{pictures}", place=place, mend="bring its words as text")
    return folded("\n\n".join([*found.lines, *ends])), tuple(_told(found, len(ends)))


def _told(found: _Found, ends: int) -> list[str]:
    rows = (
        (found.numbered, "numbers of lists restored"),
        (found.tables, "tables read row by row"),
        (ends, "footnotes put at the end"),
        (found.pictures, "pictures not read"),
        (found.deleted, "tracked deletions left out"),
        (found.deep, "tables too deep in others, not read"),
    )
    return [f"{what}: {count}" for count, what in rows if count]


def _parts(data: bytes, place: str) -> dict[str, bytes]:
    """The parts with text, unpacked within bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {one.filename: one for one in archive.infolist()}
            main = _main(archive, files)
            if main is None:
                raise FormatError(f"this is {_other(archive, files)}, not a text", place=place, mend=_SAVE)
            if len(files) > FILES or sum(one.file_size for one in files.values()) > UNPACKED:
                raise FormatError("the document unpacks to more than a document may", place=place, mend=_SAVE)
            out = {}
            for name in (main, "word/numbering.xml", "word/styles.xml", "word/footnotes.xml", "word/endnotes.xml"):
                if name not in files:
                    continue
                key = _MAIN if name == main else name
                if files[name].file_size > PART:
                    raise FormatError(f"its part {name} is larger than {PART // 2**20} MB", place=place, mend=_SAVE)
                # What is read is bounded here too: an archive may lie about the size of what it holds.
                with archive.open(name) as part:
                    out[key] = part.read(PART + 1)
                if len(out[key]) > PART:
                    raise FormatError(f"its part {name} is larger than it says", place=place, mend=_SAVE)
            return out
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        zlib.error,
    ) as error:
        locked = isinstance(error, RuntimeError) and "password" in str(error)
        why = "locked with a password" if locked else f"damaged: {error}"
        raise FormatError(f"the archive is {why}", place=place, mend="bring the file again from its source") from error
    except ValueError as error:
        raise FormatError(f"the archive is damaged: {error}", place=place, mend=_SAVE) from error


def _main(archive: zipfile.ZipFile, files: dict[str, zipfile.ZipInfo]) -> str | None:
    """The name of the part that is the document: some programs call it otherwise and say so in the list of types."""
    types = "[Content_Types].xml"
    if _MAIN in files or types not in files or files[types].file_size > 1024 * 1024:
        return _MAIN if _MAIN in files else None
    found = re.search(rb'PartName="/(word/[^"]{1,100})"[^>]{0,40}document\.main\+xml', archive.read(types))
    name = found[1].decode("ascii", errors="replace") if found else ""
    return name if name in files else None


def _other(archive: zipfile.ZipFile, files: dict[str, zipfile.ZipInfo]) -> str:
    if "mimetype" in files and files["mimetype"].file_size < 200:
        kind = archive.read("mimetype").decode("ascii", errors="replace")
        if "opendocument" in kind:
            return "an OpenDocument file"
        if "epub" in kind:
            return "an electronic book"
    if any(name.startswith("xl/") for name in files):
        return "a spreadsheet"
    if any(name.startswith("ppt/") for name in files):
        return "a presentation"
    return "a ZIP archive"


def _root(data: bytes, name: str, place: str) -> Any:
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise FormatError(f"its part {name} is damaged: {error}", place=place, mend=_SAVE) from error
    if root.getroottree().docinfo.doctype:
        raise FormatError(f"its part {name} declares a document type, as none does", place=place, mend=_SAVE)
    return root


def _blocks(parent: Any, lists: Lists, found: _Found, depth: int) -> None:
    """The paragraphs and tables below an element, in order, into `found.lines`."""
    for one in parent.iterchildren():
        if one.tag == f"{W}p":
            _paragraph(one, lists, found)
        elif one.tag == f"{W}tbl":
            found.tables += 1
            if depth >= DEPTH:
                found.deep += 1
                continue
            for row in _rows(one):
                _row(row, lists, found, depth)
        elif one.tag in (f"{W}del", f"{W}moveFrom"):
            found.deleted += 1
        elif one.tag == f"{W}sdt":
            content = one.find(f"{W}sdtContent")
            if content is not None and depth < DEPTH:
                _blocks(content, lists, found, depth + 1)
        elif one.tag in (f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag") and depth < DEPTH:
            _blocks(one, lists, found, depth + 1)


def _rows(table: Any) -> Iterator[Any]:
    for one in table.iterchildren():
        if one.tag == f"{W}tr":
            yield one
        elif one.tag == f"{W}sdt":
            yield from one.iterfind(f"{W}sdtContent/{W}tr")


def _row(row: Any, lists: Lists, found: _Found, depth: int) -> None:
    cells: list[list[str]] = []
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr"), None) is not row:
            continue  # of a table in this one: it is read with its own cell
        inside = _Found()
        _blocks(cell, lists, inside, depth + 1)
        cells.append(inside.lines)
        found.notes.extend(inside.notes)
        for key in ("tables", "pictures", "numbered", "deleted", "deep"):
            setattr(found, key, getattr(found, key) + getattr(inside, key))
    if all(len(cell) <= 1 for cell in cells):
        line = "\t".join(cell[0] if cell else "" for cell in cells).strip()
        if line:
            found.lines.append(line)
    else:
        found.lines.extend(line for cell in cells for line in cell)


def _paragraph(paragraph: Any, lists: Lists, found: _Found) -> None:
    label = lists.label(paragraph)
    out: list[str] = []
    boxes: list[Any] = []
    _words(paragraph, out, boxes, found)
    text = "".join(out).replace("\u00a0", " ")
    lines = [" ".join(line.split(" ")).strip(" \t") for line in text.split("\n")]
    lines = [" ".join(part for part in line.split(" ") if part) for line in lines]
    joined = "\n".join(line for line in lines if line)
    if joined:
        if label:
            found.numbered += label != "•"
            joined = f"{label} {joined}"
        found.lines.append(joined)
    for box in boxes:
        _blocks(box, lists, found, DEPTH - 1)


def _words(element: Any, out: list[str], boxes: list[Any], found: _Found) -> None:
    """The words below an element into `out`; without recursion, for a hostile file nests without end."""
    queue = [element]
    while queue:
        one = queue.pop()
        tag = one.tag
        if tag in _SKIP and one is not element:
            found.deleted += tag in (f"{W}del", f"{W}moveFrom")
            continue
        if tag in (f"{W}t", f"{_MATH}t"):
            out.append((one.text or "").replace("\n", " "))
        elif tag in (f"{W}tab", f"{W}ptab"):
            out.append("\t")
        elif tag in (f"{W}br", f"{W}cr"):
            out.append("\n")
        elif tag == f"{W}noBreakHyphen":
            out.append("-")
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            kind = "footnotes" if tag == f"{W}footnoteReference" else "endnotes"
            found.notes.append(f"{kind} {one.get(f'{W}id', '')}")
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            inside = list(one.iter(f"{W}txbxContent"))
            if not inside:
                found.pictures += 1
            boxes.extend(box for box in inside if not any(two.tag == f"{_COMPATIBLE}Fallback" for two in _above(box)))
            continue
        queue.extend(reversed([child for child in one.iterchildren() if isinstance(child.tag, str)]))


def _above(element: Any) -> Iterator[Any]:
    yield from element.iterancestors()


def _ends(parts: dict[str, bytes], lists: Lists, found: _Found, place: str) -> list[str]:
    """The footnotes and endnotes that the text calls, in the order of the calls, numbered through."""
    texts: dict[str, str] = {}
    for kind in ("footnotes", "endnotes"):
        name = f"word/{kind}.xml"
        if name not in parts:
            continue
        for note in _root(parts[name], name, place).iter(f"{W}{kind[:-1]}"):
            inside = _Found()
            _blocks(note, lists, inside, 0)
            texts[f"{kind} {note.get(f'{W}id', '')}"] = " ".join(" ".join(inside.lines).split())
    called = [texts[key] for key in dict.fromkeys(found.notes) if texts.get(key)]
    return [f"[{at}] {text}" for at, text in enumerate(called, 1)]
