"""What was kept survives bad answers, full devices and new builds; what is missing is said in the reader's language."""

from __future__ import annotations

import re
from itertools import cycle

import pytest
from playwright.sync_api import BrowserContext, expect

from macros.content.site import Site
from macros.model.language import Language
from macros.model.typography import typeset
from macros.publishing.offline import NOT_HERE
from tests.publishing.host import (
    DIGEST_OF_KEPT,
    Fault,
    Handler,
    Host,
    change,
    changed,
    cut,
    cut_in_chunks,
    cut_short,
    fill_device,
    half_as_whole,
    home_instead,
    in_charge,
    kept,
    led_elsewhere,
    move_assets,
    of_another_type,
    opened,
    opened_and_kept,
    portal,
    publish,
    stalled,
    start_worker_anew,
    status,
    until,
)

FAILS: dict[str, Fault] = {
    "500": status(500),
    "503": status(503),
    "404": status(404),
    "cut short": cut_short,
    "cut in chunks": cut_in_chunks,
    "half as whole": half_as_whole,
    "stalled": stalled,
}
"""Answers that are none."""
FOREIGN: dict[str, Fault] = {
    "a hotel": portal,
    "the home page": home_instead,
    "another type": of_another_type,
    "another origin": led_elsewhere,
}
"""Answers that are something else."""
REMOVE = """async (address) => {
  for (const name of await caches.keys()) await (await caches.open(name)).delete(address);
}"""
FETCHED = """(address) => fetch(address).then((answer) => answer.arrayBuffer())
  .then((body) => body.byteLength, () => null)"""
"""The bytes of what is asked for, as a download asks for it."""
IN_FRENCH, IN_DUTCH = (pytest.mark.parametrize("language", [language]) for language in Language)
"""What the worker does with a path of any language is asked of one, by turns; what it does for a language, of both."""
NOTE = ".kept-copy"
STYLED = "getComputedStyle(document.querySelector('.skip')).position === 'absolute'"


@pytest.fixture
def cost(site: Site, language: Language) -> str:
    return site.page("understand/cost.md", language).address


@pytest.fixture
def limits(site: Site, language: Language) -> str:
    return site.page("understand/limits.md", language).address


def label(site: Site, name: str, language: Language) -> str:
    return typeset(site.catalogue.labels[name][language], language)


@pytest.mark.parametrize(("fault", "language"), list(zip(FAILS.values(), cycle(Language))), ids=FAILS)
def test_where_the_server_fails_the_kept_page_shows_says_so_and_stays(
    host: Host, reader: BrowserContext, site: Site, language: Language, cost: str, fault: Fault
) -> None:
    page = opened_and_kept(reader, host, cost)
    title, digest = page.locator("h1").inner_text(), page.evaluate(DIGEST_OF_KEPT, host.address + cost)
    expect(page.locator(NOTE)).to_be_hidden()
    host.faults[cost] = fault
    page.goto(host.address + cost)
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(NOTE)).to_have_text(label(site, "kept-copy", language))
    expect(page.locator(NOTE)).to_be_visible()
    assert page.evaluate(STYLED)
    page.wait_for_timeout(1000)
    assert page.evaluate(DIGEST_OF_KEPT, host.address + cost) == digest
    del host.faults[cost]
    page.goto(host.address + cost)
    expect(page.locator(NOTE)).to_be_hidden()


@pytest.mark.parametrize("fault", FOREIGN.values(), ids=FOREIGN)
def test_an_answer_that_is_something_else_leaves_what_was_kept(
    host: Host, reader: BrowserContext, site: Site, fault: Fault
) -> None:
    cost = site.page("understand/cost.md", Language.FR).address
    page = opened_and_kept(reader, host, cost)
    digest = page.evaluate(DIGEST_OF_KEPT, host.address + cost)
    host.faults[cost] = fault
    page.goto(host.address + cost, wait_until="commit")
    page.wait_for_timeout(1000)
    page = opened(reader, host.address + site.page("questions.md", Language.FR).address)
    assert page.evaluate(DIGEST_OF_KEPT, host.address + cost) == digest


@IN_FRENCH
def test_who_asks_again_does_not_wait_for_an_answer_that_fell_silent(
    host: Host, reader: BrowserContext, cost: str
) -> None:
    page = opened_and_kept(reader, host, cost)
    host.faults[cost] = stalled
    page.goto(host.address + cost)
    expect(page.locator(NOTE)).to_be_visible()
    ways: list[str | None] = []

    def note_way(handler: Handler) -> None:
        ways.append(handler.headers["Cache-Control"])
        handler.reply(200, *handler.file())

    host.faults[cost] = note_way
    page.goto(host.address + cost)
    expect(page.locator(NOTE)).to_be_hidden()
    assert ways == ["no-cache"], "past the browser's own store, where Firefox would wait"


