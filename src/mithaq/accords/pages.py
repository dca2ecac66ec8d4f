"""The reference of the kinds, written from the catalogue itself.

    python -m mithaq.accords.pages docs/reference/kinds.md

writes the list of kinds and the section of each into the page, and leaves what stands before the list as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from mithaq.accords.kinds import THEMES, KindRules, kind_rules
from mithaq.accords.library import library
from mithaq.data import load_yaml, package_file

BEGIN = "<!-- From here on written by `python -m mithaq.accords.pages`. -->"
_WAYS = """Six ways of being kept: **once** (by one act), **quantity** (by several deeds, up to a number or to all),
**continuous** (a state that must last), **term** (presence for an agreed time), **periodic** (again and again) and
**conditional** (once, when its condition is met). A stipulation can name its own with `completion`."""


def kinds_page() -> str:
    """The list of kinds by theme and a section for each, as Markdown."""
    rules = kind_rules()
    promised = _promised()
    events = _events()
    lines = [BEGIN, ""]
    for theme, words in THEMES.items():
        lines += [f"**{words[0].upper()}{words[1:]}**", "", "| kind | in words | kept |", "| --- | --- | --- |"]
        for id, one in rules.items():
            if one.theme == theme:
                lines.append(f"| [`{id}`](#{id}) | {one.kind.label['en']} | {one.kind.completion} |")
        lines.append("")
    lines += [_WAYS, ""]
    for theme, words in THEMES.items():
        lines += [f"## {words[0].upper()}{words[1:]}", ""]
        for id, one in rules.items():
            if one.theme == theme:
                lines += [*_section(id, one), *_also(one, events.get(id, []), promised.get(id, [])), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(id: str, rules: KindRules) -> Iterator[str]:
    kind = rules.kind
    yield f"### {id}"
    yield ""
    yield f"**{kind.label['en']}** · {kind.label['ru']} · {kind.label['ar']}"
    yield ""
    yield kind.definition
    yield ""
    kept = f"kept: {kind.completion}"
    kept += f"; PAM: {kind.pam}" if kind.pam else ""
    kept += f"; PA-X: {kind.pax}" if kind.pax else ""
    yield f"{kept}."
    yield ""
    yield f"- 1 minimal: {kind.minimal}"
    yield f"- 2 intermediate: {kind.intermediate}"
    yield f"- 3 full: {kind.full}"
    yield f"- breach: {kind.breach}"


def _also(rules: KindRules, events: list[str], promised: list[str]) -> Iterator[str]:
    found = []
    if rules.unit:
        found.append(f"A number bears on it if it counts: {rules.unit}.")
    if rules.places == "strict":
        found.append("Only the promised place itself counts; a part of it advances but does not complete.")
    if rules.by_obligor:
        which = ", ".join(sorted(rules.by_obligor))
        found.append(f"Reports of {which} count only if the one who acts is not named, or is on the side that owes it.")
    if rules.by_outsider:
        which = ", ".join(sorted(rules.by_outsider))
        found.append(f"Reports of {which} count also if a state or group acts that is outside the accord.")
    if rules.meeting is not None:
        found.append(f"That those who owe it meet counts as {rules.meeting}, even if it is not said what they meet as.")
    if rules.kind.completion == "continuous":
        found.append(f"Days of reported compliance after a breach: {rules.recovery_days}.")
    if rules.reversal:
        found.append("A breach takes away what was reached.")
    if rules.look_alike:
        found.append(f"Looks like it and is not: {', '.join(f'`{one}`' for one in rules.look_alike)}.")
    for one in rules.bears_on:
        senses = f" (of the senses {', '.join(one.senses)})" if one.senses else ""
        found.append(
            f"An event of this kind with the effect {' or '.join(one.when)}{senses} also bears on `{one.kind}`, "
            f"as {one.effect}."
        )
    if events:
        found.append(f"Senses of events that bear on it: {'; '.join(events)}.")
    else:
        found.append("No event that the reader knows bears on it yet: it is scored by hand.")
    if promised:
        found.append(f"Promised in: {', '.join(promised)}.")
    yield ""
    yield "Also:"
    yield ""
    yield from (f"- {one}" for one in found)


def _events() -> dict[str, list[str]]:
    """Kind → senses that bear on it, each with its effects."""
    found: dict[str, dict[str, set[str]]] = {}
    for sense, row in load_yaml(package_file("languages", "senses.yaml")).items():
        verdict = row.get("verdict") or {}
        for one in [verdict, *({**verdict, **(given or {})} for given in (row.get("objects") or {}).values())]:
            if one.get("kind") and one.get("effect"):
                found.setdefault(one["kind"], {}).setdefault(sense, set()).add(one["effect"])
    return {
        kind: [f"{sense} ({', '.join(sorted(effects))})" for sense, effects in sorted(senses.items())]
        for kind, senses in found.items()
    }


def _promised() -> dict[str, list[str]]:
    """Kind → ids of the library's accords that promise it."""
    found: dict[str, list[str]] = {}
    for accord in library().values():
        for kind in dict.fromkeys(one.kind for one in accord.stipulations):
            found.setdefault(kind, []).append(accord.id)
    return found


if __name__ == "__main__":
    page = Path(sys.argv[1])
    head = page.read_text(encoding="utf-8").partition(BEGIN)[0].rstrip("\n")
    page.write_text(f"{head}\n\n{kinds_page()}", encoding="utf-8")
