"""Text with optional YAML front matter: what is known of the report between two `---` lines, then its words."""

from __future__ import annotations

from typing import Any

import yaml

from mithaq.errors import FormatError
from mithaq.reports.fields import KEYS, Fields, checked_day, checked_language

FENCE = "---"
HEAD_LIMIT = 64 * 1024
"""Characters of front matter; more is not what we know of a report."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MEND = f"write `key: value` lines with keys of {', '.join(KEYS)}"


def split(text: str, *, place: str) -> tuple[Fields, str]:
    """The front matter's fields and the text after it; FormatError names the line that is wrong."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return Fields(), text.strip("\n")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise FormatError(
            "the front matter opened on this line is never closed",
            place=f"{place}:1",
            mend="close it with a line of three hyphens, or begin the text with an empty line",
        )
    head = "\n".join(lines[1:end])
    if len(head) > HEAD_LIMIT:
        raise FormatError(f"the front matter is longer than {HEAD_LIMIT} characters", place=f"{place}:1", mend=_MEND)
    body = "\n".join(lines[end + 1 :]).strip("\n")
    if not body.strip():
        raise FormatError("there is no text after the front matter", place=f"{place}:{end + 1}", mend="add the text")
    return _fields(head, place), body


def _fields(head: str, place: str) -> Fields:
    found: dict[str, str] = {}
    for key, value, key_line, value_line in _pairs(head, place):
        if key not in KEYS:
            raise FormatError(f"unknown key {key!r} in the front matter", place=f"{place}:{key_line}", mend=_MEND)
        if key in found:
            raise FormatError(f"{key!r} is given twice", place=f"{place}:{key_line}", mend="keep one of them")
        if value in ("", "~", "null"):
            continue
        where = f"{place}:{value_line}"
        if key == "published":
            value = checked_day(value, place=where)
        elif key == "language":
            value = checked_language(value, place=where)
        found[key] = value
    return Fields(**found)


def _pairs(head: str, place: str) -> list[tuple[str, str, int, int]]:
    """Key, value, and their lines in the file.

    Works on the stream of YAML events, so that values stay as written (no date, no `no` turned into False)
    and neither nesting nor aliases can cost anything: the first of either ends it.
    """
    scalars: list[yaml.ScalarEvent] = []
    opened = False
    try:
        for event in yaml.parse(head, Loader=_Loader):
            if isinstance(event, yaml.ScalarEvent) and opened:
                scalars.append(event)
            elif isinstance(event, yaml.MappingStartEvent) and not opened:
                opened = True
            elif isinstance(event, yaml.NodeEvent) and not opened:
                raise FormatError("the front matter is not a list of keys and values", place=f"{place}:2", mend=_MEND)
            elif isinstance(event, yaml.NodeEvent):
                where = f"{place}:{_line(event)}"
                raise FormatError("a value of the front matter is not plain text", place=where, mend=_MEND)
    except yaml.MarkedYAMLError as error:
        where = f"{place}:{error.problem_mark.line + 2 if error.problem_mark else 1}"
        raise FormatError(f"the front matter is not YAML: {error.problem}", place=where, mend=_MEND) from error
    except (yaml.YAMLError, ValueError) as error:
        raise FormatError(f"the front matter is not YAML: {error}", place=f"{place}:1", mend=_MEND) from error
    return [
        (key.value, value.value.strip(), _line(key), _line(value))
        for key, value in zip(scalars[::2], scalars[1::2], strict=True)
    ]


def _line(event: yaml.Event) -> int:
    """The line of the file, counted from 1, that an event of the front matter begins on."""
    # The fence is line 1, and YAML counts from 0.
    return event.start_mark.line + 2 if event.start_mark else 1
