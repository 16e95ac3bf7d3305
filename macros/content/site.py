"""The guide as a whole: the catalogue and the pages, read together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from macros.content.catalogue import Catalogue
from macros.content.page_files import Page, Pages
from macros.model.language import Language
from macros.model.problems import UnknownRecordError

ROOT = Path(__file__).parents[2]
"""The folder of the project."""


@dataclass(frozen=True, eq=False)
class Site:
    """All that is needed to render any page; read anew, it is another one."""

    catalogue: Catalogue
    pages: Pages

    def page(self, path: str, language: Language) -> Page:
        """The page at `path`; raises `UnknownRecordError` with the nearest known paths."""
        try:
            return self.pages[language, path]
        except KeyError:
            raise UnknownRecordError("page", path, {known for _, known in self.pages}) from None

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all pages, the home page first."""
        return tuple(sorted({path for _, path in self.pages}, key=lambda path: (path != "index.md", path)))
