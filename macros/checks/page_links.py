"""Where the links of a page lead: to pages, places and articles that there are, and to sites that sources name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from macros.checks.allowed_html import host_of
from macros.checks.rendered_pages import Rendered, line_where, rendered
from macros.content.page_files import Page
from macros.model.language import Language
from macros.model.problems import Problem, suggestion

Places = Mapping[tuple[Language, str], Collection[str]]
"""The names of the places on each page, by language and path."""
Numbers = Mapping[str, Mapping[str, int]]
"""The numbers of the articles of papers, by the path of their page and the name of their place on it."""
_MADE = ("../documents/", "../licences/", "../open-data/")
"""What a build writes beside the pages of a language: it looks itself whether it is there."""


_OF_A_LAW = r"(?!\s(?:de la (?:loi|circulaire)|du RGPD|RGPD|AVG|van de (?:wet|AVG|omzendbrief))\b)"
_ARTICLE = re.compile(rf"\bart(?:icle|ikel|\.)\s(\d+)(?:er)?\b{_OF_A_LAW}", re.IGNORECASE)
"""An article of a paper, as the words of a link name it."""


def link_problems(pages: Iterable[Page], paths: Collection[str], places: Places, numbers: Numbers) -> Iterator[Problem]:
    """Links to none of the pages at these `paths`, to none of the `places` of a page, to another article than said."""
    for page in pages:
        for index, link in enumerate(_links(rendered(page))):
            if found := _problem_of(link, page, paths, places, numbers):
                line = line_where(page, lambda part: len(_links(part)), index)
                yield replace(found, line=line)


def _problem_of(
    link: HtmlElement, page: Page, paths: Collection[str], places: Places, numbers: Numbers
) -> Problem | None:
    """What is wrong with a link, without its line."""
    address = link.get("href", "")
    path, anchor = _target(address, page.path)
    there = places.get((page.language, path))
    if path not in paths and not path.startswith(_MADE):
        known = [posixpath.relpath(each, posixpath.dirname(page.path)) for each in paths]
        return page.problem("link-to-nowhere", target=address, near=suggestion(address, known))
    if anchor and there is not None and anchor not in there:
        place = "#".join((address.partition("#")[0], anchor))
        return page.problem("link-to-no-place", target=place, near=suggestion(anchor, there))
    number = numbers.get(path, {}).get(anchor)
    named = [int(each) for each in _ARTICLE.findall(link.text_content())]
    if number and named and number not in named:
        return page.problem("link-to-other-article", target=address, number=number, named=named[0])
    return None


def ids_on(page: Page) -> set[str]:
    """The names of the places that a page has of itself; not that of its title, which the book does not have."""
    return {element.get("id", "") for element in rendered(page).tree.iter() if element.tag != "h1"} - {""}


def _links(shown: Rendered) -> list[HtmlElement]:
    """The links that stay on the site."""
    return [link for link in shown.tree.iter("a") if _stays(link.get("href", ""))]


def _stays(address: str) -> bool:
    return bool(address.strip("#")) and not urlsplit(address).scheme and not urlsplit(address).netloc


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
