"""`mithaq accord draft`: from an agreement's text to the draft of its file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from mithaq.cli.options import DISPLAY_LANGUAGES, day_option
from mithaq.cli.output import note


@click.command("draft", short_help="Draft an accord's file from its text.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--language", type=click.Choice(DISPLAY_LANGUAGES), help="Language of the text [default: told by it].")
@day_option("--signed", "The day of signing, such as 2020-11-09 [default: found in the text].")
@click.option("--title", metavar="WORDS", help="The accord's name [default: the text's title].")
@click.option("--id", "id", metavar="ID", help="The accord's id [default: the file's name].")
@click.option(
    "--party", "parties", multiple=True, metavar="ID", help="A side, if the text does not name the sides. Repeatable."
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="OUT.yaml", help="Write there [default: print]."
)
def draft(
    file: Path,
    language: str | None,
    signed: str | None,
    title: str | None,
    id: str | None,
    parties: tuple[str, ...],
    output: Path | None,
) -> None:
    """Draft an accord's file from its text.

    FILE is the agreement: plain text, a web page, PDF or DOCX. The draft names the parties, the clauses and the
    promises of each, with the words they rest on. What is unsure is marked in the file, for you to check.
    """
    from mithaq.drafting.draft import draft as make
    from mithaq.drafting.parties import made_id
    from mithaq.drafting.write import yaml_of
    from mithaq.reports.fields import Fields
    from mithaq.reports.files import document_from_bytes, read_bytes

    raw = read_bytes(file)
    report, losses = document_from_bytes(raw, place=str(file), fields=Fields(language=language))
    made = make(
        report.text,
        file=file.name,
        sha256=hashlib.sha256(raw).hexdigest(),
        code=report.language,
        signed=signed,
        title=title or report.title,
        id=id or made_id(file.name.split(".")[0]),
        parties=parties,
    )
    written = yaml_of(made)
    if output is None:
        click.echo(written, nl=False)
    else:
        output.write_text(written, encoding="utf-8")
    if losses:
        note(f"{file.name}: {'; '.join(losses)}")
    accord = made.accord
    unsure = sum(1 for one in accord.stipulations if one.unsure)
    note(f"{len(accord.provisions)} clauses, {len(accord.stipulations)} promises, {unsure} of them to check")
