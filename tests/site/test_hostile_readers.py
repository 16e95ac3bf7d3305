"""Nothing that stands in a browser's memory or in the address bar runs, breaks a page or leaves the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from macros.content.site import ROOT, Site
from macros.model.language import Language
from tests.visits import Visits

OWN_CODE = Path(__file__).read_bytes()
KEYS = ("guide.theme", "guide.commune", "guide.ticks", "guide.answers", "guide.offline", "guide.marks")
"""All that the scripts keep."""
UNKNOWN = "communes/fr/99999.json"
"""What a page may ask for in vain, for the municipality of that number; nothing else may fail."""
MARKUP = "<img src=x onerror=globalThis.ran=1><script>globalThis.ran=1</script>"
VALUES = {
    "nothing": "",
    "null": "null",
    "not JSON": "{",
    "a number": "1e999",
    "a text": '"x"',
    "an empty list": "[]",
    "a list of anything": '[null,1,{},[],"__proto__","constructor",true]',
    "a record": '{"length":3,"0":"x","toString":1,"then":{}}',
    "a prototype": '{"__proto__":{"ran":1},"constructor":{"prototype":{"ran":1}}}',
    "markup": MARKUP,
    "markup in a list": f'["{MARKUP}"]',
    "an address": "javascript:globalThis.ran=1",
    "a path": "../../../21003",
    "a code and more": "21003\n../x",
    "another municipality": "99999",
    "deep": "[" * 200_000,
    "long": "x" * 400_000,
    "answers of the wrong kinds": '{"format":"plp-bin-answers","version":1,"edition":{},"formats":1,"answers":[]}',
    "answers with a prototype": '{"format":"plp-bin-answers","version":1,"answers":{"__proto__":{"fr":"x"}}}',
    "passed on, of the wrong kinds": '[{"format":"plp-bin-answers"},{}]',
    "passed on, not a list": "1",
}
"""What may stand under a key: an older version, another program or a person may have written it."""
ADDRESSES = (
    f"#q={quote(MARKUP)}",
    "#q=__proto__",
    "#q=constructor+toString+valueOf+hasOwnProperty",
    "#q=%00%ff%fe",
    f"#q={'x' * 8000}",
    f"#q={'a+' * 3000}",
    f"?q={quote(MARKUP)}",
    "?q[__proto__][ran]=1&__proto__.ran=1&constructor[prototype][ran]=1",
    f"#{MARKUP}",
    "#__proto__",
    "#constructor",
    "#%E0%A4%A",
    "#commune-21003%0a",
    "#commune-__proto__",
    "#part-",
    '#"]:not([x',
    "#//evil.example/",
    "#javascript:globalThis.ran=1",
)
PAGES = (
    "understand/what.md",
    "documents/checklists/stage-2.md",
    "documents/builder.md",
    "create/planner.md",
    "documents/message.md",
    "search.md",
    "communes/index.md",
    "communes/berchem-sainte-agathe.md",
    "privacy.md",
)
"""Every page that reads something of the reader's."""
READ_MOST = ("documents/checklists/stage-2.md", "documents/builder.md", "communes/index.md")
"""Those that take apart what they read."""
TOUCHED = """() => [
  globalThis.ran, ({}).ran, document.querySelector('img[src="x"], [onerror]') && 'markup',
  document.querySelector('a[href^="javascript:"], a[href*="evil.example"]') && 'link',
].filter((each) => each !== undefined && each !== null)"""


@dataclass(frozen=True)
class Watched:
    """A page, and what went wrong on it."""

    page: Page
    faults: list[str]


@pytest.fixture(scope="module")
def watched(browser: Browser, base_url: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 390, "height": 800}, service_workers="block")
    page, found = context.new_page(), list[str]()
    page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))

    def note(message: ConsoleMessage) -> None:
        failed = message.text.startswith("Failed to load resource")
        if message.type == "error" and not (failed and message.location["url"] == base_url + UNKNOWN):
            found.append(f"{page.url}: {message.text} ({message.location['url']})")

    page.on("console", note)
    page.on("dialog", lambda dialog: found.append(dialog.message))
    page.on(
        "request", lambda request: None if request.url.startswith((base_url, "data:")) else found.append(request.url)
    )
    yield Watched(page, found)
    context.close()


@pytest.fixture
def page(watched: Watched, base_url: str) -> Page:
    """One for all tests of this file, without anything in its memory."""
    watched.page.goto(f"{base_url}offline.json")  # which runs nothing
    watched.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    assert watched.page.evaluate("indexedDB.databases().then(({length}) => length)") == 0
    assert watched.page.context.cookies() == []
    return watched.page


@pytest.fixture
def faults(watched: Watched, page: Page) -> Iterator[list[str]]:
    """What went wrong on the page; the test fails when there is something."""
    watched.faults.clear()
    yield watched.faults
    assert watched.faults == [], page.url


def settled(page: Page, path: str) -> None:
    """Waits until the scripts of a page have begun."""
    if path in ("documents/builder.md", "documents/message.md"):
        expect(page.locator("[data-started]")).to_be_attached()
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate(TOUCHED) == []


def test_all_that_the_scripts_keep_is_tried() -> None:
    scripts = (file.read_text("utf-8") for file in (ROOT / "docs" / "assets" / "js").rglob("*.js"))
    assert {found for script in scripts for found in re.findall(r"[\"'`](guide\.[\w.-]+)[\"'`]", script)} == {*KEYS}


@pytest.mark.parametrize("name", VALUES)
def test_whatever_stands_in_the_memory_of_the_browser_does_no_harm(
    page: Page, faults: list[str], site: Site, base_url: str, visits: Visits, name: str
) -> None:
    number = [*VALUES].index(name)
    addresses = {path: site.page(path, Language.FR).address for path in (*READ_MOST, PAGES[number % len(PAGES)])}

    def look() -> list[str]:
        page.goto(f"{base_url}404.html")
        page.evaluate(
            """([keys, value]) => {
              for (const key of keys) { localStorage.setItem(key, value); sessionStorage.setItem(key, value); }
            }""",
            [KEYS, VALUES[name]],
        )
        for path, address in addresses.items():
            page.goto(base_url + address)
            settled(page, path)
        return faults

    visits.findings((OWN_CODE, name, addresses), [page], look)


@pytest.mark.parametrize("path", PAGES)
def test_whatever_stands_in_the_address_does_no_harm(
    page: Page, faults: list[str], site: Site, base_url: str, visits: Visits, path: str
) -> None:
    own = site.page(path, Language.NL).address

    def look() -> list[str]:
        for address in ADDRESSES:
            page.goto("about:blank")
            page.goto(base_url + own + address)
            settled(page, path)
        page.locator(".head__language").click()  # it takes the place in the page along
        settled(page, path)
        assert page.url.startswith(base_url + "fr/")
        return faults

    visits.findings((OWN_CODE, own), [page], look)
