"""Keeps the files that take long to make, under names that follow from all that determines them.

So a file whose content has not changed is not made again, and one that has changed is never taken from the cache.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from macros.rendering.fonts import PAPER_FONTS

_LIBRARIES = ("typst", "pikepdf", "python-docx", "lxml", "segno", "fonttools", "tinycss2", "pillow")
_A_WEEK = 7 * 24 * 3600


def key(content: object) -> str:
    """The name under which what is made of a record is kept: it changes with the record, our code or a library."""
    return hashlib.sha256(f"{recipe()}\n{content!r}".encode()).hexdigest()[:24]


@cache
def recipe() -> str:
    """All that determines a file besides its content: our code and templates, the libraries, the fonts."""
    code = hashlib.sha256()
    for file in sorted(Path(__file__).parents[1].rglob("*")):
        if file.suffix in {".py", ".typ", ".xml", ".json", ".html"}:
            code.update(file.read_bytes())
    packages = (*_LIBRARIES, *sorted({font.package for font in PAPER_FONTS}))
    return "\n".join([code.hexdigest(), *(f"{name} {version(name)}" for name in packages)])


def keep(file: Path, content: bytes) -> None:
    """Writes a file; a reader finds it whole or not at all."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(file)


def kept(file: Path, make: Callable[[], bytes]) -> bytes:
    """The content of a file that is kept; it is made and kept when it is not there."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        keep(file, make())
    os.utime(file)
    return file.read_bytes()


def forget(store: Path, used: Iterable[Path]) -> None:
    """Removes from the folder `store` what no build has used for a week."""
    for file in used:
        os.utime(file)
    for file in store.iterdir():
        with suppress(FileNotFoundError):  # another build may rename or remove it meanwhile
            if file.stat().st_mtime < time.time() - _A_WEEK:
                file.unlink()
