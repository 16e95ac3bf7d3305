"""What a phone is sent when it opens a page for the first time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from bench.pages.lighthouse import BROWSER_FLAGS
from bench.pages.server import Host, Kind, kind_of

ICON = "document.querySelector('link[rel~=icon]')?.href"


def weights(pages: Iterable[tuple[Host, str]], chromium: str) -> Iterator[Counter[Kind]]:
    """The bytes that each page moves, by kind, as the host counted them: bodies of answers, compressed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(BROWSER_FLAGS))
        for host, path in pages:
            _open(browser, host, path)
            weight = Counter[Kind]()
            for sent, size in host.sent.items():
                weight[kind_of(sent)] += size
            yield weight
        browser.close()


def _open(browser: Browser, host: Host, path: str) -> None:
    host.sent.clear()
    context = browser.new_context(viewport={"width": 412, "height": 823}, device_scale_factor=1.75)
    page = context.new_page()
    page.goto(host.address + path, wait_until="networkidle")
    icon = page.evaluate(ICON)  # a browser without window does not ask for it
    if icon and not icon.startswith("data:") and urlsplit(icon).path not in host.sent:
        context.request.get(icon)
    context.close()
