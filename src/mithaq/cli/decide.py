"""The commands of `mithaq review` that decide: each writes one entry of the journal and shows what it moved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from mithaq.cli.options import Place, day_option, json_option, record_options
from mithaq.cli.output import echo, note, print_json
from mithaq.errors import InputError, MithaqError, RecordError

if TYPE_CHECKING:
    from mithaq.accords.model import Accord, Stipulation
    from mithaq.assessment.status import Status
    from mithaq.record import Record
    from mithaq.review import Action, Decision
    from mithaq.review.model import Value

F = TypeVar("F", bound=Callable[..., Any])


def coder_option(command: F) -> F:
    """`coder`: under whose name is decided."""
    return click.option(
        "--coder", envvar="MITHAQ_CODER", metavar="NAME", help="Your name as a coder [or set MITHAQ_CODER]."
    )(command)


def _options(command: F) -> F:
    """`coder`, `reason`, `blind`, `accord`, and where the record is."""
    for option in (
        json_option,
        record_options,
        click.option("--accord", multiple=True, metavar="FILE", help="An accord of your own: its YAML file."),
        click.option("--blind", is_flag=True, help="You have not seen what others decided on it."),
        click.option(
            "--reason", multiple=True, metavar="ID|WORDS", help="Why: a reason's id or words. May be repeated."
        ),
        coder_option,
    ):
        command = option(command)
    return command


def decides(function: F) -> F:
    """A command that makes decisions: its function is given the open record and yields what is to be kept."""

    @wraps(function)
    def run(
        *, coder: str | None, reason: tuple[str, ...], blind: bool, accord: tuple[str, ...], record: Place | None,
        demo: str | None, as_json: bool, **options: Any,
    ) -> None:  # fmt: skip
        from mithaq.cli.promises import accords_named
        from mithaq.cli.store import days, open_to_decide
        from mithaq.review.importing import split_reasons

        if not coder:
            raise click.UsageError("who decides? Give --coder NAME, or set MITHAQ_CODER")
        accords = accords_named(accord) if accord else {}
        ids, words = split_reasons(reason)
        plain = _Maker(coder, ids, words, blind)
        with open_to_decide(record, demo) as opened:
            on, _ = days(opened, None, None, demo=demo is not None)
            made = list(function(opened, plain, accords=accords, **options))
            _keep(opened, made, accords, on, as_json)

    return cast(F, _options(run))


class _Maker:
    """Makes decisions of one coder, for one reason."""

    def __init__(self, coder: str, reasons: tuple[str, ...], words: str, blind: bool) -> None:
        self.coder, self.reasons, self.words, self.blind = coder, reasons, words, blind

    def __call__(self, action: Action, subject: str, **fields: Any) -> Decision:
        from mithaq.review import Decision

        return Decision(
            self.coder, now(), action, subject, self.reasons, self.words, blind=self.blind, **fields
        )  # fmt: skip


def now() -> str:
    """The time, UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _keep(record: Record, made: Sequence[Decision], accords: dict[str, Accord], on: str, as_json: bool) -> None:
    from mithaq.cli.why import told

    promises = {promise for one in made for promise in record.preview(one).touches}  # none is kept if one is refused
    before = _stand(record, promises, accords, on)
    kept = [record.decide(one) for one in made]
    moved = [
        {"promise": "/".join(promise), "as_of": on, "before": _short(was), "after": _short(after)}
        for promise, after in _stand(record, promises, accords, on).items()
        if (was := before.get(promise)) is not None and _short(was) != _short(after)
    ]
    if as_json:
        print_json({"decisions": [told(one) for one in kept], "moved": moved})
        return
    for one in kept:
        echo(f"{one.seq}  {one.action}  {one.subject}  by {one.coder}" + (f": {one.why}" if one.why else ""))
    for row in moved:
        echo(f"{row['promise']}: {_words(row['before'])} → {_words(row['after'])} (as of {on})")
    if not moved:
        echo(f"no level, flag or deadline moved (as of {on})")


def _stand(
    record: Record, promises: Iterable[tuple[str, str]], accords: dict[str, Accord], on: str
) -> dict[tuple[str, str], Status]:
    """Where these promises stand; those of accords that are not known here are left out."""
    from mithaq.accords import library
    from mithaq.gazetteer import load_gazetteer
    from mithaq.record.standing import statuses

    known, asked = {**library(), **accords}, set(promises)
    found = [
        one
        for id in sorted({accord for accord, _ in asked if accord in known})
        for one in statuses(
            record, known[id], as_of=on, known_by=on, gazetteer=load_gazetteer(), accords=known,
            only={stipulation for accord, stipulation in asked if accord == id},
        )
    ]  # fmt: skip
    return {(one.accord, one.stipulation): one for one in found}


