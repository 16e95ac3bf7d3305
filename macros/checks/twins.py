"""Checks that a page says the same in both languages: same headings, anchors, macros and links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from macros.checks.macro_calls import MacroCall, calls_in, syntax_problems
from macros.checks.twin_texts import only_in, sections_of
from macros.content.page_files import Page, Pages, page_file
from macros.model.language import Language
from macros.model.messages import Message
from macros.model.problems import Problem, suggestion

_FENCE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*$", re.MULTILINE)
_ANCHOR = re.compile(r"\{[^{}\n]*?#([\w-]+)[^{}\n]*\}|\bid=\"([\w-]+)\"")
_LINK = re.compile(r"\]\(([^)\s#]+\.md)?(#[\w-]+)?\)")
_TYPO = re.compile(r"\{#")


_Named = tuple[str, int]
"""What twins must share by its name, and its line."""


@dataclass(frozen=True)
class Outline:
    """What twins must share: of each heading its level and anchor, other anchors, macros, links."""

    headings: tuple[tuple[int, str, int], ...]
    anchors: Counter[str]
    calls: tuple[MacroCall, ...]
    links: tuple[_Named, ...]


def outline(page: Page) -> Outline:
    """The outline of a page; of each heading also its line."""
    headings, anchors, links = _marks(page.body, page.body_line)
    return Outline(headings, anchors, tuple(calls_in(page)), links)


@lru_cache(maxsize=256)  # a page that has not changed is not read again when another has
def _marks(body: str, first_line: int) -> tuple[tuple[tuple[int, str, int], ...], Counter[str], tuple[_Named, ...]]:
    """The headings, anchors and links of a page."""
    body = _FENCE.sub(lambda match: "\n" * match[0].count("\n"), body)

    def line_of(match: re.Match[str]) -> int:
        return first_line + body.count("\n", 0, match.start())

    headings = []
    for match in _HEADING.finditer(body):
        anchor = _ANCHOR.search(match[2])
        headings.append((len(match[1]), (anchor[1] or "") if anchor else "", line_of(match)))
    anchors = Counter(match[1] or match[2] for match in _ANCHOR.finditer(body))
    links = [("".join(part or "" for part in match.groups()), line_of(match)) for match in _LINK.finditer(body)]
    return tuple(headings), anchors, tuple(links)


def twin_problems(
    pages: Pages, paths: Mapping[Language, set[str]], wrong_calls: Collection[str] = ()
) -> Iterator[Problem]:
    """Pages without a twin, `{#id}` typing errors, and twins that differ.

    `paths` names all files of each language: a twin that could not be read is not reported as missing. Where one of
    the `wrong_calls` of macros stands, which are reported themselves, macros are not compared.
    """
    for page in pages.values():
        yield from _own_problems(page)
        if page.path not in paths[page.language.other]:
            twin = page_file(page.path, page.language.other)
            yield Problem.of("twin-missing", page.file, language=page.language.other, twin=twin)
        elif page.language is Language.FR and (Language.NL, page.path) in pages:
            yield from _differences(page, pages[Language.NL, page.path], frozenset(wrong_calls))


def _own_problems(page: Page) -> list[Problem]:
    """What is wrong with the anchors of one page; its twin is not compared as long as something is."""
    return [*_typos(page), *_words_of_no_section(page)]


def _typos(page: Page) -> Iterator[Problem]:
    for match in _TYPO.finditer(page.body):
        line = page.body_line + page.body[: match.start()].count("\n")
        yield page.problem("anchor-without-space", line)


def _words_of_no_section(page: Page) -> Iterator[Problem]:
    named = page.front_matter.section_words
    anchors = outline(page).anchors if named else Counter[str]()
    for anchor in named:
        if anchor not in anchors:
            near = suggestion(anchor, anchors)
            line = page.head_lines.get(("section_words", anchor), 0)
            yield page.problem("section-words-lost", line, anchor=anchor, near=near)


@lru_cache(maxsize=128)  # while one page is edited, all others stay as they are
def _differences(french: Page, dutch: Page, wrong_calls: frozenset[str]) -> tuple[Problem, ...]:
    """How twins differ. Where a heading or a paragraph is missing, what stands in it is not told to be missing too."""
    return tuple(_found_differences(french, dutch, wrong_calls))


def _found_differences(french: Page, dutch: Page, wrong_calls: Collection[str]) -> Iterator[Problem]:
    if _own_problems(french) or _own_problems(dutch):
        return
    left, right = outline(french), outline(dutch)
    missing = [*_heading_differences(dutch, left, right)] or [*_block_differences(french, dutch)]
    yield from missing or _mark_differences(dutch, left, right)
    if not missing and not [*syntax_problems(french), *syntax_problems(dutch)]:
        calls, twins = ([(call.identity, call.line) for call in each.calls] for each in (left, right))
        if not {identity for identity, _ in (*calls, *twins)} & {*wrong_calls}:
            yield from _call_differences(dutch, calls, twins)
    yield from _search_differences(french, dutch)


def _mark_differences(dutch: Page, left: Outline, right: Outline) -> Iterator[Problem]:
    """Anchors other than those of headings, and links."""
    anchors, twins = (each.anchors - Counter(anchor for _, anchor, _ in each.headings) for each in (left, right))
    if anchors != twins:
        yield _difference("anchors-differ", dutch, only_in(anchors, twins))
    yield from _alone("links-differ", dutch, left.links, right.links)


def _search_differences(french: Page, dutch: Page) -> Iterator[Problem]:
    named, twins = (Counter(page.front_matter.section_words.keys()) for page in (french, dutch))
    if named != twins:
        yield _difference("section-words-differ", dutch, only_in(named, twins))
    if bool(french.front_matter.search_words) != bool(dutch.front_matter.search_words):
        yield _difference("search-words-differ", dutch)


def _call_differences(dutch: Page, calls: Sequence[_Named], twins: Sequence[_Named]) -> Iterator[Problem]:
    yield from _alone("macros-differ", dutch, calls, twins)
    moved = next((line for (was, _), (now, line) in zip(calls, twins, strict=False) if was != now), 0)
    if moved and Counter(name for name, _ in calls) == Counter(name for name, _ in twins):
        yield _difference("macro-order-differs", dutch, line=moved)


def _alone(fault: str, dutch: Page, left: Sequence[_Named], right: Sequence[_Named]) -> Iterator[Problem]:
    """What one twin has and the other has not, with its lines."""
    french, more = _not_in(right, left), _not_in(left, right)
    if french or more:
        shown = only_in(_with_lines(french), _with_lines(more))
        yield _difference(fault, dutch, shown, more[0][1] if more else 0)


def _with_lines(named: Iterable[_Named]) -> Counter[str]:
    return Counter(Message("on-line", what=name, at=line) for name, line in named)


def _not_in(others: Sequence[_Named], named: Sequence[_Named]) -> list[_Named]:
    """Of what is named, what stands less often among the others: the last of them."""
    left = Counter(name for name, _ in others)
    found = []
    for name, line in named:
        left[name] -= 1
        if left[name] < 0:
            found.append((name, line))
    return found


def _heading_differences(dutch: Page, left: Outline, right: Outline) -> Iterator[Problem]:
    alone = [*_without_twin(left, right, page_file(dutch.path, Language.FR)), *_without_twin(right, left, dutch.file)]
    if alone:
        yield _difference("headings-differ", dutch, alone)
        return
    for (level, anchor, line), (twin_level, twin_anchor, twin_line) in zip(left.headings, right.headings, strict=True):
        if (level, anchor) != (twin_level, twin_anchor):
            shown, twin = f"{'#' * level} #{anchor}", f"{'#' * twin_level} #{twin_anchor}"
            at = f"{page_file(dutch.path, Language.FR)}:{line}"
            yield dutch.problem("heading-differs", twin_line, twin=twin, shown=shown, at=at)
            return


def _without_twin(page: Outline, twin: Outline, file: str) -> Iterator[Message]:
    """The headings of a page that its twin lacks, as a message shows them."""
    twins = Counter(anchor for _, anchor, _ in twin.headings)
    for level, anchor, line in page.headings:
        twins[anchor] -= 1
        if twins[anchor] < 0:
            values = {"marks": "#" * level, "place": f"{file}:{line}"}
            if anchor:
                yield Message("heading-without-twin", anchor=anchor, **values)
            else:
                yield Message("plain-heading-without-twin", **values)


def _block_differences(french: Page, dutch: Page) -> Iterator[Problem]:
    """Sections that have a paragraph, an item of a list or a row of a table more than their twins."""
    sections, twins = sections_of(french), sections_of(dutch)
    if len(sections) != len(twins):
        return  # the headings differ, and are reported
    for section, twin in zip(sections, twins, strict=True):
        if len(section) != len(twin):
            first = (twin or section)[0]
            line = first.line if twin else 0
            yield dutch.problem(
                "section-differs",
                line,
                count=len(twin),
                twin_count=len(section),
                twin=section[0].place if section else page_file(french.path, Language.FR),
            )


def _difference(fault: str, dutch: Page, shown: object = "", line: int = 0) -> Problem:
    twin = page_file(dutch.path, Language.FR)
    return dutch.problem(fault, line, twin=twin, shown=shown)
