"""Reads slides back from what LibreOffice and Typst draw of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests.tools import Tools

SMALLEST, FOOT = 24, 506
"""Points: the letters that the back row can read; where the foot begins, which it need not read."""


@dataclass(frozen=True)
class Line:
    """A line of letters on a page of a PDF file, in points."""

    page: int
    left: int
    top: int
    right: int
    bottom: int
    size: int
    text: str


def lines_in(pdf: Path, tools: Tools) -> Iterator[Line]:
    said = tools.said("pdftohtml", "-xml", "-i", "-stdout", "-zoom", "1", pdf)
    root = ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>|</?[ab]\b[^>]*>", "", said))
    sizes = {each.get("id"): int(each.get("size", "0")) for each in root.iter("fontspec")}
    for page in root.iter("page"):
        for line in page.iter("text"):
            left, top, width, height = (int(line.get(name, "0")) for name in ("left", "top", "width", "height"))
            box = (left, top, left + width, top + height)
            text = "".join(line.itertext())
            yield Line(int(page.get("number", "0")), *box, sizes[line.get("font")], text)


def drawn_by_libreoffice(content: bytes, folder: Path, tools: Tools) -> Path:
    (folder / "slides.pptx").write_bytes(content)
    return tools.drawn([folder / "slides.pptx"], folder) / "slides.pptx.pdf"


def box_of(shape: Any) -> tuple[float, float, float, float]:
    """Where the text of a shape may stand: LibreOffice counts the space that ends a line, and what is below letters."""
    left, top, width, height = (length.pt for length in (shape.left, shape.top, shape.width, shape.height))
    return left - 2, top - 6, left + width + 12, top + height + 6
