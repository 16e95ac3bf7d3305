"""Where a site may be written: never where something stands that we did not make.

Each folder that we make holds a list of its files with their digests. What it does not list, or lists otherwise, is
somebody's.
"""

from __future__ import annotations

import errno
import filecmp
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from macros.content.site import ROOT
from macros.model.messages import Message
from macros.model.system_errors import naming, said_by_system
from macros.rendering.cache import NO_ROOM, write_whole

MARK = ".made-by-the-guide"
"""The list of the files in a folder that we made: a line each, digest and name."""
BEGUN = ".being-made-by-the-guide"
"""Stands in a folder that is written, or removed, and names it: what a killed command leaves is known by it."""
_SOURCES = (".ci", ".git", ".github", "bench", "data", "decisions", "docs", "macros", "overrides", "tests")
_NO_RIGHT = {errno.EACCES, errno.EPERM}
_IN_THE_WAY = {errno.EEXIST, errno.ENOTDIR, errno.EROFS}
"""Errors that come of what stands on the way to a place."""
_NAMED = 5
"""So many files are named in a message."""


class PlaceError(Exception):
    """A site must not be written there; `message` says why, and what to do."""

    def __init__(self, reason: str, place: Path, **values: object) -> None:
        self.message = Message(reason, place=place, **values)
        super().__init__(self.message)


def refuse_unfit(place: Path) -> None:
    """Raises `PlaceError` if `place` is no folder that we made, nor an empty one, nor one that could be made."""
    with place_errors(place):
        _refuse_unfit(place)


@contextmanager
def place_errors(place: Path) -> Iterator[None]:
    """Raises `PlaceError` with what the system says of a place: a name that is too long, or a folder of its own.

    It names the folder or file that stands in the way. That there is no room is raised as the system's own error, with
    the place: elsewhere on this disk there is none either.
    """
    try:
        with naming(place):
            yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise
        there = next((each for each in (place, *place.parents) if os.path.lexists(each)), place)
        if error.errno in _NO_RIGHT and there.is_dir():
            raise PlaceError("place-not-writable", there) from error
        in_the_way = there if error.errno in _IN_THE_WAY else place
        raise PlaceError("place-refused", in_the_way, said=said_by_system(error)) from error


def _refuse_unfit(place: Path) -> None:
    if place.is_symlink():
        raise PlaceError("place-is-link", place)
    if place.exists() and not place.is_dir():
        raise PlaceError("place-is-file", place)
    whole = _resolved(place)
    if ROOT.is_relative_to(whole) or _is_among_sources(whole):
        raise PlaceError("place-of-guide", place)
    with suppress(RuntimeError):  # whose home is not known
        if Path.home().resolve().is_relative_to(whole):
            raise PlaceError("place-of-home", place)
    if mounted := [each for each in _mount_points() if each.is_relative_to(whole)]:
        raise PlaceError("place-is-mount", mounted[0])
    if place.exists() and place.stat().st_uid != os.geteuid():
        raise PlaceError("place-of-another", place)
    parent = next(each for each in whole.parents if each.exists())
    if not parent.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(parent))
    for folder in (parent, *([place] if place.exists() else [])):
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PlaceError("place-not-writable", folder)
    if place.exists() and not _is_made(place) and (others := {each.name for each in place.iterdir()} - {BEGUN}):
        raise PlaceError("place-not-made", place, names=_named(sorted(others)))


def _resolved(place: Path) -> Path:
    try:
        return place.resolve()
    except RuntimeError as error:  # before Python 3.13, of links that lead round
        raise PlaceError("place-is-link", place) from error


def _is_among_sources(whole: Path) -> bool:
    return any(whole.is_relative_to(ROOT / each) for each in _SOURCES)


def _mount_points() -> list[Path]:
    """Where something is mounted; only Linux lists it, also folders of the same disk."""
    listed = Path("/proc/self/mountinfo")
    lines = listed.read_text("utf-8", "replace").splitlines() if listed.exists() else []
    return [Path(line.split()[4].replace("\\040", " ")) for line in lines]


def _is_made(folder: Path) -> bool:
    return (folder / MARK).is_file() and not (folder / MARK).is_symlink()


