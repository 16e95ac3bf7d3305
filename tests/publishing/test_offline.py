"""What a reader has opened can be read without a network; a new build is seen at once; the reader can switch it off."""

from __future__ import annotations

import gzip
import hashlib
import re
import time
from functools import partial

import pytest
from playwright.sync_api import BrowserContext, expect

from macros.content.site import Site
from macros.model.language import Language
from macros.model.typography import typeset
from macros.papers.downloads import DOCUMENTS_FOLDER
from macros.publishing.offline import LIST, WORKER
from tests.building import BuiltSite
from tests.publishing.host import (
    CONTROLLED,
    Host,
    change,
    cut,
    fill_device,
    in_charge,
    kept,
    opened,
    publish,
    start_worker_anew,
    until,
)

MISSING = """async (addresses) => {
  const found = await Promise.all(addresses.map((address) => caches.match(address)));
  return addresses.filter((_, at) => !found[at]?.ok);
}"""
INSTALLING = "navigator.serviceWorker.getRegistration().then((found) => Boolean(found?.installing))"
REGISTRATIONS = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"


def test_a_first_view_asks_for_nothing_more(host: Host, patient_reader: BrowserContext, site: Site) -> None:
    patient_reader.new_page().goto(
        host.address + site.page("understand/cost.md", Language.FR).address, wait_until="networkidle"
    )
    assert not [name for name in host.asked if "offline" in name or WORKER in name]


def test_a_page_opened_once_is_there_without_a_network(
    host: Host, reader: BrowserContext, site: Site, language: Language
) -> None:
    cost = site.page("understand/cost.md", language).address
    page = opened(reader, host.address + cost)
    missing = f"{language}/offline.html"
    until(lambda: {cost, missing} <= kept(page, host) and any(".css" in each for each in kept(page, host)))
    page.goto(host.address + site.page("create/stage-2.md", language).address)
    cut(reader, host)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    for path in ("understand/cost.md", "create/stage-2.md"):
        page.goto(host.address + site.page(path, language).address)
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    assert errors == []
    page.goto(host.address + site.page("questions.md", language).address)
    expect(page.locator("h1")).to_have_text(typeset(site.catalogue.labels["offline-title"][language], language))
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert page.evaluate("getComputedStyle(document.querySelector('.emergency__number')).textDecorationLine") == "none"


def test_a_network_that_never_answers_leads_to_what_is_kept(host: Host, reader: BrowserContext, site: Site) -> None:
    cost = site.page("understand/cost.md", Language.FR).address
    page = opened(reader, host.address + cost)
    until(lambda: cost in kept(page, host) and any(".css" in each for each in kept(page, host)))
    page.goto("about:blank")
    host.answers.clear()
    page.goto(host.address + cost)
    expect(page.locator("h1")).to_be_visible()
    host.answers.set()
    host.asked.clear()
    page.goto(host.address + cost)
    assert cost in host.asked, "the network comes first again"


def test_nothing_is_fetched_that_was_not_opened(host: Host, reader: BrowserContext, site: Site) -> None:
    cost = site.page("understand/cost.md", Language.FR).address
    page = opened(reader, host.address + cost)
    until(lambda: cost in kept(page, host))
    time.sleep(1)
    asked = {name for name in host.asked if name.endswith(("/", ".html", ".json", ".pdf"))}
    assert asked == {cost, "fr/offline.html", "nl/offline.html", LIST}


def test_the_builder_fills_in_papers_without_a_network(host: Host, reader: BrowserContext, site: Site) -> None:
    address = host.address + site.page("documents/builder.md", Language.FR).address
    page = opened(reader, address)
    page.locator("[data-ready]").wait_for(state="attached")
    papers = {name for name in host.asked if "/builder/" in name}
    until(lambda: papers <= kept(page, host))
    cut(reader, host)
    page = opened(reader, address)
    page.locator("[data-ready]").wait_for(state="attached")
    with page.expect_download() as found:
        page.evaluate("document.querySelector('[data-do=download-all]').click()")
    assert found.value.suggested_filename.endswith(".zip")


def test_the_papers_opened_last_are_there_without_a_network(host: Host, reader: BrowserContext, site: Site) -> None:
    page = opened(reader, host.address + site.page("privacy.md", Language.FR).address)
    until(lambda: page.evaluate(CONTROLLED))
    names: list[str] = []

    def download(at: int) -> bytes:
        link = page.locator(".layout__main a[download]:visible").nth(at)
        names.append(link.evaluate("(link) => link.href").removeprefix(host.address))
        with page.expect_download() as found:
            link.click()
        return found.value.path().read_bytes()

    for path in ("documents/charter.md", "documents/by-laws.md"):
        page.goto(host.address + site.page(path, Language.FR).address, wait_until="networkidle")
        page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
        for at in range(7):  # a browser asks before it takes more from one page
            download(at)
            until(lambda: names[-1] in kept(page, host))  # readers are not so fast that one overtakes another
    papers = {name for name in kept(page, host) if name.startswith(DOCUMENTS_FOLDER) and not name.endswith(".png")}
    assert papers == set([*dict.fromkeys(reversed(names))][:12])  # one file may be offered twice
    page.reload(wait_until="networkidle")
    page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
    cut(reader, host)
    assert download(6) == (host.root / names[-1]).read_bytes()


