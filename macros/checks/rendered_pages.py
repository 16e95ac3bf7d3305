"""Pages as Markdown shows them, with a mark in the place of each macro; and the line on which something stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import jinja2
import markdown
from lxml.html import HtmlElement

from macros.checks.macro_calls import SYNTAX
from macros.content.mkdocs_settings import markdown_extensions, settings_errors
from macros.content.page_files import Page
from macros.pages.page_macros import INLINE
from macros.rendering.html_tree import part_tree

_FENCE = re.compile(r" {0,3}(```|~~~)")


class Rendered(NamedTuple):
    """What Markdown makes of a page: its HTML, and the same as a tree in a `div`."""

    html: str
    tree: HtmlElement


def rendered(page: Page) -> Rendered:
    """What Markdown makes of a page; nothing when its macros cannot be read.

    Raises:
        RecursionError: lists or quotations stand in one another too often.
    """
    return _kept(_without_macros(page.body)[0])


@lru_cache(maxsize=256)  # several checks look at a page, and none changes its tree
def _kept(text: str) -> Rendered:
    return _rendered(text)


@lru_cache(maxsize=32)  # several lines of a page are looked for in the same beginnings of it
def _rendered(text: str) -> Rendered:
    html = _reader().reset().convert(text)
    return Rendered(html, part_tree(html))


@cache
def _reader() -> markdown.Markdown:
    extensions = markdown_extensions()
    with settings_errors():
        return markdown.Markdown(extensions=[*extensions], extension_configs={**extensions})


@lru_cache(maxsize=256)
def _without_macros(body: str) -> tuple[str, list[int]]:
    """The text of a page with a mark for each macro, and of each of its lines the number it has in the page."""
    parts, numbers, name = [""], [0], ""
    try:
        for line, kind, value in SYNTAX.lex(body):
            if kind == "data":
                parts.append(value)
                numbers += range(line, line + value.count("\n"))
            elif kind == "variable_begin":
                name = ""
            elif kind == "variable_end":
                parts.append(_mark(name))
            elif kind == "name":
                name = name or value
    except jinja2.TemplateSyntaxError:
        return "", [0]
    return "".join(parts), numbers


def _mark(macro: str) -> str:
    element = "span" if macro in INLINE else "div"
    return f'<{element} data-macro="{macro}"></{element}>'


def line_where(page: Page, count: Callable[[Rendered], int], index: int) -> int:
    """The line of a page with which more than `index` of what is counted in its HTML are there.

    Markdown keeps no lines: the beginning of a page is read, longer or shorter, until the line is found.
    """
    text, numbers = _without_macros(page.body)
    lines = text.split("\n")
    ends = [*_ends(lines)]
    low, high = 0, len(ends) - 1
    while low < high:
        middle = (low + high) // 2
        if count(_rendered("\n".join(lines[: ends[middle]]))) > index:
            high = middle
        else:
            low = middle + 1
    return page.body_line + numbers[ends[low] - 1]


def _ends(lines: list[str]) -> Iterator[int]:
    """Where a text may be cut: after each line, but not within code."""
    for number, fence in enumerate(code_after(lines), start=1):
        if not fence or number == len(lines):
            yield number


def code_after(lines: Iterable[str]) -> Iterator[str]:
    """After each line, the sign that will end the code that it stands in or begins; empty where there is no code."""
    fence = ""
    for line in lines:
        if edge := _FENCE.match(line):
            fence = "" if fence == edge[1] else fence or edge[1]
        yield fence
