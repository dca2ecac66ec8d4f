"""Where each promise stands: levels, flags and the reasons, as of one day and as known on another."""

from __future__ import annotations

from mithaq.assessment.assess import assess
from mithaq.assessment.deadlines import amendments
from mithaq.assessment.status import Flag, Status

__all__ = ["Flag", "Status", "amendments", "assess"]
