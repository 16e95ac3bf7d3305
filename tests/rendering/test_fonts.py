"""What the licences of the fonts ask of those that we cut; and how wide is what stands there until they come."""

from __future__ import annotations

import re
from importlib.metadata import distribution

import pytest
from fontTools.ttLib import TTFont

from macros.content.site import ROOT, Site
from macros.rendering import cache
from macros.rendering.fonts import FIELD_FONT, PAPER_FONTS, WEB_FONTS, Font, font_file

_WIDTHS_OF_ARIAL = {278: " ft", 556: "abdeghnopqu", 500: "ckszvxy", 222: "ijl", 333: "r", 722: "w", 833: "m"}
"""In thousandths of an em, as its maker gave them: those of Helvetica, and of each font that may stand in for it."""


def test_what_packs_fonts_counts_in_what_is_kept_of_them() -> None:
    assert "brotli" in cache._module("macros.rendering.fonts").libraries


@pytest.mark.parametrize("font", [*WEB_FONTS, *PAPER_FONTS, FIELD_FONT], ids=lambda font: font.name)
def test_a_font_that_was_cut_says_whose_it_is_and_bears_no_name_that_its_licence_keeps(font: Font) -> None:
    licence = distribution(font.package).read_text("licenses/LICENSE") or ""
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    kept = re.findall(r"Reserved Font Name '(\w+)'", licence)
    names = TTFont(font_file(font, ROOT / ".cache" / "fonts"))["name"]
    assert re.match("(©|Copyright) 20", names.getDebugName(0))
    shown = [record.toUnicode() for record in names.names if record.nameID != 0]
    assert [name for name in [font.name, *shown] if any(word.lower() in name.lower() for word in kept)] == []


def test_what_stands_there_until_the_fonts_come_is_as_wide(site: Site) -> None:
    """Else lines break elsewhere once they come, and what is being read moves; see decisions/theme.md."""
    sheet = (ROOT / "docs" / "assets" / "css" / "guide.css").read_text("utf-8")
    (adjusted,) = map(int, re.findall(r"[^-]size-adjust: (\d+)%", sheet))
    arial = {letter: width for width, letters in _WIDTHS_OF_ARIAL.items() for letter in letters}
    texts = "".join(page.body for page in site.pages.values())
    read = [letter for letter in texts if letter in arial]
    assert len(read) > 100_000
    ours = TTFont(font_file(PAPER_FONTS[1], ROOT / ".cache" / "fonts"))
    glyphs, widths = ours.getBestCmap(), ours["hmtx"]
    width = 1000 / ours["head"].unitsPerEm * sum(widths[glyphs[ord(letter)]][0] for letter in read)
    assert abs(100 * width / sum(map(arial.__getitem__, read)) - adjusted) < 1