@pytest.mark.parametrize("fault", [cut_short, half_as_whole, portal, status(503)], ids=lambda fault: fault.__name__)
def test_a_bad_answer_leaves_a_paper_that_was_kept(
    host: Host, reader: BrowserContext, site: Site, fault: Fault
) -> None:
    page = opened_and_kept(reader, host, site.page("documents/charter.md", Language.FR).address)
    paper = page.locator(".layout__main a[download]:visible").first.evaluate("(link) => link.href")
    name = paper.removeprefix(host.address)
    page.evaluate(FETCHED, paper)
    until(lambda: name in kept(page, host))
    digest = page.evaluate(DIGEST_OF_KEPT, paper)
    host.faults[name] = fault
    host.asked.clear()
    page.evaluate(FETCHED, paper)
    assert name in host.asked
    page.wait_for_timeout(1000)
    assert page.evaluate(DIGEST_OF_KEPT, paper) == digest
    cut(reader, host)
    assert page.evaluate(FETCHED, paper) == (host.root / name).stat().st_size


@IN_FRENCH
def test_a_hotel_that_asks_to_log_in_is_shown(host: Host, reader: BrowserContext, cost: str) -> None:
    page = opened_and_kept(reader, host, cost)
    host.faults[cost] = portal
    page.goto(host.address + cost)
    expect(page.locator("h1")).to_have_text("Hotel")


@pytest.mark.parametrize("fault", [portal, half_as_whole, changed])
def test_a_file_under_a_digest_is_kept_only_when_it_has_its_own(
    host: Host, reader: BrowserContext, site: Site, fault: Fault
) -> None:
    page = opened_and_kept(reader, host, site.page("understand/cost.md", Language.FR).address)
    (sheet,) = (path.relative_to(host.root).as_posix() for path in host.root.glob("assets/*/css/papers.css"))
    host.faults[sheet] = fault
    charter = host.address + site.page("documents/charter.md", Language.FR).address
    page.goto(charter)
    expect(page.locator("h1")).to_be_visible()
    assert sheet in host.asked
    assert sheet not in kept(page, host)
    del host.faults[sheet]
    page.goto(charter)
    until(lambda: sheet in kept(page, host))
    cut(reader, host)
    page.goto(charter)
    assert page.evaluate(STYLED)


@IN_DUTCH
def test_a_full_device_leaves_what_was_kept(host: Host, reader: BrowserContext, cost: str) -> None:
    page = opened_and_kept(reader, host, cost)
    title = page.locator("h1").inner_text()
    fill_device(page, host)
    change(host, cost, after=f" demain</h1><!-- {'x' * 200_000} -->")
    page.goto(host.address + cost)
    expect(page.locator("h1")).to_contain_text("demain")
    cut(reader, host)
    page.goto(host.address + cost)
    expect(page.locator("h1")).to_have_text(title)


def test_what_is_missing_is_said_in_the_language_of_its_address_from_the_first_visit(
    host: Host, reader: BrowserContext, site: Site, language: Language, cost: str
) -> None:
    page = opened_and_kept(reader, host, cost)
    cut(reader, host)
    for other in Language:
        papers = sorted(path.name for path in (host.root / "documents").glob(f"*-{other}.pdf"))
        one_language = next(name for name in papers if f"-{other.other}-" not in name)
        example = one_language.replace(".pdf", f"-{site.catalogue.labels['example-file'][other]}.pdf")
        for address in (
            site.page("questions.md", other).address,
            f"documents/{one_language}",
            f"documents/{example}",
            f"{other}/no/such/page/",
        ):
            page.goto(host.address + address)
            expect(page.locator("html")).to_have_attribute("lang", other)
            expect(page.locator("h1")).to_have_text(label(site, "offline-title", other))
            assert page.locator("a").first.get_attribute("href") == "tel:101", "before all else"
            assert page.evaluate("getComputedStyle(document.querySelector('a')).textDecorationLine") == "none"


