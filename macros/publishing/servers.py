"""How a server is to serve the site: one list of headers and types, written for each server that we know.

`make nginx` prints the configuration for nginx; the build adds those that hosts look for in the site
itself: `_headers` and `_redirects` (Cloudflare Pages, Netlify) and `.htaccess` (Apache). See decisions/serving.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jinja2

from macros.publishing.output_place import MARK

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The strictest content-security policy under which every page works."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",  # which browsers heed over HTTPS only
}
"""What is sent with every answer."""
KEPT = "public, max-age=31536000, immutable"
"""What is said of files that have a digest in their address: they never change."""
CHECKED = "no-cache"
"""What is said of all others: keep them, and ask each time whether they have changed."""
OPEN = ("Access-Control-Allow-Origin", "*")
"""What is said of the open data: scripts of other sites may read them."""
DIGEST = "[0-9a-f]{8}"
DIGEST_GLOB = "[0-9a-f]" * 8
FOLDERS_WITH_DIGEST = ("assets", "fr/search", "nl/search")
"""Folders whose files lie in a folder named by a digest of all of them."""
HIDDEN = r"[._](?!well-known/)"
"""How names begin that are not for readers: `_headers`, `.htaccess`, the mark of the build, `.git/`."""
TYPES = {
    "text/html": ("html",),
    "text/css": ("css",),
    "text/javascript": ("js", "mjs"),
    "text/plain": ("txt",),
    "application/json": ("json",),
    "application/ld+json": ("jsonld",),
    "application/xml": ("xml",),
    "image/svg+xml": ("svg",),
    "image/png": ("png",),
    "image/jpeg": ("jpg",),
    "image/x-icon": ("ico",),
    "font/woff2": ("woff2",),
    "application/pdf": ("pdf",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("pptx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/zip": ("zip",),
    "application/gzip": ("gz",),
}
COMPRESSED = (
    *("text/html", "text/css", "text/javascript", "text/plain"),
    *("application/json", "application/ld+json", "application/xml", "image/svg+xml"),
)
"""Types that are text; the others are compressed already."""


@cache
def _template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "headers": HEADERS,
        "kept": KEPT,
        "checked": CHECKED,
        "hidden": HIDDEN,
        "mark": MARK,
        "open": OPEN,
        "types": TYPES,
        "compressed": COMPRESSED,
        "with_digest": f"(?:{'|'.join(FOLDERS_WITH_DIGEST)})/{DIGEST}",
    }
    return environment.get_template(name)


def nginx_configuration(root: str, name: str, listen: str) -> str:
    """A file for the folder `conf.d` of nginx: a server that serves the folder `root`."""
    return _template("nginx.conf").render(root=root, name=name, listen=listen)


def host_files(site: Path, base: str) -> Iterator[tuple[str, str]]:
    """The files that hosts look for in a built site, by name; `base` is the path of its address, such as `/`."""
    folders = sorted(each for folder in FOLDERS_WITH_DIGEST for each in (site / folder).glob(DIGEST_GLOB))
    kept = [folder.relative_to(site).as_posix() for folder in folders]
    yield "_headers", _template("_headers").render(kept_folders=kept)
    yield "_redirects", _template("_redirects").render()
    yield ".htaccess", _template("htaccess").render(base=base)
