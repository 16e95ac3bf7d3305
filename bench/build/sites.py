"""The same pages as sources of four generators, at several sizes."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2

from macros.checks.site import checked_site
from macros.content.municipalities import Municipality, municipalities, slug
from macros.content.site import ROOT
from macros.model.language import Language
from macros.pages.page_macros import EXAMPLES, PageMacros
from macros.pages.view import View
from macros.papers.pack import make_pack

_SYNTAX = jinja2.Environment(comment_start_string="{##", comment_end_string="##}", undefined=jinja2.StrictUndefined)
_ADDRESS = "https://plp-bin.example/"
"""The address in `mkdocs.yml`, which papers bear."""

_ONCE = ("index.md", "search.md", "a-z.md", "documents/builder.md", "communes/index.md")
"""Pages that belong to a site as a whole: they are not copied."""


@dataclass(frozen=True)
class Size:
    """How large a site is: copies of the general pages, municipalities with a file."""

    said: str
    copies: int = 0
    communes: int = 1


SIZES = {
    "today": Size("the guide as it is"),
    "ten-times": Size("the general pages ten times", copies=9),
    "half": Size("283 municipalities with a file", communes=283),
    "all": Size("565 municipalities with a file", communes=565),
}


@dataclass(frozen=True)
class Others:
    """Where the sources of the other generators stand."""

    material: Path
    hugo: Path


def our_site(place: Path, size: Size) -> Path:
    """A copy of the guide at this size, in the folder `place`; it shares what is kept with the guide itself."""
    for folder in ("data", "docs", "macros", "overrides"):
        shutil.copytree(ROOT / folder, place / folder)
    for name in ("mkdocs.yml", "agreed.lock"):
        shutil.copy(ROOT / name, place / name)
    (place / ".cache").symlink_to(ROOT / ".cache")
    for number in range(size.copies):
        _copy_pages(place / "docs", number + 2)
    written = {commune.nis_code for commune in checked_site().catalogue.communes.values()}
    for each in [each for each in municipalities() if each.nis_code not in written][: size.communes - len(written)]:
        (place / "data" / "communes" / f"{slug(each.name.nl)}.yml").write_text(_commune_file(each), "utf-8")
    return place


def _copy_pages(docs: Path, number: int) -> None:
    """Every general page once more, under another address; links between copies stay within them."""
    for language in Language:
        for page in [page for page in (docs / language).rglob("*.md") if "copies-" not in str(page)]:
            path = page.relative_to(docs / language)
            if path.as_posix() not in _ONCE:
                target = docs / language / f"copies-{number}" / path
                target.parent.mkdir(parents=True, exist_ok=True)
                text = page.read_text("utf-8").replace("\nslug: ", f"\nslug: copy-{number}/", 1)
                target.write_text(_with_links_to_originals(text, path), "utf-8")


def _with_links_to_originals(text: str, path: Path) -> str:
    """The text of a copy, whose links to pages without a copy lead out of its folder."""

    def led_out(match: re.Match[str]) -> str:
        wanted = posixpath.normpath((path.parent / match[1]).as_posix())
        return f"]({'../' * len(path.parts)}{wanted}" if wanted in _ONCE or wanted.startswith("communes/") else match[0]

    return re.sub(r"\]\(([^)#]+\.md)", led_out, text)


def _commune_file(municipality: Municipality) -> str:
    """A file as a municipality would write it, with invented practice."""
    name, number = municipality.name, int(municipality.nis_code)
    practices = {
        "partnerships": (
            f"La commune de {name.fr} compte {2 + number % 7} PLP. Le plus ancien existe depuis {2004 + number % 20}.",
            f"De gemeente {name.nl} telt {2 + number % 7} BIN's. De oudste bestaat sinds {2004 + number % 20}.",
        ),
        "start": (
            f"Annoncez votre projet au service de prévention de {name.fr}, qui prend contact avec la police.",
            f"Meld uw project aan de dienst Preventie van {name.nl}, die contact opneemt met de politie.",
        ),
        "cost": (
            f"La participation est sans frais. La commune paie les {1 + number % 5} premiers panneaux.",
            f"Meedoen kost niets. De gemeente betaalt de eerste {1 + number % 5} borden.",
        ),
        "messages": (
            "Qui voit quelque chose de suspect appelle d'abord la police au 101, puis prévient le groupe.",
            "Wie iets verdachts ziet, belt eerst de politie op 101 en verwittigt daarna de groep.",
        ),
        "officer": (
            "Un inspecteur de quartier suit chaque PLP. Un remplaçant est désigné.",
            "Een wijkinspecteur volgt elke BIN op. Er is een vervanger aangewezen.",
        ),
    }
    record = {
        "id": slug(name.nl),
        "name": name.model_dump(),
        "nis_code": municipality.nis_code,
        "police_zone": {
            "fr": f"Zone de {name.fr} (5{number % 1000:03})",
            "nl": f"Zone {name.nl} (5{number % 1000:03})",
        },
        "checked_on": "2026-11-25",
        "practices": [
            {"subject": subject, "text": {"fr": french, "nl": dutch}, "sources": ["guide-berchem 1.5"]}
            for subject, (french, dutch) in practices.items()
        ],
    }
    return json.dumps(record, ensure_ascii=False).replace('"2026-11-25"', "2026-11-25")


def other_sites(folder: Path, ours: Path) -> Others:
    """The pages of our site as plain Markdown, with what the macros give in its place, for the other generators."""
    others = Others(folder / "material", folder / "hugo")
    for path, title, text in _plain_pages(ours):
        head = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n\n"
        for root in (others.material / "docs", others.hugo / "content"):
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(head + text, "utf-8")
        if path.endswith("index.md"):  # Hugo's name for a page with others below it
            (others.hugo / "content" / path).rename((others.hugo / "content" / path).with_name("_index.md"))
    _write(others.material / "mkdocs.yml", _MATERIAL)
    _write(others.hugo / "hugo.toml", _HUGO)
    for name in ("single", "list"):
        _write(others.hugo / "layouts" / "_default" / f"{name}.html", _HUGO_PAGE)
    return others


def _plain_pages(ours: Path) -> Iterator[tuple[str, str, str]]:
    site = checked_site(ours)
    pack = make_pack(site, _ADDRESS, ROOT / ".cache" / "made")
    for page in site.pages.values():
        view = View(site, page, pack)
        macros = {name: getattr(PageMacros(view), name) for name in EXAMPLES}
        text = _SYNTAX.from_string(page.body).render(macros)
        yield f"{page.language}/{page.path}", page.front_matter.title, text


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


_MATERIAL = """site_name: Guide
site_url: https://guide.example/
theme: {name: material, font: false, language: fr}
markdown_extensions: [abbr, attr_list, md_in_html, tables, toc, pymdownx.blocks.details, pymdownx.blocks.html]
"""
_HUGO = """baseURL = "https://guide.example/"
title = "Guide"
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
"""
_HUGO_PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><nav><a href="/">{{ .Site.Title }}</a></nav><main>{{ .Content }}</main></body></html>
"""