def test_a_page_that_never_was_is_missing_and_not_out_of_reach(
    host: Host, reader: BrowserContext, site: Site, language: Language, cost: str
) -> None:
    page = opened_and_kept(reader, host, cost)
    missing = (host.root / language / "404.html").read_bytes()
    host.faults[f"{language}/never/"] = lambda handler: handler.reply(404, "text/html; charset=utf-8", missing)
    page.goto(f"{host.address}{language}/never/")
    expect(page.locator("h1")).to_have_text(label(site, "not-found-title", language))
    assert f"{language}/never/" not in kept(page, host)


@IN_FRENCH
def test_one_page_is_kept_once_whatever_its_address_looks_like(
    host: Host, reader: BrowserContext, language: Language, cost: str
) -> None:
    page = opened_and_kept(reader, host, cost)
    name = cost.split("/")[1]
    ways = ("{0}//{1}/", "{0}/{1}/index.html", "{0}/{1}/?utm_source=mail", "{0}/{1}/#sources", "{2}/{3}/", "{0}/{1}")
    for way in ways:
        page.goto(host.address + way.format(language, name, language.upper(), name.title()))
        expect(page).to_have_url(re.compile(rf"^{host.address}{cost}([?#].*)?$"))
        assert page.evaluate(STYLED)
    assert [each for each in kept(page, host) if name in each.lower()] == [cost]
    cut(reader, host)
    for way in ways:
        page.goto(host.address + way.format(language, name, language.upper(), name.title()))
        expect(page.locator(NOTE)).to_be_visible()


@IN_DUTCH
def test_what_cannot_be_renewed_stays_until_it_can(host: Host, reader: BrowserContext, cost: str, limits: str) -> None:
    page = opened_and_kept(reader, host, cost, limits)
    change(host, cost)
    change(host, limits)
    move_assets(host)
    host.faults[cost] = status(503)
    publish(host)
    page.goto(host.address + limits)
    until(lambda: in_charge(page, host))
    assert {cost, limits} <= kept(page, host)
    page.goto(host.address + cost)
    expect(page.locator("h1")).not_to_contain_text("demain")
    assert page.evaluate(STYLED), "with the styles that it had"
    del host.faults[cost]
    old = page.evaluate(DIGEST_OF_KEPT, host.address + cost)
    start_worker_anew(page)
    page.goto(host.address + limits)
    until(lambda: page.evaluate(DIGEST_OF_KEPT, host.address + cost) != old)
    cut(reader, host)
    for path in (cost, limits):
        page.goto(host.address + path)
        expect(page.locator("h1")).to_contain_text("demain")
        assert page.evaluate(STYLED)


@IN_FRENCH
def test_a_page_is_renewed_only_with_what_it_loads(host: Host, reader: BrowserContext, cost: str, limits: str) -> None:
    page = opened_and_kept(reader, host, cost)
    digest = page.evaluate(DIGEST_OF_KEPT, host.address + cost)
    change(host, cost)
    move_assets(host)
    script = "assets/00000000/js/page.js"
    change(host, script, before="localStorage", after=" localStorage")
    host.faults[script] = status(503)
    publish(host)
    page.goto(host.address + limits)
    until(lambda: in_charge(page, host))
    assert page.evaluate(DIGEST_OF_KEPT, host.address + cost) == digest
    del host.faults[script]
    start_worker_anew(page)
    page.goto(host.address + limits)
    until(lambda: page.evaluate(DIGEST_OF_KEPT, host.address + cost) != digest and script in kept(page, host))


@IN_DUTCH
def test_a_page_that_is_no_more_goes_once_all_else_is_new(
    host: Host, reader: BrowserContext, site: Site, cost: str, limits: str
) -> None:
    questions = site.page("questions.md", Language.FR).address
    page = opened_and_kept(reader, host, limits, cost)
    change(host, cost)
    (host.root / limits / "index.html").unlink()
    host.faults[cost] = status(503)
    publish(host)
    page.goto(host.address + questions)
    until(lambda: in_charge(page, host))
    assert {cost, limits} <= kept(page, host)
    del host.faults[cost]
    start_worker_anew(page)
    page.goto(host.address + questions)
    until(lambda: limits not in kept(page, host))
    assert cost in kept(page, host)


def test_a_build_that_lacks_what_it_needs_does_not_take_over(
    host: Host, reader: BrowserContext, language: Language, cost: str, limits: str
) -> None:
    page = opened_and_kept(reader, host, cost)
    other = f"{language.other}/{NOT_HERE}"
    change(host, other)
    host.faults[other] = status(500)
    change(host, cost)
    publish(host)
    host.asked.clear()
    page.goto(host.address + limits)
    until(lambda: other in host.asked and not page.evaluate(INSTALLING))
    cut(reader, host)
    page.goto(host.address + cost)
    expect(page.locator("h1")).not_to_contain_text("demain")
    page.goto(f"{host.address}{language.other}/no/such/page/")
    expect(page.locator("h1")).not_to_contain_text("demain")


