"""The configuration for servers does what it says: a real nginx sends the headers, and every page works under them."""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from macros.content.site import Site
from macros.model.language import Language
from macros.papers.downloads import DOCUMENTS_FOLDER
from macros.publishing.compression import compress
from macros.publishing.output_place import finish
from macros.publishing.previous_site import take_over
from macros.publishing.servers import CHECKED, COMPRESSED, HEADERS, KEPT, TYPES, nginx_configuration
from tests.building import BuiltSite
from tests.once import Shared
from tests.publishing.nginx import PROGRAM, nginx
from tests.tools import Tools


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """The real nginx, and the folder that it serves."""

    address: str
    root: Path

    def ask(self, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc)
        connection.request("GET", f"/{path}", headers={name.replace("_", "-"): text for name, text in headers.items()})
        found = connection.getresponse()
        answer = Answer(found.status, dict(found.headers.items()), found.read())
        connection.close()
        return answer

    def names(self, pattern: str) -> list[str]:
        return sorted(file.relative_to(self.root).as_posix() for file in self.root.glob(pattern) if file.is_file())


@pytest.fixture(scope="module")
def server(built: BuiltSite, shared: Shared, tools: Tools) -> Iterator[Server]:
    def make(folder: Path) -> None:
        shutil.copytree(built.root, folder / "site")
        compress(folder / "site")

    root = shared.folder("served", make) / "site"
    assert tools.path("nginx") == PROGRAM
    with nginx(root, lambda folder, listen: nginx_configuration(folder, "guide.example", listen)) as address:
        yield Server(address, root)


def test_every_answer_carries_the_headers(server: Server, built: BuiltSite) -> None:
    some = ("", "fr/cout/", "fr/cout", "nl/nergens/", f"{built.assets}/js/page.js", "open-data/v1/index.json")
    for path in (*some, server.names(f"{DOCUMENTS_FOLDER}/*.pdf")[0]):
        answer = server.ask(path)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, path
        assert "nginx/" not in answer.headers["Server"]


def test_hosts_are_told_the_same_headers(server: Server) -> None:
    everywhere = (server.root / "_headers").read_text("utf-8").split("\n/")[1]
    assert dict(line.strip().split(": ", 1) for line in everywhere.splitlines()[1:]) == HEADERS
    apache = (server.root / ".htaccess").read_text("utf-8")
    assert dict(re.findall(r'^    Header always set (?!Cache)(\S+) "(.*)"$', apache, re.MULTILINE)) == HEADERS


def test_hosts_keep_what_has_a_digest_in_its_address(server: Server, built: BuiltSite) -> None:
    said = (server.root / "_headers").read_text("utf-8")
    kept = set(re.findall(rf"^/(\S+)/\*\n  Cache-Control: {KEPT}$", said, re.MULTILINE))
    searched = {folder.rpartition("/")[0] for folder in server.names("*/search/*/*.json")}
    assert kept == {built.assets, *searched}


def test_every_kind_of_file_has_its_type(server: Server) -> None:
    types = {ending: kind for kind, endings in TYPES.items() for ending in endings}
    for ending in {name.rpartition(".")[2] for name in server.names("**/*")} - {"_headers", "_redirects", "htaccess"}:
        answer = server.ask(next(name for name in server.names(f"**/*.{ending}")))
        kind, _, charset = answer.headers["Content-Type"].partition("; charset=")
        assert (answer.status, kind) == (200, types[ending])
        assert charset == ("utf-8" if kind in COMPRESSED else ""), ending


def test_texts_are_sent_compressed_and_whole(server: Server) -> None:
    for name in ("index.html", *server.names("assets/*/css/*.css"), *server.names("assets/*/js/**/*.js")):
        answer = server.ask(name, Accept_Encoding="gzip")
        assert answer.headers["Content-Encoding"] == "gzip", name
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert answer.body == (server.root / f"{name}.gz").read_bytes()
        assert gzip.decompress(answer.body) == server.ask(name).body == (server.root / name).read_bytes()
    for pattern in ("assets/*/fonts/*.woff2", f"{DOCUMENTS_FOLDER}/*.pdf", f"{DOCUMENTS_FOLDER}/*.docx"):
        assert "Content-Encoding" not in server.ask(server.names(pattern)[0], Accept_Encoding="gzip").headers


