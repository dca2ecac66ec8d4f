"""Scores the reader of structures by the agreements of structures/: `python tests/drafting/structure_gold.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from mithaq.drafting.structure import structure

FOLDER = Path(__file__).parent / "structures"
EXPECTED: dict[str, Any] = yaml.safe_load((FOLDER / "expected.yaml").read_text(encoding="utf-8"))


def faults(name: str) -> list[str]:
    """What the reader got wrong in one agreement, in words."""
    want = EXPECTED[name]
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    found = structure(text, name[:2])
    out = []
    parts: list[str] = []
    for part, _ in found.parts:
        if not parts or parts[-1] != part:
            parts.append(part)
    if parts != want["parts"]:
        out.append(f"parts {parts}, not {want['parts']}")
    ids = [clause.id for clause in found.clauses]
    if ids != [str(one) for one in want["ids"]]:
        out.append(f"ids {ids}, not {want['ids']}")
    headings = [clause.id for clause in found.clauses if clause.heading]
    if headings != [str(one) for one in want["headings"]]:
        out.append(f"headings {headings}, not {want['headings']}")
    bodies = {clause.id: " ".join(clause.body.words(text).split()) for clause in found.clauses}
    for one, end in want["holds"].items():
        if not bodies.get(str(one), "").endswith(end):
            out.append(f"{one} ends {bodies.get(str(one), '')[-40:]!r}, not {end!r}")
    return out


def score(half: str) -> tuple[int, int]:
    """Agreements of a half without a fault, and all of them."""
    names = [name for name, want in EXPECTED.items() if want["half"] == half]
    return sum(not faults(name) for name in names), len(names)


if __name__ == "__main__":
    import sys

    for half in ("look", "test"):
        print(half, *score(half))
    for name in EXPECTED:
        if EXPECTED[name]["half"] == "look" or "--all" in sys.argv:
            for fault in faults(name):
                print(f"{name}: {fault}")