INSTALLING = "navigator.serviceWorker.getRegistration().then(({ installing }) => Boolean(installing))"


@IN_FRENCH
def test_a_tab_of_the_build_before_goes_on_without_a_network(
    host: Host, reader: BrowserContext, cost: str, limits: str
) -> None:
    old = opened_and_kept(reader, host, limits, cost)
    script = old.evaluate("document.querySelector('script').src").replace("page.js", "offline.js")
    until(lambda: script.removeprefix(host.address) in kept(old, host))
    move_assets(host)
    publish(host)
    new = opened(reader, host.address + limits)
    until(lambda: in_charge(new, host))
    cut(reader, host)
    assert old.evaluate("(script) => fetch(script).then(({ ok }) => ok)", script)
    new.goto(host.address + cost)
    assert new.evaluate(STYLED)
    assert "00000000" in new.evaluate("document.querySelector('script').src")


@IN_DUTCH
def test_a_page_opened_while_a_build_comes_is_kept_with_its_styles(
    host: Host, reader: BrowserContext, cost: str, limits: str
) -> None:
    page = opened_and_kept(reader, host, cost)
    move_assets(host)
    publish(host)
    page.goto(host.address + limits)
    until(lambda: in_charge(page, host) and limits in kept(page, host))
    cut(reader, host)
    page.goto(host.address + limits)
    expect(page.locator(NOTE)).to_be_visible()
    assert page.evaluate(STYLED)


def test_a_full_device_is_told_in_words_and_nothing_half_kept_counts(
    host: Host, reader: BrowserContext, site: Site, language: Language
) -> None:
    page = opened_and_kept(reader, host, site.page("privacy.md", language).address)
    panel = page.locator("[data-offline]")
    fill_device(page, host, left=300_000)
    panel.locator("[data-do=whole]").click()
    expect(panel.get_by_role("status")).to_have_text(label(site, "offline-full", language))
    expect(panel.locator("[data-do=whole]")).to_be_visible()
    page.reload()
    expect(panel.get_by_role("status")).to_contain_text(re.compile(r"\d"))
    expect(panel.locator("[data-do=whole]")).to_be_visible()


@pytest.mark.parametrize(
    ("asked", "language"), [(True, Language.FR), (False, Language.NL)], ids=["asked", "did not ask"]
)
def test_who_asked_for_the_whole_guide_is_told_once_that_the_device_is_full(
    host: Host, reader: BrowserContext, site: Site, language: Language, cost: str, asked: bool
) -> None:
    page = opened_and_kept(reader, host, cost, site.page("privacy.md", language).address)
    if asked:
        page.locator("[data-offline] [data-do=whole]").click()
        expect(page.locator("[data-offline] [data-do=whole]")).to_be_hidden(timeout=60_000)
    fill_device(page, host)
    change(host, cost, after=f" demain</h1><!-- {'x' * 200_000} -->")
    page.goto(host.address + cost)
    if asked:
        expect(page.locator(NOTE)).to_have_text(label(site, "kept-full", language), timeout=20_000)
        expect(page.locator(NOTE)).to_be_visible()
        page.goto(host.address + cost)
    page.wait_for_timeout(4000)
    expect(page.locator(NOTE)).to_be_hidden()


@IN_FRENCH
def test_the_guide_counts_as_whole_only_when_all_of_it_is_kept(
    host: Host, reader: BrowserContext, site: Site, language: Language, cost: str
) -> None:
    page = opened_and_kept(reader, host, site.page("privacy.md", language).address)
    panel = page.locator("[data-offline]")
    host.faults[cost] = cut_short
    panel.locator("[data-do=whole]").click()
    expect(panel.get_by_role("status")).to_have_text(label(site, "offline-failed", language))
    expect(panel.locator("[data-do=whole]")).to_be_visible()
    del host.faults[cost]
    panel.locator("[data-do=whole]").click()
    expect(panel.locator("[data-do=whole]")).to_be_hidden()
    assert cost in kept(page, host)
    page.evaluate(REMOVE, host.address + cost)  # as a browser may, or a build that could not be had whole
    page.reload()
    expect(panel.locator("[data-do=whole]")).to_be_visible()
