"""How fast reports are read, against a bare pass of the same automaton over the same text.

    python benchmarks/reading.py [MEGABYTES]

Prints, for each language, in one run on one core: MB/s of the whole reader, of each stage, and of a bare
ahocorasick-rs pass of the language's own patterns (the least any reader by lexicon must do), with the ratio. The text
is the demo dossier's own reports, repeated until it is long enough and read report by report.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

from mithaq import Reader
from mithaq.demo import dossier
from mithaq.languages.base import language
from mithaq.languages.lexicon import lexicon
from mithaq.reading.quantities import find_quantities
from mithaq.reading.times import find_times
from mithaq.reports import Report


def seconds(work: Callable[[], object]) -> float:
    """Seconds of processor time that the work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(code: str, reports: list[Report], megabytes: float) -> None:
    """Print the table of one language."""
    size = sum(len(one.text.encode()) for one in reports) / 1e6
    rounds = max(1, round(megabytes / size))
    total = size * rounds
    words, tongue, reader = lexicon(code), language(code), Reader()
    folded = [words.language.normalise(one.text).text for one in reports]
    stages: dict[str, Callable[[Report], object]] = {
        "sentences": lambda one: tongue.sentences(one.text),
        "lexicon scan": lambda one: words.scan(one.text),
        "times": lambda one: find_times(one.text, code, one.published),
        "quantities": lambda one: find_quantities(one.text, code, ()),
        "whole reader": lambda one: reader.read(one.text, code, one.published),
    }
    bare = seconds(lambda: [words.pass_over(text) for _ in range(rounds) for text in folded])
    print(f"{code}: {total:.1f} MB of {len(reports)} reports")
    print(f"  {'bare pass':14} {total / bare:8.2f} MB/s")
    for name, stage in stages.items():
        taken = seconds(lambda stage=stage: [stage(one) for _ in range(rounds) for one in reports])  # type: ignore[misc]
        print(f"  {name:14} {total / taken:8.2f} MB/s   1/{taken / bare:.0f} of the bare pass")


def main() -> None:
    """Measure every language of the dossier."""
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    reports = dossier()
    for code in ("ar", "ru", "en"):
        measure(code, [one for one in reports if one.language == code], megabytes)
    print(f"resident memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
