"""The clauses of gold-promises.yaml, drafted and scored. Run as a script, it prints the figures of both halves."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mithaq.data import load_yaml
from mithaq.drafting.draft import Promise, _Drafter
from mithaq.drafting.parties import Found
from mithaq.drafting.structure import Clause, Structure
from mithaq.gazetteer import load_gazetteer
from mithaq.reports.model import Span

FILE = Path(__file__).with_name("gold-promises.yaml")
HALVES = {"look": 1, "test": 0}
DETAILS = {"start": "start", "lasts": "duration", "every": "period", "amount": "quantity"}


@dataclass(slots=True)
class Score:
    """Promises wanted, found and paired; of the paired, how many have the right doer, deadline, kind and details."""

    wanted: int = 0
    found: int = 0
    paired: int = 0
    obligor: int = 0
    deadline: int = 0
    kind: int = 0
    details: int = 0
    misses: list[str] = field(default_factory=list)

    def line(self) -> str:
        parts = [f"recall {self.paired / self.wanted:.2f}", f"precision {self.paired / self.found:.2f}"]
        for name in ("obligor", "deadline", "kind", "details"):
            parts.append(f"{name} {getattr(self, name) / self.paired:.2f}")
        return f"{self.wanted} promises: {', '.join(parts)}"


def laid_out(text: str) -> Structure:
    """A clause and the items of its list, as the structure of an agreement that has no other."""
    lines = text.split("\n")
    spans = []
    place = 0
    for line in lines:
        skip = 2 if line.startswith("- ") else 0
        spans.append(Span(place + skip, place + len(line)))
        place += len(line) + 1
    whole = Span(0, len(text))
    clauses = [Clause("1", "1.", "body", None, None, spans[0], whole)]
    clauses += [Clause(f"1-b{n}", "-", "body", "1", None, span, span) for n, span in enumerate(spans[1:], 1)]
    return Structure(None, (("body", whole),), tuple(clauses))


def promises(code: str, rules: dict[str, Any], text: str) -> list[Promise]:
    """What is read in one clause of an agreement of the set's parties."""
    drafter = _Drafter(text, code, rules["signed"], load_gazetteer(), laid_out(text))
    drafter.parties.found = {one: Found(one, ["signatory"]) for one in rules["parties"]}
    drafter.parties.found[rules["guarantor"]] = Found(rules["guarantor"], ["signatory", "guarantor"])
    return drafter.promises()


def score(code: str, half: str) -> Score:
    """One language's half of the gold."""
    rules = load_yaml(FILE)[code]
    out = Score()
    for clause in rules["clauses"]:
        if clause["n"] % 2 != HALVES[half]:
            continue
        found, wanted = promises(code, rules, clause["text"]), clause["yields"]
        out.wanted, out.found = out.wanted + len(wanted), out.found + len(found)
        left = list(found)
        for one in wanted:
            other = next((p for p in left if p.kind == one["kind"]), left[0] if left else None)
            if other is None:
                continue
            left.remove(other)
            out.paired += 1
            wrong = _wrong(one, other, rules)
            out.obligor += "obligor" not in wrong
            out.deadline += "deadline" not in wrong
            out.kind += "kind" not in wrong
            out.details += "details" not in wrong
            out.misses += [f"{code} {clause['n']}: {key}: {why}" for key, why in wrong.items()]
        if len(found) != len(wanted):
            out.misses.append(f"{code} {clause['n']}: {len(found)} promises, not {len(wanted)}")
    return out


def _wrong(one: dict[str, Any], other: Promise, rules: dict[str, Any]) -> dict[str, str]:
    wrong = {}
    if set(other.obligors) != set(one.get("who", rules["parties"])):
        wrong["obligor"] = ", ".join(other.obligors)
    terms = other.terms
    after = None
    if terms.within:
        after = "signature" if terms.step is None else terms.step.anchor or "a step"
        after = "a step" if after == "before" else after
    wanted = one.get("after")
    wanted = wanted if wanted in ("signature", "in-force", None) else "a step"
    told = (None if terms.within else terms.by, terms.within, after)
    if told != (one.get("by"), one.get("within"), wanted):
        wrong["deadline"] = str(told)
    if other.kind != one["kind"]:
        wrong["kind"] = other.kind
    details = [key for key, name in DETAILS.items() if key in one and getattr(terms, name) != one[key]]
    if one.get("cond", False) and not terms.condition:
        details.append("cond")
    if details:
        wrong["details"] = ", ".join(details)
    return wrong


if __name__ == "__main__":
    for half in HALVES:
        for code in ("en", "ru", "ar"):
            scores = score(code, half)
            print(half, code, scores.line())
            if "--errors" in sys.argv and half == "look":
                print("\n".join(f"  {miss}" for miss in scores.misses))
