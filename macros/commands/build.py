"""Builds the guide so that it is never half there: `python -m macros.commands.build`, which `make build` calls.

`decisions/serving.md` says why; `mkdocs build` alone writes into the folder itself.
"""

from __future__ import annotations

import filecmp
import gzip
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import click

from macros.content.site import ROOT
from macros.publishing.atomic_folder import written_beside
from macros.publishing.servers import COMPRESSED, DIGEST_GLOB, FOLDERS_WITH_DIGEST, TYPES

_TEXTS = {ending for each in COMPRESSED for ending in TYPES[each]}
_A_WEEK = 7 * 24 * 3600


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("site"), help="the folder to write")
def main(output: Path) -> None:
    """Builds the guide beside the folder, and puts it there when it is whole."""
    with written_beside(output) as unfinished:
        build(unfinished)
        compress(unfinished)
        keep_known(output, unfinished)


def build(target: Path, settings: Mapping[str, str] | None = None) -> None:
    """Builds the guide into a folder, with more settings in its environment; ends the program when that fails."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target.absolute())]
    environment = os.environ | (settings or {})
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        sys.exit("the guide cannot be built, and nothing was changed: see above")


def compress(site: Path) -> None:
    """Puts a compressed copy beside each text, for servers that send it as it is."""
    for file in _files(site):
        if file.suffix.lstrip(".") in _TEXTS:
            copy = file.with_name(f"{file.name}.gz")
            copy.write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))
            shutil.copystat(file, copy)


def keep_known(old: Path, new: Path) -> None:
    """Lets readers of an old site go on when a new one takes its place.

    Files that did not change keep their time, by which browsers ask for changes. Folders named by their digest stay for
    a week: pages that are open load scripts, papers and the index of the search from them.
    """
    for file in _files(new):
        before = old / file.relative_to(new)
        if before.is_file() and filecmp.cmp(before, file, shallow=False):
            os.utime(file, ns=(before.stat().st_atime_ns, before.stat().st_mtime_ns))
    for folder in (each for name in FOLDERS_WITH_DIGEST for each in (old / name).glob(DIGEST_GLOB)):
        target = new / folder.relative_to(old)
        if not target.exists() and folder.stat().st_mtime > time.time() - _A_WEEK:
            shutil.copytree(folder, target, copy_function=os.link)


def _files(site: Path) -> list[Path]:
    return [file for file in site.rglob("*") if file.is_file()]


if __name__ == "__main__":
    main()
