"""Writes papers as OpenDocument texts, straight in the terms of the format (OpenDocument 1.3).

A value typed once stands everywhere: each entry is a user field, and each blank an input of that field.
Boxes to tick are LibreOffice's content controls; where they are unknown, the drawn box remains.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from xml.etree import ElementTree

from PIL import Image

from macros.model.language import Language
from macros.papers.office import (
    CARD_MARGIN,
    DOTS,
    KEEPING,
    LABELS,
    LINE,
    Aside,
    Cell,
    Figures,
    Inline,
    Large,
    Mark,
    OfficeText,
    Row,
    Tick,
    filled,
    shown_empty,
)
from macros.papers.paper import Paper
from macros.rendering.archive import zipped
from macros.tree.nodes import Blank, Break, LevelMark, Marker, Picture, Run, Strong, Words

_DENSE = {
    'fo:font-size="11pt"': 'fo:font-size="8.6pt"',
    'fo:font-size="24pt"': 'fo:font-size="15pt"',
    'fo:font-size="13.5pt"': 'fo:font-size="10pt"',
    'fo:font-size="9pt" fo:color': 'fo:font-size="7.2pt" fo:color',
    'fo:margin-bottom="0.14cm"': 'fo:margin-bottom="0.06cm"',
    'fo:margin-top="0.32cm"': 'fo:margin-top="0.26cm"',
}
"""What a dense paper changes in the styles."""
GAP = "\u2007" * 14
"""What an empty blank shows that stands in a text somewhere: as wide as the dots of Word, and nothing above a rule.

