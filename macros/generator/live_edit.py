"""The guide served to someone who writes it: an edited page shows at once, the rest when they pause.

A page takes a few hundredths of a second; the whole guide, with its search and the whole guide as a file, some seconds.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from macros.checks.site import page_problems
from macros.content.page_files import Page, read_page
from macros.content.site import Site
from macros.model.language import Language
from macros.model.messages import Message, told
from macros.model.problems import GuideError

PAUSE = 3.0
"""Seconds without an edit after which the whole guide is built."""

_State = Mapping[Path, tuple[int, int]]
_log = logging.getLogger("guide.editing")


class LiveEdit:
    """Builds what an editor has changed; the server calls it each time that a file changes."""

    def __init__(
        self, root: Path, whole: Callable[[], None], site: Callable[[], Site], show: Callable[[Site, Page], None]
    ) -> None:
        """`whole` builds the guide, `site` is what it was built from last, `show` writes one page."""
        self._root, self._whole, self._site, self._show = root, whole, site, show
        self.pause = root / ".cache" / "serving"
        """A file for the server to watch: it changes when the editor pauses."""
        self.pause.parent.mkdir(exist_ok=True)
        self.pause.touch()
        self._built = self._state()
        self._waiting: threading.Timer | None = None

    def __call__(self) -> None:
        """Writes the pages that changed, or the whole guide, and logs which.

        What is wrong is logged, and what was shown stays; an error of our own code with its traceback.
        """
        state, began = self._state(), time.monotonic()
        try:
            pages = self._changed_pages(state)
            if pages:
                self._write(pages)
            else:
                self._built = {**self._built, self.pause: state[self.pause]}
                self._whole()
                self._built = state
            made = [page.file for page in pages] or Message("whole-guide")
            _log.info(told(Message("made-anew", what=made, seconds=time.monotonic() - began)))
        except SystemExit:  # MkDocs has said what is wrong
            _log.error(told(Message("shown-as-before")))
        except Exception as error:
            _log.error("%s", error, exc_info=not isinstance(error, GuideError))

    def _write(self, pages: list[Page]) -> None:
        earlier = self._site()
        site = Site(earlier.catalogue, {**earlier.pages, **{(page.language, page.path): page for page in pages}})
        problems = [problem for page in pages for problem in page_problems(site, page)]
        if problems:
            raise GuideError(problems)
        for page in pages:
            self._show(site, page)
        if self._waiting:
            self._waiting.cancel()
        self._waiting = threading.Timer(PAUSE, self.pause.touch)
        self._waiting.daemon = True
        self._waiting.start()

    def _changed_pages(self, state: _State) -> list[Page]:
        """The pages that changed since the guide was built; none if anything changed that other pages show."""
        changed = {file for file, _ in state.items() ^ self._built.items()}
        pages = []
        for file in sorted(changed):
            page = self._page(file)
            if page is None:
                return []
            pages.append(page)
        return pages

    def _page(self, file: Path) -> Page | None:
        """The page in a file; None if it is none, or if its title or address changed, which other pages show.

        Raises `GuideError` when the page cannot be read.
        """
        docs = self._root / "docs"
        place = file.relative_to(docs).parts if file.is_relative_to(docs) and file.suffix == ".md" else ()
        if len(place) < 2 or place[0] not in set(Language) or not file.exists():
            return None
        language, path = Language(place[0]), "/".join(place[1:])
        earlier = self._site().pages.get((language, path))
        page, problems = read_page(file, path, language)
        if page is None:
            raise GuideError(problems)
        return page if earlier and earlier.front_matter == page.front_matter else None

    def _state(self) -> _State:
        """When each file of the guide was written, and its size."""
        folders = (self._root / name for name in ("data", "docs", "overrides"))
        files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
        found = {file: file.stat() for file in (*files, self.pause)}
        return {file: (stat.st_mtime_ns, stat.st_size) for file, stat in found.items()}
