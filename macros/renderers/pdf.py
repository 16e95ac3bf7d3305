"""Writes papers as PDF files with Typst: PDF/A-2a and PDF/UA-1 at once."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import typst

from macros.fonts import FIELD_FONT, PAPER_FONTS, font_file
from macros.papers import Paper, Poster, leads
from macros.renderers.pdf_form import add_form
from macros.renderers.qr import qr_svg

_TEMPLATE = Path(__file__).parent.parent / "templates" / "paper.typ"
_OVERFLOW = re.compile(r"overflow (\w+) ([\d.]+)")


class PaperError(Exception):
    """A paper that cannot be set: what is wrong with it, and the remedy."""

    def __init__(self, message: str, remedy: str, language: str = "") -> None:
        self.message, self.remedy, self.language = message, remedy, language
        super().__init__(f"{message}: {remedy}")


def print_pdf(paper: Paper, fonts: Path) -> bytes:
    """The PDF to print, with lines to write on."""
    return _finished(_compiled(paper, fonts, {}))


def poster_pdf(paper: Paper, fonts: Path) -> bytes:
    """The poster of a paper alone, on sheets of A3."""
    return _finished(_compiled(paper, fonts, {"size": "a3"}))


def fillable_pdf(paper: Paper, fonts: Path) -> bytes:
    """The PDF to fill in on screen: each entry is a form field, with all the places where it stands."""
    pdf = _compiled(paper, fonts, {"fillable": "yes"})
    add_form(pdf, paper.entries, font_file(FIELD_FONT, fonts))
    return _finished(pdf)


def page_count(content: bytes) -> int:
    """The number of pages of a PDF file."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def _compiled(paper: Paper, fonts: Path, inputs: dict[str, str]) -> pikepdf.Pdf:
    try:
        written = _compiler(fonts).compile(
            sys_inputs=_inputs(paper) | inputs,
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            timestamp=_timestamp(paper),
        )
    except typst.TypstError as error:
        raise PaperError(*_explained(error)) from error
    return pikepdf.open(io.BytesIO(written))  # type: ignore[arg-type]


def _explained(error: typst.TypstError) -> tuple[str, str]:
    """What is wrong with a paper, and the remedy."""
    if overflow := _OVERFLOW.search(str(error.message)):
        return f"the {overflow[1]} is {overflow[2]} mm too full", "shorten its longest texts"
    return f"Typst refuses it: {error.message}", "; ".join(error.hints) or "see macros/templates/paper.typ"


def _finished(pdf: pikepdf.Pdf) -> bytes:
    """The file with its row headers marked, packed, and the same at every build."""
    _mark_row_headers(pdf.Root.StructTreeRoot)
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)  # without /Suspects false, of which Poppler complains
    written = io.BytesIO()
    pdf.save(
        written,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        recompress_flate=True,
    )
    return written.getvalue()


def _mark_row_headers(element: pikepdf.Object) -> None:
    """The first cell of a row heads it when it holds words: Typst cannot yet be told so from Python."""
    children = element.get("/K", pikepdf.Array())
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            if child.get("/S") == pikepdf.Name.TR:
                _mark_first_cell(child)
            else:
                _mark_row_headers(child)


def _mark_first_cell(row: pikepdf.Object) -> None:
    cells = row.K if isinstance(row.K, pikepdf.Array) else pikepdf.Array([row.K])
    if cells[0].S == pikepdf.Name.TD and "/K" in cells[0] and _has_words(cells[0]):
        cells[0].S = pikepdf.Name.TH
        scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
        attributes = cells[0].get("/A", pikepdf.Array())
        cells[0].A = pikepdf.Array([*(attributes if isinstance(attributes, pikepdf.Array) else [attributes]), scope])


def _has_words(element: pikepdf.Object) -> bool:
    children = element.get("/K", pikepdf.Array())
    return any(
        isinstance(child, int) or ("/MCID" in child or ("/S" in child and _has_words(child)))
        for child in (children if isinstance(children, pikepdf.Array) else [children])
    )


def first_page_png(paper: Paper, fonts: Path, width: int) -> bytes:
    """A picture of the first page, about `width` pixels wide."""
    pages = _compiler(fonts).compile(sys_inputs=_inputs(paper), format="png", ppi=width / 8.27)
    first = pages[0] if isinstance(pages, list) else pages
    assert isinstance(first, bytes)
    return first


@cache
def _compiler(fonts: Path) -> typst.Compiler:
    for font in PAPER_FONTS:
        font_file(font, fonts)
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
    return typst.Compiler(input=str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=found)


def _timestamp(paper: Paper) -> int:
    """Midnight UTC of the day on which the text was checked: the same in every build."""
    return int(dt.datetime.combine(paper.checked_on, dt.time(), dt.UTC).timestamp())


def _inputs(paper: Paper) -> dict[str, str]:
    inputs = {"paper": paper_json(paper)}
    for element in paper.elements:
        if isinstance(element, Poster):
            inputs["qr"] = qr_svg(element.address)
    return inputs


def paper_json(paper: Paper) -> str:
    """The paper as the template reads it: each element with its kind, and whether it leads to the next."""
    content = asdict(paper) | {"elements": [_with_kinds(element) for element in paper.elements]}
    return json.dumps(content, ensure_ascii=False, default=str, sort_keys=True)


def _with_kinds(element: Any) -> dict[str, Any]:
    return {"kind": type(element).__name__.lower(), "leads": leads(element), **asdict(element)}
