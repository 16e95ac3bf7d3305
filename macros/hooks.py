"""The MkDocs events. With `macros/__init__.py`, the only place that knows MkDocs."""

from __future__ import annotations

import gc
import json
import logging
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import jinja2
from mkdocs import utils
from mkdocs.commands.build import _build_page, _populate_page, build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage

from macros.book.file import bound
from macros.book.from_html import in_book, manuscript
from macros.checks.agreed_lock import half_translated
from macros.checks.site import checked_site
from macros.content.communes import (
    COMMUNES_PAGE,
    NOTES_FOLDER,
    OWN_COMMUNE,
    is_local,
    local_notes,
    local_page_path,
    local_pages,
    own_commune,
    subject_of,
)
from macros.content.page_files import Page, PageContent, relative_address
from macros.content.site import Site
from macros.filling.browser_data import FOLDER as BUILDER_FOLDER
from macros.filling.browser_data import builder_files
from macros.generator.live_edit import Editing
from macros.generator.processes import Beside, two_cores
from macros.model.language import Language
from macros.model.problems import GuideError
from macros.model.typography import typeset
from macros.open_data import FOLDER as OPEN_DATA_FOLDER
from macros.open_data import open_data_files
from macros.pages.builder_form import PAGE as BUILDER_PAGE
from macros.pages.builder_form import in_two
from macros.pages.card_pictures import Card
from macros.pages.citations import SOURCES_PAGE
from macros.pages.communes import own_note
from macros.pages.html_steps import finished_content, placeholder, stands_alone, with_uses
from macros.pages.link_cards import FOLDER as SHARE_FOLDER
from macros.pages.link_cards import card_pictures, door_card, page_card, structured_data
from macros.pages.page_macros import PageMacros
from macros.pages.stages import Way
from macros.pages.street import street_svg
from macros.pages.view import View, sources_html
from macros.papers.downloads import FOLDER, Pack
from macros.papers.pack import make_pack
from macros.publishing.assets import write_lean_assets
from macros.publishing.fingerprint import fingerprint
from macros.publishing.offline import NOT_HERE, WORKER, add_worker
from macros.publishing.servers import host_files
from macros.rendering.cache import kept, key
from macros.rendering.fonts import WEB_FONTS, font_file
from macros.rendering.jinja import Unindented, compiled_templates
from macros.search.entries import search_results
from macros.search.index import index_files

UNUSED_OF_MATERIAL = ("assets/javascripts/", "assets/images/", "assets/stylesheets/palette")
"""Files of the theme that our frame never loads; see decisions/theme.md."""


_served: list[bool] = []
"""Not empty while the site is served to someone who edits it."""

_other_languages: list[Beside | None] = []
"""The process that builds the other languages beside this one, if there is; None in that process itself."""


class _Made(NamedTuple):
    """What the pages of a language were made from."""

    site: Site
    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: jinja2.Environment


_navs: dict[Language, Navigation] = {}
_last: dict[Language, _Made] = {}
"""What the pages were last made from, to make one of them anew while the site is served."""


def on_startup(command: str, dirty: bool) -> None:
    """Notes whether the site is built, or served to someone who edits it.

    Python looks for what is no longer used each time 700 objects are new. A guide is made of a million that stay: a
    tenth of a build.
    """
    gc.set_threshold(50_000, 20, 50)
    _served[:] = [True] if command == "serve" else []


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Refuses to build an unsound guide, and says all that is wrong at once."""
    try:
        site = _site(config)
        if problems := half_translated(Path(config.docs_dir).parent, site.pages):
            _refuse_half_translated(GuideError(problems))
    except GuideError as error:
        raise PluginError(f"\n{error}") from None
    return config


def _refuse_half_translated(error: GuideError) -> None:
    """Stops a build; an editor who is writing sees the page, and is told."""
    if not _served:
        raise error
    logging.getLogger("mkdocs.hooks").info("%s", error)


def _site(config: MkDocsConfig) -> Site:
    return checked_site(Path(config.docs_dir).parent)


def _store(config: MkDocsConfig) -> Path:
    """Where papers, and what else takes long to make, are kept."""
    return Path(config.docs_dir).parent / ".cache" / "papers"


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Shows an edited page at once."""
    root = Path(config.docs_dir).parent
    server.builder = Editing(root, builder, lambda: _last[Language.FR].site, _show)
    server.watch(str(server.builder.pause))
    return server


