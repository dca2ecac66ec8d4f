"""The documentation holds: links lead somewhere, what it names exists, what exists is named, its examples run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, get_args

import click
import pytest
import yaml

import mithaq
from mithaq.accords import kind_rules, load_accord
from mithaq.accords.library import library
from mithaq.assessment import amendments, assess
from mithaq.assessment.status import Flag, Status
from mithaq.cli.app import COMMANDS, app
from mithaq.cli.promises import status_row
from mithaq.data import package_file
from mithaq.gazetteer import load_gazetteer
from mithaq.gazetteer.parse import Entry, split_entry, split_title
from mithaq.languages.base import Effect, language
from mithaq.languages.senses import EVENTS, senses
from mithaq.linking import link
from mithaq.linking.evidence import Bearing, Evidence, SourceClass
from mithaq.reading import claims
from mithaq.reports import Report, read_report
from mithaq.reports.fields import KEYS
from mithaq.schema import models

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]

OTHER_PROGRAMS = frozenset({"--strict", "--folds", "--claims", "--place"})
"""Options of mypy, `python -m mithaq.evaluation.learn` and the benchmarks, which the pages name too."""
STAND_INS = frozenset({"COMMAND"})

_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.M | re.S)
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
_INDENTED = re.compile(r"^ {4,}(?:\$ )?(mithaq .*|pip .*)$", re.M)


def names(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prose(path: Path) -> str:
    """The page without its fenced blocks."""
    return _FENCE.sub("", text_of(path))


def blocks(path: Path, kind: str) -> list[str]:
    """What stands in the page's fenced blocks of a kind ("yaml", "text", "python")."""
    return [found[2] for found in _FENCE.finditer(text_of(path)) if found[1] == kind]


def plain(text: str) -> str:
    """Words on one line, as they read, without the marks of a table."""
    return " ".join(text.replace("\\|", "|").split())


@cache
def anchors(path: Path) -> frozenset[str]:
    """The anchors that a page's headings make, as code hosts make them."""
    found = set()
    for heading in re.findall(r"^#+ (.+)$", prose(path), re.M):
        bare = re.sub(r"[^\w\- ]", "", heading.lower())
        found.add(bare.strip().replace(" ", "-"))
    return frozenset(found)


@cache
def commands() -> dict[str, click.Command]:
    """Every command by name; those of a group by both names: "accord check"."""
    context = click.Context(app, info_name="mithaq")
    found = {}
    for name in COMMANDS:
        command = app.get_command(context, name)
        assert command is not None
        found[name] = command
        if isinstance(command, click.Group):
            for part in command.list_commands(context):
                inner = command.get_command(context, part)
                assert inner is not None
                found[f"{name} {part}"] = inner
    return found


def options_of(command: click.Command) -> frozenset[str]:
    named = {one for parameter in command.params if isinstance(parameter, click.Option) for one in parameter.opts}
    return frozenset(named | {"--help", "-h"})


def commands_in(path: Path) -> Iterator[list[str]]:
    """Every `mithaq …` that a page shows, as words: in code within a line, in code blocks, and what a run printed."""
    lines = re.findall(r"`(mithaq [^`]+)`", prose(path))
    lines += [found[1] for found in _INDENTED.finditer(prose(path)) if found[1].startswith("mithaq ")]
    lines += re.findall(r"^(?:\$ )?(mithaq .*)$", "\n".join(blocks(path, "text")), re.M)
    for line in lines:
        for part in re.split(r"[|>;]|&&", line.replace("…", "")):
            words = shlex.split(part.split("    ")[0])
            if words[:1] == ["mithaq"] and len(words) > 1:
                yield words[1:]


