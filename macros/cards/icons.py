"""Draws the mark of the guide where a picture in the page does not do: in results of a search, on a home screen.

Search engines and phones look for these files at the root of a site, under these names, without a link to them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from macros.rendering.cache import cache_key, cached

MADE_BY = ("macros.cards.icons",)
"""The modules that make what is kept here."""
_TOUCH_ICON, _FAVICON = "apple-touch-icon.png", "favicon.ico"
_SIZES = {_TOUCH_ICON: 180, _FAVICON: 48}
"""In pixels: what Apple's phones ask for, and a multiple of 48, as Google wants it."""


def icon_files(mark: Path, store: Path) -> Iterator[tuple[str, bytes]]:
    """The name and content of each icon, drawn from the SVG file `mark`; what is kept in the folder `store` stays."""
    svg = mark.read_text("utf-8")
    for name, size in _SIZES.items():
        kept = store / f"{cache_key((svg, name, size), *MADE_BY)}.icon"
        yield name, cached(kept, partial(_icon, svg, name, size, store.parent / "fonts"))


def _icon(svg: str, name: str, size: int, fonts: Path) -> bytes:
    from macros.rendering.typst import compiler

    drawn = compiler("cards/templates/icon.typ", fonts).compile(
        sys_inputs={"mark": svg, "size": str(size)}, format="png", ppi=72
    )
    assert isinstance(drawn, bytes)
    return _as_ico(drawn, size) if name == _FAVICON else drawn


def _as_ico(png: bytes, size: int) -> bytes:
    """A picture as a file of Windows icons that holds it alone: its head, one entry of its list, and the PNG itself."""
    head = struct.pack("<HHH", 0, 1, 1)
    entry = struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(png), 6 + 16)
    return head + entry + png
