"""Slips in a page that Markdown would show wrongly without a word."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator

from macros.content.page_files import Page
from macros.model.language import invisible_in, misread_in
from macros.model.messages import Message
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
            yield page.problem("link-open", number)
        if active := _ACTIVE.search(line):
            yield page.problem("page-active", number, code=active[0])
        if _REMOTE.search(line):
            yield page.problem("picture-remote", number)


def link_problems(page: Page, paths: Collection[str]) -> Iterator[Problem]:
    """Links that lead to none of the pages at these paths."""
    for number, line in _prose_lines(page):
        for match in _LINK.finditer(line):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), match[1]))
            if target not in paths:
                known = [posixpath.relpath(path, posixpath.dirname(page.path)) for path in paths]
                yield page.problem("link-to-nowhere", number, target=match[1], near=suggestion(match[1], known))


def _damage_problems(page: Page) -> Iterator[Problem]:
    in_list = False
    for number, line in _prose_lines(page):
        if letters := misread_in(line):
            yield page.problem("letter-misread", number, key=Message("the-line"), letters=letters)
        elif code := invisible_in(line):
            yield page.problem("character-invisible", number, key=Message("the-line"), code=code)
        elif line.startswith("    ") and not in_list:
            yield page.problem("line-indented", number)
        in_list = bool(_LIST.match(line) or (in_list and (line.startswith(" ") or not line.strip())))


def _unclosed_problems(page: Page) -> Iterator[Problem]:
    """Code, Markdown blocks (`///`) and `<div>` that are opened and not closed, or the other way round."""
    fences = [number for number, line in _lines(page) if _FENCE.match(line)]
    if len(fences) % 2:
        yield page.problem("code-open", fences[-1])
    blocks: list[int] = []
    elements: list[int] = []
    for number, line in _prose_lines(page):
        if line.startswith("/// "):
            blocks.append(number)
        elif line.startswith("///"):
            if not blocks:
                yield page.problem("block-not-begun", number)
            blocks = blocks[:-1]
        for tag in re.findall(r"<(/?)div\b", line):
            if tag and not elements:
                yield page.problem("div-not-begun", number)
            elements = elements[:-1] if tag else [*elements, number]
    for number in blocks:
        yield page.problem("block-open", number)
    for number in elements:
        yield page.problem("div-open", number)


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