def test_there_is_something_to_check() -> None:
    assert len(PAGES) >= 16
    assert sum(1 for page in PAGES for _ in commands_in(page)) > 80
    assert sum(len(_LINK.findall(prose(page))) for page in PAGES) > 80


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_relative_links_lead_somewhere(page: Path) -> None:
    for target in _LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        path = (page.parent / file).resolve() if file else page
        assert path.exists(), f"{names(page)}: {target}"
        assert ROOT in path.parents, f"{names(page)}: {target} lies outside the project"
        if anchor:
            assert anchor in anchors(path), f"{names(page)}: {target} names no heading"


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_commands_and_options_named_exist(page: Path) -> None:
    for words in commands_in(page):
        name = next((word for word in words if not word.startswith("-")), None)
        shown = f"{names(page)}: mithaq {' '.join(words)}"
        if name is None or name in STAND_INS:
            assert set(words) <= {"--version", "--help", "-h", *STAND_INS}, shown
            continue
        assert name in commands(), shown
        if isinstance(commands()[name], click.Group):
            name = f"{name} {next((word for word in words[words.index(name) + 1 :] if word.islower()), '')}".rstrip()
            assert name in commands(), shown
        known = options_of(commands()[name])
        for word in words:
            if re.match(r"--?[a-z]", word):
                assert word.partition("=")[0] in known, shown


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_options_named_alone_exist(page: Path) -> None:
    known = OTHER_PROGRAMS.union(*(options_of(command) for command in commands().values()), {"--version"})
    for code in re.findall(r"`([^`\n]+)`", prose(page)):
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", code):
            assert option in known, f"{names(page)}: {code}"


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_pages_speak_of_the_project_alone(page: Path) -> None:
    assert not re.search(r"/work/|/tmp/|/root/|\blocalhost\b", text_of(page)), names(page)
    assert "TODO" not in text_of(page)
    assert "PLACEHOLDER" not in text_of(page)


def test_every_page_is_on_the_map() -> None:
    linked = {(DOCS / target.partition("#")[0]).resolve() for target in _LINK.findall(text_of(DOCS / "index.md"))}
    assert {page.resolve() for page in PAGES} - {(DOCS / "index.md").resolve()} <= linked


def test_readme_is_one_screen_with_its_two_commands() -> None:
    text = text_of(ROOT / "README.md")
    assert len(text.splitlines()) <= 110
    assert "pip install . && mithaq demo" in text
    assert "pip install -e '.[test]' && pytest" in text
    assert "\n$ mithaq why 6a --demo" in text
    for target in ("docs/index.md", "docs/tutorial.md", "CONTRIBUTING.md", "LICENSE"):
        assert f"({target})" in text


def test_changelog_has_this_version() -> None:
    assert f"## [{mithaq.__version__}]" in text_of(ROOT / "CHANGELOG.md")


# --- reference


def section(path: Path, heading: str) -> str:
    """What stands under a heading, up to the next of the same rank or higher."""
    text = text_of(path)
    start = re.search(rf"^(#+) {re.escape(heading)}$", text, re.M)
    assert start is not None, f"{names(path)} has no section {heading!r}"
    end = re.compile(rf"^#{{1,{len(start[1])}}} ", re.M).search(text, start.end())
    return text[start.end() : end.start() if end else None]


@pytest.mark.parametrize("name", list(commands()))
def test_every_command_and_option_is_in_the_reference(name: str) -> None:
    found = section(REFERENCE / "commands.md", f"`mithaq {name}`")
    command = commands()[name]
    if isinstance(command, click.Group):  # its commands have parts of their own
        found = found.partition("\n### ")[0]
    assert plain(command.help or "") in plain(found)
    rows = {row[1]: plain(row[0]) for row in re.finditer(r"^\| `(--[a-z-]+).*$", found, re.M)}
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            row = rows.pop(parameter.opts[0], "")
            assert plain(parameter.help or "") in row, f"commands.md, mithaq {name}: {parameter.opts[0]}"
    assert not rows, f"commands.md, mithaq {name}: no such options"


def test_environment_variables_are_in_the_reference() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    used = set(re.findall(r"(?:environ.*?|envvar=)\"(MITHAQ_[A-Z]+)\"", source))
    told = set(re.findall(r"^\| `(MITHAQ_[A-Z]+)`", section(REFERENCE / "commands.md", "Environment"), re.M))
    assert used == told


