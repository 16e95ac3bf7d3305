"""Measures how long an edit takes to show under `make serve`, from saving it to the answer of the server.

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
EDITS = ("chêne", "hêtre", "saule", "tilleul", "frêne", "érable", "bouleau")
"""The words that are added, one an edit: neither language has to have them."""


def main() -> None:
    """Prints the seconds of each edit of a page and of the data, and their medians."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("data", "docs"):
            shutil.copytree(ROOT / name, root / name)
        for name in ("mkdocs.yml", "agreed.lock"):
            shutil.copy(ROOT / name, root)
        for name in ("macros", "overrides", ".cache"):
            (root / name).symlink_to(ROOT / name)
        command = [sys.executable, "-m", "macros", "serve", "--port", str(PORT)]
        environment = os.environ | {"PYTHONPATH": folder}
        with subprocess.Popen(command, cwd=root, env=environment, stderr=subprocess.DEVNULL) as server:
            _wait_for("fr/cout/", "<h1")
            _tell("the data", "fr/", root / "data" / "statements.yml", "un accord écrit", "un accord écrit {}")
            _tell("a page", "fr/cout/", root / "docs" / "fr" / "understand" / "cost.md", "\n## ", "\n{}\n\n## ")
            server.terminate()


def _tell(what: str, address: str, file: Path, before: str, after: str) -> None:
    """Edits a file again and again, and prints after how long each edit stands on the page at `address`."""
    assert before in file.read_text("utf-8")
    seconds = [_edit(address, file, before, after.format(word), word) for word in EDITS]
    print(f"{what}: {' '.join(f'{each:.2f}' for each in seconds)}; median {statistics.median(seconds):.2f} s")


def _edit(address: str, file: Path, before: str, after: str, word: str) -> float:
    time.sleep(1.3)
    _wait_for(
        address, "<h1"
    )  # as the browser that reloaded after the last edit: a page is written when it is asked for
    file.write_text(file.read_text("utf-8").replace(before, after, 1), "utf-8")
    start = time.perf_counter()
    _wait_for(address, word)
    return time.perf_counter() - start


def _wait_for(address: str, text: str) -> None:
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/{address}", timeout=60) as answer:
                if text in answer.read().decode():
                    return
        except OSError:
            pass  # the server is not there yet
        time.sleep(0.01)


if __name__ == "__main__":
    main()
