"""The templates around the words of the guide, and the settings of MkDocs: what they say is agreed to as well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from macros.checks.twin_texts import TextAt, TwinText

TEMPLATES = "templates"
"""Under this name they stand in the lock, a line for each file."""
_FILES = ("mkdocs.yml", "overrides/**/*", "macros/*/templates/**/*")


def template_files(root: Path) -> list[Path]:
    """The templates below `root`, and `mkdocs.yml` with the names of the sections, in alphabetical order."""
    return sorted(file for pattern in _FILES for file in root.glob(pattern) if file.is_file())


def template_facts(root: Path) -> Iterator[TwinText]:
    """Each template as a fact: all that stands in it.

    Its words are few, but which label stands where, and which list of a role, is said there too.
    """
    for file in template_files(root):
        name = file.relative_to(root).as_posix()
        at = TextAt(file.read_text("utf-8", errors="replace"), name, 1)
        yield TwinText(TEMPLATES, "", at, at, is_fact=True, place=name)
