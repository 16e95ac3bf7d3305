"""What our pages say, without our frame: what the other generators are given to set."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import lxml.html
import yaml

from macros.content.page_files import Page
from macros.content.site import ROOT, Site
from macros.model.language import Language

Address = Callable[[Page], str]
"""Where a generator puts a page, below its site's root."""


@dataclass(frozen=True)
class Content:
    """The title, description and text of one page, in Markdown: headings are Markdown's, all else is HTML."""

    page: Page
    heading: str
    body: str


@dataclass(frozen=True)
class Section:
    """A group of pages in the navigation, by path, named in both languages."""

    names: dict[Language, str]
    paths: tuple[str, ...]


def contents(site: Site, built: Path, address: Address) -> Iterator[Content]:
    """Every page of our built site, its links made to lead to `address`."""
    moved = {f"/{page.address}": f"/{address(page)}" for page in site.pages.values()}
    for page in site.pages.values():
        tree = lxml.html.parse(built / page.address / "index.html").getroot()
        article = tree.xpath("//article")[0]
        article.extend(tree.xpath("//section[@class='sources']"))
        article.rewrite_links(lambda link, page=page: _moved(urljoin(f"/{page.address}", link), moved))
        (heading,) = article.xpath(".//h1")
        heading.drop_tree()
        yield Content(page, _text(heading), "\n\n".join(_blocks(article)))


def _moved(link: str, moved: dict[str, str]) -> str:
    address, mark, anchor = link.partition("#")
    return moved.get(address, address) + mark + anchor


def _blocks(article: lxml.html.HtmlElement) -> Iterator[str]:
    for element in article:
        if element.tag in {"h2", "h3"}:
            yield f"{'#' * int(element.tag[1])} {_text(element)}"
        elif isinstance(element.tag, str):
            html = lxml.html.tostring(element, encoding="unicode", with_tail=False)
            # A blank line would end the HTML for CommonMark.
            yield "<div>\n" + re.sub(r"\n\s*", "\n", html) + "\n</div>"


def _text(element: lxml.html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def navigation() -> list[Section]:
    """The sections of our navigation; a page that stands alone makes a section without a name."""
    settings = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), _SettingsLoader)
    (plugin,) = (each["i18n"] for each in settings["plugins"] if "i18n" in each)
    names = {each["locale"]: each["nav_translations"] for each in plugin["languages"]}
    sections = (({"": [each]} if isinstance(each, str) else each) for each in settings["nav"])
    return [
        Section({language: names[language].get(name, "") for language in Language}, tuple(_paths(paths)))
        for section in sections
        for name, paths in section.items()
    ]


def _paths(entries: list[Any]) -> Iterator[str]:
    """The pages of a section, with those of the sections inside it."""
    for entry in entries:
        if isinstance(entry, str):
            yield entry
        else:
            for inner in entry.values():
                yield from _paths(inner)


class _SettingsLoader(yaml.SafeLoader):
    """Reads `mkdocs.yml`, whose `!ENV` says nothing about the navigation."""


_SettingsLoader.add_constructor("!ENV", lambda loader, node: None)
