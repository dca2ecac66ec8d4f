"""What a language model may answer, and how an answer is held against the report it is about.

A model may say whatever it likes; nothing is taken on its word. A coding is kept only if the words it quotes stand in
the report, and if its promise, bearing, modality, day and number are such as can be. Everything else is refused, with
the reason, and counted.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from mithaq.linking.evidence import Bearing
from mithaq.reading.claims import Modality

BEARINGS: tuple[str, ...] = get_args(Bearing)
MODALITIES: tuple[str, ...] = get_args(Modality)
SHORTEST = 12
"""Characters of a quotation: fewer words stand in many places and show nothing."""
MOST = 100
"""Codings taken from one answer: a report that tells of more promises at once does not exist."""

SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["codings"],
    "properties": {
        "codings": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["quote", "promise", "bearing", "modality", "day", "quantity"],
                "properties": {
                    "quote": {"type": "string"},
                    "promise": {"type": "string"},
                    "bearing": {"type": "string", "enum": list(BEARINGS)},
                    "modality": {"type": "string", "enum": list(MODALITIES)},
                    "day": {"type": ["string", "null"]},
                    "quantity": {"type": ["number", "null"]},
                },
            },
        }
    },
}
"""JSON Schema of an answer, for servers that hold a model to one."""


@dataclass(frozen=True, slots=True)
class Coding:
    """One coding that was taken: characters [start, end) of the report's text, and what they say of a promise.

    promise: "<accord>/<stipulation>". day: ISO 8601 day of the fact, None if the report names none.
    """

    start: int
    end: int
    promise: str
    bearing: str
    modality: str
    day: str | None
    quantity: float | None


@dataclass(frozen=True, slots=True)
class Refused:
    """One coding that was not taken: why, and as much of it as a person needs to see what the model meant."""

    reason: str
    said: str


class MalformedError(Exception):
    """The answer as a whole cannot be used; the message says why."""


def parse(answer: str) -> list[Any]:
    """The codings of an answer, unchecked. MalformedError if it is not the JSON that was asked for."""
    text = answer.strip()
    fenced = re.fullmatch(r"```(?:json)?\s*(.*?)\s*```", text, re.S)
    try:
        value = json.loads(fenced[1] if fenced else text)
    except (ValueError, RecursionError) as error:
        raise MalformedError(f"not JSON ({error})") from error
    found = value.get("codings") if isinstance(value, dict) else None
    if not isinstance(found, list):
        raise MalformedError("no list of codings in it")
    return found


def checked(
    codings: list[Any], text: str, promises: Collection[str], published: str
) -> tuple[list[Coding], list[Refused]]:
    """The codings that hold against the report, each once, and those that do not.

    text: the report's own. promises: those that were shown. published: ISO 8601 day of publication.
    """
    taken: dict[Coding, None] = {}
    refused = [
        Refused("more than can be in one report", _shown(one)) for one in codings[MOST:]
    ]  # fmt: skip
    for one in codings[:MOST]:
        found = _checked(one, text, promises, published)
        if isinstance(found, Refused):
            refused.append(found)
        elif found in taken:
            refused.append(Refused("said twice", _shown(one)))
        else:
            taken[found] = None
    return list(taken), refused


def _checked(one: Any, text: str, promises: Collection[str], published: str) -> Coding | Refused:
    def refuse(reason: str) -> Refused:
        return Refused(reason, _shown(one))

    if not isinstance(one, dict) or not isinstance(one.get("quote"), str):
        return refuse("no quotation")
    quote = one["quote"].strip()
    if len(quote) < SHORTEST:
        return refuse("the quotation is too short to show anything")
    span = find(quote, text)
    if span is None:
        return refuse("the quoted words do not stand in the report")
    if not isinstance(one.get("promise"), str) or one["promise"] not in promises:
        return refuse("no such promise")
    if one.get("bearing") not in BEARINGS:
        return refuse("no such bearing")
    if one.get("modality") not in MODALITIES:
        return refuse("no such modality")
    day = one.get("day")
    if day is not None and not _is_day(day):
        return refuse("the day is none")
    if day is not None and day > published and one["modality"] in ("happened", "ongoing"):
        return refuse("told as happened on a day after it was published")
    quantity = one.get("quantity")
    if quantity is not None:
        if isinstance(quantity, bool) or not isinstance(quantity, int | float) or not 0 <= quantity < 1e12:
            return refuse("the number is none")
        if not _stands(float(quantity), text[span[0] : span[1]]):
            return refuse("the number does not stand in the quoted words")
    return Coding(
        span[0], span[1], one["promise"], one["bearing"], one["modality"], day,
        None if quantity is None else float(quantity),
    )  # fmt: skip


def find(quote: str, text: str) -> tuple[int, int] | None:
    """Where the words stand in the text: letter for letter, but for how white space is written; None if nowhere."""
    at = text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    pieces = quote.split()
    found = re.search(r"\s+".join(map(re.escape, pieces)), text) if pieces else None
    return (found.start(), found.end()) if found else None


def _stands(number: float, words: str) -> bool:
    """Whether a number stands in the words in figures; small ones may be written out."""
    if number <= 12:
        return True
    plain = "".join(str(unicodedata.decimal(char, char)) for char in words)
    joined = re.sub(r"(?<=\d)[\s.,\u00a0\u066c\u202f'](?=\d{3}(?!\d))", "", plain)
    wanted = f"{number:.0f}" if number == int(number) else f"{number:g}"
    figures = {figure.replace(",", ".") for figure in re.findall(r"\d+(?:[.,]\d+)?", joined)}
    if wanted in figures:
        return True
    # "1.7 million", "34 thousand": the figure beside the word
    return any(f"{number / unit:g}" in figures for unit in (1e3, 1e6, 1e9))


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _shown(one: Any) -> str:
    return json.dumps(one, ensure_ascii=False, default=str)[:300]
