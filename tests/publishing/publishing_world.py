"""A record made by hand: a moved deadline, a handover in three languages, a letter, hostile reports."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from mithaq.linking.evidence import Bearing, Evidence, SourceClass
from mithaq.reading.claims import Claim, Modality, Name, Quotation, Reading
from mithaq.record import Record
from mithaq.reports.model import Report, Span

FIRST, SECOND = "karabakh-2020-11-09", "karabakh-2021-01-11"
HOSTILE_TITLE = "</title><script>alert('title')</script>\u202e desrever & <b>bold</b>"
HOSTILE_OUTLET = '"><img src=x onerror=alert(1)>\u2066Outlet'
HOSTILE_ADDRESS = "javascript:alert(document.domain)//https://one.example/"
PRISONER = "Vardan Testov"


@dataclass
class Page:
    """A page under the parser: what a browser would see of it."""

    html: str
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    sections: dict[str, str] = field(default_factory=dict)
    text: str = ""

    def __post_init__(self) -> None:
        parser = _Parser(self)
        parser.feed(self.html)
        parser.close()

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of this name."""
        return [attributes for name, attributes in self.tags if name == tag]

    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]


VOID = {"meta", "br", "col", "link", "img", "input", "hr"}


class _Parser(HTMLParser):
    """Checks that elements close in order, and gathers what tests ask for."""

    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self._page = page
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {key: value or "" for key, value in attributes}
        assert len(named) == len(attributes), f"an attribute twice: {tag} {attributes}"
        self._page.tags.append((tag, named))
        if tag == "blockquote":
            self._page.quotes.append("")
        if tag == "mark":
            self._page.marks.append("")
        if tag not in VOID:
            self._open.append((tag, named.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1][0] == tag, f"</{tag}> closes <{self._open[-1][0]}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        names = [tag for tag, _ in self._open]
        if "style" in names:
            return
        self._page.text += data
        if "blockquote" in names:
            self._page.quotes[-1] += data
        if "mark" in names:
            self._page.marks[-1] += data
        for _, id in self._open:
            if id:
                self._page.sections[id] = self._page.sections.get(id, "") + data

    def close(self) -> None:
        super().close()
        assert not self._open, f"never closed: {self._open}"


class World:
    """Reports and evidence in a record, with what was put in to compare with what comes out."""

    def __init__(self, folder: Path) -> None:
        self.record = Record.open(folder / "record.sqlite")
        self.evidence: list[tuple[Report, Evidence]] = []

    def add(
        self,
        text: str,
        day: str,
        *facts: tuple[str, str, str, Bearing, SourceClass, str],
        language: str = "en",
        outlet: str | None = "One Example",
        address: str | None = "https://one.example/a?b=1&c=2",
        title: str | None = None,
        modality: Modality = "happened",
        deadline: str | None = None,
        accord: str = FIRST,
        speaker: Name | None = None,
        fact_day: str | None = None,
        dated: bool = True,
        said: Sequence[Quotation] = (),
        skipped: tuple[str, ...] = (),
    ) -> Report:
        """A report; of each fact: the words, the trigger in them, promise, bearing, class and side of the speaker."""
        report = Report.of(text, language=language, outlet=outlet, published=day, title=title, address=address)
        claims, evidence = [], []
        for words, trigger, stipulation, bearing, source, side in facts:
            start = text.index(words)
            at = text.index(trigger, start)
            id = "c-" + hashlib.sha256(f"{report.id}{words}{stipulation}{bearing}".encode()).hexdigest()[:12]
            name = speaker or Name(0, 1, "state", side or None, side or None)
            claims.append(
                Claim(
                    start, start + len(words), id, "RETREAT", None, "transfer", None, "complete", modality,
                    Span(at, at + len(trigger)), attribution=(name,),
                )
            )  # fmt: skip
            voice = name.entity or f"{name.words(text).casefold()} (unlisted)"
            evidence.append(
                Evidence(
                    f"e-{id[2:]}", id, report.id, accord, stipulation, bearing, modality, fact_day or day, dated, day,
                    start, start + len(words), source, side or None, (voice, outlet or "unknown"), None, deadline,
                    False, ("same kind of promise", "same place"),
                )
            )  # fmt: skip
        reading = Reading(text, language, day, claims=tuple(claims), quotations=tuple(said), skipped=skipped)
        self.record.add(report, reading, evidence)
        self.evidence += [(report, one) for one in evidence]
        return report


def filled(folder: Path) -> World:
    """The world that most tests look at."""
    world = World(folder)
    world.add(
        "Baku moved the date for Kalbajar to 25 November, an aide said.\nNothing else changed.", "2020-11-15",
        ("moved the date for Kalbajar to 25 November", "moved", "6a", "amends", "beneficiary", "AZE"),
        deadline="2020-11-25", title="Ten days more",
    )  # fmt: skip
    arabic = "قالت وزارة الدفاع إن منطقة كلبجار سُلّمت إلى أذربيجان اليوم."
    world.add(
        arabic, "2020-11-25", ("منطقة كلبجار سُلّمت إلى أذربيجان", "سُلّمت", "6a", "completes", "beneficiary", "AZE"),
        language="ar", outlet="وكالة المثال", address="https://ar.example/خبر/1", title="تسليم كلبجار",
    )  # fmt: skip
    russian = "Кельбаджарский район передан Азербайджану, сообщили в Ереване."
    for outlet in ("Пример", "Перепечатка"):
        world.add(
            russian, "2020-11-25",
            ("Кельбаджарский район передан Азербайджану", "передан", "6a", "completes", "obligor", "ARM"),
            language="ru", outlet=outlet, address=f"https://ru.example/{outlet}",
        )  # fmt: skip
    letter = "The President said in a letter that peace is kept on the whole line of contact, on Victory Day."
    at = letter.index("peace")
    world.add(
        letter, "2020-12-10",
        ("peace is kept on the whole line of contact", "kept", "1a", "complies", "obligor", "AZE"),
        said=(
            Quotation(
                at, at + 42, Name(0, 13, "person", "ilham-aliyev", "AZE"),
                Name(0, 3, "person", "vladimir-putin", "RUS"),
                Span(letter.index("Victory"), len(letter) - 1), None, False, "praise",
            ),
        ),
    )  # fmt: skip
    world.add(
        f"{PRISONER} told us that shots were fired <again> & \u202eagain\u202c near the road.", "2020-12-12",
        ("shots were fired <again> & \u202eagain\u202c near the road", "fired", "1a", "breaches", "independent", ""),
        outlet=HOSTILE_OUTLET, title=HOSTILE_TITLE, address=HOSTILE_ADDRESS, speaker=Name(0, 13, "person"),
        skipped=("a table", "a table"),
    )  # fmt: skip
    world.add("Nothing here bears on a promise.", "2020-12-20", outlet=None, address=None)
    world.add(
        "The group met for the first time in Moscow.", "2021-01-30",
        ("met for the first time", "met", "2a", "completes", "guarantor", "RUS"), accord=SECOND, dated=False,
    )  # fmt: skip
    world.add(
        "Both statements are carried out well, he said.", "2021-02-01",
        ("carried out well", "carried", "", "assesses", "guarantor", "RUS"),
    )  # fmt: skip
    world.add(
        "All prisoners were freed, he said much later.", "2021-06-01",
        ("All prisoners were freed", "freed", "8a", "completes", "guarantor", "RUS"),
    )  # fmt: skip
    return world
