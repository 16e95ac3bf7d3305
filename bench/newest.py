"""Builds the guide with the newest version of all that it is built with, and says what changed.

Run it by hand: `.venv/bin/python -m bench.newest`. It installs them below `.cache/bench`, in an environment of their
own, whatever bounds `pyproject.toml` sets; MkDocs alone stays below 2, which has no plugins. It fails where the guide
cannot be built. See decisions/installing.md.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from bench.files import files_in, print_differences
from macros.content.site import ROOT

HOME = ROOT / ".cache" / "bench" / "newest"
_ALWAYS = {"mkdocs": "mkdocs<2"}


def main() -> None:
    """Prints which versions are newer than the locked ones, and which files of the site differ."""
    python = _installed()
    for name, version in sorted(_versions(python).items()):
        if (locked := _versions(Path(sys.executable)).get(name, version)) != version:
            print(f"{name}: {locked} became {version}")
    with tempfile.TemporaryDirectory() as folder:
        ours, newest = Path(folder) / "ours", Path(folder) / "newest"
        for interpreter, target in ((Path(sys.executable), ours), (python, newest)):
            subprocess.run([interpreter, "-m", "macros", "build", "--output", target], cwd=ROOT, check=True)
        print_differences(files_in(ours), files_in(newest))


def _installed() -> Path:
    """The Python of an environment with the newest of all parts."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = [re.split("[<>=]", each)[0] for each in asked]
    subprocess.run([sys.executable, "-m", "venv", HOME], check=True)
    pip = [str(HOME / "bin" / "python"), "-m", "pip", "install", "--quiet", "--upgrade"]
    subprocess.run([*pip, *(_ALWAYS.get(name, name) for name in names)], check=True)
    return HOME / "bin" / "python"


def _versions(python: Path) -> dict[str, str]:
    listed = subprocess.run([python, "-m", "pip", "list", "--format", "json"], capture_output=True, check=True).stdout
    return {str(each["name"]).lower(): str(each["version"]) for each in json.loads(listed)}


if __name__ == "__main__":
    main()
