"""The group of commands: found lazily, and errors turned into messages and exit statuses."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

import mithaq
from mithaq.cli.output import echo
from mithaq.errors import MithaqError, RecordError

COMMANDS = (
    "demo",
    "read",
    "add",
    "status",
    "why",
    "summary",
    "changes",
    "timeline",
    "happenings",
    "voices",
    "page",
    "evidence",
    "code",
    "review",
    "agreement",
    "journal",
    "record",
    "accords",
    "accord",
    "evaluate",
    "lexicon",
    "schema",
)
"""In the order of a newcomer's way; each is `command` in the module of its name."""

INTERRUPTED = 130


class App(click.Group):
    """Imports a command's module when it is asked for, and ends every error with a message, never a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found = import_module(f"mithaq.cli.{cmd_name}").command
        assert isinstance(found, click.Command)
        return found

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, False, **extra)
        try:
            result = super().main(args, prog_name, complete_var, False, **extra)
            sys.stdout.flush()
        except MithaqError as error:
            _fail(str(error), error.exit_code, error)
        except click.Abort as error:
            _fail("stopped", INTERRUPTED, error)
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except OSError as error:
            _system_failure(error)
        sys.exit(result if isinstance(result, int) else 0)


def _system_failure(error: OSError) -> NoReturn:
    if error.errno == errno.EPIPE:
        _drop_output()
        sys.exit(1)
    mends = {
        errno.ENOSPC: "free some space, then give the same command again",
        errno.EACCES: "give yourself the right to it, or choose another place",
        errno.EROFS: "choose a place that can be written",
    }
    mend = mends.get(error.errno or 0, "check the file or folder named")
    message = f"the system refused: {error.strerror or error}"
    place = str(error.filename) if error.filename else "output"
    if error.filename is None:
        _drop_output()
    _fail(str(RecordError(message, place=place, mend=mend)), RecordError.exit_code, error)


def _drop_output() -> None:
    """Let what is still buffered go nowhere, or Python would complain of it once more when it ends."""
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _fail(message: str, status: int, error: BaseException) -> NoReturn:
    if os.environ.get("MITHAQ_DEBUG", "") not in ("", "0"):
        traceback.print_exception(error, file=sys.stderr)
    echo(f"mithaq: {message}", err=True)
    sys.exit(status)


@click.group(
    cls=App,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with `mithaq demo`. Every command has its own --help.",
)
@click.version_option(mithaq.__version__, prog_name="mithaq")
def app() -> None:
    """Follow whether a peace accord is being kept, promise by promise, always citing.

    Give Mithaq the published reports, in Arabic, Russian or English. It tells where each promise of the accord
    stands on a day, as known on a day, who says so, and in which words.
    """
