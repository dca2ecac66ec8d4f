"""Whether reading time grows in proportion to length: one line of news, without a break, up to 5 MB.

    python benchmarks/length.py [MEGABYTES...]

Prints seconds of processor time and seconds a MB, for each language: for a line of sentences, for the same without any
mark, and for what no lexicon knows.
"""

from __future__ import annotations

import re
import sys
import time

from mithaq import Reader
from mithaq.demo import dossier

SIZES = (0.5, 1.0, 2.0, 5.0)


def main() -> None:
    """Measure and print."""
    sizes = [float(one) for one in sys.argv[1:]] or SIZES
    reader = Reader()
    for code in ("ar", "ru", "en"):
        news = " ".join(one.text.replace("\n", " ") for one in dossier() if one.language == code)
        lines = {"sentences": news, "no marks": re.sub(r"[^\w\s]", "", news), "unknown": "xq7 zzv "}
        reader.read(news[:10_000], code, "2021-01-01")
        for name, piece in lines.items():
            for size in sizes:
                text = piece * (int(size * 1e6 / len(piece.encode())) + 1)
                megabytes = len(text.encode()) / 1e6
                start = time.process_time()
                reader.read(text, code, "2021-01-01")
                taken = time.process_time() - start
                print(f"{code} {name:10} {megabytes:5.2f} MB {taken:8.2f} s {taken / megabytes:7.2f} s/MB", flush=True)


if __name__ == "__main__":
    main()
