"""The papers that files are made from: their elements, with every word set and every blank named.

A paper exists in an edition: French, Dutch, or both. Renderers of files take a paper and nothing else.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from macros.model.language import Edition, Language
from macros.model.records import FieldKind, Level, Orientation

CHECKLIST = "checklist-"
"""Begins the id of a paper that is a checklist."""


class Format(StrEnum):
    """A kind of file; its value ends the file's name, after the edition."""

    PRINT = ".pdf"
    FORM = "-form.pdf"
    WORD = ".docx"
    OPEN = ".odt"
    POSTER = "-a3.pdf"
    PICTURE = ".png"


@dataclass(frozen=True)
class Gap:
    """A blank in a text, to be filled with the value of an entry."""

    entry: str


@dataclass(frozen=True)
class Words:
    """A text in one language."""

    language: Language
    runs: tuple[str | Gap, ...]

    def __str__(self) -> str:
        """The text; each blank gives nothing."""
        return "".join(run for run in self.runs if isinstance(run, str))


Text = tuple[Words, ...]
"""The same text in each language of the edition. One without a language of its own stands once."""


@dataclass(frozen=True)
class Entry:
    """Something that a reader writes or ticks; the same entry may stand in several places."""

    id: str
    label: str
    kind: FieldKind | None
    """None for a box to tick."""
    rows: int = 1


@dataclass(frozen=True)
class Heading:
    """A heading; the title of the paper has level 1."""

    level: int
    text: Text


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: Text


@dataclass(frozen=True)
class Items:
    """A list, numbered from `start` where the order matters."""

    items: tuple[Text, ...]
    ordered: bool
    start: int = 1


@dataclass(frozen=True)
class Address:
    """Lines that stand under each other."""

    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Box:
    """A box to tick, with its text."""

    entry: str
    text: Text


@dataclass(frozen=True)
class Choice:
    """A question with boxes to tick; short answers stand beside each other."""

    question: Text
    options: tuple[Box, ...]
    short: bool


@dataclass(frozen=True)
class Line:
    """A label, and room to write the value of an entry."""

    entry: str
    label: Text
    rows: int


@dataclass(frozen=True)
class Grid:
    """A table. Its first column heads the rows that have text; `widths` are shares of the whole."""

    caption: Text
    columns: tuple[Text, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Text, ...], ...]
    blank: int
    """How many of the last rows are there to write in."""


@dataclass(frozen=True)
class Pane:
    """The place of one person who signs."""

    function: Text
    on_behalf: Text
    name: str
    signed_on: str


@dataclass(frozen=True)
class Signatures:
    """The place where the parties sign."""

    panes: tuple[Pane, ...]
    signature: Text
    name: Text
    date: Text


@dataclass(frozen=True)
class Task:
    """A task of a checklist."""

    entry: str
    text: Text
    level: Level
    level_name: Text
    roles: Text


@dataclass(frozen=True)
class Key:
    """What the marks of the levels mean."""

    levels: tuple[tuple[Level, Text, Text], ...]


@dataclass(frozen=True)
class Card:
    """A card of A6 size."""

    title: Text
    number: str
    question: Text
    answer: Text
    alert: Text
    steps: tuple[Text, ...]
    never: Text
    instead: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Poster:
    """A poster, with a code that holds the address of the guide."""

    title: Text
    lead: Text
    lines: tuple[Line, ...]
    welcome: Text
    caption: Text
    alternative: str
    address: str


@dataclass(frozen=True)
class NewPage:
    """What follows starts on a new sheet."""


Element = (
    Heading
    | Paragraph
    | Items
    | Address
    | Box
    | Choice
    | Line
    | Grid
    | Signatures
    | Task
    | Key
    | Card
    | Poster
    | NewPage
)


