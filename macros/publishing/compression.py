"""Compressed copies of what is sent as text."""

from __future__ import annotations

import shutil
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from macros.publishing.servers import COMPRESSED, TYPES
from macros.rendering.processes import processors

_GZIP = 31
"""Asks zlib for the format of gzip, without the time."""
_TEXTS = {ending for each in COMPRESSED for ending in TYPES[each]}


def compress(site: Path) -> None:
    """Puts a compressed copy beside each text, for servers that send it as it is."""
    texts = [file for file in site.rglob("*") if file.suffix.lstrip(".") in _TEXTS and file.is_file()]
    with ThreadPoolExecutor(processors()) as threads:  # gzip lets other threads go on
        list(threads.map(_compress, texts))


def _compress(file: Path) -> None:
    copy = file.with_name(f"{file.name}.gz")
    copy.write_bytes(zlib.compress(file.read_bytes(), 9, _GZIP))  # the module gzip differs between versions of Python
    shutil.copystat(file, copy)
