"""What the tests share: the guide, the site built once, the papers set once, a browser; and the tiers they run in."""

from __future__ import annotations

import dataclasses
import functools
import gc
import http.server
import json
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from unittest.mock import patch

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from macros.checks.site import checked_site
from macros.content.site import ROOT, Site
from macros.filling.exchange import Content
from macros.filling.questions import content_of
from macros.filling.scripts import Scripts
from macros.model.language import Edition, Language
from macros.papers.downloads import Pack, PackedPaper
from macros.papers.pack import make_pack, make_paper
from macros.papers.paper import Format
from macros.publishing.servers import POLICY
from macros.rendering.processes import processors
from tests.building import SITE_URL, Build, BuiltSite, OnePaper, run_build, site_in
from tests.copies import GuideCopy, copy_with_few_pages, guide_files, guide_files_with_lock
from tests.kept import forget_old
from tests.once import Shared
from tests.papers.reading_papers import every
from tests.tools import Tools
from tests.visits import Visits

os.environ["GUIDE_LANGUAGE"] = "en"  # on a machine of any language, also in the processes that tests begin
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of these compiles all that it loads, for two seconds
gc.set_threshold(50_000, 20, 50)  # as in a build: a worker holds a million objects that stay, a tenth of its time
TIERS = {
    "browser": "browser",
    "built": "site",
    "pack": "papers",
    "build": "build",
    "small_guide": "build",
    "own_copy": "copies",
    "own_copy_with_lock": "copies",
    "tools": "tools",
}
"""The mark of the tests that use a fixture, themselves or by another one: what is slow, or must be installed."""
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
"""The first that is installed; the one without windows takes half the time of the others."""
PATIENCE = 60_000
"""Milliseconds that a browser may take for a step, which on a busy machine may be many."""


LONGEST = 1800
"""Seconds that a test of a tier may take with what it waits for: on a machine that does much else, builds take long."""


@pytest.hookimpl(optionalhook=True)  # a debugger needs a run without xdist
def pytest_xdist_auto_num_workers() -> int:
    """Three workers for two processors: each waits a third of its time, for a browser, a server or a pause."""
    return processors() + processors() // 2


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts each test in its tiers, before those that are not asked for are left out."""
    for item in items:
        for fixture in set(getattr(item, "fixturenames", ())) & TIERS.keys():
            item.add_marker(TIERS[fixture])
        if any(item.get_closest_marker(tier) for tier in TIERS.values()):
            item.add_marker(pytest.mark.timeout(LONGEST))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Once all workers have ended."""
    if not hasattr(session.config, "workerinput"):
        forget_old()


@pytest.fixture(autouse=True)
def environment() -> Iterator[None]:
    """What a command sets for the processes that it begins ends with the test; a later one built an own edition."""
    with patch.dict(os.environ):
        yield


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    return Shared.of_this_run(tmp_path_factory)


