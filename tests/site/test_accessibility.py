"""axe-core finds nothing on any template, in the ways people read.

Every rule that it has is switched on: WCAG 2.2 A, AA and AAA, best practices and experiments. What axe leaves undecided
counts as found, except where a person must judge.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from importlib.resources import files
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from macros.content.site import Site
from macros.model.language import Language
from tests.visits import Visits

OWN_CODE = Path(__file__).read_bytes()
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
START = """(onlyContrast) => {
  const finding = {resultTypes: ["violations", "incomplete"], selectors: false};
  const asked = ({ruleId}) => [ruleId, {enabled: !ruleId.startsWith("color-contrast")}];
  const rules = Object.fromEntries(axe.getRules().map(asked));
  const runOnly = ["color-contrast", "color-contrast-enhanced"]; // the second leaves the worst to the first
  const alike = new Map();
  for (const element of document.body.querySelectorAll("*")) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!hasText && !element.matches("input, select, textarea")) continue;
    let kind = "";
    for (let at = element; at; at = at.parentElement) kind += `${at.tagName}.${at.className} `;
    alike.set(kind, [...alike.get(kind) ?? [], element]);
  }
  const include = [...alike.values()].flatMap((elements) => elements.slice(0, 3));
  window.verdict = new Promise((done) => setTimeout(done)).then(async () => [
    await axe.run({include}, {...finding, runOnly}),
    ...onlyContrast ? [] : [await axe.run(document, {...finding, rules})],
  ]);
}"""
"""Contrast takes long: it is asked of three texts of each kind, which have the same classes all the way up."""
FINDINGS = """async () => {
  const told = (kind) => ({id, help, nodes}) => nodes.map(({html}) => [kind, id, help, html.slice(0, 200)]);
  return (await window.verdict).flatMap(({violations, incomplete}) =>
    [...violations.flatMap(told("found")), ...incomplete.flatMap(told("undecided"))]);
}"""

LEFT_TO_A_PERSON = {
    "hidden-content": "says only that something is hidden; the states below open it",
    "identical-links-same-purpose": "links with one name, in the text and in a menu, lead to one subject",
}
CONTRAST = {"color-contrast", "color-contrast-enhanced"}
"""Undecided where colours are the reader's own, and for what lies under an open menu."""
NOT_ON_PAPER = {
    "page-has-heading-one": "a document prints alone, without the heading of its page",
    "scrollable-region-focusable": "paper does not scroll",
}

DOOR = ["", "404.html", "nl/404.html", "fr/offline.html"]
TEMPLATES = [
    "index.md",
    "create/index.md",
    "create/planner.md",
    "create/stage-1.md",
    "documents/checklists/index.md",
    "documents/checklists/stage-2.md",
    "documents/index.md",
    "documents/builder.md",
    "documents/message.md",
    "documents/charter.md",
    "documents/reflex-card.md",
    "understand/cost.md",
    "understand/messages.md",
    "roles/index.md",
    "questions.md",
    "glossary.md",
    "sources.md",
    "roles/municipality.md",
    "communes/index.md",
    "communes/berchem-sainte-agathe.md",
    "search.md",
    "a-z.md",
    "about/index.md",
    "about/municipal-sites.md",
    "create/years.md",
    "about/open-data.md",
    "privacy.md",
    "accessibility.md",
]
SHOWN = [
    *zip(TEMPLATES, cycle(Language)),
    ("index.md", Language.NL),
    ("documents/builder.md", Language.NL),
    ("documents/charter.md", Language.FR),
    ("documents/slides.md", Language.NL),
]
"""Each template in one language, since both have the same; in both what has most parts."""
IN_SHORT = [
    "index.md",
    "create/stage-2.md",
    "documents/builder.md",
    "documents/checklists/citizen.md",
    "documents/ministry-letter.md",
]

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
MEDIA = {
    "phone, light": {"viewport": PHONE, "color_scheme": "light"},
    "phone, dark": {"viewport": PHONE, "color_scheme": "dark"},
    "desktop, light": {"viewport": DESKTOP, "color_scheme": "light"},
    "desktop, dark": {"viewport": DESKTOP, "color_scheme": "dark"},
}
SEEN = {Language.FR: ("phone, light", "desktop, dark"), Language.NL: ("phone, dark", "desktop, light")}
"""Any two of language, width and colours meet on each template, in half the runs that all three would take."""
DARK = ("phone, dark", "desktop, dark")
"""Only contrast is asked in the dark: all else is the same there as in the light."""
RARER_MEDIA: dict[str, dict[str, Any]] = {
    "forced colours": {"viewport": DESKTOP, "forced_colors": "active"},
    "print": {"viewport": {"width": 720, "height": 1000}},
    "400 %": {"viewport": {"width": 320, "height": 256}},
}


def opened(browser: Browser, media: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Page]]:
    """One page for each medium, with axe in every document that it opens."""
    contexts = {medium: browser.new_context(**options) for medium, options in media.items()}
    for context in contexts.values():
        context.add_init_script(AXE)
    yield {medium: context.new_page() for medium, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="module")
