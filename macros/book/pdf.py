"""Sets the whole guide as one PDF file with Typst: PDF/A-2a and PDF/UA-1 at once."""

from __future__ import annotations

from pathlib import Path

from macros.book.chapters import Book
from macros.rendering.typst import compiled, finished
from macros.tree.as_json import as_json


def book_pdf(book: Book, fonts: Path) -> bytes:
    """The PDF of a book; raises `typst.TypstError` when it cannot be set."""
    return finished(compiled("book/templates/book.typ", {"book": as_json(book)}, fonts, book.checked_on))
