"""The pack is complete, the same at every build, never stale, and offered whole on the site."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from macros.content.checklists import checklist_ids, checklist_page
from macros.content.site import ROOT, Site
from macros.model.language import Edition, Language
from macros.model.problems import GuideError, Problem
from macros.model.typography import size_text, typeset
from macros.papers.downloads import Pack
from macros.papers.pack import _kept, make_pack, make_paper, papers_of
from macros.papers.paper import Format, formats_on
from macros.rendering.fonts import PAPER_FONTS
from macros.tree.nodes import NewPage
from tests.building import SITE_URL, BuiltSite, OnePaper


def test_every_document_and_checklist_exists_in_every_edition_and_format(site: Site, pack: Pack) -> None:
    ids = {
        *site.catalogue.document_versions,
        *(f"checklist-{name}" for name in (*site.catalogue.stages, *site.catalogue.roles)),
    }
    for paper_id in {*ids, "checklist-all"}:
        for edition in Edition:
            packed = pack.papers[paper_id, edition]
            assert set(formats_on(packed.paper.orientation)) <= set(packed.files)
            assert {Format.PRINT, Format.FORM} <= set(packed.files)


def test_no_two_files_have_the_same_name(pack: Pack) -> None:
    names = Counter(download.name for download in pack.files)
    assert [name for name, times in names.items() if times > 1] == []


def test_everything_to_do_fits_on_two_pages_a_language(pack: Pack) -> None:
    for edition in Edition:
        assert pack.papers["checklist-all", edition].files[Format.PRINT].pages == 2 * len(edition.languages)


def test_letters_and_the_card_stay_on_their_sheet(pack: Pack) -> None:
    for paper_id in ("ministry-letter", "ministry-letter-shops", "announcement", "reflex-card"):
        for edition in Edition:
            pages = pack.papers[paper_id, edition].files[Format.PRINT].pages
            assert pages == len(edition.languages), paper_id


def test_a_registration_is_one_sheet_to_hand_in_and_one_to_keep(pack: Pack) -> None:
    for paper_id in ("member-registration", "member-registration-shops"):
        for edition in Edition:
            pages = pack.papers[paper_id, edition].files[Format.PRINT].pages
            assert pages == 2 * len(edition.languages), paper_id


def test_an_unchanged_paper_is_not_set_again(site: Site, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> list[object]:
        raise AssertionError("set again")

    monkeypatch.setattr("macros.papers.pack.set_paper", refuse)
    assert [file.name for file in make_pack(site, SITE_URL, ROOT / ".cache" / "made").files] == [
        file.name for file in pack.files
    ]


def test_a_paper_of_which_a_kept_file_is_empty_is_set_again(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a power cut may leave it."""
    said = Problem.of("key-twice", "data/terms.yml", 3, name="fr")
    monkeypatch.setattr("macros.papers.pack.set_paper", lambda paper, store: [said])
    paper = next(each for each in papers_of(site, SITE_URL) if each.id == "announcement")
    for file in _kept(paper, tmp_path).values():
        file.touch()
    with pytest.raises(GuideError, match="data/terms"):
        make_paper(site, SITE_URL, tmp_path, paper.id, paper.edition)


def test_a_changed_paper_never_comes_from_the_cache(one_paper: OnePaper, tmp_path: Path) -> None:
    paper = one_paper("announcement", Edition.FR).paper
    kept = set(_kept(paper, tmp_path).values())
    changed = replace(paper, nodes=(*paper.nodes, NewPage()))
    assert kept.isdisjoint(_kept(changed, tmp_path).values())


