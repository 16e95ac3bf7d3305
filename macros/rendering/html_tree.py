"""HTML as a tree that can be read and changed, and the text of such a tree.

lxml reads unusual markup as browsers do: single quotes and none, upper case, `>` in an attribute, comments, text areas.
Of what it writes, two things look different and mean the same: entities are characters, and an address in an attribute
has `%20` for a space.
"""

from __future__ import annotations

import re

import lxml.html
from lxml.html import HtmlElement

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no reader sees and that lxml refuses in a text."""
_CASE_OF_SVG = {name.lower(): name for name in ("viewBox", "preserveAspectRatio")}
"""Attributes of drawings that lxml, as any reader of HTML, puts in small letters, and that browsers write so."""


def page_tree(html: str) -> HtmlElement:
    """The root of a whole page.

    Raises:
        lxml.etree.ParserError: the page is empty.
    """
    return _as_written(lxml.html.document_fromstring(html))


def page_text(root: HtmlElement) -> str:
    """The HTML of a whole page, with its doctype."""
    text: str = lxml.html.tostring(root.getroottree(), encoding="unicode", doctype="<!doctype html>")
    return text + "\n"


def part_tree(html: str) -> HtmlElement:
    """A `div` that holds a part of a page: elements, text, or nothing."""
    lower = html.lower()
    ends = lower.count("</body") + lower.count("</html")  # which browsers pass over, and lxml only when begun twice
    holder = page_tree("<html><body>" * (1 + ends) + _NOT_IN_XML.sub(" ", html)).body
    holder.tag = "div"
    holder.attrib.clear()
    return holder


def part_text(holder: HtmlElement) -> str:
    """The HTML of what an element without attributes holds.

    >>> part_text(part_tree("<P CLASS=lead>1 &gt; 0"))
    '<p class="lead">1 &gt; 0</p>'
    """
    text: str = lxml.html.tostring(holder, encoding="unicode", with_tail=False)
    return text[len("<div>") : -len("</div>")]


def put_in_place(element: HtmlElement, holder: HtmlElement) -> None:
    """Puts what a holder holds in the place of an element; the text after the element stays."""
    holder.tail, element.tail = element.tail, None
    element.getparent().replace(element, holder)
    holder.drop_tag()


def _as_written(root: HtmlElement) -> HtmlElement:
    for drawing in root.iter("svg"):
        attributes = [(_CASE_OF_SVG.get(name, name), value) for name, value in drawing.items()]
        drawing.attrib.clear()
        drawing.attrib.update(attributes)
    return root
