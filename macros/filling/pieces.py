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
from functools import cache
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
from macros.filling.shown import Conditions, conditions_in
from macros.filling.tags import TaggedPlaces, tag_of
from macros.model.records import FieldKind
from macros.papers.field_font import FONT, embedded_font, field_font
from macros.papers.paper import Entry, Paper
from macros.papers.pdf import pieces_pdf
from macros.rendering.typst import finished

_PLACE = "place:"
_STRING = r"\((?P<string>(?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)"
_TOKEN = re.compile(
    rf"{_STRING}|(?P<text>BT\b)|(?P<font>/\S+ [\d.]+ Tf)|(?P<name>/[^\s/<>\[\](){{}}%]+)"
    r"|(?P<number>\d+\.\d{4,})| ?0 Tr",
    re.DOTALL,
)
"""What is written anew of what a sheet draws: a string, a font, another name, a long number, a usual mode."""
_ESCAPED = re.compile(r"\\(?:([0-7]{3})|(.))", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_MARK = re.compile(r"/MCID (\d+)")
_ONE_LINE = 1500
"""What no text of one line is as high as, in hundredths of a point, also with a blank in it."""
_NOTES_FOR_US = ("piece", "number")
"""Places that are there for us alone."""


def in_pieces(paper: Paper, fonts: Path) -> tuple[Pieces, bytes]:
    """The pieces of a paper, and the file that they are written behind: all that it has but sheets and tags."""
    pdf = pieces_pdf(paper, fonts)
    found = _Found(field_font(fonts).capitals, conditions_in(paper))
    for page in pdf.pages:
        found.add(page)
    tree = tag_of(pdf.Root.StructTreeRoot.K, found.places(), 0)
    assert isinstance(tree, Tag)
    roles = pdf.Root.StructTreeRoot.RoleMap.unparse().decode()
    content = _without_sheets(pdf, found.resources, fonts)
    return _pieces(paper, content, found, tree, roles), content


@dataclass
class _Found:
    """What the sheets say, gathered one by one."""

    capitals: int
    """The height of capitals, in thousandths of a size."""
    conditions: Conditions
    pieces: list[SetPiece] = field(default_factory=list)
    frames: dict[str, str] = field(default_factory=dict)
    """What the head and the foot draw."""
    sheet: Sheet | None = None
    resources: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What sheets name, such as fonts, by its kind and by a name that means the same on all."""
    _on_sheet: Shown | None = None
    _sheets: list[tuple[Any, int | None]] = field(default_factory=list)
    """Each sheet with the number of its piece."""
    _joins: list[bool] = field(default_factory=list)
    _below_heading: bool = False
    """Whether the next piece is: a line alone with its heading at the foot of a sheet looks lost."""
    _names: dict[tuple[str, Any], str] = field(default_factory=dict)

    def add(self, page: pikepdf.Page) -> None:
        """Takes in a sheet: the head or the foot of all sheets, or a piece."""
        notes = list(_notes(page))
        (note,) = (note for note, _ in notes if note["kind"] == "piece")
        drawn = _MARK.split(self._drawn(page))
        width, height = _hundredths(page.mediabox[2]), _hundredths(page.mediabox[3])
        if part := note.get("part"):
            self._sheets.append((page.obj, None))
            (self.frames[part],) = drawn
            if "sheet" in note:
                look = {name: _hundredths(value) for name, value in note["sheet"].items()}
                self.sheet = Sheet(**look, foot_height=height)
            return
        if "breaks" in note:
            height = 0
        columns = note.get("columns", ())
        shares = [sum(columns[:index]) / sum(columns) for index in range(1, len(columns))]
        in_row = bool(columns)
        spots = (_spot(note, box, self.capitals, in_row) for note, box in notes if note["kind"] not in _NOTES_FOR_US)
        is_line_below_heading = self._below_heading and 0 < height < _ONE_LINE
        piece = SetPiece(
            height=height,
            above=_hundredths(note["above"]),
            below=_hundredths(note["below"]),
            sticky=2 if is_line_below_heading else note["sticky"],
            bare=note.get("bare", False),
            breaks=note.get("breaks"),
            shown=self._shown(note),
            least=_hundredths(note.get("least", 0)),
            columns=tuple(round(width * share) for share in shares),
            drawn=tuple(drawn[::2]),
            spots=tuple(spots),
        )
        self._sheets.append((page.obj, len(self.pieces)))
        self._joins.append(bool(note.get("joins")))
        self._below_heading = note.get("heading", False)
        self.pieces.append(piece)

    def _shown(self, note: dict[str, Any]) -> tuple[Shown, ...]:
        """When a piece is there: with its sheet, or as the option of a choice."""
        if "breaks" in note:
            before = sum(piece.breaks is not None for piece in self.pieces)
            self._on_sheet = self.conditions.sheets[before]
        option = self.conditions.options.get(note.get("option", ""))
        if option and note.get("chosen"):  # its text, once it is chosen; else its box
            option = Shown(with_any=option.with_any, without=())
        elif option:
            option = Shown(with_any=(), without=option.without)
        line = self.conditions.lines.get(note.get("line", ""))
        return tuple(each for each in (self._on_sheet, option, line) if each)

    def _drawn(self, page: pikepdf.Page) -> str:
        """What a sheet draws, with names of resources that mean the same on all sheets."""
        names = {
            name: self._shared(kind, resource)
            for kind, named in page.obj.Resources.items()
            if isinstance(named, Dictionary)
            for name, resource in named.items()
        }
        font = ""

        def short(found: re.Match[str]) -> str:
            nonlocal font
            match found.lastgroup:
                case "string":
                    return _in_digits(found["string"])
                case "text":
                    font = ""
                    return found[0]
                case "font":
                    again, font = found[0] == font, found[0]
                    name, _, rest = font.partition(" ")
                    return " " if again else f"{names[name]} {rest}"
                case "number":
                    return f"{float(found[0]):.3f}"
                case "name":
                    return names.get(found[0], found[0])
                case _:  # a usual mode
                    return ""

        return _TOKEN.sub(short, page.obj.Contents.read_bytes().decode("latin-1"))

    def _shared(self, kind: str, resource: Any) -> str:
        """The name of a resource among those of all sheets."""
        key = (kind, resource.objgen if resource.is_indirect else resource.unparse())
        name = self._names.setdefault(key, f"/{kind[1].lower()}{len(self._names)}")
        self.resources.setdefault(kind, {})[name] = resource
        return name

    def places(self) -> TaggedPlaces:
        """How tags name what they hold."""
        pieces = {page.objgen: piece for page, piece in self._sheets}
        spots: dict[tuple[int, int], Mark] = {}
        for page, piece in self._sheets:
            notes = [note for note in page.get("/Annots", Array()) if _note_of(note)]
            kept = [each for each in notes if _note_of(each)["kind"] not in _NOTES_FOR_US]
            spots |= {each.objgen: Mark(piece=piece or 0, spot=index) for index, each in enumerate(kept)}
        return TaggedPlaces(pieces, spots, self._joins)


def _note_of(annotation: Any) -> dict[str, Any]:
    """What Typst says in a link that is a place; empty for another."""
    address = bytes(annotation.A.URI).decode() if "/A" in annotation and "/URI" in annotation.A else ""
    note = json.loads(address.removeprefix(_PLACE)) if address.startswith(_PLACE) else {}
    assert isinstance(note, dict)
    return note


def _notes(page: pikepdf.Page) -> Iterator[tuple[dict[str, Any], dict[str, int]]]:
    """What Typst says of a sheet, and where each thing stands."""
    height = float(page.mediabox[3])
    for annotation in page.obj.get("/Annots", Array()):
        if note := _note_of(annotation):
            left, bottom, right, top = (float(edge) for edge in annotation.Rect)
            box = {"left": left, "top": height - top, "width": right - left, "height": top - bottom}
            yield note, {name: _hundredths(value) for name, value in box.items()}


@cache  # most words stand in several papers
def _in_digits(string: str) -> str:
    r"""A string of PDF in hexadecimal digits, half as long where it holds the numbers of glyphs.

    >>> _in_digits(r"\000A\n")
    '<00410a>'
    """
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 8)) if found[1] else _ESCAPES.get(found[2], found[2]), string)
    return f"<{plain.encode('latin-1').hex()}>"


def _hundredths(points: Any) -> int:
    return round(float(points) * 100)


def _spot(note: dict[str, Any], box: dict[str, int], capitals: int, in_row: bool) -> Spot:
    match note["kind"]:
        case "text":
            texts = tuple(
                SpotText(language=each["language"], runs=tuple(map(_run, each["runs"]))) for each in note["texts"]
            )
            size = _hundredths(note["size"])
            pitch = size * capitals // 1000 + _hundredths(note["leading"])
            # in a cell, lines to write on follow each other
            room, alone = (0, 1.2) if in_row else (0.1, 0.33)
            pitches = {"open_pitch": pitch + round(size * room), "alone_pitch": pitch + round(size * alone)}
            return TextSpot(kind="text", texts=texts, size=size, pitch=pitch, **pitches, **box)
        case "tick":
            return TickSpot(kind="tick", entry=note["entry"], **box)
        case kind:
            given = {"entry": note["entry"], "rows": note["rows"], "language": note["language"]}
            return RoomSpot(kind=kind, size=_hundredths(note["size"]), flows=note.get("flows", False), **given, **box)


def _run(run: str | dict[str, Any]) -> str | RunBlank:
    return run if isinstance(run, str) else RunBlank(**run | {"width": _hundredths(run["width"])})


# ---- the file behind which sheets are written


def _without_sheets(pdf: pikepdf.Pdf, resources: dict[str, dict[str, Any]], fonts: Path) -> bytes:
    """The file with its fonts, its colours and what it says of itself, but without sheets and tags."""
    for name in ("/Outlines", "/PageLabels", "/Names"):
        if name in pdf.Root:
            del pdf.Root[name]
    embedded = embedded_font(pdf, fonts)
    named = Dictionary({**resources.pop("/Font", {}), f"/{FONT}": embedded})
    shared = Dictionary({kind: Dictionary(each) for kind, each in resources.items()})
    shared.Font = named
    pdf.Root.Pages = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array(), Count=0))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(), DR=shared))
    return finished(pdf)


def _pieces(paper: Paper, content: bytes, found: _Found, tree: Tag, roles: str) -> Pieces:
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
            sheet=found.sheet,
            page_of=paper.page_of,
            head=found.frames.get("head", ""),
            foot=found.frames["foot"],
            tree=tree,
            roles=roles,
            pieces=tuple(found.pieces),
            entries=dict(_entry_names(paper.entries)),
        )


def _entry_names(entries: Iterable[Entry]) -> Iterator[tuple[str, EntryName]]:
    for entry in entries:
        choice, question = (entry.one_of.id, _string(entry.one_of.question)) if entry.one_of else ("", "")
        lines = entry.kind is FieldKind.LINES
        in_each = entry.in_each
        if in_each and entry.id in (in_each.fr, in_each.nl):
            in_each = None
        label = _string(entry.label)
        yield entry.id, EntryName(label=label, lines=lines, choice=choice, question=question, in_each=in_each)


def _string(text: str) -> str:
    r"""A text as a string of PDF.

    >>> _string("Date (s)"), _string("Unité")
    ('(Date \(s\))', '<556e6974e9>')
    """
    return pikepdf.String(text).unparse().decode("latin-1")
