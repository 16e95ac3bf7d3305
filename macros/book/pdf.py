"""Sets the whole guide as one PDF file with Typst: PDF/A-2a and PDF/UA-1 at once."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from macros.book.elements import Book
from macros.rendering.typst import compiled, finished


def book_pdf(book: Book, fonts: Path) -> bytes:
    """The PDF of a book; raises `typst.TypstError` when it cannot be set."""
    content = json.dumps(_plain(book), ensure_ascii=False, default=str, sort_keys=True)
    return finished(compiled("book/templates/book.typ", {"book": content}, fonts, book.checked_on))


def _plain(value: Any) -> Any:
    """Records as dictionaries, each with its kind, for Typst."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        kind = type(value).__name__.lower()
        return {"kind": kind, **{field.name: _plain(getattr(value, field.name)) for field in fields(value)}}
    return value
