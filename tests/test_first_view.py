"""A page shows its text at once on a slow phone: one style sheet before the first paint, two light fonts beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import BuiltSite
from fontTools.subset import parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from playwright.sync_api import Page

from macros.check import ROOT
from macros.fonts import WEB_FONTS, Font, font_file
from macros.kerning import pair_values
from macros.language import Language
from macros.site import Site

BY_NAME = {font.name: font for font in WEB_FONTS}
PRELOADED = {"bricolage-grotesque-700.woff2", "source-sans-3.woff2"}
TEMPLATES = (
    "index.md",
    "create/stage-2.md",
    "documents/checklists/stage-2.md",
    "documents/charter.md",
    "documents/index.md",
    "understand/cost.md",
    "search.md",
)


def test_one_style_sheet_and_no_script_holds_up_a_page(built: BuiltSite) -> None:
    for address, page in built.pages.items():
        assert len(page.tree.xpath("//link[@rel='stylesheet']")) == 1, address
        assert not page.tree.xpath("//script[@src][not(@async or @defer or @type='module')]"), address


def test_a_policy_in_a_page_stands_before_all_that_the_page_loads(built: BuiltSite) -> None:
    for address, page in built.pages.items():
        loaded_before = page.tree.xpath(
            "//meta[@http-equiv='Content-Security-Policy']/preceding::*[self::link or self::script]"
        )
        assert not loaded_before, address


def test_the_two_fonts_of_every_page_are_light() -> None:
    sizes = {name: len(_file(BY_NAME[name]).read_bytes()) for name in PRELOADED}
    assert max(sizes.values()) <= 9_800, sizes  # with its head, what leaves in the first round trips


def test_ordinary_pages_load_the_two_preloaded_fonts_only(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    asked = set[str]()
    page.on("request", lambda request: asked.add(request.url.rsplit("/", 1)[1]) if ".woff2" in request.url else None)
    for path in TEMPLATES:
        page.goto(base_url + site.page(path, language).address, wait_until="networkidle")
    assert asked == PRELOADED


@pytest.mark.parametrize("name", ["bricolage-grotesque-700", "source-sans-3"])
def test_rare_characters_are_asked_for_where_they_are(name: str) -> None:
    css = (ROOT / "docs" / "assets" / "css" / "guide.css").read_text("utf-8")
    (declared,) = re.findall(rf"{name}-rare\.woff2.*?unicode-range: ([^;]+);", css)
    rare = set(parse_unicodes(BY_NAME[f"{name}-rare.woff2"].characters.replace("U+", "")))
    assert set(parse_unicodes(declared.replace("U+", ""))) == rare
    assert not rare & set(parse_unicodes(BY_NAME[f"{name}.woff2"].characters.replace("U+", "")))


@pytest.mark.parametrize("name", sorted(PRELOADED))
def test_letters_are_kerned_as_their_designers_wanted(name: str) -> None:
    font = BY_NAME[name]
    cut = TTFont(_file(font))
    glyphs = {chr(code): glyph for code, glyph in cut.getBestCmap().items()}
    ours = pair_values(cut)
    theirs = pair_values(_source(font))
    for left, right in ("AV", "Te", "L’", "Va", "ry", "d’", "ko", "Ta"):
        pair = glyphs[left], glyphs[right]
        assert ours.get(pair, 0) == pytest.approx(theirs.get(pair, 0), abs=8), left + right
    kerned_as_e = {accent: ours.get((glyphs["T"], glyphs[accent])) for accent in "éèêë"}
    assert set(kerned_as_e.values()) == {ours.get((glyphs["T"], glyphs["e"]))}


def _file(font: Font) -> Path:
    return font_file(font, ROOT / ".cache" / "fonts")


def _source(font: Font) -> TTFont:
    """The font as its package has it, at the weight of text."""
    from importlib.resources import files

    axes = {axis: limits[0] if isinstance(limits, tuple) else limits for axis, limits in font.axes.items()}
    return instantiateVariableFont(TTFont(str(files(font.package) / "files" / font.file)), axes)
