"""Readers see who publishes the guide, and report an error by a mail that names the page."""

from __future__ import annotations

import dataclasses
import json
import re
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from macros.book.from_html import make_book, manuscript
from macros.book.pdf import book_pdf
from macros.checks.allowed_html import is_link
from macros.content.communes import OWN_COMMUNE
from macros.content.page_files import PageContent
from macros.content.publisher import OWN_PUBLISHER
from macros.content.site import ROOT, Site
from macros.model.language import Edition, Language
from macros.model.records import Publisher, ServerLog
from macros.model.typography import typeset
from macros.open_data.notice import notice_in
from macros.pages.link_cards import structured_data
from macros.pages.page_macros import PageMacros
from macros.pages.publisher import publisher_html, report_address, server_log_html
from macros.pages.view import View
from macros.papers.formats import rendered, texts
from macros.papers.from_records import checklist_paper, document_paper
from macros.papers.paper import Format
from tests.building import UNPUBLISHED, BuiltSite
from tests.papers.reading_papers import flat
from tests.tools import Tools

ADDRESS = "https://plp.brussels/"
FONTS = ROOT / ".cache" / "fonts"


@pytest.fixture
def published(site: Site) -> Site:
    """The guide as an organisation publishes it."""
    publisher = Publisher.model_validate(
        {
            "name": {"fr": "Voisins & Cie asbl", "nl": "Buren & Co vzw"},
            "address": {"fr": "Rue Haute 1, 1000 Bruxelles", "nl": "Hoogstraat 1, 1000 Brussel"},
            "email": "guide@voisins.be",
            "site": "https://voisins.be/",
        }
    )
    guide = site.catalogue.guide.model_copy(update={"publisher": publisher})
    return dataclasses.replace(site, catalogue=dataclasses.replace(site.catalogue, guide=guide))


def view_of(site: Site, path: str, language: Language, site_url: str = ADDRESS) -> View:
    return View(site, site.page(path, language), site_url=site_url)


@pytest.mark.parametrize(("days", "named"), [(14, ["14", "Serveurs &amp; Co"]), (0, ["Serveurs &amp; Co"])])
def test_the_page_about_privacy_says_what_the_server_keeps_and_whose_it_is(
    published: Site, language: Language, days: int, named: list[str]
) -> None:
    publisher = published.catalogue.guide.publisher
    assert publisher is not None
    log = ServerLog.model_validate({"host": "Serveurs & Co", "days": days})
    guide = published.catalogue.guide.model_copy(update={"publisher": publisher.model_copy(update={"log": log})})
    told = dataclasses.replace(published, catalogue=dataclasses.replace(published.catalogue, guide=guide))
    html = server_log_html(view_of(told, "privacy.md", language))
    assert all(each in html for each in named)
    assert (typeset(publisher.name[language], language).replace("&", "&amp;") in html) == (days > 0)
    assert html != server_log_html(view_of(published, "privacy.md", language))


def test_a_publisher_who_has_not_said_what_the_server_keeps_is_named_to_be_asked(
    published: Site, unpublished: Site, language: Language
) -> None:
    publisher = published.catalogue.guide.publisher
    assert publisher is not None
    html = server_log_html(view_of(published, "privacy.md", language))
    later = typeset(published.catalogue.labels["server-log-unknown"][language], language)
    assert typeset(publisher.name[language], language).replace("&", "&amp;") in html
    assert later not in html
    assert later in server_log_html(view_of(unpublished, "privacy.md", language))


UNOFFICIAL = {Language.FR: "non officiel", Language.NL: "niet-officieel"}


