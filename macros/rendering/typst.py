"""Sets a Typst template as a PDF file: PDF/A-2a and PDF/UA-1 at once, and the same bytes at every build."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pikepdf
import typst

from macros.model.problems import Problem
from macros.rendering.fonts import paper_fonts

_ROOT = Path(__file__).parents[1]
"""The folder `macros`, below which templates name each other."""
_PLACE = re.compile(r"(\S+\.typ):(\d+)")
"""Where a diagnostic leads, seen from the working folder."""


def compiled(template: str, inputs: Mapping[str, str], fonts: Path, day: dt.date) -> pikepdf.Pdf:
    """What a template makes of its inputs, dated midnight UTC of `day`.

    The template is named by its path below `macros`. Raises `typst.TypstError`, also for what Typst only warns of, such
    as a font that is not there.
    """
    written, warnings = compiler(template, fonts).compile_with_warnings(
        sys_inputs=dict(inputs),
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp()),
    )
    for warning in warnings:
        error = typst.TypstError(warning.message, warning.diagnostic)
        # Typst sets these on what it raises itself; the class does not
        vars(error).update(message=warning.message, diagnostic=warning.diagnostic, hints=warning.hints)
        raise error
    return pikepdf.open(io.BytesIO(written))  # type: ignore[arg-type]


@cache
def compiler(template: str, fonts: Path) -> typst.Compiler:
    """Typst with one of our templates, and with our fonts only."""
    folder = str(paper_fonts(fonts))
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    return typst.Compiler(input=str(_ROOT / template), root=str(_ROOT), font_paths=found)


def template_problems(macros: Path = _ROOT) -> Iterator[Problem]:
    """Templates below `macros` that Typst cannot read.

    Without inputs it reads all of a template, and what this imports, and stops at the first input that it lacks.
    """
    no_fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    for file in sorted(macros.glob("*/templates/*.typ")):
        try:
            typst.Compiler(input=str(file), root=str(macros), font_paths=no_fonts).compile()
        except typst.TypstError as error:
            if not error.message.startswith("dictionary does not contain key"):
                place = _PLACE.search(error.diagnostic)  # a file in another encoding has none
                where, line = (Path(place[1]).resolve(), int(place[2])) if place else (file, 0)
                name = where.relative_to(macros.resolve().parent).as_posix()
                yield Problem.of("template-unreadable", name, line, said=error.message)


def page_count(content: bytes) -> int:
    """The number of pages of a PDF file."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def finished(pdf: pikepdf.Pdf) -> bytes:
    """The file with its row headers marked, packed, and the same at every build."""
    mark_row_headers(pdf.Root.StructTreeRoot)
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)  # without /Suspects false, of which Poppler complains
    written = io.BytesIO()
    pdf.save(
        written,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
    return written.getvalue()


def mark_row_headers(element: pikepdf.Object) -> None:
    """The first cell of a row heads it when it holds words: Typst cannot yet be told so from Python."""
    children = element.get("/K", pikepdf.Array())
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            if child.get("/S") == pikepdf.Name.TR:
                _mark_first_cell(child)
            else:
                mark_row_headers(child)


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
