"""The licences of what others made go with the site that holds it."""

from __future__ import annotations

import pytest

from macros.content.site import Site
from macros.model.language import Language
from macros.publishing.licences import LICENCES_FOLDER, licence_files
from macros.rendering.fonts import PAPER_FONTS, WEB_FONTS
from tests.building import BuiltSite


@pytest.mark.parametrize("language", Language)
def test_the_page_about_the_guide_leads_to_each_licence(built: BuiltSite, site: Site, language: Language) -> None:
    about = site.page("about/index.md", language).address
    links = built.pages[about].tree.xpath("//main//a/@href")
    for name, text in licence_files():
        assert f"../../{LICENCES_FOLDER}/{name}" in links
        assert (built.root / LICENCES_FOLDER / name).read_text("utf-8") == text


def test_every_font_that_is_shipped_has_its_licence_beside_it() -> None:
    texts = [text for _, text in licence_files()]
    packages = {font.package for font in (*WEB_FONTS, *PAPER_FONTS)}
    assert sum("SIL OPEN FONT LICENSE" in text for text in texts) == len(packages)


def test_the_style_sheet_of_others_has_its_licence_beside_it() -> None:
    assert [text for _, text in licence_files() if "Martin Donath" in text and "Permission is hereby granted" in text]