def listed_in(folder: Path) -> dict[str, str]:
    """The files of a folder that we made, as its mark has them: the digest of each; none if it has no mark."""
    if not _is_made(folder):
        return {}
    lines = (folder / MARK).read_text("utf-8", "replace").splitlines()
    return {name: digest for digest, _, name in (line.partition(" ") for line in lines)}


def added_to(folder: Path) -> list[str]:
    """What is not ours in a folder that we made, or was changed: `CNAME`, `.git/`; empty if it has no mark.

    Of a folder that we know nothing of only its name is given, with a slash.
    """
    if not _is_made(folder):
        return []
    listed = listed_in(folder)  # none, if somebody made the mark: then all is theirs
    known = {parent.as_posix() for name in listed for parent in Path(name).parents}
    found = []
    for place, inner, files in os.walk(folder):
        at = Path(place).relative_to(folder)
        found += [name for name in ((at / each).as_posix() for each in files) if not _is_ours(folder, name, listed)]
        others = [each for each in inner if (at / each).as_posix() not in known or (Path(place) / each).is_symlink()]
        found += [f"{(at / each).as_posix()}/" for each in others]
        inner[:] = [each for each in inner if each not in others]
    return sorted(found)


def _is_ours(folder: Path, name: str, listed: dict[str, str]) -> bool:
    if name in {MARK, BEGUN}:
        return True
    file = folder / name
    return name in listed and not file.is_symlink() and file.is_file() and _digest(file) == listed[name]


def _digest(file: Path) -> str:
    return hashlib.blake2b(file.read_bytes(), digest_size=12).hexdigest()


def state_of(folder: Path) -> dict[str, tuple[int, int]]:
    """What changes when somebody adds to a folder, or changes a file: the time and size of each; a folder has none."""
    found = {}
    for place, inner, names in os.walk(folder):
        for path in (Path(place) / name for name in (*inner, *names) if name != BEGUN):
            with suppress(FileNotFoundError):  # it has gone meanwhile
                seen = path.lstat()
                at = path.relative_to(folder).as_posix()
                found[at] = (0, 0) if stat.S_ISDIR(seen.st_mode) else (seen.st_mtime_ns, seen.st_size)
    return found


def refuse_additions(place: Path, added: list[str], *, keep: bool) -> None:
    """Raises `PlaceError` if something was added to a folder that is about to be replaced, or changed in it.

    With `keep`, only if it cannot be taken along: a file that we made and somebody changed, a named pipe, or a socket.
    """
    if added and not keep:
        raise PlaceError("place-holds-more", place, names=_named(added))
    listed = listed_in(place)
    if changed := [name for name in added if name in listed]:
        raise PlaceError("place-holds-changed", place, names=_named(changed))
    if special := [name for name in added if _holds_special(place / name)]:
        raise PlaceError("place-holds-special", place, names=_named(special))


def _holds_special(path: Path) -> bool:
    """Whether something is, or holds, what is neither file nor folder nor link."""
    if not path.is_symlink() and path.is_dir():
        return any(map(_holds_special, path.iterdir()))
    return not path.is_symlink() and not path.is_file()


def take_along(added: list[str], old: Path, new: Path) -> None:
    """Copies what was added to the old folder into the new one.

    Raises `PlaceError` for what cannot be copied, and for a file that both have.
    """
    for name in added:
        if os.path.lexists(new / name):
            raise PlaceError("place-holds-same", old, name=name)
        try:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            if name.endswith("/") and not (old / name.rstrip("/")).is_symlink():
                shutil.copytree(old / name, new / name, symlinks=True)
            else:
                shutil.copy2(old / name.rstrip("/"), new / name.rstrip("/"), follow_symlinks=False)
        except OSError as error:
            raise PlaceError("place-not-copied", old, name=name, said=str(error)) from error


def begin(folder: Path) -> None:
    """Marks a folder as one that is written, or removed."""
    write_whole(folder / BEGUN, _identity(folder).encode())


def _identity(folder: Path) -> str:
    """What tells a folder from all others: a mark that was copied into another one is no mark."""
    found = folder.stat()
    return f"{found.st_dev} {found.st_ino}\n"


