"""Checks that a page says the same in both languages: same headings, anchors, macros and links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from macros.checks.macro_calls import MacroCall, calls_in
from macros.checks.twin_texts import sections_of
from macros.content.page_files import Page, Pages, page_file
from macros.model.language import Language
from macros.model.problems import Problem, suggestion

_FENCE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*$", re.MULTILINE)
_ANCHOR = re.compile(r"\{[^{}\n]*?#([\w-]+)[^{}\n]*\}|\bid=\"([\w-]+)\"")
_LINK = re.compile(r"\]\(([^)\s#]+\.md)?(#[\w-]+)?\)")
_TYPO = re.compile(r"\{#")


@dataclass(frozen=True)
class Outline:
    """What twins must share: of each heading its level and anchor, other anchors, macros, links."""

    headings: tuple[tuple[int, str, int], ...]
    anchors: Counter[str]
    calls: tuple[MacroCall, ...]
    links: Counter[str]


def outline(page: Page) -> Outline:
    """The outline of a page; of each heading also its line."""
    headings, anchors, links = _marks(page.body, page.body_line)
    return Outline(headings, anchors, tuple(calls_in(page)), links)


@lru_cache(maxsize=256)  # a page that has not changed is not read again when another has
def _marks(body: str, first_line: int) -> tuple[tuple[tuple[int, str, int], ...], Counter[str], Counter[str]]:
    """The headings, anchors and links of a page."""
    body = _FENCE.sub(lambda match: "\n" * match[0].count("\n"), body)
    headings = []
    for match in _HEADING.finditer(body):
        anchor = _ANCHOR.search(match[2])
        line = first_line + body[: match.start()].count("\n")
        headings.append((len(match[1]), (anchor[1] or "") if anchor else "", line))
    anchors = Counter(match[1] or match[2] for match in _ANCHOR.finditer(body))
    links = Counter("".join(part or "" for part in match.groups()) for match in _LINK.finditer(body))
    return tuple(headings), anchors, links


def twin_problems(pages: Pages, paths: Mapping[Language, set[str]]) -> Iterator[Problem]:
    """Pages without a twin, `{#id}` typing errors, and twins that differ.

    `paths` names all files of each language: a twin that could not be read is not reported as missing.
    """
    for page in pages.values():
        yield from _typos(page)
        yield from _words_of_no_section(page)
        if page.path not in paths[page.language.other]:
            twin = page_file(page.path, page.language.other)
            message = f"the page has no twin {twin}"
            yield Problem(page.file, 0, message, f"write {twin}, or delete both", "", page.language.other)
        elif page.language is Language.FR and (Language.NL, page.path) in pages:
            yield from _differences(page, pages[Language.NL, page.path])


def _typos(page: Page) -> Iterator[Problem]:
    for match in _TYPO.finditer(page.body):
        line = page.body_line + page.body[: match.start()].count("\n")
        message = "'{#' is not an anchor: macros read it as the start of a comment"
        yield Problem(page.file, line, message, "put a space after the brace: { #anchor }", "", page.language)


def _words_of_no_section(page: Page) -> Iterator[Problem]:
    named = page.front_matter.section_words
    anchors = outline(page).anchors if named else Counter[str]()
    for anchor in named:
        if anchor not in anchors:
            message = f"'section_words' names {anchor!r}, which is no anchor of the page"
            yield Problem(page.file, 0, message, suggestion(anchor, anchors), "", page.language)


def _differences(french: Page, dutch: Page) -> Iterator[Problem]:
    left, right = outline(french), outline(dutch)
    yield from _heading_differences(dutch, left, right)
    if left.anchors != right.anchors:
        yield _difference(dutch, "anchors", _unequal(left.anchors, right.anchors))
    named, twin_named = (Counter(page.front_matter.section_words) for page in (french, dutch))
    if named.keys() != twin_named.keys():
        yield _difference(
            dutch, "sections with words for the search", _unequal(*map(Counter, (named.keys(), twin_named.keys())))
        )
    if [call.identity for call in left.calls] != [call.identity for call in right.calls]:
        unequal = _unequal(
            Counter(call.identity for call in left.calls), Counter(call.identity for call in right.calls)
        )
        yield _difference(dutch, "macros", unequal or "their order differs")
    if left.links != right.links:
        yield _difference(dutch, "links", _unequal(left.links, right.links))
    if bool(french.front_matter.search_words) != bool(dutch.front_matter.search_words):
        yield _difference(dutch, "search words", "they stand in one language only")
    yield from _block_differences(french, dutch)


def _heading_differences(dutch: Page, left: Outline, right: Outline) -> Iterator[Problem]:
    alone = [*_without_twin(left, right, page_file(dutch.path, Language.FR)), *_without_twin(right, left, dutch.file)]
    if alone:
        yield _difference(dutch, "headings", ", ".join(alone))
        return
    for (level, anchor, line), (twin_level, twin_anchor, twin_line) in zip(left.headings, right.headings, strict=True):
        if (level, anchor) != (twin_level, twin_anchor):
            shown = f"'{'#' * level} #{anchor}' on line {line} in French, '{'#' * twin_level} #{twin_anchor}' in Dutch"
            message = f"the headings differ: {shown}"
            yield Problem(dutch.file, twin_line, message, "give twins the same headings", "", Language.NL)
            return


def _without_twin(page: Outline, twin: Outline, file: str) -> Iterator[str]:
    """The headings of a page that its twin lacks, as a message shows them."""
    twins = Counter(anchor for _, anchor, _ in twin.headings)
    for level, anchor, line in page.headings:
        twins[anchor] -= 1
        if twins[anchor] < 0:
            shown = f"with the anchor #{anchor}" if anchor else "without an anchor"
            yield f"the heading '{'#' * level}' {shown} in {file}:{line} has no twin"


def _block_differences(french: Page, dutch: Page) -> Iterator[Problem]:
    """Sections that have a paragraph, an item of a list or a row of a table more than their twins."""
    sections, twins = sections_of(french), sections_of(dutch)
    if len(sections) != len(twins):
        return  # the headings differ, and are reported
    for section, twin in zip(sections, twins, strict=True):
        if len(section) != len(twin):
            first = (twin or section)[0]
            line = first.line if twin else 0
            message = (
                f"the section has {len(twin)} paragraphs, items and rows, its twin {len(section)} "
                f"({section[0].place if section else page_file(french.path, Language.FR)})"
            )
            yield Problem(dutch.file, line, message, "say the same in both languages, bit by bit", "", Language.NL)


def _difference(dutch: Page, what: str, shown: str) -> Problem:
    message = f"the {what} differ from those of {page_file(dutch.path, Language.FR)}: {shown}"
    return Problem(dutch.file, 0, message, f"give twins the same {what}", "", Language.NL)


def _unequal(left: Counter[str], right: Counter[str]) -> str:
    only_left = sorted((left - right).elements())
    only_right = sorted((right - left).elements())
    parts = [f"only in French: {', '.join(only_left)}"] if only_left else []
    parts += [f"only in Dutch: {', '.join(only_right)}"] if only_right else []
    return "; ".join(parts)
