"""Where a site may be written: never where something stands that we did not make."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from macros.content.site import ROOT
from macros.model.messages import Message

MARK = ".made-by-the-guide"
"""A file in each folder that we make. It lists all files there, a line each: what it does not list is somebody's."""
_SOURCES = (".ci", ".git", ".github", "bench", "data", "decisions", "docs", "macros", "overrides", "tests")
_NAMED = 5
"""So many files are named in a message."""


class PlaceError(Exception):
    """A site must not be written there; `message` says why, and what to do."""

    def __init__(self, reason: str, place: Path, **values: object) -> None:
        self.message = Message(reason, place=place, **values)
        super().__init__(self.message)


def refuse_unfit(place: Path) -> None:
    """Raises `PlaceError` if `place` is no folder that we made, nor an empty one, nor one that could be made."""
    if place.is_symlink():
        raise PlaceError("place-is-link", place)
    if place.exists() and not place.is_dir():
        raise PlaceError("place-is-file", place)
    whole = place.resolve()
    if ROOT.is_relative_to(whole) or any(whole.is_relative_to(ROOT / each) for each in _SOURCES):
        raise PlaceError("place-of-guide", place)
    if Path.home().resolve().is_relative_to(whole):
        raise PlaceError("place-of-home", place)
    if os.path.ismount(whole):
        raise PlaceError("place-is-mount", place)
    if place.exists() and place.stat().st_uid != os.geteuid():
        raise PlaceError("place-of-another", place)
    parent = next(each for each in whole.parents if each.exists())
    if not os.access(parent, os.W_OK | os.X_OK):
        raise PlaceError("place-not-writable", parent)
    if place.exists() and any(place.iterdir()) and not (place / MARK).is_file():
        raise PlaceError("place-not-made", place, names=_named(sorted(each.name for each in place.iterdir())))


def added_to(place: Path) -> list[str]:
    """What stands in a folder that we made and is not ours: `CNAME`, `.git`; of a folder of others only its name."""
    if not (place / MARK).is_file():
        return []
    ours = {MARK, *(place / MARK).read_text("utf-8").splitlines()}
    folders = {parent.as_posix() for name in ours for parent in Path(name).parents}
    found = []
    for folder, inner, files in os.walk(place):
        at = Path(folder).relative_to(place)
        found += [name for name in ((at / each).as_posix() for each in files) if name not in ours]
        others = [each for each in inner if (at / each).as_posix() not in folders]
        found += [(at / each).as_posix() for each in others]
        inner[:] = [each for each in inner if each not in others]
    return sorted(found)


def refuse_additions(place: Path, added: list[str]) -> None:
    """Raises `PlaceError` if something was added to a folder that is about to be replaced."""
    if added:
        raise PlaceError("place-holds-more", place, names=_named(added))


def take_along(added: list[str], old: Path, new: Path) -> None:
    """Copies what was added to the old folder into the new one; raises `PlaceError` where both have a file."""
    for name in added:
        if (new / name).exists():
            raise PlaceError("place-holds-same", old, name=name)
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        if (old / name).is_dir() and not (old / name).is_symlink():
            shutil.copytree(old / name, new / name, symlinks=True)
        else:
            shutil.copy2(old / name, new / name, follow_symlinks=False)


def begin(folder: Path) -> None:
    """Marks an empty folder as ours."""
    (folder / MARK).touch()


def finish(folder: Path) -> None:
    """Lists all files of a folder in its mark, and lets any server read them, whatever the settings of this machine."""
    folder.chmod(0o755)
    names = []
    for each in folder.rglob("*"):
        each.chmod(0o755 if each.is_dir() else 0o644)
        names += [] if each.is_dir() else [each.relative_to(folder).as_posix()]
    (folder / MARK).write_text("".join(f"{name}\n" for name in sorted(names)), "utf-8")


def _named(names: list[str]) -> list[str]:
    return [*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])]
