"""Measures our pages beside those of Material as shipped and of Starlight, with the same content, in one run.

Run it by hand, where the tests can run: `.venv/bin/python -m bench.pages`. It needs Chromium, and Node with npm for the
two others and for Lighthouse; what it installs and builds is kept in `.cache/bench`. It prints tables in Markdown and
changes nothing. Twenty-four pages take about five minutes a run; times are worth something on a quiet machine only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from bench.pages import sites
from bench.pages.content import Address
from bench.pages.lighthouse import Result, lighthouse, median
from bench.pages.server import Host, serving
from bench.pages.tables import Measured, print_complaints, print_results, print_targets, print_weights
from bench.pages.weight import weights
from macros.checks.site import checked_site
from macros.content.site import Site
from macros.model.language import Language
from macros.publishing.servers import POLICY

TEMPLATES = {
    "home": "index.md",
    "stage": "create/stage-2.md",
    "checklist": "documents/checklists/stage-2.md",
    "charter": "documents/charter.md",
    "pack": "documents/index.md",
    "builder": "documents/builder.md",
    "planner": "create/planner.md",
    "message": "documents/message.md",
    "guidance": "understand/cost.md",
    "search": "search.md",
}
COMPARED = ("home", "guidance")
HOSTS = {
    "ours": Host(8941, {"Content-Security-Policy": POLICY}),
    "material": Host(8942),
    "starlight": Host(8943),
}


def main() -> None:
    """Builds, serves, measures, prints."""
    options = _options()
    chromium = _program("chromium", "google-chrome", "chromium-headless-shell")
    if options.only != "ours" or not options.skip_lighthouse:
        _program("node")
        _program("npm")
        sites.install_packages()
    site = checked_site()
    folders = _folders(site, [options.only] if options.only else list(HOSTS))
    with ExitStack() as stack:
        for name, folder in folders.items():
            stack.enter_context(serving(folder, HOSTS[name]))
        pages = list(_pages(site, folders))
        weighed = dict(zip(pages, weights(((page.host, page.path) for page in pages), chromium), strict=True))
        print_weights(weighed)
        results = {} if options.skip_lighthouse else _results(pages, options.runs, chromium)
    if results:
        print_results(results, options.runs)
    if "ours" in folders:
        print_complaints(results)
        print_targets(weighed, results)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.pages", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3, help="runs of Lighthouse for each page; medians are shown")
    parser.add_argument("--only", choices=list(HOSTS), help="measure this site only")
    parser.add_argument("--skip-lighthouse", action="store_true", help="weigh only")
    return parser.parse_args()


def _program(*names: str) -> str:
    """The first of the programs that is installed; stops when none is."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or sys.exit(f"{names[0]} is missing: the measurements need it")


def _folders(site: Site, names: Iterable[str]) -> dict[str, Path]:
    """The sites named, built; ours always, for the others take their content from it."""
    ours = sites.ours(HOSTS["ours"].address)
    makers = {"material": sites.material, "starlight": sites.starlight}
    return {name: makers[name](site, ours, HOSTS[name].address) if name in makers else ours for name in names}


def _pages(site: Site, names: Iterable[str]) -> Iterator[Measured]:
    addresses: dict[str, Address] = {
        "ours": lambda page: page.address,
        "material": sites.material_address,
        "starlight": sites.starlight_address,
    }
    for name in names:
        for template in TEMPLATES if name == "ours" else COMPARED:
            for language in Language:
                path = addresses[name](site.page(TEMPLATES[template], language))
                yield Measured(name, template, language, HOSTS[name], path)


def _results(pages: Iterable[Measured], runs: int, chromium: str) -> Mapping[Measured, Result]:
    """The median result of each page. Every page has its turn before any has a second, so that all share the quiet."""
    found: dict[Measured, list[Result]] = {page: [] for page in pages}
    for run in range(runs):
        print(f"run {run + 1} of {runs}, load of the machine {os.getloadavg()[0]:.1f}", file=sys.stderr)
        for page, results in found.items():
            results.append(lighthouse(page.host.address + page.path, chromium))
    return {page: median(results) for page, results in found.items()}


if __name__ == "__main__":
    main()
