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

_LIBRARIES = ("typst", "pikepdf", "python-docx", "lxml", "segno", "fonttools", "tinycss2", "tdewolff-minify", "pillow")
_MACROS = Path(__file__).parents[1]
_A_WEEK = 7 * 24 * 3600


def cache_key(content: object, *packages: str) -> str:
    """The name under which is kept what these packages of ours make of a record.

    It changes with the record (all that its `repr` says), with their code and templates, and with the libraries and
    fonts that they may use; a comment in another package changes nothing. `tests/rendering/test_cache.py` holds the
    packages named against what the code imports.

    >>> len(cache_key(("a record",), "papers", "rendering", "model"))
    24
    """
    made_by = [_digest(package) for package in packages]
    return hashlib.sha256(f"{_libraries()}\n{made_by}\n{content!r}".encode()).hexdigest()[:24]


@cache
def _digest(package: str) -> str:
    """What changes with the code and the templates of a package."""
    code = hashlib.sha256()
    for file in sorted((_MACROS / package).rglob("*")):
        if file.suffix in {".py", ".typ", ".xml", ".json", ".html"}:
            code.update(file.read_bytes())
    return code.hexdigest()


@cache
def _libraries() -> str:
    names = (*_LIBRARIES, *sorted({font.package for font in PAPER_FONTS}))
    return "\n".join(f"{name} {version(name)}" for name in names)


def write_whole(file: Path, content: bytes) -> None:
    """Writes a file; a reader finds it whole or not at all."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(file)


def cached(file: Path, make: Callable[[], bytes]) -> bytes:
    """The content of a file in the cache; it is made and kept when it is not there."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, make())
    os.utime(file)
    return file.read_bytes()


def remove_unused(store: Path, used: Iterable[Path]) -> None:
    """Removes from the folder `store` what no build has used for a week; what is `used` now counts."""
    for file in used:
        os.utime(file)
    for file in store.iterdir():
        with suppress(FileNotFoundError):  # another build may rename or remove it meanwhile
            if file.stat().st_mtime < time.time() - _A_WEEK:
                file.unlink()
