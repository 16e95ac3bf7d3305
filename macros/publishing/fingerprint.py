"""Gives the style sheets, scripts and fonts of a built site an address that changes with them: they can be kept.

They lie in one folder, named by a digest of all: `assets/3f9c2a71/js/page.js`. They refer to each other by relative
addresses, which stay as they are, and a page never gets scripts of another build than its own.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from macros.rendering.html_tree import page_text, page_tree

_FOLDERS = ("builder", "css", "fonts", "js")
_ASSETS = re.compile(rf"(?:^|(?<=/))assets/(?=(?:{'|'.join(_FOLDERS)})/)")


def fingerprint(site: Path) -> None:
    """Moves the files, and changes the pages that load them."""
    assets = site / "assets"
    digest = digest_of([assets / folder for folder in _FOLDERS], assets)
    (assets / digest).mkdir()
    for folder in _FOLDERS:
        (assets / folder).rename(assets / digest / folder)
    for page in site.rglob("*.html"):
        page.write_text(with_digest(page.read_text("utf-8"), digest), "utf-8")


def with_digest(page: str, digest: str) -> str:
    """The HTML of a page whose sheets, scripts and fonts lie in the folder of this name."""
    root = page_tree(page)
    for element in root.iter("link", "script"):
        for name in {"href", "src"} & {*element.keys()}:
            element.set(name, _ASSETS.sub(f"assets/{digest}/", element.get(name), count=1))
    return page_text(root)


def digest_of(folders: list[Path], root: Path) -> str:
    """Eight hexadecimal digits that follow from the names and contents of all files of the folders."""
    found = hashlib.sha256()
    for file in sorted(file for folder in folders for file in folder.rglob("*") if file.is_file()):
        found.update(f"{file.relative_to(root).as_posix()}\n".encode())
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()[:8]
