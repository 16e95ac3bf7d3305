"""What a page asks its server for by itself, before whatever a test does there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

_RARE_LETTERS = """() => Promise.race([
  Promise.all([...document.fonts].filter((face) => face.unicodeRange !== "U+0-10FFFF").map((face) => face.loaded)),
  new Promise((_, reject) => setTimeout(reject, 30_000, "the fonts of rare letters were not asked for")),
]).then(() => null)"""


def wait_for_rare_letters(page: Page) -> None:
    """Waits for their fonts, for which a page with fields asks unasked; to wait for them loads none."""
    page.evaluate(_RARE_LETTERS)


@contextmanager
def asked_for_all(page: Page) -> Iterator[None]:
    """Waits until the page that is opened meanwhile has asked for everything, which takes some seconds."""
    with page.expect_request("**/js/offline.js"):
        yield
    wait_for_rare_letters(page)
    page.wait_for_load_state("networkidle")
