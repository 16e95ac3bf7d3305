"""Prepares the site's fonts: from the full files of their packages to small files for the web.

Cut to the characters that French and Dutch need, and to the weights in use, each file weighs a tenth
of its package's. The result is kept in `.cache/`, under a name made from all that determines it.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

# Latin, the spaces of French, euro, arrows, minus, at most, at least, boxes, tick and cross.
CHARACTERS = "U+0020-017F, U+2009, U+2010-2027, U+202F, U+2030-203A, U+20AC, U+2190-2193, U+2197, U+2212, "
CHARACTERS += "U+2264, U+2265, U+2610-2612, U+2713, U+2715"
_FEATURES = ["kern", "liga", "locl", "tnum", "lnum", "case", "frac", "ccmp", "mark", "mkmk", "calt"]


@dataclass(frozen=True)
class WebFont:
    """A font of the site: the package and file it comes from, and the axes kept."""

    name: str
    package: str
    file: str
    axes: Mapping[str, float | tuple[float, float]]


WEB_FONTS = (
    WebFont(
        "bricolage-grotesque-700.woff2",
        "fontpkg_bricolage_grotesque",
        "BricolageGrotesque[opsz,wdth,wght].ttf",
        {"opsz": 28, "wdth": 100, "wght": 700},
    ),
    WebFont("source-sans-3.woff2", "fontpkg_source_sans_3", "SourceSans3[wght].ttf", {"wght": (400, 700)}),
    WebFont("source-sans-3-italic.woff2", "fontpkg_source_sans_3", "SourceSans3-Italic[wght].ttf", {"wght": 400}),
)


def web_font(font: WebFont, cache: Path) -> bytes:
    """The WOFF2 file of `font`, from the folder `cache` when it has been made before."""
    recipe = repr((font, CHARACTERS, _FEATURES, version("fonttools"), version(font.package), version("brotli")))
    kept = cache / f"{hashlib.sha256(recipe.encode()).hexdigest()[:16]}-{font.name}"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_suffix(".part")
        unfinished.write_bytes(_cut(font))
        unfinished.replace(kept)
    return kept.read_bytes()


def _cut(font: WebFont) -> bytes:
    # Imported here: a build that finds its fonts in the cache does without these large modules.
    from fontTools.subset import Options, Subsetter, parse_unicodes
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    source = TTFont(str(files(font.package) / "files" / font.file), recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=_FEATURES, notdef_outline=True))
    subsetter.populate(unicodes=parse_unicodes(CHARACTERS.replace("U+", "")))
    subsetter.subset(source)
    instance = instantiateVariableFont(source, dict(font.axes))
    instance.flavor = "woff2"
    written = io.BytesIO()
    instance.save(written)
    return written.getvalue()
