"""Turns the whole guide into the file that the site offers; kept while nothing in it changes."""

from __future__ import annotations

from pathlib import Path

from macros.book.chapters import Book
from macros.book.from_html import Manuscript, make_book
from macros.model.messages import Message
from macros.model.problems import GuideError, Problem
from macros.papers.downloads import BookFile
from macros.rendering.cache import cache_key, cached
from macros.rendering.page_counts import kept_page_count

MADE_BY = ("macros.book.from_html", "macros.book.pdf")
"""The modules that make what is kept here."""


def book_file(manuscript: Manuscript, store: Path, *, earlier: bool = False) -> BookFile:
    """The book as a PDF file, made anew only when its manuscript has changed since it was put into the folder `store`.

    With `earlier`, the last one made will do: an editor who looks at a page does not wait for the whole book.
    Raises `GuideError` when a page holds what a book does not know, or when Typst refuses it, for instance because of
    a character that the fonts lack.
    """
    file, name = store / f"{cache_key(manuscript, *MADE_BY)}-{manuscript.name}.pdf", f"{manuscript.name}.pdf"
    if earlier and not file.exists():
        make_book(manuscript)  # says what it does not know
        file = max(store.glob(f"*-{name}"), key=lambda other: other.stat().st_mtime, default=file)
    content = cached(file, lambda: _typeset(make_book(manuscript), store.parent / "fonts"))
    return BookFile(name, content, kept_page_count(file, content))


def _typeset(book: Book, fonts: Path) -> bytes:
    import typst

    from macros.book.pdf import book_pdf

    try:
        return book_pdf(book, fonts)
    except typst.TypstError as error:
        message = Message("typst-refuses.fault", said="; ".join((error.message, *error.hints)))
        remedy = Message("typst-refuses.remedy", template="macros/book/templates/book.typ")
        raise GuideError([Problem("docs", 0, message, remedy, book.name, book.language)]) from error
