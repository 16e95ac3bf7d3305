"""Exports the JSON Schemas of `data/`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from macros.content.schemas import SCHEMAS_FOLDER, schemas


@click.command()
@click.option("--check", is_flag=True)
def main(check: bool) -> None:
    """Exports the schemas of data/: completion and checks while an editor types."""
    SCHEMAS_FOLDER.mkdir(exist_ok=True)
    stale = [name for name, text in schemas().items() if not _is_current(SCHEMAS_FOLDER / name, text)]
    if check and stale:
        sys.exit("\n".join(f"data/schema/{name} is stale: run `make schemas`" for name in stale))
    for name in stale:
        (SCHEMAS_FOLDER / name).write_text(schemas()[name], "utf-8")
    click.echo(f"{len(stale)} schemas written")


def _is_current(file: Path, text: str) -> bool:
    return file.exists() and file.read_text("utf-8") == text
