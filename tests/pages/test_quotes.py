"""Texts that pages offer to copy: one press takes each, and it arrives as a keyboard would write it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from macros.content.site import Site
from macros.model.language import Language

COPIED_BY_HAND = """(quote) => new Promise((tell) => {
  getSelection().selectAllChildren(quote);
  document.addEventListener("copy", (event) => tell(event.clipboardData.getData("text/plain")));
  document.execCommand("copy");
})"""


@pytest.fixture
def quote(site: Site, base_url: str, page: Page) -> Locator:
    """The first text to copy on the page of messages, in French."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(base_url + site.page("examples/messages.md", Language.FR).address)
    found = page.locator("blockquote").first
    found.get_by_role("button").wait_for()
    return found


def as_typed(quote: Locator) -> str:
    shown = quote.locator("p").inner_text()
    assert "’" in shown  # else these tests would pass without the script
    assert "\u202f?" in shown
    return shown.replace("’", "'").replace("\u202f", " ").replace("\u00a0", " ").strip()


def test_one_press_copies_a_text_and_says_so(quote: Locator, page: Page) -> None:
    button = quote.get_by_role("button")
    button.click()
    expect(button).to_have_text("Copié")
    assert page.evaluate("navigator.clipboard.readText()") == as_typed(quote)


def test_a_button_says_that_it_copied_as_long_after_a_second_press_and_then_its_words_in_silence(
    quote: Locator, page: Page
) -> None:
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.resolve(); }")  # which takes no time
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 60)
    button = quote.get_by_role("button")
    for _ in range(2):
        button.click()
        expect(button).to_have_text("Copié")
        expect(button).to_have_attribute("aria-live", "polite")
        page.clock.run_for(3000)
    page.clock.run_for(900)
    expect(button).to_have_text("Copié")
    page.clock.run_for(200)
    expect(button).to_have_text("Copier")
    expect(button).to_have_attribute("aria-live", "off")


def test_a_text_that_the_browser_does_not_copy_is_selected(quote: Locator, page: Page) -> None:
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException()); }")
    button = quote.get_by_role("button")
    button.click()
    expect(button).to_have_text("Le texte est sélectionné : copiez-le vous-même.")
    assert page.evaluate("String(getSelection()).trim()") == quote.locator("p").inner_text()


def test_what_is_copied_by_hand_has_the_same_signs(quote: Locator) -> None:
    assert quote.evaluate(COPIED_BY_HAND) == as_typed(quote)
