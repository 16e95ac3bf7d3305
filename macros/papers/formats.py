"""Writes a paper as a file of the format asked for, and looks first for what no format could show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from macros.model.messages import Message
from macros.papers.docx import word_file
from macros.papers.odt import open_document
from macros.papers.paper import Format, Paper
from macros.papers.pdf import PaperError, fillable_pdf, first_page_png, notes_pdf, poster_pdf, print_pdf
from macros.papers.pptx import slides_file
from macros.rendering.fonts import lacking
from macros.tree.nodes import Words

PICTURE_WIDTH = 224
"""Pixels: twice the width at which the site shows the picture of a first page."""


def refuse_missing_characters(paper: Paper) -> None:
    """Raises `PaperError` for the first text with a character that our fonts lack: it would print as a hole."""
    for words in texts(paper):
        if names := lacking(str(words)):
            message = Message("character-lacking.fault", names=names, text=words)
            raise PaperError(message, Message("character-lacking.remedy"), words.language)


def rendered(paper: Paper, kind: Format, fonts: Path) -> bytes:
    """The paper as a file; raises `PaperError` when a text does not fit."""
    match kind:
        case Format.PRINT:
            return print_pdf(paper, fonts)
        case Format.FORM:
            return fillable_pdf(paper, fonts)
        case Format.POSTER:
            return poster_pdf(paper, fonts)
        case Format.PICTURE:
            return first_page_png(paper, fonts, PICTURE_WIDTH)
        case Format.WORD:
            return word_file(paper)
        case Format.OPEN:
            return open_document(paper)
        case Format.SLIDES:
            return slides_file(paper, fonts)
        case Format.NOTES:
            return notes_pdf(paper, fonts)


def texts(value: object) -> Iterator[Words]:
    """Every text in a node or a paper, in reading order."""
    if isinstance(value, Words):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value):
        for inner in fields(value):
            yield from texts(getattr(value, inner.name))
