"""Promises that hold for every record."""

from __future__ import annotations

import ast
import re

import pytest
from jinja2 import Environment, nodes

from macros.checks.terms import misused
from macros.content.checklists import ALL, checklist_ids, make_checklist
from macros.content.example import EXAMPLE_FILES
from macros.content.schemas import SCHEMAS_FOLDER as SCHEMAS_FOLDER
from macros.content.schemas import schemas
from macros.content.site import ROOT, Site
from macros.model.language import Language
from macros.model.records import Certainty, Document, Level, Task
from macros.pages.page_macros import EXAMPLES


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_schema_is_the_one_the_model_exports(name: str) -> None:
    assert (SCHEMAS_FOLDER / name).read_text("utf-8") == schemas()[name], "run `make schemas`"


def test_no_schema_is_left_over() -> None:
    assert {file.name for file in SCHEMAS_FOLDER.iterdir()} == set(schemas())


def test_every_file_of_records_names_its_schema_for_editors() -> None:
    answers = {ROOT / "data" / place for place in EXAMPLE_FILES}
    for file in {*(ROOT / "data").rglob("*.yml")} - answers:
        folder = file.parent.name if file.parent.name != "data" else ""
        schema = f"../schema/{folder}.schema.json" if folder else f"schema/{file.stem}.schema.json"
        assert file.read_text("utf-8").startswith(f"# yaml-language-server: $schema={schema}\n"), file


def test_the_disputed_date_of_the_circular_is_data_with_those_who_say_otherwise(site: Site) -> None:
    circular = site.catalogue.sources["circular-2019"]
    assert circular.date is not None
    assert (circular.date.fr, circular.date.nl) == ("8 avril 2019", "8 april 2019")
    assert circular.certainty is Certainty.UNREAD
    assert len(circular.other_dates) >= 4


def test_the_date_of_the_circular_is_written_in_one_record_only() -> None:
    written = []
    for file in [*(ROOT / "data").rglob("*.yml"), *(ROOT / "docs").rglob("*.md")]:
        if re.search(r"8 a[vp]ril 2019", file.read_text("utf-8")):
            written.append(file.relative_to(ROOT).as_posix())
    assert sorted(written) == ["data/contested.yml", "data/sources.yml"]


def test_every_task_is_on_the_list_of_its_stage_of_each_of_its_roles_and_of_all(site: Site) -> None:
    lists = {
        name: {task.id for task in make_checklist(site.catalogue, name).tasks} for name in checklist_ids(site.catalogue)
    }
    for stage in site.catalogue.stages.values():
        for task in stage.tasks:
            assert all(task.id in lists[name] for name in (stage.id, ALL, *task.roles))


def test_every_compulsory_task_and_paper_has_a_source(site: Site) -> None:
    tasks = [task for stage in site.catalogue.stages.values() for task in stage.tasks]
    items: list[Task | Document] = [*tasks, *site.catalogue.documents.values()]
    compulsory = [item for item in items if item.level is Level.MUST]
    assert compulsory
    assert all(item.sources for item in compulsory)


def test_the_papers_are_numbered_in_order_without_a_gap(site: Site) -> None:
    numbers = [document.number for document in site.catalogue.documents.values()]
    assert numbers == [*range(1, len(numbers) + 1)]


def test_what_the_guide_says_instead_is_said(site: Site) -> None:
    """A word that is refused has another in its place, which is not refused."""
    for term in site.catalogue.terms.values():
        for language in Language:
            for wording, right in (term.say_instead[language] if term.say_instead else {}).items():
                refused = {
                    each: other
                    for terms in site.catalogue.terms.values()
                    if terms.say_instead
                    for each, other in terms.say_instead[language].items()
                }
                assert misused(f"Voir {wording}.", tuple(refused)), wording
                assert misused(right, tuple(refused)) == (), right
                assert misused(term.name[language], tuple(refused)) == (), term.id


@pytest.mark.parametrize(
    "word", ["de BIN", "buurtwacht", "buurtpreventie", "de wettelijke beroepen", "van hand tot hand"]
)
def test_words_that_are_never_ours_are_refused(site: Site, word: str) -> None:
    assert any(word in term.say_instead.nl for term in site.catalogue.terms.values() if term.say_instead)


def test_every_macro_has_a_description_in_both_languages(site: Site) -> None:
    described = {label.removeprefix("macro-") for label in site.catalogue.labels if label.startswith("macro-")}
    assert described == {name.replace("_", "-") for name in EXAMPLES}


def test_every_label_is_used(site: Site) -> None:
    templates = [*(ROOT / "macros").glob("*/templates/*.html"), *(ROOT / "overrides").rglob("*.html")]
    used = {name for file in templates for name in labels_in(file.read_text("utf-8"))}
    for file in (ROOT / "macros").rglob("*.py"):
        used |= {
            str(node.value) for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Constant)
        }
    families = {name for name in used if name.endswith("-")}
    unused = [
        label
        for label in site.catalogue.labels
        if label not in used and not any(label.startswith(family) for family in families)
    ]
    assert unused == []


def labels_in(template: str) -> set[str]:
    """The label ids, and the beginnings of label ids, that a template names."""
    tree = Environment(autoescape=True, extensions=["jinja2.ext.loopcontrols"]).parse(template)
    found = {str(constant.value) for constant in tree.find_all(nodes.Const) if isinstance(constant.value, str)}
    return found | {part for text in found for part in [text] if part.endswith("-")}
