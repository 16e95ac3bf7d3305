"""The whole guide as one PDF: nothing of its pages is lost, every link and number leads where it says."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import pikepdf
import pytest
from lxml.html import HtmlElement, fromstring

from macros.book.chapters import Book
from macros.book.file import book_file
from macros.book.from_html import Manuscript, in_book, make_book, manuscript
from macros.content.page_files import PageContent
from macros.content.site import ROOT, Site
from macros.model.language import Language
from macros.model.problems import GuideError
from macros.model.typography import size_text
from macros.pages.page_macros import PageMacros
from macros.pages.view import View, sources_html
from macros.tree.nodes import Items, Marker, Picture
from tests.building import SITE_URL, BuiltSite
from tests.papers.reading_papers import assert_sound, flat
from tests.tools import Tools

NOT_PRINTED = (
    *("visually-hidden", "document-card__files", "level-key", "segments", "pack__all"),
    *("checklist__progress", "checklist__actions", "contested__sources", "letters", "on-page", "page-actions"),
    *("paper-files", "sources__back", "sources__certainty"),
)
A_LINE = 24
"""Points: a link leads to the top of what it names, a bookmark to the line of the heading."""
BODY = 48 * 72 / 25.4
"""Points from the left edge of a sheet to its text."""
Place = tuple[int, float]
"""A page, counted from 0, and how far down it; later places are greater."""


@dataclass(frozen=True)
class Printed:
    """A book as it was built, with the pages that it is made of, in order."""

    language: Language
    file: Path
    pages: dict[str, HtmlElement]
    """The article of each page, by address; what is for the screen only is taken out."""
    sources: dict[str, list[HtmlElement]]
    headings: dict[str, str]

    def starts(self) -> dict[str, Place]:
        """Where each chapter begins, by the address of its page."""
        high = ((flat(title), place) for title, depth, place in bookmarks(self.file) if depth < 2)
        return {
            address: next(place for title, place in high if title == flat(heading))
            for address, heading in self.headings.items()
        }


@pytest.fixture
def printed(site: Site, built: BuiltSite, language: Language) -> Printed:
    nav = re.findall(r"^ +- (\S+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    addresses = [site.page(path, language).address for path in nav if in_book(path)]
    pages, sources, headings = {}, {}, {}
    for address in addresses:
        tree = fromstring(built.pages[address].html)
        for element in list(tree.iter()):
            classes = (element.get("class") or "").split() if isinstance(element.tag, str) else []
            drawn = element.tag in ("svg", "img", "input", "button", "progress", "legend")
            if drawn or element.get("hidden") is not None or set(classes) & set(NOT_PRINTED):
                element.drop_tree()
        (pages[address],) = tree.xpath("//article[contains(@class, 'prose')]")
        cited = {href.removeprefix("#") for href in pages[address].xpath(".//sup/a/@href")}
        sources[address] = [item for item in tree.xpath("//ol[@class='sources__list']/li") if item.get("id") in cited]
        headings[address] = pages[address].find(".//h1").text_content()
    everywhere = {item.get("id").removeprefix("source-") for items in sources.values() for item in items}
    for page in pages.values():
        for item in page.find_class("source-list__item"):
            if item.get("id") not in everywhere:
                item.drop_tree()
    return Printed(language, built.root / "documents" / f"plp-bin-guide-{language}.pdf", pages, sources, headings)


def bookmarks(file: Path) -> list[tuple[str, int, Place]]:
    """The headings that a viewer lists, with their depths and places."""
    with pikepdf.open(file) as pdf, pdf.open_outline() as outline:
        items = [(item, 0) for item in outline.root]
        found = []
        while items:
            item, depth = items.pop(0)
            found.append((item.title, depth, place(pdf, item.destination)))
            items = [*((child, depth + 1) for child in item.children), *items]
        return found


def place(pdf: pikepdf.Pdf, destination: object) -> Place:
    assert isinstance(destination, pikepdf.Array)
    return pikepdf.Page(destination[0]).index, -float(destination[3])


def words_of(element: HtmlElement) -> Iterator[str]:
    """The pieces of text in an element, flat; in the list of all sources each title is followed by its address."""
    yield flat(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            yield from words_of(child)
            if child.tag == "a" and is_in(child, "source-list") and child.get("href").startswith("http"):
                yield child.get("href")
        yield flat(child.tail or "")


def is_in(link: HtmlElement, *lists: str) -> bool:
    """Whether it stands in one of these lists: their addresses are in no notes."""
    return any(parent.get("class") in lists for parent in link.iterancestors())


def is_of_the_guide(link: HtmlElement) -> bool:
    """Whether it leads to a page of the guide that is not printed: no note gives its address."""
    return "://" not in link.get("href")


def pdf_text(file: Path, tools: Tools) -> str:
    """The flat text of a book, without the heads, the feet and the notes of its pages."""
    size = ["-x", "0", "-y", "50", "-W", "596", "-H", "750"]
    said = tools.said("pdftotext", "-raw", "-f", "3", *size, file, "-")
    return flat(re.sub(r"^\d+\s?https?://\S+$", "", said, flags=re.MULTILINE))


def test_nothing_of_the_pages_is_lost_and_nothing_stands_between(site: Site, printed: Printed, tools: Tools) -> None:
    """Every piece of text stands in the book in order; between two there are only numbers, marks and page numbers."""
    sources = flat(site.catalogue.labels["book-sources"][printed.language])
    number = re.escape(flat(site.catalogue.labels["book-page"][printed.language])).replace(r"\{page\}", r"\d+")
    parts = "|".join(re.escape(flat(title)) for title, depth, _ in bookmarks(printed.file) if not depth)
    stages = "|".join(
        flat(site.catalogue.labels["stage-of" if stage.number else "afterwards"][printed.language]).format(
            number=stage.number
        )
        for stage in site.catalogue.stages.values()
    )
    between = re.compile(rf"(?:\d{{1,2}}\.?|[–✓×·,◊]|{sources}|{parts}|{stages})*+")
    text, end = re.sub(rf"\({number}\)", "", pdf_text(printed.file, tools)), 0
    for address, article in printed.pages.items():
        elements = [article, *printed.sources[address]]
        for piece in (piece for element in elements for piece in words_of(element) if piece):
            start = text.find(piece, end)
            assert start >= 0, f"{address}: lost {piece!r} after {text[end - 40 : end]!r}"
            gap = text[end:start]
            assert between.fullmatch(gap), f"{address}: {gap!r} stands before {piece!r}"
            end = start + len(piece)
    assert between.fullmatch(text[end:])


def test_the_book_passes_both_standards_and_is_sound(
    printed: Printed, verdicts: dict[str, list[str]], tools: Tools
) -> None:
    assert_sound(verdicts[printed.file.name])
    assert tools.complaints(printed.file) == ""


def test_the_book_is_no_longer_than_readers_asked(printed: Printed) -> None:
    with pikepdf.open(printed.file) as pdf:
        assert len(pdf.pages) <= 64


def test_the_contents_name_every_chapter_with_its_page(printed: Printed, tools: Tools) -> None:
    lines = tools.said("pdftotext", "-raw", "-f", "2", "-l", "2", printed.file, "-").splitlines()
    entries = (re.fullmatch(r"(?:.+·)?(.+?)\.{3,}(\d+)", flat(line)) for line in lines)
    listed = {entry[1]: entry[2] for entry in entries if entry}
    for address, (page, _) in printed.starts().items():
        assert listed.get(flat(printed.headings[address])) == str(page + 1), address


def test_a_link_of_the_contents_is_called_as_its_chapter(printed: Printed) -> None:
    with pikepdf.open(printed.file) as pdf:
        called = [flat(str(link.get("/Contents"))) for link in pdf.pages[1].get("/Annots", [])]
    for address in printed.starts():
        assert any(flat(printed.headings[address]) in each for each in called), address


def test_every_internal_link_leads_into_its_chapter(printed: Printed) -> None:
    """In order; besides them there are only the two links of each note, to its text and back."""
    starts = printed.starts()
    order = sorted(starts, key=starts.__getitem__)
    found = []
    with pikepdf.open(printed.file) as pdf:
        before: Place | None = None
        for page in list(pdf.pages)[2:]:
            links = [link for link in page.get("/Annots", []) if "/Dest" in link]
            for number, link in enumerate(links):
                to, down = place(pdf, link.Dest)
                begins_a_line = float(link.Rect[0]) < BODY + 1  # a number of a source stands behind words
                goes_on = number == 0 and (to, down) == before and begins_a_line
                if not goes_on:  # from the sheet before, which ends within its words
                    found.append([address for address in order if starts[address] <= (to, down + A_LINE)][-1])
                before = to, down
    wanted, notes = [], 0
    for address, article in printed.pages.items():
        for link in (link for element in (article, *printed.sources[address]) for link in element.iter("a")):
            target = urljoin(f"/{address}", link.get("href")).partition("#")[0].removeprefix("/")
            if target in printed.pages:
                wanted.append(target)
            elif not is_in(link, "source-list", "sources__list") and not is_of_the_guide(link):
                notes += 1
    assert len(found) == len(wanted) + 2 * notes
    remaining = iter(found)
    lost = next((target for target in wanted if target not in remaining), None)
    assert lost is None


def test_headings_of_the_pages_are_bookmarks(printed: Printed) -> None:
    marks = {flat(title) for title, _, _ in bookmarks(printed.file)}
    for address, article in printed.pages.items():
        for heading in article.xpath(".//h1 | .//h2"):
            assert flat(heading.text_content()) in marks, address


def test_every_page_offers_the_book_and_says_its_true_size(
    site: Site, built: BuiltSite, printed: Printed, language: Language
) -> None:
    content = printed.file.read_bytes()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        count = len(pdf.pages)
    for path in site.paths:
        address = site.page(path, language).address
        (link,) = built.pages[address].tree.xpath("//footer//a[contains(@href, 'plp-bin-guide')]")
        assert urljoin(f"/{address}", link.get("href")) == f"/documents/{printed.file.name}"
        said = link.getparent().text_content()
        assert f"({count} " in said
        assert size_text(len(content), language) in said
    for address in ("", "404.html"):
        assert "plp-bin-guide" not in built.pages[address].html


def small_manuscript(site: Site, html: str, path: str = "understand/cost.md") -> Manuscript:
    page = site.page(path, Language.FR)
    return manuscript(site, Language.FR, SITE_URL, [("Comprendre", [PageContent(page, f"<h1>Coût</h1>{html}", "")])])


def small_book(site: Site, html: str) -> Book:
    return make_book(small_manuscript(site, html))


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ('<video class="film" src="x.mp4"></video>', '<video class="film">'),
        ("<p>Un <code>mot</code>.</p>", "<code>"),
        ("<ul><p>Sans puce</p></ul>", "<p>"),
        ('<p><img src="x.png" alt="Un plan"></p>', "<img>"),
        ("<dl><div><dt>Mot</dt><dd>Un</dd><dd>Deux</dd></div></dl>", "<div>"),
        ("<table><tr><td>Sans titres</td></tr></table>", "<tr>"),
    ],
)
def test_what_the_book_does_not_know_is_refused_with_its_page(site: Site, html: str, named: str) -> None:
    with pytest.raises(GuideError) as refused:
        small_book(site, html)
    (problem,) = refused.value.problems
    assert problem.file == "docs/fr/understand/cost.md"
    assert named in problem.message


def test_each_of_several_marks_of_sources_stands_in_the_book(site: Site, language: Language) -> None:
    """On the page only the first is named to those who listen."""
    page = site.page("understand/what.md", language)
    view = View(site, page)
    marks = view.cite(site.catalogue.statements["path-of-an-alert"].statements[0].sources)
    html = f"<h1>x</h1><p>x{marks}</p>"
    content = [("x", [PageContent(page, html, str(sources_html(view)))])]
    (chapter,) = make_book(manuscript(site, language, SITE_URL, content)).parts[0].chapters
    assert len(chapter.sources) == 3
    assert str(chapter.nodes).count("name='source'") == 3


def test_the_path_of_an_alert_is_drawn_in_the_book(site: Site, language: Language) -> None:
    page = site.page("understand/what.md", language)
    html = f"<h1>x</h1>{PageMacros(View(site, page)).path_of_an_alert()}"
    content = [("x", [PageContent(page, html, "")])]
    (chapter,) = make_book(manuscript(site, language, SITE_URL, content)).parts[0].chapters
    path, never = (node for node in chapter.nodes if isinstance(node, Items))
    drawn = [item[0].svg for item in path.items if isinstance(item[0], Picture)]
    assert len({*drawn}) == len(site.catalogue.statements["path-of-an-alert"].statements)
    assert [svg.count("M11.5-10") for svg in drawn] == [0, 1, 1, 1], "an arrow leads to each but the first"
    (crossed,) = never.items
    assert isinstance(crossed[0], Picture)
    assert "translate(90 0)" in crossed[0].svg, "from the neighbour to the members, crossed out"
    assert never.marker is Marker.NONE, "the drawing has the cross"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """An empty cache, with the fonts that are cut already."""
    (tmp_path / "fonts").symlink_to(ROOT / ".cache" / "fonts")
    (tmp_path / "papers").mkdir()
    return tmp_path / "papers"


def test_a_character_that_the_fonts_lack_stops_the_book(site: Site, store: Path) -> None:
    with pytest.raises(GuideError, match="中"):
        book_file(small_manuscript(site, "<p>中</p>"), store)


def test_an_unchanged_book_is_not_set_again(site: Site, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = book_file(small_manuscript(site, "<p>Un</p>"), store)
    with monkeypatch.context() as patch:
        patch.setattr("macros.book.pdf.book_pdf", lambda *_: pytest.fail("set again"))
        assert book_file(small_manuscript(site, "<p>Un</p>"), store) == first
        assert book_file(small_manuscript(site, "<p>Deux</p>"), store, earlier=True) == first
    assert book_file(small_manuscript(site, "<p>Deux</p>"), store) != first


def test_two_makings_give_the_same_bytes(store: Path) -> None:
    """In other processes, with other hash seeds, time zones and locales."""
    script = (
        "import hashlib, sys; from pathlib import Path\n"
        "from macros.book.from_html import make_book, manuscript; from macros.book.pdf import book_pdf\n"
        "from macros.content.catalogue import load_catalogue\n"
        "from macros.content.page_files import PageContent, load_pages\n"
        "from macros.content.site import ROOT, Site; from macros.model.language import Language\n"
        "site = Site(load_catalogue(ROOT / 'data')[0], load_pages(ROOT / 'docs')[0])\n"  # checked before
        "html = '<h1>Un</h1><h2 id=\"a\">Un</h2>' + '<p>Un <a href=\"#a\">lien</a>.</p>' * 40\n"
        "content = PageContent(site.page('understand/cost.md', Language.FR), html, '')\n"
        "book = make_book(manuscript(site, Language.FR, 'https://guide.example/', [('Un', [content])]))\n"
        "print(hashlib.sha256(book_pdf(book, Path(sys.argv[1]))).hexdigest())\n"
    )
    said = set()
    for surroundings in (
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
    ):
        command = [sys.executable, "-c", script, str(store.parent / "fonts")]
        environment = os.environ | surroundings | {"PYTHONPATH": str(ROOT)}
        ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        said.add(ran.stdout)
    assert len(said) == 1
