"""The stages lead: what is to be done comes first, the list of stages stays at hand and says how far the reader is."""

from __future__ import annotations

import re

import pytest
from lxml.html import fromstring
from playwright.sync_api import Page, ViewportSize, expect

from macros.content.site import Site
from macros.model.language import Language
from macros.model.records import Stage
from macros.model.typography import typeset
from macros.pages.page_macros import PageMacros
from macros.pages.stages import StageNavigation
from macros.pages.view import View
from tests.building import BuiltSite

STAGES = ("stage-1", "stage-2", "stage-3", "stage-4", "evaluation")
PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1440, "height": 900}


@pytest.fixture(params=STAGES)
def stage(request: pytest.FixtureRequest, site: Site) -> Stage:
    return site.catalogue.stages[request.param]


def view_of(site: Site, stage: Stage, language: Language) -> View:
    return View(site, site.page(stage.page, language))


def tick(page: Page, *tasks: str) -> None:
    page.evaluate("tasks => localStorage.setItem('guide.ticks', JSON.stringify(tasks))", list(tasks))
    page.reload()


def test_tasks_and_papers_are_counted_under_the_lead_and_stand_before_the_explanation(
    site: Site, stage: Stage, language: Language
) -> None:
    view = view_of(site, stage, language)
    body = view.page.body
    after_lead = body.partition("{ .lead }")[2].lstrip()
    assert after_lead.startswith(f'{{{{ to_do("{stage.id}") }}}}')
    assert re.findall(r"^## .*\{ #(\S+) \}", body, re.MULTILINE)[0] == "tasks"
    assert body.count(f'checklist("{stage.id}")') == 1
    shown = fromstring(PageMacros(view).to_do(stage.id))
    counts = {link.get("href"): link.text_content() for link in shown.iter("a")}
    assert counts["#tasks"].startswith(f"{len(stage.tasks)} ")
    documents = StageNavigation(view).documents(stage)
    assert counts["#documents"] == view.label(
        "papers-one" if len(documents) == 1 else "papers-many", count=len(documents)
    )


def test_papers_are_numbered_in_the_order_of_the_work(site: Site) -> None:
    way = StageNavigation(View(site, site.page("index.md", Language.FR)))
    documents = [document for stage in way.stages for document in way.documents(stage)]
    assert [document.number for document in documents] == list(range(1, len(site.catalogue.documents) + 1))


def test_every_page_to_read_leads_on_to_the_next_in_the_menu(built: BuiltSite, site: Site, language: Language) -> None:
    """On what a partnership is and how it is created; the last of the first part leads to the second."""
    foot = "//*[contains(@class, 'page-foot')]//a[contains(@class, 'link--after') or @class='button']/@href"
    read = [path for path in site.paths if path.startswith(("understand/", "create/"))]
    on = {path: built.pages[site.page(path, language).address].tree.xpath(foot) for path in read}
    assert {path: links for path, links in on.items() if len(links) != 1} == {}
    assert on["understand/data.md"] == [f"../{site.page('create/index.md', language).front_matter.slug}/"]


def test_the_list_of_stages_leads_to_the_tasks_of_this_one(site: Site, stage: Stage, language: Language) -> None:
    places = [{"id": "tasks", "title": "À faire"}]
    tree = fromstring(view_of(site, stage, language).render("way.html", here=stage, places=places))
    linked = tree.xpath("//*[@aria-current='step']//a[starts-with(@href, '#tasks-')]/@href")
    assert linked == [f"#tasks-{moment.id}" for moment in stage.moments]


