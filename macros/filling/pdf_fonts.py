"""The letters of the PDF forms: those of the fields, and a font with more, made once for all forms.

The builder's scripts measure texts by them. The second font is a set of objects, ready to be written.
"""

from __future__ import annotations

import base64
import io
import itertools
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from macros.filling.exchange import Extension, FontObject, Fonts, Letters
from macros.papers.pdf_form import WESTERN, western_font
from macros.rendering.fonts import FIELD_FONT, NAMES_FONT, font_file

_NAME = "GuideSans-Names"
_NEEDED_TABLES = {"GlyphOrder", "glyf", "head", "hhea", "hmtx", "loca", "maxp"}


def fill_fonts(embedded: bytes, folder: Path) -> Fonts:
    """The fonts for all forms; `folder` keeps the files that they are made from.

    `embedded` is the font of the fields as it stands in every form.
    """
    _, widths, _ = western_font(font_file(FIELD_FONT, folder))
    field = Letters(chars="".join(char or "?" for char in WESTERN), widths=widths)
    extension = extension_font(font_file(NAMES_FONT, folder))
    return Fonts(field=field, extension=extension, file=base64.b64encode(embedded).decode())


def extension_font(font: Path) -> Extension:
    """The letters of a TrueType file as a font whose codes are the numbers of Unicode."""
    source = TTFont(font, recalcTimestamp=False)
    names = dict(sorted(source.getBestCmap().items()))
    subsetter = Subsetter(Options(layout_features=[], hinting=False, notdef_outline=True))
    subsetter.populate(unicodes=names)
    subsetter.subset(source)
    scale = 1000 / source["head"].unitsPerEm
    widths = {code: round(source["hmtx"][name][0] * scale) for code, name in names.items()}
    glyphs = {code: source.getGlyphID(name) for code, name in names.items()}
    objects = (
        FontObject(text=_font()),
        FontObject(text=_inner_font(widths)),
        _stream(_to_unicode(widths)),
        FontObject(text=_descriptor(source, scale)),
        _stream(b"".join(glyphs.get(code, 0).to_bytes(2, "big") for code in range(max(glyphs) + 1))),
        _file(source),
    )
    return Extension(chars="".join(map(chr, widths)), widths=tuple(widths.values()), objects=objects)


def _font() -> str:
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{_NAME} /Encoding /Identity-H "
        "/DescendantFonts [ {1} 0 R ] /ToUnicode {2} 0 R >>"
    )


def _inner_font(widths: Mapping[int, int]) -> str:
    runs = ((first, (widths[code] for code in range(first, last + 1))) for first, last in _runs(widths))
    listed = (f"{first} [ {' '.join(map(str, run))} ]" for first, run in runs)
    return (
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{_NAME} "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {{3}} 0 R /CIDToGIDMap {{4}} 0 R /W [ {' '.join(listed)} ] >>"
    )


def _descriptor(source: TTFont, scale: float) -> str:
    head, lines = source["head"], source["hhea"]
    box = " ".join(str(round(edge * scale)) for edge in (head.xMin, head.yMin, head.xMax, head.yMax))
    ascent, descent, capitals = (
        round(measure * scale) for measure in (lines.ascent, lines.descent, source["OS/2"].sCapHeight)
    )
    return (
        f"<< /Type /FontDescriptor /FontName /{_NAME} /Flags 4 /FontBBox [ {box} ] /ItalicAngle 0 "
        f"/Ascent {ascent} /Descent {descent} /CapHeight {capitals} /StemV 80 /FontFile2 {{5}} 0 R >>"
    )


def _file(source: TTFont) -> FontObject:
    """The font itself; `source` keeps only the tables with which letters are drawn."""
    for table in set(source.keys()) - _NEEDED_TABLES:
        del source[table]
    written = io.BytesIO()
    source.save(written)
    return _stream(written.getvalue(), f" /Length1 {len(written.getvalue())}")


def _stream(content: bytes, entries: str = "") -> FontObject:
    packed = base64.b64encode(zlib.compress(content, 9)).decode()
    return FontObject(text=f"<< /Filter /FlateDecode{entries}", packed=packed)


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
