"""Who publishes the guide is written once, shown everywhere, and missed before anything is published."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from macros.checks.site import checked_site
from macros.content.catalogue import Catalogue, Records
from macros.content.communes import OWN_COMMUNE
from macros.content.publisher import OWN_PUBLISHER, is_public, publisher_of, publisher_problem, read_publisher
from macros.content.site import Site
from macros.model.language import Bilingual
from macros.model.problems import GuideError
from macros.model.records import LocalContact, Publisher
from tests.building import Build
from tests.copies import unpublish

COMMUNE = "berchem-sainte-agathe"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://plp.brussels/", True),
        ("http://192.168.1.4:8000/", True),
        ("https://example.be/", True),
        ("https://guide.example/", False),
        ("https://www.example.org/guide/", False),
        ("http://localhost:8000/", False),
        ("http://127.0.0.1:8000/", False),
        ("http://[::1]:8000/", False),
        ("", False),
    ],
)
def test_an_address_that_others_can_read_is_told_from_one_that_nobody_has(address: str, public: bool) -> None:
    assert is_public(address) == public


def test_a_guide_that_nobody_answers_for_is_not_published(locked_copy: Path, tmp_path: Path, build: Build) -> None:
    unpublish(locked_copy)
    result = build(locked_copy, tmp_path / "site", SITE_URL="https://plp.brussels/", GUIDE_LANGUAGE="nl")
    assert result.returncode != 0
    assert "data/guide.yml" in result.stderr
    assert "vul “publisher”" in result.stderr
    assert "Traceback" not in result.stderr
    assert not list((tmp_path / "site").rglob("*.html"))


@pytest.mark.parametrize(("language", "said"), [("en", "fill in publisher"), ("fr", "remplissez"), ("nl", "vul")])
def test_who_would_publish_it_is_told_in_their_language(
    unpublished: Site, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    problem = publisher_problem(unpublished.catalogue)
    assert problem is not None
    monkeypatch.setenv("GUIDE_LANGUAGE", language)
    assert problem.file == "data/guide.yml"
    assert said in str(GuideError([problem]))


EXAMPLE = """\
publisher:
  name:
    fr: "[Nom de l'organisation]"
    nl: "[Naam van de organisatie]"
  address:
    fr: "[Rue de l'Église 1, 1000 Bruxelles]"
    nl: "[Kerkstraat 1, 1000 Brussel]"
  email: "[guide@organisation.be]"
  site: "[https://organisation.be/]"
