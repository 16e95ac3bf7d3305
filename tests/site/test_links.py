"""Every link leads somewhere, and no id stands twice."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from urllib.parse import urldefrag, urljoin, urlsplit

from macros.content.site import Site
from tests.building import SITE_URL, BuiltSite


def test_the_strict_build_warns_of_nothing(built: BuiltSite) -> None:
    ours = [line for line in built.log.splitlines() if line.startswith(("WARNING", "ERROR"))]
    assert ours == []


def test_every_internal_link_leads_to_a_file_and_an_anchor(built: BuiltSite) -> None:
    broken = []
    for page in built.pages.values():
        for element, _, link, _ in page.tree.iterlinks():
            target, fragment = urldefrag(urljoin(SITE_URL + page.address, link))
            if urlsplit(target).scheme not in ("http", "https") or not target.startswith(SITE_URL):
                continue
            address = target.removeprefix(SITE_URL)
            if address in built.pages:
                if re.fullmatch(r"commune-\d{5}", fragment) and "part-papers" in built.pages[address].ids:
                    continue  # the builder's script reads it, and test_communes.py its codes
                if fragment and fragment not in built.pages[address].ids:
                    broken.append(f"{page.address}: no anchor in {link} ({element.tag})")
            elif not (built.root / address).is_file():
                broken.append(f"{page.address}: no file for {link} ({element.tag})")
    assert broken == []


def test_no_id_stands_twice_in_a_page(built: BuiltSite) -> None:
    for page in built.pages.values():
        twice = [name for name, count in Counter(page.ids).items() if count > 1]
        assert twice == [], page.address


def test_every_page_shows_101_its_sources_and_the_date_it_was_checked(site: Site, built: BuiltSite) -> None:
    without_sources = {
        "roles/index.md",
        "documents/checklists/index.md",
        "about/index.md",
        "about/municipal-sites.md",
        "about/open-data.md",
        "privacy.md",
        "accessibility.md",
        "search.md",
        "a-z.md",
    }
    for page in site.pages.values():
        tree = built.pages[page.address].tree
        for number in ("101", "112"):
            assert tree.xpath(f"//aside//a[@href='tel:{number}']"), (page.address, number)
        checked = tree.xpath("//*[@class='page-foot__checked']")[0].text_content()
        assert f"\u00a0{page.front_matter.checked_on.year}" in checked, "no line parts it from its month"
        if page.path not in without_sources:
            assert tree.xpath("//section[@class='sources']//li"), page.address


def test_every_page_has_one_h1_and_no_skipped_heading(site: Site, built: BuiltSite) -> None:
    for page in site.pages.values():
        levels = [int(tag.tag[1]) for tag in built.pages[page.address].tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        assert levels.count(1) == 1, page.address
        assert levels[0] == 1, page.address
        jumps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        assert jumps == [], page.address
