"""Papers have the colours of the site, each written in the language of its format."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.content.site import ROOT

COLOUR = re.compile(
    r"""#([0-9a-f]{6})\b|\b(?:w:)?(?:val|color|fill)="([0-9a-f]{6})\"|"(?=\d*[A-F])([0-9A-F]{6})\"""", re.IGNORECASE
)
IN_PDF = re.compile(r'"([01](?:\.\d+)?) ([01](?:\.\d+)?) ([01](?:\.\d+)?)(?: rg)?"')
"""Red, green and blue as a PDF file writes them, each from 0 to 1."""
STREET = {"165647", "23695b", "1b5d4f"}
"""The houses behind the poster, which the site does not show."""
PEN = {"1d3f8f"}
"""What is written on the papers of the example, as if by hand."""
SHEETS = sorted((ROOT / "docs" / "assets" / "css").glob("*.css"))
DRAWN = [
    *(file for file in sorted((ROOT / "macros").rglob("*")) if file.suffix in {".typ", ".xml", ".html", ".py"}),
    *sorted((ROOT / "docs" / "assets" / "js" / "builder").glob("*.js")),
]


def colours_of(text: str) -> set[str]:
    """Every colour that a text names, as six digits; CSS may write three."""
    short = {"".join(digit * 2 for digit in found) for found in re.findall(r"#([0-9a-f]{3})\b", text, re.IGNORECASE)}
    parts = {"".join(f"{round(float(part) * 255):02x}" for part in found) for found in IN_PDF.findall(text)}
    return {"".join(found).lower() for found in COLOUR.findall(text)} | {each.lower() for each in short} | parts


SITE = {colour for sheet in SHEETS for colour in colours_of(sheet.read_text("utf-8"))}


@pytest.mark.parametrize("file", [file for file in DRAWN if colours_of(file.read_text("utf-8"))], ids=lambda f: f.name)
def test_every_colour_is_one_of_the_site(file: Path) -> None:
    assert colours_of(file.read_text("utf-8")) - STREET - PEN <= SITE
