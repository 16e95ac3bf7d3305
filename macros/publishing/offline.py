"""What a browser may keep, so that the guide can be read without a network: the worker, and the list of files.

The worker keeps a file only when it has the digest that the list says. The digests in addresses would not do: each is
of all files of a folder. `decisions/offline.md` says what is kept, and when.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

WORKER = "worker.js"
LIST = "offline.json"
NOT_HERE = "offline.html"
"""The page, below each language, that says that another is not on the device."""
_LEFT_OUT = ("open-data/", "assets/share/", "sitemap", "_", ".")
"""What programs read, not readers."""


def add_worker(site: Path, script: str) -> None:
    """Adds the list of all files that can be kept, and the worker, which is another one when any file is.

    The worker begins with the digest of the list, by which it knows that it has the list of its own build.
    """
    files = json.dumps(dict(_files(site)), separators=(",", ":"), ensure_ascii=False)
    build = hashlib.sha256(files.encode()).hexdigest()[:8]
    (site / LIST).write_text(files, "utf-8")
    (site / WORKER).write_text(f'const BUILD="{build}";\n{script}', "utf-8")


def _files(site: Path) -> Iterator[tuple[str, str]]:
    """The path of each file as in its address, and the beginning of its SHA-256."""
    for file in sorted(file for file in site.rglob("*") if file.is_file()):
        path = file.relative_to(site).as_posix()
        if not path.startswith(_LEFT_OUT):
            name = "index.html"
            address = path.removesuffix(name) if file.name == name else path
            yield address, hashlib.sha256(file.read_bytes()).hexdigest()[:8]
