"""Slips in a page that Markdown would show wrongly without a word."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from macros.book.from_html import in_book
from macros.checks.allowed_html import IN_PAGES, forbidden_in, unbalanced_in
from macros.checks.left_signs import left_signs
from macros.checks.rendered_pages import Rendered, code_after, line_where, rendered
from macros.checks.shown_blocks import elements_of
from macros.content.page_files import Page
from macros.model.language import invisible_in, misread_in
from macros.model.messages import Message
from macros.model.problems import Problem, suggestion
from macros.rendering.fonts import lacking

_HEADING_WITHOUT_SPACE = re.compile(r"#{1,6}[^#\s]|#{7}")
_LINK_APART = re.compile(r"[\s>]*(?:[-*] +|\d+\. +)?\[[^\]]+\]:")
"""Where a link leads, written apart from its words: Markdown takes it, and nothing looks where it leads."""
_CLASSES = {"advice", "boxes", "button", "button--primary", "lead", "table"}
"""The classes of what stands in pages, beside those of the home page and of code: no style knows another."""
_OTHER_CLASS = re.compile(r"home__[\w-]+|language-\w+")
_NOTE = re.compile(r"\s*(?:!!!|\?\?\?)")
_UNDERLINE = re.compile(r"(?:=+|-+)\s*$")
"""What makes a heading of the line above it."""
_NO_EDGE = re.compile(r"`[^`]*`|\{\{.*?\}\}|\\\|")
"""What may hold a | that parts no cells."""
_MOST_LINES = 2_000
"""Of a page: many times those of the longest. Markdown compares each heading with all others."""
_MOST_BRACKETS = 400
"""Of a paragraph, a list or a table: from each [ or < Markdown looks for its end."""
_NAMED = 5
"""So many slips of a kind are named on a page: its author looks through all of it then."""
_LIST = re.compile(r"\s*(?:[-*]|\d+\.) ")
_CODE_IN_LINE = re.compile(r"`[^`]*`")


def slip_problems(page: Page) -> list[Problem]:
    """Slips that show in the page itself; in what Markdown makes of it only when its own text has none."""
    return [*_damage_problems(page), *_unclosed_problems(page)] or [*_shown_problems(page)]


def _shown_problems(page: Page) -> Iterator[Problem]:
    """What may not stand in the HTML of a page, else the signs of Markdown that are left in its words."""
    if line := _line_too_full(page.body):
        yield page.problem("page-too-full", page.body_line + line, lines=_MOST_LINES, brackets=_MOST_BRACKETS)
        return
    try:
        shown = rendered(page)
    except RecursionError:
        yield page.problem("page-too-deep")
        return
    if forbidden := _forbidden(shown):
        for number, code in enumerate(forbidden[:_NAMED]):
            line = line_where(page, lambda part: len(_forbidden(part)), number)
            yield page.problem("picture-on-page" if code.startswith("<img") else "html-forbidden", line, code=code)
    elif unknown_classes := _unknown_classes(shown):
        line = line_where(page, lambda part: len(_unknown_classes(part)), 0)
        near = suggestion(unknown_classes[0], _CLASSES)
        yield page.problem("class-unknown", line, name=unknown_classes[0], near=near)
    elif unbalanced := unbalanced_in(*shown):
        line = line_where(page, lambda part: len(unbalanced_in(*part)), 0)
        yield page.problem("html-unbalanced", line, code=", ".join(f"<{name}>" for name in unbalanced))
    elif (count := len(_titles(shown))) != 1 and (count or shown.html or not page.body.strip()):  # else unreadable
        line = line_where(page, lambda part: len(_titles(part)), 1) if count else page.body_line
        yield page.problem("title-not-one", line, count=count)
    elif twice := _anchors_twice(shown):
        line = line_where(page, lambda part: len(_anchors_twice(part)), 0)
        yield page.problem("anchor-twice", line, anchor=twice[0])
    elif empty := _empty_links(shown):
        line = line_where(page, lambda part: len(_empty_links(part)), 0)
        yield page.problem("link-without-words" if empty[0] else "link-without-target", line)
    elif in_book(page.path) and (unknown := _code(shown)):
        line = line_where(page, lambda part: len(_code(part)), 0)
        yield page.problem("element-unknown", line, element=f"<{unknown[0].tag}>")
    else:
        for sign in islice(left_signs(shown.tree), _NAMED):
            line = line_where(page, lambda part: len([*elements_of(part.tree)]), sign.block) + sign.line
            yield page.problem(sign.fault, line, sign=sign.sign, text=sign.text)


def _line_too_full(body: str) -> int:
    """Where a page has more lines, or a block of it more brackets, than anybody types; 0 where it has not."""
    lines = body.split("\n")
    brackets = 0
    for number, line in enumerate(lines):
        brackets = brackets + line.count("[") + line.count("<") if line.strip() else 0
        if number > _MOST_LINES or brackets > _MOST_BRACKETS:
            return number
    return 0


def _forbidden(shown: Rendered) -> list[str]:
    return [found.code for found in forbidden_in(shown.tree, IN_PAGES)]


def _unknown_classes(shown: Rendered) -> list[str]:
    names = (name for names in shown.tree.xpath("//@class") for name in names.split())
    return [name for name in names if name not in _CLASSES and not _OTHER_CLASS.fullmatch(name)]


def _titles(shown: Rendered) -> list[HtmlElement]:
    return [*shown.tree.iter("h1")]


def _anchors_twice(shown: Rendered) -> list[str]:
    """The names of places on a page that have been given before."""
    names = [name for name in shown.tree.xpath("//@id") if name]
    return [name for number, name in enumerate(names) if name in names[:number]]


def _empty_links(shown: Rendered) -> list[str]:
    """Where links without words lead; empty for one that leads nowhere."""
    links = ((link.get("href", "").removesuffix("#"), link) for link in shown.tree.xpath("//a[@href]"))
    return [target for target, link in links if not target or not (link.text_content().strip() or len(link))]


def _code(shown: Rendered) -> list[HtmlElement]:
    """What a page may hold, and no chapter of the book."""
    return [*shown.tree.iter("code", "pre")]


def _damage_problems(page: Page) -> Iterator[Problem]:
    in_list, before, columns = False, "", 0
    for number, line in _prose_lines(page):
        if letters := misread_in(line):
            yield page.problem("letter-misread", number, key=Message("the-line"), letters=letters)
        elif "\t" in line:
            yield page.problem("line-with-tab", number)
        elif code := invisible_in(line):
            yield page.problem("character-invisible", number, key=Message("the-line"), code=code)
        elif names := lacking(html.unescape(_CODE_IN_LINE.sub("", line))):
            yield page.problem("character-lacking", number, names=names, text=line.strip()[:60])
        elif _NOTE.match(line):
            yield page.problem("sign-of-note", number, sign=line.strip()[:3])
        elif line.startswith("    ") and not in_list and not before.startswith("///"):
            yield page.problem("line-indented", number)
        elif line.rfind("](") > line.rfind(")"):
            yield page.problem("link-open", number)
        elif _LINK_APART.match(line):
            yield page.problem("link-apart", number, text=line.strip()[:60])
        elif _HEADING_WITHOUT_SPACE.match(line):
            yield page.problem("sign-of-heading", number, sign=line[: line.rfind("#") + 1], text=line[:60])
        elif before.strip() and _UNDERLINE.match(line):
            yield page.problem("line-underlined", number)
        cells = _cells_in(line)
        if columns > 0 and cells not in (0, columns):
            yield page.problem("row-uneven", number, cells=cells, columns=columns)
            columns = -1  # the table has been told
        columns = (columns or cells) if cells else 0
        before = line
        in_list = bool(
            _LIST.match(line) or _NOTE.match(line) or (in_list and (line.startswith(" ") or not line.strip()))
        )


def _cells_in(line: str) -> int:
    """How many cells a row of a table has; 0 for another line."""
    row = _NO_EDGE.sub("", line).strip()
    return row.removeprefix("|").removesuffix("|").count("|") + 1 if row.startswith("|") else 0


def _unclosed_problems(page: Page) -> Iterator[Problem]:
    """Code, Markdown blocks (`///`) and `<div>` that are opened and not closed, or the other way round."""
    begun, before = 0, ""
    for (number, _), fence in zip(_lines(page), code_after(page.body.split("\n")), strict=True):
        begun, before = begun if before else number, fence
    if before:
        yield page.problem("code-open", begun)
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
    before = ""
    for (number, line), fence in zip(_lines(page), code_after(page.body.split("\n")), strict=True):
        if not (before or fence):
            yield number, line
        before = fence
