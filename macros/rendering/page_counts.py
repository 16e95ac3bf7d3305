"""Counts the pages of PDF files that are kept, once: the library that opens them takes long to load."""

from __future__ import annotations

from pathlib import Path

from macros.rendering.cache import kept


def kept_page_count(file: Path, content: bytes) -> int:
    """The number of pages of the PDF file kept as `file`; it is kept beside it."""

    def counted() -> bytes:
        from macros.rendering.typst import page_count

        return str(page_count(content)).encode()

    return int(kept(file.with_suffix(".pages"), counted))
