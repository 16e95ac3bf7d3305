"""Every reader finds their door, and behind it first what they came for."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from playwright.sync_api import Page

from macros.content.site import ROOT, Site
from macros.model.language import Language
from tests.building import BuiltSite

SHOPKEEPER = {Language.FR: "commerçant", Language.NL: "handelaar"}
PATROL = {Language.FR: "Ce n'est pas une patrouille", Language.NL: "Het is geen patrouille"}
REFERENCE = "IV/PSP/P190799948/SLIV"


def sections(text: str) -> list[str]:
    """The lead, then each section of a page with its heading."""
    return re.split(r"^(?=## )", text, flags=re.MULTILINE)


def test_the_first_button_leads_to_what_can_be_done_tonight(site: Site, language: Language) -> None:
    home = site.page("index.md", language).body
    buttons = re.findall(r"\]\((\S+?)\)\{ \.button", home)
    assert buttons[0] == "roles/citizen.md#first-step"
    first = sections(site.page("roles/citizen.md", language).body)[1]
    assert "{ #first-step }" in first


def test_the_home_page_says_early_what_it_is_not(site: Site, language: Language) -> None:
    home = site.page("index.md", language).body
    assert PATROL[language] in home.partition("{ .lead }")[0]
    assert home.index('statements("is-not")') < home.index("stage_overview()")


def test_each_reader_has_one_door(site: Site, language: Language) -> None:
    names = [role.name[language].lower() for role in site.catalogue.roles.values()]
    assert len({role.page for role in site.catalogue.roles.values()}) == len(names)
    assert [SHOPKEEPER[language] in name for name in names].count(True) == 1


def test_your_role_opens_on_a_page_of_doors(site: Site, language: Language) -> None:
    assert "  - Your role:\n      - roles/index.md\n" in (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "{{ role_doors() }}" in site.page("roles/index.md", language).body


def test_a_mayor_finds_the_page_of_two_minutes_before_any_section_and_the_stages_lead_to_the_file(
    site: Site, language: Language
) -> None:
    start, *_ = sections(site.page("roles/municipality.md", language).body)
    assert "(../documents/mayor-brief.md#paper-mayor-brief)" in start
    for stage, papers in (("stage-3", ("mayor-brief", "council-note")), ("evaluation", ("yearly-report",))):
        body = site.page(site.catalogue.stages[stage].page, language).body
        assert all(f"(../documents/{paper}.md)" in body for paper in papers)
    named = {task.document for stage in site.catalogue.stages.values() for task in stage.tasks}
    assert {"mayor-brief", "council-note", "yearly-report"} <= named


def test_nothing_in_the_mayors_file_promises_less_crime_and_the_note_says_whom_to_ask_before_what_is_decided(
    site: Site, language: Language
) -> None:
    brief, note = (site.catalogue.documents[each].model_dump_json() for each in ("mayor-brief", "council-note"))
    assert {Language.FR: "criminalité n'est pas démontrée", Language.NL: "criminaliteit is niet aangetoond"}[
        language
    ] in brief
    safety = {Language.FR: "se sentent plus souvent en insécurité", Language.NL: "voelen bewoners zich vaker onveilig"}
    assert safety[language] in brief
    first = {
        Language.FR: "seulement après la décision de l'organe compétent",
        Language.NL: "pas na de beslissing van het bevoegde orgaan",
    }
    assert first[language] in brief
    asked = {Language.FR: "quel organe est compétent", Language.NL: "welk orgaan bevoegd is"}
    assert note.index(asked[language]) < note.index("deciding-body"), "before what is to be decided"
    approved = {
        Language.FR: "Le projet de charte est approuvé",
        Language.NL: "Het ontwerp van charter wordt goedgekeurd",
    }
    assert approved[language] in note


def test_what_is_tabled_or_published_does_not_speak_of_the_guide_and_a_vote_is_told_in_figures(
    site: Site, language: Language
) -> None:
    for paper in ("mayor-brief", "council-note", "yearly-report"):
        blocks = site.catalogue.documents[paper].blocks
        shown = " ".join(each.model_dump_json() for each in blocks if each.block != "explanation")
        assert {Language.FR: "source du guide", Language.NL: "bron van de gids"}[language] not in shown
    note = site.catalogue.documents["council-note"].model_dump_json()
    assert all(f"{{partnership-{count}}}" in note for count in ("ballots", "yes", "no", "no-opinion"))


def test_the_page_of_a_mayor_repeats_the_question_and_its_lead_says_what_it_costs(
    site: Site, language: Language
) -> None:
    body = site.page("roles/municipality.md", language).body
    title, _, rest = body.partition("\n\n")
    asked = {
        Language.FR: ("promouvoir", "que signer", "combien cela coûte"),
        Language.NL: ("promoten", "ondertekent u", "wat kost het"),
    }
    assert all(words in title for words in asked[language])
    lead = rest.partition("{ .lead }")[0]
    time = {Language.FR: "du temps", Language.NL: "tijd"}
    assert time[language] in lead
    totals = re.search(r"(?m)^\| \*\*Tota.*$", site.page("examples/budget.md", language).body)
    assert totals
    free, paid_by_the_municipality, _ = (
        round(float(euros.replace(",", "."))) for euros in re.findall(r"\d+(?:,\d+)?", totals[0])
    )
    assert [int(euros) for euros in re.findall(r"\d+", lead)] == [free, paid_by_the_municipality]
    everywhere = re.findall(r"€\s?(\d+)|(\d+)\s?€", site.page("roles/municipality.md", language).body)
    assert {int(before or after) for before, after in everywhere} == {free, paid_by_the_municipality}


def test_who_thinks_of_coordinating_reads_the_hours_of_the_example(site: Site, language: Language) -> None:
    (whole,) = re.findall(r"(?m)^\| \*\*(?:En tout|Samen).*?(\d+) min", site.page("examples/budget.md", language).body)
    assert re.findall(r"(\d+) minut", site.page("roles/coordinator.md", language).body) == [whole]


@pytest.mark.parametrize("path", ["roles/municipality.md", "roles/police.md"])
def test_who_signs_finds_first_the_circular_and_the_check_of_a_charter(
    site: Site, language: Language, path: str
) -> None:
    first = sections(site.page(path, language).body)[1]
    assert REFERENCE in first
    assert "(charter-check.md)" in first


def test_the_check_of_a_charter_is_printed_on_one_sheet(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    page.goto(base_url + site.page("roles/charter-check.md", language).address)
    assert page.locator(".boxes li").count() == 9
    with pikepdf.open(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))) as printed:
        assert len(printed.pages) == 1


def test_the_page_of_a_mayor_leads_straight_to_the_note_as_a_pdf(
    site: Site, built: BuiltSite, language: Language
) -> None:
    page = built.pages[site.page("roles/municipality.md", language).address]
    (link,) = page.tree.xpath(
        "//main//a[contains(@href, 'note-bourgmestre') or contains(@href, 'nota-burgemeester')][1]"
    )[:1]
    assert re.fullmatch(rf"\.\./\.\./documents/not.*-{language}\.pdf", link.get("href"))
    lead = site.page("documents/mayor-brief.md", language).body.partition("{ .lead }")[0]
    assert "](#paper-mayor-brief)" in lead