def _short(one: Status) -> dict[str, Any]:
    return {"level": one.level, "flags": list(one.flags), "deadline": one.deadline, "rule": one.rule}


def _words(row: Any) -> str:
    from mithaq.cli.promises import level_words

    return ", ".join([level_words(row["level"]), *row["flags"], *([row["deadline"]] if row["deadline"] else [])])


@click.command("accept", short_help="Vouch for pieces of evidence as they stand.")
@click.argument("ids", metavar="EVIDENCE...", nargs=-1, required=True)
@decides
def accept(record: Record, make: _Maker, *, accords: dict[str, Accord], ids: tuple[str, ...]) -> Iterator[Decision]:
    """Vouch for evidence as it stands, corrections of others included (with --blind: as the machine gives it).

    What was accepted stays, even if another version of the reader no longer finds it. An id may be cut short.
    """
    return (make("accept", record.find_evidence(id)) for id in ids)


@click.command("reject", short_help="Take pieces of evidence out.")
@click.argument("ids", metavar="EVIDENCE...", nargs=-1, required=True)
@decides
def reject(record: Record, make: _Maker, *, accords: dict[str, Accord], ids: tuple[str, ...]) -> Iterator[Decision]:
    """Take evidence out: it counts no longer, and `mithaq why --all` still shows it with your reason."""
    return (make("reject", record.find_evidence(id)) for id in ids)


SET_HELP = "A new value: bearing, modality, day, quantity, deadline, stipulation, source, side or speaker."


def _set_option(command: F) -> F:
    return click.option("--set", "values", multiple=True, metavar="FIELD=VALUE", help=SET_HELP)(command)


@click.command("correct", short_help="Give evidence other values.")
@click.argument("id", metavar="EVIDENCE")
@_set_option
@decides
def correct(
    record: Record, make: _Maker, *, accords: dict[str, Accord], id: str, values: tuple[str, ...]
) -> Iterator[Decision]:
    """Give evidence other values: --set bearing=plans --set day=2020-11-20.

    `none` takes a quantity, a deadline or a side away. A day may be FIRST/LAST. stipulation moves it to another
    promise; speaker is the first voice, an id of the gazetteer or words.
    """
    yield make("correct", record.find_evidence(id), fields=_fields(record, values, accords))


def _fields(record: Record, values: Iterable[str], accords: dict[str, Accord]) -> dict[str, Value]:
    from mithaq.review.importing import decision_of_row
    from mithaq.review.model import FIELDS

    row: dict[str, str] = {}
    for one in values:
        name, sign, value = one.partition("=")
        if not sign or name.strip() not in FIELDS:
            raise InputError(
                f"not a value to set: {one!r}", mend=f"write FIELD=VALUE, FIELD one of {', '.join(FIELDS)}"
            )
        row[name.strip()] = value.strip()
    fields = decision_of_row({**row, "action": "correct", "subject": "e"}, coder=None, at="").fields
    if "stipulation" in fields:
        accord, promise = _promise(record, str(fields["stipulation"]), accords)
        fields["stipulation"] = f"{accord.id}/{promise.id}"
    return fields


def _promise(record: Record, name: str, accords: dict[str, Accord]) -> tuple[Accord, Stipulation]:
    """The promise meant: of the accords named or those that the record has evidence on, else of any."""
    from mithaq.accords import library
    from mithaq.cli.promises import find_promise

    known = {**library(), **accords}
    near = accords or {id: known[id] for id in record.accords() if id in known}
    wanted = name.strip().rpartition("/")[2].lower()
    own = any(one.id.lower() == wanted for accord in near.values() for one in accord.stipulations)
    return find_promise(name, known if "/" in name or not own else near)