def _show(site: Site, page: Page) -> None:
    """Writes one page of the site that is served, from a guide in which that page has changed."""
    _, config, files, nav, env = _last[page.language]
    config.plugins["i18n"].current_language = page.language  # type: ignore[attr-defined]
    config.plugins["i18n"].on_config(config)
    file = files.get_file_from_path(f"{page.language}/{page.path}")
    assert file is not None
    assert file.page is not None
    file.site = site  # type: ignore[attr-defined]
    _populate_page(file.page, config, files)
    file.page.meta["card"] = _card(file.page)
    _build_page(file.page, config, files.documentation_pages(), nav, env)


def page_macros(page: MkDocsPage) -> PageMacros:
    """The macros bound to the page that MkDocs is rendering; they last as long as the page."""
    if "view" not in page.meta:
        site: Site = page.file.site  # type: ignore[attr-defined]
        path = page.file.norm_src_uri  # type: ignore[attr-defined]
        found = site.page(path, Language(page.file.locale))  # type: ignore[attr-defined]
        page.meta["view"] = View(site, found, page.file.pack)  # type: ignore[attr-defined]
    return PageMacros(page.meta["view"])


def held(html: str, page: MkDocsPage) -> str:
    """A placeholder for HTML that stands alone, which is held back until Markdown is done; else the HTML itself.

    Markdown would read what macros write letter by letter, and give it back unchanged: a third of a build.
    """
    if not stands_alone(html):
        return html
    blocks: list[str] = page.meta.setdefault("held", [])
    blocks.append(html)
    return placeholder(len(blocks) - 1)


