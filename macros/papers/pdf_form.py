"""Turns the blanks of a PDF into form fields, so that a value typed once stands everywhere.

Typst draws each blank as a link to `entry:<id>/<size>`, with the size of its letters in points, which is that of the
text around it; a box to tick as `entry:<id>`. Here each link becomes the widget of a field called `<id>`: all widgets
of one field show its one value. See decisions/papers.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

from macros.model.records import FieldKind
from macros.papers.field_font import FONT, embedded_font
from macros.papers.paper import Entry

LINK = "entry:"
INK = "0.082 0.133 0.114"
_APPEARANCE = f"/{FONT} {{size}} Tf {INK} rg"
_PRINTED = 4
MULTILINE = 1 << 12
_LINE = 1.42
"""The height of a line as viewers set it, by the size of its letters: their font reaches so far up and down."""


def add_form(pdf: Pdf, entries: Iterable[Entry], fonts: Path) -> None:
    """Adds the fields of `entries` to `pdf`; `fonts` is the folder that keeps the fonts.

    Raises `ValueError` when the paper draws a blank that no entry describes, or does not draw an entry.
    """
    widgets: dict[str, list[Object]] = defaultdict(list)
    for page in pdf.pages:
        page.obj.Tabs = Name.S
        for annotation in _blanks(page):
            named, _, size = str(annotation.A.URI).removeprefix(LINK).partition("/")
            if size:
                annotation.DA = String(_APPEARANCE.format(size=round(float(size))))
            widgets[named].append(annotation)
            annotation.P = page.obj
    asked: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        asked[entry.one_of.id if entry.one_of else entry.id].append(entry)
    if alone := widgets.keys() ^ {entry.id for each in asked.values() for entry in each}:
        raise ValueError(f"blanks without an entry, or entries without a blank: {', '.join(sorted(alone))}")
    fields = Array(_field(pdf, name, each, widgets) for name, each in asked.items())
    embedded = embedded_font(pdf, fonts)
    _rename_tags(pdf.Root.StructTreeRoot)
    resources = Dictionary(Font=Dictionary({f"/{FONT}": embedded}))
    pdf.Root.AcroForm = pdf.make_indirect(
        Dictionary(Fields=fields, DR=resources, DA=String(_APPEARANCE.format(size=11)))
    )


def _blanks(page: Page) -> Iterator[Object]:
    for annotation in page.obj.get("/Annots", Array()):
        if "/A" in annotation and str(annotation.A.get("/URI", "")).startswith(LINK):
            yield annotation


def _field(pdf: Pdf, name: str, asked: list[Entry], widgets: Mapping[str, list[Object]]) -> Object:
    """The field of an entry, or of all the options of a choice.

    These are boxes of one field, each with a state of its own: a field has one value, so one of them at most is ticked.
    """
    entry = asked[0]
    labels = [pdf.make_indirect(String(each.label)) for each in asked]
    field = pdf.make_indirect(Dictionary(T=String(name), Kids=Array()))
    field.TU = pdf.make_indirect(String(entry.one_of.question)) if entry.one_of else labels[0]
    if entry.kind is None:
        field.FT, field.V = Name.Btn, Name.Off
    else:
        field.FT, field.V = Name.Tx, String("")
        _set_lines(field, entry, widgets[entry.id])
    for each, label in zip(asked, labels, strict=True):
        for widget in widgets[each.id]:
            widget.Contents = widget.TU = label
            _make_widget(pdf, widget, field, each)
            field.Kids.append(widget)
    return field


def _set_lines(field: Object, entry: Entry, widgets: list[Object]) -> None:
    """Says how large letters are, and whether there are several lines.

    Viewers set several from the top, and a single one in the middle of its place, which therefore is as high as the
    line, also where the blank is a little less.
    """
    heights = [float(widget.Rect[3]) - float(widget.Rect[1]) for widget in widgets]
    field.DA = widgets[0].DA
    lines = [_LINE * int(str(widget.DA).split()[1]) for widget in widgets]
    if entry.kind is FieldKind.LINES or any(height > 2 * line for height, line in zip(heights, lines, strict=True)):
        field.Ff = MULTILINE
        return
    for widget, line in zip(widgets, lines, strict=True):
        widget.Rect[3] = float(widget.Rect[1]) + line


def _make_widget(pdf: Pdf, widget: Object, field: Object, entry: Entry) -> None:
    del widget["/A"]
    del widget["/Border"]
    widget.Subtype, widget.Parent, widget.F = Name.Widget, field, _PRINTED
    left, bottom, right, top = (float(edge) for edge in widget.Rect)
    width, height = right - left, top - bottom
    if entry.kind is None:
        widget.AS = Name.Off
        widget.MK = Dictionary(CA=String("4"))
        tick = _drawing(pdf, width, height, _tick(width, height))
        widget.AP = Dictionary(N=Dictionary({f"/{entry.id}": tick, "/Off": _drawing(pdf, width, height, b"")}))
    else:
        widget.AP = Dictionary(N=_drawing(pdf, width, height, b"/Tx BMC EMC"))


def _drawing(pdf: Pdf, width: float, height: float, content: bytes) -> Object:
    drawing = pdf.make_stream(content)
    drawing.Type, drawing.Subtype = Name.XObject, Name.Form
    drawing.BBox = Array([0, 0, round(width, 3), round(height, 3)])
    drawing.Resources = Dictionary()
    return drawing


def _tick(width: float, height: float) -> bytes:
    """A tick drawn with two strokes: it needs no font."""
    points = " ".join(
        f"{x * width:.2f} {y * height:.2f} {operator}"
        for x, y, operator in ((0.2, 0.52, "m"), (0.43, 0.26, "l"), (0.82, 0.78, "l"))
    )
    return f"q {INK} RG {width * 0.13:.2f} w 1 J 1 j {points} S Q".encode()


def _rename_tags(element: Object) -> None:
    """The links that became widgets are tagged as form fields."""
    children = element.get("/K", Array())
    for child in children if isinstance(children, Array) else [children]:
        if isinstance(child, Dictionary):
            if child.get("/S") == Name.Link and _holds_widget(child):
                child.S = Name.Form
            _rename_tags(child)


def _holds_widget(element: Object) -> bool:
    children = element.get("/K", Array())
    return any(
        isinstance(child, Dictionary) and "/Obj" in child and child.Obj.get("/Subtype") == Name.Widget
        for child in (children if isinstance(children, Array) else [children])
    )
