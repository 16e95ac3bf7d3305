"""A server of the built site that can stop, be silent, and answer wrongly; and what a browser has kept of it."""

from __future__ import annotations

import functools
import http.server
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import BrowserContext, Page

from macros.publishing.offline import LIST, WORKER, add_worker
from macros.publishing.servers import POLICY

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    if (name.endsWith(" notes")) continue;
    for (const { url } of await (await caches.open(name)).keys()) found.push(url);
  }
  return found;
}"""
DIGEST_OF_KEPT = """async (address) => {
  const body = await (await caches.match(address)).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return [...digest.slice(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}"""
IN_CHARGE = """async (list) => {
  const worker = await navigator.serviceWorker.getRegistration();
  if (!worker || worker.installing || worker.waiting || worker.active?.state !== "activated") return false;
  if (await caches.match(list)) return true;
  await worker.update(); // the browser may have been asking for the worker just before this build came
  return false;
}"""
CONTROLLED = "Boolean(navigator.serviceWorker.controller)"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Answers as any static host does, unless `host` has a fault for the path."""

    host: Host

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def do_GET(self) -> None:
        path = unquote(self.path.split("?")[0].lstrip("/"))
        self.host.asked.append(path)
        self.host.answers.wait()
        if fault := self.host.faults.get(path):
            fault(self)
        else:
            super().do_GET()

    def reply(self, status: int, kind: str, body: bytes, length: int | None = None, **headers: str) -> None:
        """Sends an answer, whose length may be another than it says."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def file(self) -> tuple[str, bytes]:
        """The type and the bytes of what is asked for."""
        name = self.translate_path(self.path)
        path = Path(name) / "index.html" if name.endswith("/") else Path(name)
        return self.guess_type(path), path.read_bytes()

    def log_message(self, *arguments: object) -> None:
        """Keeps the tests' output readable."""


Fault = Callable[[Handler], None]


class Host:
    """A server of a folder on this machine, which notes what is asked, and can stop or have faults by path."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.asked: list[str] = []
        self.faults: dict[str, Fault] = {}
        self.answers = threading.Event()
        self.answers.set()
        handler = functools.partial(type("HostHandler", (Handler,), {"host": self}), directory=str(root))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}/"

    def file(self, path: str) -> Path:
        """The file behind a path as in its address."""
        return self.root / path / "index.html" if path.endswith("/") or not path else self.root / path

    def stop(self) -> None:
        self.answers.set()
        self._server.shutdown()
        self._server.server_close()


def cut_short(handler: Handler) -> None:
    """Ends in the middle, having promised more."""
    kind, body = handler.file()
    handler.reply(200, kind, body[: len(body) // 2], len(body))


def cut_in_chunks(handler: Handler) -> None:
    """Ends in the middle, after some of its chunks."""
    kind, body = handler.file()
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Content-Type", kind)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    half = body[: len(body) // 2]
    handler.wfile.write(f"{len(half):x}\r\n".encode() + half + b"\r\n")
    handler.close_connection = True


def half_as_whole(handler: Handler) -> None:
    """Ends in the middle, and says that this is all."""
    kind, body = handler.file()
    handler.reply(200, kind, body[: len(body) // 2])


def stalled(handler: Handler) -> None:
    """Sends half, and then nothing for as long as a reader could wait."""
    kind, body = handler.file()
    handler.send_response(200)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])
    handler.wfile.flush()
    time.sleep(60)


def portal(handler: Handler) -> None:
    """The page of a hotel, which asks to log in, in the place of what was asked."""
    handler.reply(200, "text/html; charset=utf-8", b"<!doctype html><html><h1>Hotel</h1></html>")


def home_instead(handler: Handler) -> None:
    """The home page, as if it were what was asked: so do hosts of applications of one page."""
    handler.path = "/fr/"
    handler.reply(200, *handler.file())


def of_another_type(handler: Handler) -> None:
    handler.reply(200, "application/json", handler.file()[1] + b" ")


def changed(handler: Handler) -> None:
    """The right length and type, and one byte that is another."""
    kind, body = handler.file()
    handler.reply(200, kind, body[:-1] + b" ")


def led_elsewhere(handler: Handler) -> None:
    """To another origin: the same server by its other name."""
    elsewhere = handler.host.address.replace("127.0.0.1", "localhost")
    handler.reply(302, "text/html", b"", Location=f"{elsewhere}404.html")


def status(code: int) -> Fault:
    return lambda handler: handler.reply(code, "text/html", b"<!doctype html><html><h1>Server</h1></html>")


def until(true: Callable[[], object], seconds: float = 120) -> None:
    """Waits until something is true; pages may not be asked to wait by themselves under the policy."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def kept(page: Page, host: Host) -> set[str]:
    return {address.removeprefix(host.address) for address in page.evaluate(KEPT)}


def in_charge(page: Page, host: Host) -> bool:
    """Whether the worker of the build that is served has taken over, and has ended what it does first."""
    build = (host.root / WORKER).read_text("utf-8").partition('"')[2][:8]
    return bool(page.evaluate(IN_CHARGE, f"{host.address}{LIST}?{build}"))


def opened(reader: BrowserContext, address: str) -> Page:
    page = reader.new_page()
    page.goto(address)
    return page


def opened_and_kept(reader: BrowserContext, host: Host, *paths: str) -> Page:
    """A page at the last of some addresses, when all of them and their style sheets are kept."""
    page = opened(reader, host.address + paths[0])
    until(lambda: page.evaluate(CONTROLLED))
    for path in paths:
        page.goto(host.address + path)
    until(lambda: {*paths} <= kept(page, host) and any(".css" in each for each in kept(page, host)))
    return page


def cut(reader: BrowserContext, host: Host) -> None:
    """Cuts the network in every way there is."""
    reader.set_offline(True)
    host.stop()


def fill_device(page: Page, host: Host, left: int = 0) -> None:
    """Leaves a site no more room than some bytes."""
    used = page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)")
    full = {"origin": host.address.rstrip("/"), "quotaSize": used + left or 1}
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", full)


def change(host: Host, path: str, before: str = "</h1>", after: str = " demain</h1>") -> None:
    """Has a page or script say something else; what another build shares with this folder is not touched."""
    page = host.file(path)
    text = page.read_text("utf-8")
    assert before in text
    page.unlink()
    page.write_text(text.replace(before, after), "utf-8")


def start_worker_anew(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")


def move_assets(host: Host) -> None:
    """Gives the scripts and styles another digest, as a build does that changes one of them; the old are no more."""
    (folder,) = (host.root / "assets").glob("[0-9a-f]" * 8)
    folder.rename(folder.with_name("00000000"))
    for page in host.root.rglob("*.html"):
        text = page.read_text("utf-8").replace(f"assets/{folder.name}/", "assets/00000000/")
        page.unlink()
        page.write_text(text, "utf-8")


def publish(host: Host) -> None:
    """Lists the files of the folder anew: to readers it is another build."""
    script = (host.root / WORKER).read_text("utf-8").partition("\n")[2]
    for name in (LIST, WORKER):
        (host.root / name).unlink()
    add_worker(host.root, script)
