"""What a browser found good is not looked at again while it would be given the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, Request

from tests.kept import keep, kept_in, place_of

DAY = "2026-12-01"
"""What the clock of a page says: a date of which a year has passed shows more words, and no file has changed."""


class Visits:
    """Visits to a site that is served, by a browser; with each that found nothing, what it loaded is kept."""

    def __init__(self, root: Path, base_url: str, browser: object) -> None:
        self._root, self.base_url = root, base_url
        self._judge = (browser, version("playwright"), DAY)
        self._dated: set[Page] = set()

    def findings(self, asked: object, pages: Collection[Page], look: Callable[[], list[str]]) -> list[str]:
        """What `look` finds on pages, which it opens; nothing where it found nothing in the same files before.

        `asked` says all that the findings depend on besides: the address, and the question with the code that asks it.
        """
        place = place_of(self._judge, asked)
        listed = kept_in(place)
        if listed is not None and all(self._digest(name) == digest for name, digest in json.loads(listed).items()):
            return []
        loaded: set[str] = set()

        def note(request: Request) -> None:
            loaded.add(request.url)

        for page in pages:
            if page not in self._dated:
                page.clock.set_fixed_time(DAY)
                self._dated.add(page)
            page.on("request", note)
        found = look()
        for page in pages:
            page.remove_listener("request", note)
        own = [url for url in loaded if not url.startswith(("data:", "blob:"))]
        if not found and own and all(url.startswith(self.base_url) for url in own):
            names = sorted({unquote(urlsplit(url.removeprefix(self.base_url)).path) for url in own})
            keep(place, json.dumps({name: self._digest(name) for name in names}).encode())
        return found

    def _digest(self, name: str) -> str:
        """That of what the site answers to a name."""
        file = self._root / name
        found = file / "index.html" if file.is_dir() else file
        answered = found if found.is_file() else self._root / "404.html"
        return hashlib.sha256(answered.read_bytes()).hexdigest()