Figure spaces, since LibreOffice underlines each no-break space by itself.
"""
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
    "xml": "http://www.w3.org/XML/1998/namespace",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
_KINDS = {"xml": "text/xml", "png": "image/png", "jpeg": "image/jpeg"}
_LANGUAGES = {Language.FR: "French", Language.NL: "Dutch"}
_LISTS = {Marker.DASH: "Dashes", Marker.TICK: "Ticks", Marker.CROSS: "Crosses"}
Node = ElementTree.Element


def open_document(paper: Paper) -> bytes:
    """The paper as an OpenDocument text."""
    return _OpenText(paper).packed()


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


def _child(node: Node, name: str) -> Node:
    """A new element in another."""
    child = _node(name)
    node.append(child)
    return child


def _style_name(style: str) -> str:
    """How OpenDocument calls a style: `Heading_20_2` is shown as `Heading 2`."""
    return "Standard" if style == "Normal" else style.replace("Heading", "Heading_20_")


class _OpenText(OfficeText[Node]):
    """Draws one paper into the parts of one text."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        self.pictures: dict[str, bytes] = {}
        self.automatic: dict[tuple[str, ...], Node] = {}
        self.tables = self.sections = 0
        self.clauses: dict[str, str] = {}
        self.counts: set[str] = set()
        """The lists of paragraphs that begin with a number."""
        self.leads: dict[Node, bool] = {}
        """Whether what stands first in the first cell of a row holds it to the next: `settings.xml` asks for it."""
        self.begun: set[str] = set()
        """The lists with numbers that have begun."""
        self.in_texts: set[str] = set()
        """The entries that stand in a text, too; each has one value, wherever it stands."""
        self.body = _node("office:text")
        self.draw(self.body)
        self._fill_inputs()
        self.body.insert(0, self._declarations())

    def _declarations(self) -> Node:
        written = [entry.id for entry in self.paper.entries_in_texts if entry.kind is not None]
        return _node(
            "text:user-field-decls",
            *(
                _node(
                    "text:user-field-decl",
                    office_value_type="string",
                    office_string_value=self._shown_empty(entry),
                    text_name=entry,
                )
                for entry in written
            ),
        )

    # ---- paragraphs, and what stands in them

    def paragraph(self, place: Node, style: str, *pieces: Inline, level: int = 0) -> None:
        """Writes a paragraph; one with a `level` is a heading."""
        named = {"text_style_name": self._leading(place, style)}
        place.append(_node("text:p", **named) if not level else _node("text:h", **named, text_outline_level=str(level)))
        for child in self._runs(pieces, shown_empty(style, pieces)):
            _append(place[-1], child)

    def _leading(self, place: Node, style: str) -> str:
        """The name of a style, or that of one that says in the first cell of a row whether the row leads."""
        leads = self.leads.get(place)
        if leads is None or not (leads or style.startswith(KEEPING)):
            return _style_name(style)
        return self._style("paragraph", _style_name(style), fo_keep_with_next="always" if leads else "auto")

    def items(
        self,
        place: Node,
        items: Sequence[Sequence[Run]],
        marker: Marker | Figures,
        *,
        leads: Sequence[bool] = (),
    ) -> None:
        """Writes a list, with numbers or with the sign of its marker."""
        begins = {}
        if isinstance(marker, Figures):
            if marker.start > 1 and marker.name not in self.begun:
                begins = {"text_start_value": str(marker.start)}
            listed = self._counted(marker.name, "Figures")
        else:
            listed = _node("text:list", text_style_name=_LISTS[marker])
        for index, item in enumerate(items):
            entry = _node("text:list-item", **({} if index else begins))
            self.paragraph(entry, "ItemLead" if any(leads[index : index + 1]) else "Item", *item)
            listed.append(entry)
        place.append(listed)

    def counted(self, place: Node, style: str, name: str, words: Words) -> None:
        """Writes a paragraph as an item of a list without indentation, which goes on from one to the next."""
        self.counts.add(name)
        self.paragraph(self._next_entry(place, name), style, words)

    def clause(self, place: Node, number: Words, title: Words, level: int) -> None:
        """Writes the heading of a clause as an item of a list that goes on, in its language, from clause to clause."""
        name = f"Clause-{number.language}"
        self.clauses[name] = str(number)
        entry = self._next_entry(place, name)
        self.paragraph(entry, name, level=level)
        entry[-1].append(_node("text:number", f"{number} "))
        for child in self._runs((title,)):
            _append(entry[-1], child)

    def _next_entry(self, place: Node, name: str) -> Node:
        """The next item of a list that goes on from place to place."""
        entry, listed = _node("text:list-item"), self._counted(name, name)
        if place in self.leads:
            self.leads[entry] = self.leads[place]
        listed.append(entry)
        place.append(listed)
        return entry

    def _counted(self, name: str, style: str) -> Node:
        """A list whose numbers begin, or go on from where it stood before."""
        goes_on = {"text_continue_list": name} if name in self.begun else {"xml_id": name}
        self.begun.add(name)
        return _node("text:list", text_style_name=style, **goes_on)

    def _runs(self, pieces: Iterable[Inline], empty: str = DOTS) -> Iterator[Node | str]:
        for piece in pieces:
            match piece:
                case str():
                    yield piece
                case Words():
                    yield _node("text:span", *self._runs(piece.runs, empty), text_style_name=_LANGUAGES[piece.language])
                case Strong() | Aside():
                    yield _node("text:span", *self._runs(piece.runs, empty), text_style_name=type(piece).__name__)
                case Large():
                    yield _node("text:span", piece.number, text_style_name="Large")
                case Blank():
                    yield self._input(piece.entry, empty)
                case Tick():
                    yield self._box(piece.entry)
                case Picture():
                    yield self._picture(piece)
                case Break():
                    yield _node("text:line-break")
                case Mark.TAB:
                    yield _node("text:tab")
                case Mark.PAGE:
                    yield _node("text:page-number", "1", text_select_page="current")
                case Mark.PAGES:
                    yield _node("text:page-count", "1")
                case LevelMark():  # its name says the same
                    pass
                case _:
                    raise TypeError(f"an OpenDocument text cannot hold a {type(piece).__name__} in its text")

    def _input(self, entry: str, empty: str) -> Node:
        """An input, which in a text is underlined: a field shows one value everywhere, also where a rule is drawn."""
        field = _node("text:user-field-input", text_name=entry, text_description=self.entries[entry].label)
        if empty == LINE:
            return field
        self.in_texts.add(entry)
        return _node("text:span", field, text_style_name="Gap")

    def _fill_inputs(self) -> None:
        """Gives each input what it shows without a value: it could not be clicked without any."""
        for field in self.body.iter(_name("text:user-field-input")):
            field.text = self._shown_empty(field.get(_name("text:name"), ""))

    def _shown_empty(self, entry: str) -> str:
        return GAP if entry in self.in_texts else LINE

    def _box(self, entry: str) -> Node:
        return _node(
            "loext:content-control",
            "☐",
            loext_checkbox="true",
            loext_checked="false",
            loext_checked_state="☒",
            loext_unchecked_state="☐",
            loext_alias=self.entries[entry].label,
            loext_tag=entry,
        )

    def _picture(self, picture: Picture) -> Node:
        with Image.open(io.BytesIO(picture.content)) as image:
            ending, height = str(image.format).lower(), picture.width * image.height / image.width
        number = len(self.pictures) + 1
        name = f"Pictures/{number}.{ending}"
        self.pictures[name] = picture.content
        return _node(
            "draw:frame",
            _node("draw:image", xlink_href=name, xlink_type="simple"),
            _node("svg:title", picture.alternative),
            draw_name=f"Picture{number}",
            text_anchor_type="as-char",
            svg_width=f"{picture.width}mm",
            svg_height=f"{height:.1f}mm",
        )

    # ---- tables and columns

    def table(self, place: Node, widths: Sequence[float], rows: Sequence[Row]) -> list[list[Node]]:
        """Writes a table, and returns its empty cells.

        Rows that stay together are a table of their own, close to the others, unless heads of columns must stand above
        all of them.
        """
        if any(row.heads for row in rows):
            whole = all(row.leads for row in rows[:-1])
            return self._one_table(place, widths, rows, whole=whole)
        cells = []
        for part in _parts(rows):
            cells += self._one_table(place, widths, part, whole=part[0].leads)
        return cells

    def _one_table(self, place: Node, widths: Sequence[float], rows: Sequence[Row], *, whole: bool) -> list[list[Node]]:
        """Writes a table, and returns its empty cells.

        Where rules stand below cells only, each cell keeps its own: LibreOffice would draw that of the last row of a
        sheet again at the head of the next, as a line without room to write on.
        """
        self.tables += 1
        sides = {side for row in rows for cell in row.cells for side in cell.rules}
        style = self._style(
            "table",
            table_border_model="separating" if sides == {"bottom"} else "collapsing",
            style_width=f"{sum(widths):.1f}mm",
            table_align="left",
            fo_keep_with_next="always" if rows[-1].leads else "auto",
            style_may_break_between_rows="false" if whole else "true",
        )
        table = _node("table:table", table_name=f"Table{self.tables}", table_style_name=style)
        columns = (self._style("table-column", style_column_width=f"{width:.1f}mm") for width in widths)
        table.extend(_node("table:table-column", table_style_name=column) for column in columns)
        cells = [[self._cell(cell) for cell in row.cells] for row in rows]
        if not whole:
            self.leads.update((first, row.leads) for (first, *_), row in zip(cells, rows, strict=True))
        for row, places in zip(rows, cells, strict=True):
            height = "style_row_height" if row.exactly else "style_min_row_height"
            style = self._style("table-row", **{height: f"{row.height:.1f}mm"}, fo_keep_together="always")
            written = _node("table:table-row", *places, table_style_name=style)
            table.append(_node("table:table-header-rows", written) if row.heads else written)
        place.append(table)
        return cells

    def _cell(self, cell: Cell) -> Node:
        rules = {
            f"fo_border_{side}": f"{rule.width}pt {rule.style} #{rule.colour}" for side, rule in cell.rules.items()
        }
        padding = zip(("top", "right", "bottom", "left"), cell.padding, strict=True)
        room = {f"fo_padding_{side}": f"{size}mm" for side, size in padding}
        style = self._style("table-cell", **rules, **room, style_vertical_align=cell.align)
        return _node("table:table-cell", table_style_name=style, office_value_type="string")

    def columns(self, count: int) -> Node:
        """A section with so many columns; the body for one."""
        if count == 1:
            return self.body
        self.sections += 1
        section = _node("text:section", text_name=f"List{self.sections}", text_style_name="TwoColumns")
        self.body.append(section)
        return section

    def _style(self, family: str, parent: str = "", **properties: str) -> str:
        """The name of an automatic style with these properties, on top of those of its parent."""
        key = (family, parent, *(f"{name} {value}" for name, value in properties.items()))
        if key not in self.automatic:
            style = _node("style:style", style_name=f"{family}-{len(self.automatic) + 1}", style_family=family)
            if parent:
                style.set(_name("style:parent-style-name"), parent)
            style.append(_node(f"style:{family}-properties", **properties))
            self.automatic[key] = style
        return self.automatic[key].get(_name("style:name"), "")

    # ---- the file

    def packed(self) -> bytes:
        """The parts in one file, the same at every build."""
        files = {
            "content.xml": _xml(self._content()),
            "styles.xml": _xml(self._styles()),
            "meta.xml": self._meta().encode(),
            "settings.xml": filled("opendocument/settings.xml").encode(),
            **self.pictures,
        }
        manifest = {"META-INF/manifest.xml": _xml(_manifest(files))}
        return zipped({"mimetype": _MIME.encode(), **files, **manifest}, stored={"mimetype"})

    def _content(self) -> Node:
        root = ElementTree.fromstring(filled("opendocument/content.xml"))
        styles, body = root
        styles.extend(self.automatic.values())
        body.append(self.body)
        return root

    def _styles(self) -> Node:
        dense = _DENSE if self.paper.dense else {}
        root = ElementTree.fromstring(filled("opendocument/styles.xml", dense, **self._measures()))
        (usual,) = root.iter(_name("office:styles"))
        for name, number in self.clauses.items():
            usual.extend(_clause_styles(name, number))
        usual.extend(_list_style(name, "1.") for name in sorted(self.counts))
        (page,) = root.iter(_name("style:master-page"))
        if not (self.is_card or self.paper.letter):
            self.draw_head(_child(page, "style:header"))
        if not self.is_card:
            of_text, self.automatic = self.automatic, {}  # those of the text are in its own part
            self.draw_foot(_child(page, "style:footer"))
            (automatic,) = root.iter(_name("office:automatic-styles"))
            automatic.extend(self.automatic.values())
            self.automatic = of_text
        return root

    def _measures(self) -> dict[str, object]:
        """What the styles say of the language and the sheet; lengths in millimetres."""
        return {
            "language": self.paper.languages[0],
            "orientation": self.paper.orientation,
            "sheet_width": self.sheet[0],
            "sheet_height": self.sheet[1],
            "left": self.sides[0],
            "width": self.width,
            "second": self.second,
            "labels": LABELS,
            "right": self.sides[1],
            "top": CARD_MARGIN if self.is_card else 16 - self.edge,
            "above": self.below_head,
            "below": self.gap / 3 + 12 - self.edge - self.foot,  # with these, a sheet has the room of one in Word
            "bottom": 5 if self.is_card else self.foot,
            **{f"poster_{name}": points for name, points in self.poster.items()},
        }

    def _meta(self) -> str:
        return filled(
            "opendocument/meta.xml",
            title=self.paper.title,
            guide=self.paper.guide,
            language=self.paper.languages[0].tag,
            date=self.paper.checked_on,
        )


