"""HTML templates: strict, and compiled once."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from functools import cache
from pathlib import Path

import jinja2
from jinja2.ext import Extension

_AFTER_BLOCK = re.compile(r"(?<=[%#]\})\n[ \t]+")
_INDENTATION = re.compile(r"(?<![%#]\})\n\s+")


class Unindented(Extension):
    """Leaves out the indentation of templates: 200 to 400 bytes of a compressed page.

    White space around the end of a line shows as one space, and Jinja drops the end of a line after a block: one space
    of the indentation stays there. What is filled in stays as it is: code, scripts, text areas. So no finished page has
    to be read for this. No template may spread code or a text area over several lines.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source of a template without the spaces at the beginning of its lines, and without empty lines."""
        return _INDENTATION.sub("\n", _AFTER_BLOCK.sub("\n ", source))


def html_templates(package: str) -> jinja2.Environment:
    """The templates in the folder `templates` of a package; an unknown name in one is an error."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader(package),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Unindented],
        bytecode_cache=compiled_templates(),
        auto_reload=False,  # our code is not read again either while it runs
    )


@cache
def compiled_templates() -> jinja2.BytecodeCache | None:
    """Where Jinja keeps templates that it has compiled, named by their text, in `.cache/templates`, if it may."""
    folder = Path(__file__).parents[2] / ".cache" / "templates"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return jinja2.FileSystemBytecodeCache(str(folder), "unindented-%s") if os.access(folder, os.W_OK) else None