@click.command("link", short_help="Say that a claim bears on a promise.")
@click.argument("claim", metavar="REPORT/CLAIM")
@click.argument("promise", metavar="STIPULATION")
@click.option("--bearing", required=True, metavar="BEARING", help="How it bears, such as completes or breaches.")
@_set_option
@decides
def link(
    record: Record, make: _Maker, *, accords: dict[str, Accord], claim: str, promise: str, bearing: str,
    values: tuple[str, ...],
) -> Iterator[Decision]:  # fmt: skip
    """Say that a claim bears on a promise, where the linker did not see it. `mithaq review show REPORT` lists claims.

    Day, voices and side are found as the linker finds them; --set gives what you know better.
    """
    from mithaq.gazetteer import load_gazetteer
    from mithaq.review.by_hand import evidence_by_hand

    accord, stipulation = _promise(record, promise, accords)
    report, id = _claim(record, claim)
    there = [
        one
        for one in record.reviewed(accord.id, stipulation.id).items
        if (one.evidence.report, one.evidence.claim) == (report, id)
    ]
    if there and there[0].machine is not None:
        raise InputError(
            f"the claim is evidence on {stipulation.id} already: {there[0].evidence.id}",
            mend="use `mithaq review correct` or `mithaq review accept`",
        )
    fields = {name: value for name, value in _fields(record, values, accords).items() if name != "stipulation"}
    found = next(one for of, one in record.claims(report) if one.id == id)
    quotations = [one for _, one in record.quotations(report)]
    made = evidence_by_hand(
        record.report(report), found, quotations, accord, stipulation.id, bearing, load_gazetteer(), fields
    )
    yield make("link", made.id, evidence=made)


@click.command("unlink", short_help="Say that a claim does not bear on a promise.")
@click.argument("claim", metavar="REPORT/CLAIM")
@click.argument("promise", metavar="STIPULATION")
@decides
def unlink(record: Record, make: _Maker, *, accords: dict[str, Accord], claim: str, promise: str) -> Iterator[Decision]:
    """Say that a claim does not bear on a promise: its evidence there is taken out, the claim itself stays."""
    accord, stipulation = _promise(record, promise, accords)
    report, id = _claim(record, claim)
    found = [
        one.evidence.id
        for one in record.reviewed(accord.id, stipulation.id).items
        if (one.evidence.report, one.evidence.claim) == (report, id)
    ]
    if not found:
        raise InputError(f"the claim does not bear on {stipulation.id}", mend="see `mithaq review show REPORT`")
    return (make("unlink", one) for one in found)


def _claim(record: Record, name: str) -> tuple[str, str]:
    report, _, claim = name.partition("/")
    if not any(one.id == claim for _, one in record.claims(report)):
        raise InputError(f"there is no claim {name!r} in the record", mend="see `mithaq review show REPORT`")
    return report, claim


@click.command("join", short_help="Say that two claims tell of one happening.")
@click.argument("one", metavar="REPORT/CLAIM")
@click.argument("other", metavar="REPORT/CLAIM")
@decides
def join(record: Record, make: _Maker, *, accords: dict[str, Accord], one: str, other: str) -> Iterator[Decision]:
    """Say that two claims tell of one happening."""
    yield make("join", one, other=other)


@click.command("split", short_help="Say that two claims tell of two happenings.")
@click.argument("one", metavar="REPORT/CLAIM")
@click.argument("other", metavar="REPORT/CLAIM")
@decides
def split(record: Record, make: _Maker, *, accords: dict[str, Accord], one: str, other: str) -> Iterator[Decision]:
    """Say that two claims tell of two happenings, and are to be kept apart."""
    yield make("split", one, other=other)


@click.command("score", short_help="Give a promise its level by hand.")
@click.argument("promise", metavar="STIPULATION")
@click.option(
    "--level", type=click.IntRange(0, 3), required=True, help="0 not begun, 1 minimal, 2 intermediate, 3 full."
)
@day_option("--as-of", "The day that the level is of.")
@click.option("--cite", multiple=True, metavar="EVIDENCE", help="Evidence it rests on. May be repeated.")
@decides
def score(
    record: Record, make: _Maker, *, accords: dict[str, Accord], promise: str, level: int, as_of: str | None,
    cite: tuple[str, ...],
) -> Iterator[Decision]:  # fmt: skip
    """Give a promise its level as of a day, over that of the rules, which stays visible beside it.

    It stands until the next one, or until what is reported of later days moves the level by the rules.
    """
    if as_of is None:
        raise click.UsageError("of which day is the level? Give --as-of DAY")
    accord, stipulation = _promise(record, promise, accords)
    cited = tuple(record.find_evidence(id) for id in cite)
    yield make("score", f"{accord.id}/{stipulation.id}", level=level, day=as_of, cited=cited)


