"""Reads the pages of the guide into one book: the HTML of their content becomes records.

Nothing that a page says is lost: an element that is not known here is an error which names it. Left out is what
serves the screen only: buttons, progress, lists of files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin

import lxml.html
from lxml.html import HtmlElement

from macros.book.chapters import Book, Chapter, Part, Source
from macros.content.communes import is_local
from macros.content.page_files import Page, PageContent
from macros.content.publisher import is_public, own_publisher, publisher_of
from macros.content.site import Site
from macros.model.language import Language
from macros.model.problems import GuideError
from macros.model.records import Guide
from macros.model.typography import date_text, typeset
from macros.tree.nodes import (
    Anchor,
    Break,
    Emphasis,
    Group,
    Heading,
    Items,
    LevelMark,
    Link,
    Marker,
    Node,
    Nodes,
    Pairs,
    Paragraph,
    Picture,
    Role,
    Run,
    Runs,
    Strong,
    Table,
    Text,
    Web,
    Words,
    merged,
)

_LEFT_OUT = {
    "index.md",
    "search.md",
    "a-z.md",
    "about/index.md",
    "about/municipal-sites.md",
    "about/open-data.md",
    "accessibility.md",
    "privacy.md",
    "communes/index.md",
    "create/years.md",
    "create/planner.md",
    "roles/charter-check.md",
}
"""The home page, for which the cover stands, pages that serve on screen only, and the sheet that is printed alone."""
_FOLDERS_LEFT_OUT = ("documents/", "examples/")
_SCREEN_ONLY = {
    *(
        "checklist__progress",
        "checklist__actions",
        "letters",
        "visually-hidden",
        "sources__back",
        "sources__certainty",
        "contested__sources",
        "document-card__files",
        "level-key",
        "document-card__picture",
        "paper-files",
    ),
    *("segments", "pack__all", "task__box"),
}
_INLINE = {"a", "abbr", "b", "br", "em", "i", "label", "span", "strong", "sup"}
_CONTAINERS = {"article", "div", "section"}
_GROUPS = ("advice", "contested", "local-practice", "role-card")
_FILLS = {"glyph__frame": "#0E4A3D", "glyph__pane--lit": "#FFC845"}
_LISTS_WITHOUT_MARKERS = {"document-cards", "source-list", "stages"}
_FACTS = {"task__roles", "task__document"}
"""Facts about a task that stand beside its level, on one line."""
_ROLES = {
    **dict.fromkeys(("role-card__name", "contested__title", "local-practice__head"), Role.TITLE),
    **dict.fromkeys(("role-card__head", "task__head", "contested__kind"), Role.KIND),
    **dict.fromkeys(("help", "meta", "task__meta"), Role.SMALL),
    "lead": Role.LEAD,
}
_WORDS = {
    "contents": "book-contents",
    "sources": "book-sources",
    "terms": "book-terms",
    "licence": "book-licence",
    "page": "book-page",
    "question": "emergency-question",
    "answer": "emergency-answer",
    "not_police": "not-police",
    "page_of": "page-of",
    "version": "help-checked",
}


class _UnknownElementError(Exception):
    """An element that the book cannot hold."""

    def __init__(self, element: HtmlElement) -> None:
        attribute = f' class="{element.get("class")}"' if element.get("class") else ""
        super().__init__(f"<{element.tag}{attribute}>")


def in_book(path: str) -> bool:
    """Whether the page at `path` is a chapter.

    Pages of papers and checklists are not: these are files of their own, and each stage names its papers and holds its
    tasks. Nor are examples, which are there to be copied, nor pages of one municipality: the book is for all.
    """
    return path not in _LEFT_OUT and not is_local(path) and not path.startswith(_FOLDERS_LEFT_OUT)


@dataclass(frozen=True)
class Manuscript:
    """All that a book is made from: its pages as they are shown, and what it says besides."""

    language: Language
    site_url: str
    guide: Guide
    publisher: str
    """Who publishes it, with postal address and e-mail; or that nobody does yet."""
    labels: Mapping[str, str]
    """What the book says itself."""
    stages: Mapping[str, str]
    """What stands before the title of a stage's page, by the path of the page."""
    sections: Sequence[tuple[str, Sequence[PageContent]]]
    """The pages in order; each section has a title, or none when its page stands alone."""

    @property
    def name(self) -> str:
        """The name of the book's file, without its ending."""
        return f"plp-bin-guide-{self.language}"


