"""The site as its build writes it, and single papers, for the tests that read them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import lxml.html

from macros.model.language import Edition
from macros.papers.downloads import PackedPaper

SITE_URL = "https://guide.example/"
Build = Callable[..., subprocess.CompletedProcess[str]]
"""Builds the guide that stands in a folder into another, by MkDocs itself, run by the command that comes before it."""
OnePaper = Callable[[str, Edition], PackedPaper]
"""Gives a paper by its id and edition, with its files."""

UNPUBLISHED = "Nobody publishes this guide yet"
"""What each build says while `data/guide.yml` names nobody who does."""
UNAGREED = "Nobody has agreed yet to what is new in"
"""What the command says that builds a guide with changes to which nobody has agreed."""


def said_besides(expected: str | tuple[str, ...], said: str) -> list[str]:
    """The lines that a command said, without those that begin as expected."""
    return [line for line in said.splitlines() if not line.startswith(expected)]


def run_build(root: Path, target: Path, *before: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [*before, sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    environment = os.environ | {"SITE_URL": SITE_URL, "PYTHONPATH": str(root)} | settings
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


@dataclass(frozen=True)
class BuiltPage:
    """A file of the built site."""

    address: str
    html: str
    root: Path

    @cached_property
    def tree(self) -> lxml.html.HtmlElement:
        """The page parsed, when a test first looks at it; the builder's with the parts that its scripts add."""
        return lxml.html.fromstring(_with_later_parts(self.html, self.root))

    @cached_property
    def ids(self) -> list[str]:
        return [str(found) for found in self.tree.xpath("//*[@id]/@id")]


@dataclass(frozen=True)
class BuiltSite:
    """The site as `mkdocs build --strict` writes it."""

    root: Path
    pages: dict[str, BuiltPage]
    log: str

    @property
    def assets(self) -> str:
        """The folder of the scripts, named by their digest."""
        (script,) = self.root.glob("assets/*/js/page.js")
        return script.parent.parent.relative_to(self.root).as_posix()


def site_in(root: Path, log: str) -> BuiltSite:
    pages = {}
    for file in sorted(root.rglob("*.html")):
        address = file.relative_to(root).as_posix().removesuffix("index.html")
        pages[address] = BuiltPage(address, file.read_text("utf-8"), root)
    return BuiltSite(root, pages, log)


def _with_later_parts(html: str, root: Path) -> str:
    """The builder's page with the parts of its form that a script brings; any other page as it is."""
    place = re.search("<p [^>]*data-later>.*?</p>", html)
    if not place:
        return html
    language = html.partition('<html lang="')[2][:2]
    (script,) = root.glob(f"assets/*/builder/form-{language}.js")
    later = json.loads(script.read_text("utf-8").removeprefix("export default "))
    return html.replace(place[0], later["html"])
