"""Mithaq follows whether a peace accord is being kept."""

from __future__ import annotations

__version__ = "0.1.0"
