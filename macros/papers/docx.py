"""Writes papers as Word files: native styles and numbering, real boxes, values that are typed once."""

from __future__ import annotations

import datetime as dt
import io
import itertools
from functools import singledispatchmethod

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from macros.model.records import Orientation
from macros.model.typography import colon
from macros.papers import elements
from macros.papers.docx_parts import (
    check_box,
    computed,
    control,
    empty_document,
    new_numbers,
    packed,
)
from macros.papers.elements import Gap, Paper, Text, Words
from macros.rendering.qr import qr_png

Container = Document | _Cell
_GUTTER = Mm(5)
_LABELS = Mm(46)
_SEPARATOR = " / "


def word_file(paper: Paper) -> bytes:
    """The paper as a Word file."""
    return packed(_Writer(paper).document)


class _Writer:
    """Writes the elements of one paper into one document."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.entries = {entry.id: entry for entry in paper.entries}
        self.numbers = itertools.count(1001)
        self.document = empty_document(paper.languages[0], paper.entries, dense=paper.dense)
        self._set_properties()
        self._set_page()
        self._set_head_and_foot()
        for element in elements.grouped(paper.elements):
            self._write(element, self.document)
            if paper.dense and isinstance(element, elements.Key):
                self._start_columns(2)

    def _start_columns(self, count: int) -> None:
        """What follows stands in so many columns."""
        section = self.document.add_section(WD_SECTION.CONTINUOUS)
        columns = section._sectPr.find(qn("w:cols"))
        if columns is None:
            columns = OxmlElement("w:cols")
            section._sectPr.append(columns)
        columns.set(qn("w:num"), str(count))
        columns.set(qn("w:space"), str(Mm(7).twips))

    def _set_properties(self) -> None:
        properties = self.document.core_properties
        properties.title, properties.author = self.paper.title, self.paper.guide
        properties.language = self.paper.languages[0].tag
        properties.comments = properties.keywords = properties.last_modified_by = ""
        properties.created = properties.modified = dt.datetime.combine(self.paper.checked_on, dt.time())
        properties.revision = 1

    def _set_page(self) -> None:
        section = self.document.sections[0]
        width, height = Mm(210), Mm(297)
        if self.paper.orientation is Orientation.LANDSCAPE:
            section.orientation = WD_ORIENT.LANDSCAPE
            width, height = height, width
        section.page_width, section.page_height = width, height
        section.left_margin, section.right_margin = (Mm(16), Mm(14)) if self.paper.dense else (Mm(24), Mm(20))
        section.top_margin = Mm(22 if self.paper.letter else 28 if self.paper.dense else 34)
        section.bottom_margin = Mm(18 if self.paper.dense else 24)
        section.header_distance, section.footer_distance = Mm(16), Mm(12)
        self.width = Length(width - section.left_margin - section.right_margin)

    def _set_head_and_foot(self) -> None:
        section = self.document.sections[0]
        if not self.paper.letter:
            head = section.header.paragraphs[0]
            head.style = "Header"
            self._joined(head, self.paper.kind, bold=True)
            if self.paper.stage:
                head.add_run().add_break()
                self._joined(head, self.paper.stage)
        foot = section.footer.paragraphs[0]
        foot.style = "Footer"
        foot.paragraph_format.tab_stops.add_tab_stop(self.width, WD_TAB_ALIGNMENT.RIGHT)
        foot.add_run(f"{self.paper.guide}. ")
        self._joined(foot, self.paper.version)
        before, between = self.paper.page_of
        foot.add_run(f". {self.paper.address}\t{before}")
        foot._p.extend(computed("PAGE"))
        foot.add_run(between)
        foot._p.extend(computed("NUMPAGES"))

    # ---- words

    def _words(self, paragraph: DocxParagraph, words: Words, *, bold: bool = False, placeholder: str = "Dots") -> None:
        for run in words.runs:
            if isinstance(run, Gap):
                paragraph._p.append(control(self.entries[run.entry], next(self.numbers), placeholder))
            else:
                written = paragraph.add_run(run)
                written.bold = bold or None
                if words.language is not self.paper.languages[0]:
                    language = OxmlElement("w:lang")
                    language.set(qn("w:val"), words.language.tag)
                    written._r.get_or_add_rPr().append(language)

    def _joined(self, paragraph: DocxParagraph, text: Text, separator: str = _SEPARATOR, *, bold: bool = False) -> None:
        """All languages in one paragraph."""
        for index, words in enumerate(text):
            if index:
                paragraph.add_run(separator)
            self._words(paragraph, words, bold=bold)

    def _stacked(self, paragraph: DocxParagraph, text: Text, *, bold: bool = False) -> None:
        """All languages in one paragraph, each on its own line."""
        for index, words in enumerate(text):
            if index:
                paragraph.add_run().add_break()
            self._words(paragraph, words, bold=bold)

    def _paragraph(self, container: Container, style: str) -> DocxParagraph:
        """A new paragraph in the style with this id; in a new cell, its first."""
        if isinstance(container, _Cell) and container._tc.get("fresh"):
            del container._tc.attrib["fresh"]
            paragraph: DocxParagraph = container.paragraphs[0]
        else:
            paragraph = container.add_paragraph()
        paragraph._p.style = style  # python-docx would look through all styles for each paragraph
        return paragraph

    # ---- tables

    def _table(self, container: Container, widths: list[int], rows: int, style: str | None = None) -> Table:
        if isinstance(container, _Cell):
            table = container.add_table(rows, len(widths))
        else:
            table = container.add_table(rows, len(widths), style=style or "Normal Table")
        table.autofit = False
        grid = table._tbl.tblGrid
        for column, width in zip(grid.findall(qn("w:gridCol")), widths, strict=True):
            column.set(qn("w:w"), str(Length(width).twips))
        for row in table.rows:
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Length(width)
                cell._tc.set("fresh", "yes")
        return table

    def _after_table(self, container: Container, *, leads: bool = False) -> None:
        """A thin paragraph, without which two tables would become one; it stays with what the table leads to."""
        paragraph = container.add_paragraph()
        paragraph.paragraph_format.keep_with_next = leads or None
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(6)

    # ---- elements

    @singledispatchmethod
    def _write(self, element: object, container: Container) -> None:
        raise TypeError(f"a Word file cannot hold a {type(element).__name__}")

    @_write.register
    def _write_side_by_side(self, element: elements.SideBySide, container: Container) -> None:
        half = (self.width - _GUTTER) // 2
        table = self._table(container, [half + _GUTTER, half], len(element.rows))
        for row, pair in zip(table.rows, element.rows, strict=True):
            for cell, column in zip(row.cells, pair, strict=True):
                for each in column:
                    self._write(each, cell)
        self._after_table(container, leads=element.leads)

    @_write.register
    def _write_heading(self, element: elements.Heading, container: Container) -> None:
        for words in element.text:
            self._words(self._paragraph(container, f"Heading{element.level}"), words)

    @_write.register
    def _write_paragraph(self, element: elements.Paragraph, container: Container) -> None:
        for words in element.text:
            paragraph = self._paragraph(container, "Normal")
            paragraph.paragraph_format.keep_with_next = elements.leads(element) or None
            self._words(paragraph, words)

    @_write.register
    def _write_items(self, element: elements.Items, container: Container) -> None:
        number = new_numbers(self.document, element.start) if element.ordered else None
        for item in element.items:
            for words in item:
                paragraph = self._paragraph(container, "ListNumber" if element.ordered else "ListBullet")
                if number:
                    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
                self._words(paragraph, words)

    @_write.register
    def _write_address(self, element: elements.Address, container: Container) -> None:
        for line in element.lines:
            self._stacked(self._paragraph(container, "Address"), line)
        container.paragraphs[-1].paragraph_format.space_after = Pt(12)

    @_write.register
    def _write_box(self, element: elements.Box, container: Container) -> None:
        self._box(container, element)

    def _box(self, container: Container, element: elements.Box | elements.Task, *, bold: bool = False) -> DocxParagraph:
        paragraph = self._paragraph(container, "Box")
        paragraph._p.append(check_box(self.entries[element.entry], next(self.numbers)))
        paragraph.add_run("\t")
        self._stacked(paragraph, element.text, bold=bold)
        return paragraph

    @_write.register
    def _write_choice(self, element: elements.Choice, container: Container) -> None:
        question = self._paragraph(container, "Normal")
        question.paragraph_format.keep_with_next = True
        self._stacked(question, element.question)
        if element.short:
            paragraph = self._paragraph(container, "Normal")
            for option in element.options:
                paragraph._p.append(check_box(self.entries[option.entry], next(self.numbers)))
                paragraph.add_run("\u00a0")  # a box stays with its text
                self._stacked(paragraph, option.text)
                paragraph.add_run("     ")
        else:
            for option in element.options:
                self._write(option, container)

    @_write.register
    def _write_lines(self, element: elements.Lines, container: Container) -> None:
        table = self._table(container, [_LABELS, self.width - _LABELS], len(element.lines))
        for row, line in zip(table.rows, element.lines, strict=True):
            row.height = Mm(9) * max(1, line.rows)
            label, value = row.cells
            self._stacked(self._paragraph(label, "FieldLabel"), line.label)
            self._value(value, line.entry)
            place = WD_ALIGN_VERTICAL.BOTTOM if line.rows == 1 else WD_ALIGN_VERTICAL.TOP
            label.vertical_alignment = value.vertical_alignment = place
        self._after_table(container)

    def _value(self, cell: _Cell, entry: str) -> None:
        """A cell with a line below it, to hold the value of an entry."""
        cell._tc.get_or_add_tcPr().append(
            parse_xml(
                f'<w:tcBorders {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="0" w:color="66796F"/>'
                "</w:tcBorders>"
            )
        )
        paragraph = self._paragraph(cell, "FieldValue")
        paragraph._p.append(control(self.entries[entry], next(self.numbers), "Line"))

    @_write.register
    def _write_grid(self, element: elements.Grid, container: Container) -> None:
        self._stacked(self._paragraph(container, "Caption"), element.caption)
        share = self.width // sum(element.widths)
        table = self._table(
            container, [share * width for width in element.widths], 1 + len(element.rows), "Paper table"
        )
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        for side, set_off in (("firstRow", "1"), ("firstColumn", "1"), ("noHBand", "1"), ("noVBand", "1")):
            look.set(qn(f"w:{side}"), set_off)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, column in zip(table.rows[0].cells, element.columns, strict=True):
            self._stacked(self._paragraph(cell, "Cell"), column)
        for row, cells in zip(table.rows[1:], element.rows, strict=True):
            row.height = Mm(7.6)
            for cell, text in zip(row.cells, cells, strict=True):
                alone = len(text) == 1 and all(isinstance(run, Gap) for run in text[0].runs)
                paragraph = self._paragraph(cell, "Cell")
                if alone:
                    self._words(paragraph, text[0], placeholder="Line")
                else:
                    self._stacked(paragraph, text)
        self._after_table(container)

    @_write.register
    def _write_signatures(self, element: elements.Signatures, container: Container) -> None:
        columns = min(2, len(element.panes))
        width = self.width // 2 if columns == 2 else self.width * 6 // 10
        rows = [element.panes[start : start + columns] for start in range(0, len(element.panes), columns)]
        table = self._table(container, [width] * columns, len(rows))
        _draw_borders(table, sill=True)
        for row, panes in zip(table.rows, rows, strict=True):
            for cell, pane in zip(row.cells, panes, strict=False):
                self._pane(cell, pane, element)
        self._after_table(container)

    def _pane(self, cell: _Cell, pane: elements.Pane, element: elements.Signatures) -> None:
        function = self._paragraph(cell, "Function")
        self._stacked(function, pane.function)
        behalf = self._paragraph(cell, "SmallText")
        self._stacked(behalf, pane.on_behalf)
        sign = self._paragraph(cell, "SmallText")
        self._joined(sign, element.signature)
        sign.paragraph_format.space_after = Mm(24)
        paragraphs = [function, behalf, sign]
        for label, entry in ((element.name, pane.name), (element.date, pane.signed_on)):
            line = self._paragraph(cell, "FieldValue")
            self._joined(line, label)
            line.add_run(colon(self.paper.languages[0]))
            line._p.append(control(self.entries[entry], next(self.numbers), "Dots"))
            paragraphs.append(line)
        for paragraph in paragraphs:
            paragraph.paragraph_format.left_indent = Mm(4)
            paragraph.paragraph_format.keep_with_next = True

    @_write.register
    def _write_key(self, element: elements.Key, container: Container) -> None:
        for _, name, meaning in element.levels:
            paragraph = self._paragraph(container, "SmallText")
            for index, (each, means) in enumerate(zip(name, meaning, strict=True)):
                if index:
                    paragraph.add_run(_SEPARATOR)
                self._words(paragraph, each, bold=True)
                paragraph.add_run(colon(each.language))
                self._words(paragraph, means)

    @_write.register
    def _write_task(self, element: elements.Task, container: Container) -> None:
        box = self._box(container, element, bold=not self.paper.dense)
        box.paragraph_format.keep_with_next = True
        more = self._paragraph(container, "SmallText")
        more.paragraph_format.left_indent = Mm(7.5)
        self._joined(more, element.level_name)
        more.add_run(" · ")
        self._joined(more, element.roles)

    @_write.register
    def _write_new_page(self, element: elements.NewPage, container: Container) -> None:
        if self.paper.dense:
            self._start_columns(1)
        self._paragraph(container, "SmallText").paragraph_format.page_break_before = True

    @_write.register
    def _write_card(self, element: elements.Card, container: Container) -> None:
        """Two cards beside each other and two below, to cut out."""
        section = self.document.sections[0]
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(8)
        section.header.is_linked_to_previous = True
        section.footer.is_linked_to_previous = True
        table = self._table(container, [Mm(97), Mm(97)], 2)
        _draw_borders(table, style="dashed", inside_only=True)
        for row in table.rows:
            row.height = Mm(133)
            for cell in row.cells:
                self._card(cell, element)
        self._after_table(container)

    def _card(self, cell: _Cell, card: elements.Card) -> None:
        title = self._paragraph(cell, "Heading1")
        self._joined(title, card.title)
        emergency = self._paragraph(cell, "Emergency")
        number = emergency.add_run(f"{card.number}  ")
        number.font.size = Pt(32)
        self._joined(emergency, card.question, bold=True)
        emergency.add_run().add_break()
        self._joined(emergency, card.answer)
        self._joined(self._paragraph(cell, "Heading2"), card.alert)
        start = new_numbers(self.document, 1)
        for step in card.steps:
            paragraph = self._paragraph(cell, "ListNumber")
            paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = start
            self._joined(paragraph, step)
        never = self._paragraph(cell, "Normal")
        self._joined(never, card.never, bold=True)
        never.add_run(" ")
        self._joined(never, card.instead)
        for line in card.lines:
            paragraph = self._paragraph(cell, "FieldLabel")
            self._joined(paragraph, line.label)
            paragraph.add_run(colon(self.paper.languages[0]))
            paragraph._p.append(control(self.entries[line.entry], next(self.numbers), "Dots"))
        for paragraph in cell.paragraphs:
            numbered = paragraph.style is not None and paragraph.style.style_id == "ListNumber"
            paragraph.paragraph_format.left_indent = Mm(11 if numbered else 5)
            paragraph.paragraph_format.right_indent = Mm(5)
        title.paragraph_format.space_before = Mm(5)
        for run in title.runs:
            run.font.size = Pt(22)

    @_write.register
    def _write_poster(self, element: elements.Poster, container: Container) -> None:
        for index, words in enumerate(element.title):
            paragraph = self._paragraph(container, "PosterTitle")
            paragraph.paragraph_format.page_break_before = index == 0 or None
            self._words(paragraph, words)
        for words in element.lead:
            self._words(self._paragraph(container, "PosterText"), words)
        self._write(elements.Lines(element.lines), container)
        picture = self._paragraph(container, "Normal")
        picture.paragraph_format.keep_with_next = True
        shape = picture.add_run().add_picture(io.BytesIO(qr_png(element.address)), width=Mm(30))
        shape._inline.docPr.set("descr", element.alternative)
        shape._inline.docPr.set("name", "QR")
        self._joined(self._paragraph(container, "SmallText"), element.caption)
        self._joined(self._paragraph(container, "PosterText"), element.welcome)


def _draw_borders(table: Table, *, style: str = "single", sill: bool = False, inside_only: bool = False) -> None:
    """Gives a table the borders of a window with its sill, or lines to cut along."""
    sides = ("insideH", "insideV") if inside_only else ("top", "left", "bottom", "right", "insideH", "insideV")
    drawn = "".join(
        f'<w:{side} w:val="{style}" w:sz="{48 if sill and side == "bottom" else 10}" w:space="0" w:color="0E4A3D"/>'
        for side in sides
    )
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    layout.addprevious(parse_xml(f"<w:tblBorders {nsdecls('w')}>{drawn}</w:tblBorders>"))
