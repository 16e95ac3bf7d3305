"""What nobody does and what everybody does are two lists with two signs, wherever they are shown."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

import pytest
from lxml.html import HtmlElement, fromstring, tostring

from macros.book.from_html import make_book, manuscript
from macros.content.page_files import PageContent
from macros.content.site import Site
from macros.model.language import Bilingual, Edition, Language
from macros.model.records import Sign
from macros.model.typography import typeset
from macros.pages.view import View, document_html
from macros.papers.docx import word_file
from macros.papers.from_records import document_paper
from macros.papers.odt import open_document
from macros.papers.paper import Paper
from macros.tree.nodes import Items, Marker, Paragraph, joined
from tests.building import SITE_URL

DENIED = {Language.FR: r"\bn[e'’]", Language.NL: r"\b(niet|geen|nooit)\b"}
LISTS = {"limits": Marker.CROSS, "always": Marker.TICK}


def said(site: Site, list_id: str, language: Language) -> list[str]:
    texts = [statement.text for statement in site.catalogue.statements[list_id].statements]
    return [typeset(text[language], language) for text in texts]


def paper_of(site: Site, document_id: str, language: Language) -> Paper:
    return document_paper(site, site.catalogue.documents[document_id], Edition(language), SITE_URL)


def signs_of(nodes: Iterable[object]) -> dict[str, Marker]:
    """Every item of a list of nodes, with its sign."""
    lists = [node for node in nodes if isinstance(node, Items)]
    return {
        joined(node.text): listed.marker
        for listed in lists
        for item in listed.items
        for node in item[:1]
        if isinstance(node, Paragraph)
    }


def signs_on(page: HtmlElement) -> dict[str, Marker]:
    """Every item of the signed lists of a page, without marks of sources, with its sign."""
    for mark in page.xpath("//sup"):
        mark.drop_tree()
    return {
        item.text_content().strip("\u2060\n "): Marker.CROSS if "cross" in listed.get("class") else Marker.TICK
        for listed in page.find_class("statements")
        for item in listed
    }


def test_no_duty_stands_behind_a_cross(site: Site, language: Language) -> None:
    """“× Call 101” is read as “do not call”."""
    lists = [listed.statements for listed in site.catalogue.statements.values() if listed.sign is Sign.CROSS]
    lists += [role.does_not for role in site.catalogue.roles.values()]
    texts: list[Bilingual] = [statement.text for statements in lists for statement in statements]
    crossed = [text[language] for text in texts]
    assert not [text for text in crossed if re.search(r"\b1[01]\d\b", text)]
    assert not [text for text in crossed if text.endswith(".") and not re.search(DENIED[language], text)]


def test_pages_and_the_book_show_two_lists_with_two_signs(site: Site, language: Language) -> None:
    view = View(site, site.page("understand/limits.md", language))
    html = "".join(view.render("statements.html", list=site.catalogue.statements[name]) for name in LISTS)
    wanted = {text: marker for name, marker in LISTS.items() for text in said(site, name, language)}
    shown = fromstring(f"<main>{html}</main>")
    assert signs_on(shown) == wanted
    assert [name for name in LISTS if f'statements("{name}")' in view.page.body] == list(LISTS)
    content = PageContent(
        view.page, "<h1>x</h1>" + "".join(tostring(listed, encoding="unicode") for listed in shown), ""
    )
    (chapter,) = make_book(manuscript(site, language, SITE_URL, [("x", [content])])).parts[0].chapters
    assert {text.strip("\u2060"): sign for text, sign in signs_of(chapter.nodes).items()} == wanted


def test_the_by_laws_show_two_lists_with_two_signs(site: Site, language: Language) -> None:
    wanted = {text: marker for name, marker in LISTS.items() for text in said(site, name, language)}
    page = document_html(site.catalogue.documents["by-laws"], View(site, site.page("documents/by-laws.md", language)))
    assert signs_on(fromstring(page)) == wanted
    paper = paper_of(site, "by-laws", language)
    assert {text: sign for text, sign in signs_of(paper.nodes).items() if text in wanted} == wanted


@pytest.mark.parametrize("paper_id", ["by-laws", "reflex-card"])
def test_office_files_have_two_signs(site: Site, language: Language, paper_id: str) -> None:
    paper = paper_of(site, paper_id, language)
    with zipfile.ZipFile(io.BytesIO(word_file(paper))) as file:
        used = re.findall(r'w:numId w:val="([34])"', file.read("word/document.xml").decode())
        numbering = file.read("word/numbering.xml").decode()
    shown = dict(re.findall(r'abstractNum [^>]*abstractNumId="(\d)".*?lvlText w:val="(.)', numbering, re.DOTALL))
    assert {shown[number] for number in used} == {"✓", "×"}
    with zipfile.ZipFile(io.BytesIO(open_document(paper))) as file:
        used = re.findall(r'text:style-name="(Ticks|Crosses)"', file.read("content.xml").decode())
    assert {*used} == {"Ticks", "Crosses"}


def test_the_card_shows_what_never_and_what_instead_with_two_signs(site: Site, language: Language) -> None:
    page = document_html(
        site.catalogue.documents["reflex-card"], View(site, site.page("documents/reflex-card.md", language))
    )
    assert list(signs_on(fromstring(page)).values()) == [Marker.CROSS, Marker.TICK]
