"""What nobody does and what everybody does are two lists with two signs, wherever they are shown."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from copy import deepcopy

import pytest
from lxml.html import HtmlElement, fromstring, tostring

from macros.book.from_html import make_book, manuscript
from macros.content.page_files import PageContent
from macros.content.site import Site
from macros.model.language import Edition, Language
from macros.model.typography import typeset
from macros.pages.view import View, document_html
from macros.papers.docx import word_file
from macros.papers.from_records import document_paper
from macros.papers.odt import open_document
from macros.papers.paper import Paper
from macros.tree.nodes import Card, Group, Items, Marker, Paragraph, Slide, Text, joined
from tests.building import SITE_URL, BuiltSite

_FRENCH_NOT, _DUTCH_NOT = (
    r"\bn['’]|\b(ne|pas|ni|jamais|seule?s?|seulement|uniquement)\b",
    r"\b(niet|geen|nooit|alleen|enkel)\b",
)
_NO_ACT = r"[.?!:]|\b1[01]\d\b|\b(appele[rz]|belt?|bellen)\b|"
WRONG = {
    Marker.CROSS: {
        Language.FR: re.compile(_NO_ACT + _FRENCH_NOT, re.IGNORECASE),
        Language.NL: re.compile(_NO_ACT + _DUTCH_NOT, re.IGNORECASE),
    },
    Marker.TICK: {
        Language.FR: re.compile(_FRENCH_NOT, re.IGNORECASE),
        Language.NL: re.compile(_DUTCH_NOT, re.IGNORECASE),
    },
}
"""What is not said behind a sign: what asks, denies or allows behind a cross; what denies behind a tick."""
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
    """Every item of the signed lists of a page, without its marks, with its sign."""
    for mark in page.xpath("//sup | //span[@class='ours']"):
        mark.drop_tree()
    return {
        item.text_content().strip("\u2060\u00a0\n "): Marker.CROSS if "cross" in listed.get("class") else Marker.TICK
        for listed in page.find_class("statements")
        for item in listed
    }


def faults_of(signed: Iterable[tuple[str, Marker]], language: Language) -> list[str]:
    """The items that say something else than their sign: “× Call 101” and “× Do not patrol” are read as “do not”."""
    return [text for text, marker in signed if WRONG[marker][language].search(text.replace("\u2060", ""))]


def signed_words(nodes: Iterable[object], language: Language) -> Iterator[tuple[str, Marker]]:
    """Every item behind a cross or a tick in the nodes of a paper, with those of slides and cards, in one language."""

    def words(text: Text) -> str:
        return " ".join(str(each) for each in text if each.language is language)

    for node in nodes:
        if isinstance(node, Items) and node.marker in WRONG:
            yield from ((words(item[0].text), node.marker) for item in node.items if isinstance(item[0], Paragraph))
        elif isinstance(node, Card):
            yield from ((words(item), Marker.CROSS) for item in node.never.items)
            yield from ((words(item), Marker.TICK) for item in node.instead.items)
        elif isinstance(node, (Slide, Group)):
            yield from signed_words(node.nodes, language)


def test_a_cross_stands_before_an_act_and_a_tick_before_what_one_does_on_every_page(
    built: BuiltSite, language: Language
) -> None:
    pages = [page.tree for address, page in built.pages.items() if address.startswith(f"{language}/")]
    signed = [each for page in pages for each in signs_on(deepcopy(page)).items()]
    assert {marker for _, marker in signed} == {*WRONG}
    assert not faults_of(signed, language)


def test_a_cross_stands_before_an_act_and_a_tick_before_what_one_does_in_every_paper(
    site: Site, language: Language
) -> None:
    found = 0
    for document in site.catalogue.document_versions.values():
        for edition in (Edition(language), Edition.BOTH):
            signed = [*signed_words(document_paper(site, document, edition, SITE_URL).nodes, language)]
            found += len(signed)
            assert not faults_of(signed, language), document.id
    assert found > 60


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
    assert {text.strip("\u2060\u00a0"): sign for text, sign in signs_of(chapter.nodes).items()} == wanted


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
    signs = list(signs_on(fromstring(page)).values())
    assert signs == sorted(signs, key=[Marker.CROSS, Marker.TICK].index)
    assert {*signs} == {Marker.CROSS, Marker.TICK}
