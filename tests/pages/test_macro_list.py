"""Editors find every macro in the repository, and every example of one works."""

from __future__ import annotations

import jinja2
import pytest

from macros.content.site import Site
from macros.model.language import Language
from macros.pages.macro_list import MACRO_LIST, macro_list
from macros.pages.page_macros import EXAMPLES, PageMacros
from macros.pages.view import View

_EXPRESSIONS = jinja2.Environment(autoescape=True)


def test_the_list_in_the_repository_is_that_of_the_macros(site: Site) -> None:
    assert MACRO_LIST.read_text("utf-8") == macro_list(site.catalogue)


def test_the_list_has_a_line_for_every_macro_in_both_languages(site: Site) -> None:
    rows = [line.split(" | ") for line in macro_list(site.catalogue).splitlines() if line.startswith("| `{{ ")]
    assert {row[0].removeprefix("| `{{ ").partition("(")[0] for row in rows} == set(EXAMPLES)
    assert all(len(row) == 3 and all(row) for row in rows)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_puts_something_on_a_page(site: Site, name: str, language: Language) -> None:
    macros = PageMacros(View(site, site.page("understand/cost.md", language)))
    assert _EXPRESSIONS.compile_expression(EXAMPLES[name])({name: getattr(macros, name)})
