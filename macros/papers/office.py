"""Draws the nodes of a paper with what Word and OpenDocument texts have in common.

Each of the two formats knows how to write a few things: a paragraph in a style, a list, a table, columns. What a node
is made of is decided here, once for both. The style sheets in `templates/word` and `templates/opendocument` have styles
of the same names.
"""

from __future__ import annotations

import itertools
import math
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import singledispatchmethod
from pathlib import Path
from string import Template
from types import MappingProxyType
from typing import Generic, Literal, TypeVar
from xml.sax.saxutils import escape

from macros.model.language import Language
from macros.model.records import Orientation
from macros.model.typography import colon
from macros.papers.paper import SHORT_OPTION, Paper
from macros.papers.side_by_side import FieldLines, SideBySide, grouped
from macros.tree.nodes import (
    Blank,
    Box,
    Break,
    Card,
    FieldLine,
    Group,
    Heading,
    Items,
    Marker,
    NewPage,
    Node,
    Pairs,
    Pane,
    Paragraph,
    Picture,
    Poster,
    Role,
    Run,
    Runs,
    Signatures,
    Strong,
    Table,
    Text,
    ToSign,
    Twins,
    Words,
    chained,
    leads,
)

Place = TypeVar("Place")
"""Where something is written: the body of a text, a cell, the head or the foot of a page."""


class Mark(Enum):
    """What a paragraph may hold beside words."""

    TAB = auto()
    PAGE = auto()
    """The number of the page."""
    PAGES = auto()
    """How many pages there are."""


@dataclass(frozen=True)
class Tick:
    """A box to tick, for an entry."""

    entry: str


@dataclass(frozen=True)
class Large:
    """A number to be read from afar."""

    number: str


@dataclass(frozen=True)
class Aside:
    """Words in small letters, below others of their paragraph."""

    runs: Runs


Inline = Run | Mark | Tick | Large | Aside | Picture
"""What stands in a paragraph."""


@dataclass(frozen=True)
class Figures:
    """The numbers of a list, or of a part of it: wherever the list goes on, it has the same name."""

    name: str
    start: int


Side = Literal["top", "left", "bottom", "right"]
Align = Literal["top", "bottom"]


@dataclass(frozen=True)
class Rule:
    """A line along a side of a cell: its width in points, its colour as `0E4A3D`."""

    width: float
    colour: str
    style: Literal["solid", "dashed"] = "solid"


@dataclass(frozen=True)
class Cell:
    """How a cell of a table looks: the lines along its sides, its padding in millimetres, where its text stands."""

    rules: Mapping[Side, Rule] = field(default_factory=dict)
    padding: tuple[float, float, float, float] = (0, 0, 0, 0)
    """Above, at the right, below, at the left."""
    align: Align = "top"


@dataclass(frozen=True)
class Row:
    """A row of a table, at least `height` millimetres high, or `exactly`; one that heads the columns comes again."""

    cells: tuple[Cell, ...]
    height: float = 0
    exactly: bool = False
    heads: bool = False
    leads: bool = False
    """Whether it stays with what follows: the next row, or what stands below the table."""
    apart: bool = False
    """Whether it may begin or end a sheet for itself, as many lines to write on do."""


