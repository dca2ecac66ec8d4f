"""A drafted accord as YAML for a person: in the order of an accord's file, the reason behind every unsure value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from mithaq.accords.model import Accord, Deadline, Party, Provision, Stipulation
from mithaq.drafting.draft import Draft

HEAD = """\
# A draft, made from the text named under `text`; every span is characters [start, end) of it.
# Check each value that has "unsure" behind it, correct it, and take its key out of `unsure`.
"""
_WIDE = 10_000
_SIMPLE = re.compile(r"[a-z][a-z-]{2,}[a-z]")
_SPECIAL = frozenset(("true", "false", "null"))
_BARE = re.compile(r"[A-Za-z0-9._-]+")
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def yaml_of(draft: Draft) -> str:
    """The file's text, which mithaq.accords.load.read_accord reads, unless a value still says "fill-in"."""
    accord, notes = draft.accord, draft.notes
    lines = [HEAD.rstrip("\n"), f"id: {_plain(accord.id)}", "names:"]
    for language, names in accord.names.items():
        lines += [f"  {language}:", *(f"    - {_plain(name)}" for name in names)]
    lines.append(f"signed: {_quoted(accord.signed)}{_note(notes, 'accord', 'signed')}")
    if accord.in_force is not None:
        lines.append(f"in_force: {_quoted(accord.in_force)}{_note(notes, 'accord', 'in_force')}")
    if accord.place is not None:
        lines.append(f"place: {_plain(accord.place)}")
    if accord.text is not None:
        text = accord.text
        lines += ["text:", f"  file: {_plain(text.file)}", f"  sha256: {_quoted(text.sha256)}"]
        lines.append(f"  language: {text.language}")
    lines.append(f"parties:{_note(notes, 'accord', 'parties')}")
    for party in accord.parties:
        lines.append(f"  - {_party(party)}{_note(notes, 'accord', party.entity)}")
    lines.append("provisions:")
    for provision in accord.provisions:
        lines += _provision(provision)
    lines.append("stipulations:")
    for one in accord.stipulations:
        lines += _stipulation(accord, one, notes)
    return "\n".join(lines) + "\n"


def _plain(value: object) -> str:
    """A value on one line, quoted where YAML asks for it."""
    if isinstance(value, int) or (isinstance(value, str) and _SIMPLE.fullmatch(value) and value not in _SPECIAL):
        return str(value)  # a text of three hundred pages has tens of thousands of these
    dumped: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, width=_WIDE, default_flow_style=True)
    return dumped.removesuffix("...\n").rstrip("\n")


def _quoted(value: str) -> str:
    if _BARE.fullmatch(value):
        return f'"{value}"'
    dumped: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, width=_WIDE, default_style='"')
    return dumped.rstrip("\n")


def _note(notes: Mapping[tuple[str, str], str], where: str, key: str) -> str:
    why = notes.get((where, key))
    return f"  # unsure: {' '.join(why.split())}" if why else ""


def _party(party: Party) -> str:
    said = f"{{entity: {_plain(party.entity)}, roles: {_flow(party.roles)}"
    return f"{said}, signatories: {_flow(party.signatories)}}}" if party.signatories else f"{said}}}"


def _flow(values: Sequence[object]) -> str:
    return f"[{', '.join(_plain(one) for one in values)}]"


def _provision(provision: Provision) -> list[str]:
    lines = [f"  - id: {_quoted(provision.id)}"]
    if provision.parent is not None:
        lines.append(f"    parent: {_quoted(provision.parent)}")
    if provision.title:
        lines += ["    title:", *_words(provision.title)]
    if provision.span is not None:
        lines.append(f"    span: {_flow(provision.span)}")
    return [*lines, "    summary:", *_words(provision.summary)]


def _words(said: Mapping[str, str]) -> list[str]:
    return [f"      {language}: {_plain(words)}" for language, words in said.items()]


def _stipulation(accord: Accord, one: Stipulation, notes: Mapping[tuple[str, str], str]) -> list[str]:
    def line(key: str, value: str) -> str:
        return f"    {key}: {value}{_note(notes, one.id, key)}"

    lines = [f"  - id: {_quoted(one.id)}", f"    provision: {_quoted(one.provision)}", line("kind", one.kind)]
    lines.append(line("obligors", _flow(one.obligors)))
    for key, values in (("beneficiaries", one.beneficiaries), ("places", one.places)):
        if values:
            lines.append(line(key, _flow(values)))
    if one.quantity is not None:
        lines.append(line("quantity", f"{one.quantity:g}" if one.quantity < 1e6 else f"{one.quantity:.0f}"))
    if one.unit is not None:
        lines.append(line("unit", _plain(one.unit)))
    if one.start is not None:
        lines.append(line("start", _quoted(one.start)))
    if one.deadline is not None:
        lines.append(line("deadline", _deadline(one.deadline)))
    elif (one.id, "deadline") in notes:
        lines.append(f"    # deadline:{_note(notes, one.id, 'deadline')}")
    for key, value in (("duration", one.duration), ("period", one.period)):
        if value is not None:
            lines.append(line(key, value))
    for key, value in (("renewal", one.renewal), ("condition", one.condition), ("object", one.object)):
        if value is not None:
            lines.append(line(key, _plain(value)))
    if one.span is not None:
        lines.append(line("span", _flow(one.span)))
    if one.unsure:
        lines.append(f"    unsure: {_flow(one.unsure)}")
    return [*lines, "    summary:", *_words(one.summary)]


def _deadline(deadline: Deadline) -> str:
    if deadline.by is not None:
        return f"{{by: {_quoted(deadline.by)}}}"
    return f"{{within: {deadline.within}, after: {_quoted(deadline.after or '')}}}"
