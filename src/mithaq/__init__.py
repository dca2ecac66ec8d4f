"""Mithaq follows whether a peace accord is being kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mithaq.reading.claims import Reading
    from mithaq.reading.reader import Reader

__all__ = ["Reader", "Reading", "__version__"]
__version__ = "0.1.0"

_HOMES = {"Reader": "mithaq.reading.reader", "Reading": "mithaq.reading.claims"}


def __getattr__(name: str) -> Any:
    """Import on first use: most commands need no reader, and its import takes longer than they do."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
