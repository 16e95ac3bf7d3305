"""What the eye sees at once: nothing is cut, and printed papers leave room for a hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.content.site import Site
from macros.model.folding import folded
from macros.model.language import Language
from macros.model.typography import typeset_prose
from tests.building import BuiltSite

MILLIMETRE = 96 / 25.4
TEMPLATES = (
    "index.md",
    "create/stage-3.md",
    "understand/legal-frame.md",
    "understand/messages.md",
    "roles/police.md",
    "questions.md",
    "documents/index.md",
    "documents/reflex-card.md",
    "documents/charter.md",
    "documents/evaluation-form.md",
    "documents/evening-minutes.md",
    "documents/announcement.md",
    "documents/checklists/stage-2.md",
    "documents/builder.md",
    "create/planner.md",
    "communes/index.md",
    "search.md",
    "about/open-data.md",
)
TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const place = walker.currentNode.parentElement;
    if (!text || place.closest(".skip") || !place.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const boxes = [...range.getClientRects()].filter(({ width }) => width > 2); // less is for listeners only
    if (!boxes.length) continue;
    let hider = place;
    while (hider && getComputedStyle(hider).clipPath === "none") hider = hider.parentElement;
    if (hider) continue;
    const lines = new Set(boxes.map(({ top }) => Math.round(top))).size;
    const left = Math.min(...boxes.map((box) => box.left));
    texts.push([text, left, Math.max(...boxes.map((box) => box.right)), lines]);
  }
  return texts;
}"""
"""Each text that is seen, with where it begins and ends and on how many lines it stands."""


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(service_workers="block")
    yield context.new_page()
    context.close()


@pytest.fixture
def page(screen: Page) -> Page:
    """One for all tests of this file: they only look at what they open, and choose the screen themselves."""
    screen.emulate_media(media="screen")
    screen.set_viewport_size({"width": 390, "height": 800})
    return screen


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


