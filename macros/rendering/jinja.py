"""HTML templates: strict, and compiled once."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from functools import cache
from pathlib import Path

import jinja2
from jinja2.ext import Extension

from macros.rendering.cache import cache_key

MADE_BY = ("macros.rendering.jinja",)
"""The modules that make what is kept here."""
_BLOCK = r"\{(?:%(?!-? include)(?:(?!%\}).)*%|#(?:(?!#\}).)*#)\}"
_AFTER_LINES_OF_BLOCKS = re.compile(rf"(?<=\n)(?<![%#]\}}\n)((?:[ \t]*(?:{_BLOCK}[ \t]*)+\n)+)[ \t]+")
_AFTER_BLOCK = re.compile(r"(?<=[%#]\})\n[ \t]+")
_INDENTATION = re.compile(r"(?<![%#]\})\n\s+")


class Unindented(Extension):
    """Leaves out the indentation of templates: 200 to 400 bytes of a compressed page.

    White space around the end of a line shows as one space, and Jinja drops the end of a line after a block: one space
    of the indentation stays there, but not where only blocks stand on the line and the line before ends in none: that
    end stays. What is filled in stays as it is: code, scripts, text areas. So no finished page has to be read for this.
    No template may spread code or a text area over several lines.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source of a template without the spaces at the beginning of its lines, and without empty lines."""
        return _INDENTATION.sub("\n", _AFTER_BLOCK.sub("\n ", _AFTER_LINES_OF_BLOCKS.sub(r"\1", source)))


def html_templates(package: str) -> jinja2.Environment:
    """The templates in the folder `templates` of a package; an unknown name in one is an error."""
    loader = jinja2.PackageLoader(package)
    return light(jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined))


def light(templates: jinja2.Environment) -> jinja2.Environment:
    """The same templates, which write no lines of blocks and no indentation, and are kept when they are compiled."""
    templates.trim_blocks = templates.lstrip_blocks = True
    templates.add_extension(Unindented)
    templates.bytecode_cache = compiled_templates()
    templates.auto_reload = False  # our code is not read again either while it runs
    return templates


@cache
def compiled_templates() -> jinja2.BytecodeCache | None:
    """Where Jinja keeps templates that it has compiled, in `.cache/templates`, if it may.

    Jinja compiles one anew when its file has changed. The names of what is kept change with this module, too.
    """
    folder = Path(__file__).parents[2] / ".cache" / "templates"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        return None
    return jinja2.FileSystemBytecodeCache(str(folder), f"{cache_key('all templates', *MADE_BY)}-%s")
