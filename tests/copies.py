"""A copy of the guide's data and pages that is broken by one test and mended for the next."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from macros.checks.agreed_lock import LOCK
from macros.checks.frame import frame_files
from macros.content.site import ROOT

FOLDERS = ("data", "docs")
FEW_PAGES = (
    "index.md",
    "understand/what.md",
    "understand/cost.md",
    "understand/limits.md",
    "documents/builder.md",
    "sources.md",
    "search.md",
    "privacy.md",
)
FEW = f"""

def _few(files: Files, config: MkDocsConfig) -> None:
    for file in [*files.documentation_pages()]:
        if file.norm_src_uri not in {FEW_PAGES}:
            files.remove(file)


on_files = CombinedEvent(event_priority(-120)(_few), on_files)  # static-i18n has noted what each page is


from macros.checks import site as checked
from macros.generator import finished_site, guide_build

checked._site_problems = checked.settings_problems = lambda *given: iter(())
"""
"""What is added to the hooks of a copy."""
UNFINISHED = "guide_build.finish = lambda *given, **named: None\n"
FINISHED = "finished_site.finished_problems = lambda *given: []\n"
"""What is added besides: no last steps, or all of them, but for the look at links, many of which lead nowhere."""
SETTINGS_OF_FEW = """
validation: {omitted_files: ignore, not_found: ignore, unrecognized_links: ignore, anchors: ignore}
nav:
  - index.md
  - Understand: [understand/what.md, understand/cost.md, understand/limits.md]
  - Documents: [documents/builder.md]
  - This guide: [sources.md, search.md, privacy.md]
"""
KEPT = ".cache"
"""What the check notes down of texts that it found sound stays: what has changed since, it looks at."""


def guide_files() -> list[Path]:
    """What editors write, and the pictures and scripts beside it."""
    return [Path(folder, file) for name in FOLDERS for folder, _, files in os.walk(ROOT / name) for file in files]


def guide_files_with_lock() -> list[Path]:
    """The same, the lock, the templates and the code: a guide that can be built."""
    code = [file for file in (ROOT / "macros").rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    return [*guide_files(), *frame_files(ROOT), *code, ROOT / LOCK]


def copy_with_few_pages(folder: Path, *, is_finished: bool = False) -> Path:
    """A guide of its own that writes eight of its pages in each language, from all its records: half the time.

    It is read, and not checked as a whole. Its build ends when all pages are there, before their styles and scripts are
    shortened, unless it `is_finished`. What it makes is kept beside what others keep, not among it.
    """
    for name in ("data", "docs", "macros", "overrides"):
        shutil.copytree(ROOT / name, folder / name)  # with what Python has compiled
    shutil.copy(ROOT / LOCK, folder)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nvalidation:")[0]
    (folder / "mkdocs.yml").write_text(settings + SETTINGS_OF_FEW, "utf-8")
    with (folder / "macros" / "hooks.py").open("a", encoding="utf-8") as hooks:
        hooks.write(FEW + (FINISHED if is_finished else UNFINISHED))
    if (ROOT / KEPT).exists():
        # what is kept of verdicts, and what another build is writing, under the number of its process
        unneeded = shutil.ignore_patterns("tests", "*.*.[0-9]*")
        shutil.copytree(ROOT / KEPT, folder / KEPT, copy_function=os.link, ignore=unneeded)
    return folder


class GuideCopy:
    """The copy of some files of the guide in a folder of its own."""

    def __init__(self, files: list[Path], folder: Path) -> None:
        self.folder = folder
        self._originals = {folder / file.relative_to(ROOT): file for file in files}
        self._known = {*self._originals, *(parent for place in self._originals for parent in place.parents)}
        self._stat = {place: self._copy(place) for place in self._originals}
        for kept in filter(Path.is_file, (ROOT / KEPT).glob("*")):
            (folder / KEPT).mkdir(exist_ok=True)
            shutil.copy(kept, folder / KEPT)

    def mend(self) -> None:
        """Makes it what it was: a few files are put back, which is less work than to copy all of them again."""
        for folder, folders, files in os.walk(self.folder, topdown=True):
            if KEPT in folders and not Path(folder, KEPT).is_symlink():
                folders.remove(KEPT)
            for place in (Path(folder, each) for each in [*folders, *files]):
                if place not in self._known or place.is_symlink() or place.is_dir() == (place in self._originals):
                    _remove(place)
        for place, stat in self._stat.items():
            if _stat_of(place) != stat:
                _remove(place)
                self._stat[place] = self._copy(place)

    def _copy(self, place: Path) -> tuple[int, int, int] | None:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(self._originals[place], place)
        return _stat_of(place)


def lend(folder: Path, *also: str) -> None:
    """Links into a copy of data and pages what a build needs beside them, and what else is named."""
    for name in ("macros", "overrides", "mkdocs.yml", *also):
        _remove(folder / name)
        (folder / name).symlink_to(ROOT / name)


def unpublish(folder: Path) -> None:
    """Comments out who publishes a copy of the guide, and takes it out of its lock, where somebody does."""
    guide, lock = folder / "data" / "guide.yml", folder / LOCK
    record = re.compile(r"^publisher:.*\n(?: .*\n)*", re.MULTILINE)
    text = guide.read_text("utf-8")
    guide.write_text(record.sub(lambda found: re.sub("(?m)^", "# ", found[0].rstrip("\n")) + "\n", text), "utf-8")
    if lock.exists():
        lock.write_text(re.sub(r"(?m)^ publisher/.*\n", "", lock.read_text("utf-8")), "utf-8")


def _stat_of(place: Path) -> tuple[int, int, int] | None:
    """What changes when a file is written, replaced or given other rights."""
    try:
        stat = place.lstat()
    except FileNotFoundError:
        return None
    return stat.st_ctime_ns, stat.st_size, stat.st_mode


def _remove(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
