"""The record: reports, what was read in them, and their bearing on the promises, kept in one SQLite file.

SQLAlchemy is imported with the first use of `Record`, not with this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mithaq.record.store import Arrival, Record, Run
    from mithaq.record.versions import Versions, installed_versions

__all__ = ["Arrival", "Record", "Run", "Versions", "installed_versions"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module = "versions" if name in ("Versions", "installed_versions") else "store"
    return getattr(import_module(f"mithaq.record.{module}"), name)
