"""The font in which values show in PDF files that are filled in, with the letters of all who live in Belgium.

The codes of its letters are the numbers of Unicode, so that the builder's scripts need no table to write in it, and
Firefox, Chromium and Poppler show whatever is typed. decisions/papers.md says what viewers do with it.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from macros.rendering.fonts import FIELD_FONT, font_file

FONT = "ArialUnicodeMS_01"
"""The name of the font in the resources of a form; the builder's scripts know it too (`FONT` in `sheets.js`).

PDFium, which shows PDF files in Chromium, takes for a letter first the fonts of the system and at last the one that it
calls so itself (`CPDF_BAFontMap`: "Arial Unicode MS", any set of characters). A font of that name is ours, and shows
what the system cannot. Other viewers go by the reference and not by the name.
"""
_NAME = Name("/GuideSans-Field")
_NEEDED_TABLES = {"GlyphOrder", "glyf", "head", "hhea", "hmtx", "loca", "maxp"}


@dataclass(frozen=True)
class FieldFont:
    """The font as it is embedded; lengths are thousandths of the size of its letters."""

    file: bytes
    widths: Mapping[int, int]
    """Of its letters, by their numbers of Unicode, in order."""
    glyphs: bytes
    """The number of the drawing of each letter, in two bytes, by its number of Unicode."""
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    capitals: int


@cache
def field_font(folder: Path) -> FieldFont:
    """The font of fields; `folder` keeps the file that it is made from."""
    source = TTFont(font_file(FIELD_FONT, folder), recalcTimestamp=False)
    names = dict(sorted(source.getBestCmap().items()))
    subsetter = Subsetter(Options(layout_features=[], hinting=False, notdef_outline=True))
    subsetter.populate(unicodes=names)
    subsetter.subset(source)
    scale = 1000 / source["head"].unitsPerEm
    head, lines = source["head"], source["hhea"]
    numbers = {code: source.getGlyphID(name) for code, name in names.items()}
    left, bottom, right, top, ascent, descent, capitals = (
        round(measure * scale)
        for measure in (
            head.xMin,
            head.yMin,
            head.xMax,
            head.yMax,
            lines.ascent,
            lines.descent,
            source["OS/2"].sCapHeight,
        )
    )
    return FieldFont(
        widths={code: round(source["hmtx"][name][0] * scale) for code, name in names.items()},
        glyphs=b"".join(numbers.get(code, 0).to_bytes(2, "big") for code in range(max(numbers) + 1)),
        box=(left, bottom, right, top),
        ascent=ascent,
        descent=descent,
        capitals=capitals,
        file=_drawings(source),
    )


def _drawings(source: TTFont) -> bytes:
    """The file of a font with only what its letters are drawn with."""
    for table in set(source.keys()) - _NEEDED_TABLES:
        del source[table]
    written = io.BytesIO()
    source.save(written)
    return written.getvalue()


def embedded_font(pdf: Pdf, folder: Path) -> Object:
    """The font of fields as an object of `pdf`."""
    font = field_font(folder)
    file = pdf.make_stream(font.file)
    file.Length1 = len(font.file)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=_NAME,
        Flags=4,
        FontBBox=Array(font.box),
        ItalicAngle=0,
        Ascent=font.ascent,
        Descent=font.descent,
        CapHeight=font.capitals,
        StemV=80,
        FontFile2=file,
    )
    letters = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=_NAME,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDToGIDMap=pdf.make_stream(font.glyphs),
        W=Array(_listed(font.widths)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=_NAME,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(letters)]),
            ToUnicode=pdf.make_stream(_to_unicode(font.widths)),
        )
    )


def _listed(widths: Mapping[int, int]) -> Iterator[int | Array]:
    """The widths as PDF lists them: the first code of a run, then those of the run."""
    for first, last in _runs(widths):
        yield first
        yield Array([widths[code] for code in range(first, last + 1)])


def _to_unicode(codes: Iterable[int]) -> bytes:
    """The table from codes to characters: each code is its character."""
    runs = [f"<{first:04x}> <{last:04x}> <{first:04x}>" for first, last in _runs(codes)]
    blocks = [runs[start : start + 100] for start in range(0, len(runs), 100)]  # no block may be longer
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
        *(line for block in blocks for line in (f"{len(block)} beginbfrange", *block, "endbfrange")),
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ]
    return "\n".join(lines).encode()


def _runs(codes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of codes that follow each other and differ in their last byte only."""
    for _, group in itertools.groupby(enumerate(codes), lambda pair: (pair[1] - pair[0], pair[1] >> 8)):
        run = [code for _, code in group]
        yield run[0], run[-1]
