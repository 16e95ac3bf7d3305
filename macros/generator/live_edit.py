"""The guide served to someone who writes it: what they edit shows when they look at it, the rest when they pause.

After an edit every page that it may have changed is stale. A page takes some hundredths of a second, so it is written
anew when somebody asks for it. The whole guide, with its papers and its search, takes some seconds.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.checks.site import checked_site, page_problems
from macros.content.communes import is_local
from macros.content.page_files import Page, read_page
from macros.content.site import Site
from macros.filling.browser_data import BUILDER_FOLDER
from macros.model.language import Language
from macros.model.messages import Message, translated
from macros.model.problems import GuideError
from macros.open_data.files import OPEN_DATA_FOLDER
from macros.papers.downloads import DOCUMENTS_FOLDER
from macros.rendering.cache import CANNOT_WRITE

PAUSE = 10.0
"""Seconds without an edit after which the whole guide is built."""
_OF_THE_WHOLE = (
    *(f"{each}/" for each in (DOCUMENTS_FOLDER, BUILDER_FOLDER, OPEN_DATA_FOLDER)),
    *(f"{language}/search/" for language in Language),
)
"""Where the files stand that are made with the whole guide only."""

_State = Mapping[Path, tuple[int, int]]
"""When each file was written, and its size."""
_Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
"""What answers a request: WSGI, PEP 3333."""
_log = logging.getLogger("guide.editing")


@dataclass(frozen=True)
class FilesRead:
    """The files that a build reads, as they stood before it did: what is edited during the build differs from them."""

    content: _State
    """What editors write."""
    code: _State
    """The code that this process runs."""

    @classmethod
    def now(cls, root: Path) -> FilesRead:
        """Those of the guide at `root`."""
        code = (file for file in _below(root / "macros") if file.suffix != ".pyc" and not file.name.startswith("."))
        return cls(_content(root), _times(code))


class LiveEdit:
    """Keeps what is served in step with what an editor writes; the server calls it each time that a file changes."""

    def __init__(
        self,
        root: Path,
        read: FilesRead,
        whole: Callable[[], None],
        site: Callable[[], Site],
        write: Callable[[Site, Page], None],
    ) -> None:
        """`whole` builds the guide, `site` is what it was built from last, `write` writes one page of a guide.

        `read` are the files that were there before the guide was first built.
        """
        self._root, self._whole, self._built_site, self._write = root, whole, site, write
        self.pause = root / ".cache" / "serving"
        """A file for the server to watch: it changes when the editor pauses."""
        self.pause.parent.mkdir(exist_ok=True)
        self.pause.touch()
        self._shown: _State = {**read.content, **_times([self.pause])}
        """The files of what is shown: later edits were refused, or have not been seen yet."""
        self._code = read.code
        self._has_old_code = False
        self._edited: Site | None = None
        """The guide with what was edited since it was built."""
        self._stale: dict[str, Page] = {}
        """The pages that may have changed since they were written, by their addresses."""
        self._waiting: threading.Timer | None = None
        self._lock = threading.Lock()
        """Held while pages are written: the server asks for several at a time."""

    def __call__(self) -> None:
        """Takes up an edit, or builds the whole guide. What is wrong is logged, and what was shown stays."""
        with self._lock:
            self._or_say(self._take_up)

    def before(self, application: _Application) -> _Application:
        """The application of the server, with each page written before it is served if it is stale."""

        def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            self.asked_for(environ["PATH_INFO"].removeprefix("/"))
            return application(environ, start_response)

        return answer

    def asked_for(self, address: str) -> None:
        """Writes the page at `address` (`fr/cout/`) if it is stale, or the whole guide for what only that makes."""
        if not self._stale:
            return
        with self._lock:
            if page := self._stale.pop(address, None):
                self._or_say(lambda: self._write_anew(page))
            elif self._stale and address.startswith(_OF_THE_WHOLE) and not address.endswith(".png"):
                self._or_say(lambda: self._build(self._state()))

    def _or_say(self, work: Callable[[], None]) -> None:
        if self._must_restart():
            return
        try:
            work()
        except SystemExit:  # MkDocs has said what is wrong
            _log.error(translated(Message("shown-as-before")))
        except Exception as error:  # of our own code with its traceback
            is_told = isinstance(error, GuideError) or getattr(error, "errno", None) in CANNOT_WRITE
            _log.error("%s", error, exc_info=not is_told)

    def _must_restart(self) -> bool:
        """Whether the code that this process runs has changed since, which is said once.

        Papers are set by processes that read the code anew. What they make would be kept as made by the old code, for
        which this process takes them, and every later build would find it there.
        """
        if not self._has_old_code and _times(self._code) != self._code:
            self._has_old_code = True
            _log.error(translated(Message("code-changed")))
        return self._has_old_code

    def _write_anew(self, page: Page) -> None:
        with _logged(page.file):
            self._write(self._site, page)

    def _take_up(self) -> None:
        state = self._state()
        changed = {file for file, _ in state.items() ^ self._shown.items()}
        if not changed:
            return
        pages = self._edited_pages(changed)
        if pages is not None:
            site = self._with_pages(pages)
        elif all(map(self._is_content, changed)):
            site = checked_site(self._root)
            pages = list(site.pages.values())
        if pages is None or _frames(site) != _frames(self._site):
            self._build(state)
            return
        self._shown, self._edited = state, site
        self._stale |= {page.address: page for page in pages}
        self._build_after_a_pause()

    @property
    def _site(self) -> Site:
        return self._edited or self._built_site()

    def _with_pages(self, pages: list[Page]) -> Site:
        """The guide with these pages instead of what they were; raises `GuideError` with what is wrong with them."""
        pages_now = {(page.language, page.path): page for page in pages}
        site = Site(self._site.catalogue, {**self._site.pages, **pages_now})
        if problems := [problem for page in pages for problem in page_problems(site, page)]:
            raise GuideError(problems)
        return site

    def _build(self, state: _State) -> None:
        if self._waiting:
            self._waiting.cancel()
        self._shown = {**self._shown, self.pause: state[self.pause]}
        with _logged(Message("whole-guide")):
            self._whole()
        self._shown, self._edited, self._stale = state, None, {}
        if self._state() != state:  # edited meanwhile, perhaps before the server watches
            self._build_after_a_pause()

    def _build_after_a_pause(self) -> None:
        if self._waiting:
            self._waiting.cancel()
        self._waiting = threading.Timer(PAUSE, self.pause.touch)
        self._waiting.daemon = True
        self._waiting.start()

    def _edited_pages(self, changed: Iterable[Path]) -> list[Page] | None:
        """The pages in the files that changed, if nothing changed that another page shows."""
        pages = [self._page(file) for file in sorted(changed)]
        return [page for page in pages if page] if all(pages) else None

    def _page(self, file: Path) -> Page | None:
        """The page in a file; None if it is none, or if its title or address changed, which other pages show.

        Raises `GuideError` when the page cannot be read.
        """
        docs = self._root / "docs"
        place = file.relative_to(docs).parts if file.is_relative_to(docs) and file.suffix == ".md" else ()
        if len(place) < 2 or place[0] not in set(Language) or not file.exists():
            return None
        language, path = Language(place[0]), "/".join(place[1:])
        earlier = self._site.pages.get((language, path))
        page, problems = read_page(file, path, language)
        if page is None:
            raise GuideError(problems)
        return page if earlier and earlier.front_matter == page.front_matter else None

    def _is_content(self, file: Path) -> bool:
        return file.is_relative_to(self._root / "data") or file.suffix == ".md"

    def _state(self) -> _State:
        return {**_content(self._root), **_times([self.pause])}


def _content(root: Path) -> _State:
    """The files that editors write."""
    files = (file for name in ("data", "docs", "overrides") for file in _below(root / name))
    return _times([*files, root / "mkdocs.yml"])


def _below(folder: Path) -> Iterator[Path]:
    """The files below a folder; a folder that vanishes meanwhile has none."""
    return (Path(place, name) for place, _, names in os.walk(folder) for name in names)


def _times(files: Iterable[Path]) -> _State:
    """The files as they stand; one that has vanished meanwhile is left out."""
    found = {}
    for file in files:
        with suppress(FileNotFoundError):
            stat = file.stat()
            found[file] = stat.st_mtime_ns, stat.st_size
    return found


@contextmanager
def _logged(made: str) -> Iterator[None]:
    """Logs what was made anew, and in how many seconds."""
    began = time.monotonic()
    yield
    _log.info(translated(Message("made-anew", what=made, seconds=time.monotonic() - began)))


def _frames(site: Site) -> dict[tuple[Language, str], object]:
    """What the build of the whole has to know: which pages there are, what heads each, and pages that have no file."""
    return {key: (page.front_matter, page.body if is_local(page.path) else "") for key, page in site.pages.items()}
