"""What the tests share: the guide, the site built once, and a browser."""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from macros.checks.site import checked_site
from macros.content.site import ROOT, Site
from macros.model.language import Language
from macros.papers.downloads import Pack
from macros.papers.pack import make_pack
from macros.publishing.servers import POLICY

SITE_URL = "https://guide.example/"


@dataclass(frozen=True)
class BuiltPage:
    """A file of the built site."""

    address: str
    html: str
    tree: lxml.html.HtmlElement
    """Parsed; the builder's page with the parts that its scripts add."""

    @property
    def ids(self) -> list[str]:
        return [str(found) for found in self.tree.xpath("//*[@id]/@id")]


@dataclass(frozen=True)
class BuiltSite:
    """The site as `mkdocs build --strict` writes it."""

    root: Path
    pages: dict[str, BuiltPage]
    log: str

    @property
    def assets(self) -> str:
        """The folder of the scripts, named by their digest."""
        (script,) = self.root.glob("assets/*/js/page.js")
        return script.parent.parent.relative_to(self.root).as_posix()


def build(root: Path, target: Path, *before: str) -> subprocess.CompletedProcess[str]:
    """Builds the guide that stands in `root` into `target`, as `make build` does, by a command that runs another."""
    command = [*before, sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    environment = os.environ | {"SITE_URL": SITE_URL, "PYTHONPATH": str(root)}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def site() -> Site:
    return checked_site()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    target = tmp_path_factory.mktemp("built") / "site"
    result = build(ROOT, target)
    assert result.returncode == 0, result.stderr
    pages = {}
    for file in sorted(target.rglob("*.html")):
        address = file.relative_to(target).as_posix().removesuffix("index.html")
        html = file.read_text("utf-8")
        pages[address] = BuiltPage(address, html, lxml.html.fromstring(with_later_parts(html, target)))
    return BuiltSite(target, pages, result.stderr)


def with_later_parts(html: str, root: Path) -> str:
    """The builder's page with the parts of its form that a script brings; any other page as it is."""
    place = "<template data-later></template>"
    if place not in html:
        return html
    language = html.partition('<html lang="')[2][:2]
    (script,) = root.glob(f"assets/*/builder/form-{language}.js")
    later = json.loads(script.read_text("utf-8").removeprefix("export default "))
    return html.replace(place, later["html"])


@pytest.fixture(scope="session")
def pack(site: Site) -> Pack:
    return make_pack(site, SITE_URL, ROOT / ".cache" / "papers")


@pytest.fixture(scope="session")
def folder(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every file of the pack, as a reader downloads it."""
    target = tmp_path_factory.mktemp("pack")
    for download in pack.files:
        (target / download.name).write_bytes(download.content)
    return target


@pytest.fixture
def guide_copy(tmp_path: Path) -> Path:
    """A copy of the data and the pages, to be broken."""
    for folder in ("data", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


@pytest.fixture(scope="session")
def base_url(built: BuiltSite) -> Iterator[str]:
    """The built site, served on this machine as a strict static host would."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

        def log_message(self, *arguments: object) -> None:
            """Keeps the tests' output readable."""

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            if code != 404:
                return super().send_error(code, message, explain)
            self.send_response(404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((built.root / "404.html").read_bytes())
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
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    assert executable, "no chromium: run tests/install-tools"
    expect.set_options(timeout=20_000)
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=flags)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a phone's width, in a browser without memory of earlier tests, and without the worker."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, service_workers="block")
    yield context.new_page()
    context.close()


@pytest.fixture
def page_without_script(browser: Browser) -> Iterator[Page]:
    """The same, with scripts switched off."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(params=list(Language))
def language(request: pytest.FixtureRequest) -> Language:
    return Language(request.param)
