"""The sets of queries in `tests/search` ask for the whole guide, and for what is on it.

Whether search finds these answers is tested with the search itself.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pytest
import yaml
from conftest import BuiltSite

from macros.check import ROOT
from macros.language import Language
from macros.site import Site


@dataclass(frozen=True)
class Query:
    """What somebody types, and the addresses below a language that answer it."""

    query: str
    kind: str
    finds: list[str]


@pytest.fixture(params=list(Language))
def asked_in(request: pytest.FixtureRequest) -> Language:
    return Language(request.param)


@pytest.fixture
def queries(asked_in: Language) -> list[Query]:
    text = (ROOT / "tests" / "search" / f"queries.{asked_in}.yml").read_text("utf-8")
    return [Query(**query) for query in yaml.safe_load(text)]


@pytest.fixture
def answers(asked_in: Language, queries: list[Query]) -> set[str]:
    return {f"{asked_in}/{address.removeprefix('./')}" for query in queries for address in query.finds}


def test_a_set_has_many_queries_of_many_kinds_each_once(queries: list[Query]) -> None:
    assert len(queries) >= 200
    assert len({query.kind for query in queries}) >= 12
    assert [text for text, count in Counter(query.query for query in queries).items() if count > 1] == []


def test_every_answer_is_on_the_site(answers: set[str], built: BuiltSite) -> None:
    ids = {address: set(page.ids) for address, page in built.pages.items()}
    for answer in answers:
        page, _, anchor = answer.partition("#")
        assert page in ids, answer
        assert not anchor or anchor in ids[page], answer


def test_every_page_question_paper_and_term_is_asked_for(asked_in: Language, answers: set[str], site: Site) -> None:
    searched = [page for (language, _), page in site.pages.items() if language is asked_in]
    searched = [page for page in searched if not (page.front_matter.search and page.front_matter.search.exclude)]
    assert {page.address for page in searched} <= {answer.partition("#")[0] for answer in answers}
    for path, records in (("questions.md", site.catalogue.questions), ("glossary.md", site.catalogue.terms)):
        assert {f"{site.page(path, asked_in).address}#{id_}" for id_ in records} <= answers
