"""Builds the guide with what could follow MkDocs and Material, as far as each can, and says what differs.

Run it by hand: `.venv/bin/python -m bench.successors`. It installs ProperDocs and Zensical below `.cache/bench`, each
in an environment of its own. See decisions/successors.md.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import lxml.html

from bench.build.sites import SIZES, other_sites, our_site
from macros.content.site import ROOT

HOME = ROOT / ".cache" / "bench"
PROPERDOCS = "properdocs==1.6.7"
ZENSICAL = "zensical==0.0.73"
_FRAME = ".//a[contains(@class, 'headerlink')] | .//*[contains(@class, 'on-page')]"
"""What a frame adds to a page: links to headings, the list of headings."""


def main() -> None:
    """Prints, for each successor, what it built and where it differs from our build."""
    with tempfile.TemporaryDirectory() as folder:
        ours = our_site(Path(folder) / "ours", SIZES["today"])
        _run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site"], ours)
        properdocs = _installed("properdocs", "--requirement", str(ROOT / "requirements.txt")) / "properdocs"
        _run([str(properdocs), "build", "--quiet", "--site-dir", "proper"], ours)
        print(f"{PROPERDOCS}: the whole guide, unchanged")
        _print_differences(_files(ours / "site"), _files(ours / "proper"))
        plain = other_sites(Path(folder), ours).material
        zensical = _installed("zensical") / "zensical"
        _run([str(zensical), "build"], plain)
        print(
            f"\n{ZENSICAL}: the pages with their macros worked out beforehand, in one language tree, without our frame"
        )
        _print_differences(dict(_pages(ours / "site")), dict(_pages(plain / "site")))


def _installed(name: str, *also: str) -> Path:
    """The folder of the programs of a package, installed apart from ours."""
    place = HOME / name
    if not (place / "bin" / name).exists():
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        pip = [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        if also:
            subprocess.run([*pip, "--require-hashes", *also], check=True)
        subprocess.run([*pip, {"properdocs": PROPERDOCS, "zensical": ZENSICAL}[name]], check=True)
    return place / "bin"


def _run(command: list[str], place: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(place), "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{command[0]} failed:\n{result.stderr[-2000:]}")


def _files(site: Path) -> dict[str, bytes]:
    return {str(file.relative_to(site)): file.read_bytes() for file in site.rglob("*") if file.is_file()}


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


def _print_differences(ours: dict[str, bytes], theirs: dict[str, bytes]) -> None:
    both = ours.keys() & theirs.keys()
    other = sorted(name for name in both if ours[name] != theirs[name])
    missing, added = sorted(ours.keys() - theirs.keys()), sorted(theirs.keys() - ours.keys())
    print(f"  the same: {len(both) - len(other)}; different: {len(other)}; missing: {len(missing)}; more: {len(added)}")
    for name in other:
        print(f"  different: {name}: {_first_difference(ours[name], theirs[name])}")
    for what, names in (("missing", missing), ("more", added)):
        print("".join(f"  {what}: {name}\n" for name in names), end="")


def _first_difference(ours: bytes, theirs: bytes) -> str:
    at = next(place for place in range(len(ours)) if ours[place : place + 1] != theirs[place : place + 1])
    shown = slice(max(0, at - 20), at + 40)
    return f"{ours[shown]!r} became {theirs[shown]!r}"


if __name__ == "__main__":
    main()
