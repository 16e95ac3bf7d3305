"""The site is never half there: a build that is interrupted, at any moment, leaves the last good one standing."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from macros.content.site import ROOT
from macros.publishing import output_place
from macros.publishing.atomic_folder import atomic_folder, remove_leftovers
from macros.publishing.output_place import begin

WRITER = """
import sys, pathlib
from macros.publishing.atomic_folder import atomic_folder
with atomic_folder(pathlib.Path(sys.argv[1])) as folder:
    for number in range(400):
        (folder / f"{number}.html").write_text(sys.argv[2] * 2000)
        if number % 40 == 0: print(number, flush=True)
print("done", flush=True)
"""
"""A build that takes a moment: 400 pages that all hold the same letter."""


def writer(place: Path, letter: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(place), letter]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def letters(place: Path) -> set[str]:
    """The letters of a site's pages; one when it is whole, of which 400 are there."""
    pages = list(place.glob("*.html"))
    assert len(pages) == 400
    return {page.read_text("utf-8")[:1] for page in pages}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A site of the letter a."""
    site = tmp_path / "site"
    assert writer(site, "a").wait() == 0
    return site


def test_a_build_killed_at_any_moment_leaves_the_last_good_site_or_puts_the_new_one(place: Path) -> None:
    for said in range(11):
        building = writer(place, "b")
        assert building.stdout is not None
        for _ in range(said):
            building.stdout.readline()
        time.sleep(said % 3 * 0.001)
        building.kill()
        building.wait()
        assert letters(place) in ({"a"}, {"b"})
    assert writer(place, "c").wait() == 0
    assert letters(place) == {"c"}
    assert [each.name for each in place.parent.iterdir()] == ["site"]


KILLED = """
import os, pathlib, signal, sys
from macros.publishing.atomic_folder import atomic_folder
from macros.publishing.output_place import remove_made
place, command, left, unlink = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), os.unlink
def unlink_or_die(file, **where):
    global left
    if not str(file).endswith(str(os.getpid())):
        left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    unlink(file, **where)
os.unlink = unlink_or_die
if command == "clean":
    remove_made(place)
else:
    with atomic_folder(place) as folder:
        for name in "cdef":
            (folder / f"{name}.html").touch()
"""
"""Builds a site, or removes it, and is killed instead of removing one more file than so many."""


@pytest.mark.parametrize("command", ["build", "clean"])
def test_what_a_command_leaves_that_is_killed_while_it_removes_a_site_is_removed_by_the_next(
    command: str, tmp_path: Path
) -> None:
    place = tmp_path / "site"
    removed, ended = 0, -signal.SIGKILL
    while ended == -signal.SIGKILL:
        with atomic_folder(place) as folder:
            for name in "abcd":
                (folder / f"{name}.html").touch()
        ended = subprocess.run(
            [sys.executable, "-c", KILLED, str(place), command, str(removed)], cwd=ROOT, check=False
        ).returncode
        with atomic_folder(place):
            removed += 1
        assert [each.name for each in tmp_path.iterdir()] == ["site"], f"killed after {removed} files"
    assert ended == 0
    assert removed > 5


def test_a_reader_always_finds_a_page(place: Path) -> None:
    missed, stop = [], threading.Event()

    def read() -> None:
        while not stop.is_set():
            if not (place / "0.html").exists():
                missed.append(time.time())

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(50):
        with atomic_folder(place) as folder:
            (folder / "0.html").write_text(str(number), "utf-8")
    stop.set()
    reader.join()
    assert not missed


def test_an_error_leaves_the_last_good_site_and_nothing_beside_it(place: Path) -> None:
    with pytest.raises(FileNotFoundError), atomic_folder(place) as folder:
        (folder / "no such folder" / "0.html").write_text("half", "utf-8")
    assert letters(place) == {"a"}
    assert [each.name for each in place.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("is_new", [False, True], ids=["over a site", "into a new folder"])
def test_two_builds_at_once_do_not_touch_each_other(is_new: bool, place: Path) -> None:
    place = place.with_name("other") if is_new else place
    with atomic_folder(place) as first:
        (first / "page.html").write_text("first", "utf-8")
        assert writer(place, "b").wait() == 0
        assert letters(place) == {"b"}
        assert (first / "page.html").exists()
    assert (place / "page.html").read_text("utf-8") == "first"


def test_what_another_build_is_just_removing_stops_none(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It removes the site that it has replaced, file by file."""
    replaced = place.with_name(".site.new-replaced")
    place.rename(replaced)
    begin(replaced)

    def removed_before_it_is_read(file: Path) -> str:
        shutil.rmtree(replaced, ignore_errors=True)
        return digest(file)

    digest = output_place._digest
    monkeypatch.setattr(output_place, "_digest", removed_before_it_is_read)
    with atomic_folder(place) as folder:
        (folder / "page.html").write_text("new", "utf-8")
    assert [each.name for each in place.parent.iterdir()] == ["site"]


