"""What the licences of the fonts ask of those that we cut."""

from __future__ import annotations

import re
from importlib.metadata import distribution

import pytest
from fontTools.ttLib import TTFont

from macros.content.site import ROOT
from macros.rendering import cache
from macros.rendering.fonts import FIELD_FONT, PAPER_FONTS, WEB_FONTS, Font, font_file


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
