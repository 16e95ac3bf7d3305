"""HTML templates: strict, and compiled once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2


def html_templates(package: str) -> jinja2.Environment:
    """The templates in the folder `templates` of a package; an unknown name in one is an error."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader(package),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled_templates(),
    )


@cache
def compiled_templates() -> jinja2.BytecodeCache:
    """Where Jinja keeps templates that it has compiled, named by their text, in `.cache/templates`."""
    folder = Path(__file__).parents[2] / ".cache" / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    return jinja2.FileSystemBytecodeCache(str(folder))