def test_what_a_municipality_publishes_is_not_called_unofficial(
    published: Site, unpublished: Site, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(site: Site) -> list[str]:
        paper = checklist_paper(site, "coordinator", Edition(language), ADDRESS)
        book = make_book(manuscript(site, language, ADDRESS, []))
        return [notice_in(language, site).more, " ".join(map(str, texts(paper.version))), book.words["version"]]

    for guide in (published, unpublished):
        notice, *dated = said(guide)
        assert notice == typeset(guide.catalogue.labels["notice-more"][language], language)
        assert all(UNOFFICIAL[language] in each.lower() for each in dated)
    monkeypatch.setenv(OWN_COMMUNE, "berchem-sainte-agathe")
    publisher = Publisher.model_validate({"name": "Ville & voisins", "address": "Rue Basse 1", "email": "a@b.be"})
    monkeypatch.setenv(OWN_PUBLISHER, publisher.model_dump_json())
    notice, *dated = said(published)
    assert "Ville & voisins" in notice
    assert not [each for each in (notice, *dated) if "offici" in each.lower() or "overheid" in each]


def test_name_postal_address_mailbox_and_site_stand_where_readers_look(published: Site, language: Language) -> None:
    html = publisher_html(view_of(published, "privacy.md", language))
    publisher = published.catalogue.guide.publisher
    assert publisher is not None
    assert typeset(publisher.name[language], language).replace("&", "&amp;") in html
    assert typeset(publisher.address[language], language) in html
    assert 'href="mailto:guide@voisins.be"' in html
    assert 'href="https://voisins.be/"' in html


def test_an_error_is_reported_by_a_mail_that_names_the_page(published: Site, language: Language) -> None:
    for path in published.paths:
        view = view_of(published, path, language)
        address = report_address(view)
        assert is_link(address), address
        assert urlsplit(address).path == "guide@voisins.be"
        said = {name: text for name, (text,) in parse_qs(urlsplit(address).query, strict_parsing=True).items()}
        title = typeset(view.page.front_matter.title, language)
        assert title in typeset(said["subject"], language)
        assert f"{ADDRESS}{view.page.address}\r\n" in said["body"]
        assert "|" not in said["body"]


def test_nothing_is_to_be_reported_while_nobody_publishes(
    published: Site, unpublished: Site, site: Site, language: Language, built: BuiltSite
) -> None:
    """In the built site as in its record: either every page has the way to report an error, or none."""
    said = {name: typeset(site.catalogue.labels[name][language], language) for name in ("search-tell-us", "report-how")}
    for guide, is_said in ((published, True), (unpublished, False)):
        assert (said["report-how"] in publisher_html(view_of(guide, "about/index.md", language), how=True)) == is_said
        search = PageMacros(view_of(guide, "search.md", language))
        assert (said["search-tell-us"] in search.search_box()) == is_said
    pages = {path: built.pages[site.page(path, language).address] for path in site.paths}
    is_published = site.catalogue.guide.publisher is not None
    for path, page in pages.items():
        assert report_address(view_of(unpublished, path, language)) == ""
        assert bool(page.tree.xpath("//p[@class='page-foot__checked']//a")) == is_published, path
    for name, text in said.items():
        assert any(text in page.html for page in pages.values()) == is_published, name


def test_a_mail_claims_no_address_that_nobody_has(published: Site) -> None:
    address = report_address(view_of(published, "glossary.md", Language.FR, "https://plp-bin.example/"))
    assert "plp-bin.example" not in address
    assert "fr%2Fglossaire" in address


def test_no_link_copies_a_mail_to_others() -> None:
    assert not is_link("mailto:a@b.be?subject=x&body=y&bcc=c@d.be")
    assert not is_link("mailto:a@b.be,c@d.be")


def test_search_engines_are_told_who_publishes(published: Site, unpublished: Site, language: Language) -> None:
    fact = json.loads(structured_data(view_of(published, "index.md", language), "", []))
    assert fact["publisher"]["@type"] == "Organization"
    assert fact["publisher"]["email"] == "guide@voisins.be"
    fact = json.loads(structured_data(view_of(unpublished, "index.md", language), "", []))
    assert "publisher" not in fact


@pytest.mark.parametrize("edition", Edition)
def test_papers_name_who_publishes_and_an_address_that_leads_somewhere(
    published: Site, unpublished: Site, edition: Edition
) -> None:
    document = published.catalogue.documents["charter"]
    paper = document_paper(published, document, edition, ADDRESS)
    assert "Buren & Co vzw" in " ".join(map(str, texts(paper.publisher))) or edition is Edition.FR
    assert paper.address.startswith("plp.brussels")
    nobody = document_paper(unpublished, document, edition, "https://plp-bin.example/")
    assert nobody.address == ""
    assert "voisins" not in str(nobody.publisher)


@pytest.mark.parametrize("kind", [Format.PRINT, Format.WORD, Format.OPEN])
def test_the_foot_of_a_paper_names_who_publishes_on_every_sheet(
    published: Site, kind: Format, tools: Tools, tmp_path: Path
) -> None:
    paper = document_paper(published, published.catalogue.documents["member-registration"], Edition.FR, ADDRESS)
    file = tmp_path / "paper"
    file.write_bytes(rendered(paper, kind, FONTS))
    if kind is Format.PRINT:
        sheets = tools.said("pdftotext", "-raw", file, "-").split("\f")[:-1]
    else:
        with zipfile.ZipFile(file) as parts:
            names = [name for name in parts.namelist() if re.search(r"footer\d*\.xml$|^styles\.xml$", name)]
            sheets = ["".join(ElementTree.fromstring(parts.read(name)).itertext()) for name in names]
    assert sheets
    assert all("Voisins&Cieasbl,plp.brussels" in flat(sheet) for sheet in sheets), sheets


def test_the_cover_of_the_book_names_who_publishes_with_both_addresses(
    published: Site, unpublished: Site, tools: Tools, tmp_path: Path
) -> None:
    file = tmp_path / "book.pdf"
    for guide, said in (
        (published, "Publié par Voisins & Cie asbl, Rue Haute 1, 1000 Bruxelles, guide@voisins.be."),
        (unpublished, unpublished.catalogue.labels["not-published"].fr),
    ):
        pages = [("Comprendre", [PageContent(guide.page("understand/cost.md", Language.FR), "<h1>Coût</h1>", "")])]
        file.write_bytes(book_pdf(make_book(manuscript(guide, Language.FR, ADDRESS, pages)), FONTS))
        cover = tools.said("pdftotext", "-raw", "-l", "1", file, "-")
        assert flat(said) in flat(cover)


def test_who_builds_a_guide_that_nobody_publishes_is_told_once(built: BuiltSite, site: Site) -> None:
    assert built.log.count(UNPUBLISHED) == (site.catalogue.guide.publisher is None)


def test_a_guide_that_is_only_looked_at_says_so_on_every_page(built: BuiltSite, site: Site) -> None:
    """One that somebody publishes says there who does."""
    publisher, nobody = site.catalogue.guide.publisher, site.catalogue.labels["not-published"]
    for address, page in built.pages.items():
        told = page.tree.xpath("//footer")[0].text_content()
        languages = [language for language in Language if address.startswith(f"{language}/")] or list(Language)
        for language in languages:
            said = typeset((publisher.name if publisher else nobody)[language], language)
            assert said in told, address
            assert not publisher or typeset(nobody[language], language) not in told, address


def test_a_date_says_what_was_checked(built: BuiltSite, site: Site) -> None:
    for page in site.pages.values():
        tree = built.pages[page.address].tree
        (said,) = tree.xpath("//*[@class='page-foot__checked']/span")
        sourced = bool(tree.xpath("//section[@class='sources']"))
        assert ("sources" in said.text_content() or "bronnen" in said.text_content()) == sourced, page.address
