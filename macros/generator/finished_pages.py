"""The last look at finished pages: nothing stands in them that may not, and twins show the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from lxml.html import HtmlElement

from macros.checks.allowed_html import ALSO_LINKED, addresses_of, forbidden_in, host_of, whole_pages
from macros.checks.macro_calls import calls_in
from macros.content.page_files import Page
from macros.content.publisher import publisher_of
from macros.content.site import Site
from macros.model.language import Language
from macros.model.messages import Message
from macros.model.problems import Problem, each_once
from macros.rendering.html_tree import page_tree

IN_WORD_ORDER = frozenset({"a_to_z", "municipalities"})
"""The macros that list something in the order of its words, which is another in each language."""
_IN_A_LINE = frozenset({"a", "abbr", "br", "code", "em", "g", "path", "span", "strong", "sup", "svg"})
_OF_LANGUAGE = re.compile(r"--(?:fr|nl)(?:-nl)?\b")
"""Ends the names of classes that say in which language something is."""


def finished_problems(site: Site, root: Path, address: str, project: Path) -> list[Problem]:
    """What is wrong with the pages below `root`; `address` is that of the site, `project` the folder of the guide."""
    trees = {file.relative_to(root).as_posix(): page_tree(file.read_text("utf-8")) for file in root.rglob("*.html")}
    pages = {f"{page.address}index.html": page for page in site.pages.values()}
    found = [
        *_forbidden(site, trees, pages, address, project),
        *_twins_that_differ(site, {pages[name].file: tree for name, tree in trees.items() if name in pages}),
    ]
    return list(each_once(found))


def _forbidden(
    site: Site, trees: dict[str, HtmlElement], pages: dict[str, Page], address: str, project: Path
) -> Iterator[Problem]:
    publisher = publisher_of(site.catalogue)
    own = [str(publisher.site)] if publisher and publisher.site else []
    hosts = {*ALSO_LINKED, *map(host_of, [*addresses_of(site.catalogue.sources.values()), *own])}
    allowed = whole_pages(hosts, address)
    for name, tree in sorted(trees.items()):
        for found in forbidden_in([tree], allowed):
            file, line = _place_of(found.code, project) or (
                pages[name].file if name in pages else f"overrides/{name}",
                0,
            )
            yield Problem.of("html-forbidden", file, line, code=found.code)


def _place_of(code: str, project: Path) -> tuple[str, int] | None:
    """The template and the line in which such an element is written, if there is only one: `<p onclick="…">`."""
    element, attribute = [*re.findall(r"[\w:!-]+", code), ""][:2]
    written = re.compile(rf"<{re.escape(element)}(?![\w:-])(?=.*{re.escape(attribute)})")
    folders = (project / "overrides", project / "macros" / "pages" / "templates")
    found = [
        (file.relative_to(project).as_posix(), number)
        for file in sorted(file for folder in folders for file in folder.rglob("*.html"))
        for number, line in enumerate(file.read_text("utf-8").split("\n"), start=1)
        if written.search(line)
    ]
    return found[0] if len(found) == 1 else None


def _twins_that_differ(site: Site, trees: dict[str, HtmlElement]) -> Iterator[Problem]:
    for path in site.paths:
        french, dutch = (site.page(path, language) for language in Language)
        if not {call.name for call in calls_in(french)} & IN_WORD_ORDER:
            left, right = (_shown(trees[page.file]) for page in (french, dutch))
            if left != right:
                here, there = _first_difference(right, left)
                yield dutch.problem("finished-differently", here=here, there=there, twin=french.file)


def _shown(tree: HtmlElement) -> list[str]:
    """The elements of the content of a page with their classes, but not those that stand in a line."""
    main = tree.find(".//main")
    elements = (each for each in main.iter() if isinstance(each.tag, str) and each.tag not in _IN_A_LINE)
    return [f"<{each.tag} {_OF_LANGUAGE.sub('', each.get('class', ''))}>".replace(" >", ">") for each in elements]


def _first_difference(here: list[str], there: list[str]) -> tuple[str, str]:
    pairs = zip_longest(here, there, fillvalue=Message("shown-nothing"))
    return next((one, other) for one, other in pairs if one != other)
