"""Exports the JSON Schemas of `data/`, for TypeScript what passes between Python and the scripts, and the macros."""

from __future__ import annotations

from pathlib import Path

import click

from macros.checks.site import checked_site
from macros.commands.telling import say
from macros.content.schemas import SCHEMAS_FOLDER, schemas
from macros.content.site import ROOT
from macros.filling.declarations import DECLARATIONS, declarations
from macros.model.problems import GuideError, Problem
from macros.pages.macro_list import MACRO_LIST, macro_list


@click.command()
@click.option("--check", is_flag=True)
def main(check: bool) -> None:
    """Exports the schemas of data/ and the types of what scripts take, for completion, and the list of macros."""
    SCHEMAS_FOLDER.mkdir(exist_ok=True)
    exported = {SCHEMAS_FOLDER / name: text for name, text in schemas().items()} | {DECLARATIONS: declarations()}
    exported[MACRO_LIST] = macro_list(checked_site().catalogue)
    stale = [file for file, text in exported.items() if not _is_current(file, text)]
    if check and stale:
        raise GuideError(Problem.of("schema-stale", str(file.relative_to(ROOT))) for file in stale)
    for file in stale:
        file.write_text(exported[file], "utf-8")
    say("schemas-written", count=len(stale))


def _is_current(file: Path, text: str) -> bool:
    return file.exists() and file.read_text("utf-8") == text