@pytest.mark.parametrize("id", kind_rules())
def test_every_kind_is_in_the_reference_with_its_levels(id: str) -> None:
    rules, found = kind_rules()[id], section(REFERENCE / "kinds.md", id)
    kind = rules.kind
    assert all(label in found for label in kind.label.values())
    assert kind.definition in found
    assert f"kept: {kind.completion}" in found
    for level, words in (
        ("1 minimal", kind.minimal),
        ("2 intermediate", kind.intermediate),
        ("3 full", kind.full),
        ("breach", kind.breach),
    ):
        assert f"- {level}: {words}\n" in found, f"kinds.md, {id}: write - {level}: {words}"
    for category in (kind.pam, kind.pax):
        assert category is None or category in found
    for other in (*rules.look_alike, *(one.kind for one in rules.bears_on)):
        assert f"`{other}`" in found
    assert f"[`{id}`](#{id})" in text_of(REFERENCE / "kinds.md")


def test_kinds_in_the_reference_exist() -> None:
    assert set(re.findall(r"^### (.+)$", text_of(REFERENCE / "kinds.md"), re.M)) == set(kind_rules())


@pytest.mark.parametrize("model", ["Reading", "Time", "Name", "Quantity", "Quotation", "Reference", "Claim"])
def test_every_field_of_a_reading_is_in_the_reference(model: str) -> None:
    found = section(REFERENCE / "reader.md", model)
    rows = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (.*?) \|", found, re.M))))
    assert {one.name for one in fields(getattr(claims, model))} == rows


def test_every_value_of_a_reading_is_in_the_reference() -> None:
    text = text_of(REFERENCE / "reader.md")
    values = (claims.Precision, claims.Relation, claims.NameType, claims.Via, claims.Modality, claims.Stance, Effect)
    for value in (*EVENTS, *(one for kind in values for one in get_args(kind))):
        assert f"`{value}`" in text, value


def test_every_shape_is_in_the_reference() -> None:
    text = text_of(REFERENCE / "shapes.md")
    accord = library()["karabakh-2020-11-09"]
    status = Status(accord.id, "1a", 0, (), None, "2020-12-02", "2020-12-02", (), "once", "No report found.")
    row = status_row(status, accord.stipulation("1a"), "en")
    found = section(REFERENCE / "shapes.md", "`mithaq status --json`")
    assert set(row) == set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (.*?) \|", found, re.M))))
    for value in (*get_args(Flag), *get_args(Bearing), *get_args(SourceClass), *models()):
        assert f"`{value}`" in text, value
    assert all(f"`{one.name}`" in text for one in fields(Evidence))
    for name, command in commands().items():
        if "--json" in options_of(command) and name != "demo":
            assert f"## `mithaq {name} --json`" in text


def test_every_data_file_is_in_the_reference() -> None:
    text = text_of(REFERENCE / "files.md")
    root = Path(str(package_file()))
    for path in root.rglob("*.yaml"):
        inside = path.relative_to(root).as_posix()
        wanted = path.name if "/lexicon/" in inside else inside
        assert f"`{wanted}`" in text, f"files.md lacks {inside}"
    for named in re.findall(r"`((?:\w+/)+[\w-]*(?:\.yaml)?)`", text):
        assert (root / named).exists() or not named.startswith(("accords", "gazetteer", "languages", "demo")), named


def test_front_matter_keys_are_told() -> None:
    found = section(DOCS / "how-to" / "read-reports.md", "Front matter")
    assert set(re.findall(r"^\| `(\w+)`", found, re.M)) == set(KEYS)


def test_faces_of_a_language_are_told() -> None:
    found = section(ROOT / "CONTRIBUTING.md", "Add a language")
    told = set(re.findall(r"`(\w+)(?:\([^`]*\))?`", " ".join(re.findall(r"^ +\| (.*?) \|", found, re.M))))
    faces = {name for name in dir(language("en")) if not name.startswith("_")}
    assert told == faces


