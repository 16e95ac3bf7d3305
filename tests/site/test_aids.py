"""What readers meet who listen to the guide, command it by voice, touch it, or have no mouse: what axe does not see."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.content.site import Site
from macros.model.language import Language
from macros.model.typography import typeset
from tests.building import BuiltSite

LISTEN = """() => {
  window.heard = [];
  new MutationObserver((changes) => {
    for (const {target} of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const place = element?.closest("[role=status], [role=alert], [aria-live]");
      if (place && !place.closest("[hidden]")) heard.push(place.textContent.trim());
    }
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""
"""From now on notes what screen readers are told."""
A_PAUSE = 1_500
"""Milliseconds."""


def heard(page: Page, *, told: bool = True) -> list[str]:
    """What was told since; where something is `told`, a busy machine may take longer."""
    page.wait_for_timeout(A_PAUSE)
    while told and not page.evaluate("heard.length"):
        page.wait_for_timeout(A_PAUSE)
    return list(page.evaluate("heard.splice(0)"))


def type_in_one_go(page: Page, field: str, text: str) -> None:
    """Types with the clock of the page stopped: on a busy machine, there is no pause between two keys."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 60)
    page.locator(field).press_sequentially(text)
    page.clock.resume()


def label(site: Site, name: str, language: Language) -> str:
    return typeset(site.catalogue.labels[name][language], language)


def open_part(page: Page, site: Site, base_url: str, part: str) -> None:
    page.goto(base_url + site.page("documents/builder.md", Language.FR).address)
    page.wait_for_selector("[data-ready]")
    page.check("[name=document][value=charter]")
    page.evaluate("(part) => (location.hash = part)", part)
    page.evaluate(LISTEN)


def test_no_two_pages_of_a_language_have_one_title(built: BuiltSite) -> None:
    of_titles: dict[tuple[str, str], str] = {}
    for address, page in built.pages.items():
        title = (page.tree.get("lang"), page.tree.findtext(".//title"))
        assert title not in of_titles or {address, of_titles[title]} <= {f"{title[0]}/404.html", "404.html"}, address
        of_titles[title] = address


@pytest.mark.parametrize("name", ["404.html", "fr/404.html", "nl/404.html", "fr/offline.html", "nl/offline.html"])
def test_the_title_of_a_page_in_place_of_another_says_why(name: str, built: BuiltSite) -> None:
    page = built.pages[name]
    title = page.tree.findtext(".//title")
    assert all(heading.text_content() in title for heading in page.tree.iter("h1"))


def test_101_has_the_same_name_everywhere(site: Site, built: BuiltSite) -> None:
    for address, page in built.pages.items():
        (aside,) = page.tree.xpath("//aside[@class='emergency']")
        (link,) = aside.xpath(".//a[@href='tel:101']")
        languages = [language for language in Language if address.startswith(language)] or list(Language)
        assert aside.get("aria-label") == " / ".join(label(site, "emergency", each) for each in languages), address
        names = {each.get("lang"): each.text_content() for each in link.xpath(".//span[@lang]")}
        names = names or {languages[0]: link.get("aria-label")}
        assert names == {each: label(site, "emergency-call", each) for each in languages}, address


def test_the_other_language_can_be_said_as_it_is_seen(built: BuiltSite) -> None:
    for address, page in built.pages.items():
        for link in page.tree.xpath("//a[contains(@class, 'head__language')]"):
            assert all(span.text_content() in link.get("aria-label") for span in link.iter("span")), address


def test_what_is_moved_out_of_sight_holds_nothing_to_reach(built: BuiltSite) -> None:
    """On a phone, the head of a table."""
    for address, page in built.pages.items():
        assert not page.tree.xpath("//thead//a | //thead//button | //thead//input"), address


def test_signs_that_only_the_eye_needs_are_not_read_out(site: Site, base_url: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(base_url + site.page("create/stage-2.md", Language.FR).address)
    for place in (".breadcrumb", "main details", ".head"):
        tree = page.locator(place).first.aria_snapshot()
        assert not re.search(r"(^|[\s\"])/(?!url)|\+|- img", tree, re.MULTILINE), tree
    page.goto(base_url + site.page("understand/limits.md", Language.FR).address)
    tree = page.locator("main").aria_snapshot()
    assert not re.search("[✓×]", tree), tree


def test_the_button_of_light_and_dark_says_which_it_is(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(base_url + site.page("understand/cost.md", language).address)
    name = label(site, "theme", language)
    for now in ("theme-is-light", "theme-is-dark"):
        page.get_by_role("button", name=f"{name} {label(site, now, language)}", exact=True).click()


def test_each_task_says_with_its_box_how_binding_it_is(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    page.goto(base_url + site.page("documents/checklists/stage-2.md", language).address)
    tasks = {task.id: task for stage in site.catalogue.stages.values() for task in stage.tasks}
    boxes = page.locator("input[data-task]")
    expect(boxes.last).to_have_attribute("aria-describedby", re.compile("level"))
    for box in boxes.all():
        task = tasks[str(box.get_attribute("data-task"))]
        expect(box).to_have_accessible_description(label(site, f"level-{task.level}", language))


def test_a_search_is_told_once_when_the_typing_pauses(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    page.clock.install()
    page.goto(base_url + site.page("search.md", language).address)
    page.evaluate(LISTEN)
    type_in_one_go(page, "#query", "charter")
    (told,) = heard(page)
    expect(page.locator(".search__count")).to_have_text(told)
    page.locator("#query").press("Enter")
    assert heard(page, told=False) == []


@pytest.mark.parametrize("language", Language)
def test_what_was_taken_for_what_is_told_with_the_number_of_results(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    page.goto(base_url + site.page("search.md", language).address)
    page.evaluate(LISTEN)
    for text, place in (("patruoille", ".search__slips"), ("zeppelin bord", ".search__near"), ("x", None)):
        page.fill("#query", text)
        told = heard(page)
        said = [page.locator(each) for each in (".search__count", place) if each]
        assert len(told) == 1, told
        assert all(" ".join(each.inner_text().split()) in told[0] for each in said), told


def test_a_result_is_read_in_runs_and_not_word_by_word(site: Site, base_url: str, page: Page) -> None:
    page.goto(base_url + site.page("search.md", Language.FR).address + "#q=charte")
    page.locator(".search__results li").first.wait_for()
    torn = """() => [...document.querySelectorAll(".search__results :is(a, p)")].filter(({childNodes}) =>
      [...childNodes].some((node) => node.nodeType === 3 && node.nextSibling?.nodeType === 3)).length"""
    assert page.evaluate(torn) == 0


def test_municipalities_are_told_once_when_the_typing_pauses(site: Site, base_url: str, page: Page) -> None:
    page.clock.install()
    page.goto(base_url + site.page("communes/index.md", Language.FR).address)
    page.locator("#find-commune").wait_for()
    page.evaluate(LISTEN)
    type_in_one_go(page, "#find-commune", "Namur")
    assert heard(page) == [page.inner_text(".find__count")]
    open_part(page, site, base_url, "#part-neighbourhood-and-municipality")
    type_in_one_go(page, "#find-municipality", "Namur")
    assert [each for each in heard(page) if "trouvée" in each] == [page.inner_text(".find__count")]


def test_an_error_and_a_warning_of_the_form_are_told_with_their_question(site: Site, base_url: str, page: Page) -> None:
    open_part(page, site, base_url, "#part-coordinator")
    for control, answer in (("#q-coordinator-email", "x@"), ("#q-coordinator-phone", "101")):
        page.fill(control, answer)
        page.locator(control).blur()
        place = page.locator(f"{control.replace('q-', 'ask-')}")
        said = place.locator(".ask__error:visible, .ask__warning:visible").first.evaluate("e => e.firstChild.data")
        assert f"{place.get_attribute('data-title')}. {said}" in heard(page)


def test_a_file_with_faults_is_told_with_their_number(site: Site, base_url: str, page: Page) -> None:
    open_part(page, site, base_url, "#part-coordinator")
    page.fill("#q-coordinator-email", "x@")
    page.fill("#q-coordinator-phone", "abc")
    page.evaluate("location.hash = '#part-files'")
    with page.expect_download():
        page.click("[data-document=charter] [data-format=docx]")
    told = page.locator("[data-document=charter] .builder__done")
    expect(told).to_contain_text("Réponses à corriger\u202f: 2")
    faults = page.get_by_role("group", name=label(site, "builder-error-title", Language.FR))
    expect(faults).to_be_focused()
    expect(faults.get_by_role("heading")).to_be_visible()
    expect(faults.get_by_role("listitem").first).to_contain_text("02 000 00 00")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_the_preview_has_no_list_of_one_item(site: Site, base_url: str, page: Page) -> None:
    open_part(page, site, base_url, "#part-papers")
    page.click("label[for=edition-fr-nl]")
    page.select_option("#previewed", "charter")
    page.locator("#preview").scroll_into_view_if_needed()
    page.locator(".sheet li").first.wait_for()
    sizes = page.locator(".sheet :is(ul, ol)").evaluate_all("lists => lists.map(({children}) => children.length)")
    assert min(sizes) > 1


def test_a_mark_names_its_source_which_leads_back_to_the_mark_that_was_used(
    site: Site, base_url: str, page: Page
) -> None:
    page.goto(base_url + site.page("create/stage-3.md", Language.FR).address)
    publisher = typeset(site.catalogue.sources["guide-berchem"].publisher[Language.FR], Language.FR)
    again = page.locator(f"a[role=doc-noteref][href='#source-guide-berchem'][aria-label$='{publisher}']").nth(2)
    again.focus()
    page.keyboard.press("Enter")
    back = page.locator("#source-guide-berchem .sources__back")
    page.keyboard.press("Tab")
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    expect(again).to_be_focused()


def test_marks_of_sources_can_be_hidden_on_all_pages_and_shown_again(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    stage, charter = (site.page(path, language).address for path in ("create/stage-3.md", "documents/charter.md"))
    button = page.locator(".sources").get_by_role("button", name=label(site, "hide-source-marks", language))
    shown = page.locator(".source-mark:visible")
    page.goto(base_url + stage)
    assert shown.count() > 40
    for pressed in ("true", "false"):
        button.click()
        expect(button).to_have_attribute("aria-pressed", pressed)
        assert ("✓" in button.inner_text()) == (pressed == "true"), "the eye sees it too"
        page.goto(base_url + charter)
        expect(button).to_have_attribute("aria-pressed", pressed)
        assert (shown.count() == 0) == (pressed == "true")


def test_who_reads_by_keyboard_meets_the_button_that_hides_marks_before_the_first(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    page.goto(base_url + site.page("create/stage-3.md", language).address)
    page.locator(".sources button").wait_for()
    for _ in range(2):
        page.keyboard.press("Tab")
    button = page.locator(":focus")
    expect(button).to_have_text(label(site, "hide-source-marks", language))
    box = button.bounding_box()
    assert box
    assert box["x"] >= 0, "it is seen while it has the focus"
    page.keyboard.press("Enter")
    expect(page.locator(".source-mark:visible")).to_have_count(0)
    expect(page.locator("button[aria-pressed=true]")).to_have_count(2)


def test_marks_that_stand_together_are_one_stop_with_a_short_name(
    site: Site, language: Language, built: BuiltSite, base_url: str, page: Page
) -> None:
    stops = 0
    for each in site.pages.values():
        for mark in built.pages[each.address].tree.xpath("//sup[@class='source-mark']/a"):
            stops += mark.get("tabindex") is None
            assert (mark.get("tabindex") is None) == (mark.get("role") == "doc-noteref") == bool(mark.get("aria-label"))
    assert stops < 2_400
    page.goto(base_url + site.page("create/stage-3.md", language).address)
    page.locator(".sources button").wait_for()
    names = page.locator("a[role=doc-noteref]").evaluate_all("marks => marks.map(mark => mark.ariaLabel)")
    assert max(len(name.split()) for name in names) <= 10
    several = label(site, "source-marks", language)
    assert any(re.fullmatch(rf"{several} \d+, \d+", name) for name in names)


def test_a_word_read_once_can_be_read_again_by_touch(site: Site, browser: Browser, base_url: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    address = base_url + site.page("understand/what.md", Language.FR).address
    page.goto(address)
    term, tip = page.locator("p .term").first, page.locator("#term-tip")
    for elsewhere in (page.locator("h1"), term, page.locator("h1")):
        term.tap()
        expect(tip).to_be_visible()
        tip.tap()
        page.wait_for_timeout(500)
        expect(tip, "a finger may rest on it").to_be_visible()
        elsewhere.tap()
        expect(tip).to_be_hidden()
    assert page.url == address
    context.close()


def test_without_scripts_no_dead_control_shows_and_words_stand_in_its_place(
    site: Site, language: Language, base_url: str, page_without_script: Page
) -> None:
    page = page_without_script
    page.set_viewport_size({"width": 390, "height": 844})
    for path, instead in (("search.md", "search-needs-script"), ("communes/index.md", "find-needs-script")):
        page.goto(base_url + site.page(path, language).address)
        page.locator(".menu > summary").click()
        expect(page.locator("[hidden]:visible")).to_have_count(0)
        expect(page.locator("input:visible")).to_have_count(0)
        expect(page.locator("button:visible")).to_have_count(0)
        said = page.locator("noscript p")
        expect(said).to_be_visible()
        assert said.inner_text().replace("\u2060", "") == label(site, instead, language)
