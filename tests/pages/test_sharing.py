"""A link that is shared shows the page's own words and picture; search engines read facts that are valid and true."""

from __future__ import annotations

import json
import struct
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page

from macros.content.communes import COMMUNES_PAGE, is_local
from macros.content.page_files import Page as ContentPage
from macros.content.site import Site
from macros.model.language import Language
from macros.model.typography import typeset
from macros.pages.sharing import SHOWN_TO_NEIGHBOURS
from tests.building import SITE_URL, BuiltPage, BuiltSite

REQUIRED = {
    "WebSite": {"name", "description", "inLanguage", "url"},
    "Organization": {"name", "address", "email"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "HowTo": {"name", "description", "step", "inLanguage", "url"},
    "HowToStep": {"position", "name", "text", "url"},
}
"""The properties that each kind of fact has here, all of them defined by schema.org for that kind."""


def meta(page: BuiltPage, name: str) -> str:
    (found,) = page.tree.xpath(f"//meta[@property='{name}' or @name='{name}']/@content")
    return str(found)


def facts(page: BuiltPage) -> list[dict[str, Any]]:
    (text,) = page.tree.xpath("//script[@type='application/ld+json']/text()")
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    return list(data.get("@graph", [data]))


def fact(page: BuiltPage, kind: str) -> dict[str, Any]:
    (found,) = (each for each in facts(page) if each["@type"] == kind)
    return found


def heading_of(built: BuiltSite, page: ContentPage) -> str:
    (heading,) = built.pages[page.address].tree.xpath("//h1")
    return str(heading.text_content()).replace("\u2060", "")


def test_a_shared_page_shows_its_own_title_description_and_picture(site: Site, built: BuiltSite) -> None:
    pictures = set()
    for page in site.pages.values():
        shown = built.pages[page.address]
        (title,) = shown.tree.xpath("//title")
        assert meta(shown, "og:title") == title.text_content(), page.address
        assert site.catalogue.guide.name[page.language] in title.text_content()
        assert meta(shown, "og:image:alt") == heading_of(
            built, site.page(COMMUNES_PAGE, page.language) if is_local(page.path) else page
        )
        assert meta(shown, "og:description") == typeset(page.front_matter.description, page.language)
        assert meta(shown, "og:locale") == f"{page.language}_BE"
        assert meta(shown, "og:url") == SITE_URL + page.address
        picture = built.root / meta(shown, "og:image").removeprefix(SITE_URL)
        assert struct.unpack(">II", picture.read_bytes()[16:24]) == (1200, 630)
        pictures.add(picture.read_bytes())
    local = [page for page in site.pages.values() if is_local(page.path)]  # they share the picture of their list
    assert len(pictures) == len(site.pages) - len(local)


def test_a_page_that_a_step_says_to_show_is_sent_as_the_system_sends_or_by_mail(
    site: Site, language: Language, built: BuiltSite, base_url: str, page: Page
) -> None:
    for path in SHOWN_TO_NEIGHBOURS:
        address = site.page(path, language).address
        (mail,) = built.pages[address].tree.xpath("//main//a[@data-send]/@href")
        assert mail.startswith("mailto:?subject="), "its reader says to whom"
        subject = parse_qs(urlsplit(mail).query)["subject"][0]
        assert subject.endswith(site.catalogue.guide.full_name(language)), "a title alone says not of what"
        assert quote(SITE_URL, safe="") not in mail, "nobody has this address"
        page.goto(base_url + address + "#x")
        page.locator(".sources button").wait_for()
        mail = str(page.locator("[data-send]").get_attribute("href"))
        assert mail.endswith(quote(base_url + address, safe="")), "it has the one in use"
        page.evaluate("navigator.share = async (sent) => { window.sent = sent; }")
        page.locator("[data-send]").click()
        assert page.evaluate("window.sent") == {"title": page.title(), "url": base_url + address}
    elsewhere = [each.path for each in site.pages.values() if built.pages[each.address].tree.xpath("//a[@data-send]")]
    assert set(elsewhere) == set(SHOWN_TO_NEIGHBOURS)


def test_a_page_that_the_system_cannot_send_goes_by_mail(site: Site, base_url: str, page: Page) -> None:
    page.goto(base_url + site.page(SHOWN_TO_NEIGHBOURS[0], Language.FR).address)
    page.locator(".sources button").wait_for()
    page.evaluate("navigation.addEventListener('navigate', (event) => { window.went = event.destination.url; })")
    for error, goes in (("AbortError", False), ("NotAllowedError", True)):
        page.evaluate("name => { navigator.share = () => Promise.reject(new DOMException('', name)); }", error)
        page.locator("[data-send]").click()
        page.wait_for_timeout(300)
        assert page.evaluate("Boolean(window.went?.startsWith('mailto:'))") == goes, error


def test_the_door_has_a_picture_too_and_says_in_both_languages_what_the_guide_is_about(
    site: Site, built: BuiltSite
) -> None:
    door = built.pages[""]
    for language in Language:
        term = site.catalogue.terms["plp"]
        for shown in (door.tree.findtext(".//title"), meta(door, "og:title"), meta(door, "og:image:alt")):
            assert term.name[language] in shown.lower()
        assert typeset(site.catalogue.guide.description[language], language) in meta(door, "og:description")
    assert (built.root / meta(built.pages[""], "og:image").removeprefix(SITE_URL)).is_file()


def test_every_fact_for_search_engines_has_the_properties_of_its_kind(built: BuiltSite, site: Site) -> None:
    publisher = site.catalogue.guide.publisher
    also = {
        "WebSite": {"publisher"} if publisher else set(),
        "Organization": {"url"} if publisher and publisher.site else set(),
    }

    def check(value: object) -> None:
        if isinstance(value, list):
            for each in value:
                check(each)
        elif isinstance(value, dict):
            assert set(value) - {"@type", "@context"} == REQUIRED[value["@type"]] | also.get(value["@type"], set())
            check(list(value.values()))
        else:
            assert value

    for page in site.pages.values():
        found = facts(built.pages[page.address])
        assert found
        check(found)


def test_the_trail_leads_from_home_to_the_page(site: Site, built: BuiltSite) -> None:
    for page in site.pages.values():
        if page.path == "index.md":
            continue
        trail = fact(built.pages[page.address], "BreadcrumbList")["itemListElement"]
        addresses = [each["item"].removeprefix(SITE_URL) for each in trail]
        assert [each["position"] for each in trail] == list(range(1, len(trail) + 1))
        assert addresses[0] == site.page("index.md", page.language).address
        assert addresses[-1] == page.address
        assert all(each in built.pages for each in addresses)
        assert all(a != b for a, b in pairwise(addresses))


@pytest.mark.parametrize("language", list(Language))
def test_the_way_is_told_as_the_page_tells_it(site: Site, built: BuiltSite, language: Language) -> None:
    way = built.pages[site.page("create/index.md", language).address]
    steps = fact(way, "HowTo")["step"]
    assert [step["url"].removeprefix(SITE_URL) for step in steps] == [
        site.page(stage.page, language).address for stage in site.catalogue.stages.values() if stage.number
    ]
    text = way.tree.text_content().replace("\u2060", "")
    assert all(step["name"] in text and step["text"] in text for step in steps)


@pytest.mark.parametrize("language", list(Language))
def test_an_answer_stands_in_the_list_of_questions_once(site: Site, built: BuiltSite, language: Language) -> None:
    """As a fact for search engines too, all answers weighed 5 kB more."""
    questions = built.pages[site.page("questions.md", language).address]
    for question in site.catalogue.questions.values():
        end = typeset(question.answer[-1][language], language)[-80:]
        assert questions.html.replace("\u2060", "").count(end) == 1, question.id


def test_a_fact_cannot_end_its_own_script(built: BuiltSite) -> None:
    for page in built.pages.values():
        for script in page.tree.xpath("//script[@type='application/ld+json']/text()"):
            assert "<" not in script