@event_priority(-150)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Gives each page the address of its slug, `/fr/cout/`, and the papers it offers; adds papers and fonts.

    It drops the files of the theme that are not used. See decisions/addresses.md. It runs after static-i18n,
    which runs at -100.
    """
    site, root = _site(config), Path(config.docs_dir).parent
    try:
        pack = _pack(site, config.site_url or "", _store(config))
    except GuideError as error:
        raise PluginError(f"\n{error}") from None
    for page in local_pages(site.catalogue):
        if page.language == config.theme["language"]:
            files.append(_file_of(page, config))
    for file in files.documentation_pages(inclusion=InclusionLevel.is_included):
        file.site, file.pack = site, pack  # type: ignore[attr-defined]  # read in page_macros, which has the file only
        page = site.page(file.norm_src_uri, Language(file.locale))  # type: ignore[attr-defined]
        _move(file, f"{page.address}index.html", config)
    for file in list(files):
        if file.src_uri.startswith(UNUSED_OF_MATERIAL):
            files.remove(file)
    for name, content in _shared_files(site, config.site_url or "", root / ".cache"):
        files.append(File.generated(config, name, content=content))
    _begin_other_languages(config)
    return files


def _begin_other_languages(config: MkDocsConfig) -> None:
    """Splits off a process that builds the other languages, where static-i18n would build them after this one.

    What both need has been read and checked, and the papers set. See decisions/municipalities.md.
    """
    i18n: Any = config.plugins["i18n"]
    if i18n.building or _served or not two_cores():
        return
    i18n.building = True
    others = [each for each in i18n.build_languages if each != i18n.current_language]

    def build_others() -> None:
        _other_languages[:] = [None]
        utils.clean_directory = lambda directory: None
        for i18n.current_language in others:
            build(config)

    _other_languages[:] = [Beside(build_others)]


def _file_of(page: Page, config: MkDocsConfig) -> File:
    """A page made from the file of a municipality, with what static-i18n notes on every file.

    It stands outside the navigation, which would otherwise list hundreds of municipalities on each page.
    """
    title = json.dumps(page.front_matter.title, ensure_ascii=False)
    text = f"---\ntitle: {title}\n---\n\n{page.body}"
    file = File.generated(config, f"{page.language}/{page.path}", content=text, inclusion=InclusionLevel.NOT_IN_NAV)
    file.locale = file.localization = file.locale_alternate_of = page.language  # type: ignore[attr-defined]
    file.norm_src_uri, file.alternates = page.path, {page.language: file}  # type: ignore[attr-defined]
    return file


@lru_cache(maxsize=1)
def _shared_files(site: Site, site_url: str, store: Path) -> Sequence[tuple[str, str | bytes]]:
    """The files that belong to no language, by their addresses, made once."""
    pack = _pack(site, site_url, store / "papers")
    found: list[tuple[str, str | bytes]] = []
    found += ((f"assets/fonts/{font.name}", font_file(font, store / "fonts").read_bytes()) for font in WEB_FONTS)
    found += ((f"{FOLDER}/{download.name}", download.content) for download in pack.files)
    found += ((f"{OPEN_DATA_FOLDER}/{name}", text) for name, text in open_data_files(site, pack, site_url))
    found += ((f"{NOTES_FOLDER}/{name}", notes) for name, notes in local_notes(site))
    scripts = builder_files(pack, site.catalogue, store / "papers")
    return [*found, *((f"{BUILDER_FOLDER}/{name}", script) for name, script in scripts)]


@lru_cache(maxsize=1)
def _pack(site: Site, site_url: str, store: Path) -> Pack:
    """The papers, made once for both languages."""
    return make_pack(site, site_url, store)


def _move(file: File, destination: str, config: MkDocsConfig) -> None:
    file.dest_uri = destination
    file.abs_dest_path = str(Path(config.site_dir) / destination)
    file.url = file._get_url(config.use_directory_urls)


@event_priority(-100)
def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Adds the abbreviations of the glossary, so that Markdown finds them in the text."""
    view = page_macros(page).view
    terms = [term for term in view.site.catalogue.terms.values() if term.abbreviation]
    lines = [f"*[{view.text(term.abbreviation)}]: {view.text(term.name)}" for term in terms if term.abbreviation]
    return "\n".join([markdown, "", *lines])


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Explains each abbreviation once, and sets the typography of the prose."""
    view = page_macros(page).view
    done = finished_content(html, page.meta.get("held", ()), _explanations(view), view.language)
    assert page.present_anchor_ids is not None
    page.present_anchor_ids |= done.ids
    page.meta["heading"] = done.heading
    return done.html


def _explanations(view: View) -> dict[str, Callable[[], str]]:
    """What writes the link from each abbreviation to its definition, on pages other than the glossary."""
    if view.page.path == "glossary.md":
        return {}
    terms = {view.text(each.abbreviation): each for each in view.site.catalogue.terms.values() if each.abbreviation}
    return {text: partial(view.render, "term.html", term=term, wording=text) for text, term in terms.items()}


@event_priority(-150)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Remembers the navigation, after static-i18n (-100)."""
    _navs[Language(config.theme["language"])] = nav


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Gives the theme's templates the typography, each page its card, and the whole guide as one file.

    Every page has its content now.
    """
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension(Unindented)
    env.bytecode_cache = compiled_templates()
    site, language = _site(config), Language(config.theme["language"])
    if not config.plugins["i18n"].is_default_language_build:  # type: ignore[attr-defined]
        _leave_out_shared_files(files)
    _add_cards(files, config, language)
    try:
        pages = manuscript(site, language, config.site_url or "", _sections(files))
        book = bound(pages, _store(config), earlier=bool(_served))
    except GuideError as error:
        raise PluginError(f"\n{error}") from None
    files.append(File.generated(config, f"{FOLDER}/{book.name}", content=book.content))
    _add_index(files, config, language)
    env.filters["typeset"] = lambda text: typeset(text, language)
    env.globals["book"] = book
    env.globals["has_worker"] = _has_worker()
    env.globals["icon"] = _data_address(Path(config.docs_dir) / config.theme["favicon"])
    _add_uses(files, language)
    _last[language] = _Made(site, config, files, _navs[language], env)
    return env


def _add_uses(files: Files, language: Language) -> None:
    """Lists under each source the pages that cite it, once all of them have been read."""
    listing = files.get_file_from_path(f"{language}/{SOURCES_PAGE}")
    assert listing is not None
    assert listing.page is not None
    view, uses = page_macros(listing.page).view, defaultdict[str, list[tuple[str, str]]](list)
    for page in _in_order(files):
        other = page_macros(page).view
        for cited in other.citations:
            uses[cited.source].append((view.title(other.page.path), view.link(other.page.path, cited.anchor)))

    def listed(source: str) -> str:
        return view.render("source_uses.html", pages=uses[source]) if uses[source] else ""

    listing.page.content = with_uses(listing.page.content or "", listed)


def _leave_out_shared_files(files: Files) -> None:
    """What belongs to no language is written once, with the first; links to it have been checked."""
    for file in list(files):
        if not file.is_documentation_page():
            files.remove(file)


def _add_index(files: Files, config: MkDocsConfig, language: Language) -> None:
    """Adds the index of the search, below the address of its language."""
    site, store = _site(config), _store(config)
    ordered = list(_in_order(files))
    others = (file.page for file in files.documentation_pages() if file.page and file.page not in ordered)
    pages = [PageContent(page_macros(page).view.page, page.content or "", "") for page in (*ordered, *others)]
    found = search_results(site, language, pages, _pack(site, config.site_url or "", store))
    families = [family[language] for family in site.catalogue.families.values()]
    file = store / f"{key((found, language, families))}.json"
    index = kept(file, lambda: json.dumps(index_files(found, language, families)).encode())
    for name, text in json.loads(index).items():
        files.append(File.generated(config, f"{language}/search/{name}", content=text))


def _in_order(files: Files) -> Iterator[MkDocsPage]:
    """The pages in the order of the navigation."""
    found = (file.page for file in files.documentation_pages())
    page = next((each for each in found if each and not each.previous_page), None)
    while page is not None:
        yield page
        page = page.next_page


def _data_address(svg: Path) -> str:
    """An SVG picture as the address of itself, for an attribute in double quotes.

    A file would be asked for beside the fonts, and delay what readers see first by 50 to 100 ms (decisions/theme.md).
    """
    return "data:image/svg+xml," + quote(svg.read_text("utf-8").strip().replace('"', "'"), safe=" '=:/,.;")


def _add_cards(files: Files, config: MkDocsConfig, language: Language) -> None:
    guide, cards = _site(config).catalogue.guide, []
    for page in (file.page for file in files.documentation_pages() if file.page):
        view = page_macros(page).view
        page.meta["card"] = _card(page)
        if not is_local(view.page.path):  # hundreds of pictures of names: local pages share that of their list
            cards.append(page.meta["card"])
    if language is Language.FR:
        cards.append(door_card(guide))
    for name, picture in card_pictures(cards, guide, language, _store(config)):
        files.append(File.generated(config, f"{SHARE_FOLDER}/{name}", content=picture))


def _card(page: MkDocsPage) -> Card:
    return page_card(page_macros(page).view, _title(page), str(page.parent.title) if page.parent else "")


def _title(page: MkDocsPage) -> str:
    """The words of the page's heading, with their spaces; of the title in its front matter when it has no heading."""
    return page.meta.get("heading") or str(page.title)


