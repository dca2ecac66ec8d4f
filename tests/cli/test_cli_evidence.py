"""`mithaq evidence`: an archive that a third party checks with Python alone, and that shows any tampering."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_world import FIRST, HANDED, MOVED, World

from mithaq.data import package_file
from mithaq.record import Record

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a filled record and its archive, made once; every test has copies of its own."""
    folder = tmp_path_factory.mktemp("shared")
    with pytest.MonkeyPatch.context() as patch:
        made = World(folder, patch)
        made.filled()
        packed(made)
    return folder


@pytest.fixture
def world(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    made = World(tmp_path, monkeypatch)
    shutil.copy(shared / made.record.name, made.record)
    return made


@pytest.fixture
def archive(shared: Path, tmp_path: Path) -> Path:
    """A copy of the archive, with all the texts."""
    return Path(shutil.copy(shared / "6a.zip", tmp_path))


def packed(world: World, *more: str) -> Path:
    """The archive, packed anew."""
    out = world.record.parent / "6a.zip"
    done = world.run("evidence", "6a", "--as-of", "2020-12-02", "--out", out, "--record", world.record, *more)
    assert done.exit_code == 0, done.output
    return out


def check(archive: Path, *more: str) -> tuple[int, str]:
    """What the script of the archive says of it, run by a Python that knows nothing of us."""
    script = archive.with_suffix(".py")
    script.write_bytes(zipfile.ZipFile(archive).read("check_evidence.py"))
    words = [sys.executable, "-I", "-S", str(script), str(archive), *more]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout


def rewritten(archive: Path, change: Callable[[Files], None], *, manifest: bool = True) -> Path:
    """The archive with something changed; the manifest is made to fit, as somebody who knows it would."""
    with zipfile.ZipFile(archive) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    change(files)
    if manifest:
        known = json.loads(files["manifest.json"])
        known["files"] = {n: hashlib.sha256(c).hexdigest() for n, c in files.items() if n != "manifest.json"}
        files["manifest.json"] = json.dumps(known).encode()
    out = archive.with_name("changed.zip")
    with zipfile.ZipFile(out, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out


def test_all_holds_and_the_words_are_those_of_the_reports(archive: Path) -> None:
    status, said = check(archive)
    assert (status, said.startswith("all holds")) == (0, True), said
    with zipfile.ZipFile(archive) as opened:
        found = json.loads(opened.read("derivation.json"))
        assert found["status"]["level"] == 3
        for one in found["evidence"]:
            text = opened.read(f"reports/{one['report']}.txt").decode()
            assert text[one["quote_start"] : one["quote_end"]] == one["quote"]
            assert one["quote"] in HANDED + MOVED
        assert found["status"]["because"] in opened.read("method.md").decode()


def test_the_head_of_the_journal_is_told_and_can_be_asked_for(world: World, archive: Path) -> None:
    with Record.open(world.record, create=False, readonly=True) as record:
        _, head = record.journal_head()
    assert check(archive, head)[0] == 0
    status, said = check(archive, "0" * 64)
    assert (status, "the head is not in the journal" in said) == (1, True)


def _report(files: Files) -> str:
    return next(name for name in sorted(files) if name.startswith("reports/") and name.endswith(".txt"))


def _alter(name: str, old: bytes, new: bytes) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)

    return change


def _text(files: Files) -> None:
    files[_report(files)] = files[_report(files)].replace(b"Kalbajar", b"Lachin")


def _quote(files: Files) -> None:
    found = json.loads(files["derivation.json"])
    found["evidence"][0]["quote"] = "Kalbajar was not handed over"
    files["derivation.json"] = json.dumps(found).encode()


def _drop_evidence(files: Files) -> None:
    found = json.loads(files["derivation.json"])
    found["evidence"].pop()
    files["derivation.json"] = json.dumps(found).encode()


def _drop_report(files: Files) -> None:
    name = _report(files)
    del files[name], files[name.replace(".txt", ".json")]


def _outlet(files: Files) -> None:
    name = _report(files).replace(".txt", ".json")
    found = json.loads(files[name])
    found["outlet"] = "Another"
    files[name] = json.dumps(found).encode()


def _entry(files: Files) -> None:
    lines = files["journal.jsonl"].splitlines(True)
    files["journal.jsonl"] = lines[0].replace(b'"at":"2', b'"at":"1') + b"".join(lines[1:])


def _cut(files: Files) -> None:
    lines = files["journal.jsonl"].splitlines(True)
    files["journal.jsonl"] = b"".join([lines[0], *lines[2:]])


def _no_entry(files: Files) -> None:
    files["journal.jsonl"] = files["journal.jsonl"].splitlines(True)[-1]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (_text, "not the text that was hashed"),
        (_quote, "the quoted words do not stand there"),
        (_drop_evidence, "the level rests on other evidence"),
        (_drop_report, "its report is not in the archive"),
        (_outlet, "the id is not that of text and origin"),
        (_entry, "was altered"),
        (_cut, "a break before entry"),
        (_no_entry, "no entry of the journal for"),
    ],
)
def test_whoever_alters_something_is_told_even_if_the_manifest_was_made_to_fit(
    archive: Path, change: Callable[[Files], None], fault: str
) -> None:
    status, said = check(rewritten(archive, change))
    assert status == 1
    assert fault in said


@pytest.mark.parametrize("change", [_text, _quote, _entry])
def test_the_manifest_tells_by_itself(archive: Path, change: Callable[[Files], None]) -> None:
    status, said = check(rewritten(archive, change, manifest=False))
    assert (status, "altered or missing" in said) == (1, True)


def test_a_file_put_in_is_told(archive: Path) -> None:
    def put(files: Files) -> None:
        files["reports/other.bin"] = b"x"

    status, said = check(rewritten(archive, put, manifest=False))
    assert (status, "not those of the manifest" in said) == (1, True)


def test_without_texts_the_hashes_and_the_quoted_words_stay(world: World) -> None:
    archive = packed(world, "--without-texts")
    with zipfile.ZipFile(archive) as opened:
        assert not any(name.endswith(".txt") and name.startswith("reports/") for name in opened.namelist())
        assert json.loads(opened.read("derivation.json"))["evidence"][0]["quote"]
    assert check(archive)[0] == 0


def test_the_same_evidence_is_the_same_bytes(world: World) -> None:
    assert packed(world).read_bytes() == packed(world).read_bytes()


def test_the_script_has_fifty_lines_and_needs_nothing_of_ours() -> None:
    text = package_file("publishing", "check_evidence.py").read_text(encoding="utf-8")
    assert sum(bool(line.strip()) for line in text.splitlines()) <= 50
    imports = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imports for alias in node.names}
    assert names <= sys.stdlib_module_names
    assert names == {"hashlib", "json", "sys", "zipfile"}


def test_a_promise_without_evidence_has_an_archive_too(world: World) -> None:
    out = world.record.parent / "9b.zip"
    done = world.run("evidence", f"{FIRST}/9b", "--as-of", "2020-12-02", "--out", out, "--record", world.record)
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as opened:
        assert json.loads(opened.read("derivation.json"))["evidence"] == []
    assert check(out)[0] == 0
