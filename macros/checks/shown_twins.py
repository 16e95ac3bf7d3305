"""Checks that twins show the same: after Markdown, the same blocks in the same order in each section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from macros.checks.rendered_pages import Rendered, line_where, rendered
from macros.checks.shown_blocks import Block, blocks_of
from macros.content.page_files import Page, Pages, page_file
from macros.model.language import Language
from macros.model.messages import Message
from macros.model.problems import Problem


def pairs_of(pages: Pages) -> list[tuple[Page, Page]]:
    """Each French page with its Dutch twin, if it has one."""
    twins = ((page, pages.get((Language.NL, page.path))) for page in pages.values() if page.language is Language.FR)
    return [(french, dutch) for french, dutch in twins if dutch is not None]


def shown_problems(pairs: Iterable[tuple[Page, Page]]) -> Iterator[Problem]:
    """The first difference of each section of a page from that of its twin."""
    for french, dutch in pairs:
        yield from _differences(french, dutch)


def _differences(french: Page, dutch: Page) -> Iterator[Problem]:
    left, right = (blocks_of(rendered(page).tree) for page in (french, dutch))
    for first, second in differences(left, right):
        here, there = _named(right, second), _named(left, first)
        twin = f"{page_file(french.path, Language.FR)}:{_line(french, left, first)}"
        yield dutch.problem("shown-differently", _line(dutch, right, second), here=here, there=there, twin=twin)


def differences(left: Sequence[Block], right: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Where two pages begin to differ in each section, as numbers of blocks; in the first only, if sections differ."""
    sections, twins = _sections(left), _sections(right)
    for section, twin in zip_longest(sections, twins, fillvalue=range(0)):
        pairs = zip_longest(section, twin)
        unlike = ((a, b) for a, b in pairs if a is None or b is None or left[a] != right[b])
        if found := next(unlike, None):
            first, second = found
            yield (section.stop if first is None else first, twin.stop if second is None else second)
            if len(sections) != len(twins):
                return


def _sections(blocks: Sequence[Block]) -> list[range]:
    """The numbers of the blocks of each section: a heading begins one."""
    starts = [0, *(number for number, block in enumerate(blocks) if block.is_heading and number)]
    return [range(start, end) for start, end in zip_longest(starts, starts[1:], fillvalue=len(blocks))]


def _named(blocks: Sequence[Block], number: int) -> Message:
    return blocks[number].name if number < len(blocks) else Message("shown-nothing")


def _line(page: Page, blocks: Sequence[Block], number: int) -> int:
    return line_where(page, _count, min(number, len(blocks) - 1))


def _count(page: Rendered) -> int:
    return len(blocks_of(page.tree))
