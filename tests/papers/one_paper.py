"""Single papers for the tests that need no more than one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from macros.content.site import Site
from macros.model.language import Edition
from macros.papers.downloads import PackedPaper
from macros.papers.pack import _kept, _packed, papers_of, set_paper

OnePaper = Callable[[str, Edition], PackedPaper]
"""Gives a paper by its id and edition, with its files."""


def set_alone(site: Site, site_url: str, store: Path, paper_id: str, edition: Edition) -> PackedPaper:
    """The paper as it is in the pack; it is set only when the folder `store` lacks a file of it."""
    (paper,) = (each for each in papers_of(site, site_url) if (each.id, each.edition) == (paper_id, edition))
    files = _kept(paper, store)
    if not all(file.exists() for file in files.values()):
        store.mkdir(parents=True, exist_ok=True)
        assert set_paper(paper, store) == []
    return _packed(paper, files)
