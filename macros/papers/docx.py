"""Writes papers as Word files: native styles, numbering and tables, real boxes, values that are typed once."""

from __future__ import annotations

import datetime as dt
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Node
from docx.shared import Mm

from macros.model.language import Language
from macros.model.records import Orientation
from macros.papers.docx_parts import (
    COUNTED,
    check_box,
    clause_style,
    computed,
    control,
    element,
    empty_document,
    new_numbers,
    packed,
    twips,
)
from macros.papers.office import (
    CARD_MARGIN,
    KEEPING,
    Aside,
    Cell,
    Figures,
    Inline,
    Large,
    Mark,
    OfficeText,
    Row,
    Rule,
    Side,
    Tick,
    shown_empty,
)
from macros.papers.paper import Paper
from macros.tree.nodes import Blank, Break, LevelMark, Marker, Picture, Run, Strong, Words

_SIDES: tuple[Side, ...] = ("top", "left", "bottom", "right")
"""In the order that Word asks for."""

_SIGNS = {Marker.TICK: 3, Marker.CROSS: 4}
"""Their lists in `word/numbering.xml`; a style has the dashes."""


def word_file(paper: Paper) -> bytes:
    """The paper as a Word file."""
    return packed(_WordText(paper).document)


class _WordText(OfficeText[Node]):
    """Draws one paper into one document of python-docx."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        self.numbers = itertools.count(1001)
        self.numberings: dict[str, int] = {}
        """Those of the lists with numbers, by their names."""
        self.leading: set[Node] = set()
        """The cells whose paragraphs hold their row to what follows: in Word no table says this of its rows."""
        self.document: Document = empty_document(
            paper.languages[0],
            paper.guide,
            paper.entries_in_texts,
            dense=paper.dense,
            poster=self.poster,
            second=self.second,
            width=self.width,
            below_head=self.below_head,
        )
        self._set_properties()
        self._set_page()
        self.draw(self.document.element.body)

    def _set_properties(self) -> None:
        properties = self.document.core_properties
        properties.title, properties.author = self.paper.title, self.paper.guide
        properties.language = self.paper.languages[0].tag
        properties.comments = properties.keywords = properties.last_modified_by = ""
        properties.created = properties.modified = dt.datetime.combine(self.paper.checked_on, dt.time())
        properties.revision = 1

    def _set_page(self) -> None:
        section, dense = self.document.sections[0], self.paper.dense
        if self.paper.orientation is Orientation.LANDSCAPE:
            section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = map(Mm, self.sheet)
        section.left_margin, section.right_margin = map(Mm, self.sides)
        section.top_margin, section.bottom_margin = Mm(23 + self.gap - self.edge), Mm(16 + self.gap - self.edge)
        section.header_distance, section.footer_distance = Mm(16 - self.edge), Mm(self.foot)
        if self.is_card:
            section.top_margin, section.bottom_margin = Mm(CARD_MARGIN), Mm(5)
            return
        if dense:
            section.top_margin, section.bottom_margin = Mm(28), Mm(18)
        if self.paper.letter:
            section.top_margin = section.header_distance
        else:
            self.draw_head(_emptied(section.header._element))
        self.draw_foot(_emptied(section.footer._element))

    # ---- paragraphs, and what stands in them

    def paragraph(self, place: Node, style: str, *pieces: Inline, level: int = 0) -> None:
        """Writes a paragraph; its style says whether it is a heading."""
        self._paragraph(place, style, pieces)

    def items(
        self,
        place: Node,
        items: Sequence[Sequence[Run]],
        marker: Marker | Figures,
        *,
        leads: Sequence[bool] = (),
    ) -> None:
        """Writes a list; one with numbers has a numbering of its own, and keeps it where it goes on."""
        if isinstance(marker, Figures):
            if marker.name not in self.numberings:
                self.numberings[marker.name] = new_numbers(self.document, marker.start)
            style, numbering = "ListNumber", self.numberings.get(marker.name)
        else:
            style, numbering = "ListBullet", _SIGNS.get(marker)
        for index, item in enumerate(items):
            self._paragraph(place, style, item, numbering, leads=any(leads[index : index + 1]))

    def counted(self, place: Node, style: str, name: str, words: Words) -> None:
        """Writes a paragraph with a numbering that many have."""
        if name not in self.numberings:
            self.numberings[name] = new_numbers(self.document, 1, kind=COUNTED)
        self._paragraph(place, style, (words,), self.numberings[name])

    def clause(self, place: Node, number: Words, title: Words, level: int) -> None:
        """Writes the heading of a clause; the style of its language has the numbering."""
        self._paragraph(place, clause_style(self.document, number), (title,))

    def _paragraph(
        self, place: Node, style: str, pieces: Sequence[Inline], numbering: int | None = None, *, leads: bool = False
    ) -> None:
        looks = element("pPr", element("pStyle", val=style))
        if leads or place in self.leading:
            looks.append(element("keepNext"))
        elif place.tag == qn("w:tc") and style.startswith(KEEPING):
            looks.append(element("keepNext", val="0"))
        if place in self.leading:
            looks.append(element("keepLines"))
        if numbering is not None:
            looks.append(element("numPr", element("numId", val=numbering)))
        _add(place, element("p", looks, *self._runs(pieces, shown_empty(style, pieces))))

    def _runs(
        self, pieces: Iterable[Inline], empty: str, *, look: str = "", language: Language | None = None
    ) -> Iterator[Node]:
        for piece in pieces:
            match piece:
                case str():
                    yield self._words(piece, look, language)
                case Words():
                    yield from self._runs(piece.runs, empty, look=look, language=piece.language)
                case Strong() | Aside():
                    yield from self._runs(piece.runs, empty, look=type(piece).__name__, language=language)
                case Large():
                    yield _run(piece.number, element("rStyle", val="Large"))
                case Blank():
                    yield control(self.entries[piece.entry], next(self.numbers), empty, self._told(language))
                case Tick():
                    yield check_box(self.entries[piece.entry], next(self.numbers))
                case Picture():
                    yield self._picture(piece)
                case Break():
                    yield element("r", element("br"))
                case Mark.TAB:
                    yield element("r", element("tab"))
                case Mark.PAGE | Mark.PAGES:
                    yield computed("PAGE" if piece is Mark.PAGE else "NUMPAGES")
                case LevelMark():  # its name says the same
                    pass
                case _:
                    raise TypeError(f"a Word file cannot hold a {type(piece).__name__} in its text")

    def _words(self, words: str, look: str, language: Language | None) -> Node:
        looks = [element("rStyle", val=look)] if look else []
        if tag := self._told(language):
            looks.append(element("lang", val=tag))
        return _run(words, *looks)

    def _told(self, language: Language | None) -> str:
        """The tag of a language that must be told, since it is not that of the whole paper; else nothing."""
        return language.tag if language not in (None, self.paper.languages[0]) else ""

    def _picture(self, picture: Picture) -> Node:
        inline = self.document.part.new_pic_inline(io.BytesIO(picture.content), width=Mm(picture.width))
        for side in "TBLR":  # LibreOffice would leave room there
            inline.set(f"dist{side}", "0")
        inline.docPr.set("descr", picture.alternative)
        inline.docPr.set("name", f"Picture {inline.docPr.get('id')}")
        return element("r", element("drawing", inline))

    # ---- tables and columns

    def table(self, place: Node, widths: Sequence[float], rows: Sequence[Row]) -> list[list[Node]]:
        """Writes a table, and returns its empty cells.

        A row that stands apart is a table of its own: LibreOffice would draw the rule of the row before at the head of
        its sheet again, as a line without room to write on.
        """
        cells: list[list[Node]] = []
        for part in _tables(rows):
            if cells:
                self.paragraph(place, "ThinEnd")
            cells += self._one_table(place, widths, part)
        return cells

    def _one_table(self, place: Node, widths: Sequence[float], rows: Sequence[Row]) -> list[list[Node]]:
        """Writes a table, and returns its empty cells; where it has heads, its style says how they look."""
        headed = any(row.heads for row in rows)
        heads = "1" if headed else "0"
        look = element("tblLook", firstRow=heads, firstColumn=heads, noHBand="1", noVBand="1")
        style = [element("tblStyle", val="PaperTable")] if headed else []
        table = element("tbl", element("tblPr", *style, element("tblLayout", type="fixed"), look))
        table.append(element("tblGrid", *(element("gridCol", w=twips(width)) for width in widths)))
        cells = [
            [_cell(None if headed else cell, width) for cell, width in zip(row.cells, widths, strict=True)]
            for row in rows
        ]
        table.extend(_row(row, places) for row, places in zip(rows, cells, strict=True))
        self.leading.update(itertools.chain(*(places for row, places in zip(rows, cells, strict=True) if row.leads)))
        _add(place, table)
        return cells

    def columns(self, count: int) -> Node:
        """The body; what follows in it stands in a section with so many columns."""
        section = self.document.add_section(WD_SECTION.CONTINUOUS)
        columns = section._sectPr.find(qn("w:cols"))
        if columns is None:
            columns = element("cols")
            section._sectPr.append(columns)
        columns.set(qn("w:num"), str(count))
        columns.set(qn("w:space"), str(twips(7)))
        body: Node = self.document.element.body
        return body


def _emptied(part: Node) -> Node:
    """A head or a foot without the paragraph that python-docx puts there."""
    part[:] = []
    return part


def _add(place: Node, node: Node) -> None:
    end = place.find(qn("w:sectPr"))
    if end is None:
        place.append(node)
    else:  # the body ends with what it says of its pages
        end.addprevious(node)


def _run(words: str, *looks: Node) -> Node:
    text = element("t")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    return element("r", element("rPr", *looks), text) if looks else element("r", text)


def _tables(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows in parts: each that stands apart, and the others between them."""
    part: list[Row] = []
    for row in rows:
        if part and not part[-1].leads and (row.apart or part[-1].apart):
            yield part
            part = []
        part.append(row)
    yield part


