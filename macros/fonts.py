"""Prepares the fonts of the site and of the papers from the full files of their packages.

Each is cut to the characters that French and Dutch need, and to the weights in use. The result is kept in
`.cache/`, under a name made from all that determines it.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

# Latin, the spaces of French, euro, arrows, minus, at most, at least, boxes, tick and cross.
CHARACTERS = "U+0020-017F, U+2009, U+2010-2027, U+202F, U+2030-203A, U+20AC, U+2190-2193, U+2197, U+2212, "
CHARACTERS += "U+2264, U+2265, U+2610-2612, U+2713, U+2715"
_NAMES = "U+0020-007E, U+00A0-024F, U+0259, U+02C6, U+02DC, U+0370-03FF, U+0400-04FF, U+1E00-1EFF, U+2010-2027, "
_NAMES += "U+2030-203A, U+20A0-20BF, U+2116, U+2122, U+2190-2193, U+2212, U+2248, U+2260, U+2264, U+2265"
"""What people in Belgium may need to write names: Latin with all its accents, Greek, Cyrillic; with marks and signs."""
_WEB_LETTERS = "U+0020-007E, U+00A0-00FF, U+0152, U+0153"
_WEB_MARKS = "U+2009, U+2011, U+2013, U+2014, U+2018, U+2019, U+201C, U+201D, U+2026, U+202F, U+20AC, U+2190-2193, "
_WEB_MARKS += "U+2197, U+2212, U+2264, U+2265, U+2713"
_WEB_EXTENSION = "U+0100-0151, U+0154-017F"
"""The letters of other languages, for names: in a file that is loaded only when one of them is shown."""
_FEATURES = ["kern", "liga", "locl", "tnum", "lnum", "case", "frac", "ccmp", "mark", "mkmk", "calt"]
_WEB_FEATURES = ["kern", "liga", "locl", "ccmp", "mark"]


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
    Font("bricolage-grotesque-700.woff2", *_BRICOLAGE, _HEADINGS, f"{_WEB_LETTERS}, {_WEB_MARKS}"),
    Font("source-sans-3.woff2", *_SOURCE_SANS, _TEXT, f"{_WEB_LETTERS}, {_WEB_MARKS}"),
    Font("source-sans-3-extension.woff2", *_SOURCE_SANS, _TEXT, _WEB_EXTENSION),
    Font("source-sans-3-italic.woff2", *_ITALIC, {"wght": 400}, f"{_WEB_LETTERS}, {_WEB_MARKS}"),
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


def font_file(font: Font, cache: Path) -> Path:
    """The file of `font` in the folder `cache`, made when it is not there yet.

    Its format follows from its name: WOFF2 for the web, TrueType for papers.
    """
    recipe = repr((font, _features(font), version("fonttools"), version(font.package), version("brotli")))
    kept = cache / f"{hashlib.sha256(recipe.encode()).hexdigest()[:16]}-{font.name}"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(_cut(font))
        unfinished.replace(kept)
    return kept


def _features(font: Font) -> list[str]:
    return _WEB_FEATURES if font.name.endswith(".woff2") else _FEATURES


def _cut(font: Font) -> bytes:
    # Imported here: a build that finds its fonts in the cache does without these large modules.
    from fontTools.subset import Options, Subsetter, parse_unicodes
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    source = TTFont(str(files(font.package) / "files" / font.file), recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=_features(font), notdef_outline=True))
    subsetter.populate(unicodes=parse_unicodes(font.characters.replace("U+", "")))
    subsetter.subset(source)
    instance = instantiateVariableFont(source, dict(font.axes))
    if font.name.endswith(".woff2"):
        instance.flavor = "woff2"
    written = io.BytesIO()
    instance.save(written)
    return written.getvalue()
