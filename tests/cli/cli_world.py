"""A small world for the commands: a reader and a linker that understand one line a claim.

A line "6a completes: the district was handed over" is evidence of that bearing on that promise; words in
guillemets are a quotation of Aliyev's to Putin through his press office.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from click.testing import CliRunner, Result

import mithaq
import mithaq.linking
from mithaq.accords.model import Accord
from mithaq.cli.app import app
from mithaq.linking.evidence import Evidence, SourceClass
from mithaq.reading.claims import Claim, Name, Quotation, Reading, Reference, Time
from mithaq.reports.model import Report, Span

FIRST = "karabakh-2020-11-09"
_LINE = re.compile(r"(?P<accord>[\w-]+/)?(?P<id>\w+) (?P<bearing>\w+)(?: to (?P<deadline>[\d-]+))?: (?P<words>.+)")
_QUOTED = re.compile(r"«([^»]+)»")

HANDED = "6a completes: Kalbajar was handed over to Azerbaijan, it said.\n"
MOVED = "6a amends to 2020-11-25: the deadline for Kalbajar was moved, as the press office was told.\n"
PRAISED = "1a complies: the President said in a letter that «peace is kept on the whole line of contact».\n"


class Reader:
    """Every line that speaks of a promise is a claim; see the module."""

    def read(self, text: str, language: str | None = None, published: str | None = None) -> Reading:
        if "make the reader fail" in text:
            raise ZeroDivisionError("a fault in the reader")
        claims, quotations, names = [], [], []
        for match in _LINE.finditer(text):
            speaker = Name(match.start("id"), match.end("id"), "person", "ilham-aliyev", "AZE")
            names.append(speaker)
            claims.append(
                Claim(
                    match.start("words"),
                    match.end("words"),
                    "c-" + hashlib.sha256(match.group().encode()).hexdigest()[:8],
                    "RETREAT",
                    "return",
                    "transfer",
                    "territory-transfer",
                    "complete",
                    "happened",
                    Span(match.start("bearing"), match.end("bearing")),
                    attribution=(speaker,),
                )
            )
        for match in _QUOTED.finditer(text):
            name = Name(0, 2, "person", "ilham-aliyev", "AZE")
            to = Name(0, 2, "person", "vladimir-putin", "RUS")
            channel = Name(0, 2, "organisation", "AZE/press-service", "AZE")
            quotations.append(Quotation(match.start(1), match.end(1), name, to, Span(3, 5), channel, True, "praise"))
        return Reading(
            text, language or "en", published,
            times=(Time(0, 2, "2020-11-25", "day"),), names=tuple(names), quotations=tuple(quotations),
            references=(Reference(0, 2, ("2020-11-10",), (FIRST,)),), claims=tuple(claims), skipped=("a table",),
        )  # fmt: skip


def link(report: Report, reading: Reading, accords: Mapping[str, Accord], gazetteer: Any) -> list[Evidence]:
    """The evidence in the lines; see the module."""
    day = (report.published or "")[:10]
    if not day:
        return []
    # One outlet gives the word of the side that owes, the other that of the side that is owed.
    source: SourceClass = "beneficiary" if report.outlet == "Two" else "obligor"
    side = "AZE" if report.outlet == "Two" else "ARM"
    found = []
    for match, claim in zip(_LINE.finditer(reading.text), reading.claims, strict=True):
        found.append(
            Evidence(
                f"e-{report.id}-{claim.id}",
                claim.id,
                report.id,
                (match["accord"] or FIRST).strip("/"),
                match["id"],
                cast(Any, match["bearing"]),
                "happened",
                day,
                True,
                day,
                claim.start,
                claim.end,
                source,
                side,
                (f"{side}/prime-minister", "tass"),
                None,
                match["deadline"],
                False,
                ("same kind", "same place"),
            )
        )
    return found


class World:
    """A folder with reports and a record, and the commands run on them."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.record = folder / "record.sqlite"
        monkeypatch.setattr(mithaq, "Reader", Reader, raising=False)
        monkeypatch.setattr(mithaq.linking, "link", link)
        for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "HOME"):
            monkeypatch.setenv(name, str(folder / "home"))
        monkeypatch.delenv("MITHAQ_RECORD", raising=False)
        monkeypatch.delenv("MITHAQ_DEBUG", raising=False)

    def run(
        self, *arguments: str | Path, input: str | bytes | None = None, env: dict[str, str] | None = None
    ) -> Result:
        """Run `mithaq ARGUMENTS`, through the same door as from the shell."""
        return CliRunner().invoke(app, [str(one) for one in arguments], input=input, env=env, prog_name="mithaq")

    def write(self, name: str, text: str, published: str | None = "2020-11-25", **fields: str) -> Path:
        """A report file in the folder."""
        lines = [f"{key}: {value}" for key, value in {**fields, "published": published}.items() if value]
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(["---", *lines, "---", text]), encoding="utf-8")
        return path

    def filled(self) -> Path:
        """The record with a moved deadline, a handover told by two outlets, and a letter."""
        self.write("in/1.txt", MOVED, "2020-11-15", outlet="One", address="https://one.example/moved")
        self.write("in/2.txt", HANDED, "2020-11-25", outlet="One", address="https://one.example/handed")
        self.write("in/3.txt", HANDED, "2020-11-25", outlet="Two", address="https://two.example/handed")
        self.write("in/4.txt", PRAISED, "2020-12-10", outlet="Two", address="https://two.example/letter")
        done = self.run("add", self.folder / "in", "--record", self.record)
        assert done.exit_code == 0, done.output
        return self.record