# --- examples


def example_entries() -> list[tuple[str, dict[str, Any]]]:
    """The one-line entries that CONTRIBUTING shows, with the section they stand in."""
    page = ROOT / "CONTRIBUTING.md"
    return [
        (heading, entry)
        for heading in ("Add a name", "Add a verb", "Add a cue")
        for found in _FENCE.finditer(section(page, heading))
        if found[1] == "yaml"
        for entry in yaml.safe_load(found[2])
    ]


def test_example_entries_are_as_the_files_want_them() -> None:
    found = example_entries()
    assert len(found) >= 5
    for heading, entry in found:
        if heading == "Add a verb":
            assert entry["sense"] in senses()
            assert set(entry) <= {"lemma", "pos", "sense", "forms", "example"}
        elif heading == "Add a cue":
            assert entry["cue"] in section(ROOT / "CONTRIBUTING.md", heading)
            assert entry["scope"] in ("after", "before", "both")
        elif "type" in entry:
            assert split_title(Entry(entry, "titles", "CONTRIBUTING", 1)).names["ar"]
        else:
            kind = "persons" if "holds" in entry else "places"
            assert split_entry(Entry(entry, kind, "CONTRIBUTING", 1)).names["ru"]


def test_the_example_accord_is_one(tmp_path: Path) -> None:
    file = tmp_path / "example.yaml"
    file.write_text(blocks(DOCS / "how-to" / "own-accord.md", "yaml")[0], encoding="utf-8")
    accord = load_accord(file)
    assert [one.id for one in accord.stipulations] == ["1", "2"]


def test_the_gold_examples_are_in_the_gold_files() -> None:
    look = ROOT / "tests" / "gold"
    everything = "".join(
        path.read_text(encoding="utf-8") for path in (*(look / "en" / "look").iterdir(), look / "times-en-look.yaml")
    )
    happenings = (look / "happenings" / "look.yaml").read_text(encoding="utf-8")
    for block in blocks(REFERENCE / "gold.md", "yaml"):
        read = yaml.safe_load(block)
        if isinstance(read, dict):
            rows = [row for part in read["scenes"] for row in part["texts"]]
            rows += [row for part in read["dossiers"] for row in part["claims"]]
            assert rows
            assert all(row[-1] in happenings for row in rows)
            continue
        for item in read:
            assert item["text"] in everything


def tutorial_reports() -> list[Report]:
    return [read_report(path) for path in sorted((DOCS / "tutorial-reports").iterdir())]


def test_the_tutorial_comes_out_as_it_says() -> None:
    accord, gazetteer, reader = library()["karabakh-2020-11-09"], load_gazetteer(), mithaq.Reader()
    evidence = [
        one
        for report in tutorial_reports()
        for one in link(report, reader.read(report.text, report.language, report.published), library(), gazetteer)
    ]

    def kalbajar(as_of: str, known_by: str) -> Status:
        found = assess(accord, evidence, as_of=as_of, known_by=known_by, gazetteer=gazetteer)
        return next(one for one in found if one.stipulation == "6a")

    after = kalbajar("2020-12-02", "2020-12-02")
    assert (after.level, after.flags, after.deadline) == (3, ("amended",), "2020-11-25")
    assert kalbajar("2020-11-16", "2020-11-16").level == 1
    before = kalbajar("2020-11-16", "2020-11-14")
    assert (before.level, before.flags, before.deadline) == (0, ("overdue",), "2020-11-15")
    assert [one.deadline for one in amendments(accord, evidence, "2020-12-02")] == ["2020-11-25"]
    assert all(words in text_of(DOCS / "tutorial.md") for words in (after.because, before.because))


def test_the_example_of_the_reader_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    page = REFERENCE / "reader.md"
    exec(compile(blocks(page, "python")[0], str(page), "exec"), {})
    assert capsys.readouterr().out.strip() == blocks(page, "")[0].strip()
