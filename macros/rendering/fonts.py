"""Prepares the fonts of the site and of the papers from the full files of their packages.

Each is cut to the characters that French and Dutch need, and to the weights in use. The result is kept in
`.cache/`, under a name made from all that determines it.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from macros.rendering import kerning
from macros.rendering.processes import each_in_processes

# Latin, the spaces of French, euro, arrows, minus, at most, at least, boxes, tick and cross.
CHARACTERS = "U+0020-017F, U+2009, U+2010-2027, U+202F, U+2030-203A, U+20AC, U+2190-2193, U+2197, U+2212, "
CHARACTERS += "U+2264, U+2265, U+2610-2612, U+2713, U+2715"
_NAMES = "U+0020-007E, U+00A0-024F, U+0259, U+02C6, U+02DC, U+0370-03FF, U+0400-04FF, U+1E00-1EFF, U+2010-2027, "
_NAMES += "U+2030-203A, U+20A0-20BF, U+2116, U+2122, U+2190-2193, U+2212, U+2248, U+2260, U+2264, U+2265"
"""What people in Belgium may need to write names: Latin with all its accents, Greek, Cyrillic; with marks and signs."""
_WEB_COMMON = (
    "U+0020-0022, U+0025-0029, U+002B-003B, U+003F, U+0041-005B, U+005D, U+0061-007A, U+00A0, U+00AB, U+00BB, "
)
_WEB_COMMON += (
    "U+00C0, U+00C2, U+00C7-00CB, U+00CE, U+00D4, U+00E0-00E2, U+00E4, U+00E7-00EB, U+00ED-00EF, U+00F3, U+00F4, "
)
_WEB_COMMON += "U+00F6, U+00F9-00FC, U+0153, U+2013, U+2019, U+201C, U+201D, U+2026, U+202F, U+2212"
"""What French and Dutch pages are written with: in the files that every page loads."""
_WEB_SIGNS = ", U+00D7, U+20AC, U+2190-2193, U+2713"
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
_HEADINGS = {"opsz": 28, "wdth": 100, "wght": 700}
_TEXT = {"wght": (400, 600)}

WEB_FONTS = (
    Font("bricolage-grotesque-700.woff2", *_BRICOLAGE, _HEADINGS, _WEB_COMMON),
    Font("bricolage-grotesque-700-rare.woff2", *_BRICOLAGE, _HEADINGS, _WEB_RARE),
    Font("source-sans-3.woff2", *_SOURCE_SANS, _TEXT, _WEB_COMMON + _WEB_SIGNS),
    Font("source-sans-3-rare.woff2", *_SOURCE_SANS, _TEXT, _WEB_RARE),
    Font("source-sans-3-italic.woff2", *_ITALIC, {"wght": 400}, f"{_WEB_COMMON}, U+00C0-00FF{_WEB_SIGNS}"),
)
PAPER_FONTS = (
    Font("BricolageGrotesque-700.ttf", *_BRICOLAGE, _HEADINGS),
    Font("SourceSans3-400.ttf", *_SOURCE_SANS, {"wght": 400}),
    Font("SourceSans3-600.ttf", *_SOURCE_SANS, {"wght": 600}),
)
"""What Typst reads: one file a weight, since it does not vary fonts itself."""
FIELD_FONT = PAPER_FONTS[1]
"""The font in which values show in a PDF that is filled in."""
NAMES_FONT = Font("SourceSans3-400-names.sfnt", *_SOURCE_SANS, {"wght": 400}, _NAMES)
"""The same with more letters; not a .ttf, for Typst reads each of these in the folder and could set papers in it."""
ALL_FONTS = (*PAPER_FONTS, *WEB_FONTS, NAMES_FONT)
"""What a build with nothing kept has to make."""


def lacking(text: str) -> list[str]:
    """The characters of `text` that our fonts do not hold."""
    return sorted({character for character in text if ord(character) not in _held()})


@cache
def _held() -> frozenset[int]:
    from fontTools.subset import parse_unicodes
    from fontTools.ttLib import TTFont

    asked = set(parse_unicodes(CHARACTERS.replace("U+", "")))
    for font in PAPER_FONTS[1:]:  # headings hold no arrows and boxes; they stand in text only
        asked &= set(TTFont(str(files(font.package) / "files" / font.file), lazy=True).getBestCmap())
    return frozenset(asked)


def cut_fonts(fonts: Iterable[Font], folder: Path) -> None:
    """Makes those of `fonts` that are not yet in `folder`, side by side: each takes a second."""
    missing = {font.name: font for font in fonts if not _place(font, folder).exists()}
    each_in_processes(partial(font_file, folder=folder), missing)


def font_file(font: Font, folder: Path) -> Path:
    """The file of `font` in `folder`, made when it is not there yet.

    Its format follows from its name: WOFF2 for the web, TrueType for papers.
    """
    kept = _place(font, folder)
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # as `write_whole` of cache.py does, which names our fonts and so cannot be imported here
        unfinished = kept.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(_cut(font))
        unfinished.replace(kept)
    return kept


def _place(font: Font, folder: Path) -> Path:
    """Where a font is kept: under a name that follows from all that determines it."""
    made_of = [
        version("fonttools"),
        version(font.package),
        version("brotli"),
        Path(kerning.__file__).read_text("utf-8"),
    ]
    recipe = repr((font, _FEATURES, _COARSENESS, made_of))
    return folder / f"{hashlib.sha256(recipe.encode()).hexdigest()[:16]}-{font.name}"


def _cut(font: Font) -> bytes:
    # Imported here: a build that finds its fonts in the cache does without these large modules.
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    source = TTFont(str(files(font.package) / "files" / font.file), recalcTimestamp=False)
    web = font.name.endswith(".woff2")
    _subset(source, font.characters, ["kern"] if web else _FEATURES)
    # Kerning is read from a font without axes: this one, or where it keeps an axis, one at the first end of it.
    first = {axis: limits[0] if isinstance(limits, tuple) else limits for axis, limits in font.axes.items()}
    pairs = kerning.pair_values(instantiateVariableFont(source, first)) if web and first != font.axes else {}
    instantiateVariableFont(source, dict(font.axes), inplace=True)  # a copy takes longer than all the rest
    if web:
        pairs = pairs or kerning.pair_values(source)
        _lighten(source)
        kerning.kern(source, pairs)
        source.flavor = "woff2"
    written = io.BytesIO()
    source.save(written)
    return written.getvalue()


def _subset(font: Any, characters: str, features: list[str]) -> None:
    from fontTools.subset import Options, Subsetter, parse_unicodes

    subsetter = Subsetter(Options(layout_features=features, notdef_outline=True))
    subsetter.populate(unicodes=parse_unicodes(characters.replace("U+", "")))
    subsetter.subset(font)


def _lighten(font: Any) -> None:
    """Takes out what browsers do without, and rounds how far the points of letters move from one weight to another."""
    for table in {"GPOS", "GSUB", "GDEF", "BASE", "STAT", "MVAR"} & set(font.keys()):
        del font[table]
    variations = font["gvar"].variations.values() if "gvar" in font else ()
    for variation in (each for glyph in variations for each in glyph):
        variation.coordinates = [point and tuple(map(_rounded, point)) for point in variation.coordinates]


def _rounded(move: float) -> int:
    return round(move / _COARSENESS) * _COARSENESS
