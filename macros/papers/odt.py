"""Writes papers as OpenDocument texts, straight in the terms of the format (OpenDocument 1.3).

A value typed once stands everywhere: each entry is a user field, and each blank an input of that field.
Boxes to tick are LibreOffice's content controls; where they are unknown, the drawn box remains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatchmethod
from pathlib import Path
from xml.etree import ElementTree

from macros.model.language import Language
from macros.model.records import Orientation
from macros.model.typography import colon
from macros.papers import elements
from macros.papers.elements import Gap, Paper, Text, Words
from macros.rendering.archive import zipped
from macros.rendering.qr import qr_png

DOTS = "…" * 12
"""What an empty blank shows: a field without a value could not be clicked."""
FEW_DOTS = "…" * 2
"""The same where it must fit in a cell."""
_DENSE = {
    'fo:font-size="11pt"': 'fo:font-size="8.6pt"',
    'fo:font-size="24pt"': 'fo:font-size="15pt"',
    'fo:font-size="13.5pt"': 'fo:font-size="10pt"',
    'fo:font-size="9pt" fo:color': 'fo:font-size="7.2pt" fo:color',
    'fo:margin-bottom="0.14cm"': 'fo:margin-bottom="0cm"',
    'fo:margin-top="0.56cm"': 'fo:margin-top="0.2cm"',
    'fo:margin-bottom="0.18cm"': 'fo:margin-bottom="0.06cm"',
}
"""What a dense paper changes in the styles."""
_STYLES = Path(__file__).parent / "templates" / "styles.odt.xml"
_MIME = "application/vnd.oasis.opendocument.text"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    "office": f"{_OASIS}office:1.0",
    "style": f"{_OASIS}style:1.0",
    "text": f"{_OASIS}text:1.0",
    "table": f"{_OASIS}table:1.0",
    "draw": f"{_OASIS}drawing:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    "meta": f"{_OASIS}meta:1.0",
    "manifest": f"{_OASIS}manifest:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
_SEPARATOR = " / "
Node = ElementTree.Element


def open_document(paper: Paper) -> bytes:
    """The paper as an OpenDocument text."""
    return _Writer(paper).packed()


def _name(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def _node(name: str, *children: Node | str, **attributes: str) -> Node:
    """An element; an attribute `text_style_name` stands for `text:style-name`."""
    used = {_name(key.replace("_", ":", 1).replace("_", "-")): value for key, value in attributes.items()}
    node = Node(_name(name), used)
    for child in children:
        _append(node, child)
    return node


def _append(node: Node, child: Node | str) -> None:
    if not isinstance(child, str):
        node.append(child)
    elif len(node):
        node[-1].tail = (node[-1].tail or "") + child
    else:
        node.text = (node.text or "") + child


class _Writer:
    """Writes the elements of one paper into the body of one text."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.labels = {entry.id: entry.label for entry in paper.entries}
        self.in_cells = set(_entries_in_cells(paper))
        self.pictures: dict[str, bytes] = {}
        self.automatic: dict[str, Node] = {}
        wide = paper.orientation is Orientation.LANDSCAPE
        self.margins = (8.0, 8.0) if self._is_card() else (16.0, 14.0) if paper.dense else (24.0, 20.0)
        self.width = (297 if wide else 210) - sum(self.margins)
        self.tables = self.sections = 0
        self.body = _node("office:text", self._declarations())
        into = self.body
        for element in elements.grouped(paper.elements):
            into = self._place(element, into) if paper.dense else into
            self._write(element, into)

    def _place(self, element: object, before: Node) -> Node:
        """Where an element of a dense list goes: title and key over the whole width, the tasks in two columns."""
        title = isinstance(element, elements.Heading) and element.level == 1
        if title or isinstance(element, (elements.Key, elements.NewPage)):
            return self.body
        if before is not self.body:
            return before
        self.sections += 1
        section = _node("text:section", text_name=f"List{self.sections}", text_style_name="TwoColumns")
        self.body.append(section)
        return section

    def _is_card(self) -> bool:
        return any(isinstance(element, elements.Card) for element in self.paper.elements)

    def _declarations(self) -> Node:
        return _node(
            "text:user-field-decls",
            *(
                _node(
                    "text:user-field-decl",
                    office_value_type="string",
                    office_string_value=self._dots(entry.id),
                    text_name=entry.id,
                )
                for entry in self.paper.entries
                if entry.kind is not None
            ),
        )

    # ---- words

    def _words(self, words: Words) -> Node:
        """The text of one language, tagged with it."""
        style = "French" if words.language is Language.FR else "Dutch"
        span = _node("text:span", text_style_name=style)
        for run in words.runs:
            _append(span, self._input(run.entry) if isinstance(run, Gap) else run)
        return span

    def _input(self, entry: str) -> Node:
        dots = self._dots(entry)
        return _node("text:user-field-input", dots, text_name=entry, text_description=self.labels[entry])

    def _dots(self, entry: str) -> str:
        return FEW_DOTS if entry in self.in_cells else DOTS

    def _box(self, entry: str) -> Node:
        return _node(
            "loext:content-control",
            "☐",
            loext_checkbox="true",
            loext_checked="false",
            loext_checked_state="☒",
            loext_unchecked_state="☐",
            loext_alias=self.labels[entry],
            loext_tag=entry,
        )

    def _joined(self, text: Text) -> list[Node | str]:
        """All languages in one line."""
        parts: list[Node | str] = []
        for words in text:
            parts += [_SEPARATOR] if parts else []
            parts.append(self._words(words))
        return parts

    def _stacked(self, text: Text) -> list[Node | str]:
        """All languages, each on its own line."""
        parts: list[Node | str] = []
        for words in text:
            parts += [_node("text:line-break")] if parts else []
            parts.append(self._words(words))
        return parts

    def _strong(self, text: Text) -> Node:
        return _node("text:span", *self._joined(text), text_style_name="Strong")

    def _paragraph(self, into: Node, style: str, *children: Node | str) -> Node:
        paragraph = _node("text:p", *children, text_style_name=style)
        into.append(paragraph)
        return paragraph

    def _heading(self, into: Node, style: str, level: int, *children: Node | str) -> None:
        into.append(_node("text:h", *children, text_style_name=style, text_outline_level=str(level)))

    # ---- tables

    def _table(self, into: Node, widths: Sequence[float], *, leads: bool = False) -> Node:
        self.tables += 1
        whole = f"{'Lead' if leads else 'T'}{round(sum(widths) * 10)}"
        width, keep = f"{sum(widths):.1f}mm", "always" if leads else "auto"
        kept = {"style_width": width, "table_align": "left", "fo_keep_with_next": keep}
        self._style(whole, "table", "table-properties", **kept)
        table = _node("table:table", table_name=f"Table{self.tables}", table_style_name=whole)
        table.extend(_node("table:table-column", table_style_name=self._column(width)) for width in widths)
        into.append(table)
        return table

    def _column(self, width: float) -> str:
        name = f"W{round(width * 10)}"
        self._style(name, "table-column", "table-column-properties", style_column_width=f"{width:.1f}mm")
        return name

    def _row(self, table: Node, *cells: Node, height: float = 0) -> None:
        name = f"H{round(height * 10)}"
        self._style(
            name, "table-row", "table-row-properties", style_min_row_height=f"{height:.1f}mm", fo_keep_together="always"
        )
        table.append(_node("table:table-row", *cells, table_style_name=name))

    def _cell(self, style: str) -> Node:
        return _node("table:table-cell", table_style_name=style, office_value_type="string")

    def _style(self, name: str, family: str, kind: str, **properties: str) -> None:
        if name not in self.automatic:
            style = _node("style:style", style_name=name, style_family=family)
            style.append(_node(f"style:{kind}", **properties))
            self.automatic[name] = style

    def _cell_style(self, name: str, **properties: str) -> str:
        self._style(name, "table-cell", "table-cell-properties", **properties)
        return name

    # ---- elements

    @singledispatchmethod
    def _write(self, element: object, into: Node) -> None:
        raise TypeError(f"an OpenDocument text cannot hold a {type(element).__name__}")

    @_write.register
    def _write_side_by_side(self, element: elements.SideBySide, into: Node) -> None:
        half = (self.width - 6) / 2
        table = self._table(into, (half + 6, half), leads=element.leads)
        left = self._cell_style(
            "Left", fo_padding_right="6mm", fo_padding_left="0mm", fo_padding_top="0mm", fo_padding_bottom="0mm"
        )
        right = self._cell_style("Right", fo_padding="0mm")
        for pair in element.rows:
            cells = [self._cell(style) for style in (left, right)]
            for cell, column in zip(cells, pair, strict=True):
                for each in column:
                    self._write(each, cell)
            self._row(table, *cells)
        self._paragraph(into, "ThinLead" if element.leads else "Thin")

    @_write.register
    def _write_heading(self, element: elements.Heading, into: Node) -> None:
        for words in element.text:
            self._heading(into, f"Heading_20_{element.level}", element.level, self._words(words))

    @_write.register
    def _write_paragraph(self, element: elements.Paragraph, into: Node) -> None:
        style = "Introduction" if elements.leads(element) else "Standard"
        for words in element.text:
            self._paragraph(into, style, self._words(words))

    @_write.register
    def _write_items(self, element: elements.Items, into: Node) -> None:
        items = _node("text:list", text_style_name="Figures" if element.ordered else "Dashes")
        for number, item in enumerate(element.items, start=element.start):
            entry = _node("text:list-item", **({"text_start_value": str(number)} if element.ordered else {}))
            for words in item:
                self._paragraph(entry, "Item", self._words(words))
            items.append(entry)
        into.append(items)

    @_write.register
    def _write_address(self, element: elements.Address, into: Node) -> None:
        for line in element.lines:
            self._paragraph(into, "Address", *self._stacked(line))
        self._paragraph(into, "Address")

    @_write.register
    def _write_box(self, element: elements.Box, into: Node) -> None:
        self._paragraph(into, "Box", self._box(element.entry), _node("text:tab"), *self._stacked(element.text))

    @_write.register
    def _write_choice(self, element: elements.Choice, into: Node) -> None:
        self._paragraph(into, "Introduction", *self._stacked(element.question))
        if not element.short:
            for option in element.options:
                self._write(option, into)
            return
        line = self._paragraph(into, "Standard")
        for option in element.options:
            for child in (self._box(option.entry), "\u00a0", *self._stacked(option.text), _node("text:s", text_c="5")):
                _append(line, child)

    @_write.register
    def _write_lines(self, element: elements.Lines, into: Node) -> None:
        table = self._table(into, (52, self.width - 52))
        blank = self._cell_style("Blank", fo_border_bottom="0.75pt solid #66796F", style_vertical_align="bottom")
        top = self._cell_style("BlankTop", fo_border_bottom="0.75pt solid #66796F", style_vertical_align="top")
        label_style = self._cell_style("Label", style_vertical_align="bottom")
        label_top = self._cell_style("LabelTop", style_vertical_align="top")
        for line in element.lines:
            label, value = self._cell(label_style), self._cell(blank)
            if line.rows > 1:
                label, value = self._cell(label_top), self._cell(top)
            self._paragraph(label, "Label", *self._stacked(line.label))
            self._paragraph(value, "Value", self._input(line.entry))
            self._row(table, label, value, height=8.4 * line.rows)
        self._paragraph(into, "Thin")

    @_write.register
    def _write_grid(self, element: elements.Grid, into: Node) -> None:
        self._paragraph(into, "Caption", *self._stacked(element.caption))
        table = self._table(into, [self.width * width / sum(element.widths) for width in element.widths])
        room = {"fo_padding_top": "0.7mm", "fo_padding_bottom": "0.7mm"}
        room |= {"fo_padding_left": "1.2mm", "fo_padding_right": "1.2mm"}
        head_style = self._cell_style("Head", fo_border_bottom="1.2pt solid #0E4A3D", **room)
        cell_style = self._cell_style("Body", fo_border_bottom="0.6pt solid #66796F", **room)
        heads = [self._cell(head_style) for _ in element.columns]
        for cell, column in zip(heads, element.columns, strict=True):
            self._paragraph(cell, "Column", *self._stacked(column))
        header = _node("table:table-header-rows")
        self._row(header, *heads)
        table.append(header)
        for number, row in enumerate(element.rows):
            cells = [self._cell(cell_style) for _ in row]
            headed = number < len(element.rows) - element.blank
            for index, (cell, text) in enumerate(zip(cells, row, strict=True)):
                self._paragraph(cell, "Column" if headed and index == 0 else "Cell", *self._stacked(text))
            self._row(table, *cells, height=7.6)
        self._paragraph(into, "Thin")

    @_write.register
    def _write_signatures(self, element: elements.Signatures, into: Node) -> None:
        columns = min(2, len(element.panes))
        width = self.width / 2 if columns == 2 else self.width * 0.6
        table = self._table(into, [width] * columns)
        line, sill = "1.4pt solid #0E4A3D", "6pt solid #0E4A3D"
        rows = [element.panes[start : start + columns] for start in range(0, len(element.panes), columns)]
        for number, panes in enumerate(rows, start=1):
            last = number == len(rows)
            style = self._cell_style(
                f"Pane{last}",
                fo_padding="3mm",
                fo_border_left=line,
                fo_border_right=line,
                fo_border_top=line,
                fo_border_bottom=sill if last else line,
            )
            cells = [self._cell(style) for _ in range(columns)]
            for cell, pane in zip(cells, panes, strict=False):
                self._pane(cell, pane, element)
            self._row(table, *cells)
        self._paragraph(into, "Thin")

    def _pane(self, cell: Node, pane: elements.Pane, element: elements.Signatures) -> None:
        self._paragraph(cell, "Function", *self._stacked(pane.function))
        self._paragraph(cell, "Small", *self._stacked(pane.on_behalf))
        self._paragraph(cell, "Room", *self._joined(element.signature))
        for label, entry in ((element.name, pane.name), (element.date, pane.signed_on)):
            self._paragraph(cell, "Value", *self._joined(label), colon(self.paper.languages[0]), self._input(entry))

    @_write.register
    def _write_key(self, element: elements.Key, into: Node) -> None:
        for _, name, meaning in element.levels:
            self._paragraph(into, "Small", self._strong(name), colon(self.paper.languages[0]), *self._joined(meaning))

    @_write.register
    def _write_task(self, element: elements.Task, into: Node) -> None:
        self._paragraph(into, "Box", self._box(element.entry), _node("text:tab"), *self._stacked(element.text))
        self._paragraph(into, "More", *self._joined(element.level_name), " · ", *self._joined(element.roles))

    @_write.register
    def _write_new_page(self, element: elements.NewPage, into: Node) -> None:
        self._paragraph(into, "NewPage")

    @_write.register
    def _write_card(self, element: elements.Card, into: Node) -> None:
        """Two cards beside each other and two below, to cut out."""
        table = self._table(into, (self.width / 2, self.width / 2))
        cut = "0.6pt dashed #66796F"
        for number in (1, 2):
            cells = []
            for side in ("left", "right"):
                style = self._cell_style(
                    f"Card{number}{side}",
                    fo_padding="4.5mm",
                    **({"fo_border_bottom": cut} if number == 1 else {}),
                    **({"fo_border_right": cut} if side == "left" else {}),
                )
                cells.append(self._cell(style))
                self._card(cells[-1], element)
            self._row(table, *cells, height=131)
        self._paragraph(into, "Thin")

    def _card(self, cell: Node, card: elements.Card) -> None:
        self._heading(cell, "CardTitle", 1, *self._joined(card.title))
        number = _node("text:span", card.number, text_style_name="Number")
        self._paragraph(
            cell,
            "Emergency",
            number,
            _node("text:s", text_c="2"),
            *self._joined(card.question),
            _node("text:line-break"),
            *self._joined(card.answer),
        )
        self._heading(cell, "Heading_20_2", 2, *self._joined(card.alert))
        self._write(elements.Items(card.steps, ordered=True), cell)
        self._paragraph(cell, "Standard", self._strong(card.never), " ", *self._joined(card.instead))
        for line in card.lines:
            label = [*self._joined(line.label), colon(self.paper.languages[0])]
            self._paragraph(cell, "Label", *label, self._input(line.entry))

    @_write.register
    def _write_poster(self, element: elements.Poster, into: Node) -> None:
        for index, words in enumerate(element.title):
            self._heading(into, "PosterTitle" if index else "PosterStart", 1, self._words(words))
        for words in element.lead:
            self._paragraph(into, "PosterText", self._words(words))
        self._write(elements.Lines(element.lines), into)
        self._paragraph(into, "Standard", self._picture(element))
        self._paragraph(into, "Small", *self._joined(element.caption))
        self._paragraph(into, "PosterText", *self._joined(element.welcome))

    def _picture(self, poster: elements.Poster) -> Node:
        self.pictures["Pictures/qr.png"] = qr_png(poster.address)
        return _node(
            "draw:frame",
            _node("draw:image", xlink_href="Pictures/qr.png", xlink_type="simple"),
            _node("svg:title", poster.alternative),
            draw_name="QR",
            text_anchor_type="as-char",
            svg_width="36mm",
            svg_height="36mm",
        )

    # ---- the file

    def packed(self) -> bytes:
        """The parts in one file, the same at every build."""
        files = {
            "content.xml": _xml(self._content()),
            "styles.xml": _xml(self._styles()),
            "meta.xml": _xml(self._meta()),
            **self.pictures,
        }
        manifest = {"META-INF/manifest.xml": _xml(_manifest(files))}
        return zipped({"mimetype": _MIME.encode(), **files, **manifest}, stored={"mimetype"})

    def _content(self) -> Node:
        columns = _node("style:columns", fo_column_count="2", fo_column_gap="7mm")
        section = _node("style:style", style_name="TwoColumns", style_family="section")
        section.append(_node("style:section-properties", columns, text_dont_balance_text_columns="true"))
        automatic = _node("office:automatic-styles", section, *self.automatic.values())
        root = _node("office:document-content")
        root.set(_name("office:version"), "1.3")
        root.extend([automatic, _node("office:body", self.body)])
        return root

    def _styles(self) -> Node:
        language = self.paper.languages[0]
        template = _STYLES.read_text("utf-8").replace("FOOT_WIDTH", f"{self.width:.1f}mm")
        for usual, dense in _DENSE.items() if self.paper.dense else ():
            template = template.replace(usual, dense)
        root = ElementTree.fromstring(template.replace('fo:language="fr"', f'fo:language="{language}"', 1).encode())
        left, right = self.margins
        wide = self.paper.orientation is Orientation.LANDSCAPE
        layout = _node(
            "style:page-layout-properties",
            fo_page_width="297mm" if wide else "210mm",
            fo_page_height="210mm" if wide else "297mm",
            style_print_orientation="landscape" if wide else "portrait",
            fo_margin_left=f"{left}mm",
            fo_margin_right=f"{right}mm",
            fo_margin_top="8mm" if self._is_card() else "16mm",
            fo_margin_bottom="8mm" if self._is_card() else "12mm",
        )
        margin = _node("style:header-footer-properties", fo_min_height="0mm", fo_margin_bottom="6mm")
        foot_margin = _node("style:header-footer-properties", fo_min_height="0mm", fo_margin_top="6mm")
        root.append(
            _node(
                "office:automatic-styles",
                _node(
                    "style:page-layout",
                    layout,
                    _node("style:header-style", margin),
                    _node("style:footer-style", foot_margin),
                    style_name="Sheet",
                ),
            )
        )
        page = _node("style:master-page", style_name="Standard", style_page_layout_name="Sheet")
        if not self._is_card():
            page.extend(self._head_and_foot())
        root.append(_node("office:master-styles", page))
        return root

    def _head_and_foot(self) -> list[Node]:
        before, between = self.paper.page_of
        foot = _node(
            "text:p",
            f"{self.paper.guide}. ",
            *self._joined(self.paper.version),
            f". {self.paper.address}",
            _node("text:tab"),
            before,
            _node("text:page-number", "1", text_select_page="current"),
            between,
            _node("text:page-count", "1"),
            text_style_name="Footer",
        )
        if self.paper.letter:
            return [_node("style:footer", foot)]
        stage = [_node("text:line-break"), *self._joined(self.paper.stage)] if self.paper.stage else []
        head = _node("text:p", self._strong(self.paper.kind), *stage, text_style_name="Header")
        return [_node("style:header", head), _node("style:footer", foot)]

    def _meta(self) -> Node:
        root = _node("office:document-meta")
        root.set(_name("office:version"), "1.3")
        root.append(
            _node(
                "office:meta",
                _node("dc:title", self.paper.title),
                _node("dc:creator", self.paper.guide),
                _node("dc:language", self.paper.languages[0].tag),
                _node("dc:date", f"{self.paper.checked_on.isoformat()}T00:00:00"),
            )
        )
        return root


def _entries_in_cells(paper: Paper) -> Iterator[str]:
    """The entries that stand in a cell of a table, at least once."""
    for element in paper.elements:
        if isinstance(element, elements.Grid):
            for words in (words for row in element.rows for text in row for words in text):
                yield from (run.entry for run in words.runs if isinstance(run, Gap))


def _xml(root: Node) -> bytes:
    for prefix, namespace in NAMESPACES.items():
        ElementTree.register_namespace(prefix, namespace)
    return bytes(ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _manifest(files: Iterable[str]) -> Node:
    root = _node("manifest:manifest")
    root.set(_name("manifest:version"), "1.3")
    types = {"/": _MIME} | {name: "image/png" if name.endswith(".png") else "text/xml" for name in files}
    root.extend(
        _node("manifest:file-entry", manifest_full_path=name, manifest_media_type=kind) for name, kind in types.items()
    )
    return root
