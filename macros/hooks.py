"""The events of MkDocs: each is forwarded to the build (`macros/generator/guide_build.py`), or to one of its steps.

Priorities say when an event is heard among the plugins, the highest first. static-i18n hears most at -100,
mkdocs-macros all at 0; a priority below has its reason beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from macros.generator.guide_build import GuideBuild
from macros.generator.page_html import content_of

_guide = GuideBuild()


def on_startup(command: str, dirty: bool) -> None:
    """Begins to build, or to serve what is edited."""
    _guide.start(serving=command == "serve")


def on_shutdown() -> None:
    """Ends what is still at work."""
    _guide.stop()


@event_priority(100)  # before mkdocs-macros asks for the macros, which need the guide
def on_config(config: MkDocsConfig) -> None:
    """Reads and checks the guide."""
    _guide.read(config)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> None:
    """Shows an edited page at once."""
    _guide.serve(server, config, builder)


@event_priority(-150)  # after static-i18n has chosen the files of the language: it fails at files that are generated
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Adds papers and the rest, and gives pages their addresses."""
    _guide.add_files(files, config)


@event_priority(-150)  # after static-i18n, which puts the titles of the language into it
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Remembers the navigation."""
    _guide.note_navigation(nav, config)


@event_priority(100)  # before mkdocs-macros fills in the page, whose macros look for its view
def _begin_page(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    _guide.begin_page(page, config)


@event_priority(-100)  # after mkdocs-macros: braces in an abbreviation are no macros
def _add_abbreviations(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    return _guide.with_abbreviations(markdown, page)


on_page_markdown = CombinedEvent(_begin_page, _add_abbreviations)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Finishes the HTML of a page's content."""
    return content_of(html, page)


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    """Adds what is made of all pages, and readies the templates."""
    _guide.finish_reading(env, config, files)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Gives the template of a page what it shows."""
    return context | _guide.page_context(page, config)


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Gives the other templates what they show."""
    return context | _guide.template_context(template_name, config)


@event_priority(-200)  # after static-i18n, which builds the other languages when the first is done
def on_post_build(config: MkDocsConfig) -> None:
    """Finishes the site."""
    _guide.finish(config)
