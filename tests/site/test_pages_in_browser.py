"""Every page opens in a real browser without an error, a foreign request, sideways scrolling, or a torn title."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.content.site import Site
from macros.model.language import Language
from tests.building import BuiltSite
from tests.site.test_accessibility import WIDER_TEXT
from tests.visits import Visits

OWN_CODE = Path(__file__).read_bytes()
TORN = """() => [...document.querySelectorAll(":is(h1, h2, h3):not(.visually-hidden)")].flatMap(title => {
  if (!title.checkVisibility()) return [];
  const texts = document.createTreeWalker(title, NodeFilter.SHOW_TEXT), torn = [];
  while (texts.nextNode())
    for (const word of texts.currentNode.data.matchAll(/[^\\s-]+/g)) {
      if (word[0].includes("\\u00ad")) continue; // it has its own places to part
      const range = document.createRange();
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(line => Math.round(line.top))).size > 1) torn.push(word[0]);
    }
  return torn;
})"""


@pytest.mark.parametrize("part", ["fr/", "nl/", "neither"])
def test_no_page_errs_calls_out_scrolls_sideways_or_tears_a_title_on_a_phone(
    part: str, built: BuiltSite, base_url: str, visits: Visits, page: Page
) -> None:
    """One visit to each page, on a narrow phone; its titles are looked at on a wider one too.

    Then with letters twice as large, and with those of the first size spaced wider.
    """
    faults: list[str] = []
    letters = page.context.new_cdp_session(page)
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request", lambda request: None if request.url.startswith((base_url, "data:")) else faults.append(request.url)
    )
    addresses = [each for each in built.pages if (each[:3] if each[:3] in ("fr/", "nl/") else "neither") == part]
    assert addresses

    def look(address: str) -> list[str]:
        page.set_viewport_size({"width": 320, "height": 700})
        page.goto(base_url + address, wait_until="load")
        page.evaluate("document.fonts.ready.then(() => true)")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"scrolls sideways: {address}")
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 700})
            faults.extend(f"torn at {width} pixels: {word}: {address}" for word in page.evaluate(TORN))
        for state, size, width in (("twice as large", 32, 390), ("spaced wider", 16, 320)):
            letters.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
            page.set_viewport_size({"width": width, "height": 700})
            if state == "spaced wider":
                page.evaluate(WIDER_TEXT)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append(f"wider than the screen, {state}: {address}")
        return faults

    for address in addresses:
        visits.findings((OWN_CODE, WIDER_TEXT, address), [page], partial(look, address))
    assert not faults, "\n".join(faults)


def test_the_numbers_to_call_fit_a_phone_without_our_fonts_and_with_spaced_letters(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    page.route("**/*.woff2", lambda route: route.abort())
    page.goto(base_url + site.page("understand/cost.md", language).address)
    page.evaluate(WIDER_TEXT)
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_a_term_shows_its_definition_on_focus_and_hides_it_on_escape(site: Site, base_url: str, page: Page) -> None:
    page.goto(base_url + site.page("understand/what.md", Language.NL).address)
    term = page.locator(".term").first
    term.focus()
    tip = page.locator("#term-tip")
    expect(tip).to_be_visible()
    assert term.get_attribute("data-definition") == tip.inner_text()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_a_click_on_a_term_shows_its_definition_and_the_next_one_leads_to_the_glossary(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    address = base_url + site.page("understand/what.md", language).address
    page.goto(address)
    term, tip = page.locator("p .term").first, page.locator("#term-tip")
    for _ in range(2):  # once it has been closed, a click shows it again
        term.click()
        expect(tip).to_have_text(str(term.get_attribute("data-definition")))
        assert page.url == address
        page.locator("h1").click()
        expect(tip).to_be_hidden()
    term.click()
    term.click()
    page.wait_for_url(f"**/{site.page('glossary.md', language).address}#*")


def test_the_pointer_can_go_from_a_term_to_its_definition(site: Site, base_url: str, page: Page) -> None:
    page.goto(base_url + site.page("understand/what.md", Language.FR).address)
    tip = page.locator("#term-tip")
    page.locator("p .term").first.hover()
    expect(tip).to_be_visible()
    box = tip.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20, steps=8)
    page.wait_for_timeout(500)
    expect(tip, "it can be read under a glass").to_be_visible()
    page.mouse.move(1, 1)
    expect(tip).to_be_hidden()


def test_the_moon_of_a_light_page_is_the_sun_of_a_dark_one(site: Site, base_url: str, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(base_url + site.page("understand/cost.md", Language.FR).address)
    button = page.locator("[data-action=theme]:visible")
    for shown, hidden in (("svg .moon", "svg .sun"), ("svg .sun", "svg .moon")):
        expect(button.locator(shown)).to_be_visible()
        expect(button.locator(hidden)).to_be_hidden()
        button.click()


def test_the_ring_of_a_door_surrounds_the_door(site: Site, base_url: str, page: Page) -> None:
    page.goto(base_url + site.page("roles/index.md", Language.FR).address)
    link = page.locator(".door__name a").nth(1)
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    ring = """link => {
      const {width, height, outlineWidth, outlineColor} = getComputedStyle(link, "::after");
      const door = link.closest(".door");
      return [parseFloat(width) - door.clientWidth, parseFloat(height) - door.clientHeight, outlineWidth, outlineColor,
        getComputedStyle(link).outlineColor, getComputedStyle(link).boxShadow];
    }"""
    across, down, width, colour, own, shadow = link.evaluate(ring)
    assert (across, width, shadow) == (0, "3px", "none")
    assert abs(down) <= 1
    assert own == "rgba(0, 0, 0, 0)" != colour


def test_the_language_switch_keeps_the_place_in_the_page(site: Site, base_url: str, page: Page) -> None:
    page.goto(base_url + site.page("understand/cost.md", Language.FR).address + "#rule")
    page.click(".head__language")
    assert page.url == base_url + site.page("understand/cost.md", Language.NL).address + "#rule"


def test_a_missing_page_is_answered_in_both_languages(base_url: str, page: Page) -> None:
    response = page.goto(base_url + "fr/nulle-part/")
    assert response is not None
    assert response.status == 404
    expect(page.locator("main section")).to_have_count(len(Language))


def test_what_is_typed_on_a_missing_page_is_looked_for(site: Site, base_url: str, page: Page) -> None:
    page.goto(base_url + "nulle-part/")
    page.locator("#query-nl").fill("lid & kosten")
    page.locator("#query-nl").press("Enter")
    page.wait_for_url(f"**/{site.page('search.md', Language.NL).address}#q=lid*")
    expect(page.locator("#query")).to_have_value("lid & kosten")
    expect(page.locator(".search__results > li").first).to_be_visible()


def test_the_readers_choice_of_light_or_dark_holds_on_the_next_page(
    site: Site, base_url: str, browser: Browser
) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    for system, grounds in {"light": ("255, 255, 255", "15, 27, 23"), "dark": ("15, 27, 23", "255, 255, 255")}.items():
        context = browser.new_context(color_scheme=system)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(base_url + site.page("understand/cost.md", Language.FR).address)
        assert page.evaluate(ground) == f"rgb({grounds[0]})"
        page.locator("[data-action=theme]:visible").click()
        assert page.evaluate(ground) == f"rgb({grounds[1]})"
        page.goto(base_url + site.page("questions.md", Language.NL).address)
        assert page.evaluate(ground) == f"rgb({grounds[1]})"
        context.close()


@pytest.mark.parametrize(
    ("path", "place", "part"), [("understand/what.md", ".prose a", ""), ("roles/index.md", ".door__name a", "::after")]
)
def test_the_ring_of_the_keyboard_is_not_printed(
    path: str, place: str, part: str, site: Site, base_url: str, page: Page
) -> None:
    page.goto(base_url + site.page(path, Language.FR).address)
    page.locator(place).first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    ring = """([place, part]) => {
      const {outlineWidth, boxShadow} = getComputedStyle(document.querySelector(place), part);
      return [outlineWidth, boxShadow !== "none"];
    }"""
    assert page.evaluate(ring, [place, part]) == ["3px", True]
    page.emulate_media(media="print")
    assert page.evaluate(ring, [place, part]) == ["0px", False]


def test_a_page_prints_dark_on_white_whatever_was_chosen(site: Site, base_url: str, browser: Browser) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(base_url + site.page("understand/what.md", Language.FR).address)
    page.emulate_media(media="print")
    for chosen in ("dark", "light", ""):
        page.evaluate("chosen => (document.documentElement.dataset.theme = chosen)", chosen)
        for name, value in (
            ("color", "rgb(0, 0, 0)"),
            ("background-color", "rgb(255, 255, 255)"),
            ("--brick", "#9a281b"),
        ):
            found = page.evaluate("name => getComputedStyle(document.body).getPropertyValue(name)", name)
            assert found.strip() == value, (chosen, name)
    context.close()


def test_a_page_that_the_browser_kept_follows_what_was_chosen_since(site: Site, base_url: str, page: Page) -> None:
    page.goto(base_url + site.page("understand/what.md", Language.FR).address)
    button = page.locator(".sources > button")
    button.wait_for()
    back = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
    page.evaluate(f"localStorage['guide.theme'] = 'dark'; localStorage['guide.marks'] = 'hidden'; {back}")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".source-mark:visible")).to_have_count(0)
    page.evaluate(f"delete localStorage['guide.marks']; {back}")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.locator(".source-mark:visible").count() > 0


@pytest.mark.parametrize(
    ("path", "drawn"),
    [
        ("create/stage-1.md", "main"),
        ("documents/builder.md", "[data-ready]"),  # its questions come after the page
        ("create/planner.md", "main"),
        ("search.md", "main"),
    ],
)
def test_a_page_that_safari_keeps_is_not_emptied_when_the_reader_comes_back(
    path: str, drawn: str, site: Site, base_url: str, page: Page
) -> None:
    """WebKit empties what has this attribute, after `pageshow`; a page that is loaded again has it anew."""
    page.goto(base_url + site.page(path, Language.FR).address)
    page.wait_for_selector(drawn)
    emptied = page.locator("[autocomplete=off]")
    assert emptied.count()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: false}))")
    assert emptied.count()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert not emptied.count()


@pytest.mark.parametrize("path", ["understand/cost.md", "create/stage-1.md"])
def test_the_mark_of_a_proposal_opens_its_sentence(
    path: str, site: Site, base_url: str, page: Page, language: Language
) -> None:
    page.goto(base_url + site.page(path, language).address)
    mark, tip = page.locator("main .ours").first, page.locator("#term-tip")
    mark.click()
    expect(tip).to_be_visible()
    assert site.catalogue.labels["ours"][language] in tip.inner_text().lower()
    page.locator("h1").click()
    expect(tip).to_be_hidden()