def _sections(files: Files) -> list[tuple[str, list[PageContent]]]:
    """The pages of the book in the order of the navigation, by section; a page without section stands alone."""
    sections: list[tuple[str, list[PageContent]]] = []
    for page in _in_order(files):
        view = page_macros(page).view
        if in_book(view.page.path):
            title = page.parent.title if page.parent else ""
            if not title or not sections or sections[-1][0] != title:
                sections.append((title, []))
            sections[-1][1].append(PageContent(view.page, page.content or "", sources_html(view)))
    return sections


def _material_stylesheet(config: MkDocsConfig) -> str:
    """The address of Material's main style sheet, whose name changes with its version."""
    folders = (Path(folder) for folder in config.theme.dirs)
    found = next(file for folder in folders for file in folder.glob("assets/stylesheets/main.*.min.css"))
    return f"assets/stylesheets/{found.name}"


def on_page_context(context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Gives the page's template the view, the twin's address and the page's sources."""
    view: View = page_macros(page).view
    twin = view.site.page(view.page.path, view.language.other)
    own = own_commune(view.site.catalogue)
    note = own_note(own, view) if own else ""
    cited = sources_html(view) if len(view.citations) else ""
    card: Card = page.meta["card"]
    return context | {
        "view": view,
        "label": view.label,
        "twin": relative_address(view.page.address, twin.address),
        "way": Way(view),
        "own": own,
        "own_page": local_page_path(own) if own else "",
        "own_note": note,
        "above_local": COMMUNES_PAGE if is_local(view.page.path) else "",
        "local_subject": subject_of(view.page.path),
        "local_notes": f"{NOTES_FOLDER}/{view.language}",
        "card": card,
        "card_folder": SHARE_FOLDER,
        "structured_data": structured_data(view, card.title, config.site_url or "", _trail(page, view, config)),
        "alternates": _alternates(view.site, view.page, config),
        "sources": cited,
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


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Gives the door, the pages for what is missing and the sitemap all pages, and their languages."""
    site = _site(config)
    views = {language: View(site, site.page("index.md", language)) for language in Language}
    twins = [_alternates(site, site.page(path, Language.FR), config) for path in site.paths]
    guide = site.catalogue.guide
    shown = {"guide": guide, "street": street_svg(), "card": door_card(guide), "card_folder": SHARE_FOLDER}
    if template_name.endswith(("404.html", NOT_HERE)):
        # They are shown at any address; those below a language speak it alone.
        shown["base_url"] = urlsplit(config.site_url or "/").path
        spoken = [each for each in Language if template_name == "404.html" or template_name.startswith(f"{each}/")]
        views = {language: views[language] for language in spoken}
    return context | shown | {"views": views, "twins": twins}


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Makes the style sheets and scripts of the finished site, and tells hosts how to serve it.

    It runs once for each language, after static-i18n (-100), and works when all pages are there.
    """
    if None in _other_languages:
        return
    if not all(process.sound() for process in _other_languages if process):
        raise Abort("Another language could not be built: see above.")
    _other_languages.clear()
    root = Path(config.site_dir)
    if not all((root / each).exists() for each in (_material_stylesheet(config), *Language)):
        return
    (root / "sitemap.xml.gz").unlink()  # it bears the day of the build, and nobody is told of it
    write_lean_assets(root, _material_stylesheet(config), _store(config))
    for view in (View(_site(config), _site(config).page(BUILDER_PAGE, language)) for language in Language):
        page = root / view.page.address / "index.html"
        first, later = in_two(page.read_text("utf-8"), view)
        page.write_text(first, "utf-8")
        (root / BUILDER_FOLDER / f"form-{view.language}.js").write_text(later, "utf-8")
    worker = root / "assets" / "js" / WORKER
    script = worker.read_text("utf-8")
    worker.unlink()
    if not os.environ.get(OWN_COMMUNE):  # an own edition also works from a folder, for which its files are changed
        fingerprint(root)
    if _has_worker():
        add_worker(root, script)
    else:
        for page in root.glob(f"*/{NOT_HERE}"):
            page.unlink()
    for name, text in host_files(root, urlsplit(config.site_url or "/").path):
        (root / name).write_text(text, "utf-8")


def _has_worker() -> bool:
    """Whether readers may keep pages: an own edition is all there, and who edits is to see each change."""
    return not (os.environ.get(OWN_COMMUNE) or _served)
