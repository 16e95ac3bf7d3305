"""What slow programs say of the same bytes is kept, as mypy keeps what it found: the next run asks of what has changed.

A program is known by the time at which its file was built, a question by its words. Only what is good is kept: a fault
is looked for again each time. A fresh clone asks everything.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from macros.content.site import ROOT
from macros.rendering.cache import remove_unused, write_whole

FOLDER = ROOT / ".cache" / "tests"


def place_of(*determining: object) -> Path:
    """Where stands what follows from these alone: contents as bytes, all else by its `repr`."""
    digest = hashlib.sha256()
    for each in determining:
        digest.update(hashlib.sha256(each if isinstance(each, bytes) else repr(each).encode()).digest())
    return FOLDER / digest.hexdigest()[:32]


def kept_in(place: Path) -> bytes | None:
    """What is kept there, or None; what is used stays."""
    try:
        os.utime(place)
        return place.read_bytes()
    except FileNotFoundError:
        return None


def keep(place: Path, said: bytes) -> None:
    """Keeps what is good."""
    place.parent.mkdir(parents=True, exist_ok=True)
    write_whole(place, said)


def forget_old() -> None:
    """Removes what no run has used for a week."""
    if FOLDER.exists():
        remove_unused(FOLDER)
