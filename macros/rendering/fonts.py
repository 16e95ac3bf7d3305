"""Prepares the fonts of the site and of the papers from the full files of their packages.

Each is cut to the characters that French and Dutch need, that of fields to those of names from elsewhere too, and to
the weights in use. The result is kept in `.cache/`, under a name made from all that determines it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import uharfbuzz

from macros.rendering import kerning
from macros.rendering.cache import cache_key, cached

MADE_BY = ("macros.rendering.fonts",)
"""The modules that make what is kept here."""

# Latin, the spaces of French, euro, arrows, minus, at most, at least, lozenge, boxes, tick and cross.
CHARACTERS = "U+0020-017F, U+2009, U+2010-2027, U+202F, U+2030-203A, U+20AC, U+2190-2193, U+2197, U+2212, "
CHARACTERS += "U+2264, U+2265, U+25CA, U+2610-2612, U+2713, U+2715"
_LETTERS_OF_NAMES = "U+0020-007E, U+00A0-024F, U+0259, U+02C6, U+02DC, U+0370-03FF, U+0400-04FF, U+1E00-1EFF, "
_LETTERS_OF_NAMES += (
    "U+2010-2027, U+2030-203A, U+20A0-20BF, U+2116, U+2122, U+2190-2193, U+2212, U+2248, U+2260, U+2264, U+2265"
)
"""What people in Belgium may need to write names: Latin with all its accents, Greek, Cyrillic; with marks and signs."""
_WEB_COMMON = (
    "U+0020-0022, U+0025-0029, U+002B-003B, U+003F, U+0041-005B, U+005D, U+0061-007A, U+00A0, U+00AB, U+00BB, "
)
_WEB_COMMON += (
    "U+00C0, U+00C2, U+00C7-00CB, U+00CE, U+00D4, U+00E0-00E2, U+00E4, U+00E7-00EB, U+00ED-00EF, U+00F3, U+00F4, "
)
_WEB_COMMON += "U+00F6, U+00F9-00FC, U+0153, U+2013, U+2019, U+201C, U+201D, U+2026, U+202F, U+2212"
"""What French and Dutch pages are written with: in the files that every page loads."""
_WEB_SIGNS = ", U+00D7, U+20AC, U+2190-2193, U+25CA, U+2713"
"""The signs of text; headings hold none."""
_WEB_RARE = "U+0023, U+0024, U+002A, U+003C-003E, U+0040, U+005C, U+005E-0060, U+007B-007E, U+00A1-00AA, U+00AC, "
_WEB_RARE += "U+00AE-00BA, U+00BC-00BF, U+00C1, U+00C3-00C6, U+00CC, U+00CD, U+00CF-00D3, U+00D5, U+00D6, U+00D8-00DF, "
_WEB_RARE += "U+00E3, U+00E5, U+00E6, U+00EC, U+00F0-00F2, U+00F5, U+00F7, U+00F8, U+00FD-0152, U+0154-017F, U+2009, "
_WEB_RARE += "U+2011, U+2014, U+2018, U+2197, U+2264, U+2265"
"""Other characters, most for names: in files that are loaded only when one of them is shown.

The soft hyphen (U+00AD) stands in no file: what is shown of it is a hyphen.
"""
_COARSENESS = 4
"""In thousandths of the size of the text: nobody sees it, and it saves a kilobyte."""
_FEATURES = ["kern", "liga", "locl", "tnum", "lnum", "case", "frac", "ccmp", "mark", "mkmk", "calt"]


@dataclass(frozen=True)
class Font:
    """A font as we use it: the package and file it comes from, and the axes kept."""

    name: str
    package: str
    file: str
    axes: Mapping[str, float | tuple[float, float]]
    characters: str = CHARACTERS


_BRICOLAGE = ("fontpkg_bricolage_grotesque", "BricolageGrotesque[opsz,wdth,wght].ttf")
_SOURCE_SANS = ("fontpkg_source_sans_3", "SourceSans3[wght].ttf")
_ITALIC = ("fontpkg_source_sans_3", "SourceSans3-Italic[wght].ttf")
_RENAMED = {"Source Sans 3": "Guide Sans", "SourceSans3": "GuideSans"}
"""The licence keeps the name "Source" for the font as Adobe made it; a part of it needs another: decisions/fonts.md."""
_NAME_RECORDS = range(1, 7)
"""The numbers of the names by which a font is known: family, style, full name. The copyright, 0, stays as it is."""
_HEADINGS = {"opsz": 28, "wdth": 100, "wght": 700}
_TEXT = {"wght": (400, 600)}

WEB_FONTS = (
    Font("bricolage-grotesque-700.woff2", *_BRICOLAGE, _HEADINGS, _WEB_COMMON),
    Font("bricolage-grotesque-700-rare.woff2", *_BRICOLAGE, _HEADINGS, _WEB_RARE),
    Font("guide-sans.woff2", *_SOURCE_SANS, _TEXT, _WEB_COMMON + _WEB_SIGNS),
    Font("guide-sans-rare.woff2", *_SOURCE_SANS, _TEXT, _WEB_RARE),
    Font("guide-sans-italic.woff2", *_ITALIC, {"wght": 400}, f"{_WEB_COMMON}, U+00C0-00FF{_WEB_SIGNS}"),
)
PAPER_FONTS = (
    Font("BricolageGrotesque-700.ttf", *_BRICOLAGE, _HEADINGS),
    Font("GuideSans-400.ttf", *_SOURCE_SANS, {"wght": 400}),
    Font("GuideSans-600.ttf", *_SOURCE_SANS, {"wght": 600}),
)
"""What Typst reads: one file a weight, since it does not vary fonts itself."""
FIELD_FONT = Font("GuideSans-400-fields.sfnt", *_SOURCE_SANS, {"wght": 400}, _LETTERS_OF_NAMES)
"""The font in which values show in a PDF that is filled in: that of texts with more letters.

