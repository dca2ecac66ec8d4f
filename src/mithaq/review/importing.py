"""Decisions from a spreadsheet or another program: rows in, decisions out, what is wrong told row by row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mithaq.errors import FormatError, InputError
from mithaq.review.model import FIELDS, Decision, Value, reasons

COLUMNS = (
    "coder", "at", "action", "subject", "reason", "words", "blind", *FIELDS, "other", "level", "as_of", "cited",
    "undoes",
)  # fmt: skip
MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 100_000
"""A file with more is refused: decisions are made by people, and so many in one file are a mistake or an attack."""
NONE = frozenset({"none", "null"})
_TRUE, _FALSE = frozenset({"1", "true", "yes", "x"}), frozenset({"", "0", "false", "no"})


def rows_of_file(path: Path) -> list[tuple[str, Mapping[str, Any]]]:
    """Each row with its place in the file. CSV (with a line of names, in UTF-8), or JSON (a list of objects).

    The whole file is read before the first row is given, so that a file broken in its middle gives none. Raises
    FormatError if it cannot be read, is neither, or is larger than MOST_BYTES or MOST_ROWS; InputError if a column is
    of no decision.
    """
    rows: list[tuple[str, Mapping[str, Any]]] = []
    for row in _rows(path):
        if len(rows) == MOST_ROWS:
            raise FormatError("the file has too many rows", place=row[0], mend=f"at most {MOST_ROWS:,}; split it")
        rows.append(row)
    return rows


def _rows(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FormatError("the file is too large", place=str(path), mend=f"at most {MOST_BYTES >> 20} MB; split it")
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise FormatError(f"cannot be read: {error.strerror}", place=str(path), mend="check the path") from error
    except UnicodeDecodeError as error:
        raise FormatError("not UTF-8", place=str(path), mend="save it as CSV in UTF-8") from error
    if path.suffix.lower() == ".json" or text.lstrip()[:1] in ("[", "{"):
        yield from _json_rows(path, text)
    else:
        yield from _csv_rows(path, text)


def _json_rows(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"not JSON: {error}", place=str(path), mend="a list of objects") from error
    if not isinstance(rows, list):
        raise FormatError("not a list of decisions", place=str(path), mend="write a list of objects")
    for number, row in enumerate(rows, 1):
        place = f"{path}: item {number}"
        yield place, row if isinstance(row, dict) else {"": "not an object"}


def _csv_rows(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    first = text.partition("\n")[0]
    comma = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=comma, restkey="", strict=True)
    names = [name.strip().lower() for name in reader.fieldnames or ()]
    for name in ("action", "subject"):
        if name not in names:
            raise InputError(f"there is no column {name!r}", place=f"{path}:1", mend=f"columns: {', '.join(COLUMNS)}")
    for name in names:
        if name not in COLUMNS:
            raise InputError(f"no such column: {name!r}", place=f"{path}:1", mend=f"columns: {', '.join(COLUMNS)}")
    reader.fieldnames = names
    try:
        for row in reader:
            if any(value for value in row.values()):
                yield f"{path}:{reader.line_num}", row
    except csv.Error as error:
        raise FormatError(f"not CSV: {error}", place=f"{path}:{reader.line_num}", mend="check the quotes") from error


def decision_of_row(row: Mapping[str, Any], *, coder: str | None, at: str) -> Decision:
    """The decision that a row says. coder, at: where the row names none. InputError names the column."""
    unknown = sorted(str(name) for name in row if name not in COLUMNS)
    if unknown:
        raise InputError(f"no such column: {unknown[0]!r}", mend=f"columns: {', '.join(COLUMNS)}")
    told = {name: value.strip() if isinstance(value, str) else value for name, value in row.items()}
    known, words = _reasons(told)
    fields = {name: _value(name, told[name]) for name in FIELDS if told.get(name) not in (None, "")}
    return Decision(
        coder=str(told.get("coder") or coder or ""),
        at=str(told.get("at") or at),
        action=str(told.get("action") or "").lower(),  # type: ignore[arg-type]
        subject=str(told.get("subject") or ""),
        reasons=known,
        words=words,
        blind=_truth(told.get("blind")),
        fields=fields,
        other=str(told["other"]) if told.get("other") else None,
        level=_number("level", told.get("level")),
        day=str(told["as_of"]) if told.get("as_of") else None,
        cited=tuple(_list(told.get("cited"))),
        undoes=_number("undoes", told.get("undoes")),
    )


def split_reasons(given: Iterator[str] | list[str] | tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Ids of reasons, and all that is none as free words."""
    known = reasons()
    ids = tuple(dict.fromkeys(one for one in given if one in known))
    return ids, "; ".join(one for one in given if one not in known)


def _reasons(told: Mapping[str, Any]) -> tuple[tuple[str, ...], str]:
    raw = told.get("reason")
    given = [str(one).strip() for one in raw] if isinstance(raw, list) else str(raw or "").split(",")
    parts = [one.strip() for one in given if one.strip()]
    if not isinstance(raw, list) and not all(part in reasons() for part in parts):
        parts = [str(raw).strip()]  # a sentence, commas and all
    ids, words = split_reasons(parts)
    said = str(told.get("words") or "")
    return ids, "; ".join(one for one in (words, said) if one)


def _value(name: str, value: Any) -> Value:
    if isinstance(value, str) and value.lower() in NONE:
        return None
    if name == "quantity":
        try:
            return float(str(value).replace(",", "."))
        except ValueError:
            raise InputError(f"quantity is no number: {value!r}", mend="write it in figures") from None
    return str(value)


def _number(name: str, value: Any) -> int | None:
    if value in (None, ""):
        return None
    try:
        return int(str(value))
    except ValueError:
        raise InputError(f"{name} is no whole number: {value!r}", mend="write it in figures") from None


def _truth(value: Any) -> bool:
    said = str(value if value is not None else "").lower()
    if said not in _TRUE | _FALSE:
        raise InputError(f"blind is neither yes nor no: {value!r}", mend="write yes or no")
    return said in _TRUE


def _list(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    return [one for one in str(value or "").replace(",", " ").split() if one]
