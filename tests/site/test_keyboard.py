"""Readers without a mouse get where they want; on each step they see where they are.

Only keys are pressed here: nothing is clicked, and no focus is set by a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.content.site import Site
from macros.model.language import Edition, Language
from macros.model.typography import typeset
from macros.papers.downloads import Pack
from macros.papers.paper import Format

MOST_STEPS = 400
STEP = """(wanted) => {
  const at = document.activeElement;
  if (at === document.body) return {faults: [], found: false};
  const faults = [];
  const seen = at.matches(".segments input") ? at.nextElementSibling : at;
  const box = seen.getBoundingClientRect();
  const name = `${location.pathname} ${at.outerHTML.slice(0, 120)}`;
  const style = getComputedStyle(seen);
  if (at.id !== "content") {
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push(`no ring: ${name}`);
    if (!seen.checkVisibility({visibilityProperty: true})) faults.push(`hidden: ${name}`);
    const line = [...seen.getClientRects()].find(({top, bottom}) => bottom > 0 && top < innerHeight);
    if (!line || box.right <= 0 || box.left >= innerWidth) faults.push(`out of sight: ${name}`);
    else {
      const x = Math.min(innerWidth - 1, line.left + line.width / 2);
      const y = Math.min(innerHeight - 1, Math.max(0, line.top + line.height / 2));
      const on = document.elementFromPoint(x, y);
      if (!(on && (seen.contains(on) || on.contains(seen)))) faults.push(`covered by ${on?.className}: ${name}`);
    }
    const folded = at.closest("details:not([open])");
    if (folded && at.parentElement !== folded) faults.push(`in what is closed: ${name}`);
  }
  return {faults, found: at.matches(wanted), summary: at.tagName};
}"""


class Reader:
    """Someone who has a keyboard only."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def at(self, wanted: str) -> bool:
        """Whether the focus is there; that it can be seen is asserted wherever it is."""
        step = self.page.evaluate(STEP, wanted)
        assert step["faults"] == []
        return bool(step["found"])

    def go_to(self, wanted: str, key: str = "Tab") -> None:
        """Presses a key until the focus is on what is wanted."""
        for _ in range(MOST_STEPS):
            self.press(key)
            if self.at(wanted):
                return
        raise AssertionError(f"{wanted} was not reached from {self.page.url}")

    def follow(self, address: str) -> None:
        """Follows the first link of the content that leads to an address."""
        self.go_to(f"main a[href*='{address}']")
        self.press("Enter")
        self.page.wait_for_url(f"**/{address}**")
        self.page.wait_for_load_state()


@pytest.fixture
def reader(page: Page) -> Reader:
    return Reader(page)


