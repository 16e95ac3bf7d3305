"""Shops find their version of a paper where they look for it, before that of homes is taken for theirs."""

from __future__ import annotations

from lxml.html import HtmlElement

from macros.content.site import Site
from macros.model.language import Edition, Language
from macros.model.records import Document
from macros.papers.downloads import Pack
from macros.papers.paper import Format
from tests.building import BuiltSite

ROLE = "roles/self-employed.md"


def papers_with_versions(site: Site) -> list[Document]:
    return [paper for paper in site.catalogue.documents.values() if paper.shops]


def links_before(page: HtmlElement, anchor: str) -> set[str]:
    """The links of a page's text before the heading with this anchor; of files, their names."""
    (heading,) = page.xpath("//article//*[@id=$anchor]", anchor=anchor)
    links = heading.xpath("preceding::a[ancestor::article]/@href")
    return {link.rsplit("/documents/", 1)[-1] for link in links}


def word_and_pdf(pack: Pack, paper: Document, language: Language) -> set[str]:
    files = pack.papers[paper.id, Edition(language)].files
    return {files[Format.WORD].name, files[Format.PRINT].name}


def test_the_page_of_shops_begins_with_what_to_do_and_lists_their_papers(
    site: Site, language: Language, built: BuiltSite, pack: Pack
) -> None:
    page = built.pages[site.page(ROLE, language).address].tree
    assert page.xpath("//article//h2/@id")[:2] == ["first-step", "papers"]
    links = links_before(page, "differences")
    for paper in papers_with_versions(site):
        slug = site.page(paper.page, language).front_matter.slug
        assert f"../{slug}/#shops" in links, paper.id
        assert word_and_pdf(pack, paper.versions[-1], language) <= links, paper.id


def test_a_paper_with_a_version_for_shops_has_both_in_its_first_lines(
    site: Site, language: Language, built: BuiltSite, pack: Pack
) -> None:
    for paper in papers_with_versions(site):
        page = built.pages[site.page(paper.page, language).address].tree
        links = links_before(page, page.xpath("//article//h2/@id")[0])
        for version in paper.versions:
            assert word_and_pdf(pack, version, language) <= links, version.id


def test_the_page_of_documents_leads_shops_to_their_versions(site: Site, language: Language, built: BuiltSite) -> None:
    page = built.pages[site.page("documents/index.md", language).address].tree
    role = site.page(ROLE, language).front_matter.slug
    assert f"../{role}/#papers" in links_before(page, "pack")
    for paper in papers_with_versions(site):
        slug = site.page(paper.page, language).front_matter.slug
        assert page.xpath("//li[@id=$paper]//a/@href[contains(., '#shops')]", paper=paper.id) == [f"../{slug}/#shops"]
