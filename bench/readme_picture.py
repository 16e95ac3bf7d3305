"""Makes the picture of the README: the home page and the first page of a paper. `make picture` runs it.

It shows the site that stands in `site/`, which `make build` writes.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from macros.content.site import ROOT

PAGE, PAPER = "fr/index.html", "documents/charte-fr.pdf"
HEIGHT = 760
GAP = 24
GROUND = "#e9ecef"
COLOURS = 128


def main() -> None:
    """Writes `picture.png`."""
    site = ROOT / "site"
    if not (site / PAGE).exists():
        sys.exit("there is no site to show: run make build first")
    page = Image.open(io.BytesIO(_screenshot((site / PAGE).as_uri())))
    paper = Image.open(io.BytesIO(_first_page(site / PAPER)))
    picture = Image.new("RGB", (page.width + paper.width + 3 * GAP, HEIGHT + 2 * GAP), GROUND)
    picture.paste(page.convert("RGB"), (GAP, GAP))
    picture.paste(paper.convert("RGB"), (page.width + 2 * GAP, GAP))
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(ROOT / "picture.png", optimize=True)


def _first_page(pdf: Path) -> bytes:
    command = ["pdftoppm", "-png", "-singlefile", "-scale-to-y", str(HEIGHT), "-scale-to-x", "-1", str(pdf)]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=60).stdout


def _screenshot(address: str) -> bytes:
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": HEIGHT})
        page.goto(address)
        return page.screenshot()


if __name__ == "__main__":
    main()
