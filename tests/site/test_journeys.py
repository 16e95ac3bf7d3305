"""Readers get from the home page to what they came for, on a phone, with what they see on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from macros.content.site import Site
from macros.model.language import Edition, Language
from macros.model.typography import typeset
from macros.papers.downloads import Pack
from macros.papers.paper import Format
from tests.building import BuiltSite
from tests.papers.reading_papers import flat
from tests.tools import Tools


def open_home(page: Page, base_url: str, site: Site, language: Language) -> None:
    page.goto(base_url + site.page("index.md", language).address)


def follow(page: Page, address: str) -> None:
    """Clicks the first visible link of the content to an address, as a reader would."""
    page.locator(f"main a[href*='{address}']:visible").first.click()


def slug(site: Site, path: str, language: Language) -> str:
    return f"{site.page(path, language).front_matter.slug}/"


def test_a_citizen_finds_what_it_costs(site: Site, base_url: str, page: Page, language: Language) -> None:
    open_home(page, base_url, site, language)
    follow(page, slug(site, "understand/cost.md", language))
    page.wait_for_url(f"**/{site.page('understand/cost.md', language).address}")
    note = page.locator(".contested").inner_text().replace("\u2060", "")  # which holds the parts of words together
    assert typeset(site.catalogue.contested["cost"].title[language], language) in note


def test_a_coordinator_gets_from_home_to_a_downloaded_charter(
    site: Site, base_url: str, page: Page, pack: Pack, language: Language
) -> None:
    open_home(page, base_url, site, language)
    follow(page, slug(site, "documents/charter.md", language))
    file = pack.papers["charter", Edition(language)].files[Format.WORD]
    with page.expect_download() as waiting:
        page.locator(f"a[href$='/{file.name}']").first.click()
    assert waiting.value.suggested_filename == file.name
    assert Path(waiting.value.path()).read_bytes() == file.content


def test_a_mayor_finds_what_to_sign(site: Site, base_url: str, page: Page, language: Language) -> None:
    open_home(page, base_url, site, language)
    follow(page, slug(site, "roles/municipality.md", language))
    page.locator("#sign").wait_for()
    follow(page, slug(site, "documents/charter.md", language))
    page.wait_for_url(f"**/{site.page('documents/charter.md', language).address}")
    signatories = page.locator(".signatures__function").all_inner_texts()
    assert len(signatories) == 4


@pytest.mark.parametrize("language", list(Language))
def test_a_reader_changes_language_midway_and_prints_a_checklist(
    site: Site, base_url: str, page: Page, language: Language, tmp_path: Path, tools: Tools
) -> None:
    open_home(page, base_url, site, language)
    follow(page, slug(site, "create/stage-2.md", language))
    page.locator(f".head a[hreflang='{language.other}']").click()
    page.wait_for_url(f"**/{site.page('create/stage-2.md', language.other).address}")
    page.pdf(path=tmp_path / "stage.pdf", format="A4")
    said = flat(tools.run("pdftotext", tmp_path / "stage.pdf", "-").stdout)
    for task in site.catalogue.stages["stage-2"].tasks:
        assert flat(typeset(task.title[language.other], language.other)) in said


def test_the_way_from_home_to_a_file_needs_no_script(
    site: Site, base_url: str, page_without_script: Page, built: BuiltSite, language: Language
) -> None:
    open_home(page_without_script, base_url, site, language)
    follow(page_without_script, slug(site, "documents/index.md", language))
    address = page_without_script.locator(".downloads__file:visible").first.get_attribute("href")
    assert address is not None
    assert (built.root / site.page("documents/index.md", language).address / address).resolve().exists()
