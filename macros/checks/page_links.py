"""Where the links of a page lead: to pages and places that there are, and to sites that sources name."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from macros.checks.allowed_html import host_of
from macros.checks.rendered_pages import Rendered, line_where, rendered
from macros.content.page_files import Page
from macros.model.language import Language
from macros.model.problems import Problem, suggestion

Places = Mapping[tuple[Language, str], Collection[str]]
"""The names of the places on each page, by language and path."""
_MADE = ("../documents/", "../licences/", "../open-data/")
"""What a build writes beside the pages of a language: it looks itself whether it is there."""


def link_problems(pages: Iterable[Page], paths: Collection[str], places: Places) -> Iterator[Problem]:
    """Links that lead to none of the pages at these `paths`, or to none of the `places` of a page."""
    for page in pages:
        for number, link in enumerate(_links(rendered(page))):
            path, anchor = _target(link, page.path)
            there = places.get((page.language, path))
            if path not in paths and not path.startswith(_MADE):
                line = line_where(page, lambda part: len(_links(part)), number)
                known = [posixpath.relpath(each, posixpath.dirname(page.path)) for each in paths]
                yield page.problem("link-to-nowhere", line, target=link, near=suggestion(link, known))
            elif anchor and there is not None and anchor not in there:
                line = line_where(page, lambda part: len(_links(part)), number)
                place = "#".join((link.partition("#")[0], anchor))
                yield page.problem("link-to-no-place", line, target=place, near=suggestion(anchor, there))


def ids_on(page: Page) -> set[str]:
    """The names of the places that a page has of itself; not that of its title, which the book does not have."""
    return {element.get("id", "") for element in rendered(page).tree.iter() if element.tag != "h1"} - {""}


def _links(shown: Rendered) -> list[str]:
    """Where the links lead that stay on the site."""
    links = (link.get("href", "") for link in shown.tree.iter("a"))
    return [link for link in links if link.strip("#") and not urlsplit(link).scheme and not urlsplit(link).netloc]


def _target(link: str, origin: str) -> tuple[str, str]:
    """The path of the page to which a link on the page at `origin` leads, and the place on it."""
    parts = urlsplit(link)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(origin), unquote(parts.path))) if parts.path else origin
    return path, unquote(parts.fragment)


def foreign_problems(pages: Iterable[Page], known: Collection[str]) -> Iterator[Problem]:
    """Links of pages to other sites than the `known` ones, which are those of sources: `www.besafe.be`."""

    def unknown(shown: Rendered) -> list[str]:
        hosts = (host_of(link.get("href", "")) for link in shown.tree.iter("a"))
        return [host for host in hosts if host and host not in known]

    for page in pages:
        for number, host in enumerate(unknown(rendered(page))):
            line = line_where(page, lambda part: len(unknown(part)), number)
            yield page.problem("link-to-unknown-site", line, host=host)
