"""What was published: reports, the files they come in, and the language they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mithaq.reports.model import Report, Span

if TYPE_CHECKING:
    from mithaq.reports.detect import detect_language
    from mithaq.reports.files import Skipped, read_report, read_reports, report_files, report_from_bytes

__all__ = [
    "Report",
    "Skipped",
    "Span",
    "detect_language",
    "read_report",
    "read_reports",
    "report_files",
    "report_from_bytes",
]

_LATER = {"detect_language": "mithaq.reports.detect"}


def __getattr__(name: str) -> Any:
    """Import on first use: the model is imported by every room, the file formats by few."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LATER.get(name, "mithaq.reports.files")), name)
