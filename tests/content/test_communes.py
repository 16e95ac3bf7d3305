"""Every municipality is known, and all that a municipality needs follows from its file."""

from __future__ import annotations

import dataclasses
import re
import shutil
from pathlib import Path

import pytest

from macros.checks.site import checked_site
from macros.content.catalogue import Records
from macros.content.communes import edition_of, known_answers, local_pages
from macros.content.municipalities import municipalities, municipalities_by_code, slug
from macros.content.site import ROOT, Site
from macros.filling.exchange import Content
from macros.model.language import Bilingual, Language
from macros.model.problems import GuideError

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


def test_there_are_565_municipalities_each_with_a_postal_code_and_an_area() -> None:
    assert len(municipalities()) == 565
    for each in municipalities():
        assert each.postal_codes, each
        assert (each.province is None) == each.region.fr.startswith("Région de Bruxelles"), each


def test_a_province_is_called_in_french_as_it_calls_itself() -> None:
    assert {each.province.fr for each in municipalities() if each.province} == {
        "Province d'Anvers",
        "Province de Flandre occidentale",
        "Province de Flandre orientale",
        "Province de Hainaut",
        "Province de Limbourg",
        "Province de Liège",
        "Province de Luxembourg",
        "Province de Namur",
        "Province du Brabant flamand",
        "Province du Brabant wallon",
    }


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


def test_answers_known_beforehand_are_answers_to_questions(site: Site, asked: Content, commune_id: str) -> None:
    assert set(known_answers(site.catalogue.communes[commune_id])) <= {question.id for question in asked.questions}


def test_names_with_an_article_read_well() -> None:
    from macros.content.communes import place_of

    assert place_of(Bilingual(fr="Les Bons Villers", nl="Les Bons Villers"), Language.FR) == "aux Bons Villers"
    assert place_of(Bilingual(fr="La Louvière", nl="La Louvière"), Language.FR) == "à La Louvière"


def test_every_municipality_could_have_a_page(site: Site) -> None:
    """Names such as 's Gravenbrakel must not stop the build on the day when their file comes."""
    known = next(iter(site.catalogue.communes.values()))
    named = {
        slug(each.name.nl): known.model_copy(update={"name": each.name, "nis_code": each.nis_code})
        for each in municipalities()
    }
    catalogue = dataclasses.replace(site.catalogue, communes=Records("commune", named))
    pages = list(local_pages(catalogue))
    assert len({page.address for page in pages}) == 2 * 565
    assert all(page.front_matter.search_words for page in pages)
