"""The command line as a shell meets it: start-up time, pipes, terminals, interruptions."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

import mithaq
from mithaq.cli.app import COMMANDS, app
from mithaq.cli.output import FSI, PDI, Screen, isolate, shorten

MITHAQ = [sys.executable, "-c", "from mithaq.cli import main; main()"]
ENV = {**os.environ, "PYTHONPATH": str(Path(mithaq.__file__).parents[1]), "PYTHONDONTWRITEBYTECODE": "1"}


def _mithaq(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [*MITHAQ, *arguments], capture_output=True, text=True, check=False, env=ENV, timeout=60, **options
    )


def test_help_names_every_command_and_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv[1:] = ['--help']\n"
        "from mithaq.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('heavy:', *[m for m in ('pydantic', 'sqlalchemy', 'rich', 'yaml', 'lxml', 'trafilatura', 'babel', "
        "'pymorphy3', 'ahocorasick_rs', 'jinja2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=ENV)
    for name in COMMANDS:
        assert f"\n  {name} " in done.stdout
    assert "..." not in done.stdout.split("Commands:")[1]  # no summary is cut short
    assert done.stdout.splitlines()[-1] == "heavy:"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    done = CliRunner().invoke(app, [name, "--help"])
    assert done.exit_code == 0
    assert f"{name} [OPTIONS]" in done.stdout
    command = app.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    assert command.name == name
    for parameter in command.params:
        # An argument has no help of its own: it is named in the text.
        assert getattr(parameter, "help", None) or parameter.param_type_name == "argument", parameter.name


def test_version_and_unknown_commands() -> None:
    assert mithaq.__version__ in CliRunner().invoke(app, ["--version"]).stdout
    done = CliRunner().invoke(app, ["nothing"])
    assert done.exit_code == 2
    assert "nothing" in done.stderr


def test_bad_input_from_a_real_shell(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = _mithaq("read", "empty.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "mithaq: empty.txt: the file is empty\n  mend: give a file with the text of a report\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_the_output() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*MITHAQ, "schema", "Span"], stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=ENV
        )
    assert done.returncode == 4
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_reader_that_goes_away() -> None:
    with subprocess.Popen([*MITHAQ, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENV) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        error = running.stderr.read().decode()
        running.wait(60)
    assert "Traceback" not in error
    assert "BrokenPipe" not in error


def test_interrupted_by_the_person() -> None:
    with subprocess.Popen(
        [*MITHAQ, "read", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENV,
        # a program started in the background is born deaf to it
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as running:
        assert running.stdin is not None
        assert running.stderr is not None
        # It is reading when the first byte has gone through; a little more and it waits for the next.
        running.stdin.write(b"x")
        running.stdin.flush()
        time.sleep(1)
        running.send_signal(signal.SIGINT)
        running.wait(30)
        error = running.stderr.read().decode()
    assert running.returncode == 130
    assert "stopped" in error
    assert "Traceback" not in error


def _on_a_terminal(code: str, **environment: str) -> str:
    """What Python code prints when its output is a terminal."""
    main, side = pty.openpty()
    env = {**ENV, "TERM": "xterm-256color", "COLUMNS": "60", **environment}
    with subprocess.Popen([sys.executable, "-c", code], stdout=side, stderr=side, stdin=side, env=env) as running:
        os.close(side)
        found = b""
        while select.select([main], [], [], 30)[0]:
            try:
                piece = os.read(main, 65536)
            except OSError:
                break
            if not piece:
                break
            found += piece
        running.wait(30)
    os.close(main)
    return found.decode()


SHOW = (
    "from mithaq.cli.output import Screen; s = Screen(); s.heading('Head');"
    "s.quote('أعلنت وزارة الدفاع أن القوات دخلت المنطقة في العشرين من تشرين الثاني كما كان مقررا في الاتفاق');"
    "s.table(('a', 'b'), [('1', 'أغدام')], ['green'])"
)


def test_on_a_terminal_right_to_left_words_are_set_apart_line_by_line() -> None:
    lines = [line for line in _on_a_terminal(SHOW).splitlines() if any("\u0600" <= one <= "\u06ff" for one in line)]
    assert len(lines) >= 3
    for line in lines:
        assert line.count(FSI) == line.count(PDI) == 1
        assert line.index(FSI) < line.index(PDI)


def test_colour_is_for_terminals_and_can_be_refused() -> None:
    assert "\x1b[32m" in _on_a_terminal(SHOW)
    assert "\x1b[32m" not in _on_a_terminal(SHOW, NO_COLOR="1")
    done = subprocess.run([sys.executable, "-c", SHOW], capture_output=True, text=True, check=True, env=ENV)
    assert "\x1b" not in done.stdout
    assert FSI not in done.stdout


def test_tables_in_a_pipe_are_plain_and_aligned(capsys: pytest.CaptureFixture[str]) -> None:
    Screen().table(("id", "name", "words"), [("1", "x", "a\nb"), ("22", "yy", "")])
    assert capsys.readouterr().out.splitlines() == ["id  name  words", "1   x     a b", "22  yy"]


def test_json_stays_readable_where_the_output_is_not_unicode() -> None:
    code = "from mithaq.cli.output import print_json; print_json({'a': 'سلام'})"
    env = {**ENV, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert "\\u0633" in done.stdout


def test_small_helpers() -> None:
    assert isolate("Agdam") == "Agdam"
    assert isolate("أغدام") == f"{FSI}أغدام{PDI}"
    assert shorten("one two three", 20) == "one two three"
    assert shorten("one two three four", 10) == "one two…"


HOSTILE = """---
outlet: "Wire \\e]0;owned\\a\\u202eswen"
title: "\\x9b31mred"
published: 2020-11-26
---
Azerbaijan said that its army \x1b[2Jentered\x1b[0m the Kalbajar district\u2069\u2069 on 25 November \u202etxet.
"""
ORDERS = ("\x1b]0;", "\x1b[2J", "\x07", "\x9b", "\u202e", f"{PDI}{PDI}")


def test_words_of_others_command_no_terminal(tmp_path: Path) -> None:
    file = tmp_path / "hostile.txt"
    file.write_text(HOSTILE, encoding="utf-8")
    told = _on_a_terminal(f"import sys; sys.argv[1:] = ['read', {str(file)!r}]; from mithaq.cli import main; main()")
    assert "\ufffd]0;owned" in told
    assert [order for order in ORDERS if order in told] == []
    plain = CliRunner().invoke(app, ["read", str(file)], color=True).output
    assert "\ufffd]0;owned" in plain
    assert [order for order in ("\x1b", *ORDERS) if order in plain] == []


def test_json_holds_every_character_and_commands_no_terminal(tmp_path: Path) -> None:
    file = tmp_path / "hostile.txt"
    file.write_text(HOSTILE, encoding="utf-8")
    written = CliRunner().invoke(app, ["read", "--json", str(file)], color=True).stdout
    assert [order for order in ("\x1b", *ORDERS) if order in written] == []
    report = json.loads(written)["report"]
    assert report["outlet"] == "Wire \x1b]0;owned\x07\u202eswen"
    assert report["title"] == "\x9b31mred"


def test_an_error_that_names_a_hostile_file_commands_no_terminal(tmp_path: Path) -> None:
    done = _mithaq("read", str(tmp_path / "no\x1b]0;owned\x07.txt"))
    assert done.returncode != 0
    assert "\ufffd]0;owned" in done.stderr
    assert "\x1b" not in done.stderr
