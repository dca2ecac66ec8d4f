"""What a careful person concludes from each demo dossier, held against what Mithaq concludes from it."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from mithaq import Reader
from mithaq.accords import library
from mithaq.assessment import Status, assess
from mithaq.data import load_yaml, package_file
from mithaq.demo import dossier, dossiers
from mithaq.gazetteer import load_gazetteer
from mithaq.linking import Evidence, link

CHECKS: list[tuple[str, dict[str, Any]]] = [
    (name, check) for name in dossiers() for check in load_yaml(package_file("demo", name, "checks.yaml"))
]


@cache
def evidence(name: str) -> list[Evidence]:
    reader, accords, gazetteer = Reader(), library(), load_gazetteer()
    return [
        one
        for report in dossier(name)
        for one in link(report, reader.read(report.text, report.language, report.published), accords, gazetteer)
    ]


@cache
def statuses(name: str, accord: str, as_of: str, known_by: str) -> dict[str, Status]:
    found = assess(library()[accord], evidence(name), as_of=as_of, known_by=known_by, gazetteer=load_gazetteer())
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


def case(name: str, check: dict[str, Any]) -> Any:
    known = f" known {check['known_by']}" if "known_by" in check else ""
    id = f"{check['as_of']}{known} {check['accord'][-10:]}/{check['stipulation']}"
    # What Mithaq is known not to see stands in the list with its reason; once it is seen, the reason has to go.
    gap = [pytest.mark.xfail(reason=check["known_gap"], strict=True)] if "known_gap" in check else []
    return pytest.param(name, check, id=f"{name} {id}", marks=gap)


@pytest.mark.parametrize(("name", "check"), [case(*one) for one in CHECKS])
def test_the_conclusion_of_a_careful_person_is_reached(name: str, check: dict[str, Any]) -> None:
    found = statuses(name, check["accord"], check["as_of"], check.get("known_by", check["as_of"]))
    status = found[check["stipulation"]]
    assert not faults(check, status), f"{status.because} {status.flags}"
