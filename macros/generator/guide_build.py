"""A build of the guide: what it knows from one event of MkDocs to the next."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from macros.book.file import book_file
from macros.book.from_html import in_book, manuscript
from macros.cards.icons import icon_files
from macros.cards.link_card import LinkCard
from macros.checks.lock_problems import unpublishable
from macros.checks.site import checked_site, last_changed
from macros.content.communes import OWN_COMMUNE, is_local, local_pages
from macros.content.page_files import Page, PageContent
from macros.content.publisher import EXAMPLE_SITE, is_public, publisher_problem
from macros.content.site import Site
from macros.generator.finished_site import awaits_last_steps, finish, part_builder
from macros.generator.guide_files import (
    drop_shared,
    drop_unused,
    file_of,
    move,
    page_of,
    pages_in_order,
    pages_of,
    section_of,
    shared_files,
)
from macros.generator.live_edit import FilesRead, LiveEdit
from macros.generator.other_languages import begin_others, is_first, language_of, reconfigure
from macros.generator.page_context import data_address, page_context, template_context
from macros.generator.page_html import title_of, view_of
from macros.model.language import Language
from macros.model.messages import Message, translated
from macros.model.problems import GuideError, Problem
from macros.model.typography import breakable, typeset, typeset_prose
from macros.pages.builder_form import PAGE as BUILDER_PAGE
from macros.pages.link_cards import CARDS_FOLDER, door_card, link_card_pictures, page_card
from macros.pages.view import View, sources_html
from macros.papers.downloads import DOCUMENTS_FOLDER, BookFile, Pack
from macros.papers.pack import make_pack
from macros.rendering.cache import remove_unused
from macros.rendering.jinja import light
from macros.rendering.processes import ChildProcess, ProcessError, is_child
from macros.search.entries import search_entries
from macros.search.index import cached_index
from macros.search.words import WordRules


class _Shared(NamedTuple):
    """What the languages share, made once for a guide."""

    site: Site
    pack: Pack
    files: list[tuple[str, str | bytes]]
    """What belongs to no language: address and content."""


class _Written(NamedTuple):
    """What the pages of a language were written from, to write one of them anew while the site is served."""

    config: MkDocsConfig
    files: Files
    navigation: Navigation
    environment: jinja2.Environment


class GuideBuild:
    """One build after another: `make build` does one for each language, `make serve` many."""

    def __init__(self) -> None:
        self._serving = False
        self._files_read: FilesRead | None = None
        """The files of a guide that is served, as they were before it was first read."""
        self._shared: _Shared | None = None
        self._site: Site | None = None
        """The guide that pages are made from: while it is served, with the page that has just been edited."""
        self._navigations: dict[Language, Navigation] = {}
        self._written: dict[Language, _Written] = {}
        self._warned_unpublished = False
        self._others: ChildProcess | None = None
        """What builds the other languages beside this process."""

    def start(self, *, serving: bool) -> None:
        """Begins, with a site that is built or, if `serving`, shown to someone who edits it.

        From then on this process looks less often for objects that are no longer used: Python does so each time 700
        are new, and a guide is made of a million that stay, which took a tenth of a build.
        """
        gc.set_threshold(50_000, 20, 50)
        self._serving = serving

    def stop(self) -> None:
        """Ends what is at work beside this process, however the build has ended."""
        if self._others:
            self._others.stop()

    @property
    def site(self) -> Site:
        """The guide that is being built."""
        assert self._site is not None
        return self._site

    def read(self, config: MkDocsConfig) -> None:
        """Reads and checks the guide; raises `PluginError` with all that is wrong: a build ends without a traceback.

        A text that changed in one language only is told to an editor who is writing, who sees the page all the same.
        """
        config.site_url = config.site_url or ""  # MkDocs makes None of an empty SITE_URL
        if self._serving and self._files_read is None:
            self._files_read = FilesRead.now(_root(config))
        with _without_traceback():
            site = self._unchanged(config)
            problems = unpublishable(_root(config), site.pages)
            if problems and not self._serving:
                raise GuideError(problems)
            self._look_for_publisher(site, config.site_url or "")
        is_new, self._site = site is not self._site, site  # it is read for each language
        if problems and is_new:
            logging.getLogger("guide.editing").warning("%s", GuideError(problems))

    def _unchanged(self, config: MkDocsConfig) -> Site:
        """The guide, checked; raises `GuideError` if a file has changed since this build began to read.

        MkDocs reads pages again, and scripts for the first time, after they were checked.
        """
        site = checked_site(_root(config))
        if self._site not in (None, site) and not self._serving:
            raise GuideError([Problem.of("changed-meanwhile", last_changed(_root(config)))])
        return site

    def _look_for_publisher(self, site: Site, address: str) -> None:
        """Refuses to publish a guide that nobody answers for; who builds it to look at it is told once."""
        problem = publisher_problem(site.catalogue)
        if problem and is_public(address):
            raise GuideError([problem])
        if problem and not self._warned_unpublished:
            self._warned_unpublished = True
            said = Message("not-published-yet", place=problem.place)
            logging.getLogger("guide.publishing").warning("%s", translated(said))

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Gives each page its address, adds pages of municipalities, papers, fonts and data; begins other languages."""
        with _without_traceback():
            shared = self._shared_now(config)
        for page in local_pages(self.site.catalogue):
            if page.language == language_of(config):
                files.append(file_of(page, config))
        for file in files.documentation_pages():
            move(file, page_of(file, self.site), config)
        drop_unused(files)
        for name, content in shared.files:
            files.append(File.generated(config, name, content=content))
        # Now, and not before: what both need is read and set. Not later: Typst will have threads here, for the cards.
        if not self._serving and (others := begin_others(config)):
            self._others = others

    def _shared_now(self, config: MkDocsConfig) -> _Shared:
        if self._shared is None or self._shared.site is not self.site:
            pack = make_pack(self.site, config.site_url or "", _store(config))
            found = shared_files(self.site, pack, config.site_url or "", _root(config) / ".cache")
            self._shared = _Shared(self.site, pack, list(found))
        return self._shared

    def begin_page(self, page: MkDocsPage, config: MkDocsConfig) -> None:
        """Makes the view of a page, which lasts as long as the page is read and written; macros find it there."""
        assert self._shared is not None
        site_url = config.site_url or ""
        page.meta["view"] = View(self.site, page_of(page.file, self.site), self._shared.pack, site_url=site_url)

    def with_abbreviations(self, markdown: str, page: MkDocsPage) -> str:
        """The text of a page with the abbreviations of the glossary, so that Markdown finds them.

        Examples of code name the site that is built, not the one that stands for any.
        """
        view = view_of(page)
        terms = [term for term in self.site.catalogue.terms.values() if term.abbreviation]
        lines = [f"*[{view.text(term.abbreviation)}]: {view.text(term.name)}" for term in terms if term.abbreviation]
        return "\n".join([markdown.replace(EXAMPLE_SITE, view.site_url or EXAMPLE_SITE), "", *lines])

    def note_navigation(self, navigation: Navigation, config: MkDocsConfig) -> None:
        """Remembers the navigation of a language."""
        self._navigations[language_of(config)] = navigation

    def finish_reading(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
        """All pages of a language have their content: adds what is made of them together, and readies the templates."""
        language = language_of(config)
        if not is_first(config):
            drop_shared(files)
        self._add_cards(files, config, language)
        book = self._add_book(files, config, language)
        self._add_index(files, config, language)
        self._ready_templates(env, config, book)
        self._written[language] = _Written(config, files, self._navigations[language], env)

    def _ready_templates(self, env: jinja2.Environment, config: MkDocsConfig, book: BookFile) -> None:
        """Gives the theme's templates the typography, and what all of them show."""
        language = language_of(config)
        light(env)
        env.filters["breakable"] = breakable
        env.filters["typeset"] = lambda text: typeset(text, language)
        env.filters["typeset_prose"] = lambda text: typeset_prose(text, language)
        env.globals["has_service_worker"] = self._has_service_worker
        env.globals["icon"] = data_address(Path(config.docs_dir) / config.theme["favicon"])
        env.globals["book"] = book

    def _add_cards(self, files: Files, config: MkDocsConfig, language: Language) -> None:
        cards = []
        for page in pages_of(files):
            page.meta["card"] = _card(page)
            if not is_local(view_of(page).page.path):  # hundreds of pictures of names: they share that of their list
                cards.append(page.meta["card"])
        pictures = dict(link_card_pictures(cards, self._name(language), language, _store(config)))
        if is_first(config):
            both = " / ".join(map(self._name, Language))
            pictures |= dict(link_card_pictures([door_card(self.site.catalogue)], both, language, _store(config)))
            for name, icon in icon_files(Path(config.docs_dir) / config.theme["favicon"], _store(config)):
                files.append(File.generated(config, name, content=icon))
        for name, picture in pictures.items():
            files.append(File.generated(config, f"{CARDS_FOLDER}/{name}", content=picture))

    def _name(self, language: Language) -> str:
        return typeset(self.site.catalogue.guide.name[language], language)

    def _add_book(self, files: Files, config: MkDocsConfig, language: Language) -> BookFile:
        with _without_traceback():
            pages = manuscript(self.site, language, config.site_url or "", _sections(files))
            book = book_file(pages, _store(config), earlier=self._serving)
        files.append(File.generated(config, f"{DOCUMENTS_FOLDER}/{book.name}", content=book.content))
        return book

    def _add_index(self, files: Files, config: MkDocsConfig, language: Language) -> None:
        """Adds the index of the search, below the address of its language."""
        assert self._shared is not None
        ordered = list(pages_in_order(files))
        others = [page for page in pages_of(files) if page not in ordered]
        pages = [PageContent(view_of(page).page, page.content or "", "") for page in (*ordered, *others)]
        found = search_entries(self.site, language, pages, self._shared.pack)
        catalogue = self.site.catalogue
        families = [family[language] for family in catalogue.families.values()]
        rules = WordRules(language, catalogue.search_lists)
        for name, text in cached_index(found, rules, families, _store(config)).items():
            files.append(File.generated(config, f"{language}/search/{name}", content=text))

    def page_context(self, page: MkDocsPage, config: MkDocsConfig) -> dict[str, Any]:
        """What the template of a page sees."""
        return page_context(page, view_of(page), page.meta["card"], config)

    def template_context(self, name: str, config: MkDocsConfig) -> dict[str, Any]:
        """What a template that is no page sees."""
        return template_context(self.site, name, config)

    def finish(self, config: MkDocsConfig) -> None:
        """Takes the last steps when the pages of all languages are there.

        It is called once for each language, and may be called again when all is done: `awaits_last_steps` then says no,
        since these remove the style sheet that it looks for.
        """
        if self._others:
            with _without_traceback():
                self._others.wait()
            self._others = None
        if awaits_last_steps(config) and not is_child():
            with _without_traceback():
                self._unchanged(config)
                finish(self.site, config, _store(config), has_service_worker=self._has_service_worker)
            for name in ("made", "fonts", "templates"):
                remove_unused(_root(config) / ".cache" / name)

    @property
    def _has_service_worker(self) -> bool:
        """Whether readers may keep pages: an own edition is all there, and who edits is to see each change."""
        return not (os.environ.get(OWN_COMMUNE) or self._serving)

    def serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> None:
        """Shows what is edited as soon as somebody looks at it, also what was edited while the guide was built."""
        assert self._files_read is not None
        whole, site = (lambda: self._build_whole(builder)), (lambda: self.site)
        edit = LiveEdit(_root(config), self._files_read, whole, site, self._write)
        edit()
        server.builder = edit
        server.set_app(edit.before(server.serve_request))
        server.watch(str(edit.pause))

    def _build_whole(self, builder: Callable[[], None]) -> None:
        """Builds the guide again. When that is refused, pages are still written from what those that show were."""
        before = self._site, self._shared, {**self._navigations}, {**self._written}
        try:
            builder()
        except BaseException:
            self._site, self._shared, self._navigations, self._written = before
            raise

    def _write(self, site: Site, page: Page) -> None:
        """Writes one page of the site that is served, from a guide that has changed.

        MkDocs has no public way to write one page (mkdocs#3823); these are the two steps of its own build.
        The builder's page then takes its last step too: its scripts look for the place of what they bring.
        """
        self._site = site
        config, files, navigation, environment = self._written[page.language]
        reconfigure(page.language, config)
        file = files.get_file_from_path(f"{page.language}/{page.path}")
        assert file is not None
        assert file.page is not None
        _populate_page(file.page, config, files)
        file.page.meta["card"] = _card(file.page)
        _build_page(file.page, config, files.documentation_pages(), navigation, environment)
        if page.path == BUILDER_PAGE:
            part_builder(Path(config.site_dir), view_of(file.page))


@contextmanager
def _without_traceback() -> Iterator[None]:
    """Stops a build with what is wrong, and without a traceback."""
    try:
        yield
    except (GuideError, ProcessError) as error:
        raise PluginError(f"\n{error}") from None


def _root(config: MkDocsConfig) -> Path:
    return Path(config.docs_dir).parent


def _store(config: MkDocsConfig) -> Path:
    """Where papers, and what else takes long to make, are kept."""
    return _root(config) / ".cache" / "made"


def _card(page: MkDocsPage) -> LinkCard:
    return page_card(view_of(page), title_of(page), section_of(page))


def _sections(files: Files) -> list[tuple[str, list[PageContent]]]:
    """The pages of the book in the order of the navigation, by section; a page without section stands alone."""
    sections: list[tuple[str, list[PageContent]]] = []
    for page in pages_in_order(files):
        view = view_of(page)
        if in_book(view.page.path):
            title = section_of(page)
            if not title or not sections or sections[-1][0] != title:
                sections.append((title, []))
            sections[-1][1].append(PageContent(view.page, page.content or "", sources_html(view)))
    return sections