@pytest.fixture(scope="session")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Tools:
    """The installed programs."""
    return Tools(tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture(scope="session")
def site() -> Site:
    return checked_site()


@pytest.fixture(scope="session")
def unpublished(site: Site) -> Site:
    """The guide while nobody publishes it."""
    guide = site.catalogue.guide.model_copy(update={"publisher": None})
    return dataclasses.replace(site, catalogue=dataclasses.replace(site.catalogue, guide=guide))


@pytest.fixture(scope="session")
def asked(site: Site) -> Content:
    """What the builder asks, as its scripts know it."""
    return content_of(site.catalogue)


@pytest.fixture(scope="session")
def scripts() -> Iterator[Scripts]:
    """The builder's scripts, as the command line runs them."""
    with Scripts() as found:
        yield found


@pytest.fixture(scope="session")
def build() -> Build:
    """Builds a guide, whole, by a process of its own."""
    return run_build


@pytest.fixture(scope="session")
def built(shared: Shared) -> BuiltSite:
    """The site, built once for all workers."""

    def make(folder: Path) -> None:
        with shared.alone("cache"):
            result = run_build(ROOT, folder / "site")
        assert result.returncode == 0, result.stderr
        (folder / "log").write_text(result.stderr, "utf-8")

    made = shared.folder("built", make)
    return site_in(made / "site", (made / "log").read_text("utf-8"))


@pytest.fixture(scope="session")
def pack(site: Site, shared: Shared) -> Pack:
    with shared.alone("cache"):
        return make_pack(site, SITE_URL, ROOT / ".cache" / "made")


@pytest.fixture(scope="session")
def one_paper(site: Site, shared: Shared) -> OnePaper:
    """Any paper alone, where the whole pack is not needed."""

    @functools.cache
    def found(paper_id: str, edition: Edition) -> PackedPaper:
        with shared.alone("cache"):
            return make_paper(site, SITE_URL, ROOT / ".cache" / "made", paper_id, edition)

    return found


@pytest.fixture(scope="session")
def folder(pack: Pack, shared: Shared) -> Path:
    """Every file of the pack, as a reader downloads it."""

    def make(target: Path) -> None:
        for download in pack.files:
            (target / download.name).write_bytes(download.content)

    return shared.folder("pack", make)


@pytest.fixture(scope="session")
def drawn(pack: Pack, folder: Path, shared: Shared, tools: Tools) -> Callable[[Format], Path]:
    """All papers of a format, drawn by LibreOffice as PDF files under their whole names."""

    def made(kind: Format) -> Path:
        sources = [folder / packed.files[kind].name for packed, _ in every(pack, kind)]
        return shared.folder(f"drawn{kind}", lambda target: tools.drawn(sources, target))

    return made


@pytest.fixture(scope="session")
def verdicts(folder: Path, built: BuiltSite, shared: Shared, tools: Tools) -> dict[str, list[str]]:
    """What veraPDF says of every PDF file of the pack and of the books, by name; and of one whose tags are gone."""
    books = built.root.glob("documents/plp-bin-guide-*.pdf")
    sources = [*sorted(folder.glob("*.pdf")), *sorted(books)]

    def make(target: Path) -> None:
        with pikepdf.open(sources[0]) as pdf:
            del pdf.Root["/StructTreeRoot"]
            pdf.save(target / "untagged.pdf")
        (target / "said").write_text(json.dumps(tools.verapdf([*sources, target / "untagged.pdf"])), "utf-8")

    made = shared.folder("verdicts", make)
    found: dict[str, list[str]] = json.loads((made / "said").read_text("utf-8"))
    return found


@pytest.fixture(scope="session")
def own_copy(tmp_path_factory: pytest.TempPathFactory) -> GuideCopy:
    return GuideCopy(guide_files(), tmp_path_factory.mktemp("copy"))


@pytest.fixture(scope="session")
def own_copy_with_lock(tmp_path_factory: pytest.TempPathFactory) -> GuideCopy:
    return GuideCopy(guide_files_with_lock(), tmp_path_factory.mktemp("locked"))


@pytest.fixture
def guide_copy(own_copy: GuideCopy) -> Iterator[Path]:
    """A copy of the data and the pages, to be broken; it is mended afterwards."""
    yield own_copy.folder
    own_copy.mend()


@pytest.fixture
def locked_copy(own_copy_with_lock: GuideCopy) -> Iterator[Path]:
    """The same with the lock and the templates, which may be broken too."""
    yield own_copy_with_lock.folder
    own_copy_with_lock.mend()


@pytest.fixture
def small_guide(tmp_path: Path) -> Path:
    """A guide with few pages, for what is about the processes of a build, not about what it writes."""
    return copy_with_few_pages(tmp_path / "guide")


@pytest.fixture(scope="session")
def base_url(built: BuiltSite) -> Iterator[str]:
    """The built site, served on this machine as a strict static host would."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # a connection serves many requests, as with any host
        disable_nagle_algorithm = True

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

        def log_message(self, *arguments: object) -> None:
            """Keeps the tests' output readable."""

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            if code != 404:
                return super().send_error(code, message, explain)
            missing = (built.root / "404.html").read_bytes()
            self.send_response(404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(missing)))
            self.end_headers()
            self.wfile.write(missing)
            return None

    handler = functools.partial(Handler, directory=str(built.root))

    class Server(http.server.ThreadingHTTPServer):
        request_queue_size = 128  # five, as it comes, are few for pages that ask for all at once

    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert executable, "no chromium: run tests/install-tools"
    expect.set_options(timeout=PATIENCE)
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=flags)
        launched.on("context", lambda context: context.set_default_timeout(PATIENCE))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def visits(built: BuiltSite, base_url: str, browser: Browser) -> Visits:
    """Visits to the built site that need not be made again, by this browser as it is begun here."""
    return Visits(built.root, base_url, (browser.version, Path(__file__).read_bytes()))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a phone's width, in a browser without memory of earlier tests, and without the worker."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, service_workers="block")
    yield context.new_page()
    context.close()


@pytest.fixture
def undrawn(browser: Browser) -> AbstractContextManager[None]:
    """Within it nothing is drawn, as on a busy machine a page may have come whole before: who draws is held back."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    drawing = [process["id"] for process in processes if process["type"] == "GPU"]
    assert drawing, processes

    @contextmanager
    def held_back() -> Iterator[None]:
        for each in drawing:
            os.kill(each, signal.SIGSTOP)
        try:
            yield
        finally:
            for each in drawing:
                os.kill(each, signal.SIGCONT)

    return held_back()


@pytest.fixture
def page_without_script(browser: Browser) -> Iterator[Page]:
    """The same, with scripts switched off."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(params=list(Language))
def language(request: pytest.FixtureRequest) -> Language:
    return Language(request.param)


@pytest.fixture(params=sorted(file.stem for file in (ROOT / "data" / "communes").glob("*.yml")))
def commune_id(request: pytest.FixtureRequest) -> str:
    return str(request.param)
