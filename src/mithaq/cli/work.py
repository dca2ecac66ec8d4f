"""Taking reports in: read, linked, and kept; with the account of it that every import ends with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mithaq.cli.output import note, one_line
from mithaq.errors import DataError, MithaqError, RecordError

if TYPE_CHECKING:
    from mithaq.accords.model import Accord
    from mithaq.record import Record
    from mithaq.reports.model import Report


@dataclass
class Account:
    """What an import did: counts of reports, and what failed with its reason. undated: kept, but without a day."""

    read: int = 0
    new: int = 0
    known: int = 0
    reread: int = 0
    evidence: int = 0
    undated: list[str] = field(default_factory=list)
    failed: list[dict[str, str | None]] = field(default_factory=list)

    def fail(self, file: str, error: Exception) -> None:
        """Count a report that could not be taken in."""
        if isinstance(error, MithaqError):
            row = {"file": file, "place": error.place or file, "reason": error.message, "mend": error.mend}
        else:
            reason = f"Mithaq failed on it ({type(error).__name__}: {one_line(str(error))})"
            row = {"file": file, "place": file, "reason": reason, "mend": "please report this with the file"}
        self.failed.append(row)

    def summary(self) -> str:
        """The counts in one line."""
        reread = f", {self.reread} read again" if self.reread else ""
        return f"{self.read} read: {self.new} new, {self.known} known{reread}; {len(self.failed)} failed"


class Intake:
    """Reads reports, links them to the accords and keeps them in a record, each by itself and wholly or not.

    originals: keep the bytes that a report came in, where they are brought with it.
    """

    def __init__(self, record: Record, accords: Mapping[str, Accord], *, originals: bool = True) -> None:
        self._record, self._accords, self._originals = record, accords, originals
        self._reader: Any = None
        self.account = Account()

    def take(self, name: str, bring: Callable[[], tuple[Report, bytes | None]], *, reread: bool = False) -> None:
        """Take in the report that `bring` gives, with the bytes it came in; name: its file, for the account.

        What is wrong with one report is counted and the next can follow; what would fail all alike
        ends the run: the record (RecordError: full disk, no right to write) or our own data (DataError).
        """
        try:
            report, original = bring()
            self.account.read += 1
            if report.id in self._record and not reread:
                self.account.known += 1
                return
            self._keep(name, report, original if self._originals else None, reread)
        except (RecordError, DataError):
            raise
        except MithaqError as error:
            self.account.fail(name, error)
        except Exception as error:  # a fault of ours in one report must not lose the others
            self.account.fail(name, error)

    def _keep(self, name: str, report: Report, original: bytes | None, reread: bool) -> None:
        from mithaq.gazetteer import load_gazetteer
        from mithaq.linking import link

        if self._reader is None:
            from mithaq import Reader

            self._reader = Reader()
        reading = self._reader.read(report.text, language=report.language, published=report.published)
        evidence = link(report, reading, self._accords, load_gazetteer())
        if self._record.add(report, reading, evidence, arrival=name, original=original, replace=reread):
            self.account.new += 1
        elif reread:
            self.account.reread += 1
        else:
            self.account.known += 1
        self.account.evidence += len(evidence)
        if not report.published:
            self.account.undated.append(name)


def tell_failures(failed: Iterable[Mapping[str, str | None]]) -> None:
    """Name on the standard error every report that failed, where and why, and what to do."""
    for one in failed:
        mend = f"\n  mend: {one['mend']}" if one["mend"] else ""
        note(f"{one['place']}: {one['reason']}{mend}")
