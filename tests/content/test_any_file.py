"""Whatever stands in a file: it is read, or refused in words.

The examples are made by hypothesis, the same ones at each run.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from macros.checks.macro_calls import calls_in, syntax_problems
from macros.checks.page_slips import slip_problems
from macros.checks.twin_texts import sections_of
from macros.checks.twins import outline
from macros.content.catalogue import load_catalogue
from macros.content.municipalities import slug
from macros.content.page_files import Page, read_page
from macros.content.site import ROOT
from macros.content.yaml_reader import parse_yaml
from macros.model.language import Language
from tests.examples import ANY_TEXT, JSON_LIKE, MARKDOWN_LIKE, YAML_LIKE, are_readable, examples

TERMS = (ROOT / "data" / "terms.yml").read_text("utf-8")

PAGE = (ROOT / "docs" / "fr" / "understand" / "cost.md").read_text("utf-8")


@examples(400)
@given(st.one_of(YAML_LIKE, ANY_TEXT), st.booleans())
def test_any_yaml_is_read_or_refused_in_words(text: str, as_typed: bool) -> None:
    file, problems = parse_yaml(text, "data/x.yml", as_typed=as_typed)
    assert file is not None or problems
    assert are_readable(problems)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guide") / "data"
    shutil.copytree(ROOT / "data", folder)
    return folder


@examples(40)
@given(st.integers(0, len(TERMS)), st.integers(0, 400), YAML_LIKE)
def test_a_file_of_data_with_anything_in_it_is_read_or_refused_in_words(
    data: Path, start: int, length: int, new: str
) -> None:
    file = data / "terms.yml"
    file.write_bytes((TERMS[:start] + new + TERMS[start + length :]).encode("utf-8", "surrogatepass"))
    catalogue, problems = load_catalogue(data)
    file.write_text(TERMS, "utf-8")
    assert (catalogue is None) == bool(problems)
    assert are_readable(problems)


def places_in(content: object, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in what a YAML file holds."""
    yield place
    inner = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, value in inner:
        yield from places_in(value, (*place, key))


RECORDS = {
    name: yaml.safe_load((ROOT / "data" / name).read_text("utf-8"))
    for name in ("guide.yml", "contested.yml", "builder.yml", "stages/stage-1.yml", "documents/reflex-card.yml")
}


@examples(50)
@given(st.sampled_from(sorted(RECORDS)), st.integers(0, 10_000), JSON_LIKE)
def test_any_value_in_the_place_of_another_is_taken_or_refused_in_words(
    data: Path, name: str, number: int, new: object
) -> None:
    places = list(places_in(RECORDS[name]))
    file, before = data / name, (data / name).read_bytes()
    file.write_text(yaml.safe_dump(replaced(RECORDS[name], places[number % len(places)], new)), "utf-8")
    catalogue, problems = load_catalogue(data)
    file.write_bytes(before)
    assert (catalogue is None) == bool(problems)
    assert are_readable(problems)


def replaced(content: object, place: tuple[str | int, ...], new: object) -> object:
    if not place:
        return new
    if isinstance(content, dict):
        return {key: replaced(value, place[1:], new) if key == place[0] else value for key, value in content.items()}
    assert isinstance(content, list)
    return [replaced(value, place[1:], new) if index == place[0] else value for index, value in enumerate(content)]


@examples(300)
@given(st.integers(0, len(PAGE)), st.integers(0, 300), MARKDOWN_LIKE)
def test_any_page_is_read_or_refused_in_words(tmp_path: Path, start: int, length: int, new: str) -> None:
    file = tmp_path / "page.md"
    file.write_bytes((PAGE[:start] + new + PAGE[start + length :]).encode("utf-8", "surrogatepass"))
    page, problems = read_page(file, "page.md", Language.FR)
    assert page is not None or problems
    if page is not None:
        problems += [*syntax_problems(page), *slip_problems(page)]
        assert len(outline(page).calls) == len(list(calls_in(page)))
        assert sections_of(page)
    assert are_readable(problems)


@examples(200)
@given(st.text(max_size=60))
def test_the_address_of_any_name_is_plain(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]*", slug(name))


def test_a_page_cannot_make_the_check_work_for_ever(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text(
        PAGE + '\n{{ source("a" * 9 ** 9 ** 9) }}\n{{ config.site_dir }}\n{% for x in range(9) %}{% endfor %}\n',
        "utf-8",
    )
    page, problems = read_page(file, "page.md", Language.FR)
    assert isinstance(page, Page)
    assert problems == []
    assert len(list(syntax_problems(page))) == 3
