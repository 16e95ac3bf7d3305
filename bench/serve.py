"""Measures how long an edited page takes to show under `make serve`, from saving it to the answer of the server.

Run it by hand on a quiet machine: `.venv/bin/python -m bench.serve`. It writes to a copy of the guide.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from macros.content.site import ROOT

PORT = 8899
EDITS = 7


def main() -> None:
    """Prints the seconds of each edit, and their median."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("data", "docs"):
            shutil.copytree(ROOT / name, root / name)
        for name in ("macros", "overrides", "mkdocs.yml", ".cache", "agreed.lock"):
            (root / name).symlink_to(ROOT / name)
        command = [sys.executable, "-m", "macros", "serve", "--port", str(PORT)]
        environment = os.environ | {"PYTHONPATH": folder}
        with subprocess.Popen(command, cwd=root, env=environment, stderr=subprocess.DEVNULL) as server:
            _wait_for("<h1")
            seconds = [_edit(root / "docs" / "fr" / "understand" / "cost.md", number) for number in range(EDITS)]
            server.terminate()
    print(f"{' '.join(f'{each:.2f}' for each in seconds)}; median {statistics.median(seconds):.2f} s")


def _edit(page: Path, number: int) -> float:
    time.sleep(1.3)
    page.write_text(f"{page.read_text('utf-8')}\nEdit {number}.\n", "utf-8")
    start = time.perf_counter()
    _wait_for(f"Edit {number}.")
    return time.perf_counter() - start


def _wait_for(text: str) -> None:
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/fr/cout/", timeout=60) as answer:
                if text in answer.read().decode():
                    return
        except OSError:
            pass  # the server is not there yet
        time.sleep(0.01)


if __name__ == "__main__":
    main()
