"""Others can rely on the open data: it holds every record, fits its schema, and the examples run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import jsonschema
import pytest
from playwright.sync_api import Page

from macros.content.site import ROOT, Site
from macros.model.language import Language
from macros.model.records import Document
from macros.open_data import OPEN_DATA_FOLDER, PUBLISHED
from tests.building import BuiltSite

EXAMPLE_SITE = "https://plp-bin.example/"


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
def test_a_schema_refuses_what_is_not_a_record(built: BuiltSite, name: str) -> None:
    content, schema = published(built, f"{name}.json"), published(built, f"{name}.schema.json")
    content["records"][0] = {"id": 3}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, schema)


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_address_in_the_open_data_leads_somewhere(built: BuiltSite, name: str) -> None:
    for record in published(built, f"{name}.json")["records"]:
        for address in record.get("addresses", {}).values():
            assert address in built.pages
        for files in record.get("files", {}).values():
            assert files
            for file in files:
                assert (built.root / file).is_file()


def test_the_index_names_every_file(built: BuiltSite) -> None:
    index = published(built, "index.json")
    named = {file for each in index["files"].values() for file in each.values()} | {"index.json"}
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
