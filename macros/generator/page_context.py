"""What the templates of the frame see, beside what MkDocs gives them: `overrides/` reads these names."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page as MkDocsPage

from macros.cards.link_card import LinkCard
from macros.content.communes import COMMUNES_PAGE, NOTES_FOLDER, is_local, local_page_path, own_commune, subject_of
from macros.content.page_files import Page, relative_address
from macros.content.publisher import is_public
from macros.content.site import Site
from macros.model.language import Language
from macros.pages.communes import own_note
from macros.pages.link_cards import CARDS_FOLDER, door_card, structured_data, subject
from macros.pages.publisher import known_address, publisher_html, report_address
from macros.pages.sharing import send_address
from macros.pages.stages import StageNavigation
from macros.pages.street import street_svg
from macros.pages.view import View, paper_files, sources_html
from macros.publishing.offline import NOT_HERE

MAIN_PAGES = (
    "understand/what.md",
    "create/index.md",
    "roles/index.md",
    "documents/index.md",
    "questions.md",
    "communes/index.md",
    "search.md",
)
"""What someone finds on the page that does not exist: the first page of each part."""


def page_context(page: MkDocsPage, view: View, card: LinkCard, config: MkDocsConfig) -> dict[str, Any]:
    """What the template of a page sees: the view, the twin's address, the sources and so on, by name."""
    twin = view.site.page(view.page.path, view.language.other)
    own = own_commune(view.site.catalogue)
    note = own_note(own, view) if own else ""
    return {
        "view": view,
        "label": view.label,
        "twin": relative_address(view.page.address, twin.address),
        "stage_navigation": StageNavigation(view),
        "own": own,
        "own_page": local_page_path(own) if own else "",
        "own_note": note,
        "above_local": COMMUNES_PAGE if is_local(view.page.path) else "",
        "local_subject": subject_of(view.page.path),
        "local_notes": f"{NOTES_FOLDER}/{view.language}",
        "card": card,
        "subject": subject(view.site.catalogue, view.language),
        "card_folder": CARDS_FOLDER,
        "structured_data": structured_data(view, card.title, _trail(page, view, config)),
        "alternates": _alternates(view.site, view.page, config),
        "publisher": publisher_html(view),
        "report_address": report_address(view),
        "send_address": send_address(view),
        "unknown_address": "" if is_public(view.site_url) else known_address(view),
        "paper_files": paper_files(view),
        "sources": sources_html(view) if len(view.citations) else "",
    }


def _trail(page: MkDocsPage, view: View, config: MkDocsConfig) -> list[tuple[str, str]]:
    """The way from the home page to this one: titles and absolute addresses."""
    home = view.site.page("index.md", view.language)
    trail = [(view.label("home"), f"{config.site_url}{home.address}")]
    for section in [*page.ancestors][::-1]:
        first = section.children[0] if isinstance(section, Section) else page
        if isinstance(first, MkDocsPage) and first is not page:
            trail.append((str(section.title), str(first.canonical_url)))
    if is_local(view.page.path):
        above = view.site.page(COMMUNES_PAGE, view.language)
        trail.append((view.title(COMMUNES_PAGE), f"{config.site_url}{above.address}"))
    return [*trail, (view.title(view.page.path), str(page.canonical_url))]


def _alternates(site: Site, page: Page, config: MkDocsConfig) -> dict[str, str]:
    """The absolute address of a page in each language, for hreflang."""
    return {language: f"{config.site_url}{site.page(page.path, language).address}" for language in Language}


def template_context(site: Site, template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """What the door, the pages for what is missing and the sitemap see: all pages, and their languages."""
    views = {language: View(site, site.page("index.md", language)) for language in Language}
    twins = [_alternates(site, site.page(path, Language.FR), config) for path in site.paths]
    guide = site.catalogue.guide
    root = urlsplit(config.site_url or "/").path
    shown = {
        "guide": guide,
        "root": root,
        "street": street_svg(),
        "card": door_card(site.catalogue),
        "card_folder": CARDS_FOLDER,
    }
    if template_name.endswith(("404.html", NOT_HERE)):
        # They are shown at any address; those below a language speak it alone.
        shown["base_url"] = root
        spoken = [each for each in views if template_name == "404.html" or template_name.startswith(f"{each}/")]
        views = {each: views[each] for each in spoken}
    publishers = {language: publisher_html(each) for language, each in views.items()}
    shown["main_pages"] = MAIN_PAGES
    shown["subjects"] = {language: subject(site.catalogue, language) for language in views}
    return {**shown, "views": views, "twins": twins, "publishers": publishers}


def data_address(svg: Path) -> str:
    """An SVG picture as the address of itself, for an attribute in double quotes.

    A file would be asked for beside the fonts, and delay what readers see first by 50 to 100 ms (decisions/theme.md).
    """
    return "data:image/svg+xml," + quote(svg.read_text("utf-8").strip().replace('"', "'"), safe=" '=:/,.;")