def test_a_full_device_keeps_nothing_and_shows_everything(host: Host, reader: BrowserContext, site: Site) -> None:
    page = opened(reader, host.address + site.page("privacy.md", Language.FR).address)
    until(lambda: page.evaluate(CONTROLLED))
    fill_device(page, host)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    checklist = site.page("documents/checklists/stage-2.md", Language.FR).address
    page.goto(host.address + checklist)
    expect(page.locator(".checklist__count")).not_to_be_empty()
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    assert errors == []
    assert checklist not in kept(page, host)


def test_a_new_build_is_seen_at_once_and_kept_without_fetching_what_did_not_change(
    host: Host, reader: BrowserContext, site: Site
) -> None:
    cost, limits = (site.page(f"understand/{name}.md", Language.FR).address for name in ("cost", "limits"))
    page = opened(reader, host.address + limits)
    until(lambda: page.evaluate(CONTROLLED))
    page.goto(host.address + cost)
    until(lambda: {cost, limits} <= kept(page, host))
    host.asked.clear()  # before: a slow page may still be asking for the worker, and find the new one
    change(host, cost)
    publish(host)
    page.goto(host.address + cost)
    expect(page.locator("h1")).to_contain_text("demain")
    until(lambda: WORKER in host.asked and LIST in host.asked and in_charge(page, host))
    assert not [name for name in host.asked if name.startswith("assets/") or name == limits]
    assert {cost, limits} <= kept(page, host)
    cut(reader, host)
    page.goto(host.address + limits)
    expect(page.locator("h1")).to_be_visible()
    page.goto(host.address + cost)
    expect(page.locator("h1")).to_contain_text("demain")


def test_a_page_that_was_not_opened_again_is_renewed_with_the_build(
    host: Host, reader: BrowserContext, site: Site
) -> None:
    cost, limits = (site.page(f"understand/{name}.md", Language.FR).address for name in ("cost", "limits"))
    page = opened(reader, host.address + cost)
    until(lambda: cost in kept(page, host))
    change(host, cost)
    publish(host)
    page.goto(host.address + limits)
    until(lambda: in_charge(page, host))
    cut(reader, host)
    page.goto(host.address + cost)
    expect(page.locator("h1")).to_contain_text("demain")


def test_a_build_that_breaks_off_leaves_what_was_kept(host: Host, reader: BrowserContext, site: Site) -> None:
    cost, limits = (site.page(f"understand/{name}.md", Language.FR).address for name in ("cost", "limits"))
    page = opened(reader, host.address + cost)
    until(lambda: cost in kept(page, host) and in_charge(page, host))
    change(host, cost)
    publish(host)
    (host.root / LIST).unlink()
    (host.root / LIST).write_text("{", "utf-8")
    host.asked.clear()
    page.goto(host.address + limits)
    until(lambda: LIST in host.asked and not page.evaluate(INSTALLING))
    cut(reader, host)
    page.goto(host.address + cost)
    expect(page.locator("h1")).to_be_visible()
    assert "demain" not in page.locator("h1").inner_text()


def test_the_reader_switches_it_off_and_on_again(
    host: Host, reader: BrowserContext, site: Site, language: Language
) -> None:
    off = typeset(site.catalogue.labels["offline-off"][language], language)
    privacy = host.address + site.page("privacy.md", language).address
    page = opened(reader, privacy)
    panel = page.locator("[data-offline]")
    until(lambda: page.evaluate(CONTROLLED))
    panel.locator("[data-do=off]").click()
    expect(panel.get_by_role("status")).to_have_text(off)
    expect(panel.locator("[data-do=on]")).to_be_focused()
    expect(panel.locator("button:visible")).to_have_count(1)
    page.goto(host.address + site.page("understand/cost.md", language).address)
    page.goto(privacy)
    expect(panel.get_by_role("status")).to_have_text(off)
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate(REGISTRATIONS) == 0
    panel.locator("[data-do=on]").click()
    expect(panel.locator("[data-do=off]")).to_be_focused()
    until(lambda: kept(page, host))