def _clause_styles(name: str, number: str) -> tuple[Node, Node]:
    """The style of the headings of clauses in a language, and that of their numbers, such as "Article 3."."""
    heading = _node(
        "style:style",
        style_name=name,
        style_family="paragraph",
        style_parent_style_name=_style_name("Heading2"),
        style_next_style_name="Standard",
        style_default_outline_level="2",
        style_list_style_name=name,
    )
    return heading, _list_style(name, number)


def _list_style(name: str, number: str) -> Node:
    """A list of paragraphs that begin with a number, such as "3." or "Article 3."."""
    before, after = re.split(r"\d+", number)
    place = _node("style:list-level-label-alignment", text_label_followed_by="space")
    how = _node("style:list-level-properties", place, text_list_level_position_and_space_mode="label-alignment")
    counted = {"style_num_prefix": before, "style_num_suffix": after, "style_num_format": "1"}
    levels = _node("text:list-level-style-number", how, text_level="1", **counted)
    return _node("text:list-style", levels, style_name=name)


def _parts(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows in parts: those that stay together, and between them those that may be parted."""
    for leads, chains in itertools.groupby(_chains(rows), lambda chain: chain[0].leads):
        if leads:
            yield from chains
        else:
            yield list(itertools.chain(*chains))


def _chains(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Each row with those that it stays with."""
    chain: list[Row] = []
    for row in rows:
        chain.append(row)
        if not row.leads:
            yield chain
            chain = []
    if chain:
        yield chain


def _xml(root: Node) -> bytes:
    for prefix, namespace in NAMESPACES.items():
        ElementTree.register_namespace(prefix, namespace)
    return bytes(ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _manifest(files: Iterable[str]) -> Node:
    root = _node("manifest:manifest")
    root.set(_name("manifest:version"), "1.3")
    types = {"/": _MIME} | {name: _KINDS[name.rpartition(".")[2]] for name in files}
    root.extend(
        _node("manifest:file-entry", manifest_full_path=name, manifest_media_type=kind) for name, kind in types.items()
    )
    return root
