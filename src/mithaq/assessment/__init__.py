"""Where each promise stands: levels, flags and the reasons, as of one day and as known on another."""

from __future__ import annotations

from mithaq.assessment.aggregate import Aggregate, aggregates
from mithaq.assessment.assess import assess
from mithaq.assessment.breaches import Breach, breaches
from mithaq.assessment.changes import Change, changes
from mithaq.assessment.deadlines import amendments
from mithaq.assessment.status import Flag, State, Status
from mithaq.assessment.versions import Version, versions

__all__ = [
    "Aggregate",
    "Breach",
    "Change",
    "Flag",
    "State",
    "Status",
    "Version",
    "aggregates",
    "amendments",
    "assess",
    "breaches",
    "changes",
    "versions",
]
