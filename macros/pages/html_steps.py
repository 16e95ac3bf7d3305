"""What is done to the content of a page once Markdown has made it: one tree, read once and written once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml.html import HtmlElement

from macros.model.language import Language
from macros.model.typography import typeset_prose
from macros.rendering.html_tree import part_text, part_tree, put_in_place

_BLOCK = re.compile(r"<(?:article|aside|dl|details|div|figure|form|h\d|nav|ol|p|section|table|ul)\b")
"""How the HTML of a macro begins that stands alone. What this does not know costs time, and changes nothing."""
_HELD = "data-held"
_VERBATIM = frozenset({"code", "pre", "script", "style", "kbd", "svg", "textarea"})
_NO_LINK = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "a", "summary", "label", "abbr", "thead"})
"""What can hold an abbreviation and cannot hold a link; a PDF repeats the head of a table on the next page."""


class Place(NamedTuple):
    """A heading of a page to which its list of contents leads."""

    id: str
    title: str


@dataclass(frozen=True)
class FinishedContent:
    """The content of a page, and what others need to know of it."""

    html: str
    heading: str
    """The words of its heading of level 1, with their spaces; empty without one."""
    ids: frozenset[str]
    """The places on it to which links may lead."""
    contents: Sequence[Place]
    """Its headings of level 2, and the articles of a paper that it shows."""


def finished_content(
    html: str, blocks: Sequence[str], explanations: Mapping[str, Callable[[], str]], language: Language
) -> FinishedContent:
    """The content of a page from what Markdown made: with its blocks, abbreviations explained once, and typeset.

    `blocks` are those that `placeholder` stands for. `explanations` has for each abbreviation of the glossary what
    writes its link to the definition; it is empty on a page where none is to be explained.
    """
    tree = part_tree(html)
    _release(tree, blocks)
    heading = tree.find(".//h1")
    _explain_first(tree, explanations)
    _typeset(tree, language)
    words = "" if heading is None else heading.text_content()
    ids = frozenset(tree.xpath(".//@id", smart_strings=False))
    return FinishedContent(part_text(tree), words, ids, list(_contents(tree)))


def _contents(tree: HtmlElement) -> Iterator[Place]:
    for heading in tree.iter("h2", "h3"):
        parent = heading.getparent()
        id_ = parent.get("id") if parent is not None and parent.get("class") == "clause" else heading.get("id")
        if id_ and (heading.tag == "h2" or parent.get("class") == "clause"):
            yield Place(id_, heading.text_content())


def stands_alone(html: str) -> bool:
    """Whether HTML begins with an element that stands alone, and not in a line of text."""
    return _BLOCK.match(html) is not None


def placeholder(number: int) -> str:
    """What stands for the block of this number, counted from 0, until `finished_content` puts it there."""
    return f'<div {_HELD}="{number}"></div>'


def _release(tree: HtmlElement, blocks: Sequence[str]) -> None:
    """Puts blocks in the places of those that stand for them; a number that stands for none stays."""
    by_number = {str(number): block for number, block in enumerate(blocks)}
    for place in tree.xpath(f".//div[@{_HELD}]"):
        if (block := by_number.get(place.get(_HELD))) is not None:
            put_in_place(place, part_tree(block))


def _explain_first(tree: HtmlElement, explanations: Mapping[str, Callable[[], str]]) -> None:
    """An abbreviation leads to its definition at first mention in the text only: less to see, less to hear.

    A link to a definition that names one has explained it.
    """
    left = dict(explanations)
    for abbreviation in tree.xpath(".//abbr[@title]"):
        word = abbreviation.text_content()
        around = [each for each in abbreviation.iterancestors() if each.tag in _NO_LINK]
        if not around and word in left:
            put_in_place(abbreviation, part_tree(left.pop(word)()))
        else:
            abbreviation.drop_tag()
        if around and around[-1].xpath("descendant-or-self::*[contains(concat(' ', @class, ' '), ' term ')]"):
            left.pop(word, None)


def _typeset(element: HtmlElement, language: Language) -> None:
    """Typesets the text in an element, not in what stands there as it was written."""
    if element.tag in _VERBATIM or not isinstance(element.tag, str):
        return
    _typeset_words(element, "text", language)
    if column := element.get("data-label"):  # the style shows it in a row of a phone
        element.set("data-label", typeset_prose(column, language))
    for child in element:
        _typeset(child, language)
        _typeset_words(child, "tail", language)


def _typeset_words(element: HtmlElement, side: str, language: Language) -> None:
    words = getattr(element, side)
    if words and not words.isspace() and (set_words := typeset_prose(words, language)) != words:
        setattr(element, side, set_words)
