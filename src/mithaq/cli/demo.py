"""`mithaq demo`: the whole way, on one of the dossiers that are shipped with Mithaq."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mithaq.cli.options import Place, day_options, json_option, language_option, record_option
from mithaq.cli.output import Screen, note, print_json, progress
from mithaq.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mithaq.accords.model import Accord, Amendment
    from mithaq.assessment.status import Status
    from mithaq.reports.model import Report


@click.command("demo", short_help="See it work on a dossier that comes along.")
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="List the dossiers that come along, and read none.")
@day_options
@language_option
@click.option("--page", type=click.Path(path_type=Path, dir_okay=False), help="Also write the page OUT.html.")
@record_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    name: str | None,
    listing: bool,
    as_of: str | None,
    known_by: str | None,
    language: str,
    page: Path | None,
    record: Place | None,
    as_json: bool,
) -> None:
    """Read a dossier and show where each promise stands.

    NAME is one of the dossiers that --list shows; without it, the first of them. Without --as-of: the day after the
    dossier's last report. The record that it makes is kept, so that the other commands can be tried on it with --demo,
    or with --dossier NAME; with --record it is kept in that file instead.
    """
    if listing:
        _list(as_json)
        return
    from mithaq.accords.library import followed
    from mithaq.assessment import amendments
    from mithaq.cli.page import write
    from mithaq.cli.promises import evidence_of, status_row, statuses
    from mithaq.cli.store import days
    from mithaq.demo import DEFAULT, dossier, dossier_accords
    from mithaq.record import Record

    name = name or DEFAULT
    reports, accords = dossier(name), dossier_accords(name)
    # MITHAQ_RECORD names the person's own record: the demo's reports do not belong in it unasked.
    by_hand = ctx.get_parameter_source("record") is click.core.ParameterSource.COMMANDLINE
    path = make_record(name, reports, accords, record if by_hand else None)
    with Record.open(path, create=False, readonly=True) as opened:
        on, known = days(opened, as_of, known_by, demo=True)
        evidence = evidence_of(opened).evidence
        accords = followed(accords)
        found = statuses(evidence, accords, as_of=on, known_by=known, decisions=opened.scores())
        if page:
            write(opened, page, as_of=on, known_by=known, language=language)
    if as_json:
        print_json([status_row(one, accords[one.accord].stipulation(one.stipulation), language) for one in found])
        return
    from mithaq.cli.status import show_scoreboard

    screen = Screen()
    moved = [one for accord in accords.values() for one in amendments(accord, evidence, min(on, known))]
    _story(screen, [one for one in reports if (one.published or "")[:10] <= known], len(evidence), moved, found)
    show_scoreboard(screen, found, accords, language)
    _next_steps(screen, _asked_with(name, path), found, by_hand=by_hand, page=page)


def _list(as_json: bool) -> None:
    from mithaq.demo import about, dossier_files, dossiers

    rows = [
        {"name": name, "about": about(name).line, "accords": about(name).accords, "reports": len(dossier_files(name))}
        for name in dossiers()
    ]
    if as_json:
        print_json(rows)
        return
    screen = Screen()
    for row in rows:
        screen.line(f"{row['name']}  {row['reports']} reports. {row['about']}")


def make_record(
    name: str, reports: Sequence[Report], accords: Mapping[str, Accord], path: Place | None = None
) -> Place:
    """The path of a record with these reports of the dossier `name`.

    That is `path` if given, else the demo's own, which is made anew unless it is fresh.
    """
    from mithaq.cli.store import demo_path

    if path is not None:
        _fill(name, path, reports, accords)
        return path
    path = demo_path(name)
    if _is_fresh(path, reports):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = tempfile.mkdtemp(prefix="demo-", dir=path.parent)
    except OSError:
        folder = tempfile.mkdtemp(prefix="mithaq-demo-")
        path = Path(folder, path.name)
        note(f"the cache folder cannot be written: the demo's record is kept in {path} (ask it with --record)")
    # Filled apart and then put in place, so that a run that is stopped never leaves half a demo behind.
    made = Path(folder, "making.sqlite")
    try:
        _fill(name, made, reports, accords)
        os.replace(made, path)
    finally:
        made.unlink(missing_ok=True)
        if path.parent != Path(folder):
            Path(folder).rmdir()
    return path


def _is_fresh(path: Path, reports: Sequence[Report]) -> bool:
    """Whether the record holds just these reports, read by the code and data installed here."""
    from mithaq.record import Record

    if not path.exists():
        return False
    try:
        with Record.open(path, create=False, readonly=True) as record:
            held = {report.id for report in record.reports()}
            return held == {report.id for report in reports} and record.outdated() == 0
    except RecordError:
        return False


def _fill(name: str, path: Place, reports: Sequence[Report], accords: Mapping[str, Accord]) -> None:
    from mithaq.cli.work import Intake, tell_failures
    from mithaq.demo import dossier_documents
    from mithaq.record import Record

    originals = {report.id: data for report, data in dossier_documents(name)}

    def bring(report: Report) -> tuple[Report, bytes | None]:
        return report, originals.get(report.id)

    with Record.open(path) as record:
        intake = Intake(record, accords)
        with progress(reports, len(reports), "reading the dossier") as running:
            for report in running:
                intake.take(f"demo:{report.address or report.id}", partial(bring, report))
        tell_failures(intake.account.failed)
        if intake.account.failed:
            raise RecordError(
                f"{len(intake.account.failed)} of the demo's reports could not be read",
                place=str(path),
                mend="see the reasons above",
            )


def _story(
    screen: Screen, reports: Sequence[Report], evidence: int, moved: Sequence[Amendment], found: Sequence[Status]
) -> None:
    """What the dossier is and what came of it, in a few sentences made from the record itself."""
    from mithaq.reports.fields import LANGUAGES

    tongues = Counter(LANGUAGES.get(report.language or "", "?") for report in reports)
    spread = ", ".join(f"{count} in {tongue}" for tongue, count in sorted(tongues.items()))
    outlets = len({report.outlet for report in reports if report.outlet})
    days = sorted(report.published[:10] for report in reports if report.published)
    between = f", {days[0]} to {days[-1]}" if days else ""
    screen.line(f"{len(reports)} short reports ({spread}) of {outlets} outlets{between}.")
    levels = Counter(one.level for one in found)
    flags = Counter(flag for one in found for flag in one.flags)
    raised = ", ".join(f"{count} {flag}" for flag, count in sorted(flags.items()))
    screen.line(
        f"{evidence} pieces of evidence bear on {len(found)} promises: {levels[3]} stand at full, "
        f"{levels[2]} at intermediate, {levels[1]} at minimal, {levels[0]} not begun"
        + (f"; {raised}." if raised else ".")
    )
    for stipulation, deadline in {(f"{one.accord}/{one.stipulation}", one.deadline): None for one in moved}:
        said = min(one.said for one in moved if f"{one.accord}/{one.stipulation}" == stipulation)
        screen.line(f"The deadline of {stipulation} was moved to {deadline}, as said on {said}.")


def _asked_with(name: str, path: Place) -> str:
    """The option by which other commands ask this record."""
    from mithaq.cli.store import demo_path
    from mithaq.demo import DEFAULT

    if path != demo_path(name):
        return f"--record {path}"
    return "--demo" if name == DEFAULT else f"--dossier {name}"


def _next_steps(screen: Screen, where: str, found: Sequence[Status], *, by_hand: bool, page: Path | None) -> None:
    most = max(found, key=lambda one: ("amended" in one.flags, len(one.flags), len(one.evidence)), default=None)
    screen.heading("Now try")
    rows = []
    if most:
        twins = [one for one in found if one.stipulation == most.stipulation]
        name = most.stipulation if len(twins) == 1 else f"{most.accord}/{most.stipulation}"
        rows.append((f"mithaq why {name} {where}", "the reasons and the quoted words"))
        if most.deadline:
            rows.append((f"mithaq status {where} --as-of {most.deadline}", "where things stood on another day"))
    rows += [
        (f"mithaq voices {where}", "who says what of which promise"),
        (f"mithaq timeline {where}", "what happened when"),
        (f"mithaq page demo.html {where}", "all of it as one page for your browser"),
    ]
    if page:
        rows[-1] = (f"open {page}", "all of it, in your browser")
    width = max(len(command) for command, _ in rows)
    for text, what in rows:
        screen.line(f"  {text.ljust(width)}  {what}")
    screen.line(f"Your own reports: mithaq add FILE …, then the same commands without {where}." if not by_hand else "")