"""
"""The nine lines that stand in comments in the record of the guide, until somebody fills them in."""


def test_the_example_of_a_publisher_is_published_once_all_of_it_is_filled_in(guide_copy: Path, site: Site) -> None:
    file = guide_copy / "data" / "guide.yml"
    if site.catalogue.guide.publisher is None:
        assert re.sub("(?m)^", "# ", EXAMPLE.rstrip("\n")) in file.read_text("utf-8")
    unpublish(guide_copy)
    example = file.read_text("utf-8").rstrip("\n") + "\n" + EXAMPLE
    file.write_text(re.sub(r'((?:email|site): ")\[(.*)\]', r"\1\2", example), "utf-8")
    with pytest.raises(GuideError) as refused:
        checked_site(guide_copy)
    assert [problem.file for problem in refused.value.problems] == ["data/guide.yml"] * 4
    file.write_text(example.replace('"[', '"').replace(']"', '"'), "utf-8")
    publisher = checked_site(guide_copy).catalogue.guide.publisher
    assert publisher is not None
    assert publisher.address.nl == "Kerkstraat 1, 1000 Brussel"
    assert publisher.email == "guide@organisation.be"


def test_a_name_that_both_languages_share_is_written_once() -> None:
    publisher = Publisher.model_validate({"name": "Ohé asbl", "address": "Rue Basse 1, 5000 Namur", "email": "a@b.be"})
    assert publisher.name == Bilingual(fr="Ohé asbl", nl="Ohé asbl")


def test_a_file_that_names_a_publisher_is_refused_with_what_is_wrong_in_it(tmp_path: Path) -> None:
    file = tmp_path / "publisher.yml"
    file.write_text("name: Namur\naddress: Rue Basse 1, 5000 Namur\nmail: plp@namur.be\n", "utf-8")
    with pytest.raises(GuideError) as refused:
        read_publisher(file)
    assert "email" in str(refused.value)
    assert str(file) in str(refused.value)


def test_an_example_that_nobody_filled_in_is_refused_in_a_file_of_its_own_as_in_the_record_of_the_guide(
    guide_copy: Path, tmp_path: Path
) -> None:
    unpublish(guide_copy)
    guide, own = guide_copy / "data" / "guide.yml", tmp_path / "publisher.yml"
    guide.write_text(guide.read_text("utf-8").rstrip("\n") + "\n" + EXAMPLE, "utf-8")
    own.write_text(EXAMPLE.replace("\n  ", "\n").removeprefix("publisher:\n"), "utf-8")
    said = []
    for asked in (lambda: checked_site(guide_copy), lambda: read_publisher(own)):
        with pytest.raises(GuideError) as refused:
            asked()
        messages = (problem.message for problem in refused.value.problems)
        said.append({each for each in messages if "what the example says" in each})
    assert said[0] == said[1]
    assert len(said[1]) == 6


@pytest.mark.parametrize("text", [EXAMPLE, EXAMPLE.replace("\n  ", "\n"), "publisher:\n  nom: Namur\n"])
def test_a_file_of_its_own_that_begins_as_in_the_record_of_the_guide_is_told_so_alone(
    text: str, tmp_path: Path
) -> None:
    file = tmp_path / "publisher.yml"
    file.write_text(text, "utf-8")
    with pytest.raises(GuideError) as refused:
        read_publisher(file)
    (problem,) = refused.value.problems
    assert str(problem.remedy) == "leave out this line"
    assert (problem.file, problem.line) == (str(file), 1)


@pytest.fixture
def own_edition(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """As while the own edition of a municipality is built."""
    monkeypatch.setenv(OWN_COMMUNE, COMMUNE)
    return monkeypatch


def _with_contact(site: Site, contact: LocalContact | None) -> Catalogue:
    """The catalogue with another publisher for all, and this contact in the municipality."""
    everyone = Publisher.model_validate({"name": "Ohé asbl", "address": "Rue Basse 1, 5000 Namur", "email": "a@b.be"})
    guide = site.catalogue.guide.model_copy(update={"publisher": everyone})
    commune = site.catalogue.communes[COMMUNE].model_copy(update={"contact": contact})
    return dataclasses.replace(site.catalogue, guide=guide, communes=Records("commune", {COMMUNE: commune}))


def test_an_own_edition_is_published_by_its_municipality_or_by_nobody(
    site: Site, own_edition: pytest.MonkeyPatch
) -> None:
    assert publisher_of(_with_contact(site, None)) is None
    problem = publisher_problem(_with_contact(site, None))
    assert problem is not None
    assert problem.file == f"data/communes/{COMMUNE}.yml"
    place = Bilingual(fr="Avenue du Roi Albert 33, 1082 Bruxelles", nl="Koning Albertlaan 33, 1082 Brussel")
    service = Bilingual(fr="Prévention", nl="Preventie")
    contact = LocalContact(service=service, email="plp@commune.be", address=place, sources=("guide-berchem",))
    for lacking in ("email", "address"):
        assert publisher_of(_with_contact(site, contact.model_copy(update={lacking: None}))) is None
    publisher = publisher_of(_with_contact(site, contact))
    assert publisher is not None
    assert publisher.name.fr == "Berchem-Sainte-Agathe, administration communale"
    assert publisher.email == "plp@commune.be"
    given = Publisher.model_validate({"name": "Zone 5340", "address": "Rue Basse 1, 1082 Bruxelles", "email": "z@b.be"})
    own_edition.setenv(OWN_PUBLISHER, given.model_dump_json())
    assert publisher_of(_with_contact(site, contact)) == given