def screens(browser: Browser) -> Iterator[dict[str, Page]]:
    yield from opened(browser, MEDIA)


@pytest.fixture(scope="module")
def rarer(browser: Browser) -> Iterator[dict[str, Page]]:
    for pages in opened(browser, RARER_MEDIA):
        pages["print"].emulate_media(media="print")
        yield pages


def findings(pages: dict[str, Page], undecided: set[str], only_contrast: Collection[str] = ()) -> list[str]:
    """What axe says of pages as they stand, all at once, except what these rules leave undecided.

    In the media of `only_contrast` it is not asked for anything else.
    """
    for medium, page in pages.items():
        page.evaluate(START, medium in only_contrast)
    return [
        f"{page.url} ({medium}), {kind}: {rule}: {meaning}: {element}"
        for medium, page in pages.items()
        for kind, rule, meaning, element in page.evaluate(FINDINGS)
        if not (kind == "undecided" and rule in undecided) and not (medium == "print" and rule in NOT_ON_PAPER)
    ]


def assert_axe_finds_nothing_at(
    address: str,
    pages: dict[str, Page],
    undecided: set[str],
    visits: Visits,
    opener: str = "",
) -> None:
    """Opens a page of the site, and what opens in it; the same page is not asked about again."""

    def look() -> list[str]:
        for page in pages.values():
            page.goto(visits.base_url + address, wait_until="load")
            if page.locator(
                ".builder"
            ).count():  # its other parts come after the page; at its end, its bar hides nothing
                page.wait_for_selector("[data-ready]")
                page.evaluate("scrollTo(0, document.body.scrollHeight)")
            if opener:
                OPENERS[opener][1](page)
        return findings(pages, undecided, () if opener else DARK)

    asked = (OWN_CODE, AXE, address, [*pages], sorted(undecided), opener)
    found = visits.findings(asked, pages.values(), look)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("address", DOOR)
def test_axe_finds_nothing_on_the_door(address: str, visits: Visits, screens: dict[str, Page]) -> None:
    assert_axe_finds_nothing_at(address, screens, set(LEFT_TO_A_PERSON), visits)


@pytest.mark.parametrize(("path", "language"), SHOWN)
def test_axe_finds_nothing_on_a_template(
    path: str, site: Site, visits: Visits, screens: dict[str, Page], language: Language
) -> None:
    pages = {medium: screens[medium] for medium in SEEN[language]}
    assert_axe_finds_nothing_at(site.page(path, language).address, pages, set(LEFT_TO_A_PERSON), visits)


@pytest.mark.parametrize(("path", "language"), list(zip(IN_SHORT, cycle(Language))))
def test_axe_finds_nothing_in_forced_colours_in_print_and_at_400_percent(
    path: str, site: Site, visits: Visits, rarer: dict[str, Page], language: Language
) -> None:
    assert_axe_finds_nothing_at(site.page(path, language).address, rarer, LEFT_TO_A_PERSON.keys() | CONTRAST, visits)


def search_for_something(page: Page) -> None:
    page.fill("#query", "charte")
    page.keyboard.press("Enter")
    page.wait_for_selector(".search__results a")


def search_in_vain(page: Page) -> None:
    """A word of the other language."""
    page.fill("#query", "immatriculation" if "/nl/" in page.url else "huishouden")
    page.keyboard.press("Enter")
    page.locator(".search__offer").wait_for()


def answer_wrongly(page: Page) -> None:
    """A part of the builder with an error, warnings and municipalities found; then what it says before a download."""
    page.wait_for_selector("[data-ready]")
    page.check("[name=document][value=charter]")
    page.evaluate("location.hash = '#part-neighbourhood-and-municipality'")
    page.fill("#find-municipality", "berchem")
    page.fill("#q-municipality-email", "commune")
    page.locator("#q-municipality-email").blur()
    page.locator("[data-answer=neighbourhood]:visible").fill("Kasteelwijk")
    page.locator("#preview").scroll_into_view_if_needed()
    page.locator(".sheet b", has_text="Kasteelwijk").first.wait_for()


def reach_the_files(page: Page) -> None:
    answer_wrongly(page)
    page.evaluate("location.hash = '#part-files'")
    page.locator("[data-document=charter] [data-format=docx]").click()
    page.wait_for_selector(".builder__errors:focus")


def compare_years(page: Page) -> None:
    """Two evaluations, one with a fault, and their comparison."""
    page.wait_for_selector("[data-started]", state="attached")
    for place, end in enumerate(("2025-12-31", "2026-12-31")):
        form = page.locator(".evaluation").nth(place)
        form.locator("[data-value=evaluation-until]").fill(end)
        form.locator("[data-value=members-count]").fill(["60", "?!"][place])
    page.wait_for_selector(".comparison__figures td")


