"""Every municipality can be found, and all that a municipality needs follows from its file."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from macros.checks.site import checked_site
from macros.content.catalogue import Records
from macros.content.communes import SUBJECT_PAGES, edition_of, known_answers, local_page_path, local_pages
from macros.content.municipalities import municipalities, municipalities_by_code, slug
from macros.content.site import ROOT, Site
from macros.filling.browser_data import questions_json
from macros.model.language import Bilingual, Language
from macros.model.problems import GuideError
from tests.conftest import BuiltSite

LANGUAGES = {
    "Bruxelles": "fr-nl",
    "Berchem-Sainte-Agathe": "fr-nl",
    "Gand": "nl",
    "Namur": "fr",
    "Eupen": "fr",
    "Rhode-Saint-Genèse": "nl",
    "Mouscron": "fr",
    "Bastogne": "fr",
}


@pytest.fixture(params=[commune.id for commune in checked_site().catalogue.communes.values()])
def commune_id(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_there_are_565_municipalities_each_with_a_postal_code_and_an_area() -> None:
    assert len(municipalities()) == 565
    for each in municipalities():
        assert each.postal_codes, each
        assert (each.province is None) == each.region.fr.startswith("Région de Bruxelles"), each


@pytest.mark.parametrize("language", Language)
def test_no_two_municipalities_have_the_same_address(language: Language) -> None:
    assert len({slug(each.name[language]) for each in municipalities()}) == 565


def test_the_papers_of_a_municipality_are_in_its_languages(site: Site) -> None:
    found = {each.name.fr: each for each in municipalities()}
    assert {name: edition_of(found[name], site.catalogue) for name in LANGUAGES} == LANGUAGES


def test_a_name_that_a_merger_ended_is_no_name_of_today(site: Site) -> None:
    today = {each.name[language] for each in municipalities() for language in Language}
    for merger in site.catalogue.mergers.values():
        assert merger.nis_code in municipalities_by_code()
        for former in merger.former:
            assert not {former.fr, former.nl} & today, former


def test_the_mergers_explain_why_589_municipalities_became_565(site: Site) -> None:
    kept_their_name = {"aalter", "deinze", "antwerpen", "hasselt", "lochristi", "lokeren", "tielt", "wingene"}
    kept_their_name.add("bastogne")
    fewer = sum(len(each.former) - (each.id not in kept_their_name) for each in site.catalogue.mergers.values())
    assert 589 - fewer == 565


def test_every_municipality_is_listed_with_a_link(built: BuiltSite, site: Site, language: Language) -> None:
    page = built.pages[site.page("communes/index.md", language).address]
    links = page.tree.xpath("//*[@data-find]/a")
    assert sorted(link.text_content() for link in links) == sorted(
        each.name[language].replace("'", "’") for each in municipalities()
    )
    local = {commune.nis_code for commune in site.catalogue.communes.values()}
    named = {link.get("href").partition("#commune-")[2] for link in links}
    assert named - {""} == set(municipalities_by_code()) - local


def test_a_local_page_says_all_that_its_file_says(
    built: BuiltSite, site: Site, commune_id: str, language: Language
) -> None:
    commune = site.catalogue.communes[commune_id]
    page = built.pages[site.page(local_page_path(commune), language).address]
    text = " ".join(page.tree.xpath("//main")[0].text_content().split()).replace("’", "'").replace("\u00a0", " ")
    for practice in commune.practices:
        assert practice.text[language].split(".")[0] in text
        assert page.tree.xpath("//h2[@id=$subject]", subject=practice.subject.value)
    assert commune.nis_code in text


def test_general_pages_have_a_place_for_the_practice_of_a_municipality(
    built: BuiltSite, site: Site, language: Language
) -> None:
    for subject, path in SUBJECT_PAGES.items():
        page = built.pages[site.page(path, language).address]
        [place] = page.tree.xpath("//*[@data-local]")
        assert place.get("data-local") == subject
        assert place.get("hidden") is not None


_ANSWERS = {"Nom en français": "Bruxelles", "Naam in het Nederlands": "Brussel", "00000": "21004"}


def _filled_in(example: str) -> str:
    """The commented record with what stands between brackets replaced."""
    text = example.replace("[nom-de-la-source]", "guide-berchem")
    return re.sub(r"\[([^\[\]\n]+)\](?=\"?$)", lambda found: _ANSWERS.get(found[1], found[1]), text, flags=re.MULTILINE)


def test_the_commented_record_is_not_published_as_it_is(guide_copy: Path) -> None:
    example = (ROOT / "data" / "communes" / "exemple.yml.txt").read_text("utf-8")
    places = [line for line in example.splitlines() if line.rstrip('"').endswith("]")]
    (guide_copy / "data" / "communes" / "exemple.yml").write_text(example, "utf-8")
    with pytest.raises(GuideError) as refused:
        checked_site(guide_copy)
    said = [problem for problem in refused.value.problems if "what the example says" in problem.message]
    assert len(said) == len(places) > 10


def test_a_second_municipality_needs_one_file(tmp_path: Path) -> None:
    """The commented record, copied and filled in, gives the page and the answers; nothing else is changed."""
    for folder in ("data", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    copy = tmp_path / "data" / "communes" / "exemple.yml"
    text = (ROOT / "data" / "communes" / "exemple.yml.txt").read_text("utf-8")
    copy.write_text(_filled_in(text), "utf-8")
    site = checked_site(tmp_path)
    assert site.page("communes/exemple.md", Language.FR).address == "fr/communes/bruxelles/"
    assert site.page("communes/exemple.md", Language.NL).address == "nl/gemeenten/brussel/"
    answers = known_answers(site.catalogue.communes["exemple"])
    assert answers["municipality-phone"] == "02 123 45 67"
    assert set(answers) == {
        "police-zone",
        "municipality-contact",
        "municipality-phone",
        "municipality-email",
        "municipality-address",
    }


def test_answers_known_beforehand_are_answers_to_questions(site: Site, commune_id: str) -> None:
    questions = json.loads(questions_json(site.catalogue))["questions"]
    assert set(known_answers(site.catalogue.communes[commune_id])) <= {question["id"] for question in questions}


# ---- in the browser


QUERIES = {
    "berchem": ["Berchem-Sainte-Agathe"],
    "Sint-Agatha": ["Berchem-Sainte-Agathe"],
    "1082": ["Berchem-Sainte-Agathe"],
    "liege": ["Liège"],
    "LUIK": ["Liège"],
    "St Nicolas": ["Saint-Nicolas"],
    "Gooik": ["Pajottegem"],
    "Borsbeek": ["Anvers"],
    "gembloux": ["Gembloux"],
}


@pytest.mark.parametrize("query", QUERIES)
def test_a_municipality_is_found_by_name_in_either_language_code_or_former_name(
    page: Page, base_url: str, query: str
) -> None:
    page.goto(f"{base_url}fr/communes/")
    page.fill("#find-commune", query)
    shown = page.locator("[data-find]:visible > a")
    expect(shown.first).to_be_visible()
    assert set(QUERIES[query]) <= set(shown.all_inner_texts())
    assert shown.count() < 10
    expect(page.locator(".find__count")).to_contain_text("trouvée")


@pytest.mark.parametrize("query", ["zzz", "<b>x</b>", "(", "\\", "𝄞", "x" * 80])
def test_what_no_municipality_is_called_gives_a_calm_answer(page: Page, base_url: str, query: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{base_url}nl/gemeenten/")
    page.fill("#find-commune", "zzz")
    expect(page.locator(".find__count")).to_contain_text("Geen enkele gemeente")
    page.fill("#find-commune", query)
    expect(page.locator(".find__count")).not_to_be_empty()
    page.fill("#find-commune", "")
    expect(page.locator(".find__count")).to_contain_text("565")
    assert not errors


def test_without_script_all_municipalities_can_be_reached(page_without_script: Page, base_url: str) -> None:
    page_without_script.goto(f"{base_url}fr/communes/")
    expect(page_without_script.locator("#find-commune")).to_be_hidden()
    page_without_script.get_by_text("Région de Bruxelles-Capitale").click()
    page_without_script.get_by_role("link", name="Berchem-Sainte-Agathe").click()
    expect(page_without_script.locator("h1")).to_have_text("Les PLP à Berchem-Sainte-Agathe")


def test_a_chosen_municipality_shows_on_general_pages_in_both_languages(page: Page, base_url: str, site: Site) -> None:
    what = {language: site.page("understand/what.md", language).address for language in Language}
    page.goto(f"{base_url}fr/communes/berchem-sainte-agathe/")
    page.get_by_role("button", name="C’est ma commune").click()
    expect(page.locator(".local-choice [role=status]")).to_contain_text("Retenu")
    page.goto(f"{base_url}{what[Language.FR]}")
    note = page.locator("[data-local]")
    expect(note).to_contain_text("cinq PLP")
    page.goto(f"{base_url}{what[Language.NL]}")
    expect(page.locator("[data-local]")).to_contain_text("vijf BIN")
    page.locator("[data-local] a").click()
    expect(page).to_have_url(f"{base_url}nl/gemeenten/sint-agatha-berchem/#partnerships")
    page.get_by_role("button", name="Deze gemeente niet meer onthouden").click()
    page.goto(f"{base_url}{what[Language.NL]}")
    expect(page.locator("[data-local]")).to_be_hidden()


def test_a_practice_that_the_page_says_already_is_not_said_twice(page: Page, base_url: str, site: Site) -> None:
    page.goto(base_url)
    page.evaluate("localStorage.setItem('guide.commune', '21003')")
    page.goto(f"{base_url}{site.page('understand/cost.md', Language.FR).address}")
    expect(page.locator("[data-of='21003']")).to_be_visible()
    expect(page.locator("[data-local]")).to_be_hidden()


@pytest.mark.parametrize("stored", ["99999", "../../x", "", "{}", "21003/../../secret"])
def test_what_someone_writes_into_the_storage_does_no_harm(page: Page, base_url: str, site: Site, stored: str) -> None:
    errors: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(base_url)
    page.evaluate("text => localStorage.setItem('guide.commune', text)", stored)
    page.goto(f"{base_url}{site.page('understand/members.md', Language.FR).address}", wait_until="networkidle")
    expect(page.locator("[data-local]")).to_be_hidden()
    assert not errors
    assert not [url for url in asked if "secret" in url or "/x.json" in url]


def test_the_builder_opens_with_the_municipality_and_its_languages(page: Page, base_url: str, site: Site) -> None:
    builder = site.page("documents/builder.md", Language.FR).address
    page.goto(f"{base_url}{builder}#commune-21003")
    expect(page.locator("#q-municipality-nl")).to_have_value("Sint-Agatha-Berchem")
    expect(page.locator("#q-police-zone-fr")).to_have_value("Bruxelles-Ouest (5340)")
    expect(page.locator("[name=edition][value=fr-nl]")).to_be_checked()


@pytest.mark.parametrize("fragment", ["commune-99999", "commune-", "commune-__proto__", "commune-<b>"])
def test_an_address_that_names_no_municipality_opens_an_empty_builder(
    page: Page, base_url: str, site: Site, fragment: str
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{base_url}{site.page('documents/builder.md', Language.NL).address}#{fragment}")
    expect(page.locator("[data-started]")).to_be_attached()
    expect(page.locator("#q-municipality-nl")).to_have_value("")
    assert not errors


def test_names_with_an_article_read_well() -> None:
    from macros.content.communes import place_of

    assert place_of(Bilingual(fr="Les Bons Villers", nl="Les Bons Villers"), Language.FR) == "aux Bons Villers"
    assert place_of(Bilingual(fr="La Louvière", nl="La Louvière"), Language.FR) == "à La Louvière"


def test_every_municipality_could_have_a_page(site: Site) -> None:
    """Names such as 's Gravenbrakel must not stop the build on the day when their file comes."""
    (known,) = site.catalogue.communes.values()
    named = {
        slug(each.name.nl): known.model_copy(update={"name": each.name, "nis_code": each.nis_code})
        for each in municipalities()
    }
    catalogue = dataclasses.replace(site.catalogue, communes=Records("commune", named))
    pages = list(local_pages(catalogue))
    assert len({page.address for page in pages}) == 2 * 565
    assert all(page.front_matter.search_words for page in pages)
