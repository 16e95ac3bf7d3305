"""The whole guide as one book, in one language: what its PDF is made from.

A book is made from pages (`book_pages.py`) and knows neither HTML nor the format in which it is set.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from macros.model.language import Language


@dataclass(frozen=True)
class Anchor:
    """A place to which links of the book lead."""

    name: str


@dataclass(frozen=True)
class Strong:
    """Words of weight."""

    words: Text


@dataclass(frozen=True)
class Emphasis:
    """Stressed words."""

    words: Text


@dataclass(frozen=True)
class Foreign:
    """Words in another language than the book's."""

    language: str
    words: Text


@dataclass(frozen=True)
class Link:
    """Words that lead to another place in the book."""

    target: str
    words: Text


@dataclass(frozen=True)
class Term:
    """An official term, which leads to its definition."""

    target: str
    words: Text


@dataclass(frozen=True)
class Mark:
    """The number of a source, which leads to the sources of the chapter."""

    target: str
    number: str


@dataclass(frozen=True)
class Web:
    """Words that lead out of the book; the address stands in a note, or beside the words."""

    address: str
    words: Text
    noted: bool


@dataclass(frozen=True)
class Level:
    """The mark of an obligation, drawn before its name."""

    level: str


@dataclass(frozen=True)
class Gap:
    """A pause between two facts on one line."""


@dataclass(frozen=True)
class Break:
    """A new line."""


Inline = str | Anchor | Strong | Emphasis | Foreign | Link | Term | Mark | Web | Level | Gap | Break
Text = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading within a chapter, of level 2 or deeper."""

    level: int
    text: Text


class Role(StrEnum):
    """What a paragraph is for."""

    PLAIN = "plain"
    LEAD = "lead"
    TITLE = "title"
    KIND = "kind"
    SMALL = "small"


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: Text
    role: Role = Role.PLAIN


class Marker(StrEnum):
    """What stands before the items of a list."""

    DASH = "dash"
    NUMBER = "number"
    TICK = "tick"
    CROSS = "cross"
    BOX = "box"
    NONE = "none"


@dataclass(frozen=True)
class Items:
    """A list; an item may hold several blocks."""

    marker: Marker
    items: tuple[Blocks, ...]


@dataclass(frozen=True)
class Pairs:
    """Words, and what each of them means."""

    name: str
    """`glossary`, `facts`, `level-key`…: what the page calls the list."""
    pairs: tuple[tuple[Text, Blocks], ...]


@dataclass(frozen=True)
class Table:
    """A table, whose first column heads its rows."""

    caption: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True)
class Note:
    """Blocks set apart from the text."""

    name: str
    """`contested`, `local-practice`, `advice`, `role-card` or `details`."""
    blocks: Blocks


@dataclass(frozen=True)
class Elsewhere:
    """Says where the text and the files of a paper are: they are not part of the book."""

    address: str


Block = Anchor | Heading | Paragraph | Items | Pairs | Table | Note | Elsewhere
Blocks = tuple[Block, ...]


@dataclass(frozen=True)
class Source:
    """A source of a chapter, under the number that its marks bear."""

    number: str
    blocks: Blocks


@dataclass(frozen=True)
class Chapter:
    """One page of the guide."""

    target: str
    """The name under which links lead to it: the page's address."""
    before: str
    """What stands above the title: `Étape 1 sur 4`."""
    title: Text
    blocks: Blocks
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
    description: str
    address: str
    """The address of the guide in this language, without `https://`."""
    checked_on: dt.date
    words: Mapping[str, str]
    """The phrases around the text: of the cover, the contents, the foot."""
    page_of: tuple[str, str]
    """The words around the numbers in `Page 1 sur 84`."""
    parts: tuple[Part, ...]