@dataclass(frozen=True)
class Lines:
    """Lines that follow each other, for a format that sets them as a table."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class SideBySide:
    """Texts in two languages beside each other, in rows that are not parted.

    A row holds what must stay level with its twin: for each language one text, with what leads to it.
    """

    rows: tuple[tuple[tuple[Heading | Paragraph | Items, ...], ...], ...]

    @property
    def leads(self) -> bool:
        """Whether it ends with a heading or an introduction, and so must stay with what follows."""
        return leads(self.rows[-1][0][-1])


def joined(text: Text) -> str:
    """A text in all its languages, as one line."""
    return " / ".join(str(words) for words in text)


def leads(element: Element) -> bool:
    """Whether an element must stay with what follows: a heading, or a text that ends with a colon."""
    if isinstance(element, Paragraph):
        last = element.text[0].runs[-1]
        return isinstance(last, str) and last.rstrip().endswith(":")
    return isinstance(element, Heading)


def grouped(elements: Iterable[Element]) -> Iterator[Element | Lines | SideBySide]:
    """The elements, with lines that follow each other as one, and texts in two languages beside each other."""
    for kind, group in itertools.groupby(elements, _group):
        if kind is Lines:
            yield Lines(tuple(element for element in group if isinstance(element, Line)))
        elif kind is SideBySide:
            yield SideBySide(tuple(_rows(group)))
        else:
            yield from group


def _group(element: Element) -> type:
    if isinstance(element, Line):
        return Lines
    if isinstance(element, Items):
        return SideBySide if len(element.items[0]) > 1 else Items
    title = isinstance(element, Heading) and element.level == 1
    if isinstance(element, (Heading, Paragraph)) and len(element.text) > 1 and not title:
        return SideBySide
    return type(element)


def _rows(elements: Iterable[Element]) -> Iterator[tuple[tuple[Heading | Paragraph | Items, ...], ...]]:
    leading: list[tuple[Heading | Paragraph | Items, ...]] = []
    for element in elements:
        for pair in _pairs(element):
            leading.append(pair)
            if not leads(element):
                yield tuple(zip(*leading, strict=True))
                leading = []
    if leading:
        yield tuple(zip(*leading, strict=True))


def _pairs(element: Element) -> Iterator[tuple[Heading | Paragraph | Items, ...]]:
    if isinstance(element, Items):
        for number, item in enumerate(element.items, start=1):
            yield tuple(Items(((words,),), element.ordered, number) for words in item)
    elif isinstance(element, (Heading, Paragraph)):
        yield tuple(replace(element, text=(words,)) for words in element.text)


@dataclass(frozen=True)
class Paper:
    """A paper in one edition, ready to be written as a file of any format."""

    id: str
    name: str
    """The stem of its files' names, in the language of the edition: `charte-fr`."""
    folder: str
    """The folder in which it stands in the ZIP file of its edition."""
    edition: Edition
    title: str
    kind: Text
    """What stands above the title: `Document 1`."""
    stage: Text
    panes: int
    """How many panes of the window are lit: the number of the stage, 5 with its sill for the evaluation, 0 for none."""
    letter: bool
    """Whether it is sent to someone, and so bears no heading of the guide."""
    dense: bool
    """Whether it is set small, in columns, to fit on two pages."""
    orientation: Orientation
    guide: str
    address: str
    """The address of its page, without `https://`."""
    version: Text
    page_of: tuple[str, str]
    """The words around the numbers in `Page 1 sur 4`."""
    checked_on: dt.date
    elements: tuple[Element, ...]
    entries: tuple[Entry, ...]

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages in which it is written, the first one first."""
        return self.edition.languages

    @property
    def formats(self) -> tuple[Format, ...]:
        """The formats in which it exists; the site shows pictures of the documents, one in each language."""
        without = set()
        if not any(isinstance(element, Poster) for element in self.elements):
            without.add(Format.POSTER)
        if self.id.startswith(CHECKLIST) or self.edition is Edition.BOTH:
            without.add(Format.PICTURE)
        return tuple(each for each in Format if each not in without)