def manuscript(
    site: Site, language: Language, site_url: str, sections: Sequence[tuple[str, Sequence[PageContent]]]
) -> Manuscript:
    """The manuscript of the book of these pages."""
    said = {name: text[language] for name, text in site.catalogue.labels.items()}
    labels = {name: said[label] for name, label in _WORDS.items()}
    if own_publisher(site.catalogue):
        labels["version"] = said["own-checked"]
    stages = {
        stage.page: said["stage-of"].format(number=stage.number) if stage.number else said["afterwards"]
        for stage in site.catalogue.stages.values()
    }
    publisher, nobody = publisher_of(site.catalogue), said["not-published"]
    published_by = f"{said['published-by']} {publisher.in_sentence(language)}." if publisher else nobody
    return Manuscript(language, site_url, site.catalogue.guide, published_by, labels, stages, sections)


def make_book(manuscript: Manuscript) -> Book:
    """The book of a manuscript.

    Raises `GuideError` when a page holds an element that the book does not know.
    """
    guide, language = manuscript.guide, manuscript.language
    labels = {name: typeset(label, language) for name, label in manuscript.labels.items()}
    before, _, rest = labels.pop("page_of").partition("{page}")
    labels["version"] = labels["version"].format(date=typeset(date_text(guide.checked_on, language), language))
    return Book(
        language=language,
        name=manuscript.name,
        title=typeset(guide.name[language], language),
        subtitle=typeset(guide.subtitle[language], language),
        full_name=typeset(guide.full_name(language), language),
        description=typeset(guide.description[language], language),
        publisher=typeset(manuscript.publisher, language),
        address=f"{manuscript.site_url}{language}".split("://")[-1] if is_public(manuscript.site_url) else "",
        checked_on=guide.checked_on,
        words=labels,
        page_of=(before, rest.partition("{pages}")[0]),
        parts=_parts(manuscript),
    )


def _parts(manuscript: Manuscript) -> tuple[Part, ...]:
    found = [(title, [_Opened(content) for content in pages]) for title, pages in manuscript.sections]
    _leave_out_uncited([opened for _, pages in found for opened in pages])
    places = frozenset(place for _, pages in found for opened in pages for place in opened.places())
    parts, problems = [], []
    for title, pages in found:
        chapters = []
        for opened in pages:
            try:
                chapters.append(_Reader(manuscript, opened.page, places).chapter(opened))
            except _UnknownElementError as error:
                problems.append(opened.page.problem("element-unknown", element=error))
        parts.append(Part(title, tuple(chapters)))
    if problems:
        raise GuideError(problems)
    return tuple(part for part in parts if part.chapters)


def _leave_out_uncited(pages: Sequence[_Opened]) -> None:
    """Takes the sources that no page of the book cites out of the list of all sources."""
    cited = {item.get("id", "").removeprefix("source-") for opened in pages for item in opened.sources}
    for opened in pages:
        for item in opened.tree.find_class("source-list__item"):
            if item.get("id") not in cited:
                item.drop_tree()


class _Opened:
    """A page whose HTML is parsed, without what is only for the screen."""

    def __init__(self, content: PageContent) -> None:
        self.page = content.page
        self.tree = lxml.html.fragment_fromstring(content.html, create_parent="div")
        _drop(self.tree)
        cited = {href.rpartition("#")[2] for href in self.tree.xpath("//sup/a/@href")}
        sources = lxml.html.fragment_fromstring(content.sources, create_parent="div")
        self.sources = [item for item in sources.xpath("./ol/li") if item.get("id") in cited]

    def places(self) -> Iterator[str]:
        """The names of the places on this page to which links can lead."""
        yield self.page.address
        for element in (*self.tree.iter(), *self.sources):
            if element.get("id") and element.tag not in _INLINE:
                yield f"{self.page.address}#{element.get('id')}"


def _drop(tree: HtmlElement) -> None:
    """Takes out what only decorates or is hidden, and what only a screen can use; the text that follows it stays."""
    for element in list(tree.iter()):
        decorates = element.get("aria-hidden") == "true" and element.tag != "a" and "drawing" not in _classes(element)
        unseen = decorates or element.get("hidden") is not None
        if not isinstance(element.tag, str) or unseen or _classes(element) & _SCREEN_ONLY:
            element.drop_tree()