def test_a_folder_that_another_build_has_just_begun_stays(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def begin_and_be_met(folder: Path) -> None:
        begin(folder)
        remove_leftovers(place)

    monkeypatch.setattr("macros.publishing.atomic_folder.begin", begin_and_be_met)
    with atomic_folder(place) as folder:
        (folder / "page.html").write_text("new", "utf-8")
    assert (place / "page.html").read_text("utf-8") == "new"


def test_where_folders_cannot_be_exchanged_the_last_good_site_is_put_back(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("macros.publishing.atomic_folder._exchanged", lambda new, old: False)
    with atomic_folder(place) as folder:
        (folder / "page.html").write_text("new", "utf-8")
    assert [each.name for each in place.parent.iterdir()] == ["site"]
    begin(place)
    place.rename(place.with_name(".site.previous"))  # killed between the two steps
    with pytest.raises(KeyboardInterrupt), atomic_folder(place):
        raise KeyboardInterrupt
    assert (place / "page.html").read_text("utf-8") == "new"


def publish(guide: Path, place: Path, largest_file: int = resource.RLIM_INFINITY) -> subprocess.Popen[str]:
    """The real build, which can write no file larger than this, as on a disk that fills up.

    It keeps nothing that Python compiles: cut off at that size, it would stop all that loads it later.
    """
    command = [sys.executable, "-m", "macros", "build", "--output", str(place)]
    return subprocess.Popen(
        command,
        cwd=guide,
        env=os.environ | {"PYTHONPATH": str(guide), "PYTHONDONTWRITEBYTECODE": "1"},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file)),
    )


def test_a_full_disk_stops_the_build_and_leaves_the_last_good_site(place: Path, small_guide: Path) -> None:
    building = publish(small_guide, place, largest_file=100_000)
    _, said = building.communicate()
    assert building.returncode == 2
    assert os.strerror(errno.EFBIG) in said
    assert "nothing was changed" in said
    assert letters(place) == {"a"}
    assert {each.name for each in place.parent.iterdir()} == {"site", small_guide.name}


def let_go(unfinished: Path) -> None:
    """Waits until the last process of a build that was killed has ended: until then its folder is not abandoned."""
    folder = os.open(unfinished, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    os.close(folder)


def test_a_build_of_the_guide_killed_among_its_pages_leaves_the_last_good_site(place: Path, small_guide: Path) -> None:
    building = publish(small_guide, place)
    while building.poll() is None and len(list(place.parent.glob(".site.new-*/fr/*/index.html"))) < 3:
        time.sleep(0.01)
    os.killpg(building.pid, signal.SIGKILL)
    building.wait()
    assert letters(place) == {"a"}
    (unfinished,) = place.parent.glob(".site.new-*")
    assert (unfinished / "fr").exists()  # it was at work
    let_go(unfinished)
    with atomic_folder(place) as folder:
        (folder / "page.html").write_text("new", "utf-8")
    assert {each.name for each in place.parent.iterdir()} == {"site", small_guide.name}
