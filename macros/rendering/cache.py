"""Keeps the files that take long to make, under names that follow from all that determines them.

So a file whose content has not changed is not made again, and one that has changed is never taken from the cache.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

_MACROS = Path(__file__).parents[1]
_IMPORT = re.compile(r"^ *(?:from|import) ([\w.]+)(?: import (\([^)]*\)|.*))?", re.MULTILINE)
"""Reads imports in a tenth of the time of `ast`, which each build would pay. It knows one module a line and no leading
dot: ruff allows nothing else (E401, TID252), and a test compares what is found with what Python's own parser finds."""
_LONG_TEXT = re.compile(r'""".*?"""', re.DOTALL)
_FONT_PACKAGE = re.compile(r"\bfontpkg_\w+")
"""The packages of fonts hold files and are not imported."""
_DISTRIBUTIONS = {
    "docx": "python-docx",
    "minify": "tdewolff-minify",
    "mkdocs_macros": "mkdocs-macros-plugin",
    "PIL": "pillow",
    "pptx": "python-pptx",
    "yaml": "pyyaml",
}
"""The libraries that are installed under another name than they are imported by; a test asks what is installed."""
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""What the system answers when a disk is full, or what a user may have of it."""
CANNOT_WRITE = NO_ROOM | {errno.EROFS, errno.EACCES, errno.EPERM}
"""The same, or when nothing may be written there; any other error of the system is a fault of ours."""
_A_WEEK = 7 * 24 * 3600


def cache_key(content: object, *modules: str) -> str:
    """The name under which is kept what these modules of ours make of a record.

    It changes with the record (all that its `repr` says), with the code of these modules and of those that they import,
    with the templates of their packages, and with the libraries and fonts that they use; with nothing else.

    >>> len(cache_key(("a record",), "macros.papers.formats"))
    24
    """
    recipes = [_recipe(module) for module in modules]
    return hashlib.sha256(f"{recipes}\n{content!r}".encode()).hexdigest()[:24]


@cache
def _recipe(module: str) -> str:
    """What changes with all that determines what a module makes."""
    modules = _with_imported(module, {})
    libraries = {name for each in modules.values() for name in each.libraries}
    folders = {_file(name).parent / "templates" for name in modules}
    templates = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    determining = [
        *((name, modules[name].code) for name in sorted(modules)),
        *((name, version(name)) for name in sorted(libraries)),
        *((file.name, file.read_bytes()) for file in templates),
    ]
    return hashlib.sha256(repr(determining).encode()).hexdigest()


class _Module(NamedTuple):
    """A module of ours as it stands in its file."""

    code: str
    imported: frozenset[str]
    """The modules of ours that it imports, anywhere in it."""
    libraries: frozenset[str]
    """The libraries and packages of fonts that it names, as they are installed."""


def _with_imported(name: str, found: dict[str, _Module]) -> dict[str, _Module]:
    """Adds to `found` a module, and those that it imports, by their names."""
    if name not in found:
        found[name] = _module(name)
        for imported in found[name].imported:
            _with_imported(imported, found)
    return found


@cache
def _module(name: str) -> _Module:
    code = _file(name).read_text("utf-8")
    imported, libraries = set[str](), {*_FONT_PACKAGE.findall(code)}
    for source, names in _IMPORT.findall(_LONG_TEXT.sub("", code)):  # a line of a docstring may begin with "from"
        if source.startswith("macros."):
            inner = {f"{source}.{each}" for each in re.findall(r"\w+", names)}
            imported |= {source, *(each for each in inner if _file(each).exists())}
        else:
            libraries.add(source.split(".")[0])
    libraries -= sys.stdlib_module_names
    return _Module(code, frozenset(imported), frozenset(_DISTRIBUTIONS.get(each, each) for each in libraries))


def _file(module: str) -> Path:
    place = _MACROS.joinpath(*module.split(".")[1:])
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def write_whole(file: Path, content: bytes) -> None:
    """Writes a file; a reader finds it whole or not at all."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)  # where the disk is full


def cached(file: Path, make: Callable[[], bytes]) -> bytes:
    """The content of a file in the cache; it is made and kept when it is not there."""
    if not is_kept(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, make())
    return file.read_bytes()


def is_kept(file: Path) -> bool:
    """Whether a file is in the cache, and holds something: a power cut may empty it. It stays for another week."""
    with suppress(OSError):  # it is not there, or the cache may only be read
        os.utime(file)
    return file.exists() and file.stat().st_size > 0


def remove_unused(store: Path) -> None:
    """Removes from a folder of the cache what nobody has made or used for a week, in its folders too.

    That a compiled template is read again leaves no trace: it is compiled once a week.
    """
    found: list[Path] = []
    with suppress(OSError):  # another build may remove a folder meanwhile
        found.extend(store.rglob("*"))
    for each in found:
        with suppress(OSError):  # the same of a file; and a folder may hold what is used
            if each.stat().st_mtime < time.time() - _A_WEEK:
                if each.is_dir():
                    each.rmdir()
                else:
                    each.unlink()
