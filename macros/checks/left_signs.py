"""Signs of Markdown that are still there once Markdown is done: a list, a table, bold words that became none.

Both twins may be wrong in the same way, so that no comparison would find it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from macros.checks.shown_blocks import elements_of

_CODE = ("code", "pre")
_CODE_MARK = "¤"
"""Stands for code in the words around it."""
_SIGNS = {
    "sign-of-list": r"^(?:[-*+•·–—]|\d{1,2}[.)]|[a-zA-Z]\))\s|^[-+•][^\W\d]|^\d{1,2}[.)][^\W\d]",
    "sign-of-heading": r"^#+",
    "sign-of-block": r"^(?:///|:::|~~~|===|\"\"\"|>)",
    "sign-of-table": r"^\||\|$| \| |\|\||^:?-+:?\|",
    "sign-of-note": r"!!!|\?\?\?",
    "sign-of-attributes": r"\{:?\s*[.#][\w-]+[^{}]*\}|\{:?\s*[\w-]+=[^{}]*\}",
    "sign-of-code": r"`",
    "sign-of-link": r"\]\(|\]\[|!\[|\[[^\[\]]*\] \((?=\S*(?:\.md|#|://))|^\[[^\[\]]*\]:|\[\^|\[[ xX]\]",
    "sign-of-emphasis": r"\*\*|__|~~|(?:(?<=\s)|^)[*_](?=\w)|(?<=\w)\*(?!\w)|(?<=\w)_(?=\s|$)|\\",
    "sign-of-html": r"</?[a-zA-Z!?]|-->",
    "sign-of-entity": r"&#?\w{2,};",
    "sign-of-blank": r"(?<!\{)\{[\w-]+\}(?!\})",
    "sign-of-macro": r"[{}｛｝]",
}
"""What each sign looks like at the beginning of a line, or anywhere in it, by the fault that it is.

The first that is found is told: what begins a block may hold a `|`, as a table does.
"""
_ANY_SIGN = re.compile("|".join(_SIGNS.values()))
_NO_NUMBERED_ITEM = re.compile(r"^\d{1,2}\.\s")
"""Markdown takes this for an item where a paragraph begins, unless somebody has typed `1\\.` to have none."""


@dataclass(frozen=True)
class LeftSign:
    """A sign that was left, in which block of its page, and on which line of it."""

    fault: str
    sign: str
    text: str
    block: int
    line: int


def left_signs(tree: HtmlElement) -> Iterator[LeftSign]:
    """The signs that were left on a page, of each kind the first in each block."""
    for number, element in enumerate(elements_of(tree)):
        if element.tag != "pre" and not element.get("data-macro"):
            lines = enumerate("".join(_words(element)).split("\n"))
            found = [sign for line, text in lines for sign in _of_line(text.strip(), number, line)]
            yield from {sign.fault: sign for sign in found[::-1]}.values()


def _of_line(text: str, block: int, line: int) -> Iterator[LeftSign]:
    if not _ANY_SIGN.search(text):
        return
    for fault, pattern in _SIGNS.items():
        found = re.search(pattern, text)
        if found and not (line == 0 and fault == "sign-of-list" and _NO_NUMBERED_ITEM.match(text)):
            yield LeftSign(fault, found[0].strip(), text[:60], block, line)
            return


def _words(element: HtmlElement) -> Iterator[str]:
    """The words of a block, without code and without those of blocks in it; of a table, each row is a line."""
    inner = {*elements_of(element)}
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child not in inner and child.tag not in _CODE:
            yield from _words(child)
        elif child.tag in _CODE:
            yield _CODE_MARK
        yield "\n" if child.tag == "tr" else child.tail or ""
