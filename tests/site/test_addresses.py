"""Addresses are permanent, in the reader's language, and known to search engines in both."""

from __future__ import annotations

import json
import struct
from urllib.parse import urljoin

import pytest
from lxml import etree

from macros.content.site import Site
from macros.model.language import Language
from tests.building import SITE_URL, BuiltSite

MISSING = ("404.html", "fr/404.html", "nl/404.html", "fr/offline.html", "nl/offline.html")


def test_every_page_exists_in_both_languages_at_its_own_slug(site: Site, built: BuiltSite) -> None:
    expected = {page.address for page in site.pages.values()} | {"", *MISSING}
    assert set(built.pages) == expected
    assert "fr/cout/" in expected
    assert "nl/kosten/" in expected


def test_both_languages_have_the_same_number_of_pages(built: BuiltSite) -> None:
    counts = {language: sum(address.startswith(f"{language}/") for address in built.pages) for language in Language}
    assert counts[Language.FR] == counts[Language.NL] > 40


def test_each_page_is_tagged_with_its_own_language(site: Site, built: BuiltSite) -> None:
    for page in site.pages.values():
        assert built.pages[page.address].tree.get("lang") == page.language, page.address


def test_canonical_and_alternate_links_are_absolute_and_right(site: Site, built: BuiltSite) -> None:
    for page in site.pages.values():
        tree = built.pages[page.address].tree
        assert tree.xpath("//link[@rel='canonical']/@href") == [SITE_URL + page.address]
        alternates = dict(
            zip(tree.xpath("//link[@hreflang]/@hreflang"), tree.xpath("//link[@hreflang]/@href"), strict=True)
        )
        twins = {str(language): SITE_URL + site.page(page.path, language).address for language in Language}
        # The door stands for no other page: who asks for costs in a third language is not to be led there.
        assert alternates == twins | ({"x-default": SITE_URL} if page.path == "index.md" else {}), page.address


def test_robots_are_told_where_the_sitemap_is_and_not_to_keep_the_index_of_the_search(built: BuiltSite) -> None:
    lines = (built.root / "robots.txt").read_text("utf-8").splitlines()
    refused = {f"/{language}/search/" for language in Language}
    assert lines[0] == "User-agent: *"
    assert {line.removeprefix("Disallow: ") for line in lines[1:-1]} == refused
    assert lines[-1] == f"Sitemap: {SITE_URL}sitemap.xml"
    assert all((built.root / address[1:]).is_dir() for address in refused)


def test_search_engines_and_phones_find_the_mark_at_the_root_as_a_square(built: BuiltSite) -> None:
    touch, favicon = ((built.root / name).read_bytes() for name in ("apple-touch-icon.png", "favicon.ico"))
    assert struct.unpack(">II", touch[16:24]) == (180, 180)
    length, start = struct.unpack("<II", favicon[14:22])
    assert (favicon[:6], favicon[6:8], length) == (b"\0\0\1\0\1\0", bytes([48, 48]), len(favicon) - start)
    assert struct.unpack(">II", favicon[start:][16:24]) == (48, 48)


def test_the_language_switch_leads_to_the_twin_page(site: Site, built: BuiltSite) -> None:
    for page in site.pages.values():
        (switch,) = built.pages[page.address].tree.xpath("//a[contains(@class, 'head__language')]")
        assert (
            urljoin(SITE_URL + page.address, switch.get("href"))
            == SITE_URL + site.page(page.path, page.language.other).address
        )
        assert switch.get("lang") == switch.get("hreflang") == page.language.other


def test_the_sitemap_lists_every_page_with_its_twin(site: Site, built: BuiltSite) -> None:
    text = (built.root / "sitemap.xml").read_bytes()
    assert not (built.root / "sitemap.xml.gz").exists(), "it bears the day of the build"
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = etree.fromstring(text).findall("s:url", names)
    listed = {url.findtext("s:loc", namespaces=names): url for url in urls}
    assert set(listed) == {SITE_URL} | {SITE_URL + page.address for page in site.pages.values()}
    for page in site.pages.values():
        alternates = {
            link.get("hreflang"): link.get("href") for link in listed[SITE_URL + page.address].findall("x:link", names)
        }
        assert alternates == {str(lang): SITE_URL + site.page(page.path, lang).address for lang in Language}


@pytest.mark.parametrize(("name", "way"), [("404", "search.md"), ("offline", "documents/index.md")])
def test_a_missing_page_speaks_the_language_of_its_address(
    built: BuiltSite, site: Site, language: Language, name: str, way: str
) -> None:
    tree = built.pages[f"{language}/{name}.html"].tree
    assert {element.get("lang") for element in tree.xpath("//*[@lang][not(self::a)]")} == {language}
    links = tree.xpath("//main//a/@href")
    assert links[0] == f"/{language}/"
    assert f"/{site.page(way, language).address}" in links


def test_a_missing_page_leads_to_all_parts_to_the_search_and_to_the_other_language(
    built: BuiltSite, site: Site, language: Language
) -> None:
    tree = built.pages[f"{language}/404.html"].tree
    parts = {page.partition("/")[0] for page in site.paths if "/" in page} - {"about", "examples"}
    links = [link.strip("/") + "/" for link in tree.xpath("//main//nav//a/@href")]
    led = [page for page in site.pages.values() if page.address in links]
    assert {page.path.partition("/")[0] for page in led} >= parts
    assert tree.xpath("//main//form/@data-search") == [f"/{site.page('search.md', language).address}"]
    assert tree.xpath(f"//main//a[@hreflang='{language.other}']/@href") == [f"/{language.other}/"]


def test_the_door_and_the_missing_page_speak_both_languages(built: BuiltSite) -> None:
    for address in ("", "404.html"):
        tree = built.pages[address].tree
        halves = tree.xpath("//main/section")
        assert [half.get("lang") for half in halves] == ["fr", "nl"]
        links = [half.xpath(".//a/@href")[0] for half in halves]
        assert [link.strip("/").split("/")[-1] for link in links] == ["fr", "nl"]


def test_each_language_has_its_own_search_index(site: Site, built: BuiltSite) -> None:
    for language in Language:
        folder = json.loads((built.root / language / "search" / "start.json").read_text("utf-8"))["folder"]
        shelves = (built.root / language / "search" / folder).glob("r*.json")
        found = {
            f"{language}/{address.split('#')[0]}"
            for shelf in shelves
            for address, *_ in json.loads(shelf.read_text("utf-8"))
        }
        listed = {page.address for page in site.pages.values() if page.language is language}
        hidden = {page.address for page in site.pages.values() if page.front_matter.search}
        assert found == listed - hidden
    assert not (built.root / "search").exists()
