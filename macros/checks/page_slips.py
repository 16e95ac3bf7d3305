"""Slips in a page that Markdown would show wrongly without a word."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator

from macros.content.page_files import Page
from macros.model.language import damage_in
from macros.model.problems import Problem, suggestion

_FENCE = re.compile(r" {0,3}(```|~~~)")
_LINK = re.compile(r"\]\(([^)\s#]+\.md)(?:#[\w-]+)?\)")
_OPEN_LINK = re.compile(r"\]\([^)\n]*$")
_ACTIVE = re.compile(
    r"<(?:script|style|iframe|object|embed|link|meta|base|form)\b|<[^>]*\son[a-z]+\s*=|\b(?:javascript|vbscript|data):",
    re.IGNORECASE,
)
_REMOTE = re.compile(r"!\[[^\]]*\]\(\s*(?:https?:)?//|<(?:img|source|video|audio)\b[^>]*//", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:[-*]|\d+\.) ")


def slip_problems(page: Page) -> Iterator[Problem]:
    """Slips that show in the page itself."""
    yield from _damage_problems(page)
    yield from _unclosed_problems(page)
    for number, line in _prose_lines(page):
        if _OPEN_LINK.search(line):
            yield _slip(page, number, "the link is not closed", "end its address with a round bracket")
        if active := _ACTIVE.search(line):
            yield _slip(page, number, f"the page has {active[0]!r}, which would run in the browser", "take it out")
        if _REMOTE.search(line):
            message = "the picture comes from another site, which would see who reads"
            yield _slip(page, number, message, "put the picture itself into docs/assets")


def link_problems(page: Page, paths: Collection[str]) -> Iterator[Problem]:
    """Links that lead to none of the pages at these paths."""
    for number, line in _prose_lines(page):
        for match in _LINK.finditer(line):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), match[1]))
            if target not in paths:
                message = f"the link leads to {match[1]}, and there is no such page"
                yield _slip(page, number, message, suggestion(target, paths))


def _damage_problems(page: Page) -> Iterator[Problem]:
    in_list = False
    for number, line in _prose_lines(page):
        if damage := damage_in(line):
            yield _slip(page, number, f"the line {damage}", "type it again, and save the file with the encoding UTF-8")
        elif line.startswith("    ") and not in_list:
            yield _slip(
                page, number, "the line is indented so far that it would be shown as code", "begin it at the left"
            )
        in_list = bool(_LIST.match(line) or (in_list and (line.startswith(" ") or not line.strip())))


def _unclosed_problems(page: Page) -> Iterator[Problem]:
    """Code, Markdown blocks (`///`) and `<div>` that are opened and not closed, or the other way round."""
    fences = [number for number, line in _lines(page) if _FENCE.match(line)]
    if len(fences) % 2:
        yield _slip(page, fences[-1], "the code that begins here is not closed", "end it with a line ``` of its own")
    blocks: list[int] = []
    elements: list[int] = []
    for number, line in _prose_lines(page):
        if line.startswith("/// "):
            blocks.append(number)
        elif line.startswith("///"):
            if not blocks:
                yield _slip(page, number, "/// closes a block that is not open", "begin it with /// and its kind")
            blocks = blocks[:-1]
        for tag in re.findall(r"<(/?)div\b", line):
            if tag and not elements:
                yield _slip(page, number, "</div> closes what is not open", "begin it with <div>, or delete it")
            elements = elements[:-1] if tag else [*elements, number]
    for number in blocks:
        yield _slip(page, number, "the block that begins here is not closed", "end it with a line /// of its own")
    for number in elements:
        yield _slip(page, number, "the <div> that begins here is not closed", "end it with </div>")


def _lines(page: Page) -> Iterator[tuple[int, str]]:
    return enumerate(page.body.split("\n"), start=page.body_line)


def _prose_lines(page: Page) -> Iterator[tuple[int, str]]:
    """The lines that are no code."""
    fence = False
    for number, line in _lines(page):
        if _FENCE.match(line):
            fence = not fence
        elif not fence:
            yield number, line


def _slip(page: Page, line: int, message: str, remedy: str) -> Problem:
    return Problem(page.file, line, message, remedy, "", page.language)
