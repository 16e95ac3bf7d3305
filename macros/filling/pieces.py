"""A paper in pieces, for the builder's scripts to set anew with its answers (`docs/assets/js/builder/sheets.js`).

Typst sets each part of the paper on a sheet of its own, and notes in links where texts with blanks, rooms and boxes
stand. Here the sheets become pieces: what they draw, what is put in with the answers, how they are tagged.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from macros.filling.exchange import (
    EntryName,
    Mark,
    Pieces,
    RoomSpot,
    RunBlank,
    SetPiece,
    Sheet,
    Shown,
    Spot,
    SpotText,
    Tag,
    TextSpot,
    TickSpot,
)
from macros.filling.shown import options_in, sheets_in
from macros.model.records import FieldKind
from macros.papers.paper import Entry, Paper
from macros.papers.pdf import pieces_pdf
from macros.papers.pdf_form import FONT, embedded_font, western_font
from macros.rendering.fonts import FIELD_FONT, font_file

_PLACE = "place:"
_STRING = r"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)"
_NAME_OR_STRING = re.compile(rf"{_STRING}|/[^\s/<>\[\](){{}}%]+", re.DOTALL)
"""A name in what a sheet draws, such as that of a font, or a string, in which nothing is a name."""
_MARK = re.compile(r"/MCID (\d+)")
_TOLD_BY_TYPST = ("piece", "number")
"""Places that are there for us alone."""


def in_pieces(paper: Paper, fonts: Path) -> tuple[Pieces, bytes]:
    """The pieces of a paper, and the file that they are written behind: all that it has but sheets and tags."""
    pdf = pieces_pdf(paper, fonts)
    font = font_file(FIELD_FONT, fonts)
    found = _Found(pdf, western_font(font)[2][6], options_in(paper), sheets_in(paper))
    for page in pdf.pages:
        found.add(page)
    tree = _tag(pdf.Root.StructTreeRoot.K, found.places(), 0)
    assert isinstance(tree, Tag)
    roles = pdf.Root.StructTreeRoot.RoleMap.unparse().decode()
    content = _without_sheets(pdf, found.resources, font)
    return _told(paper, content, found, tree, roles), content


@dataclass
class _Found:
    """What the sheets say, gathered one by one."""

    pdf: pikepdf.Pdf
    capitals: int
    """The height of capitals, in thousandths of a size."""
    options: dict[str, Shown]
    """When the options of choices are there."""
    sheets: Iterator[Shown | None]
    """When what follows each new sheet is there."""
    pieces: list[SetPiece] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    """What the head and the foot draw."""
    sheet: Sheet | None = None
    resources: dict[str, dict[str, Any]] = field(default_factory=dict)
    _on_sheet: Shown | None = None
    _sheets: list[tuple[Any, int | None]] = field(default_factory=list)
    """Each sheet with the number of its piece."""
    _joins: list[bool] = field(default_factory=list)
    """Whether each piece goes on with the list or the table of the one before."""
    _names: dict[tuple[str, Any], str] = field(default_factory=dict)

    def add(self, page: pikepdf.Page) -> None:
        """Takes in a sheet."""
        notes = list(_notes(page))
        (told,) = (note for note, _ in notes if note["kind"] == "piece")
        drawn = _MARK.split(self._drawn(page))
        height = _hundredths(page.mediabox[3])
        if part := told.get("part"):
            (self.parts[part],) = drawn
            self._sheets.append((page.obj, None))
            if "sheet" in told:
                told_of = {name: _hundredths(value) for name, value in told["sheet"].items()}
                self.sheet = Sheet(**told_of, foot_height=height)
            return
        self._sheets.append((page.obj, len(self.pieces)))
        columns = told.get("columns", ())
        width = _hundredths(page.mediabox[2])
        self.pieces.append(
            SetPiece(
                height=0 if "breaks" in told else height,
                above=_hundredths(told["above"]),
                below=_hundredths(told["below"]),
                sticky=told["sticky"],
                bare=told.get("bare", False),
                breaks=told.get("breaks"),
                shown=self._shown(told),
                least=_hundredths(told.get("least", 0)),
                columns=tuple(width * sum(columns[:index]) // sum(columns) for index in range(1, len(columns))),
                drawn=tuple(drawn[::2]),
                spots=tuple(_spot(note, box, self.capitals) for note, box in notes if note["kind"] not in _TOLD_BY_TYPST),
            )
        )
        self._joins.append(bool(told.get("joins")))

    def _shown(self, told: dict[str, Any]) -> Shown | None:
        """When a piece is there: with its sheet, or as the option of a choice."""
        if "breaks" in told:
            self._on_sheet = next(self.sheets)
        return self._on_sheet or self.options.get(told.get("option", ""))

    def _drawn(self, page: pikepdf.Page) -> str:
        """What a sheet draws, with names of resources that mean the same on all sheets."""
        names = {
            name: self._shared(kind, resource)
            for kind, named in page.obj.Resources.items()
            if isinstance(named, Dictionary)
            for name, resource in named.items()
        }
        content = page.obj.Contents.read_bytes().decode("latin-1")
        return _NAME_OR_STRING.sub(lambda found: names.get(found[0], found[0]), content)

    def _shared(self, kind: str, resource: Any) -> str:
        """The name of a resource among those of all sheets."""
        key = (kind, resource.objgen if resource.is_indirect else resource.unparse())
        name = self._names.setdefault(key, f"/{kind[1].lower()}{len(self._names)}")
        self.resources.setdefault(kind, {})[name] = resource
        return name

    def places(self) -> _Places:
        """How tags name what they hold."""
        pieces = {page.objgen: piece for page, piece in self._sheets}
        spots = {}
        for page, piece in self._sheets:
            notes = [note for note in page.get("/Annots", Array()) if _told_by(note)]
            kept = [each for each in notes if _told_by(each)["kind"] not in _TOLD_BY_TYPST]
            spots |= {each.objgen: Mark(piece=piece or 0, spot=index) for index, each in enumerate(kept)}
        return _Places(pieces, spots, self._joins)


@dataclass(frozen=True)
class _Places:
    pieces: dict[tuple[int, int], int | None]
    spots: dict[tuple[int, int], Mark]
    joins: list[bool]


def _told_by(annotation: Any) -> dict[str, Any]:
    """What Typst says in a link that is a place; empty for another."""
    address = bytes(annotation.A.URI).decode() if "/A" in annotation and "/URI" in annotation.A else ""
    told = json.loads(address.removeprefix(_PLACE)) if address.startswith(_PLACE) else {}
    assert isinstance(told, dict)
    return told


def _notes(page: pikepdf.Page) -> Iterator[tuple[dict[str, Any], dict[str, int]]]:
    """What Typst says of a sheet, and where each thing stands."""
    height = float(page.mediabox[3])
    for annotation in page.obj.get("/Annots", Array()):
        if told := _told_by(annotation):
            left, bottom, right, top = (float(edge) for edge in annotation.Rect)
            box = {"left": left, "top": height - top, "width": right - left, "height": top - bottom}
            yield told, {name: _hundredths(value) for name, value in box.items()}


def _hundredths(points: Any) -> int:
    return round(float(points) * 100)


def _spot(told: dict[str, Any], box: dict[str, int], capitals: int) -> Spot:
    match told["kind"]:
        case "text":
            texts = tuple(SpotText(language=each["language"], runs=tuple(map(_run, each["runs"]))) for each in told["texts"])
            size = _hundredths(told["size"])
            pitch = size * capitals // 1000 + _hundredths(told["leading"])
            return TextSpot(kind="text", texts=texts, size=size, pitch=pitch, **box)
        case "tick":
            return TickSpot(kind="tick", entry=told["entry"], **box)
        case kind:
            given = {"entry": told["entry"], "rows": told["rows"], "language": told["language"]}
            return RoomSpot(kind=kind, size=_hundredths(told["size"]), **given, **box)


def _run(told: str | dict[str, Any]) -> str | RunBlank:
    return told if isinstance(told, str) else RunBlank(**told | {"width": _hundredths(told["width"])})


# ---- tags


def _tag(element: Any, places: _Places, page: int) -> Tag | Mark | None:
    """A tag with what it holds; None where it holds nothing, unless it is a cell of a table."""
    if isinstance(element, Array):
        (element,) = element
    sheet = places.pieces[element.Pg.objgen] if "/Pg" in element else None
    held = list(_held(element, places, sheet if sheet is not None else page))
    kind = str(element.S)[1:]
    spots = [each for each in held if isinstance(each, Mark) and each.spot is not None]
    if kind == "Link" and len(spots) == len(held) == 1:
        return spots[0]
    if not held and kind not in ("TD", "TH"):
        return None
    return Tag(tag=kind, more=_more(element), holds=tuple(held))


def _held(element: Any, places: _Places, page: int) -> Iterator[Tag | Mark]:
    """What an element holds; a list or a table goes on where its next piece joins."""
    kids = element.get("/K", Array())
    held: list[Tag | Mark] = []
    for kid in kids if isinstance(kids, Array) else [kids]:
        for each in _kid(kid, places, page):
            last = held[-1] if held else None
            if isinstance(each, Tag) and isinstance(last, Tag) and _goes_on(last, each, places):
                held[-1] = last.model_copy(update={"holds": last.holds + each.holds})
            else:
                held.append(each)
    yield from (_headed(each) if isinstance(each, Tag) and each.tag == "TR" else each for each in held)


def _kid(kid: Any, places: _Places, page: int) -> Iterator[Tag | Mark]:
    if isinstance(kid, int):
        yield Mark(piece=page, mark=kid)
    elif "/MCID" in kid:
        piece = places.pieces[kid.Pg.objgen] if "/Pg" in kid else page
        assert piece is not None
        yield Mark(piece=piece, mark=int(kid.MCID))
    elif "/Obj" in kid:
        if kid.Obj.objgen in places.spots:
            yield places.spots[kid.Obj.objgen]
    elif (found := _tag(kid, places, page)) is not None:
        if isinstance(found, Tag) and found.tag == "Div" and not found.more:
            yield from found.holds  # it says nothing
        else:
            yield found


def _goes_on(last: Tag, tag: Tag, places: _Places) -> bool:
    """Whether a list or a table is the next part of the one before it."""
    return tag.tag == last.tag and tag.tag in ("L", "Table") and places.joins[_first(tag).piece]


def _first(tag: Tag) -> Mark:
    """The first thing that a tag holds."""
    for each in tag.holds:
        if isinstance(each, Mark):
            return each
        if each.holds:
            return _first(each)
    return Mark(piece=0)


def _headed(row: Tag) -> Tag:
    """A row whose first cell heads it when it holds words."""
    first, *others = row.holds
    if isinstance(first, Tag) and first.tag == "TD" and any(isinstance(each, Tag) or each.mark is not None for each in first.holds):
        first = Tag(tag="TH", more="/A << /O /Table /Scope /Row >>", holds=first.holds)
    return row.model_copy(update={"holds": (first, *others)})


def _more(element: Any) -> str:
    """What a tag says beside what it holds: language, title, alternative text; of its looks nothing."""
    said = {name: element[name] for name in ("/Lang", "/T", "/Alt", "/ActualText") if name in element}
    kept = []
    listed = element.get("/A", Array())
    for attribute in listed if isinstance(listed, Array) else [listed]:
        if str(attribute.get("/O")) in ("/List", "/Table"):
            kept.append(Dictionary({name: value for name, value in attribute.items() if name in ("/O", "/ListNumbering", "/Scope", "/ColSpan", "/RowSpan")}))
    kept = [each for each in kept if len(each) > 1]
    if kept:
        said["/A"] = Array(kept)
    return " ".join(f"{name} {value.unparse().decode('latin-1')}" for name, value in said.items())


# ---- the file behind which sheets are written


def _without_sheets(pdf: pikepdf.Pdf, resources: dict[str, dict[str, Any]], font: Path) -> bytes:
    """The file with its fonts, its colours and what it says of itself, but without sheets and tags."""
    for name in ("/Outlines", "/PageLabels", "/Names"):
        if name in pdf.Root:
            del pdf.Root[name]
    embedded = embedded_font(pdf, font)
    fonts = Dictionary({**resources.pop("/Font", {}), f"/{FONT}": embedded})
    shared = Dictionary({kind: Dictionary(named) for kind, named in resources.items()})
    shared.Font = fonts
    pdf.Root.Pages = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array(), Count=0))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(), DR=shared))
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    written = io.BytesIO()
    pdf.save(
        written,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
    return written.getvalue()


def _told(paper: Paper, content: bytes, found: _Found, tree: Tag, roles: str) -> Pieces:
    assert found.sheet
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root, trailer = pdf.Root, pdf.trailer
        shared = root.AcroForm.DR
        fonts = shared.Font
        del shared["/Font"]
        others = shared.unparse().decode("latin-1").strip().removesuffix(">>")
        return Pieces(
            startxref=int(content[content.rindex(b"startxref") + 9 :].split()[0]),
            size=int(trailer.Size),
            trailer=f"/Info {trailer.Info.objgen[0]} 0 R /Root {trailer.Root.objgen[0]} 0 R",
            id=bytes(trailer.ID[0]).hex(),
            sheets=root.Pages.objgen[0],
            tags=root.StructTreeRoot.objgen[0],
            form=root.AcroForm.objgen[0],
            resources=f"{others} /Font {fonts.unparse().decode('latin-1').strip().removesuffix('>>')}",
            font=fonts[f"/{FONT}"].objgen[0],
            sheet=found.sheet,
            page_of=paper.page_of,
            head=found.parts.get("head", ""),
            foot=found.parts["foot"],
            tree=tree,
            roles=roles,
            pieces=tuple(found.pieces),
            entries=dict(_entry_names(paper.entries)),
        )


def _entry_names(entries: Iterable[Entry]) -> Iterator[tuple[str, EntryName]]:
    for entry in entries:
        yield entry.id, EntryName(label=entry.label, lines=entry.kind is FieldKind.LINES)
