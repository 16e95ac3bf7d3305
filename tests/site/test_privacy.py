"""What the page about privacy says, seen from the server: all that a reader's browser sends, and all that it keeps."""

from __future__ import annotations

import functools
import http.server
import re
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from macros.content.site import Site
from macros.model.language import Language
from macros.papers.downloads import DOCUMENTS_FOLDER
from macros.publishing.offline import WORKER
from macros.publishing.servers import HEADERS
from tests.asking import wait_for_rare_letters
from tests.building import BuiltSite

TYPED = "Zorgeloos"
"""What the reader types everywhere: it must be in nothing that is sent."""
KEPT = """async () => ({
  local: Object.keys(localStorage).sort(),
  tab: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).length,
  cookies: document.cookie,
})"""


@dataclass
class Recorder:
    """What a server is sent, whole; and addresses elsewhere that the browser wants."""

    address: str = ""
    sent: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [line.split()[1] for line in self.sent]

    def watch(self, context: BrowserContext) -> None:
        own = (self.address, "blob:", "data:")
        context.on("request", lambda asked: None if asked.url.startswith(own) else self.elsewhere.append(asked.url))


@pytest.fixture
def recorder(built: BuiltSite) -> Iterator[Recorder]:
    recorder = Recorder()

    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def parse_request(self) -> bool:
            understood = super().parse_request()
            recorder.sent.append(f"{self.requestline}\n{self.headers}")
            return understood

        def end_headers(self) -> None:
            for name, value in HEADERS.items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, *arguments: object) -> None:
            """Keeps the tests' output readable."""

    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(built.root))
    ) as server:
        recorder.address = f"http://127.0.0.1:{server.server_port}/"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield recorder
        server.shutdown()


@pytest.fixture
def reader(browser: Browser, recorder: Recorder) -> Iterator[Page]:
    context = browser.new_context(accept_downloads=True)
    recorder.watch(context)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    assert context.cookies() == []
    context.close()


def test_a_whole_visit_sends_nothing_that_was_typed_and_keeps_what_the_page_about_privacy_says(
    site: Site, recorder: Recorder, reader: Page
) -> None:
    def go(path: str, after: str = "", language: Language = Language.FR) -> None:
        reader.goto(recorder.address + site.page(path, language).address + after, wait_until="networkidle")

    go("index.md")
    go("search.md")
    reader.fill("#query", TYPED)
    reader.keyboard.press("Enter")
    expect(reader.locator(".search__count, .search__nothing:not([hidden])").first).to_be_visible()
    go("documents/checklists/stage-1.md")
    reader.locator("input[type=checkbox]").first.check()
    go("documents/builder.md", "#part-neighbourhood-and-municipality")
    reader.wait_for_selector("[data-ready]")
    reader.fill("#q-neighbourhood-fr", TYPED)
    reader.evaluate("location.hash = '#part-files'")
    with reader.expect_download() as download:
        reader.click("[data-do=download-all]")
    assert TYPED in download.value.suggested_filename
    with reader.expect_download():
        reader.click("[data-do=save-file]")
    reader.click(".head__language")
    reader.wait_for_selector("[data-ready]")
    assert reader.evaluate(KEPT)["tab"] == [], "the answers went along, and left the memory of the tab"
    expect(reader.locator("#q-neighbourhood-fr")).to_have_value(TYPED)
    reader.evaluate("location.hash = '#part-files'")
    reader.click("[data-do=keep]")
    reader.click(".builder__kept [data-do=forget]")
    reader.click("[data-do=keep]")
    go("create/planner.md")
    reader.fill("#own-evening", "2027-03-18")
    reader.fill("#name", TYPED)
    with reader.expect_download():
        reader.click("[data-do=calendar]")
    commune = next(iter(site.catalogue.communes))
    go(f"communes/{commune}.md")
    reader.click("[data-commune] button")
    go("understand/cost.md")
    reader.locator("section.sources > button").dispatch_event("click")
    go("privacy.md")
    reader.click("[data-do=off]")
    assert not [line for line in recorder.sent if TYPED.lower() in line.lower()]
    assert recorder.elsewhere == []
    assert {line.split()[0] for line in recorder.sent} <= {"GET", "HEAD"}
    told = re.compile(r"^(cookie|referer):", re.IGNORECASE | re.MULTILINE)
    assert all(told.findall(line) in ([], ["Referer"]) for line in asked_by_the_browser(recorder))
    assert not [line for line in recorder.sent if told.search(line) and line not in asked_by_the_browser(recorder)]
    assert [path for path in recorder.paths if "?" in path] == []
    assert reader.evaluate(KEPT) == {
        "local": ["guide.answers", "guide.commune", "guide.marks", "guide.offline", "guide.ticks"],
        "tab": [],
        "databases": 0,
        "cookies": "",
    }


def asked_by_the_browser(recorder: Recorder) -> list[str]:
    """Whether the worker is still the newest: a browser asks that when it likes, and may say who asks on this site."""
    return [line for line in recorder.sent if line.startswith(f"GET /{WORKER} ")]


DRAWN = "() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))"
FIELDS = "//input[not(@type='checkbox' or @type='radio' or @type='file')] | //textarea"


@pytest.mark.parametrize("language", Language)
def test_no_letter_that_is_typed_asks_for_its_font(
    site: Site, built: BuiltSite, recorder: Recorder, reader: Page, language: Language
) -> None:
    with_fields = [page for name, page in built.pages.items() if name.startswith(language) and page.tree.xpath(FIELDS)]
    parts = {site.page("documents/builder.md", language).address: "#part-information-evening"}
    for page in with_fields:
        reader.goto(recorder.address + page.address + parts.get(page.address, ""))
        wait_for_rare_letters(reader)
        for opens_fields in reader.locator("label[for=way-message]").all():
            opens_fields.click()
        recorder.sent.clear()
        fields = reader.locator(":is(input, textarea):read-write:not([type=date])").filter(visible=True)
        expect(fields.first).to_be_visible()
        for typed in fields.all():
            typed.fill("Łódź @ ş")
        reader.evaluate(DRAWN)
        assert [path for path in recorder.paths if path.endswith(".woff2")] == [], page.address


SENDING = re.compile(rb"/(JavaScript|JS|SubmitForm|ImportData|Launch|RichMedia)\b")
"""What a PDF could send with, or run."""


def test_a_paper_has_nothing_with_which_it_could_send(built: BuiltSite) -> None:
    papers = built.root / DOCUMENTS_FOLDER
    assert all(any(papers.glob(f"*.{ending}")) for ending in ("pdf", "docx", "odt"))
    for file in papers.glob("*.pdf"):
        with pikepdf.open(file) as pdf:
            assert [found for each in pdf.objects if (found := SENDING.search(each.unparse(resolved=True)))] == [], (
                file.name
            )
    for file in [*papers.glob("*.docx"), *papers.glob("*.odt")]:
        with zipfile.ZipFile(file) as archive:
            text = b"".join(archive.read(name) for name in archive.namelist())
        assert not re.search(rb'TargetMode="External"|xlink:href="(?!Pictures/)|macro|script:', text), file.name


def test_no_page_asks_another_site_for_anything(built: BuiltSite) -> None:
    """Links to other sites are followed by readers only; the addresses of the guide itself are not asked for either."""
    loading = (
        "//@src | //@srcset | //@poster | //link[not(@rel='canonical' or @rel='alternate')]/@href | //form/@action"
    )
    for page in built.pages.values():
        asked = [each for each in page.tree.xpath(loading) if not each.startswith("data:")]
        assert [each for each in asked if ":" in each or each.startswith("//")] == [], page.address