_TEMPLATES = Path(__file__).parent / "templates"
_GREEN, _EDGE, _PALE = "0E4A3D", "66796F", "C8D4CD"
_FRAME, _SILL, _CUT = Rule(1.4, _GREEN), Rule(6, _GREEN), Rule(0.6, _EDGE, "dashed")
_SHORT_TABLE = 8
"""Up to so many rows, a table stays on its page."""
_SHORT_TABLE_TO_FILL = 4
"""The same of one with blanks: long answers make its rows several times as high."""
_SHORT_CHOICE = 6
"""Up to so many boxes that follow each other, such as the options of a choice, stay on one page."""
_SHORT_FORM = 5
"""Up to so many lines to fill in that follow each other stay on one page."""
_ONE_LINE = 90
"""So many characters of a text fit on a line."""
_LIST = 3
"""So many boxes that follow each other are a list, which its introduction leads."""
_MANY = 3
"""Room for so many lines is not alone where it stands."""
_LAST = 3
"""So many nodes or rows that end a sheet stay together, so that what is left for the last page is more than a line."""
_POSTER: tuple[dict[str, float], ...] = (
    {
        "title": 54,
        "text": 20,
        "label": 14,
        "answer": 18,
        "small": 13,
        "above_answer": 15,
        "above_small": 10,
        "line": 22,
        "small_line": 16,
    },
    {
        "title": 40,
        "text": 15,
        "label": 11,
        "answer": 13,
        "small": 11,
        "above_answer": 4,
        "above_small": 4,
        "line": 14,
        "small_line": 12,
    },
)
"""Of a poster in one language and in two, in points: letters, and the room above an answer, clear of the rule of the
row before; in millimetres: how high a line to fill in is.

With them it fills its sheet, and a line more of an answer takes no other: letters cannot be made smaller by the length
of what is typed, as in the PDF file.
"""
_BELOW_LINE = 4
"""Millimetres: from a line to sign on to the label of another below it, which would seem a word on it."""
_ASCENT = 0.95
"""From the top of a line down to its letters' foot, in sizes of the letters: of Calibri, and of Carlito."""
_POSTER_LABELS = (53, 45)
"""Millimetres: of the labels of a poster in one language and in two."""
DOTS = "…" * 11
"""What an empty blank shows in a text, also when printed: one more, and in one of two columns it is parted."""
LINE = "\u00a0" * 5
"""What an empty blank shows where a line is drawn below it."""
_LINED = (
    "Cell",
    "CellRoom",
    "Column",
    "LastRoom",
    "LowRoom",
    "PosterRoom",
    "PosterSmallRoom",
    "Room",
)
"""Styles in which a blank that stands alone has a line below it."""
_GUTTER, _PAGE_NUMBER = 6, 30
"""Millimetres: between two languages, of the number of the page."""
_LABELS, _AFTER_LABEL = 48, 3
"""Millimetres: of the labels of lines to fill in, from them to the line."""
_LABEL = 5
"""Millimetres: how high a label is in each language."""
_ONE_LABEL = 26
"""So many letters of a label fit on a line; a narrow one is half a letter."""
_NARROW = re.compile(r"[fijlrtI ,.()’'\u00a0\u202f]")
LABELS = _LABELS + _AFTER_LABEL
"""Millimetres: where lines to fill in begin, beside their labels."""
ROOM = 8.5
"""Millimetres from one rule to write on to the next."""
_ROOM_IN_CELL = 7.6
"""How high, in millimetres, a row of a table is at least that is written in."""
CARD_MARGIN = 8
"""Millimetres above a sheet of cards, and beside it."""
_ALWAYS_LED = (FieldLines, Signatures, ToSign, Twins)
"""What stays with the text above it."""
_Drawn = Node | FieldLines | SideBySide
KEEPING = ("Heading", "Clause", "Introduction")
"""Styles that stay with what follows: in a row that is not parted they do so anyhow, and would hold the next row."""
_QUOTE = {'"': "&quot;"}
"""What `escape` leaves, and an attribute cannot hold."""
_STYLES = {Role.ADDRESS: "Address", Role.QUESTION: "Introduction", Role.CUT: "Cut"}
"""The style of a paragraph whose languages stand below each other."""


def filled(template: str, changes: Mapping[str, str] = MappingProxyType({}), /, **values: object) -> str:
    """A part of a file as it stands in `templates/`, with some of its text changed and its `$places` filled.

    Raises `ValueError` when what is to be changed does not stand there.
    """
    text = (_TEMPLATES / template).read_text("utf-8")
    for old, new in changes.items():
        if old not in text:
            raise ValueError(f"{template} has no {old}")
        text = text.replace(old, new)
    return Template(text).substitute({name: escape(str(value), _QUOTE) for name, value in values.items()})


def in_one_line(text: Text) -> Runs:
    """The runs of all languages after each other."""
    return chained([(words,) for words in text], " / ")


def unbroken(text: Text) -> Text:
    """A text in which no line ends: the end of a short answer would stand beside the box of the next."""
    return tuple(
        replace(each, runs=tuple(run.replace(" ", "\u00a0") if isinstance(run, str) else run for run in each.runs))
        for each in text
    )


def in_lines(text: Text) -> Runs:
    """The runs of all languages, each on a line of its own."""
    return chained([(words,) for words in text], Break())


def shown_empty(style: str, pieces: Sequence[Inline]) -> str:
    """What the empty blanks of a paragraph show."""
    return LINE if style in _LINED and _is_blank(pieces) else DOTS


def _is_blank(pieces: Sequence[Inline]) -> bool:
    """Whether nothing but a blank stands there."""
    if len(pieces) == 1 and isinstance(pieces[0], Words):
        return _is_blank(pieces[0].runs)
    return len(pieces) == 1 and isinstance(pieces[0], Blank)


def _beside(text: Text) -> Iterator[Inline]:
    """The runs of all languages, the second at the tab stop of its column: what is short needs no table."""
    for words in text:
        yield from (words,) if words is text[0] else (Mark.TAB, words)


def colon_after(text: Text) -> str:
    """The colon after the runs of all languages, as the last of them writes it."""
    return colon(text[-1].language)