def plan_wrongly(page: Page) -> None:
    """Dates with one that is wrong, one of the reader's, and what is to be seen about both."""
    page.wait_for_selector(".planner[data-started]")
    page.fill("#own-evening", "2027-03-20")
    page.fill("#own-minutes", "2027-03-14")
    page.fill("#name", "x" * 100)
    page.click("[data-do=calendar]")
    page.wait_for_selector("#name:focus")


def write_a_report(page: Page) -> None:
    page.wait_for_selector("[data-composer][data-started]")
    page.click("label[for=way-report]")
    page.click("label[for=now-no]")
    page.fill(
        "#ask-what",
        "Karim, un Marocain, sans doute un voleur : venez vite. Een vrouw met een hoofddoek. Voici sa photo.",
    )


def write_a_message(page: Page) -> None:
    page.wait_for_selector("[data-composer][data-started]")
    page.click("label[for=way-message]")
    page.click("[data-model=meeting]")
    page.fill("#message-text", "Karim, rue du Tilleul 14, 1-ABC-234, [date].")


OPENERS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "the menu": ("index.md", lambda page: page.locator(".menu > summary").click()),
    "a definition": ("understand/what.md", lambda page: page.locator(".term").first.focus()),
    "what folds": ("create/stage-2.md", lambda page: page.locator(".prose summary").first.click()),
    "results": ("search.md", search_for_something),
    "no results": ("search.md", search_in_vain),
    "a part of the builder": ("documents/builder.md", answer_wrongly),
    "evaluations compared": ("create/years.md", compare_years),
    "dates of the calendar": ("create/planner.md", plan_wrongly),
    "a report to the police": ("documents/message.md", write_a_report),
    "a message to members": ("documents/message.md", write_a_message),
    "the files of the builder": ("documents/builder.md", reach_the_files),
}


@pytest.mark.parametrize("opener", OPENERS)
def test_axe_finds_nothing_in_what_opens(
    opener: str, site: Site, visits: Visits, screens: dict[str, Page], language: Language
) -> None:
    address, phone = site.page(OPENERS[opener][0], language).address, SEEN[language][0]
    undecided = LEFT_TO_A_PERSON.keys() | CONTRAST
    assert_axe_finds_nothing_at(address, {phone: screens[phone]}, undecided, visits, opener)


WIDER_TEXT = """async () => {
  await document.fonts.ready; // in another font, lines stand elsewhere, also behind the bar at the foot of the form
  const wide = new CSSStyleSheet();
  wide.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [wide];
}"""
LOST_TEXT = """() => {
  const hidden = [...document.body.querySelectorAll("*")].filter((each) => getComputedStyle(each).clipPath !== "none");
  const shown = (element) => element.checkVisibility({visibilityProperty: true})
    && !element.closest("[hidden], svg, .skip") && !hidden.some((each) => each.contains(element));
  const cut = [...document.body.querySelectorAll("*")].filter((element) => {
    const style = getComputedStyle(element);
    return shown(element) && style.display !== "inline" && /hidden|clip/.test(style.overflowX + style.overflowY)
      && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
  }).map((element) => `cut: ${element.outerHTML.slice(0, 120)}`);
  const scroller = (element) => element
    && (/auto|scroll/.test(getComputedStyle(element).overflowY) ? element : scroller(element.parentElement));
  // What a bar that stays covers is read once the page is scrolled: each is compared with what moves as it does.
  const isSticky = (element) => getComputedStyle(element).position === "sticky";
  const staying = [...document.body.querySelectorAll("*")].filter(isSticky);
  const bar = (text) => staying.find((each) => each.contains(text));
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.data.trim() || !shown(text.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const view = scroller(text.parentElement)?.getBoundingClientRect() ?? {top: -Infinity, bottom: Infinity};
    for (const {left, right, top, bottom} of range.getClientRects()) {
      if (top >= view.top && bottom <= view.bottom) lines.push({text, left, right, top, bottom}); // not scrolled away
    }
  }
  lines.sort((a, b) => a.top - b.top);
  const over = lines.flatMap((a, at) => lines.slice(at + 1, at + 60).filter((b) => b.text !== a.text
    && bar(a.text) === bar(b.text)
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > .5 * Math.min(a.bottom - a.top, b.bottom - b.top)
    && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 4).map((b) => `over: ${a.text.data} / ${b.text.data}`));
  const wide = document.documentElement.scrollWidth > innerWidth ? ["scrolls sideways"] : [];
  return [...cut, ...over, ...wide];
}"""


@pytest.mark.parametrize("path", [*IN_SHORT, "documents/index.md", "understand/cost.md"])
@pytest.mark.parametrize("medium", ["phone, light", "desktop, light"])
def test_no_text_is_lost_when_a_reader_spaces_it_wider(
    path: str, medium: str, site: Site, visits: Visits, screens: dict[str, Page], language: Language
) -> None:
    page, address = screens[medium], site.page(path, language).address

    def lost() -> list[str]:
        page.goto(visits.base_url + address, wait_until="load")
        page.evaluate(WIDER_TEXT)
        return list(page.evaluate(LOST_TEXT))

    assert visits.findings((OWN_CODE, address, medium), [page], lost) == []