def _row(row: Row, cells: Sequence[Node]) -> Node:
    looks = [] if row.leads else [element("cantSplit")]  # LibreOffice parts what cannot split from what it leads
    rule = {"hRule": "exact"} if row.exactly else {}
    looks += [element("trHeight", val=twips(row.height), **rule)] if row.height else []
    looks += [element("tblHeader")] if row.heads else []
    return element("tr", element("trPr", *looks), *cells)


def _cell(cell: Cell | None, width: float) -> Node:
    """A cell with a look of its own, or with that of the table's style."""
    measure = element("tcW", w=twips(width), type="dxa")
    if cell is None:
        return element("tc", element("tcPr", measure))
    above, right, below, left = map(twips, cell.padding)
    padding = {"top": above, "left": left, "bottom": below, "right": right}
    looks = [
        measure,
        element("tcBorders", *(_rule(side, cell.rules[side]) for side in _SIDES if side in cell.rules)),
        element("tcMar", *(element(side, w=size, type="dxa") for side, size in padding.items())),
        element("vAlign", val=cell.align),
    ]
    return element("tc", element("tcPr", *looks))


def _rule(side: Side, rule: Rule) -> Node:
    kind = "dashed" if rule.style == "dashed" else "single"
    return element(side, val=kind, sz=round(rule.width * 8), color=rule.colour)
