"""What a careful person concludes from the demo dossier, held against what Mithaq concludes from it."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from mithaq import Reader
from mithaq.accords import library
from mithaq.assessment import Status, assess
from mithaq.data import load_yaml, package_file
from mithaq.demo import dossier
from mithaq.gazetteer import load_gazetteer
from mithaq.linking import Evidence, link

CHECKS: list[dict[str, Any]] = load_yaml(package_file("demo", "checks.yaml"))


@cache
def evidence() -> list[Evidence]:
    reader, accords, gazetteer = Reader(), library(), load_gazetteer()
    return [
        one
        for report in dossier() if report.language != 'ar'
        for one in link(report, reader.read(report.text, report.language, report.published), accords, gazetteer)
    ]


@cache
def statuses(accord: str, as_of: str, known_by: str) -> dict[str, Status]:
    found = assess(library()[accord], evidence(), as_of=as_of, known_by=known_by, gazetteer=load_gazetteer())
    return {one.stipulation: one for one in found}


def faults(check: dict[str, Any], status: Status) -> list[str]:
    """What of the check does not hold."""
    out = []
    if "level" in check and status.level != check["level"]:
        out.append(f"level {status.level}, not {check['level']}")
    if status.level < check.get("min_level", 0):
        out.append(f"level {status.level}, below {check['min_level']}")
    if status.level > check.get("max_level", 3):
        out.append(f"level {status.level}, above {check['max_level']}")
    out += [f"not {flag}" for flag in check.get("flags", ()) if flag not in status.flags]
    out += [f"{flag}" for flag in check.get("not_flags", ()) if flag in status.flags]
    if "deadline" in check and status.deadline != check["deadline"]:
        out.append(f"deadline {status.deadline}, not {check['deadline']}")
    return out


def name(check: dict[str, Any]) -> str:
    known = f" known {check['known_by']}" if "known_by" in check else ""
    return f"{check['as_of']}{known} {check['accord'][-10:]}/{check['stipulation']}"


@pytest.mark.parametrize("check", CHECKS, ids=name)
def test_the_conclusion_of_a_careful_person_is_reached(check: dict[str, Any]) -> None:
    status = statuses(check["accord"], check["as_of"], check.get("known_by", check["as_of"]))[check["stipulation"]]
    assert not faults(check, status), f"{status.because} {status.flags}"
