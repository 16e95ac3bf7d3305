"""Builds the guide with what could follow MkDocs and Material, as far as each can, and says what differs.

Run it by hand: `.venv/bin/python -m bench.successors`. It installs ProperDocs and Zensical below `.cache/bench`, each
in an environment of its own: the versions that were looked at, or with `--newest` those of today. See
decisions/successors.md.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import lxml.html

from bench.build.sites import SIZES, other_sites, our_site
from bench.files import files_in, print_differences
from macros.content.site import ROOT

HOME = ROOT / ".cache" / "bench"
TRIED = {"properdocs": "properdocs==1.6.7", "zensical": "zensical==0.0.73"}
"""The versions of which decisions/successors.md tells."""
_FRAME = ".//a[contains(@class, 'headerlink')] | .//*[contains(@class, 'on-page')]"
"""What a frame adds to a page: links to headings, the list of headings."""


def main() -> None:
    """Prints, for each successor, what it built and where it differs from our build."""
    parser = argparse.ArgumentParser(prog="bench.successors", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--newest", action="store_true")
    wanted = {name: name for name in TRIED} if parser.parse_args().newest else TRIED
    with tempfile.TemporaryDirectory() as folder:
        ours = our_site(Path(folder) / "ours", SIZES["today"])
        _run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site"], ours)
        properdocs = _installed(wanted["properdocs"], "--requirement", str(ROOT / "requirements.txt")) / "properdocs"
        _run([str(properdocs), "build", "--quiet", "--site-dir", "proper"], ours)
        print(f"{_version(properdocs)}: the whole guide, unchanged")
        print_differences(files_in(ours / "site"), files_in(ours / "proper"))
        plain = other_sites(Path(folder), ours).material
        zensical = _installed(wanted["zensical"]) / "zensical"
        _run([str(zensical), "build"], plain)
        print(f"\n{_version(zensical)}: the pages, their macros worked out beforehand, in one tree, without our frame")
        print_differences(dict(_pages(ours / "site")), dict(_pages(plain / "site")))


def _installed(wanted: str, *also: str) -> Path:
    """The folder of the programs of a package, installed apart from ours; without a version its newest."""
    place = HOME / wanted
    if not place.exists():
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    pip = [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    if also:
        subprocess.run([*pip, "--require-hashes", *also], check=True)
    subprocess.run([*pip, "--upgrade", wanted], check=True)
    return place / "bin"


def _version(program: Path) -> str:
    """The name of a program with its version."""
    asked = [str(program.parent / "python"), "-m", "pip", "freeze"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return next(line for line in listed.splitlines() if line.startswith(f"{program.name}=="))


def _run(command: list[str], place: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(place), "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{command[0]} failed:\n{result.stderr[-2000:]}")


def _pages(site: Path) -> Iterator[tuple[str, bytes]]:
    """The words of each page by its first heading and language: addresses differ, since ours are the reader's."""
    for file in sorted(site.rglob("index.html")):
        article = lxml.html.fromstring(file.read_bytes()).xpath("//article")
        if article and article[0].xpath(".//h1"):
            for each in article[0].xpath(f"{_FRAME} | .//*[@hidden] | .//script"):
                each.drop_tree()
            title = _words(article[0].xpath(".//h1")[0])
            language = file.relative_to(site).parts[0]
            yield f"{language} {title}", _words(article[0]).encode()


def _words(element: lxml.html.HtmlElement) -> str:
    """Words alone: typography is set by our hooks."""
    return " ".join(re.findall(r"\w+", " ".join(element.itertext())))


if __name__ == "__main__":
    main()