@click.command("note", short_help="Write a note beside evidence, a claim or a promise.")
@click.argument("subject", metavar="ID")
@decides
def note_command(record: Record, make: _Maker, *, accords: dict[str, Accord], subject: str) -> Iterator[Decision]:
    """Write a note, with --reason, beside evidence, a claim (REPORT/CLAIM) or a promise (ACCORD/ID).

    It moves nothing.
    """
    yield make("note", subject if "/" in subject else record.find_evidence(subject))


@click.command("undo", short_help="Undo an earlier decision.")
@click.argument("number", metavar="ENTRY", type=int)
@decides
def undo(record: Record, make: _Maker, *, accords: dict[str, Accord], number: int) -> Iterator[Decision]:
    """Undo the decision with this number (see `mithaq journal show`); all stands as if it had not been made.

    Both stay in the journal. An undo can itself be undone.
    """
    from mithaq.review.apply import undone

    found = record.decision(number)
    if found is None:
        raise InputError(f"entry {number} is no decision", mend="see `mithaq journal show`")
    if number in undone(record.decisions(subject=found.subject)):
        raise InputError(f"decision {number} is undone already", mend="see `mithaq journal show`")
    yield make("undo", found.subject, undoes=number)


SHOWN_FAILURES = 20
"""So many failed rows of an import are shown to a person, and the rest counted."""


@click.command("import", short_help="Take in decisions from a spreadsheet.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@coder_option
@record_options
@json_option
@click.pass_context
def import_command(
    ctx: click.Context,
    files: tuple[Path, ...],
    coder: str | None,
    record: Place | None,
    demo: str | None,
    as_json: bool,
) -> None:
    """Take in decisions from CSV or JSON, one a row.

    Columns: coder, at, action, subject, reason, words, blind; the new values of a correction; other, level, as_of,
    cited, undoes. Ends with how many were read, new, known and failed, each failure with its line and reason; the exit
    status is 1 if any failed; the other rows are kept. A person is shown the first failures, --json gives all. If a
    file cannot be read to its end, nothing of any file is kept. A row that says what that coder's last decision on it
    says is known already.
    """
    from mithaq.cli.store import open_to_decide
    from mithaq.review.importing import decision_of_row, rows_of_file

    account: dict[str, Any] = {"read": 0, "new": 0, "known": 0, "failed": []}
    # all are read before the first is kept: a broken file leaves nothing half done
    read = [rows_of_file(file) for file in files]
    with open_to_decide(record, demo) as opened:
        for rows in read:
            for place, row in rows:
                account["read"] += 1
                try:
                    made = decision_of_row(row, coder=coder, at=now())
                    account[_take(opened, made, dated=bool(row.get("at")))] += 1
                except RecordError:
                    raise
                except MithaqError as error:
                    account["failed"].append({"place": place, "reason": error.message, "mend": error.mend})
    for one in account["failed"][:SHOWN_FAILURES]:
        note(f"{one['place']}: {one['reason']}" + (f"\n  mend: {one['mend']}" if one["mend"] else ""))
    more = len(account["failed"]) - SHOWN_FAILURES
    if more > 0:
        note(f"… and {more} more failed" + ("" if as_json else ": --json gives all"))
    if as_json:
        print_json(account)
    else:
        counts = f"{account['new']} new, {account['known']} known; {len(account['failed'])} failed"
        echo(f"{account['read']} read: {counts}")
    ctx.exit(1 if account["failed"] else 0)


def _take(record: Record, made: Decision, *, dated: bool) -> str:
    """Keep a decision from a file unless it is known: "new" or "known"."""
    from mithaq.review.model import ON_EVIDENCE

    if made.action in ON_EVIDENCE and made.action != "link" and made.subject:
        made = replace(made, subject=record.find_evidence(made.subject))
    mine = [one for one in record.decisions(subject=made.subject) if one.coder == made.coder]
    for one in reversed(mine):
        same = replace(one, touches=(), evidence=made.evidence, seq=0, at=one.at if dated else made.at) == replace(
            made, touches=()
        )
        if same:
            return "known"
        if not dated:  # only the last word can be what is said again
            break
    record.decide(made)
    return "new"


COMMANDS = (accept, reject, correct, link, unlink, join, split, score, note_command, undo, import_command)
