"""A page shows its text at once on a slow phone: one style sheet before the first paint, two light fonts beside it."""

from __future__ import annotations

import gzip
import io
import re
from importlib.resources import files
from pathlib import Path

import pytest
from fontTools.subset import parse_unicodes
from fontTools.ttLib import TTFont
from playwright.sync_api import Page, expect

from macros.content.site import ROOT, Site
from macros.model.language import Language
from macros.rendering.fonts import WEB_FONTS, Font, font_file
from macros.rendering.kerning import Kerning
from tests.building import BuiltSite

BY_NAME = {font.name: font for font in WEB_FONTS}
PRELOADED = {"bricolage-grotesque-700.woff2", "guide-sans.woff2"}
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


@pytest.mark.parametrize(
    "path", ["documents/builder.md", *(path for path in TEMPLATES if path != "documents/charter.md")]
)
def test_a_page_comes_in_the_first_round_trip(path: str, site: Site, language: Language, built: BuiltSite) -> None:
    """Ten packets, less the head: 14.2 kB. The words of the charter alone are more; see decisions/theme.md."""
    page = built.pages[site.page(path, language).address]
    assert len(gzip.compress(page.html.encode(), 9)) <= 14_200


def test_pictures_of_papers_come_when_the_page_has_been_seen(
    site: Site, base_url: str, page: Page, page_without_script: Page
) -> None:
    address = base_url + site.page("documents/index.md", Language.FR).address
    page.route("**/js/page.js", lambda route: route.abort())
    page.goto(address)
    pictures = ".document-card__picture"
    expect(page.locator(pictures).first, "the script has not said that the page was seen").to_be_hidden()
    page.unroute("**/js/page.js")
    page.reload()
    expect(page.locator(pictures).first).to_be_visible()
    page_without_script.goto(address)
    expect(page_without_script.locator(pictures).first, "no script is to say it").to_be_visible()


def test_the_two_fonts_of_every_page_are_light() -> None:
    sizes = {name: len(_file(BY_NAME[name]).read_bytes()) for name in PRELOADED}
    assert max(sizes.values()) <= 9_800, sizes  # with its head, what leaves in the first round trips


def test_pages_without_fields_load_the_two_preloaded_fonts_only(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    asked = set[str]()
    page.on("request", lambda request: asked.add(request.url.rsplit("/", 1)[1]) if ".woff2" in request.url else None)
    for path in TEMPLATES:
        if path != "search.md":
            page.goto(base_url + site.page(path, language).address, wait_until="networkidle")
    assert asked == PRELOADED


@pytest.mark.parametrize("name", ["bricolage-grotesque-700", "guide-sans"])
def test_rare_characters_are_asked_for_where_they_are(name: str) -> None:
    css = (ROOT / "docs" / "assets" / "css" / "guide.css").read_text("utf-8")
    (declared,) = re.findall(rf"{name}-rare\.woff2.*?unicode-range: ([^;]+);", css)
    rare = set(parse_unicodes(BY_NAME[f"{name}-rare.woff2"].characters.replace("U+", "")))
    assert set(parse_unicodes(declared.replace("U+", ""))) == rare
    assert not rare & set(parse_unicodes(BY_NAME[f"{name}.woff2"].characters.replace("U+", "")))


@pytest.mark.parametrize("name", sorted(PRELOADED))
def test_letters_are_kerned_as_their_designers_wanted(name: str) -> None:
    font = BY_NAME[name]
    ours = Kerning(_unpacked(_file(font)))
    axes = {axis: limits[0] if isinstance(limits, tuple) else limits for axis, limits in font.axes.items()}
    theirs = Kerning((files(font.package) / "files" / font.file).read_bytes(), axes)
    for pair in ("AV", "Te", "L’", "Va", "ry", "d’", "ko", "Ta"):
        assert ours.move(pair) == pytest.approx(theirs.move(pair), abs=8), pair
    assert {ours.move(f"T{accent}") for accent in "éèêë"} == {ours.move("Te")}


def _file(font: Font) -> Path:
    return font_file(font, ROOT / ".cache" / "fonts")


def _unpacked(font: Path) -> bytes:
    """The file without its compression, which is for the web."""
    unpacked, written = TTFont(font), io.BytesIO()
    unpacked.flavor = None
    unpacked.save(written)
    return written.getvalue()
