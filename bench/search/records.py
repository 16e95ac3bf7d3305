"""The records that all engines are given, read from a site that has been built."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import lxml.html

from macros.content.page_files import PageContent
from macros.content.site import Site
from macros.model.language import Language
from macros.search.entries import search_entries
from macros.search.entry import SearchEntry


def built_records(site: Site, root: Path) -> dict[Language, tuple[SearchEntry, ...]]:
    """What can be found in each language."""
    target = root / ".cache" / "bench" / "search" / "site"
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "--site-dir", str(target)], cwd=root, check=True)
    return {
        language: search_entries(site, language, list(_contents(site, target, language)), None) for language in Language
    }


def _contents(site: Site, target: Path, language: Language) -> Iterator[PageContent]:
    for path in site.paths:
        page = site.page(path, language)
        tree = lxml.html.parse(str(target / page.address / "index.html"))
        article = tree.xpath("//article")[0]
        for repeated in article.xpath(".//details[@class='on-page']"):
            repeated.drop_tree()
        yield PageContent(page, "".join(lxml.html.tostring(part, encoding="unicode") for part in article), "")
