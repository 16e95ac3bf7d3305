"""What a new site takes over from the one whose place it takes."""

from __future__ import annotations

import filecmp
import os
import shutil
import time
from pathlib import Path

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
    for folder in (each for name in FOLDERS_WITH_DIGEST for each in (old / name).glob(DIGEST_GLOB)):
        target = new / folder.relative_to(old)
        if not target.exists() and folder.stat().st_mtime > time.time() - _A_WEEK:
            shutil.copytree(folder, target, copy_function=os.link)
