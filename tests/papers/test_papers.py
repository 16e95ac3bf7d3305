"""The charter is a draft that four parties can sign: complete, with blanks, readable and printable alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from macros.content.site import Site
from macros.model.blocks import Blank, Clause, Explanation, Signature, blanks_in
from macros.model.language import Bilingual, Language, Record
from tests.building import BuiltSite
from tests.tools import Tools

CHARTER = "documents/charter.md"


def clauses(site: Site) -> dict[str, Clause]:
    return {block.id: block for block in site.catalogue.documents["charter"].blocks if isinstance(block, Clause)}


# What a charter must settle; contact details, communication plan and budget are what besafe.be calls essential data.
POINTS = (
    *("area", "purpose", "legal-frame", "limits", "municipality-tasks", "police-tasks", "mandated-officer-tasks"),
    *("coordinator-tasks", "members", "communication-plan", "costs", "data-protection", "evaluation", "approval"),
    *("duration", "changes", "end", "annexes"),
)


@pytest.mark.parametrize("clause", POINTS)
def test_the_charter_settles_every_point(clause: str, site: Site) -> None:
    assert clause in clauses(site)


def test_the_four_parties_sign_once_each(site: Site) -> None:
    blocks = site.catalogue.documents["charter"].blocks
    (signature,) = [block for block in blocks if isinstance(block, Signature)]
    assert len(signature.signatories) == len({signatory.name for signatory in signature.signatories}) == 4


def test_the_charter_asks_for_every_declared_field(site: Site, built: BuiltSite, language: Language) -> None:
    html = built.pages[site.page(CHARTER, language).address].tree
    text = " ".join(html.xpath("//article[@class='paper']")[0].text_content().split())
    asked = {block.field for block in site.catalogue.documents["charter"].blocks if isinstance(block, Blank)}
    assert asked <= set(site.catalogue.fields)
    assert "{" not in text
    assert "}" not in text


def test_no_text_refers_to_a_clause_by_its_number(site: Site) -> None:
    for clause in clauses(site).values():
        for text in texts(clause):
            for language in Language:
                assert not any(
                    f"{word} {digit}" in text[language] for word in ("article", "artikel") for digit in range(10)
                )


def texts(value: object) -> list[Bilingual]:
    """Every bilingual text in a block."""
    if isinstance(value, Bilingual):
        return [value]
    inner = [item for _, item in value] if isinstance(value, Record) else value if isinstance(value, tuple) else []
    return [text for item in inner for text in texts(item)]


def test_explanations_stand_apart_and_cite_their_sources(site: Site) -> None:
    found = [block for clause in clauses(site).values() for block in clause.blocks if isinstance(block, Explanation)]
    assert len(found) >= 15
    assert any(explanation.sources for explanation in found)
    assert not any(blanks_in(explanation.text.fr) for explanation in found)


def test_explanations_can_be_hidden_without_script(
    site: Site, base_url: str, page_without_script: Page, language: Language
) -> None:
    page_without_script.goto(base_url + site.page(CHARTER, language).address)
    expect(page_without_script.locator(".explanation").first).to_be_visible()
    page_without_script.get_by_label(site.catalogue.labels["show-explanations"][language]).uncheck()
    expect(page_without_script.locator(".explanation:visible")).to_have_count(0)


def test_the_charter_prints_alone(
    site: Site, base_url: str, page: Page, tmp_path: Path, language: Language, tools: Tools
) -> None:
    page.goto(base_url + site.page(CHARTER, language).address)
    page.get_by_label(site.catalogue.labels["show-explanations"][language]).uncheck()
    page.pdf(path=tmp_path / "charter.pdf", format="A4")
    sheets = tools.run("pdftotext", "-layout", tmp_path / "charter.pdf", "-").stdout.split("\f")[:-1]
    text = "\n".join(sheets)
    catalogue = site.catalogue
    assert catalogue.documents["charter"].title[language].split()[0] in sheets[0]
    assert catalogue.labels["sources-of-page"][language] not in text
    assert catalogue.guide.subtitle[language] not in text
    assert all(sheet.strip() for sheet in sheets)
