"""A writer to be killed: a fixed plan of adding, deciding and reading again, taken up wherever the record stands.

Run as a program it loads everything once and then forks a writer for each line it is given, so that hundreds of
writers cost no more than their work. Every writer is the real library in a process of its own; only what a reader
and a linker would have found is made up here, so that no time goes into reading.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from mithaq.linking.evidence import Evidence
from mithaq.reading.claims import Claim, Name, Quotation, Reading
from mithaq.record import Record
from mithaq.reports.model import Report, Span
from mithaq.review import Decision

Place = Path | str
Steps = list[tuple[str, int]]
AT = "2021-07-01T10:00:00+00:00"
_WORDS = (
    "commander", "prisoners", "handed", "border", "crossing", "maps", "minefields", "ceasefire", "village", "observers",
    "сообщил", "пленных", "передали", "границе", "карты", "سلّمت", "القيادة", "أسيراً", "المعبر", "خرائط",
)  # fmt: skip


def report_of(seed: int, number: int) -> Report:
    """The report of this number; every fifth prints the text of the one before in another outlet."""
    printed = number - 1 if number % 5 == 4 else number
    chosen = random.Random(f"{seed} {printed}")
    words = " ".join(chosen.choice(_WORDS) for _ in range(chosen.randint(30, 120)))
    day = f"2021-06-{1 + number % 28:02d}"
    return Report.of(f"Report {printed}. {words}", language="en", outlet=f"Outlet {number % 7}", published=day)


def read(report: Report, number: int, version: int) -> tuple[Reading, list[Evidence]]:
    """What a reader of this version would find."""
    who = Name(0, 6, "person", "someone", "ARM")
    claims = tuple(
        Claim(
            0, 6 + n, f"c-{number}-{n}-v{version}", "RETREAT", None, "release", "prisoner-exchange", "progress",
            "happened", Span(0, 3),
        )
        for n in range(1 + (number + version) % 3)
    )  # fmt: skip
    quotations = (Quotation(7, 20, who),) if number % 2 else ()
    evidence = [
        Evidence(
            f"e-{number}-{n}", claim.id, report.id, "a", f"{1 + (number + n) % 4}", "advances", "happened",
            report.published or "", True, report.published or "", claim.start, claim.end, "independent",
        )
        for n, claim in enumerate(claims)
    ]  # fmt: skip
    return Reading(report.text, "en", report.published, claims=claims, quotations=quotations), evidence


def plan(seed: int, reports: int, writer: int = 0, shared: int = 0) -> Steps:
    """The steps of a writer: its own reports with those shared by all, decisions on them, some read again."""
    own = [1000 * writer + number for number in range(reports)]
    steps: Steps = []
    for count, number in enumerate(own):
        steps.append(("add", number))
        if count < shared:
            steps.append(("add", 900_000 + count))
        if count % 3 == 1:
            steps.append(("decide", number))
        if count % 4 == 3:
            steps.append(("reread", number - 2))
        if count % 6 == 5:
            steps.append(("undo", number - 4))
    return steps


def work(place: Place, seed: int, steps: Steps, tell: Callable[[str], None], bulk: int = 0) -> None:
    """Do the steps that are not done yet, each once, in their order; `tell` hears "b" and "e" about each.

    bulk: write so many in one transaction.
    """
    with Record.open(place) as record, record.bulk(bulk) if bulk else nullcontext():
        there = set(record.ids())
        decided = {decision.words: decision for decision in record.decisions()}
        reread = {id for id, claim in record.claims() if claim.id.endswith("-v2")}
        for kind, number in steps:
            report, mark = report_of(seed, number), f"{kind} {number}"
            if kind in ("decide", "undo"):
                if mark in decided:
                    continue
                subject, undoes = f"e-{number}-0", None
                if kind == "undo":
                    undoes = decided[f"decide {number}"].seq
                tell("b")
                action: Any = "undo" if undoes else "reject"
                made = Decision("ann", AT, action, subject, words=mark, undoes=undoes)
                decided[mark] = record.decide(made)
            elif kind == "reread":
                if report.id in reread:
                    continue
                tell("b")
                record.add(report, *read(report, number, 2), replace=True)
            else:
                if report.id in there:
                    continue
                tell("b")
                original = f"{report.text}\x00\xff".encode("utf-16")
                record.add(report, *read(report, number, 1), arrival=f"{number}.txt", original=original)
            tell("e")


def serve(lines: Iterator[str]) -> None:
    """For each line (JSON: place, seed, plans, tell) fork a writer a plan; tell their numbers, then their statuses."""
    for line in lines:
        job = json.loads(line)
        place = job["place"] if "://" in job["place"] else Path(job["place"])
        children = []
        for steps in job["plans"]:
            child = os.fork()
            if not child:
                _write(place, job, steps)
            children.append(child)
        print(*children, flush=True)
        print(*[os.waitpid(child, 0)[1] for child in children], flush=True)


def _write(place: Place, job: dict[str, Any], steps: Steps) -> None:
    told = os.open(job["tell"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    status = 1

    def tell(word: str) -> None:
        os.write(told, word.encode())

    try:
        work(place, job["seed"], steps, tell, job["bulk"])
        status = 0
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    finally:
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # All that is imported on first use is imported now: alembic, the driver, the encoders.
    warm = Path(sys.argv[1])
    work(warm, 0, plan(0, 12), lambda word: None)
    for place in sys.argv[2:]:
        work(place, 0, plan(0, 1), lambda word: None)
    print("ready", flush=True)
    serve(iter(sys.stdin))