@pytest.mark.parametrize("opened_first", ["privacy.md", "search.md"])
def test_a_page_that_stays_open_keeps_nothing_after_that(
    opened_first: str, host: Host, reader: BrowserContext, site: Site
) -> None:
    pages = {}
    for path in sorted(["privacy.md", "search.md"], key=lambda path: path != opened_first):
        pages[path] = opened(reader, host.address + site.page(path, Language.FR).address)
        until(partial(pages[path].evaluate, CONTROLLED))
    first, other = pages["privacy.md"], pages["search.md"]
    first.locator("[data-do=off]").click()
    expect(first.locator("[data-do=on]")).to_be_visible()
    other.fill("#query", "cout")
    other.locator(".search__results a").first.wait_for()
    assert other.evaluate("caches.keys()") == []


def test_what_is_switched_on_after_a_rest_is_kept(host: Host, reader: BrowserContext, site: Site) -> None:
    """While another page is open, the worker stays, and may have been stopped meanwhile."""
    privacy = site.page("privacy.md", Language.FR).address
    page = opened(reader, host.address + privacy)
    until(lambda: page.evaluate(CONTROLLED))
    opened(reader, host.address + site.page("search.md", Language.FR).address)
    page.locator("[data-do=off]").click()
    expect(page.locator("[data-do=on]")).to_be_focused()
    start_worker_anew(page)
    page.locator("[data-do=on]").click()
    until(lambda: privacy in kept(page, host) and any(".css" in each for each in kept(page, host)))


def test_an_answer_that_comes_late_does_not_hide_that_all_is_switched_off(
    host: Host, reader: BrowserContext, site: Site
) -> None:
    page = opened(reader, host.address + site.page("privacy.md", Language.FR).address)
    until(lambda: page.evaluate(CONTROLLED))
    until(lambda: kept(page, host))
    expect(page.locator("[data-do=whole]")).to_be_visible()
    page.evaluate(
        """() => {
          navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: 'kept' }));
          localStorage.setItem('guide.offline', 'off');
        }"""
    )
    off = typeset(site.catalogue.labels["offline-off"][Language.FR], Language.FR)
    expect(page.locator("[data-offline] [role=status]")).to_have_text(off)
    expect(page.locator("[data-do=off]")).to_be_hidden()


def test_where_the_browser_lets_nothing_be_kept_nothing_is_offered(
    host: Host, reader: BrowserContext, site: Site
) -> None:
    reader.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } });"
        "caches.keys = () => Promise.reject(new DOMException('', 'SecurityError'));"
    )
    page = reader.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(host.address + site.page("privacy.md", Language.FR).address)
    until(lambda: any("offline.js" in name for name in host.asked))
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-offline]")).to_be_hidden()
    assert errors == []


def test_the_whole_guide_is_kept_on_demand_and_weighs_what_the_button_says(
    host: Host, reader: BrowserContext, site: Site, language: Language
) -> None:
    page = opened(reader, host.address + site.page("privacy.md", language).address)
    until(lambda: page.evaluate(CONTROLLED))
    panel = page.locator("[data-offline]")
    (megabytes,) = re.findall(r"\d+", panel.locator("[data-do=whole]").inner_text())
    panel.locator("[data-do=whole]").click()
    expect(panel.locator("[data-do=whole]")).to_be_hidden()
    expect(panel.locator("[data-do=off]")).to_be_focused()
    files = [host.file(path) for path in kept(page, host)]
    weight = sum(len(gzip.compress(file.read_bytes())) for file in files)
    assert weight == pytest.approx(int(megabytes) * 1e6, rel=0.3)
    cut(reader, host)
    pages = [each for each in site.pages.values() if each.language is language and each.path != "documents/builder.md"]
    addresses = [host.address + each.address for each in pages]
    assert page.evaluate(MISSING, addresses) == []
    for address in addresses[::15]:
        page.goto(address)
        title = typeset(site.catalogue.labels["offline-title"][language], language)
        expect(page.locator("main h1")).not_to_have_text(title)
    page.goto(host.address + site.page("search.md", language).address)
    page.fill("#query", "charte" if language is Language.FR else "charter")
    page.locator(".search__results a").first.wait_for()


def test_the_worker_knows_the_list_of_its_build_by_its_digest(built: BuiltSite) -> None:
    digest = hashlib.sha256((built.root / LIST).read_bytes()).hexdigest()[:8]
    assert (built.root / WORKER).read_text("utf-8").startswith(f'const BUILD="{digest}";')


def test_the_list_names_every_page_and_paper(built: BuiltSite) -> None:
    listed = (built.root / LIST).read_text("utf-8")
    for address in built.pages:
        assert f'"{address}":' in listed
    for file in (built.root / DOCUMENTS_FOLDER).iterdir():
        assert f'"{DOCUMENTS_FOLDER}/{file.name}":' in listed
