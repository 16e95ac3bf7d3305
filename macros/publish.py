"""Builds the guide so that it is never half there: `python -m macros.publish`, which `make build` calls.

`decisions/serving.md` says why; `mkdocs build` alone writes into the folder itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from macros.check import ROOT
from macros.swap import written_beside


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("site"), help="the folder to write")
def main(output: Path) -> None:
    """Builds the guide beside the folder, and puts it there when it is whole."""
    with written_beside(output) as unfinished:
        build(unfinished)


def build(target: Path, settings: Mapping[str, str] | None = None) -> None:
    """Builds the guide into a folder, with more settings in its environment; ends the program when that fails."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target.absolute())]
    environment = os.environ | (settings or {})
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        sys.exit("the guide cannot be built, and nothing was changed: see above")


if __name__ == "__main__":
    main()