def finish(folder: Path) -> None:
    """Lists all files of a folder in its mark, and lets any server read them, whatever the settings of this machine."""
    folder.chmod(0o755)
    lines = []
    for each in sorted(folder.rglob("*")):
        each.chmod(0o755 if each.is_dir() else 0o644)
        if not each.is_dir() and each.name != BEGUN:
            lines.append(f"{_digest(each)} {each.relative_to(folder).as_posix()}\n")
    (folder / MARK).write_text("".join(lines), "utf-8")
    (folder / MARK).chmod(0o644)


def refuse_sources(folder: Path) -> None:
    """Raises `PlaceError` for a folder with the sources of the guide, or one in it, and for links that lead round."""
    if _is_among_sources(_resolved(folder)):
        raise PlaceError("place-of-guide", folder)


def refuse_other_file(place: Path, beginning: bytes) -> None:
    """Raises `PlaceError` if there stands a link, or a file with something that does not begin as what is written."""
    with place_errors(place):
        if place.is_symlink():
            raise PlaceError("output-is-link", place)
        if place.exists() and not (place.is_file() and (place.read_bytes() or beginning).startswith(beginning)):
            raise PlaceError("output-of-another", place)


def write_among(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files into a folder where others may stand, and notes them in its mark.

    Those that stand there stay until all new ones are written.
    Raises `PlaceError`, before anything is written, if one of that name stands there that we did not make, or that was
    changed since: a paper that somebody has begun to fill in.
    """
    refuse_sources(folder)
    with place_errors(folder):
        listed = listed_in(folder)
        theirs = [name for name in files if os.path.lexists(folder / name) and not _is_ours(folder, name, listed)]
        if theirs := [name for name in theirs if not _holds(folder / name, files[name])]:
            raise PlaceError("place-holds-changed", folder, names=_named(theirs))
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", dir=folder, ignore_cleanup_errors=True) as unfinished:
            beside = Path(unfinished)
            for name, content in files.items():
                (beside / name).write_bytes(content)
            made = listed | {name: _digest(beside / name) for name in files}
            (beside / MARK).write_text("".join(f"{made[name]} {name}\n" for name in sorted(made)), "utf-8")
            for name in (*files, MARK):
                (beside / name).replace(folder / name)


def _holds(file: Path, content: bytes) -> bool:
    return file.is_file() and not file.is_symlink() and file.read_bytes() == content


def remove_made(place: Path) -> list[str]:
    """Removes a folder that we made; one to which somebody has added stays: what that is, by name.

    Raises `PlaceError` for a folder that we did not make.
    """
    if not place.exists():
        return []
    refuse_unfit(place)
    added = added_to(place)
    if not added:
        begin(place)
        leftover = Path(tempfile.mkdtemp(prefix=leftover_prefix(place), dir=place.parent))
        place.rename(leftover)  # when this process is killed, the next finds half a site there, and not in its place
        remove(leftover)
    return _named(added)


def leftover_prefix(place: Path) -> str:
    """How the name of a folder begins that stands beside a place while it is written, or removed."""
    return f".{place.name}.new-"


def remove(folder: Path) -> None:
    """Removes a folder as far as the system lets it, its mark last: what a killed command leaves is known by that."""
    with suppress(OSError):  # another command may be removing it too
        for each in folder.iterdir():
            if each.is_dir() and not each.is_symlink():
                shutil.rmtree(each, ignore_errors=True)
            elif each.name != BEGUN:
                each.unlink(missing_ok=True)
        if {each.name for each in folder.iterdir()} <= {BEGUN}:
            shutil.rmtree(folder)


def may_be_removed(leftover: Path, place: Path) -> bool:
    """Whether a folder is what a killed command left, and nothing of anybody's is in it that is not in `place` too."""
    mark = leftover / BEGUN
    is_ours = leftover.is_dir() and mark.is_file() and mark.read_bytes() == _identity(leftover).encode()
    return is_ours and all(_is_in_both(leftover / name, place / name) for name in added_to(leftover))


def _is_in_both(one: Path, other: Path) -> bool:
    """Whether all that is at one path is at another as well, with the same content."""
    if one.is_symlink() or other.is_symlink():
        return one.is_symlink() and other.is_symlink() and one.readlink() == other.readlink()
    if one.is_dir():
        return other.is_dir() and all(_is_in_both(each, other / each.name) for each in one.iterdir())
    return one.is_file() and other.is_file() and filecmp.cmp(one, other, shallow=False)


def _named(names: list[str]) -> list[str]:
    return [*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])]
