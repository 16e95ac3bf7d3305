"""The files that the site offers: what readers download, and what they are told before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from macros.model.language import Edition
from macros.papers.paper import Format, Paper

DOCUMENTS_FOLDER = "documents"
"""Where the files stand below the root of the site."""


@dataclass(frozen=True)
class Download:
    """A file that readers download."""

    name: str
    content: bytes


@dataclass(frozen=True)
class PaperFile(Download):
    """A paper as a file."""

    format: Format
    pages: int
    """Its number of pages where the format has pages, else 0."""


@dataclass(frozen=True)
class BookFile(Download):
    """The whole guide in one language."""

    pages: int


@dataclass(frozen=True)
class PackedPaper:
    """A paper in one edition, with its files."""

    paper: Paper
    files: Mapping[Format, PaperFile]

    @property
    def picture(self) -> PaperFile:
        """The picture of its first page; only documents for homes in one language have one."""
        return self.files[Format.PICTURE]

    @property
    def offered(self) -> list[PaperFile]:
        """Its files without the picture of its first page."""
        return [file for file in self.files.values() if file.format is not Format.PICTURE]


@dataclass(frozen=True)
class Pack:
    """All papers, by id and edition."""

    papers: Mapping[tuple[str, Edition], PackedPaper]
    archives: Mapping[Edition, Download]
    """One ZIP file for each edition, with all its papers and a page that lists them."""
    examples: Mapping[tuple[str, Edition], PaperFile]
    """The papers of the invented neighbourhood, filled in, by the id of the paper; no ZIP file holds them."""

    @property
    def files(self) -> Iterator[Download]:
        """Every file that the site offers."""
        for packed in self.papers.values():
            yield from packed.files.values()
        yield from self.archives.values()
        yield from self.examples.values()
