"""What is kept between builds: used by several at a time, and made anew when what makes it has changed."""

from __future__ import annotations

import ast
import os
import re
from functools import cache
from pathlib import Path

import pytest

from macros.book import file as book_file
from macros.checks import site
from macros.content.site import ROOT
from macros.filling import browser_data
from macros.pages import link_cards
from macros.papers import pack
from macros.publishing import assets
from macros.rendering import cache as cache_module
from macros.rendering.cache import cache_key, remove_unused
from macros.search import index

LONG_AGO = 1_000_000_000


def test_a_build_forgets_what_is_old_and_passes_over_what_another_has_just_renamed(tmp_path: Path) -> None:
    for name in ("old", "used", "new"):
        (tmp_path / name).write_text(name)
    for name in ("old", "used"):
        os.utime(tmp_path / name, (LONG_AGO, LONG_AGO))
    (tmp_path / "unfinished").symlink_to(tmp_path / "renamed")  # listed, and not there when it is looked at
    remove_unused(tmp_path, [tmp_path / "used"])
    assert {file.name for file in tmp_path.iterdir()} == {"used", "new", "unfinished"}


KEPT_BY = {
    "macros.papers.formats": pack,
    "macros.book.from_html": book_file,
    "macros.book.pdf": book_file,
    "macros.cards.link_card": link_cards,
    "macros.filling.slots": browser_data,
    "macros.filling.pdf_fields": browser_data,
    "macros.filling.pdf_fonts": browser_data,
    "macros.publishing.css": assets,
    "macros.search.index": index,
    "macros.checks.wording": site,
}
"""The modules that make what is kept, and those that keep it under the packages that they name."""


@cache
def imported(module: str) -> frozenset[str]:
    """Our modules that a module imports, whatever the place, and those that they import."""
    file = ROOT / f"{module.replace('.', '/')}.py"
    if not file.exists():
        return frozenset()
    named = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    direct = {node.module for node in named if node.module and node.module.startswith("macros.")}
    direct |= {f"{node.module}.{name.name}" for node in named if node.module in direct for name in node.names}
    return frozenset(direct).union(*(imported(each) for each in direct))


@pytest.mark.parametrize("module", KEPT_BY)
def test_what_is_kept_is_made_anew_when_code_that_makes_it_changes(module: str) -> None:
    packages = {each.split(".")[1] for each in {module, *imported(module)}}
    assert packages <= {*KEPT_BY[module].MADE_BY}


def test_a_change_in_a_package_changes_what_is_kept_of_it_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for package in ("one", "other"):
        (tmp_path / package / "templates").mkdir(parents=True)
        (tmp_path / package / "code.py").write_text("a = 1", "utf-8")
        (tmp_path / package / "templates" / "page.html").write_text("<p>", "utf-8")
    monkeypatch.setattr(cache_module, "_MACROS", tmp_path)

    def keys() -> list[str]:
        cache_module._digest.cache_clear()
        return [cache_key("a record", *packages) for packages in (("one",), ("other",), ("one", "other"))]

    before = keys()
    (tmp_path / "one" / "templates" / "page.html").write_text("<p>changed", "utf-8")
    after = keys()
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, True, False]
    cache_module._digest.cache_clear()


def test_a_new_version_of_a_library_changes_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache_key("a record", "papers")
    monkeypatch.setattr(cache_module, "_libraries", lambda: "others")
    assert cache_key("a record", "papers") != before


def test_whoever_keeps_something_names_the_packages_in_one_place() -> None:
    """So that the test above reads what the code uses."""
    calls = [
        (file.name, call)
        for file in (ROOT / "macros").rglob("*.py")
        for call in re.findall(r"(?<!def )cache_key\(.*\)", file.read_text("utf-8"))
        if file.name != "cache.py"
    ]
    assert len(calls) > 6
    assert [(name, call) for name, call in calls if "*MADE_BY)" not in call] == []
