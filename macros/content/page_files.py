"""Reads the pages of `docs/fr` and `docs/nl`: their front matter, their text, their addresses."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import StringConstraints, ValidationError

from macros.content.explanations import SLUG_PATTERN, explanations
from macros.content.text_files import LARGEST_PAGE, read_text, text_problem
from macros.content.yaml_reader import Location, parse_yaml
from macros.model.language import CheckedOn, Language, Record, SearchWordList, Text
from macros.model.problems import Problem

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
Slug = Annotated[str, StringConstraints(strict=True, pattern=SLUG_PATTERN)]


class SearchMeta(Record):
    """Whether readers find the page by searching (a setting of Material's search)."""

    exclude: bool


class FrontMatter(Record):
    """What stands between the `---` lines at the head of a page."""

    title: Text
    slug: Slug | None = None
    description: Text
    checked_on: CheckedOn
    search_words: SearchWordList = ()
    section_words: Mapping[str, SearchWordList] = {}
    """What readers type for a section, by its anchor."""
    search: SearchMeta | None = None


@dataclass(frozen=True, eq=False)
class Page:
    """A page of the guide in one language; read anew from the same text, it is the same object."""

    path: str
    language: Language
    front_matter: FrontMatter
    body: str
    body_line: int
    head_lines: Mapping[Location, int] = field(default_factory=dict)
    """The line of each value between the `---` lines."""

    @property
    def file(self) -> str:
        """Where its text stands, as messages call it: `docs/fr/understand/cost.md`."""
        return page_file(self.path, self.language)

    def problem(self, fault: str, line: int = 0, **values: Any) -> Problem:
        """A problem with the page; the other arguments are those of `Problem.of`."""
        return Problem.of(fault, self.file, line, language=self.language, **values)

    @property
    def address(self) -> str:
        """Its address below the site's root: `fr/cout/`."""
        slug = self.front_matter.slug
        return f"{self.language}/{slug}/" if slug else f"{self.language}/"


Pages = Mapping[tuple[Language, str], Page]
"""All pages, by language and path."""


def page_file(path: str, language: Language) -> str:
    """The name of a page's file: `docs/fr/understand/cost.md`."""
    return f"docs/{language}/{path}"


def relative_address(origin: str, target: str) -> str:
    """The link from one address to another.

    >>> relative_address("fr/cout/", "fr/listes/etape-2/")
    '../listes/etape-2/'
    >>> relative_address("fr/cout/", "fr/cout/")
    './'
    """
    return posixpath.relpath(target, origin or ".") + "/"


PAGE_NAME = r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*[a-z0-9]+(?:-[a-z0-9]+)*\.md"
"""The path of a page below the folder of its language."""


def page_paths(docs: Path, language: Language) -> set[str]:
    """The paths of all pages, readable or not; what bears no name of a page, the check refuses."""
    paths = (file.relative_to(docs / language).as_posix() for file in (docs / language).rglob("*.md"))
    return {path for path in paths if re.fullmatch(PAGE_NAME, path)}


def load_pages(docs: Path) -> tuple[dict[tuple[Language, str], Page], list[Problem]]:
    """The pages below the folder `docs`, and what is wrong with their front matter and addresses."""
    pages: dict[tuple[Language, str], Page] = {}
    problems: list[Problem] = []
    for language in Language:
        for path in sorted(page_paths(docs, language)):
            page, found = read_page(docs / language / path, path, language)
            problems += found
            if page is not None:
                pages[language, path] = page
    problems += _repeated_addresses(pages)
    return pages, problems


def read_page(file: Path, path: str, language: Language) -> tuple[Page | None, list[Problem]]:
    """One page, or the reasons why it cannot be used."""
    text = read_text(file, page_file(path, language), LARGEST_PAGE)
    if isinstance(text, Problem):
        return None, [replace(text, language=language)]
    page, problems = _page_of(text, path, language)
    return page, list(problems)


@lru_cache(maxsize=512)  # while one page is edited, all others stay as they are
def _page_of(text: str, path: str, language: Language) -> tuple[Page | None, list[Problem]]:
    name = page_file(path, language)
    if problem := text_problem(text, name):
        return None, [replace(problem, language=language)]
    match = FRONT_MATTER.match(text)
    if match is None:
        fault = "front-matter-open" if re.match(r"---[ \t]*\n", text) else "front-matter-missing"
        return None, [Problem.of(fault, name, 1, language=language)]
    yaml_file, problems = parse_yaml(match[1], name, first_line=2)
    if yaml_file is None or problems:
        return None, problems
    try:
        front_matter = FrontMatter.model_validate(yaml_file.content)
    except ValidationError as error:
        keys = (*FrontMatter.model_fields, *SearchMeta.model_fields)
        return None, [replace(each, language=language) for each in explanations(error, yaml_file, keys=keys)]
    if front_matter.slug is None and path != "index.md":
        return None, [Problem.of("slug-missing", name, 2, language=language)]
    body_line = text[: match.end()].count("\n") + 1
    return Page(path, language, front_matter, text[match.end() :], body_line, yaml_file.lines), []


def _repeated_addresses(pages: Pages) -> Iterator[Problem]:
    seen: dict[str, Page] = {}
    for page in pages.values():
        if page.address in seen:
            other = seen[page.address].file
            yield page.problem("page-address-twice", 1, address=page.address, other=other)
        seen.setdefault(page.address, page)


@dataclass(frozen=True)
class PageContent:
    """A page as it is shown: the HTML of its content, and of the list of its sources."""

    page: Page
    html: str
    sources: str