def _classes(element: HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


@dataclass(frozen=True)
class _Reader:
    """Reads one page; `places` are all places of the book to which links can lead."""

    manuscript: Manuscript
    page: Page
    places: frozenset[str]

    def chapter(self, opened: _Opened) -> Chapter:
        """The page as a chapter; its heading of level 1 becomes the title."""
        (heading,) = opened.tree.iterfind(".//h1")
        title = self._text(heading)
        heading.drop_tree()
        sources = []
        for item in opened.sources:
            (number,) = item.find_class("sources__number")
            _drop(item)
            nodes = (*self._anchor(item), *self._nodes(item))
            sources.append(Source(number.text_content().strip("[]"), nodes))
        before = typeset(self.manuscript.stages.get(self.page.path, ""), self.page.language)
        return Chapter(self.page.address, before, title, self._nodes(opened.tree), tuple(sources))

    # -------------------------------------------------------------- blocks

    def _nodes(self, element: HtmlElement) -> Nodes:
        """What stands in an element; words that stand there bare are a paragraph."""
        return tuple(self._flow(element))

    def _flow(self, element: HtmlElement) -> Iterator[Node]:
        bare: list[Run] = []
        for node in _content(element):
            if isinstance(node, str):
                bare.append(node)
            elif node.tag in _INLINE:
                bare += self._inline(node)
            else:
                yield from self._paragraph(_tidied(bare))
                bare = []
                yield from self._anchor(node)
                yield from self._node(node)
        yield from self._paragraph(_tidied(bare))

    def _anchor(self, element: HtmlElement) -> Nodes:
        return (Anchor(f"{self.page.address}#{element.get('id')}"),) if element.get("id") else ()

    def _node(self, element: HtmlElement) -> Iterator[Node]:
        classes = _classes(element)
        match element.tag:
            case "h2" | "h3" | "h4" | "h5" | "h6":
                yield Heading(int(element.tag[1]), self._text(element))
            case "p":
                role = next((_ROLES[name] for name in _ROLES if name in classes), Role.PLAIN)
                yield from self._paragraph(self._runs(element), role)
            case "ul" | "ol":
                yield self._items(element)
            case "dl":
                yield self._pairs(element)
            case "table":
                yield self._table(element)
            case "details":
                yield Group("details", self._nodes(element))
            case "blockquote":
                yield Group("advice", self._nodes(element))
            case "svg":
                yield _drawing(element)
            case "summary":
                yield from self._paragraph(self._runs(element), Role.TITLE)
            case tag if tag in _CONTAINERS:
                note = next((name for name in _GROUPS if name in classes), None)
                if note:
                    yield Group(note, self._nodes(element))
                else:
                    yield from self._flow(element)
            case _:
                raise _UnknownElementError(element)

    def _items(self, element: HtmlElement) -> Items:
        _refuse_others(element, "li")
        return Items(_marker(element), tuple((*self._anchor(item), *self._nodes(item)) for item in element))

    def _pairs(self, element: HtmlElement) -> Pairs:
        pairs: list[tuple[Text, Nodes]] = []
        _refuse_others(element, "div")
        for pair in element:
            if [child.tag for child in pair] != ["dt", "dd"]:
                raise _UnknownElementError(pair)
            name, meaning = pair
            pairs.append((self._text(name), (*self._anchor(pair), *self._nodes(meaning))))
        return Pairs(next(iter(sorted(_classes(element))), ""), tuple(pairs))

    def _table(self, element: HtmlElement) -> Table:
        _refuse_others(element, "caption", "thead", "tbody")
        caption = element.find("caption")
        columns = tuple(self._text(cell) for cell in element.iterfind("thead/tr/th"))
        rows = tuple(tuple(self._text(cell) for cell in row) for row in element.iterfind("tbody/tr"))
        return Table(() if caption is None else self._text(caption), columns, rows)

    def _paragraph(self, runs: Runs, role: Role = Role.PLAIN) -> Iterator[Paragraph]:
        if runs:
            yield Paragraph((Words(self.page.language, runs),), role)

    # -------------------------------------------------------------- words

    def _text(self, element: HtmlElement) -> Text:
        return (Words(self.page.language, self._runs(element)),)

    def _runs(self, element: HtmlElement) -> Runs:
        return _tidied(self._inside(element))

    def _inside(self, element: HtmlElement) -> Iterator[Run]:
        for node in _content(element):
            if isinstance(node, str):
                yield node
            else:
                yield from self._inline(node)

    def _inline(self, element: HtmlElement) -> Iterator[Run]:
        inside = self._inside(element)
        if _classes(element) & _FACTS:
            yield " · "
        match element.tag:
            case "a":
                yield self._link(element)
            case "strong" | "b":
                yield Strong(_tidied(inside))
            case "em" | "i":
                yield Emphasis(_tidied(inside))
            case "br":
                yield Break()
            case "span" if "level" in _classes(element):
                yield LevelMark(next(name for name in _classes(element) if "--" in name).partition("--")[2])
                yield from inside
            case "span" if element.get("lang") in {*Language}:
                yield Words(Language(element.get("lang")), _tidied(inside))
            case "span" | "abbr" | "label":
                yield from inside
            case "sup" if "source-mark" in _classes(element):
                yield from inside
            case _:
                raise _UnknownElementError(element)

    def _link(self, element: HtmlElement) -> Run:
        runs = self._runs(element)
        address = urljoin(f"{self.manuscript.site_url}{self.page.address}", element.get("href"))
        place = address.removeprefix(self.manuscript.site_url)
        if place not in self.places:
            place = place.partition("#")[0]
        if place not in self.places:
            return Web(address, runs, self._shown(address, element))
        if "source-mark" in _classes(element.getparent()):
            return Link(place, (element.text_content().strip("[]"),), "source")
        return Link(place, runs, "term" if "term" in _classes(element) else "")

    def _shown(self, address: str, element: HtmlElement) -> Literal["note", "beside", "not"]:
        """Where an address stands: that of a source once, in the list of all sources; others in notes.

        A page of the guide that is not printed is found by its name.
        """
        lists = {name for parent in element.iterancestors("ol", "ul") for name in _classes(parent)}
        if "source-list" in lists:
            return "beside"
        return "not" if "sources__list" in lists or address.startswith(self.manuscript.site_url) else "note"


def _content(element: HtmlElement) -> Iterator[str | HtmlElement]:
    """The text and the elements in an element, in order."""
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def _refuse_others(element: HtmlElement, *known: str) -> None:
    """Raises an error for a child, or for words, that cannot stand there."""
    for node in _content(element):
        if isinstance(node, str):
            if node.strip():
                raise _UnknownElementError(element)
        elif node.tag not in known:
            raise _UnknownElementError(node)


def _marker(element: HtmlElement) -> Marker:
    classes = _classes(element)
    if any("task" in _classes(item) for item in element):
        return Marker.BOX
    if "statements" in classes and element.find("li/svg") is None:
        return Marker.CROSS if "statements--cross" in classes else Marker.TICK
    if classes & _LISTS_WITHOUT_MARKERS or "statements" in classes:
        return Marker.NONE
    return Marker.NUMBER if element.tag == "ol" else Marker.DASH


def _drawing(element: HtmlElement) -> Picture:
    """A drawing of a page, in the colours of paper; the words beside it say what it shows."""
    for path in element.iterfind("path"):
        if path.get("class") not in _FILLS:
            raise _UnknownElementError(path)
    if element.get("viewbox") is None:
        raise _UnknownElementError(element)
    paths = "".join(
        f'<path fill="{_FILLS[path.get("class")]}" transform="{path.get("transform", "")}" d="{path.get("d")}"/>'
        for path in element.iterfind("path")
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{element.get("viewbox")}">{paths}</svg>'
    width = int(element.get("viewbox").split()[2])
    return Picture(b"", svg, round(5 * width / 26), "", ())


def _tidied(runs: Iterable[Run]) -> Runs:
    """Words as they are read: one space for several, none at the ends, no joiners."""
    tidied = [_spaced(run) if isinstance(run, str) else run for run in merged(runs)]
    if tidied and isinstance(tidied[0], str):
        tidied[0] = tidied[0].lstrip(" ")
    if tidied and isinstance(tidied[-1], str):
        tidied[-1] = tidied[-1].rstrip(" ")
    return tuple(run for run in tidied if run != "")


def _spaced(word: str) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", word.replace("\u2060", ""))
