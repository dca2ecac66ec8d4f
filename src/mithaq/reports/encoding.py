"""From bytes to text, without guessing: what is not plainly Unicode is refused, with the likely encoding named."""

from __future__ import annotations

import codecs
import re

from mithaq.errors import FormatError, InputError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)

# First bytes of files that people hand over by mistake, and what they are.
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF document"),
)

# Letters that fill a third or more of ordinary text, by encoding in which the text may have been saved.
_FREQUENT = (
    ("windows-1251", frozenset("оеаинтсрвл")),
    ("windows-1256", frozenset("اليمونرتبة")),
    ("koi8-r", frozenset("оеаинтсрвл")),
    ("cp866", frozenset("оеаинтсрвл")),
    ("iso-8859-6", frozenset("اليمونرتبة")),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SAVE = "save it as UTF-8 text or HTML"


def encoding_name(name: str) -> str:
    """The codec's canonical name; InputError if Python knows no such text encoding."""
    try:
        info = codecs.lookup(name)
        b"a".decode(info.name)  # base64 and the like are codecs too, but not of text
    except UnicodeError:
        pass
    except (LookupError, ValueError) as error:
        raise InputError(
            f"no text encoding is called {name!r}", mend="name one such as utf-8, windows-1256, windows-1251 or koi8-r"
        ) from error
    return info.name


def decode(data: bytes, *, place: str, encoding: str | None = None, declared: str | None = None) -> str:
    """The text in `data`, its byte order mark taken off and its line ends made "\\n"; nothing else is changed.

    encoding: the one its bringer names, trusted before all. declared: the one an HTML page names of itself,
    believed only if the bytes are not UTF-8. Raises FormatError for an empty or binary file, for bytes that
    are not what the encoding promises, and for an encoding that only a guess could tell.
    """
    if not data.strip():
        raise FormatError("the file is empty", place=place, mend="give a file with the text of a report")
    _refuse_known_binary(data, place)
    if encoding is not None:
        text = _strict(data, encoding_name(encoding), place)
    elif data.startswith(_UTF32):
        raise FormatError("the text is in UTF-32", place=place, mend=f"{_SAVE}, or give --encoding utf-32")
    else:
        bom = next((codec for mark, codec in _BOMS if data.startswith(mark)), None)
        text = _strict(data, bom, place) if bom else _plain(data, place, declared)
    _refuse_control_characters(text, place)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise FormatError("the file is empty", place=place, mend="give a file with the text of a report")
    return text


def _refuse_known_binary(data: bytes, place: str) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise FormatError(f"this is {what}, not text", place=place, mend=_SAVE)


def _strict(data: bytes, codec: str, place: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeError as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        line = data.count(b"\n", 0, at) + 1
        where = place if codec.startswith(("utf-16", "utf-32")) else f"{place}:{line}"
        raise FormatError(f"the bytes are not {codec}", place=where, mend="name the right --encoding") from error


def _plain(data: bytes, place: str, declared: str | None) -> str:
    """Bytes without a mark: UTF-8, or what the page declares; else refused with the likeliest encoding named."""
    if b"\x00" in data[:65_536] or b"\x00" in data:
        raise FormatError("this is a binary file, not text", place=place, mend=_SAVE)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        failure = error
    if declared and (text := _declared(data, declared)) is not None:
        return text
    line = data.count(b"\n", 0, failure.start) + 1
    guess = likely_encoding(data)
    if guess:
        raise FormatError(
            f"the text is not UTF-8; its bytes look like {guess}",
            place=f"{place}:{line}",
            mend=f"give --encoding {guess}, or save it as UTF-8",
        )
    if _broken_utf8(data):
        raise FormatError(
            f"byte {failure.start + 1} is broken: the text is UTF-8 before it",
            place=f"{place}:{line}",
            mend="correct that line, or name the file's --encoding (old Western text is windows-1252)",
        )
    raise FormatError("this is neither UTF-8 text nor any known encoding: a binary file?", place=place, mend=_SAVE)


def _declared(data: bytes, declared: str) -> str | None:
    try:
        return data.decode(encoding_name(declared))
    except (UnicodeError, InputError):
        return None


def _broken_utf8(data: bytes) -> bool:
    text = data[:65_536].decode("utf-8", errors="replace")
    return text.count("\ufffd") < max(4, 0.02 * len(text))


def likely_encoding(data: bytes) -> str | None:
    """The legacy encoding in which these bytes read like Arabic or Russian; None if in none of them."""
    sample = data[:20_000]
    high = sum(byte >= 0x80 for byte in sample)
    if high < 8:
        return None
    best, score = None, 0.55
    for codec, frequent in _FREQUENT:
        text = sample.decode(codec, errors="replace")
        # A Russian or Arabic text has over half of its letters among the ten commonest; noise has not.
        share = sum(letter in frequent for letter in text) / high
        if share > score:
            best, score = codec, share
    return best


def _refuse_control_characters(text: str, place: str) -> None:
    head = text[:65_536]
    if "\x00" in head or len(_CONTROL.findall(head)) > max(3, 0.005 * len(head)):
        raise FormatError("this is a binary file, not text", place=place, mend=_SAVE)
    if head.count("\ufffd") > max(3, 0.01 * len(head)):
        raise FormatError(
            "the text was damaged by an earlier conversion (many � in it)",
            place=place,
            mend="bring the file again from its source",
        )
