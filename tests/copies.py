"""A copy of the guide's data and pages that is broken by one test and mended for the next."""

from __future__ import annotations

import filecmp
import os
import shutil
from pathlib import Path

from macros.content.site import ROOT

FOLDERS = ("data", "docs")
FRAME = ("agreed.lock", "mkdocs.yml", "macros", "overrides")
"""What the lock knows beside data and pages, and itself."""


def copied(target: Path) -> Path:
    for name in FOLDERS:
        shutil.copytree(ROOT / name, target / name)
    return target


def with_lock(copy: Path) -> Path:
    """Adds the lock to a copy, and the templates, as copies that may be broken too."""
    for name in FRAME:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy)
    return copy


def mend(copy: Path) -> None:
    """Makes a copy what it was: a few files are put back, which is less work than to copy all of them again."""
    for place in copy.iterdir():
        if place.name not in FOLDERS:
            _remove(place)
    for name in FOLDERS:
        _remove_others(copy, name)
        for folder, _, files in os.walk(ROOT / name):
            place = copy / Path(folder).relative_to(ROOT)
            place.mkdir(parents=True, exist_ok=True)
            for file in files:
                original = Path(folder, file)
                if not _is_file(place / file):
                    _remove(place / file)
                if not (place / file).exists() or not filecmp.cmp(original, place / file):
                    shutil.copy2(original, place / file)


def _remove_others(copy: Path, name: str) -> None:
    """Removes what the guide does not have."""
    for folder, folders, files in os.walk(copy / name):
        original = ROOT / Path(folder).relative_to(copy)
        for each in [*folders, *files]:
            place = Path(folder, each)
            if place.is_symlink() or not (original / each).exists():
                _remove(place)


def _is_file(place: Path) -> bool:
    return place.is_file() and not place.is_symlink()


def _remove(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
