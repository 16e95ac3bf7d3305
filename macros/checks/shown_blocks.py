"""The blocks of a page as a reader sees them, one after the other: headings, paragraphs, lists, tables, code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from macros.model.messages import Message

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MARKS = {
    "a": "mark-link",
    "abbr": "mark-abbreviation",
    "br": "mark-break",
    "code": "mark-code",
    "em": "mark-italics",
    "span": "mark-html",
    "strong": "mark-bold",
}
"""What may stand in a line of words, by its element."""
_IN_TABLE = ("thead", "tbody", "tr", "th", "td")
_MACRO = "data-macro"
_NAMED = {
    **dict.fromkeys(_HEADINGS, "shown-heading"),
    "p": "shown-paragraph",
    "ul": "shown-list",
    "ol": "shown-numbered-list",
    "li": "shown-item",
    "table": "shown-table",
    "pre": "shown-code",
    "details": "shown-details",
    "summary": "shown-summary",
}


@dataclass(frozen=True)
class Block:
    """A block of a page: its element with its classes, how large it is, and what is marked in its words."""

    element: str
    classes: str
    size: tuple[int, ...]
    """Of a list how many items it has, of a table rows and columns."""
    marks: tuple[tuple[str, int], ...]
    """How often there are links, bold words and so on in it."""

    @property
    def is_heading(self) -> bool:
        """Whether it begins a section."""
        return self.element in _HEADINGS

    @property
    def name(self) -> Message:
        """The block in words: `a list of 3 items`."""
        if self.element == "div" and self.classes.startswith(_MACRO):
            return Message("shown-macro", name=self.classes.partition(" ")[2])
        named = Message(
            _NAMED.get(self.element, "shown-block"), size=" × ".join(map(str, self.size)), level=self.element[1:]
        )
        more: list[object] = [Message("shown-marks", number=number, mark=Message(mark)) for mark, number in self.marks]
        more += [self.classes] if self.classes else []
        return Message("shown-with", block=named, more=more) if more else named


def elements_of(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The elements of the blocks of a page. A table is one; so is an item with its first paragraph."""
    for element in tree:
        if not isinstance(element.tag, str) or element.tag in _MARKS:
            continue
        is_first_of_item = element.tag == "p" and tree.tag == "li" and element is tree[0]
        if not is_first_of_item:
            yield element
        if element.tag not in ("table", "pre") and not element.get(_MACRO):
            yield from elements_of(element)


def blocks_of(tree: HtmlElement) -> list[Block]:
    """The blocks of a page in their order."""
    return [_block(element) for element in elements_of(tree)]


def _block(element: HtmlElement) -> Block:
    macro = element.get(_MACRO)
    classes = f"{_MACRO} {macro}" if macro else element.get("class", "")
    return Block(element.tag, classes, _size(element), tuple(sorted(Counter(_marks_in(element)).items())))


def _size(element: HtmlElement) -> tuple[int, ...]:
    if element.tag in ("ul", "ol"):
        return (len(element),)
    if element.tag == "table":
        rows = element.findall(".//tr")
        return (len(rows), max((len(row) for row in rows), default=0))
    return ()


def _marks_in(element: HtmlElement) -> Iterator[str]:
    """What is marked in the words of a block, not in those of blocks inside it."""
    for child in element:
        is_in_item = child.tag == "p" and element.tag == "li"
        if (child.tag in _MARKS or is_in_item) and not child.get(_MACRO):
            yield _MARKS.get(child.tag, "mark-space")
        if child.tag in _MARKS or child.tag in _IN_TABLE or is_in_item:
            yield from _marks_in(child)
