"""`mithaq schema`: the shapes of what Mithaq gives out, for programs that take it in."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mithaq.cli.output import print_json
from mithaq.errors import InputError


@click.command("schema", short_help="Print the JSON Schema of the models.")
@click.argument("model", required=False)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write one file a model to this folder.")
def command(model: str | None, out: Path | None) -> None:
    """Print the JSON Schema of the models: of one (Accord, Report, Reading, Claim, Evidence, Status …), or of all."""
    if model and out:
        raise click.UsageError("give MODEL or --out, not both")
    from mithaq.schema import combined_schema, json_schema, models

    known = models()
    if model:
        name = next((one for one in known if one.lower() == model.lower()), None)
        if name is None:
            raise InputError(f"there is no model {model!r}", mend=f"name one of {', '.join(known)}")
        print_json(json_schema(name))
    elif out:
        out.mkdir(parents=True, exist_ok=True)
        for name in known:
            path = out / f"{name}.schema.json"
            path.write_text(json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
            click.echo(str(path))
    else:
        print_json(combined_schema())
