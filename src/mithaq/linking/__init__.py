"""Which promise a claim bears on, how, and on whose word."""

from __future__ import annotations

from mithaq.linking.evidence import Bearing, Evidence, SourceClass
from mithaq.linking.link import WHOLE_ACCORD, link

__all__ = ["WHOLE_ACCORD", "Bearing", "Evidence", "SourceClass", "link"]
