"""The guide as a whole: the catalogue and the pages, read together."""

from __future__ import annotations

from dataclasses import dataclass

from macros.catalogue import Catalogue
from macros.language import Language
from macros.pages import Page, Pages
from macros.problems import UnknownRecordError


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
