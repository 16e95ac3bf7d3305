"""The papers that files are made from: their nodes, and what stands around them.

A paper exists in an edition: French, Dutch, or both. Who makes files takes a paper and nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum

from macros.model.blocks import Audience
from macros.model.language import Edition, Language
from macros.model.records import EntryOfEach, FieldKind, Orientation
from macros.tree.nodes import Nodes, Pane, Poster, Text

CHECKLIST = "checklist-"
"""Begins the id of a paper that is a checklist."""
SHORT_OPTION = 24
"""Answers up to this many characters stand beside each other, or beside their twins."""


class Format(StrEnum):
    """A kind of file; its value ends the file's name, after the edition."""

    PRINT = ".pdf"
    FORM = "-form.pdf"
    WORD = ".docx"
    OPEN = ".odt"
    POSTER = "-a3.pdf"
    SLIDES = ".pptx"
    NOTES = "-notes.pdf"
    """What is said with slides."""
    PICTURE = ".png"


OF_PAPERS = (Format.PRINT, Format.FORM, Format.WORD, Format.OPEN)
OF_SLIDES = (Format.PRINT, Format.FORM, Format.SLIDES, Format.NOTES)
"""The formats that every paper has, and those that slides have instead."""


@dataclass(frozen=True)
class OneOf:
    """A choice whose options exclude each other."""

    id: str
    question: str


@dataclass(frozen=True)
class Entry:
    """Something that a reader writes or ticks; the same entry may stand in several places."""

    id: str
    label: str
    kind: FieldKind | None
    """None for a box to tick."""
    rows: int = 1
    answer: str = ""
    """What is written in it, or `yes` where it is ticked: in the example only, all other papers are blank."""
    one_of: OneOf | None = None
    """The choice of which the box is an option, when only one may be ticked."""
    in_each: EntryOfEach | None = None
    """The entries that ask the same in one language each: in a paper of both, of what is said in words."""


@dataclass(frozen=True)
class Paper:
    """A paper in one edition, ready to be written as a file of any format."""

    id: str
    name: str
    """The stem of its files' names, in the language of the edition: `charte-fr`."""
    folder: str
    """The folder in which it stands in the ZIP file of its edition."""
    edition: Edition
    audience: Audience | None
    """Whom its document is for; None for a checklist, which has no document."""
    title: str
    kind: Text
    """What stands above the title: `Document 1`."""
    stage: Text
    panes: int
    """How many panes of the window are lit: the number of the stage, 5 with its sill for the evaluation, 0 for none."""
    letter: bool
    """Whether it is sent to someone, and so bears no heading of the guide."""
    by_hand: bool
    """Whether it is printed before it is completed: what is not chosen stays."""
    dense: bool
    """Whether it is set small, in columns, to fit on two pages."""
    orientation: Orientation
    guide: str
    publisher: Text
    """Who publishes the guide, or that nobody does yet."""
    address: str
    """The address of its page, without `https://`; empty while the guide has no address of the web."""
    version: Text
    page_of: tuple[str, str]
    """The words around the numbers in `Page 1 sur 4`."""
    checked_on: dt.date
    nodes: Nodes
    entries: tuple[Entry, ...]
    note: Text = ()
    """What an example says on each page: that its names are invented."""

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages in which it is written, the first one first."""
        return self.edition.languages

    @property
    def formats(self) -> tuple[Format, ...]:
        """The formats in which it exists; the site shows a picture of each document for homes, one in each language.

        An example is to be looked at, so it can only be printed.
        """
        if self.note:
            return (Format.PRINT,)
        found = set(formats_on(self.orientation))
        if any(isinstance(node, Poster) for node in self.nodes):
            found.add(Format.POSTER)
        if self.audience is Audience.HOMES and self.edition is not Edition.BOTH:
            found.add(Format.PICTURE)
        return tuple(each for each in Format if each in found)

    @property
    def entries_in_texts(self) -> tuple[Entry, ...]:
        """Those of its Word and OpenDocument files: in two languages each has a blank of its own on a poster there."""
        posters = [node for node in self.nodes if isinstance(node, Poster)]
        on_posters = {line.entry for poster in posters for line in (*poster.occasion, *poster.lines)}
        return tuple(entry for entry in self.entries if not (entry.in_each and entry.id in on_posters))


def formats_on(orientation: Orientation) -> tuple[Format, ...]:
    """The formats that all papers have which lie so."""
    return OF_SLIDES if orientation is Orientation.SCREEN else OF_PAPERS


def entries_in(value: object) -> Iterator[str]:
    """The ids of the entries that stand in a node, or in several."""
    if isinstance(value, tuple):
        for each in value:
            yield from entries_in(each)
    elif isinstance(value, Pane):
        yield from (value.name, value.signed_on)
    elif is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            yield from (inner,) if field.name == "entry" else entries_in(inner)
