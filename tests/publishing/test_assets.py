"""What a page loads is there and can be read, or the build names it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.content.site import ROOT
from macros.model.problems import GuideError
from macros.publishing.assets import write_lean_assets

PAGE = '<!doctype html><link rel="stylesheet" href="assets/css/site.css"><script src="assets/js/page.js"></script>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one page, with all styles and scripts as editors write them."""
    for kind in ("css", "js"):
        shutil.copytree(ROOT / "docs" / "assets" / kind, tmp_path / "site" / "assets" / kind)
    (tmp_path / "site" / "index.html").write_text(PAGE, "utf-8")
    return tmp_path / "site"


def test_what_a_page_loads_is_written(site: Path, tmp_path: Path) -> None:
    write_lean_assets(site, tmp_path / "store")
    assert (site / "assets" / "css" / "site.css").exists()
    assert (site / "assets" / "js" / "page.js").exists()


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a sheet that is missing": (
        lambda site: (site / "assets" / "css" / "papers.css").unlink(),
        r"docs/assets/css/papers\.css.*\n.*it is missing",
    ),
    "a script that a page names, and nobody wrote": (
        lambda site: (site / "index.html").write_text(PAGE.replace("page.js", "pages.js"), "utf-8"),
        r"docs/assets/js/pages\.js.*\n.*it is missing",
    ),
    "a script in a folder with others": (
        lambda site: (site / "index.html").write_text(PAGE.replace("page.js", "years/begin.js"), "utf-8"),
        r"docs/assets/js/years/begin\.js.*\n.*it is missing",
    ),
    "a script that cannot be read": (
        lambda site: (site / "assets" / "js" / "planner" / "plan.js").write_text("\nexprt const a = {", "utf-8"),
        r"docs/assets/js/planner/plan\.js:2\n.*cannot be read",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_loaded_is_named_with_its_file(fault: str, site: Path, tmp_path: Path) -> None:
    change, said = FAULTS[fault]
    change(site)
    with pytest.raises(GuideError, match=said):
        write_lean_assets(site, tmp_path / "store")
