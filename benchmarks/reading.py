"""How fast reports are read, beside what other programs need for a part of it. One run, one core, one text.

    pip install '.[bench]'
    python benchmarks/reading.py [MEGABYTES]

The text (10 MB unless another number is given) is mixed news in Arabic, Russian and English: the sentences and reports
of tests/gold and the demo dossier, drawn in random order (the same each run) into reports of about 2,500 characters,
again and again until there is enough. Nothing that the reader keeps depends on a text it has seen before.

Printed, each in MB of UTF-8 a second of processor time, with its ratio to the bare pass:

- bare pass: ahocorasick-rs alone, 100,000 patterns (forms of the three lexicons), over the folded text; once as the
  library does it unasked, and once with overlapping matches, as a reader by lexicon needs them
- whole reader, each of its stages, and the whole reader by language
- dateparser.search.search_dates, and natasha's NER on the Russian part, both on a sample, since they take long

and what is kept in memory, and how long a new process takes to its first reading with the lexicon compiled before.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick

from mithaq import Reader
from mithaq.demo import dossier
from mithaq.evaluation import load_gold
from mithaq.languages.base import language
from mithaq.languages.lexicon import lexicon
from mithaq.reading.claims import Reading
from mithaq.reading.quantities import find_quantities
from mithaq.reading.times import find_times

GOLD = Path(__file__).parent.parent / "tests" / "gold"
LANGUAGES = ("ar", "ru", "en")
PATTERNS = 100_000
REPORT = 2_500
"""Characters of a report."""
SAMPLE = {"dateparser": 20_000, "natasha": 400_000}
"""Bytes that the slow ones are given."""
COLD = (
    "from mithaq import Reader; Reader().read('Armenia handed the Agdam district over to Azerbaijan on Friday.', 'en')"
)


@dataclass(frozen=True, slots=True)
class Text:
    """A report of the benchmark."""

    language: str
    text: str
    published: str | None


def reports(megabytes: float) -> list[Text]:
    """Mixed reports of the size asked for, the same ones each time."""
    draw = random.Random(20201110)
    out: list[Text] = []
    size = 0
    pieces: dict[str, list[tuple[str, str | None]]] = {code: [] for code in LANGUAGES}
    for code in LANGUAGES:
        pieces[code] += [(one.text, one.published) for one in load_gold(GOLD / code)]
    for report in dossier():
        pieces[str(report.language)].append((report.text, report.published))
    while size < megabytes * 1e6:
        for code in LANGUAGES:
            words: list[str] = []
            published = None
            while sum(map(len, words)) < REPORT:
                text, published = draw.choice(pieces[code])
                words.append(text)
            one = Text(code, "\n\n".join(words), published)
            out.append(one)
            size += len(one.text.encode())
    return out


def seconds(work: Callable[[], object]) -> float:
    """Seconds of processor time that the work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def size_of(texts: Sequence[Text]) -> float:
    """MB of UTF-8."""
    return sum(len(one.text.encode()) for one in texts) / 1e6


def sample(texts: Sequence[Text], size: int) -> list[Text]:
    """The first texts up to a size in bytes."""
    out: list[Text] = []
    for one in texts:
        out.append(one)
        size -= len(one.text.encode())
        if size <= 0:
            break
    return out


def patterns() -> list[str]:
    """Forms of the three lexicons, drawn by chance."""
    forms = sorted({form for code in LANGUAGES for form in lexicon(code).forms()})
    random.Random(1).shuffle(forms)
    return forms[:PATTERNS]


def main() -> None:
    """Measure and print."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = reports(float(sys.argv[1]) if len(sys.argv) > 1 else 10.0)
    total = size_of(texts)
    reader = Reader()
    for code in LANGUAGES:
        reader.read("…", code)
    folded = [language(one.language).normalise(one.text).text for one in texts]
    bare = AhoCorasick(patterns())
    print(f"{total:.1f} MB, {len(texts)} reports in {', '.join(LANGUAGES)}; one core")
    plain = total / seconds(lambda: [bare.find_matches_as_indexes(text) for text in folded])
    wide = total / seconds(lambda: [bare.find_matches_as_indexes(text, overlapping=True) for text in folded])

    def tell(name: str, speed: float) -> None:
        print(f"{name:34} {speed:9.3f} MB/s   1/{plain / speed:.0f} of the bare pass, 1/{wide / speed:.0f} overlapping")

    print(f"{'bare pass':34} {plain:9.3f} MB/s   {PATTERNS:,} patterns")
    print(f"{'bare pass, overlapping':34} {wide:9.3f} MB/s")
    stages: dict[str, Callable[[Text], object]] = {
        "  sentences": lambda one: language(one.language).sentences(one.text),
        "  lexicon scan": lambda one: lexicon(one.language).scan(one.text),
        "  times": lambda one: find_times(one.text, one.language, one.published),
        "  quantities": lambda one: find_quantities(one.text, one.language, ()),
    }
    whole = total / seconds(lambda: [reader.read(one.text, one.language, one.published) for one in texts])
    tell("whole reader", whole)
    for code in LANGUAGES:
        mine = [one for one in texts if one.language == code]
        tell(f"  {code}", size_of(mine) / seconds(partial(each, lambda one: read(reader, one), mine)))
    for name, stage in stages.items():
        tell(name, total / seconds(partial(each, stage, texts)))
    print(f"resident memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    others(texts, whole, reader)
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", COLD], check=True)
    print(f"new process to its first reading: {time.perf_counter() - start:.2f} s")


def each(work: Callable[[Text], object], texts: Sequence[Text]) -> list[object]:
    """What the work makes of each text."""
    return [work(one) for one in texts]


def read(reader: Reader, one: Text) -> Reading:
    """The reading of a text."""
    return reader.read(one.text, one.language, one.published)


def others(texts: Sequence[Text], whole: float, reader: Reader) -> None:
    """dateparser's search and natasha's NER, where they are installed."""
    try:
        from dateparser.search import search_dates
    except ImportError as error:
        print(f"dateparser was not measured: {error}")
    else:
        part = sample(texts, SAMPLE["dateparser"])
        speed = size_of(part) / seconds(lambda: [search_dates(one.text, languages=[one.language]) for one in part])
        print(
            f"{'dateparser search_dates':34} {speed:9.4f} MB/s   the whole reader is {whole / speed:.0f} times as fast"
        )
    try:
        from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter
    except ImportError as error:
        print(f"natasha was not measured: {error}")
        return
    part = sample([one for one in texts if one.language == "ru"], SAMPLE["natasha"])
    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def tag(text: str) -> Any:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        return doc

    speed = size_of(part) / seconds(lambda: [tag(one.text) for one in part])
    ours = size_of(part) / seconds(lambda: [reader.read(one.text, "ru", one.published) for one in part])
    print(f"{'natasha NER, Russian':34} {speed:9.4f} MB/s   the whole reader is {ours / speed:.1f} times as fast on it")


if __name__ == "__main__":
    main()
