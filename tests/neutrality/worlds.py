"""Made-up reports with open sides, told with one side in the one place and with the other, in any language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from mithaq import Reader
from mithaq.accords import library
from mithaq.accords.model import Accord
from mithaq.assessment import Status, assess
from mithaq.data import load_yaml
from mithaq.gazetteer import load_gazetteer
from mithaq.linking import Evidence, link
from mithaq.reports import Report

HERE = Path(__file__).parent
SIDES: Mapping[str, Mapping[str, Any]] = load_yaml(HERE / "sides.yaml")
TEMPLATES: list[dict[str, Any]] = load_yaml(HERE / "reports.yaml")
LANGUAGES = ("en", "ru", "ar")
ACCORD = library()["karabakh-2020-11-09"]
AS_IT_WAS, TURNED = ("ARM", "AZE"), ("AZE", "ARM")
DAYS = ("2020-11-16", "2020-11-26", "2020-12-16", "2021-02-01", "2021-07-01")
_SLOT = re.compile(r"\{([ob])\.(\w+)\}")
_VERB = re.compile(r"\[([ob]):(\w+)\|(\w+)\]")


def told(template: Mapping[str, Any], language: str, sides: tuple[str, str]) -> Report:
    """The report with these sides (o, b), in a language."""
    of = dict(zip("ob", sides, strict=True))
    text = _SLOT.sub(lambda slot: SIDES[of[slot[1]]][language][slot[2]], template[language])
    text = _VERB.sub(lambda verb: verb[2] if SIDES[of[verb[1]]]["gender"] == "m" else verb[3], text)
    text = text[0].upper() + text[1:]
    return Report.of(text, language=language, published=template["published"], outlet="Weekly Record")


@cache
def reader() -> Reader:
    return Reader()


def evidence(report: Report, accord: Accord) -> list[Evidence]:
    reading = reader().read(report.text, report.language, report.published)
    return link(report, reading, {accord.id: accord}, load_gazetteer())


def other(id: str | None) -> str | None:
    """The id with one side's put in the place of the other's."""
    names = {"ARM": "AZE", "AZE": "ARM"}
    if id is None:
        return None
    base, slash, rest = id.partition("/")
    return f"{names.get(base, base)}{slash}{rest}"


def mirrored(accord: Accord) -> Accord:
    """The accord with the two sides in each other's place."""

    def turned(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(str(other(id)) for id in ids)

    people = {one.entity: one.signatories for one in accord.parties}
    return replace(
        accord,
        parties=tuple(
            replace(one, entity=str(other(one.entity)), signatories=people[str(other(one.entity))])
            for one in accord.parties
        ),
        stipulations=tuple(
            replace(one, obligors=turned(one.obligors), beneficiaries=turned(one.beneficiaries))
            for one in accord.stipulations
        ),
    )


def gist(found: Iterable[Evidence], *, turn: bool = False) -> Counter[tuple[object, ...]]:
    """What counts of evidence, without its words and ids; with the sides put in each other's place if `turn`."""
    return Counter(
        (
            one.stipulation, one.bearing, one.modality, one.day, one.dated, one.known, one.source,
            other(one.side) if turn else one.side, one.quantity, one.deadline, one.background,
        )
        for one in found
    )  # fmt: skip


def standing(accord: Accord, found: list[Evidence], as_of: str) -> list[Status]:
    return assess(accord, found, as_of=as_of, known_by=as_of, gazetteer=load_gazetteer(), accords={accord.id: accord})


def levels(statuses: Iterable[Status]) -> list[tuple[object, ...]]:
    return [(one.stipulation, one.level, one.flags, one.deadline, one.state, one.late, one.pace) for one in statuses]