@pytest.mark.parametrize("edition", list(Edition))
def test_the_archive_of_an_edition_holds_all_its_files_and_a_list_of_them(
    edition: Edition, pack: Pack, site: Site
) -> None:
    with zipfile.ZipFile(io.BytesIO(pack.archives[edition].content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        contents = archive.read(names[0]).decode()
    expected = {
        f"{packed.paper.folder}/{file.name}"
        for (_, found), packed in pack.papers.items()
        if found is edition
        for file in packed.offered
    }
    assert names[0].endswith(".html")
    assert set(names[1:]) == expected
    assert set(re.findall(r'href="([^"]+)"', contents)) == expected
    for language in edition.languages:
        for path in ("create/stage-1.md", "create/evaluation.md", "documents/checklists/index.md"):
            assert typeset(site.page(path, language).front_matter.title, language) in contents
        assert "CC BY 4.0" in contents


def test_the_site_offers_every_file_with_its_size(pack: Pack, built: BuiltSite) -> None:
    for download in pack.files:
        assert (built.root / "documents" / download.name).read_bytes() == download.content


def test_the_fonts_of_papers_come_from_packages(site: Site) -> None:
    assert not list(ROOT.glob("docs/**/*.ttf"))
    assert all(font.package.startswith("fontpkg") for font in PAPER_FONTS)


def test_the_reader_chooses_the_language_of_the_papers(
    site: Site, base_url: str, page: Page, language: Language
) -> None:
    page.goto(base_url + site.page("documents/index.md", language).address)
    for edition in (Edition.BOTH, Edition.NL, Edition.FR):
        page.locator(f"label[for='edition-{edition}']").click()
        shown = page.locator(".downloads__file:visible")
        addresses = [shown.nth(index).get_attribute("href") or "" for index in range(shown.count())]
        assert len(addresses) >= 12 * 4
        assert all(re.search(rf"-{edition}(-form|-a3|-notes)?\.(pdf|docx|odt|pptx)$", address) for address in addresses)
        expect(page.locator(".pack__all a:visible")).to_have_count(1)


def test_without_script_the_choice_of_language_still_works(
    site: Site, base_url: str, page_without_script: Page
) -> None:
    page = page_without_script
    page.goto(base_url + site.page("documents/index.md", Language.FR).address)
    before = page.locator(".downloads__file:visible").count()
    page.locator("label[for='edition-nl']").click()
    expect(page.locator(".downloads__file:visible")).to_have_count(before)
    expect(page.locator(".downloads__file:visible").first).to_have_attribute("href", re.compile(r"-nl\.pdf$"))


def test_each_document_is_shown_with_its_first_page_how_many_pages_it_has_and_the_size_of_what_is_large(
    site: Site, built: BuiltSite, pack: Pack, language: Language
) -> None:
    tree = built.pages[site.page("documents/index.md", language).address].tree
    for document in site.catalogue.documents.values():
        (card,) = tree.xpath(f"//li[@id='{document.id}']")
        packed = pack.papers[document.id, Edition(language)]
        assert [Path(src).name for src in card.xpath(".//img/@src")] == [packed.picture.name]
        shown = {Path(each.get("href")).name: each.getparent() for each in card.xpath(".//a[@download]")}
        for file in packed.offered:
            text = " ".join(shown[file.name].text_content().split())
            counted = file.pages and file.format is not Format.FORM  # which has the pages of the one to print
            assert not counted or f"({file.pages} page" in text or f"({file.pages} pagina" in text, text
            size = " ".join(size_text(len(file.content), language).split())
            assert (size in text) == (len(file.content) > 200_000), text


def test_the_picture_of_a_paper_weighs_at_most_10_000_bytes(pack: Pack) -> None:
    pictures = [file for file in pack.files if file.name.endswith(".png")]
    assert len(pictures) > 20
    assert max(len(file.content) for file in pictures) <= 10_000


def test_each_stage_page_offers_the_papers_of_its_stage(
    site: Site, built: BuiltSite, pack: Pack, language: Language
) -> None:
    for document in site.catalogue.documents.values():
        tree = built.pages[site.page(site.catalogue.stages[document.stage].page, language).address].tree
        offered = {Path(address).name for address in tree.xpath("//a[contains(@class, 'downloads__file')]/@href")}
        for edition in (Edition(language), Edition.BOTH):
            assert {file.name for file in pack.papers[document.id, edition].offered} <= offered, document.id


def test_each_paper_is_offered_on_its_own_page_in_every_edition(
    site: Site, built: BuiltSite, pack: Pack, language: Language
) -> None:
    pages = {document.id: document.page for document in site.catalogue.document_versions.values()}
    pages |= {f"checklist-{name}": checklist_page(name) for name in checklist_ids(site.catalogue)}
    for (paper_id, _), packed in pack.papers.items():
        tree = built.pages[site.page(pages[paper_id], language).address].tree
        offered = {Path(address).name for address in tree.xpath("//a[contains(@class, 'downloads__file')]/@href")}
        assert {file.name for file in packed.offered} <= offered, paper_id