class OfficeText(ABC, Generic[Place]):
    """Draws one paper into one text."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.entries = {entry.id: entry for entry in paper.entries}
        self.is_card = any(isinstance(node, Card) for node in paper.nodes)
        wide = paper.orientation is Orientation.LANDSCAPE
        self.sheet = (297, 210) if wide else (210, 297)
        self.sides = (CARD_MARGIN, CARD_MARGIN) if self.is_card else (16, 14) if paper.dense else (24, 20)
        """The margins at the left and at the right, in millimetres."""
        self.width = self.sheet[0] - sum(self.sides)
        self.second = (self.width + _GUTTER) / 2
        """Where the second of two languages begins, in millimetres from the left."""
        self.edge = 5 if wide else 0
        """Millimetres: how much nearer to the edge text and head are than on an upright sheet."""
        self.foot = 7 if wide else 10
        """Millimetres: from the edge to the foot; with 12 a last line to fill in stood a millimetre above it."""
        self.gap: float = 2.5 if wide else 6
        """Millimetres: from the text to head and foot."""
        self.below_head = 0.6 * self.gap
        """Millimetres: how much of it is below a head, however many lines this has."""
        self.poster = _with_labels(_POSTER[len(paper.languages) - 1])
        self.stays = False
        """Whether what is drawn stays with what follows, such as lines to fill in."""
        self.ends = False
        """Whether nothing follows on this sheet."""
        self.parted = False
        """Whether a new sheet follows with every answer."""
        self.above_heading = False
        self.below_table = self.above_space = False
        """Whether this is, or what follows begins with, a text whose style has the space below a table."""
        self.above_text = False
        """Whether what follows begins with a paragraph with every answer."""
        self.lists = 0
        self.going_on: dict[Language, Figures] = {}
        """What a list with numbers would go on with, in each language."""
        self.asked: dict[Language, str] = {}
        """The list that counts the questions, in each language."""

    # ---- what each format knows

    @abstractmethod
    def paragraph(self, place: Place, style: str, *pieces: Inline, level: int = 0) -> None:
        """Writes a paragraph; one with a `level` is a heading."""

    @abstractmethod
    def items(
        self,
        place: Place,
        items: Sequence[Sequence[Run]],
        marker: Marker | Figures,
        *,
        leads: Sequence[bool] = (),
    ) -> None:
        """Writes a list, with numbers or with the sign of its marker.

        No item has a number of its own: without one of them, the others have new numbers, also where the list went on
        in another cell. An item that `leads` stays with the next.
        """

    @abstractmethod
    def counted(self, place: Place, style: str, name: str, words: Words) -> None:
        """Writes a paragraph that begins with its number in the list of this name; it looks as if it were typed."""

    @abstractmethod
    def clause(self, place: Place, number: Words, title: Words, level: int) -> None:
        """Writes the heading of a clause, which its style counts: without one of them, the others have new numbers."""

    @abstractmethod
    def table(self, place: Place, widths: Sequence[float], rows: Sequence[Row]) -> list[list[Place]]:
        """Writes a table with columns so wide in millimetres, and returns its empty cells."""

    @abstractmethod
    def columns(self, count: int) -> Place:
        """The place of what follows in so many columns."""

    # ---- the whole

    def draw(self, body: Place) -> None:
        """Draws all nodes; in a dense paper title and key over the whole width, the tasks in two columns."""
        place, count = body, 1
        nodes = list(grouped(self.paper.nodes))
        for index, node in enumerate(nodes):
            wanted = 2 if self.paper.dense and not _takes_the_width(node) else 1
            if wanted != count:
                place, count = self.columns(wanted), wanted
            self._draw_in_turn(nodes, index, place)

    def _draw_in_turn(self, nodes: Sequence[_Drawn], index: int, place: Place) -> None:
        """Draws one of the nodes, which may have to stay with those that follow."""
        following = _on_this_sheet(nodes[index + 1 :])
        self.stays, self.ends = _stays(nodes[:index], nodes[index], following), not following
        next_one = nodes[index + 1] if index + 1 < len(nodes) else None
        self.parted = isinstance(next_one, NewPage) and next_one.counted
        self.above_heading = isinstance(next_one, Heading)
        self.below_table = _is_below_table(nodes, index)
        self.above_space = _is_below_table(nodes, index + 1)
        boxes_stay = isinstance(next_one, (Box, Group)) and self.paper.by_hand
        self.above_text = isinstance(next_one, (Heading, Table, Picture)) or boxes_stay
        self._draw(nodes[index], place)

    def draw_head(self, place: Place) -> None:
        """Draws what stands above each page."""
        stage = [Break(), *in_one_line(self.paper.stage)] if self.paper.stage else []
        self.paragraph(place, "Header", Strong((*in_one_line(self.paper.kind), f" · {self.paper.title}")), *stage)

    def draw_foot(self, place: Place) -> None:
        """Draws what stands below each page."""
        before, between = self.paper.page_of
        has_poster = any(isinstance(node, Poster) for node in self.paper.nodes)  # it goes its own way, but would count
        numbers = () if has_poster else (before, Mark.PAGE, between, Mark.PAGES)
        text = (f"{self.paper.guide}. ", *in_one_line(self.paper.version), ". ", *in_one_line(self.paper.publisher))
        text += (f", {self.paper.address}",) if self.paper.address else ()
        above: dict[Side, Rule] = {"top": Rule(0.5, _PALE)}
        look = Row((Cell(above, (1.5, _GUTTER, 0, 0)), Cell(above, (1.5, 0, 0, 0))))
        ((words, number),) = self.table(place, (self.width - _PAGE_NUMBER, _PAGE_NUMBER), [look])
        self.paragraph(words, "Footer", *text)
        self.paragraph(number, "PageNumber", *numbers)
        self.paragraph(place, "ThinEnd")

    def _table(
        self,
        place: Place,
        widths: Sequence[float],
        looks: Sequence[Row],
        held: Sequence[bool] = (),
        *,
        plain: bool = False,
    ) -> list[list[Place]]:
        """A table, some of whose rows are `held` by the next, and below it a thin paragraph: else two would become one.

        A `plain` one, without rules, needs none above a text, and none does above a heading, nor a table of the paper
        above a text: with it LibreOffice may leave the next heading, or one on the next sheets, alone at the foot.

        At the end of a sheet this is next to nothing, or the paragraph that begins the next one: below a table that
        fills the sheet there is no room.
        """
        last = len(looks) - 1
        kept = [index < len(held) and held[index] for index in range(len(looks))]
        kept[last] = self.stays or (kept[last] and self.ends)  # by the thin paragraph: alone, it would be a sheet
        rows = [replace(look, leads=each) for look, each in zip(looks, kept, strict=True)]
        cells = self.table(place, widths, rows)
        if not (self.parted or self.above_heading or self.above_space or (plain and self.above_text)):
            self.paragraph(place, "ThinLead" if self.stays else "ThinEnd" if self.ends else "Thin")
        return cells

    # ---- nodes

    @singledispatchmethod
    def _draw(self, node: object, place: Place) -> None:
        raise TypeError(f"Word and OpenDocument texts cannot hold a {type(node).__name__}")

    @_draw.register
    def _draw_side_by_side(self, node: SideBySide, place: Place) -> None:
        look = Row((Cell(padding=(0, _GUTTER, 0, 0)), Cell()))
        self.stays |= node.leads
        held = [each or (self.ends and index >= len(node.rows) - _LAST) for index, each in enumerate(node.held)]
        cells = self._table(place, (self.second, self.width - self.second), [look] * len(node.rows), held, plain=True)
        self.stays = False
        for places, row in zip(cells, node.rows, strict=True):
            for cell, nodes in itertools.zip_longest(places, row, fillvalue=()):
                for each in nodes:
                    self._draw(each, cell)

    @_draw.register
    def _draw_heading(self, node: Heading, place: Place) -> None:
        if node.number:
            for number, words in zip(node.number, node.text, strict=True):
                self.clause(place, number, words, node.level)
        elif node.level == 1:
            self.paragraph(place, "Title", *in_lines(node.text), level=1)
        else:
            self.paragraph(place, f"Heading{node.level}", *_beside(node.text), level=node.level)

    @_draw.register
    def _draw_paragraph(self, node: Paragraph, place: Place) -> None:
        if node.number:
            for name, words in self._numbered(node.text, node.number, self.asked):
                is_last = words.language is node.text[-1].language
                self.counted(place, "Introduction" if is_last else "IntroductionAbove", name, words)
            return
        if style := _STYLES.get(node.role):
            line = (" ", Mark.TAB) if node.role is Role.CUT else ()
            self.paragraph(place, style, *in_lines(node.text), *line)
            return
        # what ends a sheet is not parted: two of its lines would be a sheet of their own
        plain = "Ending" if self.ends else "Normal"
        style = "Small" if node.role is Role.SMALL else "Introduction" if leads(node) or self.stays else plain
        for words in node.text:
            self.paragraph(place, "BelowTable" if self.below_table else style, words)

    @_draw.register
    def _draw_items(self, node: Items, place: Place) -> None:
        texts = [item.text for nodes in node.items for item in nodes if isinstance(item, Paragraph)]
        marker = self._figures(texts, node.start) if node.marker is Marker.NUMBER else node.marker
        self.items(place, [in_lines(text) for text in texts], marker, leads=_held(len(texts)))

    def _figures(self, texts: Sequence[Text], start: int) -> Figures:
        """The numbers of a list with these items: it goes on with the last one in its language, or is a new one."""
        language = texts[0][0].language
        figures = self.going_on.get(language)
        if start == 1 or figures is None or figures.start != start:
            self.lists += 1
            figures = Figures(f"List-{self.lists}", start)
        self.going_on[language] = replace(figures, start=start + len(texts))
        return figures

    def _numbered(self, text: Text, number: int, lists: dict[Language, str]) -> Iterator[tuple[str, Words]]:
        """The languages of a text with this number, each after the list that counts it; the first begins the lists."""
        for words in text:
            if number == 1:
                self.lists += 1
                lists[words.language] = f"Counted-{self.lists}"
            yield lists[words.language], words

    @_draw.register
    def _draw_pairs(self, node: Pairs, place: Place) -> None:
        for name, meaning in node.pairs:
            text = [item.text for item in meaning if isinstance(item, Paragraph)]
            self.paragraph(place, "Small", Strong(in_one_line(name)), colon_after(name), *in_one_line(text[0]))

    @_draw.register
    def _draw_table(self, node: Table, place: Place) -> None:
        self.paragraph(place, "Caption", *in_lines(node.caption))
        widths = [self.width * width / sum(node.widths) for width in node.widths]
        looks = [Row(_cells_of_table(len(widths), Rule(1.2, _GREEN)), heads=True)]
        look = _cells_of_table(len(widths), Rule(0.6, _EDGE))
        looks += [Row(look, _ROOM_IN_CELL if any(map(_has_blank, row)) else 0) for row in node.rows]
        most = _SHORT_TABLE_TO_FILL if any(_has_blank(text) for row in node.rows for text in row) else _SHORT_TABLE
        held = (True, *_held(len(node.rows), most))
        rows = zip(self._table(place, widths, looks, held), (node.columns, *node.rows), strict=True)
        lists: dict[Language, str] = {}
        for number, (cells, texts) in enumerate(rows):
            headed = number <= len(node.rows) - node.blank
            for column, (cell, text) in enumerate(zip(cells, texts, strict=True)):
                if node.numbered and number and headed and not column:
                    for name, words in self._numbered(text, number, lists):
                        self.counted(cell, "Column", name, words)
                else:
                    heads = number == 0 or (headed and column == 0 and not _has_blank(text))
                    self._draw_cell(cell, "Column" if heads else "Cell", text)

    def _draw_cell(self, cell: Place, style: str, text: Text) -> None:
        """A blank beside which the cell holds more has a line of its own to write on; the last has that of its row."""
        parts = [
            Words(words.language, tuple(runs))
            for words in text
            for _, runs in itertools.groupby(words.runs, lambda run: isinstance(run, Blank))
        ]
        if len(parts) == 1 or not _has_blank(text):
            self.paragraph(cell, style, *in_lines(text))
            return
        for part in parts:
            room = "LastRoom" if part is parts[-1] else "CellRoom"
            self.paragraph(cell, room if _is_blank((part,)) else style, part)

    @_draw.register
    def _draw_picture(self, node: Picture, place: Place) -> None:
        self.paragraph(place, "Picture", node)
        self.paragraph(place, "Small", *in_lines(node.caption))

    @_draw.register
    def _draw_group(self, node: Group, place: Place) -> None:
        boxes = [each for each in node.nodes if isinstance(each, Box)] if node.name == "short-choice" else []
        if not node.name.endswith("choice"):
            nodes = list(grouped(node.nodes))
            for index in range(len(nodes)):
                self._draw_in_turn(nodes, index, place)
            return
        others = [each for each in node.nodes if each not in boxes]
        options = [each for each in others if isinstance(each, Box)]
        for each in others:
            if each in options:
                self._draw_option(options, options.index(each), place)
            else:
                self._draw(each, place)
        if boxes:  # short answers stand beside each other
            pieces = ((Tick(box.entry), "\u00a0", *in_lines(unbroken(box.text)), "\u2003\u2003") for box in boxes)
            style = "Introduction" if self.stays else "Normal"
            self.paragraph(place, style, *itertools.chain.from_iterable(pieces))

    def _draw_option(self, options: Sequence[Box], index: int, place: Place) -> None:
        leads = (*_held(len(options), _SHORT_CHOICE), self.stays)
        style, box = "BoxLead" if leads[index] else "Box", options[index]
        beside = self.paper.by_hand and all(map(_is_short, options))
        self.paragraph(place, style, Tick(box.entry), Mark.TAB, *_beside(box.text) if beside else in_lines(box.text))

    @_draw.register
    def _draw_box(self, node: Box, place: Place) -> None:
        """What more is told of a task is in its paragraph: LibreOffice does not hold a heading to four that follow."""
        text: Sequence[Inline] = in_lines(node.text)
        if node.more:
            first = text if self.paper.dense else (Strong(in_lines(node.text)),)
            text = (*first, Break(), Aside(in_one_line(node.more)))
        self.paragraph(place, "BoxLead" if self.stays else "Box", Tick(node.entry), Mark.TAB, *text)

    @_draw.register
    def _draw_field_lines(self, node: FieldLines, place: Place) -> None:
        """A label stands beside the first line of its answer, low enough for the rule below.

        A row of one line has no room for this beside a long label: both stand at its foot until there is an answer.
        """
        looks = []
        for line in node.lines:
            align: Align = "top" if line.rows > 1 or _fits(line) else "bottom"
            rule = Cell({"bottom": Rule(0.75, _EDGE)}, align=align)
            looks.append(Row((_label(align), rule), ROOM * line.rows, apart=line.rows >= _MANY))
        held = [each and not row.apart for each, row in zip(_held(len(looks), _SHORT_FORM), looks, strict=False)]
        cells = self._table(place, _beside_labels(self.width), looks, held)
        for (label, room), line in zip(cells, node.lines, strict=True):
            self.paragraph(label, "LowLabel" if _fits(line) else "Label", *in_lines(line.label))
            self.paragraph(room, "LowRoom" if line.rows > 1 or _fits(line) else "Room", self._blank_of(line))
            for _ in range(line.rows - 1):
                self.paragraph(room, "Ruled")

    @_draw.register
    def _draw_twins(self, node: Twins, place: Place) -> None:
        """Each is in a cell below its label, whose rules go with its answer: one may be there without the other."""
        look = Row((Cell(padding=(0, _GUTTER, 0, 0)), Cell()))
        (rooms,) = self._table(place, (self.second, self.width - self.second), [look], plain=True)
        for room, line in zip(rooms, node.lines, strict=True):
            self.paragraph(room, "Label", *in_lines(line.label))
            self.paragraph(room, "LowRoom", self._blank_of(line))
            for row in range(line.rows):
                self.paragraph(room, "Ruled" if row + 1 < line.rows else "LastRuled")

    @_draw.register
    def _draw_to_sign(self, node: ToSign, place: Place) -> None:
        """Each line is the lower edge of a cell."""
        line = Cell({"bottom": Rule(0.75, _EDGE)})
        if len(node.lines) == 1:
            row = Row((_label("bottom"), line), node.room)
            ((label, room),) = self._table(place, _beside_labels(self.width), [row])
            self._draw_line_to_sign(node.lines[0], label, room)
            return
        half = (self.width - _GUTTER) / 2
        count = -(-len(node.lines) // 2)
        height = node.room + _LABEL * len(node.lines[0].label)
        lower = Cell(line.rules, padding=(_BELOW_LINE, 0, 0, 0))
        looks = [Row((line, Cell(), line), height), *[Row((lower, Cell(), lower), height + _BELOW_LINE)] * (count - 1)]
        cells = self._table(place, (half, _GUTTER, half), looks, [True] * (count - 1))
        rooms = itertools.chain.from_iterable((left, right) for left, _, right in cells)
        for room, each in zip(rooms, node.lines, strict=False):
            self._draw_line_to_sign(each, room, room)

    def _draw_line_to_sign(self, line: FieldLine, label: Place, room: Place) -> None:
        self.paragraph(label, "Label", *in_lines(line.label))
        self.paragraph(room, "Room", self._blank_of(line))

    def _blank_of(self, line: FieldLine) -> Inline:
        """The blank of a line, in the language of its answer when this is not that of the whole paper."""
        blank = Blank(line.entry)
        return blank if line.language in (None, self.paper.languages[0]) else Words(line.language, (blank,))

    def _blanks_of_each(self, line: FieldLine) -> Sequence[Inline]:
        """The blanks of a line in each language, where its answer has an entry for each; else its own."""
        in_each = self.entries[line.entry].in_each
        if in_each is None:
            return (Blank(line.entry),)
        return tuple(Words(language, (Blank(in_each[language]),)) for language in self.paper.languages)

    def _draw_poster_lines(self, poster: Poster, place: Place) -> None:
        """The lines, and in line with them the code."""
        lines = [(line, "", self.poster["line"], line.rows > 1) for line in poster.occasion]  # a hall has an address
        lines += [(line, "Small", self.poster["small_line"], False) for line in poster.lines]
        looks = []
        for *_, height, has_two_lines in lines:
            align: Align = "top" if has_two_lines else "bottom"
            looks.append(Row((_label(align), Cell({"bottom": Rule(0.75, _EDGE)}, align=align)), height))
        looks.append(Row((_label("top"), Cell())))
        cells = self._table(place, _beside_labels(self.width, _POSTER_LABELS[len(self.paper.languages) - 1]), looks)
        for (label, room), (line, size, _, has_two_lines) in zip(cells, lines, strict=False):
            self.paragraph(label, f"LabelPoster{size}", *in_lines(line.label))
            for blank in self._blanks_of_each(line):
                self.paragraph(room, f"Poster{size}Room", blank)
            if has_two_lines:
                self.paragraph(room, "Ruled")
        label, room = cells[-1]
        self.paragraph(label, "LabelCode", *in_lines(poster.code.caption))
        self.paragraph(room, "PosterCode", poster.code)

    @_draw.register
    def _draw_signatures(self, node: Signatures, place: Place) -> None:
        """One big window: a pane for each who signs, and the sill."""
        count = min(2, len(node.panes))
        rows = [node.panes[start : start + count] for start in range(0, len(node.panes), count)]
        looks = [Row((half,) * count) for row in rows for half in _pane(last=row is rows[-1])]
        widths = [self.width / 2 if count == 2 else self.width * 0.6] * count
        cells = self._table(place, widths, looks, [True] * len(looks))
        upper, lower = (itertools.chain.from_iterable(cells[half::2]) for half in range(2))
        for above, below, pane in zip(upper, lower, node.panes, strict=False):
            self._draw_pane(above, below, pane, node)

    def _draw_pane(self, above: Place, below: Place, pane: Pane, node: Signatures) -> None:
        self.paragraph(above, "Function", *in_lines(pane.function))
        self.paragraph(above, "Small", *in_one_line(pane.on_behalf))
        self.paragraph(below, "Signature", *in_one_line(node.signature))
        for label, entry in ((node.name, pane.name), (node.date, pane.signed_on)):
            self.paragraph(below, "Value", *in_one_line(label), colon_after(label), Blank(entry))

    @_draw.register
    def _draw_card(self, node: Card, place: Place) -> None:
        """Two cards beside each other and two below, to cut out."""
        room = (4.5, 4.5, 0, 4.5)  # below, Word would add it to a height that is exact
        above, below = Cell({"bottom": _CUT, "right": _CUT}, room), Cell({"right": _CUT}, room)
        upper = Row((above, Cell({"bottom": _CUT}, room)), 148.5 - CARD_MARGIN, exactly=True)
        lower = Row((below, Cell({}, room)), 141, exactly=True)
        cells = self._table(place, (self.width / 2, self.width / 2), (upper, lower))
        for cell in itertools.chain.from_iterable(cells):
            self._draw_one_card(node, cell)

    def _draw_one_card(self, card: Card, cell: Place) -> None:
        self.paragraph(cell, "CardTitle", *in_one_line(card.title), level=1)
        for each in card.emergencies:
            call = (Large(each.number), "\u2003", *in_one_line(each.question), Break(), *in_one_line(each.answer))
            self.paragraph(cell, "Emergency", *call)
        self.paragraph(cell, "Heading2", *in_one_line(card.alert), level=2)
        self.items(cell, [in_one_line(step) for step in card.steps], self._figures(card.steps, 1))
        for signed, marker in ((card.never, Marker.CROSS), (card.instead, Marker.TICK)):
            items = chained([in_one_line(item) for item in signed.items], " · ")
            self.items(cell, [(Strong(in_one_line(signed.head)), colon_after(signed.head), *items)], marker)
        for line in card.lines:
            self.paragraph(cell, "Label", *in_one_line(line.label), colon_after(line.label), self._blank_of(line))

    @_draw.register
    def _draw_poster(self, node: Poster, place: Place) -> None:
        for index, words in enumerate(node.title):
            self.paragraph(place, "PosterTitle" if index else "PosterStart", words, level=1)
        for words in node.lead:
            self.paragraph(place, "PosterText", words)
        self._draw_poster_lines(node, place)
        self.paragraph(place, "PosterWelcome", *in_one_line(node.welcome))

    @_draw.register
    def _draw_new_page(self, node: NewPage, place: Place) -> None:
        self.paragraph(place, "NewPage")


def _on_this_sheet(nodes: Sequence[_Drawn]) -> Sequence[_Drawn]:
    """The nodes up to the next new sheet, which a poster begins too."""
    return list(itertools.takewhile(lambda node: not isinstance(node, (NewPage, Poster)), nodes))


def _stays(before: Sequence[_Drawn], node: _Drawn, following: Sequence[_Drawn]) -> bool:
    """Whether a node stays with what follows it on its sheet."""
    if not following:
        return False
    if sum(map(_count, following)) < _LAST and not isinstance(node, Items):
        return True
    above, below = _boxes_in(reversed(before)), _boxes_in(following)
    if isinstance(node, Box):
        count = above + 1 + below
        return below > 0 and _held(count, 0 if node.more else _SHORT_CHOICE)[above]
    if isinstance(node, Paragraph) and any(isinstance(above, Heading) for above in before[-1:]):
        is_line = all(len(str(words)) <= _ONE_LINE for words in node.text)
        if is_line or isinstance(following[0], Group):  # which introduces a choice
            return True
    is_led = isinstance(following[0], _ALWAYS_LED) or below >= _LIST
    return is_led and isinstance(node, (Paragraph, SideBySide, Group))


def _is_below_table(nodes: Sequence[_Drawn], index: int) -> bool:
    """Whether a text of one column, which nothing holds to what follows, stands below a table of the paper."""
    above, rest = nodes[max(index - 1, 0) : index], nodes[index:]
    if not (above and rest and isinstance(above[0], Table)):
        return False
    node, following = rest[0], _on_this_sheet(rest[1:])
    is_text = isinstance(node, Paragraph) and node.role is Role.PLAIN and len(node.text) == 1
    return is_text and not leads(node) and not _stays(nodes[:index], node, following)


def _count(node: _Drawn) -> int:
    """How many nodes of a paper a node is made of, or rows."""
    match node:
        case SideBySide() | Table():
            return len(node.rows)
        case FieldLines():
            return len(node.lines)
    return 1


def _boxes_in(nodes: Iterable[_Drawn]) -> int:
    """How many boxes they begin with."""
    return sum(1 for _ in itertools.takewhile(lambda node: isinstance(node, Box), nodes))


def _held(count: int, most: int = 0) -> list[bool]:
    """Of so many things that follow each other, whether each but the last stays with the next.

    None stands alone at the edge of a page: the first two and the last two stay together, and up to `most` all.

    >>> _held(5), _held(3, 6), _held(1)
    ([True, False, False, True], [True, True], [])
    """
    return [count <= most or index in (0, count - 2) for index in range(count - 1)]


def _takes_the_width(node: object) -> bool:
    """Whether a node of a dense paper stands above its columns."""
    return isinstance(node, (Pairs, NewPage)) or (isinstance(node, Heading) and node.level == 1)


def _with_labels(poster: Mapping[str, float]) -> dict[str, float]:
    """The measures of a poster, with the room above a label, in points, that sets it level with its answer."""
    above = {
        label: poster[f"above_{answer}"] + _ASCENT * (poster[answer] - poster["label"])
        for label, answer in (("label", "answer"), ("small_label", "small"))
    }
    return {**poster, **{f"above_{label}": round(points, 1) for label, points in above.items()}}


def _is_short(option: Box) -> bool:
    return not _has_blank(option.text) and all(len(str(words)) <= SHORT_OPTION for words in option.text)


def _has_blank(text: Text) -> bool:
    return any(isinstance(run, Blank) for words in text for run in words.runs)


def _cells_of_table(count: int, below: Rule) -> tuple[Cell, ...]:
    room = (0.7, 1.5, 0.7, 1.5)
    between = Cell({"left": Rule(0.6, _PALE), "bottom": below}, room)
    return (Cell({"bottom": below}, room), *[between] * (count - 1))


def _beside_labels(width: float, labels: float = _LABELS) -> tuple[float, float]:
    """How wide labels and the lines beside them are."""
    return (labels + _AFTER_LABEL, width - labels - _AFTER_LABEL)


def _fits(line: FieldLine) -> bool:
    """Whether its label, beside the first line of the answer, makes its row no higher."""
    lengths = (len(words) - len(_NARROW.findall(words)) / 2 for words in map(str, line.label))
    return sum(math.ceil(length / _ONE_LABEL) for length in lengths) <= 2 * line.rows - 1


def _label(align: Align) -> Cell:
    return Cell(padding=(0, _AFTER_LABEL, 0, 0), align=align)


def _pane(*, last: bool) -> tuple[Cell, Cell]:
    """Who signs, and the place to sign: in rows of their own, so that a long title leaves all places level."""
    sides: dict[Side, Rule] = {"left": _FRAME, "right": _FRAME}
    below: dict[Side, Rule] = {**sides, "bottom": _SILL if last else _FRAME}
    return Cell({**sides, "top": _FRAME}, (1, 4, 0, 4)), Cell(below, (0, 4, 1, 4))
