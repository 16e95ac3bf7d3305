"""Papers have the colours of the site, each written in the language of its format."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.content.site import ROOT

COLOUR = re.compile(r"""#([0-9a-f]{6})\b|w:(?:val|color|fill)="([0-9a-f]{6})\"""", re.IGNORECASE)
STREET = {"165647", "23695b", "1b5d4f"}
"""The houses behind the poster, which the site does not show."""
PEN = {"1d3f8f"}
"""What is written on the papers of the example, as if by hand."""
SHEETS = sorted((ROOT / "docs" / "assets" / "css").glob("*.css"))
DRAWN = [file for file in sorted((ROOT / "macros").rglob("*")) if file.suffix in {".typ", ".xml", ".html", ".py"}]


def colours_of(text: str) -> set[str]:
    """Every colour that a text names, as six digits; CSS may write three."""
    short = {"".join(digit * 2 for digit in found) for found in re.findall(r"#([0-9a-f]{3})\b", text, re.IGNORECASE)}
    return {(plain or word).lower() for plain, word in COLOUR.findall(text)} | {each.lower() for each in short}


SITE = {colour for sheet in SHEETS for colour in colours_of(sheet.read_text("utf-8"))}


@pytest.mark.parametrize(
    "file", [file for file in DRAWN if COLOUR.search(file.read_text("utf-8"))], ids=lambda f: f.name
)
def test_every_colour_is_one_of_the_site(file: Path) -> None:
    assert colours_of(file.read_text("utf-8")) - STREET - PEN <= SITE
