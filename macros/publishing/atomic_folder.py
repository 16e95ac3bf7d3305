"""Writes folders beside their place, and puts them there when they are whole: what stood there stands until then."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import glob
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from os.path import samestat
from pathlib import Path

from macros.model.messages import Message, translated
from macros.publishing.output_place import (
    BEGUN,
    PlaceError,
    added_to,
    begin,
    finish,
    leftover_prefix,
    listed_in,
    may_be_removed,
    place_errors,
    refuse_additions,
    refuse_unfit,
    remove,
    state_of,
    take_along,
)

_HIDDEN = ".being-made."
"""How the name of a folder begins whose folders move up."""
_HERE = -100
"""AT_FDCWD of Linux: paths are relative to the working directory, as with any other call."""
_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS have the same value."""
_NOT_HERE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}
"""What the system answers when it, or the file system, cannot exchange two folders."""


@contextmanager
def atomic_folder(place: Path, *, keep: bool = False) -> Iterator[Path]:
    """An empty folder beside `place`, which takes its place when the block ends well, and else is removed.

    What an earlier writer left when it was killed is removed first, or put back. With `keep`, what others have added
    to the folder stays in it.

    Raises:
        PlaceError: something stands there that we did not make, or nothing may be written there.
        OSError: the disk is full.
    """
    refuse_unfit(place)
    place = place.resolve()
    with place_errors(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        _put_back(place)
    added, before = added_to(place), state_of(place)
    refuse_additions(place, added, keep=keep)
    remove_leftovers(place)
    with _begun(leftover_prefix(place), place.parent, place) as unfinished:
        yield unfinished
        with place_errors(place):
            (unfinished / BEGUN).stat()  # it is gone if somebody has removed the folder, which was then made anew
        finish(unfinished)
        if state_of(place) != before:  # somebody has put something there meanwhile
            refuse_unfit(place)
            added, before = added_to(place), state_of(place)
        refuse_additions(place, added, keep=keep)
        take_along(added, place, unfinished)
        os.sync()  # what a power cut leaves must be whole too
        # Where nobody added anything, another command has put its own folder there since.
        if _put(unfinished, place) and state_of(unfinished) != before and _holds_others(unfinished):
            raise _LeftBesideError("place-left-beside", unfinished)


class _LeftBesideError(PlaceError):
    """What somebody has put into a folder that was replaced stays beside it."""


@contextmanager
def _begun(prefix: str, parent: Path, place: Path) -> Iterator[Path]:
    """An empty folder in `parent`, which is removed at the end: by then what stood in its `place`, if all went well.

    It has a mark, and a lock of which the system lets go when this process ends, however it ends: what is marked and
    not locked is a leftover.
    """
    with place_errors(place):
        unfinished = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        lock = os.open(unfinished, os.O_RDONLY)
    is_left = False
    try:
        with place_errors(place):
            fcntl.flock(lock, fcntl.LOCK_EX)
            begin(unfinished)
        yield unfinished
    except _LeftBesideError:
        is_left = True
        raise
    finally:
        if not is_left:
            remove(unfinished)
        os.close(lock)


@contextmanager
def new_folders(place: Path) -> Iterator[Path]:
    """An empty folder in `place`; the folders that are in it when the block ends well move up, all of them or none.

    Nothing but these is ever removed, and what killed commands left in `place`: what others put there meanwhile, or
    into a folder that moved, stays.

    Raises:
        PlaceError: nothing may be written there, or something of that name stands there by now.
        OSError: the disk is full.
    """
    with ExitStack() as cleaned:
        with place_errors(place):
            cleaned.callback(_remove_empty, [each for each in (place, *place.parents) if not os.path.lexists(each)])
            place.mkdir(parents=True, exist_ok=True)
        _remove_unlocked(place.glob(f"{_HIDDEN}*"), place)
        unfinished = cleaned.enter_context(_begun(_HIDDEN, place, place))
        yield unfinished
        written = [each.relative_to(unfinished) for each in unfinished.rglob("*")]
        with place_errors(place):  # which may be gone by now
            ours = {each.name: each.stat() for each in unfinished.iterdir() if each.name != BEGUN}
        try:
            for name in sorted(ours):
                with place_errors(place / name):
                    (unfinished / name).rename(place / name)
        except BaseException:
            moved = {name for name, seen in ours.items() if _is_still(place / name, seen)}
            _remove_written(place / each for each in sorted(written, reverse=True) if each.parts[0] in moved)
            raise


def _is_still(folder: Path, seen: os.stat_result) -> bool:
    """Whether what was seen before stands in this place now."""
    return os.path.lexists(folder) and samestat(folder.lstat(), seen)


def _remove_written(paths: Iterable[Path]) -> None:
    """Removes files that were written here, and their folders as far as nothing else is in them."""
    for path in paths:
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def _holds_others(folder: Path) -> bool:
    """Whether something in a folder is not ours: also all of it, where it has no list."""
    return not listed_in(folder) or bool(added_to(folder))


def remove_leftovers(place: Path) -> None:
    """Removes what killed commands have left beside a place."""
    _remove_unlocked((_previous(place), *place.parent.glob(f"{glob.escape(leftover_prefix(place))}*")), place)


def _remove_unlocked(leftovers: Iterable[Path], place: Path) -> None:
    for leftover in leftovers:
        with suppress(OSError):  # another command is at work in it or is removing it, or it is none of ours
            lock = os.open(leftover, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if may_be_removed(leftover, place):
                    remove(leftover)
            finally:
                os.close(lock)


def _put(new: Path, place: Path) -> bool:
    """Puts a folder in a place; returns whether something stood there, which is then where the folder was."""
    while True:
        with suppress(FileNotFoundError):  # nothing stands there
            begin(place)  # so that it is known for a leftover when this process is killed
            (new / BEGUN).unlink(missing_ok=True)
            if not _exchanged(new, place):
                # Between these two lines nothing stands there; `_put_back` mends it when the second is not reached.
                place.rename(_previous(place))
                new.rename(place)
                _previous(place).rename(new)
            return True
        (new / BEGUN).unlink(missing_ok=True)
        try:
            new.rename(place)
        except OSError as error:
            if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                raise
            continue  # another command has put its folder there in this moment
        return False


def _exchanged(one: Path, other: Path) -> bool:
    """Whether two folders have changed places, in one step; False where the system cannot do that."""
    system = ctypes.CDLL(None, use_errno=True)
    if hasattr(system, "renameat2"):
        failed = system.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    elif hasattr(system, "renamex_np"):
        failed = system.renamex_np(os.fsencode(one), os.fsencode(other), _EXCHANGE)
    else:
        return False
    if not failed:
        return True
    code = ctypes.get_errno()
    if code in _NOT_HERE:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _previous(place: Path) -> Path:
    return place.with_name(f".{place.name}.previous")


def _put_back(place: Path) -> None:
    """Puts back what was moved away by a writer that was killed before it put something else there."""
    previous = _previous(place)
    if not place.exists() and may_be_removed(previous, place):
        print(translated(Message("folder-put-back", folder=place)), file=sys.stderr)
        previous.rename(place)
        (place / BEGUN).unlink()
