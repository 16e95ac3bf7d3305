"""What is written for servers does what it says: a real nginx and a real Apache serve the site, and every page works.

What hosts do with `_headers` and `_redirects` is read from these files, as the hosts describe it.
"""

from __future__ import annotations

import errno
import fnmatch
import gzip
import http.client
import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.content.site import Site
from macros.model.language import Language
from macros.papers.downloads import DOCUMENTS_FOLDER
from macros.publishing.compression import compress
from macros.publishing.output_place import MARK, finish
from macros.publishing.previous_site import take_over
from macros.publishing.servers import CHECKED, COMPRESSED, HEADERS, KEPT, OPEN, TYPES, nginx_configuration
from tests.building import BuiltSite
from tests.once import Shared
from tests.publishing.real_servers import APACHE, NGINX, Running, apache, nginx
from tests.tools import Tools


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A real server, and the folder that it serves."""

    running: Running
    root: Path
    is_apache: bool = False

    @property
    def address(self) -> str:
        return self.running.address

    def ask(self, path: str, **headers: str) -> Answer:
        with closing(http.client.HTTPConnection(urlsplit(self.address).netloc)) as connection:
            named = {name.replace("_", "-"): text for name, text in headers.items()}
            connection.request("GET", f"/{path}", headers=named)
            found = connection.getresponse()
            return Answer(found.status, dict(found.headers.items()), found.read())

    def names(self, pattern: str) -> list[str]:
        return sorted(file.relative_to(self.root).as_posix() for file in self.root.glob(pattern) if file.is_file())


@dataclass(frozen=True)
class StaticHost:
    """What Netlify does with a folder, by `_headers` and `_redirects`."""

    root: Path

    def ask(self, path: str) -> Answer:
        status, file = self._found(f"/{path}")
        if status == 301:
            return Answer(status, {"Location": f"/{path}/"}, b"")
        return Answer(status, dict(self._headers(f"/{path}")), (self.root / file).read_bytes())

    def _found(self, path: str) -> tuple[int, str]:
        """The status and the file: of a rule with a `!`, else of the file itself, else of another rule."""
        rules = [line.split() for line in self._lines("_redirects")]
        fits = [(target.strip("/"), status) for pattern, target, status in rules if fnmatch.fnmatch(path, pattern)]
        file = self.root / path.strip("/")
        if forced := [target for target, status in fits if status.endswith("!")]:
            return 404, forced[0]
        if file.is_file() and not file.name.startswith("_"):
            return 200, path.strip("/")
        if (file / "index.html").is_file():
            return (200 if path.endswith("/") else 301), f"{path}index.html".strip("/")
        return 404, next((target for target, _ in fits), "404.html")

    def _headers(self, path: str) -> Iterator[tuple[str, str]]:
        pattern = ""
        for line in self._lines("_headers"):
            if not line.startswith(" "):
                pattern = line
            elif fnmatch.fnmatch(path, pattern):
                name, _, value = line.strip().partition(": ")
                yield name, value

    def _lines(self, name: str) -> list[str]:
        return [line for line in (self.root / name).read_text("utf-8").splitlines() if line and line[0] != "#"]


@pytest.fixture(scope="module")
def served(built: BuiltSite, shared: Shared) -> Path:
    """The folder of the site as `make build` leaves it."""

    def make(folder: Path) -> None:
        shutil.copytree(built.root, folder / "site")
        compress(folder / "site")
        finish(folder / "site")

    return shared.folder("served", make) / "site"


def _nginx_of_the_guide(folder: str, listen: str) -> str:
    return nginx_configuration(folder, "guide.example", listen)


@pytest.fixture(scope="module")
def server(served: Path, tools: Tools) -> Iterator[Server]:
    assert tools.path("nginx") == NGINX
    with nginx(served, _nginx_of_the_guide) as running:
        yield Server(running, served)


@pytest.fixture(scope="module")
def apache_server(served: Path, tools: Tools) -> Iterator[Server]:
    assert tools.path("apache2") == APACHE
    with apache(served) as running:
        yield Server(running, served, is_apache=True)


@pytest.fixture(scope="module", params=["one", "other"])
def each_server(request: pytest.FixtureRequest, server: Server, apache_server: Server) -> Server:
    """Both real servers, one after the other."""
    return server if request.param == "one" else apache_server


def test_every_answer_carries_the_headers(each_server: Server, built: BuiltSite) -> None:
    server = each_server
    some = ("", "fr/cout/", "fr/cout", "nl/nergens/", f"{built.assets}/js/page.js", "open-data/v1/index.json")
    for path in (*some, server.names(f"{DOCUMENTS_FOLDER}/*.pdf")[0]):
        answer = server.ask(path)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, path
        assert "nginx/" not in answer.headers["Server"]


def _said(answer: Answer) -> object:
    """What of an answer all servers must agree on; what a host leaves out is asked for again at each visit."""
    if answer.status == 301:
        return urlsplit(answer.headers["Location"]).path
    kept = answer.headers.get("Cache-Control", CHECKED)
    headers = {name: answer.headers.get(name) for name in HEADERS}
    if answer.status in {403, 404}:
        return "missing", answer.body, kept, headers
    return answer.status, answer.body, kept, headers, answer.headers.get(OPEN[0])


def test_nginx_apache_and_static_hosts_say_the_same(
    server: Server, apache_server: Server, served: Path, built: BuiltSite
) -> None:
    pages = ("", "fr", "fr/", "nl/", "fr/cout", "fr/cout/", "nl/kosten/", "sitemap.xml", "offline.json")
    missing = ("fr/nulle-part/", "nl/nergens/diep/", "elsewhere", "documents/charte.doc")
    folders = ("documents/", "assets/", "open-data/", "fr/search/")
    hidden = (".htaccess", "_headers", "_redirects", MARK, "fr/.htaccess", ".git/config")
    files = (f"{built.assets}/js/page.js", "open-data/v1/stages.json", "licences/source-sans-3.txt")
    some = [server.names(f"{DOCUMENTS_FOLDER}/*.{ending}")[0] for ending in ("pdf", "docx", "odt")]
    for path in (*pages, *missing, *folders, *hidden, *files, *some):
        expected = _said(StaticHost(served).ask(path))
        assert _said(server.ask(path)) == expected, f"nginx: {path}"
        assert _said(apache_server.ask(path)) == expected, f"apache: {path}"


def test_hosts_keep_what_has_a_digest_in_its_address(server: Server, built: BuiltSite) -> None:
    said = (server.root / "_headers").read_text("utf-8")
    kept = set(re.findall(rf"^/(\S+)/\*\n  Cache-Control: {KEPT}$", said, re.MULTILINE))
    searched = {folder.rpartition("/")[0] for folder in server.names("*/search/*/*.json")}
    assert kept == {built.assets, *searched}


def test_every_kind_of_file_has_its_type(each_server: Server) -> None:
    server = each_server
    types = {ending: kind for kind, endings in TYPES.items() for ending in endings}
    files = [name for name in server.names("**/*") if not name.startswith((".", "_"))]
    for ending in {name.rpartition(".")[2] for name in files}:
        answer = server.ask(next(name for name in server.names(f"**/*.{ending}")))
        kind, _, charset = answer.headers["Content-Type"].partition("; charset=")
        assert (answer.status, kind) == (200, types[ending])
        assert charset == ("utf-8" if kind in COMPRESSED else ""), ending


def test_texts_are_sent_compressed_and_whole(each_server: Server) -> None:
    server = each_server
    for name in ("index.html", *server.names("assets/*/css/*.css"), *server.names("assets/*/js/**/*.js")):
        answer = server.ask(name, Accept_Encoding="gzip")
        assert answer.headers["Content-Encoding"] == "gzip", name
        assert "Accept-Encoding" in answer.headers["Vary"]
        if not server.is_apache:
            assert answer.body == (server.root / f"{name}.gz").read_bytes()
        assert gzip.decompress(answer.body) == server.ask(name).body == (server.root / name).read_bytes()
    for pattern in ("assets/*/fonts/*.woff2", f"{DOCUMENTS_FOLDER}/*.pdf", f"{DOCUMENTS_FOLDER}/*.docx"):
        assert "Content-Encoding" not in server.ask(server.names(pattern)[0], Accept_Encoding="gzip").headers


def test_a_compressed_copy_bears_no_time_and_is_the_same_whatever_python_wrote_it(served: Path) -> None:
    for copy in served.rglob("*.gz"):
        assert copy.read_bytes()[:10] == b"\x1f\x8b\x08\0\0\0\0\0\x02\x03", copy  # best compression, Unix


def test_what_has_a_digest_in_its_address_is_kept_and_all_else_is_asked_for_again(each_server: Server) -> None:
    server = each_server
    for path in (
        *server.names("assets/*/js/*.js"),
        *server.names("assets/*/fonts/*"),
        *server.names("*/search/*/*.json")[::200],
    ):
        assert server.ask(path).headers["Cache-Control"] == KEPT, path
    for path in ("", "fr/cout/", "sitemap.xml", "fr/search/start.json", "assets/00000000/js/page.js"):
        first = server.ask(path)
        assert first.headers["Cache-Control"] == CHECKED, path


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_what_has_not_changed_is_answered_without_content(each_server: Server, coding: str) -> None:
    for path in ("", "fr/cout/", "sitemap.xml", "fr/search/start.json", "licences/source-sans-3.txt"):
        first = each_server.ask(path, Accept_Encoding=coding)
        assert first.headers.get("Content-Encoding", "identity") == coding
        again = each_server.ask(path, Accept_Encoding=coding, If_None_Match=first.headers["ETag"])
        assert (again.status, again.body) == (304, b""), path
        assert again.headers["ETag"] == first.headers["ETag"]
        other = each_server.ask(path, Accept_Encoding=coding, If_None_Match='"of-another-build-gzip"')
        assert (other.status, other.body) == (200, first.body)


def test_a_part_of_a_pdf_can_be_asked_for(each_server: Server) -> None:
    server = each_server
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
        ("fr/search/", "fr/404.html"),
        ("elsewhere", "404.html"),
        ("documents/charte.doc", "404.html"),
        ("documents/", "404.html"),
        (".htaccess", "404.html"),
        ("_headers", "404.html"),
        (MARK, "404.html"),
    ],
)
def test_what_is_missing_is_said_in_the_language_of_its_address(each_server: Server, path: str, page: str) -> None:
    answer = each_server.ask(path)
    if each_server.is_apache and path == ".htaccess":
        assert answer.status == 403  # by the settings of Apache itself, before it reads any of ours
    else:
        assert answer.status == 404
    assert answer.body == (each_server.root / page).read_bytes()


def test_nothing_above_the_site_is_served(each_server: Server) -> None:
    for path in ("%2e%2e/%2e%2e/etc/passwd", "../httpd.conf", "fr/../../site.conf"):
        assert each_server.ask(path).status in {400, 404}


def _say(running: Running, *parts: bytes) -> None:
    """Sends something that is no whole request, and hangs up without hearing the answer to the end."""
    host, _, port = urlsplit(running.address).netloc.partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as asked:
        for part in parts:
            asked.sendall(part)
        asked.shutdown(socket.SHUT_WR)
        asked.recv(1)


def test_nginx_writes_no_line_about_a_reader(served: Path, tools: Tools) -> None:
    """Its log is asked for more than distributions ask for (`info`); what would stand there names the reader."""
    assert tools.path("nginx") == NGINX
    head = b"GET /fr/ HTTP/1.1\r\nHost: guide.example\r\n"
    with nginx(served, _nginx_of_the_guide) as running:
        (running.folder / "site" / "closed.txt").write_text("closed", "utf-8")
        (running.folder / "site" / "closed.txt").chmod(0)
        server = Server(running, served)
        found = [server.ask(path).status for path in ("fr/", "nowhere", "documents/", "closed.txt", "x" * 40_000)]
        assert found == [200, 404, 404, 404, 414]
        _say(running, head + b"Content-Length: 9999999\r\n\r\n", b"x")  # more than it takes: 413
        _say(running, b"\x16\x03\x01\x02\x00\x01\x00")  # TLS, where none is spoken
        _say(running, b"GET /%zz HTTP/1.1\r\n\r\n")
        _say(running, head)  # broken off
        _say(running, b"PUT" + head[3:] + b"Expect: 100-continue\r\nContent-Length: 10\r\n\r\n", b"x")
        _say(running, b"GET /fr/ HTTP/9.9\r\n\r\n")
        written = [file for file in running.folder.glob("*") if file.is_file()]
        lines = [line for file in written for line in file.read_text("utf-8").splitlines()]
    configured = [f"listen {urlsplit(running.address).netloc};"]
    assert [line for line in lines if "127.0.0.1" in line and line.strip() not in configured] == []


def test_an_address_without_its_slash_leads_to_the_page_on_any_host(each_server: Server) -> None:
    for path in ("fr", "fr/cout"):
        answer = each_server.ask(path, Host="another.example")
        assert answer.status == 301
        assert answer.headers["Location"] in {f"/{path}/", f"http://another.example/{path}/"}


def test_other_sites_may_read_the_open_data_only(each_server: Server) -> None:
    server = each_server
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
def test_the_tools_and_the_search_work_under_the_policy(
    server: Server, site: Site, page: Page, language: Language
) -> None:
    page.goto(server.address + site.page("search.md", language).address + "#q=101")
    page.locator(".search__results a").first.wait_for()
    page.goto(server.address + site.page("documents/builder.md", language).address)
    page.locator("[data-ready]").wait_for(state="attached")
    page.goto(server.address + site.page("create/planner.md", language).address)
    page.fill("#own-evening", "2027-03-18")
    expect(page.locator("[data-step=launch] .plan__date")).to_contain_text("2027")


def test_the_worker_starts_under_the_policy(server: Server, site: Site, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.address + site.page("privacy.md", Language.FR).address)
    assert page.evaluate("navigator.serviceWorker.ready.then(({ active }) => active.scriptURL)").endswith("/worker.js")
    context.close()


def no_link(source: Path, target: Path) -> None:
    raise PermissionError(errno.EPERM, "Operation not permitted", str(target))


@pytest.mark.parametrize("link", [os.link, no_link], ids=["links", "no links, as on exFAT"])
def test_a_new_build_keeps_the_time_of_what_did_not_change_and_the_folders_that_open_pages_use(
    link: Callable[[Path, Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", link)
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