def test_the_menu_of_a_phone_fits_its_screen_and_opens_one_part_at_a_time(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(base_url + site.page("documents/charter.md", language).address)
    button, panel = page.locator(".menu > summary"), page.locator(".menu__panel")
    expect(button).to_have_text(site.catalogue.labels["menu"][language])
    expect(page.locator(".menu__cross")).to_be_hidden()
    button.click()
    expect(page.locator(".menu__cross"), "it shows that the button closes").to_be_visible()
    assert panel.evaluate("element => element.scrollHeight - element.clientHeight") == 0
    box = panel.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 844
    parts = panel.locator(".menu__fold")
    for part in parts.all():
        part.locator("summary").click()
        expect(part.locator("a").first).to_be_visible()
        expect(panel.locator(".menu__fold[open]")).to_have_count(1)
    button.click()
    expect(panel).to_be_hidden()


def test_papers_show_their_word_file_on_the_first_screen_of_a_phone_and_no_table_is_wider_than_the_paper(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    for paper in site.catalogue.documents.values():
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(base_url + site.page(paper.page, language).address)
        word = page.locator("main a:is([href$='.docx'], [href$='.pptx'])").first.bounding_box()
        assert word, paper.id
        assert word["y"] + word["height"] <= 844, paper.id
        for width in (390, 768, 1000, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            beyond = page.locator(".paper .table").evaluate_all(
                """tables => {
                    const right = (element) => element.getBoundingClientRect().right;
                    const wide = tables.filter((each) => right(each) > right(each.closest(".paper")));
                    return wide.map(({ caption }) => caption.textContent);
                }"""
            )
            assert beyond == [], (paper.id, width)


def test_text_of_double_size_keeps_the_head_on_a_phone(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("understand/limits.md", "create/stage-1.md"):
        page.goto(base_url + site.page(path, language).address)
        page.evaluate("document.documentElement.style.setProperty('font-size', '250%', 'important')")
        for tool in (".head__name", ".head__search", ".head__language", ".menu > summary"):
            box = page.locator(tool).bounding_box()
            assert box
            assert box["x"] >= 0, tool
            assert box["x"] + box["width"] <= 390, tool
        skips = page.locator(".skip").evaluate_all("links => links.map(link => link.getBoundingClientRect().right)")
        assert len(skips) > 1
        assert max(skips) <= 0, "what leads past the head covers it"


@pytest.mark.parametrize("width", [360, 390])
def test_the_languages_of_papers_stand_in_one_row(
    width: int, site: Site, language: Language, base_url: str, page: Page
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(base_url + site.page("documents/index.md", language).address)
    choices = [choice.bounding_box() for choice in page.locator(".segments label").all()]
    assert len({box and box["y"] for box in choices}) == 1
    assert len(choices) == 3


def test_what_is_chosen_is_told_by_a_tick_that_moves_nothing(site: Site, base_url: str, page: Page) -> None:
    page.goto(base_url + site.page("documents/index.md", Language.FR).address)
    choices = page.locator(".segments label")
    ticks = "labels => labels.map(label => getComputedStyle(label, '::before').content.includes('✓'))"
    boxes = "labels => labels.map(({ offsetLeft, offsetWidth }) => [offsetLeft, offsetWidth])"
    before = choices.evaluate_all(boxes)
    assert choices.evaluate_all(ticks) == [True, False, False]
    choices.last.click()
    assert choices.evaluate_all(ticks) == [False, False, True]
    assert choices.evaluate_all(boxes) == before


@pytest.mark.parametrize("path", TEMPLATES)
def test_text_of_double_size_is_whole_on_a_phone(
    path: str, site: Site, language: Language, base_url: str, page: Page
) -> None:
    """With all that folds open. The page may be as wide as the screen and yet hide what is cut: boxes are measured."""
    page.goto(base_url + site.page(path, language).address)
    page.evaluate("document.documentElement.style.setProperty('font-size', '250%', 'important')")
    page.evaluate("document.querySelectorAll('main details').forEach(fold => (fold.open = true))")
    page.evaluate("document.fonts.ready.then(() => null)")  # letters that stand in have other widths
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        texts = page.evaluate(TEXTS)
        assert len(texts) > 30
        assert [text for text, left, right, _ in texts if left < -1 or right > width + 1] == [], width
        torn = [text for text, _, _, lines in texts if lines > 2 and len(text) > 8 and len(text) / lines < 3.5]
        assert torn == [], f"a letter or two a line, at {width} pixels"


def test_what_is_looked_for_can_be_read_in_text_of_double_size(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    """Some ten letters fit the field: the button goes below it."""
    page.set_viewport_size({"width": 390, "height": 844})
    for address in (site.page("search.md", language).address, f"{language}/404.html"):
        page.goto(base_url + address)
        page.evaluate("document.documentElement.style.setProperty('font-size', '250%', 'important')")
        box = page.locator("main input[type=search]:visible").bounding_box()
        assert box, address
        assert box["width"] >= 270, address


def test_a_page_of_more_than_four_headings_lists_them(
    site: Site, language: Language, built: BuiltSite, base_url: str, page: Page
) -> None:
    """Beside the text on a wide screen, folded under the lead on a phone."""
    own_lists = {"index.md", "a-z.md", "documents/builder.md", "questions.md"}
    own_lists |= {stage.page for stage in site.catalogue.stages.values()}
    beside = 0
    for each in site.pages.values():
        headings = built.pages[each.address].tree.xpath("//article[contains(@class, 'prose')]//h2[@id]/@id")
        if each.language is not language or each.path in own_lists or len(headings) <= 4:
            continue
        wanted = {f"#{id_}" for id_ in headings}
        assert set(built.pages[each.address].tree.xpath("//details[@class='on-page']//a/@href")) >= wanted, each.path
        at_side = built.pages[each.address].tree.xpath("//nav[contains(@class, 'sisters')]//ul/li/ul//a/@href")
        assert not at_side or set(at_side) >= wanted, each.path
        beside += bool(at_side)
    assert beside > 20
    page.goto(base_url + site.page("understand/limits.md", language).address)
    expect(page.locator(".on-page summary")).to_be_visible()
    expect(page.locator(".on-page a").first).to_be_hidden()
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator(".sisters ul ul a").first).to_be_visible()
    expect(page.locator(".on-page")).to_be_hidden()
    page.goto(base_url + site.page("documents/index.md", language).address)
    expect(page.locator(".on-page a").first, "it has nothing at its side").to_be_visible()


HEIGHTS = """([bar, place]) => [document.querySelector(bar), document.getElementById(place)].map((each) => {
  const { top, bottom } = each.getBoundingClientRect();
  return [top, bottom];
})"""
"""Where the bar of contents and a place on the page begin and end, in pixels from the top of the screen."""


@pytest.mark.parametrize(
    ("path", "bar", "place", "other"),
    [
        ("documents/charter.md", ".on-page", "coordinator-measures", "#end"),
        ("create/stage-3.md", ".way", "send-to-ministry", "main h2[id]"),
    ],
)
def test_the_contents_stay_at_hand_on_a_phone_and_cover_no_place(
    path: str, bar: str, place: str, other: str, site: Site, language: Language, base_url: str, page: Page
) -> None:
    page.goto(base_url + site.page(path, language).address + f"#{place}")
    page.wait_for_selector(f"{bar}[data-folded], {bar} [data-folded]", state="attached")
    page.evaluate("place => document.getElementById(place).scrollIntoView()", place)
    (above, below), (top, _) = page.evaluate(HEIGHTS, [bar, place])
    assert above == 0
    assert below <= top < below + 60
    links = page.locator(f"{bar} a[href^='#']")
    expect(links.first, "the page has heard how wide the window is").to_be_hidden()
    page.locator(f"{bar} summary").click()
    id_ = page.locator(other).last.get_attribute("id")
    links.and_(page.locator(f"[href='#{id_}']")).click()
    expect(links.first, "it folds once it has led somewhere").to_be_hidden()
    (above, below), (top, _) = page.evaluate(HEIGHTS, [bar, id_])
    assert above == 0
    assert below <= top or page.evaluate("scrollY + innerHeight > document.documentElement.scrollHeight - 2")
    for leave in ("Escape", "Tab", "tap"):
        page.locator(f"{bar} summary").click()
        expect(links.first).to_be_visible()
        if leave == "Escape":
            page.keyboard.press(leave)
            expect(page.locator(f"{bar} summary")).to_be_focused()
        elif leave == "Tab":
            page.locator("main a").last.focus()
        else:
            page.locator("main p:visible").last.dispatch_event("pointerdown")
        expect(links.first, f"it covers nothing after {leave}").to_be_hidden()
    page.set_viewport_size({"width": 1024, "height": 768})
    expect(links.first).to_be_visible(visible=bar == ".way")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(links.first, "a window that becomes narrow folds it").to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 400})
    page.evaluate("scrollBy(0, -1)")
    (above, _), _ = page.evaluate(HEIGHTS, [bar, id_])
    assert above < 0, "it would fill a low screen"


def test_the_letters_of_the_glossary_lead_to_the_first_term_of_each(
    site: Site, language: Language, built: BuiltSite
) -> None:
    tree = built.pages[site.page("glossary.md", language).address].tree
    names = {entry.get("id"): folded(entry.findtext("dt"))[0].upper() for entry in tree.find_class("glossary__entry")}
    first = {letter: f"#{id_}" for id_, letter in reversed(names.items())}
    assert {link.text: link.get("href") for link in tree.xpath("//p[@class='letters']/a")} == first


def test_the_path_ends_with_the_page_itself(site: Site, built: BuiltSite) -> None:
    for each in site.pages.values():
        if each.path == "index.md":
            continue
        (last,) = built.pages[each.address].tree.xpath("//nav[@class='breadcrumb']//li[last()]")
        assert last.get("aria-current") == "page", each.path
        assert last.text_content() == typeset_prose(each.front_matter.title, each.language), each.path


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


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_the_whole_band_calls_101_and_at_its_end_112_and_no_menu_covers_it(
    width: int, site: Site, language: Language, base_url: str, page: Page
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(base_url + site.page("understand/cost.md", language).address)
    if width < 960:
        page.locator(".menu > summary").click()
        expect(page.locator(".menu__panel")).to_be_visible()
    box = page.locator("aside.emergency").bounding_box()
    assert box
    rescue = page.locator(".emergency__rescue").bounding_box()
    assert rescue
    beside = rescue["y"] < box["y"] + box["height"] / 2
    assert beside or width < 390, "112 stands beside 101, not below"
    middle = rescue["y"] + rescue["height"] / 2
    points = [
        (x, y, "101") for x in (box["x"] + 2, rescue["x"] - 2) for y in (box["y"] + 2, box["y"] + box["height"] - 3)
    ]
    points += [(x, middle, "112") for x in (rescue["x"] + 2, rescue["x"] + rescue["width"] - 2)]
    for x, y, number in points:
        called = page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('a')?.href", [x, y])
        assert called == f"tel:{number}", (x, y)
