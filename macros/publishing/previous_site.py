"""What a new site takes over from the one whose place it takes."""

from __future__ import annotations

import filecmp
import os
import shutil
import time
from pathlib import Path

from macros.publishing.output_place import listed_in
from macros.publishing.servers import DIGEST_GLOB, FOLDERS_WITH_DIGEST

_A_WEEK = 7 * 24 * 3600


def take_over(old: Path, new: Path) -> None:
    """Lets readers of an old site go on when a new one takes its place.

    Files that did not change keep their time, by which browsers ask for changes. Folders named by their digest stay for
    a week: pages that are open load scripts, papers and the index of the search from them.
    """
    for file in [file for file in new.rglob("*") if file.is_file()]:
        before = old / file.relative_to(new)
        if before.is_file() and filecmp.cmp(before, file, shallow=False):
            os.utime(file, ns=(before.stat().st_atime_ns, before.stat().st_mtime_ns))
    ours = listed_in(old)
    for folder in (each for name in FOLDERS_WITH_DIGEST for each in (old / name).glob(DIGEST_GLOB)):
        target, files = new / folder.relative_to(old), [file for file in folder.rglob("*") if file.is_file()]
        if target.exists() or folder.stat().st_mtime < time.time() - _A_WEEK:
            continue
        for file in files:
            name = file.relative_to(old)
            if name.as_posix() in ours and not file.is_symlink():
                (new / name).parent.mkdir(parents=True, exist_ok=True)
                try:
                    os.link(file, new / name)
                except OSError:  # not every file system knows hard links
                    shutil.copy2(file, new / name)
        if target.exists():
            shutil.copystat(folder, target)
