"""Texts that pages offer to copy: they arrive as a keyboard would write them."""

from __future__ import annotations

from playwright.sync_api import Page

from macros.content.site import Site
from macros.model.language import Language

COPIED = """(quote) => new Promise((tell) => {
  getSelection().selectAllChildren(quote);
  document.addEventListener("copy", (event) => tell(event.clipboardData.getData("text/plain")));
  document.execCommand("copy");
})"""


def test_what_is_copied_has_the_signs_of_a_keyboard(site: Site, base_url: str, page: Page) -> None:
    page.goto(base_url + site.page("examples/messages.md", Language.FR).address, wait_until="load")
    quote = page.locator("blockquote").first
    shown = quote.inner_text()
    assert "’" in shown  # else this test would pass without the script
    assert "\u202f?" in shown
    copied = quote.evaluate(COPIED)
    assert copied.strip() == shown.replace("’", "'").replace("\u202f", " ").replace("\u00a0", " ").strip()
