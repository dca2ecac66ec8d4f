"""How a record keeps its pace as it grows: tenfold each step, to a million claims in a hundred thousand reports.

    pip install '.[test]'
    python benchmarks/record.py [--claims 1000000] [--place sqlite|postgresql|both]

The reports are made by a program, the same each run. Dispatches on 48 accords of 20 promises each (some accords are
much more written about than others) over eight years, in Arabic, Russian and English; two in five are printed by
several outlets, some shortened; half repeat a paragraph of background. Each gives ten claims, four of which bear on a
promise, as in the demo dossier. They are kept through `Record.add` with reading and evidence prepared, so that the
reader's time is left out; it is printed by itself.

Printed at each size, in milliseconds (medians of repeated measures) with the ratio to the smallest size:

- adding one report by itself, and reassessing the promises that it bears on, on the last day
- the statuses of an accord of middling and of the largest size, on the last day and on a day halfway
- all that a promise's page tells of it
- a search in each language: a common word, and two rarer ones together

then adding to the smallest and the largest in turn, and the unfavourable case, a record all of whose evidence is on one
accord. The server of PostgreSQL is a private one, made as for the tests; it does not wait for the disk (fsync off), the
file of SQLite does.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

from pg_server import cluster

from mithaq import Reader
from mithaq.accords import kinds, library
from mithaq.accords.model import Accord, Deadline, Party, Provision, Stipulation
from mithaq.demo import dossier
from mithaq.gazetteer import Gazetteer
from mithaq.linking.evidence import Bearing, Evidence, SourceClass
from mithaq.reading.claims import Claim, Modality, Reading
from mithaq.record import Record
from mithaq.record.standing import statuses
from mithaq.reports.model import Report, Span

ACCORDS, PROMISES, CLAIMS, BEARING = 48, 20, 10, 4
FIRST, DAYS = date(2018, 1, 1), 8 * 365
LAST = str(FIRST + timedelta(days=DAYS))
HALFWAY = str(FIRST + timedelta(days=DAYS // 2))
OUTLETS = 120
REPEATS = 15
BEARINGS: Mapping[Bearing, int] = {
    "advances": 26, "complies": 20, "completes": 10, "plans": 12, "disputes": 10, "breaches": 8, "assesses": 8,
    "delays": 3, "amends": 2, "ends": 1,
}  # fmt: skip
MODALITIES: Mapping[Modality, int] = {"happened": 70, "ongoing": 20, "alleged": 8, "denied": 2}
WORDS = {
    "en": "government army district road prisoner border ceasefire minister convoy withdrawal monitor village",
    "ru": "правительство армия район дорога пленный граница перемирие министр колонна вывод наблюдатель село",
    "ar": "الحكومة الجيش المنطقة الطريق أسير الحدود الهدنة الوزير القافلة الانسحاب المراقب القرية",
}
"""A common word of each language, and the next: the earlier, the more often."""
SYLLABLES = {
    "en": "ba den for gul han ist kar lem nor pol ras tan vel wis yor zan",
    "ru": "ба ден фор гул хан ист кар лем нор пол рас тан вел шис ёр зан",
    "ar": "با دن فر جل حن سط كر لم نر بل رس تن ول شس ير زن",
}
VOCABULARY = 3000


def accords(number: int) -> dict[str, Accord]:
    """The library, and as many more made-up accords as are wanted; a third of the promises wait for a step."""
    found = dict(list(library().items())[:number])
    names = sorted(kinds())
    for n in range(len(found), number):
        sides = (f"{n}-north", f"{n}-south")
        promises = tuple(
            Stipulation(
                str(one), str(one), names[(n * PROMISES + one) % len(names)], (sides[one % 2],), (sides[1 - one % 2],),
                deadline=Deadline(within="P90D", after=str(one - 1)) if one % 3 == 2
                else Deadline(by=str(FIRST + timedelta(days=300 + 20 * one))),
                quantity=5000.0 if one % 5 == 4 else None,
            )
            for one in range(1, PROMISES + 1)
        )  # fmt: skip
        parties = tuple(Party(side, ("signatory",)) for side in sides)
        guarantor = Party(f"{n}-guarantor", ("guarantor",))
        provisions = tuple(Provision(one.id, {"en": f"Clause {one.id}."}) for one in promises)
        found[f"accord-{n}"] = Accord(
            f"accord-{n}", {"en": (f"Accord {n}",)}, str(FIRST), (*parties, guarantor), provisions, promises
        )
    return found


@dataclass(frozen=True, slots=True)
class Item:
    """A report with what would have been read in it."""

    report: Report
    reading: Reading
    evidence: list[Evidence]


class World:
    """Makes reports, the same ones for the same number of accords and seed."""

    def __init__(self, accords: Mapping[str, Accord], seed: int = 1) -> None:
        self._draw = random.Random(seed)
        self._accords = list(accords.values())
        self._weights = [1 / (rank + 4) for rank in range(len(self._accords))]
        self._vocabulary = {code: self._words(code) for code in WORDS}
        self._ranks = [1 / (rank + 8) for rank in range(VOCABULARY)]
        self._background = {
            (one.id, code): " ".join(self._some(code, 70)) for one in self._accords for code in sorted(WORDS)
        }
        self._number = 0

    def _words(self, code: str) -> list[str]:
        parts = SYLLABLES[code].split()
        made = {"".join(self._draw.choices(parts, k=self._draw.randint(2, 4))) for _ in range(8000)}
        rest = sorted(made)
        self._draw.shuffle(rest)
        return [*WORDS[code].split(), *rest][:VOCABULARY]

    def _some(self, code: str, number: int) -> list[str]:
        return self._draw.choices(self._vocabulary[code], self._ranks, k=number)

    def items(self) -> Iterator[Item]:
        """Reports without end."""
        while True:
            yield from self._dispatch()

    def _dispatch(self) -> list[Item]:
        draw = self._draw
        self._number += 1
        accord = draw.choices(self._accords, self._weights)[0]
        code = draw.choice(sorted(WORDS))
        day = FIRST + timedelta(days=draw.randrange(DAYS))
        text = " ".join(self._some(code, draw.randint(90, 170)))
        if draw.random() < 0.5:
            text += f"\n\n{self._background[accord.id, code]}"
        told = [self._claim(number, accord, day) for number in range(CLAIMS)]
        outlets = draw.sample(range(OUTLETS), draw.choice((1, 1, 1, 2, 3, 6)))
        return [
            self._printed(text if n == 0 or draw.random() < 0.6 else text[: len(text) * 3 // 4], code, outlet,
                          day + timedelta(days=min(n, draw.randrange(3))), told)
            for n, outlet in enumerate(outlets)
        ]  # fmt: skip

    def _claim(self, number: int, accord: Accord, day: date) -> tuple[Claim, Evidence | None]:
        draw = self._draw
        kind = draw.choice(accord.stipulations)
        modality = draw.choices(list(MODALITIES), list(MODALITIES.values()))[0]
        claim = Claim(
            number * 40, number * 40 + 39, f"c-{self._number:x}-{number}", "YIELD", "release", "hand over", kind.kind,
            "progress", modality, Span(number * 40, number * 40 + 8),
        )  # fmt: skip
        if number >= BEARING:
            return claim, None
        bearing = draw.choices(list(BEARINGS), list(BEARINGS.values()))[0]
        voice, side, source = self._voice(accord, kind)
        back = draw.choice((0, 0, 0, 1, 1, 3, 40))
        evidence = Evidence(
            "", claim.id, "", accord.id, kind.id, bearing, modality, str(max(day - timedelta(days=back), FIRST)),
            draw.random() < 0.7, "", claim.start, claim.end, source, side, (voice,),
            float(draw.randint(1, 60)) if draw.random() < 0.2 else None,
            str(day + timedelta(days=60)) if bearing == "amends" else None, back == 40, ("speaks of it", "names it"),
        )  # fmt: skip
        return claim, evidence

    def _voice(self, accord: Accord, one: Stipulation) -> tuple[str, str | None, SourceClass]:
        """Who says it; empty for the outlet itself."""
        draw = self._draw.random()
        office = self._draw.randrange(6)
        if draw < 0.3 and one.obligors:
            return f"{one.obligors[0]}/office-{office}", one.obligors[0], "obligor"
        if draw < 0.6 and one.beneficiaries:
            return f"{one.beneficiaries[0]}/office-{office}", one.beneficiaries[0], "beneficiary"
        if draw < 0.7:
            return f"guarantor/office-{office}", "guarantor", "guarantor"
        if draw < 0.78:
            return f"mission-{office}", f"mission-{office}", "international"
        return "", None, "independent"

    def _printed(self, text: str, code: str, outlet: int, day: date, told: list[tuple[Claim, Evidence | None]]) -> Item:
        name, published = f"outlet-{outlet}", str(day)
        report = Report.of(text, language=code, outlet=name, published=published, address=f"https://{name}.example/")
        evidence = [
            replace(one, id=f"e-{report.id[2:]}{n}", report=report.id, known=published,
                    voices=(one.voices[0] or name, name))
            for n, (_, one) in enumerate(told) if one is not None
        ]  # fmt: skip
        reading = Reading(text, code, published, claims=tuple(claim for claim, _ in told))
        return Item(report, reading, evidence)


def median(work: Callable[[], object], repeats: int = REPEATS, clock: Callable[[], float] = time.perf_counter) -> float:
    """Milliseconds that the work takes by a clock, the median of some times after a first one."""
    work()
    found = []
    for _ in range(repeats):
        start = clock()
        work()
        found.append(clock() - start)
    return 1000 * statistics.median(found)


class Bench:
    """One record, measured as it grows."""

    def __init__(self, place: Path | str, number: int, seed: int = 1) -> None:
        self.place, self.accords = place, accords(number)
        self._items, self._nobody = World(self.accords, seed).items(), Gazetteer({}, {})
        self.record = Record.open(place)
        self.kept = 0
        ranked = list(self.accords.values())
        self._largest, self._middling = ranked[0], ranked[len(ranked) // 2]

    def grow(self, reports: int) -> float:
        """Add reports up to a number; seconds it took, the making of them left out."""
        took = 0.0
        with self.record.bulk(200):
            while self.kept < reports:
                part = [next(self._items) for _ in range(min(500, reports - self.kept))]
                start = time.perf_counter()
                for one in part:
                    self.record.add(one.report, one.reading, one.evidence, arrival="bench")
                took += time.perf_counter() - start
                self.kept += len(part)
        if isinstance(self.place, str):
            from sqlalchemy import text

            with self.record._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("ANALYZE"))
        return took

    def measures(self) -> dict[str, float]:
        """What is printed of one size, in milliseconds; sizes in MB."""
        found = self.adding()
        for name, accord in (("middling accord", self._middling), ("largest accord", self._largest)):
            for day, on in (("last day", LAST), ("halfway", HALFWAY)):
                one = {accord.stipulations[3].id}
                found[f"status of a promise of the {name}, {day}"] = median(partial(self._statuses, accord, on, one))
                found[f"statuses of the {name}, {day}"] = median(partial(self._statuses, accord, on))
        ours = partial(median, clock=time.process_time)
        found["  statuses, largest, last day: our own processor"] = ours(partial(self._statuses, self._largest, LAST))
        found["a promise's page"] = median(self._page, 7)
        found["  a promise's page: our own processor"] = ours(self._page, 7)
        for code, words in WORDS.items():
            common, rarer = words.split()[0], " ".join(words.split()[6:8])
            found[f"search {code}: common word"] = median(partial(self.record.search, common))
            found[f"search {code}: two rarer words"] = median(partial(self.record.search, rarer))
        found["reprints of all"] = median(self.record.reprints, 3)
        return found

    def adding(self) -> dict[str, float]:
        """What one more report costs, in milliseconds."""
        adding, judging, busy = [], [], []
        for _ in range(REPEATS * 2 + 1):
            one = next(self._items)
            start, used = time.perf_counter(), time.process_time()
            self.record.add(one.report, one.reading, one.evidence, arrival="bench")
            added = time.perf_counter()
            self.reassess(one)
            busy.append(time.process_time() - used)
            judging.append(time.perf_counter() - added)
            adding.append(added - start)
            self.kept += 1
        both = [a + b for a, b in zip(adding, judging, strict=True)]
        return {
            "add one report": 1000 * statistics.median(adding[1:]),
            "reassess its promises": 1000 * statistics.median(judging[1:]),
            "add and reassess": 1000 * statistics.median(both[1:]),
            "  adding and reassessing: our own processor": 1000 * statistics.median(busy[1:]),
        }

    def reassess(self, one: Item) -> None:
        """Where the promises stand on which a report bears."""
        touched: dict[str, set[str]] = {}
        for evidence in one.evidence:
            touched.setdefault(evidence.accord, set()).add(evidence.stipulation)
        for accord, promises in touched.items():
            self._statuses(self.accords[accord], LAST, promises)

    def _statuses(self, accord: Accord, on: str, only: set[str] | None = None) -> None:
        statuses(
            self.record, accord, as_of=on, known_by=on, gazetteer=self._nobody, accords=self.accords, only=only
        )  # fmt: skip

    def _page(self) -> None:
        from mithaq.cli.why import SHOWN, explain

        promise = self._middling.stipulations[3]
        explain(
            self.record,
            self._middling,
            promise,
            as_of=LAST,
            known_by=LAST,
            language="en",
            others=self.accords,
            limit=SHOWN,
        )

    def words(self) -> tuple[int, int]:
        """Words on a promise that a report bears on, in the middle of many reports; and the most."""
        counts = []
        for accord in self.accords.values():
            found = self.record.words({(accord.id, one.id) for one in accord.stipulations})
            counts += [len(one) for one in found.values()]
        weighted = sorted(count for count in counts for _ in range(max(1, count // 10)))
        return weighted[len(weighted) // 2], max(counts)

    def size(self) -> float:
        """MB on disk."""
        if isinstance(self.place, Path):
            return self.place.stat().st_size / 1e6
        from sqlalchemy import text

        with self.record._engine.connect() as connection:
            return float(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()) / 1e6


def reader_time() -> float:
    """Milliseconds that the reader takes for a report of the demo dossier."""
    reader, reports = Reader(), list(dossier())[:40]
    for one in reports:
        reader.read(one.text, one.language, one.published)
    found = []
    for one in reports:
        start = time.perf_counter()
        reader.read(one.text, one.language, one.published)
        found.append(time.perf_counter() - start)
    return 1000 * statistics.median(found)


def table(title: str, sizes: list[int], rows: Mapping[str, list[float]]) -> None:
    """Print the measures of each size and the ratios of the last to the first."""
    print(f"\n{title}")
    print(f"{'claims':52}" + "".join(f"{size:>12,}" for size in sizes) + f"{'last/first':>12}")
    for name, values in rows.items():
        ratio = f"{values[-1] / values[0]:.2f}" if values[0] else ""
        print(f"{name:52}" + "".join(f"{value:12.1f}" for value in values) + f"{ratio:>12}", flush=True)


def in_turn(name: str, small: Bench, large: Bench) -> None:
    """Measure adding on two sizes in turn, so that both meet the same machine."""
    print(f"\n{name}: {small.kept * CLAIMS:,} and {large.kept * CLAIMS:,} claims in turn")
    for _ in range(3):
        here, there = small.adding(), large.adding()
        for key, value in here.items():
            print(f"{key:52}{value:12.1f}{there[key]:12.1f}{there[key] / value:12.2f}", flush=True)


def run(name: str, place: Path | str, number: int, sizes: list[int], again: Path | str | None = None) -> None:
    """Build and measure one record. again: where the smallest size is built once more, for measuring in turn."""
    bench = Bench(place, number)
    rows: dict[str, list[float]] = {}
    for size in sizes:
        before = bench.kept
        took = bench.grow(size // CLAIMS)
        words, most = bench.words()
        found = {
            "adding in bulk, ms a report": 1000 * took / max(1, bench.kept - before),
            **bench.measures(),
            "size, MB": bench.size(),
            "words on a promise that a report bears on": words,
            "words on a promise, at most": most,
        }
        print(f"{name}: {size:,} claims; built on in {took:.0f} s", file=sys.stderr)
        print("  " + ", ".join(f"{key} {value:.1f}" for key, value in found.items()), file=sys.stderr, flush=True)
        for key, value in found.items():
            rows.setdefault(key, []).append(value)
    table(f"{name}, {number} accord{'s' * (number > 1)}", sizes, rows)
    if again is not None:
        small = Bench(again, number, seed=2)
        small.grow(sizes[0] // CLAIMS)
        in_turn(name, small, bench)
        small.record.close()
    bench.record.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How a record keeps its pace as it grows.")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--place", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--folder", type=Path, help="where the file of SQLite is made")
    asked = parser.parse_args()
    steps = (asked.claims // 100, asked.claims // 10, asked.claims * 3 // 10, asked.claims)
    sizes = [size for size in steps if size >= CLAIMS]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(dir=asked.folder)))
        places: dict[str, Callable[[], Path | str]] = {}
        if asked.place != "postgresql":
            number = iter(range(9))
            places["SQLite"] = lambda: folder / f"record-{next(number)}.sqlite"
        if asked.place != "sqlite":
            server = stack.enter_context(cluster())
            places["PostgreSQL"] = server.database
        for name, place in places.items():
            run(name, place(), ACCORDS, sizes, again=place())
            run(f"{name}, unfavourable: all evidence on one accord", place(), 1, sizes[:2])
    print(f"\nthe reader takes {reader_time():.0f} ms for a report of the demo dossier")


if __name__ == "__main__":
    main()
