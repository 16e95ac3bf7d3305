"""What the eye sees at once: nothing is cut, and printed papers leave room for a hand."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from macros.content.site import Site
from macros.model.language import Language

MILLIMETRE = 96 / 25.4


@pytest.mark.parametrize("width", [320, 390, 768, 950])
def test_the_open_menu_stays_on_the_screen(
    width: int, site: Site, language: Language, base_url: str, page: Page
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(base_url + site.page("understand/cost.md", language).address)
    page.locator(".menu > summary").click()
    panel = page.locator(".menu__panel").bounding_box()
    assert panel
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= width


def test_text_has_19_pixels_on_a_phone_and_20_on_a_wide_screen(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    for width, size in ((390, "19px"), (1440, "20px")):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(base_url + site.page("understand/cost.md", language).address)
        paragraph = page.locator(".prose > p:not(.lead)").first
        assert paragraph.evaluate("element => getComputedStyle(element).fontSize") == size


def test_a_printed_charter_leaves_room_to_write_and_to_sign(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    page.goto(base_url + site.page("documents/charter.md", language).address)
    page.emulate_media(media="print")
    for room, least in ((".field-line__rule", 8), (".signatures__room", 38)):
        heights = page.locator(f".paper {room}").evaluate_all("all => all.map(element => element.offsetHeight)")
        assert heights
        assert min(heights) >= least * MILLIMETRE - 1, room


def test_all_questions_stand_beside_their_answers_on_a_wide_screen(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(base_url + site.page("questions.md", language).address)
    listed = page.locator(".sisters--questions a")
    expect(listed).to_have_count(len(site.catalogue.questions))
    expect(listed.first).to_be_visible()
    expect(page.locator(".on-page")).to_be_hidden()
