"""Measures how long our build takes beside Material as shipped, Zensical and Hugo, on the same pages, in one run.

Run it by hand: `.venv/bin/python -m bench.build`. It needs `hugo`, and installs Zensical into `.cache/bench`.
It prints tables in Markdown and changes nothing else. Papers, the book and pictures of links are kept from a first
build and not counted; that our build copies them is. What else a build keeps, the index of the search and the style
sheets, is made anew in one row and kept in another. Processor seconds count both cores and children; wall seconds
are worth something on a quiet machine only.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bench.build.measure import Cost, memory_of, time_of
from bench.build.sites import SIZES, Size, other_sites, our_site
from macros.content.site import ROOT

OURS = "this guide"
HOME = ROOT / ".cache" / "bench"


def main() -> None:
    """Builds every site in turn, as often as asked, and prints the table of each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sizes", nargs="+", choices=list(SIZES), default=list(SIZES))
    options = parser.parse_args()
    zensical = _zensical()
    for name in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            size = SIZES[name]
            commands = _commands(Path(folder), size, zensical)
            runs: dict[str, list[Cost]] = {tool: [] for tool in commands}
            memory = dict.fromkeys(commands, 0.0)
            for run in range(options.runs + 1):
                for tool, (command, place) in commands.items():
                    shutil.rmtree(place / "site", ignore_errors=True)
                    if tool == OURS:
                        _forget_all_but_papers(place)
                    if run < options.runs:
                        runs[tool].append(time_of(command, place))
                    else:
                        memory[tool] = memory_of(command, place)
            pages = {tool: len(list((place / "site").rglob("*.html"))) for tool, (_, place) in commands.items()}
        _print(name, {tool: _median(costs) for tool, costs in runs.items()}, memory, pages)


def _commands(folder: Path, size: Size, zensical: Path) -> dict[str, tuple[list[str], Path]]:
    """The command that builds each site, and where; our papers have been made once."""
    ours = our_site(folder / "ours", size)
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--no-strict"]
    time_of(mkdocs, ours)
    others = other_sites(folder, ours)
    hugo = shutil.which("hugo")
    if hugo is None:
        sys.exit("hugo is missing: install the package hugo")
    return {
        OURS: (mkdocs, ours),
        f"{OURS}, nothing changed": (mkdocs, ours),
        "mkdocs with Material": ([sys.executable, "-m", "mkdocs", "build", "--quiet"], others.material),
        "Zensical": ([str(zensical), "build"], others.material),
        "Hugo, bare theme": ([hugo, "--quiet", "--destination", "site"], others.hugo),
    }


def _forget_all_but_papers(place: Path) -> None:
    """Removes the index of the search and the style sheets from what a build has kept."""
    for file in (place / ".cache" / "made").iterdir():
        if file.suffix in {".json", ".css"}:
            file.unlink()


def _zensical() -> Path:
    """Zensical, installed apart: it would bring other versions of what our build uses."""
    place = HOME / "zensical"
    if not (place / "bin" / "zensical").exists():
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        subprocess.run([place / "bin" / "python", "-m", "pip", "install", "--quiet", "zensical==0.0.73"], check=True)
    return place / "bin" / "zensical"


def _median(costs: list[Cost]) -> Cost:
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))


def _print(name: str, costs: Mapping[str, Cost], memory: Mapping[str, float], pages: Mapping[str, int]) -> None:
    base = costs["mkdocs with Material"]
    print(f"\n{name}: {SIZES[name].said}\n")
    print("| | pages | wall s | × Material | processor s | × Material | memory MiB |")
    print("|---|---|---|---|---|---|---|")
    for tool, cost in costs.items():
        ratios = cost.wall / base.wall, cost.processor / base.processor
        print(
            f"| {tool} | {pages[tool]} | {cost.wall:.2f} | {ratios[0]:.2f} "
            f"| {cost.processor:.2f} | {ratios[1]:.2f} | {memory[tool]:.0f} |"
        )


if __name__ == "__main__":
    main()
