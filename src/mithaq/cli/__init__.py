"""The command line: one module a command, each thin. Nothing heavy is imported before a command needs it."""

from __future__ import annotations


def main() -> None:
    """The entry point `mithaq`."""
    from mithaq.cli.app import app

    app(prog_name="mithaq")
