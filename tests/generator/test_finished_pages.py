"""Finished pages are looked at once more: all of each page, with its frame and with what macros wrote."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from macros.checks.rendered_pages import rendered
from macros.content.site import ROOT, Site
from macros.generator.finished_pages import finished_problems
from macros.generator.finished_site import finish
from macros.model.problems import GuideError, Problem
from tests.building import SITE_URL, BuiltSite

HEAD = '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>x</title></head><body><main>'
COST = "fr/cout/index.html"


@pytest.fixture(scope="module")
def bare_site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages in a frame of nothing, with marks in the place of macros."""
    root = tmp_path_factory.mktemp("site")
    for page in site.pages.values():
        (root / page.address).mkdir(parents=True, exist_ok=True)
        (root / page.address / "index.html").write_text(f"{HEAD}{rendered(page).html}</main></body></html>", "utf-8")
    return root


def problems_with(site: Site, root: Path, old: str, new: str, name: str = COST) -> list[Problem]:
    """What is said of a site in one page of which something is replaced."""
    page = root / name
    before = page.read_text("utf-8")
    assert old in before
    page.write_text(before.replace(old, new, 1), "utf-8")
    found = finished_problems(site, root, SITE_URL, ROOT)
    page.write_text(before, "utf-8")
    return found


def test_the_pages_as_they_are_are_sound(site: Site, bare_site: Path) -> None:
    assert finished_problems(site, bare_site, SITE_URL, ROOT) == []


def test_a_page_that_is_not_sound_ends_the_build(site: Site, bare_site: Path, tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(bare_site, root)
    (root / COST).write_text(f"{HEAD}<script>alert(1)</script></main></body></html>", "utf-8")
    config: Any = SimpleNamespace(site_dir=str(root), docs_dir=str(ROOT / "docs"), site_url=SITE_URL)
    with pytest.raises(GuideError, match="<script>"):
        finish(site, config, tmp_path, has_service_worker=True)


def test_the_built_site_is_sound(site: Site, built: BuiltSite) -> None:
    assert finished_problems(site, built.root, SITE_URL, ROOT) == []


FORBIDDEN = {
    "<svg/onload=alert(1)></svg>": '<svg onload="alert(1)">',
    "<script>alert(1)</script>": "<script>",
    '<script src="https://example.org/x.js"></script>': "<script src=",
    '<script type="text/javascript" src="x.js"></script>': "<script type=",
    '<p style="color:red">x</p>': "<p style=",
    "<style>*{}</style>": "<style>",
    '<a href="javascript:x">x</a>': "<a href=",
    '<a href="https://example.org/">x</a>': "<a href=",
    '<a href="https://plp-bin.example.org/">x</a>': "<a href=",
    '<a href="//plp-bin.example/">x</a>': "<a href=",
    '<img src="//example.org/x.png" alt="">': "<img src=",
    '<img src="x.png" srcset="//example.org/x.png 1x" alt="">': "<img srcset=",
    '<input type="image" src="//example.org/x">': "<input type=",
    '<form action="https://example.org/"></form>': "<form action=",
    '<button formaction="https://example.org/">x</button>': "<button formaction=",
    '<meta http-equiv="refresh" content="0;url=//example.org">': "<meta http-equiv=",
    '<link rel="stylesheet" href="//example.org/x.css">': "<link href=",
    '<link rel="prefetch" href="x">': "<link rel=",
    "<base href='//example.org/'>": "<base>",
    "<object data='x'></object>": "<object>",
    "<!-- a note -->": "<!-- a note -->",
    '<svg><a xlink:href="javascript:x"></a></svg>': "<a xlink:href=",
    "<svg><use href='//example.org/x.svg#a'></use></svg>": "<use>",
}


@pytest.mark.parametrize("code", FORBIDDEN)
def test_what_may_not_stand_in_a_finished_page_is_named(code: str, site: Site, bare_site: Path) -> None:
    found = problems_with(site, bare_site, "</main>", f"</main>{code}")
    assert [FORBIDDEN[code] in problem.message for problem in found] == [True], found


@pytest.mark.parametrize("place", ["<html", "<head", "<body", "<main"])
def test_an_event_of_the_frame_is_named(place: str, site: Site, bare_site: Path) -> None:
    (problem,) = problems_with(site, bare_site, place, f"{place} onclick=x")
    assert f'{place} onclick="x">' in problem.message
    assert problem.file == "docs/fr/understand/cost.md"


def test_the_template_in_which_it_is_written_is_named_with_its_line(
    site: Site, bare_site: Path, tmp_path: Path
) -> None:
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / "main.html").write_text(
        "<html>\n<body\n onload=x>\n<a onclick='x'>\n<p>\n<p onclick='x'>\n<path onclick='x'>\n", "utf-8"
    )
    page = bare_site / COST
    before = page.read_text("utf-8")
    page.write_text(before.replace("</main>", "</main><p onclick='x'>x</p>"), "utf-8")
    found = finished_problems(site, bare_site, SITE_URL, tmp_path)
    assert [problem.place for problem in found] == ["overrides/main.html:6"]
    (tmp_path / "overrides" / "404.html").write_text("<p onclick='y'>", "utf-8")
    found = finished_problems(site, bare_site, SITE_URL, tmp_path)
    page.write_text(before, "utf-8")
    assert [problem.file for problem in found] == ["docs/fr/understand/cost.md"], "of two templates none is named"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<ul>", "<ol>", "has <ul> where that of docs/fr/understand/cost.md has <ol>"),
        ("</main>", "<p>x</p></main>", "has nothing more where"),
        ('<p class="lead">', "<p>", "has <p lead> where"),
    ],
)
def test_finished_twins_that_differ_are_named(old: str, new: str, said: str, site: Site, bare_site: Path) -> None:
    found = problems_with(site, bare_site, old, new)
    assert [(problem.file, said in problem.message) for problem in found] == [("docs/nl/understand/cost.md", True)], (
        found
    )
