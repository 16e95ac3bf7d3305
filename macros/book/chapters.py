"""The whole guide as one book, in one language: what its PDF is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from macros.model.language import Language
from macros.tree.nodes import Nodes, Text


@dataclass(frozen=True)
class Source:
    """A source of a chapter, under the number that its marks bear."""

    number: str
    nodes: Nodes


@dataclass(frozen=True)
class Chapter:
    """One page of the guide."""

    target: str
    """The name under which links lead to it: the page's address."""
    before: str
    """What stands above the title: `Étape 1 sur 4`."""
    title: Text
    nodes: Nodes
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Part:
    """The chapters of one section; a page that stands alone is a part without a title."""

    title: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Book:
    """The guide in one language, ready to be set."""

    language: Language
    name: str
    """The stem of its file's name."""
    title: str
    subtitle: str
    full_name: str
    """Title and subtitle in one, for the properties of the file."""
    description: str
    publisher: str
    """Who publishes it, in a sentence; or that nobody does yet."""
    address: str
    """The address of the guide in this language, without `https://`; empty while it has none of the web."""
    checked_on: dt.date
    words: Mapping[str, str]
    """The phrases around the text: of the cover, the contents, the foot."""
    page_of: tuple[str, str]
    """The words around the numbers in `Page 1 sur 84`."""
    parts: tuple[Part, ...]
