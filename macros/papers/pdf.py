"""Writes papers as PDF files with Typst: PDF/A-2a and PDF/UA-1 at once."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path

import pikepdf
import typst
from PIL import Image

from macros.model.messages import Message
from macros.model.records import Orientation
from macros.papers.paper import Paper
from macros.papers.pdf_form import add_form
from macros.rendering.typst import compiled, compiler, finished, mark_row_headers
from macros.tree.as_json import as_json

_TEMPLATE = "papers/templates/paper.typ"
_SLIDES = "papers/templates/slides.typ"
_FIGURES = "papers/templates/figures.typ"
_PLACE = re.compile(r"macros/\S+\.typ:\d+")
_OVERFLOW = re.compile(r"overflow (\w+) ([\d.]+) ([^\"]*)")


class PaperError(Exception):
    """A paper that cannot be set: what is wrong with it, and the remedy."""

    def __init__(self, message: str, remedy: str, language: str = "") -> None:
        self.message, self.remedy, self.language = message, remedy, language
        super().__init__(f"{message}: {remedy}")


def print_pdf(paper: Paper, fonts: Path) -> bytes:
    """The PDF to print, with lines to write on."""
    return finished(_compiled(paper, fonts, {}))


def poster_pdf(paper: Paper, fonts: Path) -> bytes:
    """The poster of a paper alone, on sheets of A3."""
    return finished(_compiled(paper, fonts, {"size": "a3"}))


def notes_pdf(paper: Paper, fonts: Path) -> bytes:
    """What is said with the slides of a paper, to read from sheets of A4."""
    return finished(_compiled(paper, fonts, {}, _TEMPLATE))


@cache  # each layout of each file of slides asks for some
def figure_png(name: str, panes: int, fonts: Path) -> bytes:
    """A drawing of the guide's face that `figures.typ` knows by its name, for formats that cannot draw it."""
    drawn = compiler(_FIGURES, fonts).compile(sys_inputs={"name": name, "panes": str(panes)}, format="png", ppi=220)
    assert isinstance(drawn, bytes)
    return drawn


def fillable_pdf(paper: Paper, fonts: Path) -> bytes:
    """The PDF to fill in on screen: each entry is a form field, with all the places where it stands."""
    pdf = _compiled(paper, fonts, {"fillable": "yes"})
    add_form(pdf, paper.entries, fonts)
    return finished(pdf)


def pieces_pdf(paper: Paper, fonts: Path) -> pikepdf.Pdf:
    """The paper with each of its parts on a sheet of its own, for who sets it anew with answers."""
    pdf = _compiled(paper, fonts, {"pieces": "yes"})
    mark_row_headers(pdf.Root.StructTreeRoot)
    return pdf


def _compiled(paper: Paper, fonts: Path, inputs: dict[str, str], template: str = "") -> pikepdf.Pdf:
    with _refusals_told():
        return compiled(template or _template(paper), _inputs(paper) | inputs, fonts, paper.checked_on)


@contextmanager
def _refusals_told() -> Iterator[None]:
    """Tells what Typst refuses as a `PaperError`."""
    try:
        yield
    except typst.TypstError as error:
        raise PaperError(*_explained(error)) from error


def _template(paper: Paper) -> str:
    return _SLIDES if paper.orientation is Orientation.SCREEN else _TEMPLATE


def _explained(error: typst.TypstError) -> tuple[str, str]:
    """What is wrong with a paper, and the remedy."""
    if overflow := _OVERFLOW.search(str(error.message)):
        values = {"what": Message(f"full-{overflow[1]}", title=overflow[3]), "millimetres": overflow[2]}
        return Message("paper-too-full.fault", **values), Message("paper-too-full.remedy")
    place = _PLACE.search(error.diagnostic)
    return (
        Message("typst-refuses.fault", said="; ".join((error.message, *error.hints))),
        Message("typst-refuses.remedy", template=place[0] if place else "macros/papers/templates"),
    )


def first_page_png(paper: Paper, fonts: Path, width: int) -> bytes:
    """A picture of the first page, about `width` pixels wide, in 32 colours: a quarter of the bytes that all take."""
    inches = 13.33 if paper.orientation is Orientation.SCREEN else 8.27
    with _refusals_told():
        pages = compiler(_template(paper), fonts).compile(sys_inputs=_inputs(paper), format="png", ppi=width / inches)
    first = pages[0] if isinstance(pages, list) else pages
    assert isinstance(first, bytes)
    drawn, written = Image.open(io.BytesIO(first)).convert("RGB"), io.BytesIO()
    drawn.quantize(32, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


@lru_cache(maxsize=1)  # a paper is set several times in a row: to print, to fill in, as a picture
def _inputs(paper: Paper) -> dict[str, str]:
    return {"paper": as_json(paper)}
