"""The files of a build: which there are, at which address each stands, and which pages follow one another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from macros.content.communes import NOTES_FOLDER, local_notes
from macros.content.page_files import Page
from macros.content.site import Site
from macros.filling.browser_data import BUILDER_FOLDER, builder_files
from macros.filling.planner import planner_files
from macros.filling.wording import wording_script
from macros.model.language import Language
from macros.open_data.files import OPEN_DATA_FOLDER, open_data_files
from macros.papers.downloads import DOCUMENTS_FOLDER, Pack
from macros.publishing.licences import LICENCES_FOLDER, licence_files
from macros.rendering.fonts import WEB_FONTS, font_file

UNUSED_OF_MATERIAL = ("assets/javascripts/", "assets/images/", "assets/stylesheets/")
"""Files of the theme that our frame never loads; see decisions/theme.md."""


def page_of(file: File, site: Site) -> Page:
    """The page of the guide in a file of MkDocs, on which static-i18n has noted the path and the language."""
    return site.page(file.norm_src_uri, Language(file.locale))  # type: ignore[attr-defined]


def file_of(page: Page, config: MkDocsConfig) -> File:
    """A page made from the file of a municipality, with what static-i18n notes on every file.

    It stands outside the navigation, which would otherwise list hundreds of municipalities on each page.
    """
    title = json.dumps(page.front_matter.title, ensure_ascii=False)
    text = f"---\ntitle: {title}\n---\n\n{page.body}"
    file = File.generated(config, f"{page.language}/{page.path}", content=text, inclusion=InclusionLevel.NOT_IN_NAV)
    file.locale = file.localization = file.locale_alternate_of = page.language  # type: ignore[attr-defined]
    file.norm_src_uri, file.alternates = page.path, {page.language: file}  # type: ignore[attr-defined]
    return file


def move(file: File, page: Page, config: MkDocsConfig) -> None:
    """Gives the file of a page the address of its slug, such as `fr/cout/`. See decisions/addresses.md."""
    file.dest_uri = f"{page.address}index.html"
    file.abs_dest_path = str(Path(config.site_dir) / file.dest_uri)
    file.url = quote(page.address)


def drop_unused(files: Files) -> None:
    """Removes the files of the theme that are not used."""
    for file in list(files):
        if file.src_uri.startswith(UNUSED_OF_MATERIAL):
            files.remove(file)


def drop_shared(files: Files) -> None:
    """Removes what belongs to no language: it is written with the first, once links to it have been checked."""
    for file in list(files):
        if not file.is_documentation_page():
            files.remove(file)


def shared_files(site: Site, pack: Pack, site_url: str, cache: Path) -> Iterator[tuple[str, str | bytes]]:
    """The files that belong to no language, by their addresses; `cache` is the folder `.cache` of the project."""
    for font in WEB_FONTS:
        yield f"assets/fonts/{font.name}", font_file(font, cache / "fonts").read_bytes()
    for name, text in licence_files():
        yield f"{LICENCES_FOLDER}/{name}", text
    for picture in site.catalogue.pictures.values():
        yield picture.address, picture.content
    for download in pack.files:
        yield f"{DOCUMENTS_FOLDER}/{download.name}", download.content
    for name, text in open_data_files(site, pack, site_url):
        yield f"{OPEN_DATA_FOLDER}/{name}", text
    for name, notes in local_notes(site):
        yield f"{NOTES_FOLDER}/{name}", notes
    for name, script in (*builder_files(pack, site.catalogue, cache / "made"), *planner_files(site, site_url)):
        yield f"{BUILDER_FOLDER}/{name}", script
    yield f"{BUILDER_FOLDER}/wording.js", wording_script(site.catalogue)


def pages_of(files: Files) -> list[MkDocsPage]:
    """The pages that MkDocs has read from these files."""
    return [file.page for file in files.documentation_pages() if file.page]


def pages_in_order(files: Files) -> Iterator[MkDocsPage]:
    """The pages in the order of the navigation, without those that stand outside it."""
    page = next((each for each in pages_of(files) if not each.previous_page), None)
    while page is not None:
        yield page
        page = page.next_page


def section_of(page: MkDocsPage) -> str:
    """The title of the section in which a page stands; empty when it stands alone."""
    return str(page.parent.title) if page.parent else ""