It is not a .ttf, for Typst reads each of these in the folder and could set papers in it.
"""


def lacking(text: str) -> str:
    """The characters of `text` that our fonts do not hold, as messages name them: “☎” (U+260E); empty when none."""
    missing = sorted({character for character in text if ord(character) not in _held()})
    return ", ".join(f"“{character}” (U+{ord(character):04X})" for character in missing)


@cache
def _held() -> frozenset[int]:
    held = _code_points(CHARACTERS)
    for font in PAPER_FONTS[1:]:  # headings hold no arrows and boxes; they stand in text only
        held &= set(_face(font).unicodes)
    return frozenset(held)


def font_file(font: Font, folder: Path) -> Path:
    """The file of `font` in `folder`, made when it is not there yet.

    Its format follows from its name: WOFF2 for the web, TrueType for papers.
    """
    kept = folder / cache_key("all fonts", *MADE_BY) / font.name
    cached(kept, lambda: _web_font(font) if font.name.endswith(".woff2") else _paper_font(font))
    return kept


def paper_fonts(folder: Path) -> Path:
    """The folder, below `folder`, in which Typst finds the fonts of papers."""
    files = [font_file(font, folder) for font in PAPER_FONTS]
    return files[0].parent


def _face(font: Font) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(files(font.package) / "files" / font.file)))


def _cut(font: Font, features: list[str]) -> bytes:
    """The font with its characters, axes and these features of layout only."""
    face, asked = _face(font), uharfbuzz.SubsetInput()
    asked.unicode_set.update(_code_points(font.characters))
    asked.layout_feature_tag_set.clear()
    asked.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in features)
    asked.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    for axis, value in font.axes.items():
        if isinstance(value, tuple):
            asked.set_axis_range(face, axis, *value)
        else:
            asked.pin_axis_location(face, axis, value)
    cut: bytes = uharfbuzz.subset(face, asked).blob.data
    return cut


def _web_font(font: Font) -> bytes:
    cut = _cut(font, ["kern"])
    web = _renamed(cut)
    _lighten(web)
    kerning.kern(web, cut)
    import brotli  # noqa: F401  # fontTools packs with it: named here, so that its version counts in what is kept

    web.flavor = "woff2"
    return _written(web)


def _paper_font(font: Font) -> bytes:
    return _written(_renamed(_cut(font, _FEATURES)))


def _renamed(cut: bytes) -> Any:
    """The font for fontTools, under a name that its licence does not keep for the original."""
    # Imported here: a build that finds its fonts in the cache does without these large modules.
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(cut), recalcTimestamp=False)
    for record in (each for each in font["name"].names if each.nameID in _NAME_RECORDS):
        for reserved, ours in _RENAMED.items():
            record.string = record.toUnicode().replace(reserved, ours)
    return font


def _written(font: Any) -> bytes:
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def _code_points(ranges: str) -> set[int]:
    """The numbers of the characters in a list of ranges.

    >>> sorted(_code_points("U+0041-0043, U+20AC"))
    [65, 66, 67, 8364]
    """
    found = set[int]()
    for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges):
        found |= {*range(int(first, 16), int(last or first, 16) + 1)}
    return found


def _lighten(font: Any) -> None:
    """Takes out what browsers do without, and rounds how far the points of letters move from one weight to another."""
    for table in {"GPOS", "GSUB", "GDEF", "BASE", "STAT", "MVAR"} & set(font.keys()):
        del font[table]
    variations = font["gvar"].variations.values() if "gvar" in font else ()
    for variation in (each for glyph in variations for each in glyph):
        variation.coordinates = [point and tuple(map(_rounded, point)) for point in variation.coordinates]


def _rounded(move: float) -> int:
    return round(move / _COARSENESS) * _COARSENESS