@pytest.fixture
def desk(browser: Browser) -> Iterator[Reader]:
    """The same at a desk, where the menu is a row of links."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield Reader(context.new_page())
    context.close()


def address(site: Site, path: str, language: Language) -> str:
    return site.page(path, language).address


def open_page(reader: Reader, base_url: str, site: Site, path: str, language: Language) -> None:
    reader.page.goto(base_url + address(site, path, language), wait_until="load")


def slug(site: Site, path: str, language: Language) -> str:
    return f"{site.page(path, language).front_matter.slug}/"


def skip_to_content(reader: Reader) -> None:
    reader.press("Tab")
    assert reader.at("a.skip")
    reader.press("Enter")
    assert reader.at("#content")


@pytest.mark.parametrize("path", ["index.md", "understand/cost.md", "documents/checklists/stage-2.md"])
def test_the_first_key_skips_to_the_content(
    path: str, site: Site, base_url: str, desk: Reader, language: Language
) -> None:
    open_page(desk, base_url, site, path, language)
    skip_to_content(desk)
    desk.press("Tab")
    assert desk.at("main *")


@pytest.mark.parametrize(
    "path", ["index.md", "create/stage-3.md", "documents/index.md", "documents/charter.md", "search.md", "glossary.md"]
)
def test_every_stop_is_seen_and_the_way_back_is_the_way_there(
    path: str, site: Site, base_url: str, reader: Reader
) -> None:
    open_page(reader, base_url, site, path, Language.NL)
    for _ in range(45):
        reader.press("Tab")
        reader.at("*")
    reader.go_to("a.skip", "Shift+Tab")


def test_a_citizen_finds_what_it_costs(site: Site, base_url: str, reader: Reader, language: Language) -> None:
    open_page(reader, base_url, site, "index.md", language)
    skip_to_content(reader)
    reader.follow(slug(site, "understand/cost.md", language))
    shown = reader.page.inner_text(".contested").replace("\u2060", "")
    assert typeset(site.catalogue.contested["cost"].title[language], language) in shown


def test_a_coordinator_gets_from_home_to_a_downloaded_charter(
    site: Site, base_url: str, reader: Reader, pack: Pack, language: Language
) -> None:
    open_page(reader, base_url, site, "index.md", language)
    skip_to_content(reader)
    reader.follow(slug(site, "documents/charter.md", language))
    skip_to_content(reader)
    file = pack.papers["charter", Edition(language)].files[Format.WORD]
    reader.go_to(f"a[href$='/{file.name}']")
    with reader.page.expect_download() as waiting:
        reader.press("Enter")
    assert waiting.value.suggested_filename == file.name


def test_a_mayor_finds_what_to_sign(site: Site, base_url: str, reader: Reader, language: Language) -> None:
    open_page(reader, base_url, site, "index.md", language)
    skip_to_content(reader)
    reader.follow(slug(site, "roles/municipality.md", language))
    skip_to_content(reader)
    reader.follow(slug(site, "documents/charter.md", language))
    expect(reader.page.locator(".signatures__pane")).to_have_count(4)


def test_a_task_is_ticked_with_space_and_the_list_is_printed_and_cleared(
    site: Site, base_url: str, reader: Reader, language: Language
) -> None:
    open_page(reader, base_url, site, "documents/checklists/stage-2.md", language)
    reader.page.evaluate("window.print = () => { document.title = 'printed'; }")
    skip_to_content(reader)
    before = reader.page.inner_text(".checklist__count")
    for _ in range(2):
        reader.go_to("input[data-task]")
        reader.press("Space")
    after = reader.page.inner_text(".checklist__count")
    assert [re.findall(r"\d+", count)[0] for count in (before, after)] == ["0", "2"]
    reader.go_to("[data-action=print]")
    reader.press("Space")
    assert reader.page.title() == "printed"
    reader.page.once("dialog", lambda dialog: dialog.accept())
    reader.go_to("[data-action=reset]")
    reader.press("Enter")
    expect(reader.page.locator(".checklist__count")).to_have_text(before)


def test_the_menu_opens_and_escape_gives_the_focus_back_to_its_button(
    site: Site, base_url: str, reader: Reader, language: Language
) -> None:
    open_page(reader, base_url, site, "index.md", language)
    reader.go_to(".menu > summary")
    reader.press("Tab")
    assert not reader.at(".menu *")
    reader.press("Shift+Tab")
    reader.press("Enter")
    reader.go_to(".menu__panel [data-action=theme]")
    reader.press("Escape")
    expect(reader.page.locator(".menu[open]")).to_have_count(0)
    assert reader.at(".menu > summary")
    reader.press("Space")
    reader.go_to(".menu__fold > summary")
    reader.press("Enter")
    reader.go_to(f".menu__panel a[href*='{slug(site, 'understand/cost.md', language)}']")
    reader.press("Enter")
    reader.page.wait_for_url(f"**/{address(site, 'understand/cost.md', language)}")


def test_escape_leaves_the_focus_where_nothing_closes(site: Site, base_url: str, desk: Reader) -> None:
    """On a phone that lies on its side the list of contents covers nothing, and stays open."""
    desk.page.set_viewport_size({"width": 800, "height": 400})
    open_page(desk, base_url, site, "privacy.md", Language.FR)
    desk.page.click("[data-contents] > summary")
    link = desk.page.locator("[data-contents] a:visible").first
    link.focus()
    desk.press("Escape")
    expect(link).to_be_focused()


def test_an_open_menu_closes_when_the_focus_leaves_it(site: Site, base_url: str, reader: Reader) -> None:
    open_page(reader, base_url, site, "index.md", Language.NL)
    reader.go_to(".menu > summary")
    reader.press("Enter")
    reader.go_to("main *")
    expect(reader.page.locator(".menu[open]")).to_have_count(0)


def test_light_and_dark_are_switched(site: Site, base_url: str, desk: Reader) -> None:
    open_page(desk, base_url, site, "index.md", Language.FR)
    desk.go_to(".head [data-action=theme]")
    desk.press("Enter")
    expect(desk.page.locator("html")).to_have_attribute("data-theme", "dark")
    desk.press("Space")
    expect(desk.page.locator("html")).to_have_attribute("data-theme", "light")


def test_the_language_is_switched(site: Site, base_url: str, reader: Reader, language: Language) -> None:
    open_page(reader, base_url, site, "create/stage-3.md", language)
    reader.go_to(f".head a[hreflang={language.other}]")
    reader.press("Enter")
    reader.page.wait_for_url(f"**/{address(site, 'create/stage-3.md', language.other)}")


def test_arrows_choose_the_language_of_the_papers(site: Site, base_url: str, reader: Reader) -> None:
    open_page(reader, base_url, site, "documents/index.md", Language.FR)
    skip_to_content(reader)
    reader.go_to(".segments input")
    for edition in ("nl", "fr-nl"):
        reader.press("ArrowRight")
        assert reader.at(f"#edition-{edition}")
        expect(reader.page.locator(f".edition--{edition}").first).to_be_visible()
        expect(reader.page.locator(f".edition:visible:not(.edition--{edition})")).to_have_count(0)
    reader.press("Tab")
    assert reader.at(".edition--fr-nl a")


def test_search_answers_the_keyboard(site: Site, base_url: str, reader: Reader, language: Language) -> None:
    open_page(reader, base_url, site, "index.md", language)
    reader.go_to(".head__search")
    reader.press("Enter")
    reader.page.wait_for_url(f"**/{address(site, 'search.md', language)}")
    expect(reader.page.locator("#query")).to_be_focused()
    reader.page.keyboard.type("charte")
    reader.press("Enter")
    reader.page.wait_for_selector(".search__results a")
    reader.go_to(".search__results a")
    reader.press("Enter")
    reader.page.wait_for_url(lambda url: address(site, "search.md", language) not in url)


def test_what_folds_opens_and_closes(site: Site, base_url: str, reader: Reader) -> None:
    open_page(reader, base_url, site, "create/stage-2.md", Language.FR)
    skip_to_content(reader)
    reader.go_to(".prose summary")
    for key, count in (("Enter", 1), ("Space", 0)):
        reader.press(key)
        expect(reader.page.locator(".prose details[open]")).to_have_count(count)
        assert reader.at(".prose summary")


def test_no_single_key_does_anything(site: Site, base_url: str, reader: Reader) -> None:
    open_page(reader, base_url, site, "create/stage-2.md", Language.NL)
    reader.page.wait_for_selector("[data-seen]")  # what the scripts do by themselves is done
    reader.page.wait_for_load_state("networkidle")
    reader.press("Tab")
    state = "() => [location.href, document.body.innerHTML, document.documentElement.outerHTML.slice(0, 60), scrollY]"
    before = reader.page.evaluate(state)
    for key in "abcdefghijklmnopqrstuvwxyz0123456789/?.,;":
        reader.press(key)
    assert reader.page.evaluate(state) == before
    assert reader.at("a.skip")


SMALL = """({targets, least}) => [...document.querySelectorAll(targets)].filter((target) => {
  const {width, height} = target.getBoundingClientRect();
  return target.checkVisibility({visibilityProperty: true}) && getComputedStyle(target).display !== "inline"
    && (Math.round(width) < 24 || Math.round(height) < least);
}).map((target) => `${JSON.stringify(target.getBoundingClientRect())}: ${target.outerHTML.slice(0, 120)}`)"""
TARGETS = "a[href]:not(.skip), button, summary, label[for], input:not(.segments input)"
LARGE_TARGETS = (
    ".head__tool, .emergency__number, .menu__panel a, .sisters a, .foot li a, .steps-foot__link, .button, summary, "
    ".segments label, .downloads__file, #query"
)


@pytest.mark.parametrize("path", ["index.md", "create/stage-2.md", "documents/index.md", "search.md", "glossary.md"])
@pytest.mark.parametrize("who", ["reader", "desk"])
def test_targets_are_24_pixels_and_those_of_the_frame_44(
    path: str, who: str, site: Site, base_url: str, reader: Reader, desk: Reader
) -> None:
    visitor = {"reader": reader, "desk": desk}[who]
    open_page(visitor, base_url, site, path, Language.FR)
    for targets, least in ((TARGETS, 24), (LARGE_TARGETS, 44)):
        assert visitor.page.evaluate(SMALL, {"targets": targets, "least": least}) == []


MOVING = """() => [document.documentElement, ...document.querySelectorAll("*")].flatMap((element) =>
  [null, "::before", "::after"].filter((part) => {
    const {transitionDuration, animationName, scrollBehavior} = getComputedStyle(element, part);
    return !/^0s(, 0s)*$/.test(transitionDuration) || animationName !== "none" || scrollBehavior !== "auto";
  }).map((part) => `${element.outerHTML.slice(0, 100)} ${part ?? ""}`))"""


@pytest.mark.parametrize("path", ["index.md", "create/stage-2.md", "documents/index.md", "search.md"])
def test_nothing_moves(path: str, site: Site, base_url: str, reader: Reader) -> None:
    open_page(reader, base_url, site, path, Language.NL)
    assert reader.page.evaluate(MOVING) == []
