"""Every page opens in a real browser without an error, a foreign request, or sideways scrolling."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from macros.content.site import Site
from macros.model.language import Language
from macros.pages.page_macros import EXAMPLES
from tests.conftest import BuiltSite


def test_no_page_errs_calls_out_or_scrolls_sideways_on_a_phone(built: BuiltSite, base_url: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request", lambda request: None if request.url.startswith((base_url, "data:")) else faults.append(request.url)
    )
    for address in built.pages:
        page.goto(base_url + address, wait_until="load")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"scrolls sideways: {address}")
    assert not faults, "\n".join(faults)


def test_no_page_sets_a_cookie(built: BuiltSite, base_url: str, page: Page) -> None:
    for address in ("", "fr/", "nl/checklists/stap-2/"):
        page.goto(base_url + address)
    assert page.context.cookies() == []


def test_a_term_shows_its_definition_on_focus_and_hides_it_on_escape(site: Site, base_url: str, page: Page) -> None:
    page.goto(base_url + site.page("understand/what.md", Language.NL).address)
    term = page.locator(".term").first
    term.focus()
    tip = page.locator("#term-tip")
    expect(tip).to_be_visible()
    assert term.get_attribute("data-definition") == tip.inner_text()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_the_language_switch_keeps_the_place_in_the_page(site: Site, base_url: str, page: Page) -> None:
    page.goto(base_url + site.page("understand/cost.md", Language.FR).address + "#rule")
    page.click(".head__language")
    assert page.url == base_url + site.page("understand/cost.md", Language.NL).address + "#rule"


def test_the_skip_link_leads_to_the_content(base_url: str, page: Page) -> None:
    page.goto(base_url + "fr/cout/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_missing_page_is_answered_in_both_languages(base_url: str, page: Page) -> None:
    response = page.goto(base_url + "fr/nulle-part/")
    assert response is not None
    assert response.status == 404
    expect(page.locator("main section")).to_have_count(len(Language))


def test_the_reference_shows_every_macro_with_its_result(site: Site, built: BuiltSite, language: Language) -> None:
    tree = built.pages[site.page("about/editors.md", language).address].tree
    shown = {code.text_content() for code in tree.xpath("//section[@class='macro-reference__entry']/h3/code")}
    assert shown == set(EXAMPLES) - {"macro_reference"}
    for example in tree.xpath("//div[@class='macro-reference__example']"):
        assert example.text_content().strip() or example.xpath(".//svg")


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
