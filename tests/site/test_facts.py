"""Every fact of the guide we start from is stated in French and in Dutch.

`facts.csv` maps each fact to a page, an anchor and a phrase in each language; the phrase must stand
in the section which that anchor opens. The phrases come from pages and data alike.
"""

from __future__ import annotations

import csv
import re

import lxml.html
import pytest

from macros.content.site import ROOT, Site
from macros.model.language import Language
from tests.building import BuiltPage, BuiltSite

ROWS = list(csv.DictReader((ROOT / "tests" / "site" / "facts.csv").open(encoding="utf-8")))


def test_the_table_holds_all_114_facts_once() -> None:
    assert [row["fact"] for row in ROWS] == [f"F{number:02}" for number in range(1, 115)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["fact"])
def test_each_fact_is_stated_in_both_languages(row: dict[str, str], site: Site, built: BuiltSite) -> None:
    for language in Language:
        page = built.pages[site.page(row["page"], language).address]
        text = section_text(page, row["anchor"])
        assert text is not None, f"{row['fact']}: {page.address} has no anchor #{row['anchor']}"
        assert plain(row[language]) in plain(text), (
            f"{row['fact']}: {page.address}#{row['anchor']} lacks {row[language]!r}"
        )


def section_text(page: BuiltPage, anchor: str) -> str | None:
    """The text of the section that the heading with this id opens, or of the element with this id."""
    article = page.tree.xpath("//article")[0]
    if anchor == "top":
        start = article.xpath(".//h1")[0]
    else:
        found = article.xpath(".//*[@id=$anchor]", anchor=anchor)
        if not found:
            return None
        start = found[0]
    if not re.fullmatch(r"h[1-6]", start.tag):
        return str(start.text_content())
    return " ".join(str(element.text_content()) for element in section_of(start))


def section_of(heading: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    """The heading and what follows it, up to the next heading of its level or above."""
    elements = [heading]
    for sibling in heading.itersiblings():
        if re.fullmatch(r"h[1-6]", str(sibling.tag)) and sibling.tag <= heading.tag:
            break
        if heading.tag == "h1" and re.fullmatch(r"h[1-6]", str(sibling.tag)):
            break
        elements.append(sibling)
    return elements


def plain(text: str) -> str:
    """Text without what typography and source marks add."""
    text = re.sub(r"\[\d+\]|\u2060", "", text.replace("’", "'"))
    return re.sub(r"\s+", " ", re.sub(r"\s+([;:!?»])", r"\1", text)).casefold().strip()
