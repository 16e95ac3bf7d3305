"""A static host as small as it can be: it compresses what hosts compress, and remembers what it sent."""

from __future__ import annotations

import functools
import gzip
import http.server
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

MIME_TYPES = {".woff2": "font/woff2", ".js": "text/javascript", ".mjs": "text/javascript", ".svg": "image/svg+xml"}
COMPRESSED = ("text/", "application/json", "application/xml", "application/wasm", "image/svg+xml")


class Kind(StrEnum):
    """What a resource is for, as the columns of the weight table call it."""

    HTML = "html"
    CSS = "css"
    SCRIPT = "js"
    IMAGE = "images"
    SEARCH = "search"
    PAPERS = "papers to fill in"
    OTHER = "other"
    FONT = "fonts"


@dataclass(frozen=True, eq=False)
class Host:
    """Where a site is served, with which headers, what was sent (bytes by path), and what was not found."""

    port: int
    headers: dict[str, str] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)

    @property
    def address(self) -> str:
        """The address of the site's root, known before it is served: a site is built for its address."""
        return f"http://127.0.0.1:{self.port}/"


def kind_of(path: str) -> Kind:
    """What a file is for; whatever only search needs counts as search."""
    if path.endswith(("/", ".html")):
        return Kind.HTML
    if any(name in path for name in ("search", "lunr", "pagefind")):
        return Kind.SEARCH
    if "/builder/" in path and "/js/" not in path:
        return Kind.PAPERS
    ending = path.rpartition(".")[2]
    kinds = {"css": Kind.CSS, "js": Kind.SCRIPT, "mjs": Kind.SCRIPT, "woff2": Kind.FONT}
    return kinds.get(ending, Kind.IMAGE if ending in {"svg", "png", "ico", "jpg", "webp"} else Kind.OTHER)


@contextmanager
def serving(root: Path, host: Host) -> Iterator[None]:
    """Serves the folder `root` until the block ends; raises `OSError` when the port is taken."""
    handler = functools.partial(_Handler, root, host)
    with http.server.ThreadingHTTPServer(("127.0.0.1", host.port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()


@functools.lru_cache(maxsize=256)
def _compressed(content: bytes) -> bytes:
    return gzip.compress(content, 9)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open, as with any host
    disable_nagle_algorithm = True  # else the end of a style sheet waits 40 ms for the receipt of its beginning
    wbufsize = -1  # head and body leave together

    def __init__(self, root: Path, host: Host, *arguments: object) -> None:
        self.root, self.host = root, host
        super().__init__(*arguments)  # type: ignore[arg-type]

    def handle(self) -> None:
        with suppress(ConnectionResetError):  # the browser was closed
            super().handle()

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        file = self.root / path.lstrip("/")
        if file.is_dir():
            file /= "index.html"
        if file.is_file():
            self._send(200, path, file)
        else:
            self.host.missing.add(path)
            self._send(404, path, self.root / "404.html")

    def _send(self, status: int, path: str, file: Path) -> None:
        content = file.read_bytes()
        mime = MIME_TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self.send_response(status)
        if mime.startswith(COMPRESSED):
            content = _compressed(content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", f"{mime}; charset=utf-8" if mime.startswith("text/") else mime)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        # With pages only: over HTTP/2, as hosts speak it, a header that comes again weighs next to nothing.
        for name, value in self.host.headers.items() if mime == "text/html" else ():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
        self.host.sent[path] = len(content)

    def log_message(self, *arguments: object) -> None:
        """Keeps the tables readable."""