def test_what_has_a_digest_in_its_address_is_kept_and_all_else_is_asked_for_again(server: Server) -> None:
    for path in (
        *server.names("assets/*/js/*.js"),
        *server.names("assets/*/fonts/*"),
        *server.names("*/search/*/*.json")[::200],
    ):
        assert server.ask(path).headers["Cache-Control"] == KEPT, path
    for path in ("", "fr/cout/", "sitemap.xml", "fr/search/start.json", "assets/00000000/js/page.js"):
        first = server.ask(path)
        assert first.headers["Cache-Control"] == CHECKED, path
        if first.status == 200:
            again = server.ask(path, If_None_Match=first.headers["ETag"])
            assert (again.status, again.body) == (304, b"")


def test_a_part_of_a_pdf_can_be_asked_for(server: Server) -> None:
    for name in server.names(f"{DOCUMENTS_FOLDER}/*.pdf")[::20]:
        whole = (server.root / name).read_bytes()
        answer = server.ask(name, Range="bytes=100-299")
        assert (answer.status, answer.body) == (206, whole[100:300])
        assert answer.headers["Content-Range"] == f"bytes 100-299/{len(whole)}"
        assert server.ask(name, Range=f"bytes={len(whole)}-").status == 416


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("fr/nulle-part/", "fr/404.html"),
        ("nl/nergens/diep/", "nl/404.html"),
        ("elsewhere", "404.html"),
        ("documents/charte.doc", "404.html"),
        (".htaccess", "404.html"),
        ("_headers", "404.html"),
        ("%2e%2e/%2e%2e/etc/passwd", None),
    ],
)
def test_what_is_missing_is_said_in_the_language_of_its_address(server: Server, path: str, page: str | None) -> None:
    answer = server.ask(path)
    if page is None:
        assert answer.status in (400, 404)
    else:
        assert (answer.status, answer.body) == (404, (server.root / page).read_bytes())


def test_an_address_without_its_slash_leads_to_the_page_on_any_host(server: Server) -> None:
    answer = server.ask("fr/cout", Host="another.example")
    assert (answer.status, answer.headers["Location"]) == (301, "/fr/cout/")


def test_other_sites_may_read_the_open_data_only(server: Server) -> None:
    assert server.ask("open-data/v1/stages.json").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in server.ask("fr/cout/").headers


def test_every_page_works_under_the_policy(server: Server, built: BuiltSite, page: Page) -> None:
    faults: list[str] = []
    page.on(
        "console", lambda message: faults.append(f"{page.url}: {message.text}") if message.type == "error" else None
    )
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
    for address in built.pages:
        page.goto(server.address + address, wait_until="load")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", Language)
def test_the_builder_and_the_search_work_under_the_policy(
    server: Server, site: Site, page: Page, language: Language
) -> None:
    page.goto(server.address + site.page("search.md", language).address + "#q=101")
    page.locator(".search__results a").first.wait_for()
    page.goto(server.address + site.page("documents/builder.md", language).address)
    page.locator("[data-ready]").wait_for(state="attached")


def test_the_worker_starts_under_the_policy(server: Server, site: Site, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.address + site.page("privacy.md", Language.FR).address)
    assert page.evaluate("navigator.serviceWorker.ready.then(({ active }) => active.scriptURL)").endswith("/worker.js")
    context.close()


def test_a_new_build_keeps_the_time_of_what_did_not_change_and_the_folders_that_open_pages_use(tmp_path: Path) -> None:
    for name, digest, text in (("old", "0a0a0a0a", "before"), ("new", "1b1b1b1b", "after")):
        (tmp_path / name / "assets" / digest).mkdir(parents=True)
        (tmp_path / name / "assets" / digest / "page.js").write_text(text, "utf-8")
        (tmp_path / name / "same.html").write_text("same", "utf-8")
        (tmp_path / name / "changed.html").write_text(text, "utf-8")
    old, new = tmp_path / "old", tmp_path / "new"
    for file in old.glob("*.html"):
        file.touch()
        shutil.copystat(tmp_path, file)
    finish(old)
    (old / "assets" / "0a0a0a0a" / "notes.txt").write_text("somebody's", "utf-8")
    before = (old / "same.html").stat().st_mtime_ns
    take_over(old, new)
    assert (new / "same.html").stat().st_mtime_ns == before
    assert (new / "changed.html").stat().st_mtime_ns != before
    assert (new / "assets" / "0a0a0a0a" / "page.js").read_text("utf-8") == "before"
    assert (new / "assets" / "1b1b1b1b" / "page.js").read_text("utf-8") == "after"
    assert not (new / "assets" / "0a0a0a0a" / "notes.txt").exists(), "it is not ours to publish"
