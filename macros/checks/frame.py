"""The frame around texts and facts: templates, styles, scripts, pictures, the settings of MkDocs, a record to copy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from macros.checks.twin_texts import TextAt, TwinText
from macros.content.catalogue import COMMUNE_TO_COPY

FRAME = "templates"
"""Under this name its files stand in the lock, a line for each."""
_FILES = (
    "mkdocs.yml",
    "overrides/**/*",
    "macros/*/templates/**/*",
    "docs/assets/**/*",
    "data/pictures/*",
    f"data/{COMMUNE_TO_COPY}",
)


def frame_files(root: Path) -> list[Path]:
    """The files of the frame below `root`, in alphabetical order; `mkdocs.yml` has the names of the sections.

    What editors and systems hide beside them is none: `.main.html.swp`, `.DS_Store`.
    """
    found = (file for pattern in _FILES for file in root.glob(pattern) if file.is_file())
    return sorted(file for file in found if not file.name.startswith("."))


def frame_facts(root: Path) -> Iterator[TwinText]:
    """Each file of the frame as a fact: all that stands in it.

    Its words are few, but which label stands where, and which list of a role, is said there too; a style can hide the
    number of the police, and a script change it.
    """
    for file in frame_files(root):
        name = file.relative_to(root).as_posix()
        at = TextAt(file.read_bytes().decode("latin-1"), name, 1)  # any bytes: a picture too
        yield TwinText(FRAME, "", at, at, is_fact=True, place=name)
