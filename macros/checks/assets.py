"""The assets of the guide: style sheets and scripts load nothing from elsewhere, and the drawing runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from macros.checks.allowed_html import IN_DRAWINGS, forbidden_in
from macros.content.text_files import read_text
from macros.model.problems import Problem
from macros.rendering.html_tree import part_tree

_OUR_FONT = re.compile(r'url\("\.\./fonts/[\w-]+\.woff2"\)')
_LOADS = {
    ".css": re.compile(r"url\(|@import|image-set|\bimage\(|\bsrc\(|[\"']\s*//|https?:|\\(?!a0\b)", re.IGNORECASE),
    ".js": re.compile(
        r"\b(?:https?|wss?|stun|turn|javascript|data(?!:image/png;)|blob):|[\"'`]\s*//|\beval\(|\bnew Function\b",
        re.IGNORECASE,
    ),
}
"""What loads or runs something, or may; an escape could spell any of it. A PNG that a script holds can do neither."""


def asset_problems(root: Path) -> Iterator[Problem]:
    """What an asset would load from elsewhere, or run."""
    for file in sorted((root / "docs" / "assets").rglob("*")):
        name = file.relative_to(root).as_posix()
        if file.suffix in (".css", ".js", ".svg") and file.is_file():
            text = read_text(file, name)
            yield from [text] if isinstance(text, Problem) else _problems_of(text, name, file.suffix)


@lru_cache(maxsize=64)  # while one file is edited, all others stay as they are
def _problems_of(text: str, name: str, ending: str) -> tuple[Problem, ...]:
    return tuple(_problems(text, name, ending))


def _problems(text: str, name: str, ending: str) -> Iterator[Problem]:
    if ending == ".svg":
        tree = part_tree(re.sub("<[!?]", "<p>", text))  # a doctype or an instruction, which HTML would pass over
        for forbidden in forbidden_in(tree, IN_DRAWINGS):
            yield Problem.of("asset-foreign", name, forbidden.line, code=forbidden.code)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _LOADS[ending].search(_OUR_FONT.sub("", line)):
            yield Problem.of("asset-foreign", name, number, code=line[found.start() : found.start() + 40])
