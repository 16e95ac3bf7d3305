"""Sources: what rests on each, on the site and in the report; what has not been read for long, or does not answer."""

from __future__ import annotations

import datetime as dt
import http.server
import socket
import threading
from collections.abc import Iterator
from typing import NoReturn

import pytest
from playwright.sync_api import Page, expect

from macros.checks.allowed_html import addresses_of
from macros.checks.source_report import OLD, Answer, asked, report, rests_on
from macros.content.site import ROOT, Site
from macros.model.language import Language
from macros.model.records import Source
from macros.pages.citations import Citations


@pytest.fixture
def host() -> Iterator[str]:
    """A host on which `/here` answers, `/moved` leads there, and nothing else exists."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/nonsense":
                self.wfile.write(b"nonsense\r\n")
                return
            self.send_response({"/here": 200, "/moved": 301}.get(self.path, 404))
            self.send_header("Location", "/here")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Prints nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_each_address_is_asked(host: str) -> None:
    wanted = {f"{host}/here": ("", ""), f"{host}/moved": ("", f"{host}/here"), f"{host}/gone": ("404", "")}
    for address, answer in asked(wanted).items():
        fault, moved_to = wanted[address]
        assert (fault in answer.fault, bool(fault)) == (True, bool(answer.fault))
        assert answer.moved_to == moved_to


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/closed", "http://[", "https://nowhere.invalid/"])
def test_what_cannot_be_asked_is_said(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(host: str, *_: object, **__: object) -> NoReturn:
        raise socket.gaierror(f"{host} is not known")

    if "nowhere" in address:  # no test asks a name server
        monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "does not answer" in asked([address])[address].fault


def test_an_answer_that_is_none_is_said(host: str) -> None:
    assert "does not answer" in asked([f"{host}/nonsense"])[f"{host}/nonsense"].fault


def _line_of(source: Source, site: Site, answers: dict[str, Answer], today: dt.date) -> str:
    text, _ = report(list(site.catalogue.sources.values()), {}, answers, today)
    return next((line for line in text.splitlines() if line.startswith(f"- {source.id}: ")), "")


def test_what_needs_a_reader_is_named(site: Site) -> None:
    sources = list(site.catalogue.sources.values())
    well = {address: Answer(address) for address in addresses_of(sources)}
    assert report(sources, {}, well, max(source.checked_on for source in sources))[1], "all is well"
    for source in sources:
        assert "last read on" in _line_of(source, site, well, source.checked_on + OLD + dt.timedelta(days=1))
        assert "last read on" not in _line_of(source, site, well, source.checked_on + OLD)
        for address in addresses_of([source]):
            unsound = {"answers 404": Answer(address, "answers 404"), "leads to": Answer(address, moved_to="x")}
            for said, answer in unsound.items():
                assert said in _line_of(source, site, well | {address: answer}, source.checked_on)


def test_every_source_that_a_page_cites_is_traced_to_what_rests_on_it(site: Site) -> None:
    places = rests_on(ROOT, site)
    assert set(places) <= {source.id for source in site.catalogue.sources.values()}
    for statement in (each for shelf in site.catalogue.statements.values() for each in shelf.statements):
        for mark in Citations().marks(statement.sources):
            assert any(f"({statement.id})" in place for place in places[mark.source]), statement.id
    assert any(place.startswith("docs/nl/understand/cost.md:") for place in places["guide-berchem"])


@pytest.mark.parametrize("shown", [0, 1])
def test_a_source_not_read_for_a_year_says_so(shown: int, page: Page, base_url: str, site: Site) -> None:
    read = [source.checked_on for source in site.catalogue.sources.values()]
    read.append(site.page("understand/cost.md", Language.FR).front_matter.checked_on)
    day = max(read) + OLD + dt.timedelta(days=1) if shown else min(read) + OLD
    page.clock.set_fixed_time(day.isoformat())
    page.goto(f"{base_url}fr/cout/")
    old = site.catalogue.labels["source-old"].fr[-20:].replace("'", "’")
    cited = page.locator(".sources__list > li").count()
    expect(page.locator(".sources__certainty", has_text=old)).to_have_count(cited * shown)
    assert cited > 3
    expect(page.locator(".page-foot__checked", has_text="vérifiez avant d’agir")).to_have_count(shown)
    page.goto(f"{base_url}fr/sources/")
    expect(page.locator(".source-list__certainty", has_text=old)).to_have_count(len(site.catalogue.sources) * shown)
