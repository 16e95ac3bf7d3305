"""Exports the JSON Schemas of `data/`, and for TypeScript what passes between Python and the scripts."""

from __future__ import annotations

from pathlib import Path

import click

from macros.commands.telling import say
from macros.content.schemas import SCHEMAS_FOLDER, schemas
from macros.content.site import ROOT
from macros.filling.declarations import DECLARATIONS, declarations
from macros.model.problems import GuideError, Problem


@click.command()
@click.option("--check", is_flag=True)
def main(check: bool) -> None:
    """Exports the schemas of data/, and the types of what scripts take: completion and checks while one types."""
    SCHEMAS_FOLDER.mkdir(exist_ok=True)
    exported = {SCHEMAS_FOLDER / name: text for name, text in schemas().items()} | {DECLARATIONS: declarations()}
    stale = [file for file, text in exported.items() if not _is_current(file, text)]
    if check and stale:
        raise GuideError(Problem.of("schema-stale", str(file.relative_to(ROOT))) for file in stale)
    for file in stale:
        file.write_text(exported[file], "utf-8")
    say("schemas-written", count=len(stale))


def _is_current(file: Path, text: str) -> bool:
    return file.exists() and file.read_text("utf-8") == text