def test_the_first_box_is_within_two_screens_of_a_phone(
    site: Site, stage: Stage, language: Language, base_url: str, page: Page
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(base_url + site.page(stage.page, language).address)
    box = page.locator("main input[type=checkbox]").first.bounding_box()
    assert box
    assert box["y"] <= 2 * PHONE["height"]


@pytest.mark.parametrize("path", ["create/stage-3.md", "understand/cost.md"])
def test_the_list_at_the_side_stays_beside_the_text_on_a_wide_screen(
    path: str, site: Site, base_url: str, page: Page
) -> None:
    page.set_viewport_size(WIDE)
    page.goto(base_url + site.page(path, Language.FR).address)
    page.locator("article > :nth-last-child(1)").scroll_into_view_if_needed()
    assert page.evaluate("scrollY") > WIDE["height"]
    side = page.locator(".layout__side").bounding_box()
    assert side
    assert 0 <= side["y"] < 60
    assert side["y"] + side["height"] <= WIDE["height"]


def test_the_list_of_stages_counts_the_ticks_as_they_are_set(
    site: Site, base_url: str, page: Page, language: Language
) -> None:
    page.set_viewport_size(WIDE)
    page.goto(base_url + site.page("create/stage-2.md", language).address)
    first, second = (site.catalogue.stages[name].tasks for name in STAGES[:2])
    counts = page.locator(".way__list [data-count]")
    expect(counts).to_have_text([""] * len(STAGES))
    tick(page, first[0].id, second[0].id, second[1].id)
    between = {Language.FR: "sur", Language.NL: "van"}[language]
    expect(counts).to_have_text([f"(1 {between} {len(first)})", f"(2 {between} {len(second)})", "", "", ""])
    page.locator("main input[type=checkbox]").nth(2).check()
    expect(counts.nth(1)).to_have_text(f"(3 {between} {len(second)})")
    page.set_viewport_size(WIDE)
    for count in counts.all()[:2]:
        assert len(count.evaluate("count => [...count.getClientRects()].map(({ top }) => top)")) == 1, "in one piece"


def test_the_home_page_leads_on_to_the_first_box_that_is_open(
    site: Site, base_url: str, page: Page, language: Language
) -> None:
    page.goto(base_url + site.page("index.md", language).address)
    button = page.locator(".home__actions .button--primary").first
    start = button.inner_text()
    stages = [site.catalogue.stages[name] for name in STAGES]

    def leads_to(stage: Stage, done: int, task: int) -> None:
        label = site.catalogue.labels["continue-at"][language]
        view = view_of(site, stage, language)
        name = (view.place(stage) if stage.number else view.text(stage.title)).lower()
        expect(button).to_have_text(typeset(label.format(stage=name, done=done, total=len(stage.tasks)), language))
        address = f"/{site.page(stage.page, language).address}#{stage.tasks[task].id}"
        assert (button.get_attribute("href") or "").endswith(address)

    tick(page, stages[0].tasks[0].id, stages[1].tasks[0].id)
    leads_to(stages[1], 1, task=1)
    tick(page, stages[1].tasks[1].id)
    leads_to(stages[1], 1, task=0)
    tick(page, *(task.id for task in stages[1].tasks))
    leads_to(stages[2], 0, task=0)
    tick(page, stages[4].tasks[0].id)
    leads_to(stages[4], 1, task=1)
    tick(page, stages[0].tasks[0].id, *(task.id for task in stages[4].tasks))
    leads_to(stages[0], 1, task=1)
    tick(page, *(task.id for stage in stages for task in stage.tasks))
    expect(button).to_have_text(typeset(site.catalogue.labels["all-done"][language], language))
    assert (button.get_attribute("href") or "").endswith(f"/{site.page(stages[4].page, language).address}")
    tick(page)
    expect(button).to_have_text(start)


def test_the_home_page_leads_back_to_the_answers_that_are_kept(
    site: Site, base_url: str, page: Page, language: Language
) -> None:
    page.goto(base_url + site.page("documents/builder.md", language).address)
    page.wait_for_selector("[data-ready]")
    page.click("label[for=keep-yes]")
    page.goto(base_url + site.page("index.md", language).address)
    button = page.locator(".home__actions").first.locator("a").nth(1)
    expect(button).to_have_text(site.catalogue.labels["continue-papers"][language])
    tick(page, site.catalogue.stages["stage-1"].tasks[0].id)
    button.click()
    expect(page).to_have_url(re.compile(site.page("documents/builder.md", language).address))


def test_what_is_cleared_elsewhere_is_no_longer_offered_on_the_home_page(
    site: Site, base_url: str, page: Page, language: Language
) -> None:
    page.goto(base_url + site.page("index.md", language).address)
    buttons = page.locator(".home__actions").first.locator("a")
    ways = "links => links.map(({textContent, href}) => [textContent, href])"
    before = buttons.evaluate_all(ways)
    page.evaluate("localStorage.setItem('guide.answers', '{}')")
    tick(page, site.catalogue.stages["stage-1"].tasks[0].id)
    expect(buttons.first).to_have_attribute("href", re.compile("#"))
    page.evaluate("localStorage.clear(); dispatchEvent(new Event('pageshow'))")
    assert buttons.evaluate_all(ways) == before


@pytest.mark.parametrize("size", [PHONE, WIDE])
def test_what_leads_on_takes_the_room_of_what_was_there(
    size: ViewportSize, site: Site, base_url: str, page: Page, language: Language
) -> None:
    page.set_viewport_size(size)
    page.goto(base_url + site.page("index.md", language).address)
    buttons = page.locator(".home__actions").first.locator("a")
    before = [button.bounding_box() for button in buttons.all()]
    page.evaluate("localStorage.setItem('guide.answers', '{}')")
    tick(page, site.catalogue.stages["stage-1"].tasks[0].id)
    expect(buttons.first).to_have_attribute("href", re.compile("#"))
    expect(buttons.nth(1)).to_have_text(site.catalogue.labels["continue-papers"][language])
    assert [button.bounding_box() for button in buttons.all()] == before
    beside = """link => { const words = document.createRange(); words.selectNodeContents(link);
      const [inner, outer] = [words, link].map(each => each.getBoundingClientRect());
      return [inner.left - outer.left, outer.right - inner.right]; }"""
    left, right = buttons.nth(1).evaluate(beside)
    assert left == pytest.approx(right, abs=1), "its words stand in the middle"
    assert all(box and box["x"] + box["width"] < size["width"] for box in before)


def test_each_paper_of_a_stage_is_first_offered_to_fill_in_on_screen(
    site: Site, stage: Stage, language: Language
) -> None:
    shown = fromstring(PageMacros(view_of(site, stage, language)).documents(stage.id))
    first = [card.find_class("document-card__files")[0].find(".//a") for card in shown.find_class("document-card")]
    assert first
    view = view_of(site, stage, language)
    documents = StageNavigation(view).documents(stage)
    addresses = [view.link("documents/builder.md", f"paper-{document.id}") for document in documents]
    assert [link.get("href") for link in first] == addresses
