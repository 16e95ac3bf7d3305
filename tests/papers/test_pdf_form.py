"""Forms that are filled in on screen: where what is typed stands, and the font in which it shows."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from macros.content.site import ROOT
from macros.model.language import Edition
from macros.papers.field_font import FONT, field_font
from macros.papers.paper import Format
from macros.papers.pdf_form import MULTILINE
from macros.rendering.fonts import FIELD_FONT, font_file
from tests.building import OnePaper
from tests.papers.pdfium import typed_field
from tests.papers.reading_papers import words_in
from tests.tools import Tools

FONTS = ROOT / ".cache" / "fonts"


@pytest.fixture(scope="module")
def charter(one_paper: OnePaper) -> bytes:
    return one_paper("charter", Edition.BOTH).files[Format.FORM].content


def test_what_is_typed_in_a_single_line_stands_on_its_rule(charter: bytes, tmp_path: Path, tools: Tools) -> None:
    """As Poppler sets it: like other viewers in the middle of its place, from the descenders of its font upwards."""
    rules: dict[str, list[float]] = {}
    with pikepdf.open(io.BytesIO(charter)) as pdf:
        pdf.Root.AcroForm.NeedAppearances = True
        for number, field in enumerate(pdf.Root.AcroForm.Fields):
            if field.FT == "/Tx" and not int(field.get("/Ff", 0)) & MULTILINE:
                field.V = pikepdf.String(f"g{number}")
                rules[f"g{number}"] = [float(widget.Rect[1]) for widget in field.Kids]
        height = float(pdf.pages[0].mediabox[3])
        pdf.save(tmp_path / "typed.pdf")
    assert len(rules) > 30
    found: dict[str, list[float]] = {}
    for word in words_in(tmp_path / "typed.pdf", tools):
        if word.text in rules:
            found.setdefault(word.text, []).append(height - word.bottom)
    assert {text: len(each) for text, each in found.items()} == {text: len(each) for text, each in rules.items()}
    for text, bottoms in found.items():
        assert sorted(bottoms) == pytest.approx(sorted(rules[text]), abs=1.5), text


def test_poppler_shows_whatever_letter_is_typed_in_the_font_of_fields(
    charter: bytes, tmp_path: Path, tools: Tools
) -> None:
    """None is lost, and none is taken from a font that another device may not have."""
    letters = [chr(code) for code in field_font(FONTS).widths if chr(code).isalpha()]
    typed = ["".join(letters[start : start + 12]) for start in range(0, len(letters), 12)]
    fonts = set(tools.run("pdffonts", write(tmp_path / "blank.pdf", charter)).stdout.splitlines())
    with pikepdf.open(io.BytesIO(charter)) as pdf:
        pdf.Root.AcroForm.NeedAppearances = True
        fields = [field for field in pdf.Root.AcroForm.Fields if field.FT == "/Tx"]
        for field, text in zip(fields, typed, strict=False):
            field.V = pikepdf.String(text)
        pdf.save(tmp_path / "typed.pdf")
    assert len(typed) <= len(fields)
    shown = tools.run("pdftotext", tmp_path / "typed.pdf", "-").stdout
    assert [text for text in typed if text not in shown] == []
    assert {line.split()[0] for line in tools.run("pdffonts", tmp_path / "typed.pdf").stdout.splitlines()[2:]} == {
        line.split()[0] for line in fonts if "yes" in line
    }


def test_chromium_shows_whatever_letter_is_typed_in_the_font_of_fields(charter: bytes) -> None:
    """As PDFium sets it, on a machine with few fonts too; a letter that is not shown takes no room at all."""
    letters = [chr(code) for code in field_font(FONTS).widths if chr(code).isalpha()]
    assert len(letters) > 700
    with typed_field(charter, "coordinator-name") as field:
        nothing = field.typed("||")
        assert [letter for letter in letters if field.typed(f"|{letter}|") == nothing] == []


def test_what_is_typed_has_the_size_of_its_text(one_paper: OnePaper) -> None:
    """That of the sentences, and in a table that of its cells, however high the blank is."""
    sizes: dict[str, set[str]] = {}
    for paper in ("support-survey", "evening-minutes"):
        with pikepdf.open(io.BytesIO(one_paper(paper, Edition.FR).files[Format.FORM].content)) as pdf:
            for field in pdf.Root.AcroForm.Fields:
                for widget in field.Kids if field.FT == "/Tx" else ():
                    sizes.setdefault(str(field.T), set()).add(str(widget.DA).split()[1])
    assert (sizes["survey-return-by"], sizes["minutes-decisions"]) == ({"11"}, {"11"})
    assert sizes["partnership-ballots"] == {"10"}
    assert set().union(*sizes.values()) == {"10", "11"}


def write(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


def test_each_letter_of_the_font_is_its_own(charter: bytes) -> None:
    """Its code leads to its drawing, its width and its character."""
    source = TTFont(font_file(FIELD_FONT, FONTS))
    names, outlines = source.getBestCmap(), source.getGlyphSet()
    with pikepdf.open(io.BytesIO(charter)) as pdf:
        font = pdf.Root.AcroForm.DR.Font[f"/{FONT}"]
        inner = font.DescendantFonts[0]
        glyphs, told = inner.CIDToGIDMap.read_bytes(), font.ToUnicode.read_bytes().decode()
        embedded = TTFont(io.BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))
        listed = width_table(inner.W)
    drawings, order = embedded.getGlyphSet(), embedded.getGlyphOrder()
    ranges = [(int(first, 16), int(last, 16)) for first, last in re.findall(r"<(\w+)> <(\w+)> <\1>", told)]
    assert [*field_font(FONTS).widths] == sorted(names)
    for code, width in field_font(FONTS).widths.items():
        name = order[int.from_bytes(glyphs[2 * code : 2 * code + 2], "big")]
        assert outline(drawings, name) == outline(outlines, names[code]), chr(code)
        assert width == listed[code] == round(source["hmtx"][names[code]][0] * 1000 / source["head"].unitsPerEm)
        assert any(first <= code <= last for first, last in ranges), chr(code)


def test_papers_are_not_set_in_the_font_of_fields(tmp_path: Path) -> None:
    """Typst takes every font of the folder that it recognizes; this one has the name of the font of the papers."""
    shutil.copy(font_file(FIELD_FONT, FONTS), tmp_path)
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(tmp_path)])
    assert found.families() == []


def width_table(listed: pikepdf.Object) -> dict[int, int]:
    pairs = iter(listed)
    return {int(first) + place: int(width) for first in pairs for place, width in enumerate(next(pairs))}


def outline(glyphs: Any, name: str) -> Any:
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen.value
